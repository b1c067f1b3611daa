"""The sentences of the essential tier: decks that are dealt without repetition."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lumen.core.assets import asset
from lumen.core.errors import InputError
from lumen.core.events import Action
from lumen.core.expression import Expression


@dataclass(frozen=True, slots=True)
class Topic:
    """Sentences for one occasion.

    Attributes:
        lines: Sentences with the places ``{name}``, ``{me}`` and ``{it}``.
        expression: How they are meant.
        action: What goes with them.
        patterns: What a text that wants this topic contains.
    """

    lines: tuple[str, ...] = field(repr=False)
    expression: Expression = Expression.NEUTRAL
    action: Action | None = None
    patterns: tuple[re.Pattern[str], ...] = ()


@cache
def load_topics(path: Path | None = None) -> dict[str, Topic]:
    """Read the sentences.

    Args:
        path: TOML file; the product's own by default.

    Raises:
        InputError: The file is missing or not as it should be.
    """
    path = path or asset("small_talk", "en.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        topics: dict[str, Topic] = {}
        for key, value in table.items():
            _collect(key, value, topics)
    except (OSError, ValueError, TypeError, KeyError, re.error) as error:
        raise InputError(
            f"Lumen's own sentences in {path.name} cannot be read.",
            "Install Lumen again; the file is part of it.",
        ) from error
    return topics


def _collect(key: str, table: dict[str, Any], topics: dict[str, Topic]) -> None:
    if "lines" not in table:
        for part, inner in table.items():
            _collect(f"{key}.{part}", inner, topics)
        return
    lines = tuple(str(line) for line in table["lines"])
    if not lines:
        raise ValueError(key)
    action = table.get("action")
    topics[key] = Topic(
        lines,
        Expression(table.get("expression", "neutral")),
        Action(action) if action else None,
        tuple(re.compile(pattern) for pattern in table.get("patterns", ())),
    )


class Decks:
    """Deals sentences: each once before any comes again, never one twice in a row.

    Args:
        topics: The sentences.
        seed: The same seed deals in the same order.
    """

    def __init__(self, topics: dict[str, Topic], seed: int) -> None:
        self._topics = topics
        self._seed = seed
        self._left: dict[str, list[str]] = {}
        self._shuffles: dict[str, random.Random] = {}
        self._last: dict[str, str] = {}

    def deal(self, key: str) -> str:
        """The next sentence of a topic, with its places still open."""
        left = self._left.get(key)
        if not left:
            left = self._left[key] = list(self._topics[key].lines)
            shuffle = self._shuffles.setdefault(
                key,
                random.Random(f"{self._seed}:{key}"),  # noqa: S311 - variety, no secret
            )
            shuffle.shuffle(left)
            if len(left) > 1 and left[-1] == self._last.get(key):
                left[0], left[-1] = left[-1], left[0]
        line = left.pop()
        self._last[key] = line
        return line
