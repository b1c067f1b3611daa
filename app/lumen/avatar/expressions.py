"""Expressions that come quickly and fade as feelings do."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lumen.avatar.chance import ease
from lumen.avatar.rig import Channel, ExpressionShape, Rig, Weights
from lumen.core.expression import Expression
from lumen.core.units import Seconds

ATTACK = Seconds(0.26)
"""Onset of a felt expression. Source: Schmidt, Cohn and Tian 2003: 0.2 to 0.4 s."""

RELEASE = Seconds(0.4)
PLATEAU = Seconds(1.0)
"""Full strength before the half-life begins to count."""

_SHORTEST_MICRO = Seconds(0.04)
_LONGEST_MICRO = Seconds(0.5)
_FLASH_ABOVE = 0.5
_FLASH_WEIGHT = 0.3
_FLASH_SECONDS = Seconds(0.22)
_MOST_KEPT = 6
_STARTLE = Seconds(1.1)
_STARTLED = 0.8


@dataclass(slots=True)
class _Felt:
    """An expression and when it began; `ended` once another took its place."""

    shape: ExpressionShape
    intensity: float
    began: Seconds
    ended: float = math.inf


@dataclass(frozen=True, slots=True)
class _Micro:
    """A flash over the face, 40 to 500 ms."""

    weights: Weights
    intensity: float
    began: Seconds
    length: Seconds


class Expressions:
    """Layer of the face: what is felt.

    Args:
        rig: How the character shows it.
    """

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._felt: list[_Felt] = []
        self._micro: list[_Micro] = []
        self._startled = -math.inf
        self.attack = ATTACK
        """Seconds of an onset; longer with reduced motion."""

    def express(self, name: str, intensity: float, at: Seconds) -> None:
        """Feel something else from `at` on.

        Args:
            name: What: an `Expression` or one of the rig's extras; NEUTRAL ends what
                was felt, and so does what the rig does not know.
            intensity: 0 to 1.
            at: When it begins.
        """
        for felt in self._felt:
            felt.ended = min(felt.ended, at)
        shape = self._rig.shape(name)
        if shape is None or name == Expression.NEUTRAL or intensity <= 0.0:
            return
        self._felt.append(_Felt(shape, min(1.0, intensity), at))
        del self._felt[:-_MOST_KEPT]
        if intensity > _FLASH_ABOVE and name != Expression.SURPRISED:
            self.flash(BROWS_UP, _FLASH_WEIGHT * intensity, at, _FLASH_SECONDS)

    def startle(self, at: Seconds) -> None:
        """Be taken aback for a second."""
        self._startled = at

    def flash(
        self, weights: Weights, intensity: float, at: Seconds, length: Seconds
    ) -> None:
        """Show a micro-expression: one third onset, two thirds gone again.

        Args:
            weights: Channels at intensity 1.
            intensity: 0 to 1.
            at: When it begins.
            length: Seconds, cut to 0.04 to 0.5.

        Source: Yan et al. 2013: micro-expressions last at most 500 ms.
        """
        length = Seconds(min(_LONGEST_MICRO, max(_SHORTEST_MICRO, length)))
        self._micro.append(_Micro(weights, intensity, at, length))
        del self._micro[:-_MOST_KEPT]

    def add_to(self, values: dict[Channel, float], at: Seconds) -> None:
        """Add what is felt at `at` to the channels."""
        for felt in self._felt:
            strength = self._strength(felt, at)
            if strength > 1e-4:
                _add(values, felt.shape.weights, strength)
        for micro in self._micro:
            share = (at - micro.began) / micro.length
            if 0.0 < share < 1.0:
                strength = micro.intensity * math.sin(math.pi * share**0.63) ** 2
                _add(values, micro.weights, strength)
        startle = _STARTLED * _bump((at - self._startled) / _STARTLE)
        if startle > 0.0:
            surprised = self._rig.expressions[Expression.SURPRISED]
            _add(values, surprised.weights, startle)

    def _strength(self, felt: _Felt, at: Seconds) -> float:
        age = at - felt.began
        strength = felt.intensity * ease(age / self.attack)
        strength *= math.exp2(-max(0.0, age - PLATEAU) / felt.shape.half_life)
        if at > felt.ended:
            strength *= 1.0 - ease((at - felt.ended) / RELEASE)
        return strength


def _add(values: dict[Channel, float], weights: Weights, strength: float) -> None:
    for channel, weight in weights.items():
        values[channel] += weight * strength


def _bump(share: float) -> float:
    """0 to 1 quickly and back slowly, for share from 0 to 1."""
    if not 0.0 < share < 1.0:
        return 0.0
    return ease(share / 0.15) * (1.0 - ease((share - 0.5) / 0.5))


BROWS_UP: Weights = {
    Channel.BROW_INNER_UP: 0.7,
    Channel.BROW_OUTER_UP_LEFT: 1.0,
    Channel.BROW_OUTER_UP_RIGHT: 1.0,
    Channel.EYE_WIDE_LEFT: 0.6,
    Channel.EYE_WIDE_RIGHT: 0.6,
}
