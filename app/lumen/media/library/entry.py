"""A file of the library, as its tags and its name tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lumen.core.media import MediaItem, MediaKind
from lumen.core.units import Seconds

AUDIO_ENDINGS = frozenset(
    {
        ".aac", ".aif", ".aiff", ".ape", ".flac", ".m4a", ".m4b", ".mka", ".mp3",
        ".mpc", ".oga", ".ogg", ".opus", ".wav", ".wma", ".wv",
    }
)  # fmt: skip
VIDEO_ENDINGS = frozenset(
    {
        ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg",
        ".ogm", ".ogv", ".ts", ".webm", ".wmv",
    }
)  # fmt: skip
PLAYLIST_ENDINGS = frozenset({".m3u", ".m3u8", ".pls", ".xspf"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that can be played.

    Attributes:
        path: Absolute path.
        kind: Song, movie, episode, video or playlist.
        title: From the tags, else from the name of the file.
        artist: Performer; empty when unknown, as are the following.
        album: Album, or series of an episode.
        genre: As tagged.
        year: 0 when unknown.
        length: Seconds; 0 when unknown.
        season: Of an episode; 0 when unknown.
        number: Track of an album or episode of a season; 0 when unknown.
    """

    path: str = field(repr=False)
    kind: MediaKind
    title: str = field(repr=False)
    artist: str = field(default="", repr=False)
    album: str = field(default="", repr=False)
    genre: str = field(default="", repr=False)
    year: int = 0
    length: float = 0.0
    season: int = 0
    number: int = 0

    @property
    def uri(self) -> str:
        """What a player opens."""
        return Path(self.path).as_uri()

    def item(self, reason: str = "") -> MediaItem:
        """The entry as the window shows it and as commands play it."""
        return MediaItem(
            self.kind,
            self.title,
            self.artist,
            self.album,
            self.genre,
            self.year,
            Seconds(self.length) if self.length else None,
            (self.uri,),
            reason,
        )
