"""What was done to players, as rows above the message box, each with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lumen.core.media import CommandReport, Hindrance, Verdict
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Seconds
from lumen.ui.media_log import CommandCard, CommandLog
from lumen.ui.media_parts import Row, SmallClose, allow, announce
from lumen.ui.media_port import MediaPort
from lumen.ui.theme import Spacing, Theme

MOST_SHOWN = 2
_LEAST_MS = 40

_OUTCOMES = {
    Verdict.ASKED: "Under way",
    Verdict.DONE: "Done",
    Verdict.PARTLY: "Partly done",
    Verdict.REFUSED: "Not done",
    Verdict.NO_PLAYER: "Not done",
    Verdict.UNCLEAR: "Not done",
}
"""What the mark of a command says."""


class CommandRow(Row):
    """One command: what changed, Undo, and a cross.

    Args:
        theme: Colours.
        card: What it shows.
        undo: Called by the button.
        close: Called by the cross.
    """

    def __init__(
        self,
        theme: Theme,
        card: CommandCard,
        undo: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        mark = "more" if card.waiting else "warning" if card.refused else "check"
        super().__init__(
            theme, mark, _OUTCOMES[card.report.verdict], wrap=card.explains
        )
        self.card = card
        self.setAccessibleName(card.words)
        self.label.say(card.words)
        word = "Redo" if card.report.redo else "Undo"
        self.undo = QPushButton(word)
        self.undo.setProperty("kind", "link")
        self.undo.setAutoDefault(False)
        self.undo.setAccessibleName(f"{word}: {card.words}")
        self.undo.clicked.connect(lambda: self._on_undo(undo))
        self.undo.setVisible(card.undoable)
        self.dismiss = SmallClose("Dismiss", theme)
        self.dismiss.setAccessibleName(f"Dismiss: {card.words}")
        self.dismiss.clicked.connect(close)
        self.row.addWidget(self.undo)
        self.row.addWidget(self.dismiss)

    def allow_undo(self, reason: str) -> None:
        """Let it be undone, or say why it cannot be now; empty: it can."""
        if self.undo.isEnabled() and reason and self.undo.hasFocus():
            self.dismiss.setFocus()  # else the focus would go anywhere
        allow(self.undo, reason)

    def _on_undo(self, undo: Callable[[], None]) -> None:
        self.undo.setEnabled(False)  # until it is told what came of it
        undo()


class CommandCards(QWidget):
    """The newest commands, a few at most.

    Args:
        theme: Colours.
        media: Undoes.
        now: The companion's clock.
    """

    def __init__(
        self, theme: Theme, media: MediaPort, now: Callable[[], Seconds]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._media = media
        self._most = MOST_SHOWN
        self._rows: dict[int, CommandRow] = {}
        self._hindered: dict[int, str] = {}
        self.log = CommandLog(now)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Spacing.HAIR)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)
        self.hide()

    @property
    def rows(self) -> tuple[CommandRow, ...]:
        """What is shown, oldest first."""
        return tuple(self._rows.values())

    def set_most(self, most: int) -> None:
        """Show at most so many."""
        if most != self._most:
            self._most = most
            self.refresh()

    def take(self, report: CommandReport, turn: TurnId = NO_TURN) -> None:
        """Show what a command did.

        Args:
            report: What it did.
            turn: The sentence it was said in.
        """
        shown = self.log.take(report, turn)
        self.refresh()
        if report.intent == "undo" and report.verdict is not Verdict.ASKED:
            self._allow_undo()  # what could not be undone may be tried again
        row = self._rows.get(report.id)
        if shown and row is not None and row.card.report is report:
            announce(self, row.label.whole)

    def take_hindered(self, hindered: Sequence[Hindrance]) -> None:
        """Show which of them cannot be undone now, and why; all others can."""
        self._hindered = {hindrance.report: hindrance.reason for hindrance in hindered}
        self._allow_undo()

    def _allow_undo(self) -> None:
        for number, row in self._rows.items():
            row.allow_undo(self._hindered.get(number, ""))

    def clear(self) -> None:
        """Show none of them any more."""
        self.log.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show what is still to be shown."""
        cards = self.log.cards(self._most)
        wanted = {card.report.id: card for card in cards}
        known = set(self._rows)
        for number in [n for n, r in self._rows.items() if r.card != wanted.get(n)]:
            row = self._rows.pop(number)
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, card in enumerate(cards):
            if card.report.id not in self._rows:
                row = self._row(card)
                self._rows[card.report.id] = row
                self._box.insertWidget(at, row)
                if card.report.id in known:  # it is known now what came of it
                    announce(self, row.label.whole)
        self._rows = {number: self._rows[number] for number in wanted}
        self.setVisible(bool(self._rows))
        end = self.log.next_end()
        if end is None:
            self._timer.stop()
        else:
            self._timer.start(max(_LEAST_MS, round(end * 1000) + 1))

    def _row(self, card: CommandCard) -> CommandRow:
        number = card.report.id
        row = CommandRow(
            self._theme,
            card,
            lambda: self._media.undo(number),
            lambda: self._dismiss(number),
        )
        row.allow_undo(self._hindered.get(number, ""))
        return row

    def _dismiss(self, number: int) -> None:
        self.log.drop(number)
        self.refresh()
