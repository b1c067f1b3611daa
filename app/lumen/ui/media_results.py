"""A numbered list to choose from: by click, by number, or by voice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from lumen.core.events import ResultsShown
from lumen.core.media import MediaItem
from lumen.ui.elided_label import ElidedLabel
from lumen.ui.media_parts import SmallClose, announce
from lumen.ui.media_port import MediaPort
from lumen.ui.media_result_rows import HEIGHT, ResultRows, ResultText
from lumen.ui.media_words import counted, item_words, plain
from lumen.ui.theme import Spacing, Theme

MOST_ROWS = 5
_NEXT_DIGIT_MS = 700
_MOST_ITEMS = 200


class ResultList(QListWidget):
    """The rows; digits and Enter choose, Escape closes.

    Signals:
        wanted: The row with that number, counted from 1.
        closed: The list is not needed any more.
    """

    wanted = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._digits = ""
        self._number = QTimer(self)
        self._number.setSingleShot(True)
        self._number.setInterval(_NEXT_DIGIT_MS)
        self._number.timeout.connect(self._on_number)
        self.setObjectName("results")
        self.setItemDelegate(ResultRows(theme, self))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerItem)  # whole rows
        self.itemClicked.connect(lambda item: self.wanted.emit(self.row(item) + 1))
        theme.changed.connect(self.viewport().update)

    def fill(self, items: tuple[MediaItem, ...]) -> None:
        """Show these items."""
        self._digits = ""
        self._number.stop()
        self.clear()
        for number, item in enumerate(items[:_MOST_ITEMS], 1):
            title, about, length = item_words(item)
            row = QListWidgetItem()
            text = ResultText(number, title, about, length, here=bool(item.uris))
            row.setData(Qt.ItemDataRole.UserRole, text)
            spoken = ", ".join(part for part in (title, about, length) if part)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number}: {spoken}")
            row.setToolTip(f"{title}\n{about}")
            self.addItem(row)
        if items:
            self.setCurrentRow(0)

    def take_digit(self, text: str) -> bool:
        """Take a digit of a number; the number counts once no other can follow.

        Returns:
            Whether it was taken.
        """
        if len(text) != 1 or text not in "0123456789" or not self.count():
            return False
        number = int(self._digits + text)
        if not 1 <= number <= self.count():
            self._digits = ""
            return False
        self._digits = str(number)
        self.setCurrentRow(number - 1)
        if number * 10 > self.count():
            self._on_number()
        else:
            self._number.start()
        return True

    def _on_number(self) -> None:
        digits, self._digits = self._digits, ""
        self._number.stop()
        if digits:
            self.wanted.emit(int(digits))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Digits, Enter and Escape; arrows as in every list."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self.currentRow() + 1)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif self.take_digit(event.text()):
            pass
        elif event.text().strip() and event.text().isprintable():
            event.ignore()  # letters are meant for the message
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Have Escape to itself while it has the focus."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)


class ResultsPanel(QFrame):
    """Title, list, and how to answer; hidden while there is nothing to choose.

    Args:
        theme: Colours.
        media: Plays what is chosen.

    Signals:
        done: It was closed by the person; the focus is free.
    """

    done = Signal()

    def __init__(self, theme: Theme, media: MediaPort) -> None:
        super().__init__()
        self._media = media
        self._most = MOST_ROWS
        self._title = ""
        self.setObjectName("card")
        self.title = ElidedLabel("heading")
        self.hint = ElidedLabel("caption")
        self.list = ResultList(theme)
        self.list.wanted.connect(self._on_wanted)
        self.list.closed.connect(self.close_results)
        self.place = QLabel()
        self.place.setObjectName("caption")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.list.verticalScrollBar().valueChanged.connect(self._tell_place)
        self.cross = SmallClose("Close the list (Esc)", theme)
        self.cross.clicked.connect(self.close_results)
        head = QHBoxLayout()
        head.setContentsMargins(Spacing.MEDIUM, 0, Spacing.SMALL, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.place)
        head.addWidget(self.cross)
        foot = QHBoxLayout()
        foot.setContentsMargins(Spacing.MEDIUM, Spacing.HAIR, Spacing.MEDIUM, 0)
        foot.addWidget(self.hint)
        box = QVBoxLayout(self)
        box.setContentsMargins(Spacing.HAIR, Spacing.SMALL, Spacing.HAIR, Spacing.SMALL)
        box.setSpacing(Spacing.HAIR)
        box.addLayout(head)
        box.addWidget(self.list)
        box.addLayout(foot)
        for number in range(1, 10):
            key = QShortcut(QKeySequence(f"Alt+{number}"), self)
            key.activated.connect(lambda n=number: self._on_wanted(n))
        self.hide()

    @property
    def open(self) -> bool:
        """Whether there is something to choose."""
        return not self.isHidden()

    def set_most(self, rows: int) -> None:
        """Show at most so many rows at once; the rest is scrolled to."""
        if rows != self._most:
            self._most = rows
            self.hint.setVisible(rows > 1)
            self._fit()

    def take(self, event: ResultsShown) -> None:
        """Show another list, or none any more."""
        if not event.items:
            self._put_away()
            return
        self.list.fill(event.items)
        self._title = title = plain(event.title) or "Found"
        count = self.list.count()
        self.hint.say(
            "Say “the second one”, click, or press Alt and its number"
            if count > 1
            else "Say “the first one”, click, or press Alt+1"
        )
        self.list.setAccessibleName(title)
        self.setAccessibleName(title)
        self._fit()
        self.show()
        announce(self, f"{title}: {counted(count, 'result')}. {self.hint.whole}.")

    def take_digit(self, text: str) -> bool:
        """Take a digit that nothing else wants; see `ResultList.take_digit`."""
        return self.open and self.list.take_digit(text)

    def close_results(self) -> None:
        """The person does not need it any more."""
        self._put_away()
        self._media.close_results()

    def turn(self, pages: int) -> None:
        """Show more of it.

        Args:
            pages: So many times what is seen at once; negative: back.
        """
        if not self.open or not self._longer:
            return
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.value() + pages * self._rows)
        first, last, count = self._seen()
        self.list.setCurrentRow(first - 1)
        announce(self, f"{first} to {last} of {count}")

    @property
    def _rows(self) -> int:
        """How many are seen at once."""
        return min(self._most, self.list.count())

    @property
    def _longer(self) -> bool:
        return self.list.count() > self._most

    def _seen(self) -> tuple[int, int, int]:
        """Numbers of the first and the last row that are seen, and of the last one."""
        first = self.list.verticalScrollBar().value() + 1
        return first, first + self._rows - 1, self.list.count()

    def _tell_place(self) -> None:
        first, last, count = self._seen()
        rows = f"{first}" if first == last else f"{first}\N{EN DASH}{last}"
        self.place.setText(f"{rows} of {count}")
        self.title.say(self._title if self._longer else f"{self._title} ({count})")

    def _put_away(self) -> None:
        focused = self.list.hasFocus() or self.cross.hasFocus()
        self.hide()
        self.list.fill(())
        if focused:
            self.done.emit()

    def _on_wanted(self, number: int) -> None:
        if 1 <= number <= self.list.count():
            self.list.setCurrentRow(number - 1)
            self._media.choose(number)

    def _fit(self) -> None:
        self.list.setFixedHeight(self._rows * HEIGHT)
        self.place.setVisible(self._longer)
        self._tell_place()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt
        """As wide as there is room."""
        return QSize(240, super().sizeHint().height())
