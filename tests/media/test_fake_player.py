"""The fake player's switches do what they say: other tests stand on them."""

from __future__ import annotations

import pytest

from fakes import FakePlayer, FakePlayers, ManualClock
from lumen.core.media import Feature, PlaybackStatus
from lumen.core.units import Seconds
from lumen.media.player import (
    PlayerFrozenError,
    PlayerGoneError,
    PlayerRefusedError,
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def player(clock: ManualClock) -> FakePlayer:
    return FakePlayer(clock)


async def test_it_lies(player: FakePlayer) -> None:
    player.lies = frozenset({Feature.VOLUME})
    await player.set_volume(0.9)
    assert (await player.read()).volume == 0.5


async def test_it_refuses_what_it_claims_and_what_it_cannot(player: FakePlayer) -> None:
    player.refuses = frozenset({Feature.SEEK})
    assert Feature.SEEK in (await player.read()).features
    with pytest.raises(PlayerRefusedError):
        await player.seek_to(Seconds(1))
    player.abilities -= {Feature.SPEED}
    assert (await player.read()).speeds == (1.0, 1.0)
    with pytest.raises(PlayerRefusedError):
        await player.set_speed(2)


async def test_it_clamps(player: FakePlayer) -> None:
    player.loudest = 0.8
    await player.set_volume(1)
    await player.set_speed(9)
    state = await player.read()
    assert (state.volume, state.speed) == (0.8, 4.0)


async def test_it_is_late(player: FakePlayer, clock: ManualClock) -> None:
    player.late = 2
    await player.seek_to(Seconds(100))
    clock.advance(1)
    assert [(await player.read()).position for _ in range(3)] == [31, 31, 101]


async def test_it_freezes_and_comes_back(player: FakePlayer) -> None:
    player.frozen = True
    with pytest.raises(PlayerFrozenError):
        await player.pause()
    player.frozen = False
    await player.pause()
    assert player.state.status is PlaybackStatus.PAUSED


async def test_it_plays_on_a_clock_in_steps(
    player: FakePlayer, clock: ManualClock
) -> None:
    player.step = 1.0
    clock.advance(1.7)
    assert (await player.read()).position == 31
    await player.set_speed(2)
    clock.advance(10)
    assert (await player.read()).position == 51


async def test_the_one_that_played_last_comes_first_and_closed_ones_go(
    clock: ManualClock,
) -> None:
    first, second = FakePlayer(clock, "First"), FakePlayer(clock, "Second")
    players = FakePlayers(first, second)
    assert players.all() == (first, second)
    await second.play()
    assert players.all() == (second, first)
    second.stop_closes = True
    await second.stop()
    assert players.all() == (first,)
    with pytest.raises(PlayerGoneError):
        await second.read()
