"""The mood that comes from what happens: pushed by events, drawn back to rest.

Pure and deterministic: the same events at the same times make the same mood. Valence
and arousal lie within -1 and 1 (Russell 1980). Expressions last seconds and are shown
by `expressions`; what stays of them lasts minutes and is this.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from lumen.core.expression import Expression
from lumen.core.units import Seconds

VALENCE_HALF_LIFE = Seconds(360.0)
AROUSAL_HALF_LIFE = Seconds(150.0)
"""Moods fade within minutes, and excitement before good or bad spirits do.

Source: chosen, after Verduyn and Lavrijsen 2015: most episodes of feeling are over in
minutes to an hour; what moved a companion should be gone when one comes back.
"""

PUSH = 0.22
"""Share of the way to a feeling that one event takes: five of a kind make a mood."""

REST_VALENCE = 0.12
"""A companion is in slightly good spirits when nothing is the matter."""

_DAY_SWING = 0.22
_DAY_MIDDLE = -0.08
_LIVELIEST_HOUR = 14.0
"""Arousal at rest over the day: .14 in the early afternoon, -.30 in the dead of night.

Source: alertness follows the body's clock, Wright, Lowry and Lebourgeois 2012.
"""


class Feeling(NamedTuple):
    """A point of the circumplex."""

    valence: float
    arousal: float


_OF_EXPRESSIONS: dict[Expression, Feeling] = {
    Expression.HAPPY: Feeling(0.85, 0.45),
    Expression.ANGRY: Feeling(-0.7, 0.7),
    Expression.SAD: Feeling(-0.75, -0.45),
    Expression.RELAXED: Feeling(0.5, -0.5),
    Expression.SURPRISED: Feeling(0.15, 0.85),
}
FAILED = Feeling(-0.6, 0.25)
INTERRUPTED = Feeling(-0.15, 0.5)
HELPED = Feeling(0.6, 0.2)
"""What one feels when something did not work, was cut off, or was done."""


REGRET = 0.4
"""Share of sadness that a single sad sentence shows: too little for a tear.

Source: chosen: what cannot be done is said in one sentence, in the same words by
commands and by models; who is truly sad with somebody says more than that.
"""


def rest(hour: float) -> Feeling:
    """The mood when nothing happens.

    Args:
        hour: Of the day, local time, 0 to 24.
    """
    turn = 2.0 * math.pi * (hour - _LIVELIEST_HOUR) / 24.0
    return Feeling(REST_VALENCE, _DAY_MIDDLE + _DAY_SWING * math.cos(turn))


class Temper:
    """A mood, as what happened left it.

    Args:
        at: The moment; it begins at rest.
    """

    def __init__(self, at: Seconds) -> None:
        self._at = at
        self._valence = 0.0
        self._arousal = 0.0

    def express(
        self, expression: Expression, strength: float, at: Seconds, hour: float
    ) -> None:
        """A reply was meant so.

        Args:
            expression: How; NEUTRAL leaves the mood alone.
            strength: 0 to 1.
            at: When.
            hour: Of the day.
        """
        feeling = _OF_EXPRESSIONS.get(expression)
        if feeling is not None:
            self.push(feeling, strength, at, hour)

    def push(self, feeling: Feeling, strength: float, at: Seconds, hour: float) -> None:
        """Something was felt: come nearer to it."""
        mood, still = self.mood(at, hour), rest(hour)
        share = PUSH * max(0.0, min(1.0, strength))
        self._valence = mood.valence - still.valence
        self._arousal = mood.arousal - still.arousal
        self._valence += share * (feeling.valence - mood.valence)
        self._arousal += share * (feeling.arousal - mood.arousal)
        self._at = max(self._at, at)

    def mood(self, at: Seconds, hour: float) -> Feeling:
        """The mood at a moment, at an hour of the day."""
        still, age = rest(hour), max(0.0, at - self._at)
        valence = self._valence * math.exp2(-age / VALENCE_HALF_LIFE)
        arousal = self._arousal * math.exp2(-age / AROUSAL_HALF_LIFE)
        return Feeling(
            _within(still.valence + valence), _within(still.arousal + arousal)
        )


class Sorrow:
    """Tells a regret from sadness, and when either is over."""

    def __init__(self) -> None:
        self._turn: int | None = None

    def strength(self, felt: Expression, turn: int) -> float:
        """How much of a feeling one more sentence shows; 0 to 1.

        Args:
            felt: How the sentence is meant.
            turn: To which it belongs; from its second sad sentence on it is sadness.
        """
        if felt is not Expression.SAD:
            self._turn = self._turn if turn == self._turn else None
            return 1.0
        again = turn == self._turn
        self._turn = turn
        return 1.0 if again else REGRET

    def is_over(self, felt: Expression, turn: int) -> bool:
        """Whether a sentence of a later turn ends what was regretted before."""
        return (
            felt is not Expression.SAD and self._turn is not None and turn != self._turn
        )

    def end(self) -> bool:
        """Nothing is regretted any more; whether anything was."""
        was, self._turn = self._turn is not None, None
        return was


def _within(value: float) -> float:
    return max(-1.0, min(1.0, value))
