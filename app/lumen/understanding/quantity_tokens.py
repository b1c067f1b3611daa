"""Words, figures and signs of a sentence with where they stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from lumen.core.number_words import read_number


class Kind(StrEnum):
    """What an amount measures; the unit of its value stands beside it."""

    NUMBER = "number"  # the number itself, below zero after a sign or "minus"
    ORDINAL = "ordinal"  # 3.0 for "the third"
    PERCENT = "percent"  # 0.5 for "fifty percent"; 1.5 for "150 %"
    DURATION = "duration"  # seconds
    TIMESTAMP = "timestamp"  # seconds from the beginning of what plays
    CLOCK = "clock"  # seconds after midnight, as said: "half past five" is 5:30
    FRACTION = "fraction"  # 0 to 1
    RATE = "rate"  # factor of the normal speed
    DEGREE = "degree"  # 1 a touch, 2 a bit, 3 quite a bit, 4 a lot


class Token(NamedTuple):
    """A piece of the sentence.

    Attributes:
        text: In small letters; a hyphen inside a word has parted it.
        start: Index of its first character.
        end: Index behind its last character.
        tight: Nothing stands between it and the token before.
    """

    text: str
    start: int
    end: int
    tight: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """An amount that begins at some token.

    Attributes:
        kind: What it measures.
        value: In the unit of its kind.
        end: Index behind its last token.
    """

    kind: Kind
    value: Fraction
    end: int


_PIECE = re.compile(
    r"(?<![\d:.])[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?(?![\d:])"
    r"|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"
    r"|(?<![\w.])\.[0-9]+"
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
    r"|\S"
)
_LONGEST_NUMBER_WORDS = 24
_LARGEST = 10**15


class Tokens:
    """The tokens of a text; asking beyond its ends gives empty words."""

    def __init__(self, text: str) -> None:
        self.items: list[Token] = []
        self.words: list[str] = []
        self._numbers: dict[int, tuple[Fraction, int] | None] = {}
        before = -1
        for match in _PIECE.finditer(text):
            piece = match.group()
            start, end = match.span()
            if piece == "-" and _joins(text, start):
                continue
            self.items.append(Token(piece.lower(), start, end, start == before))
            self.words.append(self.items[-1].text)
            before = end

    def __len__(self) -> int:
        return len(self.items)

    def word(self, at: int) -> str:
        """The word at an index; empty beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def tight(self, at: int) -> bool:
        """Whether a token touches the one before it."""
        return 0 < at < len(self.items) and self.items[at].tight

    def are(self, at: int, *words: str) -> bool:
        """Whether these words stand at an index."""
        return tuple(self.words[at : at + len(words)]) == words

    def number(self, at: int) -> tuple[Fraction, int] | None:
        """A number of the shared grammar, not too large to be an amount."""
        if at not in self._numbers:
            self._numbers[at] = self._read_number(at)
        return self._numbers[at]

    def _read_number(self, at: int) -> tuple[Fraction, int] | None:
        if not 0 <= at < len(self.words) or ":" in self.words[at]:
            return None
        read = read_number(self.words[at : at + _LONGEST_NUMBER_WORDS], 0)
        if read is None or read[0] > _LARGEST:
            return None
        return read[0], at + read[1]

    def whole(self, at: int, below: int) -> tuple[Fraction, int] | None:
        """A whole number that begins with no article and is smaller than a limit."""
        read = None if self.word(at) in ("a", "an") else self.number(at)
        if read is None or read[0].denominator != 1 or read[0] >= below:
            return None
        return read


def _joins(text: str, at: int) -> bool:
    """Whether a hyphen only joins words: ``twenty-five``, ``30-second``."""
    if at == 0 or at + 1 >= len(text):
        return False
    left, right = text[at - 1], text[at + 1]
    return (left.isalpha() and right.isalnum()) or (left.isalnum() and right.isalpha())
