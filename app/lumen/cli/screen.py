"""Whether there is a screen for a window; asked before Qt, which would abort."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_COMMANDS = (
    ("chat", "talk by typing"),
    ("turn --audio q.wav --out a.wav", "one spoken question from a file"),
    ('say "a bit louder"', "one command for the players of this desktop"),
    ('understand "a bit louder"', "what a sentence asks for, without doing it"),
    ("avatar render --say Hello --out a.mp4", "a film of Lumen saying something"),
    ("models", "what can be downloaded"),
    ("devices", "microphones and loudspeakers"),
)


def why_no_screen() -> str:
    """Why no window can be opened in this session; empty when one can."""
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    display = os.environ.get("DISPLAY")
    if not display:
        return "this session has none (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    if not _x_answers():
        return f"the one that DISPLAY names ({display}) does not answer or refuses you"
    return ""


def without_a_window(reason: str) -> str:
    """What to tell when there is no screen: why, and what works without one."""
    program = program_name()
    calls = [(f"{program} {command}", words) for command, words in _COMMANDS]
    width = max(len(call) for call, _ in calls) + 3
    lines = [f"  {call:{width}}{words}" for call, words in calls]
    return "\n".join(
        (
            f"Lumen's window needs a screen, and {reason}.",
            "Start it on your desktop, or use Lumen without a window:",
            "",
            *lines,
        )
    )


def program_name() -> str:
    """How `lumen` can be called here: by its name, or by the shortest path."""
    if shutil.which("lumen"):
        return "lumen"
    path = Path(sys.executable).with_name("lumen")
    if not path.exists():
        return f"{Path(sys.executable).name} -m lumen"
    return min(os.path.relpath(path), str(path), key=len)


def _x_answers() -> bool:
    """Whether the X server lets us in, by the library that Qt uses as well."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt tells what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
