"""What is asked of a real X server, in this very process; Qt has no part in it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect

from integration.programs import beside
from integration.x_server import private_x_server, screen_with
from lumen.ui.overlay_x import XSurroundings

pytestmark = pytest.mark.integration

ATOM, WINDOW = 4, 33  # of the X protocol's predefined atoms


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    with screen_with("picom", "xdotool", size="640x480") as environment:
        yield environment


@pytest.fixture
def around(screen, monkeypatch) -> Iterator[XSurroundings]:
    monkeypatch.setenv("DISPLAY", screen["DISPLAY"])
    around = XSurroundings()
    yield around
    around.close()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20.0
    while not true():
        assert time.monotonic() < end


def put(around: XSurroundings, name: int, kind: int, value: int) -> None:
    """Give the root window a property of one value."""
    given = (ctypes.c_uint32 * 1)(value)
    connection = around._connection
    numbers = (connection.root, name, kind)
    connection.xcb.xcb_change_property(
        connection.handle,
        ctypes.c_uint8(0),
        *(ctypes.c_uint32(number) for number in numbers),
        ctypes.c_uint8(32),
        ctypes.c_uint32(1),
        given,
    )


def test_a_compositor_is_seen_to_come_and_go(screen, around):
    assert not around.composited()
    with beside(screen, "picom", "--backend", "xrender", "--config", os.devnull):
        until(around.composited)
    until(lambda: not around.composited())


def test_a_held_button_is_seen(screen, around):
    assert not around.button_held()
    subprocess.run(["xdotool", "mousedown", "1"], env=screen, check=True)
    assert around.button_held()
    subprocess.run(["xdotool", "mouseup", "1"], env=screen, check=True)
    assert not around.button_held()


def test_only_what_says_so_is_full_screen(around):
    assert around.full_screen() is None
    put(around, around._active, WINDOW, around._connection.root)
    assert around.full_screen() is None
    put(around, around._state, ATOM, around._full)
    assert around.full_screen() == QRect(0, 0, 640, 480)
    put(around, around._active, WINDOW, 0x7FFFFF)  # a window that is no more
    assert around.full_screen() is None
    put(around, around._active, WINDOW, 0)
    assert around.full_screen() is None


def test_closed_it_knows_nothing_and_does_no_harm(around):
    around.close()
    around.close()
    assert not around.composited()
    assert not around.button_held()
    assert around.full_screen() is None


def test_a_server_that_went_is_survived(monkeypatch):
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    with private_x_server("640x480") as environment:
        monkeypatch.setenv("DISPLAY", environment["DISPLAY"])
        around = XSurroundings()
    assert not around.composited()
    assert around.full_screen() is None
    around.close()


def test_no_server_is_an_error_of_the_system(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":999999")
    with pytest.raises(OSError, match="does not answer"):
        XSurroundings()
