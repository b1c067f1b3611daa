"""Wishes for ideas: nouns of advice, questions of taste, and being undecided."""

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.search import NOT_MEDIA, cinema
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_PERCEIVE = r"(?:watch|listen to|hear|see|play|put on|stream|binge|queue)"
_PERCEIVING = r"(?:watching|listening to|hearing|seeing|a watch|a listen|my time)"
_TIME = (
    r"(?: (?:tonight|today|now|right now|next|then|this (?:evening|weekend|afternoon)|"
    r"for (?:me|us|tonight|today|the (?:evening|weekend|kids|whole family))|"
    r"at the moment|these days|lately|on|in here|out there|around|first|please|"
    r"together)"
    r")*"
)
_WANTS = (
    r"(?:(?:(?:i|we) (?:(?:really|could|would|just|am|are) )*"
    r"(?:want|need|like|love|use|appreciate|take|welcome|looking for|after|have|"
    r"do with|searching for|hoping for|open to)(?: (?:to (?:have|get|hear)|you to))?|"
    r"(?:do|would) you(?: (?:happen to|perhaps))? have|(?:have|got)(?: you)?(?: got)?|"
    r"are there|is there|give(?: me| us)?|gimme|throw(?: me| us)?|hit (?:me|us) with|"
    r"show(?: me| us)?|tell(?: me| us)?|find(?: me| us)?|make(?: me| us)?|"
    r"offer(?: me| us)?|share|what (?:are|is)|let me have|let us have|"
    r"come up with|help (?:me|us)(?: out)? with|can i (?:get|have)|could i (?:get|have)"
    r"|please|any chance of|how about) )*"
)
_SOME = (
    r"(?:(?:any|some|a|an|your|the|few|a couple of|good|best|top|other|more|new|"
    r"another|decent|great|quick|fresh|personal) )*"
)
_SURE_NOUN = r"(?:recommendations?|suggestions?|recs?)"
_NOUN = (
    r"(?:recommendations?|suggestions?|recs?|ideas?|tips?|picks?|inspiration|advice)"
)
_MEDIA_NOUN = (
    rf"(?:{KINDS}|viewing|listening|watching|comedy|thriller|horror|drama|western|jazz|"
    r"rock|movie night|film night|binge)s?"
)
_IDEAS = Wording(
    rf"{_WANTS}{_SOME}(?:{_SURE_NOUN}(?: please)?{_TIME}|"
    rf"(?P<of>{_MEDIA_NOUN}(?: night)?) {_NOUN}{_TIME}|"
    rf"{_NOUN} (?:(?:for|on|about|of|as to|regarding|in terms of|from) )*"
    r"(?P<for>.+))",
    needs="rec suggestion idea tip pick inspiration advice",
)
_GOOD_ON = Wording(
    r"(?:is there |are there |what is |have you got |got |do you have |do we have |"
    r"anybody know |you got )?"
    r"(?:anything|something|what)?(?: (?:any|really|half|at all))*"
    r"(?: (?:good|great|decent|interesting|fun|nice|new|worth))*"
    rf"(?: (?:on|to {_PERCEIVE}|{_PERCEIVING})(?: (?:tv|telly|the (?:tv|telly|box)))?)"
    rf"{_TIME}"
)
_TELLS_GOOD = Wording(
    r"(?:anything|something|what is|good|worth)\b.*\b(?:good|great|"
    r"decent|interesting|fun|nice|new|worth|to|on)\b.*"
)
_KNOWS = Wording(
    r"(?:(?:do you |you )?know(?: of)?|tell me(?: about)?|name(?: me)?|give me|"
    r"have you got|is there|are there|what is|what are)"
    r" (?:any|a|an|some|of any|the name of|me)(?: (?:really|any|a|an|some|other))*"
    r" (?:good|great|decent|nice|interesting|cool|fun|similar|best|worthwhile|amazing|"
    r"new)"
    rf"(?P<what>(?: [^ ]+){{0,3}}? (?:{KINDS}|comedy|comedies|thrillers?|horrors?|"
    rf"dramas?|"
    r"flicks?|bands?|artists?|singers?|westerns?|documentaries|musicals?)s?)"
    rf"(?: (?:for|to|about|like|from|that|with) .{{2,40}})?{_TIME}"
)
_UNDECIDED = Wording(
    r"(?:(?:i|we) )?(?:(?:am|are|do|can|could|have|have got|got|cannot|is) )*"
    r"(?:(?:not|no|really|still|a bit|so|totally|completely|at a loss|having trouble|"
    r"struggling|help me|help us|trying to) )*"
    r"(?:sure|idea|clue|know|decide|deciding|choose|choosing|think|settle|agree|"
    r"undecided|unsure|stuck|torn|pick|picking|on|about|out|figure|figuring|wondering|"
    r"thinking|as to| )+"
    rf" ?what(?: (?:to|i should|we should|should i|i could|i want to|else to)) "
    rf"{_PERCEIVE}{_TIME}",
    needs="what",
)
_ALIKE = Wording(
    r"(?:(?:who|what|which (?:\w+)|anyone|anybody|someone|somebody|any (?:\w+)|bands?|"
    r"artists?|singers?|something|anything|stuff|music|shows?|movies?|films?)"
    r"(?: else)?(?: (?:is|are|that is|that are|that|who|would be|there is))*"
    r" (?:sounds?(?: a bit| kind of| just)? like|similar to|comparable to|"
    r"in the same (?:vein|style|league) as|reminiscent of|(?:a bit|kind of|sort of)"
    r" like)) (?P<like>(?!you\b|me\b|a \w+$|an \w+$|fun\b|that\b|trouble\b).+)",
    needs="like similar comparable same reminiscent",
)
_MORE_OF = Wording(
    r"(?:(?:give me|play|show me|find me|i want|i would like|find|any|got any|let us "
    r"have"
    r"|what|what is|is there|anything|something|who) )?"
    r"(?:more (?:of|in the way of|stuff like|things like|like)|else is(?: there)? like|"
    r"(?:something|anything|songs|music|films|movies|shows|stuff|others|bands) "
    r"(?:similar"
    r"|(?:else )?like)(?: to)?)"
    r" (?:this|that|it|what (?:is (?:on|playing)|i am (?:hearing|watching)))(?: one)?|"
    r"(?:show me |find me |give me |play |find |got )?(?:something|anything|stuff|"
    r"music|"
    r"songs|films|movies) similar",
    needs="more like similar",
)
_SURPRISE = Wording(
    r"(?:(?:please|just|go on|come on) )*(?:surprise|inspire|amaze|dazzle|wow) (?:me|"
    r"us)"
    r"(?: with (?:something|anything|a (?:\w+ )?(?:song|film|movie|album|show|track)|"
    r"some music)(?: (?:good|new|nice|random|different))?)?(?: (?:tonight|today|"
    r"then))?|"
    r"(?:you|lumen) (?:choose|pick|decide)(?: (?:something|one|a (?:\w+ )?(?:song|film|"
    r"movie|album|show)))?(?: for (?:me|us))?"
)
_GOES_WITH = Wording(
    rf"what(?: (?:kind of|sort of))?(?: (?:{KINDS})s?)?"
    r" (?:goes|would go|go|pairs|fits|suits|would suit|works|would fit|is right|is "
    r"good|"
    r"is nice|would be (?:good|nice|right))"
    r"(?: (?:well|nicely|best|down well))?(?: (?:with|for|after|at|during)) "
    r"(?P<with>.{2,40})"
)
_FOR_ANOCCASION = Wording(
    r"what (?:should|could|can|shall|would) (?:i|we|you)"
    rf" {_PERCEIVE}(?: (?:at|for|during|while|when|after|with|in) .{{2,50}})"
)
OCCASION = Wording(
    r".*\b(?:tonight|today|now|next|me|us|then|watching|listening|dinner|party|"
    r"parties|study|studying|work|working|workout|running|gym|"
    r"sleep|"
    r"sleeping|cooking|baking|date night|movie night|film night|rainy|evening|morning|"
    r"night|weekend|kids|family|children|drive|driving|road trip|christmas|halloween|"
    r"romantic|relaxing|yoga|meditation|wedding|barbecue|brunch|reading|cleaning|"
    r"commute|"
    r"flight|bath|mood)\b.*"
)


