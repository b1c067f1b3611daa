"""Pieces that the patterns of all media commands share; see `canonical` for words."""

from __future__ import annotations

from lumen.understanding.rules import Found, Slots

THE = r"(?:(?:the|this|that|all|current|playing|a|of|is) )*"
"""What may stand before a noun."""

NOUN = (
    r"(?:song|track|music|video|movie|show|episode|podcast|album|audio|book|playlist|"
    r"radio|station|tv|player|playback|chapter|news|noise|queue|number)"
)
"""Something that can play."""

TRACK = (
    r"(?:it(?: all)?|(?:this|that)(?: one)?|everything|things|them|"
    rf"{THE}{NOUN}(?: {NOUN})?)"
)
"""What plays."""

IT = rf"(?:{TRACK}|{THE}@player)"
"""What plays, or the player that plays it."""

PLACE = r"@place"

TAIL = r"(?: (?:again|instead|here|then|too))?"
"""What may still follow when politeness is gone."""

UNITS = {"minute": 60.0, "hour": 3600.0}
"""Seconds of a unit that stands without a number: the next hour, the last minute."""

_A_MOMENT = 5.0
"""Seconds: a shorter while is only a way of speaking."""


def lasting(found: Found) -> Slots:
    """For how long something is to be, if that was said."""
    if found.has("unit"):
        return {"lasting": UNITS[found.word("unit")]}
    if not found.has("lasting"):
        return {}
    seconds = round(found.amount("lasting").value, 1)
    return {"lasting": seconds} if seconds > _A_MOMENT else {}
