"""Recommends from the person's own library, each with its reason; pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lumen.core.media import MediaItem, MediaKind
from lumen.media.library.entry import Entry
from lumen.media.library.search import Query, SearchIndex
from lumen.media.library.spelling import simplified
from lumen.media.library.taste import Play, Taste

MOST = 5
_SAME_ARTIST, _SAME_GENRE, _SAME_DECADE, _TASTE, _FRESH = 1.0, 0.8, 0.3, 0.7, 0.4
_PER_ARTIST = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What a recommendation is asked for.

    Attributes:
        similar_to: A title or an artist; empty for the person's taste.
        artist: Its performer, when known.
        genre: Only this genre; empty for any.
        kinds: Only these; empty for all.
    """

    similar_to: str = field(default="", repr=False)
    artist: str = field(default="", repr=False)
    genre: str = field(default="", repr=False)
    kinds: frozenset[MediaKind] = frozenset()


@dataclass(frozen=True, slots=True)
class _Seed:
    """What the recommended things are to be like."""

    name: str
    artist: str = ""
    genre: str = ""
    year: int = 0
    title: str = ""
    kinds: frozenset[MediaKind] = frozenset()


def recommend(
    index: SearchIndex, taste: Taste, wish: Wish, chance: random.Random
) -> list[MediaItem]:
    """Things of the library that fit a wish, best first, with a reason each.

    Args:
        index: The library.
        taste: What the person listens to.
        wish: What is asked for.
        chance: Decides between what is equally good.

    Returns:
        At most `MOST`; empty when nothing in the library is like it.
    """
    seed = _seed(index, wish)
    if wish.similar_to and seed is None:
        return []
    scored: list[tuple[float, float, str, Entry]] = []
    for entry in index.entries:
        if not _allowed(entry, wish, seed):
            continue
        score, reason = _judge(entry, seed, taste)
        if wish.genre and not reason:
            score, reason = score + 0.1, f"it is {entry.genre.lower()}"
        if reason:
            scored.append((score, chance.random(), reason, entry))
    scored.sort(key=lambda row: (-row[0], row[1]))
    return _varied(scored)


def items_of(index: SearchIndex, liked: Sequence[Play]) -> list[MediaItem]:
    """What was liked, as it is in the library now, else where it was then."""
    return [
        index.named(play.title, play.artist, play.url) or _elsewhere(play)
        for play in liked
    ]


def _elsewhere(play: Play) -> MediaItem:
    """What is not in the library; only files and the web are opened again."""
    openable = play.url.startswith(("file:///", "http://", "https://"))
    kind = MediaKind.SONG if play.artist else MediaKind.VIDEO
    uris = (play.url,) if openable else ()
    return MediaItem(kind, play.title, play.artist, genre=play.genre, uris=uris)


def _seed(index: SearchIndex, wish: Wish) -> _Seed | None:
    """What is known of the thing it is to be like."""
    if not wish.similar_to:
        return None
    text = f"{wish.similar_to} by {wish.artist}" if wish.artist else wish.similar_to
    found = index.find(Query(text), most=1)
    if not found:
        if wish.artist and (by := index.find(Query(wish.artist), most=1)):
            found = by
        else:
            return None
    item = found[0].item
    artist = item.artist if item.kind is not MediaKind.ARTIST else item.title
    return _Seed(
        item.title, artist, item.genre, item.year, item.title, _family(item.kind)
    )


def _family(kind: MediaKind) -> frozenset[MediaKind]:
    music = frozenset({MediaKind.SONG, MediaKind.ALBUM, MediaKind.ARTIST})
    if kind in music:
        return frozenset({MediaKind.SONG})
    return frozenset({MediaKind.MOVIE, MediaKind.EPISODE, MediaKind.VIDEO})


def _allowed(entry: Entry, wish: Wish, seed: _Seed | None) -> bool:
    if entry.kind is MediaKind.PLAYLIST:
        return False
    if wish.kinds and entry.kind not in wish.kinds:
        return False
    if wish.genre and simplified(wish.genre) not in simplified(entry.genre):
        return False
    if seed is None:
        return True
    same = entry.title.casefold() == seed.title.casefold()
    return entry.kind in seed.kinds and not same


def _judge(entry: Entry, seed: _Seed | None, taste: Taste) -> tuple[float, str]:
    """How well an entry fits, and why; without a reason it does not."""
    score, reason = 0.0, ""
    if seed is not None:
        if seed.artist and simplified(entry.artist) == simplified(seed.artist):
            score, reason = _SAME_ARTIST, f"it is by {entry.artist}, too"
        if seed.genre and simplified(entry.genre) == simplified(seed.genre):
            score += _SAME_GENRE
            reason = reason or f"it is {entry.genre.lower()}, like {seed.name}"
        if reason and seed.year and entry.year // 10 == seed.year // 10:
            score += _SAME_DECADE
        if not reason:
            return 0.0, ""
    artist, genre = taste.artist(entry.artist), taste.genre(entry.genre)
    score += _TASTE * max(artist, genre * 0.6)
    if not reason and artist >= 0.25:
        reason = f"{taste.of_artist(entry.artist)} {entry.artist}"
    elif not reason and genre >= 0.25:
        reason = f"{taste.of_genre(entry.genre)} {entry.genre.lower()}"
    if artist and reason:
        score -= _FRESH * min(1.0, taste.played(entry.title, entry.artist))
    return score, reason


def _varied(scored: Sequence[tuple[float, float, str, Entry]]) -> list[MediaItem]:
    """The best, but no more than a few of one artist or series while others fit."""
    chosen: list[MediaItem] = []
    spare: list[MediaItem] = []
    counts: dict[str, int] = {}
    for _, _, reason, entry in scored:
        if len(chosen) >= MOST:
            break
        by = simplified(entry.artist or entry.album)
        item = replace(entry.item(), reason=reason)
        counts[by] = counts.get(by, 0) + 1
        (chosen if counts[by] <= _PER_ARTIST else spare).append(item)
    return (chosen + spare)[:MOST]
