"""`lumen avatar sheet` writes a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from lumen.__main__ import main


def test_a_sheet_of_every_face(qapp, tmp_path: Path):
    out = tmp_path / "faces.png"
    assert main(["avatar", "sheet", str(out)]) == 0
    assert QImage(str(out)).width() > 1000


def test_a_sheet_that_cannot_be_written(
    qapp, tmp_path: Path, capsys: pytest.CaptureFixture
):
    assert main(["avatar", "sheet", str(tmp_path / "no" / "faces.png")]) == 1
    assert "cannot be written" in capsys.readouterr().err
