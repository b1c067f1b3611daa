"""What words of other vocabularies look like on a character's face.

Pure functions of a rig: action units, moods and VRM's presets as weights of channels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lumen.avatar.names import ActionUnit, Affect, VrmPreset
from lumen.avatar.rig import Channel, Rig, Weights
from lumen.core.expression import Expression, Viseme

_CODE = re.compile(r"(?P<side>[LR]?)(?P<unit>[0-9]{1,2})(?P<strength>[A-E]?)", re.ASCII)
_STRENGTHS = {"": 1.0, "A": 0.15, "B": 0.3, "C": 0.55, "D": 0.8, "E": 1.0}
"""Share of the greatest movement: trace, slight, marked, severe, maximum."""


class Action(NamedTuple):
    """One part of a code such as ``L12C``.

    Attributes:
        unit: What moves.
        side: ``L`` or ``R`` for one half of the face, else empty.
        strength: 0 to 1.
    """

    unit: ActionUnit
    side: str
    strength: float


def parse_actions(code: str) -> tuple[Action, ...]:
    """The actions of a code such as ``1+2+5B+L12``; none for an empty one.

    Raises:
        ValueError: The code is none, or names a unit that is not known.
    """
    if not code:
        return ()
    found = []
    for part in code.split("+"):
        match = _CODE.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"{part[:12]!r} is no action unit")
        try:
            unit = ActionUnit(match["unit"])
        except ValueError:
            raise ValueError(f"no action unit {match['unit']!r} is known") from None
        found.append(Action(unit, match["side"], _STRENGTHS[match["strength"]]))
    return tuple(found)


def action_weights(rig: Rig, code: str) -> dict[Channel, float]:
    """What a code of action units moves.

    Args:
        rig: The character.
        code: Such as ``6+12+25``.

    Raises:
        ValueError: See `parse_actions`.
    """
    found: dict[Channel, float] = {}
    for action in parse_actions(code):
        for channel, weight in rig.actions[action.unit].items():
            if channel.endswith(_OTHER_HALF.get(action.side, "\n")):
                continue
            found[channel] = found.get(channel, 0.0) + action.strength * weight
    return found


_OTHER_HALF = {"L": "Right", "R": "Left"}


def affect_weights(
    tables: Mapping[Affect, Weights], valence: float, arousal: float
) -> dict[Channel, float]:
    """What a mood does to a face.

    Args:
        tables: Of a rig, at full strength.
        valence: -1 is bad, +1 is good.
        arousal: -1 is drowsy, +1 is excited.

    Returns:
        Continuous in both; nothing for a mood of (0, 0).
    """
    found: dict[Channel, float] = {}
    for affect, strength in _directions(valence, arousal):
        for channel, weight in tables[affect].items():
            found[channel] = found.get(channel, 0.0) + strength * weight
    return found


def _directions(valence: float, arousal: float) -> Iterator[tuple[Affect, float]]:
    good, bad = max(0.0, valence), max(0.0, -valence)
    alert, drowsy = max(0.0, arousal), max(0.0, -arousal)
    for affect, strength in (
        (Affect.PLEASED, good),
        (Affect.DISPLEASED, bad),
        (Affect.ALERT, alert),
        (Affect.DROWSY, drowsy),
        (Affect.EXCITED, good * alert),
        (Affect.DISTRESSED, bad * alert),
        (Affect.SERENE, good * drowsy),
        (Affect.GLOOMY, bad * drowsy),
    ):
        if strength > 0.0:
            yield affect, min(1.0, strength)


_VOWELS = {
    VrmPreset.AA: Viseme.AA,
    VrmPreset.IH: Viseme.IH,
    VrmPreset.OU: Viseme.OU,
    VrmPreset.EE: Viseme.E,
    VrmPreset.OH: Viseme.OH,
}
_MOVES: dict[VrmPreset, dict[Channel, float]] = {
    VrmPreset.BLINK: {Channel.EYE_BLINK_LEFT: 1.0, Channel.EYE_BLINK_RIGHT: 1.0},
    VrmPreset.BLINK_LEFT: {Channel.EYE_BLINK_LEFT: 1.0},
    VrmPreset.BLINK_RIGHT: {Channel.EYE_BLINK_RIGHT: 1.0},
    VrmPreset.LOOK_UP: {Channel.GAZE_Y: -1.0},
    VrmPreset.LOOK_DOWN: {Channel.GAZE_Y: 1.0},
    # VRM's left is the character's own, on the right of the picture.
    VrmPreset.LOOK_LEFT: {Channel.GAZE_X: 1.0},
    VrmPreset.LOOK_RIGHT: {Channel.GAZE_X: -1.0},
}


def vrm_weights(rig: Rig, preset: VrmPreset) -> Weights:
    """What a preset of VRM 1.0 adds to the face at rest."""
    if preset in _VOWELS:
        return rig.visemes[_VOWELS[preset]]
    if preset in _MOVES:
        return _MOVES[preset]
    return rig.expressions[Expression(preset.value)].weights
