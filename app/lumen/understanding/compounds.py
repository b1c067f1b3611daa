"""Where a sentence with several commands may be parted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from lumen.understanding.utterance import Utterance

_JOINTS = frozenset(("and", "then", "also", "plus", "after", "but", "so"))
_MOST_JOINTS = 4
_MOST_PARTS = 4


def splits(utterance: Utterance) -> Iterator[list[Utterance]]:
    """Ways to part an utterance, the one with most parts first.

    Yields:
        Two to four parts without the words that join them.
    """
    words = utterance.words
    joints = [
        at
        for at in range(1, len(words))
        if (words[at] in _JOINTS and words[at - 1] not in _JOINTS)
        or (at - 1 in utterance.stops and words[at] not in _JOINTS)
    ][:_MOST_JOINTS]
    most = min(len(joints), _MOST_PARTS - 1)
    for size in range(most, 0, -1):
        for chosen in combinations(joints, size):
            parts = _parts(utterance, chosen)
            if parts is not None:
                yield parts


def _parts(utterance: Utterance, joints: tuple[int, ...]) -> list[Utterance] | None:
    edges = [0, *joints, len(utterance.words)]
    parts = []
    for start, end in pairwise(edges):
        first = start
        while start and first < end and utterance.words[first] in _JOINTS:
            first += 1
        if start and first < end and first > start and utterance.words[first] == "that":
            first += 1  # "after that"
        if first >= end:
            return None
        parts.append(utterance.part(first, end))
    return parts
