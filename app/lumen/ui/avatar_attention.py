"""What Lumen's faces attend to: gathered once, shown by every face there is.

The rules are in `avatar.attention` and `avatar.temper`; here is where they hear of what
happens: from the companion's events, the message box, dialogs, and the faces, which
see the pointer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lumen.avatar import temper
from lumen.avatar.attention import Attention
from lumen.avatar.names import Presence
from lumen.avatar.posture import Activity, activity_of
from lumen.avatar.temper import Feeling, Sorrow, Temper
from lumen.core import events as ev
from lumen.core.expression import Expression
from lumen.core.media import Verdict
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.media.films import is_film, plays
from lumen.ui.bridge import Bridge

_LATER_MS = 15_000
"""How often mood and doze are looked at while nothing happens."""

_LATENCY_MS = 180
"""Before the eyes go to what appears, which has its place by then.

Source: Carpenter 1988, latency of a saccade.
"""

_FREE = (Phase.IDLE, Phase.ERROR)


def _hour_of_day() -> float:
    now = datetime.now().astimezone()
    return now.hour + now.minute / 60.0


class AttentionWatch(QObject):
    """Knows the presence and the mood; one for all faces.

    Args:
        bridge: Where events come from.
        now: The companion's clock.
        hour: The hour of the day, local time, 0 to 24.
        parent: What it ends with.

    Signals:
        changed: Phase, presence, mood, or whether anybody can see the screen.
        looked: A point of all screens that is worth a look for a moment.
        felt: An `Expression` that is heard from now on, how much of it, 0 to 1, and
            when it began.
    """

    changed = Signal()
    looked = Signal(QPoint)
    felt = Signal(object, float, float)

    def __init__(
        self,
        bridge: Bridge,
        now: Callable[[], Seconds],
        hour: Callable[[], float] = _hour_of_day,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._hour = hour
        self._attention = Attention(now())
        self._temper = Temper(now())
        self._phase = Phase.IDLE
        self._feelings: dict[tuple[int, int], Expression] = {}
        self._sorrow = Sorrow()
        self._shown: tuple[object, ...] = ()
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._look_again)
        bridge.happened.connect(self._on_event)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application)
        self._look_again()

    def close(self) -> None:
        """Attend to nothing any more: the window goes."""
        self._closed = True
        self._timer.stop()

    # ---- what is known ---------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        """What Lumen does."""
        return self._phase

    @property
    def presence(self) -> Presence:
        """Where Lumen is with its mind now."""
        return self._attention.presence(self._now())

    @property
    def activity(self) -> Activity:
        """What one sees Lumen do: the presence where it counts, else the phase."""
        return activity_of(self._phase, self.presence)

    @property
    def unseen(self) -> bool:
        """Whether nobody can see the screen: nothing need be painted."""
        return self._attention.locked

    @property
    def mood(self) -> Feeling:
        """The mood now, in steps that can be seen."""
        mood = self._temper.mood(self._now(), self._hour())
        return Feeling(round(mood.valence, 2), round(mood.arousal, 2))

    # ---- what it is told -------------------------------------------------------------

    def set_dozing(self, minutes: int) -> None:
        """Doze after so many minutes without anybody; 0: never."""
        self._attention.set_patience(Seconds(60.0 * minutes))
        self._look_again()

    def stir(self) -> None:
        """Somebody is there."""
        self._attention.stir(self._now())
        self._look_again()

    def follow_typing(self, box: QPlainTextEdit) -> None:
        """Look at the cursor of a text box at every letter."""

        def on_letter() -> None:
            if box.document().isEmpty():
                return  # it was sent, and the person waits for an answer
            cursor = box.cursorRect().center()
            self.stir()
            self.looked.emit(box.viewport().mapToGlobal(cursor))

        box.textChanged.connect(on_letter)

    def look_at_widget(self, widget: QWidget) -> None:
        """Look at something that appears, once it has its place."""

        def look() -> None:
            if widget.isVisible():
                self.looked.emit(widget.mapToGlobal(widget.rect().center()))

        QTimer.singleShot(_LATENCY_MS, widget, look)

    # ---- what happens ----------------------------------------------------------------

    def _on_event(self, event: ev.Event) -> None:
        match event:
            case ev.PhaseChanged():
                self._on_phase(event)
            case ev.PrivacyChanged():
                self._attention.set_private(event.on, event.at)
            case ev.ScreenLockChanged():
                self._attention.set_locked(event.locked, event.at)
            case ev.PlayersChanged():
                self._attention.set_playing(
                    film=any(is_film(state) for state in event.players),
                    sound=any(plays(state) for state in event.players),
                    at=event.at,
                )
            case _:
                if not self._on_feeling(event):
                    return
        self._look_again()

    def _on_phase(self, event: ev.PhaseChanged) -> None:
        self._phase = event.phase
        self._attention.set_busy(event.phase not in _FREE, event.at)
        if event.phase is Phase.INTERRUPTED:
            self._push(temper.INTERRUPTED, event.at)

    def _on_feeling(self, event: ev.Event) -> bool:
        """Whether an event moved the mood."""
        match event:
            case ev.SentenceReady():
                key = (event.turn, event.sentence.index)
                self._feelings[key] = event.sentence.expression
                return False
            case ev.PlaybackStarted():
                self._on_sentence_heard(event)
            case ev.ReplyMessageAdded():
                self._feelings.clear()
                return False
            case ev.ProblemRaised():
                self._push(temper.FAILED, event.at)
            case ev.CommandReported():
                return self._on_command(event.report.verdict, event.at)
            case _:
                return False
        return True

    def _on_command(self, verdict: Verdict, at: Seconds) -> bool:
        match verdict:
            case Verdict.DONE | Verdict.PARTLY:
                self._push(temper.HELPED, at, 0.5)
                self._console(at)
            case Verdict.REFUSED:
                self._push(temper.FAILED, at, 0.5)
            case Verdict.NO_PLAYER | Verdict.UNCLEAR | Verdict.ASKED:
                return False
            case _:
                assert_never(verdict)
        return True

    def _on_sentence_heard(self, event: ev.PlaybackStarted) -> None:
        felt = self._feelings.pop((event.turn, event.index), Expression.NEUTRAL)
        over = self._sorrow.is_over(felt, event.turn)
        strength = self._sorrow.strength(felt, event.turn)
        if felt is Expression.NEUTRAL and not over:
            return
        self._temper.express(felt, strength, event.at, self._hour())
        self.felt.emit(felt, strength, event.at)

    def _console(self, at: Seconds) -> None:
        """What went wrong is put right."""
        if self._sorrow.end():
            self.felt.emit(Expression.NEUTRAL, 1.0, at)

    def _push(self, feeling: Feeling, at: Seconds, strength: float = 1.0) -> None:
        self._temper.push(feeling, strength, at, self._hour())

    def _on_application(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.stir()

    def _look_again(self) -> None:
        now = self._now()
        presence = self._attention.presence(now)
        shown = (self._phase, presence, self.unseen, self.mood)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
        self._timer.stop()
        if self.unseen or self._closed:
            return
        wait, doubtful = _LATER_MS, self._attention.doubtful_at
        if doubtful is not None and doubtful > now:
            wait = min(wait, round(1_000 * (doubtful - now)) + 1)
        self._timer.start(wait)
