"""Turns and the phases they go through."""

from __future__ import annotations

import itertools
from enum import StrEnum
from typing import NewType

TurnId = NewType("TurnId", int)
"""Number of a turn; later turns have higher numbers."""

NO_TURN = TurnId(0)


class Phase(StrEnum):
    """What Lumen is doing, as the window and the avatar show it."""

    IDLE = "idle"
    LISTENING = "listening"
    TRANSCRIBING = "transcribing"
    THINKING = "thinking"
    SPEAKING = "speaking"
    INTERRUPTED = "interrupted"
    ERROR = "error"


class TurnIds:
    """Hands out turn numbers; whoever notices a new turn first draws one.

    `next` may be called from any thread.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def next(self) -> TurnId:
        """A number higher than all before."""
        return TurnId(next(self._numbers))
