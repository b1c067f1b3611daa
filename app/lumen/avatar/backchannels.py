"""What a listener does to show that it listens: nods, tilts, a raised brow."""

from __future__ import annotations

import math

from lumen.avatar.chance import Chance
from lumen.avatar.gestures import Gesture
from lumen.core.turn import Phase
from lumen.core.units import Seconds

_EVERY = 6.5
_SIGMA = 0.4
_FIRST = 1.8
"""Seconds of listening before the first: nobody nods at the first word."""

_REST = 2.0
_AFTER_PAUSE = 0.25
_AT_PAUSES = 0.75
"""Share of pauses that are answered.

Source: Ward and Tsukahara 2000, "Prosodic features which cue back-channel responses":
one every 5 to 10 s, where the speaker pauses or lowers the voice.
"""


class Backchannels:
    """Nods of a listener, now and then and where the person pauses.

    Args:
        seed: Seed of the character's life.
    """

    def __init__(self, seed: int) -> None:
        self._chance = Chance(seed, "backchannel")
        self._count = 0
        self._pauses = 0
        self._next = math.inf
        self._last = -math.inf

    def set_phase(self, phase: Phase, at: Seconds) -> None:
        """Begin or end to listen."""
        self._next = math.inf
        if phase is Phase.LISTENING:
            wait = self._chance.lognormal(self._count, _EVERY, _SIGMA)
            self._next = at + max(_FIRST, 0.6 * wait)

    def pause(self, at: Seconds) -> None:
        """The person has paused: perhaps they wait for a nod."""
        answered = self._chance.uniform(self._pauses, "pause") < _AT_PAUSES
        self._pauses += 1
        if answered and at - self._last > _REST and self._next < math.inf:
            self._next = min(self._next, at + _AFTER_PAUSE)

    def skip_to(self, at: Seconds) -> None:
        """Go on at `at` after a long absence."""
        if self._next < math.inf:
            self._next = at + _FIRST

    def advance(self, at: Seconds) -> Gesture | None:
        """What to do at `at`, if it is time."""
        if at < self._next:
            return None
        number = self._count
        self._count += 1
        self._last = at
        self._next = at + max(_REST, self._chance.lognormal(number, _EVERY, _SIGMA))
        draw = self._chance.uniform(number, "kind")
        return next(gesture for most, gesture in _KINDS if draw < most)


_KINDS = (
    (0.60, Gesture.SMALL_NOD),
    (0.82, Gesture.DOUBLE_NOD),
    (0.94, Gesture.NOD),
    (1.00, Gesture.TILT),
)
"""Share of draws up to which each is chosen."""
