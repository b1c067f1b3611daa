"""The desk: sentences in, reports and answers out."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from fakes import FakePlayer, FakePlayers, ManualClock, Waiting
from lumen.core.doing import Done
from lumen.core.errors import LumenError
from lumen.core.events import (
    CommandReported,
    Event,
    PlayersChanged,
    ResultsShown,
    ResultsTurned,
)
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import (
    NO_PLAYER,
    CommandReport,
    Feature,
    MediaItem,
    MediaKind,
    PlaybackStatus,
    PlayerState,
    Track,
    Verdict,
)
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.media import commands_run
from lumen.media.desk import MediaDesk
from lumen.media.shelf import Finding

TURN = TurnId(7)


def intent(name: str, **slots: SlotValue) -> Intent:
    return Intent(name, slots)


class Scene:
    """A desk with players, and everything that was posted."""

    def __init__(self, *names: str, **options: Any) -> None:
        self.clock = ManualClock()
        self.events: list[Event] = []
        self.fakes = {name: FakePlayer(self.clock, name, name) for name in names}
        for fake in list(self.fakes.values())[1:]:
            fake.status = PlaybackStatus.PAUSED
            fake.changed()
        self.players = FakePlayers(*self.fakes.values())
        self.desk = MediaDesk(
            self.players,
            self.clock,
            self.events.append,
            sleep=options.pop("sleep", self.sleep),
            later=self.later,
            **options,
        )

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await asyncio.sleep(0)

    def later(self, seconds: float, call: Callable[[], None]) -> Waiting:
        self.waiting = Waiting(seconds, call)
        return self.waiting

    async def say(self, *intents: Intent | str) -> Done:
        asked = [Intent(i) if isinstance(i, str) else i for i in intents]
        return await self.desk.do(TURN, asked)

    @property
    def reports(self) -> list[CommandReport]:
        return [e.report for e in self.events if isinstance(e, CommandReported)]

    @property
    def told(self) -> PlayersChanged:
        return [e for e in self.events if isinstance(e, PlayersChanged)][-1]

    def start(self, name: str) -> FakePlayer:
        fake = self.fakes[name]
        fake.status = PlaybackStatus.PLAYING
        fake.changed()
        return fake


class TestDoing:
    async def test_what_is_said_before_the_players_are_known_waits_for_them(
        self,
    ) -> None:
        known = asyncio.Event()

        async def meet() -> None:
            await known.wait()

        scene = Scene(meet=meet)
        saying = asyncio.create_task(scene.say("pause_playback"))
        await asyncio.sleep(0)
        late = FakePlayer(scene.clock, "VLC", "VLC")
        scene.players.add(late)
        known.set()
        assert (await saying).text == "Paused VLC."

    async def test_success_is_written_and_refusal_spoken(self) -> None:
        scene = Scene("VLC")
        assert await scene.say("pause_playback") == Done("Paused VLC.", aloud=False)
        done = await scene.say("next_episode", "next_episode")
        assert done.aloud
        assert done.text.endswith("There is no next one in VLC.")

    async def test_confirmed_aloud_when_wanted(self) -> None:
        scene = Scene("VLC", confirm_aloud=True)
        assert (await scene.say("pause_playback")).aloud

    async def test_what_was_done_in_part_is_told_and_spoken(self) -> None:
        scene = Scene("VLC")
        done = await scene.say(intent("adjust_volume", volume_level=150))
        assert done == Done("VLC is at 100 %, which is the most.", aloud=True)
        report = scene.reports[-1]
        assert report.verdict is Verdict.PARTLY
        assert (report.before, report.after) == ("50 %", "100 %")
        done = await scene.say(intent("adjust_volume", volume_level=150))
        assert done == Done("VLC is at 100 % already, which is the most.", aloud=True)
        await scene.say("undo")
        assert scene.fakes["VLC"].volume == 0.5

    async def test_the_report(self) -> None:
        async def slow(seconds: float) -> None:
            scene.clock.advance(seconds)

        scene = Scene("VLC", sleep=slow)
        scene.fakes["VLC"].late = 3
        await scene.say(intent("adjust_volume", volume_level=80))
        (report,) = scene.reports
        assert report.id == 1
        assert report.intent == "adjust_volume"
        assert report.verdict is Verdict.DONE
        assert report.player == scene.fakes["VLC"].id
        assert report.player_name == "VLC"
        assert (report.before, report.after) == ("50 %", "80 %")
        assert report.undo_until == pytest.approx(scene.clock.now() + 30)
        assert report.undoes == 0
        await scene.say("pause_playback")
        assert [r.id for r in scene.reports] == [1, 2]

    async def test_how_long_it_took(self) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].lies = frozenset({Feature.PAUSE})
        await scene.say("pause_playback")
        assert scene.reports[0].took == pytest.approx(1.0, abs=0.05)

    async def test_nothing_to_do(self) -> None:
        assert (await Scene("VLC").say()) == Done("", aloud=False)

    async def test_no_player(self) -> None:
        scene = Scene()
        done = await scene.say("pause_playback")
        assert done.aloud
        assert "Start one" in done.text
        assert scene.reports[0].verdict is Verdict.NO_PLAYER

    async def test_what_it_takes(self) -> None:
        scene = Scene("VLC")
        for name in (
            "pause_playback",
            "resume_playback",
            "adjust_volume",
            "seek_content",
            "adjust_speed",
            "next_episode",
            "previous_episode",
            "shuffle",
            "repeat",
            "like",
            "undo",
            "what_is_playing",
            "content_info",
            "play_content",
            "search_content",
            "show_player",
        ):
            assert scene.desk.takes(Intent(name)), name
        for name in ("choose", "open_app", "small_talk", "set_timer", "stop", ""):
            assert not scene.desk.takes(Intent(name)), name
        assert scene.desk.takes(intent("open_app", app="vlc"))
        assert not scene.desk.takes(intent("content_info", title="the crown"))
        assert scene.desk.takes(intent("content_info", title="song 2"))

    async def test_hostile_names_are_no_verbs(self) -> None:
        scene = Scene("VLC")
        for name in ("stop_all", "quit", "__class__", "set_volume", "open"):
            assert not scene.desk.takes(Intent(name))


class TestWhichPlayer:
    async def test_the_playing_one(self) -> None:
        scene = Scene("VLC", "mpv")
        await scene.say("pause_playback")
        assert scene.reports[-1].player_name == "VLC"

    async def test_else_the_last_used(self) -> None:
        scene = Scene("VLC", "mpv", "Firefox")
        await scene.say("pause_playback")
        await scene.say(intent("adjust_volume", player="firefox", volume_level=10))
        await scene.say("resume_playback")
        assert scene.reports[-1].player_name == "Firefox"

    async def test_named(self) -> None:
        scene = Scene("VLC", "mpv", "Firefox")
        for word, name in (
            ("the VLC", "VLC"),
            ("mpv player", "mpv"),
            ("fire fox", "Firefox"),
            ("firefx", "Firefox"),
        ):
            await scene.say(intent("adjust_volume", player=word, volume_level=20))
            assert scene.reports[-1].player_name == name, word

    async def test_named_by_an_alias(self) -> None:
        scene = Scene(
            "VLC", "Firefox", names=lambda s: ["browser"] if "Fire" in s.name else []
        )
        await scene.say(intent("resume_playback", player="the browser"))
        assert scene.fakes["Firefox"].status is PlaybackStatus.PLAYING

    @pytest.mark.parametrize(
        ("time", "told"),
        [({"delay": 600.0}, "in 10 minutes"), ({"when": "at midnight"}, "at midnight")],
    )
    async def test_what_is_to_begin_later_does_not_begin_now(
        self, time: dict[str, float | str], told: str
    ) -> None:
        scene = Scene("VLC")
        done = await scene.say(intent("play_content", title="jazz", **time))
        assert told in done.text
        assert [r.verdict for r in scene.reports] == [Verdict.REFUSED]

    async def test_what_is_never_done_to_players_is_refused_plainly(self) -> None:
        scene = Scene("VLC")
        done = await scene.say(intent("beyond", what="subtitles"))
        assert "subtitles" in done.text
        assert "own window" in done.text
        assert [r.verdict for r in scene.reports] == [Verdict.REFUSED]

    async def test_a_player_is_not_closed(self) -> None:
        scene = Scene("VLC")
        done = await scene.say(intent("beyond", what="the window of a player"))
        assert done.text.startswith("I do not close players")

    async def test_a_name_that_does_not_run(self) -> None:
        scene = Scene("VLC", "mpv")
        for name in ("spotify", "<b>x</b>", "the", "!!"):
            done = await scene.say(intent("pause_playback", player=name))
            assert done.text == ("No player of that name is running; VLC and mpv run.")
        assert scene.reports[-1].verdict is Verdict.NO_PLAYER
        assert scene.fakes["VLC"].status is PlaybackStatus.PLAYING

    @pytest.mark.parametrize(
        "name",
        ["the music", "music", "the movie", "it", "the player", "my media player"],
    )
    async def test_what_plays_is_no_player(self, name: str) -> None:
        scene = Scene("VLC", "Audacious", names=lambda s: music_of(s.name))
        await scene.say(intent("pause_playback", player=name))
        assert scene.reports[-1].player_name == "VLC"

    async def test_a_kind_of_player_that_plays(self) -> None:
        scene = Scene("VLC", "Audacious", names=lambda s: music_of(s.name))
        scene.start("Audacious")
        scene.desk.prefer(scene.fakes["VLC"].id)
        await scene.say(intent("pause_playback", player="the music player"))
        assert scene.reports[-1].player_name == "Audacious"

    async def test_by_id(self) -> None:
        scene = Scene("VLC", "mpv")
        fake = scene.fakes["mpv"]
        await scene.say(intent("resume_playback", player=str(fake.id)))
        assert fake.status is PlaybackStatus.PLAYING

    async def test_a_sentence_stays_with_its_player(self) -> None:
        scene = Scene("VLC", "mpv")
        scene.start("mpv")
        await scene.say(
            intent("pause_playback", player="mpv"),
            intent("adjust_volume", volume_level=20),
        )
        assert scene.fakes["mpv"].volume == 0.2
        assert scene.fakes["VLC"].volume == 0.5

    async def test_the_one_started_last(self) -> None:
        scene = Scene("VLC", "mpv")
        scene.clock.advance(60)
        scene.start("mpv")
        await scene.say("pause_playback")
        assert scene.reports[-1].player_name == "mpv"

    async def test_the_one_pointed_at(self) -> None:
        scene = two_playing()
        scene.desk.prefer(scene.fakes["mpv"].id)
        assert scene.told.current == scene.fakes["mpv"].id
        await scene.say("pause_playback")
        assert scene.reports[-1].player_name == "mpv"

    async def test_resume_means_what_was_used_last(self) -> None:
        scene = Scene("VLC", "mpv")
        scene.start("mpv")
        await scene.say(intent("pause_playback", player="mpv"))
        await scene.say("resume_playback")
        assert scene.fakes["mpv"].status is PlaybackStatus.PLAYING


def music_of(name: str) -> list[str]:
    return ["music player", "music"] if name == "Audacious" else []


def two_playing() -> Scene:
    """Two players that play since nobody knows when."""
    scene = Scene()
    for name in ("VLC", "mpv"):
        scene.fakes[name] = FakePlayer(scene.clock, name, name)
    scene.players = FakePlayers(*scene.fakes.values())
    scene.desk = MediaDesk(
        scene.players, scene.clock, scene.events.append, sleep=scene.sleep
    )
    scene.events.clear()
    return scene


class TestMoment:
    async def test_something_was_just_done(self) -> None:
        scene = Scene("VLC")
        assert not scene.desk.just_acted
        await scene.say("pause_playback")
        assert scene.desk.just_acted
        scene.clock.advance(31)
        assert not scene.desk.just_acted

    async def test_choices(self) -> None:
        scene = two_playing()
        assert scene.desk.choices == 0
        await scene.say("pause_playback")
        assert scene.desk.choices == 2
        assert not scene.desk.listed
        scene.desk.show_results(TURN, "Songs", items("One", "Two", "Three"))
        assert scene.desk.choices == 3
        assert scene.desk.listed
        scene.clock.advance(121)
        assert scene.desk.choices == 0
        assert not scene.desk.listed
        assert scene.desk.takes(Intent("choose"))


class TestAsking:
    async def test_asks_when_nobody_can_tell(self) -> None:
        scene = two_playing()
        done = await scene.say("pause_playback")
        assert done == Done("VLC or mpv?")
        assert scene.reports[-1].verdict is Verdict.UNCLEAR
        assert scene.fakes["VLC"].status is PlaybackStatus.PLAYING
        assert scene.desk.takes(Intent("choose"))

    @pytest.mark.parametrize(
        ("answer", "name"),
        [
            ({"number": 1.0}, "VLC"),
            ({"number": 2}, "mpv"),
            ({"number": -1}, "mpv"),
            ({"player": "vlc"}, "VLC"),
        ],
    )
    async def test_an_answer_completes_it(self, answer, name: str) -> None:
        scene = two_playing()
        await scene.say("pause_playback", intent("adjust_volume", volume_level=20))
        done = await scene.say(intent("choose", **answer))
        assert done.text == f"Paused {name}. {name} is at 20 %."
        assert scene.fakes[name].status is PlaybackStatus.PAUSED
        assert scene.fakes[name].volume == 0.2
        assert not scene.desk.takes(Intent("choose"))

    async def test_a_name_alone_is_an_answer(self) -> None:
        scene = two_playing()
        assert scene.desk.interpret("VLC") is None
        await scene.say("pause_playback")
        answer = scene.desk.interpret("the vlc")
        assert answer is not None
        await scene.say(answer)
        assert scene.fakes["VLC"].status is PlaybackStatus.PAUSED

    @pytest.mark.parametrize(
        "said",
        ["", "neither of the two please", "spotify", "I think VLC is rather old"],
    )
    async def test_what_is_no_answer(self, said: str) -> None:
        scene = two_playing()
        await scene.say("pause_playback")
        assert scene.desk.interpret(said) is None

    @pytest.mark.parametrize(
        "answer", [{"number": 3}, {"number": 0}, {"number": 1.5}, {}, {"player": "x"}]
    )
    async def test_a_wrong_answer_asks_again(self, answer) -> None:
        scene = two_playing()
        await scene.say("pause_playback")
        done = await scene.say(intent("choose", **answer))
        assert done.text == "Say the name, or a number from 1 to 2."
        assert scene.desk.takes(Intent("choose"))

    async def test_the_question_is_forgotten_after_twenty_seconds(self) -> None:
        scene = two_playing()
        await scene.say("pause_playback")
        scene.clock.advance(19.9)
        assert scene.desk.takes(Intent("choose"))
        scene.clock.advance(0.2)
        assert not scene.desk.takes(Intent("choose"))
        done = await scene.say(intent("choose", number=1))
        assert done.text == "There is nothing to choose from now."

    async def test_another_command_closes_it(self) -> None:
        scene = two_playing()
        await scene.say("pause_playback")
        await scene.say("what_is_playing")
        assert scene.desk.takes(Intent("choose"))
        await scene.say(intent("pause_playback", player="mpv"))
        assert not scene.desk.takes(Intent("choose"))

    async def test_the_chosen_one_is_gone(self) -> None:
        scene = two_playing()
        await scene.say("pause_playback")
        scene.fakes["VLC"].vanish()
        done = await scene.say(intent("choose", number=1))
        assert scene.reports[-1].verdict is Verdict.NO_PLAYER
        assert "mpv runs" in done.text

    async def test_two_of_one_name_are_told_apart(self) -> None:
        scene = two_playing()
        scene.fakes["mpv"]._name = "VLC"
        scene.fakes["mpv"].index = 0
        await scene.fakes["mpv"].read()
        done = await scene.say("pause_playback")
        assert done.text == "VLC with Song 2 or VLC with Song 1?"


class TestSeriesInAFolder:
    @pytest.fixture
    def scene(self, tmp_path: Path) -> Scene:
        """A player with one file of three, that knows of no next one."""
        scene = Scene("VLC")
        folder = tmp_path / "films"
        folder.mkdir()
        for number in (1, 2, 3):
            (folder / f"Show S01E0{number}.mkv").touch()
        fake = scene.fakes["VLC"]
        uri = (folder / "Show S01E02.mkv").as_uri()
        fake.tracks = (Track("/1", "Show", length=Seconds(1200.0), url=uri),)
        fake.index = 0
        fake.changed()
        return scene

    @pytest.mark.parametrize(
        ("name", "at", "there"),
        [
            ("next_episode", 30, "Show S01E03"),
            ("previous_episode", 1, "Show S01E01"),
            ("previous_episode", 300, "Show S01E01"),
        ],
    )
    async def test_the_file_beside_is_opened(self, scene, name, at, there) -> None:
        fake = scene.fakes["VLC"]
        before = fake.tracks[0].url
        fake.position = Seconds(at)
        fake.changed()
        done = await scene.say(name)
        assert done.text == f"VLC plays {there}."
        assert scene.reports[-1].verdict is Verdict.DONE
        assert scene.reports[-1].intent == name
        assert fake.tracks[fake.index].url.endswith(there.replace(" ", "%20") + ".mkv")
        await scene.say("undo")
        assert fake.tracks[fake.index].url == before

    async def test_it_goes_on_though_the_player_would_begin_anew(self, scene) -> None:
        fake = scene.fakes["VLC"]
        await scene.say("previous_episode")
        fake.tracks = (fake.tracks[-1], Track("/9", "What it had before"))
        fake.index = 0
        fake.changed()
        assert (await scene.say("next_episode")).text == "VLC plays Show S01E02."
        fake.tracks = (fake.tracks[-1], Track("/9", "What it had before"))
        fake.index = 0
        fake.changed()
        assert (await scene.say("next_episode")).text == "VLC plays Show S01E03."

    async def test_the_last_one_is_the_last_one(self, scene: Scene) -> None:
        await scene.say("next_episode")
        done = await scene.say("next_episode")
        assert done.text == "There is no next one in VLC."

    async def test_nothing_comes_before_the_first_one_that_was_gone_back_to(
        self, scene: Scene
    ) -> None:
        await scene.say("previous_episode")  # VLC lists it behind the second
        assert (await scene.say("previous_episode")).text == (
            "There is no previous one in VLC."
        )
        fake = scene.fakes["VLC"]
        assert fake.tracks[fake.index].url.endswith("Show%20S01E01.mkv")

    async def test_who_left_the_series_goes_by_the_list_of_the_player(
        self, scene: Scene
    ) -> None:
        fake = scene.fakes["VLC"]
        await scene.say("next_episode")
        fake.tracks = (Track("/8", "Song"), fake.tracks[0], Track("/9", "Another song"))
        fake.index = 0
        fake.changed()
        await scene.say("next_episode")
        assert (await scene.say("next_episode")).text == "VLC plays Another song."

    async def test_a_folder_that_does_not_answer_holds_nothing_up(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asleep, threads = threading.Event(), []

        def hanging(_uri: str, _step: int) -> None:
            threads.append(threading.current_thread())
            asleep.wait(20)

        monkeypatch.setattr(commands_run, "file_beside", hanging)
        monkeypatch.setattr(commands_run, "LOOKS_WITHIN", 0.01)
        try:
            done = await scene.say("next_episode")
            assert "the folder of this file does not answer" in done.text
            assert (await scene.say("pause_playback")).text == "Paused VLC."
            assert [thread.daemon for thread in threads] == [True]  # Lumen ends at once
        finally:
            asleep.set()
            for thread in threads:
                thread.join()

    async def test_a_player_that_opens_nothing_is_left_alone(self, scene) -> None:
        scene.fakes["VLC"].abilities -= {Feature.OPEN}
        scene.fakes["VLC"].changed()
        assert (await scene.say("next_episode")).text == "There is no next one in VLC."


class TestUndo:
    async def test_undo_and_redo(self) -> None:
        scene = Scene("VLC")
        await scene.say(intent("adjust_volume", volume_level=80))
        done = await scene.say("undo")
        assert scene.fakes["VLC"].volume == 0.5
        assert done.text == "Undone: volume 50 % in VLC."
        assert not done.aloud
        report = scene.reports[-1]
        assert report.undoes == 1
        assert (report.before, report.after) == ("volume 80 %", "volume 50 %")
        assert report.undo_until is not None
        assert report.redo
        done = await scene.say("redo")
        assert done.text == "Done again: volume 80 % in VLC."
        assert scene.fakes["VLC"].volume == 0.8
        assert scene.reports[-1].undo_until is not None
        assert not scene.reports[-1].redo
        assert (await scene.say("undo")).text == "Undone: volume 50 % in VLC."

    async def test_a_second_undo_goes_further_back(self) -> None:
        scene = Scene("VLC")
        await scene.say(intent("adjust_volume", volume_level=80))
        await scene.say(intent("adjust_volume", volume_level=20), "pause_playback")
        await scene.say("undo")
        fake = scene.fakes["VLC"]
        assert (fake.volume, fake.status) == (0.8, PlaybackStatus.PLAYING)
        await scene.say("undo")
        assert fake.volume == 0.5
        done = await scene.say("undo")
        assert done.text == (
            "There is nothing more to undo. Say “redo” to have it done again."
        )
        assert done.aloud
        assert fake.volume == 0.5

    async def test_redo_goes_forward_again_step_by_step(self) -> None:
        scene = Scene("VLC")
        fake = scene.fakes["VLC"]
        for level in (80, 20, 40):
            await scene.say(intent("adjust_volume", volume_level=level))
        heard = []
        for said in ("undo", "undo", "undo", "redo", "redo", "redo", "undo", "redo"):
            await scene.say(said)
            heard.append(fake.volume)
        assert heard == [0.2, 0.8, 0.5, 0.8, 0.2, 0.4, 0.2, 0.4]
        done = await scene.say("redo")
        assert done.text == "There is nothing that I could do again."
        assert scene.reports[-1].verdict is Verdict.REFUSED

    async def test_what_was_done_since_is_not_lost_by_a_redo(self) -> None:
        scene = Scene("VLC")
        await scene.say(intent("adjust_volume", volume_level=80))
        await scene.say("undo")
        await scene.say(intent("adjust_volume", volume_level=60))
        assert "changed again since" in (await scene.say("redo")).text
        assert scene.fakes["VLC"].volume == 0.6

    async def test_what_undo_means_now(self) -> None:
        scene = Scene("VLC")
        assert not scene.desk.just_undone
        await scene.say("pause_playback")
        began = scene.desk.acted_at
        scene.clock.advance(5)
        await scene.say(intent("adjust_volume", volume_level=60))
        await scene.say("undo")
        assert scene.desk.just_undone
        assert scene.desk.acted_at == began  # the next one would undo the pause
        await scene.say("undo")
        assert scene.desk.acted_at is None
        assert scene.desk.just_acted  # "no, go back" is answered, not obeyed
        scene.clock.advance(31)
        assert not scene.desk.just_acted
        assert not scene.desk.just_undone
        assert "in the last 30 seconds" in (await scene.say("undo")).text

    async def test_not_after_thirty_seconds(self) -> None:
        scene = Scene("VLC")
        await scene.say("pause_playback")
        scene.clock.advance(30.5)
        done = await scene.say("undo")
        assert done.aloud
        assert "nothing to undo" in done.text
        assert scene.fakes["VLC"].status is PlaybackStatus.PAUSED

    async def test_a_compound_is_undone_as_one(self) -> None:
        scene = Scene("VLC", "mpv")
        await scene.say(
            intent("adjust_volume", volume_level=10),
            intent("seek_content", seek_position=90),
            intent("pause_playback"),
            intent("shuffle", player="mpv"),
        )
        assert (await scene.say("undo")).text
        fake = scene.fakes["VLC"]
        assert fake.volume == 0.5
        assert fake.position == pytest.approx(30, abs=0.5)
        assert fake.status is PlaybackStatus.PLAYING
        assert not scene.fakes["mpv"].shuffle

    async def test_by_the_card(self) -> None:
        scene = Scene("VLC")
        await scene.say(intent("adjust_volume", volume_level=80))
        await scene.say(intent("adjust_speed", playback_speed=2))
        await scene.desk.undo(1)
        assert scene.fakes["VLC"].volume == 0.5
        assert scene.fakes["VLC"].speed == 2
        assert "nothing to undo" in (await scene.desk.undo(1)).text
        assert "nothing to undo" in (await scene.desk.undo(99)).text

    async def test_a_player_that_was_closed(self) -> None:
        scene = Scene("VLC")
        await scene.say("pause_playback")
        scene.fakes["VLC"].vanish()
        done = await scene.say("undo")
        assert done.text == "That cannot be undone. VLC was closed since."
        assert scene.reports[-1].verdict is Verdict.REFUSED

    async def test_what_a_frozen_player_left_can_be_undone_later(self) -> None:
        scene = Scene("VLC", "mpv")
        vlc, mpv = scene.fakes["VLC"], scene.fakes["mpv"]
        await scene.say(
            intent("adjust_volume", volume_level=80, player="VLC"),
            intent("adjust_volume", volume_level=20, player="mpv"),
        )
        vlc.frozen = True
        assert "VLC does not answer. Wait a moment" in (await scene.say("undo")).text
        vlc.frozen = False
        heard = [(vlc.volume, mpv.volume)]
        for said in ("undo", "redo", "redo", "undo", "undo"):
            await scene.say(said)
            heard.append((vlc.volume, mpv.volume))
        assert heard == [
            (0.8, 0.5), (0.5, 0.5), (0.8, 0.5), (0.8, 0.2), (0.8, 0.5), (0.5, 0.5),
        ]  # fmt: skip

    async def test_by_its_card_too(self) -> None:
        scene = Scene("VLC", "mpv")
        vlc = scene.fakes["VLC"]
        await scene.say(
            intent("adjust_volume", volume_level=80, player="VLC"),
            intent("adjust_volume", volume_level=20, player="mpv"),
        )
        vlc.frozen = True
        await scene.desk.undo(1)
        assert not scene.reports[-1].undoes  # its button stays
        vlc.frozen = False
        await scene.desk.undo(1)
        assert vlc.volume == 0.5
        assert scene.reports[-1].undoes

    async def test_why_it_is_not_done_again(self) -> None:
        scene = Scene("VLC", "mpv")
        for level in (80, 40):
            await scene.say(intent("adjust_volume", volume_level=level, player="VLC"))
            if level == 80:
                await scene.say("undo")
        done = await scene.say("redo")
        assert done.text == (
            "That cannot be done again. That was changed again since. Undo the newer"
            " change first."
        )
        await scene.say("undo")
        scene.fakes["VLC"].frozen = True
        done = await scene.say("redo")
        assert done.text.startswith("That cannot be done again. VLC does not answer.")
        assert scene.reports[-1].verdict is Verdict.REFUSED

    async def test_a_frozen_player(self) -> None:
        scene = Scene("VLC")
        await scene.say("pause_playback")
        scene.fakes["VLC"].frozen = True
        assert "does not answer" in (await scene.say("undo")).text
        scene.fakes["VLC"].frozen = False
        assert (await scene.say("undo")).text == "Undone: playing in VLC."

    async def test_in_the_same_sentence(self) -> None:
        scene = Scene("VLC")
        await scene.say("pause_playback", "undo", intent("shuffle"))
        assert scene.fakes["VLC"].status is PlaybackStatus.PLAYING
        await scene.say("undo")
        assert not scene.fakes["VLC"].shuffle

    async def test_what_changed_nothing_is_not_undone(self) -> None:
        scene = Scene("VLC")
        await scene.say(intent("adjust_volume", volume_level=80))
        await scene.say("resume_playback")
        await scene.say("undo")
        assert scene.fakes["VLC"].volume == 0.5


class TestSlowPlayers:
    async def slow(self, scene: Scene, *intents: Intent | str) -> asyncio.Task[Done]:
        """A sentence to a player that does not get on with it."""
        self.gate = asyncio.Event()

        async def wait(seconds: float) -> None:
            await self.gate.wait()
            scene.clock.advance(seconds)

        scene.desk._errands.runner.readback._sleep = wait
        saying = asyncio.create_task(scene.say(*intents))
        await asyncio.sleep(0.01)
        assert not saying.done()
        return saying

    async def test_what_takes_long_is_told_and_told_again(self) -> None:
        scene = Scene("VLC")
        fake = scene.fakes["VLC"]
        fake.lies = frozenset({Feature.NEXT})
        saying = await self.slow(scene, "next_episode")
        assert scene.waiting.seconds == pytest.approx(0.4)
        scene.clock.advance(0.4)
        scene.waiting.call()
        (asked,) = scene.reports
        assert asked.verdict is Verdict.ASKED
        assert asked.text == "Waiting for VLC to play the next one."
        assert asked.player_name == "VLC"
        assert asked.took == pytest.approx(0.4)
        assert asked.undo_until is None
        assert not saying.done()  # nothing is said before it is true
        fake._go(2)
        self.gate.set()
        assert (await saying).text == "VLC plays Song 3 by Artist 3."
        _, told = scene.reports
        assert told.id == asked.id
        assert told.verdict is Verdict.DONE
        assert told.undo_until is not None
        assert scene.waiting.cancelled

    async def test_what_never_comes_is_given_up(self) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].lies = frozenset({Feature.VOLUME})
        saying = await self.slow(scene, intent("adjust_volume", volume_level=80))
        scene.waiting.call()
        self.gate.set()
        done = await saying
        assert done.aloud
        assert "did not do it" in done.text
        assert [r.verdict for r in scene.reports] == [Verdict.ASKED, Verdict.REFUSED]
        assert scene.reports[0].text == "Waiting for VLC to set the volume to 80 %."
        assert len({r.id for r in scene.reports}) == 1

    async def test_what_is_quick_is_told_once(self) -> None:
        scene = Scene("VLC")
        await scene.say("pause_playback")
        assert scene.waiting.cancelled
        assert [r.verdict for r in scene.reports] == [Verdict.DONE]

    async def test_what_was_said_behind_it_waits(self) -> None:
        scene = Scene("VLC")
        fake = scene.fakes["VLC"]
        fake.lies = frozenset({Feature.NEXT})
        louder = intent("adjust_volume", volume_level=80)
        saying = await self.slow(scene, "next_episode", louder)
        scene.waiting.call()
        assert fake.volume == 0.5
        fake._go(2)
        self.gate.set()
        await saying
        verdicts = [(r.id, r.verdict) for r in scene.reports]
        assert verdicts == [
            (1, Verdict.ASKED),
            (1, Verdict.DONE),
            (2, Verdict.DONE),
        ]
        await scene.say("undo")
        assert (fake.volume, fake.index) == (0.5, 1)

    async def test_an_undo_that_takes_long(self) -> None:
        scene = Scene("VLC")
        fake = scene.fakes["VLC"]
        await scene.say("pause_playback")
        fake.lies = frozenset({Feature.PLAY})
        saying = await self.slow(scene, "undo")
        scene.waiting.call()
        assert scene.reports[-1].text == "Waiting for VLC to undo that."
        assert scene.reports[-1].undoes == 0  # not yet
        fake.status = PlaybackStatus.PLAYING
        fake.changed()
        self.gate.set()
        await saying
        assert [r.id for r in scene.reports] == [1, 2, 2]
        assert scene.reports[-1].undoes == 1

    async def test_an_undo_that_is_asked_for_twice(self) -> None:
        scene = Scene("VLC")
        fake = scene.fakes["VLC"]
        await scene.say("pause_playback")
        fake.lies = frozenset({Feature.PLAY})
        saying = await self.slow(scene, "undo")
        pressed = asyncio.create_task(scene.desk.undo(1))
        await asyncio.sleep(0.01)
        fake.status = PlaybackStatus.PLAYING
        fake.changed()
        self.gate.set()
        await saying
        assert (await pressed).text == "That is undone already."
        assert fake.status is PlaybackStatus.PLAYING
        assert scene.desk._errands.deeds.last() is None
        redo = scene.desk._errands.deeds.last_undoing()
        assert redo is not None
        assert redo.reports == [2]

    async def test_what_breaks_while_it_is_waited_for(self) -> None:
        scene = Scene("VLC")
        fake = scene.fakes["VLC"]
        fake.lies = frozenset({Feature.NEXT})
        saying = await self.slow(scene, "next_episode")
        scene.waiting.call()

        async def broken() -> NoReturn:
            raise ZeroDivisionError

        fake.read = broken
        self.gate.set()
        with pytest.raises(ZeroDivisionError):
            await saying
        assert [(r.id, r.verdict) for r in scene.reports] == [
            (1, Verdict.ASKED),
            (1, Verdict.REFUSED),
        ]
        assert scene.reports[-1].text == "Look whether VLC did it."

    async def test_a_player_that_closes_meanwhile(self) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].lies = frozenset({Feature.NEXT})
        saying = await self.slow(scene, "next_episode")
        scene.waiting.call()
        scene.fakes["VLC"].vanish()
        self.gate.set()
        assert (await saying).text == "VLC was closed. Start it again."
        assert [r.verdict for r in scene.reports] == [Verdict.ASKED, Verdict.NO_PLAYER]

    async def test_the_next_sentence_waits_for_its_turn(self) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].lies = frozenset({Feature.NEXT})
        saying = await self.slow(scene, "next_episode")
        scene.waiting.call()
        other = asyncio.create_task(scene.say("pause_playback"))
        await asyncio.sleep(0.01)
        assert scene.waiting.seconds == pytest.approx(0.4)
        scene.waiting.call()
        asked = scene.reports[-1]
        assert (asked.id, asked.verdict) == (2, Verdict.ASKED)
        assert asked.text == "Waiting to pause."
        scene.fakes["VLC"]._go(2)
        self.gate.set()
        await saying
        assert (await other).text == "Paused VLC."
        verdicts = [(r.id, r.verdict) for r in scene.reports]
        assert verdicts[2:] == [(1, Verdict.DONE), (2, Verdict.DONE)]

    @pytest.mark.parametrize("told", [True, False])
    async def test_what_is_called_off_while_it_waits(self, told: bool) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].lies = frozenset({Feature.NEXT})
        saying = await self.slow(scene, "next_episode")
        other = asyncio.create_task(scene.say("pause_playback"))
        await asyncio.sleep(0.01)
        if told:
            scene.waiting.call()
        other.cancel()
        await asyncio.gather(other, return_exceptions=True)
        await asyncio.sleep(0)
        self.gate.set()
        await saying
        ends = [r.text for r in scene.reports if r.intent == "pause_playback"]
        if told:
            assert ends[-1] == "Not done, because you said something else."
        else:
            assert ends == []

    async def test_closing_calls_it_off(self) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].lies = frozenset({Feature.NEXT})
        saying = await self.slow(scene, "next_episode")
        await scene.desk.close()
        assert scene.waiting.cancelled
        await asyncio.gather(saying, return_exceptions=True)


class TestCancelling:
    async def test_what_was_begun_is_done_and_undoable(self) -> None:
        gate = asyncio.Event()

        async def wait(seconds: float) -> None:
            await gate.wait()

        scene = Scene("VLC", sleep=wait)
        scene.fakes["VLC"].late = 1  # the first reading is before the command
        scene.fakes["VLC"]._old = scene.fakes["VLC"].state
        real = scene.fakes["VLC"].pause
        asked = asyncio.Event()

        async def pause() -> None:
            await real()
            scene.fakes["VLC"].late = 1
            asked.set()

        scene.fakes["VLC"].pause = pause  # type: ignore[method-assign]  # slow
        task = asyncio.create_task(scene.say("pause_playback", "shuffle"))
        await asked.wait()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert scene.reports == []
        gate.set()
        assert (await scene.say("undo")).text == "Undone: playing in VLC."
        assert [r.intent for r in scene.reports] == ["pause_playback", "undo"]
        assert not scene.fakes["VLC"].shuffle

    async def test_what_waits_is_never_begun(self) -> None:
        gate = asyncio.Event()

        async def wait(seconds: float) -> None:
            await gate.wait()

        scene = Scene("VLC", sleep=wait)
        scene.fakes["VLC"].lies = frozenset({Feature.PAUSE})
        first = asyncio.create_task(scene.say("pause_playback"))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(scene.say("shuffle"))
        await asyncio.sleep(0.01)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        scene.clock.advance(1)
        gate.set()
        await first
        assert not scene.fakes["VLC"].shuffle

    async def test_closing(self) -> None:
        async def forever(seconds: float) -> None:
            await asyncio.Event().wait()

        scene = Scene("VLC", sleep=forever)
        scene.fakes["VLC"].lies = frozenset({Feature.PAUSE})
        tasks = [asyncio.create_task(scene.say("pause_playback")) for _ in range(2)]
        await asyncio.sleep(0.01)
        await scene.desk.close()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(r, asyncio.CancelledError) for r in results)
        scene.events.clear()
        scene.fakes["VLC"].volume = 0.1
        scene.fakes["VLC"].changed()
        assert scene.events == []

    async def test_closing_before_the_first_step(self) -> None:
        scene = Scene("VLC")
        waiting = asyncio.create_task(scene.say("pause_playback"))
        await asyncio.sleep(0)
        await scene.desk.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        gc.collect()  # what was never awaited complains, which fails the test
        assert scene.reports == []

    async def test_a_broken_part_is_logged(self, caplog) -> None:
        scene = Scene("VLC")

        async def read() -> PlayerState:
            raise ZeroDivisionError

        scene.fakes["VLC"].read = read  # type: ignore[method-assign]  # broken
        with pytest.raises(ZeroDivisionError):
            await scene.say("pause_playback")
        assert "ZeroDivisionError" in caplog.text


class TestTelling:
    async def test_what_plays(self) -> None:
        scene = Scene("VLC")
        done = await scene.say("what_is_playing")
        assert done.text == "This is Song 2 by Artist 2, from Album."
        assert done.aloud
        assert scene.reports == []

    async def test_a_player_that_does_not_answer(self) -> None:
        scene = Scene("VLC")
        scene.players.frozen = (FakePlayer(scene.clock, "mpv", "mpv"),)
        done = await scene.say(intent("pause_playback", player="mpv"))
        assert done.text.startswith("mpv does not answer.")
        assert scene.reports[-1].verdict is Verdict.NO_PLAYER
        assert (
            "No player of that name"
            in (await scene.say(intent("pause_playback", player="spotify"))).text
        )
        scene.fakes["VLC"].vanish()
        done = await scene.say("pause_playback")
        assert done.text.startswith("mpv does not answer.")

    async def test_nobody(self) -> None:
        assert "Start one" in (await Scene().say("what_is_playing")).text

    async def test_of_several_the_first(self) -> None:
        scene = two_playing()
        assert (await scene.say("content_info")).text.startswith("This is Song 2")

    async def test_a_named_one(self) -> None:
        scene = Scene("VLC", "mpv")
        done = await scene.say(intent("what_is_playing", player="mpv"))
        assert done.text.startswith("Paused: Song 2")


class Library:
    """A `Shelf` that finds what it was told to."""

    def __init__(self, finding: Finding | LumenError) -> None:
        self.finding = finding
        self.launched: list[str] = []
        self.suits = True
        self.broken = False

    def takes(self, intent: Intent) -> bool:
        return bool(intent.slots)

    async def find(self, intent: Intent, now: PlayerState | None) -> Finding:
        if isinstance(self.finding, LumenError):
            raise self.finding
        return self.finding

    def fits(self, item: MediaItem, player: PlayerState) -> bool:
        return self.suits

    async def address(self, item: MediaItem) -> str:
        if self.broken:
            raise LumenError("The file is gone.", "Look elsewhere.")
        return item.uris[0]

    async def launch(self, uri: str) -> str:
        self.launched.append(uri)
        return "Videos"


def items(*titles: str) -> tuple[MediaItem, ...]:
    return tuple(
        MediaItem(MediaKind.SONG, title, uris=(f"file:///music/{title}.ogg",))
        for title in titles
    )


class TestLibrary:
    async def test_without_one(self) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].status = PlaybackStatus.PAUSED
        done = await scene.say(intent("play_content", title="Breathe"))
        assert done.aloud
        assert "no library" in done.text
        assert "no library" in (await scene.say("search_content")).text
        await scene.say(intent("play_content", kind="music"))
        assert scene.fakes["VLC"].status is PlaybackStatus.PLAYING
        assert scene.reports[-1].intent == "resume_playback"

    async def test_plays_what_is_certain(self) -> None:
        scene = Scene("VLC", shelf=Library(Finding(play=items("Breathe")[0])))
        done = await scene.say(intent("play_content", title="breathe"))
        assert done == Done("VLC plays Breathe.", aloud=False)
        fake = scene.fakes["VLC"]
        assert fake.tracks[fake.index].url == "file:///music/Breathe.ogg"
        await scene.say("undo")
        assert fake.tracks[fake.index].title in ("Song 2", "song%202.ogg")

    async def test_a_list_is_answered_by_number(self) -> None:
        found = Finding("Which one?", items=items("One", "Two"), title="Songs")
        scene = Scene("VLC", shelf=Library(found))
        assert await scene.say(intent("search_content", search_query="x")) == Done(
            "Which one?"
        )
        (shown,) = [e for e in scene.events if isinstance(e, ResultsShown)]
        assert shown.title == "Songs"
        assert scene.desk.takes(Intent("choose"))
        assert (await scene.say(intent("choose", number=3))).text == (
            "Say a number from 1 to 2."
        )
        assert (await scene.say(intent("choose", number=2))).text == "VLC plays Two."
        shown = [e for e in scene.events if isinstance(e, ResultsShown)]
        assert [len(event.items) for event in shown] == [2, 0]
        assert not scene.desk.takes(Intent("choose"))

    async def test_of_a_list_of_one_no_second_one_is_played(self) -> None:
        found = Finding("I found one.", items=items("One"), title="Songs")
        scene = Scene("VLC", shelf=Library(found))
        await scene.say(intent("search_content", search_query="x"))
        said = await scene.say(intent("choose", number=2))
        assert said.text == "There is only one. Say “the first one” to play it."
        assert (await scene.say(intent("choose", number=1))).text == "VLC plays One."

    async def test_one_of_a_list_is_played_by_the_player_that_was_named(self) -> None:
        found = Finding("Which one?", items=items("One", "Two"), title="Songs")
        scene = Scene("VLC", "mpv", shelf=Library(found))
        for player in ("mpv", "VLC"):
            await scene.say(intent("play_content", title="x", player=player))
            said = await scene.say(intent("choose", number=2))
            assert said.text == f"{player} plays Two."

    async def test_a_list_is_turned_over(self) -> None:
        shelf = Library(Finding(items=items("A", "B", "C"), text="Three."))
        scene = Scene("VLC", shelf=shelf)
        assert not scene.desk.takes(intent("turn_results", pages=1))
        await scene.say(intent("search_content", search_query="x"))
        assert scene.desk.takes(intent("turn_results", pages=1))
        scene.clock.advance(100)
        done = await scene.say(intent("turn_results", pages=-1))
        assert done.text == ""
        event = scene.events[-1]
        assert isinstance(event, ResultsTurned)
        assert event.pages == -1
        scene.clock.advance(100)
        assert scene.desk.choices == 3  # who reads on may still choose

    async def test_nothing_found_closes_the_list_of_another_question(self) -> None:
        scene = Scene("VLC", shelf=Library(Finding("I found nothing like it.")))
        scene.desk.show_results(TURN, "Songs", items("One", "Two"))
        await scene.say(intent("search_content", search_query="x"))
        assert not scene.desk.takes(Intent("choose"))
        shown = [e for e in scene.events if isinstance(e, ResultsShown)]
        assert [len(event.items) for event in shown] == [2, 0]

    async def test_a_list_closes_when_its_time_is_over(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lumen.media.shelf_desk.ANSWERED_WITHIN", Seconds(0.02))
        scene = Scene("VLC")
        scene.desk.show_results(TURN, "Songs", items("One", "Two"))
        assert scene.desk.takes(Intent("choose"))
        for _ in range(2000):
            if not scene.desk.takes(Intent("choose")):
                break
            await asyncio.sleep(0.005)
        shown = [e for e in scene.events if isinstance(e, ResultsShown)]
        assert [len(event.items) for event in shown] == [2, 0]

    async def test_a_text_before_what_is_played(self) -> None:
        found = Finding("Something like it:", play=items("One")[0])
        scene = Scene("VLC", shelf=Library(found))
        done = await scene.say(intent("get_recommendation", genre="jazz"))
        assert done == Done("Something like it: VLC plays One.")

    @pytest.mark.parametrize("why", ["none", "unfit", "unable"])
    async def test_opened_by_the_desktop(self, why: str) -> None:
        library = Library(Finding(play=items("One")[0]))
        scene = Scene(*([] if why == "none" else ["VLC"]), shelf=library)
        library.suits = why != "unfit"
        if why == "unable":
            scene.fakes["VLC"].abilities -= {Feature.OPEN}
            await scene.fakes["VLC"].read()
        done = await scene.say(intent("play_content", title="one"))
        assert done.text == "Opened One in Videos."
        assert library.launched == ["file:///music/One.ogg"]

    async def test_another_player_that_can(self) -> None:
        library = Library(Finding(play=items("One")[0]))
        scene = Scene("Audacious", "mpv", shelf=library)
        scene.fakes["Audacious"].abilities -= {Feature.OPEN}
        await scene.fakes["Audacious"].read()
        done = await scene.say(intent("play_content", title="one"))
        assert done.text == "mpv plays One."

    async def test_of_two_that_play(self) -> None:
        scene = two_playing()
        scene.desk.set_shelf(Library(Finding(play=items("One")[0])))
        done = await scene.say(intent("play_content", title="one"))
        assert done.text == "VLC plays One."

    async def test_not_on_this_machine(self) -> None:
        found = Finding(play=MediaItem(MediaKind.MOVIE, "A Film"))
        scene = Scene("VLC", shelf=Library(found))
        done = await scene.say(intent("play_content", title="a film"))
        assert "not on this machine" in done.text

    async def test_what_it_cannot_do(self) -> None:
        library = Library(LumenError("It is being indexed.", "Wait."))
        scene = Scene("VLC", shelf=library)
        done = await scene.say(intent("play_content", title="x"))
        assert done.text == "It is being indexed. Wait."
        library.finding = Finding(play=items("One")[0])
        library.broken = True
        done = await scene.say(intent("play_content", title="x"))
        assert done.text == "The file is gone. Look elsewhere."

    async def test_a_list_without_a_library(self) -> None:
        scene = Scene("VLC")
        scene.desk.show_results(TURN, "Songs", items("One"))
        assert "no library" in (await scene.say(intent("choose", number=1))).text


class Menu:
    """`Applications` that knows one."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    async def open(self, name: str) -> str:
        if name != "firefox":
            raise LumenError("No such application.", "Say its name.")
        self.opened.append(name)
        return "Firefox"


