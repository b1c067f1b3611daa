"""What the person listens to and likes: the ground of recommendations.

Kept encrypted, and only when the person keeps a history at all.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lumen.core.media import PlaybackStatus, PlayerId, PlayerState, Track
from lumen.core.units import Seconds
from lumen.media.hygiene import clean, clean_list, clean_uri
from lumen.media.library.spelling import simplified

HEARD_SHARE = 0.5
HEARD_SECONDS = 240.0
SHORTEST_SECONDS = 30.0
"""A track counts as listened to after half of it, or four minutes of it; shorter ones
than 30 seconds never do.

Source: Last.fm, Scrobbling 2.0 documentation, "When is a scrobble a scrobble?"
"""
HALF_LIFE_DAYS = 60.0
OFTEN = 3
"""From so many plays on somebody is told to listen to something often."""

MOST_PLAYS = 4_000
MOST_LIKES = 2_000


@dataclass(frozen=True, slots=True)
class Play:
    """Something that was listened to, or liked.

    Attributes:
        title: As the player told it, sanitised.
        artist: Performers, joined.
        genre: As tagged; may be empty.
        at: Unix time in seconds.
        liked: Whether the person said so.
        url: Where it was, of what is liked; never shown or spoken.
    """

    title: str = field(repr=False)
    artist: str = field(default="", repr=False)
    genre: str = field(default="", repr=False)
    at: float = 0.0
    liked: bool = False
    url: str = field(default="", repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """The same for what is the same, however it is spelled."""
        return simplified(self.title), simplified(self.artist)

    def to_json(self) -> str:
        """For the store."""
        return json.dumps(
            [self.title, self.artist, self.genre, round(self.at), self.liked, self.url],
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Play | None:
        """From the store; None when it is damaged."""
        try:
            title, artist, genre, at, liked, *more = json.loads(text)
            when = float(at)
        except (ValueError, TypeError):
            return None
        if not math.isfinite(when) or not clean(title):
            return None
        url = clean_uri(more[0]) if more else ""
        names = clean(title), clean(artist), clean(genre)
        return cls(*names, when, liked is True, url)


def play_of(track: Track, at: float, *, liked: bool = False) -> Play | None:
    """What is remembered of a track; None when it has no name."""
    if not track.title:
        return None
    genres = clean_list(track.genres)
    genre = genres[0] if genres else ""
    url = track.url if liked else ""
    return Play(track.title, ", ".join(track.artists), genre, at, liked, url)


class Listening:
    """Notices which tracks were really listened to; fed with states of players."""

    def __init__(self) -> None:
        self._heard: dict[PlayerId, tuple[str, float, Seconds, bool]] = {}

    def feed(self, states: Iterable[PlayerState], now: Seconds) -> list[Track]:
        """Take the players as they are now.

        Args:
            states: Every running player.
            now: The moment, on the clock of the states.

        Returns:
            Tracks that have just been listened to for long enough.
        """
        counted: list[Track] = []
        seen: dict[PlayerId, tuple[str, float, Seconds, bool]] = {}
        for state in states:
            key = f"{state.track.title}\n{state.track.artists}\n{state.track.url}"
            known, listened, since, done = self._heard.get(
                state.player, ("", 0.0, now, False)
            )
            if known != key:
                listened, done = 0.0, False
            elif state.status is PlaybackStatus.PLAYING:
                listened += max(0.0, now - since)
            if not done and _long_enough(state.track, listened):
                done = True
                counted.append(state.track)
            seen[state.player] = (key, listened, now, done)
        self._heard = seen
        return counted


def _long_enough(track: Track, listened: float) -> bool:
    if not track.title:
        return False
    length = track.length
    if length is None:
        return listened >= HEARD_SECONDS
    if length < SHORTEST_SECONDS:
        return False
    return listened >= min(HEARD_SECONDS, length * HEARD_SHARE)


class Taste:
    """How much the person is drawn to artists and genres.

    Args:
        plays: What was listened to and liked.
        now: Unix time in seconds; older plays count less.
    """

    def __init__(self, plays: Iterable[Play], now: float) -> None:
        artists: dict[str, float] = defaultdict(float)
        genres: dict[str, float] = defaultdict(float)
        self._titles: dict[tuple[str, str], float] = defaultdict(float)
        self._liked: set[str] = set()
        self._heard: Counter[str] = Counter()
        for play in plays:
            age_days = max(0.0, now - play.at) / 86_400
            weight = 0.5 ** (age_days / HALF_LIFE_DAYS) * (3.0 if play.liked else 1.0)
            artist = simplified(play.artist)
            artists[artist] += weight
            if play.liked:
                self._liked.add(artist)
            else:
                self._heard.update((artist, simplified(play.genre)))
            genres[simplified(play.genre)] += weight
            self._titles[simplified(play.title), artist] += weight
        self._artists, self._genres = _shares(artists), _shares(genres)

    def __bool__(self) -> bool:
        return bool(self._titles)

    def of_artist(self, name: str) -> str:
        """What the person has to do with a performer, such as ``you like``."""
        return "you like" if simplified(name) in self._liked else self.of_genre(name)

    def of_genre(self, name: str) -> str:
        """What the person has to do with a genre."""
        often = self._heard[simplified(name)] >= OFTEN
        return "you often listen to" if often else "you listened to"

    def artist(self, name: str) -> float:
        """0 to 1: next to the artist listened to most."""
        return self._artists.get(simplified(name), 0.0)

    def genre(self, name: str) -> float:
        """0 to 1: next to the genre listened to most."""
        return self._genres.get(simplified(name), 0.0)

    def played(self, title: str, artist: str) -> float:
        """How often of late, in plays of today."""
        return self._titles.get((simplified(title), simplified(artist)), 0.0)


def _shares(weights: dict[str, float]) -> dict[str, float]:
    """Each weight next to the largest; what has no name has none."""
    weights.pop("", None)
    most = max(weights.values(), default=0.0)
    return {name: weight / most for name, weight in weights.items()} if most else {}
