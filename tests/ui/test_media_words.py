from __future__ import annotations

from dataclasses import replace

import pytest

import media_scenes as scenes
from fakes import ManualClock
from lumen.core.intent import Intent
from lumen.core.media import (
    NO_TRACK,
    Feature,
    MediaItem,
    MediaKind,
    PlaybackStatus,
    PlayerId,
    RepeatMode,
    Timer,
    Track,
    Verdict,
)
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Seconds
from lumen.ui import media_words as words
from lumen.ui.icons import ICON_NAMES
from lumen.ui.media_log import MOST_KEPT, CommandLog
from lumen.ui.media_playing import NowPlaying


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0:00"),
        (80.9, "1:20"),
        (3725, "1:02:05"),
        (-3, "0:00"),
        (float("inf"), "0:00"),
    ],
)
def test_a_place(seconds, shown):
    assert words.place(seconds) == shown


def test_a_card_tells_why_a_command_went_only_part_of_the_way():
    said = "VLC is at 100 %, which is the most."
    report = scenes.reported("adjust_volume", "50 %", "100 %", verdict=Verdict.PARTLY, text=said).report  # fmt: skip
    assert words.report_words(report) == f"{said} It was 50 %."
    report = replace(report, before="", intent="undo")
    assert words.report_words(report) == said


def test_a_card_waits_as_long_as_the_command():
    clock = ManualClock()
    log = CommandLog(clock.now)
    asked = scenes.reported("next_episode", verdict=Verdict.ASKED, text="Waiting for VLC.", undo_until=None, number=4)  # fmt: skip
    log.take(asked.report)
    clock.advance(25)  # one before it, and itself
    assert [card.words for card in log.cards(9)] == ["Waiting for VLC."]
    clock.advance(60)
    assert log.cards(9) == ()  # it will not be told of any more


@pytest.mark.parametrize(
    ("track", "picture"),
    [
        (Track(url="file:///a/Film.MKV"), words.Picture.FILM),
        (Track(url="http://radio/live"), words.Picture.STREAM),
        (Track(url="https://shop/song", album="Album"), words.Picture.MUSIC),
        (Track(url="http://[broken"), words.Picture.MUSIC),
        (NO_TRACK, words.Picture.MUSIC),
    ],
)
def test_a_drawing_for_every_track(track, picture):
    assert words.picture_of(track) is picture


def test_texts_of_others_stay_on_one_line_and_turn_nothing():
    track = Track(title="a\u202eb\nc", artists=("x", "y"), album="z", url="file:///a")
    state = scenes.vlc(track=track)
    assert words.track_title(state) == "ab c"
    assert words.track_source(track) == "x, y · z"
    assert words.track_title(scenes.vlc(track=NO_TRACK)) == "Nothing is playing"
    assert words.track_title(scenes.vlc(track=replace(track, title=""))) == "Untitled"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (scenes.reported("adjust_volume", "40 %", "45 %"), "Volume 40 % → 45 % · VLC media player"),
        (scenes.reported("adjust_speed", "", "1.5x", text="x"), "Speed 1.5x · VLC media player"),
        (scenes.reported("pause_playback", "playing", "paused", text="VLC is paused."), "VLC is paused."),
        (scenes.reported("adjust_volume", "5 %", "5 %", text="It is so already."), "It is so already."),
        (scenes.reported("adjust_speed", "1x", "2x", verdict=Verdict.REFUSED, text="It cannot."), "It cannot."),
    ],
)  # fmt: skip
def test_what_a_command_did(event, said):
    assert words.report_words(event.report) == said


def test_a_result_says_what_it_is_and_when_it_is_not_here():
    item = MediaItem(MediaKind.SERIES, "Better\nCall", year=2015, reason="Same makers")
    assert words.item_words(item) == (
        "Better Call",
        "Series · not in your library · 2015 · Same makers",
        "",
    )
    assert words.item_words(scenes.ITEMS[0])[2] == "2:49"
    assert words.item_words(replace(item, title=""))[0] == "Untitled"
    album = replace(item, title="Live", album="Live", artist="Ada", year=0, reason="")
    assert words.item_words(album)[1].count("Live") == 0


