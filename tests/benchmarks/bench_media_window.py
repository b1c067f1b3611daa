"""How long players, lists and commands keep the window's thread.

    python tests/benchmarks/bench_media_window.py

A whole window on a private X server: another track, another volume, a tick of the
position, a list of 200 results, a command, and a minute of a player that changes 500
times at once; each with the painting that follows. A frame has 16 ms.
"""

from __future__ import annotations

import dataclasses
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

TIMES = 60
_ENV = "LUMEN_BENCH_MEDIA"


def measure() -> None:
    import media_scenes as scenes
    import ui_parts
    from lumen.ui.application import build_application
    from lumen.ui.theme import Theme, ThemeMode
    from lumen.ui.window import MainWindow

    app = build_application(["lumen"])
    theme = Theme(app, ThemeMode.LIGHT)
    stage = ui_parts.Stage()
    parts = dataclasses.replace(stage.parts(), media=ui_parts.FakeMedia())
    window = MainWindow(parts, theme)
    window.resize(1080, 720)
    window.show()
    art = [scenes.data_url(scenes.picture(side=600 + n)) for n in range(4)]
    assert window.media is not None
    card = window.media.card
    window.on_event(scenes.players(scenes.vlc()))

    def row(name: str, act: Callable[[int], None]) -> None:
        took = []
        for number in range(TIMES):
            card._settle.stop()
            begin = time.perf_counter()
            act(number)
            app.processEvents()
            took.append(1000 * (time.perf_counter() - begin))
            end = time.perf_counter() + 0.01
            while time.perf_counter() < end:
                app.processEvents()
        took.sort()
        print(
            f"{name:22} p50 {statistics.median(took):6.2f} ms   "
            f"p95 {took[round(0.95 * len(took)) - 1]:6.2f} ms   max {took[-1]:6.2f} ms"
        )

    def track(number: int) -> None:
        song = scenes.song(id=str(number), title=f"Title {number}", art=art[number % 4])
        window.on_event(scenes.players(scenes.vlc(track=song)))

    def volume(number: int) -> None:
        window.on_event(scenes.players(scenes.vlc(volume=number / TIMES)))

    def tick(number: int) -> None:
        del number
        stage.companion.clock.advance(0.25)
        card._show_position()

    def storm(number: int) -> None:
        for step in range(500):
            window.on_event(
                scenes.players(scenes.vlc(volume=(number + step) % 100 / 100))
            )

    def command(number: int) -> None:
        window.on_event(scenes.reported("adjust_volume", "1", str(number)))

    app.processEvents()
    row("a command", command)
    row("another track", track)
    row("another volume", volume)
    row("tick of the position", tick)
    row("500 changes at once", storm)
    row("200 results", lambda _n: window.on_event(scenes.results(scenes.ITEMS * 30)))
    window.close()


def main() -> None:
    if os.environ.get(_ENV):
        measure()
        return
    from integration.x_server import private_x_server

    with private_x_server("1600x1000") as environment:
        subprocess.run(
            [sys.executable, __file__], env=environment | {_ENV: "1"}, check=True
        )


if __name__ == "__main__":
    main()
