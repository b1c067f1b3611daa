"""The speech bubble beside the companion: captions that come, stay and fade."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractAnimation,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QContextMenuEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QRegion,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from lumen.ui.message_text import reads_right_to_left
from lumen.ui.overlay_clicks import ClickTaker
from lumen.ui.overlay_place import Side, bubble_place
from lumen.ui.theme import Spacing, Theme

STAYS_MS = 1_800
"""After the last word: about as long as it takes to read a line to its end."""

FADE_MS = 350
_WIDEST, _NARROWEST = 300, 72
_TAIL = 10
_TAIL_HALF = 9
_LINE = 1.5


class CaptionBubble(QWidget):
    """A window of its own, since it may reach beyond the companion's.

    A click sends it away until the next reply. It belongs to its parent as a tooltip
    does, so that Wayland puts it beside the companion, too.

    Args:
        parent: The companion's window.
        theme: Colours.
        clicks: Which clicks the companion takes.

    Signals:
        menu_wanted: The right button was pressed; at a point of all screens.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget, theme: Theme, clicks: ClickTaker) -> None:
        flags = (
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle("Lumen's words")
        self._theme = theme
        self._clicks = clicks
        self._dismissed = False
        self._text = ""
        self._side = Side.ABOVE
        self._tip = 0.0
        self._strength = 1.0
        self._shaped = False
        self._reduced = False
        self._document = QTextDocument()
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.timeout.connect(self._fade)
        self._fading = QVariantAnimation(self)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.setDuration(FADE_MS)
        self._fading.valueChanged.connect(self._on_strength)
        self._fading.finished.connect(self.hide)
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    @property
    def side(self) -> Side:
        """Where it is, as seen from the face."""
        return self._side

    @property
    def staying(self) -> bool:
        """Whether it is there and nothing has begun to end it."""
        return self.isVisible() and not self.fading and not self._stay.isActive()

    @property
    def fading(self) -> bool:
        """Whether it is on its way out."""
        return self._fading.state() is QAbstractAnimation.State.Running

    @property
    def dismissed(self) -> bool:
        """Whether it was sent away, and this reply is not over yet."""
        return self._dismissed

    def welcome(self) -> None:
        """Another reply: it may come again."""
        self._dismissed = False

    def take_clicks(self) -> None:
        """Take the clicks on the bubble, or let them pass as the companion does."""
        if self.isVisible():
            self._clicks.apply_to(self, self._region())

    def set_shaped(self, shaped: bool) -> None:
        """Be cut out instead of translucent; it cannot fade then."""
        self._shaped = shaped
        self._cut_out()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Come and go at once."""
        self._reduced = reduced

    def say(self, text: str, face: QRect, area: QRect) -> None:
        """Show words beside the face, until `linger` or `vanish`.

        Args:
            text: Plain text.
            face: The companion's window.
            area: What the bubble stays inside of.
        """
        self._stay.stop()
        self._fading.stop()
        self._strength = 1.0
        if text != self._text:
            self._text = text
            self._set_words()
        self.place(face, area)
        self.show()
        self.take_clicks()
        self.update()

    def place(self, face: QRect, area: QRect) -> None:
        """Go where the face is now."""
        inner = self._words_size()
        pad = 2 * Spacing.MEDIUM
        size = QSize(inner.width() + pad, inner.height() + pad)
        whole = QSize(size.width(), size.height() + _TAIL)
        at, side = bubble_place(face, whole, area)
        if side is not Side.ABOVE:
            whole = QSize(size.width() + _TAIL, size.height())
            at, side = bubble_place(face, whole, area)
        self._side = side
        if side is Side.ABOVE:
            self._tip = face.center().x() - at.x()
        else:
            self._tip = face.y() + 0.3 * face.height() - at.y()
        self.setGeometry(QRect(at, whole))
        self._cut_out()
        self.take_clicks()

    def linger(self, milliseconds: int | None = None) -> None:
        """It was said: stay for a moment, then go."""
        if self.isVisible() and not self.fading:
            self._stay.start(STAYS_MS if milliseconds is None else milliseconds)

    def vanish(self) -> None:
        """Go at once: it is not said any more."""
        self._stay.stop()
        self._fading.stop()
        self.hide()

    # ---- clicked ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go, until the next reply."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dismissed = True
            self.vanish()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Open the companion's menu."""
        self.menu_wanted.emit(event.globalPos())

    # ---- painted ---------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bubble and its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._strength)
        surface, edge = self._theme.color("surface"), self._theme.color("edge")
        if self._shaped:
            painter.fillRect(self.rect(), edge)
        painter.setPen(QPen(edge, _LINE))
        painter.setBrush(surface)
        painter.drawPath(self._outline(0.5 * _LINE))
        body = self._body(0.0)
        painter.translate(body.x() + Spacing.MEDIUM, body.y() + Spacing.MEDIUM)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self._theme.color("text"))
        self._document.documentLayout().draw(painter, context)
        painter.end()

    def _body(self, inset: float) -> QRectF:
        """The bubble without its tail."""
        body = QRectF(self.rect())
        if self._side is Side.ABOVE:
            body.setBottom(body.bottom() - _TAIL)
        elif self._side is Side.LEFT:
            body.setRight(body.right() - _TAIL)
        else:
            body.setLeft(body.left() + _TAIL)
        return body.adjusted(inset, inset, -inset, -inset)

    def _outline(self, inset: float) -> QPainterPath:
        body = self._body(inset)
        path = QPainterPath()
        path.addRoundedRect(body, Spacing.RADIUS, Spacing.RADIUS)
        tail = QPainterPath()
        if self._side is Side.ABOVE:
            along, far = body.width(), body.bottom()
            tip = self._along(along, body.left())
            corners = ((tip - _TAIL_HALF, far - 1), (tip + _TAIL_HALF, far - 1))
            end = QPointF(tip, far + _TAIL - _LINE)
        else:
            left = self._side is Side.LEFT
            far = body.right() if left else body.left()
            tip = self._along(body.height(), body.top())
            near = far - 1 if left else far + 1
            corners = ((near, tip - _TAIL_HALF), (near, tip + _TAIL_HALF))
            out = _TAIL - _LINE
            end = QPointF(far + out if left else far - out, tip)
        tail.moveTo(*corners[0])
        tail.lineTo(end)
        tail.lineTo(*corners[1])
        tail.closeSubpath()
        return path.united(tail)

    def _along(self, length: float, start: float) -> float:
        """Where the tail is, clear of the round corners."""
        clear = Spacing.RADIUS + _TAIL_HALF
        if length < 2 * clear:
            return start + length / 2
        return start + max(clear, min(self._tip - start, length - clear))

    def _cut_out(self) -> None:
        if self._shaped:
            self.setMask(self._region())
        else:
            self.clearMask()

    def _region(self) -> QRegion:
        return QRegion(self._outline(0.0).toFillPolygon().toPolygon())

    # ---- words -----------------------------------------------------------------------

    def _set_words(self) -> None:
        option = QTextOption()
        rtl = reads_right_to_left(self._text)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.05)
        document = self._document
        document.setDefaultFont(font)
        document.setDefaultTextOption(option)
        document.setPlainText(self._text)
        document.setTextWidth(_WIDEST - 2 * Spacing.MEDIUM)
        document.setTextWidth(max(_NARROWEST, document.idealWidth()) + 1)
        self.setAccessibleName(self._text)

    def _words_size(self) -> QSize:
        size = self._document.size()
        return QSize(round(size.width()), round(size.height()))

    # ---- fades -----------------------------------------------------------------------

    def _fade(self) -> None:
        if self._reduced or self._shaped:
            self.hide()
        else:
            self._fading.start()

    def _on_strength(self, strength: object) -> None:
        if isinstance(strength, float):
            self._strength = strength
            self.update()
