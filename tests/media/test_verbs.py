"""Every verb on every kind of player."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from fakes import FakePlayer, FakePlayers, ManualClock
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import Feature, PlaybackStatus, RepeatMode, Track, Verdict
from lumen.core.units import Seconds
from lumen.media.commands import Memory, Outcome, PlainLoudness
from lumen.media.commands_run import Runner, opening
from lumen.media.player import refused
from lumen.media.readback import Readback
from lumen.media.verbs import VERBS

Run = Callable[..., Coroutine[Any, Any, Outcome]]

CASES: tuple[tuple[str, dict[str, SlotValue], Feature], ...] = (
    ("pause_playback", {}, Feature.PAUSE),
    ("adjust_volume", {"volume_level": 30}, Feature.VOLUME),
    ("adjust_volume", {"volume_adjustment": -10}, Feature.VOLUME),
    ("adjust_volume", {"mute": "true"}, Feature.VOLUME),
    ("seek_content", {"seek_offset": -20}, Feature.SEEK),
    ("seek_content", {"seek_position": 80}, Feature.SEEK),
    ("adjust_speed", {"playback_speed": 1.5}, Feature.SPEED),
    ("adjust_speed", {"speed_adjustment": -0.25}, Feature.SPEED),
    ("next_episode", {}, Feature.NEXT),
    ("previous_episode", {}, Feature.PREVIOUS),
    ("shuffle", {"shuffle": "on"}, Feature.SHUFFLE),
    ("repeat", {"mode": "one"}, Feature.REPEAT),
)


class Bench:
    """A player, another one, and a clock that waiting moves."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.player = FakePlayer(self.clock, "VLC", "vlc")
        self.other = FakePlayer(self.clock, "mpv", "mpv")
        self.other.status = PlaybackStatus.PAUSED
        self.players = FakePlayers(self.player, self.other)
        self.memory = Memory({})
        self.runner = Runner(
            self.players, Readback(self.clock, self.sleep), PlainLoudness()
        )

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await asyncio.sleep(0)

    async def run(self, name: str, **slots: SlotValue) -> Outcome:
        return await self.runner.run(
            Intent(name, slots), VERBS[name], self.player, self.memory
        )


@pytest.fixture
def bench() -> Bench:
    return Bench()


def case_id(value: object) -> str | None:
    return value if isinstance(value, str) else None


@pytest.mark.parametrize(("name", "slots", "feature"), CASES, ids=case_id)
class TestEveryVerb:
    async def test_done_and_read_back(self, bench: Bench, name, slots, feature) -> None:
        outcome = await bench.run(name, **slots)
        assert outcome.verdict is Verdict.DONE
        assert outcome.change is not None
        assert outcome.before
        assert outcome.after
        assert outcome.before != outcome.after
        assert "VLC" in outcome.text

    async def test_waits_for_a_slow_player(
        self, bench: Bench, name, slots, feature
    ) -> None:
        real = bench.player.read
        reads = 0

        async def read():
            nonlocal reads
            reads += 1
            if reads > 1:
                bench.player.late = 1 if reads < 6 else 0
            return await real()

        bench.player.read = read  # type: ignore[method-assign]  # a slow one
        outcome = await bench.run(name, **slots)
        assert outcome.verdict is Verdict.DONE
        assert reads >= 6

    async def test_refused_by_a_player_that_cannot(
        self, bench: Bench, name, slots, feature
    ) -> None:
        bench.player.abilities -= {feature, Feature.STOP}
        outcome = await bench.run(name, **slots)
        assert outcome.verdict is Verdict.REFUSED
        assert outcome.change is None
        assert [asked for asked in bench.player.asked if asked[0] != "read"] == []
        if feature not in (Feature.NEXT, Feature.PREVIOUS):
            assert "mpv can" in outcome.text

    async def test_nobody_else_can(self, bench: Bench, name, slots, feature) -> None:
        bench.other.vanish()
        bench.player.abilities -= {feature, Feature.STOP}
        outcome = await bench.run(name, **slots)
        assert outcome.verdict is Verdict.REFUSED
        assert "mpv" not in outcome.text

    async def test_refused_when_it_lies(
        self, bench: Bench, name, slots, feature
    ) -> None:
        bench.player.lies = frozenset({feature})
        before = bench.clock.now()
        outcome = await bench.run(name, **slots)
        assert outcome.verdict is Verdict.REFUSED
        assert outcome.change is None
        assert bench.clock.now() - before <= 3.6

    async def test_refused_when_it_says_no(
        self, bench: Bench, name, slots, feature
    ) -> None:
        bench.player.refuses = frozenset({feature})
        outcome = await bench.run(name, **slots)
        assert outcome.verdict is Verdict.REFUSED
        assert outcome.text

    async def test_frozen(self, bench: Bench, name, slots, feature) -> None:
        bench.player.frozen = True
        outcome = await bench.run(name, **slots)
        assert outcome.verdict is Verdict.REFUSED
        assert "does not answer" in outcome.text

    @pytest.mark.parametrize("reads", [0, 1, 2])
    async def test_gone_in_the_middle(
        self, bench: Bench, name, slots, feature, reads: int
    ) -> None:
        real = bench.player.read
        done = 0

        async def read():
            nonlocal done
            if done == reads:
                bench.player.vanish()
            done += 1
            return await real()

        bench.player.read = read  # type: ignore[method-assign]  # dies then
        outcome = await bench.run(name, **slots)
        if outcome.verdict is Verdict.DONE:
            assert done <= reads
        else:
            assert outcome.verdict is Verdict.NO_PLAYER
            assert "closed" in outcome.text

    async def test_nonsense_in_slots_raises_nothing(
        self, bench: Bench, name, slots, feature
    ) -> None:
        for value in ("", "abc", "nan", "inf", "-inf", "1e400", float("nan")):
            outcome = await bench.run(name, **dict.fromkeys(slots, value))
            assert isinstance(outcome.verdict, Verdict)
            assert 0 <= bench.player.volume <= 1


