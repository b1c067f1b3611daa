from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible

from lumen.core import errors
from lumen.core import events as ev
from lumen.core.conversation import Keeping
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.ui.metrics_strip import MetricsStrip, milliseconds
from lumen.ui.notices import Remedy, remedy_for
from lumen.ui.state_line import HEIGHT, StateLine
from lumen.ui.theme import ThemeMode
from lumen.ui.toast import Toast
from ui_parts import ONE_TURN

AT = Seconds(0.0)
T1 = TurnId(1)
PROBLEM = errors.GenerationError("Ollama is silent.", "Start it.")


def phase(which: Phase) -> ev.PhaseChanged:
    return ev.PhaseChanged(T1, AT, which)


@pytest.fixture
def line(qtbot, theme):
    line = StateLine(theme)
    qtbot.addWidget(line)
    line.resize(600, HEIGHT)
    line.show()
    qtbot.waitExposed(line)
    return line


@pytest.mark.parametrize("which", list(Phase))
def test_every_phase_has_words_and_the_same_height(line, which):
    line.handle(phase(which))
    assert line.words
    assert line.height() == HEIGHT
    assert line.accessibleName() == line.words


def test_a_stop_word_is_answered_in_the_line(line):
    line.handle(ev.ActionRequested(T1, AT, ev.Action.STOP))
    assert line.words == "Okay."
    line.handle(phase(Phase.THINKING))
    assert line.words == "Thinking …"


def test_a_problem_comes_with_its_remedy(qtbot, line):
    line.handle(ev.ProblemRaised(T1, AT, PROBLEM))
    assert line.words == "Ollama is silent. Start it."
    with qtbot.waitSignal(line.remedy_chosen) as got:
        line._button.click()
    assert got.args == [Remedy.CONNECT_MODEL]
    with qtbot.waitSignal(line.problem_dismissed):
        line._close.click()
    assert line.notice is None


def test_a_problem_goes_when_the_person_goes_on(line):
    line.handle(ev.ProblemRaised(T1, AT, PROBLEM))
    line.handle(phase(Phase.LISTENING))
    assert line.notice is None
    line.handle(ev.ProblemRaised(T1, AT, PROBLEM))
    line.handle(ev.ProblemDismissed(T1, AT))
    assert line.notice is None


@pytest.mark.parametrize(
    "settled",
    [
        ev.PassphraseWanted(NO_TURN, AT, True, False, "The keyring is locked."),
        ev.HistoryOpened(NO_TURN, AT, Keeping.KEYRING, (), False),
    ],
)
def test_the_question_of_the_keyring_is_told_while_it_is_asked(line, settled):
    asks = errors.KeyringAsksError("Your desktop asks.", "Answer it.")
    line.handle(ev.ProblemRaised(NO_TURN, AT, asks))
    assert line.words == "Your desktop asks. Answer it."
    line.handle(settled)
    assert line.notice is None
    line.handle(ev.ProblemRaised(T1, AT, PROBLEM))
    line.handle(settled)
    assert line.notice is not None


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (errors.ModelMissingError("m", "a", "b"), Remedy.OPEN_MODELS),
        (errors.AudioDeviceError("a", "b"), Remedy.OPEN_SETTINGS),
        (errors.RecognitionError("a", "b"), Remedy.NONE),
    ],
)
def test_remedies(line, error, remedy):
    assert remedy_for(error) is remedy
    line.handle(ev.ProblemRaised(T1, AT, error))
    assert line._button.isVisible() is bool(remedy)


def test_a_lost_device_is_named_until_it_is_back(qtbot, line):
    role = ev.DeviceRole.MICROPHONE
    line.handle(ev.DeviceLost(T1, AT, role, "Yeti"))
    assert "Yeti" in line.words
    line.handle(ev.DeviceChanged(T1, AT, role, "Yeti", "restored"))
    assert line.notice is None
    assert line.words == "Microphone: now using Yeti."
    line.handle(ev.DeviceLost(T1, AT, ev.DeviceRole.SPEAKER, ""))
    line.handle(phase(Phase.LISTENING))
    line.handle(phase(Phase.IDLE))
    assert "loudspeaker" in line.words
    with qtbot.assertNotEmitted(line.problem_dismissed):
        line._close.click()
    assert line.notice is None


