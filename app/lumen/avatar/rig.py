"""The vocabulary of a face: channels, poses, and what a character makes of them.

A *channel* is one named number that the engine sets and the painter draws. Names of
the face are those of ARKit's blendshapes, so that tracked faces fit; "Left" is the
character's own left, on the right of the picture. A *pose* gives each channel a value.
A *rig* says which channels an expression, a mouth shape or a phase uses; it is a file
(see `avatar.rig_file`), so that another character needs no code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lumen.avatar.names import ActionUnit, Affect, Presence
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.core.units import Seconds


class Channel(StrEnum):
    """Everything that can move or glow.

    Source: names of the face are ARKit's `ARFaceAnchor.BlendShapeLocation`.
    """

    EYE_BLINK_LEFT = "eyeBlinkLeft"
    EYE_BLINK_RIGHT = "eyeBlinkRight"
    EYE_WIDE_LEFT = "eyeWideLeft"
    EYE_WIDE_RIGHT = "eyeWideRight"
    EYE_SQUINT_LEFT = "eyeSquintLeft"
    EYE_SQUINT_RIGHT = "eyeSquintRight"
    BROW_INNER_UP = "browInnerUp"
    BROW_DOWN_LEFT = "browDownLeft"
    BROW_DOWN_RIGHT = "browDownRight"
    BROW_OUTER_UP_LEFT = "browOuterUpLeft"
    BROW_OUTER_UP_RIGHT = "browOuterUpRight"
    CHEEK_PUFF = "cheekPuff"
    JAW_OPEN = "jawOpen"
    MOUTH_SMILE_LEFT = "mouthSmileLeft"
    MOUTH_SMILE_RIGHT = "mouthSmileRight"
    MOUTH_FROWN_LEFT = "mouthFrownLeft"
    MOUTH_FROWN_RIGHT = "mouthFrownRight"
    MOUTH_STRETCH = "mouthStretch"
    MOUTH_PUCKER = "mouthPucker"
    MOUTH_FUNNEL = "mouthFunnel"
    MOUTH_PRESS = "mouthPress"
    MOUTH_UPPER_UP = "mouthUpperUp"
    MOUTH_LOWER_DOWN = "mouthLowerDown"
    MOUTH_ROLL_LOWER = "mouthRollLower"
    MOUTH_LEFT = "mouthLeft"
    TONGUE_OUT = "tongueOut"
    TONGUE_UP = "tongueUp"
    """Tip of the tongue behind the upper teeth (not in ARKit)."""
    GAZE_X = "gazeX"
    """-1 looks to the left of the picture, +1 to its right."""
    GAZE_Y = "gazeY"
    """-1 looks up, +1 down."""
    PUPIL = "pupil"
    """Diameter of the pupil, 1 is usual."""
    HEAD_YAW = "headYaw"
    """-1 turns to the left of the picture, +1 to its right."""
    HEAD_PITCH = "headPitch"
    """-1 looks up, +1 bows."""
    HEAD_ROLL = "headRoll"
    """-1 tilts to the left of the picture, +1 to its right."""
    BODY_YAW = "bodyYaw"
    BODY_ROLL = "bodyRoll"
    BODY_LEAN = "bodyLean"
    """+1 leans towards the person, -1 away."""
    BREATH = "breath"
    """0 is exhaled, 1 is inhaled."""
    HAIR_FRONT = "hairFront"
    HAIR_LEFT = "hairLeft"
    HAIR_RIGHT = "hairRight"
    HAIR_BACK = "hairBack"
    HAIR_TUFT = "hairTuft"
    STRING_LEFT = "stringLeft"
    STRING_RIGHT = "stringRight"
    HEADSET = "headset"
    """Swing of the headset's ear cups."""
    LAMP = "lamp"
    """How bright the star on the chest and the headset shine."""
    BLUSH = "blush"
    TEAR = "tear"
    SWEAT = "sweat"
    SPARKLE = "sparkle"
    MARK_LISTEN = "markListen"
    """Waves of sound at the headset."""
    MARK_WRITE = "markWrite"
    """Lines being written down."""
    MARK_THINK = "markThink"
    """Bubbles of thought."""
    MARK_ALERT = "markAlert"
    """An exclamation."""
    MARK_ANGER = "markAnger"
    """A throbbing vein."""
    MARK_WATCH = "markWatch"
    """What one has on when watching a film."""
    MARK_SLEEP = "markSleep"
    """Breaths of sleep."""
    MARK_QUESTION = "markQuestion"
    """A question mark."""
    MARK_FAULT = "markFault"
    """A warning sign: something does not work."""
    EYES_COVERED = "eyesCovered"
    """1 covers both eyes, so that nobody can feel looked at."""
    HAND_AT_CHIN = "handAtChin"
    """1 holds the left hand at the chin."""
    HAND_UP = "handUp"
    """1 holds the left hand beside the shoulder."""
    HAND_TURN = "handTurn"
    """-1 leans the raised hand to the head, +1 away from it."""
    SHOULDERS = "shoulders"
    """1 shrugs them."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a channel may be.

    Attributes:
        low: Least value.
        high: Greatest value.
        rest: Value of a face at rest, unless the rig says otherwise.
    """

    low: float = 0.0
    high: float = 1.0
    rest: float = 0.0


