"""Which commands have a card now, and until when; without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lumen.core.media import CommandReport, Verdict
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Seconds
from lumen.ui.media_words import report_words

_LEAST = Seconds(6.0)
_A_CHARACTER = 0.09
"""Source: people read 14 to 17 characters a second, and look up late."""

MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class CommandCard:
    """A command that is shown.

    Attributes:
        report: What it did.
        until: When the card goes, on the companion's clock.
        turn: The sentence it was said in; `NO_TURN` when it was done by hand.
    """

    report: CommandReport
    until: Seconds
    turn: TurnId = NO_TURN

    @property
    def words(self) -> str:
        """What the card says."""
        return report_words(self.report)

    @property
    def refused(self) -> bool:
        """Whether nothing was done."""
        return self.report.verdict in (Verdict.REFUSED, Verdict.NO_PLAYER)

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
        if not words or not (told or (done and changed)):
            return False
        self.drop(report.id)
        if refused:
            self._cards = [c for c in self._cards if not c.refused or c.words != words]
        self._cards.append(CommandCard(report, self._until(report, words), turn))
        del self._cards[:-MOST_KEPT]
        return True

    def _until(self, report: CommandReport, words: str) -> Seconds:
        if report.undo_until is not None:
            return report.undo_until
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

    def clear(self) -> None:
        """Show none of them any more."""
        self._cards.clear()

    def cards(self, most: int) -> tuple[CommandCard, ...]:
        """The newest cards whose time is not up, oldest first."""
        now = self._now()
        self._cards = [card for card in self._cards if card.until > now]
        return tuple(self._cards[-most:]) if most > 0 else ()

    def next_end(self) -> Seconds | None:
        """Seconds until the next card goes; None without cards."""
        if not self._cards:
            return None
        first = min(card.until for card in self._cards)
        return Seconds(max(0.0, first - self._now()))
