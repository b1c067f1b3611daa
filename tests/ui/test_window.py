from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

import media_scenes
from lumen.avatar.names import Presence
from lumen.core import events as ev
from lumen.core.conversation import Keeping, Message, Role
from lumen.core.errors import AudioDeviceError, GenerationError, StorageError
from lumen.core.media import MediaItem, MediaKind
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.storage.settings import change_setting
from lumen.storage.settings_model import Settings
from lumen.ui.notices import Remedy
from lumen.ui.window import MainWindow
from lumen.ui.window_page import stops_in
from ui_parts import ONE_TURN, FakeMedia

AT = Seconds(0.0)
T1 = TurnId(1)


def user(number: int, text: str) -> ev.UserMessageAdded:
    return ev.UserMessageAdded(TurnId(number), AT, number, text, spoken=False)


def reply(number: int, text: str) -> ev.ReplyMessageAdded:
    return ev.ReplyMessageAdded(
        TurnId(number), AT, number + 1000, text, interrupted=False
    )


def opened(keeping: Keeping, *messages: Message) -> ev.HistoryOpened:
    return ev.HistoryOpened(NO_TURN, AT, keeping, messages)


def engines(notice: str = "") -> ev.EnginesChanged:
    return ev.EnginesChanged(NO_TURN, AT, "whisper-base", "essential", "", notice)


def happen(qtbot, window, stage, *events: ev.Event) -> None:
    stage.companion.post(*events)
    last = ev.UtteranceDropped(NO_TURN, AT)
    with qtbot.waitSignal(
        window.bridge.happened, check_params_cb=lambda event: event is last
    ):
        stage.companion.post(last)
    qtbot.waitUntil(lambda: window.conversation.settled)


def test_a_typed_message_is_submitted(window, stage):
    QTest.keyClicks(window.composer.box, "hi")
    QTest.keyClick(window.composer.box, Qt.Key.Key_Return)
    assert stage.companion.asked == [("submit_text", "hi")]


def test_a_reply_streams_and_the_button_stops_it(qtbot, window, stage):
    happen(
        qtbot, window, stage,
        user(1, "hi"), ev.PhaseChanged(T1, AT, Phase.THINKING),
        ev.ReplyDelta(T1, AT, "Hel"), ev.ReplyDelta(T1, AT, "lo"),
    )  # fmt: skip
    assert [entry.text for entry in window.model.entries] == ["hi", "Hello"]
    assert window.composer.busy
    window.composer.action.click()
    assert stage.companion.asked[-1] == ("stop",)
    happen(qtbot, window, stage, ev.PhaseChanged(T1, AT, Phase.IDLE))
    assert not window.composer.busy


def test_escape_stops_from_everywhere(qtbot, window, stage):
    window.activateWindow()
    qtbot.waitActive(window)
    for widget in (window.composer.box, window.composer.hands_free):
        widget.setFocus()
        stage.companion.asked.clear()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
        assert stage.companion.asked == [("stop",)]


def test_letters_go_to_the_message_wherever_the_focus_is(qtbot, window, stage):
    happen(qtbot, window, stage, user(1, "hi"), reply(1, "Hello"))
    box, bubble = window.composer.box, window.conversation.bubbles[1]
    box.setPlainText("a")
    for widget in (bubble, bubble.text, window.composer.hands_free):
        widget.setFocus()
        QTest.keyClicks(widget, "bC?", Qt.KeyboardModifier.NoModifier)
        assert window.focusWidget() is box
    assert box.toPlainText() == "abC?bC?bC?"


def test_keys_that_mean_something_to_a_message_stay_with_it(qtbot, window, stage):
    happen(qtbot, window, stage, user(1, "hi"), reply(1, "Hello"))
    bubble = window.conversation.bubbles[1]
    for key, held in (
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier),
    ):
        bubble.setFocus()
        QTest.keyClick(bubble, key, held)
        assert window.focusWidget() is not window.composer.box
    assert window.composer.box.toPlainText() == ""
    assert QGuiApplication.clipboard().text() == "Hello"


