"""Units of measure converted exactly, asked for in words."""

# ruff: noqa: ISC004, RUF001 - signs; patterns go over lines in their tuple

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from lumen.core.number_words import DIGITS, read_number
from lumen.dialogue.essential.figures import say_number

_LONGEST_CHARS = 120


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit: ``base = (value + offset) * factor``."""

    one: str
    many: str
    kind: str
    factor: Fraction
    offset: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Converted:
    """A conversion done, or refused.

    Attributes:
        text: What to say.
        value: In the wanted unit; None when the units do not fit together.
    """

    text: str
    value: Fraction | None


_TABLE = {
    "length": (
        "meter/meters/metre,metres,m 1; "
        "kilometer/kilometers/kilometre,kilometres,km 1000;"
        "centimeter/centimeters/centimetre,centimetres,cm 1/100;"
        "millimeter/millimeters/millimetre,millimetres,mm 1/1000;"
        "mile/miles/mi 1609.344; yard/yards/yd,yds 0.9144; foot/feet/ft 0.3048;"
        "inch/inches/in 0.0254; nautical mile/nautical miles/nmi 1852;"
        "light year/light years/lightyear,lightyears 9460730472580800"
    ),
    "mass": (
        "kilogram/kilograms/kg,kilo,kilos 1; gram/grams/g 1/1000;"
        "milligram/milligrams/mg 1/1000000; pound/pounds/lb,lbs 0.45359237;"
        "ounce/ounces/oz 0.028349523125; ton/tons/tonne,tonnes,metric tons 1000;"
        "stone/stone/stones 6.35029318"
    ),
    "volume": (
        "liter/liters/litre,litres,l 1; "
        "milliliter/milliliters/millilitre,millilitres,ml "
        "1/1000; deciliter/deciliters/dl 1/10; centiliter/centiliters/cl 1/100;"
        "gallon/gallons/gal,us gallons 3.785411784; quart/quarts/qt 0.946352946;"
        "pint/pints/pt 0.473176473; cup/cups/ 0.2365882365;"
        "fluid ounce/fluid ounces/fl oz 0.0295735295625;"
        "tablespoon/tablespoons/tbsp 0.01478676478125;"
        "teaspoon/teaspoons/tsp 0.00492892159375;"
        "cubic meter/cubic meters/cubic metre,cubic metres,m³ 1000"
    ),
    "speed": (
        "kilometer per hour/kilometers per hour/km/h,kmh,kph,kilometres per hour 5/18;"
        "mile per hour/miles per hour/mph 0.44704;"
        "meter per second/meters per second/m/s,metres per second 1;"
        "knot/knots/kn 463/900; foot per second/feet per second/ft/s 0.3048"
    ),
    "data": (
        "byte/bytes/ 1; bit/bits/ 1/8; kilobyte/kilobytes/kb 1000;"
        "megabyte/megabytes/mb 1000000; gigabyte/gigabytes/gb,gigs,gig 1000000000;"
        "terabyte/terabytes/tb 1000000000000; kibibyte/kibibytes/kib 1024;"
        "mebibyte/mebibytes/mib 1048576; gibibyte/gibibytes/gib 1073741824;"
        "megabit/megabits/mbit 125000; gigabit/gigabits/gbit 125000000"
    ),
    "time": (
        "second/seconds/s,sec,secs 1; millisecond/milliseconds/ms 1/1000;"
        "minute/minutes/min,mins 60; hour/hours/h,hr,hrs 3600; day/days/ 86400;"
        "week/weeks/ 604800; fortnight/fortnights/ 1209600; year/years/ 31536000;"
        "century/centuries/ 3153600000; decade/decades/ 315360000"
    ),
    "area": (
        "square meter/square meters/m²,m2,square metre,square metres 1;"
        "square kilometer/square kilometers/km²,km2,square kilometres 1000000;"
        "square centimeter/square centimeters/cm²,cm2,square centimetres 1/10000;"
        "hectare/hectares/ha 10000; acre/acres/ 4046.8564224;"
        "square foot/square feet/ft²,sq ft,ft2 0.09290304;"
        "square mile/square miles/ 2589988.110336; square inch/square inches/ "
        "0.00064516;"
        "square yard/square yards/ 0.83612736"
    ),
}
_TEMPERATURES = (
    _Unit("degree Celsius", "degrees Celsius", "temperature", Fraction(1)),
    _Unit(
        "degree Fahrenheit", "degrees Fahrenheit", "temperature", Fraction(5, 9),
        Fraction(-32),
    ),
    _Unit("kelvin", "kelvins", "temperature", Fraction(1), Fraction(-27315, 100)),
)  # fmt: skip
_ABSOLUTE_ZERO = Fraction(-27315, 100)
_TEMPERATURE_WORDS = (
    ("celsius", "celcius", "centigrade", "degrees celsius", "degree celsius",
     "degrees celcius", "degrees centigrade", "°c", "c", "degrees c"),
    ("fahrenheit", "farenheit", "degrees fahrenheit", "degree fahrenheit",
     "degrees farenheit", "°f", "f", "degrees f"),
    ("kelvin", "kelvins", "degrees kelvin", "°k", "k"),
)  # fmt: skip


@cache
def _units() -> dict[str, _Unit]:
    """Units by every word they are known by."""
    found: dict[str, _Unit] = {}
    for kind, table in _TABLE.items():
        for entry in table.split(";"):
            names, _, factor = entry.strip().rpartition(" ")
            one, many, others = _split_names(names)
            unit = _Unit(one, many, kind, Fraction(factor))
            for word in (one, many, *others):
                found[word] = unit
    for unit, words in zip(_TEMPERATURES, _TEMPERATURE_WORDS, strict=True):
        found.update(dict.fromkeys(words, unit))
    return found


def _split_names(names: str) -> tuple[str, str, tuple[str, ...]]:
    one, many, others = (part.strip() for part in names.split("/", 2))
    return one, many, tuple(word for word in others.split(",") if word)


_LEAD = (
    r"(?:(?:hey |okay |so |and )*(?:lumen )?)?(?:please )?(?:(?:can|could|would) you )?"
    r"(?:please )?(?:tell me |do you know )?"
)
_FORMS = tuple(
    re.compile(_LEAD + pattern)
    for pattern in (
        r"how (?:many|much) (?P<to>[a-z/²³ ]+?)(?: "
        r"(?:is|are|in|there|make|makes|does|do|"
        r"fit into|equals?|would be|go into))+ (?P<from>.+?)(?: (?:have|has|make))?",
        r"(?:(?:what is|how much (?:is|are)|what are) )?(?P<from>.+?) "
        r"(?:converted )?(?:in|to|into|as) (?P<to>[a-z°/²³0-9 ]+)",
        r"convert (?P<from>.+?) (?:in|to|into|as) (?P<to>[a-z°/²³0-9 ]+)",
        r"how (?:hot|cold|far|long|heavy|fast|big|warm|tall) (?:is|are) "
        r"(?P<from>.+?) in "
        r"(?P<to>[a-z°/²³0-9 ]+)",
    )
)
_PIECE = re.compile(rf"{DIGITS.pattern}|[^\W\d_]+[²³]?(?:/[a-z]+)?|°[cfk]?|-|['\"]")


def convert(text: str) -> Converted | None:
    """Convert as asked in ``how many kilometers is 5 miles``.

    Args:
        text: As typed or recognised.

    Returns:
        The answer; None when the text asks for no conversion between known units.
    """
    if len(text) > _LONGEST_CHARS:
        return None
    asked = text.lower().replace("’", "'").replace("what's", "what is")
    asked = asked.replace("º", "°").replace("−", "-")
    asked = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", asked)
    asked = " ".join(asked.split()).strip(" ?.!")
    asked = re.sub(r"(?:,? please| for me)$", "", asked)
    for form in reversed(_FORMS):
        match = form.fullmatch(asked)
        if match is None:
            continue
        wanted = _units().get(re.sub(r"^(?:the |a |an )", "", match["to"].strip()))
        amounts = _amounts(match["from"]) if wanted else None
        if wanted and amounts:
            return _converted(amounts, wanted)
    return None


def _amounts(text: str) -> list[tuple[Fraction, _Unit]] | None:
    """One or more of number and unit, such as ``5 feet and 10 inches``."""
    words = _PIECE.findall(text)
    if re.sub(r"[\s.]", "", text) != re.sub(r"[\s.]", "", "".join(words)):
        return None
    found: list[tuple[Fraction, _Unit]] = []
    at = 0
    while at < len(words) and len(found) < 3:
        if words[at] == "and" and found:
            at += 1
        sign = -1 if words[at : at + 1] in (["-"], ["minus"]) else 1
        at += sign < 0
        if at >= len(words):
            return None
        read = _quantity(words, at)
        if read is None:
            return None
        number, at = read
        unit_end = _unit_end(words, at)
        if unit_end == at:
            return None
        found.append((sign * number, _units()[" ".join(words[at:unit_end])]))
        at = unit_end
    return found if found and at == len(words) else None


def _quantity(words: list[str], at: int) -> tuple[Fraction, int] | None:
    if words[at : at + 2] == ["half", "a"] or words[at : at + 2] == ["half", "an"]:
        return Fraction(1, 2), at + 2
    if words[at : at + 3] in (["a", "half"], ["a", "quarter"]):
        return None
    read = read_number(words, at)
    if read is None and words[at] in ("a", "an", "one") and at + 1 < len(words):
        return Fraction(1), at + 1
    return read


def _unit_end(words: list[str], at: int) -> int:
    """Index behind the longest unit that begins at a word."""
    for size in (3, 2, 1):
        if at + size <= len(words) and " ".join(words[at : at + size]) in _units():
            return at + size
    return at


def _converted(amounts: list[tuple[Fraction, _Unit]], wanted: _Unit) -> Converted:
    kinds = {unit.kind for _, unit in amounts}
    source = amounts[0][1]
    if kinds != {wanted.kind}:
        other = next(
            (kind for kind in sorted(kinds) if kind != wanted.kind), source.kind
        )
        return Converted(
            f"{source.many.capitalize()} are a measure of {other} and {wanted.many} of "
            f"{wanted.kind}, so one cannot become the other.",
            None,
        )
    base = sum(
        ((number + unit.offset) * unit.factor for number, unit in amounts), Fraction(0)
    )
    if wanted.kind == "temperature" and base < _ABSOLUTE_ZERO:
        return Converted("That is colder than cold can be.", None)
    value = base / wanted.factor - wanted.offset
    shown = " and ".join(_said(number, unit) for number, unit in amounts)
    figures, exact = say_number(value, exact_places=2)
    single = len(amounts) == 1 and amounts[0][0] == 1
    verb = "is" if single or wanted.kind == "temperature" else "are"
    about = "" if exact else "about "
    name = wanted.one if value == 1 else wanted.many
    return Converted(
        f"{shown[0].upper()}{shown[1:]} {verb} {about}{figures} {name}.", value
    )


def _said(number: Fraction, unit: _Unit) -> str:
    return f"{say_number(number)[0]} {unit.one if number == 1 else unit.many}"