class TestPlaying:
    async def test_pausing_what_rests_changes_nothing(self, bench: Bench) -> None:
        bench.player.status = PlaybackStatus.PAUSED
        outcome = await bench.run("pause_playback")
        assert outcome.verdict is Verdict.DONE
        assert outcome.change is None
        assert "not playing" in outcome.text

    async def test_a_stream_that_cannot_pause_is_stopped(self, bench: Bench) -> None:
        bench.player.abilities -= {Feature.PAUSE}
        outcome = await bench.run("pause_playback")
        assert outcome.text == "Stopped VLC."
        assert bench.player.status is PlaybackStatus.STOPPED

    async def test_resume(self, bench: Bench) -> None:
        bench.player.status = PlaybackStatus.PAUSED
        outcome = await bench.run("resume_playback")
        assert outcome.verdict is Verdict.DONE
        assert bench.player.status is PlaybackStatus.PLAYING

    async def test_resume_what_plays(self, bench: Bench) -> None:
        outcome = await bench.run("resume_playback")
        assert outcome.text == "VLC is already playing."
        assert outcome.change is None

    async def test_resume_refused(self, bench: Bench) -> None:
        bench.player.status = PlaybackStatus.PAUSED
        bench.player.abilities -= {Feature.PLAY}
        outcome = await bench.run("resume_playback")
        assert outcome.verdict is Verdict.REFUSED

    @pytest.mark.parametrize(
        ("status", "text"),
        [
            (PlaybackStatus.STOPPED, "nothing to play"),
            (PlaybackStatus.PAUSED, "did not do it"),
        ],
    )
    async def test_resume_without_effect(self, bench: Bench, status, text) -> None:
        bench.player.status = status
        bench.player.lies = frozenset({Feature.PLAY})
        outcome = await bench.run("resume_playback")
        assert outcome.verdict is Verdict.REFUSED
        assert text in outcome.text

    async def test_the_last_track_has_no_next(self, bench: Bench) -> None:
        bench.player.index = 2
        outcome = await bench.run("next_episode")
        assert outcome.verdict is Verdict.REFUSED
        assert outcome.text == "There is no next one in VLC."

    async def test_a_player_that_stops_at_the_end_goes_on(self, bench: Bench) -> None:
        async def next_() -> None:
            await bench.player.stop()

        bench.player.next = next_  # type: ignore[method-assign]  # as rhythmbox does
        outcome = await bench.run("next_episode")
        assert outcome.verdict is Verdict.REFUSED
        assert bench.player.status is PlaybackStatus.PLAYING

    @pytest.mark.parametrize(
        ("url", "opens"),
        [
            ("file:///music/x.ogg", True),
            ("https://example.org/x.ogg", True),
            ("smb://nas/x.ogg", False),
            ("", False),
        ],
    )
    async def test_a_player_that_forgot_at_its_end_is_told_what_it_played(
        self, bench: Bench, url: str, opens: bool
    ) -> None:
        player = bench.player
        player.tracks = (Track(title="Last", length=Seconds(120), url=url),) * 3
        player.position = Seconds(50)

        async def next_() -> None:
            player.refuses = frozenset({Feature.PLAY})
            await player.stop()
            raise refused("VLC")

        player.next = next_  # type: ignore[method-assign]  # as rhythmbox does
        outcome = await bench.run("next_episode")
        assert outcome.verdict is Verdict.REFUSED
        assert outcome.text == "There is no next one in VLC."
        if opens:
            assert ("open", url) in player.asked
            assert player.status is PlaybackStatus.PLAYING
        else:
            assert player.status is PlaybackStatus.STOPPED

    async def test_a_pause_that_was_not_heard_is_asked_for_again(
        self, bench: Bench
    ) -> None:
        real, deaf = bench.player.pause, 1

        async def pause() -> None:
            nonlocal deaf
            if deaf:
                deaf -= 1
            else:
                await real()

        bench.player.pause = pause  # type: ignore[method-assign]  # as strawberry does
        outcome = await bench.run("pause_playback")
        assert outcome.verdict is Verdict.DONE
        assert bench.player.status is PlaybackStatus.PAUSED

    async def test_next_to_a_track_of_the_same_name(self, bench: Bench) -> None:
        same = Track(id="/x", title="Same")
        bench.player.tracks = (same, same, same)
        outcome = await bench.run("next_episode")
        assert outcome.verdict is Verdict.DONE

    async def test_a_second_press_where_the_first_restarts(self, bench: Bench) -> None:
        restarting(bench.player)
        outcome = await bench.run("previous_episode")
        assert outcome.verdict is Verdict.DONE
        assert bench.player.index == 0

    async def test_the_first_track_has_no_previous(self, bench: Bench) -> None:
        bench.player.index = 0
        outcome = await bench.run("previous_episode")
        assert outcome.verdict is Verdict.REFUSED
        assert outcome.text == "There is no previous one in VLC."

    async def test_a_press_that_is_refused_after_a_restart(self, bench: Bench) -> None:
        presses = 0

        async def previous() -> None:
            nonlocal presses
            presses += 1
            if presses > 1:
                bench.player.refuses = frozenset({Feature.PREVIOUS})
                await FakePlayer.previous(bench.player)
            bench.player.position = Seconds(0)
            bench.player.changed()

        bench.player.previous = previous  # type: ignore[method-assign]  # restarts
        outcome = await bench.run("previous_episode")
        assert outcome.verdict is Verdict.PARTLY
        assert "starts over" in outcome.text
        assert outcome.change is not None


