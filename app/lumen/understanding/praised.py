"""Wishes that praise what is wanted: "a bit of fado would be lovely"."""

from __future__ import annotations

from dataclasses import replace

from lumen.core.intent import Intent
from lumen.understanding.closed import closed
from lumen.understanding.media_phrases.everyday import may_be_name
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.search import cinema
from lumen.understanding.media_phrases.titles import play_slots
from lumen.understanding.media_phrases.unplayable import not_playable
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_GOOD = (
    r"(?:nice|lovely|great|good|perfect|fine|fun|wonderful|brilliant|ideal|amazing|"
    r"awesome|handy|better|best|right|welcome|enough|cool|sweet|magic|heaven|bliss|"
    r"spot on|just the thing|just right|plenty|okay|excellent|fantastic|splendid|"
    r"appreciated)"
)
_WHEN = (
    r"(?: (?:right(?: about)?(?: now)?|now|tonight|today|this \w+|please|in here|then|"
    r"for (?:me|us|now|tonight|dinner|the \w+|my \w+|a change|this)|"
    r"while .{3,30}|to .{3,30}|if (?:you|we) .{2,30}))*"
)
_WOULD = Wording(
    r"(?P<what>.+?) (?:would|will|might|could) (?:(?:really|just|probably|all|quite|"
    rf"certainly|now) )*(?:be (?:(?:so|just|really|very|a) )*{_GOOD}|do(?: (?:nicely|"
    r"just fine|fine|me|it|the trick))*|help(?: (?:me|us) .{3,25})?|"
    r"suit (?:me|us|this)(?: (?:better|fine|well|nicely|best))?|hit the spot|"
    r"go down (?:well|a treat|nicely)|not (?:hurt|go amiss|be (?:bad|wrong|amiss))|"
    r"(?:cheer|perk|wake|calm|lift|wind) (?:me|us)(?: (?:up|down))?|"
    r"(?:make|brighten|improve) (?:me|us|my|our) .{2,25}|"
    r"keep (?:me|us|the kids) (?:company|happy|going|awake|quiet)|"
    r"get (?:me|us) through .{3,25}|(?:be|make) .{0,25}eas(?:ier|y)(?: .{3,25})?)"
    rf"{_WHEN}",
    needs="would will might could",
)
_IS = Wording(
    r"(?P<what>.+?) is (?:just )?(?:what (?:i|we) (?:need|want|would like|fancy|am in "
    rf"the mood for|are in the mood for|feel like)(?: (?:in my ears|to hear))?{_WHEN}|"
    r"plenty(?: loud)?|loud enough)",
    needs="is",
)
_SPOT = Wording(
    r"nothing (?:would )?(?:hits?|beats?|suits?|relaxes?|cheers?|helps?|be(?:ats)?)"
    r"(?: (?:me|us|the spot|better|the mood))* (?:like|than|as much as) (?P<what>.+)",
    needs="nothing",
)
_SOME = Wording(
    r"(?:some|a (?:bit|little|spot|touch|dash|dose|few) (?:of )?|a little|something|"
    r"anything|more|another|one of (?:those|the))\b.*"
)
_OWN = Wording(
    r"(?:my|our|the|a) (?:.+ )?(?:play ?list|mix|radio|podcast|audio ?book)(?: .+)?"
)
_BY = Wording(r"(?:(?:the|a|an) )?[^ ]+(?: [^ ]+){0,4} by [^ ]+(?: [^ ]+){0,2}")
_TOLD = Wording(
    r"\b(?:i|you|he|she|they|we|it|that|this|who|which|if|because|when|what|think|"
    r"sequel|remake|character|actor|actress|role|story|idea|way|thing|time|game)\b"
)
_LEAD = Wording(
    r"^(?:(?:i think|maybe|perhaps|well|oh|honestly|you know|actually|right now) )+"
)
_MOST_WORDS = 9


