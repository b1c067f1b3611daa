"""Players, library and timers around a companion: what is said to them, and when."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from companions import Rig, companion
from fakes import (
    FakePlayer,
    FakePlayers,
    ManualClock,
    MemorySecrets,
    Noticeboard,
    ScriptedGenerator,
)
from lumen.controls import CLOSING_TIME
from lumen.core import events as ev
from lumen.core.clock import Clock
from lumen.core.conversation import Role
from lumen.core.errors import LumenError
from lumen.core.intent import Intent
from lumen.core.loop import LoopThread
from lumen.core.media import PlaceState, PlaybackStatus, PlayerId, Track, Verdict
from lumen.core.turn import NO_TURN, Phase, TurnId, TurnIds
from lumen.core.units import Seconds
from lumen.media.ducking import Ducking
from lumen.media.ducking_record import Lowered, Record
from lumen.room import Room, RoomPlaces
from lumen.room_controls import RoomControls
from lumen.storage.claim import Claim
from lumen.storage.keeper import Keeper
from lumen.storage.settings_model import MediaSettings

SECRET = "Zauberflöte"
PATIENCE = 10.0


def places(folder: Path, *folders: Path) -> RoomPlaces:
    return RoomPlaces(
        folder / "library.sqlite3", folder / "lists", folder / "lowered.json", folders
    )


def music(folder: Path, *titles: str) -> Path:
    """Songs that have nothing but their names."""
    folder.mkdir(exist_ok=True)
    for title in titles:
        (folder / f"{title}.mp3").write_bytes(b"no sound")
    return folder


# ---- a room alone --------------------------------------------------------------------


@dataclass
class Alone:
    """A room on stand-ins, and all that it told."""

    folder: Path
    clock: ManualClock = field(default_factory=ManualClock)
    events: list[ev.Event] = field(default_factory=list)
    board: Noticeboard = field(default_factory=Noticeboard)
    wall: float = 1_000_000.0

    def __post_init__(self) -> None:
        self.player = FakePlayer(self.clock, "VLC", "vlc")
        self.players = FakePlayers(self.player)
        self.keeper = Keeper(
            self.folder / "history.sqlite3",
            self.events.append,
            self.clock,
            MemorySecrets(),
            keep=False,
        )
        self.keeper.open()

    def furnish(
        self,
        *folders: Path,
        passing: bool = False,
        claim: Claim | None = None,
        **settings: object,
    ) -> Room:
        self.room = Room(
            self.players,
            self.keeper,
            places(self.folder, *folders),
            MediaSettings(**({"library": bool(folders)} | settings)),
            clock=self.clock,
            turns=TurnIds(),
            post=self.events.append,
            notifications=self.board,
            passing=passing,
            claim=claim,
            wall_clock=lambda: self.wall,
        )
        return self.room

    async def say(self, text: str) -> str:
        said = ""
        for intent in self.room.understand(text):
            for doer in self.room.doers:
                if doer.takes(intent):
                    done = await doer.do(TurnId(1), [intent])
                    said = f"{said} {done.text}".strip()
                    break
        return said

    def phase(self, phase: Phase) -> None:
        event = ev.PhaseChanged(TurnId(1), self.clock.now(), phase)
        self.room.on_event(event)

    def told(self, kind: type) -> list[ev.Event]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def verdicts(self) -> list[Verdict]:
        return [e.report.verdict for e in self.events if hasattr(e, "report")]


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Alone]:
    made = Alone(tmp_path)
    made.furnish()
    made.room.start()
    await made.room.ready()
    yield made
    await made.room.close()
    made.keeper.close(Seconds(2))


async def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.005)


class TestDucking:
    @pytest.mark.parametrize("phase", [Phase.LISTENING, Phase.SPEAKING])
    async def test_lowered_while_somebody_speaks_and_exactly_back(
        self, alone: Alone, phase: Phase
    ):
        alone.player.volume = 0.61
        alone.player.changed()
        alone.phase(phase)
        await until(lambda: alone.player.volume < 0.61 * 0.36)
        alone.phase(Phase.THINKING)
        await asyncio.sleep(0.05)
        assert alone.player.volume < 0.61 * 0.36
        alone.phase(Phase.IDLE)
        await until(lambda: alone.player.volume == 0.61)

    async def test_an_error_is_no_reason_to_stay_quiet(self, alone: Alone):
        alone.phase(Phase.SPEAKING)
        await until(lambda: alone.player.volume < 0.2)
        alone.phase(Phase.ERROR)
        await until(lambda: alone.player.volume == 0.5)

    async def test_the_settings_decide(self, alone: Alone):
        alone.room.take_settings(MediaSettings(library=False, duck_percent=60))
        alone.phase(Phase.SPEAKING)
        await until(lambda: alone.player.volume == pytest.approx(0.3))
        alone.room.take_settings(MediaSettings(library=False, duck=False))
        await until(lambda: alone.player.volume == 0.5)

    async def test_commands_are_confirmed_aloud_when_wanted(self, alone: Alone):
        alone.room.take_settings(MediaSettings(library=False, confirm_aloud=True))
        done = await alone.room.doers[-1].do(TurnId(1), [Intent("pause_playback")])
        assert done.aloud

    async def test_what_an_earlier_run_left_quiet_comes_back(self, tmp_path: Path):
        made = Alone(tmp_path)
        made.player.volume = 0.2
        made.player.changed()
        left = Lowered(made.player.id, "VLC", 0.7, (0.2, 0.4))
        Record(tmp_path / "lowered.json").save([left])
        room = made.furnish()
        room.start()
        await until(lambda: made.player.volume == 0.7)
        await room.close()
        made.keeper.close(Seconds(2))

    async def test_a_passing_room_touches_no_volume(self, tmp_path: Path):
        made = Alone(tmp_path)
        made.player.volume = 0.2
        made.player.changed()
        left = Lowered(made.player.id, "VLC", 0.7, (0.2, 0.4))
        Record(tmp_path / "lowered.json").save([left])
        room = made.furnish(passing=True)
        room.start()
        made.phase(Phase.SPEAKING)
        await room.ready()
        await asyncio.sleep(0.05)
        made.phase(Phase.IDLE)
        await room.close()
        assert made.player.volume == 0.2
        assert (tmp_path / "lowered.json").exists()  # the other Lumen's
        made.keeper.close(Seconds(2))


class TestDoubt:
    @pytest.fixture(autouse=True)
    def understood(self, monkeypatch: pytest.MonkeyPatch) -> None:
        doubtful = {
            "maybe quiet": (Intent("pause_playback", confidence=0.6),),
            "maybe alarm": (Intent("set_timer", {"duration": 60.0}, 0.6),),
            "chatter": (Intent("greeting", confidence=0.8),),
        }
        from lumen import room

        real = room.understand
        monkeypatch.setattr(
            room, "understand", lambda t, c: doubtful.get(t) or real(t, c)
        )

    async def test_it_asks_and_a_yes_does_it(self, alone: Alone):
        assert await alone.say("maybe quiet") == "Shall I pause?"
        assert alone.player.status is PlaybackStatus.PLAYING
        await alone.say("yes please")
        assert alone.player.status is PlaybackStatus.PAUSED

    async def test_a_no_does_nothing_and_undoes_nothing(self, alone: Alone):
        await alone.say("mute")
        await alone.say("maybe quiet")
        assert [i.name for i in alone.room.understand("no")] == ["no"]
        assert alone.player.volume == 0
        await alone.say("yes")
        assert alone.player.status is PlaybackStatus.PLAYING

    async def test_the_answer_comes_too_late(self, alone: Alone):
        await alone.say("maybe quiet")
        alone.clock.advance(21)
        await alone.say("yes")
        assert alone.player.status is PlaybackStatus.PLAYING

    async def test_speaking_of_something_else_is_no_answer(self, alone: Alone):
        for other in ("mute", "tell me about whales", "maybe alarm"):
            await alone.say("maybe quiet")
            await alone.say(other)
            await alone.say("yes")
            assert alone.player.status is PlaybackStatus.PLAYING
        assert len(alone.room.context().timers) == 1

    async def test_conversation_is_never_asked_about(self, alone: Alone):
        assert [i.name for i in alone.room.understand("chatter")] == ["greeting"]


class TestMoment:
    async def test_what_plays_and_what_was_just_done(self, alone: Alone):
        moment = alone.room.context()
        assert (moment.playing, moment.paused) == (True, False)
        assert moment.players == ("VLC",)
        assert not moment.just_acted
        await alone.say("pause")
        moment = alone.room.context()
        assert (moment.playing, moment.paused) == (False, True)
        assert moment.just_acted

    async def test_stop_means_lumen_while_it_speaks_and_just_after(self, alone: Alone):
        assert not alone.room.context().speaking
        alone.phase(Phase.SPEAKING)
        assert alone.room.context().speaking
        alone.phase(Phase.LISTENING)  # it was cut off
        alone.clock.advance(3)
        assert alone.room.context().speaking
        alone.clock.advance(8)
        assert not alone.room.context().speaking

    async def test_a_second_stop_means_the_music(self, alone: Alone):
        alone.player.status = PlaybackStatus.PLAYING
        alone.player.changed()
        alone.phase(Phase.SPEAKING)
        alone.phase(Phase.LISTENING)  # it was cut off
        (intent,) = alone.room.understand("stop")
        assert intent.name == "stop"
        await alone.say("stop")
        assert alone.player.status is PlaybackStatus.PAUSED

    async def test_a_reply_that_was_heard_to_its_end_was_not_cut_off(
        self, alone: Alone
    ):
        alone.phase(Phase.SPEAKING)
        alone.phase(Phase.IDLE)
        assert not alone.room.context().speaking

    async def test_the_answer_to_which_player(self, alone: Alone):
        other = FakePlayer(alone.clock, "mpv", "mpv")
        for status in (PlaybackStatus.PAUSED, PlaybackStatus.PLAYING):
            alone.player.status = status
            alone.player.changed()
        alone.players.add(other)  # both began at once
        assert await alone.say("pause") in ("mpv or VLC?", "VLC or mpv?")
        await alone.say("mpv")
        assert other.status is PlaybackStatus.PAUSED
        assert alone.player.status is PlaybackStatus.PLAYING


class TestTimers:
    async def test_fires_as_announcement_and_notification(self, alone: Alone):
        assert "tea" in await alone.say("set a tea timer for 10 minutes")
        assert len(alone.room.context().timers) == 1
        alone.wall += 601
        await alone.say("set a timer for 5 minutes")  # the clock is looked at anew
        await until(lambda: alone.told(ev.TimerFired))
        alone.room.on_event(alone.told(ev.TimerFired)[0])
        await until(lambda: alone.board.shown)
        (due,) = alone.told(ev.AnnouncementDue)
        assert due.sound == "timer"
        assert due.turn != NO_TURN
        assert "tea" in due.text
        assert alone.board.shown == [("Timer", due.text)]

    async def test_undo_means_whatever_was_done_last(self, alone: Alone):
        alone.player.status = PlaybackStatus.PLAYING
        alone.player.changed()
        await alone.say("pause")
        alone.clock.advance(1)
        await alone.say("set a tea timer for 10 minutes")
        assert "tea" in await alone.say("undo")
        assert alone.room.context().timers == ()
        assert alone.player.status is PlaybackStatus.PAUSED
        alone.clock.advance(1)
        await alone.say("undo")
        assert alone.player.status is PlaybackStatus.PLAYING
        alone.clock.advance(1)
        await alone.say("redo")
        assert alone.player.status is PlaybackStatus.PAUSED
        assert "tea" in await alone.say("redo")
        assert len(alone.room.context().timers) == 1

    async def test_redo_means_whatever_was_undone_last(self, alone: Alone):
        alone.player.status = PlaybackStatus.PLAYING
        alone.player.changed()
        for said in ("pause", "undo", "set a tea timer for 10 minutes", "undo"):
            alone.clock.advance(1)
            await alone.say(said)
        alone.clock.advance(1)
        assert "tea" in await alone.say("put it back")
        assert alone.player.status is PlaybackStatus.PLAYING

    async def test_it_is_the_timer_that_was_just_set(self, alone: Alone):
        await alone.say("set a timer for 20 minutes")
        await alone.say("set a tea timer for 10 minutes")
        alone.player.status = PlaybackStatus.PAUSED
        alone.player.changed()
        assert "tea" in await alone.say("how long is left")
        assert "tea" in await alone.say("cancel it")
        assert alone.room.context().timers == ("",)

    async def test_cancelled_in_the_window(self, alone: Alone):
        await alone.say("set a timer for 10 minutes")
        (timer,) = alone.told(ev.TimersChanged)[-1].timers
        alone.room.cancel_timer(timer.id)
        assert alone.room.context().timers == ()

    async def test_a_passing_room_takes_none(self, tmp_path: Path):
        made = Alone(tmp_path)
        room = made.furnish(passing=True)
        assert not any(doer.takes(Intent("set_timer")) for doer in room.doers)
        made.keeper.close(Seconds(2))

    async def test_beside_another_lumen_that_one_keeps_them(self, tmp_path: Path):
        file = tmp_path / "room.lock"
        first, second = Alone(tmp_path), Alone(tmp_path)
        owner = first.furnish(claim=Claim(file))
        guest = second.furnish(claim=Claim(file))
        left = Lowered(second.player.id, "VLC", 0.7, (0.2, 0.5))
        Record(tmp_path / "lowered.json").save([left])
        guest.start()
        await guest.ready()
        said = await second.say("set a timer for 10 minutes")
        assert said == "Another Lumen keeps the timers. Say it to that one."
        said = await second.say("pause in ten minutes")
        assert said == "Another Lumen does what is for later. Say it to that one."
        assert not second.told(ev.TimersChanged)
        await guest.close()
        assert second.player.volume == 0.5  # what is lowered is the other one's
        assert (tmp_path / "lowered.json").exists()
        await owner.close()
        third = Alone(tmp_path)
        room = third.furnish(claim=Claim(file))
        room.start()
        assert "10" in await third.say("set a timer for 10 minutes")
        await room.close()
        for made in (first, second, third):
            made.keeper.close(Seconds(2))

    async def test_one_command_claims_nothing(self, tmp_path: Path):
        made, claim = Alone(tmp_path), Claim(tmp_path / "room.lock")
        made.furnish(passing=True, claim=Claim(tmp_path / "room.lock"))
        assert claim.take()
        claim.release()
        made.keeper.close(Seconds(2))


class TestCommandsForLater:
    async def test_a_pause_is_set_listed_done_and_undone(self, alone: Alone):
        assert await alone.say("pause in ten minutes") == (
            "I will pause in 10 minutes, unless I am closed before."
        )
        assert alone.room.context().timers == ("pause",)
        assert "I will pause in 10" in await alone.say("which timers are running")
        alone.wall += 601
        await alone.say("set a timer for 5 minutes")  # the clock is looked at anew
        alone.clock.advance(1)
        await until(lambda: alone.verdicts == [Verdict.DONE])
        assert alone.player.status is PlaybackStatus.PAUSED
        assert not alone.told(ev.TimerFired)
        alone.clock.advance(1)
        await alone.say("undo")
        assert alone.player.status is PlaybackStatus.PLAYING
        assert len(alone.room.context().timers) == 1

    @pytest.mark.parametrize(
        ("said", "no"),
        [
            ("pause in ten minutes", "cancel that"),
            ("pause in ten minutes", "undo"),
            ("pause in ten minutes", "cancel the pause"),
            ("pause in ten minutes", "cancel the pause timer"),
            ("stop the music in half an hour", "cancel the sleep timer"),
            ("set a sleep timer for half an hour", "cancel the sleep timer"),
            ("sleep timer for twenty minutes", "cancel it"),
            ("turn it down to 20 in five minutes", "cancel the volume timer"),
            ("in ten minutes skip this", "cancel all timers"),
        ],
    )
    async def test_it_is_called_off(self, alone: Alone, said: str, no: str):
        assert (await alone.say(said)).startswith("I will ")
        assert len(alone.room.context().timers) == 1
        await alone.say(no)
        assert alone.room.context().timers == ()
        assert alone.player.status is PlaybackStatus.PLAYING

    async def test_a_sleep_timer_is_told_from_others(self, alone: Alone):
        await alone.say("set a tea timer for an hour")
        assert "I will pause in 30 minutes" in (
            await alone.say("set a sleep timer for 30 minutes")
        )
        assert await alone.say("how long is left on the sleep timer") == (
            "I will pause in 30 minutes."
        )
        await alone.say("cancel the sleep timer")
        assert alone.room.context().timers == ("tea",)

    async def test_what_waits_for_a_moment_is_not_kept(self, alone: Alone):
        assert "say it again after this song" in (
            await alone.say("pause after this song")
        )
        assert alone.room.context().timers == ()

    async def test_one_that_is_not_certain_is_asked_about_with_its_time(
        self, alone: Alone, monkeypatch: pytest.MonkeyPatch
    ):
        from lumen import room

        doubtful = (Intent("pause_playback", {"delay": 600.0}, 0.6),)
        real = room.understand
        monkeypatch.setattr(
            room, "understand", lambda t, c: doubtful if t == "hm" else real(t, c)
        )
        assert await alone.say("hm") == "Shall I pause in 10 minutes?"
        assert "I will pause in 10 minutes" in await alone.say("yes")

    async def test_it_is_spoken_when_commands_are(self, alone: Alone):
        alone.room.take_settings(MediaSettings(library=False, confirm_aloud=True))
        await alone.say("pause in ten minutes")
        alone.wall += 601
        await alone.say("set a timer for 5 minutes")
        await until(lambda: alone.told(ev.AnnouncementDue))
        assert alone.told(ev.AnnouncementDue)[0].text == "Paused VLC."


class TestWindow:
    async def test_orders_are_done_as_if_said(self, alone: Alone):
        alone.room.order(Intent("pause_playback"))
        await until(lambda: alone.verdicts == [Verdict.DONE])
        assert alone.player.status is PlaybackStatus.PAUSED

    async def test_an_order_that_nobody_takes_is_nothing(self, alone: Alone):
        alone.room.order(Intent("dance"))
        await asyncio.sleep(0)
        assert alone.verdicts == []

    async def test_undo(self, alone: Alone):
        await alone.say("mute")
        report = alone.told(ev.CommandReported)[-1].report
        alone.room.undo(report.id)
        await until(lambda: alone.player.volume == 0.5)

    async def test_the_preferred_player_is_meant(self, alone: Alone):
        alone.player.status = PlaybackStatus.PAUSED
        alone.player.changed()
        other = FakePlayer(alone.clock, "mpv", "mpv")
        other.status = PlaybackStatus.PAUSED
        alone.players.add(other)
        alone.room.prefer(other.id)
        await alone.say("play")
        assert other.status is PlaybackStatus.PLAYING
        assert alone.player.status is PlaybackStatus.PAUSED

    async def test_what_breaks_is_told_and_not_quoted(
        self, alone: Alone, caplog: pytest.LogCaptureFixture
    ):
        async def broken(error: Exception) -> None:
            raise error

        with caplog.at_level(logging.INFO):
            alone.room._spawn(broken(LumenError("Something.", "Do.")))
            alone.room._spawn(broken(ValueError(SECRET)))
            await until(lambda: len(caplog.records) == 2)
        assert [e.error.what for e in alone.told(ev.ProblemRaised)] == ["Something."]
        assert SECRET not in caplog.text


class TestLibrary:
    @pytest.fixture
    async def shelved(self, tmp_path: Path) -> AsyncIterator[Alone]:
        folder = music(tmp_path / "music", "Blue Monday", "Karma Police")
        made = Alone(tmp_path)
        made.furnish(folder)
        made.room.start()
        await made.room.ready()
        await until(lambda: made.room.context().knows_title("Blue Monday"))
        yield made
        await made.room.close()
        made.keeper.close(Seconds(2))

    async def test_a_title_is_found_and_opened(self, shelved: Alone):
        await shelved.say("play blue monday")
        assert shelved.player.asked[-2][0] == "open" or shelved.verdicts
        assert "Blue%20Monday" in shelved.player.tracks[-1].url

    async def test_a_list_is_answered_by_its_number(self, shelved: Alone):
        await shelved.say("search for karma police")
        (shown,) = shelved.told(ev.ResultsShown)
        assert shown.items
        shelved.room.choose(1)
        await until(lambda: "Karma" in shelved.player.tracks[-1].url)
        shelved.room.close_results()
        assert shelved.told(ev.ResultsShown)[-1].items == ()
        assert shelved.room.context().choices == 0

    async def test_a_list_is_turned_over_while_it_is_shown(self, shelved: Alone):
        assert not shelved.room.context().listed
        await shelved.say("search for karma police")
        assert shelved.room.context().listed
        await shelved.say("show me more")
        (turned,) = shelved.told(ev.ResultsTurned)
        assert turned.pages == 1

    async def test_the_only_one_found_is_it(self, shelved: Alone):
        await shelved.say("search for karma police")
        (shown,) = shelved.told(ev.ResultsShown)
        assert len(shown.items) == 1
        await shelved.say("play it")
        assert "Karma" in shelved.player.tracks[-1].url

    async def test_yes_is_the_only_one_that_is_offered(self, shelved: Alone):
        await shelved.say("search for karma police")
        await shelved.say("yes please")
        assert "Karma" in shelved.player.tracks[-1].url

    async def test_yes_is_what_was_suggested(self, shelved: Alone):
        said = await shelved.say("recommend me a song")
        assert said.startswith("How about")
        (shown,) = shelved.told(ev.ResultsShown)
        await shelved.say("yes")
        assert shelved.player.tracks[-1].url == shown.items[0].uris[0]

    async def test_a_late_yes_or_a_no_plays_nothing(self, shelved: Alone):
        before = len(shelved.player.tracks)
        await shelved.say("search for karma police")
        assert [i.name for i in shelved.room.understand("no")] == ["no"]
        shelved.clock.advance(21)
        assert "choose" not in [i.name for i in shelved.room.understand("yes")]
        assert len(shelved.player.tracks) == before

    async def test_switched_off_and_on_again(self, shelved: Alone, tmp_path: Path):
        room = shelved.room
        room.take_settings(MediaSettings(library=False))
        assert room.context().knows_title("Blue Monday") == 0
        assert "no library" in await shelved.say("play blue monday")
        room.take_settings(MediaSettings(library=True))
        await room.ready()
        await until(lambda: room.context().knows_title("Blue Monday"))
        await shelved.say("play blue monday")
        assert "Blue%20Monday" in shelved.player.tracks[-1].url

    async def test_other_folders(self, shelved: Alone, tmp_path: Path):
        other = music(tmp_path / "other", "Paranoid Android")
        shelved.room.take_settings(MediaSettings(folders=(str(other),)))
        await until(lambda: shelved.room.context().knows_title("Paranoid Android"))
        await until(lambda: not shelved.room.context().knows_title("Blue Monday"))

    async def test_looked_through_on_demand(self, shelved: Alone, tmp_path: Path):
        before = len(shelved.told(ev.LibraryScanned))
        shelved.room.rescan_library()
        shelved.room.cancel_scan()
        await until(lambda: len(shelved.told(ev.LibraryScanned)) > before)

    async def test_what_is_at_its_places_is_told(self, shelved: Alone, tmp_path: Path):
        shelved.room.survey_library((), "")
        await until(lambda: bool(shelved.told(ev.LibrarySurveyed)))
        (survey,) = shelved.told(ev.LibrarySurveyed)
        assert survey.own
        assert survey.channels is None
        assert [place.titles for place in survey.folders] == [survey.items]
        assert survey.items > 0
        shelved.room.survey_library((str(tmp_path / "gone"),), str(tmp_path / "no.m3u"))
        await until(lambda: len(shelved.told(ev.LibrarySurveyed)) == 2)
        survey = shelved.told(ev.LibrarySurveyed)[-1]
        assert not survey.own
        assert [place.state for place in survey.folders] == [PlaceState.MISSING]
        assert survey.channels is not None
        assert survey.channels.state is PlaceState.MISSING

    async def test_what_was_listened_to_counts(self, shelved: Alone):
        song = Track("/x", "Karma Police", ("Radiohead",), length=Seconds(60))
        shelved.player.tracks, shelved.player.index = (song,), 0
        shelved.player.changed()
        shelved.clock.advance(40)
        shelved.player.changed()
        assert [play.title for play in shelved.room._plays.plays()] == ["Karma Police"]
        shelved.room.forget()
        assert shelved.room._plays.plays() == ()


def test_what_the_window_wants_too_early_is_dropped():
    acted: list[object] = []

    class Loop(LoopThread):
        def call(self, act: Callable[[], object]) -> None:
            acted.append(act)

    class Deaf:
        def undo(self, report: int) -> None:
            acted.append(report)

    loop = Loop()
    controls = RoomControls(loop)
    controls.order(Intent("pause_playback"))
    controls.undo(1)
    assert acted == []
    controls.attach(Deaf())
    assert acted == []  # it is not made up for, either
    controls.undo(2)
    (act,) = acted
    act()
    assert acted[1:] == [2]
    loop.stop()


def test_every_wish_of_the_window_reaches_the_room():
    class Listing:
        def __init__(self) -> None:
            self.asked: list[str] = []

        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_: self.asked.append(name)

    loop, room = LoopThread(), Listing()
    loop.start(lambda _event: None)
    controls = RoomControls(loop)
    controls.attach(room)
    controls.order(Intent("pause_playback"))
    controls.undo(1)
    controls.prefer(PlayerId("x"))
    controls.choose(1)
    controls.close_results()
    controls.cancel_timer(1)
    controls.rescan_library()
    controls.survey_library((), "")
    controls.cancel_scan()

    async def nothing() -> None:
        return None

    loop.run(nothing()).result(5)
    loop.stop()
    assert room.asked == [
        "order", "undo", "prefer", "choose", "close_results", "cancel_timer",
        "rescan_library", "survey_library", "cancel_scan",
    ]  # fmt: skip


# ---- a room around a whole companion -------------------------------------------------


@dataclass
class Lived:
    """A companion with a room and one playing player."""

    rig: Rig
    player: FakePlayer
    players: FakePlayers
    board: Noticeboard

    def say(self, text: str) -> str:
        """Type a sentence; the reply's text."""
        since = self.rig.told.now
        turn = self.rig.controls.submit_text(text)
        reply = self.rig.told.wait(
            lambda e: isinstance(e, ev.ReplyMessageAdded) and e.turn == turn, since
        )
        self.rig.told.wait_idle(since)
        return reply.text

    def reports(self) -> list[object]:
        return [
            e.report for e in self.rig.told.events if isinstance(e, ev.CommandReported)
        ]

    def wait_until_read(self) -> None:
        """Wait until the room has taken up what earlier runs kept; likes come last."""
        room = self.rig.stages.room
        deadline = time.monotonic() + PATIENCE
        while room._likes._unread:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def on_loop(self, act: Callable[[], object]) -> None:
        async def run() -> None:
            act()

        self.rig.loop.run(run()).result(5)


