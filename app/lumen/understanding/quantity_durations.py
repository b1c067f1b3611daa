"""Durations that begin at a token."""

from __future__ import annotations

from fractions import Fraction

from lumen.core.number_words import ONES, TENS
from lumen.understanding.quantity_numbers import HEARD, SIGNS, amount, part
from lumen.understanding.quantity_tokens import Kind, Reading, Tokens

_SECOND, MINUTE, HOUR = Fraction(1), Fraction(60), Fraction(3600)
DAY = 24 * HOUR
_NAMES = {
    Fraction(1, 1000): "ms millisecond milliseconds",
    _SECOND: "second seconds sec secs secound secounds seconde secons",
    MINUTE: "minute minutes min mins minuet minuets minuts minut minits minit mintues",
    HOUR: "hour hours hr hrs houres",
    DAY: "day days",
    7 * DAY: "week weeks",
    14 * DAY: "fortnight fortnights",
}
UNITS = {name: size for size, names in _NAMES.items() for name in names.split()}
"""Seconds in every unit of time by its names."""

_LETTERS = {"h": HOUR, "m": MINUTE, "s": _SECOND}
SINGULAR = frozenset(
    ("second", "sec", "minute", "min", "hour", "hr", "day", "week", "minuet", "minit")
)
_IMPLYING_ONE = frozenset(
    ("a", "an", "one", "another", "last", "past", "next", "single")
)
_IMPLIED = _IMPLYING_ONE - {"a", "an", "one"}
_BETWEEN = frozenset(("more", "extra", "full", "whole", "solid", "good", "additional"))
_BETWEEN_ALL = _BETWEEN | {"odd", "ish", "further", "single", "other", "long", "short"}
_DECADES = frozenset(
    [
        "music",
        "songs",
        "song",
        "hits",
        "hit",
        "rock",
        "pop",
        "movies",
        "movie",
        "films",
        "film",
        "tunes",
        "playlist",
        "classics",
        "station",
        "disco",
        "party",
        "jams",
        "ballads",
        "synth",
        "metal",
        "hip",
        "funk",
        "soul",
        "dance",
        "radio",
        "show",
        "shows",
        "series",
        "channel",
        "kids",
        "vibe",
        "vibes",
    ]
)
_AFTER_BARE = frozenset(
    [
        "in",
        "into",
        "forward",
        "forwards",
        "back",
        "backward",
        "backwards",
        "ahead",
        "please",
        "from",
        "then",
        "and",
        "mark",
        "on",
        "of",
        "to",
        "left",
        "timer",
        "long",
        "earlier",
        "later",
        "now",
        "for",
        "at",
        ",",
        ".",
        "?",
        "!",
    ]
) | {""}
_DIRECTIONS = frozenset(
    ("back", "forward", "forwards", "ahead", "backward", "backwards", "rewind", "skip")
) | {"by", "in", "last", "next", "another", "advance", "jump", "exactly", "first"}
_MAX_PARTS = 4


def read_duration(tokens: Tokens, at: int) -> Reading | None:
    """``a minute and a half``, ``1h 20m``, ``2min30``, ``half an hour``."""
    found = _one_unit(tokens, at)
    if found is None:
        return None
    total, unit, end = found
    for _ in range(_MAX_PARTS):
        more = _half_more(tokens, end, unit) or _smaller(tokens, end, unit)
        if more is None:
            break
        total, unit, end = total + more[0], more[1], more[2]
    return Reading(Kind.DURATION, total, end)


def _one_unit(tokens: Tokens, at: int) -> tuple[Fraction, Fraction, int] | None:
    """One amount with its unit: seconds, seconds of the unit, index behind."""
    word = tokens.word(at)
    if ":" in word and len(word) > 1:
        return _figures_with_unit(tokens, at)
    for read in (_parted_amount, _loose_amount, _counted_amount, _heard_amount):
        found = read(tokens, at)
        if found is None:
            continue
        value, end = found
        while tokens.word(end) in _BETWEEN_ALL:
            end += 1
        end += tokens.word(end) == "of" and tokens.word(end + 1) in UNITS
        unit = unit_at(tokens, end)
        if unit:
            return value * unit[0], unit[0], unit[1]
    return _implied(tokens, at)


