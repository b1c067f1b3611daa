"""Numbers, ordinals, percentages, fractions and rates that begin at a token."""

from __future__ import annotations

from fractions import Fraction

from lumen.core.number_words import ONES, PARTS, TENS
from lumen.understanding.quantity_tokens import Kind, Reading, Tokens

SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)} | {
    "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "⅛": Fraction(1, 8),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}  # fmt: skip
"""Single characters that are a part of one."""

_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
    "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
    "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
_NUMERATORS = {"a": 1, "an": 1} | {
    word: value for word, value in ONES.items() if 1 <= value < 10
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11,
    "twelfth": 12, "twelveth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
    "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_NOT_A_DECIMAL = frozenset(("this", "that", "the", "some", "what", "a", "which", "my"))
HEARD = {
    "to": 2, "too": 2, "tu": 2, "for": 4, "fore": 4, "ate": 8, "won": 1, "tree": 3,
    "free": 3, "fife": 5, "sicks": 6, "sics": 6, "tin": 10, "tent": 10, "oh": 0,
}  # fmt: skip
"""What recognisers write for a number; only where a number must stand."""

_TIGHT_ENDINGS = frozenset(("x", "ex", "times", "percent", "pct", "odd", "ish"))
_TIMES = frozenset(("x", "ex", "\u00d7", "times"))
_SPEED = frozenset(("speed", "pace", "tempo", "rate"))
_NORMAL = frozenset(
    ("normal", "regular", "standard", "original", "usual", "ordinary", "full")
) | {"natural", "default"}
_MULTIPLES = {
    "double": 2, "dubble": 2, "twice": 2, "triple": 3, "treble": 3, "thrice": 3,
    "quadruple": 4,
}  # fmt: skip
_SLOWEST, _FASTEST = Fraction(1, 20), Fraction(16)
STARTS = (
    frozenset(("a", "an", "half", "halfway", "midway", "mid", "quarter", "point", "oh"))
    | {"minus", "negative", "-", "hundred", "dozen", "time", *SIGNS}
    | frozenset(_MULTIPLES) | frozenset(_ORDINALS) | _NORMAL | _TIMES
)  # fmt: skip
"""Words besides figures and number words that amounts may begin with."""


def amount(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """A number above or at zero with the parts that follow it: ``one and a half``.

    Returns:
        The number and the index behind it; None when none begins there.
    """
    word = tokens.word(at)
    if word in SIGNS:
        return SIGNS[word], at + 1
    if tokens.are(at, "half", "a", "dozen"):
        return Fraction(6), at + 3
    if word in ("a", "an") and tokens.word(at + 1) in PARTS:
        return None
    if word == "point" or tokens.are(at, "oh", "point"):
        return _decimals(tokens, at + (word == "oh"))
    read = tokens.number(at)
    if read is None:
        return None
    value, end = read
    return _with_part(tokens, value, end)


def _decimals(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """``point five``; not the point of ``at this point five people``."""
    if tokens.word(at - 1) in _NOT_A_DECIMAL:
        return None
    digits = ""
    end = at + 1
    while end < len(tokens) and len(digits) < 6:
        word = tokens.word(end)
        if word == "oh" or ONES.get(word, 10) < 10:
            digits += str(ONES.get(word, 0))
        elif word.isascii() and word.isdigit() and len(word) <= 6 and not digits:
            digits += word
        else:
            break
        end += 1
    return (Fraction(int(digits), 10 ** len(digits)), end) if digits else None


def _with_part(tokens: Tokens, value: Fraction, end: int) -> tuple[Fraction, int]:
    """The half of ``one and one half``, ``1 1/2`` and ``2½``."""
    if value.denominator != 1:
        return value, end
    begin = end + (tokens.word(end) == "and")
    if begin > end and tokens.word(begin) == "a" and _slash(tokens, begin + 1):
        begin += 1  # "1 and a 1/2"
    if tokens.word(begin) in SIGNS:
        return value + SIGNS[tokens.word(begin)], begin + 1
    part = _slash(tokens, begin) if tokens.word(end - 1)[-1:].isdigit() else None
    if part is None and begin > end:
        part = _in_words(tokens, begin)
    return (value + part[0], part[1]) if part else (value, end)


def _slash(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """``3/4`` in figures, below one; no dates."""
    over, under = tokens.word(at), tokens.word(at + 2)
    if tokens.word(at + 1) != "/" or tokens.word(at + 3) == "/":
        return None
    if not (over.isascii() and over.isdigit() and len(over) <= 2):
        return None
    if not (under.isascii() and under.isdigit() and len(under) <= 3):
        return None
    if tokens.word(at - 1) == "/" or not 0 < int(over) < int(under) <= 100:
        return None
    return Fraction(int(over), int(under)), at + 3


def _in_words(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """``a third``, ``two thirds``, ``three quarters``."""
    over = _NUMERATORS.get(tokens.word(at))
    named = tokens.word(at + 1)
    under = _DENOMINATORS.get(named)
    if over is None or under is None or over >= under:
        return None
    plural = named.endswith("s")
    if plural != (over > 1) and not (named == "quarter" and over == 3):
        return None
    return Fraction(over, under), at + 2


def part(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """A part of one in any form; the index behind it too."""
    word = tokens.word(at)
    if word in SIGNS:
        return SIGNS[word], at + 1
    if found := _slash(tokens, at) or _in_words(tokens, at):
        return found
    if word in ("halfway", "midway") or tokens.are(at, "half", "way"):
        return Fraction(1, 2), at + 1 + (word == "half")
    if word == "half":
        return Fraction(1, 2), at + 1
    return (Fraction(1, 4), at + 1) if word == "quarter" else None


def read_fraction(tokens: Tokens, at: int) -> Reading | None:
    """A fraction such as ``a third`` or ``½``."""
    found = part(tokens, at) or _out_of(tokens, at)
    return Reading(Kind.FRACTION, *found) if found else None


def _out_of(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """``nine out of ten``."""
    over = tokens.whole(at, 101)
    if over is None or not tokens.are(over[1], "out", "of"):
        return None
    under = tokens.whole(over[1] + 2, 101)
    if under is None or not 0 < under[0] >= over[0]:
        return None
    return over[0] / under[0], under[1]


def read_number(tokens: Tokens, at: int) -> Reading | None:
    """A number, below zero after ``minus`` or a sign; ``-odd`` is read over."""
    begin = at + (_signed(tokens, at))
    if tokens.tight(begin) and begin == at and tokens.word(at - 1).isalpha():
        return None  # the figure of "mp3"
    found = amount(tokens, begin)
    if found is None:
        return None
    value, end = found
    follower = tokens.word(end)
    if tokens.tight(end) and follower.isalpha() and follower not in _TIGHT_ENDINGS:
        return None  # "3d", "4k"
    end += follower in ("odd", "ish")
    return Reading(Kind.NUMBER, -value if begin > at else value, end)


def _signed(tokens: Tokens, at: int) -> bool:
    """Whether a sign that begins a number stands at an index."""
    before = tokens.word(at - 1)
    if before[-1:].isdigit() or before in ONES or before in TENS:
        return False
    if tokens.word(at) == "-":
        return tokens.tight(at + 1) and not tokens.tight(at)
    return tokens.word(at) in ("minus", "negative")


def heard_number(tokens: Tokens, at: int) -> Reading | None:
    """A number, or what a recogniser writes for one: ``to``, ``for``, ``ate``."""
    if found := read_number(tokens, at):
        return found
    value = HEARD.get(tokens.word(at))
    return None if value is None else Reading(Kind.NUMBER, Fraction(value), at + 1)


def read_percent(tokens: Tokens, at: int) -> Reading | None:
    """``fifty percent``, ``50 %``, ``fifty per cent``."""
    found = read_number(tokens, at)
    if found is None:
        return None
    end = found.end
    if tokens.are(end, "per", "cent"):
        end += 2
    elif tokens.word(end) in ("%", "percent", "percents", "pct", "procent"):
        end += 1
    else:
        return None
    return Reading(Kind.PERCENT, found.value / 100, end)


def read_ordinal(tokens: Tokens, at: int) -> Reading | None:
    """``first``, ``21st``, ``twenty first``; ``second`` where it is no time."""
    word = tokens.word(at)
    if word.isascii() and word.isdigit() and len(word) < 5:
        ending = tokens.word(at + 1)
        if ending in _ORDINAL_ENDINGS and tokens.tight(at + 1):
            return Reading(Kind.ORDINAL, Fraction(int(word)), at + 2)
        return None
    low = _ORDINALS.get(tokens.word(at + 1), 10)
    if word in TENS and low < 10 and low != 2:
        return Reading(Kind.ORDINAL, Fraction(TENS[word] + low), at + 2)
    value = _ORDINALS.get(word)
    before = tokens.word(at - 1)
    if value is None or before in TENS or (value == 2 and before in _COUNTED):
        return None
    return Reading(Kind.ORDINAL, Fraction(value), at + 1)


_COUNTED = frozenset((*ONES, *TENS, "a", "per", "every", "each", "split", "half"))


def read_rate(tokens: Tokens, at: int) -> Reading | None:
    """``1.5x``, ``x2``, ``double speed``, ``one and a half times``, ``half speed``."""
    if tokens.are(at, "time", "and", "a", "half"):
        return Reading(Kind.RATE, Fraction(3, 2), at + 4)
    word = tokens.word(at)
    if word in ("to", "too") and tokens.word(at + 1) == "times":
        heard = _as_fast(tokens, at + 2, Fraction(2))  # "at to times speed"
        return Reading(Kind.RATE, *heard) if heard else None
    if word in _NORMAL:
        end = at + 1 + (tokens.word(at + 1) == "playback")
        named = tokens.word(end) in _SPEED
        return Reading(Kind.RATE, Fraction(1), end + 1) if named else None
    if word in _TIMES:
        return _times_first(tokens, at)
    if word in _MULTIPLES:
        value = Fraction(_MULTIPLES[word])
        value, end = _as_fast(tokens, at + 1, value) or (value, at + 1)
        end += tokens.word(end) == "time" and word != "twice"
        return Reading(Kind.RATE, value, end)
    if found := part(tokens, at):
        compared = _as_fast(tokens, found[1], found[0])
        if compared:
            return Reading(Kind.RATE, *compared)
    return _counted_rate(tokens, at)


def _counted_rate(tokens: Tokens, at: int) -> Reading | None:
    percent = read_percent(tokens, at)
    number = percent or read_number(tokens, at)
    if number is None or number.value <= 0:
        return None
    end = number.end
    if not percent and tokens.word(end) in _TIMES:
        if tokens.number(end + 1):
            return None  # a sum
        compared = _as_fast(tokens, end + 1, number.value)
        return Reading(Kind.RATE, *(compared or (number.value, end + 1)))
    compared = _as_fast(tokens, end, number.value)
    if compared is None or not _SLOWEST <= compared[0] <= _FASTEST:
        return None
    return Reading(Kind.RATE, *compared)


def _times_first(tokens: Tokens, at: int) -> Reading | None:
    """``x2`` and ``times two``, behind no other number."""
    if tokens.word(at) != "times" and not tokens.tight(at + 1):
        return None
    before = tokens.word(at - 1)
    if before[-1:].isdigit() or before in ONES or before in TENS:
        return None
    found = amount(tokens, at + 1)
    return Reading(Kind.RATE, *found) if found else None


def _as_fast(tokens: Tokens, at: int, value: Fraction) -> tuple[Fraction, int] | None:
    """Read over ``speed``, ``of the normal speed``, ``as fast``."""
    if tokens.are(at, "as", "fast") or tokens.are(at, "as", "quick"):
        return value, at + 2
    if tokens.are(at, "as", "slow") and value:
        return 1 / value, at + 2
    end = at
    for words in (("of",), ("the", "its", "my"), _NORMAL, ("playback",)):
        end += tokens.word(end) in words
    return (value, end + 1) if tokens.word(end) in _SPEED else None


def read_year(tokens: Tokens, at: int) -> Reading | None:
    """A year between 1900 and 2099, in figures or as it is said."""
    if tokens.tight(at) and tokens.word(at - 1).isalpha():
        return None
    found = tokens.number(at)
    if found is None or tokens.word(at) in ("a", "an"):
        return None
    value, end = found
    if value in (19, 20) and tokens.word(at) in ("nineteen", "twenty"):
        century = value * 100
        if tokens.word(end) == "hundred":
            return None
        oh = tokens.word(end) in ("oh", "o")
        low = tokens.number(end + oh)
        if low is None or not (1 <= low[0] < 10 if oh else 10 <= low[0] < 100):
            return None
        value, end = century + low[0], low[1]
    if value.denominator != 1 or not 1900 <= value <= 2099:
        return None
    if "," in tokens.word(at):
        return None
    return Reading(Kind.NUMBER, value, end)