@contextmanager
def lived_in(
    folder: Path, *, says: ScriptedGenerator | None = None, **options: object
) -> Iterator[Lived]:
    made: list[object] = []
    board = Noticeboard()
    wall = options.pop("wall", time.time)

    def build(keeper: Keeper, clock: Clock, turns: TurnIds, loop: LoopThread) -> Room:
        player = FakePlayer(clock, "VLC", "vlc")
        players = FakePlayers(player)
        made.extend((player, players))
        return Room(
            players,
            keeper,
            places(folder),
            MediaSettings(),
            clock=clock,
            turns=turns,
            post=loop.post,
            notifications=board,
            wall_clock=wall,
        )

    with companion(folder, says=says, room=build, **options) as rig:
        rig.told.wait_for(ev.HistoryOpened)
        yield Lived(rig, made[0], made[1], board)


def test_a_typed_sentence_pauses_the_player(tmp_path: Path):
    with lived_in(tmp_path, says=ScriptedGenerator(["A model was asked."])) as lived:
        assert lived.say("pause").startswith("Paused")
        assert lived.player.status is PlaybackStatus.PAUSED
        assert [r.verdict for r in lived.reports()] == [Verdict.DONE]
        assert lived.rig.speaker.timeline == ()  # it is seen and heard anyway


