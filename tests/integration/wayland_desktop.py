"""A Wayland desktop without a screen: sway, and a pointer that a test moves."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOBODY = "65534"
CONFIG = """
output HEADLESS-1 resolution 1280x800 bg #00ff00 solid_color
default_border none
xwayland {xwayland}
focus_follows_mouse no
"""


def missing() -> str:
    """Why there can be no such desktop here; empty: there can."""
    for program in ("sway", "swaymsg", "grim"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return ""


class Sway:
    """A running sway.

    Args:
        environment: For programs that shall draw there.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def ask(self, *given: str) -> Any:
        done = subprocess.run(
            ["swaymsg", "-r", *given],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    def window(self, title: str) -> dict[str, Any] | None:
        """A window as the compositor sees it."""
        waiting = [self.ask("-t", "get_tree")]
        while waiting:
            node = waiting.pop()
            if title in (node.get("name") or "") and node.get("pid"):
                return node
            waiting += [*node.get("nodes", []), *node.get("floating_nodes", [])]
        return None

    def pixel(self, x: int, y: int) -> str:
        """The colour of one pixel of the screen, as ``#rrggbb``."""
        done = subprocess.run(
            ["grim", "-t", "ppm", "-g", f"{x},{y} 1x1", "-"],
            env=self.environment,
            capture_output=True,
            check=True,
        )
        return "#" + done.stdout[-3:].hex()


@contextlib.contextmanager
def private_sway(*, xwayland: bool = False) -> Iterator[Sway]:
    """Start sway without a screen; end it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lumen-sway-"))
    (folder / "config").write_text(
        CONFIG.format(xwayland="enable" if xwayland else "disable")
    )
    as_nobody: list[str] = []
    if os.geteuid() == 0:  # sway refuses to be root
        as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}"]
        as_nobody += ["--clear-groups"]
        for each in (folder, folder / "config"):
            os.chown(each, int(NOBODY), int(NOBODY))
    environment = dict(os.environ) | {
        "XDG_RUNTIME_DIR": str(folder),
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
        "HOME": str(folder),
    }
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SWAYSOCK"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [*as_nobody, "sway", "-c", str(folder / "config")],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        display = _appears(folder, "wayland-?")
        environment["SWAYSOCK"] = str(_appears(folder, "sway-ipc*"))
        environment["WAYLAND_DISPLAY"] = display.name
        environment["QT_QPA_PLATFORM"] = "wayland"
        yield Sway(environment)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _appears(folder: Path, pattern: str) -> Path:
    end = time.monotonic() + 20.0
    while not (found := list(folder.glob(pattern))):
        if time.monotonic() > end:
            raise RuntimeError(f"sway made no {pattern}")
        time.sleep(0.05)
    return found[0]


class Pointer:
    """A virtual pointer; speaks Wayland itself, as no library is needed for so little.

    Source: wlr-virtual-pointer-unstable-v1, and the Wayland wire protocol.
    """

    LEFT, RIGHT = 0x110, 0x111
    _DISPLAY, _REGISTRY, _CALLBACK, _MANAGER, _POINTER = 1, 2, 3, 4, 5
    _NAME = "zwlr_virtual_pointer_manager_v1"

    def __init__(self, environment: dict[str, str]) -> None:
        folder = Path(environment["XDG_RUNTIME_DIR"])
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(10.0)
        self._socket.connect(str(folder / environment["WAYLAND_DISPLAY"]))
        self._send(self._DISPLAY, 1, struct.pack("=I", self._REGISTRY))
        self._send(self._DISPLAY, 0, struct.pack("=I", self._CALLBACK))
        number, version = self._find()
        bound = struct.pack("=I", number) + _text(self._NAME)
        bound += struct.pack("=II", version, self._MANAGER)
        self._send(self._REGISTRY, 0, bound)
        self._send(self._MANAGER, 0, struct.pack("=II", 0, self._POINTER))

    def move(self, x: int, y: int) -> None:
        """Go to a point of a screen of 1280 x 800."""
        given = struct.pack("=IIIII", self._now(), x, y, 1280, 800)
        self._send(self._POINTER, 1, given)
        self._send(self._POINTER, 4)

    def button(self, button: int, *, down: bool) -> None:
        """Press or let go."""
        self._send(self._POINTER, 2, struct.pack("=III", self._now(), button, down))
        self._send(self._POINTER, 4)

    def scroll(self, notches: int) -> None:
        """Turn the wheel; towards the person is more than zero."""
        self._send(self._POINTER, 5, struct.pack("=I", 0))
        fixed = notches * 15 * 256
        given = struct.pack("=IIii", self._now(), 0, fixed, notches)
        self._send(self._POINTER, 7, given)
        self._send(self._POINTER, 4)

    def close(self) -> None:
        self._socket.close()

    def _find(self) -> tuple[int, int]:
        found: tuple[int, int] | None = None
        buffer = b""
        while True:
            buffer += self._socket.recv(65536)
            while len(buffer) >= 8:
                sender, code = struct.unpack_from("=II", buffer)
                size = code >> 16
                if len(buffer) < size:
                    break
                if sender == self._CALLBACK:
                    if found is None:
                        raise RuntimeError("this desktop has no virtual pointers")
                    return found
                if sender == self._REGISTRY:
                    number, length = struct.unpack_from("=II", buffer, 8)
                    name = buffer[16 : 16 + length - 1].decode()
                    if name == self._NAME:
                        (version,) = struct.unpack_from("=I", buffer, size - 4)
                        found = number, version
                buffer = buffer[size:]

    def _send(self, to: int, code: int, given: bytes = b"") -> None:
        size = 8 + len(given)
        self._socket.sendall(struct.pack("=II", to, size << 16 | code) + given)

    @staticmethod
    def _now() -> int:
        return int(time.monotonic() * 1000) & 0xFFFFFFFF


def _text(text: str) -> bytes:
    raw = text.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + b"\0" * (-len(raw) % 4)
