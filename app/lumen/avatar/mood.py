"""Layer beneath the expressions: a mood that lasts until another is told."""

from __future__ import annotations

import math

from lumen.avatar.chance import ease
from lumen.avatar.rig import Channel, Rig
from lumen.avatar.tables import affect_weights
from lumen.core.units import Seconds

_SECONDS = Seconds(1.8)
"""In which one mood becomes another: slower than any expression."""


class Mood:
    """Valence and arousal, and what they do to the face.

    Args:
        rig: How the character shows moods.
    """

    def __init__(self, rig: Rig) -> None:
        self._affects = rig.affects
        self._from = (0.0, 0.0)
        self._to = (0.0, 0.0)
        self._at = -math.inf

    def feel(self, valence: float, arousal: float, at: Seconds) -> None:
        """Be in another mood from `at` on; each within -1 to 1."""
        self._from = self.at(at)
        self._to = (max(-1.0, min(1.0, valence)), max(-1.0, min(1.0, arousal)))
        self._at = at

    def at(self, at: Seconds) -> tuple[float, float]:
        """Valence and arousal at a moment."""
        share = ease((at - self._at) / _SECONDS)
        (valence, arousal), (to_valence, to_arousal) = self._from, self._to
        return (
            valence + (to_valence - valence) * share,
            arousal + (to_arousal - arousal) * share,
        )

    def add_to(self, values: dict[Channel, float], at: Seconds) -> None:
        """Add the mood at `at` to the channels."""
        valence, arousal = self.at(at)
        if valence or arousal:
            weights = affect_weights(self._affects, valence, arousal)
            for channel, weight in weights.items():
                values[channel] += weight
