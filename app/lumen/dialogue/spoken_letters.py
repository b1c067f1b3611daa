"""Words that are not read as they stand: acronyms, Roman numbers, fancy letters."""

# ruff: noqa: RUF001, SIM905 - a typographic apostrophe; tables of words

from __future__ import annotations

import re
import unicodedata

from lumen.dialogue.spoken_numbers import cardinal, number_reader
from lumen.dialogue.spoken_words import SAID_AS_WORDS, base_language

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_AFTER = frozenset(
    (
        "chapter part volume act book section phase stage level type class war "
        "henry louis "
        "elizabeth charles george edward james william richard philip pius "
        "benedict john "
        "kapitel teil band akt ludwig friedrich chapitre tome capítulo parte capitolo"
    ).split()
)
_KINGS = frozenset(
    (
        "henry louis elizabeth charles george edward james william richard philip pius "
        "benedict john"
    ).split()
)
TO_SPELL = re.compile(r"[A-Z]{2,5}s?")
"""Acronyms with a plural s; others are all in capitals."""


def say_roman(word: str, before: str, language: str) -> str:
    """A Roman number behind a word that has numbers; empty for other words."""
    if before not in _ROMAN_AFTER or not _ROMAN.fullmatch(word):
        return ""
    value = _roman_value(word)
    if before in _KINGS and base_language(language) == "en":
        reader = number_reader("en").read(f"{value}th", 0, "")
        return f"the {reader[0]}" if reader else ""
    return cardinal(value, language)


def spell_acronym(word: str, *, shouted: bool) -> str:
    """An acronym letter by letter, unless it is said as a word or shouted."""
    plural = word.endswith("s")
    letters = word[:-1] if plural else word
    if letters in SAID_AS_WORDS or len(letters) < 2 or "-" in letters:
        return word
    if len(letters) > 5 or shouted:
        return word.capitalize() if len(letters) > 1 else word
    if len(letters) > 3 and re.search(r"[AEIOU]", letters):
        return word.capitalize()
    if not letters.isalpha():
        return word
    return " ".join(letters) + ("s" if plural else "")


def _roman_value(word: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    numbers = [values[char] for char in word]
    return sum(
        -number if number < following else number
        for number, following in zip(numbers, [*numbers[1:], 0], strict=True)
    )


def readable_letters(word: str) -> str:
    """Letters of fancy alphabets as plain ones; control characters left out."""
    folded = unicodedata.normalize("NFKC", word) if _FANCY.search(word) else word
    return "".join(char for char in folded if char.isalnum() or char in "'’- ")


def plain_number(char: str) -> int:
    """The value of a sign like a circled five; 0 when it has no whole one."""
    value = unicodedata.numeric(char, 0.0)
    return int(value) if value == int(value) and 0 < value < 1e9 else 0


_FANCY = re.compile("[\U0001d400-\U0001d7ff\uff01-\uff5e\u2100-\u214f\u2460-\u24ff]")
