"""The desktop's notifications, on a private bus and without any."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus

from integration.players import a_bus
from lumen.media.notifications import Notifications

NAME = "org.freedesktop.Notifications"


@pytest.fixture
def bus() -> Iterator[str]:
    with a_bus() as session:
        yield session.environment["DBUS_SESSION_BUS_ADDRESS"]


class Server:
    """Shows notifications, as a desktop does."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.shown: list[list[Any]] = []
        self.refuses = False

    async def start(self) -> None:
        self._bus = await MessageBus(self._address).connect()
        self._bus.add_message_handler(self._take)
        await self._bus.request_name(NAME)

    def stop(self) -> None:
        self._bus.disconnect()

    def _take(self, message: Message) -> Message | None:
        if message.member != "Notify":
            return None
        if self.refuses:
            return Message.new_error(message, f"{NAME}.Error", "no")
        self.shown.append(message.body)
        return Message.new_method_return(message, "u", [len(self.shown)])


@pytest.mark.integration
async def test_shown_as_plain_text(bus: str):
    server, board = Server(bus), Notifications(bus)
    await server.start()
    assert await board.show("Timer", "<b>tea</b> & cake")
    assert await board.show("Timer", "again")
    (program, replaces, icon, title, text, actions, hints, timeout), _ = server.shown
    assert (program, icon, title) == ("Lumen", "lumen", "Timer")
    assert text == "&lt;b&gt;tea&lt;/b&gt; &amp; cake"
    assert (replaces, actions, timeout) == (0, [], -1)
    assert hints["desktop-entry"].value == "lumen"
    await board.close()
    server.stop()


@pytest.mark.integration
async def test_two_at_once_share_a_connection(bus: str):
    server, board = Server(bus), Notifications(bus)
    await server.start()
    assert await asyncio.gather(board.show("a", "1"), board.show("b", "2"))
    assert sorted(shown[3] for shown in server.shown) == ["a", "b"]
    await board.close()
    server.stop()


@pytest.mark.integration
async def test_nobody_shows_them_and_then_somebody_does(bus: str):
    server, board = Server(bus), Notifications(bus)
    assert not await board.show("Timer", "tea")
    await server.start()
    assert await board.show("Timer", "tea")
    server.refuses = True
    assert not await board.show("Timer", "tea")
    await board.close()
    server.stop()


async def test_without_a_bus_nothing_happens(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    board = Notifications(f"unix:path={tmp_path}/none")
    with caplog.at_level("INFO"):
        assert not await board.show("Timer", "secret noodles")
    assert "noodles" not in caplog.text
    await board.close()


async def test_without_an_address_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not await Notifications().show("Timer", "tea")
