"""Has the companion on the desktop while it is wanted, and tells it what goes on.

Hidden it does not exist: no window, no engine, no timer. Shown it has a face of its
own, which is told the same as the one in the window and lives by the same seed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lumen.core import events as ev
from lumen.core.errors import LumenError, PrivacyError
from lumen.core.turn import Phase
from lumen.ui.bridge import Background, Bridge
from lumen.ui.header import Header
from lumen.ui.overlay import Overlay
from lumen.ui.overlay_memory import read_memory, write_memory
from lumen.ui.overlay_menu import OverlayDeeds
from lumen.ui.overlay_shown import OverlayWindow, ShownOverlay
from lumen.ui.overlay_speech import OverlaySpeech
from lumen.ui.overlay_ways import STAYS, WayDeeds, WaysBack
from lumen.ui.port import CompanionPort
from lumen.ui.theme import Theme
from lumen.ui.tray import TrayDeeds

if TYPE_CHECKING:
    from lumen.storage.settings_model import Settings
    from lumen.ui.parts import OverlayParts, WindowParts

ON_WAYLAND = (
    "Wayland lets no program place its windows or keep them on top: drag me yourself. "
    "Through XWayland I can do both; my menu restarts Lumen so."
)


def keep_overlay(
    parts: WindowParts,
    header: Header,
    bridge: Bridge,
    background: Background,
    theme: Theme,
    window: OverlayWindow,
) -> OverlayKeeper | None:
    """The companion on the desktop, with its entries in the menu; None without parts.

    Args:
        parts: Everything Lumen's window needs.
        header: Has the menu.
        bridge: Where events come from.
        background: Runs what touches the disk.
        theme: Colours.
        window: Lumen's window.
    """
    switch, menu = (header.actions_by_name[n] for n in ("overlay", "overlay_menu"))
    for action in (switch, menu):
        action.setVisible(parts.overlay is not None)
    if parts.overlay is None:
        return None
    keeper = OverlayKeeper(parts.overlay, parts.port, bridge, background, theme, window)
    switch.setCheckable(True)
    keeper.shown_changed.connect(switch.setChecked)
    header.on("overlay", keeper.toggle)
    header.on("overlay_menu", keeper.open_menu)
    return keeper


class OverlayKeeper(QObject):
    """Shows and hides the companion on the desktop; belongs to Lumen's window.

    Args:
        parts: The face, the settings and the place of the memory.
        port: The companion.
        bridge: Where events come from.
        background: Runs what touches the disk.
        theme: Colours.
        window: Lumen's window.

    Signals:
        shown_changed: Whether the companion is on the desktop now.
    """

    shown_changed = Signal(bool)

    def __init__(
        self,
        parts: OverlayParts,
        port: CompanionPort,
        bridge: Bridge,
        background: Background,
        theme: Theme,
        window: OverlayWindow,
    ) -> None:
        super().__init__(window.widget)
        self._parts = parts
        self._port = port
        self._bridge = bridge
        self._background = background
        self._theme = theme
        self._window = window
        self._memory = read_memory(parts.memory_file)
        self._there: ShownOverlay | None = None
        self._left: Overlay | None = None
        self._phase = Phase.IDLE
        self.speech = OverlaySpeech(self, port.heard)
        self._deeds = OverlayDeeds(
            talk=window.talk,
            release=port.release_to_talk,
            stop=port.stop,
            want_privacy=window.privacy.want,
            open_window=window.raise_up,
            pass_clicks=self.set_click_through,
            show_captions=self._set_captions,
            keep_height=lambda height: self._keep("height", height),
            use_xwayland=self._use_xwayland,
            hide=lambda: self.set_shown(False),
            quit=window.end,
        )
        self.ways = WaysBack(
            *(window.widget, bridge, window.attention, self._way_deeds()), parts.run
        )
        bridge.happened.connect(self._on_event)
        theme.motion_changed.connect(self._on_motion)
        window.attention.changed.connect(self._on_attention)
        window.privacy.changed.connect(self._on_privacy)

    def _way_deeds(self) -> WayDeeds:
        window, port = self._window, self._port
        tray = TrayDeeds(
            show_window=self._show_window,
            show_companion=self.set_shown,
            pass_clicks=self.set_click_through,
            want_privacy=window.privacy.want,
            talk=window.talk,
            release=port.release_to_talk,
            stop=port.stop,
            settings=self._open_settings,
            quit=window.end,
        )
        return WayDeeds(
            tray, self._come_by_key, window.talk, port.release_to_talk, window.say
        )

    @property
    def overlay(self) -> Overlay | None:
        """The companion on the desktop; None while it is hidden."""
        return self._there.overlay if self._there is not None else None

    def begin(self) -> None:
        """Lumen's window is on the screen: show the companion if it is wanted."""
        self.ways.apply(self._parts.settings())
        if self.overlay is None and self._parts.settings().overlay.shown:
            self._show()

    def toggle(self) -> None:
        """Show it, or hide it."""
        self.set_shown(self.overlay is None)

    def set_shown(self, shown: bool) -> None:
        """Show or hide it, and do so at the next start."""
        if shown is (self.overlay is not None):
            return
        if shown:
            self._show()
        else:
            self._hide()
            self._show_window_or_icon()
        if shown is (self.overlay is not None):
            self._keep("shown", shown)

    def open_menu(self) -> None:
        """Open its menu by key: the way back while clicks pass through."""
        self.set_shown(True)
        if self.overlay is not None:
            self.overlay.open_menu()

    def set_click_through(self, passing: bool) -> None:
        """Let clicks pass through it, or take them again."""
        if self.overlay is not None:
            self.overlay.set_click_through(passing)
        self._show_state()
        if passing:
            self._tell(
                f"Clicks pass through the companion now. Back: {self.ways.words()}."
            )
        self._keep("click_through", passing)

    @property
    def stays(self) -> bool:
        """Whether closing Lumen's window leaves the companion on the desktop."""
        wanted = self._parts.settings().overlay.when_closed == "stay"
        return wanted and self.overlay is not None and self.ways.tray.available

    def stay(self) -> None:
        """Lumen's window was closed, and only that; say so the first time."""
        self._window.widget.hide()
        if not self._memory.told_staying and self.overlay is not None:
            self._memory.told_staying = True
            self.overlay.tell(STAYS)
            self._on_moved()

    def apply(self, settings: Settings) -> None:
        """The settings are others now."""
        self.ways.apply(settings)
        wanted = settings.overlay
        if wanted.shown is not (self.overlay is not None):
            if wanted.shown:
                self._show()
            else:
                self._hide()
        if self._there is not None:
            self._there.overlay.set_height(wanted.height)
            self._there.use(settings)

    def close(self) -> None:
        """Lumen ends."""
        self._hide()
        self.ways.close()
        self._bridge.happened.disconnect(self._on_event)
        self._window.attention.changed.disconnect(self._on_attention)

    # ---- there, or not ---------------------------------------------------------------

    def _show(self) -> None:
        try:
            face = self._parts.face(self._theme)
        except LumenError as error:
            self._window.say(str(error))
            self.shown_changed.emit(False)
            return
        settings = self._parts.settings()
        self._there = ShownOverlay(
            *(face, self._theme, self._bridge, self._window),
            *(self._memory, self._deeds, self._port.release_to_talk),
            settings=settings,
        )
        overlay = self._there.overlay
        overlay.moved.connect(self._on_moved)
        overlay.appear(settings.overlay.height)
        self.speech.begin(overlay, self._phase)
        self._tell_about_wayland(overlay)
        self._show_state()
        self.shown_changed.emit(True)

    def _hide(self) -> None:
        there, self._there = self._there, None
        self.speech.end()
        if there is None:
            return
        self._left = there.overlay  # or Python might be quicker than Qt to delete it
        there.leave()
        self._show_state()
        self.shown_changed.emit(False)

    def _on_motion(self) -> None:
        if self.overlay is not None:
            self.overlay.set_reduced_motion(self._theme.reduced_motion)

    def _on_attention(self) -> None:
        unseen = self._window.attention.unseen
        self.speech.set_unseen(unseen)
        if self.overlay is not None:
            self.overlay.sight.set_unseen(unseen)

    def _on_privacy(self, on: bool) -> None:
        self.ways.tray.set_private(on)
        if self.overlay is not None:
            self.overlay.set_private(on)
            if not on:
                self.overlay.take_back(_in_full(PrivacyError()))

    def _tell_about_wayland(self, overlay: Overlay) -> None:
        if not overlay.placeable and not self._memory.told_wayland:
            self._memory.told_wayland = True
            overlay.tell(ON_WAYLAND)
            self._on_moved()

    # ---- ways ------------------------------------------------------------------------

    def _show_state(self) -> None:
        overlay = self.overlay
        passing = overlay is not None and overlay.clicks.passing
        self.ways.show_state(shown=overlay is not None, passing=passing)

    def _show_window(self, shown: bool) -> None:
        if shown:
            self._window.raise_up()
        else:
            self._window.widget.hide()

    def _show_window_or_icon(self) -> None:
        """Never be nowhere."""
        if not self._window.widget.isVisible() and not self.ways.tray.available:
            self._window.raise_up()

    def _open_settings(self) -> None:
        self._window.raise_up()
        self._window.open_settings()

    def _come_by_key(self) -> None:
        """The menu; on Wayland, where none opens without a click, take clicks."""
        if self.overlay is not None and self.overlay.placeable:
            self.overlay.open_menu()
        else:
            self.set_click_through(False)

    def _use_xwayland(self) -> None:
        def restart(_nothing: None) -> None:
            self._parts.restart()
            self._window.end()

        self._background.run(
            lambda: self._parts.change("xwayland", True),
            restart,
            lambda error: self._window.say(error.what),
        )

    def _tell(self, text: str) -> None:
        """Where it is seen."""
        self._window.say(text)
        if self.overlay is not None and not self._window.widget.isVisible():
            self.overlay.tell(text)

    def _tell_problem(self, error: LumenError) -> None:
        """The window's line has it already; who wanted it may be elsewhere."""
        if self._window.widget.isActiveWindow():
            return
        text = _in_full(error)
        if self.overlay is not None and self.overlay.isVisible():
            self.overlay.tell(text)
        else:
            self.ways.tray.tell(text)

    # ---- kept ------------------------------------------------------------------------

    def _set_captions(self, shown: bool) -> None:
        if self.overlay is not None:
            self.overlay.set_captions(shown)
        self._keep("captions", shown)

    def _keep(self, name: str, value: object) -> None:
        self._background.run(
            lambda: self._parts.change(name, value),
            lambda _nothing: None,
            lambda error: self._window.say(error.what),
        )

    def _on_moved(self) -> None:
        path, text = self._parts.memory_file, self._memory.as_text()
        self._background.run(
            lambda: write_memory(path, text), lambda _nothing: None, lambda _error: None
        )

    def _on_event(self, event: ev.Event) -> None:
        if isinstance(event, ev.PhaseChanged):
            self._phase = event.phase
        elif isinstance(event, ev.ProblemRaised):
            self._tell_problem(event.error)
        self.speech.handle(event)


def _in_full(error: LumenError) -> str:
    return f"{error.what} {error.advice}".strip()