@pytest.mark.parametrize(
    ("duration", "label", "late", "said"),
    [
        (60, "", 0, ("Timer", "1 minute is over")),
        (90, "Tea", 1.9, ("Tea", "1 minute 30 seconds are over")),
        (7200, "Roast", 61, ("Roast", "2 hours ended 1 minute 1 second ago")),
    ],
)
def test_a_timer_that_has_run_down(duration, label, late, said):
    timer = Timer(1, label, Seconds(duration), 0.0)
    assert words.fired_words(timer, late) == said


@pytest.mark.parametrize(
    ("command", "name", "mark", "cancel"),
    [
        (None, "Tea", ("timer", "Timer"), "Cancel the timer: Tea"),
        (scenes.PAUSE, "Pause", ("pause", "Later"), "Do not pause"),
        (
            Intent("adjust_volume", {"volume_level": 20.0, "player": "v\u202elc"}),
            "Set the volume to 20 % in vlc",
            ("volume", "Later"),
            "Do not set the volume to 20 % in vlc",
        ),
        (
            Intent("adjust_volume", {"mute": True}),
            "Mute it", ("muted", "Later"), "Do not mute it",
        ),
        (
            Intent("seek_content", {"seek_position": 60.0}),
            "Go to 1:00", ("timer", "Later"), "Do not go to 1:00",
        ),
    ],
)  # fmt: skip
def test_a_running_timer_says_what_it_will_do(command, name, mark, cancel):
    timer = Timer(1, "Tea", Seconds(300), 1000.0, command)
    assert words.timer_name(timer) == name
    assert words.timer_mark(timer) == mark
    assert mark[0] in ICON_NAMES
    assert words.timer_cancel(timer) == cancel


def test_a_sleep_timer_is_told_apart_from_another_pause():
    timer = Timer(1, "sleep", Seconds(300), 1000.0, scenes.PAUSE)
    assert words.timer_name(timer) == "Pause (sleep timer)"


def test_a_command_whose_moment_was_missed():
    missed = scenes.missed(725.0)
    assert words.fired_words(missed.timer, missed.late) == (
        "Pause (sleep timer)",
        "not done: it was due 12 minutes 5 seconds ago",
    )


def test_a_running_timer_counts_the_second_that_has_begun():
    timer = Timer(1, "", Seconds(300), 1000.0)
    assert words.timer_left(timer, 700.2) == "5:00"
    assert words.timer_left(timer, 999.9) == "0:01"
    assert words.timer_left(timer, 1005.0) == "0:00"
    assert words.timer_name(timer) == "5 minutes"
    assert words.span(0.2) == "0 seconds"


# ---- which player is shown -----------------------------------------------------------


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def playing(clock) -> NowPlaying:
    return NowPlaying(clock.now)


def test_the_current_player_is_shown_else_one_that_plays(playing):
    paused = scenes.vlc(status=PlaybackStatus.PAUSED)
    runs = scenes.vlc(player=scenes.MPV, name="mpv")
    playing.take(scenes.players(paused, runs))
    assert playing.state == paused
    playing.take(scenes.players(paused, runs, current=PlayerId("")))
    assert playing.state == runs
    playing.take(scenes.players(paused, current=PlayerId("gone")))
    assert playing.state == paused
    playing.take(scenes.players())
    assert playing.state is None
    assert playing.lacking(Feature.SEEK) == "No player is running"
    assert playing.speeds() == ()
    assert playing.position is None


def test_a_jump_is_told_from_running_on(playing, clock):
    playing.take(scenes.players(scenes.vlc()))
    clock.advance(10.0)
    assert playing.position == pytest.approx(71.0)
    playing.take(scenes.players(scenes.vlc(volume=0.9)))
    assert not playing.jumped
    assert not playing.other_track
    playing.take(scenes.players(scenes.vlc(position=Seconds(5.0), at=clock.now())))
    assert playing.jumped
    assert not playing.other_track
    playing.take(scenes.players(scenes.vlc(position=None)))
    assert playing.jumped
    assert not playing.moves
    playing.take(scenes.players(scenes.vlc(track=scenes.song(id="/2"))))
    assert playing.other_track


