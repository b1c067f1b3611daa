"""Times and dates as a person would say them."""

# ruff: noqa: SIM905 - tables of words

from __future__ import annotations

from datetime import datetime

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ")
_MONTHS = (
    "January February March April May June July August September October November "
    "December"
).split(" ")
_CLOCKS = {
    "de": "Es ist {hour}:{minute:02} Uhr.",
    "fr": "Il est {hour}:{minute:02}.",
    "es": "La hora es {hour}:{minute:02}.",
    "it": "L'ora è {hour}:{minute:02}.",
}


def day_part(moment: datetime) -> str:
    """``morning``, ``day``, ``evening`` or ``night``."""
    if 5 <= moment.hour < 11:
        return "morning"
    if 11 <= moment.hour < 18:
        return "day"
    return "evening" if 18 <= moment.hour < 23 else "night"


def say_time(moment: datetime) -> str:
    """The time to stand in an English sentence: ``2:35 in the afternoon``.

    Nobody is told "12:41 at night": after midnight it is morning already.
    """
    hour, minute = moment.hour, moment.minute
    if minute == 0 and hour in (0, 12):
        return "midnight" if hour == 0 else "noon"
    shown = hour % 12 or 12
    clock = f"{shown}:{minute:02}" if minute else f"{shown} o'clock"
    if hour < 12:
        part = "in the morning"
    elif hour < 18:
        part = "in the afternoon"
    else:
        part = "in the evening" if hour < 21 else "at night"
    return f"{clock} {part}"


def foreign_time(moment: datetime, language: str) -> str:
    """A whole sentence in German, French, Spanish or Italian; empty otherwise."""
    form = _CLOCKS.get(language.partition("-")[0].lower(), "")
    return form.format(hour=moment.hour, minute=moment.minute)


def say_day(moment: datetime) -> str:
    """The day of the week."""
    return _DAYS[moment.weekday()]


def say_date(moment: datetime, language: str) -> str:
    """Day and date, in the order of the language's region."""
    month = _MONTHS[moment.month - 1]
    if language.lower() in ("en", "en-us"):
        date = f"{month} {moment.day}, {moment.year}"
    else:
        date = f"{moment.day} {month} {moment.year}"
    return f"{say_day(moment)}, {date}"
