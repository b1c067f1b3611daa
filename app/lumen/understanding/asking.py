"""How a feature declares what can be asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lumen.core.intent import NO_SLOTS, SlotValue


@dataclass(frozen=True, slots=True)
class Asking:
    """One way to ask for something.

    Attributes:
        intent: Name of the intent.
        phrases: Sentences as people say them, in small letters and in words that the
            embedded recogniser's dictionary holds: its closed grammar.
        patterns: Regular expressions of further wordings; each must match a whole
            normalised sentence (see `understanding.normalisation`).
        slots: Fixed slots of the intent. Named groups of a pattern become slots, too.
    """

    intent: str
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    slots: Mapping[str, SlotValue] = field(default_factory=lambda: NO_SLOTS)


def fixed(**slots: SlotValue) -> Mapping[str, SlotValue]:
    """Slots that every wording of an asking has."""
    return MappingProxyType(slots)


def topic(name: str, phrases: tuple[str, ...], *patterns: str) -> Asking:
    """A piece of small talk; `name` is its slot `topic`."""
    return Asking("small_talk", phrases, patterns, fixed(topic=name))
