from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton, QTabBar

from fakes import FakeCompanion
from lumen.core.assets import asset
from lumen.core.errors import DownloadError, GenerationError
from lumen.core.events import PassphraseWanted
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds
from lumen.ui import progress_row
from lumen.ui.bridge import Background, Bridge
from lumen.ui.dialog import Dialog, words
from lumen.ui.direction import in_order
from lumen.ui.help_dialog import AboutDialog, HelpDialog, read_help
from lumen.ui.models_dialog import ModelsDialog
from lumen.ui.parts import Transfer
from lumen.ui.passphrase_dialog import PassphraseDialog, strength
from lumen.ui.progress_row import progress_in_words, size_in_words
from ui_parts import FakeDownload, FakeLanguageModel, FakeShelf


@pytest.fixture
def background(qapp):
    bridge = Bridge(FakeCompanion())
    background = Background(bridge)
    yield background
    background.stop()
    bridge.close()


@pytest.fixture(autouse=True)
def quick_polls(monkeypatch):
    monkeypatch.setattr(progress_row, "POLL_MS", 5)


@pytest.fixture
def shelf() -> FakeShelf:
    return FakeShelf()


@pytest.fixture
def language_model() -> FakeLanguageModel:
    return FakeLanguageModel()


@pytest.fixture
def models(qtbot, theme, background, shelf, language_model):
    dialog = ModelsDialog(None, shelf, language_model, background)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.shelf_page.cards) or shelf.problem is not None)
    qtbot.waitUntil(dialog.connect_page.check_button.isEnabled)
    return dialog


def card(models, at: int):
    return models.shelf_page.cards[at]


# ---- models ------------------------------------------------------------------------------


def test_models_are_listed(models):
    assert [c.button.text() for c in models.shelf_page.cards] == [
        "Remove",
        "Download",
        "Download",
    ]
    assert card(models, 1).button.accessibleName() == "Download Whisper small"


def test_a_download_shows_how_far_it_is_and_ends(qtbot, models, shelf):
    half = Transfer(242_000_000, 484_000_000, 1e7, Seconds(24.0))
    shelf.next = FakeDownload(half, half, dataclasses.replace(half, done=True))
    card(models, 1).button.click()
    assert card(models, 1).progress.running
    assert card(models, 1).progress.words == "242 MB of 484 MB · 10 MB/s · 24 s left"
    shelf.list[1] = dataclasses.replace(shelf.list[1], installed=True)
    with qtbot.waitSignal(models.shelf_page.changed):
        pass
    assert card(models, 1).button.text() == "Remove"


def test_a_download_can_be_cancelled(qtbot, models, shelf):
    it = card(models, 1)
    it.button.click()
    with qtbot.waitSignal(it.progress.finished) as got:
        it.progress.cancel()
    assert got.args == [""]
    assert shelf.next.cancelled
    it.progress.cancel()
    assert not it.progress.running


def test_a_failed_download_is_explained_at_its_card(qtbot, models, shelf):
    shelf.next = FakeDownload(
        Transfer(1, 2), Transfer(done=True, error="No network. Try again.")
    )
    it = card(models, 1)
    it.button.click()
    qtbot.waitUntil(lambda: it.fault == "No network. Try again.")
    assert it.button.isVisible()


def test_a_download_that_is_over_at_once(qtbot, models, shelf):
    shelf.next = FakeDownload(Transfer(done=True, error="Refused."))
    card(models, 1).button.click()
    assert card(models, 1).fault == "Refused."


def test_removing_asks_once_more(qtbot, models, shelf):
    it = card(models, 0)
    it.button.click()
    assert it.button.text() == "Really remove?"
    assert shelf.removed == []
    it.button.click()
    qtbot.waitUntil(lambda: card(models, 0).button.text() == "Download")
    assert shelf.removed == ["whisper-base"]


def test_what_cannot_be_removed_is_explained(qtbot, models, shelf):
    it = card(models, 0)
    it.button.click()
    shelf.problem = DownloadError("It is in use.", "Stop it first.")
    it.button.click()
    qtbot.waitUntil(lambda: "in use" in it.fault)
    assert it.button.isEnabled()


def test_a_running_download_survives_a_new_list(qtbot, models, shelf):
    running = card(models, 1)
    running.button.click()
    with qtbot.waitSignal(models.shelf_page.changed):
        models.shelf_page.refresh()
    assert card(models, 1) is running
    assert running.progress.running
    running.progress.cancel()
    qtbot.waitUntil(lambda: not running.progress.running)


