"""Louder, quieter, mute, volume to a level."""

from __future__ import annotations

import re
from collections.abc import Callable

from lumen.understanding.media_phrases.fragments import NOUN, TAIL
from lumen.understanding.rules import Found, Rule, Slots, family
from lumen.understanding.wording import Wording

STEP_PERCENT = 5.0
"""Where no amount is said."""

_DEGREES = {1: 5.0, 2: 5.0, 3: 10.0, 4: 20.0}
_WORDS_OF_LEVELS = {
    "max": 100.0, "maximum": 100.0, "full": 100.0, "highest": 100.0, "top": 100.0,
    "loudest": 100.0, "full blast": 100.0, "minimum": 10.0, "min": 10.0,
    "lowest": 10.0, "quietest": 10.0, "zero": 0.0, "medium": 50.0, "middle": 50.0,
    "half": 50.0, "halfway": 50.0, "normal": 50.0,
}  # fmt: skip

_THE = (
    r"(?:(?:the|this|that|overall|master|system|main|current|music|song|"
    r"video|movie|radio|player|sound|audio|tv|background|surround|stereo|is|@place|"
    r"@player)"
    r" )*"
)
_VOLUME = (
    rf"(?:{_THE}(?:volume|sound|audio)"
    r"(?: (?:level|setting|"
    rf"(?:of|on|in|for) {_THE}(?:{NOUN}|@place|@player)))*)"
)
_IT = rf"(?:{_VOLUME}|{_THE}(?:{NOUN}|@place|@player)|it|this|that|everything|things)"
_AMOUNT = (
    r"(?P<amount>§[npf])"
    r"(?: (?:points?|percent|notches|steps|units|levels|ticks|"
    r"percentage points)"
    r"(?: of its current level)?)?"
)
_MUCH = (
    r"(?P<much>"
    r"§g|a notch|a tad|a step|one notch|a level|a couple of notches|"
    r"some|some more|just|further|really|so|way|a bit more)"
)
_TO = r"(?:to|at|up to|down to|as|=|on)"
_LEVEL = (
    r"(?P<level>"
    r"max(?:imum)?|full|highest|top|loudest|full blast|min(?:imum)?|"
    r"lowest|quietest|medium|middle|half|halfway|normal)"
    r"(?: (?:volume|level|loudness|sound|setting|possible|power|"
    r"of its current level))*"
)
_UP = (
    r"(?:turn|bring|take|put|move|crank|pump|dial|push|nudge|ease|knock|"
    r"kick|raise|boost|pull|tone|set|go|adjust|change|jack|amp|roll|"
    r"edge|bump|tune|make|drop|fade|lower|volume|sound|hey turn)"
)
_RAISE = (
    r"(?:raise|increase|boost|lift|amplify|up|heighten|bump|elevate|jack|"
    r"crank|pump|higher|intensify|strengthen|louden)"
)
_LOWER = (
    r"(?:lower|decrease|reduce|lessen|drop|cut|diminish|down|soften|dim|"
    r"minimi[sz]e|quiet|quieten|shrink|tone down|fade|weaken)"
)
_LOUDER = r"(?:plus|louder|up|higher|high|loud|more|raised|increased|upwards?)"
_QUIETER = (
    r"(?:minus|quieter|softer|down|lower|low|quiet|soft|less|less loud|"
    r"not so loud|reduced|decreased|downwards?|more quiet|more quietly)"
)
_YOUNG = (
    r"(?:i want |i need |i would like |get |have |can i (?:get|have) |"
    r"give me |let me have )?"
)


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
        if re.search(r"\bway (?:up|down)\b", found.match[0]):
            step = max(step, 20.0)
        return {"volume_adjustment": sign * min(100.0, round(step, 1))}

    return make


def _either(found: Found) -> Slots | None:
    """Turn it up/down ...: by an amount, to a level, or by a step."""
    down = found.has("down")
    if found.has("to") and (found.has("amount") or found.has("level")):
        return _level(found)
    return _by(-1 if down else 1)(found)


