"""Recommend: a wish for ideas, by a likeness, a mood or a genre."""

from __future__ import annotations

import re

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.media_phrases.ideas import advises_else
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.search import (
    NOT_MEDIA,
    cinema,
)
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_RECOMMEND = Wording(
    r"(?:(?:can|could|will|would) you |please |"
    r"i (?:want|need|would like)(?: you)?(?: to)? |let us have |"
    r"give me |do you have |(?:have you )?got |any |some |make )*"
    r"(?:a |an |some |any |your |me )*"
    r"(?:"
    r"(?:recommend|suggest|recommendations?|suggestions?|propose|advise|"
    r"pick(?: out)?|choose|help (?:me|us) (?:to )?(?:choose|pick|decide on))"
    r"(?: me| us)?(?: (?:for|of|on|to watch|about))?)"
    r"(?: (?P<what>.+))?",
    needs="recommend suggest propose advise pick choose help",
)
_SHOULD = Wording(
    r"(?:tell me |do you know )?what (?:else )?(?:(?P<kind>[a-z ]+?) )?"
    r"(?:should|could|can|shall|"
    r"do you (?:recommend|suggest|think)(?: that)?|"
    r"would you (?:recommend|suggest)|might)"
    r"(?: (?:i|we))?(?: (?:to|should|go))*"
    r"(?: (?:watch|listen to|see|hear|play|put on))?"
    r"(?: .{0,30})?",
    needs="what",
)
_LIKE_IT = Wording(
    r"(?:(?:"
    r"play|find|get|show|give|recommend|suggest|put on|i want|i need|"
    r"search|look|more)"
    r"(?: (?:me|us|for|to (?:watch|hear|see|listen to)|on))*"
    r" )?"
    r"(?:(?:something|anything|some|a|an|any|other|more|another|stuff|bands?|artists?|"
    rf"singers?|groups?|things|{KINDS}s?|good|that is|that are|that sounds?|sounds?|"
    r"to watch|to listen to)"
    r" ?)+"
    r" (?:"
    r"like|similar to|in the style of|along the lines of|in the vein of|"
    r"comparable to|related to|resembling|just like|kind of like)"
    r" (?P<like>.+)",
    needs="like similar style along vein comparable related resembling",
)
_GOOD = Wording(
    r"(?:what (?:is|are)|is there|are there|got|have you got|"
    r"do you (?:have|know)|tell me|any|know)"
    r"(?: (?:a|an|any|some|the|anything|something|good|best|great|nice|of))*"
    rf"(?: (?:(?P<genre>[a-z]+) )?(?:{KINDS}|comedy|thriller|drama|western|horror|"
    r"documentary|musical|mystery)s?)?"
    r"(?: (?:good|worth|best|nice|that is good))?"
    r"(?: (?:to (?:watch|see|listen to|hear|play)|for (?:tonight|me|us)|"
    r"watching|you (?:recommend|suggest)|on|worth watching|"
    r"out(?: there)?|with a .*|right now|tonight|"
    r"i (?:should|can|could) (?:watch|see|listen to)))+"
)
_SUGGEST = r"(?:recommend|suggest|advise(?: me)?|propose|pick|choose)"
_WOULD = Wording(
    r"(?:tell me |do you know |so |and )*(?:what|which)(?: (?:else|other))?"
    r"(?: (?:kind|sort|type|style)s? of)?(?: (?P<what>[a-z&' ]{2,40}?))?"
    rf" (?:would|do|could|can|should) you {_SUGGEST}(?: (?:me|us))?"
    r"(?: (?:from|for|to|about|in|of) (?P<for>.{2,40}))?",
    needs="what which",
)
_NEXT = Wording(
    r"(?:so |and )*what else (?:might|would|could|should|will|may) (?:i|we) (?:enjoy|"
    r"like|"
    r"love|watch|try|hear|want)(?: .{0,20})?|"
    r"(?:so |and )*what (?:would|should|could|do|can|shall|else|to|might)(?: (?:you|"
    r"else))?"
    r"(?: (?:say|think|recommend|suggest|propose|is|should|could|would|do|can))*"
    r"(?: (?:that )?(?:i|we))?(?: (?:should|could|can|might))?"
    r" (?:watch|listen to|hear|see|play|put on)(?: (?:next|now|tonight|then|after"
    r" (?:that|it)))*",
    needs="what",
)
_AFTER = Wording(
    r"what (?:should|could|can|shall|do) (?:i|we) (?:watch|listen to|hear|see|play)"
    r"(?: next)?"
    r" after (?:finishing |watching |seeing |hearing )?(?P<like>.+)",
    needs="after",
)
_STYLE = Wording(
    r"(?:what else(?: is(?: there)?)?|anything(?: else)?|something(?: else)?|more|"
    r"have you (?:got )?(?:more|anything)(?: else)?|is there (?:more|anything)"
    r"(?: else)?)"
    r" (?:in that (?:style|vein|direction|genre)|like (?:that|it)|similar|"
    r"along those lines)",
    needs="like that similar style along",
)
_GOOD_FOR = Wording(
    rf"(?:what|which) (?:{KINDS})s? (?:is|are) (?:good|best|great|nice|suitable|right)"
    r" (?:for|to|when) (?:learning |studying |watching |a |an |the )*(?P<for>.{2,30})",
    needs="what which",
)
_GOT = Wording(
    r"what (?:have you got|do you have|do we have|have we got|is there|is good)"
    r"(?: for (?:me|us))?(?: (?:to (?:watch|listen to|hear|see)|tonight|today))*"
)
_SOMETHING = Wording(
    r"(?:(?:i|we) (?:want|need|would like|could use|fancy|feel like|could do with)"
    r"(?: (?:to (?:hear|watch|see|listen to)|watching|hearing))? |find me |give me |"
    r"let us have |how about |what about |maybe |play me |show me |"
    r"surprise (?:me|us) with )?"
    r"something (?P<mood>(?:(?:a (?:bit|little)|more|really|very|not too|nice and) )?"
    r"(?!to\b|like\b|by\b|with\b|from\b|about\b|else\b|new\b|different\b|good\b|"
    r"wrong\b|"
    r"is\b|was\b|for\b|in\b|on\b|that\b|i\b|you\b|we\b|happened\b|happening\b|up\b|"
    r"to eat\b|"
    r"sweet to\b)[a-z]+(?: and [a-z]+)?)"
    r"(?: (?:to (?:watch|listen to|hear|see|play)|for .{2,30}|tonight|please|today|now)"
    r")*",
    needs="something",
)
_MOODS = frozenset(
    (
        "light", "soothing", "calm", "calming", "relaxing", "quiet", "mellow",
        "gentle", "upbeat", "cheerful", "happy", "sad", "funny", "scary",
        "spooky", "romantic", "dramatic", "exciting", "energetic", "uplifting",
        "melancholic", "slow", "fast", "loud", "soft", "chill", "peaceful",
        "dreamy", "dark", "gloomy", "groovy", "lively", "festive", "classical",
        "instrumental", "acoustic", "danceable", "moody", "silly", "serious",
        "easy", "inspiring", "thrilling", "cosy", "cozy", "warm", "nostalgic",
        "jazzy", "folksy", "short", "long", "old", "modern", "intense",
        "heartwarming", "lighter", "calmer", "quieter", "livelier", "shorter",
        "educational", "feelgood", "atmospheric", "ambient",
    )
)  # fmt: skip
_IF_LIKED = Wording(
    r"(?:what|which|recommend|suggest|something|anything)"
    r"\b.* (?:"
    r"watch|listen to|hear|see|read|something|anything|movie|show|band)"
    r"\b.* (?:if|because|since|as) i (?:really )?"
    r"(?:liked|loved|like|love|enjoyed|enjoy)"
    r" (?P<like>.+)",
    needs="if because since as",
)
_UNDECIDED = Wording(
    r"(?:tell|show|help) (?:me|us) (?:decide |choose |pick )?what to"
    r" (?:watch|listen to|play|hear|put on)(?: .{0,20})?|"
    r"(?:i|we)"
    r" (?:do not know|have no idea|can not decide|am not sure)"
    r" what (?:to|i (?:want to|should)|we should)"
    r" (?:watch|listen to|play|hear)(?: .{0,20})?|"
    r"what is (?:worth|good for) (?:watching|listening to|seeing)"
    r"(?: .{0,20})?|"
    r"(?:i|we) (?:need|want|would like)"
    r" something (?:new|different|good|fresh|nice|else)?"
    r" ?to (?:watch|listen to|hear)(?: .{0,20})?",
    needs="what something",
)


