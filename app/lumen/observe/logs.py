"""Logs for finding faults, without a word of what was said.

A record of ours is a constant format with numbers and names; whatever else is put into
it is withheld, and so is everything that libraries say. Of an exception its type and
our own frames are kept, never its message.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LEVEL_VARIABLE = "LUMEN_LOG"

_OURS = "lumen"
_PACKAGE = Path(__file__).resolve().parent.parent
_LARGEST_BYTES = 1_000_000
_OLD_FILES = 3
_MOST_FRAMES = 12
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]{0,63}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

_log = logging.getLogger(__name__)


class DiscreetFormatter(logging.Formatter):
    """Formats a record without texts that a person may have said."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(text)s"
        )

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one for each of our frames of an exception."""
        shown = logging.makeLogRecord(record.__dict__)
        shown.exc_info = shown.exc_text = shown.stack_info = None
        shown.msg, shown.args = "", ()  # the formatter would put them together
        shown.text = _text(record)
        lines = [super().format(shown)]
        if record.exc_info and record.exc_info[1] is not None:
            lines.extend(f"    {line}" for line in describe(record.exc_info[1]))
        return "\n".join(lines)


def set_up_logging(file: Path, level: str = "") -> Callable[[], None]:
    """Log into a file that rotates, from now on; also what nobody caught.

    Without a file that can be written Lumen runs without a log.

    Args:
        file: The log; its folder exists.
        level: Such as ``debug``; ``LUMEN_LOG`` wins; by default ``info``.

    Returns:
        What ends it.
    """
    wanted = (os.environ.get(LEVEL_VARIABLE) or level).strip().upper()
    root = logging.getLogger()
    before = root.level, logging.raiseExceptions
    handler = _handler(file)
    handler.setFormatter(DiscreetFormatter())
    root.addHandler(handler)
    root.setLevel(logging.WARNING)  # libraries are withheld anyway
    ours = logging.getLogger(_OURS)
    ours.setLevel(wanted if wanted in _LEVELS else "INFO")
    logging.raiseExceptions = False  # it would print arguments
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = _note_uncaught, _note_uncaught_in_thread

    def end() -> None:
        sys.excepthook, threading.excepthook = hooks
        root.removeHandler(handler)
        handler.close()
        root.setLevel(before[0])
        ours.setLevel(logging.NOTSET)
        logging.raiseExceptions = before[1]

    return end


def describe(error: BaseException) -> Iterator[str]:
    """Type and our frames of an exception and of what caused it; never its message."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < 5:
        seen.add(id(current))
        yield type(current).__name__ + ("" if current is error else " (the cause)")
        yield from _own_frames(current.__traceback__)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)


def _own_frames(trace: TracebackType | None) -> list[str]:
    frames: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        with contextlib.suppress(ValueError):
            inside = Path(code.co_filename).resolve().relative_to(_PACKAGE)
            frames.append(f"at {inside}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-_MOST_FRAMES:]


def _text(record: logging.LogRecord) -> str:
    ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
    if not ours or not isinstance(record.msg, str):
        return f"(withheld) {record.module}:{record.lineno}"
    arguments = record.args
    try:
        if isinstance(arguments, tuple):
            return record.msg % tuple(_harmless(value) for value in arguments)
        if arguments:
            return record.msg % {k: _harmless(v) for k, v in arguments.items()}
    except (TypeError, ValueError, KeyError):
        return f"(bad format) {record.module}:{record.lineno}"
    return record.msg


def _harmless(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, str):
        return value if _NAME.fullmatch(value) else f"<{len(value)} characters>"
    return f"<{type(value).__name__}>"


def _handler(file: Path) -> logging.Handler:
    def private(path: str, flags: int) -> int:
        return os.open(path, flags, 0o600)

    class PrivateFile(RotatingFileHandler):
        def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - as in the base class
            return open(self.baseFilename, self.mode, encoding="utf-8", opener=private)

    try:
        return PrivateFile(file, maxBytes=_LARGEST_BYTES, backupCount=_OLD_FILES)
    except OSError:
        return logging.NullHandler()


def _note_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.critical("not caught: %s", kind, exc_info=(kind, error, trace))
    sys.stderr.write(
        f"lumen: something went wrong inside ({kind.__name__}); the log tells where.\n"
    )


def _note_uncaught_in_thread(caught: threading.ExceptHookArgs) -> None:
    error = caught.exc_value
    if error is not None:
        _log.critical(
            "not caught: %s",
            caught.exc_type,
            exc_info=(caught.exc_type, error, caught.exc_traceback),
        )
