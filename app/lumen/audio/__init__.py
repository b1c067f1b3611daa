"""Microphone, loudspeaker, echo: PCM in and out."""
