"""Events as they are posted, awaited by type."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import TypeVar

from lumen.core.turn import TurnId

_E = TypeVar("_E")


class Posts:
    """Takes events from any thread."""

    def __init__(self) -> None:
        self._queue: queue.Queue[object] = queue.Queue()
        self.all: list[object] = []

    def __call__(self, event: object) -> None:
        self._queue.put(event)

    def until(self, kind: type[_E], timeout: float = 10.0) -> _E:
        """The next event of that type; others are kept in `all`."""
        while True:
            event = self._queue.get(timeout=timeout)
            self.all.append(event)
            if isinstance(event, kind):
                return event


def undisturbed(attempt: Callable[[TurnId], None], attempts: int = 4) -> None:
    """Measure sound, again if need be: a sound server without CPU time loses some.

    Each attempt is given a turn of its own; the last one's failure counts.
    """
    for number in range(1, attempts):
        try:
            attempt(TurnId(number))
        except AssertionError as error:
            print(f"attempt {number}: {error}")
        else:
            return
    attempt(TurnId(attempts))