def test_a_missing_engine_is_told_when_nothing_else_is(qtbot, line):
    notice = "There is no language model. Connect one for open talk."
    line.handle(
        ev.EnginesChanged(NO_TURN, AT, "pocketsphinx", "essential", "espeak", notice)
    )
    assert line.notice.remedy is Remedy.CONNECT_MODEL
    assert line.words == notice
    line.handle(phase(Phase.THINKING))
    assert line.words == "Thinking …"
    line.handle(phase(Phase.IDLE))
    assert line.words == notice
    line._close.click()
    assert line.notice is None
    line.handle(
        ev.EnginesChanged(NO_TURN, AT, "", "ollama:x", "piper", "Whisper is missing.")
    )
    assert line.notice.remedy is Remedy.OPEN_MODELS
    line.handle(ev.EnginesChanged(NO_TURN, AT, "w", "ollama:x", "piper"))
    assert line.notice is None


def test_passing_words_pass(qtbot, line, monkeypatch):
    monkeypatch.setattr("lumen.ui.state_line._PASSING_MS", 20)
    line.set_hint("Hold F9")
    line.say("Copied.")
    assert line.words == "Copied."
    qtbot.waitUntil(lambda: line.words == "Hold F9")


def test_cut_words_can_be_read_whole(qtbot, line, theme):
    long = errors.GenerationError("It does not answer at all " * 9, "Do this " * 20)
    assert line.show_details() is None
    line.handle(ev.ProblemRaised(T1, AT, long))
    line.resize(300, HEIGHT)
    qtbot.waitUntil(lambda: line._first.cut)
    assert line._button.text() == "Connect"
    assert line._first.toolTip() == long.what
    line._mark.click()
    box = line.show_details()
    assert (box.text(), box.informativeText()) == (long.what, long.advice)
    box.close()
    theme.set_mode(ThemeMode.DARK)
    theme.set_mode(ThemeMode.LIGHT)


def test_it_is_a_polite_live_region(line, monkeypatch):
    told = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: told.append((event.message(), event.politeness())),
    )
    line.handle(phase(Phase.THINKING))
    line.handle(phase(Phase.THINKING))
    assert told == [("Thinking …", QAccessible.AnnouncementPoliteness.Polite)]


def test_a_click_on_cut_words_opens_them(qtbot, line):
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QMessageBox

    line.handle(ev.ProblemRaised(T1, AT, errors.GenerationError("Long " * 99, "x")))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    line.findChild(QMessageBox).close()


# ---- the metrics strip -----------------------------------------------------------------


def test_times_are_told_and_drawn(qtbot, theme):
    strip = MetricsStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(500, 160)
    strip.show()
    assert strip.words == "No answer timed yet"
    strip.show_spans(ONE_TURN)
    assert strip.words == "Answered in 620 ms"
    assert "recognition 130 ms" in strip.waterfall.accessibleName()
    assert not strip.waterfall.isVisible()
    with qtbot.waitSignal(strip.unfolded) as got:
        strip._fold.click()
    assert got.args == [True]
    assert strip.waterfall.isVisible()
    image = strip.waterfall.grab().toImage()
    colors = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
    }
    assert set(theme.tokens.spans) <= colors
    strip._fold.click()
    assert not strip.waterfall.isVisible()


def test_an_empty_waterfall_paints_nothing(qtbot, theme):
    strip = MetricsStrip(theme)
    qtbot.addWidget(strip)
    strip.waterfall.show()
    strip.waterfall.grab()
    assert strip.waterfall.sizeHint().height() > 0


def test_milliseconds():
    assert milliseconds(0.0854) == "85 ms"
    assert milliseconds(1.239) == "1.24 s"


# ---- the toast -------------------------------------------------------------------------


def test_what_was_offered_can_be_undone_once(qtbot, line):
    toast = Toast(line, line)
    told = []
    toast.offer("Gone", lambda: told.append("done"), lambda: told.append("undone"))
    assert toast.isVisible()
    assert toast.waiting
    toast._button.click()
    toast.undo()
    toast.commit()
    assert told == ["undone"]
    assert not toast.isVisible()


def test_without_objection_it_is_done(qtbot, line, monkeypatch):
    monkeypatch.setattr("lumen.ui.toast.SECONDS", 0.01)
    toast = Toast(line, line)
    told = []
    toast.offer("Gone", lambda: told.append(1), lambda: told.append(-1))
    line.resize(400, HEIGHT)
    qtbot.waitUntil(lambda: told == [1])
    toast.undo()
    assert told == [1]


def test_the_next_offer_settles_the_former(qtbot, line):
    toast = Toast(line, line)
    told = []
    toast.offer("one", lambda: told.append("one"), lambda: None)
    toast.offer("two", lambda: told.append("two"), lambda: None)
    assert told == ["one"]
    toast.undo()
    assert told == ["one"]
