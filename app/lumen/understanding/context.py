"""What else is known when a sentence is said: what plays, what was just done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _unknown(title: str) -> float:
    del title
    return 0.0


@dataclass(frozen=True, slots=True)
class Context:
    """The moment in which something is said; pure data and one look-up.

    Attributes:
        playing: A player plays.
        paused: A player holds something that is paused.
        speaking: Lumen itself is talking, so "stop" means Lumen.
        players: Names of the running players, as people call them.
        sounding: Names of those that play.
        knows_title: How surely a text is a title, artist or playlist in the library or
            on a player: 0 (unknown) to 1 (exactly). Called at most four times per
            sentence, on the caller's thread.
        just_acted: A command was done within the last 30 seconds, so "undo" and "no,
            go back" mean it.
        just_undone: One was undone within that time, so "put it back" means to do it
            again.
        choices: Number of results that are shown and wait for a choice.
        timer_set: A timer was set within the last 30 seconds and nothing was done
            since, so "cancel it" and "how long is left" mean that timer.
        timers: Labels of the running timers; an empty string for one without.
    """

    playing: bool = False
    paused: bool = False
    speaking: bool = False
    players: tuple[str, ...] = ()
    sounding: tuple[str, ...] = ()
    knows_title: Callable[[str], float] = _unknown
    just_acted: bool = False
    just_undone: bool = False
    choices: int = 0
    timers: tuple[str, ...] = ()
    timer_set: bool = False


NOTHING_KNOWN = Context()
"""Only the sentence itself."""
