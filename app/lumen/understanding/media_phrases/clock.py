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


def _away(found: Found) -> Slots | None:
    """A day so many days from today."""
    days = found.amount("span").value / _DAY_SECONDS
    if days < 1:
        return {"question": "time"}
    return {"question": "another day", "days": -days if found.has("past") else days}


_DAY_SECONDS = 86_400.0


_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|"
    "december"
)
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FEASTS = "christmas|easter|halloween|thanksgiving|new year(?:'s)?(?: eve| day)?"

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
        r" (?:already |still |really |actually )?"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)"
        r"day(?: (?:today|tomorrow|yet|already))?",
        lambda found: _of_day(found, "day"),
    ),
    # As in "what day of the week is the 23rd".
    Rule(
        "time_date",
        rf"{_ASK}(?:what|which) (?:day|date|weekday|week|month)(?: of the week)?"
        r" (?:is|was|does|do|will|are)(?: (?:the|this|next|be|fall on))*"
        rf" (?P<day>§o|(?:{_MONTHS})(?: the)? (?:§[on]|\d+\w*)|"
        rf"(?:§[on]|\d+\w*)(?: of)? (?:{_MONTHS})|{_WEEKDAYS}|{_FEASTS})"
        r"(?: (?:of )?(?:this|next) (?:month|year|week))?(?: fall)?(?: on)?(?: in)?",
        {"question": "another day"},
    ),
    # As in "when is the third monday of this month".
    Rule(
        "time_date",
        rf"{_ASK}when (?:is|was|will)(?: (?:the|be))* (?:(?:§o|last|next) )?"
        rf"(?:{_WEEKDAYS})(?: (?:of|in|this|next|the|month|year))*",
        {"question": "another day"},
    ),
    # As in "is today the sixth".
    Rule(
        "time_date",
        r"is (?:it|today|this|tomorrow)(?: (?:the|today))*"
        rf" (?:§o|(?:{_MONTHS})(?: (?:§[on]|\d+\w*))?|(?:§[on]|\d+\w*)(?: of)?"
        rf" (?:{_MONTHS})|{_WEEKDAYS})(?: (?:today|yet|already)"
        rf")*(?: or (?:the )?(?:§o|{_WEEKDAYS}|{_MONTHS}))?",
        {"question": "date"},
    ),
    # As in "what the clock says in sydney".
    Rule(
        "time_date",
        rf"{_ASK}what the (?:clock|time) (?:says|is)(?: now)?{_WHERE}?",
        lambda found: (
            {"question": "elsewhere", "place": found.said("place")}
            if found.said("place")
            else {"question": "time"}
        ),
    ),
    # As in "what day the fourteenth falls on".
    Rule(
        "time_date",
        rf"{_ASK}(?:what|which) (?:day|date|weekday)(?: of the week)? (?:the )?"
        rf"(?:§o|{_WEEKDAYS}|{_FEASTS}|(?:{_MONTHS})(?: the)? §[on]) (?:is|falls)"
        r"(?: on)?",
        {"question": "another day"},
    ),
    # As in "june ninth falls on which day".
    Rule(
        "time_date",
        rf"(?:the )?(?:(?:{_MONTHS})(?: the)? (?:§[on]|\d+\w*)|(?:§[on]|\d+\w*)(?: of)?"
        rf" (?:{_MONTHS})|{_FEASTS})(?: (?:of )?(?:this|next) (?:month|year))?"
        r" (?:is|falls|lands|comes|will be|was|fell)(?: on| in)? (?:what|which)"
        r" (?:day|date|weekday)(?: of the week)?",
        {"question": "another day"},
    ),
    # As in "can you remind me what the date is going to be tomorrow".
    Rule(
        "time_date",
        r"(?=.*\b(?:date|day|weekday|month|year|week)\b)(?!.*\ba (?:date|day|week|"
        r"month|year)\b)(?=.*\b(?:what|which|tell|know|give|need|remind|information|"
        r"check|say)\b)(?!what is (?:on|in|for) |.*\btell you\b)"
        r"(?:(?:what|which|tell|me|us|give|i|we|need|want|would|like|to|know|can|could|"
        r"you|please|is|are|was|will|be|it|today|tomorrow|yesterday|today's|"
        r"tomorrow's|yesterday's|current|currently|exact|full|correct|right|now|the|"
        r"of|for|on|and|at|moment|this|that|in|date|day|weekday|month|year|week|happen|"
        r"happens|does|do|have|say|says|remind|information|about|check|next|going|"
        rf"fall|falls|land|lands|come|comes|{_WEEKDAYS}|{_MONTHS}|§[on])(?: |$))+",
        lambda found: _when(found, "day" if " day" in found.match[0] else "date"),
        0.88,
    ),
    # As in "what does the clock say".
    Rule(
        "time_date",
        rf"{_ASK}what (?:time )?(?:does|is|do)(?: (?:it|the|my|your|you|say|have|on))*"
        r" (?:clock|watch)(?: (?:say|show|says|shows|now))*|"
        rf"{_ASK}what (?:hour|minute|time)(?: and (?:hour|minute))? is it(?: now)?",
        {"question": "time"},
    ),
    # As in "tell the hour".
    Rule(
        "time_date",
        r"(?:can you |could you |please )?(?:tell|say|give)(?: me)? (?:the |what )?"
        r"(?:hour|time|time of day|day|date)(?: it is)?(?: please| now)*",
        lambda found: _when(found, "time") or {"question": "time"},
    ),
    # As in "is it past noon already".
    Rule(
        "time_date",
        r"is it (?:already |yet |still )?(?:past |after |before |nearly |almost )?"
        r"(?:noon|midnight|midday|morning|afternoon|evening|late|"
        r"(?:the )?weekend|o'clock|§n(?: o'clock| a m| p m| am| pm)?)"
        r"(?: (?:already|yet|now|still))*",
        {"question": "time"},
        0.88,
    ),
    # As in "how late is it in paris now".
    Rule(
        "time_date",
        rf"{_ASK}how late is it(?: (?:now|already|right now))?{_WHERE}?|"
        rf"(?:has it (?:struck|gone|turned|been)|is it) (?:already |yet )?(?:noon|"
        r"midnight|midday|§n)(?: (?:o'clock|yet|already))*"
        rf"{_WHERE}?(?: (?:yet|already))?",
        lambda found: (
            {"question": "elsewhere", "place": found.said("place")}
            if found.said("place")
            else {"question": "time"}
        ),
        0.88,
        needs="late has noon midnight midday",
    ),
    # As in "i forgot what day it is, can you tell me".
    Rule(
        "time_date",
        r"(?:i|we) (?:forgot|forget|lost track of|can not remember|have forgotten|"
        r"do not (?:know|remember)|am not sure) (?:what (?P<asked>day|date|time|month|"
        r"year) (?:it is|today is|is it|of the week it is)|the (?P<asked>date|day|"
        r"time))"
        r"(?: (?:today|now|can you tell me|could you tell me|tell me|remind me|can you"
        r" (?:help|remind me)|what is it))*",
        lambda found: (
            {"question": found.word("asked")}
            if found.word("asked") in ("day", "date", "time")
            else {"question": "date"}
        ),
        0.88,
        needs="forg lost remember know sure",
    ),
    # As in "new york time".
    Rule(
        "time_date",
        rf"{_ASK}(?:the )?(?:(?:current|local) (?:time|date) (?:in|of|for)|"
        r"(?:time|date|clock|hour) in)"
        r" (?P<place>(?!a |an |my |your |general|this |that |the )[a-z][a-z ]{2,30})",
        lambda found: {"question": "elsewhere", "place": found.said("place")},
        0.88,
    ),
    # As in "is it morning in sydney".
    Rule(
        "time_date",
        r"is it (?:noon|midnight|morning|evening|night|daytime|day|past noon)"
        r"(?: or (?:morning|evening|night|day|afternoon))?"
        r" (?:yet )?in (?:the )?(?P<place>.{2,30}?)(?: yet| now| already)?",
        lambda found: {"question": "elsewhere", "place": found.said("place")},
        0.8,
    ),
    # As in "what time do they have in seoul".
    Rule(
        "time_date",
        rf"{_ASK}(?:what|which) (?:time|hour)(?: of day)?"
        r" (?:(?:do|does|is|would|will) )?(?:(?:it|they|people|the|clocks?|you|we|be) "
        r")*"
        r"(?:(?:have|say|show|get|right now|now|currently|over|got) ?)*"
        r"(?: ?(?:in|at) (?:the )?(?P<place>(?!a |an |my |your |general|this |that )"
        r"[a-z][a-z' ]{1,40}?))(?: (?:say|says|show|have|right now|now|today|currently|"
        r"at the moment|at present|these days))*",
        lambda found: {"question": "elsewhere", "place": found.said("place")},
    ),
    # As in "the time in denver, colorado".
    Rule(
        "time_date",
        r"(?:(?:could|can|may|might) (?:i|we) (?:please )?(?:have|get|know|see|hear)|"
        r"get me|i (?:would like|want|need)|let me have|give me|tell|say|read)"
        r"(?: (?:me|us))? (?:the )?"
        r"(?:current |local |exact |right |correct )*(?:time|hour|date|day|time of day)"
        r"(?:(?: right now| now)?(?: (?:in|at|for|over in) (?:the )?"
        r"(?:another city )?(?P<place>(?!a |an |my |your |general|this |that )"
        r"[a-z][a-z' ]{1,40}))?)",
        lambda found: (
            {"question": "elsewhere", "place": found.said("place")}
            if found.said("place")
            else _when(found, "time") or {"question": "time"}
        ),
    ),
    # As in "clock please".
    Rule(
        "time_date",
        r"(?:(?:show|check|read|see|look at)(?: me)? )?(?:the )?clock|time check|"
        r"(?:check|read|give me|show me) the (?:time|date|hour)|"
        r"(?:got|have you got|do you have|do we have|have we got) the (?:time|date)|"
        r"how late is it(?: now)?",
        {"question": "time"},
    ),
)