def test_a_reply_of_which_nothing_was_heard_goes(qtbot, window, stage):
    happen(
        qtbot, window, stage,
        user(1, "hi"), ev.PhaseChanged(T1, AT, Phase.THINKING),
        ev.ReplyDelta(T1, AT, "Hello"), ev.ReplyEnded(T1, AT, 1, "Hello"),
        ev.StopRequested(NO_TURN, AT), ev.PhaseChanged(NO_TURN, AT, Phase.IDLE),
    )  # fmt: skip
    qtbot.waitUntil(lambda: [e.text for e in window.model.entries] == ["hi"])
    assert "not kept" in window.state_line.words


def test_earlier_messages_are_asked_for_until_all_are_cleared(qtbot, window, stage):
    messages = (Message(9, Role.USER, "old", 1e9),)
    happen(
        qtbot, window, stage,
        ev.HistoryOpened(NO_TURN, AT, Keeping.KEYRING, messages, more=True),
    )  # fmt: skip
    window.conversation.show_earlier()
    window.conversation.show_earlier()
    assert stage.companion.asked == [("find_earlier", 9)]
    window.messages.clear()
    window.toast.commit()
    assert stage.companion.asked[-1] == ("forget_all",)
    assert window.model.ask_for_earlier() is None


def test_what_the_box_refuses_is_told(qtbot, window):
    window.composer.box.setPlainText("a\u202eb")
    assert "hidden" in window.state_line.words


