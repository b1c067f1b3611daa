"""What is said about timers."""

from __future__ import annotations

from collections.abc import Sequence

from lumen.core.media import Timer
from lumen.core.units import Seconds

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def say_duration(duration: Seconds, parts: int = 2) -> str:
    """A duration in words: ``1 hour 20 minutes``.

    Args:
        duration: Seconds, rounded to whole ones.
        parts: How many units at most, the largest first.
    """
    left = max(0, round(duration))
    said: list[str] = []
    for name, size in _UNITS:
        count, left = divmod(left, size)
        if count and len(said) < parts:
            said.append(f"{count} {name}{'' if count == 1 else 's'}")
        elif said:
            break
    return " ".join(said) or "0 seconds"


def name_timer(timer: Timer) -> str:
    """How a timer is called: by its label, else by its duration."""
    if timer.label:
        return f"{timer.label} timer"
    words = say_duration(timer.duration).split()
    return f"{' '.join(word.removesuffix('s') for word in words)} timer"


def say_set(timer: Timer, *, kept: bool = True) -> str:
    """It was set.

    Args:
        timer: Which one.
        kept: Whether it survives a restart.
    """
    named = f"{timer.label} timer" if timer.label else "timer"
    said = f"Your {named} is set for {say_duration(timer.duration)}."
    return said if kept else f"{said} It ends when I am closed."


def say_cancelled(timers: Sequence[Timer]) -> str:
    """They were cancelled."""
    if len(timers) == 1:
        return f"I cancelled the {name_timer(timers[0])}."
    return f"I cancelled all {len(timers)} timers."


def say_undone(
    removed: Sequence[Timer], restored: Sequence[Timer], word: str = "Undone"
) -> str:
    """What was set is cancelled, what was cancelled runs again."""
    told = []
    if removed:
        told.append(f"I cancelled {_named(removed)}")
    if restored:
        verb = "runs" if len(restored) == 1 else "run"
        told.append(f"{_named(restored)} {verb} again")
    if not told:
        return "That timer has ended already."
    return f"{word}: {', and '.join(told)}."


def say_running(timers: Sequence[Timer], now: float) -> str:
    """Which run, and how long yet."""
    if not timers:
        return "No timer is running."
    told = [
        f"The {name_timer(timer)} has {_left(timer, now)} left" for timer in timers[:5]
    ]
    more = len(timers) - len(told)
    if more:
        told.append(f"and there {'is' if more == 1 else 'are'} {more} more")
    return "; ".join(told) + "."


def say_fired(timer: Timer, late: Seconds) -> str:
    """It has run down."""
    missed = late >= 60
    if timer.label:
        said = f"Your {timer.label} timer"
    else:
        said = f"Your timer for {say_duration(timer.duration)}"
    if missed:
        return f"{said} ended {say_duration(late, 1)} ago, while I was not running."
    return f"{said} is done."


def ask_which(timers: Sequence[Timer]) -> str:
    """Several may be meant."""
    names = [f"the {name_timer(timer)}" for timer in timers[:4]]
    return f"Which one: {', '.join(names[:-1])} or {names[-1]}?"


def _named(timers: Sequence[Timer]) -> str:
    if len(timers) == 1:
        return f"the {name_timer(timers[0])}"
    return f"{len(timers)} timers"


def _left(timer: Timer, now: float) -> str:
    return say_duration(Seconds(max(1.0, timer.ends_at - now)))
