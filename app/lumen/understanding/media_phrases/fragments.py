"""Pieces that the patterns of all media commands share; see `canonical` for words."""

from __future__ import annotations

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
