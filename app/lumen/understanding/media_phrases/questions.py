"""What is playing?"""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.media_phrases.question_fragments import ASK, KIND, NOW
from lumen.understanding.rules import Found, Rule, Slots, family


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


RULES: tuple[Rule, ...] = (
    # As in "what this song is called".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:what|which|whose)(?: (?:is|are|was))?"
        r"(?: (?:the|this|that|current|currently))*"
        r"(?: (?:name|title|names))?(?: (?:of|for))?"
        r"(?: (?:this|that|the|current|currently|playing))*"
        rf"(?: {KIND}| {KIND} {KIND})?(?: (?:is|are|was))?"
        r"(?: (?:this|that|it|playing|currently playing|now playing|on|called|"
        r"being played|i am (?:listening to|hearing|watching)|"
        r"am i (?:listening to|hearing|watching)|"
        r"are we (?:listening to|hearing|watching)|"
        r"we are (?:listening to|watching)|we listening to|do i hear|"
        r"you are (?:playing|streaming)))+"
        rf"{NOW}{TAIL}",
        _about,
        0.95,
    ),
    # As in "what's this song".
    Rule(
        "what_is_playing",
        rf"{ASK}what(?: is| are)?(?: the)?"
        r"(?: (?:current|playing|currently playing|this|that))*"
        rf" {KIND}(?: (?:name|title|playing))*{TAIL}",
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
        rf"{ASK}(?:the )?"
        r"(?:name|title|artist|singer|band|album)"
        r"(?: (?:and|or) (?:artist|title|singer|album|name|band))?"
        r"(?: (?:of|for|to))?"
        r" (?:this|that|the (?:current|playing))"
        rf"(?: {KIND})?{NOW}{TAIL}",
        confidence=0.93,
    ),
    # As in "who is the artist behind this".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:what|who|which) (?:is|s)? ?(?:the )?"
        r"(?:name|title|artist|singer|band|album)"
        r"(?: (?:of|for|to|on|behind))+ (?:this|that|the)"
        rf"(?: (?:current|song|track|tune))*{NOW}{TAIL}",
        confidence=0.93,
    ),
    # As in "recognize this music".
    Rule(
        "what_is_playing",
        r"(?:identify|name|recognize|shazam|detect)"
        r"(?: (?:this|that|the|current|playing))*"
        rf"(?: {KIND})?"
        r"(?: (?:for me|title|playing|name|is))*"
        rf"{NOW}{TAIL}",
        lambda found: None if len(found.match[0].split()) < 2 else {},
        0.93,
    ),
    # As in "who is singing this".
    Rule(
        "what_is_playing",
        rf"{ASK}"
        r"(?:who|what band|which band|what artist|which artist|what group)"
        r"(?: (?:is|are|s|was))?(?: (?:the|it))?"
        r"(?: (?:"
        r"singing|sings|sang|sing|sung|playing|plays|played|performing|performs|"
        r"performed|recorded|artist|singer|"
        r"band|sung by|by|does|did|made|makes))*"
        r" (?:this|that|it|the (?:current )?(?:song|track|tune|music))"
        r"(?: (?:song|track|tune|one|music|piece|by|version))*"
        rf"{NOW}{TAIL}",
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
        rf"{ASK}(?:who is )?"
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
        rf"{ASK}(?:what|which) (?:{KIND}|am i|are we)"
        r"(?: (?:am i|are we|is|was))?"
        r" ?(?:listening to|hearing|watching|playing)"
        rf"{NOW}{TAIL}",
    ),
    # As in "do you know this song".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:this|that) (?:song|track|tune|movie|album)(?: is)?"
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
    # As in "tell me this song's name".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:to know )?(?:this|that|the)"
        r" (?:song|track|tune|music|artist|movie)"
        r"(?:'s|s)"
        r" (?:title|name|artist|singer|album|band)"
        r"(?: (?:is|please))?",
        confidence=0.9,
    ),
    # As in "find out the name of what is playing".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:the )?(?:name|title) of (?:what is|whatever is)"
        r" (?:playing|on)(?: .*)?",
        confidence=0.9,
    ),
    # As in "artist?".
    Rule(
        "what_is_playing",
        r"(?:(?:and )?(?:the )?(?:artist|singer|title|track name|song name|band))",
        lambda found: {} if found.match[0] != "band" else None,
        0.86,
    ),
    # As in "who is the lady singing".
    Rule(
        "what_is_playing",
        rf"{ASK}who is (?:the|that|this) (?:lady|man|woman|guy|girl|boy|singer|person|"
        r"artist|"
        r"band|group) (?:singing|playing|performing|rapping)(?: (?:here|this|now|"
        r"on this))*",
        confidence=0.9,
    ),
    # As in "what was that song you just played".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:what|who|which) (?:was|is|were) (?:this|that|the)(?: last|"
        r" previous)?"
        rf" {KIND} (?:(?:you|that|which|we|i) )+(?:just )?(?:played|heard|had|was on|"
        r"listened to|was playing)(?: (?:just )?now| before| earlier)?",
        confidence=0.9,
    ),
    # As in "what is currently being streamed".
    Rule(
        "what_is_playing",
        rf"{ASK}what(?: is)? (?:current(?:ly)? |now )?(?:being )?(?:played|streamed|"
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
    # As in "which tune is coming out of the speaker".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:what|which|whose)(?: {KIND})?(?: is)?(?: (?:that|this|it))?"
        r" (?:coming (?:out of|from|through|over)|blaring (?:from|out of)|on)"
        r" (?:the |this )?(?:@place|@player|radio|tv|player)(?: (?:right )?now)?",
        confidence=0.93,
    ),
    # As in "do you recognize this tune".
    Rule(
        "what_is_playing",
        r"(?:do|can|could|would) (?:you|u|i)(?: (?:happen to|please))?"
        r" (?:recognize|recognise|know|identify|name|place|shazam|tell)"
        rf" (?:this|that|the(?: current)?)(?: {KIND})(?: (?:playing|that is playing|"
        rf"name|"
        r"now|title))*|"
        r"(?:recognise|place|name) (?:this|that)(?: one)?(?: for me)?",
        confidence=0.9,
    ),
    # As in "which station am i listening to".
    Rule(
        "what_is_playing",
        rf"{ASK}(?:what|which) {KIND} (?:am i|are we|is it|is this)"
        r"(?: (?:listening to|watching|hearing|on|tuned (?:in )?to|playing))?"
        r"(?: (?:right )?now)?",
    ),
)


