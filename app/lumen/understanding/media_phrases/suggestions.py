"""Recommend and browse: a wish for ideas, or for a shelf of the library."""

from __future__ import annotations

import re

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.search import NOT_MEDIA, WISH, cinema
from lumen.understanding.utterance import Utterance

_RECOMMEND = re.compile(
    r"(?:(?:can|could|will|would) you |please |"
    r"i (?:want|need|would like)(?: you)?(?: to)? |let us have |"
    r"give me |do you have |(?:have you )?got |any |some |make )*"
    r"(?:a |an |some |any |your |me )*"
    r"(?:"
    r"(?:recommend|suggest|recommendations?|suggestions?|propose|advise)"
    r"(?: me| us)?(?: (?:for|of|on|to watch|about))?)"
    r"(?: (?P<what>.+))?"
)
_SHOULD = re.compile(
    r"(?:tell me |do you know )?what (?:else )?(?:(?P<kind>[a-z ]+?) )?"
    r"(?:should|could|can|shall|"
    r"do you (?:recommend|suggest|think)(?: that)?|"
    r"would you (?:recommend|suggest)|might)"
    r"(?: (?:i|we))?(?: (?:to|should|go))*"
    r"(?: (?:watch|listen to|see|hear|play|put on))?"
    r"(?: .{0,30})?"
)
_LIKE_IT = re.compile(
    r"(?:(?:"
    r"play|find|get|show|give|recommend|suggest|put on|i want|i need|"
    r"search|look)"
    r"(?: (?:me|us|for|to (?:watch|hear|see|listen to)|on))*"
    r" )?"
    r"(?:(?:something|anything|some|a|an|any|other|more|another|stuff|"
    rf"things|{KINDS}s?|good|that is|that are|that sounds?|sounds?|"
    r"to watch|to listen to)"
    r" ?)+"
    r" (?:"
    r"like|similar to|in the style of|along the lines of|in the vein of|"
    r"comparable to|related to|resembling|just like|kind of like)"
    r" (?P<like>.+)"
)
_GOOD = re.compile(
    r"(?:what (?:is|are)|is there|are there|got|have you got|"
    r"do you (?:have|know)|tell me|any|know)"
    r"(?: (?:a|an|any|some|the|anything|something|good|best|great|nice|of))*"
    rf"(?: (?:(?P<genre>[a-z]+) )?(?:{KINDS})s?)?"
    r"(?: (?:good|worth|best|nice|that is good))?"
    r"(?: (?:to (?:watch|see|listen to|hear|play)|for (?:tonight|me|us)|"
    r"watching|you (?:recommend|suggest)|on|worth watching|"
    r"out(?: there)?|with a .*|right now|tonight|"
    r"i (?:should|can|could) (?:watch|see|listen to)))+"
)
_BROWSE = re.compile(
    rf"(?:{WISH} )*"
    r"(?:browse|explore|list|show|view|display|open|go to|see|look at|"
    r"look through|flick through|go through|check out|"
    r"let me (?:see|browse)|bring up|pull up|take me to|switch to|"
    r"navigate to|enter|scroll through|read|what are|tell me)"
    r"(?: (?:me|us|by|through|up|to|in|out|all|for))*"
    r"(?P<what>(?: [^ ]+){1,7})"
)
_CATEGORY = re.compile(
    r"(?:(?:"
    r"all|all of|the|my|our|some|any|your|of|through|me|in|available|"
    r"downloaded|saved|a list of|list of)"
    r" )*"
    r"(?P<category>[a-z&' ]{0,30}?(?:"
    r"movies?|films?|shows?|tv series|series|albums?|songs?|artists?|playlists?|"
    r"podcasts?|genres?|music|videos?|photos|pictures|library|collection|section|"
    r"category|categories|channels?|stations?|audiobooks|recordings|documentaries|"
    r"cartoons|releases|comedies|dramas|thrillers|favorites|recommendations|queue|"
    r"tracks|bands|composers|musicians|singers|actors|directors|authors|creators|"
    r"episodes|history|westerns|musicals|classics|soundtracks|trailers|films))"
    r"(?: (?:"
    r"library|section|collection|folder|category|page|list|lists|tab|"
    r"menu|catalog|catalogue|please|that (?:i|you|we) have|"
    r"(?:do )?(?:i|you|we) have|available|there are|"
    r"on (?:my|the) \w+|in (?:my|the) (?:library|collection)))*"
)
_HAVE = re.compile(
    r"(?:what|which|how many)"
    r"(?: (?:other|kind of|kinds of|type of|types of|sort of))?"
    r"(?: (?P<category>[a-z&' ]{0,30}?(?:"
    r"movies?|films?|shows?|series|albums?|songs?|artists?|playlists?|podcasts?|"
    r"genres?|music|videos?|channels?|stations?|audiobooks?|documentaries|cartoons)))"
    r"(?: (?:do|can|are|is|have))*"
    r"(?: (?:i|you|we|there|got|have|available|play|"
    r"in (?:my|the) (?:library|collection)|on here|listen to|"
    r"to choose from|watch|saved|choose from))+"
)
_IF_LIKED = re.compile(
    r"(?:what|which|recommend|suggest|something|anything)"
    r"\b.* (?:"
    r"watch|listen to|hear|see|read|something|anything|movie|show|band)"
    r"\b.* (?:if|because|since|as) i (?:really )?"
    r"(?:liked|loved|like|love|enjoyed|enjoy)"
    r" (?P<like>.+)"
)
_UNDECIDED = re.compile(
    r"(?:i|we)"
    r" (?:do not know|have no idea|can not decide|am not sure)"
    r" what (?:to|i (?:want to|should)|we should)"
    r" (?:watch|listen to|play|hear)(?: .{0,20})?|"
    r"what is (?:worth|good for) (?:watching|listening to|seeing)"
    r"(?: .{0,20})?|"
    r"(?:i|we) (?:need|want|would like)"
    r" something (?:new|different|good|fresh|nice|else)?"
    r" ?to (?:watch|listen to|hear)(?: .{0,20})?"
)


