"""How far the library's look through the folders is; shown when it takes long."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from lumen.core.events import LibraryScanned
from lumen.ui.media_parts import Row, SmallClose
from lumen.ui.media_port import MediaPort
from lumen.ui.theme import Spacing, Theme

SHOWN_AFTER_MS = 1_000


class ScanRow(QWidget):
    """A thin bar with a count and a cross that ends the search.

    Args:
        theme: Colours.
        media: Ends it.
    """

    def __init__(self, theme: Theme, media: MediaPort) -> None:
        super().__init__()
        self._media = media
        self._row = Row(theme, "music", "Library")
        self._row.setObjectName("")
        self._row.label.setObjectName("caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName("Looking through your music and videos")
        self.cancel = SmallClose("Stop looking through the folders", theme)
        self.cancel.clicked.connect(self._on_cancel)
        self._row.row.addWidget(self.cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._row)
        bar = QVBoxLayout()
        bar.setContentsMargins(Spacing.MEDIUM, 0, Spacing.MEDIUM, 0)
        bar.addWidget(self.bar)
        box.addLayout(bar)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SHOWN_AFTER_MS)
        self._late.timeout.connect(self.show)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._row.label.whole

    def take(self, event: LibraryScanned) -> None:
        """Show how far it is."""
        if event.finished:
            self._late.stop()
            self.hide()
            self.cancel.setEnabled(True)
            return
        self.bar.setRange(0, event.total)  # 0 to 0 is a bar that only moves
        self.bar.setValue(min(event.files, event.total))
        words = "Looking for music and videos …"
        if event.total:
            words = f"Looking through music and videos: {event.files:,} of"
            words += f" {event.total:,}"
        self._row.label.say(words)
        if self.isHidden() and not self._late.isActive():
            self._late.start()

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._row.label.say("Stopping …")
        self._media.cancel_scan()
