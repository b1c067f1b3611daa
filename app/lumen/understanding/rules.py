"""How a wording is written down: a pattern for a whole part of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from lumen.core.intent import NO_SLOTS, Intent, SlotValue
from lumen.understanding.amounts import Amount, Amounts, find_amounts
from lumen.understanding.utterance import Utterance

Slots: TypeAlias = Mapping[str, SlotValue]


_GROUP = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that matched: its groups, as text and as amounts."""

    match: re.Match[str]
    utterance: Utterance
    amounts: Amounts

    def has(self, group: str) -> bool:
        """Whether a group took part."""
        return bool(self._place(group))

    def word(self, group: str) -> str:
        """Plain text of a group; empty when it took no part."""
        place = self._place(group)
        return self.match[place] if place else ""

    def amount(self, group: str) -> Amount:
        """The amount at a group that took part and holds one."""
        return self.amounts.at(self.match.start(self._place(group)))

    def said(self, group: str) -> str:
        """What was said at a group, as said; empty when it took no part."""
        place = self._place(group)
        if not place:
            return ""
        start, end = self.match.span(place)
        return self.amounts.said(self.utterance, start, end)

    def _place(self, group: str) -> str:
        """The one of the groups of a name that took part."""
        for name, value in self.match.groupdict().items():
            if value is not None and name.partition("__")[0] == group:
                return name
        return ""


Maker: TypeAlias = Callable[[Found], "Slots | None"]


@dataclass(frozen=True)
class Rule:
    """Wordings of an intent.

    Attributes:
        intent: Its name.
        pattern: Regular expression that must match the whole plain text, in which
            amounts stand as ``§d`` (duration), ``§n`` (number), ``§p`` (percent),
            ``§r`` (rate), ``§t`` (time stamp), ``§f`` (fraction), ``§g`` (degree).
        slots: Fixed slots, or what makes them; when it makes None, the rule does not
            fit.
        confidence: Of the intent.
        needs: Words, parted by spaces, one of which is in every text that it fits;
            where none is, it is not even compiled.
    """

    intent: str
    pattern: str
    slots: Slots | Maker = field(default_factory=lambda: NO_SLOTS)
    confidence: float = 0.97
    needs: str = ""

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return tuple(self.needs.split())

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled at first use; its groups' names may repeat."""
        seen: dict[str, int] = {}

        def numbered(group: re.Match[str]) -> str:
            seen[group[1]] = seen.get(group[1], 0) + 1
            number = seen[group[1]]
            return f"(?P<{group[1]}>" if number == 1 else f"(?P<{group[1]}__{number}>"

        return re.compile(_GROUP.sub(numbered, self.pattern))

    def fits(
        self, utterance: Utterance, amounts: Amounts, confidence: float
    ) -> Intent | None:
        """The intent, if the rule fits the text of `amounts`."""
        text = amounts.text
        if self.needs and not any(word in text for word in self._needed):
            return None
        match = self.compiled.fullmatch(text)
        if match is None:
            return None
        slots = self.slots
        if callable(slots):
            made = slots(Found(match, utterance, amounts))
            if made is None:
                return None
            slots = made
        return Intent(self.intent, slots, min(self.confidence, confidence))


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that are looked at only where one of some words was said.

    Attributes:
        words: Any of them must be there; an amount's sign, such as ``§d``, counts.
        rules: The most exact first.
    """

    words: frozenset[str]
    rules: tuple[Rule, ...]


def family(words: str, *rules: tuple[Rule, ...]) -> Family:
    """A family; `words` are parted by spaces."""
    return Family(
        frozenset(words.split()), tuple(rule for group in rules for rule in group)
    )


_SEEKS = frozenset(("go", "jump", "skip", "seek", "take", "fast", "rewind", "start"))
"""Before "to", bare pairs of numbers are places: twelve thirty four."""


def first_fit(
    families: tuple[Family, ...], utterance: Utterance, confidence: float = 1.0
) -> Intent | None:
    """The first rule that fits: with the words as they are, or with amounts in them."""
    if not utterance.words:
        return None
    plain = Amounts(utterance.plain, ())
    found = find_amounts(utterance.plain)
    seeks = utterance.words[0] in _SEEKS and "to" in utterance.words
    timed = find_amounts(utterance.plain, times=True) if seeks else found
    said = frozenset((*utterance.words, *found.text.split()))
    for one in families:
        if not one.words & said:
            continue
        for rule in one.rules:
            intent = rule.fits(utterance, plain, confidence)
            if intent is None and found.amounts:
                intent = rule.fits(utterance, found, confidence)
            if intent is None and timed is not found and rule.intent == "seek_content":
                intent = rule.fits(utterance, timed, confidence)
            if intent is not None:
                return intent
    return None
