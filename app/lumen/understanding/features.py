"""What the classifier sees of a sentence: hashed words, word pairs and letters."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from zlib import crc32

BUCKET_BITS = 15
"""Features share 2**15 buckets: 0.7 MB of weights, collisions cost under 0.1 %."""

MOST_WORDS = 32
"""Later words are not looked at; longer sentences are conversation anyway."""

_LONGEST_CHARS = 400
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|%")
_DIGITS = re.compile(r"\d+")


def plain_words(text: str) -> list[str]:
    """Small words without punctuation; digits become ``0``.

    Args:
        text: A sentence; only its beginning counts.
    """
    text = unicodedata.normalize("NFKC", text[:_LONGEST_CHARS]).casefold()
    text = _DIGITS.sub("0", text.replace("’", "'"))  # noqa: RUF001 - is replaced
    return _WORD.findall(text)[:MOST_WORDS]


def features(text: str) -> list[int]:
    """Buckets of a sentence, each once.

    Returns:
        Numbers below ``2**BUCKET_BITS``, in no order; empty without words.
    """
    words = plain_words(text)
    if not words:
        return []
    mask = (1 << BUCKET_BITS) - 1
    found = {crc32(f"n{min(len(words), 20) // 4}".encode())}
    found.update(crc32(f"w{word}".encode()) for word in words)
    edged = ["^", *words, "$"]
    found.update(crc32(f"p{left} {right}".encode()) for left, right in pairwise(edged))
    found.update(
        crc32(f"s{left} {right}".encode())
        for left, right in zip(edged, edged[2:], strict=False)
    )
    for word in words:
        spelled = f"<{word[:12]}>"
        found.update(
            crc32(f"c{spelled[at : at + 4]}".encode())
            for at in range(max(1, len(spelled) - 3))
        )
    return sorted({number & mask for number in found})
