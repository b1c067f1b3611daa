"""Louder, quieter, mute, volume to a level."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

from collections.abc import Callable

from lumen.understanding.media_phrases.fragments import NOUN, TAIL
from lumen.understanding.rules import Found, Rule, Slots, family

STEP_PERCENT = 5.0
"""Where no amount is said."""

_DEGREES = {1: 5.0, 2: 5.0, 3: 10.0, 4: 20.0}
_WORDS_OF_LEVELS = {
    "max": 100.0, "maximum": 100.0, "full": 100.0, "highest": 100.0, "top": 100.0,
    "loudest": 100.0, "full blast": 100.0, "minimum": 10.0, "min": 10.0,
    "lowest": 10.0, "quietest": 10.0, "zero": 0.0, "medium": 50.0, "middle": 50.0,
    "half": 50.0, "halfway": 50.0, "normal": 50.0,
}  # fmt: skip

_THE = r"(?:(?:the|this|that|overall|master|system|main|current|music|song|video|movie|radio|player|sound|audio|tv|background|is|@place|@player) )*"
_VOLUME = rf"(?:{_THE}(?:volume|sound|audio)(?: (?:level|setting|(?:of|on|in|for) {_THE}(?:{NOUN}|@place|@player)))*)"
_IT = rf"(?:{_VOLUME}|{_THE}(?:{NOUN}|@place|@player)|it|this|that|everything|things)"
_AMOUNT = r"(?P<amount>§[npf])(?: (?:points?|percent|notches|steps|units|levels|ticks|percentage points)(?: of its current level)?)?"
_MUCH = r"(?P<much>§g|a notch|a tad|a step|one notch|a level|a couple of notches|some|some more|just|further|really|so|way|a bit more)"
_TO = r"(?:to|at|up to|down to|as|=|on)"
_LEVEL = r"(?P<level>max(?:imum)?|full|highest|top|loudest|full blast|min(?:imum)?|lowest|quietest|medium|middle|half|halfway|normal)(?: (?:volume|level|loudness|sound|setting|possible|power|of its current level))*"
_UP = r"(?:turn|bring|take|put|move|crank|pump|dial|push|nudge|ease|knock|kick|raise|boost|pull|tone|set|go|adjust|change|jack|amp|roll|edge|bump|tune|make|drop|fade|lower|volume|sound|hey turn)"
_RAISE = r"(?:raise|increase|boost|lift|amplify|up|heighten|bump|elevate|jack|crank|pump|higher|intensify|strengthen|louden)"
_LOWER = r"(?:lower|decrease|reduce|lessen|drop|cut|diminish|down|soften|dim|minimi[sz]e|quiet|quieten|shrink|tone down|fade|weaken)"
_LOUDER = r"(?:plus|louder|up|higher|high|loud|more|raised|increased|upwards?)"
_QUIETER = r"(?:minus|quieter|softer|down|lower|low|quiet|soft|less|less loud|not so loud|reduced|decreased|downwards?|more quiet|more quietly)"
_YOUNG = r"(?:i want |i need |i would like |get |have |can i (?:get|have) |give me |let me have )?"


def _level(found: Found) -> Slots | None:
    if found.has("level"):
        word = found.word("level")
        return {"volume_level": _WORDS_OF_LEVELS.get(word, 100.0)}
    amount = found.amount("amount")
    value = amount.value if amount.kind == "n" else amount.value * 100
    if value < 0:
        return {"volume_adjustment": max(-100.0, round(value, 1))}
    return {"volume_level": min(100.0, round(value, 1))}


def _by(sign: int) -> Callable[[Found], Slots]:
    def make(found: Found) -> Slots:
        step = STEP_PERCENT
        if found.has("amount"):
            amount = found.amount("amount")
            step = amount.value if amount.kind == "n" else amount.value * 100
        elif found.word("much").startswith("§"):
            step = _DEGREES.get(round(found.amount("much").value), STEP_PERCENT)
        elif found.word("much") in ("way", "so", "really"):
            step = 10.0
        return {"volume_adjustment": sign * min(100.0, round(step, 1))}

    return make


def _either(found: Found) -> Slots | None:
    """Turn it up/down ...: by an amount, to a level, or by a step."""
    down = found.has("down")
    if found.has("to") and (found.has("amount") or found.has("level")):
        return _level(found)
    return _by(-1 if down else 1)(found)


_DIRECTION = rf"(?:(?P<down>{_QUIETER})|(?P<rise>{_LOUDER}))"
_HOW_MUCH = rf"(?:(?: all the way)?(?P<to> (?:from §n )?(?:to|at|up to|down to)(?: a| the| its| about| around| roughly)?) (?:{_AMOUNT}|{_LEVEL})| (?:by |about |at )*{_AMOUNT}| (?:by )?{_MUCH})"


def _to_or_by(found: Found) -> Slots | None:
    """`volume up 10` is by, `increase the volume to 10` and `volume 10` are to."""
    text = found.match[0]
    if not found.has("level") and " to " not in text and " at " not in text:
        words = text.split()
        lowers = any(
            w in words for w in ("lower", "decrease", "reduce", "drop", "down")
        )
        if lowers or any(w in words for w in ("raise", "increase", "up")):
            maker = _by(-1 if lowers else 1)
            return maker(found)
    return _level(found)


def _turn(found: Found) -> Slots | None:
    """`turn it up a bit`; `make it up` and `drop up` are no commands."""
    words = found.match[0].split()
    if (
        words[0] in ("make", "set", "change", "adjust", "go", "tune")
        and len(words) <= 2
    ):
        return None
    return _either(found)


def _bare(found: Found) -> Slots | None:
    sign = -1 if found.has("down") else 1
    step = STEP_PERCENT
    if found.has("amount"):
        amount = found.amount("amount")
        step = amount.value if amount.kind == "n" else amount.value * 100
    elif found.word("much").startswith("§"):
        step = _DEGREES.get(round(found.amount("much").value), STEP_PERCENT)
    return {"volume_adjustment": sign * min(100.0, round(step, 1))}


RULES: tuple[Rule, ...] = (
    # mute
    Rule("adjust_volume", rf"(?:turn (?:on )?|set(?: to| it to)? |go |put (?:it |{_IT} )?on )?mute(?: (?:{_IT}|all|me|mode|on|button|the (?:mic|noise)))?(?: for (?:the next )?§d| for the next hour| until \w+(?: \w+){{0,4}})?{TAIL}", {"mute": True}),
    Rule("adjust_volume", rf"(?:un ?mute|turn off mute|mute off|take (?:{_IT} )?off mute)(?: (?:{_IT}|all))?{TAIL}", {"mute": False}),
    Rule("adjust_volume", rf"(?:silence|hush) {_IT}{TAIL}", {"mute": True}),
    Rule("adjust_volume", rf"{_IT} (?:to |on )?mute{TAIL}", {"mute": True}),
    Rule("adjust_volume", rf"{_IT} un ?mute{TAIL}", {"mute": False}),
    Rule("adjust_volume", rf"(?:(?:turn|switch|shut|put) off {_VOLUME}|(?:turn|switch|shut|put) {_VOLUME} off|(?:cut|kill|stop|disable)(?: off)? {_VOLUME}){TAIL}", {"mute": True}),
    Rule("adjust_volume", rf"(?:(?:turn|switch|put|bring)(?: on| back) {_VOLUME}|(?:turn|switch|put|bring) {_VOLUME} (?:back on|on|back)|enable {_VOLUME}){TAIL}", {"mute": False}, 0.9),
    Rule("adjust_volume", rf"(?:sound|volume|audio) (?:off|mute){TAIL}|no sound{TAIL}", {"mute": True}),
    Rule("adjust_volume", rf"(?:sound|volume|audio) (?:back )?on{TAIL}", {"mute": False}),
    # to a level
    Rule("adjust_volume", rf"(?:set|change|adjust|turn|put|make|bring|have|move|get|go to|keep|raise|lower|decrease|increase|reduce|drop|crank|dial|leave|fix){{0,1}} ?(?:(?:up|down) )?(?:for )?{_VOLUME}(?: (?:up|down|all the way|set|be|level|increase|decrease|should|should be|needs to|must))*(?: {_TO})?(?: a| the| about| around| exactly| its)*(?: level| number)? (?:{_AMOUNT}|{_LEVEL})(?: set)?(?: in (?:the )?@place)?{TAIL}", _to_or_by),
    Rule("adjust_volume", rf"(?:set|change|adjust|make|put|turn)? ?(?:it|this|that|{_THE}(?:{NOUN}|@place|@player))(?: {_TO}) (?:{_AMOUNT}|{_LEVEL}) (?:volume|loudness|loud){TAIL}", _level),
    Rule("adjust_volume", rf"(?:set |make it |put it at |go |i want |give me |play it at |play (?:this|the music) at )?(?:{_AMOUNT}|{_LEVEL})(?: (?:volume|sound|loudness|of the volume))+{TAIL}", lambda found: None if found.word("level") in ("normal", "top") and "volume" not in found.match[0] else _level(found)),
    Rule("adjust_volume", rf"(?:{_UP} )?(?:{_IT} )?(?:up |down )?(?:all the way up|to (?:the )?(?:max|maximum|full blast)|as loud as (?:possible|it (?:goes|can go))|full blast|to the top){TAIL}", {"volume_level": 100.0}),
    Rule("adjust_volume", rf"{_UP} {_IT} (?:down )?(?:all the way down|to (?:the )?(?:minimum|lowest|min)|as (?:quiet|low) as (?:possible|it (?:goes|can go))){TAIL}", {"volume_level": 10.0}),
    Rule("adjust_volume", rf"(?:set|make|put|turn) {_IT} (?:to |at |be )?(?:half|halfway)(?: (?:as loud|volume|the volume))?{TAIL}", {"volume_level": 50.0}, 0.9),
    # up and down
    Rule("adjust_volume", rf"(?:{_YOUNG})(?:just )?{_UP}(?: {_IT})?(?: {_MUCH})? {_DIRECTION}(?: {_IT})?(?:{_HOW_MUCH})?(?: (?:in|on) (?:the )?@place)?{TAIL}", _turn),
    Rule("adjust_volume", rf"{_RAISE} (?:up )?{_VOLUME}(?:{_HOW_MUCH})?{TAIL}", _either),
    Rule("adjust_volume", rf"(?P<down>{_LOWER}) (?:down )?{_VOLUME}(?:{_HOW_MUCH})?{TAIL}", _either),
    Rule("adjust_volume", rf"(?:raise|increase|boost|amplify|crank|pump|louden) {_IT}(?:{_HOW_MUCH})?{TAIL}", _either, 0.88),
    Rule("adjust_volume", rf"(?P<down>lower|decrease|reduce|soften|quieten|quiet|drop) {_IT}(?:{_HOW_MUCH})?{TAIL}", _either, 0.88),
    Rule("adjust_volume", rf"{_VOLUME} (?:be |is |to be |needs to be |should be |to |go )?(?:{_MUCH} )?{_DIRECTION}(?:(?: (?:by ){{0,1}}{_AMOUNT})|(?P<to> (?:to|at)) (?:§[npf]))?{TAIL}", lambda found: None if found.has("to") else _either(found)),
    Rule("adjust_volume", rf"{_VOLUME} (?:{_RAISE}|(?P<down>{_LOWER})){TAIL}", _either),
    Rule("adjust_volume", rf"{_YOUNG}(?:{_AMOUNT} |{_MUCH} )?(?:(?P<down>less|lower|lower the|down|quieter|softer|low|decreased?)|(?P<rise>more|higher|up|louder|increased?)) (?:volume|sound|audio|loudness)(?: level)?{TAIL}", _either),
    Rule("adjust_volume", rf"(?:{_AMOUNT} |{_MUCH} )?(?:(?P<down>quieter|softer|less loud|not so loud|more quietly|down a notch|quiet it down|turn down|volume down)|(?P<rise>louder|up a notch|turn up|volume up|crank it up|more loud))(?: (?:by )?{_AMOUNT}| (?:by )?{_MUCH})?{TAIL}", _bare),
    Rule("adjust_volume", rf"(?:make|get|have|play|set|put|need|want|turn|i want|i need|i would like|keep)(?: to have)? {_IT}(?: to be| be| played| to| play)*(?: {_AMOUNT}| {_MUCH})? (?:(?P<down>quieter|softer|lower|less loud|more quiet|more quietly|quiet|low|not so loud|soft|down)|(?P<rise>louder|higher|more loud|loud|high|up))(?: by {_AMOUNT})?{TAIL}", _bare),
    Rule("adjust_volume", rf"(?:{_IT} is |you are |{_IT} sounds |that is |{_IT} )?(?:way |a bit |a little |much |far |just |really |so )*too (?:loud|noisy|high){TAIL}", {"volume_adjustment": -STEP_PERCENT}, 0.9),
    Rule("adjust_volume", rf"(?:{_IT} is |you are |{_IT} sounds |that is |{_IT} )?(?:way |a bit |a little |much |far |just |really |so )*(?:too (?:quiet|soft|low|faint)|not loud enough){TAIL}", {"volume_adjustment": STEP_PERCENT}, 0.9),
    Rule("adjust_volume", rf"i (?:can|could) (?:not|hardly|barely)(?: really)? hear (?:{_IT}|anything|a thing|what (?:they|he|she) (?:are|is) saying){TAIL}", {"volume_adjustment": STEP_PERCENT}, 0.88),
    Rule("adjust_volume", rf"{_IT} (?:up|(?P<down>down)){TAIL}", _either, 0.86),
    Rule("adjust_volume", rf"(?:blast|pump up|crank up|rock) (?:it|the (?:music|volume|jam|tunes|beat)|this){TAIL}", {"volume_adjustment": 10.0}, 0.86),
)  # fmt: skip


FAMILY = family(
    "volume sound audio mute unmute un louder quieter softer loud quiet up down higher "
    "high lower low soft less more silence hush noisy faint raise increase boost "
    "amplify decrease reduce drop crank pump max maximum full blast rock quietly hear "
    "half turn loudly halfway soften quieten louden", RULES,
)  # fmt: skip