def praised(heard: Utterance, players: tuple[str, ...], talk: float) -> Intent | None:
    """The command that a praise means; None for any other sentence.

    Args:
        heard: Without politeness.
        players: Names of the running players.
        talk: How much it sounds like conversation, 0 to 1.
    """
    plain = heard.plain
    for wording in (_WOULD, _IS, _SPOT):
        match = wording.fullmatch(plain)
        if match is None:
            continue
        start, end = match.span("what")
        lead = _LEAD.match(plain, start, end)
        start = lead.end() if lead is not None else start
        first = plain.count(" ", 0, start) if start else 0
        last = plain.count(" ", 0, end) + 1
        return _wanted(heard.part(first, last), players, talk)
    return None


def praises_some(heard: Utterance) -> bool:
    """Whether something is praised that has no title: "a bit of rain would be nice"."""
    match = _WOULD.fullmatch(heard.plain)
    return match is not None and _SOME.fullmatch(match["what"]) is not None


def _wanted(what: Utterance, players: tuple[str, ...], talk: float) -> Intent | None:
    """What is praised: something that is set, or something to be played."""
    if not what.words or len(what.words) > _MOST_WORDS or cinema(what.plain):
        return None
    found = closed(what, players) or _of_amount(what, players)
    if found is not None:
        return replace(found, confidence=0.87) if found.name in _SET else None
    plain = what.plain
    if not_playable(plain) or _TOLD.search(plain) or not _media(plain):
        return None
    slots = play_slots(what, 0, len(plain))
    return Intent("play_content", slots, 0.87 if talk < _TALKS else 0.7)


def _of_amount(what: Utterance, players: tuple[str, ...]) -> Intent | None:
    """A volume or a timer, where only that is named: "a volume of two"."""
    plain = what.plain
    for wording, words in ((_VOLUME_OF, ("volume",)), (_TIMER, ("set", "a"))):
        match = wording.fullmatch(plain)
        if match is None:
            continue
        first = plain.count(" ", 0, match.start("kept"))
        kept = what.part(first, len(what.words))
        spans = (kept.spans[:1] or what.spans[:1]) * len(words)
        said = replace(kept, words=(*words, *kept.words), spans=(*spans, *kept.spans))
        return closed(said, players)
    return None


_VOLUME_OF = Wording(
    r"(?:a |the )?(?:volume|sound|loudness)(?: level)? (?:of|at) (?P<kept>.+)"
)
_TIMER = Wording(
    r"(?:a |an |another )?(?P<kept>(?:[^ ]+ )*timer(?: .+)?)", needs="timer"
)


def _media(plain: str) -> bool:
    """Whether it is named as one names what is to be heard."""
    if GENRES.fullmatch(plain) or _OWN.fullmatch(plain):
        return True
    if _SOME.fullmatch(plain):
        bare = _DETERMINERS.sub("", plain)
        known = kind_of(plain) or GENRES.search(plain)
        named = bare not in _NO_WORKS and may_be_name(bare, heard=True)
        return bool(known) or named
    work, _, maker = plain.partition(" by ")
    if _BY.fullmatch(plain) is None:
        return False
    return may_be_name(_KIND_FIRST.sub("", work), heard=True) and may_be_name(maker)


_DETERMINERS = Wording(
    r"^(?:(?:some|a|an|the|bit|little|spot|touch|dash|dose|few|of|more|another|one|"
    r"those|good|nice|proper) )+"
)
_KIND_FIRST = Wording(rf"^(?:(?:the|a|an) )?(?:{KINDS} )?")
_NO_WORKS = frozenset(
    "sun sunshine rain snow wind shade peace quiet silence respect patience warmth "  # noqa: SIM905 - a table of words
    "luck relief clarity honesty privacy sleep rest luxury magic courage".split()
)
_TALKS = 0.9995
_SET = frozenset(("adjust_volume", "adjust_speed", "set_timer"))
"""What is told by its amount alone: "half speed would be easier"."""
