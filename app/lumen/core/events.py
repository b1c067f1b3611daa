"""Everything that can happen, as types: frozen, in the past tense.

Producers post events to the companion's loop from any thread; the loop hands each to
the turn machine and then to subscribers. `at` is the `Clock`'s time at which the thing
happened, not at which it was noticed.

Those of media, of the surroundings and of what is kept of a conversation have modules
of their own, since they change for other reasons; all are imported from here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from lumen.core.audio import Utterance
from lumen.core.errors import LumenError
from lumen.core.events_keeping import (
    EarlierMessagesFound,
    HistoryOpened,
    KeepingEvent,
    PassphraseWanted,
    ReplyMessageAdded,
    UserMessageAdded,
)
from lumen.core.events_media import (
    CommandReported,
    LibraryScanned,
    LibrarySurveyed,
    MediaEvent,
    PlayersChanged,
    ResultsShown,
    ResultsTurned,
    TimerFired,
    TimersChanged,
    UndoingChanged,
)
from lumen.core.events_surroundings import (
    DeviceChanged,
    DeviceLost,
    DeviceRole,
    EnginesChanged,
    MotionWishChanged,
    ScreenLockChanged,
    SurroundingsEvent,
)
from lumen.core.speech import Clip, Sentence, Transcript
from lumen.core.turn import Phase, TurnId
from lumen.core.units import Seconds

__all__ = [
    "CommandReported",
    "DeviceChanged",
    "DeviceLost",
    "DeviceRole",
    "EarlierMessagesFound",
    "EnginesChanged",
    "HistoryOpened",
    "KeepingEvent",
    "LibraryScanned",
    "LibrarySurveyed",
    "MediaEvent",
    "MotionWishChanged",
    "PassphraseWanted",
    "PlayersChanged",
    "ReplyMessageAdded",
    "ResultsShown",
    "ResultsTurned",
    "ScreenLockChanged",
    "SurroundingsEvent",
    "TimerFired",
    "TimersChanged",
    "UndoingChanged",
    "UserMessageAdded",
]
"""Only passed on; what is defined below is as public."""

# ---- hearing (from the capture thread) -------------------------------------------


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The voice activity detector heard an onset; `turn` is a newly drawn number."""

    turn: TurnId
    at: Seconds


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    """Speech fell silent for the hang-over; it may still resume.

    `utterance` holds everything so far, for speculative recognition.
    """

    turn: TurnId
    at: Seconds
    revision: int
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class SpeechSustained:
    """Speech has gone on for a while without a pause (see `HearingSettings`).

    Posted repeatedly while Lumen is speaking, so that a barge-in can be confirmed by
    words before the person pauses.

    Attributes:
        voiced: Seconds of speech in the utterance so far.
    """

    turn: TurnId
    at: Seconds
    revision: int
    utterance: Utterance
    voiced: Seconds


@dataclass(frozen=True, slots=True)
class SpeechResumed:
    """Speech went on after a pause; results for older revisions are void."""

    turn: TurnId
    at: Seconds
    revision: int


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    """The endpoint was reached, or push-to-talk was released.

    Has the revision of the last pause when nothing was added since, so that a
    speculative transcript of that revision is the final one.
    """

    turn: TurnId
    at: Seconds
    revision: int
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class UtteranceDropped:
    """What began as speech was too short or no speech (push-to-talk without words)."""

    turn: TurnId
    at: Seconds


@dataclass(frozen=True, slots=True)
class PushToTalkPressed:
    """The talk key or button went down; `turn` is a newly drawn number."""

    turn: TurnId
    at: Seconds


@dataclass(frozen=True, slots=True)
class PushToTalkReleased:
    """The talk key or button went up."""

    turn: TurnId
    at: Seconds


# ---- recognition -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TranscriptReady:
    """A revision of an utterance was recognised."""

    turn: TurnId
    at: Seconds
    revision: int
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class RecognitionFailed:
    """A revision of an utterance could not be recognised."""

    turn: TurnId
    at: Seconds
    revision: int
    error: LumenError


# ---- the person, by hand -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextSubmitted:
    """The person typed a message; `turn` is a newly drawn number."""

    turn: TurnId
    at: Seconds
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegenerationRequested:
    """The person wants another reply to their last message.

    `turn` is a newly drawn number; `text` the message to answer again.
    """

    turn: TurnId
    at: Seconds
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StopRequested:
    """The person wants quiet: button, Escape, or the word."""

    turn: TurnId
    at: Seconds


@dataclass(frozen=True, slots=True)
class ProblemDismissed:
    """The person has read the shown problem."""

    turn: TurnId
    at: Seconds


