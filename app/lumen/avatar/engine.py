"""The face's life: timestamped inputs in, a pose for any moment out.

Springs and chance advance on an absolute grid of 120 steps a second; everything else
is a function of time. So the pose at a moment does not depend on the frame rate, nor
on how long nobody looked. The mouth is evaluated at exactly the heard position.

Layers, each added to the one before: posture of phase and presence, mood, expression
and micro-expressions, voice, mouth, breath, head and gaze with gestures, what swings
after them, and the lids last. Nothing behind the mouth moves the mouth.
"""

from __future__ import annotations

import math

from lumen.avatar.backchannels import Backchannels
from lumen.avatar.body import Body
from lumen.avatar.chance import Chance
from lumen.avatar.expressions import ATTACK, BROWS_UP, Expressions
from lumen.avatar.gaze import Gaze
from lumen.avatar.gestures import Gesture
from lumen.avatar.idle import Blinks, Breath, sway
from lumen.avatar.inputs import Act, Inputs
from lumen.avatar.mood import Mood
from lumen.avatar.names import Presence
from lumen.avatar.posture import Activity, Posture
from lumen.avatar.rig import Channel, Pose, Rig
from lumen.avatar.voice import Voices
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

_MICRO_EVERY = 14.0
_WAKING = Seconds(0.5)
_SLOW_ATTACK = Seconds(0.7)
_DRIVE_DELAY = 2
"""Steps by which the head hears later: until then the position is surely known."""

