"""The face: rig, expressions, mouth and idle life, without Qt."""
