"""Which moment a question about time or date is about: here and now, or another."""

from __future__ import annotations

import re

from lumen.core.intent import SlotValue
from lumen.understanding.amounts import find_amounts
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_DAY = 86_400.0
_PLACE = Wording(
    # As in "the time for people in new york right now".
    r"\btime\b.* (?:in|on|for|at) (?:the )?(?P<place>[a-z ]+?)(?: (?:right )?now)?$"
    # As in "read me oslo's current time".
    r"|(?:.*? )??(?P<owner>(?:(?:hong|los|new|san) )?[a-z]+)'s"
    r" (?:current |local )?time(?: .*)?"
    # As in "what time is it in pacific time".
    r"|.*\b(?P<zone>eastern|central|mountain|pacific)(?: standard)? time\b.*"
)
_NO_PLACES = Wording(
    r"(?:the )?(?:morning|evening|afternoon|day|night|moment|clock|hours?|me|us|you|"
    r"today|now|here|my (?:watch|phone|computer))"
)
_OTHER_DAY = Wording(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|"
    r"december)\b"
    r"|\b(?:next|last|third|fourth|fifth|\w+(?:tieth|teenth))\b"
    r"|\b\w+ty \w+(?:st|nd|rd|th)\b"
    r"|\b(?:easter|christmas|birthday|thanksgiving)\b"
)


def moment_asked(utterance: Utterance) -> dict[str, SlotValue]:
    """Slots of ``time_date`` for a question that no closed wording fits.

    Args:
        utterance: Without politeness.
    """
    plain = utterance.plain
    days = _days_away(plain)
    if days is not None:
        return {"question": "another day", "days": days}
    place = _PLACE.search(plain)
    if place is not None and "date" not in utterance.words:
        group = str(place.lastgroup)
        named = place[group]
        if not _NO_PLACES.fullmatch(named) and not _OTHER_DAY.search(named):
            said = utterance.said(*place.span(group))
            said = said.removesuffix("'s") if group == "owner" else said
            return {"question": "elsewhere", "place": said}
    if {"time", "clock", "hour"} & set(utterance.words):
        return {"question": "time"}
    if _OTHER_DAY.search(plain):
        return {"question": "another day"}
    return {"question": "date"}


def _days_away(plain: str) -> float | None:
    """How many days from today; None: today, or a day that has a name."""
    if "yesterday" in plain:
        return -2.0 if "before yesterday" in plain else -1.0
    if "tomorrow" in plain:
        return 2.0 if "after tomorrow" in plain else 1.0
    for amount in find_amounts(plain).amounts:
        if amount.kind == "d" and amount.value >= _DAY and not amount.value % _DAY:
            days = amount.value / _DAY
            return -days if re.search(r"\b(?:ago|before|earlier)\b", plain) else days
    return None