_LOOSE = (
    # As in "do you know the name of the band that is singing on the radio".
    Rule(
        "what_is_playing",
        r"(?=.*\b(?:song|track|tune|music|artist|singer|band|group|album|piece)\b)"
        r"(?=.*\b(?:what|which|who|whose|name|tell|identify|know)\b)"
        r"(?=.*\b(?:this|that is|current|currently|playing|now|on|hear|hearing|"
        r"listening|"
        r"singing|sing|just)\b)(?!.*\byou (?:are|play|hear|listen|sing|like)\b)"
        r"(?!.*\b(?:are|were) you\b)(?!.*\ba (?:song|band|singer)\b)"
        r"(?:(?:what|which|who|whose|name|title|tell|identify|know|give|me|us|i|we|am|are|"
        r"is|was|do|you|can|could|please|the|of|for|to|this|that|current|currently|"
        r"playing|plays|played|now|right|on|at|moment|just|hear|hearing|listening|"
        r"singing|sings|sang|sing|did|does|he|she|they|it|by|artist|singer|band|group|"
        r"song|track|tune|music|album|piece|called|radio|tv|@place|@player|speaker|"
        r"bluetooth|from|coming|and|find|out|performing|performs|released|made)(?: |"
        r"$))+",
        confidence=0.88,
    ),
)

FAMILY = family(
    "what which whose who how name title artist singer band identify recognize "
    "shazam detect singing playing info tell song track about", RULES, _LOOSE,
)  # fmt: skip
