"""Names of people in sentences like "my name is Ada"."""

# ruff: noqa: RUF001, SIM905 - typographic apostrophes; a table of words

from __future__ import annotations

import re
import unicodedata

from lumen.understanding.wording import Wording

_NO_NAMES = frozenset(
    (
        "a an the not no now never back later when if in on at to for after "
        "before again "
        "tomorrow today tonight soon by because what that this it is was so "
        "very really "
        "please maybe crazy stupid mad names something anything nothing "
        "everything and or "
        "but i you he she we they my your his her unknown secret hard easy "
        "difficult long "
        "short common popular about of with from as up out old weird lucky "
        "lazy anytime "
        "spelled written pronounced taken missing wrong"
    ).split()
)
_NAME = Wording(r"[^\W\d_][^\W\d_'’.\-]*(?:['’.\-][^\W\d_]+)*\.?")
_TAIL = Wording(
    r"\s+(?:and|but|by the way|nice|what|how|who|can|could|please|lumen|so|okay|thanks|"
    r"thank|from now on|from|instead)\b.*$"
)
_LONGEST_CHARS = 40
_MOST_WORDS = 3


def clean_name(value: str, text: str) -> str:
    """A name as it may be kept and spoken.

    Args:
        value: What stands in the name's place, normalised.
        text: The sentence as typed or recognised, whose capitals are kept.

    Returns:
        One to three words of letters; empty when it cannot be a name.
    """
    value = _TAIL.sub("", value).strip()
    words = value.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(value) > _LONGEST_CHARS:
        return ""
    if any(word in _NO_NAMES for word in words):
        return ""
    if not all(_NAME.fullmatch(word) for word in words):
        return ""
    original = unicodedata.normalize("NFKC", text).replace("’", "'")
    found = re.search(r"\s+".join(map(re.escape, words)), original, re.IGNORECASE)
    name = " ".join(found.group().split() if found else words)
    name = name.rstrip(".")
    return _capitalised(name) if name.islower() or name.isupper() else name


def _capitalised(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name.lower())