def test_two_commands_in_one_sentence(tmp_path: Path):
    with lived_in(tmp_path) as lived:
        lived.say("go back 10 seconds and set the volume to 40 percent")
        assert [r.intent for r in lived.reports()] == ["seek_content", "adjust_volume"]
        assert lived.player.volume == pytest.approx(0.4)


def test_a_refusal_is_spoken(tmp_path: Path):
    with lived_in(tmp_path) as lived:
        lived.on_loop(lived.player.vanish)
        assert "No player" in lived.say("pause")
        assert len(lived.rig.speaker.timeline) > 0


def test_conversation_goes_to_the_model(tmp_path: Path):
    with lived_in(tmp_path, says=ScriptedGenerator(["Indeed."])) as lived:
        assert lived.say("let's pause and think about life") == "Indeed."
        assert lived.player.status is PlaybackStatus.PLAYING


def test_doubt_is_asked_about_also_with_a_model(tmp_path: Path, monkeypatch):
    doubtful = (Intent("pause_playback", confidence=0.6),)
    from lumen import room

    real = room.understand
    monkeypatch.setattr(
        room, "understand", lambda t, c: doubtful if t == "so loud" else real(t, c)
    )
    with lived_in(tmp_path, says=ScriptedGenerator(["A model was asked."])) as lived:
        assert lived.say("so loud") == "Shall I pause?"
        assert lived.player.status is PlaybackStatus.PLAYING
        lived.say("yes")
        assert lived.player.status is PlaybackStatus.PAUSED
        lived.say("undo")
        assert lived.player.status is PlaybackStatus.PLAYING
        lived.say("put it back")
        assert lived.player.status is PlaybackStatus.PAUSED
        lived.say("no, go back")
        assert lived.player.status is PlaybackStatus.PLAYING
        assert "nothing more to undo" in lived.say("no, go back")
        assert lived.player.status is PlaybackStatus.PLAYING
        lived.say("so loud")
        lived.say("no")
        assert lived.player.status is PlaybackStatus.PLAYING


