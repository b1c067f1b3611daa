"""The players on the session bus, as they come and go."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lumen.core.clock import Clock
from lumen.core.media import PlaybackStatus, PlayerState
from lumen.core.units import NO_TIME, Seconds
from lumen.media.mpris_names import (
    OBJECT,
    PLAYER,
    ROOT,
    is_player,
    own_part,
    strangers_last,
)
from lumen.media.mpris_player import MprisPlayer
from lumen.media.player import Player, PlayerError, PlayerGoneError
from lumen.media.streams import StreamVolumes
from lumen.session_bus import DAEMON, PATIENCE, PROPERTIES, Bus, BusError

if TYPE_CHECKING:
    from dbus_fast import Message

_log = logging.getLogger(__name__)

NO_BUS = (
    "Lumen cannot reach the players on this desktop, because there is no session bus. "
    "Start Lumen from the desktop itself, then it finds them."
)
"""What is told, once, when there is no bus."""

_GATHER = Seconds(0.05)
"""Signals within this time cost one question and one notice."""

_JUMP = Seconds(1.5)
"""A position that is further off than this was sought, not played."""

_MEETING_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts to learn about a player that has just come."""

_DELAYS = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts to reach the bus."""

_MOST_NAMES = 512
_MOST_PLAYERS = 128
_MOST_OF_A_PROCESS = 16
"""A program that owns thousands of names is not a desktop full of players, and must
not hide the others.
"""

_MATCHES = tuple(
    f"type='signal',{match}"
    for match in (
        f"sender='{DAEMON}',member='NameOwnerChanged',arg0namespace='{ROOT}'",
        f"path='{OBJECT}',interface='{PROPERTIES}',member='PropertiesChanged'",
        f"path='{OBJECT}',interface='{PLAYER}',member='Seeked'",
    )
)


class MprisPlayers:
    """`Players` over MPRIS; everything belongs to one asyncio loop.

    A player is asked for its whole state whenever it says that something changed;
    what the signal itself holds is not looked at. One that does not answer in time
    is left out of `all` until it is heard again.

    Args:
        clock: Tells when players answered.
        streams: Volumes of streams, for players whose own does nothing; closed with
            the players.
        on_notice: Told once, in a sentence for the person, when there is no bus.
        address: Address of the bus; empty: the one of this session.
        patience: Seconds to wait for a player's answer.
        delays: Seconds between attempts to reach the bus; the last one for ever.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        streams: StreamVolumes | None = None,
        on_notice: Callable[[str], None] = lambda _: None,
        address: str = "",
        patience: Seconds = PATIENCE,
        delays: tuple[float, ...] = _DELAYS,
    ) -> None:
        self._clock = clock
        self._streams = streams or StreamVolumes()
        self._on_notice = on_notice
        self._address = address
        self._patience = patience
        self._delays = delays
        self._bus: Bus | None = None
        self._names: dict[str, str] = {}
        self._players: dict[str, MprisPlayer] = {}
        self._ready: set[str] = set()
        self._unmet: set[str] = set()
        self._outside: dict[str, str] = {}  # who waits for a place, by name
        self._played: dict[str, int] = {}
        self._plays = 0
        self._listeners: list[Callable[[], None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._refreshing: set[str] = set()
        self._changed_again: set[str] = set()
        self._telling: asyncio.TimerHandle | None = None
        self._told_at: Seconds | None = None
        self._noticed = False
        self._closed = False

    # ---- what others use -----------------------------------------------------------

    async def start(self) -> None:
        """Find the players; returns when each has answered, or has not in time.

        Without a bus it goes on looking for one.
        """
        first = asyncio.Event()
        staying = asyncio.get_running_loop().create_task(self._stay(first))
        self._keep(staying)
        staying.add_done_callback(lambda _: first.set())
        await first.wait()

    @property
    def problem(self) -> str:
        """See `Players.problem`."""
        return NO_BUS if self._noticed else ""

    def all(self) -> tuple[Player, ...]:
        """See `Players.all`."""
        there = [self._players[owner] for owner in self._ready]
        return tuple(sorted((p for p in there if not p.silent), key=self._rank))

    @property
    def frozen(self) -> tuple[Player, ...]:
        """Players that run but do not answer."""
        return tuple(p for p in self._players.values() if p.silent)

    @property
    def streams(self) -> StreamVolumes:
        """Volumes of streams."""
        return self._streams

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """See `Players.subscribe`."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    async def close(self) -> None:
        """See `Players.close`."""
        self._closed = True
        self._listeners.clear()
        if self._telling is not None:
            self._telling.cancel()
            self._telling = None
        if self._bus is not None:
            self._bus.close()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._forget_all()
        await self._streams.close()

    # ---- the bus -------------------------------------------------------------------

    async def _stay(self, first: asyncio.Event) -> None:
        """Be on the bus for as long as there is one, and come back to it."""
        attempt = 0
        while not self._closed:
            try:
                bus = await Bus.connect(self._address, self._patience)
            except BusError as error:
                self._notice(str(error))
            else:
                if await self._discover(bus):
                    attempt = 0
                    self._noticed = False
                    first.set()
                    await bus.lost()
                bus.close()
                self._forget_all()
                self._tell()
                if not self._closed:
                    _log.info("the session bus was lost")
            first.set()
            await asyncio.sleep(self._delays[min(attempt, len(self._delays) - 1)])
            attempt += 1

    def _notice(self, reason: str) -> None:
        if not self._noticed:
            self._noticed = True
            _log.info("no session bus: %s", reason)
            self._on_notice(NO_BUS)

    async def _discover(self, bus: Bus) -> bool:
        """Find who is there; False when the bus was lost meanwhile."""
        self._bus = bus
        bus.listen(self._take)
        try:
            for match in _MATCHES:
                await bus.ask_daemon("AddMatch", "s", [match])
            found = (await bus.ask_daemon("ListNames"))[0]
            names = sorted(filter(is_player, found), key=strangers_last)[:_MOST_NAMES]
            owners = await asyncio.gather(
                *(bus.ask_daemon("GetNameOwner", "s", [name]) for name in names),
                return_exceptions=True,
            )
        except BusError:
            return False
        for name, owner in zip(names, owners, strict=True):
            if not isinstance(owner, BaseException):
                self._own(name, str(owner[0]))
        # those who speak meanwhile may have been met already
        await asyncio.gather(*(self._meet(p) for p in tuple(self._players.values())))
        return True

    def _take(self, message: Message) -> None:
        """Look at every message; nothing of it is trusted but who sent it."""
        if message.member == "NameOwnerChanged" and message.sender == DAEMON:
            self._owner_changed(message.body)
            return
        player = self._players.get(message.sender or "")
        if player is None:
            return
        if player.silent or player.owner in self._unmet:
            player.silent = False
            self._unmet.discard(player.owner)
            self._spawn(self._meet(player))
        elif message.member in ("PropertiesChanged", "Seeked"):
            self._refresh_soon(player)

    def _owner_changed(self, body: list[Any]) -> None:
        name, before, after = (str(part) for part in body[:3])
        if not is_player(name):
            return
        self._outside.pop(name, None)
        if before and self._names.get(name) == before:
            del self._names[name]
            if before not in self._names.values():
                self._forget(before)
        if after:
            player = self._own(name, after)
            if player is not None:
                self._spawn(self._meet(player))

    # ---- coming and going ------------------------------------------------------------

    def _own(self, name: str, owner: str) -> MprisPlayer | None:
        """A name is owned; None when its owner is known by another name already.

        Until it is known whose a crowd is, it may take every place: who comes then
        waits for one.
        """
        known = owner in self._players
        if self._bus is None:
            return None
        if not known and len(self._players) >= _MOST_PLAYERS:
            if len(self._outside) < _MOST_NAMES:
                self._outside[name] = owner
            return None
        self._names[name] = owner
        if known:
            return None
        suffix = own_part(name)
        player = MprisPlayer(
            self._bus, suffix, owner, self._clock, self._streams, self._tell
        )
        self._players[owner] = player
        return player

    async def _meet_later(self, player: MprisPlayer, attempt: int) -> None:
        """Some have their name on the bus before they have anything to say."""
        await asyncio.sleep(_MEETING_PAUSES[attempt])
        if player.owner in self._players and player.owner not in self._ready:
            await self._meet(player, attempt + 1)

    async def _meet(self, player: MprisPlayer, attempt: int = 0) -> None:
        """Learn all about a player, and show it to the others."""
        try:
            if not player.process:
                player.process = await self._process_of(player.owner)
                if self._crowds(player):
                    self._players.pop(player.owner, None)
                    self._let_in()
                    return
            await player.get_acquainted()
            state = await player.read()
        except PlayerGoneError:  # before the bus told so
            self._forget(player.owner)
            return
        except PlayerError as error:
            _log.info("a player did not answer: %s", type(error).__name__)
            if player.silent:
                return
            if attempt < len(_MEETING_PAUSES):
                self._spawn(self._meet_later(player, attempt))
            else:
                self._unmet.add(player.owner)
            return
        if player.owner in self._players:
            self._ready.add(player.owner)
            self._note_playing(player, None, state)
            self._tell()

    def _let_in(self) -> None:
        """A place is free: the best known of those who wait takes it."""
        if self._outside:
            name = min(self._outside, key=strangers_last)
            player = self._own(name, self._outside.pop(name))
            if player is not None:
                self._spawn(self._meet(player))

    async def _process_of(self, owner: str) -> int:
        if self._bus is None:
            return 0
        try:
            body = await self._bus.ask_daemon(
                "GetConnectionUnixProcessID", "s", [owner]
            )
        except BusError:
            return 0
        return int(body[0])

    def _crowds(self, player: MprisPlayer) -> bool:
        """Whether its process has too many players already."""
        alike = [p for p in self._players.values() if p.process == player.process]
        return player.process > 0 and len(alike) > _MOST_OF_A_PROCESS

    def _forget(self, owner: str) -> None:
        player = self._players.pop(owner, None)
        self._let_in()
        self._ready.discard(owner)
        self._unmet.discard(owner)
        self._played.pop(owner, None)
        if player is not None:
            player.closed = True
            self._tell()

    def _forget_all(self) -> None:
        for player in self._players.values():
            player.closed = True
        self._players.clear()
        self._names.clear()
        self._outside.clear()
        self._ready.clear()
        self._unmet.clear()
        self._played.clear()
        self._bus = None

    # ---- changes -------------------------------------------------------------------

    def _refresh_soon(self, player: MprisPlayer) -> None:
        if player.owner in self._refreshing:
            self._changed_again.add(player.owner)
            return
        self._refreshing.add(player.owner)
        self._spawn(self._refresh(player))

    async def _refresh(self, player: MprisPlayer) -> None:
        """Ask a player anew, again while it goes on to change, but not too often."""
        owner = player.owner
        try:
            while owner in self._players:
                self._changed_again.discard(owner)
                before = player.state
                try:
                    after = await player.read()
                except PlayerError:
                    return
                if owner in self._ready:
                    self._note_playing(player, before, after)
                    if _differs(before, after):
                        self._tell()
                await asyncio.sleep(_GATHER)
                if owner not in self._changed_again:
                    return
        finally:
            self._refreshing.discard(owner)

    def _note_playing(
        self, player: MprisPlayer, before: PlayerState | None, after: PlayerState
    ) -> None:
        plays = after.status is PlaybackStatus.PLAYING
        played = before is not None and before.status is PlaybackStatus.PLAYING
        if plays != played:
            self._plays += 1
            self._played[player.owner] = self._plays

    def _rank(self, player: MprisPlayer) -> tuple[bool, int]:
        playing = player.state.status is PlaybackStatus.PLAYING
        return not playing, -self._played.get(player.owner, 0)

    def _tell(self) -> None:
        """Tell the listeners, now or as soon as the gathering time is over."""
        if self._closed or self._telling is not None:
            return
        now = self._clock.now()
        wait = 0.0 if self._told_at is None else self._told_at + _GATHER - now
        if wait <= 0:
            self._tell_now()
        else:
            loop = asyncio.get_running_loop()
            self._telling = loop.call_later(wait, self._tell_now)

    def _tell_now(self) -> None:
        if self._telling is not None:
            self._telling.cancel()
            self._telling = None
        self._told_at = self._clock.now()
        for listener in tuple(self._listeners):
            try:
                listener()
            except Exception as error:  # noqa: BLE001 - the next one is told all the same
                _log.error("a change was not handled: %s", type(error).__name__)

    def _spawn(self, task: Coroutine[Any, Any, None]) -> None:
        self._keep(asyncio.get_running_loop().create_task(task))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _differs(before: PlayerState, after: PlayerState) -> bool:
    """Whether more than the passing of time lies between them."""
    if replace(before, position=None, at=NO_TIME) != replace(
        after, position=None, at=NO_TIME
    ):
        return True
    expected = before.position_at(after.at)
    if expected is None or after.position is None:
        return expected is not after.position
    return abs(after.position - expected) > _JUMP
