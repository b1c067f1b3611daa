"""Places in a track and times of day that begin at a token."""

from __future__ import annotations

from fractions import Fraction

from lumen.core.number_words import ONES, TENS
from lumen.understanding.quantity_durations import (
    DAY,
    HOUR,
    MINUTE,
    SINGULAR,
    UNITS,
    clock_figures,
    read_duration,
    sixtieth,
    unit_at,
)
from lumen.understanding.quantity_numbers import HEARD
from lumen.understanding.quantity_tokens import Kind, Reading, Tokens

_PAST = frozenset(("past", "after"))
_BEFORE = frozenset(("to", "till", "til", "before"))
_NAMED_HOURS = {"noon": 12, "midday": 12, "midnight": 0}
STARTS = (
    frozenset(("a", "an", "another", "last", "past", "next", "single", "couple", "few"))
    | {"several", "the", *SINGULAR, *_NAMED_HOURS, *HEARD}
)  # fmt: skip
"""Words besides figures and number words that times may begin with."""


def read_timestamp(tokens: Tokens, at: int) -> Reading | None:
    """``12:34``, ``one hour twenty in``, ``the 20 minute mark``, ``minute 5``."""
    word = tokens.word(at)
    if ":" in word and len(word) > 1:
        end = at + 1 + (tokens.word(at + 1) in ("mark", "point"))
        return Reading(Kind.TIMESTAMP, clock_figures(word), end)
    if word in SINGULAR and (word != "second" or tokens.word(at - 1) in _TO):
        return _unit_first(tokens, at)
    found = read_duration(tokens, at)
    if found is None:
        return None
    following, then = tokens.word(found.end), tokens.word(found.end + 1)
    if following in ("mark", "point", "marker"):
        return Reading(Kind.TIMESTAMP, found.value, found.end + 1)
    if following == "into" or (following == "in" and then in _ENDS):
        return Reading(Kind.TIMESTAMP, found.value, found.end + 1)
    return None


_TO = frozenset(("to", "at", "from"))
_ENDS = frozenset(("", "please", "now", "and", "then", "thanks", ",", ".", "!", "?"))


def _unit_first(tokens: Tokens, at: int) -> Reading | None:
    """``minute 12 second 30``."""
    total, end, unit = Fraction(0), at, 2 * DAY
    while tokens.word(end) in SINGULAR and UNITS[tokens.word(end)] < unit:
        if tokens.word(end - 1) in _NO_PLACE:
            break
        read = tokens.whole(end + 1, 1000)
        if read is None or tokens.word(read[1]) in _PLURAL:
            break
        unit = UNITS[tokens.word(end)]
        total, end = total + read[0] * unit, read[1]
        end += tokens.word(end) == "and" and tokens.word(end + 1) in SINGULAR
    return Reading(Kind.TIMESTAMP, total, end) if end > at else None


_NO_PLACE = frozenset(("a", "an", "one", "per", "this", "every", "each", "half"))
_PLURAL = frozenset(UNITS) - SINGULAR


def read_spoken_place(tokens: Tokens, at: int) -> Reading | None:
    """``one thirty``, ``twelve oh five``, ``one twenty five thirty``."""
    first = tokens.whole(at, 100)
    if first is None:
        return None
    total, end = first
    for _ in range(2):
        read = sixtieth(tokens, end)
        oh = tokens.word(end) in ("oh", "o")
        if read is None or (read[0] < 10 and not oh and tokens.word(end) != "00"):
            break
        total, end = total * 60 + read[0], read[1]
    if end == first[1] or unit_at(tokens, end) or tokens.word(end) in ("%", "percent"):
        return None
    return Reading(Kind.TIMESTAMP, total, end)