def test_another_answer_never_repeats_the_command(tmp_path: Path):
    says = ScriptedGenerator(["I did already."])
    with lived_in(tmp_path, says=says) as lived:
        lived.say("go back 10 seconds")
        position = lived.player.position
        since = lived.rig.told.now
        lived.rig.controls.regenerate()
        lived.rig.told.wait_idle(since)
        assert len(lived.reports()) == 1
        assert lived.player.position >= position  # it plays on
        assert says.prompts == []
        last = lived.rig.journal.last(Role.COMPANION)
        assert last is not None
        assert "does not repeat a command" in last.text


def test_the_player_is_lowered_while_a_reply_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []
    monkeypatch.setattr(Ducking, "begin", lambda _self, why: asked.append(f"+{why}"))
    monkeypatch.setattr(Ducking, "end", lambda _self, why: asked.append(f"-{why}"))
    with lived_in(tmp_path) as lived:
        lived.say("what is playing")
    assert asked[0] == "+conversation"
    assert asked[-1] == "-conversation"


def test_closing_brings_volumes_back_in_time(tmp_path: Path):
    with lived_in(tmp_path) as lived:
        room, player = lived.rig.stages.room, lived.player
        phase = ev.PhaseChanged(TurnId(1), Seconds(0), Phase.SPEAKING)
        lived.on_loop(lambda: room.on_event(phase))
        deadline = time.monotonic() + PATIENCE
        while player.volume > 0.2:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        lived.rig.controls.close()
        assert player.volume == 0.5  # CLOSING_TIME has passed at most twice
    assert CLOSING_TIME < 1
    assert not (tmp_path / "lowered.json").exists()


