"""The desktop locks the screen, wants less motion, goes dark: all of Lumen hears it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from dbus_fast import Variant
from PySide6.QtWidgets import QApplication

from integration.players import await_listening
from integration.secret_service import SessionBus
from lumen.avatar.names import Presence
from lumen.core.loop import LoopThread
from lumen.core.turn import Phase
from lumen.desktop import Desktop, run_desktop
from lumen.ui.theme import ThemeMode
from lumen.ui.window import MainWindow
from test_desktop import Behind, qapp_cls, sound
from test_session_watch import APPEARANCE, Login, Portal

pytestmark = pytest.mark.integration

__all__ = ["qapp_cls", "sound"]


@pytest.fixture
def stand_ins(
    session_bus: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[LoopThread, Portal, Login]]:
    """Portal and login manager of a desktop, on one bus."""
    await_listening(session_bus.home / "bus")
    address = session_bus.environment["DBUS_SESSION_BUS_ADDRESS"]
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    loop = LoopThread()
    loop.start(lambda _event: None)
    portal = Portal(address, {APPEARANCE: {"reduced-motion": Variant("u", 1)}})
    login = Login(address)
    for one in (portal, login):
        loop.run(one.start()).result(10)
    yield loop, portal, login
    for one in (portal, login):
        loop.call(one.stop)
    loop.stop()


def test_lumen_follows_its_desktop(sound, stand_ins, qapp, qtbot) -> None:
    loop, portal, login = stand_ins
    behind = Behind()
    window = behind.show(qapp)
    try:
        qtbot.waitUntil(lambda: window._theme.reduced_motion, timeout=20_000)
        assert window.avatar._reduced
        calm = portal.change(APPEARANCE, "reduced-motion", Variant("u", 0))
        loop.run(calm).result(5)
        qtbot.waitUntil(lambda: not window.avatar._reduced, timeout=5_000)
        qtbot.waitUntil(lambda: window.avatar.running, timeout=5_000)
        window._theme.set_mode(ThemeMode.SYSTEM)
        evening = portal.change(APPEARANCE, "color-scheme", Variant("u", 1))
        loop.run(evening).result(5)
        qtbot.waitUntil(lambda: window._theme.dark, timeout=5_000)
        loop.run(login.lock(True)).result(5)
        qtbot.waitUntil(lambda: not window.avatar.running, timeout=5_000)
        assert window.avatar.activity is Presence.SLEEPING
        loop.run(login.lock(False)).result(5)
        qtbot.waitUntil(lambda: window.avatar.running, timeout=5_000)
        assert window.avatar.activity is Phase.IDLE
    finally:
        window.close()
        behind.desktop.close()
        behind.desktop._loading.join(20)


def test_it_begins_dark_on_a_desktop_that_is(
    sound, stand_ins, qapp, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, portal, _login = stand_ins
    dark = {APPEARANCE: {"color-scheme": Variant("u", 1)}}
    loop.call(lambda: portal.answers.update(ReadAll=lambda _: ("a{sa{sv}}", [dark])))
    began: list[bool] = []

    def build(_argv: list[str]) -> QApplication:
        for thread in threading.enumerate():
            if thread.name == "lumen-wishes":
                thread.join(10)
        return qapp

    def show(window: MainWindow) -> None:
        began.append(window._theme.dark)
        window.close()

    shown = Desktop.shown
    monkeypatch.setattr("lumen.ui.application.build_application", build)
    monkeypatch.setattr(
        Desktop, "shown", lambda self, window: (shown(self, window), show(window))
    )
    assert run_desktop() == 0
    assert began == [True]
