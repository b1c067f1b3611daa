"""Amounts without a number: a bit, a lot, way."""

from __future__ import annotations

from fractions import Fraction

from lumen.understanding.quantity_tokens import Kind, Reading, Tokens

_PHRASES = {
    1: "a touch|a tad|a hair|a smidge|a smidgen|a smidgeon|slightly|a tiny bit|"
       "tiny bit|a tiny little bit|a wee bit|a teeny bit|ever so slightly|a fraction|"
       "a shade|a whisker|a little tiny bit|just a touch|marginally|a tiny amount|"
       "a small amount",
    2: "wee bit|a bit|a little|a little bit|"
       "little bit|a little more|a bit more|somewhat|"
       "a couple|a couple more|a few|a few more|a small bit|a lil|a lil bit",
    3: "quite a bit|a fair bit|a good bit|quite a few|a decent amount",
    4: "a lot|alot|a lot more|lots|lots more|a whole lot|a whole bunch|a bunch|loads|"
       "a good deal|a great deal|a ton|tons|heaps|significantly|considerably|"
       "substantially|drastically|massively|waaay|waay|way way|a heck of a lot",
}  # fmt: skip
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], int]]] = {}
for _value, _joined in _PHRASES.items():
    for _phrase in _joined.split("|"):
        _words = tuple(_phrase.split())
        _BY_FIRST.setdefault(_words[0], []).append((_words, _value))
for _group in _BY_FIRST.values():
    _group.sort(key=lambda entry: -len(entry[0]))

_BEFORE_COMPARED = {"much": 4, "way": 4, "far": 4, "bit": 2}
"""Amounts only before a word that compares: ``much louder``."""

_NO_AMOUNT_BEHIND = frozenset(
    ("how", "too", "the", "by", "no", "that", "this", "any", "which", "so", "very")
) | {"halfway", "my", "one", "half", "as", "quite"}
_COMPARED = frozenset(
    ("more", "less", "too", "up", "down", "back", "ahead", "forward", "forwards")
) | {"backward", "backwards", "loud", "quiet", "fast", "slow", "further", "over"}

STARTS = frozenset((*_BY_FIRST, *_BEFORE_COMPARED))
"""Words an amount without a number may begin with."""


def read_degree(tokens: Tokens, at: int) -> Reading | None:
    """``a bit``, ``slightly``; ``much`` and ``way`` before a word that compares."""
    word = tokens.word(at)
    for words, value in _BY_FIRST.get(word, ()):
        if tokens.are(at, *words):
            return Reading(Kind.DEGREE, Fraction(value), at + len(words))
    value = _BEFORE_COMPARED.get(word, 0)
    if not value or tokens.word(at - 1) in _NO_AMOUNT_BEHIND:
        return None
    following = tokens.word(at + 1)
    compares = following in _COMPARED or (
        len(following) > 4 and following.endswith("er")
    )
    return Reading(Kind.DEGREE, Fraction(value), at + 1) if compares else None
