"""How long a change of the theme keeps the window's thread.

    python tests/benchmarks/bench_theme.py [messages]

A window on a private X server with, by default, 24 and then 72 messages changes between
light and dark: what the change itself takes, and the longest stretch that follows while
the messages are rendered anew over frames.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

CHANGES = 10
_ENV = "LUMEN_BENCH_THEME"


def measure(count: int) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    import ui_parts
    from lumen.core import events as ev
    from lumen.core.conversation import Keeping, Message, Role
    from lumen.core.turn import NO_TURN
    from lumen.core.units import Seconds
    from lumen.ui.application import build_application
    from lumen.ui.conversation import PAGE
    from lumen.ui.theme import Theme, ThemeMode
    from lumen.ui.window import MainWindow
    from screenshots import RECIPE

    app = build_application(["lumen"])
    theme = Theme(app, ThemeMode.LIGHT)
    stage = ui_parts.Stage()
    window = MainWindow(stage.parts(), theme)
    window.resize(1080, 720)
    window.show()

    def longest(seconds: float) -> float:
        """The longest stretch of Qt's work within that time, in seconds."""
        worst, end = 0.0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            begin = time.perf_counter()
            app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            worst = max(worst, time.perf_counter() - begin)
        return worst

    messages = tuple(
        Message(n, Role.USER, "And then?", 1.79e9 + n)
        if n % 2
        else Message(n, Role.COMPANION, RECIPE, 1.79e9 + n)
        for n in range(1, count + 1)
    )
    now = Seconds(0.0)
    stage.companion.post(ev.HistoryOpened(NO_TURN, now, Keeping.KEYRING, messages))
    longest(0.8)
    for _ in range(count // PAGE):
        window.conversation.show_earlier()
        longest(0.8)
    changing, following = [], []
    for number in range(CHANGES):
        begin = time.perf_counter()
        theme.set_mode(ThemeMode.LIGHT if number % 2 else ThemeMode.DARK)
        changing.append(1000 * (time.perf_counter() - begin))
        following.append(1000 * longest(1.0))
    shown = len(window.conversation.bubbles)
    print(
        f"{shown:4} messages   change p50 {statistics.median(changing):6.1f} ms   "
        f"max {max(changing):6.1f} ms   longest stretch after {max(following):6.1f} ms"
    )
    window.close()


def main() -> None:
    counts = sys.argv[1:] or ["24", "72"]
    if os.environ.get(_ENV):
        measure(int(counts[0]))
        return
    from integration.x_server import private_x_server

    with private_x_server("1600x1000") as environment:
        for count in counts:
            subprocess.run(
                [sys.executable, __file__, count],
                env=environment | {_ENV: "1"},
                check=True,
            )


if __name__ == "__main__":
    main()
