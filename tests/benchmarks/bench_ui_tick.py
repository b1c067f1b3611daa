"""How late the window's thread is while whole spoken turns run.

    python tests/benchmarks/bench_ui_tick.py --turns 10

A real window on a private X server, wired as the program wires it, in one process with
the companion: virtual sound card, Whisper base, a medium Piper voice (true size, random
weights), Ollama's protocol on loopback. A timer of 16 ms measures the distance between
its own ticks; a second thread looks at where the window's thread is when it is late.
"""

from __future__ import annotations

import argparse
import collections
import os
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench_turn import HEARD, REPLY
from shelved import put_models

from fake_ollama import FakeOllama
from integration.sound_card import SoundCard, missing
from integration.x_server import private_x_server
from live import Chronicle, environment
from lumen.bootstrap import Foundation, lay_foundation
from lumen.core import events as ev
from lumen.core.turn import Phase
from lumen.desktop import Desktop
from lumen.storage.paths import find_places
from speaking import say

if TYPE_CHECKING:
    from lumen.ui.window import MainWindow

TICK_MS = 16
_LATE_SECONDS = 0.024
_READY_SECONDS = 90.0


class Pulse:
    """A timer on the window's thread that notes when it was called, and how late."""

    def __init__(self, phase: Chronicle) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._told = phase
        self.gaps: list[tuple[float, Phase]] = []
        self.on = False
        self.last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        if self.on:
            self.gaps.append((now - self.last, self._told.phase))
        self.last = now

    def stop(self) -> None:
        self._timer.stop()


class Watcher:
    """Where the window's thread was found when a tick was overdue."""

    def __init__(self, pulse: Pulse) -> None:
        self.places: collections.Counter[str] = collections.Counter()
        self._pulse = pulse
        self._main = threading.get_ident()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="bench-watcher")
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.004):
            if not self._pulse.on:
                continue
            if time.perf_counter() - self._pulse.last > _LATE_SECONDS:
                self.places[self._place()] += 1

    def _place(self) -> str:
        frame = sys._current_frames().get(self._main)
        names = []
        while frame is not None and len(names) < 3:
            code = frame.f_code
            if "/lumen/" in code.co_filename:
                names.append(f"{Path(code.co_filename).stem}.{code.co_name}")
            frame = frame.f_back
        return " < ".join(names) or "in Qt's loop"

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()


def row(name: str, seconds: list[float], target: str = "") -> None:
    """Print one line of the table."""
    if not seconds:
        print(f"  {name:26} none")
        return
    p50, p95, p99 = (np.percentile(seconds, p) * 1e3 for p in (50, 95, 99))
    late = sum(gap > 0.032 for gap in seconds) / len(seconds) * 100
    print(
        f"  {name:26} {len(seconds):6} {p50:6.1f} {p95:6.1f} {p99:6.1f} "
        f"{max(seconds) * 1e3:6.1f} {late:6.2f}  {target}"
    )


class Round:
    """Takes the turns on a thread of its own, while the window lives on the main one."""

    def __init__(
        self, base: Foundation, told: Chronicle, card: SoundCard, turns: int
    ) -> None:
        self._base, self._told, self._card = base, told, card
        self._turns = turns
        self.answered = 0
        self.pulse: Pulse
        self.problem = ""

    def run(self) -> None:
        try:
            self._told.wait(_all_ready, timeout=_READY_SECONDS)
            time.sleep(2.0)
            self._base.controls.set_hands_free(True)
            time.sleep(1.0)
            self.pulse.on = True
            time.sleep(3.0)
            for number in range(self._turns):
                self._turn(number)
            self.pulse.on = False
        except AssertionError as error:
            self.problem = str(error)

    def _turn(self, number: int) -> None:
        since = self._told.now
        voice = ("slt", "rms", "awb")[number % 3]
        self._card.speak(say(HEARD, voice), 16_000).wait()
        try:
            self._told.wait_for(ev.PlaybackStarted, since, 8.0)
            self._told.wait_idle(since)
            self.answered += 1
        except AssertionError:
            self._base.controls.stop()
        time.sleep(0.3)


def _all_ready(event: ev.Event) -> bool:
    return (
        isinstance(event, ev.EnginesChanged)
        and "whisper" in event.recognizer.lower()
        and "ollama" in event.generator.lower()
        and bool(event.synthesizer)
    )


def measure(card: SoundCard, turns: int) -> int:
    from PySide6.QtCore import QTimer

    from lumen.ui.application import build_application, run_window

    places = find_places()
    places.create()
    app = build_application(["lumen"])
    base = lay_foundation(places, keep_history=False)
    desktop = Desktop(base)
    told = Chronicle()
    base.controls.subscribe(told)
    taking = Round(base, told, card, turns)
    rounds = threading.Thread(target=taking.run, name="bench-turns")

    def shown(window: MainWindow) -> None:
        desktop.shown(window)
        taking.pulse = Pulse(told)
        watcher = Watcher(taking.pulse)
        rounds.start()
        done = QTimer(window)

        def look() -> None:
            if not rounds.is_alive():
                done.stop()
                taking.pulse.stop()
                watcher.stop()
                window.close()
                report(taking, watcher)

        done.timeout.connect(look)
        done.start(500)

    try:
        run_window(app, desktop.parts(), shown=shown)
    finally:
        desktop.close()
    if taking.problem or taking.answered < turns:
        print(f"  NOT ANSWERED: {turns - taking.answered} {taking.problem}")
        return 1
    return 0


def report(taking: Round, watcher: Watcher) -> None:
    """Print the table."""
    gaps = taking.pulse.gaps
    print(f"\ntick of {TICK_MS} ms, {taking.answered} spoken turns, ms")
    print(
        f"  {'':26} {'ticks':>6} {'p50':>6} {'p95':>6} {'p99':>6} {'max':>6} "
        f"{'%>32':>6}  target"
    )
    row("all", [gap for gap, _ in gaps], "p95 20")
    busy = [gap for gap, phase in gaps if phase is not Phase.IDLE]
    row("during turns", busy, "p95 20")
    for phase in Phase:
        row(f"  {phase.name.lower()}", [gap for gap, p in gaps if p is phase])
    print("  where the thread was found when a tick was late:")
    for place, count in watcher.places.most_common(8):
        print(f"  {count:6}  {place}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=10)
    turns = parser.parse_args().turns
    if reason := missing():
        sys.exit(reason)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        put_models(home, HEARD)
        x_server = stack.enter_context(private_x_server())
        server = stack.enter_context(FakeOllama(ttft=0.15, tps=40))
        for _ in range(turns * 2):
            server.say(REPLY)
        card = SoundCard()
        stack.callback(card.stop)
        card.start()
        stack.enter_context(card.use())
        stack.enter_context(
            environment(
                LUMEN_HOME=str(home),
                LUMEN_THINKING__PROVIDER="ollama",
                LUMEN_THINKING__OLLAMA_HOST=server.url,
                DISPLAY=x_server["DISPLAY"],
                QT_QPA_PLATFORM="xcb",
            )
        )
        os.environ.pop("WAYLAND_DISPLAY", None)
        return measure(card, turns)


if __name__ == "__main__":
    sys.exit(main())
