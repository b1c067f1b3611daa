"""How one result looks: its number, two lines, its length."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lumen.ui.theme import Spacing, Theme

HEIGHT = 44
_BADGE = 26


@dataclass(frozen=True, slots=True)
class ResultText:
    """What a row says.

    Attributes:
        number: Counted from 1.
        title: First line.
        about: Second line.
        length: At the end; empty when unknown.
        here: Whether it can be played.
    """

    number: int
    title: str
    about: str
    length: str
    here: bool


class ResultRows(QStyledItemDelegate):
    """Paints the rows.

    Args:
        theme: Colours.
        owner: The list.
    """

    def __init__(self, theme: Theme, owner: QListWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self._owner = owner

    def sizeHint(  # noqa: N802 - Qt
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - all rows are alike
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - the same
    ) -> QSize:
        """Room for two lines."""
        return QSize(160, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        text = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(text, ResultText):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        state = option.state
        direction: Qt.LayoutDirection = option.direction
        self._paint_back(painter, area, state)
        inside = area.adjusted(Spacing.SMALL, 0, -Spacing.MEDIUM, 0)
        badge = QRect(inside.left(), 0, _BADGE, _BADGE)
        badge.moveTop(area.top() + (HEIGHT - _BADGE) // 2)
        self._paint_badge(painter, QStyle.visualRect(direction, inside, badge), text)
        rest = inside.adjusted(_BADGE + Spacing.MEDIUM, 0, 0, 0)
        self._paint_words(painter, rest, inside, direction, text)
        painter.restore()

    def _paint_back(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag
    ) -> None:
        tokens = self._theme.tokens
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and self._owner.hasFocus()
        if not (hovered or focused):
            return
        painter.setPen(QPen(QColor(tokens.focus), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 9, 9)

    def _paint_badge(self, painter: QPainter, place: QRect, text: ResultText) -> None:
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bubble if text.here else tokens.raised))
        painter.drawEllipse(place)
        painter.setPen(QColor(tokens.on_bubble if text.here else tokens.muted))
        painter.setFont(self._theme.font(0.88, bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(text.number))

    def _paint_words(
        self,
        painter: QPainter,
        rest: QRect,
        inside: QRect,
        direction: Qt.LayoutDirection,
        text: ResultText,
    ) -> None:
        tokens = self._theme.tokens
        body, caption = self._theme.font(), self._theme.font(0.88)
        length = QFontMetrics(caption).horizontalAdvance(text.length)
        words = rest.adjusted(0, 0, -(length + Spacing.MEDIUM if length else 0), 0)
        middle = inside.center().y()
        upper = QRect(words.left(), middle - 20, words.width(), 21)
        lower = QRect(words.left(), middle + 1, words.width(), 19)
        lines = (
            (upper, body, tokens.text if text.here else tokens.muted, text.title),
            (lower, caption, tokens.muted, text.about),
        )
        for place, font, color, line in lines:
            where = QStyle.visualRect(direction, inside, place)
            self._paint_line(painter, where, direction, font, color, line)
        end = QRect(rest.right() - length, inside.top(), length + 1, inside.height())
        where = QStyle.visualRect(direction, inside, end)
        self._paint_line(painter, where, direction, caption, tokens.muted, text.length)

    def _paint_line(
        self,
        painter: QPainter,
        place: QRect,
        direction: Qt.LayoutDirection,
        font: QFont,
        color: str,
        line: str,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        mode = Qt.TextElideMode.ElideRight
        cut = QFontMetrics(font).elidedText(line, mode, place.width())
        side = Qt.AlignmentFlag.AlignLeft
        if direction is Qt.LayoutDirection.RightToLeft:
            side = Qt.AlignmentFlag.AlignRight
        painter.drawText(
            place,
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            cut,
        )
