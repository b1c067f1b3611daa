"""What is said about the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from lumen.core.media import MediaItem
from lumen.media.hygiene import clean

NO_CHANNELS = (
    "I have no channel list yet. Choose an m3u file with your channels in the settings,"
    " under Media."
)
NO_TASTE = "it is in your library; I do not know your taste yet"
ELSEWHERE = "Not in your library, but like it:"
"""Stands before what a model adds: what it names is not there, or was just named."""

NO_FAVOURITES = (
    "You have told me of nothing that you like yet. Say “I like this” while something"
    " plays, or press the heart beside it."
)
FAVOURITES_UNREAD = (
    "I do not know your favourites yet: your keyring has not let me read them. Answer"
    " it if it asks for a password, then ask me again."
)
OTHER_FAVOURITES = "There is nothing of that kind among your favourites."
FAVOURITES_ELSEWHERE = (
    "Your favourites are neither in your library nor where they were, so I cannot play"
    " them. Choose the folder with them in the settings, under Media."
)

_EMPTY = (
    "Your library is empty so far. Put music or videos into your music and video"
    " folders, or choose other folders in the settings, under Media."
)


FILE_SILENT = "The place where the file is does not answer."
FILE_SILENT_REMEDY = "Look whether its disk or network is there, then ask me again."
FILE_GONE = "The file is not there any more."
FILE_GONE_REMEDY = "Press “Look again” in the settings, under Media, or choose another."


def nothing_found(what: str, size: int) -> str:
    """It is not there."""
    if not size:
        return _EMPTY
    if not what:
        return "I found nothing of that kind in your library."
    return f"I found nothing like “{what}” in your library."


def nothing_like(what: str, size: int) -> str:
    """There is nothing to recommend."""
    if not size:
        return _EMPTY
    if not what:
        return "I found nothing of that kind in your library."
    return f"I found nothing like “{what}” in your library."


def nothing_similar(item: MediaItem) -> str:
    """It is there, but nothing like it is."""
    return f"You have “{item.title}”, but I found nothing similar in your library."


def channels(count: int, shown: int, number: int) -> str:
    """The channels are listed.

    Args:
        count: How many there are.
        shown: How many of them are listed.
        number: One that a channel has.
    """
    if count == 1:
        return "You have one channel. Say “the first one” to watch it."
    beginning = f"; these are the first {shown}" if shown < count else ""
    return f"You have {count} channels{beginning}. Say a name, or “channel {number}”."


def no_such_channel(wanted: str) -> str:
    """There is no such channel."""
    return f"There is no channel “{wanted}” in your list."


def ask_which(count: int) -> str:
    """Several may be meant."""
    if count == 1:
        return "I found one that may be meant. Shall it be the first one?"
    return "I found several. Which one: the first, the second, ...?"


def of_one_name(item: MediaItem, count: int) -> str:
    """One of several of the very same name is played."""
    by = f"; this is the one by {item.artist}" if item.artist else ""
    return f"You have {count} called “{item.title}”{by}."


def found(count: int, *, more: bool = False) -> str:
    """A list is shown, or the beginning of one."""
    if count == 1:
        return "I found one. Say “the first one” to play it."
    many = f"more than {count}; these are the first" if more else str(count)
    return f"I found {many}. Say “the second one”, for example, to play one."


def heading(
    text: str = "",
    genre: str = "",
    person: str = "",
    kind: str = "",
    year: int = 0,
    year_to: int = 0,
) -> str:
    """What a list is called: ``Jazz songs by Strauss from 1949``."""
    things = _several(kind)
    like = f"like “{text}”" if text else ""
    by = f"by {person}" if person else ""
    of = f"from {_years(year, year_to)}" if year else ""
    said = " ".join(part for part in (genre, things, like, by, of) if part)
    return f"{said[:1].upper()}{said[1:]}" or "Your library"


def _years(first: int, last: int) -> str:
    """A year, or several, such as ``the 1980s``."""
    if last <= first:
        return str(first)
    decade = last - first == 9 and not first % 10
    return f"the {first}s" if decade else f"{first} to {last}"


def _several(kind: str) -> str:
    """The word for several of a kind, such as ``songs``."""
    same = not kind or kind.endswith("s") or kind in ("music", "radio")
    return kind if same else f"{kind}s"


def favourites(count: int, shown: int) -> str:
    """The list of what the person likes is shown."""
    if count == 1:
        return "You like one thing. Say “the first one” to play it."
    newest = f"; these are the latest {shown}" if shown < count else ""
    return f"You like {count} things{newest}. Say “play my favourites” to play them."


def recommend(item: MediaItem) -> str:
    """The first of several recommendations, and why."""
    by = f" by {item.artist}" if item.artist else ""
    return f"How about {item.title}{by}? {_sentence(item.reason)}"


def told_apart(items: Sequence[MediaItem]) -> tuple[MediaItem, ...]:
    """The items, with the file's name for those that would look the same."""
    looks = Counter(map(_look, items))
    return tuple(
        replace(item, reason=_file_of(item)) if looks[_look(item)] > 1 else item
        for item in items
    )


def _look(item: MediaItem) -> tuple[object, ...]:
    names = (item.title.casefold(), item.artist.casefold(), item.album.casefold())
    return (item.kind, *names, item.year, item.reason)


def _file_of(item: MediaItem) -> str:
    """Folder and name of its file, or the server."""
    if not item.uris:
        return item.reason
    parts = urlsplit(item.uris[0])
    folder, _, name = unquote(parts.path).rstrip("/").rpartition("/")
    place = parts.hostname or folder.rpartition("/")[2]
    return clean(f"{place}/{name}" if place else name)


def facts_for_recommending(
    like: str, genre: str, items: Sequence[MediaItem]
) -> tuple[str, ...]:
    """What a model is told; quoted as data."""
    wish = f'something like "{_quoted(like)}"' if like else genre or "something good"
    listed = "; ".join(
        f'"{_quoted(i.title)}"' + (f' by "{_quoted(i.artist)}"' if i.artist else "")
        for i in items
    )
    return (
        f"the person wants: {wish}",
        f"from the person's own library: {listed or 'nothing fits'}",
        "the person was just told these; name at most three other titles that fit",
    )


def _quoted(text: str) -> str:
    return text.replace('"', "'")


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""
