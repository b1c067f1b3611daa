"""Keys of every program through the real portal, with a desktop that a test plays."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from integration.requirements import fail_or_skip
from integration.shortcuts_backend import PORTAL, Backend
from lumen.ui.hotkey_global import KeyNews, WantedKey
from lumen.ui.hotkey_portal import PortalKeyWatch

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PROGRAM = Path("/usr/libexec/xdg-desktop-portal")
MENU = WantedKey("menu", "Menu of the companion", "Ctrl+Alt+J", optional=True)
TALK = WantedKey("talk", "Talk to Lumen", "F9")


class Ear:
    def __init__(self, address: str) -> None:
        self._news: asyncio.Queue[tuple[str, ...]] = asyncio.Queue()
        self._heard: tuple[str, ...] | None = None
        self.granted: list[str] = []
        told = KeyNews(
            lambda name: self._news.put_nowait(("pressed", name)),
            lambda name: self._news.put_nowait(("released", name)),
            lambda name, why: self._news.put_nowait(("refused", name, why)),
            self.granted.append,
        )
        self.watch = PortalKeyWatch(
            told, lambda call: call(), asyncio.create_task, address
        )

    async def next(self) -> tuple[str, ...]:
        """What is told next, but for what `hears` caused."""
        while (news := await asyncio.wait_for(self._news.get(), 20.0)) == self._heard:
            pass
        return news

    async def hears(self, key: str, backend: Backend) -> None:
        """Press a key until it is told: the desktop's own answer is on its way."""
        self._heard, told = None, ("pressed", key)
        async with asyncio.timeout(20.0):
            while self._heard is None:
                backend.press(key)
                with contextlib.suppress(TimeoutError):
                    assert await asyncio.wait_for(self._news.get(), 0.5) == told
                    self._heard = told


@pytest.fixture
def portal_processes() -> list[subprocess.Popen[bytes]]:
    return []


@pytest.fixture
def portal(session_bus, tmp_path, portal_processes) -> Iterator[Callable[[], None]]:
    """Starts the portal's own program, once a desktop is there to be found."""
    if not PROGRAM.exists():
        fail_or_skip("xdg-desktop-portal is not installed")
    (tmp_path / "lumentest.portal").write_text(PORTAL)
    environment = session_bus.environment | {
        "XDG_DESKTOP_PORTAL_DIR": str(tmp_path),
        "XDG_CURRENT_DESKTOP": "lumentest",
    }
    processes = portal_processes

    def start() -> None:
        process = subprocess.Popen(
            [PROGRAM], env=environment, stderr=subprocess.DEVNULL
        )
        processes.append(process)

    yield start
    for process in processes:
        process.terminate()
        process.wait(10)


@pytest.fixture
async def backend(session_bus, portal) -> AsyncIterator[Backend]:
    backend = Backend()
    await backend.start(session_bus.environment["DBUS_SESSION_BUS_ADDRESS"])
    portal()
    await backend.wait_for("org.freedesktop.portal.Desktop")
    yield backend
    await backend.stop()


@pytest.fixture
async def ear(session_bus) -> AsyncIterator[Ear]:
    ear = Ear(session_bus.environment["DBUS_SESSION_BUS_ADDRESS"])
    yield ear
    ear.watch.close()
    await asyncio.sleep(0.2)


async def test_keys_are_asked_for_and_heard(backend, ear):
    ear.watch.bind([MENU, TALK])
    assert await asyncio.wait_for(backend.asked.get(), 20.0) == [
        ("menu", "Menu of the companion", "CTRL+ALT+j"),
        ("talk", "Talk to Lumen", "F9"),
    ]
    await ear.hears("talk", backend)
    backend.release("talk")
    assert await ear.next() == ("released", "talk")


async def test_other_keys_are_another_session(backend, ear):
    ear.watch.bind([TALK])
    await asyncio.wait_for(backend.asked.get(), 20.0)
    await ear.hears("talk", backend)
    ear.watch.bind([WantedKey("talk", "Talk to Lumen", "F8")])
    ((_, _, trigger),) = await asyncio.wait_for(backend.asked.get(), 20.0)
    assert trigger == "F8"
    await ear.hears("talk", backend)
    await asyncio.wait_for(backend.closed.wait(), 20.0)


async def test_a_person_who_declines_is_taken_at_their_word(backend, ear):
    backend.declines = True
    ear.watch.bind([MENU, TALK])
    assert await ear.next() == ("refused", "menu", "")
    kind, name, why = await ear.next()
    assert (kind, name) == ("refused", "talk")
    assert "F9" in why


async def test_what_was_not_given_is_told(backend, ear):
    backend.withholds = {"talk"}
    ear.watch.bind([MENU, TALK])
    assert (await ear.next())[:2] == ("refused", "talk")


async def test_a_desktop_that_takes_the_keys_back_is_told(backend, ear):
    ear.watch.bind([TALK])
    await asyncio.wait_for(backend.asked.get(), 20.0)
    await ear.hears("talk", backend)
    backend.end()
    assert (await ear.next())[:2] == ("refused", "talk")


async def test_a_portal_that_dies_is_told(backend, ear, portal_processes):
    ear.watch.bind([TALK])
    await asyncio.wait_for(backend.asked.get(), 20.0)
    await ear.hears("talk", backend)
    portal_processes[0].kill()
    assert (await ear.next())[:2] == ("refused", "talk")


async def test_a_portal_that_is_started_anew_is_asked_again(
    backend, ear, portal, portal_processes
):
    ear.watch.bind([TALK])
    await asyncio.wait_for(backend.asked.get(), 20.0)
    await ear.hears("talk", backend)
    portal_processes[0].kill()
    assert (await ear.next())[:2] == ("refused", "talk")
    portal()
    await asyncio.wait_for(backend.asked.get(), 20.0)
    await ear.hears("talk", backend)
    assert ear.granted == ["talk", "talk"]


async def test_a_portal_that_dies_over_its_question_is_told_and_asked_again(
    backend, ear, portal, portal_processes
):
    backend.person.clear()
    ear.watch.bind([TALK])
    await asyncio.wait_for(backend.asked.get(), 20.0)
    portal_processes[0].kill()
    assert (await ear.next())[:2] == ("refused", "talk")
    backend.person.set()
    portal()
    await asyncio.wait_for(backend.asked.get(), 20.0)
    await ear.hears("talk", backend)
    assert ear.granted == ["talk"]


async def test_a_desktop_without_the_portal_refuses(ear):
    ear.watch.bind([TALK])
    assert (await ear.next())[:2] == ("refused", "talk")


async def test_without_a_bus_it_refuses(monkeypatch):
    ear = Ear("unix:path=/nowhere")
    ear.watch.bind([TALK])
    assert (await ear.next())[:2] == ("refused", "talk")
    ear.watch.bind([])
    ear.watch.close()
