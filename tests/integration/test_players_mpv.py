"""What happens to players while Lumen runs, with real mpv on a private session bus."""

from __future__ import annotations

import asyncio
import os
import time

import pytest

from integration.players import (
    Stage,
    await_listening,
    freeze,
    kill,
    playing,
    position,
    reads,
    thaw,
    until,
    until_it_sounds,
    watching,
)
from lumen.core.media import Feature, PlaybackStatus
from lumen.core.units import Seconds
from lumen.media.mpris import MprisPlayers
from lumen.media.player import (
    PlayerFrozenError,
    PlayerGoneError,
    PlayerRefusedError,
)
from lumen.session_bus import PATIENCE

pytestmark = pytest.mark.integration


async def test_a_player_that_was_there_before_is_known_at_once(stage: Stage) -> None:
    stage.mpv()
    async with watching(stage) as first:
        await playing(first, "mpv")
    async with watching(stage) as second:
        assert [p.state.name for p in second.all()] == ["mpv"]
        assert second.all()[0].state.track.title == "Song 2"


async def test_a_killed_player_is_gone_and_a_new_one_is_another(
    stage: Stage, players: MprisPlayers
) -> None:
    process = stage.mpv()
    player = await playing(players, "mpv")
    told = asyncio.Event()
    players.subscribe(told.set)
    told.clear()
    process.kill()
    await asyncio.wait_for(told.wait(), 5)
    assert players.all() == ()
    with pytest.raises(PlayerGoneError):
        await player.pause()
    stage.mpv()
    assert (await playing(players, "mpv")).id != player.id


async def test_a_player_that_is_killed_while_it_is_asked_is_gone(
    stage: Stage, players: MprisPlayers
) -> None:
    process = stage.mpv()
    player = await playing(players, "mpv")
    freeze(process.pid)
    asked = asyncio.create_task(player.read())
    await asyncio.sleep(0.05)
    kill(process)
    with pytest.raises(PlayerGoneError):
        await asked


async def test_a_frozen_player_hurts_nobody_and_comes_back(stage: Stage) -> None:
    one, other = stage.mpv(), stage.mpv()
    async with watching(stage) as players:
        await until(lambda: len(players.all()) == 2)
        first = await playing(players, "mpv")
        second = next(p for p in players.all() if p is not first)
        stuck = {first.process: one, second.process: other}[first.process]
        freeze(first.process)
        assert stuck.pid in (one.pid, other.pid)
        waiting = asyncio.create_task(first.pause())
        for _ in range(5):
            await second.read()
        assert not waiting.done()  # nobody else waits for the frozen one
        with pytest.raises(PlayerFrozenError):
            await waiting
        assert players.all() == (second,)
        assert players.frozen == (first,)
        with pytest.raises(PlayerFrozenError):
            async with asyncio.timeout(PATIENCE / 2):  # it is not waited for twice
                await first.play()
        thaw(first.process)
        await until(lambda: first in players.all())
        assert players.frozen == ()
        await reads(first, lambda state: state.status is PlaybackStatus.PAUSED)


async def test_a_player_that_is_frozen_when_lumen_starts_is_found_later(
    stage: Stage,
) -> None:
    process = stage.mpv()
    async with watching(stage) as players:
        await playing(players, "mpv")
    freeze(process.pid)
    async with watching(stage) as players:
        assert players.all() == ()
        assert len(players.frozen) == 1
        thaw(process.pid)
        await playing(players, "mpv")


async def test_the_one_that_played_last_comes_first(
    stage: Stage, players: MprisPlayers
) -> None:
    stage.mpv()
    first = await playing(players, "mpv")
    stage.mpv()
    await until(lambda: players.all()[0] is not first)  # when it has begun to play
    assert len(players.all()) == 2
    second = players.all()[0]
    assert second.id != first.id
    await second.pause()
    await until(lambda: players.all() == (first, second))
    await first.pause()
    await until(lambda: first.state.status is PlaybackStatus.PAUSED)
    assert players.all() == (first, second)
    await second.play()
    await until(lambda: players.all() == (second, first))


async def test_a_storm_is_gathered(stage: Stage, players: MprisPlayers) -> None:
    stage.mpv()
    player = await playing(players, "mpv")
    asked = 0
    read = player.read

    async def counted():
        nonlocal asked
        asked += 1
        return await read()

    told = 0

    def count() -> None:
        nonlocal told
        told += 1

    await asyncio.sleep(0.2)
    player.read = counted  # type: ignore[method-assign] # counts
    players.subscribe(count)
    start = time.perf_counter()
    for step in range(400):
        await player.set_volume(0.2 if step % 2 else 0.8)
    took = time.perf_counter() - start
    await until(lambda: player.state.volume == pytest.approx(0.2))
    assert told <= took / 0.05 + 3
    assert asked <= took / 0.05 + 3


