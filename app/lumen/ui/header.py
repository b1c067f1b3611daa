"""The line above the conversation: name, badge, and the way to everything else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lumen.core.events import EnginesChanged
from lumen.ui.direction import in_order, lean, set_margins
from lumen.ui.elided_label import ElidedLabel
from lumen.ui.icons import icon
from lumen.ui.theme import Spacing, Theme

_MENU: tuple[tuple[str, str, str, str], ...] = (
    ("settings", "settings", "Settings …", "Ctrl+,"),
    ("models", "models", "Models …", "Ctrl+M"),
    ("connect", "link", "Connect a language model …", ""),
    ("", "", "", ""),
    ("privacy", "privacy", "Privacy: do not listen", "Ctrl+Shift+P"),
    ("overlay", "overlay", "Lumen on the desktop", "Ctrl+D"),
    ("overlay_menu", "more", "Menu of the companion …", "Ctrl+Shift+D"),
    ("", "", "", ""),
    ("times", "times", "Times …", "Ctrl+T"),
    ("clear", "delete", "Clear the conversation", "Ctrl+Shift+Del"),
    ("", "", "", ""),
    ("help", "help", "Help", "F1"),
    ("about", "about", "About Lumen", ""),
    ("quit", "quit", "Quit", "Ctrl+Q"),
)
UNSAVED = "Not saved: this conversation lives in memory only"
PRIVATE = "Privacy: the microphone is off; Ctrl+Shift+P ends it"


class Header(QWidget):
    """Title, engines, badge, menu.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.actions_by_name: dict[str, QAction] = {}
        self._title = title = QLabel("Lumen")
        title.setObjectName("title")
        lean(title)
        self._engines = ElidedLabel("caption")
        self.badge = _badge("Not saved", UNSAVED)
        self.private = _badge("Privacy", PRIVATE)
        self.settings_button = self._button("Settings")
        self.menu_button = self._button("Menu")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.menu_button)
        self._fill_menu()
        self.menu_button.setMenu(self.menu)
        self.settings_button.clicked.connect(self.actions_by_name["settings"].trigger)
        says = QVBoxLayout()
        says.setSpacing(0)
        says.addWidget(title)
        says.addWidget(self._engines)
        row = QHBoxLayout(self)
        set_margins(
            *(row, self),
            *(Spacing.LARGE, Spacing.HAIR, Spacing.SMALL, Spacing.HAIR),
        )
        row.setSpacing(Spacing.HAIR)
        row.addLayout(says, 1)
        row.addWidget(self.private, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(Spacing.HAIR)
        row.addWidget(self.settings_button)
        row.addWidget(self.menu_button)
        theme.changed.connect(self._paint_icons)
        self._paint_icons()

    def on(self, name: str, call: Callable[[], object]) -> None:
        """Have `call` called for an entry of the menu, such as ``settings``."""
        self.actions_by_name[name].triggered.connect(lambda _checked=False: call())

    def set_unsaved(self, unsaved: bool) -> None:
        """Show or hide the badge."""
        self.badge.setVisible(unsaved)
        self._fit()

    def set_private(self, private: bool) -> None:
        """Show whether Lumen neither listens nor looks."""
        self.private.setVisible(private)
        self._fit()
        self.actions_by_name["privacy"].setChecked(private)

    def set_engines(self, event: EnginesChanged) -> None:
        """Say who hears, thinks and speaks."""
        parts = [event.recognizer, event.generator, event.synthesizer]
        known = [part for part in parts if part]
        self._engines.say(
            " · ".join(known) if known else "Getting ready …",
            f"Hears with {event.recognizer or 'nothing yet'}, thinks with "
            f"{event.generator or 'nothing yet'}, speaks with "
            f"{event.synthesizer or 'nothing yet'}",
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Cut no badge."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The name, which the window's frame has, too, goes before a badge is cut."""
        shown = [b for b in (self.private, self.badge) if not b.isHidden()]
        badges = sum(badge.sizeHint().width() + Spacing.HAIR for badge in shown)
        around = 2 * Spacing.TARGET + Spacing.LARGE + Spacing.SMALL + 4 * Spacing.HAIR
        needed = self._title.sizeHint().width() + badges + around
        self._title.setVisible(not shown or needed <= self.width())

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setFixedSize(Spacing.TARGET, Spacing.TARGET)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _fill_menu(self) -> None:
        for name, _picture, text, keys in _MENU:
            if not name:
                self.menu.addSeparator()
                continue
            action = QAction(in_order(text), self)
            if keys:
                action.setShortcut(QKeySequence(keys))
            self.menu.addAction(action)
            self.addAction(action)
            self.actions_by_name[name] = action

    def _paint_icons(self) -> None:
        color = self._theme.tokens.muted
        self.settings_button.setIcon(icon("settings", self._theme.tokens.text))
        self.menu_button.setIcon(icon("more", self._theme.tokens.text))
        for name, picture, _text, _keys in _MENU:
            if name:
                self.actions_by_name[name].setIcon(icon(picture, color, side=18))


def _badge(text: str, says: str) -> QLabel:
    badge = QLabel(text)
    badge.setObjectName("badge")
    badge.setToolTip(says)
    badge.setAccessibleName(says)
    badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    badge.hide()
    return badge