def test_talking_with_button_and_key(qtbot, window, stage):
    window.activateWindow()
    qtbot.waitActive(window)
    window.composer.box.setFocus()
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Space)
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Space)
    QTest.mousePress(window.composer.talk, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(window.composer.talk, Qt.MouseButton.LeftButton)
    assert stage.companion.asked == [("press_to_talk",), ("release_to_talk",)] * 2


def test_the_level_moves_while_listening_or_hands_free(qtbot, window, stage):
    happen(qtbot, window, stage, ev.PhaseChanged(T1, AT, Phase.LISTENING))
    assert window.composer.talk.recording
    happen(qtbot, window, stage, ev.PhaseChanged(T1, AT, Phase.IDLE))
    assert not window.composer.talk.recording
    window.composer.hands_free.click()
    assert stage.companion.asked[-1] == ("set_hands_free", True)
    assert window.composer.talk.recording
    assert "Hands-free" in window.state_line.words
    window.composer.hands_free.click()
    assert not window.composer.talk.recording


def test_thumbs_regenerate_and_delete_reach_the_companion(qtbot, window, stage):
    happen(qtbot, window, stage, user(1, "hi"), reply(1, "Hello"))
    entry = window.model.entries[1]
    window.conversation.rated.emit(entry, 1)
    window.conversation.regeneration_wanted.emit()
    assert stage.companion.asked == [("rate", 1001, 1), ("regenerate",)]
    assert entry.rating == 1
    stage.companion.asked.clear()
    window.conversation.deletion_wanted.emit(entry)
    assert [e.text for e in window.model.entries] == ["hi"]
    assert stage.companion.asked == []
    window.toast.undo()
    assert [e.text for e in window.model.entries] == ["hi", "Hello"]
    window.conversation.deletion_wanted.emit(entry)
    window.toast.commit()
    assert stage.companion.asked == [("forget", 1001)]


def test_what_is_not_kept_yet_is_neither_rated_nor_forgotten(qtbot, window, stage):
    happen(qtbot, window, stage, ev.ReplyDelta(T1, AT, "a"), ev.StopRequested(T1, AT))
    entry = window.model.entries[0]
    window.conversation.rated.emit(entry, 1)
    window.conversation.deletion_wanted.emit(entry)
    window.toast.commit()
    assert stage.companion.asked == []


def test_clearing_can_be_undone(qtbot, window, stage):
    window.messages.clear()
    assert "empty" in window.state_line.words
    happen(qtbot, window, stage, user(1, "a"), reply(1, "b"))
    window.messages.clear()
    assert list(window.model.entries) == []
    window.toast.undo()
    assert [e.text for e in window.model.entries] == ["a", "b"]
    assert ("forget_all",) not in stage.companion.asked


@pytest.mark.parametrize("what", ["type", "speak", "press", "close", "again"])
def test_clearing_comes_before_whatever_is_said_next(qtbot, window, stage, what):
    happen(qtbot, window, stage, user(1, "a"), reply(1, "b"))
    window.messages.clear()
    stage.companion.asked.clear()
    if what == "type":
        window.messages.submit("new")
    elif what == "speak":
        happen(qtbot, window, stage, ev.SpeechStarted(TurnId(2), AT))
    elif what == "press":
        window.composer.talk_pressed.emit()
    elif what == "again":
        window.conversation.regeneration_wanted.emit()
    else:
        window.close()
    assert stage.companion.asked[0] == ("forget_all",)


def test_the_badge_tells_of_memory_only(qtbot, window, stage):
    assert not window.header.badge.isVisible()
    happen(qtbot, window, stage, opened(Keeping.MEMORY))
    assert window.header.badge.isVisible()
    assert "memory only" in window.header.badge.accessibleName()
    happen(
        qtbot, window, stage, opened(Keeping.KEYRING, Message(1, Role.USER, "old", 1e9))
    )
    assert not window.header.badge.isVisible()
    assert window.model.entries[0].text == "old"


def test_engines_are_named(qtbot, window, stage):
    happen(qtbot, window, stage, engines())
    assert window.header._engines.whole == "whisper-base · essential"
    assert "nothing yet" in window.header._engines.toolTip()
    happen(qtbot, window, stage, ev.EnginesChanged(NO_TURN, AT, "", "", ""))
    assert "Getting ready" in window.header._engines.whole


def test_the_times_of_the_last_turn_are_shown(qtbot, window, stage):
    stage.waterfalls.spans[T1] = ONE_TURN
    happen(qtbot, window, stage, ev.PlaybackStarted(T1, AT, 0))
    assert window.metrics_strip.words == "Answered in 620 ms"
    happen(qtbot, window, stage, ev.PhaseChanged(T1, AT, Phase.IDLE))
    happen(qtbot, window, stage, ev.PhaseChanged(NO_TURN, AT, Phase.IDLE))
    assert window.metrics_strip.words == "Answered in 620 ms"


@pytest.mark.parametrize(
    ("remedy", "dialog"),
    [
        (Remedy.CONNECT_MODEL, "models"),
        (Remedy.OPEN_MODELS, "models"),
        (Remedy.OPEN_SETTINGS, "settings"),
        (Remedy.NONE, ""),
    ],
)
def test_remedies_open_what_helps(qtbot, window, remedy, dialog):
    window.state_line.remedy_chosen.emit(remedy)
    if dialog:
        qtbot.waitUntil(lambda: window.dialogs.current(dialog) is not None)
        window.dialogs.current(dialog).reject()


def test_a_reply_can_offer_to_connect_a_model(qtbot, window, stage):
    missing = ev.EnginesChanged(NO_TURN, AT, "w", "essential", "p", "Small talk only.")
    happen(qtbot, window, stage, missing)
    window.state_line._close.click()
    happen(qtbot, window, stage, missing)
    assert window.state_line.notice is None  # dismissed stays dismissed
    happen(qtbot, window, stage, ev.ActionRequested(T1, AT, ev.Action.CONNECT_MODEL))
    assert window.state_line.notice.remedy is Remedy.CONNECT_MODEL


def test_dismissing_a_problem_reaches_the_companion(qtbot, window, stage):
    happen(qtbot, window, stage, ev.ProblemRaised(T1, AT, GenerationError("a", "b")))
    window.state_line._close.click()
    assert stage.companion.asked == [("dismiss_problem",)]


def test_the_menu_opens_everything(qtbot, window):
    for name in ("settings", "models", "help", "about"):
        window.header.actions_by_name[name].trigger()
        qtbot.waitUntil(lambda name=name: window.dialogs.current(name) is not None)
        window.header.actions_by_name[name].trigger()
        first = window.dialogs.current(name)
        assert first is window.dialogs.current(name)
        first.reject()
        assert window.dialogs.current(name) is None


def test_unreadable_settings_are_explained(qtbot, window, stage):
    stage.settings.problem = StorageError("The file is locked.", "Unlock it.")
    window.header.settings_button.click()
    qtbot.waitUntil(lambda: window.dialogs.current("problem") is not None)
    assert window.dialogs.current("problem").text() == "The file is locked."
    window.dialogs.current("problem").accept()


def test_saved_settings_take_effect(qtbot, window, stage, theme):
    window.dialogs.open_settings()
    qtbot.waitUntil(lambda: window.dialogs.current("settings") is not None)
    dialog = window.dialogs.current("settings")
    dialog.row("general.theme").editor.set_value("dark")
    dialog.row("hearing.push_to_talk_key").editor.set_value("F9")
    with qtbot.waitSignal(dialog.saved):
        dialog.save(close=True)
    assert theme.dark
    assert "F9" in window.composer.talk.toolTip()
    assert len(stage.announced) == 1


def test_hands_free_in_the_settings_shows_in_the_window(qtbot, window, stage):
    stage.companion.asked.clear()
    for on in (True, False):
        window._on_settings(change_setting(Settings(), "hearing", "hands_free", on))
        assert window.composer.hands_free.isChecked() is on
        assert window.composer.talk.recording is on
    window.composer.hands_free.click()  # for now, which no setting knows of
    stage.companion.asked.clear()
    window._on_settings(change_setting(Settings(), "hearing", "barge_in", False))
    assert window.composer.talk.recording
    assert stage.companion.asked == []  # the settings' owner tells the companion


def test_the_passphrase_is_asked_for(qtbot, window, stage):
    wanted = ev.PassphraseWanted(
        NO_TURN, AT, new=False, wrong=False, reason="No keyring."
    )
    happen(qtbot, window, stage, wanted)
    first = window.dialogs.current("passphrase")
    happen(qtbot, window, stage, wanted)
    dialog = window.dialogs.current("passphrase")
    assert dialog is not first
    dialog._first.setText("secret")
    dialog._on_typed()
    dialog._accept.click()
    assert stage.companion.asked == [("give_passphrase", "secret")]
    happen(qtbot, window, stage, wanted)
    window.dialogs.current("passphrase").reject()
    assert stage.companion.asked[-1] == ("decline_passphrase",)
    happen(qtbot, window, stage, wanted)
    happen(qtbot, window, stage, opened(Keeping.PASSPHRASE))
    assert window.dialogs.current("passphrase") is None
    assert stage.companion.asked[-1] == ("decline_passphrase",)
    assert len(stage.companion.asked) == 2


def test_it_adapts_to_its_width(qtbot, window):
    stage_frame = window.page.stage
    window.resize(1000, 700)
    qtbot.waitUntil(
        lambda: (
            stage_frame.x() < window.conversation.mapTo(window, stage_frame.pos()).x()
        )
    )
    assert stage_frame.height() > 500
    window.resize(380, 700)
    qtbot.waitUntil(lambda: stage_frame.height() < 250)
    assert stage_frame.width() > 300
    window.resize(360, 420)
    qtbot.waitUntil(lambda: window.width() == 360)
    for part in (window.composer, window.state_line, window.header):
        assert part.mapTo(window, part.rect().bottomRight()).x() <= 360
    qtbot.waitUntil(lambda: window.conversation.height() > 60)
    assert stage_frame.height() >= 72


def test_nothing_jumps_when_a_problem_is_shown(qtbot, window, stage):
    before = [
        w.geometry() for w in (window.conversation, window.state_line, window.composer)
    ]
    happen(
        qtbot,
        window,
        stage,
        ev.ProblemRaised(T1, AT, AudioDeviceError("a " * 200, "b " * 200)),
    )
    qtbot.wait(20)
    assert [
        w.geometry() for w in (window.conversation, window.state_line, window.composer)
    ] == before


def test_the_keyboard_reaches_every_control(qtbot, window, stage):
    window.activateWindow()
    qtbot.waitActive(window)
    happen(
        qtbot, window, stage,
        user(1, "hi"), reply(1, "Hello"), engines("No model. Connect one."),
    )  # fmt: skip
    stage.waterfalls.spans[T1] = ONE_TURN
    happen(qtbot, window, stage, ev.PlaybackStarted(T1, AT, 0))
    window.composer.box.setPlainText("x")
    window.composer.box.setFocus()
    reached: set[QWidget] = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert window.composer.box in reached
    assert window.conversation.bubbles[-1] in reached
    assert {
        window.composer.talk,
        window.composer.action,
        window.composer.hands_free,
    } <= reached
    assert {window.header.settings_button, window.header.menu_button} <= reached
    missing = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QPushButton | QToolButton)
        and widget.isVisible()
        and widget.isEnabled()
        and widget not in reached
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [widget.accessibleName() for widget in missing] == []
    for widget in reached:
        assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_a_suggestion_is_said(window, stage):
    window.conversation.suggested.emit("Tell me a joke")
    assert stage.companion.asked == [("submit_text", "Tell me a joke")]
    assert window.focusWidget() is window.composer.box