_TO_DO = Wording(
    r"(?:(?:i|we) (?:want|need|would like|could use)|need|give me|find me|how about|"
    r"got|"
    r"let us have)?(?: ?(?:something|anything|songs|music))(?: (?:good|nice|new))?"
    r" to (?:dance|sleep|relax|work out|work|study|fall asleep|cook|run|drive|clean|"
    r"chill|"
    r"unwind|cry|sing along|wake up|meditate|read|code|exercise|dream|doze off)"
    r"(?: to| with| by)?",
    needs="to",
)


def ideas_in(utterance: Utterance) -> Intent | None:
    """A wish for ideas of what to watch or hear.

    Args:
        utterance: Without politeness.
    """
    plain = utterance.plain
    if cinema(plain):
        return None
    alike = _ALIKE.fullmatch(plain)
    if _MORE_OF.fullmatch(plain):
        return Intent("get_recommendation", {"similar_to": "this"}, 0.9)
    if alike is not None:
        said = utterance.said(*alike.span("like"))
        return Intent("get_recommendation", {"similar_to": said}, 0.88)
    if _TO_DO.fullmatch(plain):
        return Intent("get_recommendation", {}, 0.86)
    if _UNDECIDED.fullmatch(plain) or _SURPRISE.fullmatch(plain):
        return Intent("get_recommendation", {}, 0.88)
    if NOT_MEDIA.search(plain):
        return None
    if _asks_ideas(plain) or _asks_taste(plain):
        genre = GENRES.search(plain)
        slots = {"genre": utterance.said(*genre.span())} if genre else {}
        return Intent("get_recommendation", slots, 0.88)
    return None


