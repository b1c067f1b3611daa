"""Search: an imperative, and evidence that it is about media."""

# ruff: noqa: RUF001 - typographic apostrophes

from __future__ import annotations

import re
from collections.abc import Mapping

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.canonical import PLAYERS
from lumen.understanding.media_phrases.everyday import of_the_world
from lumen.understanding.media_phrases.filters import asks_for_year
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.search_slots import (
    QUERY_TAIL,
    TRAIL,
    search_slots,
    title_cased,
)
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

WISH = (
    r"(?:(?:can|could|will|would|may|might) (?:you|i|we)"
    r"(?: (?:please|help me(?: to)?|kindly|just|go and))*|"
    r"i (?:"
    r"want|need|would like|wish|would love|am|was|am trying|am hoping|am looking|"
    r"am going|was hoping|was trying|was looking)"
    r"(?: (?:you|to|for|help|your help|some help|finding|in))*|"
    r"where (?:can|could|do|might) (?:i|we)|"
    r"help me(?: to)?|please|let us|let me|go|try to|go and|maybe|hi|"
    r"(?:wish|want|looking|hoping|trying|need|would like) to|"
    r"hello)"
)
_SEARCH = (
    r"(?:search(?: (?:for|up|out|me))?|look(?: (?:for|up|around for))?|"
    r"looking for|find(?: (?:me|us|out))?|locate|get(?: me| us)?|"
    r"fetch(?: me)?|google|hunt for|hunt down|seek out|dig up|pull up|"
    r"bring up|show(?: me| us)?|track down|do an? (?:[a-z]+ )?search (?:for|on)|"
    r"(?:have|take) a look for|run a search for|search my library for|query|"
    r"(?:give|send|get)(?: me)? (?:a|the) link (?:to|for)|"
    r"(?:get|give|show|find)(?: me)? (?:some |more )?(?:info|information|details)"
    r" (?:on|about|for))"
)
_FRAME = Wording(
    rf"(?:(?:{WISH}) )*(?:{_SEARCH})(?: (?:me|us))? (?P<what>.+)",
    needs=(
        "search look find locate get fetch google hunt seek dig pull bring show track "
        "query link info details"
    ),
)
_ASKED = Wording(
    r"(?:do you have|have (?:you|i|we) got|is there|are there|do we have|"
    r"do i have|got)"
    r"(?: (?:any|a|some|an))* (?P<what>.+)"
)
_IS_HERE = Wording(
    rf"(?:is|are)(?: there)? (?:the |a |an )?(?:{KINDS}) (?P<what>.+?)"
    r" (?:somewhere |anywhere )?(?:in here|here|around|on here|in (?:my|the|our)"
    r" (?:library|collection)|available|on (?:this|my) (?:computer|disk|drive))",
    needs="is are",
)
_IN = Wording(
    r"(?:search|look(?: up)?|check|browse|look through|look on|search on|"
    r"search in|look in|go to)"
    r"(?: (?:on|in|through))?(?: (?:the|my))*"
    rf" (?:{PLAYERS}|\w+(?= for the (?:artist|album|song|track|band|movie|show))|"
    r"library|internet|web|collection|music library|store|"
    r"catalog(?:ue)?)"
    r"(?: (?:app|store|library))? (?:for|and find|to find)(?: me)?"
    r" (?P<what>.+)",
    needs="search look check browse go",
)
NOT_MEDIA = Wording(
    r"\b(?:restaurants?|hotels?|flights?|trains?|bus(?:es)?|cabs?|taxis?|"
    r"tickets?|recipes?|weather|news articles?|articles?|jobs?|doctors?|"
    r"hospital|gas|dentists?|bookmarks?|directions|route|address|phone|number|"
    r"email|mails?|messages?|contacts?|price|prices|stock|stocks|bank|"
    r"account|accounts|savings|credit|insurance|appointments?|meetings?|"
    r"events?|calendar|schedule|schedules|reminders?|lists?|shopping|"
    r"grocery|attractions|museum|museums|parks?|house|houses|"
    r"apartments?|rent|cars?|rental|shoes?|clothes|suit|dress|attire|"
    r"gifts?|keys|wallet|parking|garages?|places?|locations?|"
    r"theat(?:er|re)s?|cinemas?|showtimes?|movie times|near me|nearby|"
    r"near|close by|neighbou?rhood|in the area|around here|"
    r"movie (?:house|schedule)s?|films? schedules?|books? flights|pizza|"
    r"food|coffee|bars?|pubs?|salons?|barber|therapist|surgeon|stylist|"
    r"plumber|electrician|pay|payment|transactions?|bill|bills|papers?|"
    r"news|time zone|tourists?|travell?ing|country(?! (?:music|songs?|tunes|hits|"
    r"albums?|playlists?|radio|ballads))|feelings|answers|"
    r"updates|hiking|alarms?|timers?|lights?|definition|meaning|"
    r"synonyms?|capital|population|map|maps|laptop|headphones|earphones|"
    r"furniture|plumbing|agencies|employment|average|temperature|"
    r"repairman|appliance|ways?|how to|where|whether|vacation|holidays?|"
    r"pto|cost|calories|balance|rates?|traffic|interest|elections?|"
    r"issues|college|school|university|course|courses|tax|taxes|w2|"
    r"rewards?|visa|luggage|bus reservation|reservation|"
    r"cyberpunk fiction books|art exhibitions?|examples|tools?|tab|tabs|"
    r"window|windows|menu|options|more|less|dollars?|euros?|cheap|cheapest|"
    r"(?:pictures?|photos?|images?) (?:of|for|from)|photos?|spots?|brands?|deals?|"
    r"closures?|second hand|coupons?|reviews?)"
    r"\b"
)
_CINEMA = Wording(
    r"\b(?:theat(?:er|re)s?|cinemas?|showtimes?|"
    r"movie (?:times|house|schedules?)|films? schedules?|multiplex|imax|"
    r"near me|nearby|close by|neighbou?rhood|in the area|around here|"
    r"schedules?|box office|tickets?)"
    r"\b"
)
_CAPITALS = Wording(
    r"[A-Z“\"'][\w'’]*(?:[ ,:]+(?:"
    r"[A-Z“\"&0-9][\w'’]*|of|the|and|in|a|to|for|de|la|le|on|with|"
    r"at|by|is|der|from|an))+"
    r"[.?!]?|"
    r"[A-Z]\w+"
)