def read_clock(tokens: Tokens, at: int) -> Reading | None:
    """Times of day: ``half past five``, ``5 pm``, ``ten to six``, ``noon``."""
    word = tokens.word(at)
    if word in _NAMED_HOURS:
        return Reading(Kind.CLOCK, _NAMED_HOURS[word] * HOUR, at + 1)
    if relative := _minutes_from(tokens, at):
        minutes, end = relative
        hour = _hour(tokens, end)
        if hour is None:
            return None
        return Reading(Kind.CLOCK, (hour[0] + minutes * MINUTE) % DAY, hour[1])
    if ":" in word and len(word) > 1:
        read: tuple[Fraction, int] | None = (clock_figures(word) * 60, at + 1)
        if word.count(":") > 1:
            return None
    else:
        read = _spoken_hour(tokens, at)
    if read is None:
        return None
    seconds, end = read
    named = _half_of_day(tokens, seconds, end)
    return Reading(Kind.CLOCK, *named) if named else None


def _spoken_hour(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    pair = read_spoken_place(tokens, at)
    if pair and pair.value < 24 * 60:
        return pair.value * 60, pair.end
    read = tokens.whole(at, 25)
    if read is None:
        return None
    return read[0] * HOUR, read[1]


def _half_of_day(
    tokens: Tokens, seconds: Fraction, at: int
) -> tuple[Fraction, int] | None:
    """Seconds after midnight with ``o'clock``, ``am`` or ``pm`` behind."""
    end = at
    for words in (("o'clock",), ("o\u2019clock",), ("oclock",), ("o", "clock")):
        if tokens.are(end, *words):
            end += len(words)
            break
    for size, afternoon in ((_half_day_words(tokens, end, "a"), False),
                            (_half_day_words(tokens, end, "p"), True)):  # fmt: skip
        if size and seconds <= 13 * HOUR:
            hours = seconds % (12 * HOUR) if seconds >= 12 * HOUR else seconds
            return hours + 12 * HOUR * afternoon, end + size
    return (seconds % DAY, end) if end > at else None


def _half_day_words(tokens: Tokens, at: int, letter: str) -> int:
    """How many tokens ``pm`` or ``p.m.`` takes."""
    if tokens.word(at) == f"{letter}m":
        return 0 if letter == "a" and tokens.word(at + 1) == "i" else 1
    if tokens.are(at, letter, ".", "m"):
        return 3 + (tokens.word(at + 3) == ".")
    return 2 if tokens.are(at, letter, "m") else 0


def _minutes_from(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """Minutes from the hour of ``half past``, ``ten to``; the index behind."""
    word = tokens.word(at)
    if word in ("half", "quarter") or tokens.are(at, "a", "quarter"):
        at += word == "a"
        minutes, end = Fraction(30 if word == "half" else 15), at + 1
    else:
        read = tokens.whole(at, 30)
        if read is None:
            return None
        minutes, end = read
        named = tokens.word(end) in ("minute", "minutes")
        end += named
        certain = named or tokens.word(at - 1) == "at"
        if (
            tokens.word(end) in _BEFORE
            and not certain
            and not _looks_like_clock(tokens, at)
        ):
            return None
    if tokens.word(end) in _PAST:
        return minutes, end + 1
    if tokens.word(end) in _BEFORE and minutes < 30:
        return -minutes, end + 1
    return None


def _looks_like_clock(tokens: Tokens, at: int) -> bool:
    """Whether ``ten to six`` may be a time: in words, and not "from ten to six"."""
    minutes = TENS.get(tokens.word(at), ONES.get(tokens.word(at), 0))
    return minutes in (5, 10, 20) and tokens.word(at - 1) in ("", "is", "it", "until")


def _hour(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """The hour behind ``half past``, with its half of the day if said."""
    if tokens.word(at) in _NAMED_HOURS:
        return _NAMED_HOURS[tokens.word(at)] * HOUR, at + 1
    read = tokens.whole(at, 25)
    if read is None or not read[0]:
        return None
    seconds, end = read[0] * HOUR, read[1]
    return _half_of_day(tokens, seconds, end) or (seconds, end)
