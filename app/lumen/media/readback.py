"""A command is done when it is read back: waiting for a player to show what it did."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from lumen.core.clock import Clock
from lumen.core.media import (
    NO_TRACK,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    Track,
)
from lumen.core.units import Seconds
from lumen.media.hygiene import title_of
from lumen.media.player import Player
from lumen.media.quirks import quirks_of

Sleep: TypeAlias = Callable[[float], Awaitable[object]]

READ_BACK_WITHIN = Seconds(1.0)
"""How long a player may take to show what it was told, until it is given up.

Longer than the answer may take (see `asking`): to say "it did not" of a player that is
only slow is worse than to say that it is waited for.
"""

ASKED_AGAIN_AFTER = Seconds(0.15)
"""When a player is told once more what it may not have heard.

Strawberry answers "yes" to a pause within 30 ms of a seek or another track, and goes
on.
"""

READ_BACK_STEP = Seconds(0.03)
"""How often it is asked; the answer itself takes less than 1 ms."""

RESTART_CERTAIN = Seconds(0.2)
"""How long a track stays at its beginning until it is not just being left.

mpv shows the track before at 0:00 for some milliseconds on the way to another. Longer,
and the way to the previous track would not be told of within 400 ms.
"""

TAGS_WITHIN = Seconds(0.25)
"""How long to wait for the tags of a track that has just been opened."""

TRACK_WITHIN = Seconds(1.5)
"""How long a player may take to open another track; see `track_within`."""

REOPENABLE = ("file:///", "http://", "https://")
"""What a player named as its track may be given back to it: files, and the web."""


class Readback:
    """Asks a player until it shows what was wanted.

    Args:
        clock: Measures the waiting.
        sleep: Waits, as `asyncio.sleep` does.
    """

    def __init__(self, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self.clock = clock
        self._sleep = sleep

    async def until(
        self,
        player: Player,
        holds: Callable[[PlayerState], bool],
        within: Seconds = READ_BACK_WITHIN,
    ) -> tuple[PlayerState, bool]:
        """Read until `holds`, or until time is up.

        Returns:
            The last state read, and whether it held.

        Raises:
            PlayerError: The player does not answer.
        """
        deadline = self.clock.now() + within
        while True:
            state = await player.read()
            if holds(state):
                return state, True
            if self.clock.now() >= deadline:
                return state, False
            await self._sleep(READ_BACK_STEP)

    async def obeyed(
        self,
        player: Player,
        order: Callable[[], Awaitable[None]],
        holds: Callable[[PlayerState], bool],
    ) -> tuple[PlayerState, bool]:
        """Give an order that does no harm when given twice, and read until it `holds`.

        Returns:
            As `until`.

        Raises:
            PlayerError: The player refuses, or does not answer.
        """
        began = self.clock.now()
        await order()
        state, held = await self.until(player, holds, ASKED_AGAIN_AFTER)
        if held:
            return state, True
        await order()
        rest = began + READ_BACK_WITHIN - self.clock.now()
        return await self.until(player, holds, Seconds(max(0.0, rest)))


def same_track(one: Track, other: Track) -> bool:
    """Whether both are the same, by address or by name.

    The players' own ids tell nothing: audacious and mpv use one for all tracks, others
    give the same track a new one.
    """
    if one.url and other.url:
        return one.url == other.url
    if one.title or other.title:
        return (one.title, one.artists, one.album) == (
            other.title,
            other.artists,
            other.album,
        )
    if NO_TRACK in (one, other):
        return one == other
    return one.id == other.id and one.length == other.length


def track_within(player: PlayerId) -> Seconds:
    """How long this player may take to open another track."""
    return Seconds(TRACK_WITHIN + quirks_of(player).throttled)


def known(state: PlayerState) -> bool:
    """Whether a track that was just opened tells its place, and its name by its tags.

    mpv shows the file's name first, and loses what it is told before it knows more.
    """
    file = title_of(state.track.url)
    named = not file or not state.track.title.startswith(file)
    return state.position is not None and named


def plays(state: PlayerState) -> bool:
    """Whether it plays."""
    return state.status is PlaybackStatus.PLAYING


def rests(state: PlayerState) -> bool:
    """Whether it does not play."""
    return not plays(state)