def test_a_command_for_later_survives_and_is_done(tmp_path: Path):
    secrets, now = MemorySecrets(), [5_000_000.0]
    with lived_in(tmp_path, keep=True, secrets=secrets, wall=lambda: now[0]) as lived:
        lived.wait_until_read()
        assert lived.say("pause in ten minutes") == "I will pause in 10 minutes."
        lived.say("mute in twenty minutes")
    assert b"pause_playback" not in (tmp_path / "history.sqlite3").read_bytes()
    now[0] += 630
    with lived_in(tmp_path, keep=True, secrets=secrets, wall=lambda: now[0]) as lived:
        report = lived.rig.told.wait_for(ev.CommandReported).report
        assert (report.intent, report.verdict) == ("pause_playback", Verdict.DONE)
        assert lived.player.status is PlaybackStatus.PAUSED
        assert lived.board.shown == []
    now[0] += 1300
    with lived_in(tmp_path, keep=True, secrets=secrets, wall=lambda: now[0]) as lived:
        due = lived.rig.told.wait_for(ev.AnnouncementDue)
        assert (
            due.text
            == "I was to mute it 12 minutes ago, while I was closed or this computer slept."
        )
        assert lived.player.volume == 0.5


def test_a_timer_survives_and_is_announced_with_a_chime(tmp_path: Path):
    secrets, now = MemorySecrets(), [5_000_000.0]
    with lived_in(tmp_path, keep=True, secrets=secrets, wall=lambda: now[0]) as lived:
        lived.say("set a noodle timer for ten minutes")
    raw = (tmp_path / "history.sqlite3").read_bytes()
    assert b"noodle" not in raw
    now[0] += 660
    with lived_in(tmp_path, keep=True, secrets=secrets, wall=lambda: now[0]) as lived:
        told = lived.rig.told
        fired = told.wait_for(ev.TimerFired)
        assert fired.late == pytest.approx(60)
        due = told.wait_for(ev.AnnouncementDue)
        reply = told.wait(
            lambda e: isinstance(e, ev.ReplyMessageAdded) and e.turn == due.turn
        )
        told.wait_idle()
        assert "noodle" in reply.text
        assert len(lived.rig.speaker.timeline) >= 2  # a chime, then words
        assert lived.board.shown == [("Timer", due.text)]
    with lived_in(tmp_path, keep=True, secrets=secrets, wall=lambda: now[0]) as lived:
        assert lived.say("which timers are running") == "No timer is running."


