"""What the turn machine wants done, as types: frozen, imperative."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from lumen.core.audio import Utterance
from lumen.core.errors import LumenError
from lumen.core.events import Action
from lumen.core.speech import Clip, Sentence, Transcript
from lumen.core.turn import TurnId


@dataclass(frozen=True, slots=True)
class Listen:
    """Record until told otherwise (push-to-talk)."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class FinishListening:
    """End the recording; `UtteranceEnded` or `UtteranceDropped` follows."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class DiscardUtterance:
    """Forget what is being heard; nothing follows."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class SetPatience:
    """Tell endpointing how likely the person is done.

    Attributes:
        complete: Whether the transcript so far is a complete sentence or command.
    """

    turn: TurnId
    revision: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Recognise this revision; older revisions of the turn are void."""

    turn: TurnId
    revision: int
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class CancelTranscription:
    """Nothing of this turn needs recognition any more."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class Generate:
    """Answer the person.

    Attributes:
        transcript: Set when they spoke; may be `rejected`.
        again: Whether the message was answered before and another answer is wanted.
    """

    turn: TurnId
    text: str = field(repr=False)
    transcript: Transcript | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Announce:
    """Say something that nobody asked for; answered by the events of a reply."""

    turn: TurnId
    text: str = field(repr=False)
    sound: str = ""


@dataclass(frozen=True, slots=True)
class CancelGeneration:
    """Stop generating and synthesising for this turn."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class Synthesize:
    """Turn a sentence into a clip."""

    turn: TurnId
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Play:
    """Append a clip to what is being said."""

    turn: TurnId
    clip: Clip


@dataclass(frozen=True, slots=True)
class StopVoice:
    """Be silent now; `PlaybackStopped` follows."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class Duck:
    """Lower the voice: the person may be speaking."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class Restore:
    """Raise the voice again: it was nothing."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class RememberUser:
    """Keep what the person said."""

    turn: TurnId
    text: str = field(repr=False)
    spoken: bool


@dataclass(frozen=True, slots=True)
class RememberReply:
    """Keep what was answered, as far as it was heard.

    Attributes:
        spoken: Whether any of it was given to the voice.
    """

    turn: TurnId
    text: str = field(repr=False)
    interrupted: bool
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class ReplaceReply:
    """Forget the last reply: another one is being generated."""

    turn: TurnId


@dataclass(frozen=True, slots=True)
class Act:
    """Do what the reply asks for."""

    turn: TurnId
    action: Action
    value: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ShowProblem:
    """Tell the person what does not work and what to do."""

    turn: TurnId
    error: LumenError


ListeningCommand: TypeAlias = Listen | FinishListening | DiscardUtterance | SetPatience
RecognitionCommand: TypeAlias = Transcribe | CancelTranscription
ReplyCommand: TypeAlias = Generate | Announce | CancelGeneration | Synthesize
VoiceCommand: TypeAlias = Play | StopVoice | Duck | Restore
MemoryCommand: TypeAlias = RememberUser | RememberReply | ReplaceReply
Command: TypeAlias = (
    ListeningCommand
    | RecognitionCommand
    | ReplyCommand
    | VoiceCommand
    | MemoryCommand
    | Act
    | ShowProblem
)
