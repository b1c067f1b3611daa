"""A player on a private bus that says what it is told to, true or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from integration.secret_service import SessionBus

_PATH = "/org/mpris/MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_STATUS = {"Play": "Playing", "Pause": "Paused"}
_PROPERTIES = "org.freedesktop.DBus.Properties"

ROOT = {
    "Identity": Variant("s", "Scripted"),
    "CanRaise": Variant("b", True),
    "SupportedUriSchemes": Variant("as", ["http"]),
}
PROPERTIES = {
    "PlaybackStatus": Variant("s", "Playing"),
    "Metadata": Variant(
        "a{sv}",
        {
            "mpris:trackid": Variant("o", "/track/1"),
            "mpris:length": Variant("x", 120_000_000),
            "xesam:title": Variant("s", "A title"),
        },
    ),
    "Position": Variant("x", 30_000_000),
    "Volume": Variant("d", 0.5),
    "Rate": Variant("d", 1.0),
    "CanPlay": Variant("b", True),
    "CanPause": Variant("b", True),
    "CanSeek": Variant("b", True),
    "CanControl": Variant("b", True),
}


class ScriptedPlayer:
    """Answers calls from its attributes.

    Attributes:
        root: Answer to ``GetAll`` of the application.
        properties: Answer to ``GetAll`` and ``Get`` of the player.
        answers: Signature and body by member, instead of the usual answer.
        errors: Members that are answered with an error.
        mute: Nothing is answered at all.
        obeys: Whether ``Set``, ``Seek``, ``Play`` and ``Pause`` have an effect.
        delay: Seconds until it answers.
        before_answering: Called before every answer.
        leaves_on: A member at which it leaves the bus instead of answering.
        calls: Member and body of what was called.
    """

    def __init__(self, bus: MessageBus) -> None:
        self.root: dict[str, Variant] = dict(ROOT)
        self.properties: dict[str, Variant] = dict(PROPERTIES)
        self.answers: dict[str, tuple[str, list[Any]]] = {}
        self.errors: set[str] = set()
        self.mute = False
        self.obeys = True
        self.delay = 0.0
        self.leaves_on = ""
        self.before_answering: Callable[[], object] = lambda: None
        self.calls: list[tuple[str, list[Any]]] = []
        self.bus = bus
        bus.add_message_handler(self._take)

    def asked(self, member: str) -> int:
        return sum(name == member for name, _ in self.calls)

    async def changed(self, **properties: Variant) -> None:
        """Emit PropertiesChanged."""
        self.properties.update(properties)
        await self.bus.send(
            Message(
                message_type=MessageType.SIGNAL,
                path=_PATH,
                interface=_PROPERTIES,
                member="PropertiesChanged",
                signature="sa{sv}as",
                body=[_PLAYER, properties, []],
            )
        )

    def _take(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        self.calls.append((message.member, message.body))
        if message.member == self.leaves_on:
            self.bus.disconnect()
        if self.mute or message.member == self.leaves_on:
            return True
        if self.delay:
            loop = asyncio.get_running_loop()
            loop.call_later(self.delay, self._answer_late, message)
            return True
        return self._answer(message)

    def _answer_late(self, message: Message) -> None:
        if self.bus.connected:
            self.bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        self.before_answering()
        if message.member in self.errors:
            return Message.new_error(message, "org.example.Error.No", "no")
        if message.member in self.answers:
            return Message.new_method_return(message, *self.answers[message.member])
        return self._usual(message)

    def _usual(self, message: Message) -> Message:
        body = message.body
        if message.member == "GetAll":
            values = self.properties if body[0] == _PLAYER else self.root
            return Message.new_method_return(message, "a{sv}", [values])
        if message.member == "Get":
            return Message.new_method_return(message, "v", [self.properties[body[1]]])
        if message.member == "Set" and self.obeys:
            self.properties[body[1]] = body[2]
        if message.member in _STATUS and self.obeys:
            self.properties["PlaybackStatus"] = Variant("s", _STATUS[message.member])
        if message.member == "Seek" and self.obeys:
            here = self.properties["Position"].value + body[0]
            self.properties["Position"] = Variant("x", here)
        return Message.new_method_return(message)


async def _connected(address: str) -> MessageBus:
    for _ in range(500):
        try:
            return await MessageBus(address).connect()
        except (
            ConnectionRefusedError
        ):  # the bus has its socket, and does not listen yet
            await asyncio.sleep(0.01)
    raise AssertionError("no bus")


@pytest.fixture
def bus() -> Iterator[SessionBus]:
    """A private session bus with nobody on it."""
    built = SessionBus()
    try:
        built.start()
        yield built
    finally:
        built.stop()


@pytest.fixture
def address(bus: SessionBus) -> str:
    """Where it is."""
    return bus.environment["DBUS_SESSION_BUS_ADDRESS"]


@asynccontextmanager
async def scripted(address: str, *names: str) -> AsyncIterator[ScriptedPlayer]:
    """Put a player on the bus under these names."""
    bus = await _connected(address)
    player = ScriptedPlayer(bus)
    for name in names:
        await bus.request_name(f"org.mpris.MediaPlayer2.{name}")
    try:
        yield player
    finally:
        bus.disconnect()
        with suppress(EOFError, OSError):  # the bus was ended first
            await asyncio.wait_for(bus.wait_for_disconnect(), 5)
