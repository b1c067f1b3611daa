"""The golden pictures of the character again, painted by a widget on an X server."""

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
import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])
assert app.platformName() == "xcb"
from ui.test_avatar_painter import CHARACTER, GOLDEN, POSES, pixels
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
    shown.setFixedSize(*size)
    shown.show()
    for _ in range(200):
        app.processEvents()
        if shown.windowHandle().isExposed():
            break
    app.processEvents()
    golden = QImage(str(GOLDEN / f"avatar_{name}.png"))
    off = np.abs(pixels(shown.grab().toImage()) - pixels(golden)).max(axis=2)
    assert off.mean() < 1.5, (name, off.mean())
    assert (off > 48).mean() < 0.006, name
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
    assert "same 12" in done.stdout