def restarting(player: FakePlayer) -> None:
    """Make its `previous` restart a track that is beyond its first seconds."""
    real = player.previous

    async def previous() -> None:
        state = await player.read()
        if (state.position or 0) > 3:
            await player.seek_to(Seconds(0))
        else:
            await real()

    player.previous = previous  # type: ignore[method-assign]  # as most players do


class TestSeeking:
    @pytest.mark.parametrize(
        ("slots", "verdict", "place", "after"),
        [
            ({"seek_offset": 60}, Verdict.DONE, 90, "1:30"),
            ({"seek_offset": -10}, Verdict.DONE, 20, "0:20"),
            ({}, Verdict.DONE, 40, "0:40"),
            ({"seek_position": 0}, Verdict.DONE, 0, "0:00"),
            ({"seek_offset": 1}, Verdict.DONE, 31, "0:31"),
            ({"seek_offset": -90}, Verdict.PARTLY, 0, "0:00"),
            ({"seek_position": 500}, Verdict.PARTLY, 119, "1:59"),
            ({"seek_position": -5}, Verdict.PARTLY, 0, "0:00"),
            ({"seek_offset": 1e12}, Verdict.PARTLY, 119, "1:59"),
        ],
    )
    async def test_places(self, bench: Bench, slots, verdict, place, after) -> None:
        outcome = await bench.run("seek_content", **slots)
        assert outcome.verdict is verdict
        assert bench.player.position == pytest.approx(place)
        assert outcome.before == "0:30"
        assert outcome.after == after

    async def test_an_endless_stream_has_no_end(self, bench: Bench) -> None:
        bench.player.tracks = (Track(title="Radio"),) * 3
        outcome = await bench.run("seek_content", seek_offset=100_000)
        assert outcome.verdict is Verdict.DONE

    async def test_whole_seconds_are_near_enough(self, bench: Bench) -> None:
        bench.player.step = 1.0
        bench.player.position = Seconds(30.9)
        outcome = await bench.run("seek_content", seek_offset=10)
        assert outcome.verdict is Verdict.DONE

    async def test_key_frames_are_as_near_as_it_gets(self, bench: Bench) -> None:
        bench.player.step = 25.0
        outcome = await bench.run("seek_content", seek_position=70)
        assert outcome.verdict is Verdict.PARTLY
        assert "as near as it would" in outcome.text
        assert outcome.after == "0:50"

    async def test_an_unknown_place_takes_no_offset(self, bench: Bench) -> None:
        hide_position(bench.player)
        outcome = await bench.run("seek_content", seek_offset=10)
        assert outcome.verdict is Verdict.REFUSED
        assert "does not tell where it is" in outcome.text

    async def test_an_unknown_place_cannot_be_read_back(self, bench: Bench) -> None:
        hide_position(bench.player)
        outcome = await bench.run("seek_content", seek_position=10)
        assert outcome.verdict is Verdict.REFUSED


