"""How an expression sounds: one table for all engines."""

from __future__ import annotations

from dataclasses import dataclass

from lumen.core.expression import Expression

_SLOWEST, _FASTEST = 0.5, 2.2


@dataclass(frozen=True, slots=True)
class Prosody:
    """Deviation from a voice's own manner.

    Attributes:
        rate: Factor of pace; above 1 is faster.
        semitones: Shift of the mean pitch.
        pitch_range: Factor of how far pitch moves.
        pause: Factor of pauses' lengths.
        gain_db: Change of loudness in decibels.
    """

    rate: float = 1.0
    semitones: float = 0.0
    pitch_range: float = 1.0
    pause: float = 1.0
    gain_db: float = 0.0

    def pace(self, rate: float) -> float:
        """The pace for an engine, given the person's own factor, within 0.5 to 2.2."""
        return min(_FASTEST, max(_SLOWEST, self.rate * rate))


FULL: dict[Expression, Prosody] = {
    Expression.NEUTRAL: Prosody(),
    Expression.HAPPY: Prosody(1.12, 3.0, 1.5, 0.80, 1.5),
    Expression.ANGRY: Prosody(1.08, 1.0, 1.3, 0.75, 3.0),
    Expression.SAD: Prosody(0.82, -2.5, 0.6, 1.50, -3.0),
    Expression.RELAXED: Prosody(0.92, -1.0, 0.8, 1.25, -1.5),
    Expression.SURPRISED: Prosody(1.08, 4.0, 1.6, 0.90, 2.0),
}
"""Each expression at full intensity.

Source: directions, not numbers, from Juslin & Laukka, "Communication of emotions in
vocal expression and music performance", Psychological Bulletin 129 (2003) (anger and
happiness: fast, loud, high and variable; sadness: slow, soft, low and even; tenderness,
here relaxed: slow, soft, low), and from Murray & Arnott, "Toward the simulation of
emotion in synthetic speech", JASA 93 (1993). The magnitudes are a choice, kept mild
because a companion says these things many times a day; they were measured, not
listened to.
"""


def prosody_of(expression: Expression, intensity: float) -> Prosody:
    """The prosody of an expression.

    Args:
        expression: How a sentence is meant.
        intensity: 0 (not heard at all) to 1; values outside are clamped.
    """
    full = FULL[expression]
    share = min(1.0, max(0.0, intensity))
    return Prosody(
        rate=full.rate**share,
        semitones=full.semitones * share,
        pitch_range=full.pitch_range**share,
        pause=full.pause**share,
        gain_db=full.gain_db * share,
    )
