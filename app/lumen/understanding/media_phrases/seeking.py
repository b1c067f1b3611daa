"""Back, forward, to a place."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL, THE, TRACK
from lumen.understanding.rules import Found, Rule, Slots, family

STEP_SECONDS = 10.0
"""Where no amount is said."""

_DEGREES = {1: 5.0, 2: 10.0, 3: 30.0, 4: 60.0}
_BACK = r"(?:back|backwards?|rewind|earlier|in reverse|to the back)"
_AHEAD = r"(?:forwards?|ahead|further|onwards?|on|further ahead|later|past)"
_VERB = r"(?:go|jump|skip|move|wind|step|scrub|take (?:me|us|it|this)|seek|run|fast|scroll|bring (?:me|us|it)|turn|hop|back|slide|drag|advance|spool|play|shift|put it|push it|zip|get)"
_FOR = r"(?:(?:by|for|about|around|roughly|the|last|past|next|another|like|maybe|only|just|first|exactly|up|a further) )*"
_LONG = (
    rf"{_FOR}(?P<long>§d|§n)(?: (?:seconds|or so|more|of (?:this|it)|of {IT}|worth))?"
)
_MUCH = r"(?:just )?(?P<much>§g|a moment|a tick|a second|a sec|slightly|some|some more|just a little|a smidge)"
_AGAIN = r"(?: (?:over again|over|again|from scratch|anew|once more|one more time|all over again|all over))"
_TOP = (
    r"(?:(?:(?:very )?(?:beginning|start|first|top|opening|outset|scratch)|zero|the first (?:second|minute))(?: of (?:it|this|that|"
    + THE
    + NOUN
    + r"(?: \w+){0,4}))?)"
)


def _back(found: Found) -> Slots:
    return {"seek_offset": -_seconds(found)}


def _ahead(found: Found) -> Slots:
    return {"seek_offset": _seconds(found)}


def _told_back(found: Found) -> Slots | None:
    """Going back alone is the previous one."""
    told = found.has("long") or found.has("much") or "rewind" in found.match[0]
    return _back(found) if told else None


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
    return None if found.match[0].split()[-1] == "fast" else _ahead(found)


def _seconds(found: Found) -> float:
    if found.has("long"):
        return round(found.amount("long").value, 1)
    if found.word("much").startswith("§"):
        return _DEGREES.get(round(found.amount("much").value), STEP_SECONDS)
    return STEP_SECONDS


def _position(found: Found) -> Slots:
    amount = found.amount("place")
    value = amount.value
    if amount.kind == "n" and found.has("minute"):
        value *= 60
    elif amount.kind == "n" and found.has("hour"):
        value *= 3600
    return {"seek_position": round(value, 1)}


def _fraction(found: Found) -> Slots | None:
    value = found.amount("part").value
    return {"seek_fraction": round(value, 3)} if 0 <= value <= 1 else None


_TO_PLACE = r"(?:to|at|from|towards|into)(?: (?:the|about|around|exactly|time|position|timestamp|time stamp|point|mark|minute mark))*"
_PART = r"(?P<section>intro(?:duction)?|opening(?: credits| theme| titles)?|credits|end credits|recap|ads?|adverts?|advertisements?|commercials?|commercial break|ad break|theme song|title sequence|trailer|previews|boring (?:part|bit)s?|(?:this|that|the) (?:part|bit|scene|section|ad|commercial)|sponsor(?: segment)?|chorus|outro)"

RULES: tuple[Rule, ...] = (
    # to a place
    Rule("seek_content", rf"(?:(?:go|jump|skip|seek|take(?: (?:me|us|it))?|move|fast forward|rewind|forward|start|play|scrub|get|bring (?:me|us|it)|set|resume|begin|put|advance|continue|back|run|watch)(?: (?:back|forward|ahead|on|playing|over|right|straight|directly|playback|position))*(?: {IT})? )?{_TO_PLACE} (?P<place>§t)(?: (?:in|into (?:it|this|{IT})|of {IT}|in {IT}|mark|on|onwards?|point))*{TAIL}", _position),
    Rule("seek_content", rf"(?:go|jump|skip|seek|take (?:me|us|it)|move|fast forward|rewind|scrub|get|bring (?:me|us|it)|back)(?: (?:back|forward|ahead|on|right|straight|directly))*(?: {IT})? {_TO_PLACE} (?P<place>§d)(?: (?:in|into (?:it|this|{IT})|mark|on|onwards?|point|of {IT}|in {IT}))*{TAIL}", _position),
    Rule("seek_content", rf"(?:go|jump|skip|seek|take (?:me|us|it)|move|play|start|scrub|get)(?: (?:back|forward|ahead|right|straight|on))*(?: {IT})? (?P<place>§t|§d) (?:in|into (?:it|this|{TRACK})|from the (?:start|beginning))(?: {TRACK})?{TAIL}", _position),
    Rule("seek_content", rf"(?:seek|position|time stamp|timestamp)(?: to)? (?P<place>§t|§d|§n){TAIL}", _position),
    Rule("seek_content", rf"(?:go|jump|skip|seek|take me|move|fast forward|rewind)(?: (?:back|forward|ahead))? {_TO_PLACE} (?:(?P<minute>minute)|(?P<hour>hour)) (?P<place>§n){TAIL}", _position),
    Rule("seek_content", rf"(?:(?:go|jump|skip|seek|take me|move|fast forward|rewind|play|start|put)(?: (?:back|forward|ahead|on|straight|right))*(?: {IT})? (?:to|at|from|through)(?: (?:the|about|around|a))*) (?P<part>§[fp])(?: (?:way|of the way|of {IT}|mark|point|through(?: {IT})?|in|into it|into {IT}))*{TAIL}", _fraction),
    Rule("seek_content", rf"(?:go|jump|skip|seek|take me|move)? ?(?:to )?(?:the )?(?:halfway|half way|middle)(?: (?:point|mark|through|of {IT}|through {IT}|of it))*{TAIL}", {"seek_fraction": 0.5}),
    Rule("seek_content", rf"(?:go|jump|skip|seek|take me|move|fast forward|forward)(?: (?:straight|right|ahead|forward))? to (?:the )?(?:very )?(?:end|ending|finish)(?: of {IT})?{TAIL}", {"seek_fraction": 1.0}, 0.95),
    # from the top
    Rule("seek_content", rf"(?:(?:go|jump|skip|seek|take (?:me|us|it)|rewind|start|begin|play|restart|return|bring (?:me|us|it)|move|put|run|get|replay|watch|wind|repeat|reset)(?: (?:it|{IT}))?(?: (?:back|all the way|all the way back|over|right back|again|straight|it|right))* )?(?:back )?(?:to|from|at)(?: the)? {_TOP}{_AGAIN}?{TAIL}", {"seek_position": 0.0}),
    Rule("seek_content", rf"(?:start|begin|play|do|run) (?:{IT} )?(?:over(?: again)?|from scratch|all over(?: again)?|anew)(?: (?:from the (?:beginning|start|top)))?{TAIL}", {"seek_position": 0.0}),
    Rule("seek_content", rf"(?:restart|replay)(?: {IT})?{_AGAIN}?(?: from the (?:beginning|start|top))?{TAIL}", {"seek_position": 0.0}),
    Rule("seek_content", rf"(?:play|hear|watch|listen to|see|run|can i hear|let me hear|i want to hear|put on) {IT}{_AGAIN}{_AGAIN}?{TAIL}", {"seek_position": 0.0}, 0.9),
    Rule("seek_content", rf"from the (?:top|beginning|start){TAIL}", {"seek_position": 0.0}),
    Rule("seek_content", rf"(?:play|start|begin) (?:it |this )?(?:again )?from the (?:beginning|start|top){TAIL}", {"seek_position": 0.0}),
    # parts
    Rule("seek_content", rf"(?:skip|jump|fast forward|go|forward|get)(?: (?:past|over|through|to|to the end of|ahead past|the rest of))?(?: (?:the|this|that|these|those|all the))? {_PART}{TAIL}", lambda found: {"seek_offset": STEP_SECONDS, "section": found.word("section")}, 0.95),
    # back and forward
    Rule("seek_content", rf"(?:i missed that |wait )?{_VERB}(?: (?:it|{IT}))?(?: up)? {_BACK}(?: (?:{_LONG}|{_MUCH}))?(?: (?:and|to) (?:play|repeat|hear|replay|listen to) (?:that|it|this)(?: (?:bit|part|again))*)?(?: (?:in|on) {IT})?{TAIL}", _told_back),
    Rule("seek_content", rf"{_VERB}(?: (?:it|{IT}))? {_AHEAD}(?: (?:{_LONG}|{_MUCH}))?(?: (?:in|on) {IT})?{TAIL}", _told_ahead),
    Rule("seek_content", rf"(?:rewind|wind back|reverse|scrub back|backtrack|back up|back it up|rewinding|skip backwards?|replay|repeat|play (?:me )?(?:again )?the last|play back|hear the last|go back over)(?: (?:it|{IT}))?(?: back)?(?: (?:{_LONG}|{_MUCH}))?(?: (?:again|over))?(?: (?:in|on) {IT})?{TAIL}", _again),
    Rule("seek_content", rf"(?:fast forward|fast forwards|fast ford|forward|forwards|skip forwards?|skip ahead|go forwards?|advance|scrub forwards?|speed ahead|speed through|fast)(?: (?:it|{IT}))?(?: (?:through|past))?(?: (?:{_LONG}|{_MUCH}|it|this|{IT}))?{TAIL}", _fast),
    Rule("seek_content", rf"(?:{_BACK}|backwards?) (?:step |jump |skip |go )?{_LONG}{TAIL}", _back),
    Rule("seek_content", rf"(?:{_BACK}|backwards?) (?:{_MUCH}){TAIL}", _back, 0.9),
    Rule("seek_content", rf"(?:{_AHEAD}|forwards?) (?:step |jump |skip |go )?{_LONG}{TAIL}", _ahead),
    Rule("seek_content", rf"(?:{_AHEAD}|forwards?) {_MUCH}{TAIL}", _ahead, 0.9),
    Rule("seek_content", rf"(?:a |the )?(?:backwards?|back|rewind)(?: (?:jump|step|skip|seek|by))* {_LONG}{TAIL}", _back),
    Rule("seek_content", rf"(?:a |the )?(?:forwards?|ahead)(?: (?:jump|step|skip|seek|by))* {_LONG}{TAIL}", _ahead),
    Rule("seek_content", rf"(?:a )?(?:small|little|short|tiny) (?:step|skip|jump) (?:back){TAIL}", {"seek_offset": -STEP_SECONDS}),
    Rule("seek_content", rf"(?:a )?(?:small|little|short|tiny) (?:step|skip|jump) (?:forward|ahead){TAIL}", {"seek_offset": STEP_SECONDS}),
    Rule("seek_content", rf"(?:a )?(?:big|large|huge|long) (?:step|skip|jump) back{TAIL}", {"seek_offset": -60.0}),
    Rule("seek_content", rf"(?:a )?(?:big|large|huge|long) (?:step|skip|jump) (?:forward|ahead){TAIL}", {"seek_offset": 60.0}),
    Rule("seek_content", rf"plus (?P<long>§[dn]){TAIL}", lambda found: _ahead(found) if found.amount("long").kind == "d" else None),
    Rule("seek_content", rf"minus (?P<long>§d){TAIL}", _back),
    Rule("seek_content", rf"(?P<long>§d) (?:back|backwards?|earlier|rewind|ago){TAIL}", _back),
    Rule("seek_content", rf"(?P<long>§d) (?:forwards?|ahead|later|further|on|fast forward){TAIL}", _ahead),
    Rule("seek_content", rf"(?:skip|jump|pass|miss)(?: out| over| past)? {_FOR}(?P<long>§d)(?: (?:of (?:this|it|{IT})|ahead|forward|on|further))*{TAIL}", _ahead),
    Rule("seek_content", rf"(?:go|jump|skip|move|take me|step)(?: {IT})? (?P<long>§d) (?:back|backwards?|earlier){TAIL}", _back),
    Rule("seek_content", rf"(?:go|jump|skip|move|take me|step)(?: {IT})? (?P<long>§d) (?:forwards?|ahead|on|further|later){TAIL}", _ahead),
    Rule("seek_content", rf"(?:go|skip|move|step|jump|rewind)(?: (?:a|just))* (?:§g )?(?:back|backwards?) (?:a bit|a little|a touch|some|slightly|a moment|a sec(?:ond)?){TAIL}", _back),
    Rule("seek_content", rf"(?:what did (?:he|she|they) (?:just )?say|i missed (?:that|it|what (?:he|she|they) said))(?: (?:there|just now))?{TAIL}", {"seek_offset": -STEP_SECONDS}, 0.7),
    Rule("seek_content", rf"(?:play|show me|hear|let me (?:see|hear)|repeat|replay|go back to|watch) (?:me )?(?:that|this|the) (?:last )?(?:bit|part|scene|line|section|moment)(?: (?:again|once more|back))*{TAIL}", {"seek_offset": -STEP_SECONDS}, 0.9),
)  # fmt: skip

FAMILY = family(
    "§d §t plus minus §n §f §p back rewind forward ahead over start restart replay again beginning "
    "top seek skip wind scrub fast intro introduction credits recap ads ad commercial "
    "commercials halfway middle end ending reverse further later earlier zero opening "
    "missed say bit part scene first scratch position timestamp backtrack jump advance "
    "sponsor chorus outro advert adverts advertisement advertisements titles previews",
    RULES,
)  # fmt: skip
