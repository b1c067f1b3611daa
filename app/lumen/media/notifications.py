"""The desktop's notifications: what Lumen says also when its window is away.

Source: Desktop Notifications Specification 1.2.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

_log = logging.getLogger(__name__)
_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_PATIENCE = 2.0
_BY_THE_SERVER = -1


class Notifications:
    """Shows notifications over the session bus; belongs to the loop's thread.

    Where there is no bus, or nobody who shows them, nothing happens: the window and the
    voice say the same.

    Args:
        address: Address of the bus; empty: the one of this session.
    """

    def __init__(self, address: str = "") -> None:
        self._address = address
        self._bus: MessageBus | None = None

    async def show(self, title: str, text: str) -> bool:
        """Show one.

        Args:
            title: One line.
            text: Plain text; it is escaped, as servers may read it as markup.

        Returns:
            Whether a server took it.
        """
        from dbus_fast import Message, MessageType, Variant
        from dbus_fast.errors import AuthError, DBusError

        hints = {
            "urgency": Variant("y", 1),
            "desktop-entry": Variant("s", "lumen"),
            "category": Variant("s", "x-lumen.timer"),
        }
        body = ["Lumen", 0, "lumen", title, _escaped(text), [], hints, _BY_THE_SERVER]
        message = Message(
            destination=_NAME,
            path=_PATH,
            interface=_NAME,
            member="Notify",
            signature="susssasa{sv}i",
            body=body,
        )
        try:
            async with asyncio.timeout(_PATIENCE):
                bus = await self._connected()
                reply = await bus.call(message)
        except (OSError, EOFError, TimeoutError, AuthError, DBusError, ValueError) as e:
            _log.info("no notification was shown: %s", type(e).__name__)
            return False
        return reply.message_type is MessageType.METHOD_RETURN

    async def close(self) -> None:
        """Leave the bus."""
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.disconnect()

    async def _connected(self) -> MessageBus:
        from dbus_fast.aio import MessageBus

        if self._bus is None or not self._bus.connected:
            bus = MessageBus(bus_address=self._address or None)
            self._bus = await bus.connect()
        return self._bus


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