def advises_else(plain: str) -> bool:
    """Whether advice is wanted that is none on what plays: "for a sore throat"."""
    match = _ADVISED_FOR.fullmatch(plain)
    if match is None or OCCASION.fullmatch(match["for"]):
        return False
    return not _about_media(plain)


_ADVISED_FOR = Wording(
    r".*\b(?:recommend|suggest|advise|recommended)(?: (?:i|we|me|us))?"
    r"(?: (?:take|use|do|try|get|buy|eat))?(?: something| anything)? for (?P<for>.+)"
)


def _asks_ideas(plain: str) -> bool:
    """Whether recommendations are wished for, and those of something that plays."""
    match = _IDEAS.fullmatch(plain)
    if match is None:
        return False
    topic = match["for"]
    if topic is not None and topic.startswith(("what ", "which ", "who ", "how ")):
        return _PERCEIVES.search(topic) is not None
    return topic is None or _about_media(topic)


def _about_media(topic: str) -> bool:
    perceives = _PERCEIVES.search(topic) is not None
    return perceives or kind_of(topic) != "" or GENRES.search(topic) is not None


_PERCEIVES = Wording(
    r"\b(?:watch|listen|hear|play|binge|stream|movie night|film night|viewing|comedies|"
    r"something funny|bands?|artists?|singers?)\b"
)


def _asks_taste(plain: str) -> bool:
    """Whether a question is one of taste: what is good, what goes with dinner."""
    if _GOOD_ON.fullmatch(plain) and _TELLS_GOOD.fullmatch(plain):
        return True
    if _KNOWS.fullmatch(plain) or _FOR_ANOCCASION.fullmatch(plain):
        return True
    goes = _GOES_WITH.fullmatch(plain)
    if goes is None:
        return False
    tells = kind_of(plain) != "" or " after " in plain
    return tells and (OCCASION.fullmatch(plain) is not None or " after " in plain)