def test_players_of_one_name_are_told_apart(playing):
    playing.take(
        scenes.players(
            scenes.vlc(),
            scenes.vlc(player=scenes.MPV, track=NO_TRACK),
            scenes.vlc(player=PlayerId("x"), name=""),
        )
    )
    assert [name for _, name in playing.names()] == [
        "VLC media player · Breathe (In the Air)",
        "VLC media player (2)",
        "Player",
    ]


def test_speeds_stay_within_what_the_player_can(playing):
    playing.take(scenes.players(scenes.vlc(speeds=(0.5, 2.0), speed=1.1)))
    assert playing.speeds() == (0.5, 0.75, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
    playing.take(scenes.players(scenes.vlc(speeds=(0.01, 100.0))))
    assert playing.speeds()[0] == 0.5


def test_orders_name_the_player_and_follow_its_state(playing):
    playing.take(scenes.players(scenes.vlc()))
    at = str(scenes.VLC)
    assert playing.toggle() == Intent("pause_playback", {"player": at})
    assert playing.mute() == Intent("adjust_volume", {"mute": True, "player": at})
    assert playing.shuffle() == Intent("shuffle", {"shuffle": "on", "player": at})
    modes = []
    for mode in (None, RepeatMode.OFF, RepeatMode.ALL, RepeatMode.ONE):
        playing.take(scenes.players(scenes.vlc(repeat=mode)))
        modes.append(playing.repeat().slots["mode"])
    assert modes == ["all", "all", "one", "off"]
    playing.take(scenes.players(scenes.vlc(volume=0.0, shuffle=True, status=PlaybackStatus.PAUSED)))  # fmt: skip
    assert playing.toggle().name == "resume_playback"
    assert playing.mute().slots["mute"] is False
    assert playing.shuffle().slots["shuffle"] == "off"


# ---- which commands have a card ------------------------------------------------------


def test_a_card_stays_as_long_as_it_can_be_undone(clock):
    log = CommandLog(clock.now)
    assert log.take(scenes.reported("adjust_volume", "1", "2", number=1).report)
    clock.advance(29.9)
    assert [card.report.id for card in log.cards(3)] == [1]
    assert log.next_end() == pytest.approx(0.1)
    clock.advance(0.1)
    assert log.cards(3) == ()
    assert log.next_end() is None


def test_what_was_undone_has_no_card_any_more(clock):
    log = CommandLog(clock.now)
    log.take(scenes.reported("adjust_volume", "1", "2", number=1).report)
    refused = scenes.reported("undo", verdict=Verdict.REFUSED, text="Too late.", undo_until=None, undoes=1, number=2)  # fmt: skip
    log.take(refused.report)
    assert [card.report.id for card in log.cards(3)] == [1, 2]
    log.take(scenes.reported("undo", "2", "1", undoes=1, number=3).report)
    assert [card.report.id for card in log.cards(3)] == [2, 3]
    assert log.cards(3)[0].refused
    assert not log.cards(3)[0].undoable
    assert log.cards(1)[0].words == "Undone 2 → 1 · VLC media player"


def asked(number: int = 1):
    return scenes.reported("next_episode", verdict=Verdict.ASKED, text="Waiting for VLC to play the next one.", undo_until=None, number=number).report  # fmt: skip


def test_what_was_asked_for_is_told_in_the_same_place(clock):
    log = CommandLog(clock.now)
    assert log.take(asked(), TurnId(5))
    (card,) = log.cards(3)
    assert card.waiting
    assert not card.refused
    assert not card.undoable
    log.take(scenes.reported("shuffle", "off", "on", number=2).report, TurnId(6))
    clock.advance(0.6)
    assert log.take(scenes.reported("next_episode", "A", "B", text="VLC plays B.", number=1).report)  # fmt: skip
    assert log.cards(3)[0].words == "VLC plays B."
    assert log.cards(3)[0].undoable


def test_a_card_does_not_flicker_when_it_is_known_at_once(clock):
    log = CommandLog(clock.now)
    log.take(asked())
    clock.advance(0.05)
    assert log.take(scenes.reported("next_episode", "A", "B", text="VLC plays B.", number=1).report)  # fmt: skip
    assert log.cards(3)[0].waiting
    assert log.next_end() == pytest.approx(0.45)
    clock.advance(0.45)
    assert not log.cards(3)[0].waiting
    assert log.next_end() == pytest.approx(29.5, abs=0.1)


def test_what_came_to_nothing_after_all_has_a_card(clock):
    log = CommandLog(clock.now)
    log.take(asked(), TurnId(5))
    clock.advance(1)
    refused = scenes.reported("next_episode", verdict=Verdict.REFUSED, text="There is no next one.", undo_until=None, number=1)  # fmt: skip
    assert log.take(refused.report, TurnId(5))
    (card,) = log.cards(3)
    assert card.refused
    assert card.words == "There is no next one."


def test_a_dismissed_card_does_not_come_back_for_a_refusal(clock):
    log = CommandLog(clock.now)
    log.take(asked(), TurnId(5))
    log.drop(1)
    refused = scenes.reported("next_episode", verdict=Verdict.REFUSED, text="There is no next one.", undo_until=None, number=1)  # fmt: skip
    assert not log.take(refused.report, TurnId(5))
    log.take(asked(), TurnId(5))
    log.take(refused.report, TurnId(5))
    log.clear()
    assert log.cards(3) == ()
    assert log.next_end() is None


def test_what_was_said_in_one_sentence_is_undone_at_once(clock):
    log = CommandLog(clock.now)
    for number, turn in ((1, 5), (2, 5), (3, 6), (4, NO_TURN)):
        report = scenes.reported("shuffle", "a", "b", number=number).report
        log.take(report, TurnId(turn))
    log.take(scenes.reported("undo", "b", "a", undoes=2, number=9).report, TurnId(7))
    assert [card.report.id for card in log.cards(9)] == [3, 4, 9]


def test_what_changed_nothing_and_questions_have_none(clock):
    log = CommandLog(clock.now)
    same = scenes.reported("shuffle", "on", "on", text="Already.", undo_until=None)
    asked = scenes.reported("pause_playback", verdict=Verdict.UNCLEAR, text="Which?")
    assert not log.take(same.report)
    assert not log.take(asked.report)
    assert log.cards(3) == ()


def test_a_refusal_that_the_reply_says_has_none(clock):
    log = CommandLog(clock.now)
    refused = scenes.reported("x", verdict=Verdict.REFUSED, text="It cannot.", undo_until=None)  # fmt: skip
    assert not log.take(refused.report, TurnId(5))
    assert log.cards(3) == ()


def test_the_same_refusal_has_one_card(clock):
    log = CommandLog(clock.now)
    for number, text in ((1, "It cannot."), (2, "No."), (3, "It cannot.")):
        refused = scenes.reported("x", verdict=Verdict.REFUSED, text=text, undo_until=None, number=number)  # fmt: skip
        assert log.take(refused.report)
    assert [card.report.id for card in log.cards(3)] == [2, 3]


def test_a_storm_of_commands_keeps_the_newest(clock):
    log = CommandLog(clock.now)
    for number in range(50):
        log.take(scenes.reported("shuffle", "a", "b", number=number).report)
    assert [card.report.id for card in log.cards(99)] == list(range(50))[-MOST_KEPT:]
    assert log.cards(0) == ()


def test_what_waited_and_became_a_question_has_no_card(clock):
    log = CommandLog(clock.now)
    log.take(asked())
    assert log.cards(2)
    question = replace(asked(), verdict=Verdict.UNCLEAR, text="VLC or mpv?")
    assert not log.take(question)
    assert log.cards(2) == ()
