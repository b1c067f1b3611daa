"""How one folder of the settings looks: its path, and below it what is there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
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
    """Paints the rows, in the colours of the application.

    Args:
        owner: The list.
    """

    def __init__(self, owner: QListWidget) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(  # noqa: N802 - Qt
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - it does not know the width yet
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Room for the path and for all that is said of it."""
        text = index.data(Qt.ItemDataRole.UserRole)
        width = self._owner.viewport().width()
        if not isinstance(text, FolderText):
            return QSize(160, row_height())
        lines = QFontMetrics(_fonts()[1])
        room = QRect(0, 0, max(120, width - 2 * Spacing.MEDIUM - _indent(text)), 10_000)
        wrap = Qt.TextFlag.TextWordWrap
        more = lines.boundingRect(room, wrap, text.words.text).height() - lines.height()
        return QSize(160, row_height() + max(0, more))

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
        direction: Qt.LayoutDirection = option.direction
        area: QRect = option.rect.adjusted(
            Spacing.MEDIUM, Spacing.SMALL, -Spacing.MEDIUM, -Spacing.SMALL
        )
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        upper, lower = _colors(text, selected=selected)
        font, small = _fonts()
        high = QFontMetrics(font).height()
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as paths are read
        painter.setPen(upper)
        painter.setFont(font)
        mode = Qt.TextElideMode.ElideMiddle
        path = painter.fontMetrics().elidedText(text.path, mode, area.width())
        line = QRect(area.left(), area.top(), area.width(), high)
        painter.drawText(line, _side(direction), path)
        rest = area.adjusted(0, high, 0, 0)
        if text.words.wrong:
            mark = QRect(rest.left(), rest.top() + 1, _MARK, _MARK)
            where = QStyle.visualRect(direction, rest, mark)
            icon("warning", lower.name(), side=_MARK).paint(painter, where)
        words = QStyle.visualRect(
            direction, rest, rest.adjusted(_indent(text), 0, 0, 0)
        )
        painter.setPen(lower)
        painter.setFont(small)
        wrap = Qt.TextFlag.TextWordWrap
        painter.drawText(words, _side(direction) | wrap, text.words.text)
        painter.restore()


def _colors(text: FolderText, *, selected: bool) -> tuple[QColor, QColor]:
    """Of the path, and of what is said of it."""
    palette, role = QApplication.palette(), QPalette.ColorRole
    plain, muted = palette.color(role.Text), palette.color(role.PlaceholderText)
    if selected:
        return plain, plain
    said = palette.color(role.BrightText) if text.words.wrong else muted
    return plain if text.chosen else muted, said


def _indent(text: FolderText) -> int:
    return _MARK + Spacing.HAIR if text.words.wrong else 0


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


def _side(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft
    if direction is Qt.LayoutDirection.RightToLeft:
        side = Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
