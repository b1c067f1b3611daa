"""Numbers in sentences: digits and English words, as exact fractions."""

# ruff: noqa: RUF001, SIM905 - signs of arithmetic; tables of words

from __future__ import annotations

import re
from fractions import Fraction

_ONES = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve "
            "thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
} | {"fourty": 40}
_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_PARTS = {
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
        if following in _PARTS:
            return _PARTS[following], at + 1
        if following not in ("hundred", "dozen", *_SCALES):
            return None
    begin = at
    value, at = _read_whole(words, at, implied=article)
    if at == begin:
        return None
    if at < len(words) - 1 and words[at] == "point":
        value, at = _read_decimals(words, at, value)
        value, at = _scaled(words, at, value)
    if words[at : at + 2] == ["and", "a"] and words[at + 2 : at + 3]:
        part = _PARTS.get(words[at + 2])
        if part is not None:
            return value + part, at + 3
    return value, at


def _scaled(words: list[str], at: int, value: Fraction) -> tuple[Fraction, int]:
    while at < len(words) and words[at] in _SCALES:
        value *= _SCALES[words[at]]
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
            if at + 1 >= len(words) or _kind(words[at + 1]) not in ("one", "ten"):
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
        elif kind in ("one", "ten"):
            current += Fraction(_ONES.get(word, _TENS.get(word, 0)))
        elif kind == "hundred":
            current = (current or Fraction(1)) * (100 if word == "hundred" else 12)
        else:
            total += (current or 1) * _SCALES[word]
            current = Fraction(0)
        last, at = kind, at + 1
    return total + current if at > begin else Fraction(0), at


def _kind(word: str) -> str:
    if word in _ONES:
        return "one"
    if word in _TENS:
        return "ten"
    if word in ("hundred", "dozen"):
        return "hundred"
    if word in _SCALES:
        return "scale"
    if word == "and":
        return "and"
    return "digits" if DIGITS.fullmatch(word) else ""


_FOLLOWS = {
    "": ("one", "ten", "hundred", "scale", "digits"),
    "one": ("hundred", "scale"),
    "ten": ("one", "hundred", "scale"),
    "hundred": ("one", "ten", "scale"),
    "scale": ("one", "ten", "scale"),
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
        if word in _ONES and _ONES[word] < 10:
            digits += str(_ONES[word])
        elif word.isascii() and word.isdigit():
            digits += word
        elif word == "oh":
            digits += "0"
        else:
            break
        index += 1
    if not digits:
        return value, at
    return value + Fraction(int(digits), 10 ** len(digits)), index


def say_number(value: Fraction, exact_places: int = 6) -> tuple[str, bool]:
    """A number as shown in an answer.

    Args:
        value: Any number.
        exact_places: Decimals up to which a number is shown in full.

    Returns:
        The figures, with commas between thousands, and whether they are exact.
    """
    if value.denominator == 1:
        return _say_whole(value.numerator)
    if abs(value) >= 10**15:
        return _say_whole(round(value))[0], False
    if (value * 10**exact_places).denominator == 1:
        return _trimmed(value, exact_places), True
    magnitude = abs(value)
    if magnitude < Fraction(1, 10**6):
        return _scientific(value), False
    decimals = 0 if exact_places < 4 and magnitude >= 1000 else 2
    while magnitude * 10**decimals < 1000 or (exact_places > 4 and decimals < 4):
        decimals += 1
    return _trimmed(value, decimals), False


def _say_whole(value: int) -> tuple[str, bool]:
    if abs(value) < 10**15:
        return f"{value:,}", True
    return _scientific(Fraction(value)), False


def _scientific(value: Fraction) -> str:
    sign = "-" if value < 0 else ""
    magnitude = abs(value)
    power = len(str(magnitude.numerator)) - len(str(magnitude.denominator))
    if magnitude < _ten(power):
        power -= 1
    mantissa = _trimmed(magnitude / _ten(power), 3)
    if mantissa == "10":
        mantissa, power = "1", power + 1
    return f"{sign}{mantissa} × 10^{power}"


def _ten(power: int) -> Fraction:
    return Fraction(10**power) if power >= 0 else Fraction(1, 10**-power)


def _trimmed(value: Fraction, decimals: int) -> str:
    scaled = round(abs(value) * 10**decimals)
    whole, rest = divmod(scaled, 10**decimals)
    sign = "-" if value < 0 and scaled else ""
    tail = f"{rest:0{decimals}d}".rstrip("0")
    return f"{sign}{whole:,}" + (f".{tail}" if tail else "")
