"""Sliders that send what was chosen once, when the person lets go."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from lumen.ui.theme import Theme

REST_MS = 350
"""After so long without another key what the arrow keys chose is sent."""

HOLD_MS = 1_500
"""So long the chosen value is shown, until the player tells its own."""

_GROOVE = 4.0
_KNOB = 7.0
_EDGE = _KNOB + 2.0


class WishSlider(QSlider):
    """A slider for a value that somebody else holds.

    While it is dragged it shows the wish; `chosen` tells it once, on release or when
    the keys rest. Until the holder answers, what it told is shown.

    Args:
        theme: Colours.
        name: What is set, read aloud.

    Signals:
        chosen: The person wants this value.
        moved: The shown value changed by the person's hand; not sent yet.
        lapsed: No answer came; the holder's value may be shown again.
    """

    chosen = Signal(int)
    moved = Signal(int)
    lapsed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._dragging = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._send)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self.lapsed)
        theme.changed.connect(self.update)

    @property
    def in_hand(self) -> bool:
        """Whether the person is choosing, or the answer has not come yet."""
        return self._dragging or self._rest.isActive() or self._hold.isActive()

    def follow(self, value: int) -> None:
        """Show the holder's value, unless the person is choosing."""
        if not self.in_hand and value != self.value():
            self.setValue(value)

    def answered(self) -> None:
        """The holder told its value: what was wished does not count any more."""
        self._hold.stop()

    def forget(self) -> None:
        """What is held changed altogether, such as to another track: wish nothing."""
        self._dragging = False
        self._rest.stop()
        self._hold.stop()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt
        """As high as a comfortable target."""
        return QSize(120, 24)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt
        """Still usable."""
        return QSize(48, 24)

    # ---- the person ------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt
        """Go where the pointer is."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._dragging = True
        self._rest.stop()
        self._wish(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt
        """Follow the pointer."""
        if self._dragging:
            self._wish(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt
        """Send it, once."""
        if self._dragging and event.button() is Qt.MouseButton.LeftButton:
            self._dragging = False
            self._send()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Arrows, Page Up and Down, Home and End choose; a rest sends."""
        before = self.value()
        super().keyPressEvent(event)
        if self.value() != before:
            self._rest.start()
            self.moved.emit(self.value())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt
        """Leaving does not lose what the keys chose."""
        if self._rest.isActive():
            self._send()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt
        """Scrolling past never changes what plays."""
        event.ignore()

    def _wish(self, value: int) -> None:
        if value != self.value():
            self.setValue(value)
            self.moved.emit(value)
        self.update()

    def _send(self) -> None:
        self._rest.stop()
        self._hold.start()
        self.chosen.emit(self.value())
        self.update()

    # ---- geometry and paint ----------------------------------------------------------

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _value_at(self, x: float) -> int:
        share = (x - _EDGE) / max(1.0, self.width() - 2 * _EDGE)
        share = min(1.0, max(0.0, share))
        if self._mirrored:
            share = 1.0 - share
        return round(self.minimum() + share * (self.maximum() - self.minimum()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        """Paint the groove, what is passed, the knob and the focus ring."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        wide, middle = self.width() - 2 * _EDGE, self.height() / 2
        spread = max(1, self.maximum() - self.minimum())
        x = _EDGE + wide * (self.value() - self.minimum()) / spread
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line if self.isEnabled() else tokens.raised))
        groove = QRectF(_EDGE, middle - _GROOVE / 2, wide, _GROOVE)
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        if self.isEnabled():
            painter.setBrush(QColor(tokens.accent))
        else:
            painter.setBrush(QColor(tokens.edge))
        groove.setRight(x)
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        if self.isEnabled():
            self._paint_knob(painter, x, middle)
        painter.end()

    def _paint_knob(self, painter: QPainter, x: float, middle: float) -> None:
        tokens = self._theme.tokens
        large = self._dragging or self.hasFocus() or self.underMouse()
        radius = _KNOB if large else _KNOB - 1.5
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(QRectF(x - radius, middle - radius, 2 * radius, 2 * radius))
        if self.hasFocus():
            radius += 2.5
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            ring = QRectF(x - radius, middle - radius, 2 * radius, 2 * radius)
            painter.drawEllipse(ring)