_STILL = (0.0, 0.0, 0.0)
_ASLEEP = frozenset({Presence.SLEEPING, Presence.PRIVACY})
"""Activities in which the face does nothing of its own accord."""


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
        self._inputs = Inputs()
        self._step: int | None = None
        self._last = -math.inf
        self._mood = Mood(rig)
        self._expressions = Expressions(rig)
        self._body = Body(rig, STEP)
        self._backchannels = Backchannels(seed)
        self._micro = Chance(seed, "micro")
        self._next_micro = math.inf
        self._micros = 0
        self._voices = Voices(rig)
        self._told: Clip | None = None
        self._told_since = 0.0

    # ---- inputs ----------------------------------------------------------------------

    @property
    def rig(self) -> Rig:
        """The character."""
        return self._rig

    @property
    def phase(self) -> Phase:
        """The phase as of the last pose."""
        return self._posture.phase

    @property
    def activity(self) -> Activity:
        """What is shown as of the last pose: a presence where it counts, or a phase."""
        return self._posture.activity

    def set_phase(self, phase: Phase, at: Seconds) -> None:
        """Show another phase from `at` on."""
        self._put(at, lambda when: self._enter(phase, self._posture.presence, when))

    def set_presence(self, presence: Presence, at: Seconds) -> None:
        """Watch, sleep, or cover the eyes from `at` on; HERE ends it."""
        self._put(at, lambda when: self._enter(self._posture.phase, presence, when))

    def express(
        self, expression: Expression | str, intensity: float, at: Seconds
    ) -> None:
        """Show a feeling; it fades with the half-life of the rig.

        Args:
            expression: What is felt, or one of the rig's `extras`; NEUTRAL ends the
                last.
            intensity: 0 to 1.
            at: When it begins.
        """
        self._put(at, lambda when: self._feel(expression, intensity, when))

    def set_mood(self, valence: float, arousal: float, at: Seconds) -> None:
        """Be in a mood until the next one, beneath what is felt for a while.

        Args:
            valence: -1 is bad, +1 is good.
            arousal: -1 is drowsy, +1 is excited.
            at: When it begins.
        """
        self._put(at, lambda when: self._mood.feel(valence, arousal, when))

    def look_at(self, x: float, y: float, at: Seconds) -> None:
        """Look at a point until `look_free`, as at a pointer that is near.

        The person still gets a glance now and then.

        Args:
            x: -1 is far left of the picture, 1 far right.
            y: -1 is far up, 1 far down.
            at: When the eyes start.
        """
        x, y = max(-1.0, min(1.0, x)), max(-1.0, min(1.0, y))
        self._put(at, lambda when: self._gaze.hold(x, y, when))

    def look_free(self, at: Seconds) -> None:
        """Look around as the phase suggests."""
        self._put(at, lambda when: self._gaze.release(when))  # noqa: PLW0108 - life may begin with this very input

    def set_film(self, x: float, y: float, at: Seconds) -> None:
        """Where the film is that is watched with the person, from `at` on.

        Args:
            x: As in `look_at`.
            y: The same.
            at: When it is known.
        """
        x, y = max(-1.0, min(1.0, x)), max(-1.0, min(1.0, y))
        self._put(at, lambda when: self._watch(x, y, when))

    def read(self, x: float, y: float, at: Seconds) -> None:
        """Look at text that the person types; to be told at every letter.

        Args:
            x: Where the text is, as in `look_at`.
            y: The same.
            at: When the letter appeared.
        """
        x, y = max(-1.0, min(1.0, x)), max(-1.0, min(1.0, y))
        self._put(at, lambda when: self._gaze.read(x, y, when))

    def hear_pause(self, at: Seconds) -> None:
        """The person has paused while speaking: perhaps nod."""
        self._put(at, self._backchannels.pause)

    def inhale(self, at: Seconds) -> None:
        """Take the quick breath before speaking, as soon as it is known what is said.

        Without it the breath comes with the phase.
        """
        self._put(at, lambda when: self._breath.sip(when))  # noqa: PLW0108 - the same

    def gesture(self, gesture: Gesture, at: Seconds) -> None:
        """Move the head or an eye once."""
        self._put(at, lambda when: self._body.gesture(gesture, when))

    def speak(self, clip: Clip | None, at: Seconds) -> None:
        """Move the mouth without a loudspeaker: `clip` sounds from `at` on.

        `pose` prefers what it is told is heard; None closes the mouth.
        """
        self._put(at, lambda _when: self._tell(clip, at))

    def set_reduced_motion(self, reduced: bool) -> None:
        """Keep the meaning, drop the motion: no sway, no swing, slow fades."""
        self._reduced = self._posture.reduced = self._body.reduced = reduced
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
        self._mood.add_to(values, at)
        self._expressions.add_to(values, at)
        self._body.add_voice(values, share)
        if heard is not None:
            self._voices.add_mouth(values, heard)
        values[Channel.BREATH] = self._breath.level(at)
        self._body.add_to(values, at, share, self._gaze.direction(at))
        self._add_lids(values, at)
        return Pose.clamped(values)

    # ---- the grid --------------------------------------------------------------------

    def _put(self, at: Seconds, act: Act) -> None:
        step = math.ceil(at * STEPS_PER_SECOND - 1e-6) + 1
        if self._step is None:
            self._begin(step)
        assert self._step is not None
        self._inputs.put(max(step, self._step + 1), act)

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
            self._inputs.take(step, STEP)
            self._tick(step)
        self._step = max(self._step, until)

    def _skip(self, step: int) -> None:
        at = Seconds(step * STEP)
        self._inputs.take(step, STEP)
        self._blinks.skip_to(at)
        self._gaze.skip_to(at)
        self._backchannels.skip_to(at)
        self._next_micro = at + _MICRO_EVERY
        self._body.settle()
        self._step = step

    def _tick(self, step: int) -> None:
        at = Seconds(step * STEP)
        activity = self._posture.activity
        self._blinks.advance(at, activity)
        if self._gaze.advance(at, activity):
            self._blinks.blink_at(at)
        if at >= self._next_micro:
            self._flash(at)
        nod = self._backchannels.advance(at)
        if nod is not None and activity is Phase.LISTENING and not self._reduced:
            self._body.gesture(nod, at)
        drift = _STILL if activity in _ASLEEP else sway(self._seed, at)
        jaw = self._voices.jaw(at - _DRIVE_DELAY * STEP)
        self._body.tick(at, self._posture.goal, self._gaze.head, drift, jaw)

    # ---- inputs, when their moment has come ------------------------------------------

    def _enter(self, phase: Phase, presence: Presence, at: Seconds) -> None:
        former, shown = self._posture.phase, self._posture.activity
        if (phase, presence) == (former, self._posture.presence):
            return
        self._posture.enter(phase, presence, at)
        activity = self._posture.activity
        if activity is not shown:
            self._breath.set_activity(activity, at)
            self._gaze.reconsider(at)
            if shown in _ASLEEP and activity not in _ASLEEP:
                self._wake(at)
        if phase is former:
            return
        self._backchannels.set_phase(phase, at)
        if phase is Phase.INTERRUPTED:
            self._body.cut_gestures(at)
            self._expressions.startle(at)
            self._blinks.blink_at(Seconds(at + 0.12))
        elif phase is Phase.LISTENING:
            self._blinks.blink_at(at)
        elif phase is Phase.TRANSCRIBING:
            self._body.gesture(Gesture.NOD, at)

    def _watch(self, x: float, y: float, at: Seconds) -> None:
        self._posture.watch(x, at)
        self._gaze.watch(x, y)

    def _wake(self, at: Seconds) -> None:
        """Come to: a breath, a blink, the head up and shaken awake, a look around."""
        self._blinks.blink_at(Seconds(at + 0.5))
        self._breath.sip(at)
        self._expressions.flash(BROWS_UP, 0.8, Seconds(at + 0.3), _WAKING)
        if not self._reduced:
            self._body.gesture(Gesture.WAKE, at)

    def _feel(self, name: str, intensity: float, at: Seconds) -> None:
        self._expressions.express(name, intensity, at)
        if intensity > 0.4:
            self._blinks.blink_at(Seconds(at + 0.05))

    def _tell(self, clip: Clip | None, since: Seconds) -> None:
        self._told, self._told_since = clip, since
        self._voices.note(None if clip is None else Heard(clip, Seconds(0.0)), since)

    def _flash(self, at: Seconds) -> None:
        """Show a passing expression, if one is idle."""
        number = self._micros
        self._micros += 1
        self._next_micro = at + self._micro.lognormal(number, _MICRO_EVERY, 0.5)
        shapes = self._rig.micros
        if shapes and self._posture.activity is Phase.IDLE:
            shape = shapes[int(self._micro.uniform(number, "which") * len(shapes))]
            self._expressions.flash(shape.weights, 1.0, at, shape.seconds)

    def _heard_of_told(self, clip: Clip, at: Seconds) -> Heard | None:
        position = at - self._told_since
        if not 0.0 <= position < clip.duration:
            return None
        return Heard(clip, Seconds(position))

    def _add_lids(self, values: dict[Channel, float], at: Seconds) -> None:
        shut = self._blinks.closed(at)
        follow = 0.18 * max(0.0, values[Channel.GAZE_Y])  # lids go down with the eyes
        for blink, wide in _LIDS:
            lid = min(1.0, max(0.0, values[blink]) + follow)
            values[blink] = lid + (1.0 - lid) * shut
            values[wide] *= 1.0 - shut


_LIDS = (
    (Channel.EYE_BLINK_LEFT, Channel.EYE_WIDE_LEFT),
    (Channel.EYE_BLINK_RIGHT, Channel.EYE_WIDE_RIGHT),
)
