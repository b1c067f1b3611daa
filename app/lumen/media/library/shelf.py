"""Answers commands from the library: what to play, what to list, what to recommend."""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lumen.core.errors import InputError
from lumen.core.intent import Intent
from lumen.core.media import Feature, MediaItem, MediaKind, PlayerState
from lumen.core.own_thread import on_its_own_thread
from lumen.media.launching import launch
from lumen.media.library import shelf_words as words
from lumen.media.library.beside import path_of
from lumen.media.library.library import Library
from lumen.media.library.recommend import Wish
from lumen.media.library.search import SURE, Match, Query
from lumen.media.library.spelling import simplified
from lumen.media.likes import Likes
from lumen.media.shelf import Finding

_MOST_LISTED = 8
_MOST_SHOWN = 30
_MOST_QUEUED = 100
_MOST_SUGGESTED = 5
_ANSWERS_WITHIN = 8.0  # a disk that sleeps takes its time
_CLEAR_LEAD = 0.06
_SAME = 0.01
_NEAR = 0.75
"""Likeness that is enough for a title when what it is of was named, too."""

_OF = re.compile(
    r" (?:from|by|off|on|in) (?:the (?:album|film|movie|show|series) )?", re.IGNORECASE
)
_MUSIC = frozenset({MediaKind.SONG, MediaKind.ALBUM, MediaKind.ARTIST})
_VIDEO = frozenset(
    {MediaKind.MOVIE, MediaKind.EPISODE, MediaKind.SERIES, MediaKind.VIDEO}
)
_SINGLE = frozenset({MediaKind.SONG, MediaKind.MOVIE, MediaKind.SERIES})
_KINDS: dict[str, frozenset[MediaKind]] = {
    "song": frozenset({MediaKind.SONG}), "track": frozenset({MediaKind.SONG}),
    "music": _MUSIC, "album": frozenset({MediaKind.ALBUM}),
    "record": frozenset({MediaKind.ALBUM}), "artist": frozenset({MediaKind.ARTIST}),
    "band": frozenset({MediaKind.ARTIST}), "movie": frozenset({MediaKind.MOVIE}),
    "film": frozenset({MediaKind.MOVIE}),
    "episode": frozenset({MediaKind.EPISODE, MediaKind.SERIES}),
    "series": frozenset({MediaKind.SERIES, MediaKind.EPISODE}),
    "show": frozenset({MediaKind.SERIES, MediaKind.EPISODE}),
    "video": _VIDEO, "playlist": frozenset({MediaKind.PLAYLIST}),
    "channel": frozenset({MediaKind.CHANNEL}),
    "station": frozenset({MediaKind.CHANNEL}), "radio": frozenset({MediaKind.CHANNEL}),
}  # fmt: skip
_BESIDE = {"next": 1, "up": 1, "previous": -1, "down": -1, "last": -1}
_HERE = frozenset({"this", "it", "that", "this one", "this song", "what is playing"})
_INTENTS = frozenset(
    {
        "play_content", "search_content", "browse_category", "get_recommendation",
        "select_channel",
    }
)  # fmt: skip
_MUSIC_PLAYERS = ("audacious", "strawberry", "rhythmbox", "lollypop", "quodlibet")


