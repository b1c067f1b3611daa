"""Every verb on real VLC, audacious and Chromium, and what each of them refuses."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from integration.players import (
    EXECUTABLES,
    Stage,
    freeze,
    need,
    playing,
    position,
    reads,
    thaw,
    until,
    until_it_sounds,
    watching,
)
from lumen.core.media import Feature, PlaybackStatus, RepeatMode
from lumen.core.units import Seconds
from lumen.media.mpris import MprisPlayers
from lumen.media.mpris_player import MprisPlayer
from lumen.media.player import PlayerError, PlayerRefusedError

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(180)]

_PLAYING = frozenset(
    {Feature.PLAY, Feature.PAUSE, Feature.STOP, Feature.NEXT}
    | {Feature.SEEK, Feature.VOLUME}
)


@dataclass(frozen=True)
class Family:
    """A player, and what it can do while it plays the first of three songs."""

    program: str
    name: str
    features: frozenset[Feature]
    repeats: tuple[RepeatMode, ...] = (RepeatMode.ONE, RepeatMode.ALL, RepeatMode.OFF)
    stop_closes: bool = False


VLC = Family(
    "vlc",
    "VLC",
    _PLAYING
    | {Feature.SPEED, Feature.SHUFFLE, Feature.REPEAT, Feature.OPEN, Feature.PREVIOUS},
)
AUDACIOUS = Family(
    "audacious", "Audacious", _PLAYING | {Feature.PREVIOUS, Feature.RAISE}
)
CHROMIUM = Family("chromium", "Chromium", _PLAYING)
_MUSIC = _PLAYING | {Feature.SHUFFLE, Feature.REPEAT, Feature.OPEN, Feature.RAISE}
STRAWBERRY = Family("strawberry", "Strawberry", _MUSIC)
RHYTHMBOX = Family(
    "rhythmbox",
    "Rhythmbox",
    _MUSIC | {Feature.PREVIOUS},
    repeats=(RepeatMode.ALL, RepeatMode.OFF),
)
CELLULOID = Family(
    "celluloid",
    "Celluloid",
    _PLAYING | {Feature.SPEED, Feature.REPEAT, Feature.OPEN, Feature.RAISE},
)
FIREFOX = Family("firefox", "Firefox", _PLAYING | {Feature.RAISE}, stop_closes=True)
FAMILIES = (VLC, AUDACIOUS, CHROMIUM, STRAWBERRY, RHYTHMBOX, CELLULOID, FIREFOX)


@pytest.fixture(params=FAMILIES, ids=lambda family: family.program)
def family(request: pytest.FixtureRequest) -> Family:
    found: Family = request.param
    need(EXECUTABLES.get(found.program, found.program))
    return found


def start(stage: Stage, family: Family):
    return getattr(stage, family.program)()


async def test_every_verb(stage_with_screen: Stage, family: Family) -> None:
    start(stage_with_screen, family)
    async with watching(stage_with_screen) as players:
        player = await playing(players, family.name)
        await until_it_sounds(players.streams, player.process)
        state = await reads(player, lambda state: state.features == family.features)
        assert state.track.length == pytest.approx(120, abs=1)
        await pausing(player)
        await seeking(player)
        await volume(player, players)
        await speed(player)
        await shuffling(player)
        await repeating(player, family.repeats)
        await tracks(player)
        await opening(player, stage_with_screen.another)
        await showing(player)
        await player.stop()
        if family.stop_closes:
            await until(lambda: not players.all())
        else:
            await reads(player, lambda state: state.status is PlaybackStatus.STOPPED)


async def pausing(player: MprisPlayer) -> None:
    await player.pause()
    paused = await reads(player, lambda state: state.status is PlaybackStatus.PAUSED)
    await asyncio.sleep(0.3)
    later = await player.read()
    assert later.position == pytest.approx(paused.position, abs=0.3)
    await player.play()
    await reads(player, lambda state: state.status is PlaybackStatus.PLAYING)


async def seeking(player: MprisPlayer) -> None:
    for wanted in (60, 10):
        await player.seek_to(Seconds(wanted))
        await reads(player, lambda state, to=wanted: abs(position(state) - to) < 2)
    await asyncio.sleep(0.2)  # Strawberry loses a pause right after a seek (see verbs)
    await player.pause()
    await reads(player, lambda state: state.status is PlaybackStatus.PAUSED)
    await player.seek_to(Seconds(30))
    await reads(player, lambda state: abs(position(state) - 30) < 1)
    await player.play()
    await reads(player, lambda state: state.status is PlaybackStatus.PLAYING)


async def volume(player: MprisPlayer, players: MprisPlayers) -> None:
    """Its own, or that of its stream; both can be heard there."""
    await until_it_sounds(players.streams, player.process)
    for wanted in (0.3, 1.0):
        await player.set_volume(wanted)
        await reads(
            player, lambda state, to=wanted: state.volume == pytest.approx(to, abs=0.02)
        )


async def speed(player: MprisPlayer) -> None:
    if Feature.SPEED not in player.state.features:
        assert player.state.speeds == (1.0, 1.0)
        await refuses(player.set_speed(1.5))
        return
    for wanted in (1.5, 1.0):
        await player.set_speed(wanted)
        await reads(
            player, lambda state, to=wanted: state.speed == pytest.approx(to, rel=0.01)
        )


async def shuffling(player: MprisPlayer) -> None:
    if Feature.SHUFFLE not in player.state.features:
        assert player.state.shuffle is None
        await refuses(player.set_shuffle(True))
        return
    for on in (True, False):
        await player.set_shuffle(on)
        await reads(player, lambda state, to=on: state.shuffle is to)


async def repeating(player: MprisPlayer, modes: tuple[RepeatMode, ...]) -> None:
    if Feature.REPEAT not in player.state.features:
        assert player.state.repeat is None
        await refuses(player.set_repeat(RepeatMode.ONE))
        return
    for mode in modes:
        await player.set_repeat(mode)
        await reads(player, lambda state, to=mode: state.repeat is to)


async def tracks(player: MprisPlayer) -> None:
    before = (await player.read()).track.title
    await player.next()
    between = await reads(player, lambda state: state.track.title not in (before, ""))
    await reads(player, lambda state: Feature.PREVIOUS in state.features)
    await player.previous()
    await reads(
        player, lambda state: state.track.title not in (between.track.title, "")
    )


async def opening(player: MprisPlayer, uri: str) -> None:
    if Feature.OPEN not in player.state.features:
        await refuses(player.open(uri))
        return
    await player.open(uri)
    await reads(player, lambda state: state.track.title == "Song 4")


async def showing(player: MprisPlayer) -> None:
    if Feature.RAISE in player.state.features:
        await player.show()
    else:
        await refuses(player.show())


async def refuses(order: Awaitable[None]) -> None:
    with pytest.raises(PlayerRefusedError):
        await order


async def test_killed_and_started_again(
    stage_with_screen: Stage, family: Family
) -> None:
    process = start(stage_with_screen, family)
    async with watching(stage_with_screen) as players:
        player = await playing(players, family.name)
        os.kill(player.process, signal.SIGKILL)
        process.wait(10)
        await until(lambda: not players.all())
        with pytest.raises(PlayerError):
            await player.pause()
        start(stage_with_screen, family)
        assert (await playing(players, family.name)).id != player.id


async def test_frozen_and_thawed(stage_with_screen: Stage, family: Family) -> None:
    start(stage_with_screen, family)
    stage_with_screen.mpv()
    async with watching(stage_with_screen) as players:
        player = await playing(players, family.name)
        mpv = await playing(players, "mpv")
        freeze(player.process)
        waiting = asyncio.create_task(failing(player.pause))
        await mpv.pause()
        await reads(mpv, lambda state: state.status is PlaybackStatus.PAUSED)
        await waiting
        assert players.all() == (mpv,)
        thaw(player.process)
        await until(lambda: player in players.all())


async def failing(order: Callable[[], Awaitable[None]]) -> None:
    with pytest.raises(PlayerError):
        await order()
