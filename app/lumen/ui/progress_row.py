"""A download as a person sees it: a bar, words, and a way to end it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lumen.ui.dialog import words
from lumen.ui.parts import Download, Transfer
from lumen.ui.theme import Spacing

POLL_MS = 200


def size_in_words(size_bytes: int) -> str:
    """A size as a person reads it, in powers of ten: ``145 MB``."""
    for unit, bytes_in in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= bytes_in:
            value = size_bytes / bytes_in
            return f"{value:.1f} {unit}" if value < 10 else f"{value:.0f} {unit}"
    return f"{size_bytes} bytes"


def progress_in_words(transfer: Transfer) -> str:
    """How far a download is, at what rate, and how long it will take."""
    received = size_in_words(transfer.received_bytes)
    parts = [received]
    if transfer.total_bytes:
        parts = [f"{received} of {size_in_words(transfer.total_bytes)}"]
    if transfer.rate_bytes_per_second > 0:
        parts.append(f"{size_in_words(round(transfer.rate_bytes_per_second))}/s")
    if transfer.remaining is not None:
        parts.append(_time_in_words(transfer.remaining))
    return " · ".join(parts)


def _time_in_words(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} s left"
    if seconds < 5400:
        return f"{round(seconds / 60)} min left"
    return f"{seconds / 3600:.1f} h left"


class ProgressRow(QWidget):
    """A bar, words about it, and a button that ends it; hidden when nothing runs.

    Signals:
        finished: The download ended; an error in words, or nothing.
    """

    finished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._download: Download | None = None
        self._cancelled = False
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._words = words("", "caption")
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.cancel)
        says = QVBoxLayout()
        says.setSpacing(Spacing.HAIR)
        says.addStretch()
        says.addWidget(self._bar)
        says.addWidget(self._words)
        says.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.MEDIUM)
        row.addLayout(says, 1)
        row.addWidget(cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a download goes on."""
        return self._download is not None

    @property
    def words(self) -> str:
        """What it says about the download."""
        return self._words.text()

    def follow(self, download: Download) -> None:
        """Show this download until it ends."""
        self._download = download
        self._cancelled = False
        self._bar.setRange(0, 0)
        self.show()
        self._poll()
        if self._download is not None:
            self._timer.start()

    def cancel(self) -> None:
        """End it; what was received stays for the next try."""
        if self._download is not None:
            self._cancelled = True
            self._download.cancel()
            self._words.setText("Stopping …")

    def _poll(self) -> None:
        if self._download is None:
            return
        transfer = self._download.transfer()
        if transfer.done:
            self._timer.stop()
            self._download = None
            self.hide()
            self.finished.emit("" if self._cancelled else transfer.error)
            return
        if transfer.total_bytes:
            self._bar.setRange(0, 1000)
            share = transfer.received_bytes / transfer.total_bytes
            self._bar.setValue(round(1000 * min(1.0, share)))
        if not self._cancelled:
            self._words.setText(progress_in_words(transfer))
