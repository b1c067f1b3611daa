"""Springs, stepped in closed form: exact for a target that holds during the step."""

from __future__ import annotations

import math
from typing import NamedTuple

from lumen.core.units import Seconds


class SpringStep(NamedTuple):
    """One step of a damped spring as a linear map of (distance, speed).

    With ``d = x - target``: ``x' = target + xd d + xv v`` and ``v' = vd d + vv v``.
    """

    xd: float
    xv: float
    vd: float
    vv: float


def spring_step(hz: float, damping: float, step: Seconds) -> SpringStep:
    """The exact step of x'' = -w^2 (x - target) - 2 z w x'.

    Args:
        hz: Natural frequency.
        damping: Damping ratio: below 1 it swings, from 1 on it creeps.
        step: Seconds of one step.
    """
    omega = 2.0 * math.pi * hz
    decay = damping * omega
    if damping < 1.0 - 1e-6:
        swing = omega * math.sqrt(1.0 - damping * damping)
        shrink = math.exp(-decay * step)
        c = shrink * math.cos(swing * step)
        s = shrink * math.sin(swing * step) / swing
    elif damping > 1.0 + 1e-6:
        creep = omega * math.sqrt(damping * damping - 1.0)
        slow, fast = math.exp((creep - decay) * step), math.exp(-(creep + decay) * step)
        c = (slow + fast) / 2.0
        s = (slow - fast) / (2.0 * creep)
    else:
        shrink = math.exp(-decay * step)
        c, s = shrink, shrink * step
    return SpringStep(c + decay * s, s, -omega * omega * s, c - decay * s)


class Spring:
    """A value that follows a target.

    Args:
        hz: Natural frequency.
        damping: Damping ratio.
        step: Seconds between calls of `follow`.
    """

    __slots__ = ("_map", "before", "now", "speed")

    def __init__(self, hz: float, damping: float, step: Seconds) -> None:
        self._map = spring_step(hz, damping, step)
        self.before = 0.0
        self.now = 0.0
        self.speed = 0.0

    def follow(self, target: float) -> float:
        """Go one step towards `target`; returns where the spring is then."""
        xd, xv, vd, vv = self._map
        distance = self.now - target
        self.before = self.now
        self.now = target + xd * distance + xv * self.speed
        self.speed = vd * distance + vv * self.speed
        return self.now

    def rest_at(self, value: float) -> None:
        """Be at a value, without motion."""
        self.before = self.now = value
        self.speed = 0.0
