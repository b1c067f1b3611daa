"""Lock and wishes of the desktop session, on a private bus with stand-ins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from fakes import ManualClock
from integration.players import a_bus
from lumen.core import events as ev
from lumen.session_watch import SessionWatch

PORTAL = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
APPEARANCE, GNOME = "org.freedesktop.appearance", "org.gnome.desktop.interface"
PLASMA = "org.kde.kdeglobals.KDE"
LOGIN, LOGIN_SESSION = "org.freedesktop.login1", "/org/freedesktop/login1/session/_32"
PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.fixture(name="bus")
def private_bus() -> Iterator[str]:
    with a_bus() as session:
        yield session.environment["DBUS_SESSION_BUS_ADDRESS"]


class StandIn:
    """Owns a name and answers as it is told; the portal or the login manager."""

    def __init__(self, address: str, name: str) -> None:
        self._address = address
        self._name = name
        self.answers: dict[str, Callable[[Message], tuple[str, list[Any]] | None]] = {}
        self.asked: list[tuple[str, list[Any]]] = []

    async def start(self) -> None:
        self.bus = await MessageBus(self._address).connect()
        self.bus.add_message_handler(self._take)
        await self.bus.request_name(self._name)

    def stop(self) -> None:
        self.bus.disconnect()

    async def emit(
        self, path: str, interface: str, member: str, signature: str, *body: Any
    ) -> None:
        await self.bus.send(
            Message.new_signal(path, interface, member, signature, list(body))
        )

    def _take(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        answer = self.answers.get(message.member)
        if answer is None or message.path == "/org/freedesktop/DBus":
            return None
        self.asked.append((message.member, message.body))
        given = answer(message)
        if given is None:
            return Message.new_error(message, "org.freedesktop.DBus.Error.Failed", "no")
        return Message.new_method_return(message, *given)


class Portal(StandIn):
    """The Settings portal; like the real one it answers the asked namespaces only."""

    def __init__(self, address: str, settings: dict[str, dict[str, Variant]]) -> None:
        super().__init__(address, PORTAL)
        self.answers["ReadAll"] = lambda message: (
            "a{sa{sv}}",
            [{k: v for k, v in settings.items() if k in message.body[0]}],
        )

    async def change(self, space: str, key: str, value: Variant) -> None:
        await self.emit(
            PORTAL_PATH, SETTINGS, "SettingChanged", "ssv", space, key, value
        )


class Login(StandIn):
    """The login manager with one session, whose id is 32."""

    def __init__(self, address: str, *, locked: bool = False) -> None:
        super().__init__(address, LOGIN)
        self.answers["GetSession"] = lambda message: (
            ("o", [LOGIN_SESSION]) if message.body == ["auto"] else None
        )
        self.answers["Get"] = lambda message: ("v", [Variant("b", locked)])

    async def lock(self, locked: bool, path: str = LOGIN_SESSION) -> None:
        changed = {"LockedHint": Variant("b", locked)}
        await self.emit(
            path, PROPERTIES, "PropertiesChanged", "sa{sv}as",
            "org.freedesktop.login1.Session", changed, [],
        )  # fmt: skip


class Told:
    """What the watch told."""

    def __init__(self) -> None:
        self.events: list[ev.Event] = []

    def motion(self) -> list[bool]:
        return [e.reduced for e in self.events if isinstance(e, ev.MotionWishChanged)]

    def colours(self) -> list[bool | None]:
        return [e.dark for e in self.events if isinstance(e, ev.ColourWishChanged)]

    def locks(self) -> list[bool]:
        return [e.locked for e in self.events if isinstance(e, ev.ScreenLockChanged)]


@asynccontextmanager
async def watching(session: str, system: str = "unix:path=/nowhere"):
    told = Told()
    watch = SessionWatch(
        ManualClock(), told.events.append, session=session, system=system
    )
    running = asyncio.create_task(watch.run())
    try:
        yield told
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - others change what is awaited
            await asyncio.sleep(0.005)


@pytest.mark.integration
class TestWishes:
    """The Settings portal."""

    async def test_the_wish_is_read_and_followed(self, bus: str) -> None:
        portal = Portal(bus, {APPEARANCE: {"reduced-motion": Variant("u", 1)}})
        await portal.start()
        async with watching(bus) as told:
            await until(lambda: told.motion() == [True])
            await portal.change(APPEARANCE, "color-scheme", Variant("u", 1))
            await portal.change(APPEARANCE, "reduced-motion", Variant("u", 0))
            await until(lambda: told.motion() == [True, False])
            twice = Variant("v", Variant("b", False))
            await portal.change(GNOME, "enable-animations", twice)
            await until(lambda: told.motion() == [True, False, True])
        portal.stop()

    async def test_light_and_dark_are_read_and_followed(self, bus: str) -> None:
        portal = Portal(bus, {APPEARANCE: {"color-scheme": Variant("u", 1)}})
        await portal.start()
        async with watching(bus) as told:
            await until(lambda: told.colours() == [True])
            await portal.change(APPEARANCE, "color-scheme", Variant("u", 2))
            await until(lambda: told.colours() == [True, False])
            await portal.change(APPEARANCE, "color-scheme", Variant("u", 0))
            await until(lambda: told.colours() == [True, False, None])
            assert told.motion() == []
        portal.stop()

    async def test_no_preference_is_told_too_once_it_was_read(self, bus: str) -> None:
        portal = Portal(bus, {APPEARANCE: {"color-scheme": Variant("u", 0)}})
        await portal.start()
        async with watching(bus) as told:
            await until(lambda: told.colours() == [None])
        portal.stop()

    async def test_a_portal_that_comes_late_is_asked(self, bus: str) -> None:
        portal = Portal(bus, {APPEARANCE: {"color-scheme": Variant("u", 1)}})
        desktop = StandIn(bus, "org.gnome.ScreenSaver")
        desktop.answers["GetActive"] = lambda _message: ("b", [True])
        await desktop.start()
        async with watching(bus) as told:
            await until(lambda: told.locks() == [True])  # the rules are there by now
            await portal.start()
            await until(lambda: told.colours() == [True])
        portal.stop()
        desktop.stop()

    async def test_a_portal_that_was_started_anew_is_asked_again(
        self, bus: str
    ) -> None:
        wishes = {
            APPEARANCE: {
                "color-scheme": Variant("u", 1),
                "reduced-motion": Variant("u", 1),
            }
        }
        portal = Portal(bus, wishes)
        await portal.start()
        async with watching(bus) as told:
            await until(lambda: told.colours() == [True])
            portal.stop()
            other = Portal(bus, {APPEARANCE: {"color-scheme": Variant("u", 2)}})
            await other.start()
            await until(lambda: told.colours() == [True, False])
            assert told.motion() == [True, False]  # the new one says nothing of it
            other.stop()

    async def test_only_what_matters_is_asked(self, bus: str) -> None:
        portal = Portal(bus, {"secret.space": {"key": Variant("s", "x")}})
        await portal.start()
        async with watching(bus) as told:
            await until(lambda: bool(portal.asked))
            assert portal.asked == [("ReadAll", [[APPEARANCE, GNOME, PLASMA]])]
            await portal.change(PLASMA, "AnimationDurationFactor", Variant("s", "0"))
            await until(lambda: told.motion() == [True])
        portal.stop()

    async def test_what_claims_to_be_the_portal_is_not_believed(self, bus: str) -> None:
        portal = Portal(bus, {})
        await portal.start()
        liar = StandIn(bus, "org.example.Liar")
        await liar.start()
        async with watching(bus) as told:
            await until(lambda: bool(portal.asked))
            await asyncio.sleep(0.05)
            await liar.emit(
                PORTAL_PATH, SETTINGS, "SettingChanged", "ssv",
                APPEARANCE, "reduced-motion", Variant("u", 1),
            )  # fmt: skip
            await portal.change(GNOME, "enable-animations", Variant("b", True))
            await asyncio.sleep(0.1)
            assert told.motion() == []
        liar.stop()
        portal.stop()

    @pytest.mark.parametrize("answer", [None, ("s", ["odd"]), ("a{sv}", [{}])])
    async def test_a_broken_portal_is_borne(self, bus: str, answer: Any) -> None:
        portal = Portal(bus, {})
        portal.answers["ReadAll"] = lambda _message: answer
        await portal.start()
        async with watching(bus) as told:
            await until(lambda: bool(portal.asked))
            await portal.change(GNOME, "enable-animations", Variant("b", False))
            await until(lambda: told.motion() == [True])
        portal.stop()

    async def test_without_portal_and_without_bus_nothing_is_told(
        self, bus: str
    ) -> None:
        async with watching(bus) as told, watching("unix:path=/nowhere") as nowhere:
            await asyncio.sleep(0.2)
            assert told.events == nowhere.events == []


@pytest.mark.integration
class TestLock:
    """The login manager on the system bus, screen savers on the session bus."""

    async def test_the_login_managers_hint(self, bus: str) -> None:
        login = Login(bus)
        await login.start()
        async with watching("unix:path=/nowhere", bus) as told:
            await until(lambda: [name for name, _ in login.asked][-1:] == ["Get"])
            await login.lock(True, "/org/freedesktop/login1/session/_99")  # of another
            await login.lock(True)
            await until(lambda: told.locks() == [True])
            await login.lock(False)
            await until(lambda: told.locks() == [True, False])
        login.stop()

    async def test_a_screen_that_is_locked_already(self, bus: str) -> None:
        login = Login(bus, locked=True)
        await login.start()
        async with watching("unix:path=/nowhere", bus) as told:
            await until(lambda: told.locks() == [True])
        login.stop()

    @pytest.mark.parametrize(
        "saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"]
    )
    async def test_a_screen_saver(self, bus: str, saver: str) -> None:
        desktop = Portal(bus, {})
        await desktop.start()
        savers = StandIn(bus, saver)
        await savers.start()
        path = "/" + saver.replace(".", "/")
        async with watching(bus) as told:
            await until(lambda: bool(desktop.asked))  # the rules are there by now
            await savers.emit(path, saver, "ActiveChanged", "b", True)
            await until(lambda: told.locks() == [True])
            await savers.emit(path, saver, "ActiveChanged", "b", False)
            await until(lambda: told.locks() == [True, False])
            await savers.emit(path, saver, "ActiveChanged", "b", True)
            await until(lambda: told.locks()[-1:] == [True])
            savers.stop()  # it crashed, and nobody will say that the screen is back
            await until(lambda: told.locks()[-1] is False)
        desktop.stop()

    @pytest.mark.parametrize(
        ("saver", "path"),
        [
            ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
            ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
        ],
    )
    async def test_a_screen_saver_that_is_active_already(
        self, bus: str, saver: str, path: str
    ) -> None:
        savers = StandIn(bus, saver)
        savers.answers["GetActive"] = lambda message: (
            ("b", [True]) if message.path == path else None
        )
        await savers.start()
        async with watching(bus) as told:
            await until(lambda: told.locks() == [True])
            await savers.emit(path, saver, "ActiveChanged", "b", False)
            await until(lambda: told.locks() == [True, False])
            await savers.emit(path, saver, "ActiveChanged", "b", True)
            await until(lambda: told.locks()[-1:] == [True])
            savers.stop()
            await until(lambda: told.locks()[-1] is False)

    async def test_what_a_saver_says_right_after_its_answer_counts(
        self, bus: str
    ) -> None:
        saver = "org.gnome.ScreenSaver"
        savers = StandIn(bus, saver)

        def answer(_message: Message) -> tuple[str, list[Any]]:
            path = "/" + saver.replace(".", "/")
            back = Message.new_signal(path, saver, "ActiveChanged", "b", [False])
            asyncio.get_running_loop().call_soon(savers.bus.send, back)
            return "b", [True]

        savers.answers["GetActive"] = answer
        await savers.start()
        async with watching(bus) as told:
            await until(lambda: bool(savers.asked))
            await asyncio.sleep(0.1)
            assert told.locks()[-1:] in ([], [False])
        savers.stop()

    @pytest.mark.parametrize("active", ["gnome", "freedesktop"])
    async def test_one_program_with_two_names_of_which_one_is_active(
        self, bus: str, active: str
    ) -> None:
        desktop = StandIn(bus, "org.gnome.ScreenSaver")
        desktop.answers["GetActive"] = lambda message: ("b", [active in message.path])
        await desktop.start()
        await desktop.bus.request_name("org.freedesktop.ScreenSaver")
        async with watching(bus) as told:
            await until(lambda: len(desktop.asked) == 2)
            await asyncio.sleep(0.05)
            assert told.locks() == [True]
            desktop.stop()
            await until(lambda: told.locks() == [True, False])

    async def test_two_that_say_it_are_told_once(self, bus: str) -> None:
        login, desktop = Login(bus), Portal(bus, {})
        await login.start()
        await desktop.start()
        async with watching(bus, bus) as told:
            await until(lambda: bool(desktop.asked) and len(login.asked) > 1)
            saver = "org.freedesktop.ScreenSaver"
            await login.lock(True)
            await desktop.emit("/ScreenSaver", saver, "ActiveChanged", "b", True)
            await until(lambda: told.locks() == [True])
            await login.lock(False)
            await asyncio.sleep(0.05)
            assert told.locks() == [True]
            await desktop.emit("/ScreenSaver", saver, "ActiveChanged", "b", False)
            await until(lambda: told.locks() == [True, False])
        login.stop()
        desktop.stop()

    async def test_a_bus_that_ends_leaves_no_screen_dark(self) -> None:
        with a_bus() as session:
            address = session.environment["DBUS_SESSION_BUS_ADDRESS"]
            login, desktop = Login(address, locked=True), Portal(address, {})
            await login.start()
            await desktop.start()
            async with watching(address, address) as told:
                await until(lambda: bool(desktop.asked) and told.locks() == [True])
                saver = "org.freedesktop.ScreenSaver"
                await desktop.emit("/ScreenSaver", saver, "ActiveChanged", "b", True)
                await asyncio.to_thread(session.stop_bus)
                await until(lambda: told.locks() == [True, False])

    async def test_a_login_manager_that_knows_no_session(self, bus: str) -> None:
        login = Login(bus)
        login.answers["GetSession"] = lambda _message: None
        await login.start()
        async with watching("unix:path=/nowhere", bus) as told:
            await until(lambda: bool(login.asked))
            await asyncio.sleep(0.1)
            assert told.events == []
        login.stop()
