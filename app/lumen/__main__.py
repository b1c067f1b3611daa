"""The command line of Lumen; without a command the window opens."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from lumen import __version__
from lumen.core.errors import LumenError

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_NO_DISPLAY, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

_NO_DISPLAY = """\
Lumen's window needs a screen, and this session has none (neither DISPLAY nor
WAYLAND_DISPLAY is set). Start it on your desktop, or use Lumen without a window:

  lumen chat                              talk by typing
  lumen turn --audio q.wav --out a.wav    one spoken question from a file
  lumen models                            what can be downloaded
  lumen devices                           microphones and loudspeakers

In this folder the command is .venv/bin/lumen."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; importing them loads nothing heavy."""
    from lumen.cli import avatar, chat, devices, models, turn

    parser = argparse.ArgumentParser(
        prog="lumen",
        description="A private desktop companion with a living avatar. Without a "
        "command, the window opens.",
        epilog="Exit status: 0 done, 1 failed, 2 wrong usage, 3 no screen, "
        "130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"lumen {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    window = commands.add_parser("window", help="open the window (the default)")
    window.set_defaults(func=_run_window)
    parser.set_defaults(func=_run_window)
    for module in (turn, chat, models, devices, avatar):
        module.register(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: Arguments without the program's name; those of the process if None.

    Returns:
        The exit status.
    """
    try:
        return _run(argv)
    except LumenError as error:
        print(f"lumen: {error.what}\n       {error.advice}", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has enough. Python writes what it still holds when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = build_parser().parse_args(argv)
        return int(arguments.func(arguments))
    finally:
        sys.stdout.flush()  # a reader that went away is noticed here, not at the end


def _run_window(arguments: argparse.Namespace) -> int:
    del arguments
    has_screen = any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))
    if not has_screen and not os.environ.get("QT_QPA_PLATFORM"):
        print(_NO_DISPLAY, file=sys.stderr)
        return EXIT_NO_DISPLAY
    from lumen.desktop import run_desktop

    return run_desktop()


def program() -> NoReturn:
    """Be the program: run a command, then end the process."""
    status = main()
    busy = [t for t in threading.enumerate() if t is not threading.main_thread()]
    if busy:
        # Python kills threads that still compute when they come back from native code,
        # and C++ takes that for a crash. All that matters is written by now.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    program()
