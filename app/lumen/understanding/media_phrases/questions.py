"""What is playing, and what about it."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.rules import Found, Rule, Slots, family

_ASK = r"(?:(?:do you know|tell me|(?:find|get|give|show)(?: me| us)?(?: the)?|can you tell me|could you tell me|say|give me|show me|i wonder|any idea|remind me|let me know|i want to know|i would like to know|i need to know|find out|can you find out|help me (?:to )?know|wondering|look up|could you look up|can i know|do you remember|can you identify|identify|name|what is|nice song|good song|great song|i love this|wow|hey) )*"
_KIND = r"(?:song|track|music|movie|show|episode|video|album|podcast|book|playlist|station|channel|number|composition|beat|artist|singer|band|group|composer|performer|musician|remix|cover|radio)"
_NOW = r"(?: (?:now|right now|currently|at the moment|just now|today|please|here|i am hearing|that is playing|playing|on|that is on|called|for me|exactly|again|this is|that i am (?:listening to|hearing|watching)|(?:i am|we are) (?:listening to|hearing|watching)|on (?:the )?(?:radio|tv|air|player|@place|@player)|this|it is|it|is it|is this|is that|is|are))*"
_THIS = rf"(?:(?:this|that|it|the|current|currently|playing|now playing|one|these) ?)+(?:{_KIND}s?)?"


def _about(found: Found) -> Slots | None:
    """Not every "what is this" is about what plays."""
    text = found.match[0]
    if text in (
        "what is this",
        "what is that",
        "what is it",
        "what was that",
        "what was this",
    ):
        return {}
    if text in ("what is on", "what is this on", "what is that is"):
        return {}
    if "time" in text.split() or text.startswith(("what was", "whose", "which is it")):
        return None
    return {}


def _runs(found: Found) -> Slots | None:
    words = frozenset(found.match[0].split())
    told = words & {"this", "that", "it", "left", "remaining", "ends", "song", "movie"}
    if not told:
        return None
    length = found.match[0].startswith(_LENGTHS) and not words & _LEFT
    return {"question": "length" if length else "remaining"}


_LENGTHS = ("how long is ", "how long does ", "how many minutes is ", "how long the ")
_LEFT = frozenset(
    "left remaining ends end over until till finished more longer to still".split()  # noqa: SIM905 - a table of words
)


def _facet(found: Found) -> Slots:
    """Which of its tags is asked about."""
    words = frozenset(found.match[0].split())
    for question, names in _FACETS.items():
        if words & names:
            return {"question": question}
    return {"question": "about"}


_FACETS = {
    "date": frozenset(("year", "decade", "date")),
    "genre": frozenset(("genre", "style", "kind", "type")),
    "length": frozenset(("length", "runtime", "duration")),
    "people": frozenset(("cast", "actors")),
    "plot": frozenset(("plot", "synopsis", "summary", "description")),
}


RULES: tuple[Rule, ...] = (
    Rule("what_is_playing", rf"{_ASK}(?:what|which|whose)(?: (?:is|are|was))?(?: (?:the|this|that|current|currently))*(?: (?:name|title|names))?(?: (?:of|for))?(?: (?:this|that|the|current|currently|playing))*(?: {_KIND}| {_KIND} {_KIND})?(?: (?:is|are|was))?(?: (?:this|that|it|playing|currently playing|now playing|on|called|being played|i am (?:listening to|hearing|watching)|am i (?:listening to|hearing|watching)|are we (?:listening to|hearing|watching)|we are (?:listening to|watching)|we listening to|do i hear))+{_NOW}{TAIL}", _about, 0.95),
    Rule("what_is_playing", rf"{_ASK}what(?: is| are)?(?: the)?(?: (?:current|playing|currently playing|this|that))* {_KIND}(?: (?:name|title|playing))*{TAIL}", lambda found: None if found.match[0].startswith(("what song", "what music", "what movie")) and "is" not in found.match[0] else {}, 0.88),
    Rule("what_is_playing", rf"{_ASK}(?:the )?(?:name|title|artist|singer|band|album)(?: (?:and|or) (?:artist|title|singer|album|name|band))?(?: (?:of|for|to))? (?:this|that|the (?:current|playing))(?: {_KIND})?{_NOW}{TAIL}", confidence=0.93),
    Rule("what_is_playing", rf"{_ASK}(?:what|who|which) (?:is|s)? ?(?:the )?(?:name|title|artist|singer|band|album)(?: (?:of|for|to|on|behind))+ (?:this|that|the)(?: (?:current|song|track|tune))*{_NOW}{TAIL}", confidence=0.93),
    Rule("what_is_playing", rf"(?:identify|name|recognize|shazam|detect)(?: (?:this|that|the|current|playing))*(?: {_KIND})?(?: (?:for me|title|playing|name|is))*{_NOW}{TAIL}", lambda found: None if len(found.match[0].split()) < 2 else {}, 0.93),
    Rule("what_is_playing", rf"{_ASK}(?:who|what band|which band|what artist|which artist|what group)(?: (?:is|are|s|was))?(?: (?:the|it))?(?: (?:singing|sings|playing|plays|performing|performs|artist|singer|band|sung by|by|does|did|made|makes))* (?:this|that|it|the (?:current )?(?:song|track|tune|music))(?: (?:song|track|tune|one|music|piece|by|version))*{_NOW}{TAIL}", lambda found: None if found.match[0] in ("who is it", "who is this", "who is that", "who are it") or not any(w in found.match[0] for w in ("sing", "play", "perform", "artist", "band", "song", "track", "tune", "music", "by", "piece", "sung", "group")) else {}, 0.93),
    Rule("what_is_playing", rf"{_ASK}(?:who is )?(?:singing|the singer|the artist|the band)(?: (?:of this|here|now|right now))*{TAIL}", confidence=0.86),
    Rule("what_is_playing", rf"(?:now playing|currently playing|track info|song info|song title|song name|title please){TAIL}"),
    Rule("what_is_playing", rf"{_ASK}(?:what|which) (?:{_KIND}|am i|are we)(?: (?:am i|are we|is|was))? ?(?:listening to|hearing|watching|playing){_NOW}{TAIL}"),
    Rule("what_is_playing", rf"{_ASK}(?:this|that) (?:song|track|tune|movie|album)(?: is)?(?: called)?(?: what)?{TAIL}", lambda found: {} if found.match[0].split()[0] not in ("this", "that") or "what" in found.match[0] or "called" in found.match[0] else None, 0.86),
    Rule("what_is_playing", rf"{_ASK}(?:to know )?(?:this|that|the) (?:song|track|tune|music|artist|movie)(?:'s|s) (?:title|name|artist|singer|album|band)(?: (?:is|please))?", confidence=0.9),
    Rule("what_is_playing", rf"{_ASK}(?:the )?(?:name|title) of (?:what is|whatever is) (?:playing|on)(?: .*)?", confidence=0.9),
    Rule("content_info", rf"{_ASK}(?:the )?(?:track|song|album|movie|episode) (?:information|info|details)(?: (?:currently|please|now))*", {"question": "about"}, 0.9),
    # about what plays
    Rule("content_info", rf"{_ASK}how (?:long|much longer|much time|many minutes|much)(?: (?:more|longer|time))?(?: (?:is|are|does|until|till|has))?(?: (?:left|remaining|there|to go|still|going to be|the end))*(?: (?:on|in|of|for|does|is|until|is it until|till))*(?: (?:this|that|it|the|my|ends?|over|current|playing))*(?: {_KIND})?(?: (?:left|remaining|last|have|has|run|is|to go|ends|over|finished|still|goes on|going|go on|going on|is over|go))*{TAIL}", _runs),
    Rule("content_info", rf"{_ASK}(?:when|what time|at what time) (?:is|does|will|do|did)?(?: ?(?:this|that|it|the))*(?: {_KIND})?(?: (?:be|is|will))* ?(?:over|end|ends|ending|finish|finishes|finished|done|up){TAIL}", {"question": "remaining"}, 0.9),
    Rule("content_info", rf"{_ASK}(?:time|minutes) (?:left|remaining)(?: (?:on|in) (?:this|it|the \w+))?{TAIL}", {"question": "remaining"}, 0.9),
    Rule("content_info", rf"{_ASK}(?:when|what year|in what year|which year) (?:was|did|were)? ?(?:this|that|it|the)(?: (?:current|playing))*(?: {_KIND})?(?: (?:playing now|that is playing))?(?: (?:first|originally))? ?(?:released|recorded|made|come out|written|published|filmed|produced|created|come|is from|from|air|aired){TAIL}", {"question": "date"}),
    Rule("content_info", rf"{_ASK}(?:what|which) (?:year|genre|language|country|season|decade|label|rating|style|kind of music|type of music) (?:is|was|does|of music is)(?: (?:this|that|it|the))*(?: {_KIND})?(?: (?:from|in|playing|currently playing|made in|released|released in))*{TAIL}", _facet),
    Rule("content_info", rf"{_ASK}who (?:has |have )?(?:directed|wrote|composed|produced|made|created|stars in|starred in|is in|acts in|plays in|narrates|scored|covered|released|is starring in|stars|is reading|is the (?:director|writer|author|composer|producer|narrator|star|actor|actress|cast|lead|main actor|main actress|lead actor|main character|villain|host|guest)(?: (?:of|in|on|for))?)(?: (?:this|that|it|the|in))*(?: (?:{_KIND}|score|soundtrack|script|music|screenplay|theme|lyrics|theme song))?(?: (?:of|for|in|to) (?:this|that|the)(?: {_KIND})?)?(?: playing)?(?: now)?{TAIL}", {"question": "people"}),
    Rule("content_info", rf"{_ASK}who (?:is|are) (?:the|that|this) (?:actor|actress|guy|woman|man|girl|boy|lady|one|character|voice|person|villain|hero|dude)(?: (?:with|in|on|who|playing|wearing|talking|speaking)(?: \w+){{0,5}})?{TAIL}", {"question": "people"}, 0.9),
    Rule("content_info", rf"{_ASK}(?:what|how) (?:is|s) (?:this|it|that|the)(?: {_KIND})? about{TAIL}", {"question": "plot"}),
    Rule("content_info", rf"{_ASK}(?:more |something |anything |some information |information |info |details |the details )*(?:about|on|of) (?:this|the|that)(?: (?:current|playing))? ?{_KIND}(?: (?:playing|that is playing|now))*{TAIL}", lambda found: {"question": "about"} if found.match[0].split()[0] in ("tell", "give", "show", "more", "information", "info", "details", "can", "could", "find", "what", "some", "look", "i") else None, 0.9),
    Rule("content_info", rf"{_ASK}(?:what is |what are )?(?:the )?(?:plot|cast|rating|runtime|length|duration|release date|genre|lyrics|reviews?|score|budget|synopsis|summary|imdb rating|actors|description)(?: (?:of|for|to|in)) (?:this|that|the|it)(?: (?:current|playing))?(?: {_KIND})?(?: (?:playing|now))*{TAIL}", _facet),
    Rule("content_info", rf"(?:who are the actors|what is the cast|who is the cast|who is in this|who stars in this)(?: {_KIND})?{TAIL}", {"question": "people"}),
    Rule("content_info", rf"(?:what|who) (?:is|are) (?:the )?(?:actors?|cast|director|stars?) (?:of|in) (?:this|it)(?: {_KIND})?{TAIL}", {"question": "people"}),
)  # fmt: skip


FAMILY = family(
    "what which whose who how when name title artist singer band identify recognize "
    "shazam detect singing playing info tell time minutes song track details "
    "information about lyrics", RULES,
)  # fmt: skip
