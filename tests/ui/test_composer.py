from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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


def paste(composer, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(composer.box, QKeySequence(QKeySequence.StandardKey.Paste))


def test_a_huge_paste_is_refused_as_a_whole(qtbot, composer):
    composer.box.setPlainText("before")
    with qtbot.waitSignal(composer.said) as got:
        paste(composer, "x" * MOST_CHARACTERS)
    assert composer.box.toPlainText() == "before"
    assert "20,000" in got.args[0]
    assert len(QGuiApplication.clipboard().text()) == MOST_CHARACTERS
    composer.box.selectAll()  # what is replaced makes room
    with qtbot.assertNotEmitted(composer.said):
        paste(composer, "x" * MOST_CHARACTERS)
    assert len(composer.box.toPlainText()) == MOST_CHARACTERS


def test_a_full_box_keeps_its_end_when_one_types_into_it(qtbot, composer):
    composer.box.setPlainText("x" * (MOST_CHARACTERS - 1) + "!")
    composer.box.moveCursor(QTextCursor.MoveOperation.Start)
    with qtbot.waitSignal(composer.said):
        QTest.keyClicks(composer.box, "a")
    composed = QInputMethodEvent()
    composed.setCommitString("\u00e4")
    with qtbot.waitSignal(composer.said):
        QApplication.sendEvent(composer.box, composed)
    assert composer.box.toPlainText() == "x" * (MOST_CHARACTERS - 1) + "!"
    QTest.keyClick(composer.box, Qt.Key.Key_Delete)
    QTest.keyClicks(composer.box, "a")
    QApplication.sendEvent(composer.box, composed)
    text = composer.box.toPlainText()
    assert (text[:2], text[-1], len(text)) == ("ax", "!", MOST_CHARACTERS)


@pytest.mark.parametrize(("count", "taken"), [(10, True), (MOST_CHARACTERS + 1, False)])
def test_what_is_dropped_is_taken_whole_or_left_where_it_was(composer, count, taken):
    mime = QMimeData()
    mime.setText("y" * count)
    drop = QDropEvent(
        QPointF(2, 2),
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drop.setDropAction(Qt.DropAction.MoveAction)
    composer.box.dropEvent(drop)
    assert composer.box.toPlainText() == ("y" * count if taken else "")
    assert (drop.dropAction() is Qt.DropAction.IgnoreAction) is not taken


def test_nothing_turns_the_text_round(qtbot, composer):
    composer.box.setPlainText("ab")
    composer.box.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(composer.box, Qt.Key.Key_Left)
    with qtbot.waitSignal(composer.said) as got:
        paste(composer, "1\u202e2\U0001f600\u2066")
    assert composer.box.toPlainText() == "a12\U0001f600b"
    assert "hidden" in got.args[0]
    QTest.keyClicks(composer.box, "3")
    assert composer.box.toPlainText() == "a12\U0001f6003b"
    marks = "\u200f\u05e9\u05dc\u05d5\u05dd\u200e"
    with qtbot.assertNotEmitted(composer.said):
        composer.box.setPlainText(marks)
    assert composer.box.toPlainText() == marks


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


def test_lines_of_two_directions_are_wrapped_and_never_scrolled_aside(qtbot, composer):
    mixed = "\u0645\u0631\u062d\u0628\u0627 hello \u05e9\u05dc\u05d5\u05dd 123 "
    composer.resize(480, 160)
    composer.box.setPlainText(mixed * 12)
    qtbot.wait(20)
    assert composer.box.verticalScrollBar().isVisible() or composer.box.height() > 40
    assert not composer.box.horizontalScrollBar().isVisible()


def test_a_mirrored_box_keeps_its_distance_where_lines_begin(qtbot, qapp, theme, level):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        composer = Composer(theme, level)
        qtbot.addWidget(composer)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    margins = composer.layout().contentsMargins()
    assert margins.right() > margins.left()