def hide_position(player: FakePlayer) -> None:
    from dataclasses import replace

    real = player.read

    async def read():
        return replace(await real(), position=None)

    player.read = read  # type: ignore[method-assign]  # as some streams do


class TestSpeed:
    @pytest.mark.parametrize(
        ("slots", "verdict", "speed"),
        [
            ({"playback_speed": 2}, Verdict.DONE, 2.0),
            ({}, Verdict.DONE, 1.25),
            ({"playback_speed": 1}, Verdict.DONE, 1.0),
            ({"playback_speed": 16}, Verdict.PARTLY, 4.0),
            ({"playback_speed": 0.01}, Verdict.PARTLY, 0.25),
            ({"speed_adjustment": -3}, Verdict.PARTLY, 0.25),
            ({"playback_speed": 0}, Verdict.REFUSED, 1.0),
            ({"playback_speed": -1}, Verdict.REFUSED, 1.0),
        ],
    )
    async def test_speeds(self, bench: Bench, slots, verdict, speed) -> None:
        outcome = await bench.run("adjust_speed", **slots)
        assert outcome.verdict is verdict
        assert bench.player.speed == pytest.approx(speed)

    async def test_at_its_limit_already(self, bench: Bench) -> None:
        bench.player.speed = 4.0
        outcome = await bench.run("adjust_speed", speed_adjustment=0.25)
        assert outcome.verdict is Verdict.REFUSED
        assert "0.25x to 4x only" in outcome.text

    async def test_no_change_is_no_command(self, bench: Bench) -> None:
        outcome = await bench.run("adjust_speed", playback_speed=1.0)
        assert outcome.change is None
        assert "already" in outcome.text