def test_models_that_cannot_be_listed(qtbot, theme, background, shelf, language_model):
    shelf.problem = DownloadError("The folder is gone.", "Make it.")
    dialog = ModelsDialog(None, shelf, language_model, background)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "folder is gone" in dialog.shelf_page._told.text())
    shelf.problem = None
    shelf.list = []
    dialog.shelf_page.refresh()
    qtbot.waitUntil(lambda: "no models" in dialog.shelf_page._told.text())


@pytest.mark.parametrize(
    ("size", "words"),
    [(12, "12 bytes"), (1_500, "1.5 kB"), (145e6, "145 MB"), (4.7e9, "4.7 GB")],
)
def test_sizes(size, words):
    assert size_in_words(int(size)) == words


def test_progress_in_words():
    assert progress_in_words(Transfer(5)) == "5 bytes"
    assert progress_in_words(Transfer(5, 10, 1.0, Seconds(600.0))).endswith(
        "10 min left"
    )
    assert progress_in_words(Transfer(5, 10, 1.0, Seconds(7200.0))).endswith(
        "2.0 h left"
    )


# ---- connecting a language model -----------------------------------------------------------


def known(language_model, **changes):
    language_model.state = dataclasses.replace(language_model.state, **changes)


def test_connecting_goes_step_by_step(qtbot, models, language_model):
    page = models.connect_page
    models.show_connecting()
    assert page.state.text() == "Ollama is not running"
    known(language_model, reachable=True)
    page.check_button.click()
    qtbot.waitUntil(lambda: "llama3.2 is missing" in page.state.text())
    assert page.pull_button.isVisible()
    known(language_model, present=True)
    language_model.next = FakeDownload(Transfer(1, 4), Transfer(4, 4, done=True))
    page.pull_button.click()
    qtbot.waitUntil(lambda: page.state.text() == "Connected to llama3.2")
    assert not page.pull_button.isVisible()


def test_a_failed_pull_can_be_tried_again(qtbot, models, language_model):
    page = models.connect_page
    models.show_connecting()
    known(language_model, reachable=True)
    page.check()
    qtbot.waitUntil(page.pull_button.isVisible)
    language_model.next = FakeDownload(Transfer(done=True, error="The disk is full."))
    page.pull_button.click()
    assert page._detail.text() == "The disk is full."
    assert page.pull_button.isVisible()


def test_a_failed_check_is_explained(qtbot, models, language_model, monkeypatch):
    def fail():
        raise GenerationError("It is refused.", "Allow it.")

    monkeypatch.setattr(language_model, "check", fail)
    models.connect_page.check()
    qtbot.waitUntil(lambda: models.connect_page.state.text() == "It is refused.")


def test_steps_can_be_followed_by_button(qtbot, qapp, models):
    models.show_connecting()
    buttons = {b.text(): b for b in models.connect_page.findChildren(QPushButton)}
    buttons["Copy"].click()
    assert qapp.clipboard().text() == "ollama serve"
    buttons["Open the page …"].click()
    box = models.connect_page.findChild(QMessageBox)
    assert box.informativeText() == "https://ollama.com/download"
    box.close()


# ---- the passphrase ------------------------------------------------------------------------


def ask(qtbot, *, new: bool, wrong: bool = False) -> PassphraseDialog:
    wanted = PassphraseWanted(NO_TURN, Seconds(0.0), new, wrong, "There is no keyring.")
    dialog = PassphraseDialog(None, wanted)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def write(field, text: str) -> None:
    field.setText(text)
    field.textEdited.emit(text)


def test_a_new_passphrase_is_given_twice(qtbot):
    dialog = ask(qtbot, new=True)
    write(dialog._first, "short")
    assert not dialog._accept.isEnabled()
    assert "Too short" in dialog.hint
    write(dialog._first, "four unrelated words here")
    assert dialog.hint == "Strong."
    write(dialog._second, "something else")
    dialog._accept.click()
    assert "do not match" in dialog.hint
    write(dialog._second, "four unrelated words here")
    with qtbot.waitSignal(dialog.given) as got, qtbot.assertNotEmitted(dialog.declined):
        dialog._accept.click()
    assert got.args == ["four unrelated words here"]


def test_an_existing_passphrase_is_given_once(qtbot):
    dialog = ask(qtbot, new=False, wrong=True)
    assert "not the passphrase" in dialog.hint
    assert not dialog._accept.isEnabled()
    write(dialog._first, "x")
    assert dialog.hint == ""
    with qtbot.waitSignal(dialog.given):
        dialog._accept.click()


