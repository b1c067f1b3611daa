"""The companion on the desktop within the window: wanted, told, kept, ended."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lumen.avatar.names import Presence
from lumen.core import events as ev
from lumen.core.errors import AudioDeviceError, InputError, PrivacyError, StorageError
from lumen.core.media import PlaybackStatus, PlayerId, PlayerState, Track
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.storage.settings import change_setting
from lumen.storage.settings_model import Settings
from lumen.ui import overlay_keeper, overlay_shown
from lumen.ui.overlay import Overlay
from lumen.ui.overlay_face import make_face
from lumen.ui.overlay_memory import read_memory
from lumen.ui.overlay_place import Corner
from lumen.ui.parts import OverlayParts
from lumen.ui.theme import Theme
from lumen.ui.window import MainWindow
from overlay_parts import FakeSurroundings, Speaker, memory_file
from ui_parts import Stage

T1, AT = TurnId(1), Seconds(0.0)


class Desk:
    """A window with a companion, whose settings are a variable."""

    def __init__(self, folder) -> None:
        self.stage = Stage()
        self.speaker = Speaker()
        self.stage.companion.heard = lambda: self.speaker.heard
        self.settings = Settings()
        self.fault: StorageError | None = None
        self.around: list[FakeSurroundings] = []
        self.memory = memory_file(folder)

    def change(self, name: str, value: object) -> None:
        if self.fault is not None:
            raise self.fault
        self.settings = change_setting(self.settings, "overlay", name, value)

    def surroundings(self) -> FakeSurroundings:
        self.around.append(FakeSurroundings())
        return self.around[-1]

    def face(self, theme: Theme):
        return make_face(theme, self.speaker.clock.now, lambda: self.speaker.heard)

    def window(self, theme: Theme) -> MainWindow:
        parts = OverlayParts(self.face, lambda: self.settings, self.change, self.memory)
        return MainWindow(replace(self.stage.parts(), overlay=parts), theme)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr("lumen.ui.overlay.SETTLE_MS", 1)
    monkeypatch.setattr("lumen.ui.overlay_bubble.STAYS_MS", 1)
    monkeypatch.setattr("lumen.ui.overlay_bubble.FADE_MS", 1)
    monkeypatch.setattr("lumen.ui.overlay_speech.CAPTION_MS", 1)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    desk = Desk(tmp_path)
    monkeypatch.setattr(overlay_shown, "look_around", desk.surroundings)
    return desk


@pytest.fixture
def window(qtbot, theme, desk):
    window = desk.window(theme)
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def overlay(qtbot, window) -> Overlay:
    action(window, "overlay").trigger()
    qtbot.waitExposed(window.overlay.overlay)
    return window.overlay.overlay


def action(window, name):
    return window.header.actions_by_name[name]


def post(desk, *events):
    desk.stage.companion.post(*events)


def test_without_its_parts_nothing_is_offered(qtbot, theme):
    window = MainWindow(Stage().parts(), theme)
    qtbot.addWidget(window)
    assert window.overlay is None
    assert not action(window, "overlay").isVisible()
    assert not action(window, "overlay_menu").isVisible()
    window.close()


def test_the_menu_shows_and_hides_it_and_that_is_kept(qtbot, desk, window):
    switch = action(window, "overlay")
    assert switch.isCheckable()
    assert window.overlay.overlay is None
    switch.trigger()
    assert switch.isChecked()
    assert window.overlay.overlay.isVisible()
    qtbot.waitUntil(lambda: desk.settings.overlay.shown)
    switch.trigger()
    assert not switch.isChecked()
    assert window.overlay.overlay is None
    assert desk.around[-1].closed
    qtbot.waitUntil(lambda: not desk.settings.overlay.shown)
    window.overlay.set_shown(False)


def test_hidden_it_costs_nothing(qtbot, window, overlay):
    gone = []
    overlay.destroyed.connect(lambda: gone.append("window"))
    overlay.face.destroyed.connect(lambda: gone.append("face"))
    action(window, "overlay").trigger()

    qtbot.waitUntil(lambda: sorted(gone) == ["face", "window"])
    assert not window.overlay.speech.following


def test_what_was_wanted_at_the_last_start_is_there_again(qtbot, desk, theme):
    desk.change("shown", True)
    desk.change("height", 200)
    desk.change("click_through", True)
    window = desk.window(theme)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.overlay.overlay is not None)
    assert window.overlay.overlay.height() == 200
    assert window.overlay.overlay.clicks.passing
    assert action(window, "overlay").isChecked()
    window.close()
    assert window.overlay.overlay is None


def test_its_menu_comes_by_key_also_when_it_is_hidden(qtbot, desk, window):
    action(window, "overlay_menu").trigger()
    overlay = window.overlay.overlay
    assert overlay._menu.isVisible()
    overlay._menu.close()
    qtbot.waitUntil(lambda: desk.settings.overlay.shown)


def test_clicks_pass_and_the_way_back_is_told(qtbot, desk, window, overlay):
    window.overlay.set_click_through(True)
    assert overlay.clicks.passing
    assert "Ctrl+Shift+D" in window.state_line._passing
    qtbot.waitUntil(lambda: desk.settings.overlay.click_through)
    action(window, "overlay_menu").trigger()
    found = [each for each in overlay._menu.actions() if "again" in each.text()]
    found[0].trigger()
    assert not overlay.clicks.passing
    overlay._menu.close()
    qtbot.waitUntil(lambda: not desk.settings.overlay.click_through)


def test_it_is_told_what_the_window_is_told(qtbot, desk, window, overlay):
    post(desk, ev.PhaseChanged(T1, AT, Phase.THINKING))
    qtbot.waitUntil(lambda: overlay.face.phase is Phase.THINKING)
    action(window, "overlay").trigger()
    post(desk, ev.PhaseChanged(T1, AT, Phase.LISTENING))
    qtbot.waitUntil(lambda: window.overlay._phase is Phase.LISTENING)
    action(window, "overlay").trigger()
    assert window.overlay.overlay.face.phase is Phase.LISTENING


def test_captions_while_it_speaks(qtbot, desk, window, overlay):
    desk.speaker.say("Hello *there*.")
    post(desk, ev.PlaybackStarted(T1, AT, 0))
    qtbot.waitUntil(overlay.bubble.isVisible)
    assert overlay.bubble.text == "Hello there."
    desk.speaker.say("And more.")
    qtbot.waitUntil(lambda: overlay.bubble.text == "And more.")
    desk.speaker.heard = None
    qtbot.waitUntil(lambda: not overlay.bubble.isVisible())
    qtbot.waitUntil(lambda: not window.overlay.speech.following)


@pytest.mark.parametrize(
    "event",
    [ev.PhaseChanged(T1, AT, Phase.INTERRUPTED), ev.PlaybackStopped(T1, AT, "")],
)
def test_interrupted_the_words_go_at_once(qtbot, desk, window, overlay, event):
    desk.speaker.say("Hello.")
    post(desk, ev.PlaybackStarted(T1, AT, 0))
    qtbot.waitUntil(overlay.bubble.isVisible)
    post(desk, event)
    qtbot.waitUntil(lambda: not overlay.bubble.isVisible())
    assert not window.overlay.speech.following


def test_captions_for_one_shown_while_it_speaks(qtbot, desk, window):
    desk.speaker.say("Hello.")
    post(desk, ev.PhaseChanged(T1, AT, Phase.SPEAKING), ev.PlaybackStarted(T1, AT, 0))
    qtbot.waitUntil(lambda: window.overlay._phase is Phase.SPEAKING)
    action(window, "overlay").trigger()
    qtbot.waitUntil(window.overlay.overlay.bubble.isVisible)


def test_no_captions_when_they_are_not_wanted(qtbot, desk, window, overlay):
    window.overlay._deeds.show_captions(False)
    qtbot.waitUntil(lambda: not desk.settings.overlay.captions)
    desk.speaker.say("Hello.")
    post(desk, ev.PlaybackStarted(T1, AT, 0))
    qtbot.waitUntil(lambda: window.overlay.speech.following)
    assert not overlay.bubble.isVisible()


def test_it_listens_and_stops_like_the_window(desk, window, overlay):
    window.overlay._deeds.talk()
    window.overlay._deeds.release()
    window.overlay._deeds.stop()
    asked = [call[0] for call in desk.stage.companion.asked]
    assert asked == ["press_to_talk", "release_to_talk", "stop"]


def test_other_settings_take_effect(qtbot, desk, window, overlay):
    for name, value in (("height", 400), ("captions", False), ("full_screen", "hide")):
        desk.change(name, value)
    desk.settings = change_setting(desk.settings, "overlay", "shown", True)
    window.overlay.apply(desk.settings)
    assert overlay.height() == 400
    desk.change("shown", False)
    window.overlay.apply(desk.settings)
    assert window.overlay.overlay is None
    desk.change("shown", True)
    window.overlay.apply(desk.settings)
    assert window.overlay.overlay is not None


def test_a_height_of_the_wheel_is_kept(qtbot, desk, window, overlay):
    window.overlay._deeds.keep_height(222)
    qtbot.waitUntil(lambda: desk.settings.overlay.height == 222)


def test_where_it_stands_is_kept(qtbot, desk, window, overlay):
    overlay.stand(Corner.TOP_LEFT)
    qtbot.waitUntil(desk.memory.exists)
    memory = read_memory(desk.memory)
    assert memory.places[memory.last] == (0, 0)


def test_what_cannot_be_saved_is_told(qtbot, desk, window):
    desk.fault = StorageError("The disk is full.", "Make room.")
    action(window, "overlay").trigger()
    qtbot.waitUntil(lambda: "The disk is full." in window.state_line._passing)


def test_a_face_that_cannot_be_made_is_told(qtbot, desk, window, monkeypatch):
    def fail(_theme):
        raise InputError("The character's file is broken.", "Install Lumen anew.")

    parts = replace(window.overlay._parts, face=fail)
    monkeypatch.setattr(window.overlay, "_parts", parts)
    action(window, "overlay").trigger()
    assert window.overlay.overlay is None
    assert not action(window, "overlay").isChecked()
    assert "broken" in window.state_line._passing


def test_wayland_is_told_once(qtbot, desk, window, monkeypatch):
    monkeypatch.setattr(Overlay, "placeable", False)
    said = []
    for _ in range(3):
        action(window, "overlay").trigger()
        if window.overlay.overlay is not None:
            said.append(window.overlay.overlay.bubble.text)
    assert said == [overlay_keeper.ON_WAYLAND, ""]
    qtbot.waitUntil(desk.memory.exists)
    assert read_memory(desk.memory).told_wayland


def test_without_an_x_server_nothing_is_asked(qapp):
    from lumen.ui.overlay_x import QuietSurroundings, look_around

    around = look_around()
    assert isinstance(around, QuietSurroundings)
    assert around.composited()
    assert around.full_screen() is None
    assert not around.button_held()
    around.close()


def test_without_libxcb_nothing_is_asked(monkeypatch):
    from lumen.ui import overlay_x

    platform = SimpleNamespace(platformName=lambda: "xcb")
    monkeypatch.setattr(overlay_x, "QGuiApplication", platform)
    monkeypatch.setenv("DISPLAY", ":999999")
    assert isinstance(overlay_x.look_around(), overlay_x.QuietSurroundings)


def test_a_companion_that_comes_in_privacy_covers_its_eyes(window):
    window.bridge.happened.emit(ev.PrivacyChanged(NO_TURN, AT, True, False))
    window.overlay.set_shown(True)
    assert window.overlay.overlay.face.activity is Presence.PRIVACY
    window.bridge.happened.emit(ev.PrivacyChanged(NO_TURN, AT, False, False))
    assert window.overlay.overlay.face.activity is Phase.IDLE


def test_the_companion_moves_as_little_as_the_desktop_asks(window):
    window.overlay.set_shown(True)
    bubble = window.overlay.overlay.bubble
    assert not bubble._reduced
    window.bridge.happened.emit(ev.MotionWishChanged(NO_TURN, AT, reduced=True))
    assert bubble._reduced
    assert window.overlay.overlay.face._reduced
    window.overlay.set_shown(False)
    window.overlay.set_shown(True)
    assert window.overlay.overlay.bubble._reduced


def test_less_motion_changes_nothing_else(qtbot, desk, window, overlay):
    """What was switched holds although it could not be saved."""
    desk.fault = StorageError("The disk is full.", "Make room.")
    window.overlay.set_click_through(True)
    qtbot.waitUntil(lambda: "The disk is full." in window.state_line.words)
    window.bridge.happened.emit(ev.MotionWishChanged(NO_TURN, AT, reduced=True))
    assert overlay.bubble._reduced
    assert overlay.clicks.passing


def test_on_a_locked_screen_the_companion_paints_nothing(window, qtbot):
    window.overlay.set_shown(True)
    face = window.overlay.overlay.face
    handle = window.overlay.overlay.windowHandle()
    qtbot.waitUntil(lambda: handle.isExposed() and face.running)
    window.bridge.happened.emit(ev.ScreenLockChanged(NO_TURN, AT, locked=True))
    assert not face.running
    window.bridge.happened.emit(ev.ScreenLockChanged(NO_TURN, AT, locked=False))
    assert face.running


def test_it_offers_to_start_anew_where_it_can_be_placed(
    qtbot, desk, window, overlay, monkeypatch
):
    monkeypatch.setattr(Overlay, "placeable", False)
    restarts = []
    keeper = window.overlay
    parts = replace(keeper._parts, restart=lambda: restarts.append(True))
    monkeypatch.setattr(keeper, "_parts", parts)
    monkeypatch.delenv("DISPLAY", raising=False)
    texts = [each.text() for each in overlay.open_menu().actions()]
    assert "Restart through &XWayland" not in texts  # there is none
    monkeypatch.setenv("DISPLAY", ":7")
    found = {each.text(): each for each in overlay.open_menu().actions()}
    found["Restart through &XWayland"].trigger()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert restarts == [True]
    assert desk.settings.overlay.xwayland


def test_told_in_its_bubble_while_the_window_is_away(qtbot, window, overlay):
    window.hide()
    window.overlay.set_click_through(True)
    assert "Back:" in overlay.bubble.text
    window.show()


def test_hidden_without_a_panel_the_window_comes(qtbot, window, overlay):
    window.hide()
    window.overlay.set_shown(False)
    assert window.isVisible()


def test_the_icon_is_there_as_the_settings_want(desk, window):
    tray = window.overlay.ways.tray
    desk.change("tray", False)
    window.overlay.apply(desk.settings)
    assert not tray.available
    desk.change("tray", True)
    window.overlay.apply(desk.settings)


def test_its_key_opens_the_menu_or_takes_clicks(qtbot, desk, window, monkeypatch):
    keeper = window.overlay
    keeper.ways.menu_key.start(lambda: None, lambda: None)
    keeper._come_by_key()
    keeper.set_shown(True)
    keeper._come_by_key()
    assert keeper.overlay._menu.isVisible()
    keeper.overlay._menu.close()
    keeper.set_click_through(True)
    monkeypatch.setattr(Overlay, "placeable", False)
    keeper._come_by_key()
    assert not keeper.overlay.clicks.passing


def test_words_that_were_sent_away_come_with_the_next_reply(
    qtbot, desk, window, overlay
):
    desk.speaker.say("Hello.")
    post(desk, ev.PhaseChanged(T1, AT, Phase.SPEAKING), ev.PlaybackStarted(T1, AT, 0))
    qtbot.waitUntil(overlay.bubble.isVisible)
    QTest.mouseClick(overlay.bubble, Qt.MouseButton.LeftButton)
    qtbot.wait(30)
    assert not overlay.bubble.isVisible()
    post(desk, ev.PhaseChanged(T1, AT, Phase.IDLE))
    qtbot.waitUntil(lambda: not overlay.bubble.dismissed)


def private(window, on: bool) -> None:
    window.bridge.happened.emit(ev.PrivacyChanged(NO_TURN, AT, on, False))


def entry(menu, text: str):
    (found,) = [each for each in menu.actions() if text in each.text()]
    return found


def test_privacy_in_every_menu_asks_and_shows_what_the_companion_decided(
    desk, window, overlay
):
    in_tray = entry(window.overlay.ways.tray.menu, "rivacy")
    in_window = action(window, "privacy")

    def marks() -> set[bool]:
        in_menu = entry(overlay.open_menu(), "rivacy")
        return {in_tray.isChecked(), in_window.isChecked(), in_menu.isChecked()}

    for on in (True, False):
        desk.stage.companion.asked.clear()
        entry(overlay.open_menu(), "rivacy").trigger()
        in_tray.trigger()
        in_window.trigger()
        assert desk.stage.companion.asked == [("set_privacy", on)] * 3
        assert marks() == {not on}  # until the companion says so
        private(window, on)
        assert marks() == {on}
    overlay._menu.close()


def test_a_companion_that_comes_in_privacy_has_it_in_its_menu(window):
    private(window, True)
    window.overlay.set_shown(True)
    menu = window.overlay.overlay.open_menu()
    assert entry(menu, "rivacy").isChecked()
    menu.close()


@pytest.mark.parametrize("error", [PrivacyError(), AudioDeviceError("No ear.", "Buy.")])
def test_who_is_not_at_the_window_is_refused_by_the_companion(window, overlay, error):
    window.hide()
    window.bridge.happened.emit(ev.ProblemRaised(NO_TURN, AT, error))
    assert overlay.bubble.isVisible()
    assert overlay.bubble.text == f"{error.what} {error.advice}"
    window.show()


def test_a_refusal_goes_with_privacy(window, overlay):
    window.hide()
    private(window, True)
    window.bridge.happened.emit(ev.ProblemRaised(NO_TURN, AT, PrivacyError()))
    assert overlay.bubble.isVisible()
    private(window, False)
    assert not overlay.bubble.isVisible()
    window.show()


def test_who_is_at_the_window_reads_it_there(qtbot, window, overlay):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.bridge.happened.emit(ev.ProblemRaised(NO_TURN, AT, PrivacyError()))
    assert not overlay.bubble.isVisible()
    assert window.state_line.notice.what == PrivacyError().what


def test_the_icon_shows_what_the_faces_show(window):
    tray = window.overlay.ways.tray
    tell = window.bridge.happened.emit
    tell(ev.PhaseChanged(T1, AT, Phase.LISTENING))
    assert tray._doing is Phase.LISTENING
    private(window, True)
    assert tray._doing is Presence.PRIVACY
    tell(ev.PhaseChanged(T1, AT, Phase.IDLE))
    private(window, False)
    assert tray._doing is Phase.IDLE
    tell(playing_film())
    assert tray._doing is Presence.WATCHING


def playing_film() -> ev.PlayersChanged:
    track = Track(title="A film", url="file:///films/a.mkv")
    state = PlayerState(PlayerId("vlc"), "VLC", PlaybackStatus.PLAYING, track)
    return ev.PlayersChanged(NO_TURN, AT, (state,), state.player)


def test_behind_a_locked_screen_captions_and_the_watch_on_the_screen_rest(
    qtbot, desk, window, overlay
):
    tell = window.bridge.happened.emit
    lock = ev.ScreenLockChanged
    asked = []
    heard = window.overlay.speech._heard
    window.overlay.speech._heard = lambda: (asked.append(1), heard())[1]
    desk.speaker.say("Hello.")
    tell(ev.PlaybackStarted(T1, AT, 0))
    qtbot.waitUntil(overlay.bubble.isVisible)
    assert overlay.sight._timer.isActive()
    tell(lock(NO_TURN, AT, locked=True))
    asked.clear()
    desk.speaker.say("Another sentence.")
    tell(ev.PlaybackStarted(T1, AT, 1))
    qtbot.wait(50)
    assert asked == []
    assert not overlay.sight._timer.isActive()
    tell(lock(NO_TURN, AT, locked=False))
    qtbot.waitUntil(lambda: overlay.bubble.text == "Another sentence.")
    assert overlay.sight._timer.isActive()
    tell(ev.PlaybackStopped(T1, AT, ""))
    tell(lock(NO_TURN, AT, locked=True))
    tell(lock(NO_TURN, AT, locked=False))
    assert not window.overlay.speech.following


def test_a_companion_that_comes_behind_a_locked_screen_rests(window):
    window.bridge.happened.emit(ev.ScreenLockChanged(NO_TURN, AT, locked=True))
    window.overlay.set_shown(True)
    assert not window.overlay.overlay.sight._timer.isActive()
    window.bridge.happened.emit(ev.ScreenLockChanged(NO_TURN, AT, locked=False))
    assert window.overlay.overlay.sight._timer.isActive()
