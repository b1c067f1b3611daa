"""What is said where another Lumen keeps the timers."""

from __future__ import annotations

from collections.abc import Sequence

from lumen.core.doing import Done
from lumen.core.intent import Intent
from lumen.core.turn import TurnId
from lumen.media.later import is_later
from lumen.media.timer_desk import INTENTS


class TimersElsewhere:
    """A `Doer` beside another Lumen: that one keeps the timers."""

    def takes(self, intent: Intent) -> bool:
        """See `Doer.takes`."""
        return intent.name in INTENTS or is_later(intent)

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:  # noqa: ARG002 - as `Doer` has it
        """See `Doer.do`."""
        if any(map(is_later, intents)):
            return Done("Another Lumen does what is for later. Say it to that one.")
        return Done("Another Lumen keeps the timers. Say it to that one.")
