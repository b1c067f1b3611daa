"""The switch for privacy, and what in the window shows that it is on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lumen.core import events as ev
from lumen.ui.bridge import Bridge
from lumen.ui.composer import Composer
from lumen.ui.header import Header
from lumen.ui.port import CompanionPort


class PrivacySwitch(QObject):
    """Belongs to the window; the companion decides, this asks and shows.

    It is no setting: with Lumen's end it ends, so that nobody wonders the next day why
    Lumen is deaf.

    Args:
        port: The companion.
        bridge: Where events come from.
        header: Has the menu's entry, and a badge.
        composer: Has the buttons that would listen.

    Signals:
        changed: Whether Lumen neither listens nor looks now.
    """

    changed = Signal(bool)

    def __init__(
        self, port: CompanionPort, bridge: Bridge, header: Header, composer: Composer
    ) -> None:
        super().__init__(header)
        self._port = port
        self._header = header
        self._composer = composer
        self._on = False
        header.actions_by_name["privacy"].setCheckable(True)
        header.on("privacy", self.toggle)
        bridge.happened.connect(self._on_event)

    @property
    def on(self) -> bool:
        """Whether Lumen neither listens nor looks."""
        return self._on

    def toggle(self) -> None:
        """Want privacy, or no more; nothing is shown until it is so."""
        self._header.set_private(self._on)  # the menu's entry checked itself
        self.want(not self._on)

    def want(self, on: bool) -> None:
        """Want privacy, or no more; from wherever there is a switch."""
        self._port.set_privacy(on)

    def end(self) -> None:
        """Want no privacy any more."""
        self._port.set_privacy(False)

    def set_hands_free(self, on: bool) -> None:
        """Ask for hands-free; in privacy the button does not claim to listen."""
        self._port.set_hands_free(on)
        if self._on:
            self._composer.set_hands_free(False)

    def _on_event(self, event: ev.Event) -> None:
        if not isinstance(event, ev.PrivacyChanged):
            return
        self._on = event.on
        self._header.set_private(event.on)
        self._composer.set_hands_free(event.hands_free and not event.on)
        self.changed.emit(event.on)