def test_copying_is_confirmed(window):
    window.conversation.said.emit("Copied.")
    assert window.state_line.words == "Copied."


def test_a_second_start_brings_it_up(qtbot, window):
    window.showMinimized()
    window.raise_up()
    assert not window.isMinimized()
    assert window.isVisible()


def test_closing_lets_go_of_everything(window, stage):
    window.close()
    assert stage.companion.heard_by == 0
    assert not window.isVisible()


class TestAttention:
    """What the faces are told to look at."""

    @pytest.fixture
    def looks(self, window):
        points: list[QPoint] = []
        window.attention.looked.connect(points.append)
        return points

    def test_letters_and_not_what_was_sent(self, window, looks, qtbot):
        qtbot.keyClicks(window.composer.box, "hi")
        qtbot.keyClick(window.composer.box, Qt.Key.Key_Return)
        assert len(looks) == 2
        box = window.composer.box
        assert box.rect().contains(box.mapFromGlobal(looks[-1]))

    def test_a_dialog_that_opens(self, window, looks, qtbot):
        window.dialogs.open_about()
        dialog = window.dialogs.current("about")
        qtbot.waitUntil(lambda: bool(looks))
        assert dialog.geometry().contains(looks[-1])
        dialog.close()

    def test_a_list_that_is_answered_with(self, qtbot, theme, stage):
        window = MainWindow(replace(stage.parts(), media=FakeMedia()), theme)
        qtbot.addWidget(window)
        window.resize(900, 700)
        with qtbot.waitExposed(window):
            window.show()
        points: list[QPoint] = []
        window.attention.looked.connect(points.append)
        found = (MediaItem(MediaKind.SONG, "One", uris=("file:///1.ogg",)),)
        window.bridge.happened.emit(ev.ResultsShown(NO_TURN, AT, "Found", found))
        qtbot.waitUntil(lambda: bool(points), timeout=3000)
        results = window.media.results
        assert results.rect().contains(results.mapFromGlobal(points[-1]))
        window.bridge.happened.emit(ev.ResultsShown(NO_TURN, AT, "", ()))
        qtbot.wait(250)
        assert len(points) == 1
        window.close()

    def test_the_patience_of_the_settings(self, window, stage):
        settings = stage.settings.settings
        appearance = settings.appearance.model_copy(update={"dozes_after": 1})
        window._on_settings(settings.model_copy(update={"appearance": appearance}))
        stage.companion.clock.advance(61)
        assert window.attention.presence is Presence.SLEEPING

    def test_the_systems_motion_reaches_the_theme_unless_the_person_says_else(
        self, window, stage
    ):
        window.bridge.happened.emit(ev.MotionWishChanged(NO_TURN, AT, reduced=True))
        assert window._theme.reduced_motion
        settings = stage.settings.settings
        general = settings.general.model_copy(update={"reduced_motion": "off"})
        window._on_settings(settings.model_copy(update={"general": general}))
        assert not window._theme.reduced_motion


