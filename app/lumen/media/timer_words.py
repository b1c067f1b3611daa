"""What is said about timers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lumen.core.media import Timer
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.describing import describe_wish
from lumen.media.later import noun

_AWAY = "while I was closed or this computer slept"
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


def short_name(timer: Timer) -> str:
    """Its label, else what it does in a word; empty for one that has neither."""
    if timer.label or timer.command is None:
        return timer.label
    return noun(timer.command)


def name_timer(timer: Timer) -> str:
    """How a timer is called: by its label, by what it does, else by its duration."""
    name = short_name(timer)
    if name:
        return f"{name} timer"
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


def say_later(timers: Sequence[Timer], *, kept: bool = True) -> str:
    """Commands will be carried out.

    Args:
        timers: When, and which.
        kept: Whether they survive a restart.
    """
    wishes: dict[str, Counter[str]] = {}
    for timer in timers:
        if timer.command is not None:
            at_once = wishes.setdefault(say_duration(timer.duration), Counter())
            at_once[describe_wish(timer.command)] += 1
    told = [f"{_several(wished)} in {after}" for after, wished in wishes.items()]
    said = f"I will {wording.list_of(told, 'and')}"
    return f"{said}." if kept else f"{said}, unless I am closed before."


def _several(wished: Counter[str]) -> str:
    """What is done at one time: ``pause and play the next one 2 times``."""
    told = [done if n == 1 else f"{done} {n} times" for done, n in wished.items()]
    return wording.list_of(told, "and")


def say_cancelled(timers: Sequence[Timer]) -> str:
    """They were cancelled."""
    return f"{_ended(timers, 'all ')}."


def say_undone(
    removed: Sequence[Timer], restored: Sequence[Timer], word: str = "Undone"
) -> str:
    """What was set is cancelled, what was cancelled runs again."""
    told = []
    if removed:
        told.append(_ended(removed))
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
    told = [_runs(timer, now) for timer in timers[:5]]
    more = len(timers) - len(told)
    if more:
        told.append(f"and there {'is' if more == 1 else 'are'} {more} more")
    return "; ".join(told) + "."


def say_fired(timer: Timer, late: Seconds) -> str:
    """It has run down; a command only when it was missed."""
    if timer.command is not None:
        done, ago = describe_wish(timer.command), say_duration(late, 1)
        return f"I was to {done} {ago} ago, {_AWAY}."
    missed = late >= 60
    if timer.label:
        said = f"Your {timer.label} timer"
    else:
        said = f"Your timer for {say_duration(timer.duration)}"
    if missed:
        return f"{said} ended {say_duration(late, 1)} ago, {_AWAY}."
    return f"{said} is done."


def ask_which(timers: Sequence[Timer]) -> str:
    """Several may be meant."""
    names = [f"the {name_timer(timer)}" for timer in timers[:4]]
    return f"Which one: {', '.join(names[:-1])} or {names[-1]}?"


def _ended(timers: Sequence[Timer], every: str = "") -> str:
    wishes = [t.command for t in timers if t.command is not None and not t.label]
    if len(wishes) < len(timers):
        return f"I cancelled {every if len(timers) > 1 else ''}{_named(timers)}"
    done = describe_wish(wishes[0]) if len(wishes) == 1 else "do that"
    return f"I will not {done} after all"


def _runs(timer: Timer, now: float) -> str:
    left = _left(timer, now)
    if timer.command is not None:
        return f"I will {describe_wish(timer.command)} in {left}"
    return f"The {name_timer(timer)} has {left} left"


def _named(timers: Sequence[Timer]) -> str:
    if len(timers) == 1:
        return f"the {name_timer(timers[0])}"
    return f"{len(timers)} timers"


def _left(timer: Timer, now: float) -> str:
    return say_duration(Seconds(max(1.0, timer.ends_at - now)))
