from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

import media_scenes as scenes
from lumen.core import events as ev
from lumen.core.media import Verdict
from lumen.core.turn import NO_TURN, Phase
from lumen.storage.settings_model import Settings
from lumen.ui import media_parts, media_scan
from lumen.ui.media_folders import FoldersEditor
from lumen.ui.media_results import ResultsPanel
from lumen.ui.media_timers import FiredNotices, TimerStrip
from lumen.ui.settings_fields import FileEditor, editor_for
from lumen.ui.window import MainWindow
from ui_parts import FakeMedia


@pytest.fixture
def media() -> FakeMedia:
    return FakeMedia()


@pytest.fixture
def window(qtbot, theme, stage, media):
    window = MainWindow(dataclasses.replace(stage.parts(), media=media), theme)
    qtbot.addWidget(window)
    window.resize(1000, 720)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def happen(qtbot, window, stage, *events: ev.Event) -> None:
    stage.companion.post(*events)
    with qtbot.waitSignal(window.bridge.happened):
        stage.companion.post(ev.UtteranceDropped(NO_TURN, scenes.NOW))
    area = window.media
    qtbot.waitUntil(lambda: not (area._settle.isActive() or area.card._settle.isActive()))  # fmt: skip


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """What assistive technology is told."""
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))  # fmt: skip
    return said


def test_without_media_the_window_is_as_ever(qtbot, theme, stage):
    window = MainWindow(stage.parts(), theme)
    qtbot.addWidget(window)
    window.on_event(scenes.players(scenes.vlc()))
    assert window.media is None
    assert window.findChildren(ResultsPanel) == []
    window.close()


def test_nothing_is_shown_before_something_happens(window):
    area = window.media
    for part in (area.card, area.strip, *area._parts):
        assert part.isHidden()


def test_states_that_wait_together_arrive_once(qtbot, window, stage):
    seen = []
    window.bridge.happened.connect(seen.append)
    last = scenes.players(scenes.vlc(volume=0.9))
    happen(qtbot, window, stage, *[scenes.players(scenes.vlc())] * 50, last, scenes.scanned(1, 2), scenes.scanned(2, 2))  # fmt: skip
    assert [event for event in seen if isinstance(event, ev.PlayersChanged)] == [last]
    assert [e.files for e in seen if isinstance(e, ev.LibraryScanned)] == [2]


# ---- commands ------------------------------------------------------------------------


def test_a_command_is_undone_from_its_row(qtbot, window, stage, media, told):
    happen(qtbot, window, stage, scenes.reported("adjust_volume", "40 %", "45 %", number=7))  # fmt: skip
    (row,) = window.media.commands.rows
    assert row.label.whole == "Volume 40 % → 45 % · VLC media player"
    assert row.label.whole in told
    assert row.undo.accessibleName() == f"Undo: {row.label.whole}"
    row.undo.click()
    row.undo.click()
    assert media.asked == [("undo", 7)]
    happen(qtbot, window, stage, scenes.reported("undo", "45 %", "40 %", undoes=7, undo_until=None, number=8))  # fmt: skip
    (row,) = window.media.commands.rows
    assert row.label.whole == "Undone 45 % → 40 % · VLC media player"
    assert row.undo.isHidden()
    row.dismiss.click()
    qtbot.waitUntil(window.media.strip.isHidden)


def test_an_undo_that_failed_may_be_tried_again(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.reported("shuffle", "off", "on", number=7))
    window.media.commands.rows[0].undo.click()
    assert not window.media.commands.rows[0].undo.isEnabled()
    failed = scenes.reported("undo", verdict=Verdict.REFUSED, text="It does not answer.", undo_until=None, undoes=7, number=8)  # fmt: skip
    happen(qtbot, window, stage, failed)
    assert window.media.commands.rows[0].undo.isEnabled()


def test_a_row_goes_when_it_cannot_be_undone_any_more(qtbot, window, stage):
    happen(qtbot, window, stage, scenes.reported("shuffle", "off", "on"))
    commands = window.media.commands
    assert 29_000 < commands._timer.interval() <= 30_001
    stage.companion.clock.advance(30.0)
    commands._timer.timeout.emit()
    assert commands.rows == ()
    assert commands.isHidden()


