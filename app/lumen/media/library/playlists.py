"""Reads playlists and channel lists: m3u, pls and xspf; all of them hostile."""

from __future__ import annotations

import mimetypes
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lumen.core.errors import InputError
from lumen.media.hygiene import clean, clean_uri, title_of
from lumen.media.library.entry import (
    AUDIO_ENDINGS,
    PLAYLIST_ENDINGS,
    VIDEO_ENDINGS,
)

_LARGEST_BYTES = 20_000_000
_MOST_ENTRIES = 50_000
_EXTINF = re.compile(r"#EXTINF:\s*(?P<length>-?[\d.]*)(?P<rest>.*)$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]{1,40})=\"([^\"]{0,500})\"")
_BARE_ATTRIBUTE = re.compile(r"(?<!\S)([\w-]{1,40})=([^\s\"]{1,100})")
_LINE_END = re.compile(r"\r\n|\r|\n")
_GARBAGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")
_ENDING = re.compile(r"\.\w{1,9}$")
_ENDINGS = AUDIO_ENDINGS | VIDEO_ENDINGS | PLAYLIST_ENDINGS
_ELSEWHERE = re.compile(r"[a-zA-Z]:|\\\\")
_XSPF = "{http://xspf.org/ns/0/}"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a playlist.

    Attributes:
        uri: What a player opens.
        title: Sanitised; from the address when the list has none.
        number: Number of a channel; 0 when the list has none.
        group: Group of a channel, such as ``News``; empty when there is none.
    """

    uri: str = field(repr=False)
    title: str = field(repr=False)
    number: int = 0
    group: str = field(default="", repr=False)


def read_playlist(path: Path) -> list[Listed]:
    """Read a playlist of any known format.

    Relative addresses are meant relative to the list. What no player may open is left
    out.

    Raises:
        InputError: It cannot be read, is too large, or is no playlist with anything
            in it.
    """
    found = _read(path)
    if not found:
        raise InputError(
            "There is nothing in the playlist that could be played.",
            "Choose another file, or save it anew with your player.",
        )
    return found


def _read(path: Path) -> list[Listed]:
    data = _bytes_of(path)
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if path.suffix.lower() == ".xspf" or head.startswith(b"<?xml"):
        return _xspf(data, path)
    lines = _lines(data)
    if path.suffix.lower() == ".pls" or head.startswith(b"[playlist]"):
        return _pls(lines, path.parent)
    return _m3u(lines, path.parent)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError(
                "There is no playlist of that name.", "Choose another file."
            )
        if path.stat().st_size > _LARGEST_BYTES:
            raise InputError(
                "The playlist is larger than 20 megabytes.", "Choose a smaller one."
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The playlist cannot be read ({error.strerror}).",
            "Check that the file is there and that you may read it.",
        ) from error


def _lines(data: bytes) -> list[str]:
    """The lines that are text; a file that is mostly not text is no playlist."""
    lines = _LINE_END.split(_decoded(data)) if b"\x00" not in data else []
    fine = [line for line in lines if not _GARBAGE.search(line)]
    written = sum(bool(line.strip()) for line in fine)
    if not lines or len(lines) - len(fine) > written or _is_page(fine):
        raise InputError(
            "The file is no playlist: it is not text of the kind M3U or PLS.",
            "Choose a playlist, or save it anew with your player.",
        )
    return [line for line in map(_readable, lines) if line is not None]


def _readable(line: str) -> str | None:
    """The line; of an address with garbage nothing is left, of a name the rest."""
    if not _GARBAGE.search(line):
        return line
    return _GARBAGE.sub("", line) if line.lstrip().upper().startswith("#EXT") else None


def _is_page(lines: Sequence[str]) -> bool:
    """What a server sends in place of a list that is not there any more."""
    first = next((line.strip().lower() for line in lines if line.strip()), "")
    return first.startswith(("<!doctype html", "<html"))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _m3u(lines: Sequence[str], folder: Path) -> list[Listed]:
    found: list[Listed] = []
    title, number, group = "", 0, ""
    for raw in lines:
        line = raw.strip()
        if match := _EXTINF.match(line):
            title, number, group = _extinf(match["rest"])
        elif line.upper().startswith("#EXTGRP:"):
            group = group or clean(line[8:])
        elif line and not line.startswith("#"):
            found += _listed(line, folder, title, number, group)
            title, number, group = "", 0, ""
            if len(found) >= _MOST_ENTRIES:
                break
    return found


def _extinf(rest: str) -> tuple[str, int, str]:
    bare = _ATTRIBUTE.sub("", rest)
    head, _, title = bare.partition(",")
    told = (*_BARE_ATTRIBUTE.findall(head), *_ATTRIBUTE.findall(rest))
    attributes = {str(k).lower(): str(v) for k, v in told}
    number = attributes.get("tvg-chno") or attributes.get("channel-number") or ""
    return (
        clean(title) or clean(attributes.get("tvg-name", "")),
        int(number) if number.isdecimal() and len(number) < 6 else 0,
        clean(attributes.get("group-title", "")),
    )


def _pls(lines: Sequence[str], folder: Path) -> list[Listed]:
    files: dict[int, str] = {}
    titles: dict[int, str] = {}
    for line in lines:
        key, _, value = line.partition("=")
        key = key.strip().lower()
        for name, places in (("file", files), ("title", titles)):
            digits = key.removeprefix(name)
            if key.startswith(name) and digits.isdecimal() and len(digits) < 7:
                places[int(digits)] = value.strip()
    found: list[Listed] = []
    for number in sorted(files)[:_MOST_ENTRIES]:
        found += _listed(files[number], folder, clean(titles.get(number, "")), 0, "")
    return found


def _xspf(data: bytes, path: Path) -> list[Listed]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data:
        raise InputError(
            "The playlist declares entities or is no UTF-8; no playlist needs that.",
            "Save it anew with your player.",
        )
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities were refused above
    except (ET.ParseError, ValueError, LookupError) as error:  # foreign encodings
        raise InputError(
            "The playlist is no valid XSPF.", "Save it anew with your player."
        ) from error
    found: list[Listed] = []
    for track in root.iter(f"{_XSPF}track"):
        place = (track.findtext(f"{_XSPF}location") or "").strip()
        title = clean(track.findtext(f"{_XSPF}title") or "")
        by = clean(track.findtext(f"{_XSPF}creator") or "")
        name = f"{by} - {title}" if by and title else title
        found += _listed(place, path.parent, name, 0, "")
        if len(found) >= _MOST_ENTRIES:
            break
    return found


def _listed(
    place: str, folder: Path, title: str, number: int, group: str
) -> list[Listed]:
    if not place:
        return []
    local = not re.match(r"[a-zA-Z][\w+.-]+:", place)
    if local and "\\" in place:
        place = _from_windows(place, folder)
    if not place:
        return []
    try:
        uri = (folder / place).absolute().as_uri() if local else place
    except ValueError:  # a NUL byte
        return []
    uri = clean_uri(uri.replace(" ", "%20"))
    if not uri or not _of_media(uri):
        return []
    return [Listed(uri, title or title_of(uri) or "Untitled", number, group)]


def _from_windows(place: str, folder: Path) -> str:
    """The path of a file as it is called here; nothing for one on a drive or a share.

    A file whose name holds a backslash stays what it is.
    """
    try:
        if (folder / place).exists():
            return place
    except (OSError, ValueError):  # too long, or a NUL byte
        return ""
    return "" if _ELSEWHERE.match(place) else place.replace("\\", "/")


def _of_media(uri: str) -> bool:
    """Whether it may be sound or a film: the desktop starts what other files name."""
    if not uri.lower().startswith("file:"):
        return True
    # A "#" or "?" that nobody quoted is part of the name for some, and none for others.
    names = unquote(urlsplit(uri).path), unquote(uri)
    endings = [found[0].lower() for name in names if (found := _ENDING.search(name))]
    return bool(endings) and all(map(_plays, endings))


def _plays(ending: str) -> bool:
    kind = mimetypes.guess_type(f"a{ending}", strict=False)[0] or ""
    return ending in _ENDINGS or kind.startswith(("audio/", "video/"))
