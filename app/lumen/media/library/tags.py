"""Reads the tags of one file; files are hostile: whatever breaks, the name is left."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lumen.core.media import MediaKind
from lumen.media.hygiene import clean
from lumen.media.library.entry import (
    AUDIO_ENDINGS,
    PLAYLIST_ENDINGS,
    VIDEO_ENDINGS,
    Entry,
)
from lumen.media.library.names import name_of_song, name_of_video

_LONG_VIDEO_SECONDS = 60 * 60.0
"""From an hour on a video without a series is called a movie."""

_MAX_SECONDS = 7 * 24 * 3600.0
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d{1,4}")


def wanted(path: Path) -> bool:
    """Whether a file of this name belongs into the library."""
    ending = path.suffix.lower()
    if path.name.startswith("."):
        return False
    return (
        ending in AUDIO_ENDINGS or ending in VIDEO_ENDINGS or ending in PLAYLIST_ENDINGS
    )


def read_entry(path: Path) -> Entry:
    """Read a file's tags, or what its name tells.

    Args:
        path: Absolute path of a file that is `wanted`.
    """
    ending = path.suffix.lower()
    if ending in PLAYLIST_ENDINGS:
        return Entry(str(path), MediaKind.PLAYLIST, clean(path.stem) or "Playlist")
    found, length = _read(path)
    if ending in VIDEO_ENDINGS:
        return _video(path, found, length)
    return _song(path, found, length)


def _song(path: Path, tags: Mapping[str, str], length: float) -> Entry:
    named = name_of_song(path.stem)
    return Entry(
        str(path),
        MediaKind.SONG,
        tags.get("title") or clean(named.title) or "Untitled",
        tags.get("artist") or tags.get("albumartist") or clean(named.artist),
        tags.get("album", ""),
        tags.get("genre", ""),
        _number(_YEAR, tags.get("date", "")),
        length,
        number=_number(_NUMBER, tags.get("tracknumber", "")) or named.number,
    )


def _video(path: Path, tags: Mapping[str, str], length: float) -> Entry:
    named = name_of_video(path.stem)
    if named.series:
        kind = MediaKind.EPISODE
    elif named.year or length >= _LONG_VIDEO_SECONDS:
        kind = MediaKind.MOVIE
    else:
        kind = MediaKind.VIDEO
    return Entry(
        str(path),
        kind,
        clean(named.title) or tags.get("title") or "Untitled",
        tags.get("artist", ""),
        clean(named.series),
        tags.get("genre", ""),
        named.year or _number(_YEAR, tags.get("date", "")),
        length,
        named.season,
        named.number,
    )


def _read(path: Path) -> tuple[Mapping[str, str], float]:
    """Tags by their easy names, sanitised, and the length in seconds."""
    import mutagen

    try:
        found: Any = mutagen.File(path, easy=True)
    except Exception:  # noqa: BLE001 - mutagen lets many errors of broken files through
        return {}, 0.0
    if found is None:
        return {}, 0.0
    return _tags_of(found), _length_of(found)


def _tags_of(found: Any) -> Mapping[str, str]:  # noqa: ANN401 - mutagen is untyped
    tags: dict[str, str] = {}
    for name in (
        "title", "artist", "albumartist", "album", "genre", "date", "tracknumber",
    ):  # fmt: skip
        try:
            value = found.get(name) if found.tags is not None else None
        except Exception:  # noqa: BLE001, S112 - one broken tag leaves the others
            continue
        if isinstance(value, list):
            value = value[0] if value else ""
        if isinstance(value, str) and (cleaned := clean(value)):
            tags[name] = cleaned
    return tags


def _length_of(found: Any) -> float:  # noqa: ANN401 - mutagen is untyped
    length = getattr(getattr(found, "info", None), "length", 0.0)
    if not isinstance(length, int | float) or not math.isfinite(length):
        return 0.0
    return min(max(0.0, float(length)), _MAX_SECONDS)


def _number(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return int(match[0]) if match else 0
