"""A desktop with large text: nothing is squeezed, nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lumen.core import events as ev
from lumen.core.errors import GenerationError
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds
from lumen.ui.help_dialog import AboutDialog
from lumen.ui.metrics_strip import Waterfall
from lumen.ui.passphrase_dialog import PassphraseDialog
from lumen.ui.state_line import HEIGHT, StateLine
from lumen.ui.theme import Theme, ThemeMode, with_text
from lumen.ui.window import MainWindow
from ui_parts import ONE_TURN, Stage

AT = Seconds(0.0)


@pytest.fixture
def theme(qapp) -> Iterator[Theme]:
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(18.0)
    qapp.setFont(larger)
    yield Theme(qapp, ThemeMode.LIGHT)
    qapp.setFont(usual)
    Theme(qapp, ThemeMode.LIGHT)


def cut(widget: QWidget) -> list[str]:
    """What has less room than it needs."""
    found = []
    for label in widget.findChildren(QLabel):
        needed = label.sizeHint().height()
        if label.wordWrap():
            needed = label.heightForWidth(label.width())
        if label.isVisible() and label.height() < needed:
            found.append(label.text())
    for button in widget.findChildren(QPushButton):
        small = button.height() < button.minimumSizeHint().height()
        if button.isVisible() and (small or button.width() < button.sizeHint().width()):
            found.append(button.text())
    return found


@pytest.mark.parametrize("new", [True, False])
def test_the_passphrase_is_asked_for_in_full(qtbot, theme, new):
    why = "There is no keyring on this desktop, so a passphrase has to protect it all."
    wanted = ev.PassphraseWanted(NO_TURN, AT, new, not new, why)
    dialog = PassphraseDialog(None, wanted)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert cut(dialog) == []


def test_what_lumen_is_can_be_read(qtbot, theme):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = AboutDialog(parent, "1.0")
    dialog.show()
    qtbot.waitExposed(dialog)
    assert cut(dialog) == []


def test_a_notice_has_room_for_two_lines(qtbot, theme):
    line = StateLine(theme)
    qtbot.addWidget(line)
    line.resize(900, line.height())
    line.handle(ev.ProblemRaised(NO_TURN, AT, GenerationError("It is so.", "Do this.")))
    line.show()
    qtbot.waitExposed(line)
    assert line.height() > HEIGHT
    assert cut(line) == []


def test_times_have_rows_as_high_as_their_words(qtbot, theme):
    waterfall = Waterfall(theme)
    qtbot.addWidget(waterfall)
    waterfall.show_spans(ONE_TURN)
    row = waterfall.sizeHint().height() / len(ONE_TURN)
    assert row == with_text(22) > waterfall.fontMetrics().height() * 0.88


def test_badges_are_whole_in_a_narrow_window(qtbot, theme):
    window = MainWindow(Stage().parts(), theme)
    qtbot.addWidget(window)
    window.resize(420, 700)
    window.show()
    qtbot.waitExposed(window)
    header = window.header
    header.set_unsaved(True)
    header.set_private(True)
    qtbot.wait(20)
    for badge in (header.badge, header.private):
        assert badge.width() >= badge.sizeHint().width()
    assert header.width() <= 420
    header.set_private(False)
    header.set_unsaved(False)
    assert header._title.isVisible()
    window.close()


def test_a_note_that_can_be_undone_is_whole_in_the_narrowest_window(qtbot, theme):
    window = MainWindow(Stage().parts(), theme)
    qtbot.addWidget(window)
    window.resize(window.minimumSize())
    window.show()
    qtbot.waitExposed(window)
    toast = window.toast
    toast.offer("Conversation cleared", lambda: None, lambda: None)
    assert window.page.rect().contains(toast.geometry())
    assert cut(toast) == []
    high = toast.height()
    window.resize(700, 700)
    qtbot.waitUntil(lambda: toast.height() < high)  # there is room for one line
    assert window.page.rect().contains(toast.geometry())
    assert cut(toast) == []
    toast.undo()
    window.close()
