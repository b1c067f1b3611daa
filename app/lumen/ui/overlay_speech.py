"""Has the companion's bubble follow what the loudspeaker plays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from lumen.core import events as ev
from lumen.core.speech import Heard
from lumen.core.turn import Phase
from lumen.ui.overlay import Overlay
from lumen.ui.overlay_captions import Captions, caption_now, captions_of

CAPTION_MS = 120
_SILENT_TICKS = 8
"""So long a silence ends the captions, if no event did: about a second."""


class OverlaySpeech(QObject):
    """Shows captions on the companion that is there, and asks nothing in silence.

    Args:
        parent: Owner.
        heard: What the loudspeaker plays at this moment.
    """

    def __init__(self, parent: QObject, heard: Callable[[], Heard | None]) -> None:
        super().__init__(parent)
        self._heard = heard
        self._overlay: Overlay | None = None
        self._captions: tuple[object, Captions] | None = None
        self._silent = 0
        self._speaking = self._unseen = False
        self._timer = QTimer(self)
        self._timer.setInterval(CAPTION_MS)
        self._timer.timeout.connect(self._caption)

    @property
    def following(self) -> bool:
        """Whether it asks what is heard."""
        return self._timer.isActive()

    def begin(self, overlay: Overlay, phase: Phase) -> None:
        """This companion is there now."""
        self._overlay = overlay
        if phase is Phase.SPEAKING:
            self._follow()

    def end(self) -> None:
        """It is gone."""
        self._rest()
        self._overlay = None

    def set_unseen(self, unseen: bool) -> None:
        """Ask nothing while nobody can see the screen."""
        self._unseen = unseen
        if unseen:
            self._timer.stop()
        elif self._speaking:
            self._timer.start()

    def handle(self, event: ev.Event) -> None:
        """Take an event of the companion."""
        if self._overlay is None:
            return
        match event:
            case ev.PhaseChanged():
                if event.phase is not Phase.SPEAKING:
                    self._overlay.bubble.welcome()
                if event.phase is Phase.INTERRUPTED:
                    self._fall_silent(self._overlay)
            case ev.PlaybackStarted():
                self._silent = 0
                self._follow()
                if not self._unseen:
                    self._caption()
            case ev.PlaybackStopped():
                self._fall_silent(self._overlay)
            case _:
                pass

    def _fall_silent(self, overlay: Overlay) -> None:
        """What was being said is not said any more."""
        self._rest()
        self._captions = None
        overlay.bubble.vanish()

    def _follow(self) -> None:
        self._speaking = True
        if not self._unseen:
            self._timer.start()

    def _rest(self) -> None:
        self._speaking = False
        self._timer.stop()

    def _caption(self) -> None:
        """Show the words that are heard at this moment."""
        overlay, heard = self._overlay, self._heard()
        if overlay is None:
            return
        if heard is None:
            self._silent += 1
            if self._silent == 2:  # between two sentences there may be one tick
                overlay.say("")
            if self._silent > _SILENT_TICKS:
                self._rest()
            return
        self._silent = 0
        sentence = heard.clip.sentence
        if self._captions is None or self._captions[0] is not sentence:
            self._captions = (sentence, captions_of(sentence))
        text = caption_now(self._captions[1], heard)
        if text and (text != overlay.bubble.text or not overlay.bubble.staying):
            overlay.say(text)
