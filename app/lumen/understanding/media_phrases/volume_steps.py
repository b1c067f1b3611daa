"""Louder and quieter."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import NOUN, TAIL
from lumen.understanding.media_phrases.volume_fragments import (
    AMOUNT,
    ARTICLES,
    DIRECTION,
    HOW_MUCH,
    LOUD_THINGS,
    LOWER,
    MUCH,
    RAISE,
    STEP_PERCENT,
    TURN,
    VOLUME,
    WHAT,
    YOUNG,
    bare,
    either,
    level,
    not_opening,
)
from lumen.understanding.rules import Rule

BY: tuple[Rule, ...] = (
    # As in "set the volume to high".
    Rule(
        "adjust_volume",
        rf"(?:(?:set|put|turn|make|change) )?{VOLUME} (?:to |at |on )?(?P<level>high|"
        r"low)",
        lambda found: (
            None
            if found.match[0].split()[0] in ("turn", "make", "put", "set", "change")
            and " to " not in found.match[0]
            else {"volume_level": 80.0 if found.word("level") == "high" else 20.0}
        ),
        needs="high low",
    ),
    # up and down
    # As in "turn it up by 20 percent".
    Rule(
        "adjust_volume",
        rf"(?:{YOUNG})(?:just )?{TURN}(?: {WHAT})?(?: {MUCH})? {DIRECTION}"
        rf"(?: {WHAT})?(?:{HOW_MUCH})?(?: (?:in|on) (?:the )?@place)?{TAIL}",
        not_opening,
    ),
    # As in "bring the soundbar to sixty five".
    Rule(
        "adjust_volume",
        rf"(?:bring|take|turn|set|put|get|push|move)"
        rf" (?:it|{VOLUME}|{ARTICLES}(?:@place|@player|{NOUN}))(?: (?:up|down))?"
        r" (?P<to>to) (?:about |around )?(?P<amount>§[pn])(?: percent)?"
        rf"{TAIL}",
        lambda found: (
            None
            if found.amount("amount").kind == "n"
            and not LOUD_THINGS.search(found.match[0])
            else level(found)
        ),
        0.9,
        needs="to",
    ),
    # As in "raise the volume slightly".
    Rule(
        "adjust_volume",
        rf"{RAISE} (?:up )?{VOLUME}(?:{HOW_MUCH})?{TAIL}",
        either,
        needs=(
            "raise increase boost lift amplify up heighten bump elevate jack "
            "crank pump higher intensify strengthen louden"
        ),
    ),
    # As in "lower the volume a tad".
    Rule(
        "adjust_volume",
        rf"(?P<down>{LOWER}) (?:down )?{VOLUME}(?:{HOW_MUCH})?{TAIL}",
        either,
        needs=(
            "lower decrease reduce lessen drop cut diminish down soften dim "
            "minimi quiet shrink fade weaken"
        ),
    ),
    # As in "raise the music by ten".
    Rule(
        "adjust_volume",
        r"(?:raise|increase|boost|amplify|crank|pump|louden)"
        rf" {WHAT}(?:{HOW_MUCH})?{TAIL}",
        either,
        0.88,
        needs="raise increase boost amplify crank pump louden",
    ),
    # As in "lower the music by ten".
    Rule(
        "adjust_volume",
        r"(?P<down>lower|decrease|reduce|soften|quieten|quiet|drop)"
        rf" {WHAT}(?:{HOW_MUCH})?{TAIL}",
        either,
        0.88,
        needs="lower decrease reduce soften quieten drop quiet",
    ),
    # As in "i want the volume at 55".
    Rule(
        "adjust_volume",
        rf"(?:i (?:want|need|would like)|have|keep|leave|hold|let me have) {VOLUME}"
        rf" (?:at|on|around|to be|to)(?: about| around)? {AMOUNT}",
        level,
        needs="§n §p §f",
    ),
    # As in "drop the level to 12 percent".
    Rule(
        "adjust_volume",
        r"(?:drop|raise|lower|bring|set|put|turn|take|reduce|increase|get|change|"
        r"adjust|"
        r"make|move)"
        r" (?:the )?(?:(?:@place|@player|tv|player|sound|noise) )?(?:level|levels|"
        r"noise)"
        r"(?: (?:up|down))? (?:to|at) (?P<amount>§[pn])",
        level,
        0.9,
        needs="level noise",
    ),
    # As in "volume should be higher".
    Rule(
        "adjust_volume",
        rf"{VOLUME}"
        r" (?:be |is |to be |needs to be |should be |to |go )?"
        rf"(?:{MUCH} )?{DIRECTION}"
        rf"(?:(?: (?:by ){{0,1}}{AMOUNT})|(?P<to> (?:to|at)) (?:§[npf]))?"
        rf"{TAIL}",
        lambda found: None if found.has("to") else either(found),
        needs="volume sound audio",
    ),
    # As in "volume decrease".
    Rule(
        "adjust_volume",
        rf"{VOLUME} (?:{RAISE}|(?P<down>{LOWER})){TAIL}",
        either,
        needs="volume sound audio",
    ),
    # As in "less volume".
    Rule(
        "adjust_volume",
        rf"{YOUNG}(?:{AMOUNT} |{MUCH} )?"
        r"(?:"
        r"(?P<down>less|lower|lower the|down|quieter|softer|low|decreased?)|"
        r"(?P<rise>more|higher|up|louder|increased?))"
        rf" (?:volume|sound|audio|loudness)(?: level)?{TAIL}",
        either,
        needs="volume sound audio loudness",
    ),
    # As in "fifteen percent quieter".
    Rule(
        "adjust_volume",
        rf"(?:{AMOUNT} |{MUCH} )?"
        r"(?:(?P<down>"
        r"quieter|softer|less loud|not so loud|more quietly|down a notch|"
        r"quiet it down|turn down|volume down)|"
        r"(?P<rise>"
        r"louder|up a notch|turn up|volume up|crank it up|more loud))"
        rf"(?: (?:by )?{AMOUNT}| (?:by )?{MUCH})?"
        rf"{TAIL}",
        bare,
    ),
    # As in "play the movie up again".
    Rule(
        "adjust_volume",
        r"(?:make|get|have|play|set|put|need|want|turn|i want|i need|"
        r"i would like|keep)"
        rf"(?: to have)? {WHAT}(?: to be| be| played| to| play)*"
        rf"(?: {AMOUNT}| {MUCH})?"
        r" (?:(?P<down>"
        r"quieter|softer|lower|less loud|more quiet|more quietly|quiet|"
        r"low|not so loud|soft|down)|"
        r"(?P<rise>louder|higher|more loud|loud|high|up))"
        rf"(?: by {AMOUNT})?{TAIL}",
        bare,
        needs="quieter softer lower quiet low soft down louder higher loud high up",
    ),
    # As in "the volume is too high".
    Rule(
        "adjust_volume",
        rf"(?:{WHAT}(?:'s)? is |you are |{WHAT} sounds |that is |{WHAT} |"
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
        rf"(?:{WHAT} is |you are |{WHAT} sounds |that is |{WHAT} )?"
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
        rf"{WHAT}|anything|a thing|what (?:they|he|she) (?:are|is) saying)"
        rf"{TAIL}",
        {"volume_adjustment": STEP_PERCENT},
        0.88,
        needs="hear",
    ),
    # As in "up".
    Rule("adjust_volume", r"up|(?P<down>down)", either, 0.86),
    # As in "i need a high volume".
    Rule(
        "adjust_volume",
        r"(?:i (?:want|need|would like)|give me|let us have|use|make it) (?:a |an )?"
        r"(?:(?P<rise>high|higher|loud|louder)|(?P<down>low|lower|quiet|quieter|soft))"
        rf" (?:volume|sound)(?: level)?{TAIL}",
        either,
        0.9,
        needs="volume sound",
    ),
    # As in "the music up".
    Rule(
        "adjust_volume",
        rf"{WHAT} (?:up|(?P<down>down)){TAIL}",
        either,
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
