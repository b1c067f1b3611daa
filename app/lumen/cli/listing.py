"""A list of results, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lumen.core.media import MediaItem


def listed(items: Sequence[MediaItem]) -> Iterator[str]:
    """One line for each, with the number that chooses it.

    Args:
        items: What was found; their texts are clean already.
    """
    for number, item in enumerate(items, 1):
        yield f"{number:3}. {item.title}{f' by {item.artist}' if item.artist else ''}"
