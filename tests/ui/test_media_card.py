from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import media_scenes as scenes
from fakes import FakeCompanion
from lumen.core.media import NO_TRACK, PlaybackStatus, RepeatMode
from lumen.core.units import Seconds
from lumen.ui import media_card
from lumen.ui.bridge import Background, Bridge
from lumen.ui.media_card import NowPlayingCard
from lumen.ui.theme import ThemeMode
from ui_parts import FakeMedia

AT = str(scenes.VLC)


@pytest.fixture
def companion() -> FakeCompanion:
    return FakeCompanion()


@pytest.fixture
def media() -> FakeMedia:
    return FakeMedia()


@pytest.fixture
def card(qtbot, theme, media, companion, monkeypatch):
    monkeypatch.setattr("lumen.ui.media_card._SETTLE_MS", 0)
    bridge = Bridge(companion)
    background = Background(bridge)
    holder = QWidget()
    holder.resize(360, 260)
    card = NowPlayingCard(theme, media, companion.now, background)
    card.setParent(holder)
    card.resize(340, 200)
    qtbot.addWidget(holder)
    holder.show()
    qtbot.waitExposed(holder)
    yield card
    bridge.close()
    background.stop()


def tell(qtbot, card, *states, **others) -> None:
    card.handle(scenes.players(*states, **others))
    qtbot.waitUntil(lambda: not card._settle.isActive())


def test_without_a_player_there_is_no_card(qtbot, card):
    assert card.isHidden()
    tell(qtbot, card, scenes.vlc())
    assert not card.isHidden()
    tell(qtbot, card)
    assert card.isHidden()
    assert not card.ticking


