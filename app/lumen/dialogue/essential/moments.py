"""Times and dates as a person would say them."""

# ruff: noqa: SIM905 - tables of words

from __future__ import annotations

from datetime import datetime, timedelta

from lumen.dialogue.essential.places import zone_of

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


def say_time(moment: datetime, *, hours_24: bool = False) -> str:
    """The time to stand in an English sentence: ``2:35 in the afternoon``.

    Nobody is told "12:41 at night": after midnight it is morning already.

    Args:
        moment: Local time.
        hours_24: Whether the person counts the hours to 24: ``14:35``.
    """
    if hours_24:
        return f"{moment:%H:%M}"
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


def say_elsewhere(moment: datetime, place: str, *, hours_24: bool = False) -> str:
    """The time in another place; honest when its time zone is not known.

    Args:
        moment: Now, here.
        place: As the person called it.
        hours_24: As in `say_time`.
    """
    name = _capitalised(place.removesuffix(" time"))
    zone = zone_of(place)
    if zone is None:
        return (
            f"I do not know what time it is in {name or 'that place'}. Here it is"
            f" {say_time(moment, hours_24=hours_24)}."
        )
    there = moment.astimezone(zone)
    day = "" if there.date() == moment.date() else f" on {say_day(there)}"
    return f"In {name} it is {say_time(there, hours_24=hours_24)}{day}."


def say_another_day(moment: datetime, days: object, language: str) -> str:
    """The date of another day, by how many days it is away.

    Args:
        moment: Now.
        days: Days from today; anything else is answered with today's date.
        language: Decides the order of day and month.
    """
    if not isinstance(days, int | float) or not abs(days) <= _FARTHEST_DAYS:
        return f"I only know today: it is {say_date(moment, language)}."
    date = say_date(moment + timedelta(days=days), language)
    if int(days) not in _RELATIVE:
        return f"It {'is' if days > 0 else 'was'} {date}."
    name = _RELATIVE[int(days)]
    return f"{name} {'is' if days > 0 else 'was'} {date}."


def _capitalised(place: str) -> str:
    """``la`` is written LA, ``rio de janeiro`` Rio de Janeiro."""
    if place != place.lower():
        return place
    words = (
        word.upper()
        if word in _INITIALS
        else word.capitalize()
        if at == 0 or word not in _SMALL
        else word
        for at, word in enumerate(place.removeprefix("the ").split())
    )
    return ("the " if place.startswith("the ") else "") + " ".join(words)


_INITIALS = frozenset(("la", "uk", "usa", "us", "utc", "gmt", "nyc", "pst", "est"))
_SMALL = frozenset(("de", "of", "the", "and"))
_FARTHEST_DAYS = 36_525
_RELATIVE = {
    1: "Tomorrow",
    2: "The day after tomorrow",
    -1: "Yesterday",
    -2: "The day before yesterday",
}
