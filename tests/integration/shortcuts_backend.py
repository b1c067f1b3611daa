"""A desktop's part of the portal for shortcuts: the one that a person answers."""

# ruff: noqa: F722, F821, N802 - dbus-fast reads names and D-Bus types here

import asyncio

from dbus_fast import Message, PropertyAccess, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

NAME = "org.freedesktop.impl.portal.desktop.lumentest"
PORTAL = f"""[portal]
DBusName={NAME}
Interfaces=org.freedesktop.impl.portal.GlobalShortcuts;
UseIn=lumentest
"""


class _Session(ServiceInterface):
    def __init__(self, backend) -> None:
        super().__init__("org.freedesktop.impl.portal.Session")
        self._backend = backend

    @dbus_method()
    def Close(self):
        self._backend.closed.set()

    @dbus_signal()
    def Closed(self) -> None:
        return None

    @dbus_property(access=PropertyAccess.READ)
    def version(self) -> "u":
        return 1


class Backend(ServiceInterface):
    """Gives what is asked for, or declines; `person` is clear while nobody answers."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.impl.portal.GlobalShortcuts")
        self.asked: asyncio.Queue[list[tuple[str, str, str]]] = asyncio.Queue()
        self.declines = False
        self.withholds: set[str] = set()
        self.closed = asyncio.Event()
        self.person = asyncio.Event()
        self.person.set()
        self._session = ""
        self._exported: _Session | None = None
        self._bus: MessageBus | None = None

    async def start(self, address: str) -> None:
        self._bus = await MessageBus(address).connect()
        self._bus.export("/org/freedesktop/portal/desktop", self)
        await self._bus.request_name(NAME)

    async def wait_for(self, name: str) -> None:
        """Wait until somebody on the bus has a name."""
        daemon = "org.freedesktop.DBus"
        while True:
            reply = await self._bus.call(
                Message(daemon, "/", daemon, "NameHasOwner", signature="s", body=[name])
            )
            if reply.body == [True]:
                return
            await asyncio.sleep(0.05)

    async def stop(self) -> None:
        if self._bus is not None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()

    def end(self) -> None:
        """Close the session, as a desktop does whose settings take the keys away."""
        self._exported.Closed()

    def press(self, name: str) -> None:
        self.Activated(self._session, name, 1, {})

    def release(self, name: str) -> None:
        self.Deactivated(self._session, name, 2, {})

    @dbus_property(access=PropertyAccess.READ)
    def version(self) -> "u":
        return 1

    @dbus_method()
    def CreateSession(
        self, handle: "o", session: "o", app: "s", options: "a{sv}"
    ) -> "ua{sv}":
        self._exported = _Session(self)
        self._bus.export(session, self._exported)
        return [0, {}]

    @dbus_method()
    async def BindShortcuts(
        self,
        handle: "o",
        session: "o",
        shortcuts: "a(sa{sv})",
        parent: "s",
        options: "a{sv}",
    ) -> "ua{sv}":
        self._session = session
        self.asked.put_nowait(
            [
                (name, given["description"].value, given["preferred_trigger"].value)
                for name, given in shortcuts
            ]
        )
        await self.person.wait()
        if self.declines:
            return [1, {"shortcuts": Variant("a(sa{sv})", [])}]
        told = [
            [name, {"trigger_description": Variant("s", "Press it")}]
            for name, _ in shortcuts
            if name not in self.withholds
        ]
        return [0, {"shortcuts": Variant("a(sa{sv})", told)}]

    @dbus_method()
    def ListShortcuts(self, handle: "o", session: "o") -> "ua{sv}":
        return [0, {}]

    @dbus_signal()
    def Activated(self, session, name, at, options) -> "osta{sv}":
        return [session, name, at, options]

    @dbus_signal()
    def Deactivated(self, session, name, at, options) -> "osta{sv}":
        return [session, name, at, options]

    @dbus_signal()
    def ShortcutsChanged(self, session, shortcuts) -> "oa(sa{sv})":
        return [session, shortcuts]
