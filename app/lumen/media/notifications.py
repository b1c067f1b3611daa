"""The desktop's notifications: what Lumen says also when its window is away.

Source: Desktop Notifications Specification 1.2.
"""

from __future__ import annotations

import asyncio
import logging

from lumen.core.units import Seconds
from lumen.session_bus import Bus, BusError

_log = logging.getLogger(__name__)
_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_PATIENCE = Seconds(2.0)
_NORMAL = 1
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
        self._bus: Bus | None = None
        self._one_at_a_time = asyncio.Lock()

    async def show(self, title: str, text: str) -> bool:
        """Show one.

        Args:
            title: One line.
            text: Plain text; it is escaped, as servers may read it as markup.

        Returns:
            Whether a server took it.
        """
        from dbus_fast import Variant

        hints = {
            "urgency": Variant("y", _NORMAL),
            "desktop-entry": Variant("s", "lumen"),
            "category": Variant("s", "x-lumen.timer"),
        }
        body = ["Lumen", 0, "lumen", title, _escaped(text), [], hints, _BY_THE_SERVER]
        async with self._one_at_a_time:
            try:
                if self._bus is None:
                    self._bus = await Bus.connect(self._address, _PATIENCE)
                await self._bus.call(
                    _NAME, _NAME, "Notify", "susssasa{sv}i", body, path=_PATH
                )
            except BusError as error:
                _log.info("no notification was shown: %s", type(error).__name__)
                await self.close()  # the next one looks for the bus anew
                return False
        return True

    async def close(self) -> None:
        """Leave the bus."""
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
