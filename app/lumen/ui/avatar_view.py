"""The avatar as a widget: asks the engine for a pose and has it painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lumen.avatar.engine import AvatarEngine
from lumen.avatar.gestures import Gesture, length
from lumen.avatar.names import Presence
from lumen.avatar.posture import Activity, activity_of
from lumen.core.expression import Expression
from lumen.core.speech import Heard
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_preview import standing
from lumen.ui.avatar_shapes import USUAL, Appearance, Look

SPEAKING_HZ = 30
CALM_HZ = 15
DOZING_HZ = 8
REDUCED_HZ = 6
"""Frames a second without motion: fades and blinks are still seen."""

_TALL = 4.0 / 3.0
_EYES_ABOVE = 0.56
"""The character's height for its width, and where in it the eyes are from below."""

_FALLING_ASLEEP = Seconds(2.5)

_USUAL_INTENSITY = 0.85
_STATE_CHANGE = QEvent.Type.WindowStateChange
_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel)
_DOING: dict[Activity, str] = {
    Phase.IDLE: "is ready and looks around.",
    Phase.LISTENING: "is listening to you.",
    Phase.TRANSCRIBING: "is working out what you said.",
    Phase.THINKING: "is thinking.",
    Phase.SPEAKING: "is speaking.",
    Phase.INTERRUPTED: "was interrupted and stopped speaking.",
    Phase.ERROR: "has a problem.",
    Presence.WATCHING: "watches the film with you.",
    Presence.SLEEPING: "is dozing; any key or the pointer near it wakes it.",
    Presence.PRIVACY: "covers its eyes and does not listen: privacy is on.",
}


