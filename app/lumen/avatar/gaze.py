"""Eyes: episodes of contact and of looking elsewhere, in saccades.

Like `idle`, each event is a pure function of the seed and its number.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from lumen.avatar.chance import Chance, ease
from lumen.avatar.names import Presence
from lumen.avatar.posture import Activity
from lumen.core.turn import Phase
from lumen.core.units import Seconds


class _Manner(NamedTuple):
    """How somebody looks around in an activity.

    Attributes:
        contact: Median seconds of eye contact; 0 for none.
        away: Median seconds of looking elsewhere; 0 for never.
        fixation: Median seconds of one fixation elsewhere.
        x: Where they look when they look away; None for anywhere.
        y: The same, down positive.
        side: -1 or 1 when `x` is meant for one side only.
    """

    contact: float
    away: float
    fixation: float = 1.1
    x: float | None = None
    y: float = 0.0
    side: float = 0.0


_CONTACT = 3.15
"""Median; the mean is 3.3. Source: Binetti et al. 2016, preferred eye contact."""

_MANNERS: dict[Activity, _Manner] = {
    Phase.IDLE: _Manner(_CONTACT, 2.2),
    Phase.LISTENING: _Manner(_CONTACT, 0.7, 0.7),
    Phase.TRANSCRIBING: _Manner(0.4, 9.0, 0.34, 0.30, 0.50),
    Phase.THINKING: _Manner(0.5, 4.5, 1.4, 0.62, -0.62),
    Phase.SPEAKING: _Manner(_CONTACT, 1.9),
    Phase.INTERRUPTED: _Manner(_CONTACT, 0.0),
    Phase.ERROR: _Manner(0.9, 2.6, 1.6, 0.35, 0.55),
    Presence.WATCHING: _Manner(1.1, 11.0, 1.8, 0.62, 0.06, -1.0),
    Presence.SLEEPING: _Manner(0.0, 60.0, 60.0, 0.0, 0.35),
    Presence.PRIVACY: _Manner(0.0, 60.0, 60.0, 0.0, 0.35),
}
"""Source: people look away while they think (Glenberg et al. 1998), and more while
talking than while listening (Argyle and Cook 1976)."""

_EPISODE_SIGMA = 0.3
_FIXATION_SIGMA = 0.45
_WITHIN_CONTACT = 1.3
"""Median seconds of a fixation within eye contact: from eye to eye, to the mouth."""

WIDEST_DEG = 27.0
"""Degrees at a distance of 1."""

_MEAN_DEG = 6.9
_LEAST_HEAD_DEG = 8.0
_SHORTEST_FIXATION = 0.18
_LARGE_DEG = 14.0
_BLINKS_WITH_LARGE = 0.3

SACCADE = Seconds(0.021)
SACCADE_PER_DEG = Seconds(0.0022)
"""The main sequence: the longer the way, the longer it takes (Carpenter 1988)."""

_STARE = 3.2
_GLANCE_BACK = 0.9
"""Median seconds that the pointer, and then the person, is looked at."""

_READING = Seconds(1.6)
"""After the last letter the eyes leave the text."""

_LETTERS = 0.3
_LINE = 0.07


class Gaze:
    """Eyes and what the head makes of their goal.

    Text that is being typed comes first, then the pointer, then what one looks at
    unasked.

    Args:
        seed: Seed of the character's life.
        start: When life begins.

    Source: magnitudes after Lee, Badler and Badler, "Eyes Alive", 2002.
    """

    def __init__(self, seed: int, start: Seconds) -> None:
        self._chance = Chance(seed, "gaze")
        self._count = 0
        self._until: float = start
        self._contact = False
        self._episode: float = start
        self._from = (0.0, 0.0)
        self._to = (0.0, 0.0)
        self._began: float = start - 1.0
        self._length: float = SACCADE
        self._held: tuple[float, float] | None = None
        self._glancing = False
        self._text: tuple[float, float] | None = None
        self._text_until = -math.inf
        self._film: tuple[float, float] | None = None
        self.head = (0.0, 0.0)
        """Yaw and pitch that the head should take for this goal."""

    def advance(self, at: Seconds, activity: Activity) -> bool:
        """Look elsewhere when it is time; returns whether a blink goes with it."""
        if self._text is not None and at >= self._text_until:
            self._text = None
            self.reconsider(at)
        if at < self._until:
            return False
        number = self._count
        self._count += 1
        if self._text is not None:
            return self._read_on(number, self._text, at)
        if self._held is not None:
            return self._stare(number, self._held, at)
        manner = self._manner(activity)
        if at >= self._episode:
            self._begin_episode(number, manner, at)
        median = _WITHIN_CONTACT if self._contact else manner.fixation
        length = self._chance.lognormal(number, median, _FIXATION_SIGMA)
        self._until = at + max(_SHORTEST_FIXATION, length)
        if self._until > self._episode - _SHORTEST_FIXATION:
            self._until = max(self._episode, at + _SHORTEST_FIXATION)
        size = self._shift(at, *self._goal(number, manner))
        blinks = self._chance.uniform(number, "blink") < _BLINKS_WITH_LARGE
        return size > _LARGE_DEG and blinks

    def reconsider(self, at: Seconds) -> None:
        """Choose a new goal at once, as when the activity changes."""
        self._contact = False
        self._until = self._episode = at

    def hold(self, x: float, y: float, at: Seconds) -> None:
        """Look at a point until `release`, with glances at the person."""
        if self._held == (x, y):
            return
        first = self._held is None
        self._held = (x, y)
        if self._text is not None or (self._glancing and not first):
            return
        if first:
            self._glancing = False
            median = self._chance.lognormal(self._count, _STARE, _EPISODE_SIGMA)
            self._until = at + max(1.5, median)
        self._shift(at, x, y)

    def release(self, at: Seconds) -> None:
        """Look around again."""
        if self._held is not None:
            self._held = None
            self._glancing = False
            if self._text is None:
                self.reconsider(at)

    def read(self, x: float, y: float, at: Seconds) -> None:
        """Look at text that appears at a point; to be told for every letter."""
        new = self._text is None
        self._text, self._text_until = (x, y), at + _READING
        if new:
            self._until = at

    def watch(self, x: float, y: float) -> None:
        """The film that is watched is there, from the next fixation on."""
        self._film = (x, y)

    def skip_to(self, at: Seconds) -> None:
        """Go on at `at` after a long absence."""
        self._until = self._episode = at

    def direction(self, at: Seconds) -> tuple[float, float]:
        """Where the eyes are turned in the room, x and y in -1 to 1."""
        share = ease((at - self._began) / self._length)
        x0, y0 = self._from
        x1, y1 = self._to
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    def _manner(self, activity: Activity) -> _Manner:
        manner = _MANNERS[activity]
        if activity is not Presence.WATCHING or self._film is None:
            return manner
        x, y = self._film
        return manner._replace(x=abs(x), y=y, side=math.copysign(1.0, x))

    def _begin_episode(self, number: int, manner: _Manner, at: Seconds) -> None:
        self._contact = manner.away <= 0.0 or not (
            self._contact or manner.contact <= 0.0
        )
        median = manner.contact if self._contact else manner.away
        length = self._chance.lognormal(number, median, _EPISODE_SIGMA)
        self._episode = at + max(_SHORTEST_FIXATION, length)

    def _goal(self, number: int, manner: _Manner) -> tuple[float, float]:
        draw = self._chance
        if self._contact:
            return 0.035 * draw.normal(number, "x"), 0.025 * draw.normal(number, "y")
        if manner.x is None:
            size = -_MEAN_DEG * math.log(max(1e-4, draw.uniform(number, "size")))
            part = min(1.0, (5.0 + size) / WIDEST_DEG)
            angle = 2.0 * math.pi * draw.uniform(number, "angle")
            x = part * math.cos(angle)
            # Straight down and up are rare, and nearly eye contact at this height.
            return math.copysign(max(0.17, abs(x)), x), 0.55 * part * math.sin(angle)
        side = manner.side or (1.0 if draw.uniform(number, "side") < 0.5 else -1.0)
        if manner.fixation < 0.5:  # reading: back and forth along a line
            side = 1.0 if number % 2 else -1.0
        spread = 0.12 * draw.normal(number, "spread") if manner.x else 0.0
        return side * (manner.x + spread), manner.y + 0.08 * draw.normal(number, "y")

    def _stare(self, number: int, point: tuple[float, float], at: Seconds) -> bool:
        self._glancing = not self._glancing
        median = _GLANCE_BACK if self._glancing else _STARE
        self._until = at + self._chance.lognormal(number, median, _EPISODE_SIGMA)
        goal = (0.0, 0.0) if self._glancing else point
        return self._shift(at, *goal) > _LARGE_DEG

    def _read_on(self, number: int, point: tuple[float, float], at: Seconds) -> bool:
        length = self._chance.lognormal(number, _LETTERS, _EPISODE_SIGMA)
        self._until = at + max(_SHORTEST_FIXATION, length)
        along = _LINE * (2.0 * self._chance.uniform(number, "along") - 1.0)
        self._shift(at, point[0] + along, point[1])
        return False

    def _shift(self, at: Seconds, x: float, y: float) -> float:
        """Begin a saccade to a goal; returns its size in degrees."""
        self._from = self.direction(at)
        self._to = (x, y)
        self._began = at
        size = WIDEST_DEG * math.hypot(x - self._from[0], y - self._from[1])
        self._length = SACCADE + SACCADE_PER_DEG * size
        if size > _LEAST_HEAD_DEG:
            self.head = (0.45 * x, 0.38 * y)
        return size
