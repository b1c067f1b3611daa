"""Keys of every program where the desktop hands them out: the portal on Wayland.

The desktop asks the person, may give another key than the one that is wished for, and
keeps what was chosen. A program may name its keys once in a session, so other keys mean
another session. A portal that was started anew knows of no session: it is asked again.

Source: org.freedesktop.portal.GlobalShortcuts, version 1.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from lumen.core.units import Seconds
from lumen.session_bus import (
    DAEMON,
    Bus,
    BusError,
    CalleeGoneError,
    CalleeRefusedError,
)
from lumen.ui.hotkey_global import KeyNews, WantedKey, refusal_of_the_desktop
from lumen.ui.hotkey_names import trigger_of

if TYPE_CHECKING:
    from dbus_fast import Message

_log = logging.getLogger(__name__)

_PORTAL = "org.freedesktop.portal.Desktop"
_DESKTOP = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_REQUEST = "org.freedesktop.portal.Request"
_SESSION = "org.freedesktop.portal.Session"
_REGISTRY = "org.freedesktop.host.portal.Registry"
_APP = "lumen-companion"
_PATIENCE = Seconds(10.0)
_PERSON_SECONDS = 600.0
"""The person may sit over the desktop's question."""

_MOST_PORTALS = 20
"""After so many it is the question that ends them, and the person saw it each time."""

_ENDED = 2
"""Source: org.freedesktop.portal.Request: "ended in some other way"."""

_DOWN = {"Activated": True, "Deactivated": False}

Run = Callable[[Coroutine[Any, Any, None]], "Future[None]"]


