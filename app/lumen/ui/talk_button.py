"""The microphone button: hold it to talk; a ring shows what the microphone hears."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from lumen.core.units import Dbfs
from lumen.ui.hotkey import HeldKey
from lumen.ui.icons import pixmap
from lumen.ui.theme import Spacing, Theme

_TICK_MS = 50
_QUIET_DBFS = -55.0
_LOUD_DBFS = -12.0
_FALL = 0.75
"""Share of the ring that stays from one tick to the next when it gets quieter."""


def level_share(level: Dbfs) -> float:
    """How much of the ring a level fills: 0 at a whisper's floor, 1 at loud speech."""
    share = (level - _QUIET_DBFS) / (_LOUD_DBFS - _QUIET_DBFS)
    return min(1.0, max(0.0, share))


class TalkButton(QAbstractButton):
    """Hold to talk, with the mouse or, when it has the focus, with Space.

    Args:
        theme: Colours.
        level: Level of the microphone; asked only while something is recorded.

    Signals:
        talk_pressed: Begin to record.
        talk_released: End the recording.
    """

    talk_pressed = Signal()
    talk_released = Signal()

    def __init__(self, theme: Theme, level: Callable[[], Dbfs]) -> None:
        super().__init__()
        self._theme = theme
        self._level = level
        self._share = 0.0
        self._recording = False
        self._held = HeldKey(self, self._on_down, self._on_up)
        self.setAccessibleName("Hold to talk")
        self.setToolTip("Hold to talk")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.pressed.connect(self._held.press)
        self.released.connect(self._held.let_go)
        theme.changed.connect(self.update)

    @property
    def share(self) -> float:
        """How much of the ring is filled, 0 to 1."""
        return self._share

    @property
    def recording(self) -> bool:
        """Whether the microphone is shown as open."""
        return self._recording

    def set_recording(self, recording: bool) -> None:
        """Show whether the microphone is open."""
        if recording == self._recording:
            return
        self._recording = recording
        self._share = 0.0
        if recording:
            self._timer.start()
        else:
            self._timer.stop()
        self.setAccessibleDescription("Recording" if recording else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt
        """A little larger than the other controls: it is the main one."""
        return QSize(Spacing.TARGET + 8, Spacing.TARGET + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Space and Enter hold the button; repeats of a held key do nothing."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._held.press()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """The key went up."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._held.release()
            return
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt
        """Nobody records into a window that was left."""
        self._held.let_go()
        super().focusOutEvent(event)

    def _on_down(self) -> None:
        self.talk_pressed.emit()
        self.update()

    def _on_up(self) -> None:
        self.talk_released.emit()
        self.update()

    def _tick(self) -> None:
        now = level_share(self._level())
        self._share = max(now, self._share * _FALL)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        """Paint the disc, the level as a ring, the icon and the focus ring."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QRectF(self.rect()).center()
        radius = min(self.width(), self.height()) / 2 - 4
        disc = QRectF(0, 0, 2 * radius, 2 * radius)
        disc.moveCenter(center)
        active = self._recording or self._held.held
        idle = tokens.raised if self.underMouse() else tokens.surface
        painter.setPen(QPen(QColor(tokens.warm if active else tokens.edge), 1.5))
        painter.setBrush(QColor(tokens.warm if active else idle))
        painter.drawEllipse(disc)
        if self._recording:
            self._paint_level(painter, disc)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawEllipse(disc.adjusted(-3, -3, 3, 3))
        color = tokens.on_warm if active else tokens.text
        picture = pixmap("microphone", color, 22, self.devicePixelRatioF())
        painter.drawPixmap(int(center.x() - 10.5), int(center.y() - 10.5), picture)
        painter.end()

    def _paint_level(self, painter: QPainter, disc: QRectF) -> None:
        ring = disc.adjusted(3.5, 3.5, -3.5, -3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        color = QColor(self._theme.tokens.on_warm)
        painter.setPen(QPen(color, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        span = round(360 * 16 * self._share)
        painter.drawArc(ring, 90 * 16 + span // 2, -span)