_NO_PERSON = Wording(r"(?:the|his|her|their|our|me|you|my|a|an|no|it|that|this)\b")
_OF_PEOPLE = Wording(
    r"(?:(?:i am (?:curious about|after|looking for|interested in)|"
    r"(?:see|check) (?:if|whether) (?:there is|there are|we have|i have)|"
    r"is there|are there|do (?:you|we|i) have|have (?:you|we|i) got|got|list|"
    r"(?:dig|pull|bring|call|track|fish|hunt)(?: me)? (?:out|up|down)|(?:find|get|show|"
    r"give|search|look|hunt|check)(?: me| us)?(?: (?:up|for))?|"
    r"(?:i am )?(?:hunting|searching|looking) for|"
    r"(?:gather|round)(?: up)?|collect|"
    r"i (?:want|need|would like)(?: to (?:see|watch|hear))?|what) )?"
    r"(?P<what>(?:(?:any|a|an|some|all|all the|the|other|more|what|which) )*"
    rf"(?:(?:{GENRES.source[5:-3]}) )?"
    rf"(?:{GENRES.source[5:-3]}|"
    r"movies?|films?|songs?|albums?|shows?|do (?:you|we|i) have|have (?:you|we|i) got|"
    r"(?:anything|something|everything|whatever)(?! (?:that|which) ha)|"
    r"tracks|series|"
    r"music|records?|podcasts?|audio ?books?|books?|concerts?|westerns?|comedies|"
    r"dramas|"
    r"thrillers|documentaries|musicals|interviews?|cartoons?|stuff)"
    r"(?: (?:do (?:you|we|i) have|have (?:you|we|i) got|are there|is there|have we|"
    r"(?:you|we|i) have(?: got)?))?"
    r" (?:with|by|starring|directed by|featuring|sung by|written by|narrated by|"
    r"(?:that|which|who) (?:stars?|features?|includes?|has|have|had|"
    r"(?:is|are|was|were) (?:by|with|made by|directed by|sung by)))"
    r" (?P<who>"
    r"(?!me\b|you\b|my\b|a |an |no |it\b|that\b|at least\b|more than\b|less than\b|"
    r"about\b)\w+(?: \w+){0,3}?)(?: in (?:it|them))?"
    r"(?: (?:that|which|who) .{3,40})?)",
    needs="with by star featur directed sung written narrated includ that which who",
)


