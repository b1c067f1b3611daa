from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lumen.ui.hotkey import WindowHotkey
from lumen.ui.message_text import MessageText


class Room(QWidget):
    def __init__(self, theme) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.box = QPlainTextEdit()
        self.line = QLineEdit()
        self.button = QPushButton("x")
        self.read = MessageText(theme, markdown=True)
        for widget in (self.box, self.line, self.button, self.read):
            layout.addWidget(widget)
        self.told: list[str] = []


@pytest.fixture
def room(qtbot, theme):
    room = Room(theme)
    qtbot.addWidget(room)
    room.show()
    room.activateWindow()
    qtbot.waitActive(room)
    return room


@pytest.fixture
def hotkey(room):
    hotkey = WindowHotkey(room)
    hotkey.start(lambda: room.told.append("down"), lambda: room.told.append("up"))
    yield hotkey
    hotkey.stop()


def tap(
    room: Room, key: Qt.Key = Qt.Key.Key_Space, modifier=Qt.KeyboardModifier.NoModifier
):
    QTest.keyPress(room.windowHandle(), key, modifier)
    QTest.keyRelease(room.windowHandle(), key, modifier)


def test_held_in_an_empty_box_it_talks(room, hotkey):
    room.box.setFocus()
    tap(room)
    assert room.told == ["down", "up"]
    assert room.box.toPlainText() == ""


def test_repeats_are_one_press(room, hotkey):
    room.box.setFocus()
    handle = room.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_Space)
    assert hotkey.held
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress) * 3:
        again = QKeyEvent(
            kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True
        )
        assert hotkey.eventFilter(handle, again)
    QTest.keyRelease(handle, Qt.Key.Key_Space)
    assert room.told == ["down", "up"]
    assert room.box.toPlainText() == ""


def test_where_something_is_typed_it_types(room, hotkey):
    room.box.setFocus()
    room.box.setPlainText("a")
    room.box.moveCursor(room.box.textCursor().MoveOperation.End)
    tap(room)
    assert (room.told, room.box.toPlainText()) == ([], "a ")
    room.line.setFocus()
    tap(room)
    assert (room.told, room.line.text()) == ([], " ")


def test_a_focused_button_keeps_its_space(qtbot, room, hotkey):
    room.button.setFocus()
    with qtbot.waitSignal(room.button.clicked):
        tap(room)
    assert room.told == []


def test_in_the_conversation_it_talks(room, hotkey):
    room.read.setFocus()
    tap(room)
    assert room.told == ["down", "up"]


def test_with_a_modifier_it_is_another_key(room, hotkey):
    room.read.setFocus()
    tap(room, modifier=Qt.KeyboardModifier.ControlModifier)
    assert room.told == []


def test_a_function_key_talks_everywhere(room, hotkey):
    hotkey.set_key("F9")
    room.line.setFocus()
    room.line.setText("a")
    tap(room, Qt.Key.Key_F9)
    tap(room)
    assert room.told == ["down", "up"]


def test_an_unknown_key_means_space(room, hotkey):
    for name in ("no such key", ""):
        hotkey.set_key(name)
        room.told.clear()
        room.read.setFocus()
        tap(room)
        assert room.told == ["down", "up"]


def test_leaving_the_window_releases_it(room, hotkey):
    room.read.setFocus()
    QTest.keyPress(room.windowHandle(), Qt.Key.Key_Space)
    QCoreApplication.sendEvent(room.windowHandle(), QFocusEvent(QEvent.Type.FocusOut))
    assert room.told == ["down", "up"]
    QTest.keyRelease(room.windowHandle(), Qt.Key.Key_Space)
    assert room.told == ["down", "up"]


def test_stopping_releases_it(room, hotkey):
    room.read.setFocus()
    QTest.keyPress(room.windowHandle(), Qt.Key.Key_Space)
    hotkey.stop()
    assert room.told == ["down", "up"]
    tap(room)
    assert room.told == ["down", "up"]


def test_another_key_while_held_releases_the_former(room, hotkey):
    room.read.setFocus()
    QTest.keyPress(room.windowHandle(), Qt.Key.Key_Space)
    hotkey.set_key("F8")
    assert room.told == ["down", "up"]


def test_a_release_that_a_press_follows_is_a_repeat(qtbot, room, hotkey, monkeypatch):
    monkeypatch.setattr("lumen.ui.hotkey.GRACE_MS", 30)
    room.read.setFocus()
    for _ in range(3):
        tap(room)
    assert hotkey.held
    qtbot.waitUntil(lambda: not hotkey.held)
    assert room.told == ["down", "up"]