class TestApplications:
    async def test_opens(self) -> None:
        menu = Menu()
        scene = Scene("VLC", applications=menu)
        done = await scene.say(intent("open_app", app="firefox"))
        assert done.text == "Opened Firefox."
        done = await scene.say(intent("open_app", app="rm -rf"))
        assert done.text == "No such application. Say its name."
        assert menu.opened == ["firefox"]

    async def test_a_running_player_is_shown(self) -> None:
        scene = Scene("VLC")
        done = await scene.say(intent("open_app", app="vlc"))
        assert done.text == "Here is VLC."

    async def test_without_any(self) -> None:
        scene = Scene("VLC")
        scene.fakes["VLC"].abilities -= {Feature.RAISE}
        await scene.fakes["VLC"].read()
        done = await scene.say(intent("open_app", app="vlc"))
        assert "cannot open applications" in done.text


class TestWatching:
    async def test_tells_at_once_and_when_something_changes(self) -> None:
        scene = Scene("VLC", "mpv")
        assert scene.told.current == scene.fakes["VLC"].id
        assert len(scene.told.players) == 2
        scene.events.clear()
        scene.clock.advance(3)
        await scene.fakes["VLC"].read()
        scene.fakes["VLC"].on_change()
        assert scene.events == []  # only the position moved
        scene.fakes["VLC"].volume = 0.9
        scene.fakes["VLC"].changed()
        assert scene.told.players[0].volume == 0.9
        scene.fakes["VLC"].vanish()
        assert scene.told.current == scene.fakes["mpv"].id
        scene.fakes["mpv"].vanish()
        assert scene.told.current == NO_PLAYER
        assert scene.told.players == ()

    async def test_a_jump_is_told(self) -> None:
        scene = Scene("VLC")
        scene.events.clear()
        scene.fakes["VLC"].position = Seconds(100)
        scene.fakes["VLC"].changed()
        assert scene.told.players[0].position == 100

    async def test_a_position_that_becomes_unknown_is_told(self) -> None:
        scene = Scene("VLC")
        scene.events.clear()
        fake = scene.fakes["VLC"]
        fake._seen = replace(fake.state, position=None)
        scene.fakes["VLC"].on_change()
        assert scene.told.players[0].position is None


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"delay": 600.0}, "Only a Lumen that keeps running can do that later."),
        ({"delay": float("inf")}, "Only a Lumen that keeps running"),
        ({"when": "after this song"}, "say it again after this song."),
    ],
)
async def test_what_is_for_later_is_not_done_now(
    slots: dict[str, SlotValue], said: str
) -> None:
    scene = Scene("vlc")
    done = await scene.say(intent("pause_playback", **slots))
    assert said in done.text
    assert scene.fakes["vlc"].status is PlaybackStatus.PLAYING
    reports = [e.report for e in scene.events if isinstance(e, CommandReported)]
    assert [report.verdict for report in reports] == [Verdict.REFUSED]