_LOUD_THINGS = Wording(r"\b(?:volume|sound|audio|speakers?|music|up|down)\b|@place")
_DIRECTION = rf"(?:(?P<down>{_QUIETER})|(?P<rise>{_LOUDER}))"
_HOW_MUCH = (
    r"(?:(?: all the way)?"
    r"(?P<to> (?:from §n )?(?:to|at|up to|down to)"
    r"(?: a| the| its| about| around| roughly)?)"
    rf" (?:{_AMOUNT}|{_LEVEL})|"
    rf" (?:by |about |at )*{_AMOUNT}| (?:by )?{_MUCH})"
)


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


def _not_opening(found: Found) -> Slots | None:
    """To bring up a player is to open it."""
    if re.fullmatch(r"bring up (?:the )?@player.*", found.match[0]):
        return None
    return _turn(found)


MUTE: tuple[Rule, ...] = (
    # mute
    # As in "mute the tv show".
    Rule(
        "adjust_volume",
        rf"(?:turn (?:on )?|set(?: to| it to)? |go |put (?:it |{_IT} )?on )?"
        rf"mute(?: (?:{_IT}|all|me|mode|on|button|the (?:mic|noise)))?"
        r"(?: for (?:the next )?§d| for the next hour|"
        r" until \w+(?: \w+){0,4})?"
        rf"{TAIL}",
        {"mute": True},
    ),
    # As in "un-mute the sound".
    Rule(
        "adjust_volume",
        rf"(?:un ?mute|turn off mute|mute off|take (?:{_IT} )?off mute)"
        rf"(?: (?:{_IT}|all))?{TAIL}",
        {"mute": False},
    ),
    # As in "silence the music".
    Rule("adjust_volume", rf"(?:silence|hush) {_IT}{TAIL}", {"mute": True}),
    # As in "volume: mute".
    Rule("adjust_volume", rf"{_IT} (?:to |on )?mute{TAIL}", {"mute": True}),
    # As in "volume: unmute".
    Rule("adjust_volume", rf"{_IT} un ?mute{TAIL}", {"mute": False}),
    # As in "turn off the sound".
    Rule(
        "adjust_volume",
        rf"(?:(?:turn|switch|shut|put) off {_VOLUME}|"
        rf"(?:turn|switch|shut|put) {_VOLUME} off|"
        rf"(?:cut|kill|stop|disable)(?: off)? {_VOLUME})"
        rf"{TAIL}",
        {"mute": True},
    ),
    # As in "turn the sound back on".
    Rule(
        "adjust_volume",
        rf"(?:(?:turn|switch|put|bring)(?: on| back) {_VOLUME}|"
        rf"(?:turn|switch|put|bring) {_VOLUME} (?:back on|on|back)|"
        rf"enable {_VOLUME})"
        rf"{TAIL}",
        {"mute": False},
        0.9,
    ),
    # As in "sound off".
    Rule(
        "adjust_volume",
        rf"(?:sound|volume|audio) (?:off|mute){TAIL}|no sound{TAIL}",
        {"mute": True},
    ),
    # As in "sound back on".
    Rule(
        "adjust_volume", rf"(?:sound|volume|audio) (?:back )?on{TAIL}", {"mute": False}
    ),
)
LEVEL: tuple[Rule, ...] = (
    # As in "change the volume from 30 to 45".
    Rule(
        "adjust_volume",
        rf"(?:set|change|adjust|turn|put|bring|move|raise|lower|take|increase|decrease)"
        rf" {_VOLUME}(?: (?:up|down))? from §[np] to (?P<amount>§[np])",
        _level,
    ),
    # As in "make the volume twenty percent more".
    Rule(
        "adjust_volume",
        r"(?:(?:can|could) (?:we|i) )?(?:make|turn|set|put|bring|have|get|i want|"
        r"give me)"
        rf"(?: it| {_IT})?"
        rf"(?: be| to be)? (?:about |around |roughly |maybe |just )*{_AMOUNT}"
        r" (?:(?P<rise>more|higher|louder|up)|(?P<down>less|lower|quieter|softer|down))"
        rf"(?: (?:volume|sound))?{TAIL}",
        _bare,
    ),
    # As in "forty percent volume would be right".
    Rule(
        "adjust_volume",
        rf"(?:i think |maybe |let us say |how about )?{_AMOUNT} (?:volume|loudness|"
        r"loud)"
        r"(?: (?:would|will|should|is|be|do|right|good|fine|nice|enough|better|perfect|"
        r"okay|great))*",
        _level,
    ),
    # As in "make it forty five percent loud".
    Rule(
        "adjust_volume",
        rf"(?:make|set|turn|put|have|play) {_IT}(?: at| to)? (?P<amount>§[pf]) (?:loud|"
        r"volume)",
        _level,
    ),
    # to a level
    # As in "set the volume to fourty".
    Rule(
        "adjust_volume",
        r"(?:set|change|adjust|turn|put|make|bring|have|move|get|go to|"
        r"keep|raise|lower|decrease|increase|reduce|drop|crank|dial|"
        r"leave|fix){0,1}"
        rf" ?(?:(?:up|down) )?(?:for )?{_VOLUME}"
        r"(?: (?:up|down|all the way|set|be|level|increase|decrease|should|"
        r"should be|needs to|must))*"
        rf"(?: {_TO})?"
        r"(?: a| the| about| around| exactly| its)*"
        rf"(?: level| number)? (?:{_AMOUNT}|{_LEVEL})(?: set)?"
        rf"(?: in (?:the )?@place)?{TAIL}",
        _to_or_by,
    ),
    # As in "set it to 40 percent volume".
    Rule(
        "adjust_volume",
        r"(?:set|change|adjust|make|put|turn)?"
        rf" ?(?:it|this|that|{_THE}(?:{NOUN}|@place|@player))"
        rf"(?: {_TO}) (?:{_AMOUNT}|{_LEVEL}) (?:volume|loudness|loud){TAIL}",
        _level,
    ),
    # As in "play it at 30 volume".
    Rule(
        "adjust_volume",
        r"(?:set |make it |put it at |go |i want |give me |play it at |"
        r"play (?:this|the music) at )?"
        rf"(?:{_AMOUNT}|{_LEVEL})"
        r"(?: (?:volume|sound|loudness|of the volume))+"
        rf"{TAIL}",
        lambda found: (
            None
            if found.word("level") in ("normal", "top")
            and "volume" not in found.match[0]
            else _level(found)
        ),
    ),
    # As in "crank it all the way up".
    Rule(
        "adjust_volume",
        rf"(?:{_UP} )?(?:{_IT} )?(?:up |down )?"
        r"(?:all the way up|to (?:the )?(?:max|maximum|full blast)|"
        r"as loud as (?:possible|it (?:goes|can go))|full blast|to the top)"
        rf"{TAIL}",
        {"volume_level": 100.0},
    ),
    # As in "turn it down to the minimum".
    Rule(
        "adjust_volume",
        rf"{_UP} {_IT} (?:down )?"
        r"(?:all the way down|to (?:the )?(?:minimum|lowest|min)|"
        r"as (?:quiet|low) as (?:possible|it (?:goes|can go)))"
        rf"{TAIL}",
        {"volume_level": 10.0},
    ),
    # As in "set it to half the volume".
    Rule(
        "adjust_volume",
        rf"(?:set|make|put|turn) {_IT} (?:to |at |be )?(?:half|halfway)"
        r"(?: (?:as loud|volume|the volume))?"
        rf"{TAIL}",
        {"volume_level": 50.0},
        0.9,
    ),
)
BY: tuple[Rule, ...] = (
    # up and down
    # As in "turn it up by 20 percent".
    Rule(
        "adjust_volume",
        rf"(?:{_YOUNG})(?:just )?{_UP}(?: {_IT})?(?: {_MUCH})? {_DIRECTION}"
        rf"(?: {_IT})?(?:{_HOW_MUCH})?(?: (?:in|on) (?:the )?@place)?{TAIL}",
        _not_opening,
    ),
    # As in "bring the soundbar to sixty five".
    Rule(
        "adjust_volume",
        rf"(?:bring|take|turn|set|put|get|push|move)"
        rf" (?:it|{_VOLUME}|{_THE}(?:@place|@player|{NOUN}))(?: (?:up|down))?"
        r" (?P<to>to) (?:about |around )?(?P<amount>§[pn])(?: percent)?"
        rf"{TAIL}",
        lambda found: (
            None
            if found.amount("amount").kind == "n"
            and not _LOUD_THINGS.search(found.match[0])
            else _level(found)
        ),
        0.9,
        needs="to",
    ),
    # As in "raise the volume slightly".
    Rule(
        "adjust_volume",
        rf"{_RAISE} (?:up )?{_VOLUME}(?:{_HOW_MUCH})?{TAIL}",
        _either,
        needs="raise increase boost lift amplify up heighten bump elevate jack crank pump higher intensify strengthen louden",
    ),
    # As in "lower the volume a tad".
    Rule(
        "adjust_volume",
        rf"(?P<down>{_LOWER}) (?:down )?{_VOLUME}(?:{_HOW_MUCH})?{TAIL}",
        _either,
        needs="lower decrease reduce lessen drop cut diminish down soften dim minimi quiet shrink fade weaken",
    ),
    # As in "raise the music by ten".
    Rule(
        "adjust_volume",
        r"(?:raise|increase|boost|amplify|crank|pump|louden)"
        rf" {_IT}(?:{_HOW_MUCH})?{TAIL}",
        _either,
        0.88,
        needs="raise increase boost amplify crank pump louden",
    ),
    # As in "lower the music by ten".
    Rule(
        "adjust_volume",
        r"(?P<down>lower|decrease|reduce|soften|quieten|quiet|drop)"
        rf" {_IT}(?:{_HOW_MUCH})?{TAIL}",
        _either,
        0.88,
        needs="lower decrease reduce soften quieten drop quiet",
    ),
    # As in "i want the volume at 55".
    Rule(
        "adjust_volume",
        rf"(?:i (?:want|need|would like)|have|keep|leave|hold|let me have) {_VOLUME}"
        rf" (?:at|on|around|to be|to)(?: about| around)? {_AMOUNT}",
        _level,
        needs="§n §p §f",
    ),
    # As in "drop the level to 12 percent".
    Rule(
        "adjust_volume",
        r"(?:drop|raise|lower|bring|set|put|turn|take|reduce|increase|get)"
        r" (?:the )?(?:level|levels|noise)(?: (?:up|down))? to (?P<amount>§[pn])",
        _level,
        0.9,
        needs="level noise",
    ),
    # As in "set the volume to high".
    Rule(
        "adjust_volume",
        rf"(?:(?:set|put|turn|make|change) )?{_VOLUME} (?:to |at |on )?(?P<level>high|"
        r"low)",
        lambda found: (
            None
            if found.match[0].split()[0] in ("turn", "make", "put", "set", "change")
            and " to " not in found.match[0]
            else {"volume_level": 80.0 if found.word("level") == "high" else 20.0}
        ),
        needs="high low",
    ),
    # As in "volume should be higher".
    Rule(
        "adjust_volume",
        rf"{_VOLUME}"
        r" (?:be |is |to be |needs to be |should be |to |go )?"
        rf"(?:{_MUCH} )?{_DIRECTION}"
        rf"(?:(?: (?:by ){{0,1}}{_AMOUNT})|(?P<to> (?:to|at)) (?:§[npf]))?"
        rf"{TAIL}",
        lambda found: None if found.has("to") else _either(found),
        needs="volume sound audio",
    ),
    # As in "volume decrease".
    Rule(
        "adjust_volume",
        rf"{_VOLUME} (?:{_RAISE}|(?P<down>{_LOWER})){TAIL}",
        _either,
        needs="volume sound audio",
    ),
    # As in "less volume".
    Rule(
        "adjust_volume",
        rf"{_YOUNG}(?:{_AMOUNT} |{_MUCH} )?"
        r"(?:"
        r"(?P<down>less|lower|lower the|down|quieter|softer|low|decreased?)|"
        r"(?P<rise>more|higher|up|louder|increased?))"
        rf" (?:volume|sound|audio|loudness)(?: level)?{TAIL}",
        _either,
        needs="volume sound audio loudness",
    ),
    # As in "fifteen percent quieter".
    Rule(
        "adjust_volume",
        rf"(?:{_AMOUNT} |{_MUCH} )?"
        r"(?:(?P<down>"
        r"quieter|softer|less loud|not so loud|more quietly|down a notch|"
        r"quiet it down|turn down|volume down)|"
        r"(?P<rise>"
        r"louder|up a notch|turn up|volume up|crank it up|more loud))"
        rf"(?: (?:by )?{_AMOUNT}| (?:by )?{_MUCH})?"
        rf"{TAIL}",
        _bare,
    ),
    # As in "play the movie up again".
    Rule(
        "adjust_volume",
        r"(?:make|get|have|play|set|put|need|want|turn|i want|i need|"
        r"i would like|keep)"
        rf"(?: to have)? {_IT}(?: to be| be| played| to| play)*"
        rf"(?: {_AMOUNT}| {_MUCH})?"
        r" (?:(?P<down>"
        r"quieter|softer|lower|less loud|more quiet|more quietly|quiet|"
        r"low|not so loud|soft|down)|"
        r"(?P<rise>louder|higher|more loud|loud|high|up))"
        rf"(?: by {_AMOUNT})?{TAIL}",
        _bare,
        needs="quieter softer lower quiet low soft down louder higher loud high up",
    ),
    # As in "the volume is too high".
    Rule(
        "adjust_volume",
        rf"(?:{_IT}(?:'s)? is |you are |{_IT} sounds |that is |{_IT} |"
        rf"the (?:music|sound|volume|tv|movie|radio|song)'s )?"
        r"(?:way |a bit |a little |a tad |much |far |just |really |so |§g |rather )*"
        rf"too (?:loud|noisy|high){TAIL}",
        {"volume_adjustment": -STEP_PERCENT},
        0.9,
        needs="too",
    ),
    # As in "that's not loud enough".
    Rule(
        "adjust_volume",
        rf"(?:{_IT} is |you are |{_IT} sounds |that is |{_IT} )?"
        r"(?:way |a bit |a little |much |far |just |really |so )*"
        r"(?:too (?:quiet|soft|low|faint)|not loud enough)"
        rf"{TAIL}",
        {"volume_adjustment": STEP_PERCENT},
        0.9,
        needs="too enough",
    ),
    # As in "i can hardly hear anything".
    Rule(
        "adjust_volume",
        r"i (?:can|could) (?:not|hardly|barely)(?: really)?"
        r" hear (?:"
        rf"{_IT}|anything|a thing|what (?:they|he|she) (?:are|is) saying)"
        rf"{TAIL}",
        {"volume_adjustment": STEP_PERCENT},
        0.88,
        needs="hear",
    ),
    # As in "up".
    Rule("adjust_volume", r"up|(?P<down>down)", _either, 0.86),
    # As in "i need a high volume".
    Rule(
        "adjust_volume",
        r"(?:i (?:want|need|would like)|give me|let us have|use|make it) (?:a |an )?"
        r"(?:(?P<rise>high|higher|loud|louder)|(?P<down>low|lower|quiet|quieter|soft))"
        rf" (?:volume|sound)(?: level)?{TAIL}",
        _either,
        0.9,
        needs="volume sound",
    ),
    # As in "the music up".
    Rule(
        "adjust_volume",
        rf"{_IT} (?:up|(?P<down>down)){TAIL}",
        _either,
        0.86,
        needs="up down",
    ),
    # As in "crank up the beat".
    Rule(
        "adjust_volume",
        r"(?:blast|pump up|crank up|rock)"
        r" (?:it|the (?:music|volume|jam|tunes|beat)|this)"
        rf"{TAIL}",
        {"volume_adjustment": 10.0},
        0.86,
        needs="blast pump crank rock",
    ),
)


_WORDS = (
    "volume sound audio loud louder quiet quieter softer up down higher high lower low "
    "soft less more faint raise increase boost amplify decrease reduce drop crank pump "
    "rock quietly hear turn loudly soften quieten louden noisy blast make bring take set "
    "@place"
)

FAMILIES = (
    family("mute unmute un silence hush sound volume audio off", MUTE),
    family(
        "§n §p §f max maximum minimum min full half halfway lowest highest loudest top "
        "quietest zero medium middle normal blast all possible goes go high low", LEVEL,
    ),
    family(_WORDS, BY),
)  # fmt: skip
