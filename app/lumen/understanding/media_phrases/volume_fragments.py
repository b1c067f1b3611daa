"""Pieces of what is said about loudness, and the slots that they make."""

from __future__ import annotations

import re
from collections.abc import Callable

from lumen.understanding.media_phrases.fragments import NOUN
from lumen.understanding.rules import Found, Slots
from lumen.understanding.wording import Wording

STEP_PERCENT = 5.0
"""Where no amount is said."""

DEGREES = {1: 5.0, 2: 5.0, 3: 10.0, 4: 20.0}
WORDS_OF_LEVELS = {
    "max": 100.0, "maximum": 100.0, "full": 100.0, "highest": 100.0, "top": 100.0,
    "loudest": 100.0, "full blast": 100.0, "minimum": 10.0, "min": 10.0,
    "lowest": 10.0, "quietest": 10.0, "zero": 0.0, "medium": 50.0, "middle": 50.0,
    "half": 50.0, "halfway": 50.0, "normal": 50.0,
}  # fmt: skip

ARTICLES = (
    r"(?:(?:the|this|that|overall|master|system|main|current|music|song|"
    r"video|movie|radio|player|sound|audio|tv|background|surround|stereo|is|@place|"
    r"@player)"
    r" )*"
)
VOLUME = (
    rf"(?:{ARTICLES}(?:volume|sound|audio)"
    r"(?: (?:level|setting|"
    rf"(?:of|on|in|for) {ARTICLES}(?:{NOUN}|@place|@player)))*)"
)
WHAT = (
    rf"(?:{VOLUME}|{ARTICLES}(?:{NOUN}|@place|@player)|it|this|that|everything|things)"
)
AMOUNT = (
    r"(?P<amount>§[npf])"
    r"(?: (?:points?|percent|notches|steps|units|levels|ticks|"
    r"percentage points)"
    r"(?: of its current level)?)?"
)
MUCH = (
    r"(?P<much>"
    r"§g|a notch|a tad|a step|one notch|a level|a couple of notches|"
    r"some|some more|just|further|really|so|way|a bit more)"
)
ONTO = r"(?:to|at|up to|down to|as|=|on)"
LEVEL = (
    r"(?P<level>"
    r"max(?:imum)?|full|highest|top|loudest|full blast|min(?:imum)?|"
    r"lowest|quietest|medium|middle|half|halfway|normal)"
    r"(?: (?:volume|level|loudness|sound|setting|possible|power|"
    r"of its current level))*"
)
TURN = (
    r"(?:turn|bring|take|put|move|crank|pump|dial|push|nudge|ease|knock|"
    r"kick|raise|boost|pull|tone|set|go|adjust|change|jack|amp|roll|"
    r"edge|bump|tune|make|drop|fade|lower|volume|sound|hey turn)"
)
RAISE = (
    r"(?:raise|increase|boost|lift|amplify|up|heighten|bump|elevate|jack|"
    r"crank|pump|higher|intensify|strengthen|louden)"
)
LOWER = (
    r"(?:lower|decrease|reduce|lessen|drop|cut|diminish|down|soften|dim|"
    r"minimi[sz]e|quiet|quieten|shrink|tone down|fade|weaken)"
)
LOUDER = r"(?:plus|louder|up|higher|high|loud|more|raised|increased|upwards?)"
QUIETER = (
    r"(?:minus|quieter|softer|down|lower|low|quiet|soft|less|less loud|"
    r"not so loud|reduced|decreased|downwards?|more quiet|more quietly)"
)
YOUNG = (
    r"(?:i want |i need |i would like |get |have |can i (?:get|have) |"
    r"give me |let me have )?"
)


def level(found: Found) -> Slots | None:
    """To a level, in words or in numbers."""
    if found.has("level"):
        word = found.word("level")
        return {"volume_level": WORDS_OF_LEVELS.get(word, 100.0)}
    amount = found.amount("amount")
    value = amount.value if amount.kind == "n" else amount.value * 100
    if value < 0:
        return {"volume_adjustment": max(-100.0, round(value, 1))}
    return level_slots(value)