class LibraryShelf:
    """The `Shelf` that commands are answered from; belongs to the loop's thread.

    Args:
        library: Music, videos and channels.
        likes: What the person likes.
        lists: Folder for playlists of several files; made when needed.
        chance: Shuffles; None for another order each time.
    """

    def __init__(
        self,
        library: Library,
        likes: Likes,
        lists: Path,
        chance: random.Random | None = None,
    ) -> None:
        self._library = library
        self._likes = likes
        self._lists = lists
        self._chance = chance or random.Random()  # noqa: S311 - an order, no secret

    def takes(self, intent: Intent) -> bool:
        """See `Shelf.takes`."""
        return intent.name in _INTENTS

    async def find(self, intent: Intent, now: PlayerState | None) -> Finding:
        """See `Shelf.find`."""
        found = await self._find(intent, now)
        return replace(found, items=words.told_apart(found.items))

    async def _find(self, intent: Intent, now: PlayerState | None) -> Finding:
        if intent.slots.get("favourites"):
            return await self._favourites(intent)
        match intent.name:
            case "play_content":
                found = await self._play(intent)
                return self._shuffled(found) if _shuffles(intent) else found
            case "select_channel":
                return await self._tune(intent, now)
            case "get_recommendation":
                return await self._recommend(intent, now)
            case "browse_category":
                return await self._browse(_text(intent.slots, "category"))
            case _:
                return await self._search(intent)

    def fits(self, item: MediaItem, player: PlayerState) -> bool:
        """See `Shelf.fits`."""
        if Feature.OPEN not in player.features:
            return False
        music_only = player.name.casefold().startswith(_MUSIC_PLAYERS)
        return item.kind in _MUSIC or not music_only

    async def address(self, item: MediaItem) -> str:
        """See `Shelf.address`."""
        wanted = item.uris[:_MOST_QUEUED]
        looking = on_its_own_thread(partial(_there, wanted), "lumen-there")
        await asyncio.wait([looking], timeout=_ANSWERS_WITHIN)
        if not looking.done():  # the server of a dead network
            raise InputError(words.FILE_SILENT, words.FILE_SILENT_REMEDY)
        there = looking.result()
        if not there:  # many players end, or say that they play it
            raise InputError(words.FILE_GONE, words.FILE_GONE_REMEDY)
        if len(there) == 1:
            return there[0]
        return await asyncio.to_thread(self._write_list, there)

    async def launch(self, uri: str) -> str:
        """See `Shelf.launch`."""
        await launch(uri)
        return ""

    # ---- playing ---------------------------------------------------------------------

    async def _play(self, intent: Intent) -> Finding:
        title, artist = _text(intent.slots, "title"), _text(intent.slots, "artist")
        kind = _text(intent.slots, "kind")
        if not title and not artist:
            return await self._play_something(kind)
        if MediaKind.CHANNEL in _kinds(kind) or self._library.channels.has(title):
            found = await self._library.find_channels(title)
            if found:
                return _decided(found, title)
        text = f"{title} by {artist}" if title and artist else title or artist
        matches = await self._library.find(Query(text, kinds=_kinds(kind)))
        several = [m for m in matches if m.score >= SURE and len(m.item.uris) > 1]
        if several and _shuffles(intent):
            return Finding(play=several[0].item)
        if matches and matches[0].score >= SURE and _clear(matches):
            return _played(matches)
        part = await self._part_of(text, kind)
        if part is not None:
            return part
        by_genre = await self._of_genre(title, kind) if title and not artist else ()
        if by_genre:
            return Finding(play=_queue(by_genre, title))
        if not matches:
            return Finding(words.nothing_found(text, self._library.size))
        return Finding(
            words.ask_which(len(matches[:_MOST_LISTED])),
            items=tuple(match.item for match in matches[:_MOST_LISTED]),
            title=f"Like “{text}”",
        )

    async def _part_of(self, text: str, kind: str) -> Finding | None:
        """A title that was named with what it is of: "Time from Pink Floyd"."""
        for split in reversed(list(_OF.finditer(text))):
            title, of = text[: split.start()], text[split.end() :]
            query = Query(title, of=of, kinds=_kinds(kind) - {MediaKind.ALBUM})
            found = [m for m in await self._library.find(query) if m.score >= _NEAR]
            if found and _clear(found):
                return Finding(play=found[0].item)
            if found:
                items = [match.item for match in found[:_MOST_LISTED]]
                return _decided(items, text)
        return None

    async def _favourites(self, intent: Intent) -> Finding:
        """Play or list what the person likes, what they liked last first."""
        kinds = _kinds(_text(intent.slots, "kind"))
        if not await self._likes.known() and not self._likes.all():
            return Finding(words.FAVOURITES_UNREAD)
        liked = await self._library.items_of(self._likes.all()[::-1])
        items = [item for item in liked if not kinds or item.kind in kinds]
        if not liked:
            named = await self._library.find(Query("favourites"), 1)
            sure = named and named[0].score >= SURE  # a playlist of the person's own
            return Finding(play=named[0].item) if sure else Finding(words.NO_FAVOURITES)
        if not items:
            return Finding(words.OTHER_FAVOURITES)
        if intent.name != "play_content":
            shown = tuple(items[:_MOST_SHOWN])
            said = words.favourites(len(items), len(shown))
            return Finding(said, items=shown, title="Your favourites")
        queue = _queue(items, "your favourites")
        if not queue.uris:
            return Finding(words.FAVOURITES_ELSEWHERE)
        return (
            self._shuffled(Finding(play=queue))
            if _shuffles(intent)
            else Finding(play=queue)
        )

    def _shuffled(self, found: Finding) -> Finding:
        if found.play is None:
            return found
        uris = self._chance.sample(found.play.uris, len(found.play.uris))
        return replace(found, play=replace(found.play, uris=tuple(uris)))

    async def _play_something(self, kind: str) -> Finding:
        wish = Wish(kinds=_kinds(kind) or frozenset({MediaKind.SONG}))
        items = await self._library.recommend(wish)
        if not items:
            found = await self._library.find(Query(kinds=wish.kinds), _MOST_QUEUED)
            items = [match.item for match in found]
        if not items:
            return Finding(words.nothing_found("", self._library.size))
        return Finding(play=_queue(items, "something you may like"))

    async def _of_genre(self, genre: str, kind: str) -> Sequence[MediaItem]:
        kinds = _kinds(kind) or frozenset({MediaKind.SONG})
        query = Query(genre=genre, kinds=kinds)
        return [match.item for match in await self._library.find(query, _MOST_QUEUED)]

    async def _tune(self, intent: Intent, now: PlayerState | None) -> Finding:
        """A channel by its number, its name, or beside the one that plays."""
        wanted = _text(intent.slots, "channel")
        step = _BESIDE.get(wanted.casefold())
        if step is not None and len(self._library.channels):
            uri = "" if now is None else now.track.url
            beside = self._library.channels.beside(uri, step) if uri else None
            return await self._channel("") if beside is None else Finding(play=beside)
        station = _text(intent.slots, "station")
        if station and not await self._library.find_channels(wanted):
            return await self._channel(station)
        return await self._channel(wanted)

    async def _channel(self, wanted: str) -> Finding:
        channels = self._library.channels
        if not len(channels):
            return Finding(words.NO_CHANNELS)
        if not wanted:
            first = channels.first(_MOST_SHOWN)
            return Finding(
                words.channels(len(channels), len(first), channels.a_number),
                items=first,
                title="Channels",
            )
        found = await self._library.find_channels(wanted)
        if not found:
            return Finding(words.no_such_channel(wanted))
        return _decided(found, wanted)

    # ---- lists -----------------------------------------------------------------------

    async def _search(self, intent: Intent) -> Finding:
        slots = intent.slots
        filters = slots.get("filters")
        given: Mapping[str, object] = filters if isinstance(filters, Mapping) else slots
        text = _text(slots, "search_query")
        kind = _text(given, "kind")
        query = Query(
            text,
            artist=_text(given, "person"),
            genre=_text(given, "genre"),
            year=_year(given, "year"),
            year_to=_year(given, "year_to"),
            kinds=_kinds(kind),
        )
        matches = await self._library.find(query, _MOST_LISTED + 1)
        if not matches and text and not query.genre:  # "search for jazz"
            query = replace(query, text="", genre=text)
            matches = await self._library.find(query, _MOST_LISTED + 1)
            text = ""
        asked = " ".join(
            part for part in (text, query.genre, query.artist, kind) if part
        )
        if not matches:
            return Finding(words.nothing_found(asked, self._library.size))
        title = words.heading(
            text, query.genre, query.artist, kind, query.year, query.year_to
        )
        return _listed(matches, _MOST_LISTED, title)

    async def _browse(self, category: str) -> Finding:
        kinds = _kinds(category)
        if MediaKind.CHANNEL in kinds:
            return await self._channel("")
        query = Query(kinds=kinds) if kinds else Query(genre=category)
        matches = await self._library.find(query, _MOST_SHOWN + 1)
        if not matches and not kinds:
            matches = await self._library.find(Query(category), _MOST_SHOWN + 1)
        if not matches:
            return Finding(words.nothing_found(category, self._library.size))
        return _listed(matches, _MOST_SHOWN, category.capitalize() or "Library")

    async def _recommend(self, intent: Intent, now: PlayerState | None) -> Finding:
        like = _text(intent.slots, "similar_to")
        genre, kind = _text(intent.slots, "genre"), _text(intent.slots, "kind")
        artist = ""
        if like.casefold() in _HERE:
            if now is None or not now.track.title:
                return Finding("Nothing is playing that I could go by.")
            like, artist = now.track.title, ", ".join(now.track.artists[:1])
        items = await self._library.recommend(Wish(like, artist, genre, _kinds(kind)))
        if not (items or like or genre):
            items = await self._anything(_kinds(kind))
        if not items:
            there = await self._library.find(Query(like), 1) if like else []
            said = (
                words.nothing_similar(there[0].item)
                if there
                else words.nothing_like(like or genre, self._library.size)
            )
        else:
            said = words.recommend(items[0])
        return Finding(
            said,
            items=tuple(items),
            title=f"Like {like}" if like else "You may like",
            facts=words.facts_for_recommending(like, genre, items),
            lead=f"{said} {words.ELSEWHERE} ",
        )

    async def _anything(self, kinds: frozenset[MediaKind]) -> list[MediaItem]:
        """Some of what there is, for a person whose taste is not known."""
        found = await self._library.find(Query(kinds=kinds or _SINGLE), _MOST_QUEUED)
        some = self._chance.sample(found, min(_MOST_SUGGESTED, len(found)))
        return [replace(match.item, reason=words.NO_TASTE) for match in some]

    # ---- files -----------------------------------------------------------------------

    def _write_list(self, uris: Sequence[str]) -> str:
        """A playlist of several files, named by what is in it; old ones go."""
        self._lists.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in sorted(self._lists.glob("*.m3u"))[:-20]:
            old.unlink(missing_ok=True)
        text = "#EXTM3U\n" + "\n".join(uris) + "\n"
        name = hashlib.sha256(text.encode()).hexdigest()[:16]
        path = self._lists / f"{name}.m3u"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return path.absolute().as_uri()


