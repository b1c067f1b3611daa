"""Claims that one at a time can hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lumen.storage.claim import Claim


def test_only_the_first_holds_it(tmp_path: Path):
    first, second = Claim(tmp_path / "room.lock"), Claim(tmp_path / "room.lock")
    assert first.take()
    assert first.take()
    assert not second.take()
    first.release()
    first.release()
    assert second.take()
    second.release()


def test_it_ends_with_its_process(tmp_path: Path):
    code = (
        "import os, sys; from pathlib import Path; "
        "from lumen.storage.claim import Claim; "
        "os._exit(0 if Claim(Path(sys.argv[1])).take() else 1)"
    )
    file = tmp_path / "room.lock"
    held = subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    assert held.returncode == 0
    claim = Claim(file)
    assert claim.take()
    lost = subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    assert lost.returncode == 1
    claim.release()


def test_where_nothing_can_be_locked_everybody_holds_it(tmp_path: Path):
    file = tmp_path / "no such folder" / "room.lock"
    first, second = Claim(file), Claim(file)
    assert first.take()
    assert second.take()