def test_a_row_says_what_came_of_it_in_its_place(qtbot, window, stage, told):
    waiting = scenes.reported("next_episode", verdict=Verdict.ASKED, text="Waiting for VLC.", undo_until=None, number=7)  # fmt: skip
    happen(qtbot, window, stage, waiting, scenes.reported("shuffle", "off", "on", number=8))  # fmt: skip
    commands = window.media.commands
    assert commands.rows[0].undo.isHidden()
    assert told.count("Waiting for VLC.") == 1
    happen(qtbot, window, stage, scenes.reported("next_episode", "A", "B", text="VLC plays B.", number=7))  # fmt: skip
    assert commands.rows[0].label.whole == "Waiting for VLC."  # for a moment
    assert commands._timer.interval() <= 501
    stage.companion.clock.advance(0.5)
    commands._timer.timeout.emit()
    assert [row.label.whole for row in commands.rows] == [
        "VLC plays B.",
        "Shuffle off → on · VLC media player",
    ]
    assert not commands.rows[0].undo.isHidden()
    assert commands._box.indexOf(commands.rows[0]) == 0
    assert told.count("VLC plays B.") == 1
    assert told.count("Waiting for VLC.") == 1


def test_a_refusal_says_why_and_only_a_few_are_shown(qtbot, window, stage):
    refused = scenes.reported("adjust_speed", verdict=Verdict.REFUSED, text="It cannot.", undo_until=None)  # fmt: skip
    happen(
        qtbot, window, stage, *[scenes.reported("shuffle", "off", "on")] * 3, refused
    )
    assert [row.label.whole for row in window.media.commands.rows] == [
        "Shuffle off → on · VLC media player",
        "It cannot.",
    ]
    window.resize(1000, 500)
    assert len(window.media.commands.rows) == 1


def test_rows_never_cover_messages_or_the_box(qtbot, window, stage):
    happen(qtbot, window, stage, *scenes.scenes()["all"])
    for size in ((1000, 720), (380, 720), (360, 420), (900, 440)):
        window.resize(*size)
        qtbot.waitUntil(lambda: not window.media._settle.isActive())
        QTest.qWait(1)
        areas = [
            QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
            for widget in (window.conversation, window.media.strip, window.state_line, window.composer, window.media.card)
        ]  # fmt: skip
        for index, one in enumerate(areas):
            assert one.height() >= 20
            for other in areas[index + 1 :]:
                assert not one.intersects(other), size


# ---- results -------------------------------------------------------------------------


