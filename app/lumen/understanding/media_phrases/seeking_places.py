"""To a place in what plays: a time, a part of it, its beginning, past its intro."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import (
    IT,
    NOUN,
    TAIL,
    THE,
    TRACK,
    UNITS,
)
from lumen.understanding.rules import Found, Rule, Slots

STEP_SECONDS = 10.0
"""Where no amount is said."""

_AGAIN = (
    r"(?: (?:"
    r"over again|over|again|from scratch|anew|once more|one more time|"
    r"all over again|all over))"
)
_TOP = (
    r"(?:(?:(?:very )?(?:beginning|start|first|top|opening|outset|"
    r"scratch)|zero|the first (?:second|minute))(?: of (?:it|this|that|"
    + THE
    + NOUN
    + r"(?: \w+){0,4}))?)"
)


def _position(found: Found) -> Slots | None:
    if "last" in found.utterance.words:  # counted from an end that is not known here
        return None
    amount = found.amount("place")
    return {"seek_position": round(amount.value, 1)}


_ENDING = frozenset(("last", "final", "closing", "end", "ending", "finish"))


def _from_end(found: Found) -> Slots | None:
    if not _ENDING & set(found.utterance.words):
        return None
    if found.has("unit"):
        return {"seek_from_end": UNITS[found.word("unit")]}
    return {"seek_from_end": round(found.amount("long").value, 1)}


def _fraction(found: Found) -> Slots | None:
    value = found.amount("part").value
    return {"seek_fraction": round(value, 3)} if 0 <= value <= 1 else None


_TO_PLACE = (
    r"(?:to|at|from|towards|into)"
    r"(?: (?:where it (?:says|is)|the|about|around|exactly|time|position|timestamp|"
    r"time stamp|"
    r"point|mark|minute mark))*"
)
_PART = (
    r"(?P<section>"
    r"intro(?:duction)?|opening(?: credits| theme| titles)?|credits|"
    r"end credits|recap|ads?|adverts?|advertisements?|commercials?|"
    r"commercial break|ad break|theme song|title sequence|trailer|"
    r"previews|boring (?:part|bit)s?|"
    r"(?:this|that|the) (?:part|bit|scene|section|ad|commercial)|"
    r"sponsor(?: segment)?|chorus|outro)"
)

PLACES: tuple[Rule, ...] = (
    # As in "jump to one minute before the end".
    Rule(
        "seek_content",
        r"(?:go|jump|skip|seek|take (?:me|us|it)|move|fast forward|forward|get|head|"
        r"advance|(?:play|watch|hear|start|show)(?= .*(?:end|finish|final|closing)))"
        r"(?: (?:me|ahead|forward|on|straight|right))*(?: (?:to|at|from|with))?"
        rf" (?:(?:just |about |only )*(?:the )?(?:very )?(?:(?:last|final|closing) )?"
        rf"(?:(?P<long>§d)|(?P<unit>minute|hour))(?: (?:of|in) {IT})?|"
        r"(?:about |the )?(?P<long>§d) (?:before|from|to|short of|off|until|till)"
        rf" the (?:very )?(?:end|ending|finish)(?: of {IT})?)"
        rf"{TAIL}",
        _from_end,
        needs="last final closing end finish",
    ),
    # As in "take it from the top".
    Rule(
        "seek_content",
        r"(?:can (?:we|you|i) |let us |(?:i|we) (?:want|need|would like) to )?"
        r"(?:take|play|do|run|start|begin|hear|watch|"
        r"have)"
        rf" (?:{IT}|that|this)(?: (?:again|over|back))*"
        rf" (?:from|at) (?:the )?{_TOP}{_AGAIN}?",
        {"seek_position": 0.0},
        needs="from at",
    ),
    # As in "begin the film at the twenty minute mark".
    Rule(
        "seek_content",
        r"(?:go|jump|skip|begin|start|play|move|take (?:me|us)|get|head|seek|pick up|"
        r"open)"
        rf"(?: (?:{IT}|playing|playback))?(?: (?:back|forward|ahead|over))?"
        r" (?:to|at|from|around)(?: (?:about|around|the))* (?P<place>§[dt])"
        rf"(?: (?:mark|point|in|into {IT}|position|spot))*{TAIL}",
        _position,
        needs="§d §t",
    ),
    # to a place
    # As in "go to twelve thirty four".
    Rule(
        "seek_content",
        r"(?:(?:go|jump|skip|seek|take(?: (?:me|us|it))?|move|fast forward|"
        r"rewind|forward|start|play|scrub|get|bring (?:me|us|it)|set|"
        r"resume|begin|put|advance|continue|back|run|watch)"
        r"(?: (?:"
        r"back|forward|ahead|on|playing|over|right|straight|directly|"
        r"playback|position))*"
        rf"(?: {IT})? )?"
        rf"{_TO_PLACE} (?P<place>§t)"
        r"(?: (?:"
        rf"in|into (?:it|this|{IT})|of {IT}|in {IT}|mark|on|onwards?|point))*"
        rf"{TAIL}",
        _position,
        needs="§t",
    ),
    # As in "go to an hour and a half".
    Rule(
        "seek_content",
        r"(?:go|jump|skip|seek|take (?:me|us|it)|move|fast forward|rewind|"
        r"scrub|get|bring (?:me|us|it)|back)"
        r"(?: (?:back|forward|ahead|on|right|straight|directly))*"
        rf"(?: {IT})? {_TO_PLACE} (?P<place>§d)"
        r"(?: (?:"
        rf"in|into (?:it|this|{IT})|mark|on|onwards?|point|of {IT}|in {IT}))*"
        rf"{TAIL}",
        _position,
        needs="§d",
    ),
    # As in "play it two minutes from the start".
    Rule(
        "seek_content",
        r"(?:go|jump|skip|seek|take (?:me|us|it)|move|play|start|scrub|get)"
        r"(?: (?:back to|forward to|ahead to|right|straight|on|to))*"
        rf"(?: {IT})? (?P<place>§t|§d)"
        rf" (?:in|into (?:it|this|{TRACK})|from the (?:start|beginning))"
        rf"(?: {TRACK})?{TAIL}",
        _position,
        needs="§t §d",
    ),
    # As in "take me an hour and a half into the movie".
    Rule(
        "seek_content",
        r"(?:go|jump|skip|seek|take (?:me|us|it)|move|play|start|get)(?: to)?"
        rf"(?: {IT})? (?P<place>§t) (?:it|{TRACK}){TAIL}",
        _position,
        needs="§t",
    ),
    # As in "timestamp 12:30".
    Rule(
        "seek_content",
        r"(?:seek|position|time stamp|timestamp)"
        rf"(?: to)? (?P<place>§t|§d|§n){TAIL}",
        _position,
        needs="seek position stamp",
    ),
    # As in "go to a third of the song".
    Rule(
        "seek_content",
        r"(?:(?:go|jump|skip|seek|take me|move|fast forward|rewind|play|start|"
        r"put)"
        r"(?: (?:back|forward|ahead|on|straight|right))*"
        rf"(?: {IT})? (?:to|at|from|through)(?: (?:the|about|around|a))*)"
        r" (?P<part>§[fp])"
        r"(?: (?:"
        rf"way|of the way|of {IT}|mark|point|through(?: {IT})?|in|into it|"
        rf"into {IT}))*"
        rf"{TAIL}",
        _fraction,
        needs="§f §p",
    ),
    # As in "go to the middle".
    Rule(
        "seek_content",
        r"(?:go|jump|skip|seek|take me|move)?"
        r" ?(?:to )?(?:the )?(?:halfway|half way|middle)"
        rf"(?: (?:point|mark|through|of {IT}|through {IT}|of it))*"
        rf"{TAIL}",
        {"seek_fraction": 0.5},
        needs="half middle",
    ),
    # As in "skip to the end".
    Rule(
        "seek_content",
        r"(?:go|jump|skip|seek|take me|move|fast forward|forward)"
        r"(?: (?:straight|right|ahead|forward))?"
        rf" to (?:the )?(?:very )?(?:end|ending|finish)(?: of {IT})?{TAIL}",
        {"seek_fraction": 1.0},
        0.95,
        needs="end finish",
    ),
    # from the top
    # As in "go back to the beginning".
    Rule(
        "seek_content",
        r"(?:(?:go|jump|skip|seek|take (?:me|us|it)|rewind|start|begin|play|"
        r"restart|return|bring (?:me|us|it)|move|put|run|get|replay|"
        r"watch|wind|repeat|reset)"
        rf"(?: (?:it|{IT}))?"
        r"(?: (?:back|all the way|all the way back|over|right back|again|"
        r"straight|it|right))*"
        r" )?"
        rf"(?:back )?(?:to|from|at)(?: the)? {_TOP}{_AGAIN}?{TAIL}",
        {"seek_position": 0.0},
        needs="begin start first top opening outset scratch zero",
    ),
    # As in "start the movie over".
    Rule(
        "seek_content",
        rf"(?:start|begin|play|do|run) (?:{IT} )?"
        r"(?:over(?: again)?|from scratch|all over(?: again)?|anew)"
        r"(?: (?:from the (?:beginning|start|top)))?"
        rf"{TAIL}",
        {"seek_position": 0.0},
        needs="over scratch anew",
    ),
    # As in "restart this episode".
    Rule(
        "seek_content",
        rf"(?:restart|replay)(?: {IT})?{_AGAIN}?"
        r"(?: from the (?:beginning|start|top))?"
        rf"{TAIL}",
        {"seek_position": 0.0},
        needs="restart replay",
    ),
    # As in "play this song again".
    Rule(
        "seek_content",
        r"(?:play|hear|watch|listen to|see|run|can i hear|let me hear|"
        r"i want to hear|put on)"
        rf" {IT}{_AGAIN}{_AGAIN}?{TAIL}",
        {"seek_position": 0.0},
        0.9,
        needs="again over scratch anew more",
    ),
    # parts
    # As in "skip the opening credits".
    Rule(
        "seek_content",
        r"(?:skip|jump|fast forward|go|forward|get(?: me| us)?|take (?:me|us)|"
        r"whi[sz]+|zip|zoom|race|run|speed|"
        r"fly|hop|"
        r"move)"
        r"(?: (?:past|over|through|to|to the end of|ahead past|the rest of))?"
        r"(?: (?:the|this|that|these|those|all the))?"
        rf" {_PART}{TAIL}",
        lambda found: {"seek_offset": STEP_SECONDS, "section": found.word("section")},
        0.95,
    ),
)