def unit_at(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """Seconds of the unit at an index and the index behind it."""
    word = tokens.word(at).removesuffix("'s").removesuffix("\u2019s")
    size = UNITS.get(word)
    figure = tokens.word(at - 1)[-1:].isdigit()
    if size is None and figure:
        size = _LETTERS.get(word)
    if size is None:
        return None
    if word == "s" and _is_decade(tokens, at):
        return None
    end = at + 1
    if tokens.word(end) == "." and tokens.tight(end) and len(word) < 4:
        end += 1
    return size, end


def _is_decade(tokens: Tokens, at: int) -> bool:
    """Whether ``80s`` means years."""
    years = tokens.word(at - 1)
    if not years.endswith("0") or not tokens.tight(at):
        return False
    if len(years) == 4 or tokens.word(at - 2) in ("the", "'"):
        return tokens.word(at + 1) not in ("mark", "timer")
    return tokens.word(at + 1) in _DECADES


def _parted_amount(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """``half a``, ``a quarter of an``, ``three quarters of an``, ``a half``."""
    start = at
    found = part(tokens, start)
    if found is None and tokens.word(at) == "a":
        found = part(tokens, at + 1)
    if found is None:
        return None
    value, end = found
    end += tokens.word(end) == "of"
    end += tokens.word(end) in ("a", "an", "one")
    return value, end


def _loose_amount(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """``a couple of``, ``a few``: two and three."""
    begin = at + (tokens.word(at) in ("a", "another", "the"))
    word = tokens.word(begin)
    if word == "couple":
        end = begin + 1 + (tokens.word(begin + 1) in ("of", "o", "more"))
        return Fraction(2), end + (tokens.word(end) == "of")
    if word == "few" or (word == "several" and begin == at):
        return Fraction(3 if word == "few" else 5), begin + 1
    return None


def _counted_amount(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """A number; of ``two or three`` the first; ``twenty or so``."""
    found = amount(tokens, at)
    if found is None:
        return None
    value, end = found
    link = tokens.word(end)
    if tokens.are(end, "or", "so") or tokens.are(end, "seconds", "or"):
        return value, end + 2 if link == "or" else end
    if (
        link in ("or", "to", "-")
        and (then := amount(tokens, end + 1))
        and then[0] > value
    ):
        return value, then[1]
    if value.denominator == 1 and value in _TENS_VALUES and not link[:1].isdigit():
        low = HEARD.get(link, 0)  # "sixty for seconds"
        if low in (2, 4, 8) and unit_at(tokens, end + 1):
            return value + low, end + 1
    return value, end


_TENS_VALUES = frozenset(Fraction(value) for value in TENS.values())


def _heard_amount(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """``back to minutes`` is two; ``for minutes`` is four only behind ``by``.

    "For minutes" and "for seconds" are English ("it went on for minutes") and no
    amount; "to minutes" is none, so that it is read where a move is said before it.
    """
    word = tokens.word(at)
    value = HEARD.get(word)
    plural = tokens.word(at + 1).endswith("s")
    if (
        value is None
        or word == "free"
        or not plural
        or tokens.word(at + 1) not in UNITS
    ):
        return None
    before = tokens.word(at - 1)
    if word in ("for", "fore"):
        return (Fraction(value), at + 1) if before == "by" else None
    if word in ("to", "too", "tu"):
        moved = before in _DIRECTIONS or before in ("to", "for")
        return (Fraction(value), at + 1) if moved else None
    return Fraction(value), at + 1


def _implied(tokens: Tokens, at: int) -> tuple[Fraction, Fraction, int] | None:
    """``a minute``, ``another hour``, and the minute of ``the last minute``."""
    word = tokens.word(at)
    if word in _IMPLYING_ONE:
        end = at + 1
        while tokens.word(end) in _BETWEEN:
            end += 1
        named = tokens.word(end).removesuffix("'s") in SINGULAR
        unit = unit_at(tokens, end) if named else None
        if unit is None or (word in ("a", "an") and _is_another(tokens, unit[1])):
            return None
        end = unit[1]
        if tokens.word(end) == "or" and (then := amount(tokens, end + 1)):
            end = then[1] if then[0] == 2 else end  # "a minute or two" is one
        return unit[0], unit[0], end
    if word in SINGULAR and tokens.word(at + 1) == "and":
        if tokens.word(at - 1) in ("this", "that", "every", "per", "each"):
            return None
        if _half_more(tokens, at + 1, UNITS[word]):
            return UNITS[word], UNITS[word], at + 1
    return None


def _is_another(tokens: Tokens, end: int) -> bool:
    """Whether ``a second`` means one more, as in ``a second time``."""
    second = tokens.word(end - 1) == "second"
    return second and tokens.word(end) in ("time", "one", "chance", "opinion", "season")


def _half_more(
    tokens: Tokens, at: int, unit: Fraction
) -> tuple[Fraction, Fraction, int] | None:
    """``and a half`` behind a unit."""
    if tokens.word(at) != "and":
        return None
    found = part(tokens, at + 1)
    if found is None or tokens.word(at + 1) in ("quarter", *SIGNS):
        return None
    if unit_at(tokens, found[1]) or tokens.word(found[1]) in _NOT_MORE:
        return None
    return found[0] * unit, _SECOND, found[1]


_NOT_MORE = frozenset(("of", "speed", "the", "volume", "its", "as", "that"))


def _smaller(
    tokens: Tokens, at: int, unit: Fraction
) -> tuple[Fraction, Fraction, int] | None:
    """What follows a larger unit: ``and 20 seconds``, or the bare 30 of ``2min30``."""
    begin = at
    while tokens.word(begin) in ("and", ",", "&") and begin < at + 2:
        begin += 1
    found = _one_unit(tokens, begin)
    if found:
        return found if found[1] < unit else None
    if unit not in (MINUTE, HOUR) or begin > at:
        return None
    read = sixtieth(tokens, at)
    if read is None or tokens.word(read[1]) not in _AFTER_BARE:
        return None
    return read[0] * unit / 60, unit / 60, read[1]


def sixtieth(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """A whole number below sixty, also as ``oh five``."""
    if tokens.word(at) in ("oh", "o"):
        low = ONES.get(tokens.word(at + 1), 10)
        return (Fraction(low), at + 2) if 0 < low < 10 else None
    return tokens.whole(at, 60)


def clock_figures(word: str) -> Fraction:
    """Seconds of ``12:34`` and ``1:02:03``."""
    total = Fraction(0)
    for figures in word.split(":"):
        total = total * 60 + int(figures)
    return total


def _figures_with_unit(
    tokens: Tokens, at: int
) -> tuple[Fraction, Fraction, int] | None:
    """``1:30 minutes`` and ``1:30 hours``."""
    unit = UNITS.get(tokens.word(at + 1))
    if unit not in (MINUTE, HOUR) or tokens.word(at).count(":") > 1:
        return None
    return clock_figures(tokens.word(at)) * unit / 60, _SECOND, at + 2
