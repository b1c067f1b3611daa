from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from lumen.core.units import SILENCE_DBFS, Dbfs
from lumen.ui.composer import MOST_CHARACTERS, Composer
from lumen.ui.talk_button import TalkButton, level_share
from lumen.ui.theme import ThemeMode

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Level:
    def __init__(self) -> None:
        self.value = SILENCE_DBFS
        self.asked = 0

    def __call__(self) -> Dbfs:
        self.asked += 1
        return self.value


@pytest.fixture
def level() -> Level:
    return Level()


@pytest.fixture
def composer(qtbot, theme, level):
    composer = Composer(theme, level)
    qtbot.addWidget(composer)
    composer.resize(500, 60)
    composer.show()
    qtbot.waitExposed(composer)
    composer.box.setFocus()
    return composer


def test_enter_sends_and_shift_enter_breaks_the_line(qtbot, composer):
    QTest.keyClicks(composer.box, "  hello")
    QTest.keyClick(composer.box, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(composer.box, "you ")
    with qtbot.waitSignal(composer.submitted) as got:
        QTest.keyClick(composer.box, Qt.Key.Key_Return)
    assert got.args == ["hello\nyou"]
    assert composer.box.toPlainText() == ""


def test_nothing_is_not_sent(qtbot, composer):
    QTest.keyClicks(composer.box, "   ")
    with qtbot.assertNotEmitted(composer.submitted):
        QTest.keyClick(composer.box, Qt.Key.Key_Return)
    assert not composer.action.isEnabled()


def test_up_recalls_what_was_sent(qtbot, composer):
    for text in ("one", "two", "two"):
        QTest.keyClicks(composer.box, text)
        QTest.keyClick(composer.box, Qt.Key.Key_Return)
    box = composer.box
    seen = []
    for key in (
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
    ):
        QTest.keyClick(box, key)
        seen.append(box.toPlainText())
    assert seen == ["two", "one", "one", "two", ""]
    QTest.keyClicks(box, "new")
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.toPlainText() == "new"


def test_the_button_sends_or_stops(qtbot, composer):
    QTest.keyClicks(composer.box, "hi")
    assert composer.action.accessibleName() == "Send"
    with qtbot.waitSignal(composer.submitted):
        composer.action.click()
    composer.set_busy(True)
    assert composer.busy
    assert composer.action.accessibleName() == "Stop"
    assert composer.action.isEnabled()
    with qtbot.waitSignal(composer.stop_wanted):
        composer.action.click()
    QTest.keyClicks(composer.box, "wait")
    assert composer.action.accessibleName() == "Send"


def test_escape_stops(qtbot, composer):
    with qtbot.waitSignal(composer.stop_wanted):
        QTest.keyClick(composer.box, Qt.Key.Key_Escape)


def test_the_box_grows_with_its_lines(qtbot, composer):
    low = composer.box.height()
    composer.box.setPlainText("a\nb\nc")
    three = composer.box.height()
    composer.box.setPlainText("a\n" * 50)
    assert low < three < composer.box.height() < 10 * low


def test_a_huge_paste_is_cut(composer):
    composer.box.setPlainText("x" * (MOST_CHARACTERS + 5000))
    assert len(composer.box.toPlainText()) == MOST_CHARACTERS


def test_hands_free_is_switched_by_its_button(qtbot, composer):
    with qtbot.waitSignal(composer.hands_free_switched) as got:
        composer.hands_free.click()
    assert got.args == [True]
    assert "on" in composer.hands_free.toolTip()
    with qtbot.assertNotEmitted(composer.hands_free_switched):
        composer.set_hands_free(False)
    assert not composer.hands_free.isChecked()


def test_the_frame_shows_the_focus(qtbot, composer):
    assert composer.property("focused")
    composer.action.setEnabled(True)
    composer.action.setFocus()
    assert not composer.property("focused")


def test_the_talk_key_is_named(composer):
    composer.set_talk_key("F9")
    assert "F9" in composer.talk.toolTip()


def test_everything_has_a_name(composer):
    for widget in (composer.box, composer.talk, composer.hands_free, composer.action):
        assert widget.accessibleName()


@pytest.fixture
def button(qtbot, theme, level):
    button = TalkButton(theme, level)
    qtbot.addWidget(button)
    button.show()
    qtbot.waitExposed(button)
    return button


def test_holding_the_mouse_talks(qtbot, button):
    with qtbot.waitSignal(button.talk_pressed):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(button.talk_released):
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


def test_holding_a_key_talks_and_repeats_do_nothing(qtbot, button):
    button.setFocus()
    told = []
    button.talk_pressed.connect(lambda: told.append("down"))
    button.talk_released.connect(lambda: told.append("up"))
    none = Qt.KeyboardModifier.NoModifier
    QTest.keyPress(button, Qt.Key.Key_Space)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, Qt.Key.Key_Space, none, " ", True)
        (
            button.keyPressEvent
            if kind is QEvent.Type.KeyPress
            else button.keyReleaseEvent
        )(event)
    QTest.keyRelease(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_A)
    assert told == ["down", "up"]


def test_losing_the_focus_ends_the_recording(qtbot, button):
    button.setFocus()
    QTest.keyPress(button, Qt.Key.Key_Return)
    with qtbot.waitSignal(button.talk_released):
        button.clearFocus()


def test_the_level_is_asked_only_while_recording(qtbot, button, level):
    level.value = Dbfs(-20.0)
    assert level.asked == 0
    button.set_recording(True)
    assert button.recording
    assert button.accessibleDescription() == "Recording"
    qtbot.waitUntil(lambda: button.share > 0.5)
    level.value = SILENCE_DBFS
    qtbot.waitUntil(lambda: button.share < 0.4)
    button.set_recording(False)
    asked = level.asked
    qtbot.wait(120)
    assert level.asked == asked
    assert button.share == 0


def test_every_look_of_the_button_is_different(qtbot, button, level, theme):
    level.value = Dbfs(-20.0)
    button.clearFocus()
    looks = [button.grab().toImage()]
    button.set_recording(True)
    qtbot.waitUntil(lambda: button.share > 0.5)
    looks.append(button.grab().toImage())
    button.set_recording(False)
    button.setFocus()
    looks.append(button.grab().toImage())
    theme.set_mode(ThemeMode.DARK)
    looks.append(button.grab().toImage())
    theme.set_mode(ThemeMode.LIGHT)
    for index, look in enumerate(looks):
        assert all(look != other for other in looks[index + 1 :])


def test_levels_fill_the_ring():
    assert level_share(SILENCE_DBFS) == 0
    assert level_share(Dbfs(0.0)) == 1
    assert 0.4 < level_share(Dbfs(-33.0)) < 0.6
