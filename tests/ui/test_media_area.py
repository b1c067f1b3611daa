from __future__ import annotations

import dataclasses
import time

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from shiboken6 import delete, isValid

import media_scenes as scenes
from lumen.core import events as ev
from lumen.core.media import MediaPlace, PlaceState, Verdict
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.storage.settings_model import Settings
from lumen.ui import media_parts, media_scan
from lumen.ui.media_folders import FoldersEditor
from lumen.ui.media_place_words import Looking, folder_words
from lumen.ui.media_result_rows import HEIGHT
from lumen.ui.media_results import ResultsPanel
from lumen.ui.media_timers import FiredNotices, TimerStrip
from lumen.ui.settings_fields import FileEditor, editor_for
from lumen.ui.theme import ThemeMode
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
    last = ev.UtteranceDropped(NO_TURN, scenes.NOW)
    with qtbot.waitSignal(
        window.bridge.happened, check_params_cb=lambda event: event is last
    ):
        stage.companion.post(last)
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


def test_a_window_that_was_deleted_is_not_looked_at_any_more(
    qtbot, theme, stage, media
):
    window = MainWindow(dataclasses.replace(stage.parts(), media=media), theme)
    area = window.media
    window.close()
    area._settle.start()
    delete(window)
    QTest.qWait(20)
    assert not isValid(area)


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


def test_what_was_undone_can_be_done_again_from_its_row(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.reported("undo", "45 %", "40 %", undoes=7, redo=True, number=8))  # fmt: skip
    (row,) = window.media.commands.rows
    assert row.undo.text() == "Redo"
    assert row.undo.accessibleName().startswith("Redo: Undone 45 %")
    row.undo.click()
    assert media.asked == [("undo", 8)]
    again = scenes.reported("undo", text="Done again: Time is a favourite.", undoes=8, undo_until=None, number=9)  # fmt: skip
    happen(qtbot, window, stage, again)
    (row,) = window.media.commands.rows
    assert row.label.whole == "Done again: Time is a favourite."


def test_an_undo_that_failed_may_be_tried_again(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.reported("shuffle", "off", "on", number=7))
    window.media.commands.rows[0].undo.click()
    assert not window.media.commands.rows[0].undo.isEnabled()
    failed = scenes.reported("undo", verdict=Verdict.REFUSED, text="It does not answer.", undo_until=None, undoes=7, number=8)  # fmt: skip
    happen(qtbot, window, stage, failed)
    assert window.media.commands.rows[0].undo.isEnabled()


def test_a_row_that_cannot_be_undone_now_is_grey_and_says_why(qtbot, window, stage):
    reason = "That was changed again since. Undo the newer change first."
    older = scenes.reported("adjust_volume", "40 %", "45 %", number=7)
    newer = scenes.reported("adjust_volume", "45 %", "50 %", number=8)
    happen(qtbot, window, stage, older, newer, scenes.hindered((7, reason)))
    first, second = window.media.commands.rows
    assert not first.undo.isEnabled()
    assert first.undo.toolTip() == reason
    assert first.undo.accessibleDescription() == reason
    assert second.undo.isEnabled()
    window.resize(1000, 500)  # it is made anew when there is room again
    window.resize(1000, 720)
    first, second = window.media.commands.rows
    assert not first.undo.isEnabled()
    happen(qtbot, window, stage, scenes.hindered())
    assert first.undo.isEnabled()
    assert first.undo.accessibleDescription() == ""


def test_any_row_of_a_sentence_that_could_not_be_undone_may_be_tried_again(
    qtbot, window, stage
):
    happen(qtbot, window, stage, scenes.reported("shuffle", "off", "on", number=7))
    happen(qtbot, window, stage, scenes.reported("repeat", "off", "all", number=8))
    window.media.commands.rows[0].undo.click()
    failed = scenes.reported("undo", verdict=Verdict.REFUSED, text="It does not answer.", undo_until=None, undoes=8, number=9)  # fmt: skip
    happen(qtbot, window, stage, failed)
    assert all(row.undo.isEnabled() for row in window.media.commands.rows)


