"""Faster, slower, at a rate."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL
from lumen.understanding.rules import Found, Rule, Slots, family

STEP = 0.25
"""Where no amount is said."""

_MOST, _LEAST = 16.0, 0.05
_WORDS = {
    "double": 2.0, "twice": 2.0, "triple": 3.0, "half": 0.5, "quarter": 0.25,
    "normal": 1.0, "regular": 1.0, "default": 1.0, "original": 1.0, "standard": 1.0,
    "usual": 1.0, "real time": 1.0, "full": 1.0, "natural": 1.0, "quadruple": 4.0,
}  # fmt: skip
_WORD = r"(?P<word>double|twice|triple|quadruple|half|quarter|normal|regular|default|original|standard|usual|natural|full|real time)"
_RATE = rf"(?:(?P<rate>§[rnpf])(?: times)?|{_WORD})"
_SPEED = r"(?:speed|rate|tempo|pace|playback speed|playback rate|play speed|times speed|times normal speed|the speed|of normal speed|normal speed|as fast|the normal speed|the usual speed)"
_THE = r"(?:(?:the|this|that|my|its|current|playback|play|playing|video|audio|podcast|movie|film|song|music|player|media) )*"
_MUCH = r"(?P<much>§g|a notch|a tad|just|some|even|a step|a touch)"
_QUICK = r"(?:faster|quicker|more quickly|speedier|more rapidly|at a faster (?:speed|pace|rate)|at a higher speed|at higher speed|sped up)"
_SLOW = r"(?P<down>slower|more slowly|slowlier|at a slower (?:speed|pace|rate)|at a lower speed|at lower speed|slowed down)"


def _rate(found: Found) -> Slots | None:
    if found.has("word"):
        return {"playback_speed": _WORDS[found.word("word")]}
    value = found.amount("rate").value
    if found.amount("rate").kind == "n" and value > 10:
        value /= 100  # "speed 150"
    return {"playback_speed": round(value, 3)} if _LEAST <= value <= _MOST else None


def _step(found: Found) -> Slots | None:
    step = STEP
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
    Rule("adjust_speed", rf"(?:(?:set|change|put|adjust|make|turn|bring|switch|play|reset|go|return|take|get|move|increase|decrease|raise|lower|reduce|slow|drop|up|have)(?: (?:it|{IT}))?(?: (?:back|up|down|to be))* )?{_THE}(?:speed|rate|tempo)(?: of (?:the )?{NOUN})?(?: (?:back|up|down|set|be))*(?: (?:to|at|as|of|by factor))?(?: (?:be|about|a))* {_RATE}(?: {_SPEED})?(?: speed)?{TAIL}", _rate),
    Rule("adjust_speed", rf"(?:(?:set|put|switch|go|return|get|bring|take|change|turn|play|run|watch|listen|reset|have|make|speed|slow|revert|resume|continue|back|start)(?: (?:it|{IT}|playing|playback|watching|listening))?(?: (?:back|up|down))* )?(?:(?:to|at|in|with|it|on|for) )?(?:the |a )?{_RATE} {_SPEED}(?: (?:speed|mode))?(?: (?:on|for) {IT})?{TAIL}", _rate),
    Rule("adjust_speed", rf"(?:play|run|watch|listen|set|put|speed|go|slow|make|change|switch|bring|have|keep|hear)(?: (?:it|{IT}|to it|to this|playback|back))*(?: (?:up|down))?(?: (?:at|to|in|for))+ (?P<rate>§[r])(?: (?:{_SPEED}|normal|times))?{TAIL}", _rate),
    Rule("adjust_speed", rf"(?:play|run|watch|listen)(?: (?:it|{IT}|back))* at (?P<rate>§[nfp])(?: (?:{_SPEED}|times|x))?{TAIL}", _rate),
    Rule("adjust_speed", rf"(?:speed|slow) {IT} (?:up|down) to (?P<rate>§[nfpr])(?: (?:{_SPEED}|times|x))?{TAIL}", _rate),
    Rule("adjust_speed", rf"(?:play|run|make) (?:it |{IT} )?(?:go )?(?P<rate>§r)(?: (?:faster|times faster|as fast|speed))+{TAIL}", _rate),
    Rule("adjust_speed", rf"(?:reset|normalize|restore) {_THE}(?:speed|rate|tempo){TAIL}", {"playback_speed": 1.0}),
    Rule("adjust_speed", rf"(?P<rate>§r)(?: (?:speed|playback|please|times))*{TAIL}", _rate, 0.9),
    Rule("adjust_speed", rf"(?:play |watch |go |make it )?(?:{IT} )?(?:in |into )?(?:slow motion|slow mo|slo mo){TAIL}", {"playback_speed": 0.5}),
    Rule("adjust_speed", rf"(?:play|run|make it go|watch)(?: (?:it|{IT}))? twice as fast{TAIL}", {"playback_speed": 2.0}),
    Rule("adjust_speed", rf"(?:play|run|make it go|watch)(?: (?:it|{IT}))? (?:half as fast|twice as slow(?:ly)?){TAIL}", {"playback_speed": 0.5}),
    Rule("adjust_speed", rf"(?:play|run|make|set|have|watch|get|go|keep|put|let|want|need|i want|i need|i would like)?(?: ?(?:it|{IT}))?(?: (?:go|play|run|to play|to go|playback|back|playing|move|to be|be))* ?(?:{_MUCH} )?(?:{_QUICK}|{_SLOW})(?: {_MUCH})?(?: by (?:a )?(?P<by>§[npfr])(?: times)?)?{TAIL}", _step),
    Rule("adjust_speed", rf"(?P<by>§[pf]) (?:{_QUICK}|{_SLOW}){TAIL}", _step),
    Rule("adjust_speed", rf"(?:speed(?: up)?) (?:{IT})(?: playback| speed)?(?: up)?(?:{_BY})?{TAIL}", _step, 0.95),
    Rule("adjust_speed", rf"(?P<down>slow(?: down)?) (?:{IT})(?: playback| speed)?(?: down)?(?:{_BY})?{TAIL}", _step, 0.95),
    Rule("adjust_speed", rf"(?:increase|raise|bump up|bump|up|boost|quicken|accelerate|turn up|crank up|kick up) (?:{_THE}(?:speed|rate|tempo|pace)(?: of (?:{IT}))?|the (?:video|song|movie|podcast))(?:{_BY})?{TAIL}", _step),
    Rule("adjust_speed", rf"(?P<down>decrease|reduce|lower|drop|cut|turn down|bring down|slow) (?:down )?(?:{_THE}(?:speed|rate|tempo|pace)(?: of (?:{IT}))?)(?:{_BY})?{TAIL}", _step),
    Rule("adjust_speed", rf"{_THE}(?:speed|rate|tempo) (?:up|(?P<down>down))(?:{_BY})?{TAIL}", _step),
    Rule("adjust_speed", rf"(?:turn|bring|take|set|adjust|change) {_THE}(?:speed|rate|tempo) (?:up|higher|faster|(?P<down>down|lower|slower))(?:{_BY})?{TAIL}", _step),
    Rule("adjust_speed", rf"(?:speed up|(?P<down>slow down)) {_THE}(?:playback|speed|video|podcast|lecture|audiobook|playing){TAIL}", _step),
    Rule("adjust_speed", rf"(?:speed up|(?P<down>slow down)(?: a bit| a little)?){TAIL}", _step, 0.75),
    Rule("adjust_speed", rf"(?:speed up|(?P<down>slow down)){_BY}{TAIL}", _step, 0.86),
    Rule("adjust_speed", rf"(?:more|higher|(?P<down>less|lower|reduced)) (?:playback )?speed{TAIL}", _step),
    Rule("adjust_speed", rf"(?:{IT} is |this is |it plays |they are talking |he is talking )?(?:way |a bit |a little |far |much )?too (?:(?P<down>fast)|slow){TAIL}", _step, 0.7),
)  # fmt: skip

FAMILY = family(
    "§r at speed rate faster slower slow quicker slowly motion fast twice mo quickly sped "
    "speedier slowed slowlier tempo accelerate quicken rapidly", RULES,
)  # fmt: skip