def test_forgetting_the_conversation_forgets_what_was_listened_to(tmp_path: Path):
    secrets = MemorySecrets()
    with lived_in(tmp_path, keep=True, secrets=secrets) as lived:
        lived.say("I like this song")
        room = lived.rig.stages.room
        lived.on_loop(lambda: room._plays.heard(Track("/2", "Heard")))
    with lived_in(tmp_path, keep=True, secrets=secrets) as lived:
        room = lived.rig.stages.room
        lived.wait_until_read()
        assert [(p.title, p.liked) for p in room._plays.plays()] == [
            ("Heard", False),
            ("Song 2", True),
        ]
        lived.rig.controls.forget_all()
        lived.on_loop(lambda: None)
        assert [play.title for play in room._plays.plays()] == ["Song 2"]
    with lived_in(tmp_path, keep=True, secrets=secrets) as lived:
        lived.wait_until_read()
        kept = lived.rig.stages.room._plays.plays()
        assert [play.title for play in kept] == ["Song 2"]  # until it is taken off


def test_nothing_that_is_played_said_or_named_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.DEBUG), lived_in(tmp_path, keep=True) as lived:
        track = Track("/t", SECRET, (SECRET,), SECRET, length=Seconds(100))
        lived.player.tracks = (track, track, track)
        lived.on_loop(lived.player.changed)
        lived.say("what is playing")
        lived.say("like this song")
        lived.say(f"set a {SECRET} timer for ten minutes")
        lived.say(f"play {SECRET}")
        lived.player.refuses = frozenset(lived.player.abilities)
        lived.say("pause")
        lived.player.frozen = True
        lived.say("mute")
        lived.on_loop(lived.player.vanish)
        lived.say("next")
    assert SECRET.casefold() not in caplog.text.casefold()


@pytest.mark.parametrize(("keep", "until"), [(True, ""), (False, " until I am closed")])
def test_what_is_liked_is_known_for_as_long_as_the_history(
    tmp_path: Path, keep: bool, until: str
):
    with lived_in(tmp_path, keep=keep) as lived:
        said = lived.say("like this song")
    assert said == f"I will remember that you like Song 2{until}."