class TestVolume:
    @pytest.mark.parametrize(
        ("before", "slots", "verdict", "after"),
        [
            (0.5, {"volume_level": 100}, Verdict.DONE, 1.0),
            (0.5, {"volume_level": 150}, Verdict.PARTLY, 1.0),
            (1.0, {"volume_level": 150}, Verdict.REFUSED, 1.0),
            (0.0, {"volume_level": -10}, Verdict.REFUSED, 0.0),
            (0.5, {"volume_level": -10}, Verdict.PARTLY, 0.0),
            (0.5, {"volume_level": 50}, Verdict.DONE, 0.5),
            (0.5, {}, Verdict.DONE, 0.55),
            (0.5, {"volume_adjustment": 30}, Verdict.DONE, 0.8),
            (0.5, {"volume_adjustment": 31}, Verdict.PARTLY, 0.8),
            (0.5, {"volume_adjustment": 500}, Verdict.PARTLY, 0.8),
            (0.9, {"volume_adjustment": 20}, Verdict.PARTLY, 1.0),
            (1.0, {"volume_adjustment": 5}, Verdict.REFUSED, 1.0),
            (0.0, {"volume_adjustment": -5}, Verdict.REFUSED, 0.0),
            (0.1, {"volume_adjustment": -50}, Verdict.PARTLY, 0.0),
            (0.0, {"mute": True}, Verdict.DONE, 0.0),
            (0.5, {"mute": 0.0}, Verdict.DONE, 0.5),
            (0.0, {"mute": "false"}, Verdict.DONE, 0.3),
        ],
    )
    async def test_levels(self, bench: Bench, before, slots, verdict, after) -> None:
        bench.player.volume = before
        outcome = await bench.run("adjust_volume", **slots)
        assert outcome.verdict is verdict
        assert bench.player.volume == pytest.approx(after)

    async def test_muting_remembers_the_level(self, bench: Bench) -> None:
        bench.player.volume = 0.73
        await bench.run("adjust_volume", mute="on")
        assert bench.player.volume == 0
        outcome = await bench.run("adjust_volume", mute="off")
        assert bench.player.volume == 0.73
        assert outcome.after == "73 %"
        assert outcome.text == "VLC is at 73 % again."

    async def test_what_others_muted_is_not_as_loud_again(self, bench: Bench) -> None:
        bench.player.volume = 0.0
        outcome = await bench.run("adjust_volume", mute="off")
        assert outcome.verdict is Verdict.DONE
        assert "again" not in outcome.text
        assert "at 30 %" in outcome.text

    async def test_one_sentence_rises_by_thirty_points_only(self, bench: Bench) -> None:
        bench.player.volume = 0.2
        assert (await bench.run("adjust_volume", volume_adjustment=20)).verdict is (
            Verdict.DONE
        )
        second = await bench.run("adjust_volume", volume_adjustment=20)
        assert second.verdict is Verdict.PARTLY
        third = await bench.run("adjust_volume", volume_adjustment=20)
        assert third.verdict is Verdict.REFUSED
        assert "say a level" in third.text
        assert bench.player.volume == pytest.approx(0.5)

    async def test_an_amplified_player_is_not_made_louder(self, bench: Bench) -> None:
        bench.player.volume = 1.3
        outcome = await bench.run("adjust_volume", volume_adjustment=5)
        assert outcome.verdict is Verdict.REFUSED
        assert bench.player.volume == 1.3
        await bench.run("adjust_volume", volume_adjustment=-10)
        assert bench.player.volume == 1.0

    async def test_a_player_that_goes_less_far(self, bench: Bench) -> None:
        bench.player.loudest = 0.8
        outcome = await bench.run("adjust_volume", volume_level=100)
        assert outcome.verdict is Verdict.PARTLY
        assert outcome.after == "80 %"

    async def test_unmuting_that_does_not_work(self, bench: Bench) -> None:
        bench.player.volume = 0.0
        bench.player.lies = frozenset({Feature.VOLUME})
        outcome = await bench.run("adjust_volume", mute="off")
        assert outcome.verdict is Verdict.REFUSED


class TestOrderOfTracks:
    @pytest.mark.parametrize(
        ("slots", "before", "after"),
        [
            ({}, False, True),
            ({"shuffle": "off"}, True, False),
            ({"shuffle": "on"}, True, True),
            ({"shuffle": "sideways"}, False, True),
        ],
    )
    async def test_shuffle(self, bench: Bench, slots, before, after) -> None:
        bench.player.shuffle = before
        outcome = await bench.run("shuffle", **slots)
        assert outcome.verdict is Verdict.DONE
        assert bench.player.shuffle is after
        assert (outcome.change is None) is (before is after)

    @pytest.mark.parametrize(
        ("mode", "after"),
        [
            ("one", RepeatMode.ONE),
            ("all", RepeatMode.ALL),
            ("on", RepeatMode.ALL),
            ("off", RepeatMode.OFF),
            ("", RepeatMode.ALL),
        ],
    )
    async def test_repeat(self, bench: Bench, mode, after) -> None:
        outcome = await bench.run("repeat", mode=mode)
        assert outcome.verdict is Verdict.DONE
        assert bench.player.repeat is after

    async def test_show(self, bench: Bench) -> None:
        outcome = await bench.run("show_player")
        assert outcome.verdict is Verdict.DONE
        assert ("show",) in bench.player.asked
        bench.player.abilities -= {Feature.RAISE}
        assert (await bench.run("show_player")).verdict is Verdict.REFUSED


