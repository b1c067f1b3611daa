"""Qt's bindings read no sources once the window's package is imported."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import linecache
import lumen.ui.window
import colorsys
read = [name for name in linecache.cache if "lumen" in name or "colorsys" in name]
print(len([name for name in read if "quiet_imports" not in name]))
"""


def test_sources_of_imported_modules_are_not_read():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
