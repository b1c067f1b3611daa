"""A private X server, with a window manager when there is one."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from integration.programs import end
from integration.requirements import require


@contextlib.contextmanager
def private_x_server(size: str = "1600x1200") -> Iterator[dict[str, str]]:
    """Start Xvfb on a free display; end it afterwards.

    Args:
        size: Width and height of the screen in pixels.

    Yields:
        An environment for programs that shall draw there.
    """
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            *("-displayfd", str(writer)),
            *("-screen", "0", f"{size}x24"),
            *("-noreset", "-nolisten", "tcp"),
        ],
        pass_fds=(writer,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    manager: subprocess.Popen[bytes] | None = None
    try:
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        environment = dict(os.environ, DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
        environment.pop("WAYLAND_DISPLAY", None)
        if shutil.which("openbox"):
            manager = subprocess.Popen(
                ["openbox", "--sm-disable"],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        yield environment
    finally:
        for process in (manager, server):
            if process is not None:
                end(process)


@contextlib.contextmanager
def screen_with(*programs: str, size: str = "1280x800") -> Iterator[dict[str, str]]:
    """A screen of its own for a test that needs these programs there; see above."""
    require("Xvfb", *programs)
    with private_x_server(size) as environment:
        yield environment


@pytest.fixture(scope="session")
def x_server() -> Iterator[dict[str, str]]:
    """Environment of a private X server; run the Qt part in a process of its own."""
    require("Xvfb")
    with private_x_server() as environment:
        yield environment
