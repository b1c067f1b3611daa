"""The next one of a series whose files lie beside each other."""

from __future__ import annotations

import os
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from lumen.media.hygiene import title_of
from lumen.media.library.entry import AUDIO_ENDINGS, VIDEO_ENDINGS
from lumen.media.library.names import name_of_video
from lumen.media.library.spelling import simplified

_MOST_FILES = 50_000
_MOST_FOLDERS = 100
_NAMELESS = re.compile(r"^(?:s(\d{1,2})[\s._-]*e|(\d{1,2})x)(\d{1,3})\b", re.IGNORECASE)
_LEADING = re.compile(r"^\s*(\d{1,4}(?:[._-]\d{1,4})*)(?!\d)(?=[\s._)\]-])")
_ONLY = re.compile(r"^\d{1,3}$")  # 1917 is a film
_MIDDLE = re.compile(r"^(?P<before>.*\S)\s+-\s+(?P<number>\d{1,4})\s+-\s")
_LAST = re.compile(r"^(?P<before>.*?)(?P<number>\d{1,4})(?P<after>\D*)$")
_NUMBER = re.compile(r"\d+")
_SAMPLE = re.compile(r"\bsample\b", re.IGNORECASE)


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
    at: tuple[int, ...]
    year: int = 0

    def goes_with(self, other: _Place) -> bool:
        """Whether both are of one series; not every file tells its year."""
        same_year = self.year == other.year or not (self.year and other.year)
        return self.series == other.series and same_year


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
    there = _nearest([path.parent], endings, place, step)
    if there is None and place.series[0] == "episode":
        # A season has a folder of its own. Others are not touched before they are
        # needed: one of them may be where a dead network is.
        there = _nearest(_folders_beside(path.parent), endings, place, step)
    return (
        None if there is None else FileBeside(there.as_uri(), title_of(there.as_uri()))
    )


def _nearest(
    folders: Iterable[Path], endings: frozenset[str], place: _Place, step: int
) -> Path | None:
    found: dict[tuple[int, ...], list[Path]] = defaultdict(list)
    for file in _files(folders, endings):
        other = _place(file.stem)
        if other is not None and other.goes_with(place):
            found[other.at].append(file)
    for at in sorted(found, reverse=step < 0):
        if (at > place.at) if step > 0 else (at < place.at):
            there = next(filter(_is_file, found[at]), None)
            if there is not None:
                return there
    return None


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


def _endings(path: Path) -> frozenset[str]:
    """Those of its kind: no song comes after a film."""
    kinds = (VIDEO_ENDINGS, AUDIO_ENDINGS)
    return next((k for k in kinds if path.suffix.lower() in k), frozenset())


def _place(stem: str) -> _Place | None:
    """Read ``Series S01E02``, ``02 - Title``, ``1-02 Title`` or ``Lecture 2``."""
    named = name_of_video(stem)
    if named.number:
        series = ("episode", simplified(named.series))
        return _Place(series, (named.season, named.number), named.year)
    if nameless := _NAMELESS.match(stem):
        return _Place(("nameless episode",), _numbers(nameless[0]))
    if leading := _LEADING.match(stem):
        return _Place(("leading",), _numbers(leading[1]))
    if _ONLY.match(stem):
        return _Place(("only",), _numbers(stem))
    if middle := _MIDDLE.match(named.title):
        return _Place(
            ("middle", simplified(middle["before"])), (int(middle["number"]),)
        )
    last = _LAST.match(named.title)
    if last is None or not last["before"].strip(" ._-(["):
        return None
    if named.year:  # films of a series are told apart by more than their year
        return None
    around = (simplified(last["before"]), simplified(last["after"]))
    return _Place(("counted", *around), (int(last["number"]),))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, _NUMBER.findall(text)))


def _folders_beside(folder: Path) -> list[Path]:
    """Those around it in the order of names, where its series is likely to go on."""
    try:
        with os.scandir(folder.parent) as found:
            names = islice(found, _MOST_FILES)
            beside = sorted(Path(entry) for entry in names if _is_open_folder(entry))
    except OSError:
        return []
    first = max(0, bisect(beside, folder) - _MOST_FOLDERS // 2)
    around = beside[first : first + _MOST_FOLDERS]
    return [other for other in around if other != folder]


def _is_open_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return not entry.name.startswith(".") and entry.is_dir()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _files(folders: Iterable[Path], endings: frozenset[str]) -> Iterator[Path]:
    """Files of these endings, folder by folder, in the order of names.

    Of a folder with more files than are read there are none: who knows only some of
    them would jump over others.
    """
    for folder in folders:
        try:
            with os.scandir(folder) as found:
                names = [entry.name for entry in islice(found, _MOST_FILES + 1)]
        except OSError:
            continue
        if len(names) > _MOST_FILES:
            continue
        for name in sorted(names):
            ending = os.path.splitext(name)[1]  # noqa: PTH122 - thousands of times
            if ending.lower() in endings and not _is_no_work(name):
                yield folder / name


def _is_no_work(name: str) -> bool:
    """Whether it is hidden, such as what a Mac leaves on a share, or only a sample."""
    return name.startswith(".") or _SAMPLE.search(name) is not None
