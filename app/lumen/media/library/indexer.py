"""Reads the tags of all files, as a process of its own.

Slow disks and broken files cannot disturb the conversation, and the scheduler serves
everything else first.

Takes one JSON object on standard input, `{"index": path, "folders": [path, ...]}`, and
prints a JSON object per line: `{"files": n, "total": n, "items": n}`, at last with
`"finished": true`, or `{"error": text}`. Ended at any moment, it goes on where it was:
files whose time and size are known are not read again.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from lumen.core.errors import LumenError
from lumen.media.library.entry import Entry
from lumen.media.library.store import LibraryStore, Stamp
from lumen.media.library.tags import read_entry, wanted

_BATCH = 200
_REPORT_SECONDS = 0.25
_FILE_SECONDS = 10
"""A file whose tags take longer is listed by its name."""
_MEMORY_BYTES = 1 << 30
_DEEPEST = 40
_MOST_FILES = 500_000
Report = Callable[[dict[str, object]], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A file that belongs into the library."""

    path: str
    stamp: Stamp


def find_files(folders: Sequence[Path]) -> Iterator[Found]:
    """Every wanted file below the folders, each once; links to folders are followed.

    Folders that cannot be read are passed over.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [(str(folder), 0) for folder in reversed(folders)]
    count = 0
    while waiting and count < _MOST_FILES:
        folder, depth = waiting.pop()
        for entry in _children(folder, seen):
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                if depth < _DEEPEST:
                    waiting.append((entry.path, depth + 1))
            elif found := _found(entry):
                count += 1
                yield found


def _children(folder: str, seen: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    try:
        here = Path(folder).stat()
        if (here.st_dev, here.st_ino) in seen:
            return []
        seen.add((here.st_dev, here.st_ino))
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # such as a link that leads to itself
        return False


def _found(entry: os.DirEntry[str]) -> Found | None:
    try:
        if not wanted(Path(entry.path)):
            return None
        status = entry.stat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size == 0:
        return None
    return Found(entry.path, (status.st_mtime_ns, status.st_size))


def index(
    store: LibraryStore,
    folders: Sequence[Path],
    report: Report,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Bring the index up to date with the folders.

    What lay in a folder that is not there now, such as an unplugged disk, stays.

    Args:
        store: The index.
        folders: Absolute paths.
        report: Takes the progress, at most every `_REPORT_SECONDS`.
        clock: Seconds since any moment.
    """
    known = store.stamps()
    files = list(find_files(folders))
    items, told = len(known), clock()
    fresh: list[tuple[Entry, Stamp]] = []
    for number, file in enumerate(files):
        path = os.fsencode(file.path)
        if known.get(path) != file.stamp:
            fresh.append((_read(Path(file.path)), file.stamp))
            items += path not in known
        if len(fresh) >= _BATCH:
            store.put(fresh)
            fresh = []
        if clock() - told >= _REPORT_SECONDS:
            told = clock()
            report({"files": number + 1, "total": len(files), "items": items})
    store.put(fresh)
    present = {os.fsencode(file.path) for file in files}
    gone = [p for p in known if p not in present and _should_be_there(p, folders)]
    store.remove(gone)
    count = len(files)
    items = len(known.keys() | present) - len(gone)
    report({"files": count, "total": count, "items": items, "finished": True})


def _should_be_there(path: bytes, folders: Sequence[Path]) -> bool:
    """Whether a file's folder can be looked into, or is no longer in the library."""
    place = Path(os.fsdecode(path))
    mine = [folder for folder in folders if place.is_relative_to(folder)]
    return not mine or any(_has_content(folder) for folder in mine)


def _has_content(folder: Path) -> bool:
    """An empty folder may be where a disk is plugged in another time."""
    try:
        return any(folder.iterdir())
    except OSError:
        return False


class _TookTooLongError(Exception):
    """Reading one file took too long."""


def _read(path: Path) -> Entry:
    """Read a file's tags; `tags` makes do with its name when the alarm rings."""
    with _alarm(_FILE_SECONDS):
        return read_entry(path)


@contextlib.contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise _TookTooLongError

    former = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def _be_modest() -> None:
    """Leave processor, disk and memory to others."""
    os.nice(19)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _print(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


def main() -> int:
    """Index what standard input names.

    Returns:
        0 when all is indexed, 1 when the index cannot be written.
    """
    order = json.loads(sys.stdin.read())
    _be_modest()
    try:
        store = LibraryStore(Path(order["index"]))
        try:
            index(store, [Path(folder) for folder in order["folders"]], _print)
        finally:
            store.close()
    except LumenError as error:
        _print({"error": error.what, "advice": error.advice})
        return 1
    except BrokenPipeError:  # Lumen has ended
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
