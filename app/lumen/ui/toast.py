"""A passing note over the conversation, with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from lumen.ui.theme import Spacing

SECONDS = 8.0
"""Source: WCAG 2.2 asks for time to react; common undo bars stay 5 to 10 seconds."""


class Toast(QFrame):
    """Offers to undo what was just done; does it for good when nobody objects.

    Args:
        page: What it is shown in; it is never cut.
        over: The part of the page above whose lower edge it floats.
    """

    def __init__(self, page: QWidget, over: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._over = over
        self._commit: Callable[[], None] | None = None
        self._undo: Callable[[], None] | None = None
        self.setObjectName("toast")
        self._words = QLabel()
        self._button = QPushButton("Undo")
        self._button.clicked.connect(self.undo)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(
            Spacing.LARGE, Spacing.SMALL, Spacing.SMALL, Spacing.SMALL
        )
        row.setSpacing(Spacing.MEDIUM)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.commit)
        moved: QWidget | None = over
        while moved is not None and moved is not page:  # what holds it moves it, too
            moved.installEventFilter(self)
            moved = moved.parentWidget()
        self.hide()

    @property
    def waiting(self) -> bool:
        """Whether something can still be undone."""
        return self._commit is not None

    def offer(
        self, words: str, commit: Callable[[], None], undo: Callable[[], None]
    ) -> None:
        """Offer to undo; what was offered before is done for good.

        Args:
            words: What was done.
            commit: Does it for good.
            undo: Takes it back.
        """
        self.commit()
        self._commit = commit
        self._undo = undo
        self._words.setText(words)
        self.show()  # lays out what is below, too
        self._place()
        self.raise_()
        self._timer.start(round(SECONDS * 1000))

    def commit(self) -> None:
        """Nobody objected, or there is no more time to."""
        commit, self._commit = self._commit, None
        self._end()
        if commit is not None:
            commit()

    def undo(self) -> None:
        """Take it back."""
        undo = self._undo if self._commit is not None else None
        self._commit = None
        self._end()
        if undo is not None:
            undo()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Stay in place when what is below changes its size or place."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self._timer.stop()
        self._undo = None
        self.hide()

    def _place(self) -> None:
        self._fit()
        over = self._over
        corner = over.mapTo(self._page, over.rect().bottomLeft())
        left = corner.x() + (over.width() - self.width()) // 2
        top = corner.y() + 1 - self.height() - Spacing.MEDIUM
        most = self._page.width() - self.width()
        self.move(max(0, min(left, most)), max(0, top))

    def _fit(self) -> None:
        """Be as wide as the words, or as the page where that is narrower."""
        self._words.setWordWrap(False)
        wanted, room = self.sizeHint(), self._page.width()
        if wanted.width() <= room:
            self.resize(wanted)
            return
        self._words.setWordWrap(True)
        self.resize(room, self._row.totalHeightForWidth(room))
