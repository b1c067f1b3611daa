"""The one grammar of amounts: timers, seeking, volume and speed read with it.

Pure: text in, amounts with their places out. Works on normalised and on raw text, in
time linear to its length.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lumen.core.number_words import ONES, SCALES, TENS
from lumen.understanding import (
    quantity_degrees,
    quantity_durations,
    quantity_numbers,
    quantity_times,
)
from lumen.understanding.quantity_tokens import Kind, Reading, Tokens

__all__ = [
    "Kind", "Quantity", "duration_in", "find", "first", "number_at", "position_in",
    "rate_in", "year_in",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount said in a text.

    Attributes:
        kind: What it measures.
        value: Seconds for durations, timestamps (from the beginning of what plays)
            and clock times (after midnight); 0 to 1 for percentages and fractions;
            the factor of a rate; the number of numbers and ordinals; for degrees
            1 a touch, 2 a bit, 3 quite a bit, 4 a lot.
        start: Index of its first character.
        end: Index behind its last character.
    """

    kind: Kind
    value: float
    start: int
    end: int


_Reader = Callable[[Tokens, int], Reading | None]
_READERS: tuple[_Reader, ...] = (
    quantity_times.read_clock,
    quantity_times.read_timestamp,
    quantity_durations.read_duration,
    quantity_numbers.read_rate,
    quantity_numbers.read_percent,
    quantity_numbers.read_fraction,
    quantity_degrees.read_degree,
    quantity_numbers.read_ordinal,
    quantity_numbers.read_number,
)
"""In order of preference among readings of the same length."""

_STARTS = (
    frozenset(ONES) | frozenset(TENS) | frozenset(SCALES) | quantity_numbers.STARTS
    | quantity_times.STARTS | quantity_degrees.STARTS
)  # fmt: skip


def find(text: str, *, times: bool = False) -> tuple[Quantity, ...]:
    """All amounts from left to right, the longest at each place, none overlapping.

    Args:
        text: A sentence, normalised or not.
        times: Whether bare pairs of numbers are places in a track: ``one thirty``.
    """
    return _found(Tokens(text), times=times)


def _found(tokens: Tokens, *, times: bool) -> tuple[Quantity, ...]:
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        reading = _longest(tokens, at, times=times)
        if reading is None:
            at += 1
            continue
        found.append(_quantity(tokens, at, reading))
        at = reading.end
    return tuple(found)


def _longest(tokens: Tokens, at: int, *, times: bool) -> Reading | None:
    word = tokens.words[at]
    if word not in _STARTS and not word[0].isdigit() and word[0] != ".":
        return None
    best: Reading | None = None
    if times:
        best = quantity_times.read_spoken_place(tokens, at)
    for read in _READERS:
        reading = read(tokens, at)
        if reading and (best is None or reading.end > best.end):
            best = reading
    return best


def _quantity(tokens: Tokens, at: int, reading: Reading) -> Quantity:
    items = tokens.items
    return Quantity(
        reading.kind, float(reading.value), items[at].start, items[reading.end - 1].end
    )


def first(text: str, *kinds: Kind, times: bool = False) -> Quantity | None:
    """The first amount of one of these kinds (of any, when none is named)."""
    found = find(text, times=times)
    return next((one for one in found if not kinds or one.kind in kinds), None)


def number_at(text: str, at: int, *, heard: bool = False) -> Quantity | None:
    """The number that begins at a character; spaces before it are skipped.

    Args:
        text: A sentence.
        at: Index of a character.
        heard: Whether "to", "for", "ate" and their like are two, four, eight: only
            where a number has to stand.
    """
    tokens = Tokens(text)
    read = quantity_numbers.heard_number if heard else quantity_numbers.read_number
    for index, item in enumerate(tokens.items):
        if item.start >= at:
            if text[at : item.start].strip():
                return None
            reading = read(tokens, index)
            return _quantity(tokens, index, reading) if reading else None
    return None


def duration_in(text: str) -> Quantity | None:
    """The first duration."""
    return first(text, Kind.DURATION)


def position_in(text: str) -> Quantity | None:
    """A place in what plays: ``12:34``, ``one thirty``, ``minute five``.

    A duration is one when nothing better is said: ``go to five minutes``.
    """
    found = find(text, times=True)
    for kind in (Kind.TIMESTAMP, Kind.DURATION):
        for one in found:
            if one.kind is kind:
                return Quantity(Kind.TIMESTAMP, one.value, one.start, one.end)
    return None


def rate_in(text: str) -> Quantity | None:
    """A speed: a rate, or a percentage, fraction or number between 0.05 and 16."""
    found = find(text)
    for kinds in ((Kind.RATE,), (Kind.PERCENT, Kind.FRACTION), (Kind.NUMBER,)):
        for one in found:
            if one.kind in kinds and 0.05 <= one.value <= 16:
                return Quantity(Kind.RATE, one.value, one.start, one.end)
    return None


def year_in(text: str) -> Quantity | None:
    """A year between 1900 and 2099: ``1999``, ``nineteen ninety nine``, ``2008``."""
    tokens = Tokens(text)
    for at in range(len(tokens)):
        reading = quantity_numbers.read_year(tokens, at)
        if reading:
            return _quantity(tokens, at, reading)
    return None
