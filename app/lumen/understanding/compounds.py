"""Where a sentence with several commands may be parted, and what belongs together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from lumen.core.intent import Intent, SlotValue
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


def joined(found: list[Intent]) -> tuple[Intent, ...]:
    """The commands of the parts of a sentence, without those that only prepare.

    Opening a service and playing in it is one command; so is finding something and
    playing it.
    """
    found = [
        one for at, one in enumerate(found) if not at or not _same(one, found[at - 1])
    ]
    found = [
        one
        for one, other in zip(found, (*found[1:], None), strict=True)
        if other is None or not _remarked(one, other)
    ]
    first = found[0]
    if len(found) == 1:
        return (first,)
    then = found[1]
    if first.name == "open_app" and then.name in _IN_PLAYER:
        app = first.slots.get("app", "")
        return (replace(then, slots={**then.slots, "player": app}), *found[2:])
    if (first.name, then.name) == ("play_content", "select_channel"):
        return tuple(found[1:])
    if first.name == "search_content" and then.name in _PLAYS:
        pointed = not {"title", "artist"} & set(then.slots)
        slots = _found_slots(first) if pointed else {}
        if slots:
            return (Intent("play_content", slots, 0.93), *found[2:])
    return tuple(found)


def single_steps(intent: Intent) -> tuple[Intent, ...]:
    """A command that is to be done several times, as often: "skip two songs"."""
    count = intent.slots.get("count")
    if not isinstance(count, float):
        return (intent,)
    slots = {name: value for name, value in intent.slots.items() if name != "count"}
    return (replace(intent, slots=slots),) * int(count)


def _remarked(one: Intent, other: Intent) -> bool:
    """Whether a command only says why the next is given: "I can't hear it, turn up"."""
    told = one.name == other.name and one.name in _REMARKED
    return told and one.confidence < _PLAIN <= other.confidence


_PLAIN = 0.9
_REMARKED = frozenset(
    ("adjust_volume", "adjust_speed", "seek_content", "next_episode", "pause_playback")
)


def _same(one: Intent, other: Intent) -> bool:
    """Whether a command only says the one before again: "sound back, unmute"."""
    steps = {"volume_adjustment", "speed_adjustment", "seek_offset"} & set(one.slots)
    skips = one.name in ("next_episode", "previous_episode")
    return (one.name, one.slots) == (other.name, other.slots) and not (steps or skips)


_IN_PLAYER = frozenset(("play_content", "search_content", "resume_playback"))
_PLAYS = frozenset(("play_content", "resume_playback"))


def _found_slots(search: Intent) -> dict[str, SlotValue]:
    """What was sought, as what is to be played."""
    filters = search.slots.get("filters")
    told = dict(filters) if isinstance(filters, dict) else {}
    slots: dict[str, SlotValue | None] = {
        "title": search.slots.get("search_query") or told.get("genre"),
        "artist": told.get("person"),
        "kind": told.get("kind"),
        "player": search.slots.get("player"),
    }
    return {name: value for name, value in slots.items() if value}
