"""An answer within 400 ms, whatever a player does: that it was asked.

Nearly every player shows what it did within 30 ms (Source: bench_time_to_show), but a
page that fetches the next film, a disk that wakes up or a player that hangs takes as
long as it wants. Then, after 400 ms, a first report says so ("Waiting for Firefox to
play the next one.") and a second one of the same number says what came of it.

Only the report comes early. What is spoken is said once, when the truth is known: a
card can be corrected, a spoken sentence cannot, and "asked ... done" a moment later is
noise. So the sentence also stays in hand until the player shows it or is given up:
what was said behind it ("next, and turn it up") meets the player that it was said for,
and undo finds what to undo. How long is bounded by `readback`, by the patience of the
bus, and by `commands_run` for all of it. Another sentence waits for its turn meanwhile,
and is answered in the same way.

A player that needs 450 ms would make its card flicker; the window therefore leaves the
first one for a moment (`ui.media_log`), which nobody else has to wait for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeAlias

from lumen.core.intent import Intent
from lumen.core.units import Seconds
from lumen.media.describing import describe

ANSWER_WITHIN = Seconds(0.4)
"""How long a person waits for an answer; Source: the project's own aim."""


class Cancellable(Protocol):
    """What can be called off, such as `asyncio.TimerHandle`."""

    def cancel(self) -> None:
        """Do not call it any more."""
        ...


Later: TypeAlias = Callable[[float, Callable[[], None]], Cancellable]
"""Has something called after seconds, as a loop's `call_later` does."""


def on_the_loop(seconds: float, call: Callable[[], None]) -> Cancellable:
    """A `Later` in real time."""
    return asyncio.get_running_loop().call_later(seconds, call)


@contextmanager
def told_when_slow(
    later: Later, within: float, tell: Callable[[], None]
) -> Iterator[None]:
    """Have `tell` called once if what is done inside is not done within seconds."""
    waiting = later(max(0.0, within), tell)
    try:
        yield
    finally:
        waiting.cancel()


def waiting_to(intent: Intent) -> str:
    """That a command waits for the one before it, as a sentence."""
    return f"Waiting to {describe(intent)}."


def waiting_for(name: str, intent: Intent) -> str:
    """That a player was asked, as a sentence; true also when it does it right then."""
    return f"Waiting for {name or 'the player'} to {describe(intent)}."
