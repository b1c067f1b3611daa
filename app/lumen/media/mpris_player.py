"""One player on the session bus."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lumen.core.clock import Clock
from lumen.core.media import (
    Feature,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    RepeatMode,
)
from lumen.core.units import NO_TIME, Seconds
from lumen.media.hygiene import clean_uri
from lumen.media.mpris_names import OBJECT, PLAYER, ROOT
from lumen.media.mpris_values import (
    LONGEST_TRACK,
    LOOP_STATUS,
    MICROSECONDS,
    as_dict,
    number,
    parse_state,
    parse_track,
    plain,
    position_of,
    schemes,
    track_id,
)
from lumen.media.player import frozen, gone, refused
from lumen.media.quirks import quirks_of
from lumen.media.streams import StreamVolumes
from lumen.session_bus import (
    PROPERTIES,
    Bus,
    CalleeGoneError,
    CalleeRefusedError,
    CalleeSilentError,
)

_LOOK_AGAIN = (0.01, 0.03, 0.06, 0.1, 0.1)
"""Seconds between looks at a volume that was set: 0.3 in all."""

_LOOKS = 8
_LOOK_PAUSE = 0.025
"""Seconds between looks at a position that may move: 0.2 in all; mpv's own steps are
as long as 0.1.
"""

_BLINK = (0.005, 0.02, 0.04)
"""Seconds between looks whether it is paused only for a moment; seen: 1 to 20 ms."""

_SAME_VOLUME = 0.02
_BEFORE_THE_END = 0.25
"""Seeking to the very end would go to the next track."""


class MprisPlayer:
    """A `Player` on the session bus; made by `MprisPlayers`.

    Args:
        bus: Where it is.
        name: Its bus name after MPRIS's part, such as ``vlc``.
        owner: Its unique name on the bus, such as ``:1.42``.
        clock: Tells when it answered.
        streams: Volume of its stream, for players whose own does nothing.
        on_silent: Called when it did not answer in time.

    Attributes:
        owner: As above.
        process: Its process; 0 when the bus does not tell.
        silent: Whether it did not answer in time; it is not asked until it speaks.
        closed: Whether it has left the bus.
    """

    def __init__(
        self,
        bus: Bus,
        name: str,
        owner: str,
        clock: Clock,
        streams: StreamVolumes,
        on_silent: Callable[[], None] = lambda: None,
    ) -> None:
        self.owner = owner
        self.process = 0
        self.silent = False
        self.closed = False
        self._bus = bus
        self._clock = clock
        self._streams = streams
        self._on_silent = on_silent
        self._id = PlayerId(f"{name}{owner}")
        self._quirks = quirks_of(name)
        self._loudest = 1.0  # what it has shown it can take again
        self._root: dict[str, Any] = {}
        self._properties: dict[str, Any] = {}
        self._state = parse_state(self._id, self._quirks, {}, {}, NO_TIME)

    @property
    def id(self) -> PlayerId:
        """See `Player.id`."""
        return self._id

    @property
    def state(self) -> PlayerState:
        """See `Player.state`."""
        return self._state

    @property
    def stream_name(self) -> str:
        """What it may call itself on the sound server."""
        return self._state.name

    async def get_acquainted(self) -> None:
        """Ask what never changes; `read` after that."""
        self._root = await self._all(ROOT)

    async def read(self) -> PlayerState:
        """See `Player.read`."""
        if not self._root:
            await self.get_acquainted()
        asked = self._clock.now()
        properties = await self._all(PLAYER)
        at = Seconds((asked + self._clock.now()) / 2)
        if self._quirks.stays_stopped and await self._moves(properties):
            properties["PlaybackStatus"] = "Playing"
        if self._quirks.blinks and await self._blinks(properties):
            properties["PlaybackStatus"] = "Playing"
        volume = None
        if self._quirks.stream_volume:
            volume = await self._streams.get(self.process, self.stream_name)
        if self._quirks.doubted_shuffle and properties.get("Shuffle") is False:
            self._quirks = replace(self._quirks, doubted_shuffle=False)
        self._properties = properties
        self._state = parse_state(
            self._id, self._quirks, self._root, properties, at, volume
        )
        self._loudest = max(self._loudest, self._state.volume or 0.0)
        return self._state

    async def play(self) -> None:
        """See `Player.play`."""
        await self._need(Feature.PLAY)
        await self._order("Play")

    async def pause(self) -> None:
        """See `Player.pause`."""
        plays = self._state.status is PlaybackStatus.PLAYING
        if not plays and (await self.read()).status is not PlaybackStatus.PLAYING:
            return
        await self._need(Feature.PAUSE)
        await self._order("Pause")

    async def stop(self) -> None:
        """See `Player.stop`."""
        await self._need(Feature.STOP)
        await self._order("Stop")

    async def next(self) -> None:
        """See `Player.next`."""
        await self._need(Feature.NEXT)
        await self._order("Next")

    async def previous(self) -> None:
        """See `Player.previous`."""
        await self._need(Feature.PREVIOUS)
        await self._order("Previous")

    async def seek_to(self, position: Seconds) -> None:
        """See `Player.seek_to`."""
        await self._need(Feature.SEEK)
        length = self._state.track.length
        if length is not None:
            position = Seconds(min(position, max(0.0, length - _BEFORE_THE_END)))
        wanted = min(max(0.0, position), LONGEST_TRACK)
        id_ = track_id(as_dict(self._properties.get("Metadata")))
        if id_ and not self._quirks.offset_seek:
            await self._order("SetPosition", "ox", id_, round(wanted * MICROSECONDS))
            return
        here = position_of(await self._get("Position"))
        if here is None:
            raise refused(self._state.name)
        offset = wanted - here - self._quirks.step / 2
        await self._order("Seek", "x", round(offset * MICROSECONDS))

    async def set_volume(self, volume: float) -> None:
        """See `Player.set_volume`.

        A player that answers and keeps its volume is found out here; from then on its
        stream on the sound server is used.
        """
        await self._need(Feature.VOLUME)
        loudest = max(self._quirks.loudest, self._loudest)
        volume = min(max(volume, 0.0), loudest)
        if not self._quirks.stream_volume:
            await self._set("Volume", "d", volume)
            if await self._has_volume(volume):
                return
            if await self._streams.get(self.process, self.stream_name) is None:
                return  # there is nothing better; what is read back tells
            self._quirks = replace(self._quirks, stream_volume=True)
        if not await self._streams.set(self.process, volume, self.stream_name):
            raise refused(self._state.name)

    async def set_speed(self, speed: float) -> None:
        """See `Player.set_speed`."""
        await self._need(Feature.SPEED)
        slowest, fastest = self._state.speeds
        await self._set("Rate", "d", min(max(speed, slowest), fastest))

    async def set_shuffle(self, on: bool) -> None:
        """See `Player.set_shuffle`."""
        await self._need(Feature.SHUFFLE)
        await self._set("Shuffle", "b", on)

    async def set_repeat(self, mode: RepeatMode) -> None:
        """See `Player.set_repeat`."""
        await self._need(Feature.REPEAT)
        await self._set("LoopStatus", "s", LOOP_STATUS[mode])

    async def open(self, uri: str) -> None:
        """See `Player.open`."""
        await self._need(Feature.OPEN)
        uri = clean_uri(uri)
        if uri.partition(":")[0].lower() not in schemes(self._root):
            raise refused(self._state.name)
        await self._order("OpenUri", "s", uri)

    async def show(self) -> None:
        """See `Player.show`."""
        await self._need(Feature.RAISE)
        await self._call(ROOT, "Raise")

    # ---- the bus -------------------------------------------------------------------

    async def _need(self, feature: Feature) -> None:
        """Make sure of a feature, by asking anew where it was not there."""
        if self.silent or self.closed:  # says so at once
            await self._call(PLAYER, "Get")
        if feature in self._state.features:
            return
        if feature not in (await self.read()).features:
            raise refused(self._state.name)

    async def _moves(self, properties: Mapping[str, Any]) -> bool:
        """Whether the position moves of what says that it is stopped."""
        before = number(properties.get("Position"))
        stopped = properties.get("PlaybackStatus") == "Stopped"
        if not stopped or before is None or not properties.get("Metadata"):
            return False
        if parse_track(as_dict(properties["Metadata"])).title == "":
            return False
        for _ in range(_LOOKS):
            await asyncio.sleep(_LOOK_PAUSE)
            found = number(await self._get("Position"))
            if found is None or found < before:  # another track, or nothing any more
                return False
            if found > before:
                return True
        return False

    async def _blinks(self, properties: Mapping[str, Any]) -> bool:
        """Whether it plays again though it has just said that it is paused."""
        played = self._state.status is PlaybackStatus.PLAYING
        if not played or properties.get("PlaybackStatus") != "Paused":
            return False
        for pause in _BLINK:
            await asyncio.sleep(pause)
            if await self._get("PlaybackStatus") == "Playing":
                return True
        return False

    async def _has_volume(self, volume: float) -> bool:
        for pause in _LOOK_AGAIN:
            found = number(await self._get("Volume"))
            if found is not None and abs(found - volume) < _SAME_VOLUME:
                return True
            await asyncio.sleep(pause)
        return False

    async def _order(self, member: str, signature: str = "", *body: object) -> None:
        await self._call(PLAYER, member, signature, *body)

    async def _get(self, name: str) -> object:
        body = await self._call(PROPERTIES, "Get", "ss", PLAYER, name)
        return plain(body[0]) if body else None

    async def _all(self, interface: str) -> dict[str, Any]:
        body = await self._call(PROPERTIES, "GetAll", "s", interface)
        return as_dict(plain(body[0])) if body else {}

    async def _set(self, name: str, signature: str, value: object) -> None:
        from dbus_fast import Variant

        variant = Variant(signature, value)
        await self._call(PROPERTIES, "Set", "ssv", PLAYER, name, variant)

    async def _call(
        self, interface: str, member: str, signature: str = "", *body: object
    ) -> list[Any]:
        if self.closed:
            raise gone(self._state.name)
        if self.silent:
            raise frozen(self._state.name)
        try:
            return await self._bus.call(
                self.owner, interface, member, signature, body, path=OBJECT
            )
        except CalleeGoneError:
            raise gone(self._state.name) from None
        except CalleeSilentError:
            self.silent = True
            self._on_silent()
            raise frozen(self._state.name) from None
        except CalleeRefusedError:
            raise refused(self._state.name) from None
