"""What happens while Lumen answers: words, clips, sound; see `core.events`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from lumen.core.errors import LumenError
from lumen.core.speech import Clip, Sentence
from lumen.core.turn import TurnId
from lumen.core.units import Seconds

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
    WAVE = "wave"
    """Greet with a hand, too."""


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


ReplyEvent: TypeAlias = (
    ReplyDelta | SentenceReady | ReplyEnded | GenerationFailed | ActionRequested
)
VoiceEvent: TypeAlias = (
    ClipReady | SynthesisFailed | PlaybackStarted | PlaybackFinished | PlaybackStopped
)
