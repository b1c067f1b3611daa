"""The icon in the panel: what Lumen does, and a way to everything from anywhere.

Qt puts it where the desktop wants it: a status notifier item on the session bus, or a
window in an older tray. It changes with what Lumen does and is never animated: each
picture travels to the panel as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from lumen.avatar.names import Presence
from lumen.core.turn import Phase
from lumen.ui.avatar_shapes import USUAL, Appearance
from lumen.ui.direction import in_order
from lumen.ui.tray_icon import icon_of, shown_as

_WATCHER = "org.kde.StatusNotifierWatcher"
"""Source: StatusNotifierItem specification; whoever shows such icons owns it."""

SETTLE_MS = 150
"""A phase that is over sooner gets no picture."""

_SAYS: dict[Phase | Presence, str] = {
    Phase.IDLE: "is ready",
    Phase.LISTENING: "is listening",
    Phase.THINKING: "is thinking",
    Phase.SPEAKING: "is speaking",
    Phase.ERROR: "has a problem",
    Presence.WATCHING: "watches with you",
    Presence.SLEEPING: "is dozing",
    Presence.PRIVACY: "does not listen: privacy is on",
}


@dataclass(frozen=True, slots=True)
class TrayDeeds:
    """What a person can want of the icon.

    Attributes:
        show_window: Bring Lumen's window to the front, or put it away.
        show_companion: On the desktop, or not.
        pass_clicks: Let clicks pass through the companion, or take them again.
        want_privacy: Neither listen nor look, or do so again.
        talk: Begin to listen.
        release: The person has said it all.
        stop: Be quiet.
        settings: Open them.
        quit: End Lumen.
    """

    show_window: Callable[[bool], object]
    show_companion: Callable[[bool], object]
    pass_clicks: Callable[[bool], object]
    want_privacy: Callable[[bool], object]
    talk: Callable[[], object]
    release: Callable[[], object]
    stop: Callable[[], object]
    settings: Callable[[], object]
    quit: Callable[[], object]


class Tray(QObject):
    """The icon and its menu; belongs to Lumen's window.

    Args:
        window: Lumen's window.
        deeds: What the entries do.
    """

    def __init__(self, window: QWidget, deeds: TrayDeeds) -> None:
        super().__init__(window)
        self._window = window
        self._deeds = deeds
        self._name = "Lumen"
        self._appearance = USUAL
        self._doing: Phase | Presence = Phase.IDLE
        self._unseen = self._private = False
        self._drawn: tuple[Phase | Presence, Appearance, str] | None = None
        self._icon: QSystemTrayIcon | None = None
        self._watcher: QDBusServiceWatcher | None = None
        self.menu = QMenu(window)
        self._fill_menu()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.timeout.connect(self._make_icon)

    @property
    def available(self) -> bool:
        """Whether there is an icon, and a panel that shows it."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    def begin(self) -> None:
        """Be there, now or as soon as there is a panel."""
        if self._watcher is None and self._icon is None:
            self._make_icon()
            self._follow_panel()

    def end(self) -> None:
        """Be gone."""
        self._soon.stop()
        self._anew.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._drop_icon()

    # ---- what is shown ---------------------------------------------------------------

    def set_doing(self, doing: Phase | Presence) -> None:
        """Show what Lumen does now."""
        self._doing = shown_as(doing)
        listening = doing is Phase.LISTENING
        self._talk.setText("&That was all" if listening else "&Talk")
        self._soon.start(SETTLE_MS)

    def set_unseen(self, unseen: bool) -> None:
        """Change no picture while nobody can see the screen."""
        if unseen is not self._unseen:
            self._unseen = unseen
            self._soon.start(SETTLE_MS)

    def set_private(self, private: bool) -> None:
        """Say in the menu whether Lumen neither listens nor looks."""
        self._private = private
        self._privacy.setChecked(private)

    def tell(self, text: str) -> None:
        """Tell the person something where the desktop tells news."""
        if self._icon is not None:
            self._icon.showMessage(self._name, text, self._icon.icon())

    def wear(self, appearance: Appearance, name: str) -> None:
        """Look like the character, and be called like it."""
        self._appearance, self._name = appearance, name
        self._draw()

    def show_state(self, *, window: bool, companion: bool, passing: bool) -> None:
        """Say in the menu what is there.

        Args:
            window: Whether Lumen's window is on the screen.
            companion: Whether the companion is on the desktop.
            passing: Whether clicks pass through it.
        """
        words = "Put Lumen's &window away" if window else "Open Lumen's &window"
        self._open.setText(words)
        self._open.setData(not window)
        self._companion.setChecked(companion)
        self._pass.setChecked(passing and companion)
        self._pass.setEnabled(companion)

    def _draw(self) -> None:
        wanted = (self._doing, self._appearance, self._name)
        if self._icon is None or wanted == self._drawn:
            return
        if self._unseen and self._drawn is not None:
            return
        self._drawn = wanted
        self._icon.setIcon(icon_of(self._doing, self._appearance))
        self._icon.setToolTip(f"{self._name} {_SAYS[self._doing]}")

    # ---- the menu --------------------------------------------------------------------

    def _fill_menu(self) -> None:
        menu, deeds = self.menu, self._deeds
        menu.setAccessibleName("Menu of Lumen's icon")
        self._open = menu.addAction("")
        self._open.triggered.connect(lambda: deeds.show_window(bool(self._open.data())))
        self._companion = self._switch(
            "&Companion on the desktop", deeds.show_companion
        )
        self._pass = self._switch("Let clicks &pass through it", deeds.pass_clicks)
        menu.addSeparator()
        self._privacy = self._switch("P&rivacy: do not listen", self._on_privacy)
        self._talk = menu.addAction("&Talk")
        self._talk.triggered.connect(self._on_talk)
        self._entry("&Stop speaking", deeds.stop)
        menu.addSeparator()
        self._entry("S&ettings …", deeds.settings)
        self._entry("&Quit Lumen", deeds.quit)
        self.show_state(window=True, companion=False, passing=False)

    def _entry(self, text: str, call: Callable[[], object]) -> None:
        action = self.menu.addAction(in_order(text))
        action.triggered.connect(lambda _checked=False: call())

    def _switch(self, text: str, call: Callable[[bool], object]) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(lambda on=False: call(on))
        return action

    def _on_privacy(self, on: bool) -> None:
        self._privacy.setChecked(self._private)  # until the companion says so
        self._deeds.want_privacy(on)

    def _on_talk(self) -> None:
        if self._doing is Phase.LISTENING:
            self._deeds.release()
        else:
            self._deeds.talk()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click on the icon: the window comes, or goes when it is in front."""
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._deeds.show_window(not self._window.isActiveWindow())
        elif reason is QSystemTrayIcon.ActivationReason.MiddleClick:
            self._deeds.stop()

    # ---- the panel -------------------------------------------------------------------

    def _follow_panel(self) -> None:
        """Make the icon anew when who shows icons comes or goes.

        Source: an icon made before the watcher came never registered with it.
        """
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        self._watcher = QDBusServiceWatcher(_WATCHER, bus, mode, self)
        self._watcher.serviceOwnerChanged.connect(
            lambda *_names: self._anew.start(SETTLE_MS)
        )

    def _make_icon(self) -> None:
        """Make it; where there is no panel only if Qt finds one that comes later."""
        self._drop_icon()
        finds = QGuiApplication.platformName() == "xcb"
        if not (finds or QSystemTrayIcon.isSystemTrayAvailable()):
            return
        self._icon = QSystemTrayIcon(self)
        self._icon.activated.connect(self._on_activated)
        self._icon.setContextMenu(self.menu)
        self._draw()
        self._icon.show()

    def _drop_icon(self) -> None:
        self._drawn = None
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
