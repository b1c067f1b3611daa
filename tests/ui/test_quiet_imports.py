"""Qt's bindings read no sources once the window's package is imported."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import linecache
import lumen.ui.window
import colorsys
ours = ("lumen/ui/window.py", "lumen/ui/bridge.py", "colorsys.py")
print(len([name for name in linecache.cache if name.endswith(ours)]))
"""


def test_sources_of_imported_modules_are_not_read():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
