"""Tells the avatar what goes on: phases, feelings, where to look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

from lumen.avatar.engine import AvatarEngine
from lumen.avatar.gestures import Gesture
from lumen.avatar.names import Presence
from lumen.core import events as ev
from lumen.core.expression import Expression
from lumen.core.media import Verdict
from lumen.core.speech import Heard
from lumen.core.units import Seconds
from lumen.ui.avatar_attention import AttentionWatch
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

_GESTURES = {
    Verdict.DONE: Gesture.NOD,
    Verdict.PARTLY: Gesture.SMALL_NOD,
    Verdict.REFUSED: Gesture.SHAKE,
    Verdict.NO_PLAYER: Gesture.SHRUG,
    Verdict.UNCLEAR: Gesture.TILT,
}
"""What the body says about a command that ended; the words say it, too."""

_FILM_ASIDE = 0.62
_FILM_SLOPE = 0.35
_BESIDE = 0.1
"""Of half a screen: nearer to its middle a face looks to its usual side, the left."""


def make_avatar(
    theme: Theme,
    now: Callable[[], Seconds],
    heard: Callable[[], Heard | None],
) -> AvatarView:
    """The widget that shows Lumen.

    Args:
        theme: The palette in use, and whether motion is reduced.
        now: The companion's clock.
        heard: What the loudspeaker plays at this moment.

    Raises:
        InputError: The character's files cannot be used.
    """
    character = load_character()
    painter = AvatarPainter(character.geometry)
    view = AvatarView(AvatarEngine(character.rig), painter, now, heard)
    view.set_theme(Look.DARK if theme.dark else Look.LIGHT)
    view.set_reduced_motion(theme.reduced_motion)
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
        theme: The palette in use, and whether motion is reduced.
        intensity: 0 to 1: how strongly feelings show.
        attention: What all avatars attend to.
    """

    def __init__(
        self,
        view: AvatarView,
        bridge: Bridge,
        theme: Theme,
        intensity: float,
        attention: AttentionWatch,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._intensity = intensity
        self._attention = attention
        self._near = False
        self._pointer = QPoint()
        self._film = (0.0, 0.0)
        bridge.happened.connect(self._on_event)
        theme.changed.connect(self._on_theme)
        theme.motion_changed.connect(self._on_motion)
        view.touched.connect(attention.stir)
        attention.changed.connect(self._on_attention)
        attention.looked.connect(self._on_looked)
        attention.felt.connect(self._on_felt)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._on_theme()
        self._on_motion()
        view.set_phase(attention.phase)
        self._on_attention()

    def set_intensity(self, intensity: float) -> None:
        """Show feelings more or less strongly from now on; 0 to 1."""
        self._intensity = intensity

    def _on_theme(self) -> None:
        self._view.set_theme(Look.DARK if self._theme.dark else Look.LIGHT)

    def _on_motion(self) -> None:
        self._view.set_reduced_motion(self._theme.reduced_motion)

    def _on_event(self, event: ev.Event) -> None:
        view = self._view
        match event:
            case ev.PhaseChanged():
                view.set_phase(event.phase, event.at)
            case ev.TranscriptReady() if event.transcript.text:
                view.hear_pause(event.at)  # words come with every pause
            case ev.SentenceReady() if event.sentence.index == 0:
                view.inhale(event.at)
            case ev.CommandReported():
                self._on_command(event.report.verdict)
            case ev.TimerFired() if event.timer.command is None:
                view.gesture(Gesture.HOP)
            case ev.ActionRequested(action=ev.Action.WAVE):
                view.gesture(Gesture.WAVE)
            case _:
                pass

    def _on_command(self, verdict: Verdict) -> None:
        if verdict is not Verdict.ASKED:
            self._view.gesture(_GESTURES[verdict])

    def _on_felt(self, felt: Expression, strength: float, at: float) -> None:
        self._view.express(felt, strength * self._intensity, Seconds(at))

    def _on_attention(self) -> None:
        attention, view = self._attention, self._view
        if attention.presence is Presence.WATCHING:
            self._find_film()
        view.set_presence(attention.presence)
        view.set_unseen(attention.unseen)
        valence, arousal = attention.mood
        strength = min(1.0, 2.0 * self._intensity)
        view.set_mood(strength * valence, strength * arousal)

    def _on_looked(self, point: QPoint) -> None:
        if self._view.isVisible():
            at = self._view.mapFromGlobal(point)
            self._view.read(float(at.x()), float(at.y()))

    def _look(self) -> None:
        if not self._view.isVisible() or self._attention.unseen:
            return
        self._follow_pointer()
        if self._attention.presence is Presence.WATCHING:
            self._find_film()

    def _follow_pointer(self) -> None:
        """Look at the pointer while it is near; it is noticed, not stared after."""
        view, pointer = self._view, QCursor.pos()
        at = view.mapFromGlobal(pointer)
        away = at - view.rect().center()
        near = away.x() ** 2 + away.y() ** 2 < _NEAR_PIXELS**2
        if pointer != self._pointer and (near or _in_use()):
            self._attention.stir()
        self._pointer = pointer
        if near:
            view.look_at(float(at.x()), float(at.y()))
        elif self._near:
            view.look_free()
        self._near = near

    def _find_film(self) -> None:
        """Where films are: towards the middle of the screen on which one stands."""
        view = self._view
        screen = view.screen().geometry()
        away = screen.center() - view.mapToGlobal(view.rect().center())
        across = away.x() / max(1, screen.width() // 2)
        down = away.y() / max(1, screen.height() // 2)
        side = _FILM_ASIDE if across > _BESIDE else -_FILM_ASIDE
        film = (side, max(-_FILM_SLOPE, min(_FILM_SLOPE, round(down, 1))))
        if film != self._film:
            self._film = film
            view.set_film(*film)


def _in_use() -> bool:
    """Whether the person works in one of Lumen's windows."""
    state = QGuiApplication.applicationState()
    return state is Qt.ApplicationState.ApplicationActive
