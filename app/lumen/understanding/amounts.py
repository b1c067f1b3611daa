"""Amounts in a sentence, replaced by signs that the rules can name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lumen.understanding.quantities import Kind, find
from lumen.understanding.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that was said.

    Attributes:
        kind: ``d`` duration (s), ``t`` place in what plays (s), ``r`` rate (1 is
            normal), ``p`` percentage and ``f`` fraction (both 0 to 1), ``n`` number,
            ``o`` ordinal, ``g`` degree (1 a touch to 4 a lot).
        value: In the unit of its kind.
        start: First character in the plain text.
        end: Character after the last one.
    """

    kind: str
    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """A text in which amounts are signs.

    Attributes:
        text: The text; an amount stands as ``§`` and the letter of its kind.
        amounts: The amounts, in the order of their signs.
    """

    text: str
    amounts: tuple[Amount, ...]

    def at(self, start: int) -> Amount:
        """The amount whose sign begins at a character."""
        return self.amounts[self.text.count("§", 0, start)]

    def said(self, utterance: Utterance, start: int, end: int) -> str:
        """What was said at characters of `text`."""
        return utterance.said(self.plain_at(start), self.plain_at(end))

    def plain_at(self, at: int) -> int:
        """The character of the plain text that belongs to one of `text`."""
        shift = 0
        number = self.text.count("§", 0, at)
        for amount in self.amounts[:number]:
            shift += amount.end - amount.start - 2
        return at + shift


_SIGNS = {
    Kind.DURATION: "d",
    Kind.TIMESTAMP: "t",
    Kind.RATE: "r",
    Kind.PERCENT: "p",
    Kind.FRACTION: "f",
    Kind.NUMBER: "n",
    Kind.ORDINAL: "o",
    Kind.DEGREE: "g",
}
"""Clock times stay words: no command here takes one."""


@lru_cache(maxsize=64)
def find_amounts(plain: str, *, times: bool = False) -> Amounts:
    """A plain text with its amounts replaced.

    Args:
        plain: See `Utterance.plain`.
        times: Whether bare pairs of numbers are places in what plays.
    """
    return with_signs(
        plain,
        tuple(
            Amount(_SIGNS[one.kind], one.value, one.start, one.end)
            for one in find(plain, times=times)
            if one.kind in _SIGNS
        ),
    )


def with_signs(plain: str, amounts: tuple[Amount, ...]) -> Amounts:
    """A text with the signs of its amounts."""
    parts: list[str] = []
    at = 0
    for amount in amounts:
        parts += [plain[at : amount.start], f"§{amount.kind}"]
        at = amount.end
    return Amounts("".join([*parts, plain[at:]]), amounts)
