"""One message of the conversation, with what can be done to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lumen.core.conversation import Role
from lumen.ui.conversation_model import Entry
from lumen.ui.icons import icon
from lumen.ui.message_text import MessageText, harmless
from lumen.ui.theme import Spacing, Theme

SHOWN_CHARACTERS = 12_000
"""More is shown on request only: nobody reads it by accident."""

_PADDING_X = 14
_PADDING_Y = 9
_ACTIONS_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class BubbleActions:
    """What the person can do to a message; each takes the entry."""

    copy: Callable[[Entry], None]
    rate: Callable[[Entry, int], None]
    regenerate: Callable[[Entry], None]
    delete: Callable[[Entry], None]
    open_link: Callable[[str], None]
    move: Callable[[Entry, int], None]
    leave: Callable[[bool], bool]
    """Go on with Tab (True) or Shift+Tab (False) behind or before the conversation."""


class _Balloon(QWidget):
    """The coloured shape around the text."""

    def __init__(self, row: Bubble, theme: Theme) -> None:
        super().__init__(row)
        self._row = row
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        """Paint the shape, and the focus ring when the row has the focus."""
        tokens = self._theme.tokens
        mine = self._row.entry.role is Role.USER
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setBrush(QColor(tokens.bubble if mine else tokens.surface))
        if self._row.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2.5))
        else:
            painter.setPen(QPen(QColor(tokens.bubble if mine else tokens.line), 1))
        painter.drawRoundedRect(box, 16, 16)
        painter.end()


class Bubble(QWidget):
    """A message: text, time, and its actions when they are wanted.

    The bubble is one stop of the keyboard: arrows move between messages, Ctrl+C copies,
    Delete removes, Enter or the menu key opens the menu with everything.

    Args:
        entry: What is shown.
        theme: Colours.
        actions: What can be done.
    """

    def __init__(self, entry: Entry, theme: Theme, actions: BubbleActions) -> None:
        super().__init__()
        self.entry = entry
        self._theme = theme
        self._actions = actions
        self._expanded = False
        self._last = False
        self._bar: QWidget | None = None
        self._hovered = False
        self._limit = 0
        mine = entry.role is Role.USER
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.text = MessageText(theme, markdown=not mine)
        self.text.link_chosen.connect(actions.open_link)
        self._balloon = _Balloon(self, theme)
        inside = QVBoxLayout(self._balloon)
        inside.setContentsMargins(_PADDING_X, _PADDING_Y, _PADDING_X, _PADDING_Y)
        inside.setSpacing(Spacing.HAIR)
        inside.addWidget(self.text)
        self._rest = QPushButton("Show the rest", self._balloon)
        self._rest.setProperty("kind", "quiet")
        self._rest.clicked.connect(self._on_expand)
        self._rest.hide()
        inside.addWidget(self._rest)
        self._caption = QLabel()
        self._caption.setObjectName("caption")
        self._foot = QWidget()
        self._foot.setFixedHeight(_ACTIONS_HEIGHT)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(6, 0, 6, 0)
        foot.setSpacing(Spacing.HAIR)
        foot.addWidget(self._caption)
        if mine:
            foot.insertStretch(0)
        else:
            foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        side = Qt.AlignmentFlag.AlignRight if mine else Qt.AlignmentFlag.AlignLeft
        layout.addWidget(self._balloon, 0, side)
        layout.addWidget(self._foot)
        self.refresh()

    # ---- content ---------------------------------------------------------------------

    def refresh(self) -> None:
        """Take over what the entry says now; `advance` renders it."""
        entry = self.entry
        text = entry.text
        if len(text) > SHOWN_CHARACTERS and not self._expanded:
            hidden = len(text) - SHOWN_CHARACTERS
            text = text[:SHOWN_CHARACTERS] + " …"
            self._rest.setText(f"Show the rest ({hidden:,} characters)")
            self._rest.show()
        else:
            self._rest.hide()
        if entry.interrupted and not entry.text.endswith("…"):
            text += " …"
        if entry.streaming and not text.strip():
            text = "…"
        self.text.want(text)
        self._caption.setText(_caption(entry))
        said = "You said" if entry.role is Role.USER else "Lumen said"
        self.setAccessibleName(f"{said}: {harmless(entry.text[:SHOWN_CHARACTERS])}")
        self.setAccessibleDescription(_caption(entry))
        self._update_bar()

    def advance(self) -> bool:
        """Render the next piece of the text.

        Returns:
            Whether everything is rendered now.
        """
        self.text.advance()
        if self._limit:
            self.text.fit(self._limit)
        return self.text.finished

    def restyle(self) -> None:
        """The palette changed."""
        self.text.restyle()
        self.refresh()

    def fit(self, width: int) -> None:
        """Be laid out in `width` pixels."""
        limit = max(120, width - 2 * _PADDING_X)
        if limit != self._limit:
            self._limit = limit
            self.text.fit(limit)

    def set_last(self, last: bool) -> None:
        """Whether nothing was said after it: then its actions stay visible."""
        if last != self._last:
            self._last = last
            self._update_bar()

    def _on_expand(self) -> None:
        self._expanded = True
        self.refresh()
        self._actions.move(self.entry, 0)

    # ---- actions ---------------------------------------------------------------------

    def actions_now(self) -> list[QAction]:
        """What can be done to the message now, as actions for a menu."""
        entry = self.entry
        made = [self._action("copy", "Copy", lambda: self._actions.copy(entry))]
        reply = entry.role is Role.COMPANION
        if reply and entry.message is not None:
            for name, text, value in (
                ("thumb_up", "Good reply", 1),
                ("thumb_down", "Bad reply", -1),
            ):
                given = entry.rating == value
                action = self._action(
                    name, text, _rating(self._actions, entry, 0 if given else value)
                )
                action.setCheckable(True)
                action.setChecked(given)
                made.append(action)
        if reply and self._last and not entry.streaming:
            made.append(
                self._action(
                    "again", "Answer again", lambda: self._actions.regenerate(entry)
                )
            )
        if not entry.streaming:
            made.append(
                self._action("delete", "Delete", lambda: self._actions.delete(entry))
            )
        return made

    def _action(self, name: str, text: str, call: Callable[[], None]) -> QAction:
        tokens = self._theme.tokens
        action = QAction(icon(name, tokens.muted, side=16), text, self)
        action.setData(name)
        action.triggered.connect(lambda _checked=False: call())
        return action

    def open_menu(self, at: QPoint) -> QMenu:
        """Show everything that can be done, links included."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.text.textCursor().selectedText()
        if chosen:
            menu.addAction("Copy selection", self.text.copy)
        menu.addActions(self.actions_now())
        for address in self.text.links()[:8]:
            short = address if len(address) <= 48 else address[:47] + "…"
            menu.addAction(
                icon("link", self._theme.tokens.muted, side=16),
                f"Open {short}",
                _opening(self._actions, address),
            )
        menu.popup(at)
        return menu

    def _update_bar(self) -> None:
        wanted = self._hovered or self.hasFocus() or self._last
        if not wanted:
            if self._bar is not None:
                self._bar.hide()
            return
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        tokens = self._theme.tokens
        for action in self.actions_now():
            action.setParent(bar)
            button = QToolButton()
            name = str(action.data())
            color = tokens.accent if action.isChecked() else tokens.muted
            button.setDefaultAction(action)
            button.setIcon(icon(name, color, side=16))
            button.setProperty("kind", "small")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(action.text())
            row.addWidget(button)
        self._bar = bar
        foot = self._foot.layout()
        assert isinstance(foot, QHBoxLayout)
        foot.insertWidget(1, bar)

    # ---- input -----------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt
        """Offer the actions."""
        self._hovered = True
        self._update_bar()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt
        """Put the actions away."""
        self._hovered = False
        self._update_bar()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt
        """Show the ring and the actions."""
        self._balloon.update()
        self._update_bar()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt
        """Take the ring away."""
        self._balloon.update()
        self._update_bar()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt
        """Open the menu, by mouse or by the menu key."""
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self._balloon.mapToGlobal(QPoint(16, self._balloon.height() // 2))
        self.open_menu(at)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt
        """The conversation is one stop; bubbles made later would come last of all."""
        return self._actions.leave(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Arrows move, Ctrl+C copies, Delete removes, Enter opens the menu."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Home: -1_000_000,
            Qt.Key.Key_End: 1_000_000,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._actions.move(self.entry, steps[key])
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._actions.copy(self.entry)
        elif event.matches(QKeySequence.StandardKey.Delete):
            if not self.entry.streaming:
                self._actions.delete(self.entry)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_menu(self._balloon.mapToGlobal(QPoint(16, 24)))
        else:
            super().keyPressEvent(event)


def _rating(actions: BubbleActions, entry: Entry, value: int) -> Callable[[], None]:
    return lambda: actions.rate(entry, value)


def _opening(actions: BubbleActions, address: str) -> Callable[[], None]:
    return lambda: actions.open_link(address)


def _caption(entry: Entry) -> str:
    if entry.streaming:
        return ""
    moment = dt.datetime.fromtimestamp(entry.at, tz=dt.UTC).astimezone()
    parts = [moment.strftime("%H:%M")] if entry.at else []
    if entry.spoken:
        parts.append("spoken")
    if entry.interrupted:
        parts.append("interrupted: this is what you heard")
    return " · ".join(parts)
