"""What the person was asked, or shown, and may answer in a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lumen.core.intent import Intent
from lumen.core.media import PlayerId
from lumen.core.units import Seconds

_T = TypeVar("_T")

ASK_WITHIN = Seconds(20.0)
"""How long "VLC or Firefox?" waits for its answer."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Which player was meant?

    Attributes:
        intents: What waits for the answer, in order.
        options: Who could be meant, in the order in which they were named.
        until: When it is forgotten.
    """

    intents: tuple[Intent, ...]
    options: tuple[PlayerId, ...]
    until: Seconds

    @classmethod
    def ask(
        cls, intents: tuple[Intent, ...], options: tuple[PlayerId, ...], at: Seconds
    ) -> OpenQuestion:
        """Open the question now."""
        return cls(intents, options, Seconds(at + ASK_WITHIN))

    def aimed_at(self, player: PlayerId) -> tuple[Intent, ...]:
        """The intents, for this player where they name none."""
        return tuple(
            intent
            if intent.slots.get("player")
            else replace(intent, slots={**intent.slots, "player": str(player)})
            for intent in self.intents
        )


def pick(options: Sequence[_T], number: float | None) -> _T | None:
    """The option of a number from 1 on, or from -1, the last one, backwards."""
    if number is None or number != int(number):
        return None
    index = int(number)
    if 1 <= index <= len(options):
        return options[index - 1]
    if -len(options) <= index <= -1:
        return options[index]
    return None
