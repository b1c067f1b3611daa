"""Television and radio channels: numbered, named, found by either."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from lumen.core.media import MediaItem, MediaKind
from lumen.media.library.playlists import Listed
from lumen.media.library.spelling import simplified

_LIKENESS = 74.0
_FILLER = frozenset({"channel", "station", "the", "number", "radio", "tv"})


class Channels:
    """The channels of one list; pure and immutable.

    A channel without a number has that of its place in the list, as on any receiver;
    when the list numbers any, only those numbers count.

    Args:
        listed: As read from the list.
    """

    def __init__(self, listed: Sequence[Listed] = ()) -> None:
        numbered = any(channel.number for channel in listed)
        self._listed = listed
        self._items: list[MediaItem] = []
        self._numbers: dict[int, MediaItem] = {}
        for place, channel in enumerate(listed, start=1):
            number = channel.number if numbered else place
            if number in self._numbers:
                number = 0  # that one is another's
            self._items.append(_item(channel, number))
            if number:
                self._numbers[number] = self._items[-1]
        self._names = [_bare(channel.title) for channel in listed]
        self._known = frozenset(self._names)

    def __len__(self) -> int:
        return len(self._listed)

    def first(self, most: int) -> tuple[MediaItem, ...]:
        """The first channels, in the order of the list."""
        return tuple(self._items[:most])

    @property
    def a_number(self) -> int:
        """A number that a channel has, the second where there are more; 0: none."""
        return max(sorted(self._numbers)[:2], default=0)

    def has(self, name: str) -> bool:
        """Whether a channel is called exactly so."""
        return bool(name) and _bare(name) in self._known

    def find(self, wanted: str, most: int = 8) -> list[MediaItem]:
        """The channels that may be meant; exactly one when it is certain.

        Takes tens of milliseconds for a long list.

        Args:
            wanted: A number or a name.
            most: How many at most.
        """
        bare = _bare(wanted)
        if bare.isdecimal() and len(bare) < 6:
            channel = self._numbers.get(int(bare))
            return [channel] if channel else []
        exact = [n for n, name in enumerate(self._names) if name == bare]
        if exact:
            return [self._items[exact[0]]]
        alike = process.extract(
            bare, self._names, scorer=fuzz.WRatio, score_cutoff=_LIKENESS, limit=most
        )
        if alike and (len(alike) == 1 or alike[0][1] - alike[1][1] >= 8):
            alike = alike[:1]
        return [self._items[number] for _, _, number in alike]

    def beside(self, uri: str, step: int) -> MediaItem | None:
        """The next or previous channel of the one that plays; None when none does."""
        places = [n for n, channel in enumerate(self._listed) if channel.uri == uri]
        if not places:
            return None
        return self._items[(places[0] + step) % len(self._items)]


def _bare(name: str) -> str:
    words = simplified(name).split()
    return " ".join(w for w in words if w not in _FILLER) or " ".join(words)


def _item(channel: Listed, number: int) -> MediaItem:
    """A channel; its group stands where an album would, its number is the reason."""
    return MediaItem(
        MediaKind.CHANNEL,
        channel.title,
        album=channel.group,
        genre=channel.group,
        uris=(channel.uri,),
        reason=f"number {number}" if number else "",
    )
