"""What is playing, and what about it."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.rules import Found, Rule, Slots, family

_ASK = (
    r"(?:(?:do you know|tell me|"
    r"(?:find|get|give|show)(?: me| us)?(?: the)?|can you tell me|"
    r"could you tell me|say|give me|show me|i wonder|any idea|"
    r"remind me|let me know|i have no (?:idea|clue)|i do not know|"
    r"i am (?:curious|wondering)|i want to know|i would like to know|"
    r"i need to know|find out|can you find out|help me (?:to )?know|"
    r"wondering|look up|could you look up|can i know|do you remember|"
    r"can you identify|do you happen to know|any chance you know|identify|name|what is|"
    r"nice song|good song|"
    r"great song|i love this|wow|hey)"
    r" )*"
)
_KIND = (
    r"(?:song|track|music|movie|show|episode|video|album|podcast|book|"
    r"playlist|station|channel|number|composition|beat|artist|singer|"
    r"band|group|composer|performer|musician|remix|cover|radio)"
)
_NOW = (
    r"(?: (?:now|right now|currently|at the moment|just now|today|please|"
    r"here|i am hearing|that is playing|playing|on|that is on|called|"
    r"for me|exactly|again|this is|"
    r"that i am (?:listening to|hearing|watching)|"
    r"(?:i am|we are) (?:listening to|hearing|watching)|"
    r"on (?:the )?(?:radio|tv|air|player|@place|@player)|this|it is|"
    r"it|is it|is this|is that|is|are))*"
)
_THIS = (
    r"(?:(?:this|that|it|the|current|currently|playing|now playing|one|"
    r"these)"
    r" ?)+"
    rf"(?:{_KIND}s?)?"
)


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


_NOUNS = frozenset(("artist", "singer", "band", "song", "track", "title", "album"))


def _sung(found: Found) -> Slots | None:
    """Songs only: who wrote a book or a law is a question for others."""
    words = found.match[0].split()
    written = {"wrote", "did", "composed", "released"} & set(words)
    if written and not {"song", "track", "hit", "tune", "music"} & set(words):
        return None
    return {"question": "people", "title": found.said("title")}


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
    # As in "what this song is called".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:what|which|whose)(?: (?:is|are|was))?"
        r"(?: (?:the|this|that|current|currently))*"
        r"(?: (?:name|title|names))?(?: (?:of|for))?"
        r"(?: (?:this|that|the|current|currently|playing))*"
        rf"(?: {_KIND}| {_KIND} {_KIND})?(?: (?:is|are|was))?"
        r"(?: (?:this|that|it|playing|currently playing|now playing|on|called|"
        r"being played|i am (?:listening to|hearing|watching)|"
        r"am i (?:listening to|hearing|watching)|"
        r"are we (?:listening to|hearing|watching)|"
        r"we are (?:listening to|watching)|we listening to|do i hear))+"
        rf"{_NOW}{TAIL}",
        _about,
        0.95,
    ),
    # As in "what's this song".
    Rule(
        "what_is_playing",
        rf"{_ASK}what(?: is| are)?(?: the)?"
        r"(?: (?:current|playing|currently playing|this|that))*"
        rf" {_KIND}(?: (?:name|title|playing))*{TAIL}",
        lambda found: (
            None
            if found.match[0].startswith(("what song", "what music", "what movie"))
            and "is" not in found.match[0]
            else {}
        ),
        0.88,
    ),
    # As in "tell me the artist of this".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:the )?"
        r"(?:name|title|artist|singer|band|album)"
        r"(?: (?:and|or) (?:artist|title|singer|album|name|band))?"
        r"(?: (?:of|for|to))?"
        r" (?:this|that|the (?:current|playing))"
        rf"(?: {_KIND})?{_NOW}{TAIL}",
        confidence=0.93,
    ),
    # As in "who is the artist behind this".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:what|who|which) (?:is|s)? ?(?:the )?"
        r"(?:name|title|artist|singer|band|album)"
        r"(?: (?:of|for|to|on|behind))+ (?:this|that|the)"
        rf"(?: (?:current|song|track|tune))*{_NOW}{TAIL}",
        confidence=0.93,
    ),
    # As in "recognize this music".
    Rule(
        "what_is_playing",
        r"(?:identify|name|recognize|shazam|detect)"
        r"(?: (?:this|that|the|current|playing))*"
        rf"(?: {_KIND})?"
        r"(?: (?:for me|title|playing|name|is))*"
        rf"{_NOW}{TAIL}",
        lambda found: None if len(found.match[0].split()) < 2 else {},
        0.93,
    ),
    # As in "who is singing this".
    Rule(
        "what_is_playing",
        rf"{_ASK}"
        r"(?:who|what band|which band|what artist|which artist|what group)"
        r"(?: (?:is|are|s|was))?(?: (?:the|it))?"
        r"(?: (?:"
        r"singing|sings|sang|sing|sung|playing|plays|played|performing|performs|"
        r"performed|recorded|artist|singer|"
        r"band|sung by|by|does|did|made|makes))*"
        r" (?:this|that|it|the (?:current )?(?:song|track|tune|music))"
        r"(?: (?:song|track|tune|one|music|piece|by|version))*"
        rf"{_NOW}{TAIL}",
        lambda found: (
            None
            if found.match[0]
            in ("who is it", "who is this", "who is that", "who are it")
            or not any(
                w in found.match[0]
                for w in (
                    "sang",
                    "recorded",
                    "sing",
                    "play",
                    "perform",
                    "artist",
                    "band",
                    "song",
                    "track",
                    "tune",
                    "music",
                    "by",
                    "piece",
                    "sung",
                    "group",
                )
            )
            else {}
        ),
        0.93,
    ),
    # As in "who's the artist".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:who is )?"
        r"(?:singing|the singer|the artist|the band)"
        r"(?: (?:of this|here|now|right now))*"
        rf"{TAIL}",
        confidence=0.86,
    ),
    # As in "song title".
    Rule(
        "what_is_playing",
        r"(?:now playing|currently playing|track info|song info|song title|"
        r"song name|title please)"
        rf"{TAIL}",
    ),
    # As in "what am i playing".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:what|which) (?:{_KIND}|am i|are we)"
        r"(?: (?:am i|are we|is|was))?"
        r" ?(?:listening to|hearing|watching|playing)"
        rf"{_NOW}{TAIL}",
    ),
    # As in "do you know this song".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:this|that) (?:song|track|tune|movie|album)(?: is)?"
        rf"(?: called)?(?: what)?{TAIL}",
        lambda found: (
            {}
            if found.match[0].split()[0] not in ("this", "that")
            or "what" in found.match[0]
            or "called" in found.match[0]
            else None
        ),
        0.86,
    ),
    # As in "tell me the artist currently playing".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:the )?(?:name of )?(?:the )?"
        r"(?:artist|singer|band|song|track|title|album|musician|composer|movie|show)"
        r"(?: (?:currently|now|that is|that is currently))* playing"
        rf"(?: (?:now|right now|currently))*{TAIL}",
        lambda found: None if found.match[0].split()[0] in _NOUNS else {},
        0.9,
    ),
    # As in "tell me this song's name".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:to know )?(?:this|that|the)"
        r" (?:song|track|tune|music|artist|movie)"
        r"(?:'s|s)"
        r" (?:title|name|artist|singer|album|band)"
        r"(?: (?:is|please))?",
        confidence=0.9,
    ),
    # As in "find out the name of what is playing".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:the )?(?:name|title) of (?:what is|whatever is)"
        r" (?:playing|on)(?: .*)?",
        confidence=0.9,
    ),
    # As in "give me the album info".
    Rule(
        "content_info",
        rf"{_ASK}(?:the )?(?:track|song|album|movie|episode)"
        r" (?:information|info|details)(?: (?:currently|please|now))*",
        {"question": "about"},
        0.9,
    ),
    # about what plays
    # As in "how much time remaining".
    Rule(
        "content_info",
        rf"{_ASK}"
        r"how (?:long|much longer|much time|many minutes|much)"
        r"(?: (?:more|longer|time))?"
        r"(?: (?:is|are|does|until|till|has))?"
        r"(?: (?:left|remaining|there|to go|still|going to be|the end))*"
        r"(?: (?:on|in|of|for|does|is|until|is it until|till))*"
        r"(?: (?:this|that|it|the|my|ends?|over|current|playing))*"
        rf"(?: {_KIND})?"
        r"(?: (?:left|remaining|last|have|has|run|is|to go|ends|over|finished|"
        r"still|goes on|going|go on|going on|is over|go))*"
        rf"{TAIL}",
        _runs,
    ),
    # As in "when does this film end".
    Rule(
        "content_info",
        rf"{_ASK}(?:when|what time|at what time) (?:is|does|will|do|did)?"
        rf"(?: ?(?:this|that|it|the))*(?: {_KIND})?(?: (?:be|is|will))*"
        r" ?(?:over|end|ends|ending|finish|finishes|finished|done|up)"
        rf"{TAIL}",
        {"question": "remaining"},
        0.9,
    ),
    # As in "time remaining on this".
    Rule(
        "content_info",
        rf"{_ASK}(?:time|minutes) (?:left|remaining)"
        r"(?: (?:on|in) (?:this|it|the \w+))?"
        rf"{TAIL}",
        {"question": "remaining"},
        0.9,
    ),
    # As in "when did this come out".
    Rule(
        "content_info",
        rf"{_ASK}"
        r"(?:when|what year|in what year|which year)"
        r" (?:was|did|were)? ?(?:this|that|it|the)(?: (?:current|playing))*"
        rf"(?: {_KIND})?"
        r"(?: (?:playing now|that is playing))?"
        r"(?: (?:first|originally))?"
        r" ?(?:"
        r"released|recorded|made|come out|written|published|filmed|produced|"
        r"created|come|is from|from|air|aired)"
        rf"{TAIL}",
        {"question": "date"},
    ),
    # As in "what language is this in".
    Rule(
        "content_info",
        rf"{_ASK}(?:what|which)"
        r" (?:year|genre|language|country|season|decade|label|rating|style|"
        r"kind of music|type of music)"
        rf" (?:is|was|does|of music is)(?: (?:this|that|it|the))*(?: {_KIND})?"
        r"(?: (?:"
        r"from|in|playing|currently playing|made in|released|released in))*"
        rf"{TAIL}",
        _facet,
    ),
    # As in "who stars in this movie".
    Rule(
        "content_info",
        rf"{_ASK}who (?:has |have )?"
        r"(?:"
        r"directed|wrote|composed|produced|made|created|stars in|starred in|"
        r"is in|acts in|plays in|narrates|scored|covered|released|"
        r"is starring in|stars|is reading|"
        r"is the (?:"
        r"director|writer|author|composer|producer|narrator|star|actor|"
        r"actress|cast|lead|main actor|main actress|lead actor|"
        r"main character|villain|host|guest)"
        r"(?: (?:of|in|on|for))?)"
        r"(?: (?:this|that|it|the|in))*"
        r"(?: (?:"
        rf"{_KIND}|score|soundtrack|script|music|screenplay|theme|lyrics|"
        r"theme song))?"
        rf"(?: (?:of|for|in|to) (?:this|that|the)(?: {_KIND})?)?"
        rf"(?: playing)?(?: now)?{TAIL}",
        {"question": "people"},
    ),
    # As in "who is the guy with the hat".
    Rule(
        "content_info",
        rf"{_ASK}who (?:is|are) (?:the|that|this)"
        r" (?:actor|actress|guy|woman|man|girl|boy|lady|one|character|voice|"
        r"person|villain|hero|dude)"
        r"(?: (?:with|in|on|who|playing|wearing|talking|speaking)"
        r"(?: \w+){0,5})?"
        rf"{TAIL}",
        {"question": "people"},
        0.9,
    ),
    # As in "who sings hotel california".
    Rule(
        "content_info",
        rf"{_ASK}who (?:sings|sang|sing|performs|performed|recorded|covered|wrote|"
        r"composed|released|did)"
        r" (?:the )?(?:(?:original|first|song|track|hit|tune|music for) )*"
        r"(?P<title>.{2,60})",
        _sung,
        0.86,
    ),
    # As in "hotel california is sung by whom".
    Rule(
        "content_info",
        r"(?P<title>.{2,60}) (?:is|was) (?:sung|performed|recorded|composed) by (?:who|"
        r"whom)",
        lambda found: {"question": "people", "title": found.said("title")},
        0.9,
    ),
    # As in "what is this movie about".
    Rule(
        "content_info",
        rf"{_ASK}(?:what|how) (?:is|s) (?:this|it|that|the)(?: {_KIND})?"
        rf" about{TAIL}",
        {"question": "plot"},
    ),
    # As in "tell me about this movie".
    Rule(
        "content_info",
        rf"{_ASK}"
        r"(?:more |something |anything |some information |information |info |"
        r"details |the details )*"
        rf"(?:about|on|of) (?:this|the|that)(?: (?:current|playing))? ?{_KIND}"
        r"(?: (?:playing|that is playing|now))*"
        rf"{TAIL}",
        lambda found: (
            {"question": "about"}
            if found.match[0].split()[0]
            in (
                "tell",
                "give",
                "show",
                "more",
                "information",
                "info",
                "details",
                "can",
                "could",
                "find",
                "what",
                "some",
                "look",
                "i",
            )
            else None
        ),
        0.9,
    ),
    # As in "what this documentary is about".
    Rule(
        "content_info",
        rf"{_ASK}what (?:this|that|the|it)(?: current)?(?: {_KIND})? is about{TAIL}",
        {"question": "plot"},
    ),
    # As in "which episode are we on".
    Rule(
        "content_info",
        rf"{_ASK}(?:what|which) (?:episode|season|chapter|part|track|disc|series)"
        r"(?: (?:number|of the season))? (?:are we|am i|is it|is this|is that|we are|"
        r"i am)"
        r"(?: (?:on|at|in|up to|now|currently|watching|right now))*",
        {"question": "about"},
    ),
    # As in "does this film have a sequel".
    Rule(
        "content_info",
        rf"(?:does|is|was|did|has|are|were) (?:this|that|it|the)(?: current| playing)?"
        rf"(?: {_KIND})?(?: (?:the|a|an|have|win|won|get|based on|part of|from|in|any|"
        r"there|"
        r"out|made|played|going to be|got|set|been))*"
        r" (?:sequels?|prequels?|remake|original|remaster|live(?: version)?|"
        r"cover(?: version)?|"
        r"remix|series|franchise|trilogy|true story|book|novel|comic|awards?|oscars?|"
        r"grammys?|"
        r"french|english|japanese|spanish|german|korean|italian|subtitled|dubbed|new|"
        r"old|"
        r"classic|a hit|popular|black and white|rated \w+|kids|children)"
        r"(?: or (?:a |an |the |not|is it )*[a-z ]{0,20})?",
        {"question": "about"},
        0.88,
    ),
    # As in "how old is this recording".
    Rule(
        "content_info",
        rf"{_ASK}how old(?: is)? (?:this|that|it|the)(?: {_KIND}| recording| one|"
        r" version)?"
        r"(?: is)?",
        {"question": "date"},
    ),
    # As in "who the lead actress is in what we are watching".
    Rule(
        "content_info",
        rf"{_ASK}who (?:the|that) [a-z ]{{2,30}}? is (?:in|on) (?:what (?:we|i)"
        rf" (?:are|am) (?:watching|listening to|hearing)|this(?: {_KIND})?|the {_KIND})"
        r"",
        {"question": "people"},
        0.9,
    ),
    # As in "artist?".
    Rule(
        "what_is_playing",
        r"(?:(?:and )?(?:the )?(?:artist|singer|title|track name|song name|band))",
        lambda found: {} if found.match[0] != "band" else None,
        0.86,
    ),
    # As in "which band is playing now".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:who|what|which)(?: {_KIND})?(?: is)?(?: (?:the )?[a-z]+)?"
        r" (?:playing|singing|on|performing)(?: (?:right )?now| at the moment|"
        r" currently)",
        lambda found: None if "time" in found.match[0].split() else {},
        0.9,
    ),
    # As in "what was that song you just played".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:what|who|which) (?:was|is|were) (?:this|that|the)(?: last|"
        r" previous)?"
        rf" {_KIND} (?:(?:you|that|which|we|i) )+(?:just )?(?:played|heard|had|was on|"
        r"listened to|was playing)(?: (?:just )?now| before| earlier)?",
        confidence=0.9,
    ),
    # As in "what is currently being streamed".
    Rule(
        "what_is_playing",
        rf"{_ASK}what(?: is)? (?:current(?:ly)? |now )?(?:being )?(?:played|streamed|"
        r"shown|"
        r"broadcast|aired)(?: (?:right )?now| currently| at the moment)?",
    ),
    # As in "give me artist and title".
    Rule(
        "what_is_playing",
        r"(?:give me|tell me|show me|i need|get me)? ?(?:the )?"
        r"(?:artist|title|song|singer|track|name) and (?:the )?"
        r"(?:artist|title|song|singer|track|name|album)(?: name)?(?: please)?",
    ),
    # As in "how far into the book am i".
    Rule(
        "content_info",
        rf"{_ASK}how far (?:in|into|through|along)(?: (?:the|this|it|my))*(?: {_KIND})?"
        r" (?:am i|are we|is it|is this)(?: (?:now|in|into it))*",
        {"question": "remaining"},
    ),
    # As in "which station am i listening to".
    Rule(
        "what_is_playing",
        rf"{_ASK}(?:what|which) {_KIND} (?:am i|are we|is it|is this)"
        r"(?: (?:listening to|watching|hearing|on|tuned (?:in )?to|playing))?"
        r"(?: (?:right )?now)?",
    ),
    # As in "how much longer this one goes on".
    Rule(
        "content_info",
        rf"{_ASK}how (?:much longer|long|much more|far)"
        rf" (?:this|it|that|the)(?: one| §n| {_KIND})? (?:goes on|lasts|is|runs|"
        r"will (?:be|last|"
        r"go on|take)|has left|has to go|into it am i)(?: (?:for|on|still))*",
        {"question": "remaining"},
    ),
    # As in "what is the cast of this".
    Rule(
        "content_info",
        rf"{_ASK}(?:what is |what are )?(?:the )?"
        r"(?:plot|cast|rating|runtime|length|duration|release date|genre|"
        r"lyrics|reviews?|score|budget|synopsis|summary|imdb rating|actors|"
        r"description)"
        r"(?: (?:of|for|to|in)) (?:this|that|the|it)(?: (?:current|playing))?"
        rf"(?: {_KIND})?(?: (?:playing|now))*{TAIL}",
        _facet,
    ),
    # As in "what is the cast".
    Rule(
        "content_info",
        r"(?:who are the actors|what is the cast|who is the cast|"
        r"who is in this|who stars in this)"
        rf"(?: {_KIND})?{TAIL}",
        {"question": "people"},
    ),
    # As in "who are the actors in this".
    Rule(
        "content_info",
        r"(?:what|who) (?:is|are) (?:the )?(?:actors?|cast|director|stars?)"
        rf" (?:of|in) (?:this|it)(?: {_KIND})?{TAIL}",
        {"question": "people"},
    ),
)


FAMILY = family(
    "what which whose who how when name title artist singer band identify recognize "
    "shazam detect singing playing info tell time minutes song track details "
    "information about lyrics does is was did has", RULES,
)  # fmt: skip
