from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QToolButton

from lumen.core import events as ev
from lumen.core.conversation import Keeping, Message, Role
from lumen.core.speech import Transcript
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.ui.bubble import SHOWN_CHARACTERS
from lumen.ui.conversation import MOST_BUBBLES, PAGE, ConversationView
from lumen.ui.conversation_hearing import HeardSoFar
from lumen.ui.conversation_model import ConversationModel
from lumen.ui.message_text import reads_right_to_left
from lumen.ui.theme import ThemeMode

AT = Seconds(0.0)


@pytest.fixture
def model() -> ConversationModel:
    return ConversationModel()


@pytest.fixture
def view(qtbot, theme, model):
    view = ConversationView(model, theme)
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    qtbot.waitExposed(view)
    return view


def user(number: int, text: str) -> ev.UserMessageAdded:
    return ev.UserMessageAdded(TurnId(number), AT, number, text, spoken=True)


def reply(number: int, text: str, *, interrupted: bool = False) -> ev.ReplyMessageAdded:
    return ev.ReplyMessageAdded(TurnId(number), AT, number + 1000, text, interrupted)


def history(count: int) -> ev.HistoryOpened:
    messages = tuple(
        Message(
            n, Role.USER if n % 2 else Role.COMPANION, f"message {n}", 1e9 + n * 3600
        )
        for n in range(count)
    )
    return ev.HistoryOpened(NO_TURN, AT, Keeping.KEYRING, messages)


def settle(qtbot, view: ConversationView) -> None:
    qtbot.waitUntil(lambda: view.settled)
    qtbot.wait(20)


def plain(view: ConversationView, at: int) -> str:
    return view.bubbles[at].text.toPlainText()


def test_a_streamed_reply_grows_in_place(qtbot, view, model):
    model.handle(user(1, "hi"))
    for word in ("**Good**", " day", ".\n\nHow", " are you?"):
        model.handle(ev.ReplyDelta(TurnId(1), AT, word))
    settle(qtbot, view)
    assert len(view.bubbles) == 2
    assert plain(view, 1) == "Good day.\nHow are you?"
    assert "font-weight:700" in view.bubbles[1].text.toHtml()


def test_what_the_person_wrote_is_never_markdown(qtbot, view, model):
    model.handle(user(1, "**a** <b>c</b> ![x](http://y/z.png)\nd"))
    settle(qtbot, view)
    assert plain(view, 0) == "**a** <b>c</b> ![x](http://y/z.png)\nd"


