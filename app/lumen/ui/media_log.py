"""Which commands have a card now, and until when; without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lumen.core.media import CommandReport, Verdict
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import NO_TIME, Seconds
from lumen.ui.media_words import report_words

_LEAST = Seconds(6.0)
_WAITS = Seconds(60.0)
"""How long a card may say that a command is waited for: until it is told what came of
it, which takes 10 s for each of those before it; then that was lost."""

_A_CHARACTER = 0.09
"""Source: people read 14 to 17 characters a second, and look up late."""

STANDS = Seconds(0.5)
"""How long a card says that a player was asked before it says what came of it.

A text that is replaced sooner is seen as a flicker; Source: a glance rests for 0.2 to
0.3 s.
"""

MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class CommandCard:
    """A command that is shown.

    Attributes:
        report: What it did.
        until: When the card goes, on the companion's clock.
        turn: The sentence it was said in; `NO_TURN` when it was done by hand.
        since: Since when it is known.
    """

    report: CommandReport
    until: Seconds
    turn: TurnId = NO_TURN
    since: Seconds = NO_TIME

    @property
    def words(self) -> str:
        """What the card says."""
        return report_words(self.report)

    @property
    def refused(self) -> bool:
        """Whether nothing was done."""
        return self.report.verdict in (Verdict.REFUSED, Verdict.NO_PLAYER)

    @property
    def explains(self) -> bool:
        """Whether it is told why not all was done."""
        return self.refused or self.report.verdict is Verdict.PARTLY

    @property
    def waiting(self) -> bool:
        """Whether it is not known yet what comes of it."""
        return self.report.verdict is Verdict.ASKED

    @property
    def undoable(self) -> bool:
        """Whether it can be undone while the card is shown."""
        return self.report.undo_until is not None


class CommandLog:
    """The latest commands, newest last.

    Args:
        now: The companion's clock.
    """

    def __init__(self, now: Callable[[], Seconds]) -> None:
        self._now = now
        self._cards: list[CommandCard] = []
        self._known: dict[int, CommandCard] = {}

    def take(self, report: CommandReport, turn: TurnId = NO_TURN) -> bool:
        """Take a report.

        Args:
            report: What a command did.
            turn: The sentence it was said in.

        Returns:
            Whether it has a card.
        """
        done = report.verdict in (Verdict.DONE, Verdict.PARTLY)
        if report.undoes and done:
            self._drop_sentence(report.undoes)
        changed = report.before != report.after or report.undo_until is not None
        changed = changed or bool(report.undoes)
        refused = report.verdict in (Verdict.REFUSED, Verdict.NO_PLAYER)
        told = refused and turn == NO_TURN  # else the reply says it
        words = report_words(report)
        asked = report.verdict is Verdict.ASKED
        card = CommandCard(report, self._until(report, words), turn, self._now())
        if words and any(c.report.id == report.id and c.waiting for c in self._cards):
            if report.verdict is Verdict.UNCLEAR:
                self.drop(report.id)  # the question is in the conversation
                return False
            self._known[report.id] = card
            return True
        if not words or not (told or asked or (done and changed)):
            return False
        self.drop(report.id)
        if refused:
            self._cards = [c for c in self._cards if not c.refused or c.words != words]
        self._cards.append(card)
        del self._cards[:-MOST_KEPT]
        return True

    def _until(self, report: CommandReport, words: str) -> Seconds:
        if report.undo_until is not None:
            return report.undo_until
        if report.verdict is Verdict.ASKED:
            return Seconds(self._now() + _WAITS)
        return Seconds(self._now() + max(_LEAST, len(words) * _A_CHARACTER))

    def _drop_sentence(self, report: int) -> None:
        """All that was said in one sentence is undone at once."""
        said = {card.turn for card in self._cards if card.report.id == report}
        said.discard(NO_TURN)
        self._cards = [card for card in self._cards if card.turn not in said]
        self.drop(report)

    def drop(self, report: int) -> None:
        """Show the card of that report no more."""
        self._cards = [card for card in self._cards if card.report.id != report]
        self._known.pop(report, None)

    def clear(self) -> None:
        """Show none of them any more."""
        self._cards.clear()
        self._known.clear()

    def _tell_known(self) -> None:
        """What was asked for is known, and was said long enough to be asked for."""
        now = self._now()
        for at, card in enumerate(self._cards):
            if card.report.id in self._known and now >= card.since + STANDS:
                self._cards[at] = self._known.pop(card.report.id)

    def cards(self, most: int) -> tuple[CommandCard, ...]:
        """The newest cards whose time is not up, oldest first."""
        self._tell_known()
        now = self._now()
        self._cards = [card for card in self._cards if card.until > now]
        return tuple(self._cards[-most:]) if most > 0 else ()

    def next_end(self) -> Seconds | None:
        """Seconds until the next card goes or says more; None without cards."""
        if not self._cards:
            return None
        first = min(
            card.since + STANDS if card.report.id in self._known else card.until
            for card in self._cards
        )
        return Seconds(max(0.0, first - self._now()))