def test_rows_that_went_do_not_mind_another_theme(qtbot, window, stage, theme):
    happen(qtbot, window, stage, scenes.reported("shuffle", "off", "on", number=7))
    (row,) = window.media.commands.rows
    row.dismiss.click()
    with qtbot.waitSignal(row.destroyed):
        pass
    with qtbot.captureExceptions() as raised:
        theme.set_mode(ThemeMode.DARK)
    assert raised == []


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


def test_an_unfolded_card_in_a_low_window_comes_before_rows(qtbot, window, stage):
    window.resize(400, 440)
    happen(qtbot, window, stage, scenes.players(scenes.vlc()), scenes.reported("shuffle", "off", "on"))  # fmt: skip
    strip, fold = window.media.strip, window.media.card.parts.fold
    assert not strip.isHidden()
    whole = window.composer.box.height()
    fold.click()
    qtbot.waitUntil(strip.isHidden)
    qtbot.waitUntil(lambda: window.composer.box.height() == whole)
    happen(qtbot, window, stage, scenes.results())  # what was asked for is seen
    assert not fold.isChecked()
    assert not strip.isHidden()


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
    assert panel.title.whole == "Something like Pink Floyd"
    assert panel.place.text() == "1–5 of 7"
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
    assert window.conversation.height() >= 0.24 * size[1]


@pytest.mark.parametrize("size", [(1080, 720), (760, 720), (1400, 1000), (380, 720)])
def test_five_whole_rows_of_a_long_list_are_seen(qtbot, window, stage, size):
    window.resize(*size)
    happen(qtbot, window, stage, scenes.players(scenes.vlc()), scenes.results(scenes.ITEMS * 3))  # fmt: skip
    rows = window.media.results.list
    qtbot.waitUntil(lambda: rows.viewport().height() == 5 * HEIGHT)
    assert rows.visibleRegion().boundingRect().height() >= 5 * HEIGHT
    assert window.media.results.place.text() == "1–5 of 21"


def test_the_rest_of_a_list_is_read_by_keys(qtbot, window, stage):
    happen(qtbot, window, stage, scenes.results(scenes.ITEMS * 3))
    panel = window.media.results
    panel.list.setFocus()
    for _ in range(7):
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.place.text() == "4–8 of 21"
    QTest.keyClick(panel.list, Qt.Key.Key_End)
    assert panel.place.text() == "17–21 of 21"
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    assert panel.place.text() == "1–5 of 21"


def test_the_rest_of_a_list_is_read_by_voice(qtbot, window, stage, told):
    happen(qtbot, window, stage, scenes.results(scenes.ITEMS * 3))
    place = window.media.results.place
    seen = []
    for pages in (1, 1, -1, 9, 1, -9):
        happen(qtbot, window, stage, ev.ResultsTurned(NO_TURN, scenes.NOW, pages))
        seen.append(place.text())
    assert seen == [
        "6–10 of 21", "11–15 of 21", "6–10 of 21", "17–21 of 21", "17–21 of 21",
        "1–5 of 21",
    ]  # fmt: skip
    assert any(words == "6 to 10 of 21" for words in told)


def test_a_list_that_is_seen_whole_counts_no_rows(qtbot, window, stage):
    happen(qtbot, window, stage, scenes.results(scenes.ITEMS[:4]))
    assert window.media.results.place.isHidden()
    assert window.media.results.title.whole == "Something like Pink Floyd (4)"
    happen(qtbot, window, stage, ev.ResultsTurned(NO_TURN, scenes.NOW, 1))
    assert window.media.results.place.isHidden()


def test_rows_of_a_conversation_that_is_cleared_go(qtbot, window, stage, media):
    happen(
        qtbot, window, stage,
        ev.UserMessageAdded(NO_TURN, scenes.NOW, -1, "mute", spoken=True),
        scenes.reported("adjust_volume", "70 %", "0 %", text="VLC muted."),
        scenes.results(),
        scenes.timers(time.time()),
    )  # fmt: skip
    assert window.media.commands.rows
    window.messages.clear()
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


