"""Numbers in sentences: digits and English words, as exact fractions."""

# ruff: noqa: SIM905 - tables of words

from __future__ import annotations

import re
from fractions import Fraction

ONES = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve "
            "thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
} | {"nought": 0, "naught": 0, "twelf": 12, "eightteen": 18}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
} | {
    "fourty": 40,
    "fourthy": 40,
    "fivety": 50,
    "ninty": 90,
    "thirthy": 30,
    "fifthy": 50,
}
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
PARTS = {
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "quarter": Fraction(1, 4),
}
_LONGEST_DIGITS = 60

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")


def read_digits(token: str) -> Fraction | None:
    """A number in digits, commas between thousands; None when it is too long."""
    plain = token.replace(",", "")
    if len(plain) > _LONGEST_DIGITS or not plain.isascii():
        return None
    return Fraction("0" + plain if plain.startswith(".") else plain)


def read_number(words: list[str], at: int) -> tuple[Fraction, int] | None:
    """Read a number that begins at a word.

    Args:
        words: Small words and digit groups.
        at: Index of the first word.

    Returns:
        The number and the index behind it; None when none begins there.
    """
    article = words[at] in ("a", "an")
    if article:
        at += 1
        following = words[at] if at < len(words) else ""
        if following in PARTS:
            return PARTS[following], at + 1
        if following not in ("hundred", "dozen", *SCALES):
            return None
    begin = at
    value, at = _read_whole(words, at, implied=article)
    if at == begin:
        return None
    if at < len(words) - 1 and words[at] == "point":
        value, at = _read_decimals(words, at, value)
        value, at = _scaled(words, at, value)
    if words[at : at + 2] == ["and", "a"] and words[at + 2 : at + 3]:
        part = PARTS.get(words[at + 2])
        if part is not None:
            return value + part, at + 3
    return value, at


def _scaled(words: list[str], at: int, value: Fraction) -> tuple[Fraction, int]:
    while at < len(words) and words[at] in SCALES:
        value *= SCALES[words[at]]
        at += 1
    return value, at


def _read_whole(words: list[str], at: int, *, implied: bool) -> tuple[Fraction, int]:
    """The part before ``point``; `implied` after an article: ``a hundred``."""
    total = Fraction(0)
    current = Fraction(1 if implied else 0)
    begin, last = at, ""
    while at < len(words):
        word = words[at]
        kind = _kind(word)
        if kind == "and" and last in ("hundred", "scale"):
            if at + 1 >= len(words) or _kind(words[at + 1]) not in _UNDER_100:
                break
            at += 1
            continue
        if not kind or kind == "and" or not _may_follow(last, kind):
            break
        if kind == "digits":
            number = read_digits(word)
            if number is None:
                break
            current = number
        elif kind in _UNDER_100:
            current += Fraction(ONES.get(word, TENS.get(word, 0)))
        elif kind == "hundred":
            current = (current or Fraction(1)) * (100 if word == "hundred" else 12)
        else:
            total += (current or 1) * SCALES[word]
            current = Fraction(0)
        last, at = kind, at + 1
    return total + current if at > begin else Fraction(0), at


def _kind(word: str) -> str:
    if word in ONES:
        return "one" if 1 <= ONES[word] <= 9 else "teen"
    if word in TENS:
        return "ten"
    if word in ("hundred", "dozen"):
        return "hundred"
    if word in SCALES:
        return "scale"
    if word == "and":
        return "and"
    return "digits" if DIGITS.fullmatch(word) else ""


_UNDER_100 = ("one", "teen", "ten")
_FOLLOWS = {
    "": ("one", "teen", "ten", "hundred", "scale", "digits"),
    "one": ("hundred", "scale"),
    "teen": ("hundred", "scale"),
    "ten": ("one", "hundred", "scale"),
    "hundred": ("one", "teen", "ten", "scale"),
    "scale": ("one", "teen", "ten", "scale"),
    "digits": ("hundred", "scale"),
}


def _may_follow(last: str, kind: str) -> bool:
    return kind in _FOLLOWS[last]


def _read_decimals(words: list[str], at: int, value: Fraction) -> tuple[Fraction, int]:
    """Digits after ``point``, as words or in figures."""
    digits = ""
    index = at + 1
    while index < len(words) and len(digits) < _LONGEST_DIGITS:
        word = words[index]
        if word in ONES and ONES[word] < 10:
            digits += str(ONES[word])
        elif word.isascii() and word.isdigit() and len(word) <= _LONGEST_DIGITS:
            digits += word
        elif word == "oh":
            digits += "0"
        else:
            break
        index += 1
    if not digits:
        return value, at
    return value + Fraction(int(digits), 10 ** len(digits)), index