def test_it_begins_no_larger_than_its_screen(qtbot, theme, stage):
    window = MainWindow(stage.parts(), theme)
    qtbot.addWidget(window)
    free = window.screen().availableGeometry().size()
    assert free.width() < 1080  # else this says nothing
    assert window.width() < free.width()
    assert window.height() < free.height()
    window.close()


def test_what_can_be_undone_is_never_cut(qtbot, window):
    """In a low window the conversation has less room than the note over it."""
    window.resize(360, 420)
    window.conversation.setMaximumHeight(30)
    window.toast.offer("Message deleted", lambda: None, lambda: None)
    qtbot.wait(20)
    toast = window.toast
    inside = toast.mapTo(window, QPoint(0, 0))
    assert toast.visibleRegion().boundingRect() == toast.rect()
    assert inside.y() >= 0
    toast.undo()


@pytest.mark.parametrize("low", [QSize(360, 420), QSize(900, 420)])
def test_unfolded_times_push_nothing_out_of_a_low_window(qtbot, window, low):
    window.metrics_strip.show_spans(ONE_TURN)
    window.metrics_strip._fold.setChecked(True)
    assert window.metrics_strip.waterfall.isVisible()
    window.resize(low)
    qtbot.wait(20)
    strip = window.metrics_strip
    assert not strip.waterfall.isVisible()
    below = strip.mapTo(window, strip.rect().bottomLeft()).y()
    assert below < window.height()
    window.resize(900, 700)
    qtbot.wait(20)
    assert strip.waterfall.isVisible()


