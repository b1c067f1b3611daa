"""Finds what a person means in a library, in spite of typing and mishearing."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from lumen.core.media import MediaItem, MediaKind
from lumen.media.library.entry import Entry
from lumen.media.library.spelling import simplified, title_form

SURE = 0.85
"""From here on a match is what was meant; below it is offered for choice."""

WEAK = 0.6
"""Below this a match is none."""

_WORD_LIKENESS = 74.0
"""Likeness in percent from which a word counts as another one misspelled.

Source: one wrong letter leaves a word of four letters 75 % like itself, one of five
letters 80 % (Indel similarity).
"""
_TITLE_LIKENESS = 70.0
_FILE_WEIGHT = 0.9
"""A name of a file counts less than a title: it is rather what nobody says."""

_LONGEST_STEM = 120
_MOST_WORDS = 8
_MOST_CANDIDATES = 4_000
_LITTLE = frozenset({"the", "a", "an", "of", "and", "by", "in", "to", "some", "my"})


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        text: Free words: a title, or anything that is known of it.
        artist: Performer, when named apart.
        of: Performer, album, series or film that it is of, when named apart.
        genre: Genre, when named apart.
        year: 0 for any.
        year_to: The last of several years; 0 for that year alone.
        kinds: Only these; empty for all.
    """

    text: str = field(default="", repr=False)
    artist: str = field(default="", repr=False)
    of: str = field(default="", repr=False)
    genre: str = field(default="", repr=False)
    year: int = 0
    year_to: int = 0
    kinds: frozenset[MediaKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Something that was found.

    Attributes:
        item: What; several files for most albums, series and artists.
        score: 0 to 1; see `SURE` and `WEAK`.
    """

    item: MediaItem = field(repr=False)
    score: float


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something with a name that can be played: one entry, or a group of them."""

    kind: MediaKind
    name: str
    by: str
    entries: tuple[int, ...]
    file: str = ""  # its name, when that says more than title and performer


class SearchIndex:
    """Everything that can be asked for by name, held in memory; pure and immutable.

    Args:
        entries: The files of the library.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        named = _things(entries)
        alone = _single_albums(entries)
        self._things = [*named, *alone]
        self._names = [thing.name for thing in named]
        self._albums = [
            number
            for number, thing in enumerate(self._things)
            if thing.kind is MediaKind.ALBUM
        ]
        self._album_names = [self._things[number].name for number in self._albums]
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._files: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        for number, thing in enumerate(named):
            self._exact[thing.name].append(number)
            words = {*thing.name.split(), *thing.by.split()}
            if thing.file:
                self._files[thing.file].append(number)
                words.update(filter(_speaks, thing.file.split()))
            for word in words:
                self._words[word].append(number)
        self._vocabulary = list(self._words)
        self._genres = {entry.genre for entry in entries}

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> Sequence[Entry]:
        """All files."""
        return self._entries

    def has(self, name: str) -> bool:
        """Whether something is called exactly so, but for spelling; quick."""
        return bool(name) and simplified(name) in self._exact

    def named(self, title: str, artist: str, uri: str = "") -> MediaItem | None:
        """A file of that very title and performer, but for spelling; quick.

        Args:
            title: Its title.
            artist: Its performer; empty for any.
            uri: Of several, the one that lies there.
        """
        by = simplified(artist)
        found = [
            self._item(number)
            for number in self._exact.get(title_form(title), ())
            if len(self._things[number].entries) == 1
            and (not by or by == self._things[number].by)
        ]
        there = (item for item in found if uri in item.uris)
        return next(there, found[0] if found else None)

    def find(self, query: Query, most: int = 20) -> list[Match]:
        """The best matches, best first.

        Args:
            query: What is looked for; an empty one gives everything that passes its
                filters, newest year first.
            most: How many at most.
        """
        if query.genre and not any(_same(query.genre, g) for g in self._genres):
            return []  # of all files none has to be looked at
        wanted = simplified(query.text)
        if not wanted:
            return self._filtered(query, most)
        scores: dict[int, float] = {}
        only_albums = query.kinds == {MediaKind.ALBUM}
        find = self._album_candidates if only_albums else self._candidates
        for number in find(wanted):
            score = self._score(wanted, self._things[number])
            if score >= WEAK:
                scores[number] = score
        passing = [(n, s) for n, s in scores.items() if self._passes(n, query)]
        passing.sort(key=lambda pair: (-pair[1], *self._rank(pair[0])))
        return [Match(self._item(n), s) for n, s in passing[:most]]

    # ---- candidates ------------------------------------------------------------------

    def _candidates(self, wanted: str) -> Iterable[int]:
        found: dict[int, None] = dict.fromkeys(self._exact.get(wanted, ()))
        found.update(dict.fromkeys(self._files.get(wanted, ())))
        found.update(dict.fromkeys(_alike(wanted, self._names)))
        found.update(dict.fromkeys(self._by_words(wanted)))
        return found

    def _album_candidates(self, wanted: str) -> Iterable[int]:
        """Only "the album ..." means one of which one song is there.

        Of songs there are many more: they are not looked through for it.
        """
        found = dict.fromkeys(
            self._albums[at] for at in _alike(wanted, self._album_names)
        )
        found.update(dict.fromkeys(self._by_words(wanted)))
        return found

    def _by_words(self, wanted: str) -> list[int]:
        """Things that share the rarest of the words, each allowed one like it."""
        counts: dict[int, int] = defaultdict(int)
        words = [w for w in wanted.split() if w not in _LITTLE][:_MOST_WORDS]
        for word in words or wanted.split()[:_MOST_WORDS]:
            hits = {n for known in self._like(word) for n in self._words[known]}
            if len(hits) <= _MOST_CANDIDATES:
                for number in hits:
                    counts[number] += 1
        most = max(counts.values(), default=0)
        return [number for number, count in counts.items() if count >= most]

    def _like(self, word: str) -> list[str]:
        if len(word) < 4:
            return [word] if word in self._words else []
        alike = process.extract(
            word,
            self._vocabulary,
            scorer=fuzz.ratio,
            score_cutoff=_WORD_LIKENESS,
            limit=8,
        )
        return [known for known, _, _ in alike]

    # ---- scores ----------------------------------------------------------------------

    def _score(self, wanted: str, thing: _Thing) -> float:
        best = fuzz.ratio(wanted, thing.name) / 100
        if thing.by:
            title, _, by = wanted.partition(" by ")
            if by:
                both = fuzz.ratio(title, thing.name) * 0.6
                both += max(fuzz.ratio(by, thing.by), _partly(by, thing.by)) * 0.4
                best = max(best, both / 100)
            whole = f"{thing.name} {thing.by}"
            best = max(best, fuzz.token_sort_ratio(wanted, whole) / 100)
        best = max(best, _partly(wanted, thing.name) / 100)
        if thing.file and best < _FILE_WEIGHT:
            alike = max(fuzz.ratio(wanted, thing.file), _partly(wanted, thing.file))
            best = max(best, _FILE_WEIGHT * alike / 100)
        return best

    def _passes(self, number: int, query: Query) -> bool:
        thing = self._things[number]
        if query.kinds and thing.kind not in query.kinds:
            return False
        if not (query.artist or query.of or query.genre or query.year):
            return True
        return any(_fits(self._entries[at], query) for at in thing.entries)

    def _filtered(self, query: Query, most: int) -> list[Match]:
        groups = (MediaKind.ALBUM, MediaKind.SERIES, MediaKind.ARTIST)
        only_albums = query.kinds == {MediaKind.ALBUM}
        things = self._things if only_albums else self._things[: len(self._names)]
        found = [
            number
            for number, thing in enumerate(things)
            if (query.kinds or thing.kind not in groups) and self._passes(number, query)
        ]
        found.sort(key=lambda n: (-self._first(n).year, *self._broadcast(n)))
        return [Match(self._item(number), 1.0) for number in found[:most]]

    def _first(self, number: int) -> Entry:
        return self._entries[self._things[number].entries[0]]

    def _rank(self, number: int) -> tuple[int, str, int, int]:
        """Of equal names, which is rather meant."""
        return _RANK.index(self._things[number].kind), *self._broadcast(number)

    def _broadcast(self, number: int) -> tuple[str, int, int]:
        """Where an episode stands in its series; all else stays in its order."""
        thing, first = self._things[number], self._first(number)
        if thing.kind is not MediaKind.EPISODE:
            return "", 0, 0
        return thing.by, first.season, first.number

    def _item(self, number: int) -> MediaItem:
        thing = self._things[number]
        entries = [self._entries[at] for at in thing.entries]
        first = entries[0]
        if thing.kind is MediaKind.ALBUM:
            return _group(thing.kind, first.album, first.artist, entries)
        if thing.kind is MediaKind.SERIES:
            return _group(thing.kind, first.album, "", entries)
        if thing.kind is MediaKind.ARTIST:
            return _group(thing.kind, first.artist, "", entries)
        return first.item()


def _alike(wanted: str, names: Sequence[str]) -> list[int]:
    """Where the names stand that are most like it."""
    like = process.extract(
        wanted, names, scorer=fuzz.ratio, score_cutoff=_TITLE_LIKENESS, limit=60
    )
    return [at for _, _, at in like]


def _partly(wanted: str, name: str) -> float:
    """Likeness to a name that says more than was said, or less; never quite sure."""
    if min(len(wanted), len(name)) < 4:
        return 0.0
    share = min(len(wanted), len(name)) / max(len(wanted), len(name))
    return float(fuzz.token_set_ratio(wanted, name)) * (0.72 + 0.2 * share)


def _fits(entry: Entry, query: Query) -> bool:
    last = max(query.year, query.year_to)
    if query.year and not query.year <= entry.year <= last:
        return False
    if query.genre and not _same(query.genre, entry.genre):
        return False
    if query.of and not any(_same(query.of, of) for of in (entry.artist, entry.album)):
        return False
    return not query.artist or _same(query.artist, entry.artist)


def _same(wanted: str, known: str) -> bool:
    wanted, known = simplified(wanted), simplified(known)
    if not known:
        return False
    return wanted in known or fuzz.ratio(wanted, known) >= 80


def _file_form(entry: Entry, known: str) -> str:
    """The name of its file, when it has a word that is not known of it anyway."""
    stem = os.path.splitext(os.path.basename(entry.path))[0]  # noqa: PTH119, PTH122 - 50,000 times
    form = simplified(stem[:_LONGEST_STEM])
    words = set(filter(_speaks, form.split()))
    return form if words.difference(known.split()) else ""


def _speaks(word: str) -> bool:
    """Whether a word of a file's name can be looked for: numbers are in most."""
    return not word.isdecimal()


def _things(entries: Sequence[Entry]) -> list[_Thing]:
    """Every entry, and albums, series and artists as wholes."""
    things: list[_Thing] = []
    albums: dict[tuple[str, str], list[int]] = defaultdict(list)
    series: dict[str, list[int]] = defaultdict(list)
    artists: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        artist = simplified(entry.artist)
        by = simplified(entry.album) if entry.kind is MediaKind.EPISODE else artist
        name = title_form(entry.title)
        file = _file_form(entry, f"{name} {by} {simplified(entry.album)}")
        things.append(_Thing(entry.kind, name, by, (at,), file))
        if entry.kind is MediaKind.EPISODE and entry.album:
            series[simplified(entry.album)].append(at)
        elif entry.kind is MediaKind.SONG:
            if entry.album:
                albums[simplified(entry.album), artist].append(at)
            if artist:
                artists[artist].append(at)
    order = _order(entries)
    for (album, by), members in albums.items():
        if len(members) > 1:
            ordered = tuple(sorted(members, key=order))
            things.append(_Thing(MediaKind.ALBUM, album, by, ordered))
    for name, members in series.items():
        ordered = tuple(sorted(members, key=order))
        things.append(_Thing(MediaKind.SERIES, name, "", ordered))
    for name, members in artists.items():
        things.append(_Thing(MediaKind.ARTIST, name, "", tuple(members)))
    return things


def _single_albums(entries: Sequence[Entry]) -> list[_Thing]:
    """Albums of which one song is there: for lists, since the song has the name."""
    albums: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        if entry.kind is MediaKind.SONG and entry.album:
            albums[simplified(entry.album), simplified(entry.artist)].append(at)
    return [
        _Thing(MediaKind.ALBUM, album, by, tuple(members))
        for (album, by), members in albums.items()
        if len(members) == 1
    ]


def _order(entries: Sequence[Entry]) -> Callable[[int], tuple[int, int, str]]:
    def key(at: int) -> tuple[int, int, str]:
        entry = entries[at]
        return entry.season, entry.number, entry.path

    return key


_RANK = (
    MediaKind.SONG, MediaKind.MOVIE, MediaKind.SERIES, MediaKind.ARTIST,
    MediaKind.ALBUM, MediaKind.PLAYLIST, MediaKind.EPISODE, MediaKind.VIDEO,
    MediaKind.CHANNEL,
)  # fmt: skip


def _group(
    kind: MediaKind, title: str, artist: str, entries: Sequence[Entry]
) -> MediaItem:
    first = entries[0]
    return MediaItem(
        kind,
        title,
        artist,
        first.album if kind is MediaKind.ALBUM else "",
        first.genre,
        first.year,
        None,
        tuple(entry.uri for entry in entries),
    )
