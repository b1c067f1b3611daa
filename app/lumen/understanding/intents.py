"""From a sentence to an intent: whole sentences only, so no word is a trap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.asking import Asking
from lumen.understanding.names import clean_name
from lumen.understanding.normalisation import (
    LONGEST_CHARS,
    normalise,
    without_courtesy,
)
from lumen.understanding.phrases import askings


@dataclass(frozen=True, slots=True)
class _Rule:
    asking: Asking
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    """Compiled askings: exact sentences first, then patterns in order."""

    exact: dict[str, Asking]
    patterns: tuple[_Rule, ...]


@cache
def _rules() -> _Rules:
    exact: dict[str, Asking] = {}
    patterns: list[_Rule] = []
    for asking in askings():
        for phrase in asking.phrases:
            exact.setdefault(normalise(phrase), asking)
        if asking.patterns:
            body = "|".join(f"(?:{pattern})" for pattern in _numbered(asking.patterns))
            patterns.append(_Rule(asking, re.compile(body)))
    return _Rules(exact, tuple(patterns))


def _numbered(patterns: tuple[str, ...]) -> list[str]:
    """Named groups may occur once in an expression: number them per alternative."""
    return [
        re.sub(r"\(\?P<(\w+)>", rf"(?P<\1__{number}>", pattern)
        for number, pattern in enumerate(patterns)
    ]


def own_asking(text: str) -> Intent | None:
    """Recognise what a sentence asks for.

    A sentence fires only as a whole, apart from wake word and politeness; whatever
    says more than an intent's wordings is left to others.

    Args:
        text: As typed or recognised.

    Returns:
        The intent with its slots, or None.
    """
    if len(text) > LONGEST_CHARS or not text.strip():
        return None
    whole = normalise(text)
    if not whole:
        return None
    found = _match(whole, text, 1.0)
    if found is not None:
        return found
    bare = without_courtesy(whole)
    if bare:
        return _match(bare, text, 0.95)
    called = any(char.isalpha() for char in whole)
    return Intent("greeting", confidence=0.8) if called else None


def _match(sentence: str, text: str, confidence: float) -> Intent | None:
    rules = _rules()
    asking = rules.exact.get(sentence)
    if asking is not None:
        return Intent(asking.intent, asking.slots, confidence)
    for rule in rules.patterns:
        match = rule.pattern.fullmatch(sentence)
        if match is None:
            continue
        slots = _slots(rule.asking, match, text)
        if slots is not None:
            return Intent(rule.asking.intent, slots, confidence)
    return None


def _slots(
    asking: Asking, match: re.Match[str], text: str
) -> dict[str, SlotValue] | None:
    """The slots of a match; None when a value cannot be what the slot wants."""
    slots = dict(asking.slots)
    for group, value in match.groupdict().items():
        if value is None:
            continue
        name = group.partition("__")[0]
        if name == "name":
            cleaned = clean_name(value, text)
            if not cleaned:
                return None
            slots[name] = cleaned
        else:
            slots[name] = value
    return slots
