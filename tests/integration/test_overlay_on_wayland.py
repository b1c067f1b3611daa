"""The companion on a real Wayland desktop: what it allows works, and nothing breaks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import pytest

from integration.programs import run_well
from integration.requirements import fail_or_skip
from integration.wayland_desktop import Sway, missing, private_sway

pytestmark = [pytest.mark.integration, pytest.mark.slow]

QUIET = "qt.qpa.wayland.textinput=false"  # Qt complains about its own order of events

BEGIN = """
import os, sys
from dataclasses import fields
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from integration.wayland_desktop import Pointer, Sway
from overlay_parts import Deeds, Speaker
from lumen.ui.application import build_application
from lumen.ui.overlay import Overlay
from lumen.ui.overlay_clicks import WindowClicks, open_clicks
from lumen.ui.overlay_face import make_face
from lumen.ui.overlay_memory import OverlayMemory
from lumen.ui.overlay_menu import OverlayDeeds
from lumen.ui.overlay_x import QuietSurroundings, look_around
from lumen.ui.theme import Theme, ThemeMode

app = build_application(["lumen"])
assert app.platformName() == "wayland"
sway, pointer = Sway(dict(os.environ)), Pointer(dict(os.environ))
theme = Theme(app, ThemeMode.LIGHT)
deeds, speaker, memory = Deeds(), Speaker(), OverlayMemory()
around, clicks = look_around(), open_clicks()
assert isinstance(around, QuietSurroundings)
assert isinstance(clicks, WindowClicks)
calls = {f.name: deeds.note(f.name) for f in fields(OverlayDeeds)}
face = make_face(theme, speaker.clock.now, lambda: speaker.heard)

class Tracked(Overlay):
    pressed = 0
    def mousePressEvent(self, event):
        self.pressed += 1
        super().mousePressEvent(event)

overlay = Tracked(face, theme, around, clicks, memory, OverlayDeeds(**calls))
overlay.set_captions(True)
overlay.appear(240)
assert QTest.qWaitForWindowExposed(overlay)
QTest.qWait(800)

def until(true):
    for _ in range(200):
        if true():
            return
        QTest.qWait(50)
    raise AssertionError(true)

def frame():
    rect = sway.window("desktop")["rect"]
    return rect["x"], rect["y"], rect["width"], rect["height"]

def middle():
    x, y, width, height = frame()
    return x + width // 2, y + height // 2

def click(button=Pointer.LEFT):
    pointer.button(button, down=True)
    pointer.button(button, down=False)
    QTest.qWait(200)

def end():
    overlay.leave()
    pointer.close()
    print("well")
"""


@pytest.fixture(scope="module")
def sway() -> Iterator[Sway]:
    if reason := missing():
        fail_or_skip(reason)
    with private_sway() as sway:
        yield sway


def run(sway: Sway, program: str) -> None:
    quiet = sway.environment | {"QT_LOGGING_RULES": QUIET}
    run_well(quiet, BEGIN + textwrap.dedent(program))


def test_it_floats_in_its_size_and_the_desktop_shines_through(sway):
    run(
        sway,
        """
        x, y, width, height = frame()
        assert (width, height) == (180, 240)
        until(lambda: sway.pixel(x + 2, y + 2) == "#00ff00")
        assert sway.pixel(*middle()) != "#00ff00"
        assert not overlay.placeable
        end()
        """,
    )


def test_it_is_dragged_by_the_desktop_and_grows_by_the_wheel(sway):
    run(
        sway,
        """
        before = frame()
        x, y = middle()
        pointer.move(x, y)
        QTest.qWait(200)
        pointer.button(Pointer.LEFT, down=True)
        QTest.qWait(200)
        for step in range(1, 21):
            pointer.move(x + 10 * step, y + 5 * step)
            QTest.qWait(20)
        pointer.button(Pointer.LEFT, down=False)
        until(lambda: frame()[0] > before[0] + 150)
        assert frame()[1] > before[1] + 60
        pointer.scroll(-2)
        until(lambda: frame()[3] > 240)
        assert not memory.places  # nobody can know where it is
        end()
        """,
    )


def test_clicks_beside_the_figure_are_not_its_own(sway):
    run(
        sway,
        """
        x, y, _, _ = frame()
        pointer.move(x + 3, y + 3)
        click()
        assert overlay.pressed == 0
        pointer.move(*middle())
        click()
        until(lambda: overlay.pressed == 1)
        overlay.set_click_through(True)
        QTest.qWait(300)
        click()
        assert overlay.pressed == 1
        overlay.set_click_through(False)
        QTest.qWait(300)
        pointer.move(middle()[0] + 5, middle()[1])
        click()
        until(lambda: overlay.pressed == 2)
        end()
        """,
    )


def test_its_menu_opens_over_its_words(sway):
    run(
        sway,
        """
        overlay.say("Hello there, how are you?")
        until(overlay.bubble.isVisible)
        pointer.move(*middle())
        click(Pointer.RIGHT)
        until(lambda: overlay._menu is not None and overlay._menu.isVisible())
        assert not overlay.bubble.isVisible()
        overlay.say("Not now.")
        assert not overlay.bubble.isVisible()
        overlay._menu.close()
        overlay.say("Now.")
        assert overlay.bubble.isVisible()
        end()
        """,
    )