@dataclass(frozen=True, slots=True)
class AnnouncementDue:
    """Lumen has something to say by itself, as soon as nobody else speaks.

    Attributes:
        turn: A newly drawn number.
        text: What to say.
        sound: Name of the sound before it, see `Sentence.sound`; empty for none.
    """

    turn: TurnId
    at: Seconds
    text: str = field(repr=False)
    sound: str = ""


# ---- generation ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReplyDelta:
    """A piece of the reply's text arrived."""

    turn: TurnId
    at: Seconds
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SentenceReady:
    """The reply grew by a stretch that can be spoken."""

    turn: TurnId
    at: Seconds
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ReplyEnded:
    """The whole reply has been generated.

    Attributes:
        sentences: How many `SentenceReady` this turn had.
        text: The whole reply.
        provider: Which provider generated it.
    """

    turn: TurnId
    at: Seconds
    sentences: int
    text: str = field(repr=False)
    provider: str = ""


@dataclass(frozen=True, slots=True)
class GenerationFailed:
    """The reply broke off, or never began; `sentences` as in `ReplyEnded`."""

    turn: TurnId
    at: Seconds
    sentences: int
    error: LumenError


class Action(StrEnum):
    """What a reply can do besides being said."""

    LOUDER = "louder"
    QUIETER = "quieter"
    REPEAT = "repeat"
    STOP = "stop"
    REMEMBER_NAME = "remember_name"
    CONNECT_MODEL = "connect_model"
    """Show the person how to connect a language model."""
    PRIVACY = "privacy"
    """Hear nothing from now on; with the value ``off``: hear again."""


@dataclass(frozen=True, slots=True)
class ActionRequested:
    """A reply wants something done; `value` is the name for `REMEMBER_NAME`."""

    turn: TurnId
    at: Seconds
    action: Action
    value: str = field(default="", repr=False)


# ---- synthesis and playback --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClipReady:
    """A sentence was synthesised."""

    turn: TurnId
    at: Seconds
    clip: Clip


@dataclass(frozen=True, slots=True)
class SynthesisFailed:
    """A sentence could not be synthesised; it stays silent."""

    turn: TurnId
    at: Seconds
    index: int
    error: LumenError


@dataclass(frozen=True, slots=True)
class PlaybackStarted:
    """The first frame of a clip is audible."""

    turn: TurnId
    at: Seconds
    index: int


@dataclass(frozen=True, slots=True)
class PlaybackFinished:
    """The last frame of a clip was audible."""

    turn: TurnId
    at: Seconds
    index: int


@dataclass(frozen=True, slots=True)
class PlaybackStopped:
    """Playback was cut; the loudspeaker is silent.

    Attributes:
        heard: The shown text of all clips of the turn that was heard, cut to whole
            words.
    """

    turn: TurnId
    at: Seconds
    heard: str = field(repr=False)


# ---- what Lumen says of itself -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProblemRaised:
    """Something does not work as the person expects; shown, never fatal."""

    turn: TurnId
    at: Seconds
    error: LumenError


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """The turn machine went to another phase (posted by the companion)."""

    turn: TurnId
    at: Seconds
    phase: Phase


@dataclass(frozen=True, slots=True)
class PrivacyChanged:
    """The person wants not to be heard until they say otherwise, or that is over.

    Attributes:
        on: Whether the microphone is closed and stays so, whatever is asked meanwhile.
        hands_free: Whether Lumen listens all the time once it is over.
    """

    turn: TurnId
    at: Seconds
    on: bool
    hands_free: bool


HearingEvent: TypeAlias = (
    SpeechStarted
    | SpeechPaused
    | SpeechSustained
    | SpeechResumed
    | UtteranceEnded
    | UtteranceDropped
)
RecognitionEvent: TypeAlias = TranscriptReady | RecognitionFailed
PersonEvent: TypeAlias = (
    PushToTalkPressed
    | PushToTalkReleased
    | TextSubmitted
    | RegenerationRequested
    | StopRequested
    | ProblemDismissed
    | AnnouncementDue
)
ReplyEvent: TypeAlias = (
    ReplyDelta | SentenceReady | ReplyEnded | GenerationFailed | ActionRequested
)
VoiceEvent: TypeAlias = (
    ClipReady | SynthesisFailed | PlaybackStarted | PlaybackFinished | PlaybackStopped
)
NewsEvent: TypeAlias = ProblemRaised | PhaseChanged | PrivacyChanged
Event: TypeAlias = (
    HearingEvent
    | RecognitionEvent
    | PersonEvent
    | ReplyEvent
    | VoiceEvent
    | NewsEvent
    | SurroundingsEvent
    | KeepingEvent
    | MediaEvent
)
