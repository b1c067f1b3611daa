"""What capitals tell: a word that was written large is part of a name.

Patterns over the shaped text are in small letters, so the "song" of "Song For Adam" and
the "by" of "Stand By Me" do not part these titles.
"""

from __future__ import annotations

from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_NEUTRAL = frozenset(("i", "tv", "ep", "lp", "cd", "dvd", "fm", "am", "dj", "ost"))
"""Written large everywhere."""


def shaped(utterance: Utterance) -> str:
    """The plain text in which words that were written large begin large.

    Returns:
        As long as `Utterance.plain`; the same where everything was shouted, or nothing
        written large.
    """
    large = [
        utterance.original[start].isupper() and word not in _NEUTRAL
        for word, (start, _) in zip(utterance.words, utterance.spans, strict=True)
    ]
    if utterance.original.isupper() or not any(large):
        return utterance.plain
    return " ".join(
        _large(word) if is_large else word
        for word, is_large in zip(utterance.words, large, strict=True)
    )


def _large(word: str) -> str:
    """A word with a large first letter, and as long as before."""
    first = word[:1].upper()
    return first + word[1:] if len(first) == 1 else word


_NAME = Wording(r"[A-Z0-9]")


def named(text: str) -> bool:
    """Whether a shaped text begins and ends like a name."""
    words = text.split()
    return bool(words) and all(
        _NAME.match(word) is not None for word in (words[0], words[-1])
    )
