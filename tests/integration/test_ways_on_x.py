"""Ways back to the companion on a real screen: its key, the panel, the closed window."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import pytest

from integration.programs import beside, run_well
from integration.x_server import screen_with

pytestmark = pytest.mark.integration


BEGIN = """
import os, subprocess, sys, tempfile, traceback
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from overlay_parts import Speaker
from ui_parts import Stage
from lumen.storage.settings import change_setting
from lumen.storage.settings_model import Settings
from lumen.ui.application import build_application, run_window
from lumen.ui.overlay_face import make_face
from lumen.ui.parts import OverlayParts

app = build_application(["lumen"])
stage, speaker = Stage(), Speaker()

class Kept:
    settings = Settings()

def change(name, value, section="overlay"):
    Kept.settings = change_setting(Kept.settings, section, name, value)

change("shown", True)
folder = Path(tempfile.mkdtemp())

def face(theme):
    return make_face(theme, speaker.clock.now, lambda: speaker.heard)

parts = replace(stage.parts(), overlay=OverlayParts(
    face, lambda: Kept.settings, change, folder / "state" / "overlay.json"
))

def until(true):
    for _ in range(400):
        if true():
            return
        QTest.qWait(20)
    raise AssertionError(true)

def xdotool(*given):
    # Not waited for: keys of a blocked program would come after what they caused.
    process = subprocess.Popen(["xdotool", *map(str, given)])
    until(lambda: process.poll() == 0)

def stand(window):
    global keeper, overlay
    keeper = window.overlay
    until(lambda: keeper.overlay is not None and keeper.overlay.isVisible())
    overlay = keeper.overlay
    until(lambda: overlay.clicks._settled and not overlay.moving._rest.isActive())

def go(window):
    try:
        stand(window)
        walk(window)
        print("well")
        window.close()
    except BaseException:  # the application's own hook would show a dialog
        traceback.print_exc()
        os._exit(1)

def close_by_hand(window):
    window.activateWindow()
    until(window.isActiveWindow)
    xdotool("key", "alt+F4")
    until(lambda: not window.isVisible())
    QTest.qWait(300)
"""
END = """
code = run_window(app, parts, shown=go)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    with screen_with("openbox", "trayer", "xdotool") as environment:
        yield environment


@pytest.fixture
def panel(screen, session_bus) -> Iterator[dict[str, str]]:
    shown = {name: screen[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    with beside(screen, "trayer", "--edge", "top", "--align", "left", "--width", "20"):
        yield session_bus.environment | shown


def run(environment: dict[str, str], program: str) -> None:
    run_well(environment, BEGIN + textwrap.dedent(program) + END)


def test_its_key_brings_it_back_while_clicks_pass_and_another_program_is_active(panel):
    run(
        panel,
        """
        def walk(window):
            wall = QWidget()
            wall.setWindowTitle("another program")
            wall.show()
            wall.activateWindow()
            until(wall.isActiveWindow)
            keeper.set_click_through(True)
            assert "Ctrl+Alt+J anywhere" in window.state_line._passing
            assert "the icon in the panel" in window.state_line._passing
            xdotool("key", "ctrl+alt+j")
            until(lambda: overlay._menu is not None and overlay._menu.isVisible())
            QTest.qWait(200)
            xdotool("key", "Return")  # the first entry: take clicks again
            until(lambda: not overlay.clicks.passing)
            until(lambda: not Kept.settings.overlay.click_through)
            wall.close()
        """,
    )


def test_the_icon_brings_it_back_while_clicks_pass(panel):
    run(
        panel,
        """
        def walk(window):
            tray = keeper.ways.tray
            until(lambda: tray.available and tray._icon.geometry().width())
            keeper.set_click_through(True)
            x, y = tray._icon.geometry().center().toTuple()
            xdotool("mousemove", x, y, "click", 3)
            until(tray.menu.isVisible)
            QTest.qWait(200)
            xdotool("key", "p")  # Let clicks pass through it
            until(lambda: not overlay.clicks.passing)
        """,
    )


def test_a_closed_window_leaves_the_companion_and_the_icon_brings_it_again(panel):
    run(
        panel,
        """
        def walk(window):
            tray = keeper.ways.tray
            until(lambda: tray.available and tray._icon.geometry().width())
            close_by_hand(window)
            assert overlay.isVisible()
            assert "I stay here" in overlay.bubble.text
            assert "told_staying\\": true" in keeper._memory.as_text()
            x, y = tray._icon.geometry().center().toTuple()
            xdotool("mousemove", x, y, "click", 1)
            until(window.isVisible)
            overlay.bubble.vanish()
            close_by_hand(window)
            assert not overlay.bubble.isVisible()  # it was said
            keeper.set_shown(False)  # the icon remains
            assert not window.isVisible()
            tray.end()
            keeper.set_shown(True)
            keeper.set_shown(False)
            assert window.isVisible()  # never nowhere
        """,
    )


def test_without_a_panel_closing_the_window_ends_lumen(screen, session_bus):
    shown = {name: screen[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    run(
        session_bus.environment | shown,
        """
        def walk(window):
            assert not keeper.stays
            ended = []
            app.lastWindowClosed.connect(lambda: ended.append(True))
            close_by_hand(window)
            assert ended
            assert keeper.overlay is None
        """,
    )


def test_who_wants_so_ends_lumen_with_the_window(panel):
    run(
        panel,
        """
        def walk(window):
            until(lambda: keeper.ways.tray.available)
            change("when_closed", "quit")
            close_by_hand(window)
            assert keeper.overlay is None
        """,
    )


def test_a_talk_key_for_every_program_talks_while_it_is_held(panel):
    run(
        panel,
        """
        def walk(window):
            change("talk_shortcut", "F9", "hearing")
            keeper.apply(Kept.settings)
            QTest.qWait(400)
            close_by_hand(window)
            xdotool("keydown", "F9")
            until(lambda: ("press_to_talk",) in stage.companion.asked)
            QTest.qWait(900)
            assert ("release_to_talk",) not in stage.companion.asked
            xdotool("keyup", "F9")
            until(lambda: ("release_to_talk",) in stage.companion.asked)
            talked = [call[0] for call in stage.companion.asked]
            assert talked.count("press_to_talk") == talked.count("release_to_talk") == 1
        """,
    )
