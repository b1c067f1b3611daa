"""Wishes in whole sentences: "I am looking for a film. I like Tom Hanks."."""

from __future__ import annotations

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.media_phrases.filters import PERSON
from lumen.understanding.media_phrases.kinds import GENRES, kind_of
from lumen.understanding.media_phrases.search import cinema
from lumen.understanding.media_phrases.search_slots import search_slots
from lumen.understanding.utterance import Utterance
from lumen.understanding.veto import edits_list
from lumen.understanding.wording import Wording

_MEDIA = (
    r"(?:movies?|films?|music|songs?|tracks?|albums?|shows?|tv series|"
    r"(?:something|anything)(?: \w+){0,2} to (?:watch|listen to|hear)|"
    r"(?:watch|hear|listen to) (?:something|anything)|"
    r"(?:watch|listen)(?: \w+){0,3} online|tunes|her songs|his songs|"
    r"their songs)"
)
_WISH = Wording(
    r"\b(?:(?:i|we) (?:am|are|was|were) (?:\w+ )?"
    r"(?:curious about|feeling like|after|looking (?:for|to)|searching for|"
    r"interested in|"
    r"in the mood (?:for|to)|trying to find|hoping to|planning to|"
    r"wanting to|thinking (?:about|of))|"
    r"(?:i|we) (?:\w+ )?"
    r"(?:"
    r"want|would like|would love|need|wish|feel like|fancy|could use|"
    r"have to find|wonder what|wonder if there is|like(?= to (?:watch|see|hear|find|"
    r"listen)))"
    r"(?: (?:to|some|a|an|help|your help|you to|help to|watching|"
    r"listening to|hearing|finding|watch|see|find))+|"
    r"looking (?:for|to)|in the mood for|"
    r"(?:is|are) there (?:any|some|something|anything)|"
    r"do you (?:have|know) (?:any|some|of any)(?: good)?(?: [A-Z]\w+)*|"
    r"help me(?: to)? (?:find|look|search|pick|choose|get)|"
    r"(?:do you think )?(?:can|could|would|will) you(?: \w+)?"
    r" (?:"
    r"find|search|look|get|help|suggest|recommend|locate|show|pull up)|"
    r"(?:please |hi |hello )*(?:find|search|get|locate) me\b)"
    rf"(?: (?:\S+)){{0,7}}? (?:{_MEDIA})\b"
)
_ONE = Wording(
    r"\b(?:"
    r"a|an|some|any|another|few|good|new|more|other|nice|find|find me|"
    rf"search|for|me|listening to|watching|{GENRES.source[5:-3]})"
    rf" (?:\w+ ){{0,1}}?(?:{_MEDIA})\b|"
    r"\bonline\b|\b(?:something|anything|(?:her|his|their) songs)\b"
)
_LIKE = Wording(
    r"\b(?:i (?:really |do )?(?:like|love|enjoy|prefer)|preferably|"
    r"something (?:with|by|like|from|featuring|starring|directed by)|"
    r"(?:maybe|perhaps) (?:something )?(?:with|by)|prefer)"
    r"(?: (?:something|anything|movies|films|songs|music|stuff|the|"
    r"to (?:watch|hear|listen to)|it to be))*"
    r"(?: (?:with|by|from|starring|directed by|of|featuring))?"
    r" (?P<who>[^,.!?]+?)"
    r"(?: (?:and|movies|films|songs|music|please|in it|as|if|or|stuff|too|"
    r"a lot|for)"
    r"\b.*)?"
    r"$"
)
_TALKS = 0.985
_ASKS = Wording(
    r"\b(?:can|could|would|will) you(?: please)?(?: help me)?(?: to)?"
    r" (?:find|search|look|get|suggest|recommend|locate|help)|"
    r"\blooking for\b|\bhelp me\b"
)
_PAST = Wording(
    r"\b(?:yesterday|last night|last week|ago|when i was|used to|have you|"
    r"do you|did you|were you)"
    r"\b"
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
        if (
            said
            and not said[0].isdigit()
            and (said[0].isupper() or len(said.split()) > 1)
        ):
            found["person"] = said
    named = PERSON.search(plain)
    if named and "person" not in found:
        said = utterance.said(*named.span("person"))
        if said[:1].isupper():
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
