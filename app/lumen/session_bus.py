"""Calls and signals on the session bus, without a library's errors."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lumen.core.units import Seconds

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

_log = logging.getLogger(__name__)

PATIENCE = Seconds(1.5)
"""How long somebody, such as a player, may think before they count as frozen."""

_AT_THE_DOOR = 5.0
"""Seconds that a bus may take to let us in."""

DAEMON = "org.freedesktop.DBus"
PROPERTIES = "org.freedesktop.DBus.Properties"

_VANISHED = frozenset(
    {
        "org.freedesktop.DBus.Error.ServiceUnknown",
        "org.freedesktop.DBus.Error.NameHasNoOwner",
        "org.freedesktop.DBus.Error.NoReply",
        "org.freedesktop.DBus.Error.Disconnected",
    }
)


class BusError(Exception):
    """A call came to nothing."""


class CalleeGoneError(BusError):
    """Nobody of that name is on the bus, or there is no bus any more."""


class CalleeSilentError(BusError):
    """No answer within `PATIENCE`."""


class CalleeRefusedError(BusError):
    """The answer was an error."""


class Bus:
    """A connection to a session bus; belongs to the loop that connected it.

    Args:
        connection: What dbus-fast connected.
        patience: Seconds to wait for an answer.
    """

    def __init__(self, connection: MessageBus, patience: Seconds = PATIENCE) -> None:
        from dbus_fast import Message, MessageType

        self._connection = connection
        self._patience = patience
        self._message = Message
        self._error = MessageType.ERROR

    @classmethod
    async def connect(cls, address: str = "", patience: Seconds = PATIENCE) -> Bus:
        """Connect to the bus at `address`, or to the one of this session.

        Raises:
            CalleeGoneError: There is no bus, or none that lets us in.
        """
        # 80 ms: not on the loop's thread
        library = await asyncio.to_thread(importlib.import_module, "dbus_fast.aio")
        with contextlib.ExitStack() as leaving:
            try:
                connection = library.MessageBus(address or session_address())
                bus = cls(connection, patience)
                leaving.callback(bus.close)
                async with asyncio.timeout(_AT_THE_DOOR):
                    await connection.connect()
            except Exception as error:  # noqa: BLE001 - sockets, files, dbus-fast: each its own
                raise CalleeGoneError(type(error).__name__) from None
            leaving.pop_all()
            return bus

    @property
    def unique_name(self) -> str:
        """The bus's own name for this connection, such as ``:1.42``."""
        return str(self._connection.unique_name)

    def listen(self, take: Callable[[Message], None]) -> None:
        """Have `take` called with every message that arrives."""

        def handle(message: Message) -> None:
            take(message)

        self._connection.add_message_handler(handle)

    async def call(
        self,
        to: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Sequence[Any] = (),
        *,
        path: str,
    ) -> list[Any]:
        """Call a method and wait for the answer.

        Raises:
            CalleeGoneError: There is no such name, or no bus any more.
            CalleeSilentError: It took too long.
            CalleeRefusedError: An error was answered, or it cannot be asked so.
        """
        message = self._message(
            destination=to,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=list(body),
        )
        try:
            async with asyncio.timeout(self._patience):
                reply: Message | None = await self._connection.call(message)
        except TimeoutError:
            raise CalleeSilentError(member) from None
        except Exception as error:  # noqa: BLE001 - a closed connection fails in many ways
            if self._connection.connected and not isinstance(error, OSError | EOFError):
                _log.error("a call was not sound: %s", type(error).__name__)
                raise CalleeRefusedError(member) from None
            raise CalleeGoneError(type(error).__name__) from None
        if reply is None:
            raise CalleeGoneError(member)
        if reply.message_type is self._error:
            name = str(reply.error_name)
            raise (CalleeGoneError if name in _VANISHED else CalleeRefusedError)(name)
        return list(reply.body)

    async def ask_daemon(
        self, member: str, signature: str = "", body: Sequence[Any] = ()
    ) -> list[Any]:
        """Call the bus itself; raises as `call` does."""
        return await self.call(
            DAEMON, DAEMON, member, signature, body, path="/org/freedesktop/DBus"
        )

    async def lost(self) -> None:
        """Wait until the connection has ended, for whatever reason."""
        with contextlib.suppress(Exception):  # the reason does not matter
            ending: Awaitable[None] = self._connection.wait_for_disconnect()  # type: ignore[no-untyped-call] # dbus-fast left it without types
            await ending

    def close(self) -> None:
        """Leave the bus."""
        with contextlib.suppress(Exception):  # it may have ended already
            self._connection.disconnect()


def session_address() -> str:
    """Where the session bus of this person is.

    Raises:
        CalleeGoneError: Nothing tells.
    """
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        socket = Path(runtime) / "bus"
        if socket.is_socket():
            return f"unix:path={socket}"
    raise CalleeGoneError("no address")
