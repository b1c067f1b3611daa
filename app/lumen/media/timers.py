"""Timers: which run, which are due, and which one is meant. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lumen.core.errors import InputError
from lumen.core.intent import Intent
from lumen.core.media import SLEEP, Timer
from lumen.core.units import NO_TIME, Seconds
from lumen.media.later import noun

SHORTEST = Seconds(1.0)
LONGEST = Seconds(7 * 24 * 3600.0)
"""A week; what is later than that belongs into a calendar."""

_RINGS = ("A timer runs", "set a timer for ten minutes")
_DOES = ("What is to be done later can wait", "pause in ten minutes")

MOST_TIMERS = 50
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which timer is meant.

    Attributes:
        label: What it is for, or a part of that; empty when not said.
        duration: For how long it was set; 0 when not said.
        all: Whether all of them are meant.
    """

    label: str = ""
    duration: Seconds = NO_TIME
    all: bool = False


class TimerBook:
    """The running timers; time is given as Unix time in seconds."""

    def __init__(self) -> None:
        self._timers: dict[int, Timer] = {}
        self._last = 0

    @property
    def running(self) -> tuple[Timer, ...]:
        """All of them, the next to fire first."""
        return tuple(sorted(self._timers.values(), key=lambda t: (t.ends_at, t.id)))

    def load(self, timers: tuple[Timer, ...]) -> None:
        """Take up timers of an earlier run, beside those that were set since."""
        for timer in timers[:MOST_TIMERS]:
            number = timer.id
            if number in self._timers or number <= 0:
                number = max(self._last, *self._timers, 0) + 1
            self._timers[number] = replace(timer, id=number)
            self._last = max(self._last, number)

    def set(
        self, duration: Seconds, label: str, now: float, command: Intent | None = None
    ) -> Timer:
        """Start a timer.

        Args:
            duration: Seconds from now.
            label: What it is for; cut to `LONGEST_LABEL` characters.
            now: Unix time in seconds.
            command: What is to be done then; None: it rings.

        Raises:
            InputError: Too short, too long, or too many at once.
        """
        if not SHORTEST <= duration <= LONGEST:
            what, say = _RINGS if command is None else _DOES
            raise InputError(
                f"{what} from one second to seven days.", f"Say it like: {say}."
            )
        if len(self._timers) >= MOST_TIMERS:
            raise InputError(
                f"{MOST_TIMERS} timers are running already.",
                "Cancel one first: cancel the ten minute timer.",
            )
        self._last += 1
        label = " ".join(label.split())[:LONGEST_LABEL]
        timer = Timer(self._last, label, duration, now + duration, command)
        self._timers[timer.id] = timer
        return timer

    def remove(self, number: int) -> Timer | None:
        """Forget a timer; None when it does not run."""
        return self._timers.pop(number, None)

    def restore(self, timer: Timer) -> None:
        """Have a timer that was removed run again, as if it had never stopped."""
        self._timers[timer.id] = timer

    def due(self, now: float) -> tuple[Timer, ...]:
        """Take out what has run down, the earliest first."""
        due = tuple(timer for timer in self.running if timer.ends_at <= now)
        for timer in due:
            del self._timers[timer.id]
        return due

    def next_in(self, now: float) -> Seconds | None:
        """Seconds until the next one fires; None when none runs."""
        if not self._timers:
            return None
        return Seconds(max(0.0, self.running[0].ends_at - now))

    def find(self, wanted: Wanted) -> tuple[Timer, ...]:
        """The timers that may be meant, the next to fire first."""
        timers = self.running
        if wanted.all:
            return timers
        if wanted.label:
            label = wanted.label.casefold()
            return next(filter(None, _called(timers, label)), ())
        if wanted.duration:
            near = 0.5  # durations are spoken in whole seconds
            return tuple(t for t in timers if abs(t.duration - wanted.duration) <= near)
        return timers


def _called(timers: tuple[Timer, ...], name: str) -> Iterator[tuple[Timer, ...]]:
    """The timers that may be called so, the surest guess first."""
    yield tuple(t for t in timers if t.label.casefold() == name)
    commands = tuple((t, t.command) for t in timers if t.command is not None)
    yield tuple(t for t, command in commands if noun(command) == name)
    if name == SLEEP:
        yield tuple(t for t, command in commands if command.name == "pause_playback")
    yield tuple(t for t in timers if name in t.label.casefold())