_AND_PLAY = Wording(
    r" and (?:then )?(?:play|start|put on|stream) (?:it|that|one|them)\b"
)
_WHICH = Wording(
    r"(?:which|what) (?:\w+ )?(?:"
    + KINDS
    + r")s? (?:should|shall|could|can|would|might) "
    r"(?:i|we|you) (?:put on|play|watch|hear|listen to|see|try|start|queue|recommend|"
    r"suggest)(?: (?:on|to|next|now|first|today|tonight|with))*|"
    r"(?:who|what) (?:is|are) (?:a|an|some|the) (?:good|great|nice|decent|best|new|"
    r"cool|other) (?:(?:\w+ )?(?:"
    + KINDS
    + r")s?|singers?|people|bands?) to (?:listen to|"
    r"hear|watch|see|put on|play|try)(?: .{2,20})?|"
    r"(?:which|what) (?:\w+ )?(?:"
    + KINDS
    + r")s? (?:deserves?|is worth|are worth) .{2,25}|"
    r"(?:what would be|what is) a good (?:\w+ )?(?:"
    + KINDS
    + r")s? to (?:put on|play|hear|"
    r"watch|start with)(?: .{2,20})?",
    needs="which what who",
)


def recommend_in(utterance: Utterance, evidence: float) -> Intent | None:
    """A wish for a recommendation.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like one, 0 to 1.
    """
    plain = utterance.plain
    if cinema(plain) or advises_else(plain) or _AND_PLAY.search(plain):
        return None
    told = _alike(utterance, evidence) or _told(utterance, evidence)
    if told is not None:
        return told
    if _UNDECIDED.fullmatch(plain) or _WHICH.fullmatch(plain):
        return Intent("get_recommendation", {}, 0.88)
    match = _RECOMMEND.fullmatch(plain)
    what = (match["what"] or "") if match else plain
    match = match or _SHOULD.fullmatch(plain) or _GOOD.fullmatch(plain)
    if match is None:
        return None
    speaks = bool(kind_of(what)) or bool(re.search(r"\b(?:watch|listen)\b", plain))
    explicit = _RECOMMEND.made(match) or _GOOD.made(match)
    asked = explicit and GENRES.search(what) is not None
    if NOT_MEDIA.search(what) or not (speaks or evidence > 0.6 or GENRES.search(what)):
        return None
    slots = (
        _genre(utterance, match.start("what"))
        if what and _RECOMMEND.made(match)
        else {}
    )
    genre = GENRES.search(plain)
    if genre and not slots:
        slots["genre"] = genre[0]
    return Intent(
        "get_recommendation",
        slots,
        0.92 if speaks and evidence > 0.1 else max(0.88 if asked else 0.6, evidence),
    )