def test_hostile_replies_fetch_nothing(qtbot, view, model, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")
    model.handle(
        reply(
            1,
            f"![a](file://{picture}) <img src='file://{picture}'> [x](javascript:y) <script>z</script>",
        )
    )
    settle(qtbot, view)
    text = view.bubbles[0].text
    assert text.links() == []
    assert "<img" not in text.toHtml()
    kind = QTextDocument.ResourceType.ImageResource.value
    assert text.loadResource(kind, QUrl.fromLocalFile(str(picture))) is None
    assert "<script>z</script>" in text.toPlainText()


def test_links_are_only_told_about(qtbot, view, model, monkeypatch):
    model.handle(reply(1, "See [the shop](https://example.org/a?b=1)."))
    settle(qtbot, view)
    text = view.bubbles[0].text
    assert text.links() == ["https://example.org/a?b=1"]
    text.highlighted.emit(QUrl("https://example.org/a?b=1"))
    assert text.toolTip() == "https://example.org/a?b=1"
    with qtbot.waitSignal(view.link_chosen) as got:
        text.anchorClicked.emit(QUrl("https://example.org/a?b=1"))
    assert got.args == ["https://example.org/a?b=1"]


def test_an_interrupted_reply_says_so(qtbot, view, model):
    model.handle(reply(1, "One two", interrupted=True))
    settle(qtbot, view)
    assert plain(view, 0) == "One two …"
    assert "interrupted" in view.bubbles[0].accessibleDescription()


@pytest.mark.parametrize(
    ("text", "right"),
    [("שלום", True), ("123 مرحبا", True), ("hello שלום", False), ("你好", False), ("...", False)],
)  # fmt: skip
def test_direction_is_that_of_the_first_strong_letter(qtbot, view, model, text, right):
    assert reads_right_to_left(text) is right
    model.handle(reply(1, text))
    settle(qtbot, view)
    block = view.bubbles[0].text.document().firstBlock()
    wanted = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
    assert block.textDirection() is wanted


def test_long_words_wrap_inside_the_window(qtbot, view, model):
    model.handle(user(1, "x" * 3000))
    model.handle(reply(2, "```\n" + "y" * 500 + "\n```"))
    settle(qtbot, view)
    for bubble in view.bubbles:
        assert bubble.text.width() <= view.viewport().width()
        assert bubble.text.document().idealWidth() <= view.viewport().width()
    assert view.bubbles[0].height() > 200


def test_a_huge_reply_is_shown_in_part_until_asked_for(qtbot, view, model):
    model.handle(reply(1, "word " * 20_000))
    settle(qtbot, view)
    bubble = view.bubbles[0]
    assert len(bubble.text.toPlainText()) < SHOWN_CHARACTERS + 100
    rest = next(b for b in bubble.findChildren(QPushButton) if "rest" in b.text())
    rest.click()
    settle(qtbot, view)
    assert bubble.text.toPlainText().count("word") == 20_000


def test_rendering_a_huge_reply_is_cut_into_pieces(qtbot, view, model):
    model.handle(reply(1, "A paragraph with **bold** words.\n\n" * 300))
    pieces = 0
    bubble = view.bubbles[0]
    while not bubble.advance():
        pieces += 1
    assert pieces > 5
    assert bubble.text.toPlainText().count("paragraph") == 300


def test_streaming_renders_only_the_last_piece_again(qtbot, view, model, monkeypatch):
    rendered = []
    from lumen.ui import message_text

    real = message_text.to_rich_text
    monkeypatch.setattr(
        message_text, "to_rich_text", lambda text: rendered.append(text) or real(text)
    )
    model.handle(ev.ReplyDelta(TurnId(1), AT, "Some words.\n\n" * 200))
    settle(qtbot, view)
    rendered.clear()
    model.handle(ev.ReplyDelta(TurnId(1), AT, "The end."))
    settle(qtbot, view)
    assert len(rendered) == 1
    assert plain(view, 0).endswith("The end.")
    assert plain(view, 0).count("Some words.") == 200


def test_only_the_newest_of_5000_messages_become_bubbles(qtbot, view, model):
    model.handle(history(5000))
    settle(qtbot, view)
    assert len(view.bubbles) == PAGE
    assert plain(view, -1) == "message 4999"
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(0)
    view.show_earlier()
    settle(qtbot, view)
    assert len(view.bubbles) == 2 * PAGE
    assert plain(view, 0) == f"message {5000 - 2 * PAGE}"
    assert 0 < bar.value() < bar.maximum()


def test_old_bubbles_make_room(qtbot, view, model):
    for number in range(1, MOST_BUBBLES + 20):
        model.handle(user(number, "a"))
    settle(qtbot, view)
    assert len(view.bubbles) == MOST_BUBBLES


def test_it_scrolls_along_only_at_the_end(qtbot, view, model):
    model.handle(history(60))
    settle(qtbot, view)
    bar = view.verticalScrollBar()
    bar.setValue(200)
    model.handle(ev.ReplyDelta(TurnId(1), AT, "something\n\n" * 30))
    settle(qtbot, view)
    assert bar.value() == 200
    assert view._place.button.isVisible()
    view._place.button.click()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    model.handle(ev.ReplyDelta(TurnId(1), AT, "more\n\n" * 30))
    settle(qtbot, view)
    assert bar.value() == bar.maximum()


def test_reading_up_to_the_top_brings_what_was_said_before(qtbot, view, model):
    model.handle(history(3 * PAGE))
    settle(qtbot, view)
    assert len(view.bubbles) == PAGE
    top = view.bubbles[0]
    bar = view.verticalScrollBar()
    bar.setValue(0)
    qtbot.waitUntil(lambda: len(view.bubbles) == 2 * PAGE)
    settle(qtbot, view)
    qtbot.waitUntil(lambda: bar.value() > 200)
    assert top in view.bubbles
    assert not top.visibleRegion().isEmpty()  # what was read has not moved away


def kept(*numbers: int, more: bool) -> ev.EarlierMessagesFound:
    messages = tuple(
        Message(n, Role.USER, f"message {n}", 1e9 + n * 3600) for n in numbers
    )
    return ev.EarlierMessagesFound(NO_TURN, AT, messages, more)


def test_what_the_window_lacks_is_asked_for_and_shown(qtbot, view, model):
    wanted: list[int | None] = []
    view.earlier_wanted.connect(lambda: wanted.append(model.ask_for_earlier()))
    messages = tuple(Message(n, Role.USER, f"message {n}", 1e9) for n in range(50, 60))
    model.handle(ev.HistoryOpened(NO_TURN, AT, Keeping.KEYRING, messages, more=True))
    settle(qtbot, view)
    button = next(b for b in view.findChildren(QPushButton) if "earlier" in b.text())
    assert button.isVisible()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert wanted == [50]
    assert len(view.bubbles) == 10
    model.handle(kept(48, 49, more=False))
    settle(qtbot, view)
    assert [plain(view, at) for at in range(3)] == [
        "message 48",
        "message 49",
        "message 50",
    ]
    assert not button.isVisible()
    assert not button.hasFocus()


def test_the_arrow_up_on_the_first_message_brings_earlier_ones(qtbot, view, model):
    wanted: list[int | None] = []
    view.earlier_wanted.connect(lambda: wanted.append(model.ask_for_earlier()))
    messages = (Message(9, Role.USER, "message 9", 1e9),)
    model.handle(ev.HistoryOpened(NO_TURN, AT, Keeping.KEYRING, messages, more=True))
    settle(qtbot, view)
    QTest.keyClick(view.bubbles[0], Qt.Key.Key_Up)
    assert wanted == [9]
    model.handle(kept(7, 8, more=False))
    settle(qtbot, view)
    QTest.keyClick(view.bubbles[2], Qt.Key.Key_Up)
    assert view.bubbles[1].hasFocus()


def test_what_is_being_heard_stands_faintly_at_the_end(qtbot, view, model):
    def heard(text: str) -> ev.TranscriptReady:
        return ev.TranscriptReady(
            TurnId(5), AT, 0, Transcript(text, 1.0, "en", "scripted")
        )

    faint = view.findChild(HeardSoFar)
    model.handle(history(60))
    settle(qtbot, view)
    view.verticalScrollBar().setValue(200)
    model.handle(ev.PhaseChanged(TurnId(5), AT, Phase.LISTENING))
    assert not faint.isVisible()
    model.handle(heard("turn it \u202edown"))
    assert faint.isVisible()
    assert faint.text() == "turn it down\N{NO-BREAK SPACE}…"
    assert faint.accessibleName() == "Heard so far: turn it down"
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert faint.y() > view.bubbles[-1].geometry().bottom()
    model.handle(heard("turn it down " * 60))
    assert len(faint.text()) < 420
    assert faint.text().startswith("… ")
    model.handle(user(5, "turn it down please"))
    settle(qtbot, view)
    assert not faint.isVisible()
    assert plain(view, -1) == "turn it down please"


def test_nobody_turns_a_message_round(qtbot, view, model):
    model.handle(user(1, "pay \u202e001\u202c now \u2066x\u2069"))
    model.handle(reply(1, "see \u202dyou\u202c"))
    settle(qtbot, view)
    assert (plain(view, 0), plain(view, 1)) == ("pay 001 now x", "see you")
    assert "\u202e" not in view.bubbles[0].accessibleName()
    QTest.keyClick(view.bubbles[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "pay 001 now x"


def test_a_message_of_ones_own_comes_into_view(qtbot, view, model):
    model.handle(history(60))
    settle(qtbot, view)
    bar = view.verticalScrollBar()
    bar.setValue(0)
    model.handle(user(7, "look here"))
    settle(qtbot, view)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_days_are_named_once(qtbot, view, model):
    now = time.time()
    messages = (
        Message(1, Role.USER, "a", now - 86_400),
        Message(2, Role.USER, "b", now),
        Message(3, Role.USER, "c", now),
        Message(4, Role.USER, "d", 0.0),
    )
    model.handle(ev.HistoryOpened(NO_TURN, AT, Keeping.KEYRING, messages))
    settle(qtbot, view)
    assert sorted(label.text() for label in view._days._labels.values()) == [
        "Today",
        "Yesterday",
    ]
    model.remove([model.entries[1]])
    assert sorted(label.text() for label in view._days._labels.values()) == [
        "Today",
        "Yesterday",
    ]


def actions(view: ConversationView, at: int = -1) -> dict[str, object]:
    return {action.text(): action for action in view.bubbles[at].actions_now()}


def test_what_can_be_done_to_a_reply(qtbot, view, model):
    model.handle(user(1, "hi"))
    model.handle(reply(1, "**Hello**"))
    settle(qtbot, view)
    assert list(actions(view)) == [
        "Copy",
        "Good reply",
        "Bad reply",
        "Answer again",
        "Delete",
    ]
    assert list(actions(view, 0)) == ["Copy", "Delete"]
    with qtbot.waitSignal(view.rated) as got:
        actions(view)["Good reply"].trigger()
    assert got.args == [model.entries[1], 1]
    model.rate(model.entries[1], 1)
    assert actions(view)["Good reply"].isChecked()
    with qtbot.waitSignal(view.rated) as got:
        actions(view)["Good reply"].trigger()
    assert got.args == [model.entries[1], 0]
    with qtbot.waitSignal(view.regeneration_wanted):
        actions(view)["Answer again"].trigger()
    with qtbot.waitSignal(view.deletion_wanted) as got:
        actions(view)["Delete"].trigger()
    assert got.args == [model.entries[1]]
    with qtbot.waitSignal(view.said):
        actions(view)["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "**Hello**"


def test_a_selection_is_copied_alone(qtbot, view, model):
    model.handle(reply(1, "One two three"))
    settle(qtbot, view)
    text = view.bubbles[0].text
    cursor = text.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(7, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    actions(view)["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "two"
    menu = view.bubbles[0].open_menu(QPoint(0, 0))
    assert menu.actions()[0].text() == "Copy selection"
    menu.close()


def test_nothing_is_deleted_while_it_streams(qtbot, view, model):
    model.handle(ev.ReplyDelta(TurnId(1), AT, "One"))
    settle(qtbot, view)
    assert list(actions(view)) == ["Copy"]
    bubble = view.bubbles[0]
    bubble.setFocus()
    with qtbot.assertNotEmitted(view.deletion_wanted):
        QTest.keyClick(bubble, Qt.Key.Key_Delete)


def test_buttons_appear_under_the_pointer(qtbot, view, model):
    model.handle(user(1, "hi"))
    model.handle(reply(1, "Hello"))
    settle(qtbot, view)
    first = view.bubbles[0]
    first.leaveEvent(QEvent(QEvent.Type.Leave))  # wherever the pointer is
    qtbot.wait(1)
    first.clearFocus()
    assert not [b for b in first.findChildren(QToolButton) if b.isVisible()]
    first.enterEvent(_enter())
    qtbot.waitUntil(lambda: any(b.isVisible() for b in first.findChildren(QToolButton)))
    buttons = [b for b in first.findChildren(QToolButton) if b.isVisible()]
    assert [button.accessibleName() for button in buttons] == ["Copy", "Delete"]
    first.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(
        lambda: not [b for b in first.findChildren(QToolButton) if b.isVisible()]
    )


def _enter():
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QEnterEvent

    return QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1))


def test_the_keyboard_walks_through_messages(qtbot, view, model):
    model.handle(history(40))
    settle(qtbot, view)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    focused = QApplication.focusWidget
    assert focused() is view.bubbles[-1]
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert focused() is view.bubbles[-2]
    QTest.keyClick(focused(), Qt.Key.Key_Home)
    assert focused() is view.bubbles[0]
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    settle(qtbot, view)
    assert len(view.bubbles) == 40
    QTest.keyClick(focused(), Qt.Key.Key_End)
    assert focused() is view.bubbles[-1]
    with qtbot.waitSignal(view.deletion_wanted):
        QTest.keyClick(focused(), Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.said):
        QTest.keyClick(focused(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(focused(), Qt.Key.Key_X)


def test_the_menu_by_keyboard_holds_the_links(qtbot, view, model):
    model.handle(reply(1, "[a](https://example.org/" + "x" * 80 + ")"))
    settle(qtbot, view)
    bubble = view.bubbles[0]
    bubble.setFocus()
    QTest.keyClick(bubble, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    link = menu.actions()[-1]
    assert link.text().startswith("Open https://example.org/")
    with qtbot.waitSignal(view.link_chosen) as got:
        link.trigger()
    assert got.args[0].endswith("x" * 80)
    menu.close()
    bubble.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    )
    QApplication.activePopupWidget().close()


def test_bubbles_speak_to_assistive_technology(qtbot, view, model):
    model.handle(user(1, "hi"))
    model.handle(reply(1, "Hello"))
    assert [b.accessibleName() for b in view.bubbles] == [
        "You said: hi",
        "Lumen said: Hello",
    ]


def test_another_palette_is_taken_over(qtbot, view, model, theme):
    model.handle(reply(1, "`code` and [a](https://b.c)"))
    settle(qtbot, view)
    before = view.bubbles[0].text.toHtml()
    theme.set_mode(ThemeMode.DARK)
    settle(qtbot, view)
    assert view.bubbles[0].text.toHtml() != before
    theme.set_mode(ThemeMode.LIGHT)


def test_a_narrower_view_wraps_more(qtbot, view, model):
    model.handle(reply(1, "word " * 60))
    settle(qtbot, view)
    high = view.bubbles[0].height()
    view.resize(320, 500)
    qtbot.waitUntil(lambda: view.bubbles[0].height() > high)


def test_an_empty_conversation_suggests_how_to_begin(qtbot, view, model):
    button = next(
        b for b in view.findChildren(QPushButton) if b.text() == "Tell me a joke"
    )
    assert button.isVisible()
    with qtbot.waitSignal(view.suggested) as got:
        button.click()
    assert got.args == ["Tell me a joke"]
    model.handle(user(1, "hi"))
    assert not button.isVisible()


def test_removing_and_restoring_keeps_the_order(qtbot, view, model):
    model.handle(history(6))
    removal = model.remove([model.entries[2]])
    settle(qtbot, view)
    assert [plain(view, at) for at in range(5)] == [
        f"message {n}" for n in (0, 1, 3, 4, 5)
    ]
    model.restore(removal)
    settle(qtbot, view)
    assert [plain(view, at) for at in range(6)] == [f"message {n}" for n in range(6)]
    model.remove(model.entries)
    assert view.bubbles == []


def test_an_entry_restored_above_the_page_stays_unmade(qtbot, view, model):
    model.handle(history(100))
    settle(qtbot, view)
    removal = model.remove([model.entries[3]])
    model.restore(removal)
    settle(qtbot, view)
    assert len(view.bubbles) == PAGE


def test_asking_before_a_link_is_opened(qtbot, window, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "lumen.ui.dialog.QDesktopServices.openUrl",
        lambda url: opened.append(url.toString()),
    )
    window.conversation.link_chosen.emit("https://bücher.example/a b")
    box = window.findChild(QMessageBox)
    assert "xn--bcher-kva.example/a%20b" in box.informativeText()
    assert opened == []
    button = next(b for b in box.buttons() if b.text() == "Open in browser")
    assert box.defaultButton() is not button
    button.click()
    assert len(opened) == 1


def test_a_greeting_that_does_not_fit_is_read_from_its_beginning(qtbot, theme, model):
    view = ConversationView(model, theme)
    qtbot.addWidget(view)
    view.resize(340, 120)
    view.show()
    qtbot.waitExposed(view)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == 0
    assert not view._place.button.isVisible()
    for number in range(4):
        model.handle(user(number, "some words " * 9))
    qtbot.waitUntil(lambda: view.settled and bar.value() == bar.maximum() > 0)


@pytest.mark.parametrize("gone", ["deleted", "cleared", "not said after all"])
def test_a_greeting_that_comes_back_is_read_from_its_beginning(
    qtbot, theme, model, gone: str
):
    view = ConversationView(model, theme)
    qtbot.addWidget(view)
    view.resize(340, 120)
    view.show()
    qtbot.waitExposed(view)
    bar = view.verticalScrollBar()
    if gone == "not said after all":
        model.handle(ev.PhaseChanged(TurnId(1), AT, Phase.LISTENING))
        heard = Transcript("words " * 40, 0.9, "en", "test")
        model.handle(ev.TranscriptReady(TurnId(1), AT, 0, heard))
        settle(qtbot, view)
        model.handle(ev.PhaseChanged(NO_TURN, AT, Phase.IDLE))
    else:
        model.handle(user(1, "some words " * 30))
        settle(qtbot, view)
        if gone == "deleted":
            model.remove(model.entries[:1])
        else:
            model.clear()
    settle(qtbot, view)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == 0
    assert not view._place.button.isVisible()
