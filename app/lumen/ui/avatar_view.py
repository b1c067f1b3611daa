"""The avatar as a widget: asks the engine for a pose and has it painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
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
from lumen.avatar.gestures import Gesture
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
REDUCED_HZ = 6
"""Frames a second without motion: fades and blinks are still seen."""

_USUAL_INTENSITY = 0.85
_DOING = {
    Phase.IDLE: "is ready and looks around.",
    Phase.LISTENING: "is listening to you.",
    Phase.TRANSCRIBING: "is working out what you said.",
    Phase.THINKING: "is thinking.",
    Phase.SPEAKING: "is speaking.",
    Phase.INTERRUPTED: "was interrupted and stopped speaking.",
    Phase.ERROR: "has a problem.",
}


class AvatarView(QWidget):
    """Shows the character; paints only while it can be seen.

    Args:
        engine: Makes the poses; from now on used by this widget alone.
        painter: Paints them; from now on used by this widget alone.
        now: The clock on which inputs and poses are timed.
        heard: What the loudspeaker plays at this moment; asked whenever it is painted.
        parent: The widget that holds it.
    """

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
        self._describe()
        if self._timer.isActive():
            self._start()

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
        """Nod, shake the head, and so on."""
        self._engine.gesture(gesture, self._now())

    def look_at(self, x: float, y: float) -> None:
        """Look at a point of this widget, in its own coordinates."""
        half_width, half_height = self.width() / 2.0, self.height() / 2.0
        if half_width < 1.0 or half_height < 1.0:
            return
        to_x = (x - half_width) / half_width
        to_y = (y - 0.8 * half_height) / half_height
        self._engine.look_at(to_x, to_y, self._now())

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
        """Follow the window when it is minimised and comes back."""
        if watched is self._watched and event.type() == QEvent.Type.WindowStateChange:
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
        if not self.isVisible() or self.window().isMinimized():
            return False
        return self.window().windowHandle().isExposed()

    def _rate(self, heard: Heard | None) -> int:
        if heard is not None or self._phase is Phase.SPEAKING:
            return SPEAKING_HZ
        return REDUCED_HZ if self._reduced else CALM_HZ

    def _start(self, rate: int | None = None) -> None:
        if rate is None:
            rate = self._rate(self._heard())
        precise = rate == SPEAKING_HZ
        kind = Qt.TimerType.PreciseTimer if precise else Qt.TimerType.CoarseTimer
        self._timer.setTimerType(kind)
        self._timer.start(1000 // rate)

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self._name} {_DOING[self._phase]}")
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
