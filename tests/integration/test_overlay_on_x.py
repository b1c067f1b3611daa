"""The companion on a real X server: with and without a compositor, by real clicks."""

from __future__ import annotations

import contextlib
import os
import textwrap
import time
from collections.abc import Iterator

import pytest

from integration.programs import beside, run_well
from integration.requirements import require
from integration.x_server import screen_with
from lumen.ui.x_connection import XConnection

pytestmark = pytest.mark.integration


BEGIN = """
import subprocess, sys
from pathlib import Path
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from dataclasses import fields
from overlay_parts import Deeds, Speaker
from lumen.ui.application import build_application
from lumen.ui.overlay import Overlay
from lumen.ui.overlay_clicks import XClicks, open_clicks
from lumen.ui.overlay_face import make_face
from lumen.ui.overlay_memory import OverlayMemory
from lumen.ui.overlay_menu import OverlayDeeds
from lumen.ui.overlay_place import Corner
from lumen.ui.overlay_screens import grounds
from lumen.ui.overlay_x import XSurroundings, look_around
from lumen.ui.theme import Theme, ThemeMode

app = build_application(["lumen"])
theme = Theme(app, ThemeMode.LIGHT)

class Wall(QWidget):
    clicks = 0
    def mousePressEvent(self, event):
        self.clicks += 1

class Tracked(Overlay):
    clicks_taken = 0
    def mousePressEvent(self, event):
        self.clicks_taken += 1
        super().mousePressEvent(event)

wall = Wall()
wall.setStyleSheet("background: #00ff00")
wall.setWindowFlag(Qt.WindowType.FramelessWindowHint)
screen = QGuiApplication.primaryScreen()
wall.setGeometry(screen.geometry().adjusted(60, 60, 0, 0))  # all of it is full screen
wall.show()
QTest.qWaitForWindowExposed(wall)
deeds, speaker, memory, around = Deeds(), Speaker(), OverlayMemory(), look_around()
assert isinstance(around, XSurroundings)
calls = {f.name: deeds.note(f.name) for f in fields(OverlayDeeds)}
face = make_face(theme, speaker.clock.now, lambda: speaker.heard)
clicks = open_clicks()
assert isinstance(clicks, XClicks)
overlay = Tracked(face, theme, around, clicks, memory, OverlayDeeds(**calls))
overlay.set_captions(True)
overlay.appear(240)
QTest.qWaitForWindowExposed(overlay)
ratio = screen.devicePixelRatio()

def until(true):
    for _ in range(400):
        if true():
            return
        QTest.qWait(20)
    raise AssertionError(true)

until(lambda: overlay.clicks._settled and not overlay.moving._rest.isActive())

def xdotool(*given):
    subprocess.run(["xdotool", *map(str, given)], check=True)

def at(point):
    return round(point.x() * ratio), round(point.y() * ratio)

def pixel(point):
    shot = screen.grabWindow(0).toImage()
    return shot.pixelColor(*at(point)).name()

def end():
    overlay.leave()
    around.close()
    clicks.close()
    wall.close()
    print("well")
"""


@contextlib.contextmanager
def compositor(environment: dict[str, str]) -> Iterator[None]:
    with beside(environment, "picom", "--backend", "xrender", "--config", os.devnull):
        yield


@contextlib.contextmanager
def panel(environment: dict[str, str]) -> Iterator[None]:
    """A panel of 40 pixels at the top, once the window manager knows of it."""
    trayer = ("trayer", "--edge", "top", "--height", "40", "--SetPartialStrut", "true")
    with beside(environment, *trayer):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DISPLAY", environment["DISPLAY"])
            server = XConnection()
        area = server.atom("_NET_WORKAREA")
        until = time.monotonic() + 20.0
        while server.values(server.root, area)[1:2] != (40,):
            assert time.monotonic() < until
            time.sleep(0.02)
        server.close()
        yield


