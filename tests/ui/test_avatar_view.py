"""The widget: follows the phase, rests when nobody sees it, says what it does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fakes import ManualClock, ToneSynthesizer
from lumen.avatar.engine import AvatarEngine
from lumen.avatar.gestures import Gesture, length
from lumen.avatar.rig import Channel
from lumen.core.cancellation import CancellationToken
from lumen.core.expression import Expression
from lumen.core.speech import Heard, Sentence, SpeechStyle
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Look
from lumen.ui.avatar_view import CALM_HZ, REDUCED_HZ, SPEAKING_HZ, AvatarView

CHARACTER = load_character()


class Stage:
    """A view on a manual clock, with a loudspeaker that can be told what it plays."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.heard: Heard | None = None
        self.asked = 0
        self.engine = AvatarEngine(CHARACTER.rig, 4)
        self.painter = AvatarPainter(CHARACTER.geometry)
        self.view = AvatarView(
            self.engine, self.painter, self.clock.now, self._what_is_heard
        )
        self.view.resize(180, 240)

    def _what_is_heard(self) -> Heard | None:
        self.asked += 1
        return self.heard

    def grab(self) -> QImage:
        return self.view.grab().toImage()

    def play(self) -> None:
        clip = ToneSynthesizer().synthesize(
            Sentence(0, "one two three", "one two three"),
            SpeechStyle(),
            CancellationToken(),
        )
        self.heard = Heard(clip, Seconds(0.07))


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    stage = Stage()
    qtbot.addWidget(stage.view)
    return stage


@pytest.fixture
def shown(stage: Stage, qtbot: QtBot) -> Stage:
    stage.view.show()
    qtbot.waitExposed(stage.view)
    qtbot.waitUntil(lambda: stage.view.running)
    return stage


def test_it_tells_a_screen_reader_what_it_does(stage: Stage) -> None:
    assert stage.view.accessibleName() == "Lumen"
    said = set()
    for phase in Phase:
        stage.view.set_phase(phase)
        said.add(stage.view.accessibleDescription())
        assert stage.view.phase is phase
    assert len(said) == len(Phase)
    assert all(text.startswith("Lumen ") and text.endswith(".") for text in said)


def test_another_phase_is_another_picture(shown: Stage) -> None:
    before = shown.grab()
    shown.view.set_phase(Phase.LISTENING)
    shown.clock.advance(1.0)
    assert shown.grab() != before


def test_it_paints_only_while_it_can_be_seen(shown: Stage, qtbot: QtBot) -> None:
    view = shown.view
    view.hide()
    assert not view.running
    view.show()
    qtbot.waitUntil(lambda: view.running)
    view.setWindowState(Qt.WindowState.WindowMinimized)
    qtbot.waitUntil(lambda: not view.running)
    view.setWindowState(Qt.WindowState.WindowNoState)
    qtbot.waitUntil(lambda: view.running)


def test_inside_a_window_it_follows_the_window(stage: Stage, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(stage.view)
    window.show()
    qtbot.waitUntil(lambda: stage.view.running)
    window.showMinimized()
    qtbot.waitUntil(lambda: not stage.view.running)
    window.showNormal()
    qtbot.waitUntil(lambda: stage.view.running)
    window.hide()
    assert not stage.view.running
    stage.view.setParent(None)


def test_more_pictures_a_second_while_speaking(shown: Stage, qtbot: QtBot) -> None:
    timer = shown.view._timer
    assert timer.interval() == 1000 // CALM_HZ
    shown.view.set_phase(Phase.SPEAKING)
    assert timer.interval() == 1000 // SPEAKING_HZ
    shown.view.set_phase(Phase.IDLE)
    assert timer.interval() == 1000 // CALM_HZ
    shown.play()
    qtbot.waitUntil(lambda: timer.interval() == 1000 // SPEAKING_HZ)
    shown.heard = None
    shown.view.set_reduced_motion(True)
    assert timer.interval() == 1000 // REDUCED_HZ


def test_the_mouth_is_asked_for_at_paint_time(shown: Stage) -> None:
    closed = shown.grab()
    shown.play()
    asked = shown.asked
    assert shown.grab() != closed
    assert shown.asked > asked


def test_nothing_new_is_not_painted(shown: Stage, qtbot: QtBot) -> None:
    shown.grab()
    painted = []
    original = shown.painter.paint
    shown.painter.paint = lambda *args: (painted.append(1), original(*args))[1]
    asked = shown.asked
    qtbot.waitUntil(lambda: shown.asked > asked + 5)  # the clock stands still
    assert len(painted) <= 1


def test_more_pictures_a_second_while_it_waves(shown: Stage, qtbot: QtBot) -> None:
    timer = shown.view._timer
    shown.view.gesture(Gesture.WAVE)
    assert timer.interval() == 1000 // SPEAKING_HZ
    shown.clock.advance(length(Gesture.WAVE) + 0.01)
    qtbot.waitUntil(lambda: timer.interval() == 1000 // CALM_HZ)


def test_with_reduced_motion_it_does_not_wave(shown: Stage) -> None:
    shown.view.set_reduced_motion(True)
    shown.view.gesture(Gesture.WAVE)
    shown.clock.advance(1.0)
    assert shown.engine.pose(shown.clock.now())[Channel.HAND_UP] == 0.0
    assert shown.view._timer.interval() == 1000 // REDUCED_HZ


def test_a_feeling_and_a_gesture_reach_the_engine(shown: Stage) -> None:
    shown.view.express(Expression.HAPPY)
    shown.view.gesture(Gesture.WINK)
    shown.clock.advance(0.3)
    pose = shown.engine.pose(shown.clock.now())
    assert pose[Channel.SPARKLE] > 0.5
    assert pose[Channel.EYE_BLINK_LEFT] > 0.5


def test_with_reduced_motion_the_head_stays_still(shown: Stage) -> None:
    shown.view.set_reduced_motion(True)
    shown.clock.advance(2.0)
    before = shown.engine.pose(shown.clock.now())[Channel.HEAD_YAW]
    shown.view.gesture(Gesture.SHAKE)
    shown.clock.advance(0.15)
    after = shown.engine.pose(shown.clock.now())[Channel.HEAD_YAW]
    assert abs(after - before) < 0.01


def test_it_looks_where_it_is_told(shown: Stage) -> None:
    shown.view.look_at(180.0, 120.0)
    shown.clock.advance(0.5)
    assert shown.engine.pose(shown.clock.now())[Channel.GAZE_X] > 0.4
    shown.view.look_free()
    shown.view.resize(0, 0)
    shown.view.look_at(3.0, 3.0)


def test_events_keep_their_own_time(shown: Stage) -> None:
    shown.clock.advance(5.0)
    shown.view.set_phase(Phase.THINKING, Seconds(shown.clock.now() - 0.2))
    shown.view.express(Expression.SAD, 0.5, Seconds(shown.clock.now()))
    shown.clock.advance(0.1)
    shown.grab()
    assert shown.engine.phase is Phase.THINKING


def test_the_theme_shows(shown: Stage) -> None:
    light = shown.grab()
    shown.view.set_theme(Look.DARK)
    assert shown.grab() != light


def test_any_size_is_painted(stage: Stage) -> None:
    for width, height in ((1, 1), (20, 30), (24, 24), (500, 40), (60, 700)):
        stage.view.resize(width, height)
        stage.grab()
    assert stage.view.minimumSizeHint().width() == 24
    assert stage.view.sizeHint().height() > stage.view.sizeHint().width()
    assert not QPointF(stage.view.rect().center()).isNull()