_TURNING = Range(-1.0, 1.0)
_SWINGING = Range(-1.2, 1.2)

RANGES: Mapping[Channel, Range] = MappingProxyType(
    {
        **dict.fromkeys(Channel, Range()),
        **dict.fromkeys(
            (
                Channel.GAZE_X,
                Channel.GAZE_Y,
                Channel.HEAD_YAW,
                Channel.HEAD_PITCH,
                Channel.HEAD_ROLL,
                Channel.BODY_YAW,
                Channel.BODY_ROLL,
                Channel.BODY_LEAN,
                Channel.MOUTH_LEFT,
                Channel.HAND_TURN,
            ),
            _TURNING,
        ),
        **dict.fromkeys(
            (
                Channel.HAIR_FRONT,
                Channel.HAIR_LEFT,
                Channel.HAIR_RIGHT,
                Channel.HAIR_BACK,
                Channel.HAIR_TUFT,
                Channel.STRING_LEFT,
                Channel.STRING_RIGHT,
                Channel.HEADSET,
            ),
            _SWINGING,
        ),
        Channel.PUPIL: Range(0.6, 1.4, 1.0),
        Channel.LAMP: Range(rest=0.35),
    }
)
"""Range of every channel; the same for all characters."""

MOUTH_CHANNELS = frozenset(
    channel for channel in Channel if channel.startswith(("mouth", "jaw", "tongue"))
)
"""Channels that speech takes over from the expression."""

Weights = Mapping[Channel, float]
"""Some channels with their values; channels that are missing are meant as 0."""


class Pose(Mapping[Channel, float]):
    """The value of every channel at one moment; immutable.

    Args:
        values: A value for every channel, each within its range; not to be changed
            by the caller any more.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[Channel, float]) -> None:
        self._values = values

    @classmethod
    def clamped(cls, values: Weights) -> Pose:
        """A pose of these values, each cut to its range, the others at rest."""
        return cls(
            {
                channel: limit.low
                if (value := values.get(channel, limit.rest)) < limit.low
                else min(value, limit.high)
                for channel, limit in _LIMITS
            }
        )

    def changed(self, values: Weights) -> Pose:
        """The same pose with some channels set otherwise, cut to their ranges."""
        return Pose.clamped({**self._values, **values})

    def __getitem__(self, channel: Channel) -> float:
        return self._values[channel]

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        moved = {
            str(name): round(value, 3)
            for name, value in self._values.items()
            if abs(value - RANGES[name].rest) > 1e-3
        }
        return f"Pose({moved})"


_LIMITS = tuple(RANGES.items())


@dataclass(frozen=True, slots=True)
class ExpressionShape:
    """How a character shows an expression.

    Attributes:
        weights: Channels at full intensity, added to the face at rest.
        half_life: Seconds in which the expression loses half its strength.
        facs: Action units of the Facial Action Coding System, such as ``6+12``.
    """

    weights: Weights
    half_life: Seconds
    facs: str = ""


@dataclass(frozen=True, slots=True)
class MicroShape:
    """A passing expression that nobody asked for.

    Attributes:
        name: What it is.
        weights: Channels at its height, added to the face at rest.
        seconds: From beginning to end.
    """

    name: str
    weights: Weights
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class SpringShape:
    """Something soft that lags behind the head.

    Attributes:
        hz: Natural frequency.
        damping: 1 is critical; hair is far below.
        gain: How far the channel swings for the lag.
        yaw: Share of the head's yaw that drives it.
        pitch: Share of the head's pitch.
        roll: Share of the head's roll.
    """

    hz: float
    damping: float
    gain: float
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0


@dataclass(frozen=True, slots=True)
class Rig:
    """What one character makes of the vocabulary.

    Attributes:
        name: As shown to a person.
        rest: The face at rest; every channel.
        expressions: Every expression of VRM 1.0.
        visemes: Every viseme of Oculus Lipsync; channels of the mouth only.
        phases: Posture and marks of every phase, added to the face at rest.
        presences: Posture and marks of every presence, added to those of the phase.
        extras: Further expressions by name, as custom expressions of VRM 1.0.
        actions: What every action unit of the face moves.
        affects: What every direction of mood does.
        micros: Passing expressions at rest.
        springs: Channels moved by springs.
    """

    name: str
    rest: Weights
    expressions: Mapping[Expression, ExpressionShape]
    visemes: Mapping[Viseme, Weights]
    phases: Mapping[Phase, Weights]
    presences: Mapping[Presence, Weights]
    extras: Mapping[str, ExpressionShape]
    actions: Mapping[ActionUnit, Weights]
    affects: Mapping[Affect, Weights]
    micros: tuple[MicroShape, ...]
    springs: Mapping[Channel, SpringShape]

    def shape(self, name: str) -> ExpressionShape | None:
        """How an expression is shown, be it of VRM or one of `extras`."""
        try:
            return self.expressions[Expression(name)]
        except ValueError:
            return self.extras.get(name)
