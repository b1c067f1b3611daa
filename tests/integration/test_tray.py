"""The icon in real panels: on the session bus, and in a tray of an X screen."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from integration.panel import Panel
from integration.programs import beside
from integration.x_server import screen_with

pytestmark = pytest.mark.integration

TESTS = Path(__file__).resolve().parents[1]

PROGRAM = """
import os, sys
from dataclasses import fields
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon, QWidget
from lumen.avatar.names import Presence
from lumen.core.turn import Phase
from lumen.ui.application import build_application
from lumen.ui.avatar_shapes import Appearance
from lumen.ui.tray import Tray, TrayDeeds

app = build_application(["lumen"])
app.setQuitOnLastWindowClosed(False)

def say(*what):
    print(*what, flush=True)

from lumen.ui.theme import Theme, ThemeMode
window = QWidget()
tray = Tray(window, TrayDeeds(**{
    f.name: lambda *given, name=f.name: say(name, *given) for f in fields(TrayDeeds)
}))
tray.begin()

def obey():
    lines = os.read(sys.stdin.fileno(), 65536).decode()
    exec(lines)
    if not lines:
        app.quit()

notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(obey)
say("ready")
app.exec()
tray.end()
"""


class Lumen:
    """A process with an icon: takes lines of Python, tells what was wanted."""

    def __init__(self, environment: dict[str, str]) -> None:
        paths = os.pathsep.join((str(TESTS), str(TESTS.parent / "app")))
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM],
            env=environment | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self.told() == "ready"

    def do(self, line: str) -> None:
        self._process.stdin.write(line + "\n")

    def told(self) -> str:
        """What it tells next."""
        return self._process.stdout.readline().strip()

    def answer(self, expression: str) -> str:
        self.do(f"say({expression})")
        return self.told()

    def close(self) -> None:
        self._process.stdin.close()
        assert self._process.wait(20) == 0
        self._process.stdout.close()


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    with screen_with("trayer", "xdotool", size="640x480") as environment:
        yield environment


@pytest.fixture
def session(screen, session_bus) -> dict[str, str]:
    shown = {name: screen[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    return session_bus.environment | shown


@pytest.fixture
async def panel(session) -> AsyncIterator[Panel]:
    panel = Panel()
    await panel.start(session["DBUS_SESSION_BUS_ADDRESS"])
    yield panel
    await panel.stop()


@pytest.fixture
def lumen(session) -> Iterator[Lumen]:
    lumen = Lumen(session)
    yield lumen
    lumen.close()


async def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 20.0
    while True:
        found = true()
        if await found if asyncio.iscoroutine(found) else found:
            return
        assert time.monotonic() < end
        await asyncio.sleep(0.05)


async def test_an_icon_tells_what_lumen_does_and_leads_everywhere(panel, lumen):
    await panel.icon()
    assert await panel.said("ToolTip") is not None
    sizes = {picture[0] for picture in await panel.said("IconPixmap")}
    assert {16, 22, 24, 32, 48} <= sizes
    await panel.click()
    assert lumen.told() == "show_window True"
    await panel.click("SecondaryActivate")
    assert lumen.told() == "stop"
    lumen.do("tray.show_state(window=False, companion=True, passing=True)")
    await until(lambda: _has(panel, "Open Lumen's window"))
    entries = await panel.menu()
    assert entries["Companion on the desktop"][1]["toggle-state"] == 1
    assert entries["Let clicks pass through it"][1]["toggle-state"] == 1
    for text, wanted in (
        ("Open Lumen's window", "show_window True"),
        ("Companion on the desktop", "show_companion False"),
        ("Let clicks pass through it", "pass_clicks False"),
        ("Privacy: do not listen", "want_privacy True"),
        ("Talk", "talk"),
        ("Stop speaking", "stop"),
        ("Settings …", "settings"),
        ("Quit Lumen", "quit"),
    ):
        await panel.choose(text)
        assert lumen.told() == wanted


async def test_the_picture_changes_with_what_it_does_and_only_then(panel, lumen):
    await panel.icon()
    await asyncio.sleep(0.5)
    before = panel.pictures
    lumen.do("tray.set_doing(Phase.LISTENING)")
    await until(lambda: panel.pictures == before + 1)
    assert (await panel.said("ToolTip"))[2] == "Lumen is listening"
    await panel.choose("That was all")
    assert lumen.told() == "release"
    # Over in a moment, or looking alike: no picture for each.
    for phase in ("TRANSCRIBING", "THINKING", "SPEAKING", "THINKING", "TRANSCRIBING"):
        lumen.do(f"tray.set_doing(Phase.{phase})")
    await until(lambda: panel.pictures == before + 2)
    assert (await panel.said("ToolTip"))[2] == "Lumen is thinking"
    lumen.do("tray.wear(Appearance('Rose', 'long', 'jacket'), 'Aurora')")
    await until(lambda: panel.pictures == before + 3)
    assert (await panel.said("ToolTip"))[2] == "Aurora is thinking"
    await asyncio.sleep(1.0)
    assert panel.pictures == before + 3


async def test_presence_has_its_pictures_and_words(panel, lumen):
    await panel.icon()
    await asyncio.sleep(0.5)
    lumen.do("tray.set_private(True)")
    for presence, words in (
        ("WATCHING", "Lumen watches with you"),
        ("SLEEPING", "Lumen is dozing"),
        ("PRIVACY", "Lumen does not listen: privacy is on"),
    ):
        before = panel.pictures
        picture = await panel.said("IconPixmap")
        lumen.do(f"tray.set_doing(Presence.{presence})")
        await until(lambda before=before: panel.pictures == before + 1)
        assert (await panel.said("ToolTip"))[2] == words
        assert await panel.said("IconPixmap") != picture
    privacy = (await panel.menu())["Privacy: do not listen"][1]
    assert privacy["toggle-state"] == 1
    await panel.choose("Privacy: do not listen")
    assert lumen.told() == "want_privacy False"
    privacy = (await panel.menu())["Privacy: do not listen"][1]
    assert privacy["toggle-state"] == 1  # until the companion says so


async def test_a_locked_screen_gets_no_picture_until_it_is_unlocked(panel, lumen):
    await panel.icon()
    await asyncio.sleep(0.5)
    before = panel.pictures
    lumen.do("tray.set_doing(Phase.THINKING)")  # its picture is still to come
    lumen.do("tray.set_unseen(True); tray.set_doing(Presence.SLEEPING)")
    lumen.do("tray.wear(Appearance('Rose', 'long', 'jacket'), 'Aurora')")
    await asyncio.sleep(1.0)
    assert panel.pictures == before
    lumen.do("tray.set_unseen(False); tray.set_doing(Phase.IDLE)")
    await until(lambda: panel.pictures == before + 1)
    assert (await panel.said("ToolTip"))[2] == "Aurora is ready"


async def test_a_panel_that_comes_later_or_again_gets_the_icon(session, lumen):
    assert lumen.answer("tray.available") == "False"
    for _ in range(2):
        panel = Panel()
        await panel.start(session["DBUS_SESSION_BUS_ADDRESS"])
        await panel.icon()
        await until(lambda: lumen.answer("tray.available") == "True")
        await panel.choose("Talk")
        assert lumen.told() == "talk"
        await panel.stop()
        await until(lambda: lumen.answer("tray.available") == "False")


async def test_it_goes_when_it_is_not_wanted_and_comes_back(panel, lumen):
    await panel.icon()
    lumen.do("tray.end()")
    assert lumen.answer("tray.available") == "False"
    lumen.do("tray.begin()")
    await panel.icon()
    await panel.choose("Talk")
    assert lumen.told() == "talk"


@contextlib.contextmanager
def trayer(environment: dict[str, str]) -> Iterator[None]:
    with beside(
        environment, "trayer", "--edge", "top", "--align", "left", "--width", "50"
    ):
        yield


async def test_an_older_tray_shows_it_also_when_it_starts_later(session, lumen):
    assert lumen.answer("tray.available") == "False"
    with trayer(session):
        await until(lambda: lumen.answer("tray.available") == "True")
        await until(lambda: lumen.answer("tray._icon.geometry().width()") != "0")
        where = lumen.answer("*tray._icon.geometry().center().toTuple()").split()
        xdotool(session, "mousemove", *where)
        await until(lambda: _clicked(session, lumen, "1") == "show_window True")
        assert _clicked(session, lumen, "2") == "stop"
        xdotool(session, "click", "3")
        await until(lambda: lumen.answer("tray.menu.isVisible()") == "True")
        xdotool(session, "key", "t")
        assert lumen.told() == "talk"


async def test_what_an_older_tray_tells_can_be_read_on_dark(session, lumen):
    with trayer(session):
        await until(lambda: lumen.answer("tray.available") == "True")
        lumen.do("globals()['theme'] = Theme(app, ThemeMode.DARK)")
        lumen.do("tray.tell('Privacy is on.')")
        lumen.do(
            "globals()['inks'] = lambda: ["
            " label.palette().color(label.foregroundRole()).lightness()"
            " for top in app.topLevelWidgets()"
            " if top.metaObject().className() == 'QBalloonTip' and top.isVisible()"
            " for label in top.findChildren(QLabel) if 'Privacy' in label.text()]"
        )
        await until(lambda: lumen.answer("len(inks())") == "1")
        assert int(lumen.answer("*inks()")) < 80  # the balloon itself is light


def xdotool(session: dict[str, str], *given: str) -> None:
    subprocess.run(["xdotool", *given], env=session, check=True)


def _clicked(session: dict[str, str], lumen: Lumen, button: str) -> str:
    xdotool(session, "click", button)
    time.sleep(0.3)
    answer = lumen.answer("'nothing'")
    if answer != "nothing":
        assert lumen.told() == "nothing"
    return answer


async def _has(panel: Panel, text: str) -> bool:
    return text in await panel.menu()
