"""The face's life: timestamped inputs in, a pose for any moment out.

Springs and chance advance on an absolute grid of 120 steps a second; everything else
is a function of time. So the pose at a moment does not depend on the frame rate, nor
on how long nobody looked. The mouth is evaluated at exactly the heard position.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable
from typing import NamedTuple

from lumen.avatar import gestures
from lumen.avatar.chance import Chance, ease
from lumen.avatar.expressions import ATTACK, HALF_SMILE, Expressions
from lumen.avatar.gestures import Gesture
from lumen.avatar.idle import Blinks, Breath, Gaze, sway
from lumen.avatar.posture import Posture
from lumen.avatar.rig import Channel, Pose, Rig
from lumen.avatar.springs import Spring
from lumen.avatar.voice import Voices, add_mouth
from lumen.core.expression import Expression
from lumen.core.speech import Clip, Heard
from lumen.core.turn import Phase
from lumen.core.units import Seconds

STEPS_PER_SECOND = 120
STEP = Seconds(1.0 / STEPS_PER_SECOND)

LONGEST_CATCH_UP = Seconds(12.0)
"""A longer absence is not lived through: life goes on settled."""

SETTLING = Seconds(8.0)
"""In this time every spring forgets to below 1e-9; as long is caught up instead."""

_STARTLE = Seconds(1.1)
_MICRO_EVERY = 21.0
_SLOW_ATTACK = Seconds(0.7)
_EYES_REACH = 1.45
_EYES_KEEP_YAW, _EYES_KEEP_PITCH = 0.75, 0.65
_DRIVE_DELAY = 2
"""Steps by which the head hears later: until then the position is surely known."""


class _Input(NamedTuple):
    """Something to be done when the grid reaches `step`."""

    step: int
    order: int
    act: Callable[[Seconds], None]


class AvatarEngine:
    """Makes a pose for any moment; not thread-safe, lives on one thread.

    Inputs carry the clock's time at which they happened and take effect on the next
    step of the grid. Inputs for moments before the last pose take effect at once.

    Args:
        rig: The character.
        seed: Seed of its life: the same seed blinks at the same moments.
    """

    def __init__(self, rig: Rig, seed: int = 1) -> None:
        self._rig = rig
        self._seed = seed
        self._posture = Posture(rig)
        self._reduced = False
        self._inputs: list[_Input] = []
        self._orders = 0
        self._step: int | None = None
        self._last = -math.inf
        self._expressions = Expressions(rig)
        self._gestures: list[tuple[Gesture, Seconds]] = []
        self._micro = Chance(seed, "micro")
        self._next_micro = math.inf
        self._micros = 0
        self._startled = -math.inf
        self._voices = Voices(rig)
        self._told: Clip | None = None
        self._told_since = 0.0
        self._head = tuple(Spring(hz, 1.0, STEP) for hz in (1.15, 1.3, 0.95))
        self._energy = Spring(2.0, 1.0, STEP)
        self._soft = tuple(
            (channel, Spring(shape.hz, shape.damping, STEP), shape)
            for channel, shape in rig.springs.items()
        )
        self._soft_source = [0.0] * len(self._soft)
        self._soft_before = [0.0] * len(self._soft)

    # ---- inputs ----------------------------------------------------------------------

    @property
    def rig(self) -> Rig:
        """The character."""
        return self._rig

    @property
    def phase(self) -> Phase:
        """The phase as of the last pose."""
        return self._posture.phase

    def set_phase(self, phase: Phase, at: Seconds) -> None:
        """Show another phase from `at` on."""
        self._put(at, lambda when: self._enter(phase, when))

    def express(self, expression: Expression, intensity: float, at: Seconds) -> None:
        """Show a feeling; it fades with the half-life of the rig.

        Args:
            expression: What is felt; NEUTRAL ends the last.
            intensity: 0 to 1.
            at: When it begins.
        """
        self._put(at, lambda when: self._feel(expression, intensity, when))

    def look_at(self, x: float, y: float, at: Seconds) -> None:
        """Look at a point until `look_free`.

        Args:
            x: -1 is far left of the picture, 1 far right.
            y: -1 is far up, 1 far down.
            at: When the eyes start.
        """
        x, y = max(-1.0, min(1.0, x)), max(-1.0, min(1.0, y))
        self._put(at, lambda when: self._gaze.hold(x, y, when))

    def look_free(self, at: Seconds) -> None:
        """Look around as the phase suggests."""
        self._put(at, self._release)

    def gesture(self, gesture: Gesture, at: Seconds) -> None:
        """Move the head or an eye once."""
        self._put(at, lambda when: self._gesture(gesture, when))

    def speak(self, clip: Clip | None, at: Seconds) -> None:
        """Move the mouth without a loudspeaker: `clip` sounds from `at` on.

        `pose` prefers what it is told is heard; None closes the mouth.
        """
        self._put(at, lambda _when: self._tell(clip, at))

    def set_reduced_motion(self, reduced: bool) -> None:
        """Keep the meaning, drop the motion: no sway, no swing, slow fades."""
        self._reduced = self._posture.reduced = reduced
        self._expressions.attack = _SLOW_ATTACK if reduced else ATTACK

    # ---- output ----------------------------------------------------------------------

    def pose(self, at: Seconds, heard: Heard | None = None) -> Pose:
        """The face at a moment.

        Args:
            at: Time of the clock; a moment before the last one is taken as the last.
            heard: What is audible at that moment.
        """
        at = Seconds(max(at, self._last))
        self._last = at
        step = math.floor(at * STEPS_PER_SECOND + 1e-6)
        if self._step is None:
            self._begin(step)
        if heard is not None or self._told is None:
            self._voices.note(heard, at)
        self._advance(step + 1)
        if heard is None and self._told is not None:
            heard = self._heard_of_told(self._told, at)
        share = max(0.0, at * STEPS_PER_SECOND - step)
        values = dict(self._rig.rest)
        self._posture.add_to(values, at)
        self._expressions.add_to(values, at)
        self._add_startle(values, at)
        self._add_voice(values, share)
        if heard is not None:
            add_mouth(values, self._rig, heard)
        self._add_body(values, at, share)
        self._add_lids(values, at)
        return Pose.clamped(values)

    # ---- the grid --------------------------------------------------------------------

    def _put(self, at: Seconds, act: Callable[[Seconds], None]) -> None:
        step = math.ceil(at * STEPS_PER_SECOND - 1e-6) + 1
        if self._step is None:
            self._begin(step)
        assert self._step is not None
        self._orders += 1
        insort(
            self._inputs,
            _Input(max(step, self._step + 1), self._orders, act),
            key=lambda item: item[:2],
        )

    def _begin(self, step: int) -> None:
        """Begin life a settling time before the second of the first call."""
        second = step // STEPS_PER_SECOND - int(SETTLING)
        self._step = second * STEPS_PER_SECOND
        start = Seconds(float(second))
        self._blinks = Blinks(self._seed, start)
        self._breath = Breath(start)
        self._gaze = Gaze(self._seed, start)
        self._next_micro = start + _MICRO_EVERY

    def _advance(self, until: int) -> None:
        assert self._step is not None
        gap = until - self._step
        if gap > LONGEST_CATCH_UP * STEPS_PER_SECOND:
            self._skip(until - int(SETTLING * STEPS_PER_SECOND))
        for step in range(self._step + 1, until + 1):
            self._take_inputs(step)
            self._tick(step)
        self._step = max(self._step, until)

    def _skip(self, step: int) -> None:
        at = Seconds(step * STEP)
        self._take_inputs(step)
        self._blinks.skip_to(at)
        self._gaze.skip_to(at)
        self._next_micro = at + _MICRO_EVERY
        for spring in (*self._head, self._energy):
            spring.rest_at(0.0)
        for index, (_, spring, _) in enumerate(self._soft):
            spring.rest_at(0.0)
            self._soft_source[index] = self._soft_before[index] = 0.0
        self._step = step

    def _take_inputs(self, step: int) -> None:
        while self._inputs and self._inputs[0].step <= step:
            taken = self._inputs.pop(0)
            taken.act(Seconds(taken.step * STEP))

    def _tick(self, step: int) -> None:
        at = Seconds(step * STEP)
        phase = self._posture.phase
        self._blinks.advance(at, phase)
        if self._gaze.advance(at, phase):
            self._blinks.blink_at(at)
        if at >= self._next_micro:
            self._flash(at)
        self._energy.follow(self._voices.jaw(at - _DRIVE_DELAY * STEP))
        yaw, pitch, roll = self._head_goal(at)
        head_yaw, head_pitch, head_roll = self._head
        yaw = head_yaw.follow(yaw)
        pitch = head_pitch.follow(pitch)
        roll = head_roll.follow(roll)
        if self._gestures:
            moved = self._gesturing(at)
            yaw, pitch, roll = yaw + moved.yaw, pitch + moved.pitch, roll + moved.roll
        self._soft_before = self._soft_source
        self._soft_source = sources = []
        for _, spring, shape in self._soft:
            source = shape.yaw * yaw + shape.pitch * pitch + shape.roll * roll
            spring.follow(source)
            sources.append(source)

    def _head_goal(self, at: Seconds) -> tuple[float, float, float]:
        """Where yaw, pitch and roll should be, gestures left out."""
        posture = self._posture.goal
        yaw, pitch = self._gaze.head
        yaw += posture.get(Channel.HEAD_YAW, 0.0)
        pitch += posture.get(Channel.HEAD_PITCH, 0.0) + 0.10 * self._energy.now
        roll = posture.get(Channel.HEAD_ROLL, 0.0)
        if self._reduced:
            return 0.4 * yaw, 0.4 * pitch, roll
        drift_yaw, drift_pitch, drift_roll = sway(self._seed, at)
        return yaw + drift_yaw, pitch + drift_pitch, roll + drift_roll

    # ---- inputs, when their moment has come ------------------------------------------

    def _enter(self, phase: Phase, at: Seconds) -> None:
        if phase is self._posture.phase:
            return
        self._posture.enter(phase, at)
        self._breath.set_phase(phase, at)
        self._gaze.reconsider(at)
        if phase is Phase.INTERRUPTED:
            self._startled = at
            self._blinks.blink_at(Seconds(at + 0.12))
        elif phase is Phase.LISTENING:
            self._blinks.blink_at(at)
        elif phase is Phase.TRANSCRIBING:
            self._gesture(Gesture.NOD, at)

    def _feel(self, expression: Expression, intensity: float, at: Seconds) -> None:
        self._expressions.express(expression, intensity, at)
        if intensity > 0.4:
            self._blinks.blink_at(Seconds(at + 0.05))

    def _gesture(self, gesture: Gesture, at: Seconds) -> None:
        self._gestures.append((gesture, at))
        del self._gestures[:-4]

    def _release(self, at: Seconds) -> None:
        self._gaze.release(at)

    def _tell(self, clip: Clip | None, since: Seconds) -> None:
        self._told, self._told_since = clip, since
        self._voices.note(None if clip is None else Heard(clip, Seconds(0.0)), since)

    def _flash(self, at: Seconds) -> None:
        number = self._micros
        self._micros += 1
        self._next_micro = at + self._micro.lognormal(number, _MICRO_EVERY, 0.5)
        if self._posture.phase is Phase.IDLE:
            length = 0.25 + 0.25 * self._micro.uniform(number, "length")
            self._expressions.flash(HALF_SMILE, 0.6, at, Seconds(length))

    # ---- speech ----------------------------------------------------------------------

    def _heard_of_told(self, clip: Clip, at: Seconds) -> Heard | None:
        position = at - self._told_since
        if not 0.0 <= position < clip.duration:
            return None
        return Heard(clip, Seconds(position))

    def _add_voice(self, values: dict[Channel, float], share: float) -> None:
        """Brows and lamp go along with the voice."""
        energy = _between(self._energy, share)
        values[Channel.LAMP] += 0.5 * energy
        values[Channel.BROW_OUTER_UP_LEFT] += 0.25 * energy
        values[Channel.BROW_OUTER_UP_RIGHT] += 0.18 * energy

    def _add_startle(self, values: dict[Channel, float], at: Seconds) -> None:
        startle = 0.8 * _bump((at - self._startled) / _STARTLE)
        if startle > 0.0:
            surprised = self._rig.expressions[Expression.SURPRISED].weights
            for channel, weight in surprised.items():
                values[channel] += startle * weight

    # ---- everything else -------------------------------------------------------------

    def _add_body(
        self, values: dict[Channel, float], at: Seconds, share: float
    ) -> None:
        moved = self._gesturing(at) if self._gestures else gestures.STILL
        yaw, pitch, roll = (_between(spring, share) for spring in self._head)
        yaw += moved.yaw
        pitch += moved.pitch
        roll += moved.roll
        values[Channel.BREATH] = self._breath.level(at)
        # The expression's own tilt of the head lies in `values` already.
        values[Channel.HEAD_YAW] += yaw
        values[Channel.HEAD_PITCH] += pitch - 0.03 * values[Channel.BREATH]
        values[Channel.HEAD_ROLL] += roll
        values[Channel.BODY_LEAN] += 0.5 * moved.lift
        values[Channel.BODY_YAW] += 0.35 * yaw
        if moved.wink > 0.0:
            shut = values[Channel.EYE_BLINK_LEFT]
            values[Channel.EYE_BLINK_LEFT] = max(shut, moved.wink)
            values[Channel.MOUTH_SMILE_LEFT] += 0.5 * moved.wink
        x, y = self._gaze.direction(at)
        values[Channel.GAZE_X] += x * _EYES_REACH - yaw * _EYES_KEEP_YAW
        values[Channel.GAZE_Y] += y * _EYES_REACH - pitch * _EYES_KEEP_PITCH
        if self._reduced:
            return
        for index, (channel, spring, shape) in enumerate(self._soft):
            before = spring.before - self._soft_before[index]
            now = spring.now - self._soft_source[index]
            values[channel] += shape.gain * (before + (now - before) * share)

    def _add_lids(self, values: dict[Channel, float], at: Seconds) -> None:
        shut = self._blinks.closed(at)
        follow = 0.18 * max(0.0, values[Channel.GAZE_Y])  # lids go down with the eyes
        for blink, wide in _LIDS:
            lid = min(1.0, max(0.0, values[blink]) + follow)
            values[blink] = lid + (1.0 - lid) * shut
            values[wide] *= 1.0 - shut

    def _gesturing(self, at: Seconds) -> gestures.Movement:
        parts = [gestures.movement(g, at - began) for g, began in self._gestures]
        return gestures.Movement(*(sum(part) for part in zip(*parts, strict=True)))


def _between(spring: Spring, share: float) -> float:
    return spring.before + (spring.now - spring.before) * share


def _bump(share: float) -> float:
    """0 to 1 quickly and back slowly, for share from 0 to 1."""
    if not 0.0 < share < 1.0:
        return 0.0
    return ease(share / 0.15) * (1.0 - ease((share - 0.5) / 0.5))


_LIDS = (
    (Channel.EYE_BLINK_LEFT, Channel.EYE_WIDE_LEFT),
    (Channel.EYE_BLINK_RIGHT, Channel.EYE_WIDE_RIGHT),
)