def test_commands_for_later_say_what_they_will_do(qtbot, window, stage, media):
    happen(qtbot, window, stage, scenes.timers_for_later(time.time()))
    chips = window.media.timers.chips
    assert [chip.label.whole.partition(" · ")[2] for chip in chips] == ["Pasta", "Pause (sleep timer)", "Set the volume to 20 % in the living room", "Play the next one", "Mute it"]  # fmt: skip
    assert chips[0].mark.accessibleName() == "Timer"
    assert chips[1].mark.accessibleName() == "Later"
    assert chips[1].cancel.accessibleName() == "Do not pause"
    chips[1].cancel.click()
    assert media.asked == [("cancel_timer", 4)]


def test_a_missed_command_is_told_until_it_is_dismissed(qtbot, window, stage, told):
    happen(qtbot, window, stage, scenes.missed())
    (notice,) = window.media.fired.notices
    said = "Pause (sleep timer) — not done: it was due 12 minutes 5 seconds ago"
    assert notice.label.whole == said
    assert said in told
    assert notice.mark.accessibleName() == "Not done"
    notice.button.click()
    assert window.media.fired.isHidden()


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
    assert dialog._rescan.told.text() == "Looking …"
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


def settings_with_media(qtbot, window, media):
    window.dialogs.open_settings()
    qtbot.waitUntil(lambda: window.dialogs.current("settings") is not None)
    return window.dialogs.current("settings")


def test_the_settings_say_what_is_at_each_folder(qtbot, window, stage, media):
    dialog = settings_with_media(qtbot, window, media)
    assert media.surveyed == [((), "")]
    editor = dialog.row("media.folders").editor
    assert not editor.none.isHidden()
    own = (MediaPlace("/home/ada/Music", PlaceState.THERE, 12), MediaPlace("/home/ada/Videos", PlaceState.MISSING))  # fmt: skip
    happen(qtbot, window, stage, scenes.surveyed(own, own=True, items=12))
    assert [(row.path, row.words.text, row.words.wrong) for row in editor.shown] == [
        ("/home/ada/Music", "12 titles", False),
        (
            "/home/ada/Videos",
            "Not there. Put music or videos in, or add another folder.",
            False,
        ),
    ]
    assert editor.value() == ()
    assert dialog._rescan.told.text() == "12 titles known"
    editor.add("/data")
    assert [row.words.text for row in editor.shown] == ["Looking …"]
    qtbot.waitUntil(lambda: media.surveyed[-1] == (("/data",), ""))
    data = (MediaPlace("/data", PlaceState.THERE),)
    happen(qtbot, window, stage, scenes.surveyed(data, items=12))
    assert [row.words.text for row in editor.shown] == ["Looked through once it is saved"]  # fmt: skip
    dialog.save(close=False)
    qtbot.waitUntil(lambda: editor.shown[0].words.text != "Looked through once it is saved")  # fmt: skip
    happen(qtbot, window, stage, scenes.surveyed(data, items=12))
    assert (
        editor.shown[0].words.text == "Being looked through …"
    )  # not yet, but at once
    happen(qtbot, window, stage, scenes.scanned(1, 1, finished=True), scenes.surveyed(data, items=12))  # fmt: skip
    assert editor.shown[0].words.text == "Nothing in it that can be played"
    dialog.reject()


def test_the_settings_count_while_the_folders_are_looked_through(
    qtbot, window, stage, media
):
    dialog = settings_with_media(qtbot, window, media)
    happen(qtbot, window, stage, scenes.scanned(200, 1000))
    assert dialog._rescan.told.text() == "Looking: 200 of 1,000 files"
    qtbot.waitUntil(lambda: len(media.surveyed) == 2)  # it is asked anew
    music = (MediaPlace("/music", PlaceState.THERE, 150),)
    happen(qtbot, window, stage, scenes.surveyed(music, own=True, items=150))
    assert dialog._rescan.told.text() == "150 titles known; looking: 200 of 1,000 files"
    assert dialog.row("media.folders").editor.shown[0].words.text == "150 titles"
    happen(qtbot, window, stage, scenes.scanned(1000, 1000, finished=True))
    assert dialog._rescan.told.text() == "150 titles known"
    dialog.reject()
    assert not dialog._places._again.isActive()


