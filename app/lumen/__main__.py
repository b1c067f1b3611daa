"""The command line of Lumen; without a command the window opens."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from lumen import __version__
from lumen.core.errors import LumenError

_EPILOG = """\
exit status:
  0    done; also when Lumen runs already and its window came to the front
  1    failed; the reason and what to do are on standard error
  2    wrong usage, or no model of that name
  3    no screen for the window
  4    a player cannot do it, or none is running (lumen say)
  5    it was not understood (lumen say)
  130  interrupted with Ctrl-C
  143  ended by SIGTERM, such as by timeout or kill

Each command explains itself: lumen COMMAND --help"""

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_NO_DISPLAY, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
EXIT_TERMINATED = 143


_COMMANDS = ("turn", "chat", "say", "models", "devices", "avatar", "understand")
"""Modules of `lumen.cli`, as they are listed."""


def build_parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser of all commands.

    Args:
        argv: The arguments: when they begin with a command, only that one is loaded.
    """
    wanted = [name for name in _COMMANDS if argv[:1] == [name]] or _COMMANDS
    parser = argparse.ArgumentParser(
        prog="lumen",
        description="A private desktop companion with a living avatar. Without a "
        "command, the window opens.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"lumen {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    window = commands.add_parser(
        "window",
        help="open the window (the default)",
        description="Opens the window. When Lumen runs already, its window comes to "
        "the front instead.",
        epilog="Exit status: 0 closed, or brought to the front; 1 failed; 3 no screen.",
    )
    window.set_defaults(func=_run_window)
    parser.set_defaults(func=_run_window)
    for name in wanted:
        importlib.import_module(f"lumen.cli.{name}").register(commands)
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
    except Exception as error:  # noqa: BLE001 - whatever it is, no traceback
        _tell_fault(error)
        return EXIT_FAILED


def _tell_fault(error: Exception) -> None:
    """Tell a fault of Lumen's own: its kind and place, never its message.

    The message might hold what the person said.
    """
    from lumen.observe.logs import describe

    print(
        f"lumen: A fault in Lumen itself ended this ({type(error).__name__}).\n"
        "       Install Lumen anew; if that does not help, report these lines:",
        *(f"         {line}" for line in describe(error)),
        sep="\n",
        file=sys.stderr,
    )


def _run(argv: Sequence[str] | None) -> int:
    try:
        given = list(sys.argv[1:] if argv is None else argv)
        arguments = build_parser(given).parse_args(given)
        return int(arguments.func(arguments))
    finally:
        sys.stdout.flush()  # a reader that went away is noticed here, not at the end


def _run_window(arguments: argparse.Namespace) -> int:
    del arguments
    from lumen.cli.screen import why_no_screen, without_a_window

    if reason := why_no_screen():
        print(without_a_window(reason), file=sys.stderr)
        return EXIT_NO_DISPLAY
    from lumen.desktop import run_desktop

    return run_desktop()


def program() -> NoReturn:
    """Be the program: run a command, then end the process."""
    _open_closed_streams()
    signal.signal(signal.SIGTERM, _on_terminate)
    try:
        status = main()
    except _Terminated:
        status = EXIT_TERMINATED
    busy = [t for t in threading.enumerate() if t is not threading.main_thread()]
    if busy:
        # Python kills threads that still compute when they come back from native code,
        # and C++ takes that for a crash. All that matters is written by now.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


class _Terminated(SystemExit):
    """The process was told to end: files that are half written are removed first."""


def _on_terminate(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a second one ends it at once
    raise _Terminated


def _open_closed_streams() -> None:
    """Give those that the caller closed, such as by ``>&-``, somewhere to lead."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nowhere)


if __name__ == "__main__":
    program()
