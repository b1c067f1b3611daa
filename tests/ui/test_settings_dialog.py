from __future__ import annotations

import enum
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from fakes import FakeCompanion
from lumen.core.errors import LumenError, StorageError
from lumen.storage.settings_model import OverlaySettings, Settings
from lumen.ui.bridge import Background, Bridge
from lumen.ui.parts import Choice
from lumen.ui.settings_dialog import SIZE, SettingsDialog
from lumen.ui.settings_fields import (
    Bounds,
    FileEditor,
    bounds_of,
    editor_for,
    title_of,
)
from lumen.ui.settings_keys import KeyEditor
from ui_parts import FakeSettings


class Colour(enum.Enum):
    RED = "r"
    DARK_BLUE = "b"


class Section(BaseModel):
    yes: bool = Field(default=False, description="Says yes.")
    count: int = Field(default=3, gt=1, lt=9)
    any_number: int = 0
    share: float = Field(default=0.5, ge=0, le=1)
    free: float = 1.0
    word: str | None = None
    colour: Colour = Colour.RED
    pick: Literal["one", "two-b"] = "one"
    path: Path | None = None
    other_file: str = ""
    many: dict[str, str] = {}


@pytest.fixture
def background(qapp):
    bridge = Bridge(FakeCompanion())
    background = Background(bridge)
    yield background
    background.stop()
    bridge.close()


@pytest.fixture
def port() -> FakeSettings:
    return FakeSettings()


@pytest.fixture
def dialog(qtbot, theme, background, port):
    choices = {
        "hearing.microphone": lambda: [
            Choice("", "System default"),
            Choice("Yeti", "Yeti Stereo"),
        ],
        "speaking.voice": _failing,
    }
    dialog = SettingsDialog(None, Settings(), port, background, choices)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def _failing() -> list[Choice]:
    raise LumenError("no", "no")


def test_each_kind_of_field_has_its_editor(qtbot):
    kinds = {
        name: type(editor_for(name, field, None)).__mro__
        for name, field in Section.model_fields.items()
    }
    assert QCheckBox in kinds["yes"]
    assert QSpinBox in kinds["count"]
    assert QDoubleSpinBox in kinds["share"]
    assert QLineEdit in kinds["word"]
    assert QComboBox in kinds["colour"]
    assert QComboBox in kinds["pick"]
    assert FileEditor in kinds["path"]
    assert FileEditor in kinds["other_file"]
    assert editor_for("many", Section.model_fields["many"], None) is None


def test_bounds_and_titles_come_from_the_field(qtbot):
    assert bounds_of(Section.model_fields["count"]) == Bounds(1, 9)
    assert bounds_of(Section.model_fields["free"]) == Bounds()
    assert title_of("any_number", Section.model_fields["any_number"]) == "Any number"
    editor = editor_for("colour", Section.model_fields["colour"], None)
    assert [editor.itemText(i) for i in range(editor.count())] == ["Red", "Dark blue"]
    assert editor_for("share", Section.model_fields["share"], None).maximum() == 1


def test_every_setting_is_shown_with_title_and_description(dialog):
    for name, field in Settings.model_fields.items():
        section = field.annotation
        for key, inner in section.model_fields.items():
            row = dialog.row(f"{name}.{key}")
            assert row.editor.accessibleName() == inner.title
            assert row.editor.accessibleDescription() == inner.description


def test_it_says_what_the_settings_say(qtbot, dialog):
    assert dialog.values() == Settings().model_dump()
    assert not dialog._apply.isEnabled()


def test_changed_values_are_saved(qtbot, dialog, port):
    dialog.row("general.user_name").editor.set_value("  Ada ")
    dialog.row("speaking.rate").editor.set_value(1.5)
    dialog.row("hearing.hands_free").editor.click()
    assert dialog._apply.isEnabled()
    with qtbot.waitSignal(dialog.saved):
        dialog._apply.click()
    saved = port.saved[-1]
    assert (saved.general.user_name, saved.speaking.rate, saved.hearing.hands_free) == (
        "Ada",
        1.5,
        True,
    )
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.finished):
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "OK").click()


def test_a_wrong_value_is_named_at_its_field(qtbot, dialog, port):
    dialog.row("thinking.ollama_host").editor.set_value("nonsense")
    dialog.row("general.language").editor.set_value("Klingon!")
    dialog.save(close=True)
    row = dialog.row("thinking.ollama_host")
    assert "address such as" in row.fault
    assert row.editor.property("fault")
    assert dialog.row("general.language").fault
    assert dialog._tabs.tabText(dialog._tabs.currentIndex()) == "General"
    assert port.saved == []
    row.editor.set_value("http://127.0.0.1:1")
    dialog.row("general.language").editor.set_value("de")
    with qtbot.waitSignal(dialog.saved):
        dialog.save(close=True)
    assert row.fault == ""


def test_what_cannot_be_saved_is_explained(qtbot, dialog, port):
    port.problem = StorageError("The disk is full.", "Make room.")
    dialog.save(close=True)
    qtbot.waitUntil(dialog._problem.isVisible)
    assert "disk is full" in dialog._problem.text()
    assert dialog.isVisible()


