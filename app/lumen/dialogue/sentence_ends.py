"""What a full stop means: the words after which it ends no sentence."""

# ruff: noqa: RUF001, SIM905 - stops of all scripts; tables of words

from __future__ import annotations

import re

STOPS = frozenset(".!?…。！？．｡")
WIDE_STOPS = frozenset("。！？．｡")
CLAUSE_MARKS = frozenset(",;:—–")
WIDE_CLAUSE_MARKS = frozenset("，；：、")
CLOSERS = frozenset("\"'”’»›)]}*_」』）】》〉")
OPENERS = "([{\"'“‘«‹*_¿¡「『（"

_EMOJI = (
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff"
    "\ufe0f\u200d\u20e3\U000e0020-\U000e007f]++"
)
EMOJI = re.compile(f"{_EMOJI}(?: {_EMOJI})*+")
"""Emoji in a row, with single spaces between them."""

TITLES = frozenset(
    (
        "mr mrs ms mx dr prof rev hon gen col maj capt cmdr lt sgt sen rep gov pres st "
        "mt ft messrs mme mlle sr sra srta dott sig avv ing hr fr dipl "
        "vs e.g i.e eg ie cf viz approx ca al resp bzw ggf evtl vgl inkl exkl zzgl sog "
        "p.ex ej p.e av bd jan feb apr aug sept oct nov dec mon tue wed thu fri "
        "dept est gral abs ugs geb gest"
    ).split()
)
"""Abbreviations (without their last stop) that are followed by more of a sentence."""

NUMBERED = frozenset("no nr núm num fig vol p pp art ch sec op eq ver tel ext".split())
"""Words that are abbreviations only before a digit: ``No. 5``, but ``No. Never.``"""

ENDING = frozenset(
    (
        "etc inc ltd co corp jr sr bros llc plc usw etw min max hrs hr sec lbs "
        "lb oz mi "
        "km kg cm mm ave blvd rd dist u.a u.ä d.h z.b uvm ecc ss"
    ).split()
)
"""Abbreviations that often stand at the end of a sentence as well."""

NOISY_NAMES = frozenset(("yahoo", "jeopardy"))
"""Names that carry an exclamation mark."""

STARTERS = frozenset(
    (
        "the a an it he she we they i you this that these those there here but "
        "and so if "
        "in on at to for from with what when where who why how is are was do "
        "does did can "
        "let now then after before as my your his her its our their not no yes "
        "well also "
        "however meanwhile finally next please some many most all once because "
        "although "
        "der die das ein eine er sie es wir ihr du ich und aber wenn dann so nun heute "
        "danach bitte was wer wie wo dies diese dieser dieses im am zum mit nach "
        "le la les un une il elle nous vous ils elles je tu mais et si dans ce cette "
        "el los las una yo pero y en este esta lo gli io ma se per questo questa"
    ).split()
)
"""Words that begin sentences more often than they continue a name."""

CONJUNCTIONS = frozenset(
    (
        "but because although while which whereas unless "
        "aber weil obwohl während mais parce pero porque mentre perché"
    ).split()
)
"""Words before which a very long first stretch may be cut."""

DOT_ORDINALS = frozenset(("de", "da", "no", "nb", "nn", "fi", "cs", "pl", "hu"))
"""Languages that write ordinals with a stop: ``3. Oktober``."""

_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")
ENUMERATION = re.compile(r"\d{1,3}[.)]\s")


def is_dotted(token: str) -> bool:
    """Whether a token is an abbreviation like ``U.S`` or ``a.m``."""
    return _DOTTED.fullmatch(token) is not None


def is_plain_word(token: str) -> bool:
    """Whether a token is one word of running text: letters, small but for the first."""
    return len(token) >= 2 and token.isalpha() and token[1:].islower()