def _alike(utterance: Utterance, evidence: float) -> Intent | None:
    """Something like something else."""
    plain = utterance.plain
    if _MORE_LIKE_IT.fullmatch(plain):
        return Intent("get_recommendation", {"similar_to": "this"}, 0.93)
    like = _LIKE_IT.fullmatch(plain)
    clear = like is not None and (
        evidence > 0.1
        or " like " not in plain
        or plain.startswith(
            ("play", "find", "recommend", "suggest", "something", "anything")
        )
    )
    liked = like if clear else _IF_LIKED.search(plain) or _AFTER.fullmatch(plain)
    if liked is None:
        return None
    said = utterance.said(*liked.span("like")).removesuffix(" please")
    said = _BUT.sub("", said)
    return Intent("get_recommendation", {"similar_to": said}, 0.9)


_BUT = Wording(
    r" (?:but|only|just) (?:\w+ )?(?:shorter|longer|newer|older|funnier|less|more|"
    r"not|with|without)\b.*$"
)
_MORE_LIKE_IT = Wording(
    r"(?:play |give me |show me |find )?more like (?:this|that|it)(?: one)?",
    needs="more",
)


def _told(utterance: Utterance, evidence: float) -> Intent | None:
    """A question of taste, or a mood."""
    plain = utterance.plain
    mood = _SOMETHING.fullmatch(plain)
    if mood and (set(mood["mood"].split()) & _MOODS or GENRES.fullmatch(mood["mood"])):
        genre = utterance.said(*mood.span("mood"))
        if plain.startswith("play "):
            return None
        return Intent("get_recommendation", {"genre": genre}, 0.88)
    if _STYLE.fullmatch(plain):
        return Intent("get_recommendation", {"similar_to": "this"}, 0.9)
    good = _GOOD_FOR.fullmatch(plain)
    if good:
        genre = utterance.said(*good.span("for"))
        return Intent("get_recommendation", {"genre": genre}, 0.9)
    would = _WOULD.fullmatch(plain)
    if would and not NOT_MEDIA.search(plain):
        what = would["what"] or ""
        media = kind_of(what) or GENRES.search(what) or evidence > 0.5
        if not media:
            return None
        slots = _genre(utterance, would.start("what")) if what else {}
        if not slots and would["for"] and not kind_of(would["for"]):
            slots = {"genre": utterance.said(*would.span("for"))}
        return Intent("get_recommendation", slots, 0.9)
    if _NEXT.fullmatch(plain):
        return Intent("get_recommendation", {}, 0.9)
    return None


_NOUNS = Wording(
    r"(?:(?:something|anything|in|a|an|some|any|me|us|the|good|great|nice|decent|new|"
    r"couple|bunch|handful|"
    r"other|few|of|your|for)\b ?)*"
    rf"(?P<genre>[^ ]+(?: [^ ]+){{0,3}}?)(?: (?:{KINDS})s?)?"
    r"(?: (?:to (?:watch|see|hear|listen to)|for (?:me|us|tonight)|please|from .*|"
    r"would|do|tonight)\b.*)?"
)


def _genre(utterance: Utterance, start: int) -> dict[str, SlotValue]:
    """A genre with what qualifies it: "slow burning nordic noir"."""
    match = _NOUNS.fullmatch(utterance.plain, start)
    if match is None or not GENRES.search(match["genre"]):
        return {}
    return {"genre": utterance.said(*match.span("genre"))}
