"""Mute, volume to a level; see `volume_steps` for louder and quieter."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import NOUN, TAIL, lasting
from lumen.understanding.media_phrases.volume_fragments import (
    AMOUNT,
    ARTICLES,
    DEGREES,
    LEVEL,
    ONTO,
    TURN,
    VOLUME,
    WHAT,
    bare,
    level,
    to_or_by,
)
from lumen.understanding.media_phrases.volume_steps import BY
from lumen.understanding.rules import Rule, family

MUTE: tuple[Rule, ...] = (
    # mute
    # As in "mute the tv show".
    Rule(
        "adjust_volume",
        rf"(?:turn (?:on )?|set(?: to| it to)? |go |put (?:it |{WHAT} )?on )?"
        rf"mute(?: (?:{WHAT}|all|me|mode|on|button|the (?:mic|noise)))?"
        r"(?: for (?:the next )?(?P<lasting>§d)| for the next (?P<unit>minute|hour)|"
        r" until \w+(?: \w+){0,4})?"
        rf"{TAIL}",
        lambda found: {"mute": True, **lasting(found)},
    ),
    # As in "un-mute the sound".
    Rule(
        "adjust_volume",
        rf"(?:un ?mute|turn off mute|mute off|take (?:{WHAT} )?off mute|"
        r"(?:cancel|end|lift|undo) (?:the )?mut(?:e|ing))"
        rf"(?: (?:{WHAT}|all))?{TAIL}",
        {"mute": False},
    ),
    # As in "silence the music".
    Rule("adjust_volume", rf"(?:silence|hush) {WHAT}{TAIL}", {"mute": True}),
    # As in "volume: mute".
    Rule("adjust_volume", rf"{WHAT} (?:to |on )?mute{TAIL}", {"mute": True}),
    # As in "volume: unmute".
    Rule("adjust_volume", rf"{WHAT} un ?mute{TAIL}", {"mute": False}),
    # As in "turn off the sound".
    Rule(
        "adjust_volume",
        rf"(?:(?:turn|switch|shut|put) off {VOLUME}|"
        rf"(?:turn|switch|shut|put) {VOLUME} off|"
        rf"(?:cut|kill|stop|disable)(?: off)? {VOLUME})"
        rf"{TAIL}",
        {"mute": True},
    ),
    # As in "turn the sound back on".
    Rule(
        "adjust_volume",
        rf"(?:(?:turn|switch|put|bring)(?: on| back) {VOLUME}|"
        rf"(?:get|give me|let me have) {VOLUME} back|"
        rf"(?:turn|switch|put|bring) {VOLUME} (?:back on|on|back)|"
        rf"enable {VOLUME})"
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


_ELEVEN = 11.0

TO_LEVEL: tuple[Rule, ...] = (
    # As in "crank it up to eleven": louder than a dial goes.
    Rule(
        "adjust_volume",
        rf"(?:turn|crank|pump|dial|take|push|jack|amp|kick|whack|ramp) {WHAT}"
        r"(?: all the way)?(?: up)? to (?P<amount>§n)",
        lambda found: (
            {"volume_adjustment": DEGREES[4]}
            if found.amount("amount").value == _ELEVEN
            else None
        ),
        0.9,
        needs="crank pump dial take push jack amp kick whack ramp up",
    ),
    # As in "make it twice as loud".
    Rule(
        "adjust_volume",
        rf"(?:(?P<half>halve|cut)|(?P<twice>double)) {VOLUME}(?: (?:in|"
        rf"by) half)?{TAIL}|"
        rf"(?:make|turn|set|play|put|have|get) {WHAT}(?: up| down)?(?: to)?(?: be)? (?:"
        r"(?P<half>half)|(?P<twice>twice|double)) (?:as|so) (?:loud|high)"
        rf"(?: as (?:now|before|it (?:is|was)))?{TAIL}|"
        rf"(?P<half>turn|bring|take|cut|reduce|lower) {VOLUME} (?:down )?(?:in|by) half"
        rf"{TAIL}",
        lambda found: (
            {"volume_factor": 0.5 if found.has("half") else 2.0}
            if not found.match[0].startswith("cut ") or " half" in found.match[0]
            else None
        ),
        needs="half halve twice double",
    ),
    # As in "change the volume from 30 to 45".
    Rule(
        "adjust_volume",
        rf"(?:set|change|adjust|turn|put|bring|move|raise|lower|take|increase|decrease)"
        rf" {VOLUME}(?: (?:up|down))? from §[np] to (?P<amount>§[np])",
        level,
    ),
    # As in "make the volume twenty percent more".
    Rule(
        "adjust_volume",
        r"(?:(?:can|could) (?:we|i) )?(?:make|turn|set|put|bring|have|get|i want|"
        r"give me)"
        rf"(?: it| {WHAT})?"
        rf"(?: be| to be)? (?:about |around |roughly |maybe |just )*{AMOUNT}"
        r" (?:(?P<rise>more|higher|louder|up)|(?P<down>less|lower|quieter|softer|down))"
        rf"(?: (?:volume|sound))?{TAIL}",
        bare,
    ),
    # As in "forty percent volume would be right".
    Rule(
        "adjust_volume",
        rf"(?:i think |maybe |let us say |how about )?{AMOUNT} (?:volume|loudness|"
        r"loud)"
        r"(?: (?:would|will|should|is|be|do|right|good|fine|nice|enough|better|perfect|"
        r"okay|great))*",
        level,
    ),
    # As in "make it forty five percent loud".
    Rule(
        "adjust_volume",
        rf"(?:make|set|turn|put|have|play) {WHAT}(?: at| to)? (?P<amount>§[pf])"
        r" (?:loud|volume)",
        level,
    ),
    # to a level
    # As in "set the volume to fourty".
    Rule(
        "adjust_volume",
        r"(?:set|change|adjust|turn|put|make|bring|have|move|get|go to|"
        r"keep|raise|lower|decrease|increase|reduce|drop|crank|dial|"
        r"leave|fix){0,1}"
        rf" ?(?:(?:up|down) )?(?:for )?{VOLUME}"
        r"(?: (?:up|down|all the way|set|be|level|increase|decrease|should|"
        r"should be|needs to|must))*"
        rf"(?: {ONTO})?"
        r"(?: a| the| about| around| exactly| its)*"
        rf"(?: level| number)? (?:{AMOUNT}|{LEVEL})(?: set)?"
        rf"(?: in (?:the )?@place)?{TAIL}",
        to_or_by,
    ),
    # As in "set it to 40 percent volume".
    Rule(
        "adjust_volume",
        r"(?:set|change|adjust|make|put|turn)?"
        rf" ?(?:it|this|that|{ARTICLES}(?:{NOUN}|@place|@player))"
        rf"(?: {ONTO}) (?:{AMOUNT}|{LEVEL}) (?:volume|loudness|loud){TAIL}",
        level,
    ),
    # As in "play it at 30 volume".
    Rule(
        "adjust_volume",
        r"(?:set |make it |put it at |go |i want |give me |play it at |"
        r"play (?:this|the music) at )?"
        rf"(?:{AMOUNT}|{LEVEL})"
        r"(?: (?:volume|sound|loudness|of the volume))+"
        rf"{TAIL}",
        lambda found: (
            None
            if found.word("level") in ("normal", "top")
            and "volume" not in found.match[0]
            else level(found)
        ),
    ),
    # As in "crank it all the way up".
    Rule(
        "adjust_volume",
        rf"(?:{TURN} )?(?:{WHAT} )?(?:up |down )?"
        r"(?:all the way up|to (?:the )?(?:max|maximum|full blast)|"
        r"as loud as (?:possible|it (?:goes|can go))|full blast|to the top)"
        rf"{TAIL}",
        {"volume_level": 100.0},
    ),
    # As in "turn it down to the minimum".
    Rule(
        "adjust_volume",
        rf"{TURN} {WHAT} (?:down )?"
        r"(?:all the way down|to (?:the )?(?:minimum|lowest|min)|"
        r"as (?:quiet|low) as (?:possible|it (?:goes|can go)))"
        rf"{TAIL}",
        {"volume_level": 10.0},
    ),
    # As in "set it to half the volume".
    Rule(
        "adjust_volume",
        rf"(?:set|make|put|turn) {WHAT} (?:to |at |be )?(?:half|halfway)"
        r"(?: (?:as loud|volume|the volume))?"
        rf"{TAIL}",
        {"volume_level": 50.0},
        0.9,
    ),
)


_WORDS = (
    "volume sound audio loud louder quiet quieter softer up down higher high lower low "
    "soft less more faint raise increase boost amplify decrease reduce drop crank "
    "pump rock quietly hear turn loudly soften quieten louden noisy blast make bring "
    "take set @place"
)

FAMILIES = (
    family("mute unmute un silence hush sound volume audio off", MUTE),
    family(
        "§n §p §f max maximum minimum min full half halfway lowest highest loudest "
        "top quietest zero twice double halve medium middle normal blast all possible "
        "goes go high low",
        TO_LEVEL,
    ),
    family(_WORDS, BY),
)  # fmt: skip