def search_in(utterance: Utterance, evidence: float) -> Intent | None:
    """A search for media.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like one, 0 to 1.
    """
    plain = utterance.plain
    if _CINEMA.search(plain) and not _in_title(utterance):
        return None
    told = _asked_by(plain)
    if told is not None:
        return Intent("search_content", _told_slots(utterance, told), 0.88)
    match = _IN.fullmatch(plain)
    inside = match is not None
    match = match or _FRAME.fullmatch(plain)
    asked = None if match else _ASKED.fullmatch(plain)
    match = match or asked
    if match is None:
        return None
    start, end = match.span("what")
    what = plain[start:end]
    speaks = bool(kind_of(_STATIONS.sub(" ", what)))
    excused = (speaks and (evidence > 0.5 or OF_KIND.match(what))) or (
        evidence >= 0.02 and title_cased(utterance.said(start, end))
    )
    if (NOT_MEDIA.search(what) or _STATIONS.search(what)) and not excused:
        return None
    said = utterance.said(start, end)
    if not (speaks or inside or _CAPITALS.search(said)):
        bare = _LEADING.sub("", TRAIL.sub("", what))
        if of_the_world(bare):
            return None
    title_like = bool(_CAPITALS.search(said)) and evidence > 0.2
    cased = title_cased(said)
    confidence = max(
        evidence,
        0.9 if inside else 0,
        0.9 if speaks and evidence > 0.15 else 0,
        0.86 if speaks and OF_KIND.match(what) else 0,
        0.87 if title_like or (cased and evidence > 0.02) else 0,
    )
    if asked is not None:
        confidence = _of_question(what, confidence, speaks=speaks, cased=cased)
    if plain.startswith(("search ", "look for ", "find ")) and evidence > 0.5:
        confidence = max(confidence, 0.75)
    slots = search_slots(utterance, start, end)
    if (confidence < 0.5 and not _MINE.search(what)) or _POINTERS.fullmatch(what):
        return None
    return Intent(
        "search_content",
        slots,
        max(0.86, min(0.95, confidence))
        if _MINE.search(what)
        else min(0.95, confidence),
    )


def _in_title(utterance: Utterance) -> bool:
    """Whether all of what is sought is written as one title."""
    match = _FRAME.fullmatch(utterance.plain)
    if match is None or _LISTINGS.search(match["what"]):
        return False
    return title_cased(utterance.said(*match.span("what")))


_LISTINGS = Wording(
    r"\b(?:schedules?|showtimes?|times|tickets|theat(?:er|re)s|cinemas|group)\b|"
    r"(?<!^live) at "
)


_LEADING = Wording(r"^(?:(?:a|an|the|some|any|my|our|me|us|for|up|good|new|all) )+")
_STATIONS = Wording(
    r"\b(?:train|bus|gas|petrol|police|fire|space|railway|metro|subway|charging|power|"
    r"polling|weather|service) stations?\b"
)
_POINTERS = Wording(
    r"(?:it|this|that|them|one|ones|another one|some|someone|somebody|something|you|me|"
    r"out|him|her)"
)


def asks_by(plain: str) -> bool:
    """Whether a plain text asks for what somebody made, or what came out in a year."""
    return _asked_by(plain) is not None


def _asked_by(plain: str) -> int | None:
    """Where that is named: "anything with Tilda Swinton", "westerns from 1969"."""
    if _TO_HEAR.match(plain):
        return None
    year = asks_for_year(plain)
    if year is not None:
        return year
    people = _of_people(plain)
    return None if people is None else people.start("what")


def _of_people(plain: str) -> re.Match[str] | None:
    trail = TRAIL.search(plain)
    people = _OF_PEOPLE.fullmatch(plain, 0, trail.start() if trail else len(plain))
    if people is None or _NO_PERSON.match(people["who"]):
        return None
    return people


