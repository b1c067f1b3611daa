"""Small pieces that the media widgets share."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QIcon,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from lumen.ui.direction import lean
from lumen.ui.elided_label import ElidedLabel
from lumen.ui.icons import icon
from lumen.ui.theme import Spacing, Theme

_MARK, _PICTURE = 20, 18
"""Sides of a mark, and of the picture in it."""


def announce(widget: QWidget, words: str) -> None:
    """Tell assistive technology, politely."""
    if not words or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


def tool_button(name: str, side: int = 36, kind: str = "media") -> QToolButton:
    """A round button with an icon.

    Args:
        name: What it does; shown as a tool tip and read aloud.
        side: Width and height in device-independent pixels.
        kind: Its looks in the style sheet.
    """
    button = QToolButton()
    _round(button, name, side, kind)
    return button


def _round(button: QToolButton, name: str, side: int, kind: str) -> None:
    button.setProperty("kind", kind)
    button.setFixedSize(side, side)
    button.setIconSize(QSize(20, 20))
    name_button(button, name)


def name_button(button: QWidget, name: str) -> None:
    """Say what a button does now."""
    if button.accessibleName() != name:
        button.setToolTip(name)
        button.setAccessibleName(name)


def allow(button: QWidget, reason: str) -> None:
    """Enable a control, or grey it and say why.

    Args:
        button: The control; its accessible name says what it does.
        reason: Why it cannot be used; empty: it can.
    """
    tip = reason or button.accessibleName()
    if button.isEnabled() == (not reason) and button.toolTip() == tip:
        return
    button.setEnabled(not reason)
    button.setToolTip(tip)
    button.setAccessibleDescription(reason)


class SmallClose(QToolButton):
    """A small cross at the end of a row.

    Args:
        name: What it does; shown as a tool tip and read aloud.
        theme: Colours.
        color: Name of its colour.
    """

    def __init__(self, name: str, theme: Theme, color: str = "muted") -> None:
        super().__init__()
        _round(self, name, 28, "small")
        self.setIconSize(QSize(16, 16))
        self._theme = theme
        self._color = color
        # A method of a widget is let go of with it, as no function is.
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        color: str = getattr(self._theme.tokens, self._color)
        self.setIcon(icon("close", color, side=16))


class Lines(QLabel):
    """Plain text that is never cut, in as many lines as it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        lean(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt
        """The window is read in another direction now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            lean(self)

    @property
    def whole(self) -> str:
        """The text."""
        return self.text()

    def say(self, text: str) -> None:
        """Show a text."""
        self.setText(text)


class Mark(QLabel):
    """A picture before words that says in short what they are about.

    No button that cannot be pressed: assistive technology would offer it.

    Args:
        says: What it shows, in words.
    """

    def __init__(self, says: str) -> None:
        super().__init__()
        self._icon = QIcon()
        self.setFixedSize(_MARK, _MARK)
        self.setAccessibleName(says)

    def show_icon(self, picture: QIcon) -> None:
        """Show a picture."""
        self._icon = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        """Paint it as sharp as the screen is."""
        painter = QPainter(self)
        inset = (_MARK - _PICTURE) // 2
        self._icon.paint(painter, self.rect().adjusted(inset, inset, -inset, -inset))
        painter.end()


class Row(QFrame):
    """A rounded row: a mark, words, and what can be done.

    Args:
        theme: Colours.
        mark: Name of its icon.
        says: What the icon says, in words.
        look: ``advice`` or ``notice``, as in the style sheet.
        wrap: Whether the words may take several lines; else they are cut.
    """

    def __init__(
        self,
        theme: Theme,
        mark: str,
        says: str,
        look: str = "advice",
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._picture = mark
        self._warm = look == "notice"
        self.setObjectName(look)
        self.mark = Mark(says)
        self.label: ElidedLabel | Lines = Lines() if wrap else ElidedLabel()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(Spacing.MEDIUM, 2, Spacing.SMALL, 2)
        self.row.setSpacing(Spacing.SMALL)
        self.row.addWidget(self.mark)
        self.row.addWidget(self.label, 1)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        tokens = self._theme.tokens
        color = tokens.warm_text if self._warm else tokens.muted
        self.mark.show_icon(icon(self._picture, color, side=_PICTURE))