def run(environment: dict[str, str], program: str) -> None:
    run_well(environment, BEGIN + textwrap.dedent(program))


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """A screen of its own: other tests' windows would get the clicks."""
    with screen_with("openbox", "picom", "xdotool") as environment:
        yield environment


@pytest.mark.parametrize("scale", ["1", "2"])
def test_with_a_compositor_the_desktop_shines_through(screen, scale):
    with compositor(screen):
        run(
            screen | {"QT_SCALE_FACTOR": scale},
            """
            until(around.composited)
            overlay.sight.look()
            assert not overlay.sight.shaped
            assert overlay.pos() == grounds()[0].area.bottomRight() - overlay.rect().bottomRight()
            frame = overlay.geometry()
            until(lambda: pixel(frame.topLeft()) == "#00ff00")
            assert pixel(frame.center()) != "#00ff00"
            filled = QWidget()
            filled.setStyleSheet("background: #000000")
            filled.showFullScreen()
            filling = QRect(QPoint(), screen.size() * ratio)
            until(lambda: around.full_screen() == filling)
            overlay.sight.look()
            assert overlay.sight.opacity < 0.5
            filled.close()
            until(lambda: around.full_screen() is None)
            overlay.sight.look()
            assert overlay.sight.opacity == 1.0
            end()
            """,
        )


def test_beside_a_panel_on_a_fine_screen_it_stays_whole(screen):
    require("trayer")
    with panel(screen):
        run(
            screen | {"QT_SCALE_FACTOR": "2"},
            """
            whole = screen.geometry()
            assert grounds()[0].area == whole.adjusted(0, 20, 0, 0)
            overlay.stand(Corner.BOTTOM_RIGHT)
            assert overlay.geometry().bottomRight() == whole.bottomRight()
            end()
            """,
        )


