"""Writes the avatar's contact sheet: ``python tests/contact_sheet.py OUT.png``."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_sheet import contact_sheet


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: contact_sheet.py OUT.png", file=sys.stderr)
        return 2
    app = QGuiApplication([])
    saved = contact_sheet(load_character()).save(sys.argv[1])
    app.quit()
    return 0 if saved else 1


if __name__ == "__main__":
    sys.exit(main())
