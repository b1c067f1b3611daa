"""What the person likes: playing it, seeing it, and liking something no more.

These wordings are for Lumen's own list; the doors for tools do not know them.
"""

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.media_phrases.kinds import kind_of
from lumen.understanding.rules import Family, Found, Rule, Slots, family, first_fit
from lumen.understanding.utterance import Utterance, hear

_THING = r"(?P<kind>songs?|tracks?|tunes|music|films?|movies?|videos?|albums?|shows?)"
_SOME = r"(?:all (?:of )?|some (?:of )?|one of )?"
_LIKED = (
    rf"(?:{_SOME}(?:my|the) (?:liked|loved|favorite) (?:{_THING}|stuff|things|ones?)|"
    rf"{_SOME}my (?:favorites|likes|favorites (?:list|playlist))|"
    rf"{_SOME}(?:the )?(?:{_THING}|ones|things|stuff|everything|what) (?:that )?"
    r"i (?:really )?(?:like|love))"
)
_THIS = (
    r"(?:this|it|that|this one|(?:this|the|that) (?:song|track|tune|music|album|film|"
    r"movie|video|show|episode|one))"
)
_LIST = r"(?:my )?(?:favorites|likes|liked songs|favorite songs|favorites list)"
_NO_MORE = r" (?:any more|anymore|any longer)"


def _kind(found: Found) -> Slots:
    kind = kind_of(found.word("kind")) if found.has("kind") else ""
    return {"favourites": "on", **({"kind": kind} if kind else {})}


def _shuffled(found: Found) -> Slots:
    return {**_kind(found), "shuffle": "on"}


def _listed(found: Found) -> Slots:
    return {**_kind(found), "category": "favourites"}


FAMILY: Family = family(
    "favorite favorites like likes liked love unlike unfavorite unheart longer stopped",
    (
        # As in "shuffle my favorites", "play the songs i like on shuffle".
        Rule(
            "play_content",
            rf"(?:shuffle|shuffle through|mix) {_LIKED}|(?:play|put on|start) {_LIKED}"
            r" (?:on shuffle|shuffled|in random order|at random)",
            _shuffled,
        ),
        # As in "play my favorites".
        Rule(
            "play_content",
            rf"(?:play|put on|start|queue|let me hear|i want to hear)(?: me)? {_LIKED}",
            _kind,
        ),
        # As in "show my favorites", "what are my favorite songs".
        Rule(
            "browse_category",
            rf"(?:show|list|open|see|browse|display|go to|give)(?: me)? {_LIKED}|"
            rf"what (?:are|is) {_LIKED}|(?:what|which) {_THING} do i (?:like|love)|"
            r"what do i (?:like|love)|what is (?:in|on|among) my (?:favorites|likes)|"
            r"what have i liked(?: so far)?",
            _listed,
        ),
        # As in "i do not like this any more", "unlike this".
        Rule(
            "like",
            rf"i do not (?:like|love) {_THIS}{_NO_MORE}|"
            rf"i (?:no longer like|no longer love|stopped liking) {_THIS}|"
            rf"(?:unlike|unfavorite|unheart)(?: {_THIS})?|"
            rf"(?:remove|take|delete|drop|get) {_THIS} (?:off|from|out of) {_LIST}|"
            rf"{_THIS} is not (?:a|my|one of my) favorites?(?:{_NO_MORE})?",
            {"like": "off"},
        ),
    ),
)


def about_favourites(heard: Utterance) -> bool:
    """Whether a word of a sentence can be about the person's favourites."""
    return not FAMILY.words.isdisjoint(heard.words)


def favourites_in(text: str) -> Intent | None:
    """What a sentence asks of the person's favourites; None for anything else."""
    heard = without_courtesy(hear(text))
    return first_fit((FAMILY,), heard)