class AvatarView(QWidget):
    """Shows the character; paints only while it can be seen.

    Args:
        engine: Makes the poses; from now on used by this widget alone.
        painter: Paints them; from now on used by this widget alone.
        now: The clock on which inputs and poses are timed.
        heard: What the loudspeaker plays at this moment; asked whenever it is painted.
        parent: The widget that holds it.

    Signals:
        touched: A key or a button was pressed on its window, and nothing else took it.
    """

    touched = Signal()

    def __init__(
        self,
        engine: AvatarEngine,
        painter: AvatarPainter,
        now: Callable[[], Seconds],
        heard: Callable[[], Heard | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._painter = painter
        self._now = now
        self._heard = heard
        self._phase = Phase.IDLE
        self._presence = Presence.HERE
        self._since = now()
        self._moving_until = 0.0
        self._unseen = False
        self._look = Look.LIGHT
        self._reduced = False
        self._watched: QWidget | None = None
        self._name = engine.rig.name
        self._worn = USUAL
        self._share = 1.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(engine.rig.name)
        self._describe()

    # ---- what the window says --------------------------------------------------------

    @property
    def phase(self) -> Phase:
        """The phase that is shown."""
        return self._phase

    @property
    def activity(self) -> Activity:
        """What one sees it do: the presence where it counts, else the phase."""
        return activity_of(self._phase, self._presence)

    @property
    def running(self) -> bool:
        """Whether frames are being painted."""
        return self._timer.isActive()

    def set_phase(self, phase: Phase, at: Seconds | None = None) -> None:
        """Show another phase.

        Args:
            phase: What Lumen does.
            at: When it began; None for now.
        """
        self._engine.set_phase(phase, self._now() if at is None else at)
        if phase is self._phase:
            return
        self._phase = phase
        self._on_activity()

    def set_presence(self, presence: Presence) -> None:
        """Watch a film, doze, cover the eyes, or be with the person again."""
        if presence is self._presence:
            return
        self._engine.set_presence(presence, self._now())
        self._presence = presence
        self._on_activity()

    def set_unseen(self, unseen: bool) -> None:
        """Paint nothing while nobody can see the screen, whatever Qt believes."""
        if unseen is self._unseen:
            return
        self._unseen = unseen
        if unseen:
            self._timer.stop()
        elif self._seen():
            self._start()
            self.update()

    def set_mood(self, valence: float, arousal: float) -> None:
        """Be in a mood until the next; each within -1 to 1."""
        self._engine.set_mood(valence, arousal, self._now())

    def express(
        self,
        expression: Expression,
        intensity: float = _USUAL_INTENSITY,
        at: Seconds | None = None,
    ) -> None:
        """Show a feeling, which fades by itself.

        Args:
            expression: What is felt; NEUTRAL ends the last.
            intensity: 0 to 1.
            at: When it began; None for now.
        """
        when = self._now() if at is None else at
        self._engine.express(expression, intensity, when)

    def gesture(self, gesture: Gesture) -> None:
        """Nod, wave, and so on; not with reduced motion."""
        if self._reduced:
            return
        now = self._now()
        self._engine.gesture(gesture, now)
        self._moving_until = max(self._moving_until, now + length(gesture))
        if self._timer.isActive():
            self._start()

    def hear_pause(self, at: Seconds) -> None:
        """The person has paused while speaking: perhaps nod."""
        self._engine.hear_pause(at)

    def inhale(self, at: Seconds) -> None:
        """Take the breath before speaking."""
        self._engine.inhale(at)

    def look_at(self, x: float, y: float) -> None:
        """Look at a point of this widget, in its own coordinates."""
        self._engine.look_at(*self._direction(x, y), self._now())

    def read(self, x: float, y: float) -> None:
        """Look at text or a question that appears at a point, for a moment."""
        self._engine.read(*self._direction(x, y), self._now())

    def set_film(self, x: float, y: float) -> None:
        """Where the film is that is watched: -1 is far left or up, 1 right or down."""
        self._engine.set_film(x, y, self._now())

    def look_free(self) -> None:
        """Look around again."""
        self._engine.look_free(self._now())

    def set_theme(self, look: Look) -> None:
        """Stand before a light or a dark background."""
        self._look = look
        self.update()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Keep the meaning, drop the motion."""
        self._reduced = reduced
        self._engine.set_reduced_motion(reduced)
        if self._timer.isActive():
            self._start()

    def wear(self, appearance: Appearance) -> None:
        """Change hair, clothes and colours; at once.

        Raises:
            InputError: The character's files cannot be used.
        """
        if appearance == self._worn:
            return
        self._painter = AvatarPainter(load_character(appearance=appearance).geometry)
        self._worn = appearance
        self.update()

    def set_name(self, name: str) -> None:
        """Be called otherwise by what reads the screen aloud."""
        self._name = name
        self.setAccessibleName(name)
        self._describe()

    def set_share(self, share: float) -> None:
        """Fill only a part of the widget, 0.2 to 1, standing on its lower edge."""
        self._share = min(1.0, max(0.2, share))
        self.update()

    # ---- Qt --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See `QWidget.sizeHint`."""
        return QSize(300, 400)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See `QWidget.minimumSizeHint`."""
        return QSize(24, 24)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to paint frames."""
        super().showEvent(event)
        self._watched = self.window()
        self._watched.installEventFilter(self)
        self._start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Paint no frames any more."""
        super().hideEvent(event)
        self._timer.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window: minimised and back, and whether a person uses it."""
        if watched is self._watched and event.type() in _TOUCHES:
            self.touched.emit()
        elif watched is self._watched and event.type() == _STATE_CHANGE:
            if self._seen():
                self._start()
            else:
                self._timer.stop()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pose of this very moment."""
        painter = QPainter(self)
        pose = self._engine.pose(self._now(), self._heard())
        self._painter.paint(painter, standing(self, self._share), pose, self._look)
        painter.end()
        if not self._timer.isActive() and self._seen():
            self._start()

    def _direction(self, x: float, y: float) -> tuple[float, float]:
        """A point of this widget as the engine takes it: the eyes are at 0, 0."""
        place = standing(self, self._share)
        height = max(1.0, min(place.height(), _TALL * place.width()))
        eyes = place.bottom() - _EYES_ABOVE * height
        half_width = max(1.0, place.width() / 2.0)
        return (x - place.center().x()) / half_width, (y - eyes) / (height / 2.0)

    def _on_activity(self) -> None:
        self._since = self._now()
        self._describe()
        if self._timer.isActive():
            self._start()

    def _tick(self) -> None:
        if not self._seen():
            self._timer.stop()
            return
        heard = self._heard()
        rate = self._rate(heard)
        if self._timer.interval() != 1000 // rate:
            self._start(rate)
        if self._painter.would_change(self._engine.pose(self._now(), heard)):
            self.update()

    def _seen(self) -> bool:
        if self._unseen or not self.isVisible() or self.window().isMinimized():
            return False
        return self.window().windowHandle().isExposed()

    def _rate(self, heard: Heard | None) -> int:
        moving = self._now() < self._moving_until
        if heard is not None or self._phase is Phase.SPEAKING or moving:
            return SPEAKING_HZ
        if self._reduced:
            return REDUCED_HZ
        asleep = self.activity is Presence.SLEEPING
        falling = self._now() - self._since < _FALLING_ASLEEP
        return DOZING_HZ if asleep and not falling else CALM_HZ

    def _start(self, rate: int | None = None) -> None:
        if rate is None:
            rate = self._rate(self._heard())
        precise = rate == SPEAKING_HZ
        kind = Qt.TimerType.PreciseTimer if precise else Qt.TimerType.CoarseTimer
        self._timer.setTimerType(kind)
        self._timer.start(1000 // rate)

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self._name} {_DOING[self.activity]}")
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
