"""How one folder of the settings looks: its path, and below it what is there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lumen.ui.icons import icon
from lumen.ui.media_place_words import PlaceWords
from lumen.ui.theme import Spacing

_MARK = 16


@dataclass(frozen=True, slots=True)
class FolderText:
    """What a row says.

    Attributes:
        path: First line.
        words: Second line.
        chosen: Whether the person chose it; else it is the desktop's own.
    """

    path: str
    words: PlaceWords
    chosen: bool = True


class FolderRows(QStyledItemDelegate):
    """Paints the rows, in the colours of the application."""

    def sizeHint(  # noqa: N802 - Qt
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - all rows are alike
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - the same
    ) -> QSize:
        """Room for two lines."""
        return QSize(160, row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        super().paint(painter, option, index)  # the background of what is chosen
        text = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(text, FolderText):
            return
        state, direction = option.state, option.direction
        selected = bool(state & QStyle.StateFlag.State_Selected)
        area: QRect = option.rect.adjusted(Spacing.MEDIUM, 0, -Spacing.MEDIUM, 0)
        palette = QApplication.palette()
        plain = palette.color(QPalette.ColorRole.Text)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        loud = palette.color(QPalette.ColorRole.BrightText)
        font, small = _fonts()
        high, low = QFontMetrics(font).height(), QFontMetrics(small).height()
        top = area.top() + (area.height() - high - low) // 2
        painter.save()
        painter.setPen(plain if text.chosen or selected else muted)
        painter.setFont(font)
        _line(
            painter, QRect(area.left(), top, area.width(), high), direction, text.path
        )
        lower = QRect(area.left(), top + high, area.width(), low)
        color = plain if selected else loud if text.words.wrong else muted
        if text.words.wrong:
            mark = QRect(lower.left(), lower.center().y() - _MARK // 2, _MARK, _MARK)
            icon("warning", color.name(), side=_MARK).paint(
                painter, QStyle.visualRect(direction, lower, mark)
            )
            lower = QStyle.visualRect(
                direction, lower, lower.adjusted(_MARK + Spacing.HAIR, 0, 0, 0)
            )
        painter.setPen(color)
        painter.setFont(small)
        _line(painter, lower, direction, text.words.text, Qt.TextElideMode.ElideRight)
        painter.restore()


def row_height() -> int:
    """Height of a row, in device-independent pixels."""
    font, small = _fonts()
    lines = QFontMetrics(font).height() + QFontMetrics(small).height()
    return lines + 2 * Spacing.SMALL


def _fonts() -> tuple[QFont, QFont]:
    font = QApplication.font()
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return font, small


def _line(
    painter: QPainter,
    place: QRect,
    direction: Qt.LayoutDirection,
    line: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    cut = painter.fontMetrics().elidedText(line, mode, place.width())
    side = Qt.AlignmentFlag.AlignLeft
    if direction is Qt.LayoutDirection.RightToLeft:
        side = Qt.AlignmentFlag.AlignRight
    absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, side | absolute, cut)
