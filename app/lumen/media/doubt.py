"""Asks before it does what was perhaps not meant."""

from __future__ import annotations

from collections.abc import Sequence

from lumen.core.clock import Clock
from lumen.core.doing import Done
from lumen.core.intent import Intent
from lumen.core.turn import TurnId
from lumen.core.units import NO_TIME, Seconds
from lumen.media import wording
from lumen.media.describing import describe_wish

SURE = 0.85
"""From this confidence on a command is carried out without asking."""

ASKED_FOR = Seconds(20.0)
"""So long a "yes" is taken for an answer."""

ASK = "ask_first"
"""Intent under which a doubtful command comes to the desk."""


class Doubt:
    """A `Doer` that asks; the commands wait for the answer.

    It asks in its own words also when there is a model: a "yes" does what was asked
    for, and only this question is certain to have asked for it.

    Args:
        clock: Tells when the question is too old to be answered.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: tuple[Intent, ...] = ()
        self._until = NO_TIME

    @property
    def asked(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self._waiting) and self._clock.now() <= self._until

    def weigh(self, commands: tuple[Intent, ...]) -> tuple[Intent, ...]:
        """The commands, or one to ask about them when they are not certain.

        What was asked before is forgotten: the person speaks of something else.
        """
        self.drop()
        if all(command.confidence >= SURE for command in commands):
            return commands
        self._waiting = commands
        self._until = NO_TIME  # not before it was asked
        return (Intent(ASK),)

    def drop(self) -> None:
        """Forget what was asked."""
        self._waiting = ()

    def agreed(self) -> tuple[Intent, ...]:
        """What is to be done after a "yes"; empty when nothing was asked."""
        commands = self._waiting if self.asked else ()
        self.drop()
        return commands

    def takes(self, intent: Intent) -> bool:
        """See `Doer.takes`."""
        return intent.name == ASK and bool(self._waiting)

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:
        """See `Doer.do`."""
        del turn, intents
        self._until = Seconds(self._clock.now() + ASKED_FOR)
        meant = wording.list_of(
            [describe_wish(intent) for intent in self._waiting], "and"
        )
        return Done(f"Shall I {meant}?")
