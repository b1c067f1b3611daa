"""What head, eyes, a hand and the shoulders say, as functions of the time since."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from lumen.avatar.chance import ease
from lumen.core.units import Seconds


class Gesture(StrEnum):
    """What can be said without words."""

    NOD = "nod"
    """Yes, go on."""
    SMALL_NOD = "small_nod"
    """I am with you."""
    DOUBLE_NOD = "double_nod"
    """Yes, quite so."""
    SHAKE = "shake"
    """No."""
    TILT = "tilt"
    """Is that so?"""
    HOP = "hop"
    """Joy."""
    WINK = "wink"
    """Between us."""
    WAKE = "wake"
    """Here I am."""
    WAVE = "wave"
    """Hello, or goodbye."""
    SHRUG = "shrug"
    """What can one do?"""


LONGEST = Seconds(1.6)
"""Of the head; a hand has a longer way."""

_LONGER = {Gesture.WAVE: Seconds(2.5)}

_WAVES_HZ = 1.9
_RAISED_WITHIN, _WAVED_WITHIN = 0.42, 1.9


class Movement(NamedTuple):
    """What gestures add.

    Attributes:
        yaw: To the head.
        pitch: The same.
        roll: The same.
        lift: Raises the body.
        wink: Shuts one eye.
        hand: Raises a hand.
        turn: Leans that hand to the side.
        shrug: Raises the shoulders.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    lift: float = 0.0
    wink: float = 0.0
    hand: float = 0.0
    turn: float = 0.0
    shrug: float = 0.0


STILL = Movement()


def length(gesture: Gesture) -> Seconds:
    """How long it lasts, in seconds."""
    return _LONGER.get(gesture, LONGEST)


def movement(gesture: Gesture, age: float) -> Movement:
    """What a gesture adds `age` seconds after it began; each returns to nothing."""
    if not 0.0 < age < length(gesture):
        return STILL
    return _MOVEMENTS[gesture](age)


def _nodding(age: float) -> Movement:
    return Movement(pitch=_nod(age))


def _nodding_a_little(age: float) -> Movement:
    return Movement(pitch=0.5 * _nod(age))


def _nodding_twice(age: float) -> Movement:
    second = 0.6 * _nod(age - 0.42) if age > 0.42 else 0.0
    return Movement(pitch=(0.7 * _nod(age) + second) * _out(age))


def _shaking(age: float) -> Movement:
    swing = math.exp(-2.2 * age) * math.sin(4.0 * math.pi * age)
    return Movement(yaw=0.56 * swing * _out(age))


def _tilting(age: float) -> Movement:
    return Movement(roll=0.45 * ease(age / 0.3) * _out(age))


def _hopping(age: float) -> Movement:
    up = abs(math.sin(2.0 * math.pi * age / 0.8)) * math.exp(-2.0 * age)
    return Movement(pitch=-0.12 * up * _out(age), lift=up * _out(age))


def _winking(age: float) -> Movement:
    shut = ease(age / 0.09) * (1.0 - ease((age - 0.28) / 0.2))
    return Movement(roll=0.2 * ease(age / 0.2) * _out(age), wink=shut)


def _waking(age: float) -> Movement:
    """Head and body come up, and sleep is shaken off."""
    up = ease(age / 0.35) * _out(age)
    shaken = _shaken(age - 0.4) * _out(age)
    return Movement(0.34 * shaken, -0.2 * up, 0.16 * shaken, 0.5 * up)


def _waving(age: float) -> Movement:
    """The hand comes up, waves to and fro, and goes; the head leans with it."""
    up = ease(age / _RAISED_WITHIN) * (1.0 - ease((age - _WAVED_WITHIN) / 0.55))
    since = age - 0.6 * _RAISED_WITHIN
    swing = math.sin(2.0 * math.pi * _WAVES_HZ * since) if since > 0.0 else 0.0
    still = 1.0 - ease((age - _WAVED_WITHIN + 0.4) / 0.4)
    return Movement(
        pitch=-0.08 * up,
        roll=0.22 * up,
        lift=0.3 * up,
        hand=up,
        turn=swing * still * up,
    )


def _shrugging(age: float) -> Movement:
    """Shoulders up, the head between them and a little aside; held, then let go."""
    up = ease(age / 0.28) * (1.0 - ease((age - 0.75) / 0.5))
    return Movement(pitch=0.1 * up, roll=-0.24 * up, shrug=up)


def _shaken(since: float) -> float:
    """Once to each side, then less."""
    if since <= 0.0:
        return 0.0
    return math.exp(-2.6 * since) * math.sin(2.0 * math.pi * 2.4 * since)


def _nod(age: float) -> float:
    """Up a little first (anticipation), then a damped swing of 2.2 Hz."""
    if age < 0.12:
        return -0.11 * ease(age / 0.12)
    swing = math.cos(2.0 * math.pi * 2.2 * (age - 0.12))
    return (
        (-0.11 * swing + 0.40 * _bow(age - 0.12))
        * math.exp(-2.4 * (age - 0.12))
        * (_out(age))
    )


def _bow(since: float) -> float:
    return math.sin(2.0 * math.pi * 2.2 * since)


def _out(age: float) -> float:
    return 1.0 - ease((age - LONGEST + 0.6) / 0.6)


_MOVEMENTS: dict[Gesture, Callable[[float], Movement]] = {
    Gesture.NOD: _nodding,
    Gesture.SMALL_NOD: _nodding_a_little,
    Gesture.DOUBLE_NOD: _nodding_twice,
    Gesture.SHAKE: _shaking,
    Gesture.TILT: _tilting,
    Gesture.HOP: _hopping,
    Gesture.WINK: _winking,
    Gesture.WAKE: _waking,
    Gesture.WAVE: _waving,
    Gesture.SHRUG: _shrugging,
}
