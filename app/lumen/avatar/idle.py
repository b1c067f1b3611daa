"""What a living face does unasked: it blinks, breathes and sways (and see `gaze`).

Events come one after another; each is a pure function of the seed and its number, so
the same seed lives the same life. `advance` is called once per step of the engine's
grid; the other methods may be asked for any moment since.
"""

from __future__ import annotations

import math

from lumen.avatar.chance import Chance, ease
from lumen.avatar.names import Presence
from lumen.avatar.posture import Activity
from lumen.core.turn import Phase
from lumen.core.units import Seconds

_DOWN, _SHUT, _UP = 0.075, 0.030, 0.160
"""Seconds of a blink. Source: VanderWerf et al. 2003; lids open half as fast."""
_BLINK = _DOWN + _SHUT + _UP
_DOUBLE_SHARE = 0.12
_DOUBLE_GAP = 0.30
_SHORTEST_GAP = 0.8

_BLINK_MEDIAN: dict[Activity, float] = {
    Phase.LISTENING: 3.9,
    Phase.THINKING: 6.2,
    Phase.SPEAKING: 2.28,
    Presence.WATCHING: 6.0,
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

    def advance(self, at: Seconds, activity: Activity) -> None:
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
            median = _BLINK_MEDIAN.get(activity, _BLINK_MEDIAN_AT_REST)
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


_BREATHS_PER_SECOND: dict[Activity, float] = {
    Phase.SPEAKING: 0.30,
    Phase.THINKING: 0.21,
    Presence.SLEEPING: 0.18,
}
_BREATHS_AT_REST = 14.0 / 60.0
_INHALING = 0.4
_SIP = 0.45
_SIP_REST = 2.0


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

    def set_activity(self, activity: Activity, at: Seconds) -> None:
        """Breathe as the activity demands from `at` on."""
        self._share = self._cycle(at)
        self._since = at
        self._rate = _BREATHS_PER_SECOND.get(activity, _BREATHS_AT_REST)
        if activity is Phase.SPEAKING:
            self.sip(at)

    def sip(self, at: Seconds) -> None:
        """Take a quick breath, as before speaking; one is enough for a sentence."""
        if at - self._sip > _SIP_REST:
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
