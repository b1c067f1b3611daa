"""Small movements of head and eyes, as functions of the time since they began."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple

from lumen.avatar.chance import ease
from lumen.core.units import Seconds


class Gesture(StrEnum):
    """What the head can say without words."""

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


LONGEST = Seconds(1.6)


class Movement(NamedTuple):
    """What gestures add to the head; `lift` raises the body, `wink` shuts one eye."""

    yaw: float
    pitch: float
    roll: float
    lift: float
    wink: float


STILL = Movement(0.0, 0.0, 0.0, 0.0, 0.0)


def movement(gesture: Gesture, age: float) -> Movement:
    """What a gesture adds `age` seconds after it began; each returns to nothing."""
    if not 0.0 < age < LONGEST:
        return STILL
    match gesture:
        case Gesture.NOD:
            return Movement(0.0, _nod(age), 0.0, 0.0, 0.0)
        case Gesture.SMALL_NOD:
            return Movement(0.0, 0.5 * _nod(age), 0.0, 0.0, 0.0)
        case Gesture.DOUBLE_NOD:
            second = 0.6 * _nod(age - 0.42) if age > 0.42 else 0.0
            pitch = (0.7 * _nod(age) + second) * _out(age)
            return Movement(0.0, pitch, 0.0, 0.0, 0.0)
        case Gesture.SHAKE:
            swing = math.exp(-2.2 * age) * math.sin(4.0 * math.pi * age)
            return Movement(0.42 * swing * _out(age), 0.0, 0.0, 0.0, 0.0)
        case Gesture.TILT:
            return Movement(0.0, 0.0, 0.45 * ease(age / 0.3) * _out(age), 0.0, 0.0)
        case Gesture.HOP:
            up = abs(math.sin(2.0 * math.pi * age / 0.8)) * math.exp(-2.0 * age)
            return Movement(0.0, -0.12 * up * _out(age), 0.0, up * _out(age), 0.0)
        case Gesture.WINK:
            shut = ease(age / 0.09) * (1.0 - ease((age - 0.28) / 0.2))
            return Movement(0.0, 0.0, 0.2 * ease(age / 0.2) * _out(age), 0.0, shut)


def _nod(age: float) -> float:
    """Up a little first (anticipation), then a damped swing of 2.2 Hz."""
    if age < 0.12:
        return -0.08 * ease(age / 0.12)
    swing = math.cos(2.0 * math.pi * 2.2 * (age - 0.12))
    return (
        (-0.08 * swing + 0.26 * _bow(age - 0.12))
        * math.exp(-2.4 * (age - 0.12))
        * (_out(age))
    )


def _bow(since: float) -> float:
    return math.sin(2.0 * math.pi * 2.2 * since)


def _out(age: float) -> float:
    return 1.0 - ease((age - LONGEST + 0.6) / 0.6)
