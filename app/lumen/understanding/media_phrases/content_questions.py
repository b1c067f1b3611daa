"""What about it: its people, its plot, its age, how much is left."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.media_phrases.question_fragments import ASK, KIND
from lumen.understanding.rules import Found, Rule, Slots, family


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
    # As in "show information".
    Rule(
        "content_info",
        r"(?:show|display|get|give me|open|see|view)(?: (?:me|up|the|some|more))*"
        r" (?:information|info|details)",
        {"question": "about"},
        0.86,
    ),
    # As in "give me the album info".
    Rule(
        "content_info",
        rf"{ASK}(?:the )?(?:track|song|album|movie|episode)"
        r" (?:information|info|details)(?: (?:currently|please|now))*",
        {"question": "about"},
        0.9,
    ),
    # As in "how much time remaining".
    Rule(
        "content_info",
        rf"{ASK}"
        r"how (?:long|much longer|much time|many minutes|much)"
        r"(?: (?:more|longer|time))?"
        r"(?: (?:is|are|does|until|till|has))?"
        r"(?: (?:left|remaining|there|to go|still|going to be|the end))*"
        r"(?: (?:on|in|of|for|does|is|until|is it until|till))*"
        r"(?: (?:this|that|it|the|my|ends?|over|current|playing))*"
        rf"(?: {KIND})?"
        r"(?: (?:left|remaining|last|have|has|run|is|to go|ends|over|finished|"
        r"still|goes on|going|go on|going on|is over|go))*"
        rf"{TAIL}",
        _runs,
    ),
    # As in "when does this film end".
    Rule(
        "content_info",
        rf"{ASK}(?:when|what time|at what time) (?:is|does|will|do|did)?"
        rf"(?: ?(?:this|that|it|the))*(?: {KIND})?(?: (?:be|is|will))*"
        r" ?(?:over|end|ends|ending|finish|finishes|finished|done|up)"
        rf"{TAIL}",
        {"question": "remaining"},
        0.9,
    ),
    # As in "time remaining on this".
    Rule(
        "content_info",
        rf"{ASK}(?:time|minutes) (?:left|remaining)"
        r"(?: (?:on|in) (?:this|it|the \w+))?"
        rf"{TAIL}",
        {"question": "remaining"},
        0.9,
    ),
    # As in "when did this come out".
    Rule(
        "content_info",
        rf"{ASK}"
        r"(?:when|(?:(?:in|from|around) )?(?:what|which) (?:year|decade))"
        r" (?:was|did|were)? ?(?:this|that|it|the)(?: (?:current|playing))*"
        rf"(?: {KIND})?"
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
        rf"{ASK}(?:what|which)"
        r" (?:year|genre|language|country|season|decade|label|rating|style|"
        r"kind of music|type of music)"
        rf" (?:is|was|does|of music is)(?: (?:this|that|it|the))*(?: {KIND})?"
        r"(?: (?:"
        r"from|in|playing|currently playing|made in|released|released in))*"
        rf"{TAIL}",
        _facet,
    ),
    # As in "who stars in this movie".
    Rule(
        "content_info",
        rf"{ASK}who (?:has |have )?"
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
        rf"{KIND}|score|soundtrack|script|music|screenplay|theme|lyrics|"
        r"theme song))?"
        rf"(?: (?:of|for|in|to) (?:this|that|the)(?: {KIND})?)?"
        rf"(?: playing)?(?: now)?{TAIL}",
        {"question": "people"},
    ),
    # As in "who is the guy with the hat".
    Rule(
        "content_info",
        rf"{ASK}who (?:is|are) (?:the|that|this)"
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
        rf"{ASK}who (?:sings|sang|sing|performs|performed|recorded|covered|wrote|"
        r"composed|released|did)"
        r" (?:the )?(?:(?:original|first|song|track|hit|tune|music for) )*"
        r"(?P<title>.{2,60})",
        _sung,
        0.86,
    ),
    # As in "who stars in the crown".
    Rule(
        "content_info",
        r"who (?:stars|starred|acts|acted|plays the lead|is the (?:lead|star)) in"
        r" (?P<title>(?!this\b|that\b|it\b|the (?:movie|show|film|current)\b).{2,60})",
        lambda found: {"question": "people", "title": found.said("title")},
        0.9,
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
        rf"{ASK}(?:what|how) (?:is|s) (?:this|it|that|the)(?: {KIND})?"
        rf" about{TAIL}",
        {"question": "plot"},
    ),
    # As in "tell me about this movie".
    Rule(
        "content_info",
        rf"{ASK}"
        r"(?:more |something |anything |some information |information |info |"
        r"details |the details )*"
        rf"(?:about|on|of) (?:this|the|that)(?: (?:current|playing))? ?{KIND}"
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
        rf"{ASK}what (?:this|that|the|it)(?: current)?(?: {KIND})? is about{TAIL}",
        {"question": "plot"},
    ),
    # As in "does this film have a sequel".
    Rule(
        "content_info",
        rf"(?:does|is|was|did|has|are|were) (?:this|that|it|the)(?: current| playing)?"
        rf"(?: {KIND})?(?: (?:the|a|an|have|win|won|get|based on|part of|from|in|any|"
        r"there|"
        r"out|made|played|going to be|got|set|been))*"
        r" (?:sequels?|prequels?|remake|original|remaster|live(?: version)?|"
        r"cover(?: version)?|"
        r"remix|series|franchise|trilogy|true story|true book|book|novel|comic|awards?|"
        r"oscars?|"
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
        rf"{ASK}how old(?: is)? (?:this|that|it|the)(?: {KIND}| recording| one|"
        r" version)?"
        r"(?: is)?",
        {"question": "date"},
    ),
    # As in "who the lead actress is in what we are watching".
    Rule(
        "content_info",
        rf"{ASK}who (?:the|that) [a-z ]{{2,30}}? is (?:in|on) (?:what (?:we|i)"
        rf" (?:are|am) (?:watching|listening to|hearing)|this(?: {KIND})?|the {KIND})"
        r"",
        {"question": "people"},
        0.9,
    ),
    # As in "give me some info on this song".
    Rule(
        "content_info",
        r"(?:give|show|tell|get|find|read|i (?:want|need|would like))(?: (?:me|us))?"
        r"(?: (?:some|more|any|a bit of|a little))* (?:info|information|details|facts|"
        r"background|trivia|something)(?: more)? (?:on|about|for|of|regarding)"
        rf" (?:this|that|the|the current|it)(?: (?:{KIND}|one|film|singer|director))?"
        r"(?: (?:playing|that is playing|now|please))*",
        {"question": "about"},
        0.9,
        needs="info details facts background trivia something",
    ),
    # As in "how far into the book am i".
    Rule(
        "content_info",
        rf"{ASK}how far (?:in|into|through|along)(?: (?:the|this|it|my))*(?: {KIND})?"
        r" (?:am i|are we|is it|is this)(?: (?:now|in|into it))*|"
        rf"{ASK}how far (?:am i|are we)(?: (?:now|in|into it|along|through))*",
        {"question": "how far"},
    ),
    # As in "how much longer this one goes on".
    Rule(
        "content_info",
        rf"{ASK}how (?:much longer|long|much more|far)"
        rf" (?:this|it|that|the)(?: one| §n| {KIND})? (?:goes on|lasts|is|runs|"
        r"will (?:be|last|"
        r"go on|take)|has left|has to go|into it am i)(?: (?:for|on|still))*",
        {"question": "remaining"},
    ),
    # As in "who is that playing the detective".
    Rule(
        "content_info",
        rf"{ASK}who is (?:that|this|it) (?:playing|voicing|who plays|who is playing|as)"
        r" .{3,40}",
        {"question": "people"},
        0.9,
    ),
    # As in "what is the cast of this".
    Rule(
        "content_info",
        rf"{ASK}(?:what is |what are )?(?:the )?"
        r"(?:plot|cast|rating|runtime|length|duration|release date|genre|"
        r"lyrics|reviews?|score|budget|synopsis|summary|imdb rating|actors|"
        r"description)"
        r"(?: (?:of|for|to|in)) (?:this|that|the|it)(?: (?:current|playing))?"
        rf"(?: {KIND})?(?: (?:playing|now))*{TAIL}",
        _facet,
    ),
    # As in "what is the cast".
    Rule(
        "content_info",
        r"(?:who are the actors|what is the cast|who is the cast|"
        r"who is in this|who stars in this)"
        rf"(?: {KIND})?{TAIL}",
        {"question": "people"},
    ),
    # As in "who are the actors in this".
    Rule(
        "content_info",
        r"(?:what|who) (?:is|are) (?:the )?(?:actors?|cast|director|stars?)"
        rf" (?:of|in) (?:this|it)(?: {KIND})?{TAIL}",
        {"question": "people"},
    ),
)


FAMILY = family(
    "what which who how when info tell time minutes song track details information "
    "about lyrics does is was did has are were", RULES,
)  # fmt: skip