def test_reset_shows_the_defaults_and_saves_nothing(qtbot, theme, background, port):
    changed = Settings(general={"user_name": "Ada"}, speaking={"rate": 2.0})
    dialog = SettingsDialog(None, changed, port, background, {})
    qtbot.addWidget(dialog)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Reset").click()
    assert dialog.values() == Settings().model_dump()
    assert port.saved == []
    dialog.reject()
    assert port.saved == []


def test_devices_are_offered_once_they_are_known(qtbot, dialog):
    combo = dialog.row("hearing.microphone").editor
    qtbot.waitUntil(lambda: combo.count() == 2)
    assert combo.value() == ""
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert dialog.values()["hearing"]["microphone"] == "Yeti"


def test_a_device_that_is_not_there_stays_chosen(qtbot, theme, background, port):
    settings = Settings(hearing={"microphone": "Old one"})
    dialog = SettingsDialog(
        None,
        settings,
        port,
        background,
        {"hearing.microphone": lambda: [Choice("", "System default")]},
    )
    qtbot.addWidget(dialog)
    combo = dialog.row("hearing.microphone").editor
    qtbot.waitUntil(lambda: combo.findText("System default") >= 0)
    assert combo.value() == "Old one"
    assert combo.currentText() == "Old one (not here now)"


def test_keys_that_are_held_together_are_captured_or_none_at_all(qtbot):
    editor = editor_for(
        "menu_shortcut", OverlaySettings.model_fields["menu_shortcut"], None
    )
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value("Ctrl+Alt+J")
    assert editor.text() == "Ctrl+Alt+J"
    editor.click()
    assert "Backspace for none" in editor.text()
    QTest.keyClick(editor, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    QTest.keyClick(editor, Qt.Key.Key_L, held)
    assert editor.value() in ("Ctrl+Meta+L", "Meta+Ctrl+L")
    before = editor.value()
    editor.click()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.value() == before
    editor.click()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert (editor.value(), editor.text()) == ("", "None")


def test_a_key_is_captured(qtbot):
    editor = KeyEditor()
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value("Space")
    assert editor.text() == "Space"
    editor.click()
    assert editor.text() == "Press a key …"
    QTest.keyClick(editor, Qt.Key.Key_Shift)
    assert editor.text() == "Press a key …"
    with qtbot.waitSignal(editor.changed):
        QTest.keyClick(editor, Qt.Key.Key_F9)
    assert editor.value() == "F9"
    editor.click()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.value() == "F9"
    editor.click()
    QTest.keyPress(editor, Qt.Key.Key_Space)
    QTest.keyRelease(editor, Qt.Key.Key_Space)
    assert (editor.value(), editor.text()) == ("Space", "Space")
    editor.click()
    editor.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert editor.text() == "Space"


def test_a_file_is_chosen(qtbot, tmp_path):
    editor = FileEditor("Personas (*.toml)")
    qtbot.addWidget(editor)
    dialog = editor.browse()
    with qtbot.waitSignal(editor.changed):
        dialog.fileSelected.emit(str(tmp_path / "a.toml"))
    assert editor.value() == str(tmp_path / "a.toml")
    dialog.close()


def test_scrolling_changes_no_value(qtbot, dialog):
    for path in ("speaking.rate", "thinking.context_tokens", "general.theme"):
        editor = dialog.row(path).editor
        before = editor.value()
        down = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        editor.wheelEvent(down)
        assert editor.value() == before
        assert not down.isAccepted()


def test_all_pages_are_seen_at_the_first_size(qtbot, dialog):
    dialog.resize(*SIZE)  # the screen of the tests is a little narrower
    bar = dialog._tabs.tabBar()
    assert dialog._tabs.count() >= 8
    last = bar.tabRect(bar.count() - 1)
    assert bar.tabRect(0).left() >= 0
    assert last.right() <= bar.width()


def test_rare_settings_are_shown_on_request(qtbot, dialog):
    row = dialog.row("thinking.stall_timeout_seconds")
    dialog._tabs.setCurrentIndex(2)
    assert not row.isVisible()
    more = next(
        b
        for b in dialog.findChildren(QPushButton)
        if "advanced" in b.text() and b.isVisible()
    )
    more.click()
    assert row.isVisible()
    assert more.text().startswith("Hide")
    more.click()
    assert not row.isVisible()


def test_it_stacks_where_there_is_no_room(qtbot, dialog):
    row = dialog.row("general.theme")
    beside = row.height()
    dialog.resize(340, 600)
    qtbot.waitUntil(lambda: row.height() > beside)


def test_every_stop_of_the_tab_key_has_a_name_and_can_be_used(qtbot, dialog):
    tabs = dialog._tabs
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        for child in tabs.currentWidget().findChildren(QWidget):
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                named = child.accessibleName() or getattr(child, "text", str)()
                assert named or child.focusProxy() is not None, child


def test_no_button_is_cut_in_the_narrowest_dialog(qtbot, dialog):
    dialog.resize(10, 10)
    qtbot.wait(10)
    for button in dialog.findChildren(QPushButton):
        if button.text() in ("Reset", "Cancel", "Apply", "OK"):
            assert button.width() >= button.sizeHint().width(), button.text()
            inside = button.mapTo(dialog, QPoint(button.width(), button.height()))
            assert dialog.rect().contains(inside), button.text()