FILM = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
film = QWidget()
film.setStyleSheet("background: #000000")
film.showFullScreen()
app.exec()
"""


@pytest.mark.parametrize("manner", ["dim", "keep"])
def test_it_is_seen_over_the_full_screen_of_another_program(screen, manner):
    with compositor(screen):
        run(
            screen | {"FILM": FILM, "MANNER": manner},
            """
            import os
            until(around.composited)
            window, connection = int(overlay.winId()), around._connection
            def leader():
                return connection.values(window, connection.atom("WM_TRANSIENT_FOR"))
            before = leader()
            overlay.set_full_screen(os.environ["MANNER"])
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            film = subprocess.Popen([sys.executable, "-c", os.environ["FILM"]], **quiet)
            until(lambda: around.full_screen() is not None)
            middle = overlay.geometry().center()
            until(lambda: pixel(QPoint(200, 200)) == "#000000")
            until(lambda: pixel(middle) != "#000000")
            assert around.full_screen() is not None  # the film keeps the keyboard
            assert (overlay.sight.opacity < 0.5) is (os.environ["MANNER"] == "dim")
            film.terminate()
            film.wait()
            until(lambda: overlay.sight.opacity == 1.0 and leader() == before)
            assert overlay.isVisible()
            QTest.qWait(400)
            assert pixel(middle) != "#00ff00"
            end()
            """,
        )


def test_without_a_compositor_it_is_cut_out_and_no_black_box(screen):
    run(
        screen,
        """
        assert not around.composited()
        assert overlay.sight.shaped
        frame = overlay.geometry()
        until(lambda: pixel(frame.topLeft()) == "#00ff00")
        assert pixel(frame.topRight()) == "#00ff00"
        assert pixel(frame.center()) not in ("#00ff00", "#000000")
        overlay.say("Hello there.")
        bubble = overlay.bubble.geometry()
        until(lambda: pixel(bubble.center()) != "#00ff00")
        assert pixel(bubble.topLeft()) == "#00ff00"
        end()
        """,
    )


def test_a_compositor_that_comes_and_goes_is_noticed(screen):
    run(
        screen,
        """
        assert overlay.sight.shaped
        process = subprocess.Popen(["picom", "--backend", "xrender", "--config", "/dev/null"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: not overlay.sight.shaped)
        assert overlay.mask().isEmpty()
        process.terminate()
        process.wait(10)
        until(lambda: overlay.sight.shaped)
        until(lambda: not overlay.mask().isEmpty())
        end()
        """,
    )


@pytest.mark.parametrize("scale", ["1", "2"])
def test_it_is_dragged_by_the_window_manager_and_snaps(screen, scale):
    run(
        screen | {"QT_SCALE_FACTOR": scale},
        """
        begin = overlay.pos()
        x, y = at(overlay.geometry().center())
        xdotool("mousemove", x, y, "mousedown", 1)
        QTest.qWait(200)
        until(lambda: overlay.clicks_taken == 1)
        wanted = screen.geometry().topLeft()
        xdotool("mousemove", x - 12, y - 12)  # past the drag distance, at which it begins
        QTest.qWait(100)
        for step in range(1, 11):
            far_x = round((begin.x() - 2) * ratio * step / 10)
            far_y = round((begin.y() - 1) * ratio * step / 10)
            xdotool("mousemove", x - far_x, y - far_y)
            QTest.qWait(40)
        QTest.qWait(600)
        assert not memory.places  # held, it does not snap
        xdotool("mouseup", 1)
        until(lambda: overlay.pos() == wanted)
        until(lambda: list(memory.places.values()) == [(0, 0)])
        end()
        """,
    )


def test_a_click_is_no_drag_and_two_open_the_window(screen):
    run(
        screen,
        """
        begin = overlay.pos()
        x, y = at(overlay.geometry().center())
        xdotool("mousemove", x, y, "click", 1)
        until(lambda: overlay.clicks_taken == 1)
        xdotool("mousemove", x - 200, y - 200)
        QTest.qWait(400)
        assert overlay.pos() == begin
        xdotool("mousemove", x, y, "click", "--repeat", 2, 1)
        until(lambda: ("open_window",) in deeds.done)
        xdotool("click", 4)
        until(lambda: overlay.height() > 240)
        xdotool("key", "Escape")
        until(lambda: ("stop",) in deeds.done)
        xdotool("key", "Menu")
        until(lambda: overlay._menu is not None and overlay._menu.isVisible())
        xdotool("key", "Return")
        until(lambda: ("talk",) in deeds.done)
        end()
        """,
    )


TWO_SCREENS = """
def monitor(name, left, output="none"):
    shape = f"640/160x800/200+{left}+0"
    subprocess.run(["xrandr", "--setmonitor", name, shape, output], check=True, stdout=subprocess.DEVNULL)

def unplug(name):
    subprocess.run(["xrandr", "--delmonitor", name], check=True)

monitor("one", 0, "screen")
monitor("two", 640)
until(lambda: len(app.screens()) == 2)
"""


@pytest.fixture
def wide_screen() -> Iterator[dict[str, str]]:
    """A screen of its own, as its monitors outlive a test."""
    with screen_with("xrandr") as environment:
        yield environment


def test_of_two_screens_it_keeps_to_the_one_it_was_put_on(wide_screen):
    run(
        wide_screen,
        TWO_SCREENS
        + textwrap.dedent(
            """
            right = QRect(640, 0, 640, 800)
            overlay.moving.move(QPoint(1090, 300))
            until(lambda: "two" in memory.last)
            at = QPoint(1100, 300)  # snapped to the edge of the second screen
            until(lambda: overlay.pos() == at)
            unplug("two")
            until(lambda: overlay.geometry().right() < 640)
            assert "two" in memory.last
            monitor("two", 640)
            until(lambda: overlay.pos() == at)
            overlay.stand(Corner.TOP_LEFT)
            until(lambda: overlay.pos() == right.topLeft())
            assert [key.split()[0] for key in memory.places] == ["two"]
            overlay.moving.move(QPoint(10, 500))
            until(lambda: overlay.pos() == QPoint(0, 500))
            assert [key.split()[0] for key in memory.places] == ["two", "one"]
            end()
            """
        ),
    )


def test_full_screen_on_the_other_screen_is_no_matter(wide_screen):
    with compositor(wide_screen):
        run(
            wide_screen,
            TWO_SCREENS
            + textwrap.dedent(
                """
                until(around.composited)
                filled = QWidget()
                filled.setGeometry(10, 10, 100, 100)
                filled.showFullScreen()
                until(lambda: around.full_screen() == QRect(0, 0, 640, 800))
                overlay.moving.move(QPoint(900, 300))
                until(lambda: "two" in memory.last)
                overlay.sight.look()
                assert overlay.sight.opacity == 1.0
                overlay.moving.move(QPoint(300, 300))
                until(lambda: "one" in memory.last)
                overlay.sight.look()
                assert overlay.sight.opacity < 0.5
                end()
                """
            ),
        )


def test_it_is_on_every_workspace_and_on_no_list_of_windows(screen):
    run(
        screen,
        """
        window, connection = int(overlay.winId()), around._connection
        def said(name):
            return connection.values(window, connection.atom(name))
        skips = connection.atom("_NET_WM_STATE_SKIP_TASKBAR")
        until(lambda: skips in said("_NET_WM_STATE"))
        until(lambda: said("_NET_WM_DESKTOP") == (0xFFFFFFFF,))
        end()
        """,
    )


def test_clicks_pass_through_to_what_is_below_and_come_back(screen):
    run(
        screen,
        """
        overlay.set_click_through(True)
        QTest.qWait(300)
        x, y = at(overlay.geometry().center())
        xdotool("mousemove", x, y, "click", 1)
        until(lambda: wall.clicks == 1)
        assert overlay.clicks_taken == 0
        overlay.set_click_through(False)
        QTest.qWait(300)
        xdotool("click", 1)
        until(lambda: overlay.clicks_taken == 1)
        assert wall.clicks == 1
        overlay.set_click_through(True)
        overlay.say("Clicks go through the words as well.")
        QTest.qWait(300)
        x, y = at(overlay.bubble.geometry().center())
        xdotool("mousemove", x, y, "click", 1)
        until(lambda: wall.clicks == 2)
        overlay.set_click_through(False)
        xdotool("click", 1)
        until(lambda: not overlay.bubble.isVisible())
        assert wall.clicks == 2
        end()
        """,
    )


@pytest.mark.parametrize(("scale", "glass"), [("1", True), ("2", False), ("2", True)])
def test_clicks_beside_the_figure_go_to_what_is_below(screen, scale, glass):
    with compositor(screen) if glass else contextlib.nullcontext():
        run(
            screen | {"QT_SCALE_FACTOR": scale},
            f"""
            until(lambda: around.composited() is {glass})
            overlay.sight.look()
            QTest.qWait(700)
            frame = overlay.geometry()
            for count, corner in enumerate((frame.topLeft(), frame.topRight()), 1):
                xdotool("mousemove", *at(corner), "click", 1)
                until(lambda: wall.clicks == count)
            assert overlay.clicks_taken == 0
            xdotool("mousemove", *at(frame.center()), "click", 1)
            until(lambda: overlay.clicks_taken == 1)
            overlay.stand(Corner.TOP_RIGHT)
            overlay.set_height(300)
            QTest.qWait(900)
            frame = overlay.geometry()
            xdotool("mousemove", *at(frame.center()), "click", 1)
            until(lambda: overlay.clicks_taken == 2)
            corner = QPoint(frame.x() + 2, frame.y() + 62)
            xdotool("mousemove", *at(corner), "click", 1)
            until(lambda: wall.clicks == 3)
            end()
            """,
        )


def test_the_talk_key_is_not_taken_from_what_is_active(screen):
    run(
        screen,
        """
        wall.activateWindow()
        until(wall.isActiveWindow)
        overlay.hide()
        overlay.show()
        QTest.qWait(600)
        assert wall.isActiveWindow()  # it comes without taking the keyboard
        end()
        """,
    )
