"""Wishes in whole sentences: "I am looking for a film. I like Tom Hanks."."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

import re

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.media_phrases.kinds import GENRES, kind_of
from lumen.understanding.media_phrases.search import cinema, search_slots
from lumen.understanding.utterance import Utterance
from lumen.understanding.veto import edits_list

_MEDIA = r"(?:movies?|films?|music|songs?|tracks?|albums?|shows?|tv series|(?:something|anything)(?: \w+){0,2} to (?:watch|listen to|hear)|(?:watch|hear|listen to) (?:something|anything)|(?:watch|listen)(?: \w+){0,3} online|tunes|her songs|his songs|their songs)"
_WISH = re.compile(
    r"\b(?:(?:i|we) (?:am|are|was|were) (?:\w+ )?(?:looking (?:for|to)|searching for|interested in|in the mood (?:for|to)|trying to find|hoping to|planning to|wanting to|thinking (?:about|of))|"
    r"(?:i|we) (?:\w+ )?(?:want|would like|would love|need|wish|feel like|fancy|could use|have to find)(?: (?:to|some|a|an|help|your help|you to|help to|watching|listening to|hearing|finding))+|"
    r"looking (?:for|to)|in the mood for|(?:is|are) there (?:any|some|something|anything)|do you (?:have|know) (?:any|some|of any)|help me(?: to)? (?:find|look|search|pick|choose|get)|(?:do you think )?(?:can|could|would|will) you(?: \w+)? (?:find|search|look|get|help|suggest|recommend|locate|show|pull up)|(?:please |hi |hello )*(?:find|search|get|locate) me\b)"
    rf"(?: (?:\S+)){{0,7}}? (?:{_MEDIA})\b"
)
_ONE = re.compile(
    rf"\b(?:a|an|some|any|another|few|good|new|more|other|nice|find|find me|search|for|me|listening to|watching|{GENRES.pattern[5:-3]}) (?:\w+ ){{0,1}}?(?:{_MEDIA})\b|\bonline\b|\b(?:something|anything|(?:her|his|their) songs)\b"
)
_LIKE = re.compile(
    r"\b(?:i (?:really |do )?(?:like|love|enjoy|prefer)|preferably|something (?:with|by|like|from|featuring|starring|directed by)|(?:maybe|perhaps) (?:something )?(?:with|by)|prefer)(?: (?:something|anything|movies|films|songs|music|stuff|the|to (?:watch|hear|listen to)|it to be))*(?: (?:with|by|from|starring|directed by|of|featuring))? (?P<who>[^,.!?]+?)(?: (?:and|movies|films|songs|music|please|in it|as|if|or|stuff|too|a lot|for)\b.*)?$"
)
_TALKS = 0.985
_ASKS = re.compile(
    r"\b(?:can|could|would|will) you(?: please)?(?: help me)?(?: to)? (?:find|search|look|get|suggest|recommend|locate|help)|\blooking for\b|\bhelp me\b"
)
_PAST = re.compile(
    r"\b(?:yesterday|last night|last week|ago|when i was|used to|have you|do you|did you|were you)\b"
)


def wish_in(utterance: Utterance, talk: float) -> Intent | None:
    """A wish to find something to watch or to listen to.

    Args:
        utterance: The whole sentence, or several.
        talk: How much it sounds like conversation, 0 to 1.
    """
    plain = utterance.plain
    if (
        cinema(plain)
        or edits_list(plain)
        or _PAST.search(plain)
        or len(utterance.words) > 45
    ):
        return None
    match = _WISH.search(plain)
    asks = _ASKS.search(plain) is not None
    if match is None or not _ONE.search(plain) or (talk > _TALKS and not asks):
        return None
    slots = search_slots(utterance, match.start(), len(plain))
    filters = slots.get("filters")
    found: dict[str, str | float] = dict(filters) if isinstance(filters, dict) else {}
    found.pop("person", None) if _LIKE.search(plain) else None
    person = _LIKE.search(plain)
    if person and "person" not in found and not GENRES.fullmatch(person["who"]):
        said = utterance.said(*person.span("who"))
        if said and (said[0].isupper() or len(said.split()) > 1):
            found["person"] = said
    genre = GENRES.search(plain)
    if genre:
        found["genre"] = genre[0]
    kind = kind_of(plain)
    if kind:
        found["kind"] = kind
    made: dict[str, SlotValue] = {"filters": found} if found else {}
    if not {"person", "genre", "year"} & set(found) and "search_query" in slots:
        made = slots
    return Intent("search_content", made, 0.86 if talk < 0.7 else 0.7)
