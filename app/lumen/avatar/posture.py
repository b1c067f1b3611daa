"""What phase and presence do to head, body and marks, and how one becomes the next."""

from __future__ import annotations

import math

from lumen.avatar.chance import ease
from lumen.avatar.names import Presence
from lumen.avatar.rig import Channel, Rig, Weights
from lumen.core.turn import Phase
from lumen.core.units import Seconds

Activity = Phase | Presence
"""What one sees Lumen do: the presence where it counts, else the phase."""


def activity_of(phase: Phase, presence: Presence) -> Activity:
    """What is shown: a turn wakes a sleeper, but does not uncover the eyes."""
    if presence is Presence.PRIVACY:
        return presence
    if phase is Phase.IDLE and presence is not Presence.HERE:
        return presence
    return phase


_SECONDS = Seconds(0.38)
_SECONDS_REDUCED = Seconds(0.7)
_SECONDS_ASLEEP = Seconds(1.8)
"""In which the lids fall; waking is as quick as anything else."""

_AFTER = {Channel.HAND_AT_CHIN: Seconds(0.5)}
"""What only a longer phase shows: with each short thought, a hand would twitch."""

_BY_SPRINGS = (Channel.HEAD_YAW, Channel.HEAD_PITCH, Channel.HEAD_ROLL)
"""The body's springs take these to their goals."""

_SIDED = (
    Channel.HEAD_YAW, Channel.HEAD_ROLL, Channel.BODY_YAW, Channel.BODY_ROLL,
)  # fmt: skip
"""What turns to the other side with the film; the rig has it on the left."""


class Posture:
    """Layer of phases and presences.

    Args:
        rig: How the character shows each of them.
    """

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._from: Weights = {}
        self._at = -math.inf
        self._length = _SECONDS
        self.phase = Phase.IDLE
        """The phase as of the last step."""
        self.presence = Presence.HERE
        """The presence that was last asked for."""
        self.goal: Weights = self._goal()
        """Where phase and presence want to be."""
        self._side = 1.0
        self.reduced = False
        """Slow fades instead of motion."""

    @property
    def activity(self) -> Activity:
        """What is shown."""
        return activity_of(self.phase, self.presence)

    def enter(self, phase: Phase, presence: Presence, at: Seconds) -> None:
        """Go over to another phase or presence from `at` on."""
        self._from = self._weights(at)
        self._at = at
        self.phase, self.presence = phase, presence
        self.goal = self._goal()
        asleep = self.activity is Presence.SLEEPING
        self._length = _SECONDS_ASLEEP if asleep else _SECONDS

    def watch(self, x: float, at: Seconds) -> None:
        """The film that is watched is on the left (below 0) or on the right."""
        side = -1.0 if x > 0.0 else 1.0
        if side != self._side:
            self._side = side
            self.enter(self.phase, self.presence, at)

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

    def _goal(self) -> Weights:
        weights = self._rig.phases[self.phase]
        activity = self.activity
        if not isinstance(activity, Presence):
            return weights
        both = dict(weights)
        for channel, value in self._rig.presences[activity].items():
            if channel in _SIDED and activity is Presence.WATCHING:
                value *= self._side  # noqa: PLW2901 - the same value, mirrored
            both[channel] = both.get(channel, 0.0) + value
        return both

    def _weights(self, at: Seconds) -> Weights:
        goal = self.goal
        length = max(self._length, _SECONDS_REDUCED if self.reduced else 0.0)
        since = at - self._at
        if since >= length + max(_AFTER.values()):
            return goal
        share = ease(since / length)
        blended = {key: (1.0 - share) * value for key, value in self._from.items()}
        for key, value in goal.items():
            waits = _AFTER.get(key, 0.0) if self._from.get(key, 0.0) < value else 0.0
            come = ease((since - waits) / length) if waits else share
            blended[key] = blended.get(key, 0.0) + come * value
        return blended