AWAY: tuple[Rule, ...] = (
    # As in "what day will it be in ten days".
    Rule(
        "time_date",
        rf"{_ASK}(?:what|which|when) ?(?:time|day|date|weekday|day of the week|month)?"
        r"(?: (?:will|would|is|was|it|that|be))* (?:in |after )?(?:another |about )?"
        r"(?P<span>§d)(?: (?:from (?:now|today)|later|(?P<past>ago|before)))*",
        _away,
    ),
    # As in "what's the date going to be a week from now".
    Rule(
        "time_date",
        rf"{_ASK}(?:what|which)?(?: ?(?:is|will|would))?(?: ?the)? ?"
        r"(?:date|day|month|year|weekday|day of the week)"
        r"(?: (?:is|will|would|it|be|going to be|was|are|we))*"
        r"(?: in)? (?P<span>§d)(?: (?P<past>ago|before|back|earlier)|"
        r" (?:from (?:now|today|tomorrow)|hence|later|on|time))?",
        _away,
    ),
    # As in "in six days what will the date be".
    Rule(
        "time_date",
        r"(?:in |after )?(?:another |about )?(?P<span>§d)"
        r"(?: (?:from (?:now|today)|later|(?P<past>ago|before)))*"
        r" (?:what|which)(?: (?:day|date|time|weekday|month|of the week))*"
        r" (?:will|would|is|was)(?: (?:it|that|the date|the day|the time|be))*",
        _away,
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


FAMILIES = (
    family("§d", AWAY),
    family(
        "time date day month year week today tomorrow today's tomorrow's noon midnight "
        "yesterday's weekday is clock hour watch when", RULES,
    ),
)  # fmt: skip
