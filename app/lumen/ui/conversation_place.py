"""Which part of the conversation is in view while it grows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QToolButton

from lumen.ui.icons import icon
from lumen.ui.theme import Spacing, Theme

_HOLD_MS = 250
_END_TOLERANCE = 32


class ReadingPlace(QObject):
    """Goes along with the end while the end is in view; else keeps what is read there.

    Args:
        area: Scrolls the messages.
        theme: Colours of the button that leads to the end.
        settled: Whether all messages have their final height.

    Signals:
        top_reached: The person has scrolled up to the first message.
    """

    top_reached = Signal()

    def __init__(
        self, area: QScrollArea, theme: Theme, settled: Callable[[], bool]
    ) -> None:
        super().__init__(area)
        self._area = area
        self._theme = theme
        self._settled = settled
        self._stick = True
        self._only_beginning = False
        self._held_from_end: int | None = None
        self.button = QToolButton(area)
        self.button.setAccessibleName("Go to the newest message")
        self.button.setToolTip("Newest message")
        self.button.setProperty("kind", "send")
        self.button.setFixedSize(Spacing.TARGET, Spacing.TARGET)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.go_to_end)
        self.button.hide()
        self._bar = area.verticalScrollBar()
        self._bar.rangeChanged.connect(self._on_range)
        self._bar.valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self._paint)
        self._paint()

    @property
    def at_end(self) -> bool:
        """Whether it goes along with the end."""
        return self._stick

    def look_at_end(self) -> None:
        """Go along with the end from now on, whatever was being read."""
        self._stick = True
        self._only_beginning = False
        self._held_from_end = None

    def look_at_beginning(self) -> None:
        """Stay at the beginning, whatever does not fit below it: no message is new."""
        self._stick = False
        self._only_beginning = True
        self._held_from_end = None
        self._bar.setValue(0)

    def go_to_end(self) -> None:
        """Go to the newest message at once, and stay there."""
        self.look_at_end()
        self._bar.setValue(self._bar.maximum())

    def hold(self) -> None:
        """Keep in place what is read, until what is put above it has settled."""
        self._held_from_end = self._bar.maximum() - self._bar.value()
        QTimer.singleShot(_HOLD_MS, self, self._release)

    def move_button(self) -> None:
        """Put the button into the corner; the area has another size."""
        corner = self._area.viewport().geometry().bottomRight()
        side = self.button.width()
        self.button.move(
            corner.x() - side - Spacing.MEDIUM, corner.y() - side - Spacing.SMALL
        )

    def _release(self) -> None:
        if self._settled():
            self._held_from_end = None
        else:
            QTimer.singleShot(_HOLD_MS, self, self._release)

    def _on_range(self, _least: int, most: int) -> None:
        if self._held_from_end is not None:
            self._bar.setValue(most - self._held_from_end)
        elif self._stick:
            self._bar.setValue(most)
        self._show_button()

    def _on_scrolled(self, value: int) -> None:
        most = self._bar.maximum()
        self._stick = value >= most - _END_TOLERANCE
        at_top = value <= _END_TOLERANCE < most
        if at_top and self._held_from_end is None and self._settled():
            self.top_reached.emit()
        self._show_button()

    def _show_button(self) -> None:
        away = self._bar.maximum() - self._bar.value()
        far = away > 4 * _END_TOLERANCE
        self.button.setVisible(far and not self._only_beginning)

    def _paint(self) -> None:
        self.button.setIcon(icon("down", self._theme.tokens.on_accent))
