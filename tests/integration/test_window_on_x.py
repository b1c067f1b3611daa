"""The window on a real X server, with a window manager, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

TESTS = Path(__file__).resolve().parents[1]

BEGIN = """
import sys, time
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from ui_parts import Stage
from lumen.ui.application import build_application, run_window
from lumen.core import events as ev
from lumen.core.turn import Phase, TurnId
from lumen.core.units import Seconds

app = build_application(["lumen"])
stage = Stage()
"""


def run(x_server: dict[str, str], program: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join((str(TESTS), str(TESTS.parent / "app")))
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", BEGIN + textwrap.dedent(program)],
        env=x_server | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_keys_of_the_x_server_reach_the_window(x_server):
    done = run(
        x_server,
        """
        import subprocess

        def type_keys(window):
            def keys(*given):
                subprocess.run(["xdotool", *given], check=True)
            assert QTest.qWaitForWindowActive(window, 5000)
            keys("type", "hello")
            QTest.qWait(200)
            keys("key", "Return")
            QTest.qWait(200)
            keys("keydown", "space")
            QTest.qWait(700)
            keys("keyup", "space")
            QTest.qWait(200)
            keys("key", "Escape")
            QTest.qWait(200)
            window.close()

        code = run_window(app, stage.parts(), shown=type_keys)
        print(code, app.platformName(), stage.companion.asked)
        """,
    )
    assert done.stderr == ""
    asked = [
        ("submit_text", "hello"),
        ("press_to_talk",),
        ("release_to_talk",),
        ("stop",),
    ]
    assert done.stdout.strip() == f"0 xcb {asked}"


def test_a_whole_turn_is_shown(x_server):
    done = run(
        x_server,
        """
        def turn(window):
            at, one = Seconds(0.0), TurnId(1)
            stage.companion.post(
                ev.UserMessageAdded(one, at, 1, "hi", spoken=True),
                ev.PhaseChanged(one, at, Phase.THINKING),
                *(ev.ReplyDelta(one, at, word) for word in ("Hel", "lo **you**")),
                ev.ReplyEnded(one, at, 1, "Hello **you**"),
                ev.ReplyMessageAdded(one, at, 2, "Hello **you**", interrupted=False),
                ev.PhaseChanged(one, at, Phase.IDLE),
            )
            QTest.qWait(300)
            print([b.text.toPlainText() for b in window.conversation.bubbles])
            for wide in (1000, 380, 1000):
                window.resize(wide, 700)
                QTest.qWait(100)
            window.close()

        run_window(app, stage.parts(), shown=turn)
        """,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "['hi', 'Hello you']"


def test_a_signal_ends_it_cleanly(x_server):
    done = run(
        x_server,
        """
        import os, signal
        code = run_window(
            app, stage.parts(), shown=lambda w: os.kill(os.getpid(), signal.SIGTERM)
        )
        print(code, stage.companion.heard_by)
        """,
    )
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "0 0")