class TestOpening:
    async def test_opens(self, bench: Bench) -> None:
        verb = opening("file:///films/a.mkv", "A Film")
        outcome = await bench.runner.run(
            Intent("play_content"), verb, bench.player, bench.memory
        )
        assert outcome.verdict is Verdict.DONE
        assert outcome.text == "VLC plays A Film."
        assert outcome.change is not None

    @pytest.mark.parametrize("kind", ["lies", "cannot"])
    async def test_does_not(self, bench: Bench, kind: str) -> None:
        if kind == "lies":
            bench.player.lies = frozenset({Feature.OPEN})
        else:
            bench.player.abilities -= {Feature.OPEN}
        verb = opening("file:///films/a.mkv", "A Film")
        outcome = await bench.runner.run(
            Intent("play_content"), verb, bench.player, bench.memory
        )
        assert outcome.verdict is Verdict.REFUSED

    async def test_a_paused_player_that_stays_paused_is_started(
        self, bench: Bench
    ) -> None:
        bench.player.status = PlaybackStatus.PAUSED
        bench.player.changed()
        opened = bench.player.open

        async def and_rests(uri: str) -> None:
            await opened(uri)
            bench.player.status = PlaybackStatus.PAUSED
            bench.player.changed()

        bench.player.open = and_rests  # as mpv does it
        verb = opening("file:///films/a.mkv", "A Film")
        outcome = await bench.runner.run(
            Intent("play_content"), verb, bench.player, bench.memory
        )
        assert outcome.verdict is Verdict.DONE
        assert outcome.text == "VLC plays A Film."
        assert bench.player.status is PlaybackStatus.PLAYING
        assert bench.player.asked.count(("play",)) == 1


class TestBeyondNow:
    """What is asked for with more than a player is told."""

    @pytest.mark.parametrize(
        ("volume", "verdict", "said"),
        [
            (0.5, Verdict.PARTLY, "VLC is at 100 %, which is the most."),
            (1.0, Verdict.REFUSED, "VLC is at 100 % already, which is the most."),
        ],
    )
    async def test_more_than_everything_is_all_there_is(
        self, bench: Bench, volume: float, verdict: Verdict, said: str
    ) -> None:
        bench.player.volume = volume
        bench.player.changed()
        outcome = await bench.run(
            "adjust_volume", volume_level=100.0, volume_asked=150.0
        )
        assert (outcome.verdict, outcome.text) == (verdict, said)

    @pytest.mark.parametrize(
        ("factor", "verdict", "volume"),
        [(0.5, Verdict.DONE, 0.2), (1.5, Verdict.DONE, 0.6), (2, Verdict.PARTLY, 0.7)],
    )
    async def test_a_factor_is_of_what_it_is_now(
        self, bench: Bench, factor: float, verdict: Verdict, volume: float
    ) -> None:
        bench.player.volume = 0.4
        bench.player.changed()
        outcome = await bench.run("adjust_volume", volume_factor=factor)
        assert outcome.verdict is verdict
        assert bench.player.volume == pytest.approx(volume)

    @pytest.mark.parametrize(
        ("name", "slots", "said"),
        [
            ("adjust_volume", {"mute": True}, "say unmute."),
            ("pause_playback", {}, "say resume."),
        ],
    )
    async def test_a_while_is_not_ended_and_that_is_told(
        self, bench: Bench, name: str, slots: dict[str, SlotValue], said: str
    ) -> None:
        outcome = await bench.run(name, **slots, lasting=90.0)
        assert outcome.verdict is Verdict.PARTLY
        assert outcome.text.endswith(said)
        assert "1 minute and 30 seconds" in outcome.text
        assert outcome.change is not None

    async def test_a_place_is_counted_from_the_end(self, bench: Bench) -> None:
        outcome = await bench.run("seek_content", seek_from_end=45.0)
        assert (outcome.verdict, outcome.after) == (Verdict.DONE, "1:15")

    async def test_the_end_of_what_has_no_length_is_not_known(
        self, bench: Bench
    ) -> None:
        bench.player.tracks = (Track("/stream", "A Stream"),)
        bench.player.index = 0
        bench.player.changed()
        outcome = await bench.run("seek_content", seek_from_end=45.0)
        assert outcome.verdict is Verdict.REFUSED
        assert "how long" in outcome.text
