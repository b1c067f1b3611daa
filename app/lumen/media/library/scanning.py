"""Runs the indexer as a process and follows its progress."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lumen.core.errors import StorageError

_log = logging.getLogger(__name__)
_END_SECONDS = 2.0
_LONGEST_LINE = 4_096


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the indexer is.

    Attributes:
        files: Looked at so far.
        total: Found so far.
        items: What the index holds.
        finished: Whether all is done.
    """

    files: int
    total: int
    items: int
    finished: bool = False


async def scan(
    index: Path, folders: Sequence[Path], tell: Callable[[Progress], None]
) -> None:
    """Bring the index up to date; cancel the task to stop, call again to go on.

    Args:
        index: The index's file.
        folders: Absolute paths.
        tell: Takes the progress, a few times a second.

    Raises:
        StorageError: The index cannot be written, or the indexer failed.
    """
    process = await _start()
    try:
        await _order(process, index, folders)
        finished = await _follow(process, tell)
        if finished:
            await process.wait()
    finally:
        await _end(process)
    if process.returncode != 0 or not finished:
        _log.warning("the indexer ended with %s", process.returncode)
        raise StorageError(
            "Your music and videos could not be looked through.",
            "Check that the disk has room, then try again in the library's settings.",
        )


async def _start() -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # nothing beside Lumen's own packages is imported
            "-m",
            "lumen.media.library.indexer",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LONGEST_LINE,
            cwd="/",
            start_new_session=True,  # Ctrl+C in the terminal is for Lumen
        )
    except OSError as error:
        raise StorageError(
            f"Your music and videos cannot be looked through ({error.strerror}).",
            "Restart Lumen; if it stays, install it anew.",
        ) from error


async def _order(
    process: asyncio.subprocess.Process, index: Path, folders: Sequence[Path]
) -> None:
    order = {"index": str(index), "folders": [str(folder) for folder in folders]}
    assert process.stdin is not None
    with contextlib.suppress(ConnectionError):
        process.stdin.write(json.dumps(order).encode())
        await process.stdin.drain()
        process.stdin.close()


async def _follow(
    process: asyncio.subprocess.Process, tell: Callable[[Progress], None]
) -> bool:
    """Tell every line.

    Returns:
        Whether the last one said that all is done.
    """
    assert process.stdout is not None
    finished = False
    try:
        async for line in process.stdout:
            told = _told(line)
            finished = told.finished
            tell(told)
    except (ValueError, LookupError, TypeError) as error:  # also a line too long
        _log.warning("the indexer told nonsense: %s", type(error).__name__)
        return False
    return finished


def _told(line: bytes) -> Progress:
    told = json.loads(line)
    if not isinstance(told, dict):
        raise TypeError(type(told).__name__)
    if "error" in told:
        raise StorageError(str(told["error"]), str(told["advice"]))
    done = bool(told.get("finished", False))
    return Progress(int(told["files"]), int(told["total"]), int(told["items"]), done)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_END_SECONDS):
            await process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
