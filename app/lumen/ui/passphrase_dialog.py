"""Asks for the passphrase of the conversation, or the word to do without one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from lumen.core.events import PassphraseWanted
from lumen.ui.dialog import Dialog, words
from lumen.ui.direction import lean

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 512


def strength(passphrase: str) -> str:
    """A hint on how well a passphrase protects; empty for an empty one."""
    if not passphrase:
        return ""
    if len(passphrase) < LEAST_CHARACTERS:
        missing = LEAST_CHARACTERS - len(passphrase)
        return f"Too short: {missing} more character{'s' if missing > 1 else ''}."
    if len(set(passphrase.lower())) < 6:
        return "Weak: too few different characters."
    words_in = len(passphrase.split())
    if len(passphrase) >= 20 or words_in >= 4:
        return "Strong."
    return "Fair: four or more unrelated words are better."


class PassphraseDialog(Dialog):
    """Chooses a new passphrase (twice) or takes the existing one (once).

    Signals:
        given: The passphrase.
        declined: Keep the conversation in memory only.
    """

    given = Signal(str)
    declined = Signal()

    def __init__(self, parent: QWidget | None, wanted: PassphraseWanted) -> None:
        title = "Protect the conversation" if wanted.new else "Unlock the conversation"
        super().__init__(parent, title, (440, 300))
        self._new = wanted.new
        self._answered = False
        self.body.addWidget(words(wanted.reason, "muted"))
        self._first = self._field(
            "New passphrase" if wanted.new else "Passphrase",
        )
        self._second = self._field("The same again") if wanted.new else None
        self._hint = words("", "caption")
        self._hint.setMinimumHeight(self._hint.fontMetrics().lineSpacing() * 2)
        self.body.addWidget(self._hint)
        self.body.addStretch()
        if wanted.wrong:
            self._complain("That was not the passphrase. Please try again.")
        decline = self.add_button("Keep in memory only")
        decline.setToolTip("Nothing is saved; the conversation is gone when Lumen ends")
        decline.clicked.connect(self.reject)
        self._accept = self.add_button("Protect" if wanted.new else "Unlock", main=True)
        self._accept.clicked.connect(self._on_accept)
        self._on_typed(keep_hint=wanted.wrong)
        self._first.setFocus()

    @property
    def hint(self) -> str:
        """What the dialog says below the fields."""
        return self._hint.text()

    def _field(self, label: str) -> QLineEdit:
        caption = QLabel(label)
        lean(caption)
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(MOST_CHARACTERS)
        field.setAccessibleName(label)
        field.textEdited.connect(lambda _text: self._on_typed())
        caption.setBuddy(field)
        self.body.addWidget(caption)
        self.body.addWidget(field)
        return field

    def _complain(self, text: str) -> None:
        self._hint.setObjectName("fault")
        self._hint.setText(text)
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)

    def _on_typed(self, *, keep_hint: bool = False) -> None:
        first = self._first.text()
        enough = len(first) >= LEAST_CHARACTERS if self._new else bool(first)
        self._accept.setEnabled(enough)
        if keep_hint:
            return
        self._hint.setObjectName("caption")
        advice = strength(first) or "It cannot be recovered: write it down."
        self._hint.setText(advice if self._new else "")
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)

    def _on_accept(self) -> None:
        first = self._first.text()
        if self._second is not None and self._second.text() != first:
            self._complain("The two do not match. Please type it again.")
            self._second.selectAll()
            self._second.setFocus()
            return
        self._answered = True
        self.given.emit(first)
        self.accept()

    def reject(self) -> None:
        """Closing the dialog is an answer, too: in memory only."""
        if not self._answered:
            self._answered = True
            self.declined.emit()
        super().reject()