def level_slots(value: float) -> Slots:
    """A level; what is more than everything is told apart."""
    value = round(value, 1)
    if value <= _EVERYTHING:
        return {"volume_level": value}
    return {"volume_level": _EVERYTHING, "volume_asked": value}


_EVERYTHING = 100.0


def step_by(sign: int) -> Callable[[Found], Slots]:
    """Up (1) or down (-1) by what was said, or by a step."""

    def make(found: Found) -> Slots:
        step = STEP_PERCENT
        if found.has("amount"):
            amount = found.amount("amount")
            step = amount.value if amount.kind == "n" else amount.value * 100
        elif found.word("much").startswith("§"):
            step = DEGREES.get(round(found.amount("much").value), STEP_PERCENT)
        elif found.word("much") in ("way", "so", "really"):
            step = 10.0
        if re.search(r"\bway (?:up|down)\b", found.match[0]):
            step = max(step, 20.0)
        return {"volume_adjustment": sign * min(100.0, round(step, 1))}

    return make


def either(found: Found) -> Slots | None:
    """Turn it up/down ...: by an amount, to a level, or by a step."""
    down = found.has("down")
    if found.has("to") and (found.has("amount") or found.has("level")):
        return level(found)
    return step_by(-1 if down else 1)(found)


LOUD_THINGS = Wording(r"\b(?:volume|sound|audio|speakers?|music|up|down)\b|@place")
DIRECTION = rf"(?:(?P<down>{QUIETER})|(?P<rise>{LOUDER}))"
HOW_MUCH = (
    r"(?:(?: all the way)?"
    r"(?P<to> (?:from §n )?(?:to|at|up to|down to)"
    r"(?: a| the| its| about| around| roughly)?)"
    rf" (?:{AMOUNT}|{LEVEL})|"
    rf" (?:by |about |at )*{AMOUNT}| (?:by )?{MUCH})"
)


def to_or_by(found: Found) -> Slots | None:
    """`volume up 10` is by, `increase the volume to 10` and `volume 10` are to."""
    text = found.match[0]
    if not found.has("level") and " to " not in text and " at " not in text:
        words = text.split()
        lowers = any(
            w in words for w in ("lower", "decrease", "reduce", "drop", "down")
        )
        if lowers or any(w in words for w in ("raise", "increase", "up")):
            maker = step_by(-1 if lowers else 1)
            return maker(found)
    return level(found)


_FLOORS = Wording(r"(?:go|move) (?:up|down) §n")
"""In a menu, or a building."""


def turn(found: Found) -> Slots | None:
    """`turn it up a bit`; `make it up` and `drop up` are no commands."""
    words = found.match[0].split()
    if (
        words[0] in ("make", "set", "change", "adjust", "go", "tune", "move", "push")
        and len(words) <= 2
    ):
        return None
    if words[0] in ("go", "move") and _FLOORS.fullmatch(found.match[0]):
        return None
    return either(found)


def bare(found: Found) -> Slots | None:
    """Louder or quieter by an amount that stands alone."""
    sign = -1 if found.has("down") else 1
    step = STEP_PERCENT
    if found.has("amount"):
        amount = found.amount("amount")
        step = amount.value if amount.kind == "n" else amount.value * 100
    elif found.word("much").startswith("§"):
        step = DEGREES.get(round(found.amount("much").value), STEP_PERCENT)
    return {"volume_adjustment": sign * min(100.0, round(step, 1))}


def not_opening(found: Found) -> Slots | None:
    """To bring up a player is to open it."""
    if re.fullmatch(
        r"(?:bring|pull|get) (?:up )?(?:the )?@player(?: up)?", found.match[0]
    ):
        return None
    return turn(found)