def test_tab_never_stops_where_no_focus_is_seen(qtbot, window):
    """An empty conversation has nothing to mark but its first questions."""
    window.header.menu_button.setFocus()
    QTest.keyClick(window.header.menu_button, Qt.Key.Key_Tab)
    first = window.focusWidget()
    assert isinstance(first, QPushButton)
    assert first.text() == "What can you do?"
    QTest.keyClick(first, Qt.Key.Key_Backtab)
    assert window.focusWidget() is window.header.menu_button


def test_tab_goes_from_above_to_below_also_to_what_came_late(qtbot, theme, stage):
    """Timers and lists are made while Lumen runs."""
    parts = replace(stage.parts(), media=FakeMedia())
    window = MainWindow(parts, theme)
    qtbot.addWidget(window)
    window.resize(1000, 900)
    window.show()
    qtbot.waitExposed(window)
    happen(qtbot, window, stage, *media_scenes.scenes()["all"])
    problem = ev.ProblemRaised(NO_TURN, AT, GenerationError("No.", "Do this."))
    happen(qtbot, window, stage, problem)
    window.metrics_strip.show_spans(ONE_TURN)
    qtbot.waitUntil(lambda: bool(stops_in(window.media.strip)))
    qtbot.wait(50)
    scrolled = window.conversation, window.page.stage.parentWidget()  # and beside
    stop, lines, reached = window.header.menu_button, [], []
    stop.setFocus()
    for _ in range(30):
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        stop = window.focusWidget()
        reached.append(stop)
        if not any(part.isAncestorOf(stop) for part in scrolled):
            lines.append(stop.mapTo(window, stop.rect().center()).y())
        if stop is window.metrics_strip._fold:
            break
    assert stop is window.metrics_strip._fold
    late = [s for s in stops_in(window.media.strip) if s.isVisible() and s.isEnabled()]
    assert len(late) >= 5
    assert [s for s in late if s not in reached] == []
    assert all(below - above > -12 for above, below in itertools.pairwise(lines)), lines
    window.close()