def _there(uris: Sequence[str]) -> list[str]:
    """Those that can be opened, as far as the disk can tell."""
    return [uri for uri in uris if not uri.startswith("file:") or _exists(uri)]


def _exists(uri: str) -> bool:
    path = path_of(uri)
    try:
        return path is not None and path.exists()
    except OSError:
        return False


def _shuffles(intent: Intent) -> bool:
    return _text(intent.slots, "shuffle").casefold() == "on"


def _kinds(word: str) -> frozenset[MediaKind]:
    plain = simplified(word)
    return _KINDS.get(plain) or _KINDS.get(plain.removesuffix("s"), frozenset())


def _year(slots: Mapping[str, object], slot: str) -> int:
    value = slots.get(slot)
    return int(value) if isinstance(value, int | float) else 0


def _text(slots: Mapping[str, object], slot: str) -> str:
    value = slots.get(slot)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str | float | int) else ""


def _listed(matches: Sequence[Match], most: int, title: str) -> Finding:
    items = tuple(match.item for match in matches[:most])
    said = words.found(len(items), more=len(matches) > most)
    return Finding(said, items=items, title=title)


def _clear(matches: Sequence[Match]) -> bool:
    """Whether the best is meant rather than the next, or is just as good as it."""
    if len(matches) == 1 or matches[0].score - matches[1].score >= _CLEAR_LEAD:
        return True
    return matches[0].score >= 0.97


def _played(matches: Sequence[Match]) -> Finding:
    """The best; those of others that have the very same name are listed, too."""
    best = matches[0]
    name = simplified(best.item.title)
    alike = [
        match.item
        for match in matches[:_MOST_LISTED]
        if match.item.kind is best.item.kind
        and match.score >= best.score - _SAME
        and simplified(match.item.title) == name
    ]
    if len({(item.artist.casefold(), item.album.casefold()) for item in alike}) < 2:
        return Finding(play=best.item)
    said = words.of_one_name(best.item, len(alike))
    return Finding(
        said, play=best.item, items=tuple(alike), title=f"“{best.item.title}”"
    )


def _decided(found: Sequence[MediaItem], wanted: str) -> Finding:
    if len(found) == 1:
        return Finding(play=found[0])
    return Finding(
        words.ask_which(len(found)), items=tuple(found), title=f"Like “{wanted}”"
    )


def _queue(items: Sequence[MediaItem], title: str) -> MediaItem:
    uris = dict.fromkeys(uri for item in items for uri in item.uris)
    return MediaItem(MediaKind.PLAYLIST, title, uris=tuple(uris)[:_MOST_QUEUED])