async def test_the_position_follows_seeks_and_speeds(
    stage: Stage, players: MprisPlayers
) -> None:
    stage.mpv()
    player = await playing(players, "mpv")
    told = asyncio.Event()
    players.subscribe(told.set)
    await asyncio.sleep(0.2)
    told.clear()
    await player.seek_to(Seconds(50))
    await asyncio.wait_for(told.wait(), 5)  # a jump is a change
    await until(lambda: position(player.state) == pytest.approx(50, abs=1))
    await player.set_speed(4)
    await until(lambda: player.state.speed == 4)
    extrapolated = player.state
    await asyncio.sleep(0.5)
    real = await player.read()
    assert real.position == pytest.approx(extrapolated.position_at(real.at), abs=0.3)


async def test_it_does_not_seek_over_the_end(
    stage: Stage, players: MprisPlayers
) -> None:
    stage.mpv("--keep-open=yes")
    player = await playing(players, "mpv")
    await player.pause()
    await player.seek_to(Seconds(500))
    state = await reads(player, lambda state: state.position > 100)
    assert state.track.title == "Song 2"


async def test_it_opens_only_what_is_media(stage: Stage, players: MprisPlayers) -> None:
    stage.mpv()
    player = await playing(players, "mpv")
    for uri in ("javascript:alert(1)", "/etc/passwd", "", "av://lavfi:sine", "--vo=x"):
        with pytest.raises(PlayerRefusedError):
            await player.open(uri)
    with pytest.raises(PlayerRefusedError):
        await player.show()  # it has no window to raise


async def test_the_bus_may_die(stage: Stage) -> None:
    stage.mpv()
    async with watching(stage) as players:
        player = await playing(players, "mpv")
        told = asyncio.Event()
        players.subscribe(told.set)
        stage.bus.stop_bus()
        await asyncio.wait_for(told.wait(), 5)
        assert players.all() == ()
        with pytest.raises(PlayerGoneError):
            await player.pause()
        (stage.bus.home / "bus").unlink(missing_ok=True)
        stage.bus.start()
        await_listening(stage.bus.home / "bus")
        stage.mpv()
        await playing(players, "mpv")


async def test_the_stream_of_a_player_is_found_and_set(
    stage_with_sound: Stage,
) -> None:
    stage = stage_with_sound
    stage.mpv("--volume=100")
    async with watching(stage) as players:
        player = await playing(players, "mpv")
        streams = players.streams
        await until_it_sounds(streams, player.process)
        assert await streams.set(player.process, 0.7)
        assert await streams.get(player.process) == pytest.approx(0.7, abs=0.01)
        assert await streams.set(player.process, 0)
        assert await streams.get(player.process) == 0
        assert await streams.get(0, "mpv") == 0
        assert await streams.get(0, "nobody") is None
        assert await streams.get(os.getpid()) == 0  # this process started it
        assert await streams.get(1_999_999) is None
        stage.sound.kill()
        assert await streams.get(player.process) is None
        assert await streams.set(player.process, 1) is False


async def test_mpv_that_had_nothing_to_play_plays_and_pauses(
    stage: Stage, players: MprisPlayers
) -> None:
    """It says for ever that it is stopped, once it had come to an end."""
    stage.idle_mpv()
    await until(players.all)
    (player,) = players.all()
    await player.open(stage.song(1).as_uri())
    await until(lambda: player.state.track.title == "Song 1")
    await player.stop()
    await until(lambda: player.state.status is PlaybackStatus.STOPPED)
    await player.open(stage.song(2).as_uri())
    await until(lambda: player.state.status is PlaybackStatus.PLAYING)  # unasked
    assert player.state.track.title
    await player.pause()
    await reads(player, lambda state: state.status is PlaybackStatus.PAUSED)


async def test_mpv_that_has_nothing_to_play_does_not_play(
    stage: Stage, players: MprisPlayers
) -> None:
    """It says that it plays, once something else told it to."""
    stage.idle_mpv()
    await until(players.all)
    (player,) = players.all()
    await player.play()
    for _ in range(2):  # "Paused", then "Playing"
        await player._order("PlayPause")
        await asyncio.sleep(0.1)
        assert (await player.read()).status is PlaybackStatus.STOPPED
    assert Feature.PAUSE not in player.state.features


async def test_mpv_that_is_stopped_is_stopped(
    stage: Stage, players: MprisPlayers
) -> None:
    stage.mpv()
    player = await playing(players, "mpv")
    await player.stop()
    await reads(player, lambda state: state.status is PlaybackStatus.STOPPED)
    assert (await player.read()).status is PlaybackStatus.STOPPED