class PortalKeyWatch:
    """Asks the desktop for keys.

    Args:
        news: Where it tells.
        deliver: Has a function called on the UI thread.
        run: Runs a coroutine on the loop's thread.
        address: Address of the session bus; empty: the one of this session.
    """

    def __init__(
        self,
        news: KeyNews,
        deliver: Callable[[Callable[[], None]], None],
        run: Run,
        address: str = "",
    ) -> None:
        self._news = news
        self._deliver = deliver
        self._run = run
        self._address = address
        self._task: Future[None] | None = None

    def bind(self, keys: Sequence[WantedKey]) -> None:
        """See `KeyWatch.bind`."""
        self.close()
        if keys:
            self._task = self._run(self._hold(tuple(keys)))

    def close(self) -> None:
        """See `KeyWatch.close`; what runs ends on the loop by itself."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # ---- on the loop's thread --------------------------------------------------------

    async def _hold(self, keys: Sequence[WantedKey]) -> None:
        for _portal in range(_MOST_PORTALS):
            if not await self._hold_once(keys):
                return

    async def _hold_once(self, keys: Sequence[WantedKey]) -> bool:
        """Have the keys until they are taken back.

        Returns:
            Whether to ask once more: the portal went away, and another one came.
        """
        again = False
        try:
            bus = await Bus.connect(self._address, _PATIENCE)
        except BusError:
            self._refuse(keys)
            return again
        portal = _Portal(bus, self._on_key)
        try:
            with contextlib.suppress(BusError, TimeoutError):
                await self._have(portal, keys)
            if portal.gone:
                self._refuse(keys)
                again = await portal.another()
        except Exception as error:  # noqa: BLE001 - a portal may answer anything
            _log.error("the portal for keys failed: %s", type(error).__name__)
        finally:
            try:
                await asyncio.shield(portal.close())
            finally:  # not even this may be waited for
                bus.close()
        if not again:
            self._refuse(keys)
        return again

    async def _have(self, portal: _Portal, keys: Sequence[WantedKey]) -> None:
        await portal.open()
        given = await portal.bind(keys)
        for wanted in keys:
            if wanted.name in given:
                self._deliver(partial(self._news.granted, wanted.name))
        self._refuse([wanted for wanted in keys if wanted.name not in given])
        await portal.ended()

    def _on_key(self, name: str, down: bool) -> None:
        call = self._news.pressed if down else self._news.released
        self._deliver(lambda: call(name))

    def _refuse(self, keys: Sequence[WantedKey]) -> None:
        for wanted in keys:
            why = refusal_of_the_desktop(wanted)
            self._deliver(partial(self._news.refused, wanted.name, why))


class _Portal:
    """One session with the portal, on a connection of its own.

    Attributes:
        gone: Whether the portal has left the bus.
    """

    def __init__(self, bus: Bus, on_key: Callable[[str, bool], None]) -> None:
        self._bus = bus
        self._on_key = on_key
        self._session = ""
        self._answers: dict[str, asyncio.Future[list[Any]]] = {}
        self._over = asyncio.Event()
        self._another = asyncio.Event()
        self._lost: asyncio.Future[None] | None = None
        self.gone = False
        bus.listen(self._on_message)

    async def open(self) -> None:
        """Begin the session.

        Raises:
            BusError: There is no such portal, or it refuses.
            TimeoutError: It does not answer.
        """
        from dbus_fast import Variant

        await self._match(
            f"type='signal',sender='{DAEMON}',interface='{DAEMON}',"
            f"member='NameOwnerChanged',arg0='{_PORTAL}'"
        )
        # Newer portals want to know the program first; older ones know no such thing.
        with contextlib.suppress(BusError):
            await self._call(_REGISTRY, "Register", "sa{sv}", [_APP, {}])
        await self._match(f"type='signal',interface='{_SHORTCUTS}'")
        token = Variant("s", f"lumen{secrets.token_hex(4)}")
        options = {"session_handle_token": token}
        results = await self._request("CreateSession", "a{sv}", [], options)
        handle = results.get("session_handle")
        if handle is None:
            raise CalleeRefusedError("CreateSession")
        self._session = str(handle.value)
        await self._match(
            f"type='signal',interface='{_SESSION}',path='{self._session}'"
        )

    async def bind(self, keys: Sequence[WantedKey]) -> set[str]:
        """Ask for the keys.

        Returns:
            The names of those that were given.

        Raises:
            BusError: The person declined.
            TimeoutError: There was no answer.
        """
        from dbus_fast import Variant

        wishes = [
            [
                wanted.name,
                {
                    "description": Variant("s", wanted.title),
                    "preferred_trigger": Variant("s", trigger_of(wanted.key)),
                },
            ]
            for wanted in keys
        ]
        body = [self._session, wishes, ""]
        results = await self._request("BindShortcuts", "oa(sa{sv})sa{sv}", body, {})
        given = results.get("shortcuts")
        return {str(each[0]) for each in given.value} if given is not None else set()

    async def ended(self) -> None:
        """Wait until the desktop ends the session, or is gone."""
        await self._unless_lost(self._over)

    async def another(self) -> bool:
        """Wait for the next portal.

        Returns:
            Whether one came; else the bus is gone, too.
        """
        await self._unless_lost(self._another)
        return self._another.is_set()

    async def _unless_lost(self, awaited: asyncio.Event) -> None:
        if self._lost is None:  # once: who stops waiting for it ends it for all
            self._lost = asyncio.ensure_future(self._bus.lost())
        waiting = asyncio.ensure_future(awaited.wait())
        try:
            await asyncio.wait(
                (waiting, self._lost), return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            waiting.cancel()

    async def close(self) -> None:
        """End the session, if it has not ended already."""
        if self._lost is not None:
            self._lost.cancel()
        if self._session and not self._over.is_set():
            with contextlib.suppress(BusError):
                await self._call(_SESSION, "Close", "", [], self._session)

    async def _request(
        self, member: str, types: str, body: list[Any], options: dict[str, Any]
    ) -> dict[str, Any]:
        """Call what answers by a signal; that one may come before the call returns."""
        from dbus_fast import Variant

        token = f"lumen{secrets.token_hex(4)}"
        sender = self._bus.unique_name[1:].replace(".", "_")
        path = f"{_DESKTOP}/request/{sender}/{token}"
        self._answers[path] = asyncio.get_running_loop().create_future()
        try:
            await self._match(f"type='signal',interface='{_REQUEST}',path='{path}'")
            options = options | {"handle_token": Variant("s", token)}
            await self._call(_SHORTCUTS, member, types, [*body, options])
            async with asyncio.timeout(_PERSON_SECONDS):
                code, results = await self._answers[path]
        finally:
            del self._answers[path]
        if code:
            raise CalleeGoneError(member)
        return dict(results)

    async def _call(
        self, interface: str, member: str, types: str, body: list[Any], path: str = ""
    ) -> None:
        path = path or _DESKTOP
        await self._bus.call(_PORTAL, interface, member, types, body, path=path)

    async def _match(self, rule: str) -> None:
        await self._bus.ask_daemon("AddMatch", "s", [rule])

    def _on_message(self, message: Message) -> None:
        if message.member == "Response" and message.path in self._answers:
            waiting = self._answers[message.path]
            if not waiting.done():
                waiting.set_result(list(message.body))
        elif (message.member, message.path) == ("Closed", self._session):
            self._over.set()
        elif message.member == "NameOwnerChanged" and message.body[:1] == [_PORTAL]:
            self._on_owner(str(message.body[2]))
        elif message.interface == _SHORTCUTS and message.member in _DOWN:
            body = message.body
            if len(body) > 1 and body[0] == self._session:
                self._on_key(str(body[1]), _DOWN[message.member])

    def _on_owner(self, owner: str) -> None:
        if not owner:
            self.gone = True
            self._over.set()
            for waiting in self._answers.values():
                if not waiting.done():
                    waiting.set_result([_ENDED, {}])  # as it says itself in time
        elif self.gone:
            self._another.set()
