"""A panel that shows icons by the StatusNotifierItem protocol, without a screen."""

# ruff: noqa: F722, F821, N802 - dbus-fast reads names and D-Bus types here

import asyncio
from typing import Any

from dbus_fast import Message, MessageType, PropertyAccess, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

WATCHER = "org.kde.StatusNotifierWatcher"
_ITEM, _MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_DAEMON = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class _Watcher(ServiceInterface):
    def __init__(self) -> None:
        super().__init__(WATCHER)
        self.items: asyncio.Queue[str] = asyncio.Queue()

    @dbus_method()
    def RegisterStatusNotifierItem(self, service: "s"):
        self.items.put_nowait(service)
        self.StatusNotifierItemRegistered(service)

    @dbus_method()
    def RegisterStatusNotifierHost(self, service: "s"):
        pass

    @dbus_signal()
    def StatusNotifierItemRegistered(self, service) -> "s":
        return service

    @dbus_property(access=PropertyAccess.READ)
    def RegisteredStatusNotifierItems(self) -> "as":
        return []

    @dbus_property(access=PropertyAccess.READ)
    def IsStatusNotifierHostRegistered(self) -> "b":
        return True

    @dbus_property(access=PropertyAccess.READ)
    def ProtocolVersion(self) -> "i":
        return 0


class Panel:
    """Waits for an icon, then reads and clicks it."""

    def __init__(self) -> None:
        self._watcher = _Watcher()
        self._bus: MessageBus | None = None
        self._item = ""
        self.pictures = 0

    async def start(self, address: str) -> None:
        self._bus = await MessageBus(address).connect()
        self._bus.export("/StatusNotifierWatcher", self._watcher)
        await self._bus.request_name(WATCHER)
        rule = f"type='signal',interface='{_ITEM}',member='NewIcon'"
        await self._call(*_DAEMON, "AddMatch", "s", rule)
        self._bus.add_message_handler(self._on_message)

    async def icon(self) -> None:
        """Wait until an icon has registered itself."""
        self._item = await asyncio.wait_for(self._watcher.items.get(), 20.0)

    @property
    def has_more(self) -> bool:
        """Whether another icon has registered itself meanwhile."""
        return not self._watcher.items.empty()

    async def said(self, name: str) -> Any:
        """A property of the icon, without wrapping."""
        where = (self._item, "/StatusNotifierItem", _PROPERTIES)
        (value,) = await self._call(*where, "Get", "ss", _ITEM, name)
        return _plain(value)

    async def click(self, how: str = "Activate") -> None:
        """``Activate`` is the left button, ``SecondaryActivate`` the middle one."""
        where = (self._item, "/StatusNotifierItem", _ITEM)
        await self._call(*where, how, "ii", 10, 10)

    async def menu(self) -> dict[str, tuple[int, dict[str, Any]]]:
        """Entries of the menu by text: number and properties."""
        where = (self._item, await self.said("Menu"), _MENU)
        _, root = await self._call(*where, "GetLayout", "iias", 0, -1, [])
        entries = [entry.value for entry in root[2]]
        return {
            shown["label"].replace("_", ""): (number, shown)
            for number, given, _ in entries
            if "label" in (shown := _plain(given))
        }

    async def choose(self, text: str) -> None:
        """Click an entry of the menu."""
        number, _ = (await self.menu())[text]
        where = (self._item, await self.said("Menu"), _MENU)
        nothing = Variant("i", 0)
        await self._call(*where, "Event", "isvu", number, "clicked", nothing, 0)

    async def stop(self) -> None:
        if self._bus is not None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()

    def _on_message(self, message: Message) -> None:
        if message.member == "NewIcon":
            self.pictures += 1

    async def _call(
        self, to: str, path: str, interface: str, member: str, types: str, *given: Any
    ) -> list[Any]:
        assert self._bus is not None
        reply = await self._bus.call(
            Message(
                destination=to,
                path=path,
                interface=interface,
                member=member,
                signature=types,
                body=list(given),
            )
        )
        assert reply.message_type is not MessageType.ERROR, (reply.error_name, member)
        return reply.body


def _plain(value: Any) -> Any:
    if isinstance(value, Variant):
        return _plain(value.value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value