def recommend_in(utterance: Utterance, evidence: float) -> Intent | None:
    """A wish for a recommendation.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like one, 0 to 1.
    """
    plain = utterance.plain
    if cinema(plain):
        return None
    like = _LIKE_IT.fullmatch(plain)
    if like and (
        evidence > 0.1
        or plain.startswith(
            ("play", "find", "recommend", "suggest", "something", "anything")
        )
    ):
        said = utterance.said(*like.span("like")).removesuffix(" please")
        return Intent("get_recommendation", {"similar_to": said}, 0.9)
    liked = _IF_LIKED.search(plain)
    if liked:
        said = utterance.said(*liked.span("like"))
        return Intent("get_recommendation", {"similar_to": said}, 0.9)
    if _UNDECIDED.fullmatch(plain):
        return Intent("get_recommendation", {}, 0.88)
    if re.fullmatch(
        r"(?:play |give me |show me |find )?more like (?:this|that|it)(?: one)?", plain
    ):
        return Intent("get_recommendation", {"similar_to": "this"}, 0.93)
    match = _RECOMMEND.fullmatch(plain)
    what = (match["what"] or "") if match else plain
    match = match or _SHOULD.fullmatch(plain) or _GOOD.fullmatch(plain)
    if match is None:
        return None
    speaks = bool(kind_of(what)) or bool(re.search(r"\b(?:watch|listen)\b", plain))
    if NOT_MEDIA.search(what) or not (speaks or evidence > 0.6 or GENRES.search(what)):
        return None
    slots: dict[str, SlotValue] = {}
    genre = GENRES.search(plain)
    if genre:
        slots["genre"] = genre[0]
    return Intent(
        "get_recommendation",
        slots,
        0.92 if speaks and evidence > 0.1 else max(0.6, evidence),
    )


def browse_in(utterance: Utterance, evidence: float) -> Intent | None:
    """A wish to see a category.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like one, 0 to 1.
    """
    plain = utterance.plain
    if cinema(plain):
        return None
    have = _HAVE.fullmatch(plain)
    if have:
        return Intent("browse_category", {"category": have["category"].strip()}, 0.9)
    match = _BROWSE.fullmatch(plain)
    if match is None:
        return None
    start = match.start("what") + 1
    category = _CATEGORY.fullmatch(plain, start, match.end("what"))
    if category is None:
        browses = re.match(r"(?:browse|explore)\b", plain)
        if not browses or evidence < 0.3:
            return None
        return Intent(
            "browse_category",
            {"category": utterance.said(start, len(plain))},
            max(0.6, evidence),
        )
    behind = plain[category.end("category") :]
    singular = category["category"].split()[-1] in (
        "movie",
        "film",
        "show",
        "song",
        "album",
        "episode",
        "video",
    )
    if (
        singular
        and not behind
        and not plain.endswith(
            ("library", "section", "collection", "folder", "category")
        )
    ):
        return None
    said = utterance.said(*category.span("category"))
    said = re.sub(r"(?<=\S) (?:category|section|genre|folder)$", "", said)
    return Intent(
        "browse_category", {"category": said}, 0.9 if evidence > 0.05 else 0.7
    )
