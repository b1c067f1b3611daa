"""Time and date, here and elsewhere."""

from __future__ import annotations

from lumen.understanding.rules import Found, Rule, Slots, family

_ASK = (
    r"(?:(?:do you know|tell me|can you tell me|could you tell me|give me|"
    r"show me|i wonder|any idea|let me know|"
    r"i (?:want|need|would like) to know|i am needing to know|"
    r"can i (?:know|have)|do you have|have you got|please share|"
    r"please provide|what is|what was|what will|check|find out|say|"
    r"provide|share|what would)"
    r" )*"
)
_DAY = (
    r"(?:today|tomorrow|yesterday|tonight|now|right now|currently|"
    r"at the moment|this (?:week|month|year)|here|exactly|is it|it is|"
    r"be|please|going to be|of the week|"
    r"the day (?:after tomorrow|before yesterday))"
)
_WHERE = (
    r"(?: (?:in|at|over in) (?:the )?"
    r"(?P<place>"
    r"(?!a |an |my |your |general|this |that )[a-z][a-z' ]{1,40}?)"
    r"(?: (?:time ?zone|right now|now|today|currently|please))*)"
)

RULES: tuple[Rule, ...] = (
    # As in "what time is it in tokyo".
    Rule(
        "time_date",
        rf"{_ASK}(?:what )?(?:the )?"
        r"(?:(?:current|exact|local|right|correct|present) )*"
        r"time(?: (?:"
        r"is it|it is|of day is it|is|do (?:you|we) have|have you got|now))?"
        rf"(?: (?:{_DAY}))*{_WHERE}?(?: {_DAY})*",
        lambda found: _when(found, "time"),
    ),
    # As in "in tokyo what time is it".
    Rule(
        "time_date",
        r"(?:in|for)(?: the)? (?P<place>[a-z][a-z ]{1,30}?)(?: time ?zone)?"
        r" (?:what is the time|what time is it)"
        rf"(?: {_DAY})*",
        lambda found: _when(found, "time"),
    ),
    # As in "which week of the year is it".
    Rule(
        "time_date",
        rf"{_ASK}(?:what|which)"
        r" (?:time|day|date|month|year|week|weekday|day of the week|"
        r"week of the year|day of the month)"
        r"(?: (?:is|are|was|will|do|would))?"
        r"(?: (?:"
        r"it|we|today|tomorrow|yesterday|this|be|have|in|the|date|is|of|"
        r"now|right now|on|currently|at|moment))*"
        rf"(?: {_DAY})*",
        lambda found: (
            None
            if found.match[0].split()[-1] in ("the", "this", "of", "on", "in")
            and found.match[0].split()[-2:] != ["are", "in"]
            and not found.match[0].endswith("in")
            else _when(
                found,
                "day"
                if "day" in found.match[0].split()
                else "time"
                if "time" in found.match[0].split()
                else "date",
            )
        ),
    ),
    # As in "what is tomorrow's date".
    Rule(
        "time_date",
        rf"{_ASK}(?:the )?"
        r"(?:(?:full|current|exact|today|tomorrow|yesterday)(?:'s)? )*"
        r"(?:date|day)"
        r"(?: (?:is|and time|it is|month and year|today is|of the week|"
        r"will it be))*"
        rf"(?: {_DAY})*",
        lambda found: (
            None
            if found.match[0] in ("day", "the day", "date", "the date")
            else _when(found, "day" if "date" not in found.match[0] else "date")
        ),
    ),
    # As in "today's date is what".
    Rule(
        "time_date",
        rf"{_ASK}(?:today|tomorrow)(?:'s)?"
        r"(?: (?:date|day|is|what|which|of the|week|day|exactly|month|year))+"
        rf"(?: {_DAY})*",
        lambda found: _when(found, "date"),
    ),
    # As in "will it be monday tomorrow".
    Rule(
        "time_date",
        r"(?:is|was|will)"
        r"(?: (?:it|today|tomorrow|yesterday|be))+"
        r" (?:mon|tues|wednes|thurs|fri|satur|sun)"
        r"day(?: (?:today|tomorrow|yet|already))?",
        lambda found: _of_day(found, "day"),
    ),
    # As in "is it morning in sydney".
    Rule(
        "time_date",
        r"is it (?:noon|midnight|morning|evening|night|daytime|past noon)"
        r" (?:yet )?in (?:the )?(?P<place>.{2,30}?)(?: yet| now| already)?",
        lambda found: {"question": "elsewhere", "place": found.said("place")},
        0.8,
    ),
)


def _when(found: Found, question: str) -> Slots | None:
    words = found.match[0].split()
    if not {
        "time",
        "date",
        "day",
        "today",
        "tomorrow",
        "month",
        "year",
        "week",
        "weekday",
    } & {w.removesuffix("'s") for w in words}:
        return None
    if words in (
        ["time"],
        ["day"],
        ["today"],
        ["tomorrow"],
        ["what", "day"],
        ["what", "time"],
    ):
        return {"question": question} if "time" in words else None
    place = found.said("place")
    if place:
        return {"question": "elsewhere", "place": place}
    return _of_day(found, question)


def _of_day(found: Found, question: str) -> Slots:
    """About today, or about another day."""
    days = _days_on(found.match[0])
    if days is None:
        return {"question": question}
    return {"question": "another day", "days": days}


def _days_on(text: str) -> float | None:
    """How many days from today are asked about; None: none but today."""
    for name, days in _OTHER_DAYS.items():
        if name in text:
            return days
    return None


_OTHER_DAYS = {
    "day after tomorrow": 2.0,
    "day before yesterday": -2.0,
    "tomorrow": 1.0,
    "yesterday": -1.0,
}


FAMILY = family(
    "time date day month year week today tomorrow today's tomorrow's "
    "noon midnight yesterday's weekday is",
    RULES,
)