def test_it_says_what_plays_where_and_how(qtbot, card):
    tell(qtbot, card, scenes.vlc(speed=1.5))
    parts = card.parts
    assert parts.title.whole == "Breathe (In the Air)"
    assert parts.source.whole == "Pink Floyd · The Dark Side of the Moon"
    assert parts.player.whole == "VLC media player"
    assert (parts.passed.text(), parts.left.text()) == ("1:01", "−1:48")
    assert parts.seek.accessibleDescription() == "1:01 passed, 1:48 left"
    assert (parts.volume.value(), parts.level.text()) == (40, "40 %")
    assert parts.speed.text() == "1.5x"
    assert parts.play.accessibleName() == "Pause"
    tell(qtbot, card, scenes.vlc(track=NO_TRACK, status=PlaybackStatus.STOPPED, position=None))  # fmt: skip
    assert parts.title.whole == "Nothing is playing"
    assert parts.source.isHidden()
    assert parts._times.isHidden()
    assert parts.play.accessibleName() == "Play"


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("play", ("pause_playback", {"player": AT})),
        ("next", ("next_episode", {"player": AT})),
        ("previous", ("previous_episode", {"player": AT})),
        ("shuffle", ("shuffle", {"shuffle": "on", "player": AT})),
        ("repeat", ("repeat", {"mode": "all", "player": AT})),
        ("mute", ("adjust_volume", {"mute": True, "player": AT})),
    ],
)
def test_each_button_orders_one_thing_of_the_shown_player(
    qtbot, card, media, name, order
):
    tell(qtbot, card, scenes.vlc(player=scenes.MPV), scenes.vlc(), current=scenes.VLC)
    button = getattr(card.parts, name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert media.asked == [order]


def test_switches_show_what_the_player_says_and_not_what_was_clicked(qtbot, card):
    tell(qtbot, card, scenes.vlc())
    card.parts.shuffle.click()
    assert not card.parts.shuffle.isChecked()
    tell(qtbot, card, scenes.vlc(shuffle=True, repeat=RepeatMode.ONE))
    assert card.parts.shuffle.isChecked()
    assert card.parts.shuffle.accessibleName() == "Shuffling"
    assert card.parts.repeat.isChecked()
    assert card.parts.repeat.accessibleName() == "Repeating this one"


def test_the_heart_shows_and_changes_whether_it_is_liked(qtbot, card, media):
    heart = card.parts.like
    tell(qtbot, card, scenes.vlc(), liked=())
    assert (heart.isChecked(), heart.accessibleName()) == (False, "Like this")
    heart.click()
    assert media.asked == [("like", {"like": "on", "player": AT})]
    assert not heart.isChecked()  # not before it is told
    tell(qtbot, card, scenes.vlc(), liked=(scenes.VLC,))
    assert (heart.isChecked(), heart.accessibleName()) == (True, "You like this")
    heart.click()
    assert media.asked[1:] == [("like", {"like": "off", "player": AT})]
    tell(qtbot, card, scenes.vlc(track=NO_TRACK), liked=())
    assert not heart.isEnabled()
    assert heart.toolTip() == "It is not told what this is"
    tell(qtbot, card, scenes.vlc())
    assert heart.toolTip() == "No list of favourites is kept"


def test_what_the_player_cannot_is_greyed_and_says_why(qtbot, card):
    able = scenes.vlc(name="Audacious", features=frozenset(), volume=None)
    tell(qtbot, card, able)
    parts = card.parts
    for control, why in (
        (parts.play, "Audacious cannot be paused"),
        (parts.previous, "Audacious has nothing before this"),
        (parts.next, "Audacious has nothing after this"),
        (parts.seek, "Audacious cannot jump within this"),
        (parts.speed, "Audacious cannot change its speed"),
        (parts.shuffle, "Audacious cannot shuffle"),
        (parts.repeat, "Audacious cannot repeat"),
        (parts.volume, "Audacious does not let others change its volume"),
        (parts.mute, "Audacious does not let others change its volume"),
    ):
        assert not control.isEnabled()
        assert control.toolTip() == why
        assert control.accessibleDescription() == why
    tell(qtbot, card, scenes.vlc())
    assert parts.seek.isEnabled()
    assert parts.play.toolTip() == "Pause"
    tell(qtbot, card, scenes.vlc(volume=None))
    assert parts.volume.toolTip() == "VLC media player does not tell its volume"


def test_a_stream_without_length_has_no_bar_to_drag(qtbot, card):
    tell(qtbot, card, scenes.vlc(track=scenes.song(length=None)))
    assert not card.parts.seek.isEnabled()
    assert card.parts.seek.toolTip() == "Its length is not known"
    assert card.parts.left.text() == ""


# ---- sliders -------------------------------------------------------------------------


def drag(slider, *shares: float) -> None:
    middle = slider.height() // 2
    points = [QPoint(round(slider.width() * share), middle) for share in shares]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(slider, point)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=points[-1])


