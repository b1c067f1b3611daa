"""What Lumen's window costs: time to appear, memory, idle CPU, time to go.

    python tests/benchmarks/bench_footprint.py --starts 5

The real program (`python -m lumen`) on a private X server, session bus with an unlocked
keyring, sound card and home. "Painted" is seen from outside: the first picture of the
screen on which the window's content is. "Models" are Whisper base and a medium Piper
voice of true size (random weights), found by the program itself.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from shelved import put_models

from integration import secret_service
from integration.sound_card import SoundCard, missing
from integration.x_server import private_x_server
from speaking import say

MB = 1e6
HEARD = "what time is it"
_PATIENCE = 30.0
_ROW, _WIDTH, _CONTENT = 600, 1600, 300
_ALL_PLANES, _Z_PIXMAP = 0xFFFFFFFF, 2


class _Image(ctypes.Structure):
    """The head of Xlib's XImage."""

    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.POINTER(ctypes.c_uint32)),
    )


class Screen:
    """Looks at one row across the middle of the screen, which every window crosses."""

    def __init__(self, display: str) -> None:
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XGetImage.argtypes = [
            ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int,
            ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong, ctypes.c_int,
        ]  # fmt: skip
        x11.XGetImage.restype = ctypes.POINTER(_Image)
        x11.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
        x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._x11 = x11
        self._display = x11.XOpenDisplay(display.encode())
        self._root = x11.XDefaultRootWindow(self._display)

    def content(self) -> int:
        """How many pixels of the row are not the empty screen's black."""
        image = self._x11.XGetImage(
            self._display, self._root, 0, _ROW, _WIDTH, 1, _ALL_PLANES, _Z_PIXMAP
        )
        pixels = np.ctypeslib.as_array(image.contents.data, (_WIDTH,)) & 0xFFFFFF
        count = int(np.count_nonzero(pixels))
        self._x11.XDestroyImage(image)
        return count

    def wait(self, *, shown: bool) -> float:
        """Wait until a window's content is there or gone; returns the moment."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if (self.content() > _CONTENT) is shown:
                return time.monotonic()
            time.sleep(0.002)
        raise RuntimeError("the window did not " + ("appear" if shown else "vanish"))

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)


@dataclass
class Start:
    """One run of the program."""

    process: psutil.Popen
    painted: float
    gone: float = 0.0
    ended: float = 0.0

    @property
    def rss(self) -> float:
        return float(self.process.memory_info().rss)

    @property
    def peak(self) -> float:
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return float(text.partition("VmHWM:")[2].split()[0]) * 1024

    def cpu(self, seconds: float) -> float:
        """Share of one core that is used over some time."""
        before, began = self.process.cpu_times(), time.monotonic()
        time.sleep(seconds)
        after, ended = self.process.cpu_times(), time.monotonic()
        used = after.user + after.system - before.user - before.system
        return float(used / (ended - began))

    def threads(self) -> dict[str, float]:
        """CPU seconds by the name of the native thread."""
        used: dict[str, float] = {}
        for thread in self.process.threads():
            path = Path(f"/proc/{self.process.pid}/task/{thread.id}/comm")
            name = path.read_text().strip() if path.exists() else "?"
            used[name] = used.get(name, 0.0) + thread.user_time + thread.system_time
        return used


@dataclass
class Desk:
    """Where the program runs."""

    environment: dict[str, str]
    screen: Screen
    card: SoundCard
    folder: Path
    problems: list[str] = field(default_factory=list)

    @contextmanager
    def start(self, home: str, **variables: str) -> Iterator[Start]:
        """Start the program; ended by the signal that a session sends at its end."""
        environment = self.environment | variables
        environment["LUMEN_HOME"] = str(self.folder / home)
        error = self.folder / "stderr"
        with error.open("wb") as stream:
            began = time.monotonic()
            process = psutil.Popen(
                [sys.executable, "-m", "lumen"],
                env=environment, stdout=subprocess.DEVNULL, stderr=stream,
            )  # fmt: skip
            try:
                start = Start(process, self.screen.wait(shown=True) - began)
                yield start
                ending = time.monotonic()
                process.send_signal(signal.SIGTERM)
                start.gone = self.screen.wait(shown=False) - ending
                process.wait(_PATIENCE)
                start.ended = time.monotonic() - ending
                if process.returncode:
                    self.problems.append(f"it ended with {process.returncode}")
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        if text := error.read_text().strip():
            self.problems.append(text)


@contextmanager
def desk() -> Iterator[Desk]:
    """A private desktop session, without a person's models and settings."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bus = secret_service.SessionBus()
        stack.callback(bus.stop)
        bus.start()
        bus.start_keyring()
        card = SoundCard()
        stack.callback(card.stop)
        card.start()
        x_server = stack.enter_context(private_x_server())
        kept = ("PATH", "LANG", "VIRTUAL_ENV", "MALLOC_ARENA_MAX", "OMP_NUM_THREADS")
        environment = (
            {name: os.environ[name] for name in kept if name in os.environ}
            | bus.environment
            | card.environment
            | {name: x_server[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
        )
        screen = Screen(environment["DISPLAY"])
        stack.callback(screen.close)
        yield Desk(environment, screen, card, folder)


def row(name: str, values: list[float], unit: str, target: str, scale: float) -> None:
    """Print one line of the table."""
    scaled = [value * scale for value in values]
    print(
        f"  {name:38} {np.median(scaled):8.1f} {max(scaled):8.1f} {unit:4} {target}",
        flush=True,
    )


def heading(title: str) -> None:
    print(f"\n{title}\n  {'':38} {'p50':>8} {'max':>8} {'unit':4} target", flush=True)


def measure_starts(desk: Desk, count: int) -> None:
    """Start and end it again and again; the first time is the cold one."""
    with desk.start("starts") as cold:
        time.sleep(3.0)
    heading(f"{count} starts (after one that is not counted: {cold.painted:.2f} s)")
    starts = []
    for _ in range(count):
        with desk.start("starts") as start:
            time.sleep(3.0)
        starts.append(start)
    row("exec to painted", [s.painted for s in starts], "s", "<= 1", 1.0)
    row("close to window gone", [s.gone for s in starts], "ms", "<= 300", 1e3)
    row("close to process ended", [s.ended for s in starts], "ms", "", 1e3)


def measure_idle(desk: Desk, seconds: float) -> None:
    """Leave it alone."""
    heading("idle, without models")
    with desk.start("starts") as start:
        time.sleep(seconds)
        row("resident memory", [start.rss], "MB", "<= 250", 1 / MB)
        before = start.threads()
        row("CPU, avatar shown", [start.cpu(seconds)], "%", "<= 5", 100.0)
        print_threads(before, start.threads(), seconds)


def print_threads(
    before: dict[str, float], after: dict[str, float], seconds: float
) -> None:
    """Print which threads used the processor."""
    for name in sorted(after, key=lambda n: before.get(n, 0.0) - after[n])[:4]:
        share = (after[name] - before.get(name, 0.0)) / seconds
        if share > 0.001:
            row(f"  thread {name}", [share], "%", "", 100.0)


def measure_models(desk: Desk, seconds: float, turns: int) -> None:
    """With models: idle, hands-free, and after some spoken turns."""
    put_models(desk.folder / "models", HEARD)
    heading("with Whisper base and a medium Piper voice")
    with desk.start("models") as start:
        time.sleep(seconds)
        row("resident memory", [start.rss], "MB", "<= 600", 1 / MB)
        row("CPU, avatar shown", [start.cpu(seconds)], "%", "<= 5", 100.0)
    hands_free = {"LUMEN_HEARING__HANDS_FREE": "true"}
    with desk.start("models", **hands_free) as start:
        time.sleep(seconds)
        before = start.threads()
        row("CPU, listening hands-free", [start.cpu(seconds)], "%", "", 100.0)
        print_threads(before, start.threads(), seconds)
        for _ in range(turns):
            desk.card.speak(say(HEARD), 16_000).wait()
            time.sleep(5.0)
        row(f"resident memory after {turns} turns", [start.rss], "MB", "<= 600", 1 / MB)
        row("resident memory at the peak", [start.peak], "MB", "", 1 / MB)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--turns", type=int, default=6)
    parser.add_argument("--only", choices=["starts", "idle", "models"])
    arguments = parser.parse_args()
    if reason := missing() or secret_service.missing():
        sys.exit(reason)
    with desk() as place:
        if arguments.only in (None, "starts"):
            measure_starts(place, arguments.starts)
        if arguments.only in (None, "idle"):
            measure_idle(place, arguments.seconds)
        if arguments.only in (None, "models"):
            measure_models(place, arguments.seconds, arguments.turns)
        for problem in place.problems:
            print(f"  PROBLEM: {problem}")
        return 1 if place.problems else 0


if __name__ == "__main__":
    sys.exit(main())
