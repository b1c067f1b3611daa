"""Everything that can happen, as types: frozen, in the past tense.

Producers post events to the companion's loop from any thread; the loop hands each to
the turn machine and then to subscribers. `at` is the `Clock`'s time at which the thing
happened, not at which it was noticed.

What is heard, what is answered, media, the surroundings and what is kept of a
conversation have modules of their own, since they change for other reasons; all are
imported from here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from lumen.core.errors import LumenError
from lumen.core.events_hearing import (
    HearingEvent,
    RecognitionEvent,
    RecognitionFailed,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechSustained,
    TranscriptReady,
    UtteranceDropped,
    UtteranceEnded,
)
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
from lumen.core.events_reply import (
    Action,
    ActionRequested,
    ClipReady,
    GenerationFailed,
    PlaybackFinished,
    PlaybackStarted,
    PlaybackStopped,
    ReplyDelta,
    ReplyEnded,
    ReplyEvent,
    SentenceReady,
    SynthesisFailed,
    VoiceEvent,
)
from lumen.core.events_surroundings import (
    ColourWishChanged,
    DeviceChanged,
    DeviceLost,
    DeviceRole,
    EnginesChanged,
    MotionWishChanged,
    ScreenLockChanged,
    SurroundingsEvent,
)
from lumen.core.turn import Phase, TurnId
from lumen.core.units import Seconds

__all__ = [
    "Action",
    "ActionRequested",
    "ClipReady",
    "ColourWishChanged",
    "CommandReported",
    "DeviceChanged",
    "DeviceLost",
    "DeviceRole",
    "EarlierMessagesFound",
    "EnginesChanged",
    "GenerationFailed",
    "HearingEvent",
    "HistoryOpened",
    "KeepingEvent",
    "LibraryScanned",
    "LibrarySurveyed",
    "MediaEvent",
    "MotionWishChanged",
    "PassphraseWanted",
    "PlaybackFinished",
    "PlaybackStarted",
    "PlaybackStopped",
    "PlayersChanged",
    "RecognitionEvent",
    "RecognitionFailed",
    "ReplyDelta",
    "ReplyEnded",
    "ReplyEvent",
    "ReplyMessageAdded",
    "ResultsShown",
    "ResultsTurned",
    "ScreenLockChanged",
    "SentenceReady",
    "SpeechPaused",
    "SpeechResumed",
    "SpeechStarted",
    "SpeechSustained",
    "SurroundingsEvent",
    "SynthesisFailed",
    "TimerFired",
    "TimersChanged",
    "TranscriptReady",
    "UndoingChanged",
    "UserMessageAdded",
    "UtteranceDropped",
    "UtteranceEnded",
    "VoiceEvent",
]
"""Only passed on; what is defined below is as public."""

# ---- the person, by hand -----------------------------------------------------------


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


PersonEvent: TypeAlias = (
    PushToTalkPressed
    | PushToTalkReleased
    | TextSubmitted
    | RegenerationRequested
    | StopRequested
    | ProblemDismissed
    | AnnouncementDue
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