_CLAUSE = Wording(r"\b(?:(?:you|we|i) have|have (?:you|we|i)|that|which|who)\b")
"""What no title holds: "anything you have by", "films that star"."""


def _told_slots(utterance: Utterance, start: int) -> dict[str, SlotValue]:
    """Query and filters of what is asked for by who made it, or by a year."""
    plain = utterance.plain
    slots = search_slots(utterance, start, len(plain))
    people = _of_people(plain)
    if people is None or "search_query" not in slots:
        return slots
    if not _CLAUSE.search(people["what"]):
        return slots  # an interview with somebody is called so
    del slots["search_query"]
    filters = slots.get("filters")
    known = filters if isinstance(filters, Mapping) else {}
    person = utterance.said(*people.span("who"))
    return {**slots, "filters": {**known, "person": person}}


_TO_HEAR = Wording(r"(?:i|we) (?:\w+ ){1,3}to (?:hear|listen to) ")


def stands_here(utterance: Utterance) -> Intent | None:
    """A question whether something is in the library: "is the film ... in here"."""
    match = _IS_HERE.fullmatch(utterance.plain)
    if match is None:
        return None
    return Intent("search_content", search_slots(utterance, *match.span("what")), 0.9)


def cinema(plain: str) -> bool:
    """Whether a plain text is about what cinemas show."""
    return bool(_CINEMA.search(plain))


def _of_question(what: str, confidence: float, *, speaks: bool, cased: bool) -> float:
    """The confidence of "do we have ...": media, a title, or something new."""
    if not speaks:
        named = cased and len(what.split()) <= 4
        return 0.86 if named or _MINE.search(what) else 0.0
    return max(confidence, 0.86) if _NEWER.match(what) else confidence


OF_KIND = Wording(
    r"(?:(?:a|an|the|that|this|those|some|any|good|new|interesting|latest|best|old|"
    r"nice|great) )*"
    rf"(?:{KINDS})s? (?:about|by|with|called|named|titled|from)\b"
)
_NEWER = Wording(
    r"(?:(?:new|newer|good|recent|latest|more|other|unwatched) )+|"
    r"the (?:movie|film|song|album|show) "
)


def seeks_title(utterance: Utterance) -> bool:
    """Whether it begins with a word of searching, and all the rest is one title.

    What is so written is meant as a title, however little it sounds like media.

    Args:
        utterance: Without politeness.
    """
    plain = utterance.plain
    match = _FRAME.fullmatch(plain)
    if match is None or NOT_MEDIA.search(match["what"]) or not _SEEKS.match(plain):
        return False
    said = QUERY_TAIL.sub("", utterance.said(*match.span("what")))
    return title_cased(said) and _TWO_LARGE.search(said) is not None


_SEEKS = Wording(
    r"(?:(?:i|we) (?:want|need|would like)(?: to)? |(?:can|could|would) (?:you|i) |"
    r"help "
    r"me (?:to )?|please )*(?:find|search|look (?:for|up)|locate|show|"
    r"(?:i am )?looking for|get me the)\b"
)
_TWO_LARGE = Wording(
    r"[A-Z0-9][\w'’]+[,:]? (?:(?:of|the|and|in|a|to|for|with) )*[A-Z0-9]\w+"
)


def searchable(utterance: Utterance) -> bool:
    """Whether something in an utterance speaks for media and nothing against it."""
    plain = utterance.plain
    if any(one.search(plain) for one in (_CINEMA, _STATIONS, _HEARD_OF)):
        return False
    said = utterance.said(0, len(plain))
    speaks = bool(kind_of(plain.partition(" ")[2])) or bool(_TITLE.search(said))
    return speaks and not (NOT_MEDIA.search(plain) and not kind_of(plain))


_MINE = Wording(
    r"\b(?:in|on) (?:my|the|our) (?:library|collection|playlists?|hard drive)\b"
)
_HEARD_OF = Wording(
    r"^(?:have|did|do) you (?:ever )?"
    r"(?:hear|heard|see|seen|know|watch|watched|like|read)"
    r"\b"
)
_TITLE = Wording(r"(?<=[a-z,] )[A-Z0-9][\w'’]*|[A-Z][\w'’]* [A-Z]")