def test_results_are_listed_announced_and_chosen_by_click(
    qtbot, window, stage, media, told
):
    happen(qtbot, window, stage, scenes.results())
    panel = window.media.results
    assert panel.open
    assert panel.title.whole == "Something like Pink Floyd (7)"
    assert any("7 results" in words for words in told)
    spoken = panel.list.item(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("4: Better Call Saul, Series · not in your library")
    place = panel.list.visualItemRect(panel.list.item(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert media.asked == [("choose", 2)]
    happen(qtbot, window, stage, scenes.results(()))
    assert not panel.open
    assert panel.list.count() == 0


@pytest.mark.parametrize("size", [(1080, 720), (760, 720), (1400, 1000)])
def test_a_long_list_leaves_room_for_the_conversation(qtbot, window, stage, size):
    window.resize(*size)
    eight = scenes.results((*scenes.ITEMS, scenes.ITEMS[0]))
    happen(qtbot, window, stage, eight)
    qtbot.waitUntil(lambda: window.media.strip.height() > 0)
    assert window.conversation.height() >= 0.39 * size[1]


def test_rows_of_a_conversation_that_is_cleared_go(qtbot, window, stage, media):
    happen(
        qtbot, window, stage,
        ev.UserMessageAdded(NO_TURN, scenes.NOW, -1, "mute", spoken=True),
        scenes.reported("adjust_volume", "70 %", "0 %", text="VLC muted."),
        scenes.results(),
        scenes.timers(time.time()),
    )  # fmt: skip
    assert window.media.commands.rows
    window.clear_conversation()
    assert not window.media.commands.rows
    assert not window.media.results.open
    assert not window.media.timers.isHidden()
    assert ("close_results",) in media.asked


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (Qt.Key.Key_3, ("choose", 3)),
        (Qt.Key.Key_Return, ("choose", 1)),
        (Qt.Key.Key_Escape, ("close_results",)),
    ],
)
def test_keys_choose_and_close(qtbot, window, stage, media, key, asked):
    happen(qtbot, window, stage, scenes.results())
    window.activateWindow()
    qtbot.waitActive(window)
    window.media.results.list.setFocus()
    QTest.keyClick(window.windowHandle(), key)
    assert media.asked == [asked]
    assert window.media.results.open is (asked[0] == "choose")
    if key == Qt.Key.Key_Escape:
        assert window.composer.box.hasFocus()
        assert stage.companion.asked == []


def test_the_second_digit_of_a_number_is_waited_for(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.results(scenes.ITEMS * 3))
    rows = window.media.results.list
    QTest.keyClick(rows, Qt.Key.Key_1)
    assert media.asked == []
    QTest.keyClick(rows, Qt.Key.Key_2)
    assert media.asked == [("choose", 12)]
    rows._number.setInterval(1)
    with qtbot.waitSignal(rows.wanted):
        QTest.keyClick(rows, Qt.Key.Key_2)
    assert media.asked[-1] == ("choose", 2)
    QTest.keyClick(rows, Qt.Key.Key_0)
    assert len(media.asked) == 2


def test_digits_and_escape_reach_the_list_from_elsewhere(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.results())
    window.activateWindow()
    qtbot.waitActive(window)
    window.composer.box.setFocus()
    QTest.keyClick(window.composer.box, Qt.Key.Key_2)
    assert window.composer.box.toPlainText() == "2"  # who writes, writes
    keys = {key.key(): key for key in window.media.results.findChildren(QShortcut)}
    keys[QKeySequence("Alt+2")].activated.emit()
    keys[QKeySequence("Alt+9")].activated.emit()
    QTest.keyClick(window.composer.hands_free, Qt.Key.Key_3)
    assert media.asked == [("choose", 2), ("choose", 3)]
    QTest.keyClick(window.media.results.list, Qt.Key.Key_A)
    assert window.composer.box.toPlainText() == "2a"
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert media.asked[-1] == ("close_results",)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert stage.companion.asked == [("stop",)]


def test_escape_means_quiet_while_lumen_speaks(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.results(), ev.PhaseChanged(NO_TURN, scenes.NOW, Phase.SPEAKING))  # fmt: skip
    window._on_stop()
    assert stage.companion.asked == [("stop",)]
    assert media.asked == []


def test_the_list_is_painted_in_both_directions(qtbot, window, stage):
    happen(qtbot, window, stage, scenes.results(scenes.ITEMS[:1], title=""))
    panel = window.media.results
    assert panel.title.whole == "Found (1)"
    panel.list.setFocus()
    plain = panel.list.grab().toImage()
    panel.list.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert panel.list.grab().toImage() != plain


# ---- timers --------------------------------------------------------------------------


def test_running_timers_count_down_and_can_be_cancelled(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.timers(time.time()))
    strip = window.media.timers
    assert strip.counting
    assert [chip.label.whole.partition(" · ")[2] for chip in strip.chips] == ["Pasta", "20 minutes", "Call the plumber about the dripping tap"]  # fmt: skip
    strip.chips[1].cancel.click()
    assert media.asked == [("cancel_timer", 2)]
    window.hide()
    assert not strip.counting
    window.show()
    happen(qtbot, window, stage, ev.TimersChanged(NO_TURN, scenes.NOW, ()))
    assert strip.isHidden()
    assert not strip.counting


def test_chips_that_stay_are_kept(qtbot, theme, media):
    now = [1000.0]
    strip = TimerStrip(theme, media, lambda: now[0])
    qtbot.addWidget(strip)
    both = scenes.timers(1000.0).timers
    strip.show_timers(both[:2])
    first = strip.chips[0]
    assert first.label.whole == "4:59 · Pasta"
    now[0] = 1010.5
    strip.show_timers(both[:1])
    assert strip.chips == (first,)
    assert first.label.whole == "4:49 · Pasta"
    assert first.cancel.accessibleName() == "Cancel the timer: Pasta"


def test_chips_flow_into_further_lines(qtbot, theme, media):
    strip = TimerStrip(theme, media, lambda: 1000.0)
    qtbot.addWidget(strip)
    strip.show_timers(scenes.timers(1000.0).timers)
    flow = strip.layout()
    assert flow.heightForWidth(2000) == 36
    assert flow.heightForWidth(200) == 3 * 36 + 2 * 8
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    strip.resize(2000, 50)
    assert strip.chips[0].x() < strip.chips[1].x()


def test_a_fired_timer_stays_until_it_is_dismissed(qtbot, window, stage, told):
    happen(qtbot, window, stage, scenes.fired("Tea", late=65.0))
    (notice,) = window.media.fired.notices
    assert notice.label.whole == "Tea — 4 minutes ended 1 minute 5 seconds ago"
    assert notice.label.whole in told
    notice.button.click()
    assert window.media.fired.notices == ()
    assert window.media.fired.isHidden()


def test_of_many_fired_timers_the_newest_are_shown_first(qtbot, theme):
    fired = FiredNotices(theme)
    qtbot.addWidget(fired)
    for number in range(5):
        fired.take(scenes.fired(str(number)))
    shown = [n.label.whole[0] for n in fired.notices if not n.isHidden()]
    assert shown == ["2", "3", "4"]
    fired.notices[-1].button.click()
    shown = [n.label.whole[0] for n in fired.notices if not n.isHidden()]
    assert shown == ["1", "2", "3"]


# ---- the library ---------------------------------------------------------------------


def test_a_long_scan_shows_how_far_it_is_and_can_be_ended(qtbot, window, stage, media):
    scan = window.media.scan
    assert media_scan.SHOWN_AFTER_MS == 1000
    scan._late.setInterval(1)
    happen(qtbot, window, stage, scenes.scanned(10, 0))
    qtbot.waitUntil(lambda: not scan.isHidden())
    assert scan.bar.maximum() == 0
    happen(qtbot, window, stage, scenes.scanned(1234, 5000))
    assert scan.words == "Looking through music and videos: 1,234 of 5,000"
    assert (scan.bar.value(), scan.bar.maximum()) == (1234, 5000)
    scan.cancel.click()
    scan.cancel.click()
    assert media.asked == [("cancel_scan",)]
    happen(qtbot, window, stage, scenes.scanned(1300, 1300, finished=True))
    assert scan.isHidden()
    assert scan.cancel.isEnabled()


def test_a_short_scan_is_never_shown(qtbot, window, stage):
    happen(qtbot, window, stage, scenes.scanned(1, 2))
    happen(qtbot, window, stage, scenes.scanned(2, 2, finished=True))
    scan = window.media.scan
    assert scan.isHidden()
    assert not scan._late.isActive()


# ---- settings ------------------------------------------------------------------------


def test_the_settings_look_through_the_folders_again(qtbot, window, media):
    window.dialogs.open_settings()
    qtbot.waitUntil(lambda: window.dialogs.current("settings") is not None)
    dialog = window.dialogs.current("settings")
    again = next(b for b in dialog.findChildren(QWidget) if getattr(b, "text", str)() == "Look again")  # fmt: skip
    again.click()
    assert media.asked == [("rescan_library",)]
    folders = dialog.row("media.folders").editor
    assert isinstance(folders, FoldersEditor)
    assert folders.list.accessibleName() == "Folders"
    folders.set_value(("music",))
    dialog.save(close=False)
    assert "Entry 1 must begin" in dialog.row("media.folders").fault
    assert folders.list.property("fault") is True
    dialog.reject()


def test_folders_are_added_once_and_removed(qtbot, tmp_path):
    editor = FoldersEditor()
    qtbot.addWidget(editor)
    changes = []
    editor.changed.connect(lambda: changes.append(editor.value()))
    assert not editor.none.isHidden()
    assert not editor.remove_button.isEnabled()
    editor.remove()
    dialog = editor.browse()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/a")
    editor.add("/b")
    editor.add("/a")
    assert changes == [("/a",), ("/a", "/b")]
    assert editor.none.isHidden()
    QTest.keyClick(editor.list, Qt.Key.Key_Delete)
    assert editor.value() == ("/b",)
    QTest.keyClick(editor.list, Qt.Key.Key_Down)
    editor.set_value("not a list")
    assert editor.value() == ()
    dialog.close()


def test_the_folders_that_are_used_by_default_are_named(qtbot, monkeypatch):
    folders = (Path("/home/x/Music"), Path("/home/x/Videos"))
    monkeypatch.setattr("lumen.ui.media_folders.media_folders", lambda: folders)
    editor = FoldersEditor()
    qtbot.addWidget(editor)
    assert editor.none.text() == "None chosen: /home/x/Music and /home/x/Videos"
    monkeypatch.setattr("lumen.ui.media_folders.media_folders", tuple)
    other = FoldersEditor()
    qtbot.addWidget(other)
    assert other.none.text() == "None chosen"


def test_the_channel_list_is_a_file(qtbot):
    fields = type(Settings().media).model_fields
    editor = editor_for("channel_list", fields["channel_list"], None)
    assert isinstance(editor, FileEditor)
    assert "m3u" in editor._pattern
    qtbot.addWidget(editor)


def test_a_name_is_not_told_to_nobody(qtbot, monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    monkeypatch.setattr(QAccessible, "updateAccessibility", None)
    widget = QWidget()
    qtbot.addWidget(widget)
    media_parts.announce(widget, "something")
