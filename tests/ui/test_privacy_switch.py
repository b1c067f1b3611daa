"""Privacy in the window: asked for, shown, refused, ended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from lumen.core import events as ev
from lumen.core.errors import PrivacyError
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.ui.notices import Remedy
from lumen.ui.window import MainWindow
from ui_parts import Stage

AT = Seconds(0.0)


def private(on: bool, *, hands_free: bool = False) -> ev.PrivacyChanged:
    return ev.PrivacyChanged(NO_TURN, AT, on, hands_free)


def tell(window: MainWindow, *events: ev.Event) -> None:
    for event in events:
        window.bridge.happened.emit(event)


def wishes(stage: Stage) -> list[object]:
    return [asked[1] for asked in stage.companion.asked if asked[0] == "set_privacy"]


def test_the_key_asks_and_the_companion_decides(window, stage, qtbot):
    qtbot.keyClick(
        window,
        Qt.Key.Key_P,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert wishes(stage) == [True]
    assert not window.privacy.on  # until the companion says so
    assert not window.header.actions_by_name["privacy"].isChecked()
    tell(window, private(True))
    assert window.privacy.on
    window.header.actions_by_name["privacy"].trigger()
    assert wishes(stage) == [True, False]


def test_the_menu_does_not_claim_what_is_not_so_yet(window):
    entry = window.header.actions_by_name["privacy"]
    entry.trigger()
    assert not entry.isChecked()
    tell(window, private(True))
    assert entry.isChecked()
    entry.trigger()
    assert entry.isChecked()


def test_it_is_shown_in_three_places_until_it_ends(window, stage):
    entry, badge = window.header.actions_by_name["privacy"], window.header.private
    assert entry.isCheckable()
    assert not badge.isVisible()
    tell(window, private(True))
    assert entry.isChecked()
    assert badge.isVisible()
    assert "Ctrl+Shift+P" in badge.accessibleName()
    assert "microphone is off" in window.state_line.words
    assert not window.state_line._close.isVisible()  # it cannot be wished away
    tell(window, private(False))
    assert not entry.isChecked()
    assert not badge.isVisible()
    assert "microphone is off" not in window.state_line.words


def test_the_line_ends_it(window, stage, qtbot):
    tell(window, private(True))
    assert window.state_line.notice.remedy is Remedy.END_PRIVACY
    window.state_line._button.click()
    assert wishes(stage) == [False]


def test_a_refusal_is_said_with_its_way_out_and_goes_with_privacy(window, stage):
    tell(window, private(True), ev.ProblemRaised(NO_TURN, AT, PrivacyError()))
    assert window.state_line.notice.problem
    window.state_line._button.click()
    assert wishes(stage) == [False]
    tell(window, private(False))
    assert window.state_line.notice is None


def test_a_reply_is_shown_in_the_line_and_privacy_again_after_it(window):
    tell(window, private(True))
    tell(window, ev.PhaseChanged(TurnId(1), AT, Phase.SPEAKING))
    assert window.state_line.words == "Speaking"
    assert window.header.private.isVisible()  # the badge stays
    tell(window, ev.PhaseChanged(TurnId(1), AT, Phase.IDLE))
    assert "microphone is off" in window.state_line.words


def test_hands_free_does_not_claim_to_listen(window, stage):
    button = window.composer.hands_free
    button.click()
    assert button.isChecked()
    tell(window, private(True, hands_free=True))
    assert not button.isChecked()
    assert not window.composer.talk.recording
    button.click()
    assert stage.companion.asked[-1] == ("set_hands_free", True)  # it says why not
    assert not button.isChecked()
    tell(window, private(False, hands_free=True))
    assert button.isChecked()


@pytest.mark.parametrize("on", [True, False])
def test_hands_free_from_the_settings_waits_for_its_end(window, stage, on):
    tell(window, private(on))
    settings = stage.settings.settings
    hearing = settings.hearing.model_copy(update={"hands_free": True})
    window._on_settings(settings.model_copy(update={"hearing": hearing}))
    assert window.composer.hands_free.isChecked() is not on
