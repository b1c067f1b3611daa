"""Tells the avatar what goes on: phases, feelings, where to look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCursor

from lumen.avatar.engine import AvatarEngine
from lumen.core import events as ev
from lumen.core.expression import Expression
from lumen.core.speech import Heard
from lumen.core.units import Seconds
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_preview import appearance_of
from lumen.ui.avatar_shapes import Look
from lumen.ui.avatar_view import AvatarView
from lumen.ui.bridge import Bridge
from lumen.ui.theme import Theme

_LOOK_MS = 250
_NEAR_PIXELS = 260.0
"""How near the pointer is noticed, from the middle of the face."""


def make_avatar(
    theme: Theme,
    now: Callable[[], Seconds],
    heard: Callable[[], Heard | None],
    *,
    reduced_motion: bool,
) -> AvatarView:
    """The widget that shows Lumen.

    Args:
        theme: The palette in use.
        now: The companion's clock.
        heard: What the loudspeaker plays at this moment.
        reduced_motion: Whether to keep the meaning and drop the motion.

    Raises:
        InputError: The character's files cannot be used.
    """
    character = load_character()
    painter = AvatarPainter(character.geometry)
    view = AvatarView(AvatarEngine(character.rig), painter, now, heard)
    view.set_theme(Look.DARK if theme.dark else Look.LIGHT)
    view.set_reduced_motion(reduced_motion)
    return view


def dress(view: AvatarView, settings: object) -> None:
    """Show the character as settings want it.

    Args:
        view: The avatar.
        settings: The section of the settings about its appearance.
    """
    view.wear(appearance_of(settings))
    view.set_name(str(getattr(settings, "name", "")) or "Lumen")
    view.set_share(float(getattr(settings, "size", 100)) / 100.0)


class AvatarDirector(QObject):
    """Directs one avatar; lives as long as its window.

    Args:
        view: The avatar.
        bridge: Where events come from.
        theme: The palette in use.
        intensity: 0 to 1: how strongly feelings show.
    """

    def __init__(
        self, view: AvatarView, bridge: Bridge, theme: Theme, intensity: float
    ) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._intensity = intensity
        self._feelings: dict[tuple[int, int], Expression] = {}
        self._watching = False
        bridge.happened.connect(self._on_event)
        theme.changed.connect(self._on_theme)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._follow_pointer)
        self._timer.start()
        self._on_theme()

    def set_intensity(self, intensity: float) -> None:
        """Show feelings more or less strongly from now on; 0 to 1."""
        self._intensity = intensity

    def _on_theme(self) -> None:
        self._view.set_theme(Look.DARK if self._theme.dark else Look.LIGHT)

    def _on_event(self, event: ev.Event) -> None:
        match event:
            case ev.PhaseChanged():
                self._view.set_phase(event.phase, event.at)
            case ev.SentenceReady():
                key = (event.turn, event.sentence.index)
                self._feelings[key] = event.sentence.expression
            case ev.PlaybackStarted():
                felt = self._feelings.pop((event.turn, event.index), None)
                if felt is not None and felt is not Expression.NEUTRAL:
                    self._view.express(felt, self._intensity, event.at)
            case ev.ReplyMessageAdded():
                self._feelings.clear()
            case _:
                pass

    def _follow_pointer(self) -> None:
        """Look at the pointer while it is near; it is noticed, not stared after."""
        view = self._view
        if not view.isVisible():
            return
        at = view.mapFromGlobal(QCursor.pos())
        middle = view.rect().center()
        away = at - middle
        near = away.x() ** 2 + away.y() ** 2 < _NEAR_PIXELS**2
        if near:
            view.look_at(float(at.x()), float(at.y()))
        elif self._watching:
            view.look_free()
        self._watching = near
