"""What the name of a file tells when it has no tags: series, season, title, year."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_EPISODE = re.compile(
    r"^(?P<series>.*?)[\s._-]*"
    r"(?:\bs(?P<season>\d{1,2})[\s._-]*e(?P<episode>\d{1,3})"
    r"|\b(?P<season2>\d{1,2})x(?P<episode2>\d{2,3}))\b"
    r"[\s._-]*(?P<title>.*)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[\s._(\[-]+(?P<year>19[2-9]\d|20\d\d)(?=[\s._)\]-]|$)")
_RELEASE = re.compile(
    r"[\s._(\[-]+(?:2160p|1080p|720p|480p|4k|uhd|hdr\d*|x26[45]|h\.?26[45]|hevc|xvid|"
    r"blu-?ray|bdrip|brrip|web-?dl|webrip|hdtv|dvdrip|remux|proper|repack|extended|"
    r"multi|aac|ac3|dts)\b.*$",
    re.IGNORECASE,
)
_TRACK = re.compile(r"^(?P<number>\d{1,3})(?:[\s._-]+|\.\s*)(?=\D)")
_ARTIST = re.compile(r"^(?P<artist>.+?)\s+[-\u2013]\s+(?P<title>.+)$")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name tells; empty and 0 for what it does not."""

    title: str = field(repr=False)
    artist: str = field(default="", repr=False)
    series: str = field(default="", repr=False)
    season: int = 0
    number: int = 0
    year: int = 0


def name_of_song(stem: str) -> Named:
    """Read ``03 - Artist - Title`` and its relatives.

    Args:
        stem: Name of the file without its ending.
    """
    text = _spaced(stem)
    number = 0
    track = _TRACK.match(text)
    if track and len(text) > track.end():
        number = int(track["number"])
        text = text[track.end() :].lstrip("- ")
    artist = _ARTIST.match(text)
    if artist:
        return Named(artist["title"].strip(), artist["artist"].strip(), number=number)
    return Named(text or stem, number=number)


def name_of_video(stem: str) -> Named:
    """Read ``Series.S01E02.Title.1080p`` and ``Film (1999) 720p``.

    Args:
        stem: Name of the file without its ending.
    """
    episode = _EPISODE.match(stem)
    if episode and episode["series"]:
        season = int(episode["season"] or episode["season2"])
        number = int(episode["episode"] or episode["episode2"])
        series, year = _without_year(episode["series"])
        title = _spaced(_RELEASE.sub("", " " + episode["title"]))
        title = title or f"Season {season}, episode {number}"
        return Named(title, "", series, season, number, year)
    text, year = _without_year(_RELEASE.sub("", stem))
    return Named(text or _spaced(stem), year=year)


def _without_year(text: str) -> tuple[str, int]:
    years = list(_YEAR.finditer(text))
    if not years or not text[: years[-1].start()].strip(" ._-([)]"):
        return _spaced(text), 0
    last = years[-1]
    return _spaced(text[: last.start()]), int(last["year"])


def _spaced(text: str) -> str:
    if " " not in text.strip():
        text = text.replace(".", " ")
    return " ".join(text.replace("_", " ").split()).strip(" -.[]()")