def test_dragging_seeks_once_on_release(qtbot, card, media, companion):
    tell(qtbot, card, scenes.vlc())
    seek = card.parts.seek
    middle = seek.height() // 2
    QTest.mousePress(seek, Qt.MouseButton.LeftButton, pos=QPoint(20, middle))
    QTest.mouseMove(seek, QPoint(seek.width() // 2, middle))
    assert card.parts.passed.text() in ("1:24", "1:25")
    companion.clock.advance(3.0)
    card._show_position()
    tell(qtbot, card, scenes.vlc(volume=0.7))  # another change does not move it
    assert card.parts.passed.text() in ("1:24", "1:25")
    assert media.asked == []
    QTest.mouseRelease(seek, Qt.MouseButton.LeftButton, pos=QPoint(seek.width() // 2, middle))  # fmt: skip
    ((name, slots),) = media.asked
    assert name == "seek_content"
    assert slots["seek_position"] == pytest.approx(84.5, abs=1.0)
    assert slots["player"] == AT
    assert seek.in_hand  # until the player answers
    tell(qtbot, card, scenes.vlc(position=Seconds(84.0), at=companion.clock.now(), volume=0.7))  # fmt: skip
    assert not seek.in_hand
    assert card.parts.passed.text() == "1:24"


def test_an_unanswered_wish_lapses(qtbot, card, media, monkeypatch):
    tell(qtbot, card, scenes.vlc())
    seek, volume = card.parts.seek, card.parts.volume
    for slider in (seek, volume):
        slider._hold.setInterval(1)
    with qtbot.waitSignals([seek.lapsed, volume.lapsed]):
        drag(seek, 0.9)
        drag(volume, 0.9)
    assert card.parts.passed.text() == "1:01"
    assert card.parts.level.text() == "40 %"


def test_another_track_forgets_the_wish(qtbot, card):
    tell(qtbot, card, scenes.vlc())
    drag(card.parts.seek, 0.9)
    tell(qtbot, card, scenes.vlc(track=scenes.song(id="/2", title="Time"), position=Seconds(0)))  # fmt: skip
    assert card.parts.passed.text() == "0:00"


def test_the_volume_is_set_once_and_never_by_scrolling_past(qtbot, card, media):
    tell(qtbot, card, scenes.vlc())
    volume = card.parts.volume
    drag(volume, 0.2, 0.5, 1.0)
    assert media.asked == [("adjust_volume", {"volume_level": 100.0, "player": AT})]
    assert card.parts.level.text() == "100 %"
    tell(qtbot, card, scenes.vlc(volume=1.2))
    assert (volume.value(), card.parts.level.text()) == (100, "120 %")
    middle = QPointF(volume.rect().center())
    wheel = QWheelEvent(middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(volume, wheel)
    assert volume.value() == 100
    QTest.mousePress(volume, Qt.MouseButton.RightButton)
    assert len(media.asked) == 1


def test_keys_send_once_they_rest(qtbot, card, media, monkeypatch):
    tell(qtbot, card, scenes.vlc())
    seek = card.parts.seek
    seek._rest.setInterval(1)
    with qtbot.waitSignal(seek.chosen):
        for _ in range(3):
            QTest.keyClick(seek, Qt.Key.Key_Right)
    assert media.asked == [("seek_content", {"seek_position": 76.0, "player": AT})]
    seek._rest.setInterval(60_000)
    QTest.keyClick(seek, Qt.Key.Key_Home)
    QApplication.sendEvent(seek, QFocusEvent(QEvent.Type.FocusOut))
    assert media.asked[-1] == ("seek_content", {"seek_position": 0.0, "player": AT})


def test_a_mirrored_slider_goes_the_other_way(qtbot, card):
    card.parts.volume.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    tell(qtbot, card, scenes.vlc())
    drag(card.parts.volume, 0.0)
    assert card.parts.volume.value() == 100
    card.parts.volume.setFocus()
    assert not card.grab().isNull()


# ---- menus ---------------------------------------------------------------------------


def test_speeds_are_offered_within_the_range(qtbot, card, media):
    tell(qtbot, card, scenes.vlc(speeds=(0.5, 1.5)))
    card.parts.speed_menu.aboutToShow.emit()
    actions = card.parts.speed_menu.actions()
    assert [action.text() for action in actions] == ["0.5x", "0.75x", "1x", "1.25x", "1.5x"]  # fmt: skip
    assert [action.isChecked() for action in actions].index(True) == 2
    actions[-1].trigger()
    assert media.asked == [("adjust_speed", {"playback_speed": 1.5, "player": AT})]


def test_the_chooser_is_there_when_there_is_a_choice(qtbot, card, media):
    tell(qtbot, card, scenes.vlc())
    assert card.parts.chooser.isHidden()
    tell(qtbot, card, scenes.vlc(), scenes.vlc(player=scenes.MPV, name="m&v"))
    assert not card.parts.chooser.isHidden()
    assert card.parts.player.isHidden()
    card.parts.chooser_menu.aboutToShow.emit()
    actions = card.parts.chooser_menu.actions()
    assert [action.text() for action in actions] == ["VLC media player", "m&&v"]
    assert actions[0].isChecked()
    actions[1].trigger()
    assert media.asked == [("prefer", scenes.MPV)]


# ---- the clock -----------------------------------------------------------------------


def test_it_ticks_only_while_it_plays_and_is_seen(qtbot, card, companion):
    assert media_card.TICK_MS >= 250
    tell(qtbot, card, scenes.vlc(status=PlaybackStatus.PAUSED))
    assert not card.ticking
    tell(qtbot, card, scenes.vlc())
    assert card.ticking
    window = card.window()
    window.hide()
    assert not card.ticking
    companion.clock.advance(30.0)
    window.show()
    assert card.ticking
    assert card.parts.passed.text() == "1:31"
    window.showMinimized()
    qtbot.waitUntil(lambda: not card.ticking)
    window.showNormal()
    qtbot.waitUntil(lambda: card.ticking)
    tell(qtbot, card, scenes.vlc(position=None))
    assert not card.ticking


def test_the_position_runs_on_with_the_speed_and_stops_at_the_end(
    qtbot, card, companion
):
    tell(qtbot, card, scenes.vlc(speed=2.0))
    companion.clock.advance(10.0)
    card._tick.timeout.emit()
    assert card.parts.passed.text() == "1:21"
    companion.clock.advance(1000.0)
    card._tick.timeout.emit()
    assert (card.parts.passed.text(), card.parts.left.text()) == ("2:49", "−0:00")


def test_a_storm_is_painted_a_few_times_and_ends_with_the_last(qtbot, card):
    tell(qtbot, card, scenes.vlc())
    card._settle.setInterval(20)
    before = card.updates
    for number in range(500):
        card.handle(scenes.players(scenes.vlc(volume=number / 500)))
    qtbot.waitUntil(lambda: card.parts.level.text() == "100 %")
    assert card.updates - before <= 3


def test_an_unchanged_tick_paints_nothing(qtbot, card, monkeypatch):
    tell(qtbot, card, scenes.vlc(status=PlaybackStatus.PAUSED))
    said = []
    monkeypatch.setattr(
        type(card.parts.passed), "setText", lambda _s, t: said.append(t)
    )
    monkeypatch.setattr(type(card.parts.seek), "setValue", lambda _s, v: said.append(v))
    for _ in range(20):
        card._show_position()
    assert said == []


# ---- shape and looks -----------------------------------------------------------------


def test_compact_folds_the_rest_away(qtbot, card):
    tell(qtbot, card, scenes.vlc())
    parts = card.parts
    whole = card.sizeHint().height()
    card.set_shape(compact=True, tight=True)
    assert card.sizeHint().height() < whole / 2
    assert parts._times.isHidden()
    assert parts._bottom.isHidden()
    assert not parts.play.isHidden()
    card.set_shape(compact=True, tight=False)
    assert not parts._times.isHidden()
    parts.fold.click()
    assert parts.fold.accessibleName() == "Fewer controls"
    assert not parts._bottom.isHidden()
    assert parts.repeat.isVisibleTo(card)
    card.set_shape(compact=False, tight=False)
    assert parts.fold.isHidden()
    assert parts.shuffle.isVisibleTo(card)
    qtbot.waitUntil(lambda: card.sizeHint().height() == whole)


def test_every_control_has_a_name_and_takes_the_focus(qtbot, card):
    tell(qtbot, card, scenes.vlc(), scenes.vlc(player=scenes.MPV))
    for control in card.parts.controls:
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert card.accessibleName() == "Now playing"


def test_both_themes_paint_it(qtbot, card, theme):
    tell(qtbot, card, scenes.vlc(shuffle=True))
    light = card.grab().toImage()
    theme.set_mode(ThemeMode.DARK)
    dark = card.grab().toImage()
    assert light.pixelColor(170, 6).lightness() > dark.pixelColor(170, 6).lightness()


def test_titles_lean_to_their_picture_whatever_they_read(qtbot, card):
    tell(qtbot, card, scenes.vlc(track=scenes.song(title="שלום" * 40)))
    assert card.parts.title.cut
    assert card.parts.title.toolTip() == "שלום" * 40
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    assert card.parts.title.alignment() & left == left
    card.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert card.parts.title.alignment() & Qt.AlignmentFlag.AlignRight
    assert card.parts.seek.layoutDirection() is Qt.LayoutDirection.LeftToRight
