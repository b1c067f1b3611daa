"""What happens while the person speaks, and what was understood; see `core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from lumen.core.audio import Utterance
from lumen.core.errors import LumenError
from lumen.core.speech import Transcript
from lumen.core.turn import TurnId
from lumen.core.units import Seconds

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


HearingEvent: TypeAlias = (
    SpeechStarted
    | SpeechPaused
    | SpeechSustained
    | SpeechResumed
    | UtteranceEnded
    | UtteranceDropped
)
RecognitionEvent: TypeAlias = TranscriptReady | RecognitionFailed
