"""What there is of the companion only while it is on the desktop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lumen.ui.avatar_attention import AttentionWatch
from lumen.ui.avatar_director import AvatarDirector
from lumen.ui.avatar_preview import appearance_of
from lumen.ui.bridge import Bridge
from lumen.ui.hotkey import WindowHotkey
from lumen.ui.overlay import Overlay
from lumen.ui.overlay_clicks import open_clicks
from lumen.ui.overlay_face import OverlayFace
from lumen.ui.overlay_memory import OverlayMemory
from lumen.ui.overlay_menu import OverlayDeeds
from lumen.ui.overlay_x import look_around
from lumen.ui.privacy_switch import PrivacySwitch
from lumen.ui.theme import Theme

if TYPE_CHECKING:
    from lumen.storage.settings_model import Settings


@dataclass(frozen=True, slots=True)
class OverlayWindow:
    """What the keeper asks of Lumen's window.

    Attributes:
        widget: The window itself.
        talk: Begin to listen.
        raise_up: Come to the front.
        end: End Lumen.
        say: Tell the person something, in a line.
        attention: What all faces attend to.
        privacy: The one switch for it.
        open_settings: Open the settings.
    """

    widget: QWidget
    talk: Callable[[], None]
    raise_up: Callable[[], object]
    end: Callable[[], object]
    say: Callable[[str], None]
    attention: AttentionWatch
    privacy: PrivacySwitch
    open_settings: Callable[[], object]


class ShownOverlay:
    """The window with its face, its key, and its eyes on the screen.

    Args:
        face: The face.
        theme: Colours, and how much motion.
        bridge: Where events come from.
        window: Lumen's window.
        memory: Where the companion stood.
        deeds: What its menu does.
        release: The key to talk was let go.
        settings: How it is to be.

    Attributes:
        overlay: The window.
    """

    def __init__(
        self,
        face: OverlayFace,
        theme: Theme,
        bridge: Bridge,
        window: OverlayWindow,
        memory: OverlayMemory,
        deeds: OverlayDeeds,
        release: Callable[[], None],
        *,
        settings: Settings,
    ) -> None:
        self._theme = theme
        self._around, self._clicks = look_around(), open_clicks()
        self.overlay = Overlay(face, theme, self._around, self._clicks, memory, deeds)
        intensity = settings.speaking.intensity
        self._director: AvatarDirector | None = AvatarDirector(
            face, bridge, theme, intensity, window.attention
        )
        self.overlay.set_private(window.privacy.on)
        self.overlay.sight.set_unseen(window.attention.unseen)
        self._hotkey = WindowHotkey(self.overlay, settings.hearing.push_to_talk_key)
        self._hotkey.start(window.talk, release)
        self.use(settings)

    def use(self, settings: Settings) -> None:
        """Be as the settings say, but for the height."""
        overlay, wanted = self.overlay, settings.overlay
        overlay.set_reduced_motion(self._theme.reduced_motion)
        overlay.face.wear(appearance_of(settings.appearance))
        overlay.set_captions(wanted.captions)
        overlay.set_click_through(wanted.click_through)
        overlay.set_full_screen(wanted.full_screen)
        if self._director is not None:
            self._director.set_intensity(settings.speaking.intensity)
        self._hotkey.set_key(settings.hearing.push_to_talk_key)

    def leave(self) -> None:
        """Go, for good."""
        self._hotkey.stop()
        self._director = None
        self.overlay.leave()
        self._around.close()
        self._clicks.close()
