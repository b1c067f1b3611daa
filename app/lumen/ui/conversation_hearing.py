"""What is being heard while the person still speaks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lumen.ui.message_text import harmless

_SHOWN_CHARACTERS = 400
"""Of a long speech only the end is shown: that is what the person looks for."""

_FRAME = 2 * 15 + 8


class HeardSoFar(QLabel):
    """A faint, dashed bubble where the message will stand once it is certain."""

    def __init__(self) -> None:
        super().__init__()
        self._limit = 0
        self.setObjectName("heard")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str) -> None:
        """Show what was heard so far; nothing when it is empty."""
        shown = " ".join(harmless(text).split())
        if len(shown) > _SHOWN_CHARACTERS:
            shown = "… " + shown[-_SHOWN_CHARACTERS:].partition(" ")[2]
        self.setText(f"{shown}\N{NO-BREAK SPACE}…" if shown else "")
        self.setAccessibleName(f"Heard so far: {shown}" if shown else "")
        self._fit()
        self.setVisible(bool(shown))

    def fit(self, limit: int) -> None:
        """Be at most `limit` pixels wide."""
        self._limit = limit
        self._fit()

    def _fit(self) -> None:
        if not self._limit or not self.text():
            return
        self.ensurePolished()
        wanted = self.fontMetrics().horizontalAdvance(self.text()) + _FRAME + 2
        width = min(self._limit, wanted)
        self.setFixedSize(width, self.heightForWidth(width))
