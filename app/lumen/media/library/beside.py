"""The next one of a series whose files lie beside each other."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from lumen.media.hygiene import title_of
from lumen.media.library.entry import AUDIO_ENDINGS, VIDEO_ENDINGS
from lumen.media.library.names import name_of_video
from lumen.media.library.spelling import simplified

_MOST_FILES = 5_000
_MOST_FOLDERS = 100
_LEADING = re.compile(r"^\s*(?P<number>\d{1,4})(?!\d)(?=[\s._)\]-])")
_LAST = re.compile(r"^(?P<before>.*?)(?P<number>\d{1,4})(?P<after>\D*)$")


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file that comes next.

    Attributes:
        uri: What a player opens.
        title: For people.
    """

    uri: str = field(repr=False)
    title: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file is in a series; those of one series can be put in order."""

    series: tuple[str, ...]
    at: tuple[int, int]


def file_beside(uri: str, step: int) -> FileBeside | None:
    """The next file of the series that a file belongs to; reads folders.

    Args:
        uri: The file; nothing comes after what is no local file.
        step: 1 for the next one, -1 for the one before.

    Returns:
        None when it is not numbered like others there, or is the last one.
    """
    path = path_of(uri)
    if path is None:
        return None
    endings = _endings(path)
    place = _place(path.stem)
    if not endings or place is None:
        return None
    folders = [path.parent]
    if place.series[0] == "episode":  # a season has a folder of its own
        folders += _folders_beside(path.parent)
    found = {
        other.at: file
        for file in _files(folders, endings)
        if (other := _place(file.stem)) is not None and other.series == place.series
    }
    found[place.at] = path
    beside = _step(sorted(found), place.at, step)
    if beside is None:
        return None
    there = found[beside].as_uri()
    return FileBeside(there, title_of(there))


def path_of(uri: str) -> Path | None:
    """The path of a local file; None for everything else."""
    try:
        parts = urlsplit(uri)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            return None
        path = Path(os.fsdecode(unquote_to_bytes(parts.path)))
    except ValueError:
        return None
    return path if path.is_absolute() and "\0" not in str(path) else None


def _step(
    order: Sequence[tuple[int, int]], at: tuple[int, int], step: int
) -> tuple[int, int] | None:
    index = order.index(at) + step
    return order[index] if 0 <= index < len(order) else None


def _endings(path: Path) -> frozenset[str]:
    """Those of its kind: no song comes after a film."""
    kinds = (VIDEO_ENDINGS, AUDIO_ENDINGS)
    return next((k for k in kinds if path.suffix.lower() in k), frozenset())


def _place(stem: str) -> _Place | None:
    """Read ``Series S01E02``, ``02 - Title`` or ``Lecture 2``."""
    named = name_of_video(stem)
    if named.number:
        series = ("episode", simplified(named.series))
        return _Place(series, (named.season, named.number))
    if leading := _LEADING.match(stem):
        return _Place(("leading",), (0, int(leading["number"])))
    last = _LAST.match(stem)
    if last is None or not last["before"].strip(" ._-(["):
        return None
    if named.year:  # films of a series are told apart by more than their year
        return None
    around = (simplified(last["before"]), simplified(last["after"]))
    return _Place(("counted", *around), (0, int(last["number"])))


def _folders_beside(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder.parent) as found:
            names = islice(found, _MOST_FILES)
            beside = [Path(entry) for entry in names if _is_folder(entry)]
    except OSError:
        return []
    return [other for other in sorted(beside) if other != folder][:_MOST_FOLDERS]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _files(folders: Iterable[Path], endings: frozenset[str]) -> Iterable[Path]:
    """Files of these endings, those of the first folder last: they are rather meant."""
    for folder in reversed(list(folders)):
        try:
            with os.scandir(folder) as found:
                names = [entry.name for entry in islice(found, _MOST_FILES)]
        except OSError:
            continue
        for name in sorted(names, reverse=True):
            if os.path.splitext(name)[1].lower() in endings:  # noqa: PTH122 - 5,000 times
                yield folder / name
