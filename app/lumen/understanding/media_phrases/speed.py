"""Faster, slower, at a rate."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL
from lumen.understanding.rules import Found, Rule, Slots, family
from lumen.understanding.wording import Wording

STEP = 0.25
"""Where no amount is said."""

_MOST, _LEAST = 16.0, 0.05
_WORDS = {
    "double": 2.0, "twice": 2.0, "triple": 3.0, "half": 0.5, "quarter": 0.25,
    "normal": 1.0, "regular": 1.0, "default": 1.0, "original": 1.0, "standard": 1.0,
    "usual": 1.0, "real time": 1.0, "full": 1.0, "natural": 1.0, "quadruple": 4.0,
}  # fmt: skip
_WORD = (
    r"(?P<word>"
    r"double|twice|triple|quadruple|half|quarter|normal|regular|default|"
    r"original|standard|usual|natural|full|real time)"
)
_RATE = rf"(?:(?P<rate>§[rnpf])(?: times)?|{_WORD})"
_SPEED = (
    r"(?:speed|play back speed|rate|tempo|pace|playback speed|playback rate|play speed|"
    r"times speed|times normal speed|the speed|of normal speed|"
    r"normal speed|as fast|the normal speed|the usual speed)"
)
_THE = (
    r"(?:(?:"
    r"the|this|that|my|its|current|playback|play back|play|playing|video|audio|"
    r"podcast|movie|film|song|music|player|media)"
    r" )*"
)
_MUCH = r"(?P<much>§g|a notch|a tad|just|some|even|a step|a touch)"
_QUICK = (
    r"(?:faster|quicker|more quickly|speedier|more rapidly|"
    r"at a faster (?:speed|pace|rate)|at a higher speed|at higher speed|"
    r"sped up)"
)
_SLOW = (
    r"(?P<down>"
    r"slower|more slowly|slowlier|at a slower (?:speed|pace|rate)|"
    r"at a lower speed|at lower speed|slowed down)"
)


_OWN_VOICE = Wording(
    r"\b(?:the|that|this) "
    r"(?:speech|voice|talking|speaking|words|answers?|replies|reply|responses?)\b"
)


def _rate(found: Found) -> Slots | None:
    if _OWN_VOICE.search(found.match[0]):
        return None
    if found.has("word"):
        return {"playback_speed": _WORDS[found.word("word")]}
    value = found.amount("rate").value
    if found.amount("rate").kind == "n" and value > 10:
        value /= 100  # "speed 150"
    return {"playback_speed": round(value, 3)} if _LEAST <= value <= _MOST else None


def _step(found: Found) -> Slots | None:
    step = STEP
    if _OWN_VOICE.search(found.match[0]):
        return None
    if found.has("by"):
        amount = found.amount("by")
        step = amount.value
        if amount.kind == "r" or (amount.kind == "n" and step > 4):
            step = step - 1 if amount.kind == "r" and step > 1 else step / 100
    elif found.word("much").startswith("§") and found.amount("much").value >= 4:
        step = 2 * STEP
    if not _LEAST <= step <= _MOST:
        return None
    return {"speed_adjustment": round(-step if found.has("down") else step, 3)}


def _to_or_step(found: Found) -> Slots | None:
    return _rate(found) if found.has("rate") or found.has("word") else _step(found)


_BY = r"(?: (?:by )(?:a |another )?(?P<by>§[npfr])(?: times)?| (?:by )?" + _MUCH + r")"

RULES: tuple[Rule, ...] = (
    # As in "run the credits at triple speed".
    Rule(
        "adjust_speed",
        r"(?:(?:make|let|have|i want|i would like|i need|get|can you make) )?"
        r"(?:(?:play|run|read|watch|listen to|hear|have|make|put|set|let|show|narrate|"
        r"do)"
        r"(?:ing)? |(?<=like )|(?<=want )|(?<=need ))"
        rf"(?:(?:the|this|that|my|it|him|her|them)(?: (?!at\b|in\b)[a-z]+){{0,2}}?|"
        rf"{IT})"
        r"(?: (?:to )?(?:run|read|play|go|talk|speak|be played|be read|be))?"
        rf"(?: (?:back|on))? (?:at |in |with )?(?:the )?{_RATE}"
        r" (?:(?:as|of|the|normal|usual|original|its|times|regular) )*"
        rf"(?:fast|speed|pace|rate|tempo|quick){TAIL}",
        _rate,
    ),
    # As in "make the narrator read one and a half times as fast".
    Rule(
        "adjust_speed",
        r"(?:(?:make|let|have|i want|i would like|i need|get|run|play) )"
        r"(?:(?:the|this|that|my|it|him|her|them)(?: [a-z]+){0,2}?)"
        r"(?: (?:to )?(?:run|read|play|go|talk|speak|be played|be read|be))?"
        rf" (?:at |in |with )?(?P<rate>§r)(?: speed)?{TAIL}",
        _rate,
    ),
    # As in "play this talk slower than now".
    Rule(
        "adjust_speed",
        r"(?:play|run|make|have|let|read|show|put|keep)"
        r" (?:(?:the|this|that|my)(?: [a-z]+){1,2}?|it|him|her|them)"
        r"(?: (?:run|play|go|read|talk|speak|back|be))?"
        rf" (?:{_MUCH} )?(?:{_QUICK}|{_SLOW})"
        r"(?: than(?: (?:now|this|that|it is|before|usual))?)?(?: (?:for me|please))*"
        rf"{TAIL}",
        _step,
    ),
    # As in "change the speed to 0.5".
    Rule(
        "adjust_speed",
        r"(?:(?:set|change|put|adjust|make|turn|bring|switch|play|reset|go|"
        r"return|take|get|move|increase|decrease|raise|lower|reduce|slow|"
        r"drop|up|have|crank|bump|push|nudge|kick)"
        rf"(?: (?:it|{IT}))?(?: (?:back|up|down|to be))* )?"
        rf"{_THE}(?:speed|rate|tempo)(?: of (?:the )?{NOUN})?"
        r"(?: (?:back|up|down|set|be))*(?: (?:to|at|as|of|by factor))?"
        rf"(?: (?:be|about|a))* {_RATE}(?: {_SPEED})?(?: speed)?{TAIL}",
        _rate,
    ),
    # As in "go back to normal speed".
    Rule(
        "adjust_speed",
        r"(?:(?:set|put|switch|go|return|get|bring|take|change|turn|play|run|"
        r"watch|listen|reset|have|make|speed|slow|revert|resume|continue|"
        r"back|start)"
        rf"(?: (?:it|{IT}|playing|playback|watching|listening))?"
        r"(?: (?:back|up|down))* )?"
        rf"(?:(?:to|at|in|with|it|on|for) )?(?:the |a )?{_RATE} {_SPEED}"
        rf"(?: (?:speed|mode))?(?: (?:on|for) {IT})?{TAIL}",
        _rate,
    ),
    # As in "play at 150 percent speed".
    Rule(
        "adjust_speed",
        r"(?:play|run|watch|listen|set|put|speed|go|slow|make|change|switch|"
        r"bring|have|keep|hear)"
        rf"(?: (?:it|{IT}|to it|to this|playback|back))*"
        r"(?: (?:up|down))?(?: (?:at|to|in|for))+ (?P<rate>§[r])"
        rf"(?: (?:{_SPEED}|normal|times))?{TAIL}",
        _rate,
    ),
    # As in "play it at one and a half".
    Rule(
        "adjust_speed",
        rf"(?:play|run|watch|listen)(?: (?:it|{IT}|back))* at (?P<rate>§[nfp])"
        rf"(?: (?:{_SPEED}|times|x))?{TAIL}",
        _rate,
    ),
    # As in "slow down playback to 75%".
    Rule(
        "adjust_speed",
        rf"(?:speed|slow) (?:up|down) {IT} to (?P<rate>§[pr]){TAIL}",
        _rate,
        needs="speed slow",
    ),
    # As in "slow the video down to 0.5".
    Rule(
        "adjust_speed",
        rf"(?:speed|slow) {IT} (?:up|down) to (?P<rate>§[nfpr])"
        rf"(?: (?:{_SPEED}|times|x))?{TAIL}",
        _rate,
    ),
    # As in "play this one and a half times faster".
    Rule(
        "adjust_speed",
        rf"(?:play|run|make) (?:it |{IT} )?(?:go )?(?P<rate>§r)"
        r"(?: (?:faster|times faster|as fast|speed))+"
        rf"{TAIL}",
        _rate,
    ),
    # As in "go one point seven five".
    Rule(
        "adjust_speed",
        r"(?:go|play|run|set|make it)(?: (?:it|at|to))* (?P<rate>§[nr])",
        lambda found: (
            _rate(found)
            if 0.2 <= found.amount("rate").value <= 4 and found.amount("rate").value % 1
            else None
        ),
        0.86,
    ),
    # As in "reset the playback speed".
    Rule(
        "adjust_speed",
        rf"(?:reset|normalize|restore) {_THE}(?:speed|rate|tempo){TAIL}",
        {"playback_speed": 1.0},
    ),
    # As in "75% of the normal speed".
    Rule(
        "adjust_speed",
        rf"(?P<rate>§r)(?: (?:speed|playback|please|times))*{TAIL}",
        _rate,
        0.9,
    ),
    # As in "slow motion".
    Rule(
        "adjust_speed",
        rf"(?:play |watch |go |make it )?(?:{IT} )?(?:in |into )?"
        rf"(?:slow motion|slow mo|slo mo){TAIL}",
        {"playback_speed": 0.5},
    ),
    # As in "play it slightly slower".
    Rule(
        "adjust_speed",
        r"(?:play|run|make|set|have|watch|get|go|keep|put|let|want|need|"
        r"i want|i need|i would like|can|could|would)?"
        rf"(?: ?(?:it|{IT}))?"
        r"(?:"
        r" (?:go|play|run|to play|to go|playback|back|playing|move|to be|be))*"
        rf" ?(?:{_MUCH} )?(?:{_QUICK}|{_SLOW})(?: {_MUCH})?"
        r"(?: by (?:a )?(?P<by>§[npfr])(?: times)?)?"
        rf"{TAIL}",
        _step,
    ),
    # As in "play slowly", "run it quickly".
    Rule(
        "adjust_speed",
        rf"(?:play|run|go|read|talk me through)(?: (?:it|{IT}))?"
        rf"(?: (?:{_MUCH}|too|very|more))?"
        rf" (?:quickly|fast|at speed|(?P<down>slowly|slow)){TAIL}",
        _step,
        0.88,
        needs="quickly fast speed slow",
    ),
    # As in "twenty percent faster".
    Rule("adjust_speed", rf"(?P<by>§[pf]) (?:{_QUICK}|{_SLOW}){TAIL}", _step),
    # As in "speed it up by a quarter".
    Rule(
        "adjust_speed",
        rf"(?:speed(?: up)?) (?:{IT})(?: playback| speed)?(?: up)?(?:{_BY})?"
        rf"{TAIL}",
        _step,
        0.95,
    ),
    # As in "slow it down by point two".
    Rule(
        "adjust_speed",
        rf"(?P<down>slow(?: down)?) (?:{IT})(?: playback| speed)?(?: down)?"
        rf"(?:{_BY})?{TAIL}",
        _step,
        0.95,
    ),
    # As in "increase the speed by 0.1".
    Rule(
        "adjust_speed",
        r"(?:increase|raise|bump up|bump|up|boost|quicken|accelerate|turn up|"
        r"crank up|kick up)"
        rf" (?:{_THE}(?:speed|rate|tempo|pace)(?: of (?:{IT}))?|"
        r"the (?:video|song|movie|podcast))"
        rf"(?:{_BY})?{TAIL}",
        _step,
    ),
    # As in "decrease the playback speed".
    Rule(
        "adjust_speed",
        r"(?P<down>decrease|reduce|lower|drop|cut|turn down|bring down|slow)"
        r" (?:down )?"
        rf"(?:{_THE}(?:speed|rate|tempo|pace)(?: of (?:{IT}))?)"
        rf"(?:{_BY})?{TAIL}",
        _step,
    ),
    # As in "speed up by ten percent".
    Rule(
        "adjust_speed",
        rf"{_THE}(?:speed|rate|tempo) (?:up|(?P<down>down))(?:{_BY})?{TAIL}",
        _step,
    ),
    # As in "turn the playback speed up".
    Rule(
        "adjust_speed",
        r"(?:turn|bring|take|set|adjust|change)"
        rf" {_THE}(?:speed|rate|tempo)"
        r" (?:up|higher|faster|(?P<down>down|lower|slower))"
        rf"(?:{_BY})?{TAIL}",
        _step,
    ),
    # As in "slow down".
    Rule(
        "adjust_speed",
        rf"(?:speed up|(?P<down>slow down)){TAIL}",
        _step,
        0.75,
    ),
    # As in "slow down by 0.25".
    Rule("adjust_speed", rf"(?:speed up|(?P<down>slow down)){_BY}{TAIL}", _step, 0.86),
    # As in "less playback speed".
    Rule(
        "adjust_speed",
        r"(?:more|higher|(?P<down>less|lower|reduced))"
        rf" (?:playback )?speed{TAIL}",
        _step,
    ),
    # As in "they are talking too fast".
    Rule(
        "adjust_speed",
        rf"(?:{IT} is |this is |it plays |they are talking |he is talking )?"
        r"(?:way |a bit |a little |far |much )?"
        rf"too (?:(?P<down>fast)|slow){TAIL}",
        _step,
        0.7,
    ),
)

FAMILY = family(
    "§r go at speed rate faster slower slow quicker slowly motion fast "
"twice mo quickly sped speedier slowed slowlier tempo accelerate "
"quicken rapidly", RULES,
)  # fmt: skip
