"""What every player promises, the fake one included."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fakes import FakePlayer, FakePlayers
from integration.players import a_stage, make_songs, need, playing, watching
from lumen.core.clock import MonotonicClock
from lumen.core.media import Feature, PlaybackStatus, PlayerState, RepeatMode
from lumen.core.units import Seconds
from lumen.media.player import Player, PlayerRefusedError, Players


async def fake(_: Path) -> AsyncIterator[tuple[Players, str]]:
    yield FakePlayers(FakePlayer(MonotonicClock())), "file:///music/another.flac"


async def mpv(folder: Path) -> AsyncIterator[tuple[Players, str]]:
    need("mpv")
    with a_stage(make_songs(folder)) as stage:
        stage.mpv()
        async with watching(stage) as players:
            await playing(players, "mpv")
            yield players, stage.another


@pytest.fixture(params=[fake, pytest.param(mpv, marks=pytest.mark.integration)])
async def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Players, str]]:
    """Players, of which one plays the second of three tracks; and a URI to open."""
    async for built in request.param(tmp_path_factory.getbasetemp() / "songs"):
        yield built


@pytest.fixture
def player(stage: tuple[Players, str]) -> Player:
    return stage[0].all()[0]


async def reads(player: Player, **wanted: object) -> PlayerState:
    """Read until it is so; a player may obey a little after it answered."""
    for _ in range(40):
        state = await player.read()
        if all(
            value == pytest.approx(getattr(state, key), abs=0.02)
            if isinstance(value, float)
            else value == getattr(state, key)
            for key, value in wanted.items()
        ):
            return state
        await asyncio.sleep(0.05)
    raise AssertionError(f"wanted {wanted}, read {state}")


async def reads_position(player: Player, wanted: float, within: float = 1.0) -> None:
    for _ in range(40):
        state = await player.read()
        position = state.position_at(MonotonicClock().now())
        if position is not None and abs(position - wanted) < within:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"wanted {wanted} s, read {state}")


async def test_it_knows_itself(player: Player) -> None:
    state = await player.read()
    assert state == player.state
    assert state.player == player.id
    assert state.name
    assert state.status is PlaybackStatus.PLAYING
    assert state.track.title == "Song 2"
    assert state.track.artists == ("Artist 2",)
    assert state.track.length == pytest.approx(120, abs=1)
    assert state.features >= {Feature.PLAY, Feature.PAUSE, Feature.SEEK, Feature.NEXT}
    assert state.speeds[0] <= state.speed <= state.speeds[1]


async def test_it_pauses_and_goes_on(player: Player) -> None:
    await player.pause()
    await reads(player, status=PlaybackStatus.PAUSED)
    await player.pause()
    await reads(player, status=PlaybackStatus.PAUSED)
    await player.play()
    await reads(player, status=PlaybackStatus.PLAYING)
    await player.play()
    await reads(player, status=PlaybackStatus.PLAYING)


async def test_its_position_moves_only_while_it_plays(player: Player) -> None:
    before = await player.read()
    await asyncio.sleep(0.2)
    after = await player.read()
    assert before.position is not None
    assert after.position is not None
    assert after.position - before.position > 0.05
    assert after.position == pytest.approx(before.position_at(after.at), abs=0.3)
    await player.pause()
    paused = await reads(player, status=PlaybackStatus.PAUSED)
    await asyncio.sleep(0.1)
    later = await player.read()
    assert later.position == pytest.approx(paused.position, abs=0.05)
    assert later.position_at(Seconds(later.at + 9)) == later.position


@pytest.mark.parametrize("paused", [False, True])
async def test_it_goes_to_a_position(player: Player, paused: bool) -> None:
    if paused:
        await player.pause()
    await player.seek_to(Seconds(60))
    await reads_position(player, 60)
    await player.seek_to(Seconds(10))
    await reads_position(player, 10)
    await player.seek_to(Seconds(0))
    await reads_position(player, 0)


async def test_it_changes_the_track(player: Player) -> None:
    await player.next()
    for _ in range(60):
        state = await player.read()
        if state.track.title == "Song 3":
            break
        await asyncio.sleep(0.05)
    assert state.track.title == "Song 3"
    await player.previous()
    for _ in range(60):
        if (await player.read()).track.title == "Song 2":
            return
        await asyncio.sleep(0.05)
    raise AssertionError(player.state)


async def test_it_sets_the_volume(player: Player) -> None:
    for volume in (0.3, 0.0, 1.0):
        await player.set_volume(volume)
        await reads(player, volume=volume)


async def test_it_sets_the_speed(player: Player) -> None:
    for speed in (1.5, 0.5, 1.0):
        await player.set_speed(speed)
        await reads(player, speed=speed)


async def test_it_shuffles_and_repeats(player: Player) -> None:
    if Feature.SHUFFLE in (await player.read()).features:
        for on in (True, False):
            await player.set_shuffle(on)
            await reads(player, shuffle=on)
    else:  # mpv-mpris of Debian 12 only says that it can
        assert player.state.shuffle is None
        with pytest.raises(PlayerRefusedError):
            await player.set_shuffle(True)
    for mode in (RepeatMode.ONE, RepeatMode.ALL, RepeatMode.OFF):
        await player.set_repeat(mode)
        await reads(player, repeat=mode)


async def test_it_opens(stage: tuple[Players, str], player: Player) -> None:
    uri = stage[1]
    await player.open(uri)
    for _ in range(60):
        state = await player.read()
        if state.track.url.endswith("another.flac"):
            assert state.status is PlaybackStatus.PLAYING
            return
        await asyncio.sleep(0.05)
    raise AssertionError(state)


async def test_it_tells_when_it_changes(stage: tuple[Players, str]) -> None:
    players = stage[0]
    told = asyncio.Event()
    end = players.subscribe(told.set)
    await players.all()[0].pause()
    await asyncio.wait_for(told.wait(), 5)
    end()
    assert len(players.all()) == 1
    await players.close()
    assert players.all() == ()
