"""Head and body: springs that follow posture and gaze, and what swings after them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from lumen.avatar import gestures
from lumen.avatar.chance import ease
from lumen.avatar.gestures import Gesture
from lumen.avatar.rig import Channel, Rig
from lumen.avatar.springs import Spring
from lumen.core.units import Seconds

EYES_REACH = 1.45
"""What a goal at the edge of the picture asks of eyes in a head that does not turn."""

EYES_KEEP_YAW, EYES_KEEP_PITCH = 0.75, 0.65
"""How far the eyes turn back while the head turns, so that the gaze stays (the
vestibulo-ocular reflex; the rest is what the turned face itself shows)."""

_HEAD_HZ = (1.15, 1.3, 0.95)
_ENERGY_HZ = 2.0
_MOST_GESTURES = 4
_NOD_WITH_VOICE = 0.10
_CALM_SHARE = 0.4
_CUT_WITHIN = Seconds(0.3)


class Body:
    """Everything with inertia; steps on the grid, is asked for moments between.

    Args:
        rig: What is soft, and how it swings.
        step: Seconds between two calls of `tick`.
    """

    def __init__(self, rig: Rig, step: Seconds) -> None:
        self._gestures: list[tuple[Gesture, Seconds]] = []
        self._cut = Seconds(-math.inf)
        self._head = tuple(Spring(hz, 1.0, step) for hz in _HEAD_HZ)
        self._energy = Spring(_ENERGY_HZ, 1.0, step)
        self._soft = tuple(
            (channel, Spring(shape.hz, shape.damping, step), shape)
            for channel, shape in rig.springs.items()
        )
        self._source = [0.0] * len(self._soft)
        self._source_before = [0.0] * len(self._soft)
        self.reduced = False
        """No sway, no swing."""

    def gesture(self, gesture: Gesture, at: Seconds) -> None:
        """Begin a gesture."""
        self._gestures.append((gesture, at))
        del self._gestures[:-_MOST_GESTURES]

    def cut_gestures(self, at: Seconds) -> None:
        """End what was begun before, soon but without a jump."""
        self._cut = at

    def settle(self) -> None:
        """Be at rest, as after a long absence."""
        for spring in (*self._head, self._energy):
            spring.rest_at(0.0)
        for index, (_, spring, _) in enumerate(self._soft):
            spring.rest_at(0.0)
            self._source[index] = self._source_before[index] = 0.0

    def tick(
        self,
        at: Seconds,
        posture: Mapping[Channel, float],
        gaze: tuple[float, float],
        drift: tuple[float, float, float],
        jaw: float,
    ) -> None:
        """Go one step.

        Args:
            at: Time of the step.
            posture: Where the head should be.
            gaze: Yaw and pitch that the gaze asks for.
            drift: Sway: yaw, pitch, roll.
            jaw: How far the voice opens the jaw.
        """
        self._energy.follow(jaw)
        yaw = gaze[0] + posture.get(Channel.HEAD_YAW, 0.0)
        pitch = gaze[1] + posture.get(Channel.HEAD_PITCH, 0.0)
        pitch += _NOD_WITH_VOICE * self._energy.now
        roll = posture.get(Channel.HEAD_ROLL, 0.0)
        if self.reduced:
            yaw, pitch = _CALM_SHARE * yaw, _CALM_SHARE * pitch
        else:
            yaw, pitch, roll = yaw + drift[0], pitch + drift[1], roll + drift[2]
        head_yaw, head_pitch, head_roll = self._head
        yaw = head_yaw.follow(yaw)
        pitch = head_pitch.follow(pitch)
        roll = head_roll.follow(roll)
        if self._gestures:
            moved = self._moved(at)
            yaw, pitch, roll = yaw + moved.yaw, pitch + moved.pitch, roll + moved.roll
        self._source_before = self._source
        self._source = sources = []
        for _, spring, shape in self._soft:
            source = shape.yaw * yaw + shape.pitch * pitch + shape.roll * roll
            spring.follow(source)
            sources.append(source)

    def add_to(
        self,
        values: dict[Channel, float],
        at: Seconds,
        share: float,
        gaze: tuple[float, float],
    ) -> None:
        """Add the body at `at`.

        Args:
            values: Of all channels; breath is in them already.
            at: The moment.
            share: Of the step that is over, 0 to 1.
            gaze: Where the eyes are turned in the room.
        """
        moved = self._moved(at) if self._gestures else gestures.STILL
        yaw, pitch, roll = (_between(spring, share) for spring in self._head)
        yaw += moved.yaw
        pitch += moved.pitch
        roll += moved.roll
        # The expression's own tilt of the head lies in `values` already.
        values[Channel.HEAD_YAW] += yaw
        values[Channel.HEAD_PITCH] += pitch - 0.03 * values[Channel.BREATH]
        values[Channel.HEAD_ROLL] += roll
        values[Channel.BODY_LEAN] += 0.5 * moved.lift
        values[Channel.BODY_YAW] += 0.35 * yaw
        values[Channel.HAND_TURN] += moved.turn
        values[Channel.SHOULDERS] += moved.shrug
        _raise_one(values, moved.hand)
        if moved.wink > 0.0:
            shut = values[Channel.EYE_BLINK_LEFT]
            values[Channel.EYE_BLINK_LEFT] = max(shut, moved.wink)
            values[Channel.MOUTH_SMILE_LEFT] += 0.5 * moved.wink
        values[Channel.GAZE_X] += gaze[0] * EYES_REACH - yaw * EYES_KEEP_YAW
        values[Channel.GAZE_Y] += gaze[1] * EYES_REACH - pitch * EYES_KEEP_PITCH
        if not self.reduced:
            self._add_soft(values, share)

    def add_voice(self, values: dict[Channel, float], share: float) -> None:
        """Brows and lamp go along with the voice."""
        energy = _between(self._energy, share)
        values[Channel.LAMP] += 0.5 * energy
        values[Channel.BROW_OUTER_UP_LEFT] += 0.25 * energy
        values[Channel.BROW_OUTER_UP_RIGHT] += 0.18 * energy

    def _add_soft(self, values: dict[Channel, float], share: float) -> None:
        for index, (channel, spring, shape) in enumerate(self._soft):
            before = spring.before - self._source_before[index]
            now = spring.now - self._source[index]
            values[channel] += shape.gain * (before + (now - before) * share)

    def _moved(self, at: Seconds) -> gestures.Movement:
        left = 1.0 - ease((at - self._cut) / _CUT_WITHIN)
        parts = [
            (left if began < self._cut else 1.0, gestures.movement(each, at - began))
            for each, began in self._gestures
        ]
        shares = [[share * part for part in moved] for share, moved in parts]
        return gestures.Movement(*(sum(part) for part in zip(*shares, strict=True)))


def _raise_one(values: dict[Channel, float], up: float) -> None:
    """There is one left hand: before the eyes, or else raised, or else at the chin."""
    free = 1.0 - min(1.0, values[Channel.EYES_COVERED])
    values[Channel.HAND_UP] = up = free * min(1.0, values[Channel.HAND_UP] + up)
    values[Channel.HAND_AT_CHIN] *= free * (1.0 - up)


def _between(spring: Spring, share: float) -> float:
    return spring.before + (spring.now - spring.before) * share
