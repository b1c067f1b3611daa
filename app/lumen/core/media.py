"""Players, what they play, and what a command did to them.

All texts that came from a player or a file are sanitised where they enter Lumen (see
`media.hygiene`) and are data: shown, spoken and quoted, never obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from lumen.core.intent import Intent
from lumen.core.units import NO_TIME, Seconds

PlayerId = NewType("PlayerId", str)
"""Names a running player, such as its bus name; another one after a restart."""

NO_PLAYER = PlayerId("")


class PlaybackStatus(StrEnum):
    """Whether something plays."""

    PLAYING = "playing"
    PAUSED = "paused"
    STOPPED = "stopped"


class RepeatMode(StrEnum):
    """What happens at the end of a track."""

    OFF = "off"
    ONE = "one"
    ALL = "all"


class Feature(StrEnum):
    """What a player can really do; what it only claims to do is left out."""

    PLAY = "play"
    PAUSE = "pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"
    SEEK = "seek"
    VOLUME = "volume"
    SPEED = "speed"
    SHUFFLE = "shuffle"
    REPEAT = "repeat"
    OPEN = "open"
    RAISE = "raise"


@dataclass(frozen=True, slots=True)
class Track:
    """What is played.

    Attributes:
        id: The player's name for it; the same track may have another one later.
        title: Empty when unknown, as are the following.
        artists: Performers, in the player's order.
        album: Album, or series.
        genres: As tagged.
        length: None when unknown or endless.
        url: Where it is; never shown or spoken.
        art: URL of its picture.
    """

    id: str = ""
    title: str = field(default="", repr=False)
    artists: tuple[str, ...] = field(default=(), repr=False)
    album: str = field(default="", repr=False)
    genres: tuple[str, ...] = field(default=(), repr=False)
    length: Seconds | None = None
    url: str = field(default="", repr=False)
    art: str = field(default="", repr=False)


NO_TRACK = Track()


@dataclass(frozen=True, slots=True)
class PlayerState:
    """A player at one moment.

    Attributes:
        player: Which player.
        name: Its name for people, such as ``VLC media player``.
        status: Whether it plays.
        track: What it plays.
        position: Position in the track at `at`; None when unknown.
        at: When this held, on the clock of `Clock.now`.
        speed: Playback speed; 1 is normal.
        speeds: Lowest and highest speed.
        volume: 0 to 1, above 1 where the player amplifies; None when unknown.
        shuffle: None when the player has no such thing.
        repeat: None when the player has no such thing.
        features: What it can do now.
    """

    player: PlayerId
    name: str
    status: PlaybackStatus = PlaybackStatus.STOPPED
    track: Track = NO_TRACK
    position: Seconds | None = None
    at: Seconds = NO_TIME
    speed: float = 1.0
    speeds: tuple[float, float] = (1.0, 1.0)
    volume: float | None = None
    shuffle: bool | None = None
    repeat: RepeatMode | None = None
    features: frozenset[Feature] = frozenset()

    def position_at(self, at: Seconds) -> Seconds | None:
        """Where the track is at another moment, when nothing happens in between."""
        if self.position is None or self.status is not PlaybackStatus.PLAYING:
            return self.position
        position = max(0.0, self.position + (at - self.at) * self.speed)
        if self.track.length is not None:
            position = min(position, self.track.length)
        return Seconds(position)


class Verdict(StrEnum):
    """How a command ended."""

    DONE = "done"
    PARTLY = "partly"
    """Done as far as the player goes: clamped."""
    REFUSED = "refused"
    """The player cannot, or did not."""
    NO_PLAYER = "no_player"
    UNCLEAR = "unclear"
    """The person is asked which one is meant."""
    ASKED = "asked"
    """The player was asked and does not show it yet: a report of the same number comes
    when it does, or is given up."""


@dataclass(frozen=True, slots=True)
class CommandReport:
    """What a command did, read back from the player.

    Attributes:
        id: Number of the command, ascending; twice only after `Verdict.ASKED`.
        intent: Name of the intent that was carried out.
        verdict: How it ended.
        text: The outcome as a sentence for the person.
        player: Which player; empty without one.
        player_name: Its name for people.
        before: The changed value before, for people, such as ``1:20`` or ``40 %``.
        after: The same, read back afterwards.
        undo_until: Until when it can be undone, on `Clock.now`; None when it cannot.
        undoes: Number of the command that this one undid; 0 when it undid none.
        redo: Whether undoing this does an undone command again.
        took: Seconds from the order to the answer of the player.
    """

    id: int
    intent: str
    verdict: Verdict
    text: str = field(repr=False)
    player: PlayerId = NO_PLAYER
    player_name: str = ""
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
    undo_until: Seconds | None = None
    undoes: int = 0
    redo: bool = False
    took: Seconds = NO_TIME


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a command cannot be undone now, though its time is not up.

    Attributes:
        report: Number of the command's report.
        reason: As a sentence for the person.
    """

    report: int
    reason: str


class MediaKind(StrEnum):
    """What sort of thing an item is."""

    SONG = "song"
    ALBUM = "album"
    ARTIST = "artist"
    MOVIE = "movie"
    EPISODE = "episode"
    SERIES = "series"
    VIDEO = "video"
    PLAYLIST = "playlist"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class MediaItem:
    """Something that could be played.

    Attributes:
        kind: What sort of thing it is.
        title: What it is called.
        artist: Who made it; empty when unknown.
        album: Album or series; empty when unknown.
        genre: Empty when unknown.
        year: 0 when unknown.
        length: None when unknown.
        uris: What to open, in order; empty when it is not on this machine.
        reason: Why it is recommended, or which of several alike it is; else empty.
    """

    kind: MediaKind
    title: str = field(repr=False)
    artist: str = field(default="", repr=False)
    album: str = field(default="", repr=False)
    genre: str = field(default="", repr=False)
    year: int = 0
    length: Seconds | None = None
    uris: tuple[str, ...] = field(default=(), repr=False)
    reason: str = field(default="", repr=False)


class PlaceState(StrEnum):
    """What is at a place where music and videos should be."""

    THERE = "there"
    EMPTY = "empty"
    MISSING = "missing"
    OF_ANOTHER_KIND = "of_another_kind"
    """A file where a folder should be, or the other way round."""
    UNREADABLE = "unreadable"
    SILENT = "silent"
    """Its disk or its server does not answer."""


@dataclass(frozen=True, slots=True)
class MediaPlace:
    """A folder with music and videos, or a channel list.

    Attributes:
        path: As it was asked for.
        state: What is there.
        titles: How many titles or channels of it are known.
        problem: Why a list cannot be used, and what to do; else empty.
    """

    path: str = field(repr=False)
    state: PlaceState
    titles: int = 0
    problem: str = ""


SLEEP = "sleep"
"""The label of a timer at which one falls asleep."""


@dataclass(frozen=True, slots=True)
class Timer:
    """A running timer.

    Attributes:
        id: Number of the timer, never used twice.
        label: What it is for; empty without a name.
        duration: For how long it was set.
        ends_at: When it fires, Unix time in seconds.
        command: What is done then, instead of ringing; None: it rings.
    """

    id: int
    label: str = field(repr=False)
    duration: Seconds
    ends_at: float
    command: Intent | None = field(default=None, hash=False)
