"""The golden pictures of the character again, read off the screen of an X server."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

TESTS = Path(__file__).resolve().parents[1]

PROGRAM = """
import time

from PySide6.QtCore import QEventLoop, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])
assert app.platformName() == "xcb"
from avatar_pictures import CHARACTER, GOLDEN, POSES, faults
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Look


class Shown(QWidget):
    def paintEvent(self, event):
        canvas = QPainter(self)
        ground = "#e6ebf8" if self.look is Look.LIGHT else "#20243a"
        canvas.fillRect(self.rect(), QColor(ground))
        self.painter.paint(canvas, QRectF(self.rect()), self.pose, self.look)
        canvas.end()


for name, (pose, size, look) in POSES.items():
    shown = Shown()
    shown.pose, shown.look = pose, look
    shown.painter = AvatarPainter(CHARACTER.geometry)
    shown.setWindowFlag(Qt.WindowType.BypassWindowManagerHint)
    shown.setFixedSize(*size)
    shown.move(20, 30)
    shown.show()
    golden = QImage(str(GOLDEN / f"avatar_{name}.png"))
    found, until = ["nothing was seen"], time.monotonic() + 5.0
    while found and time.monotonic() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        seen = app.primaryScreen().grabWindow(0, 20, 30, *size).toImage()
        found = faults(seen, golden)
    assert not found, (name, found)
    shown.close()
print("same", len(POSES))
"""


def test_the_pictures_are_the_same_on_an_x_server(x_server: dict[str, str]) -> None:
    paths = os.pathsep.join((str(TESTS), str(TESTS.parent / "app")))
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM)],
        env=x_server | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    golden = list((TESTS / "data" / "golden").glob("avatar_*.png"))
    assert f"same {len(golden)}" in done.stdout
