"""What a living face does unasked: it blinks, breathes, looks around and sways.

Events come one after another; each is a pure function of the seed and its number, so
the same seed lives the same life. `advance` is called once per step of the engine's
grid; the other methods may be asked for any moment since.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from lumen.avatar.chance import Chance, ease
from lumen.core.turn import Phase
from lumen.core.units import Seconds

_DOWN, _SHUT, _UP = 0.075, 0.030, 0.160
"""Seconds of a blink. Source: VanderWerf et al. 2003; lids open half as fast."""
_BLINK = _DOWN + _SHUT + _UP
_DOUBLE_SHARE = 0.12
_DOUBLE_GAP = 0.30
_SHORTEST_GAP = 0.8

_BLINK_MEDIAN = {
    Phase.LISTENING: 3.9,
    Phase.THINKING: 4.6,
    Phase.SPEAKING: 2.28,
}
"""Median seconds between blinks: 17 a minute at rest, 26 talking, fewer in thought.

Source: Bentivoglio et al. 1997: 17 at rest, 26 in conversation, 4.5 reading.
"""
_BLINK_MEDIAN_AT_REST = 3.75
_BLINK_SIGMA = 0.5


class Blinks:
    """Lids. Intervals are lognormal; one in eight blinks is double.

    Args:
        seed: Seed of the character's life.
        start: When life begins.
    """

    def __init__(self, seed: int, start: Seconds) -> None:
        self._chance = Chance(seed, "blink")
        self._count = 0
        self._next = start + 1.0
        self._begun: list[float] = []

    def advance(self, at: Seconds, phase: Phase) -> None:
        """Begin a blink when it is time."""
        if at < self._next:
            return
        self._begun.append(self._next)
        del self._begun[:-4]
        number = self._count
        self._count += 1
        if self._chance.uniform(number, "double") < _DOUBLE_SHARE:
            gap = _DOUBLE_GAP
        else:
            median = _BLINK_MEDIAN.get(phase, _BLINK_MEDIAN_AT_REST)
            gap = self._chance.lognormal(number, median, _BLINK_SIGMA)
        self._next = max(at, self._next) + max(_DOUBLE_GAP, gap)

    def blink_at(self, at: Seconds) -> None:
        """Blink at `at`, unless a blink is due or was just before anyway."""
        last = self._begun[-1] if self._begun else -math.inf
        if at - last > _SHORTEST_GAP:
            self._next = min(self._next, at)

    def skip_to(self, at: Seconds) -> None:
        """Go on at `at` after a long absence."""
        self._begun.clear()
        self._next = at + _SHORTEST_GAP

    def closed(self, at: Seconds) -> float:
        """How far the lids are closed, 0 to 1."""
        shut = 0.0
        for begun in self._begun:
            age = at - begun
            if 0.0 < age < _BLINK:
                if age < _DOWN:
                    part = ease(age / _DOWN)
                else:
                    part = 1.0 - ease((age - _DOWN - _SHUT) / _UP)
                shut = max(shut, part)
        return shut


_BREATHS_PER_SECOND = {Phase.SPEAKING: 0.30, Phase.THINKING: 0.21}
_BREATHS_AT_REST = 14.0 / 60.0
_INHALING = 0.4
_SIP = 0.45


class Breath:
    """The chest: 14 breaths a minute at rest, a quick one before speaking.

    Args:
        start: When life begins, exhaled.
    """

    def __init__(self, start: Seconds) -> None:
        self._since: float = start
        self._share = 0.0
        self._rate = _BREATHS_AT_REST
        self._sip = -math.inf

    def set_phase(self, phase: Phase, at: Seconds) -> None:
        """Breathe as the phase demands from `at` on."""
        self._share = self._cycle(at)
        self._since = at
        self._rate = _BREATHS_PER_SECOND.get(phase, _BREATHS_AT_REST)
        if phase is Phase.SPEAKING:
            self._sip = at

    def level(self, at: Seconds) -> float:
        """How far inhaled, 0 to 1."""
        cycle = self._cycle(at)
        if cycle < _INHALING:
            level = ease(cycle / _INHALING)
        else:
            level = 1.0 - ease((cycle - _INHALING) / (1.0 - _INHALING))
        age = (at - self._sip) / _SIP
        if 0.0 < age < 1.0:
            level += (1.0 - level) * math.sin(math.pi * age) ** 2
        return level

    def _cycle(self, at: float) -> float:
        return (self._share + (at - self._since) * self._rate) % 1.0


class _Manner(NamedTuple):
    """How somebody looks around in a phase.

    Attributes:
        away: Share of fixations that are not on the person.
        fixation: Median seconds of one.
        x: Where they look when they look away; None for anywhere.
        y: The same, down positive.
    """

    away: float
    fixation: float
    x: float | None = None
    y: float | None = None


_MANNERS = {
    Phase.IDLE: _Manner(0.42, 2.0),
    Phase.LISTENING: _Manner(0.10, 3.3),
    Phase.TRANSCRIBING: _Manner(0.96, 0.34, 0.30, 0.50),
    Phase.THINKING: _Manner(0.90, 1.4, 0.62, -0.62),
    Phase.SPEAKING: _Manner(0.30, 2.2),
    Phase.INTERRUPTED: _Manner(0.0, 2.0),
    Phase.ERROR: _Manner(0.75, 1.6, 0.35, 0.55),
}
"""Source: eye contact of about 3.3 s is preferred (Binetti et al. 2016); people look
away while they think (Glenberg et al. 1998) and more while talking than listening
(Argyle and Cook 1976)."""

_WIDEST_DEG = 27.0
_MEAN_DEG = 6.9
_LEAST_HEAD_DEG = 8.0
_SHORTEST_FIXATION = 0.18


class Gaze:
    """Eyes and what the head makes of their goal.

    Args:
        seed: Seed of the character's life.
        start: When life begins.

    Source: magnitudes after Lee, Badler and Badler, "Eyes Alive", 2002; durations
    after the main sequence, 21 ms + 2.2 ms per degree (Carpenter 1988).
    """

    def __init__(self, seed: int, start: Seconds) -> None:
        self._chance = Chance(seed, "gaze")
        self._count = 0
        self._until: float = start
        self._from = (0.0, 0.0)
        self._to = (0.0, 0.0)
        self._began: float = start - 1.0
        self._length = 0.021
        self._held: tuple[float, float] | None = None
        self.head = (0.0, 0.0)
        """Yaw and pitch that the head should take for this goal."""

    def advance(self, at: Seconds, phase: Phase) -> bool:
        """Look elsewhere when it is time; returns whether a blink goes with it."""
        if at < self._until or self._held is not None:
            return False
        number = self._count
        self._count += 1
        manner = _MANNERS[phase]
        length = self._chance.lognormal(number, manner.fixation, 0.45)
        self._until = at + max(_SHORTEST_FIXATION, length)
        size = self._shift(at, *self._goal(number, manner))
        return size > 14.0 and self._chance.uniform(number, "blink") < 0.3

    def reconsider(self, at: Seconds) -> None:
        """Choose a new goal at once, as when the phase changes."""
        self._until = at

    def hold(self, x: float, y: float, at: Seconds) -> None:
        """Look at a point until `release`."""
        if self._held != (x, y):
            self._held = (x, y)
            self._shift(at, x, y)

    def release(self, at: Seconds) -> None:
        """Look around again."""
        self._held = None
        self._until = at

    def skip_to(self, at: Seconds) -> None:
        """Go on at `at` after a long absence."""
        self._until = at

    def direction(self, at: Seconds) -> tuple[float, float]:
        """Where the eyes are turned in the room, x and y in -1 to 1."""
        share = ease((at - self._began) / self._length)
        x0, y0 = self._from
        x1, y1 = self._to
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    def _goal(self, number: int, manner: _Manner) -> tuple[float, float]:
        draw = self._chance
        if draw.uniform(number, "away") >= manner.away:
            return 0.035 * draw.normal(number, "x"), 0.025 * draw.normal(number, "y")
        size = -_MEAN_DEG * math.log(max(1e-4, draw.uniform(number, "size")))
        part = min(1.0, (4.0 + size) / _WIDEST_DEG)
        if manner.x is None or manner.y is None:
            angle = 2.0 * math.pi * draw.uniform(number, "angle")
            return part * math.cos(angle), 0.55 * part * math.sin(angle)
        side = 1.0 if draw.uniform(number, "side") < 0.5 else -1.0
        if manner.fixation < 0.5:  # reading: back and forth along a line
            side = 1.0 if number % 2 else -1.0
        spread = 0.12 * draw.normal(number, "spread")
        return side * (manner.x + spread), manner.y + 0.08 * draw.normal(number, "y")

    def _shift(self, at: Seconds, x: float, y: float) -> float:
        """Begin a saccade to a goal; returns its size in degrees."""
        self._from = self.direction(at)
        self._to = (x, y)
        self._began = at
        size = _WIDEST_DEG * math.hypot(x - self._from[0], y - self._from[1])
        self._length = 0.021 + 0.0022 * size
        if size > _LEAST_HEAD_DEG:
            self.head = (0.45 * x, 0.38 * y)
        return size


def sway(seed: int, at: Seconds) -> tuple[float, float, float]:
    """Slow drift of the head at rest: yaw, pitch, roll; never the same twice."""
    start = (seed % 997) * 0.37
    turn = 2.0 * math.pi * at
    sin = math.sin
    return (
        0.028 * (sin(0.083 * turn + start) + 0.5 * sin(0.177 * turn + 2.0 * start)),
        0.022 * (sin(0.097 * turn + start + 2.0) + 0.5 * sin(0.207 * turn + start)),
        0.034 * (sin(0.061 * turn + start + 4.0) + 0.5 * sin(0.131 * turn - start)),
    )
