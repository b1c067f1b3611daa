"""Features that do what a sentence asks for, without a model on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.turn import TurnId


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it.

    Attributes:
        text: For the person; may be empty when what was done is seen or heard anyway.
        aloud: Whether `text` is spoken, too.
        expression: How it is meant.
        facts: Sanitised data ("now playing: ...") with which a model is to answer
            instead of `text`, when there is a model. Empty: `text` is the answer.
        lead: What is said before the model's words, so that they are told from ours.
    """

    text: str = field(repr=False)
    aloud: bool = True
    expression: Expression = Expression.NEUTRAL
    facts: tuple[str, ...] = field(default=(), repr=False)
    lead: str = field(default="", repr=False)


class Doer(Protocol):
    """Carries out intents; belongs to the loop's thread."""

    def takes(self, intent: Intent) -> bool:
        """Whether this is ours to do, as things are now; quick."""
        ...

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:
        """Carry out the intents in order; never raises a `LumenError`.

        May be cancelled between two intents. What was begun is undoable or undone.
        """
        ...