def test_the_settings_say_what_is_in_the_channel_list(qtbot, window, stage, media):
    dialog = settings_with_media(qtbot, window, media)
    row = dialog.row("media.channel_list")
    row.editor.line.setText("/tv.m3u")
    row.editor.line.textEdited.emit("/tv.m3u")
    qtbot.waitUntil(lambda: media.surveyed[-1] == ((), "/tv.m3u"))
    there = MediaPlace("/tv.m3u", PlaceState.THERE, 128)
    happen(qtbot, window, stage, scenes.surveyed((), channels=there))
    assert row.noted == "128 channels"
    gone = MediaPlace("/tv.m3u", PlaceState.MISSING)
    happen(qtbot, window, stage, scenes.surveyed((), channels=gone))
    assert row.noted == "Missing. Choose the file anew, or plug in its disk."
    row.editor.line.setText("")
    row.editor.line.textEdited.emit("")
    assert row.noted == ""
    dialog.reject()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (MediaPlace("/a", PlaceState.EMPTY), "Empty. Put music or videos in, or plug in its disk."),
        (MediaPlace("/a", PlaceState.EMPTY, 3), "Empty; 3 titles known from before. Put music or videos in, or plug in its disk."),
        (MediaPlace("/a", PlaceState.UNREADABLE, 1), "Cannot be read; 1 title known from before. Change its permissions, or remove it from the list."),
        (MediaPlace("/a", PlaceState.OF_ANOTHER_KIND), "This is a file. Add the folder it is in instead."),
        (MediaPlace("/a", PlaceState.SILENT), "Does not answer. Its disk or server may be asleep: wait, or remove it from the list."),
        (MediaPlace("/a", PlaceState.THERE), "Nothing in it that can be played"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_folder_is_said(place, words):
    said = folder_words(place, Looking.NO)
    assert (said.text, said.wrong) == (words, True)
    assert folder_words(None, Looking.NO).wrong is False


@pytest.mark.parametrize(
    ("looking", "words"),
    [
        (Looking.NOW, "Being looked through …"),
        (Looking.LATER, "Looked through once it is saved"),
        (Looking.NEVER, "Not looked through, as you wish"),
    ],
)
def test_it_is_said_when_a_folder_is_looked_through(looking, words):
    there = MediaPlace("/a", PlaceState.THERE)
    assert folder_words(there, looking).text == words
    assert not folder_words(there, looking).wrong


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


# ---- for who does not see it ---------------------------------------------------------


def test_no_button_in_sight_is_nameless(qtbot, window, stage):
    happen(
        *(qtbot, window, stage, scenes.players(scenes.vlc())),
        *(scenes.reported("adjust_volume", "40 %", "45 %"), scenes.results()),
        *(scenes.timers(time.time()), scenes.fired(), scenes.scanned(1, 9)),
        ev.PhaseChanged(TurnId(1), scenes.NOW, Phase.THINKING),
    )
    qtbot.waitUntil(window.media.timers.isVisible)
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) > 20
    nameless = [
        button
        for button in buttons
        if not _name(button) and button.objectName() != "qt_toolbar_ext_button"
    ]
    assert nameless == []


@pytest.mark.parametrize(
    ("verdict", "name"),
    [
        (Verdict.DONE, "Done"),
        (Verdict.PARTLY, "Partly done"),
        (Verdict.REFUSED, "Not done"),
        (Verdict.ASKED, "Under way"),
    ],
)
def test_the_mark_of_a_command_says_what_it_shows(
    qtbot, window, stage, verdict: Verdict, name: str
):
    happen(
        qtbot,
        window,
        stage,
        scenes.reported("pause_playback", text="It is paused.", verdict=verdict),
    )
    (row,) = window.media.commands.rows
    assert _name(row.mark) == name


def test_the_marks_of_timers_are_read_aloud_and_cannot_be_pressed(qtbot, window, stage):
    happen(qtbot, window, stage, scenes.timers(time.time()), scenes.fired())
    chip = window.media.timers.chips[0]
    (notice,) = window.media.fired.notices
    assert [_name(row.mark) for row in (chip, notice)] == ["Timer", "Time is up"]
    role = QAccessible.queryAccessibleInterface(chip.mark).role()
    assert role is QAccessible.Role.StaticText


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
