"""Back and forward by an amount; see `seeking_places` for the rest."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, TAIL
from lumen.understanding.media_phrases.seeking_places import PLACES, STEP_SECONDS
from lumen.understanding.rules import Found, Rule, Slots, family
from lumen.understanding.wording import Wording

_DEGREES = {1: 5.0, 2: 10.0, 3: 30.0, 4: 60.0}
_BACK = r"(?:back|backwards?|rewind|earlier|in reverse|to the back)"
_AHEAD = r"(?:forwards?|ahead|further|onwards?|on|further ahead|later|past)"
_VERB = (
    r"(?:"
    r"go|jump|skip|move|wind|step|scrub|take (?:me|us|it|this)|seek|run|"
    r"fast|scroll|bring (?:me|us|it)|turn|hop|back|slide|drag|advance|"
    r"spool|play|shift|put it|push it|zip|get|leap|hop|bounce|nip)"
)
_FOR = (
    r"(?:(?:by|for|about|around|roughly|the|last|past|next|another|like|"
    r"maybe|only|just|first|exactly|up|a further)"
    r" )*"
)
_LONG = (
    rf"{_FOR}(?P<long>§d|§n)(?: (?:seconds|or so|more|of (?:this|it)|of {IT}|worth))?"
)
_MUCH = (
    r"(?:just )?"
    r"(?P<much>§g|a moment|a tick|a second|a sec|slightly|some|some more|"
    r"just a little|a smidge)"
)


def _back(found: Found) -> Slots | None:
    return None if _one_track(found) else {"seek_offset": -_seconds(found)}


def _ahead(found: Found) -> Slots | None:
    return None if _one_track(found) else {"seek_offset": _seconds(found)}


def _told_back(found: Found) -> Slots | None:
    """Going back alone is the previous one."""
    told = found.has("long") or found.has("much") or "rewind" in found.match[0]
    return _back(found) if told else None


_A_TRACK = Wording(r"\b(?:a|an|one) (?:song|track|episode|video|chapter)$")


def _minus(found: Found) -> Slots | None:
    """A duration alone is no jump, unless it is negative."""
    seconds = found.amount("long").value * _UNITS.get(found.word("unit"), 1.0)
    if seconds >= 0 and not found.match[0].startswith("minus "):
        return None
    return {"seek_offset": -abs(round(seconds, 1))}


_UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


def _one_track(found: Found) -> bool:
    """Whether one track is meant, as in "go back one", and not one second."""
    if not found.has("long"):
        return False
    amount = found.amount("long")
    return amount.kind == "n" and amount.value == 1 and "second" not in found.match[0]


def _told_ahead(found: Found) -> Slots | None:
    """Going on and turning on are no jumps."""
    text = found.match[0]
    if text in _NO_JUMPS:
        return None
    if text.split()[0] in _MUST_SAY_HOW_FAR and not found.has("long"):
        return None
    return _ahead(found)


_NO_JUMPS = frozenset(
    (
        "go on",
        "move on",
        "play on",
        "go further",
        "get on",
        "play later",
        "turn on",
        "skip on",
        "jump on",
        "fast",
    )
)
_MUST_SAY_HOW_FAR = frozenset(("turn", "play", "run", "get", "put", "step"))


def _again(found: Found) -> Slots | None:
    """Repeating the last ten seconds; without an amount it is no jump."""
    if found.match[0].split()[0] in ("repeat", "replay", "play", "hear", "go"):
        timed = found.has("long") and found.amount("long").kind == "d"
        return _back(found) if timed else None
    return _back(found)


def _fast(found: Found) -> Slots | None:
    if found.match[0].split()[-1] == "fast" or _one_track(found):
        return None
    if _A_TRACK.search(found.match[0]):
        return None  # "skip ahead a song"
    return _ahead(found)


def _seconds(found: Found) -> float:
    if found.has("long"):
        return round(found.amount("long").value, 1)
    if found.word("much").startswith("§"):
        return _DEGREES.get(round(found.amount("much").value), STEP_SECONDS)
    return STEP_SECONDS


RULES: tuple[Rule, ...] = (
    # As in "go back exactly one minute".
    Rule(
        "seek_content",
        rf"(?:i missed that |wait )?{_VERB}(?: (?:it|{IT}))?(?: up)? {_BACK}"
        rf"(?: (?:{_LONG}|{_MUCH}))?"
        r"(?: (?:and|to)"
        r" (?:play|repeat|hear|replay|listen to)"
        r" (?:that|it|this)(?: (?:bit|part|again))*)?"
        rf"(?: (?:in|on) {IT})?{TAIL}",
        _told_back,
    ),
    # As in "fast forward 30 seconds".
    Rule(
        "seek_content",
        rf"{_VERB}(?: (?:it|{IT}))? {_AHEAD}(?: (?:{_LONG}|{_MUCH}))?"
        rf"(?: (?:in|on) {IT})?{TAIL}",
        _told_ahead,
        needs="forward ahead further on later past",
    ),
    # As in "rewind by half a minute".
    Rule(
        "seek_content",
        r"(?:rewind|wind back|reverse|scrub back|backtrack|back up|back it up|"
        r"rewinding|skip backwards?|replay|repeat|"
        r"play (?:me )?(?:again )?the last|play back|hear the last|"
        r"go back over)"
        rf"(?: (?:it|{IT}))?(?: back)?(?: (?:{_LONG}|{_MUCH}))?"
        rf"(?: (?:again|over))?(?: (?:in|on) {IT})?{TAIL}",
        _again,
        needs="rewind wind reverse scrub back replay repeat hear again last",
    ),
    # As in "advance twenty seconds".
    Rule(
        "seek_content",
        r"(?:fast forward|fast forwards|fast ford|forward|forwards|"
        r"skip forwards?|skip ahead|go forwards?|advance|scrub forwards?|"
        r"speed ahead|speed through|fast)"
        rf"(?: (?:it|{IT}))?(?: (?:through|past))?"
        rf"(?: (?:{_LONG}|{_MUCH}|it|this|{IT}))?"
        rf"{TAIL}",
        _fast,
        needs="fast forward ahead advance through",
    ),
    # As in "start the song again".
    Rule(
        "seek_content",
        r"(?:start|begin) (?:(?:the|this|that|my) (?:whole )?(?:song|track|movie|film|"
        r"show|episode|video|chapter|album|podcast)|this|that) (?:all )?(?:over )?"
        r"again",
        {"seek_position": 0.0},
        0.9,
        needs="again",
    ),
    # As in "see the last thirty seconds again".
    Rule(
        "seek_content",
        r"(?:(?:can|could|may|let) (?:i|we|me|us) )?(?:please )?"
        r"(?:see|hear|watch|play|show|show me|catch|have|go over|listen to|replay|"
        r"repeat)"
        r" (?:me )?(?:the |those |that )?(?:last|past|previous) (?P<long>§d)"
        rf"(?: (?:again|once more|one more time|over))*(?: (?:of|in) {IT})?{TAIL}",
        _back,
        needs="§d",
    ),
    # As in "back by ten seconds".
    Rule(
        "seek_content",
        rf"(?:{_BACK}|backwards?) (?:step |jump |skip |go )?{_LONG}{TAIL}",
        _back,
        needs="§d §n",
    ),
    # As in "back just a little".
    Rule("seek_content", rf"(?:{_BACK}|backwards?) (?:{_MUCH}){TAIL}", _back, 0.9),
    # As in "further ahead ten seconds".
    Rule(
        "seek_content",
        rf"(?:{_AHEAD}|forwards?) (?:step |jump |skip |go )?{_LONG}{TAIL}",
        _ahead,
        needs="§d §n",
    ),
    # As in "ahead slightly".
    Rule("seek_content", rf"(?:{_AHEAD}|forwards?) {_MUCH}{TAIL}", _ahead, 0.9),
    # As in "the rewind step ten seconds".
    Rule(
        "seek_content",
        r"(?:a |the )?(?:backwards?|back|rewind)"
        rf"(?: (?:jump|step|skip|seek|by))* {_LONG}{TAIL}",
        _back,
        needs="§d §n",
    ),
    # As in "a forward skip ten seconds".
    Rule(
        "seek_content",
        r"(?:a |the )?(?:forwards?|ahead)(?: (?:jump|step|skip|seek|by))*"
        rf" {_LONG}{TAIL}",
        _ahead,
        needs="§d §n",
    ),
    # As in "a tiny jump back".
    Rule(
        "seek_content",
        rf"(?:a )?(?:small|little|short|tiny) (?:step|skip|jump) (?:back){TAIL}",
        {"seek_offset": -STEP_SECONDS},
        needs="small little short tiny",
    ),
    # As in "little skip forward".
    Rule(
        "seek_content",
        r"(?:a )?(?:small|little|short|tiny) (?:step|skip|jump)"
        rf" (?:forward|ahead){TAIL}",
        {"seek_offset": STEP_SECONDS},
        needs="small little short tiny",
    ),
    # As in "a huge skip back".
    Rule(
        "seek_content",
        rf"(?:a )?(?:big|large|huge|long) (?:step|skip|jump) back{TAIL}",
        {"seek_offset": -60.0},
        needs="big large huge long",
    ),
    # As in "big step forward".
    Rule(
        "seek_content",
        r"(?:a )?(?:big|large|huge|long) (?:step|skip|jump) (?:forward|ahead)"
        rf"{TAIL}",
        {"seek_offset": 60.0},
        needs="big large huge long",
    ),
    # As in "+30s".
    Rule(
        "seek_content",
        rf"plus (?P<long>§[dn]){TAIL}",
        lambda found: _ahead(found) if found.amount("long").kind == "d" else None,
        needs="plus",
    ),
    # As in "minus a minute".
    Rule(
        "seek_content",
        r"(?:(?:minus )?(?P<long>§d)|"
        rf"(?P<long>§n) (?P<unit>second|minute|hour)s?){TAIL}",
        _minus,
        needs="§d §n",
    ),
    # As in "a minute and a half back".
    Rule(
        "seek_content",
        rf"(?P<long>§d) (?:back|backwards?|earlier|rewind|ago){TAIL}",
        _back,
        needs="§d",
    ),
    # As in "half a minute forward".
    Rule(
        "seek_content",
        rf"(?P<long>§d) (?:forwards?|ahead|later|further|on|fast forward){TAIL}",
        _ahead,
        needs="§d",
    ),
    # As in "skip the next five minutes".
    Rule(
        "seek_content",
        rf"(?:skip|jump|pass|miss)(?: out| over| past)? {_FOR}(?P<long>§d)"
        rf"(?: (?:of (?:this|it|{IT})|ahead|forward|on|further))*"
        rf"{TAIL}",
        _ahead,
        needs="§d",
    ),
    # As in "step 30 seconds backwards".
    Rule(
        "seek_content",
        rf"(?:go|jump|skip|move|take me|step)(?: {IT})? (?P<long>§d)"
        rf" (?:back|backwards?|earlier){TAIL}",
        _back,
        needs="§d",
    ),
    # As in "move five minutes forward".
    Rule(
        "seek_content",
        rf"(?:go|jump|skip|move|take me|step)(?: {IT})? (?P<long>§d)"
        r" (?:forwards?|ahead|on|further|later)"
        rf"{TAIL}",
        _ahead,
        needs="§d",
    ),
    # As in "i missed what she said".
    Rule(
        "seek_content",
        r"(?:what did (?:he|she|they) (?:just )?say|"
        r"i missed (?:that|it|what (?:he|she|they) said))"
        rf"(?: (?:there|just now))?{TAIL}",
        {"seek_offset": -STEP_SECONDS},
        0.7,
        needs="say missed",
    ),
    # As in "show me that scene again".
    Rule(
        "seek_content",
        r"(?:play|show me|hear|let (?:me|us) (?:see|hear|watch|have)|repeat|replay|"
        r"go back to|(?:can|could) (?:we|i) (?:see|hear|watch|have)|watch)"
        r" (?:me )?(?:that|this|the) (?:last )?"
        r"(?:bit|part|scene|line|section|moment)"
        rf"(?: (?:again|once more|back))*{TAIL}",
        {"seek_offset": -STEP_SECONDS},
        0.9,
        needs="bit part scene line section moment",
    ),
)

_WORDS = (
    "§d plus minus §n back backward backwards rewind forward forwards ahead over "
    "replay "
    "again skip wind scrub fast reverse further later earlier missed say bit part "
    "scene "
    "jump advance backtrack beginning repeat show hear see"
)
_PLACES = (
    "§t §d §f §p to at from in into start restart replay again beginning top over "
    "scratch intro introduction credits recap ads ad commercial commercials halfway "
    "middle end ending zero opening first position timestamp sponsor chorus outro "
    "advert adverts advertisement advertisements titles previews skip seek part bit "
    "scene section anew"
)
FAMILIES = (family(_PLACES, PLACES), family(_WORDS, RULES))