def test_declining_is_an_answer(qtbot):
    dialog = ask(qtbot, new=True)
    with qtbot.waitSignal(dialog.declined):
        next(
            b for b in dialog.findChildren(QPushButton) if "memory" in b.text()
        ).click()
    with qtbot.assertNotEmitted(dialog.declined):
        dialog.reject()


def test_passphrases_are_hidden(qtbot):
    dialog = ask(qtbot, new=True)
    for field in (dialog._first, dialog._second):
        assert field.echoMode() is field.EchoMode.Password


@pytest.mark.parametrize(
    ("passphrase", "begins"),
    [("", ""), ("a" * 9, "Too short: 1 more character."), ("a" * 30, "Weak"), ("correct horse", "Fair"), ("abcdefghijklmnopqrstu", "Strong")],
)  # fmt: skip
def test_strength(passphrase, begins):
    assert strength(passphrase).startswith(begins)


# ---- help and about --------------------------------------------------------------------------


def test_help_is_rendered_without_leftovers():
    html = read_help()
    for word in ("Space", "Escape", "keyring", "Whisper", "Ollama", "<table>", "<h4>"):
        assert word in html
    assert "**" not in html
    assert "|" not in html


def test_help_names_every_shortcut_of_the_menu(window):
    text = asset("help", "help.md").read_text(encoding="utf-8")
    for action in window.header.actions_by_name.values():
        keys = (
            action.shortcut().toString().replace(",", "comma").replace("Del", "Delete")
        )
        assert keys in text


def test_help_shows_and_asks_before_links(qtbot, theme, background):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = HelpDialog(parent, theme, background)
    qtbot.waitUntil(lambda: "Talking to Lumen" in dialog.browser.toPlainText())
    dialog.browser.anchorClicked.emit(QUrl("javascript:alert(1)"))
    assert dialog.findChild(QMessageBox) is None
    dialog.browser.anchorClicked.emit(QUrl("https://example.org"))
    dialog.findChild(QMessageBox).close()


def test_about_tells_version_and_licence(qtbot):
    from PySide6.QtWidgets import QLabel, QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    said = " ".join(
        label.text() for label in AboutDialog(parent, "1.2.3").findChildren(QLabel)
    )
    assert "1.2.3" in said
    assert "GNU General Public License" in said


# ---- what all dialogs share --------------------------------------------------------------


def test_words_begin_where_the_lines_of_a_mirrored_window_begin(qtbot, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        label = words("English words")
        qtbot.addWidget(label)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    assert words("English words").alignment() & Qt.AlignmentFlag.AlignLeft


def test_words_that_come_later_are_in_order_as_the_first_ones(qtbot, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        label = words("Looking …")
        qtbot.addWidget(label)
        assert label.text() == in_order("Looking …") != "Looking …"
        label.setText("There is nothing.")
        assert label.text() == in_order("There is nothing.")
        label.setText("")
        assert label.text() == ""
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_dialog_is_as_high_as_its_words_need_at_its_width(qtbot):
    dialog = Dialog(None, "Something", (320, 120))
    qtbot.addWidget(dialog)
    said = words("This takes many more lines than it was thought to take. " * 12)
    dialog.body.addWidget(said)
    dialog.add_button("OK", main=True)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert said.height() >= said.heightForWidth(said.width()) > 120
    assert dialog.height() <= dialog.screen().availableSize().height()


def test_tab_goes_from_card_to_card_and_then_to_close(qtbot, models):
    close = next(b for b in models.findChildren(QPushButton) if b.text() == "Close")
    models.findChild(QTabBar).setFocus()
    reached = []
    for _ in range(len(models.shelf_page.cards) + 1):
        QTest.keyClick(models.focusWidget(), Qt.Key.Key_Tab)
        reached.append(models.focusWidget())
    assert reached == [*(card.button for card in models.shelf_page.cards), close]


def test_what_ends_english_words_stays_at_their_end(qtbot, qapp):
    assert in_order("Choose …") == "Choose …"
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        text = in_order("Choose …")
        laid = QTextLayout(text, qapp.font())
        option = laid.textOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        laid.setTextOption(option)
        laid.beginLayout()
        line = laid.createLine()
        laid.endLayout()
        ellipsis, _ = line.cursorToX(text.index("…"))
        first, _ = line.cursorToX(text.index("C"))
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert ellipsis > first
