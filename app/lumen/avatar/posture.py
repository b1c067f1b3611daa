"""What a phase does to head, body and marks, and how one becomes the next."""

from __future__ import annotations

import math

from lumen.avatar.chance import ease
from lumen.avatar.rig import Channel, Rig, Weights
from lumen.core.turn import Phase
from lumen.core.units import Seconds

_SECONDS = Seconds(0.38)
_SECONDS_REDUCED = Seconds(0.7)

_BY_SPRINGS = (Channel.HEAD_YAW, Channel.HEAD_PITCH, Channel.HEAD_ROLL)
"""The engine's springs take these to their goals."""


class Posture:
    """Layer of phases.

    Args:
        rig: How the character shows each phase.
    """

    def __init__(self, rig: Rig) -> None:
        self._phases = rig.phases
        self._from: Weights = {}
        self._at = -math.inf
        self.phase = Phase.IDLE
        """The phase as of the last step."""
        self.reduced = False
        """Slow fades instead of motion."""

    @property
    def goal(self) -> Weights:
        """Where the phase wants to be."""
        return self._phases[self.phase]

    def enter(self, phase: Phase, at: Seconds) -> None:
        """Go over to another phase from `at` on."""
        self._from = self._weights(at)
        self._at = at
        self.phase = phase

    def add_to(self, values: dict[Channel, float], at: Seconds) -> None:
        """Add posture and marks at `at`; marks live a little."""
        weights = self._weights(at)
        for channel, value in weights.items():
            if channel not in _BY_SPRINGS:
                values[channel] += value
        if self.reduced:
            return
        think = weights.get(Channel.MARK_THINK, 0.0)
        if think > 0.0:
            pulse = math.sin(2.0 * math.pi * 0.6 * at)
            values[Channel.MARK_THINK] *= 0.82 + 0.18 * pulse
            values[Channel.LAMP] += 0.22 * think * pulse
        if weights.get(Channel.MARK_WRITE, 0.0) > 0.0:
            values[Channel.MARK_WRITE] *= 0.35 + 0.65 * ((at * 1.3) % 1.0)
        if weights.get(Channel.MARK_LISTEN, 0.0) > 0.0:
            wave = math.sin(2.0 * math.pi * 0.9 * at)
            values[Channel.MARK_LISTEN] *= 0.85 + 0.15 * wave

    def _weights(self, at: Seconds) -> Weights:
        goal = self.goal
        length = _SECONDS_REDUCED if self.reduced else _SECONDS
        share = ease((at - self._at) / length)
        if share >= 1.0:
            return goal
        blended = {key: (1.0 - share) * value for key, value in self._from.items()}
        for key, value in goal.items():
            blended[key] = blended.get(key, 0.0) + share * value
        return blended
