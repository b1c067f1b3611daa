"""The desk commands real players: done when read back, undone exactly, lowered, asked."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from integration.players import (
    EXECUTABLES,
    Stage,
    kill,
    need,
    playing,
    position,
    reads,
    until,
    until_it_sounds,
    watching,
)
from lumen.core.clock import MonotonicClock
from lumen.core.events import CommandReported, Event
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import (
    CommandReport,
    Feature,
    PlaybackStatus,
    PlayerState,
    Verdict,
)
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.media.choice import TOGETHER
from lumen.media.commands import Memory
from lumen.media.commands_run import opening
from lumen.media.desk import MediaDesk
from lumen.media.ducking import Ducking
from lumen.media.mpris import MprisPlayers
from lumen.media.mpris_player import MprisPlayer

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(180)]

COMMANDS: tuple[tuple[str, dict[str, SlotValue], Feature], ...] = (
    ("adjust_volume", {"volume_level": 40}, Feature.VOLUME),
    ("adjust_volume", {"volume_adjustment": -15}, Feature.VOLUME),
    ("adjust_volume", {"mute": "on"}, Feature.VOLUME),
    ("seek_content", {"seek_position": 60}, Feature.SEEK),
    ("seek_content", {"seek_offset": -90}, Feature.SEEK),
    ("adjust_speed", {"playback_speed": 1.5}, Feature.SPEED),
    ("shuffle", {"shuffle": "on"}, Feature.SHUFFLE),
    ("repeat", {"mode": "one"}, Feature.REPEAT),
    ("next_episode", {}, Feature.NEXT),
    ("previous_episode", {}, Feature.PREVIOUS),
    ("pause_playback", {}, Feature.PAUSE),
)


MOVING = {"seek_content", "next_episode", "previous_episode"}


class Talk:
    """A desk with its ducking, and what it reported."""

    def __init__(self, players: MprisPlayers, folder: Path) -> None:
        clock = MonotonicClock()
        self.events: list[Event] = []
        self.ducking = Ducking(players, folder / "lowered.json")
        self.desk = MediaDesk(players, clock, self.events.append, loudness=self.ducking)
        self._off = players.subscribe(self.ducking.changed)

    async def say(self, name: str, **slots: SlotValue) -> CommandReport:
        await self.desk.do(TurnId(1), [Intent(name, slots)])
        return self.reports[-1]

    @property
    def reports(self) -> list[CommandReport]:
        return [e.report for e in self.events if isinstance(e, CommandReported)]

    async def close(self) -> None:
        self._off()
        await self.desk.close()
        await self.ducking.close()


@asynccontextmanager
async def talking(
    stage: Stage, folder: Path
) -> AsyncIterator[tuple[Talk, MprisPlayers]]:
    async with watching(stage) as players:
        talk = Talk(players, folder)
        try:
            yield talk, players
        finally:
            await talk.close()


def same(one: PlayerState, other: PlayerState) -> bool:
    assert one.volume is not None
    assert other.volume is not None
    return (
        one.track.title == other.track.title
        and one.status is other.status
        and abs(one.volume - other.volume) <= 0.011
        and abs(one.speed - other.speed) <= 0.011
        and one.shuffle is other.shuffle
        and one.repeat is other.repeat
    )


async def check_every_command(
    talk: Talk, player: MprisPlayer, ignored: str = ""
) -> None:
    for name, slots, feature in COMMANDS:
        before = await player.read()
        place = position(before)
        report = await talk.say(name, **slots)
        told = f"{report.intent} {dict(slots)}: {report.text}"
        if feature not in before.features:
            assert report.verdict is Verdict.REFUSED, told
            assert same(before, await player.read()), told
            continue
        if name == ignored:
            assert report.verdict is Verdict.REFUSED, told
            assert report.text.endswith("Try it in its own window."), told
            continue
        assert report.verdict in (Verdict.DONE, Verdict.PARTLY), told
        assert report.before != report.after, told
        assert report.took < 1.6, told
        undone = await talk.say("undo")
        assert undone.verdict is Verdict.DONE, f"{told} / {undone.text}"
        after = await player.read()
        if feature in (Feature.NEXT, Feature.PREVIOUS):
            after = replace(after, volume=before.volume)  # VLC makes each track as loud
        assert same(before, after), f"{told} / {undone.text} / {after}"
        if name in MOVING:
            assert position(after) == pytest.approx(place, abs=4), told


@pytest.mark.parametrize(
    ("program", "name", "ignored"),
    [
        ("mpv", "mpv", ""),
        ("vlc", "VLC", ""),
        ("audacious", "Audacious", ""),
        ("chromium", "Chromium", ""),
        ("strawberry", "Strawberry", ""),
        ("rhythmbox", "Rhythmbox", "repeat"),  # only the list, never this one
        ("celluloid", "Celluloid", ""),
        ("firefox", "Firefox", ""),
    ],
)
async def test_every_command_and_its_undo(
    stage_with_screen: Stage, tmp_path: Path, program: str, name: str, ignored: str
) -> None:
    need(EXECUTABLES.get(program, program))
    getattr(stage_with_screen, program)()
    async with talking(stage_with_screen, tmp_path) as (talk, players):
        player = await playing(players, name)
        await until_it_sounds(players.streams, player.process)
        if player.state.track.title != "Song 2":
            await reads(player, lambda s: Feature.NEXT in s.features)
            assert (await talk.say("next_episode")).verdict is Verdict.DONE
        await reads(player, lambda s: s.track.title == "Song 2" and s.position)
        await player.set_volume(0.8)
        await reads(player, lambda s: s.volume and abs(s.volume - 0.8) < 0.01)
        await player.seek_to(player.state.track.length / 4)  # type: ignore[operator,arg-type] # songs have one
        await reads(player, lambda s: position(s) > 25)
        await check_every_command(talk, player, ignored)


@pytest.mark.parametrize(("program", "name"), [("mpv", "mpv"), ("vlc", "VLC")])
async def test_the_file_beside_is_opened_where_the_player_has_no_next(
    stage_with_screen: Stage, tmp_path: Path, program: str, name: str
) -> None:
    first = {"first": 0} if program == "mpv" else {}
    getattr(stage_with_screen, program)(songs=(1,), **first)
    async with talking(stage_with_screen, tmp_path) as (talk, players):
        player = await playing(players, name)
        await reads(player, lambda s: s.track.title == "Song 1" and s.position)
        for said, title in (
            ("next_episode", "Song 2"),
            ("undo", "Song 1"),
            ("redo", "Song 2"),
            ("next_episode", "Song 3"),
            ("previous_episode", "Song 2"),
            ("previous_episode", "Song 1"),
            ("next_episode", "Song 2"),
        ):
            report = await talk.say(said)
            assert report.verdict is Verdict.DONE, f"{said}: {report.text}"
            await reads(player, lambda s, title=title: s.track.title == title)
            await player.seek_to(Seconds(1))
            await reads(player, lambda s: s.position)


async def test_lowered_and_back_and_restored_after_a_crash(
    stage_with_sound: Stage, tmp_path: Path
) -> None:
    stage_with_sound.mpv()
    async with talking(stage_with_sound, tmp_path) as (talk, players):
        player = await playing(players, "mpv")
        await player.set_volume(0.8)
        talk.ducking.begin("voice")
        await talk.ducking.settled()
        assert (await player.read()).volume == pytest.approx(0.28, abs=0.01)
        report = await talk.say("adjust_volume", volume_adjustment=-20)
        assert (report.before, report.after) == ("80 %", "60 %")
        assert (await player.read()).volume == pytest.approx(0.21, abs=0.01)
        talk.ducking.end("voice")
        await talk.ducking.settled()
        assert (await player.read()).volume == pytest.approx(0.6)
        talk.ducking.begin("voice")
        await talk.ducking.settled()
        talk.ducking._reasons.clear()
        talk.ducking._held.clear()  # as if it had crashed here
        again = Ducking(players, tmp_path / "lowered.json")
        await again.recover()
        assert (await player.read()).volume == pytest.approx(0.6)
        assert not (tmp_path / "lowered.json").exists()


async def test_killed_frozen_and_two_players(
    stage_with_sound: Stage, tmp_path: Path
) -> None:
    stage = stage_with_sound
    need("audacious")
    first = stage.mpv()
    async with talking(stage, tmp_path) as (talk, players):
        await playing(players, "mpv")
        await asyncio.sleep(TOGETHER + 0.2)  # else both started at once
        second = stage.audacious()
        await playing(players, "Audacious")
        report = await talk.say("pause_playback")  # the one that was started last
        assert report.player_name == "Audacious"
        report = await talk.say("adjust_speed", player="audacious", playback_speed=2)
        assert report.verdict is Verdict.REFUSED
        assert "mpv can" in report.text
        os.kill(first.pid, signal.SIGSTOP)
        report = await talk.say("pause_playback", player="mpv")
        assert report.verdict is Verdict.REFUSED
        assert "does not answer" in report.text
        assert report.took < 3.5
        os.kill(first.pid, signal.SIGCONT)
        kill(first)
        kill(second)
        await until(lambda: not players.all())
        report = await talk.say("resume_playback")
        assert report.verdict is Verdict.NO_PLAYER
        assert (await talk.say("undo")).verdict is Verdict.REFUSED


async def test_a_compound_is_undone_as_one(stage: Stage, tmp_path: Path) -> None:
    stage.mpv()
    async with talking(stage, tmp_path) as (talk, players):
        player = await playing(players, "mpv")
        sentence = [
            Intent("seek_content", {"seek_position": 90}),
            Intent("adjust_volume", {"volume_level": 30}),
            Intent("pause_playback"),
        ]
        done = await talk.desk.do(TurnId(2), sentence)
        assert done.text == "mpv is at 1:30. mpv is at 30 %. Paused mpv."
        await talk.desk.undo(talk.reports[0].id)
        state = await player.read()
        assert state.status is PlaybackStatus.PLAYING
        assert position(state) < 15
        assert state.volume == pytest.approx(1.0)


async def test_what_is_opened_plays_also_in_a_paused_or_an_idle_mpv(
    stage: Stage, tmp_path: Path
) -> None:
    stage.idle_mpv()
    async with talking(stage, tmp_path) as (talk, players):
        await until(players.all)
        (player,) = players.all()
        verb = opening(stage.song(1).as_uri(), "Song 1")

        async def play() -> str:
            errands = talk.desk._errands
            outcome = await errands.runner.run(
                Intent("play_content"), verb, player, Memory({})
            )
            return outcome.text

        assert await play() == "mpv plays Song 1."
        await player.stop()
        assert await play() == "mpv plays Song 1."
        assert (await talk.say("pause_playback")).text == "Paused mpv."
        verb = opening(stage.song(2).as_uri(), "Song 2")
        assert await play() == "mpv plays Song 2."
        await reads(player, lambda state: state.status is PlaybackStatus.PLAYING)


async def test_a_refused_next_does_not_end_the_music(
    stage_with_screen: Stage, tmp_path: Path
) -> None:
    """Rhythmbox stops at the end of its list, and forgets what it played."""
    need("rhythmbox")
    stage_with_screen.rhythmbox()
    async with talking(stage_with_screen, tmp_path) as (talk, players):
        player = await playing(players, "Rhythmbox")
        for _ in range(2):
            await reads(player, lambda state: Feature.NEXT in state.features)
            assert (await talk.say("next_episode")).verdict is Verdict.DONE
        await player.seek_to(Seconds(40))
        await reads(player, lambda state: position(state) > 38)
        report = await talk.say("next_episode")
        assert report.text == "There is no next one in Rhythmbox."
        state = await reads(player, lambda state: position(state) > 38)
        assert state.status is PlaybackStatus.PLAYING
        assert state.track.title == "Song 3"


async def test_a_pause_right_after_another_track_is_not_lost(
    stage_with_screen: Stage, tmp_path: Path
) -> None:
    need("strawberry")
    stage_with_screen.strawberry()
    async with talking(stage_with_screen, tmp_path) as (talk, players):
        player = await playing(players, "Strawberry")
        await talk.desk.do(
            TurnId(1), [Intent("next_episode"), Intent("pause_playback")]
        )
        assert [r.verdict for r in talk.reports] == [Verdict.DONE, Verdict.DONE]
        state = await player.read()
        assert state.status is PlaybackStatus.PAUSED
        assert state.track.title == "Song 2"


async def test_many_tracks_left_at_once_are_waited_for(
    stage_with_sound: Stage, tmp_path: Path
) -> None:
    """VLC stands still for twice as long after each of them."""
    need("vlc")
    stage_with_sound.vlc()
    async with talking(stage_with_sound, tmp_path) as (talk, players):
        await playing(players, "VLC")
        for number in range(10):
            way = "previous_episode" if number % 2 else "next_episode"
            report = await talk.say(way)
            assert report.verdict is Verdict.DONE, (number, report.text)
            assert report.after == f"Song {2 - number % 2} by Artist {2 - number % 2}"
        first = {report.id: report for report in reversed(talk.reports)}
        assert all(report.took < 0.6 for report in first.values())
        assert any(r.verdict is Verdict.ASKED for r in first.values())
