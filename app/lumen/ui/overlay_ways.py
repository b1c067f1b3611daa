"""Ways to the companion that need neither its window nor Lumen's.

The icon in the panel, a key that counts in every program, and what happens to both
when Lumen's window is closed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from lumen.ui.avatar_attention import AttentionWatch
from lumen.ui.avatar_preview import appearance_of
from lumen.ui.bridge import Bridge
from lumen.ui.hotkey_global import GlobalKeys, KeyNews, KeyWatch, NoKeyWatch
from lumen.ui.tray import Tray, TrayDeeds

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lumen.storage.settings_model import Settings
    from lumen.ui.hotkey_portal import Run

_SOON_MS = 60

STAYS = (
    "I stay here. Click the icon in the panel, or double-click me, to open the window "
    "again; Quit in either menu ends Lumen."
)


@dataclass(frozen=True, slots=True)
class WayDeeds:
    """What the ways lead to.

    Attributes:
        tray: What the icon's menu does.
        menu: Open the companion's menu, as its key does.
        talk: Begin to listen.
        release: The person has said it all.
        say: Tell the person something, in a line.
    """

    tray: TrayDeeds
    menu: Callable[[], None]
    talk: Callable[[], None]
    release: Callable[[], None]
    say: Callable[[str], None]


class WaysBack(QObject):
    """The icon in the panel and the keys; belongs to Lumen's window.

    Args:
        window: Lumen's window.
        bridge: Takes what keys do to this thread.
        attention: Knows what Lumen does, and whether anybody can see it.
        deeds: What the ways lead to.
        run: Runs a coroutine on the loop's thread; None: there is none.
    """

    def __init__(
        self,
        window: QWidget,
        bridge: Bridge,
        attention: AttentionWatch,
        deeds: WayDeeds,
        run: Run | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._attention = attention
        self._deeds = deeds
        self._run = run
        self._shown = self._passing = False
        self.tray = Tray(window, deeds.tray)
        self._keys = GlobalKeys(self, self._watch_keys, deeds.say)
        self.menu_key = self._keys.key(
            "menu", "Menu of the companion on the desktop", optional=True
        )
        self._talk_key = self._keys.key("talk", "Talk to Lumen while it is held")
        self._talk_key.start(deeds.talk, deeds.release)
        attention.changed.connect(self._on_attention)
        window.installEventFilter(self)

    def apply(self, settings: Settings) -> None:
        """The settings are others now."""
        name = settings.appearance.name or "Lumen"
        self.menu_key.set_key(settings.overlay.menu_shortcut)
        self._talk_key.set_key(settings.hearing.talk_shortcut)
        self.tray.wear(appearance_of(settings.appearance), name)
        if settings.overlay.tray:
            self.tray.begin()
        else:
            self.tray.end()

    def show_state(self, *, shown: bool, passing: bool) -> None:
        """The companion is on the desktop, and lets clicks pass, or not."""
        if shown and not self._shown:
            # Released: while the key is down nobody else, a menu neither, gets keys.
            self.menu_key.start(_nothing, self._open_menu)
        elif self._shown and not shown:
            self.menu_key.stop()
        self._shown, self._passing = shown, passing
        self._show()

    def words(self) -> str:
        """The ways there are: ``F9 anywhere, or the icon in the panel``."""
        ways = [f"{key} anywhere"] if (key := self.menu_key.works) else []
        if self.tray.available:
            ways.append("the icon in the panel")
        return ", or ".join([*ways, "Ctrl+Shift+D in Lumen's window"])

    def close(self) -> None:
        """Lumen ends."""
        self._attention.changed.disconnect(self._on_attention)
        self._window.removeEventFilter(self)
        self._keys.close()
        self.tray.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Say in the icon's menu whether the window is there."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._show()
        return super().eventFilter(watched, event)

    def _open_menu(self) -> None:
        """Soon: what is held with the key may still be on its way to a window of ours.

        It would reach the menu then, and Alt closes one.
        """
        QTimer.singleShot(_SOON_MS, self, self._deeds.menu)

    def _show(self) -> None:
        self.tray.show_state(
            window=self._window.isVisible(),
            companion=self._shown,
            passing=self._passing,
        )

    def _on_attention(self) -> None:
        self.tray.set_unseen(self._attention.unseen)
        self.tray.set_doing(self._attention.activity)

    def _watch_keys(self, news: KeyNews) -> KeyWatch:
        if os.environ.get("WAYLAND_DISPLAY") and self._run is not None:
            from lumen.ui.hotkey_portal import PortalKeyWatch

            return PortalKeyWatch(news, self._bridge.deliver, self._run)
        if QGuiApplication.platformName() == "xcb":
            from lumen.ui.hotkey_x import XKeyWatch

            return XKeyWatch(news, self._bridge.deliver)
        return NoKeyWatch(news)


def _nothing() -> None:
    """On the press of a key that counts when it is released."""
