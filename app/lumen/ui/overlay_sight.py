"""How the companion is seen: translucent or cut out, dimmed or out of sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer, QVariantAnimation
from PySide6.QtGui import QBitmap, QScreen
from PySide6.QtWidgets import QWidget

from lumen.ui.overlay_bubble import CaptionBubble
from lumen.ui.overlay_clicks import ClickTaker
from lumen.ui.overlay_face import OverlayFace
from lumen.ui.overlay_x import Surroundings

WATCH_MS = 1_000
DIMMED = 0.25
_DIM_MS = 300


class OverlaySight(QObject):
    """Watches the screen for one companion, once a second.

    Args:
        window: The companion's window.
        face: The face in it.
        bubble: Its bubble.
        clicks: Which clicks it takes.
        around: What goes on on the screen.
    """

    def __init__(
        self,
        window: QWidget,
        face: OverlayFace,
        bubble: CaptionBubble,
        clicks: ClickTaker,
        around: Surroundings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._face = face
        self._bubble = bubble
        self._clicks = clicks
        self._around = around
        self._manner = "dim"
        self._shaped = self._withdrawn = self._reduced = False
        self._begun = self._unseen = False
        self._opacity = 1.0
        self._dimming = QVariantAnimation(self)
        self._dimming.setDuration(_DIM_MS)
        self._dimming.valueChanged.connect(self._on_opacity)
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(self.look)
        face.outlined.connect(self._on_outlined)

    @property
    def shaped(self) -> bool:
        """Whether it is cut out, for want of a compositor."""
        return self._shaped

    @property
    def withdrawn(self) -> bool:
        """Whether it is out of sight because something fills the screen."""
        return self._withdrawn

    @property
    def opacity(self) -> float:
        """How strongly it shows, or soon will: 0 to 1."""
        return self._opacity

    def begin(self) -> None:
        """The window has its place: show it, unless something fills the screen."""
        self.look()
        if not self._withdrawn:
            self._window.show()
        self._begun = True
        self._watch()

    def end(self) -> None:
        """Watch no more."""
        self._begun = False
        self._watch()
        self._dimming.stop()

    def set_manner(self, manner: str) -> None:
        """What to do while a window fills the screen: dim, hide or keep."""
        self._manner = manner
        if self._begun:
            self.look()

    def set_unseen(self, unseen: bool) -> None:
        """Do not watch while nobody can see the screen; then look at once."""
        if unseen is self._unseen:
            return
        self._unseen = unseen
        self._watch()
        if self._timer.isActive():
            self.look()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Dim at once."""
        self._reduced = reduced

    def look(self) -> None:
        """Take the shape and the strength that what is on the screen asks for."""
        composited = self._around.composited()
        if composited is self._shaped:
            self._shaped = not composited
            self._clicks.set_cut_out(self._shaped)
            self._face.set_shaped(self._shaped)
            self._bubble.set_shaped(self._shaped)
            if composited:
                self._window.clearMask()
        covered = self._is_covered()
        hides = covered and (
            self._manner == "hide" or (self._shaped and self._manner == "dim")
        )
        self._withdraw(hides)
        self._dim(DIMMED if covered and self._manner == "dim" and not hides else 1.0)
        if self._window.isVisible():
            lifted = covered and not hides
            self._around.lift(int(self._window.winId()), over_full_screen=lifted)

    def _watch(self) -> None:
        if self._begun and not self._unseen:
            self._timer.start()
        else:
            self._timer.stop()

    def _is_covered(self) -> bool:
        """Whether a window fills the screen on which it stands."""
        filled = self._around.full_screen()
        if filled is None:
            return False
        bounds, ratio = _pixels_of(self._window.screen())
        return QRect(bounds.topLeft(), bounds.size() * ratio).contains(filled.center())

    def _withdraw(self, away: bool) -> None:
        if away is self._withdrawn:
            return
        self._withdrawn = away
        if away:
            self._bubble.vanish()
        self._window.setVisible(not away)

    def _dim(self, opacity: float) -> None:
        if opacity == self._opacity:
            return
        self._opacity = opacity
        self._dimming.stop()
        if self._reduced or not self._window.isVisible():
            self._window.setWindowOpacity(opacity)
        else:
            self._dimming.setStartValue(self._window.windowOpacity())
            self._dimming.setEndValue(opacity)
            self._dimming.start()

    def _on_opacity(self, opacity: object) -> None:
        if isinstance(opacity, float):
            self._window.setWindowOpacity(opacity)

    def _on_outlined(self, outline: QBitmap) -> None:
        if self._shaped:
            self._window.setMask(outline)
            self._face.update()  # what the new shape uncovers was never painted


def _pixels_of(screen: QScreen) -> tuple[QRect, float]:
    """Bounds whose size has to be multiplied: Qt keeps the origin of a screen."""
    return screen.geometry(), screen.devicePixelRatio()
