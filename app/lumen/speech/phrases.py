"""Templates of phrases, written out: ``[please] tell me (a|another) joke``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import Final

_TOKEN: Final = re.compile(r"[\[\]()|]|[^\[\]()|]+")
_CLOSING: Final = {"(": ")", "[": "]"}

MOST_PHRASES = 200
"""What one template may be written out to; more is a mistake."""


def expand(template: str) -> tuple[str, ...]:
    """Write a template out.

    Args:
        template: Words; ``[...]`` is optional, ``(a|b)`` is one of both. Nesting is
            allowed.

    Returns:
        The phrases, in lower case, without punctuation, each once, in the order of
        the template.

    Raises:
        ValueError: Brackets that do not match, or more than `MOST_PHRASES` phrases.
    """
    tokens = _TOKEN.findall(template)
    variants, rest = _alternatives(tokens, 0, None)
    if rest != len(tokens):
        raise ValueError("a phrase closes a bracket that it did not open")
    phrases = dict.fromkeys(normalise(variant) for variant in variants)
    return tuple(phrase for phrase in phrases if phrase)


def expand_all(templates: Iterable[str]) -> tuple[str, ...]:
    """Write templates out, each phrase once."""
    return tuple(
        dict.fromkeys(phrase for template in templates for phrase in expand(template))
    )


def normalise(phrase: str) -> str:
    """A phrase as the pronouncing dictionary spells it: lower case, bare words."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", phrase.lower().replace("\u2019", "'"))
    return " ".join(words)


def _alternatives(
    tokens: list[str], at: int, closing: str | None
) -> tuple[list[str], int]:
    """Parse ``a|b|c`` up to its closing bracket."""
    variants: list[str] = []
    current = [""]
    while at < len(tokens) and tokens[at] not in {")", "]"}:
        token = tokens[at]
        at += 1
        if token == "|":
            variants += current
            current = [""]
            continue
        following = [token]
        if token in _CLOSING:
            following, at = _alternatives(tokens, at, _CLOSING[token])
            if token == "[":
                following = [*following, ""]
        current = [f"{left} {right}" for left, right in product(current, following)]
        if len(current) > MOST_PHRASES:
            raise ValueError(f"a phrase has more than {MOST_PHRASES} variants")
    if closing is not None:
        if at == len(tokens) or tokens[at] != closing:
            raise ValueError("a phrase opens a bracket that it does not close")
        at += 1
    return variants + current, at
