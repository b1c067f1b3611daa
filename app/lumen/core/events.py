"""Everything that can happen, as types: frozen, in the past tense.

Producers post events to the companion's loop from any thread; the loop hands each to
the turn machine and then to subscribers. `at` is the `Clock`'s time at which the thing
happened, not at which it was noticed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from lumen.core.audio import Utterance
from lumen.core.conversation import Keeping, Message
from lumen.core.errors import LumenError
from lumen.core.media import (
    CommandReport,
    Hindrance,
    MediaItem,
    MediaPlace,
    PlayerId,
    PlayerState,
    Timer,
)
from lumen.core.speech import Clip, Sentence, Transcript
from lumen.core.turn import Phase, TurnId
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


# ---- the machine's surroundings ----------------------------------------------------


class DeviceRole(StrEnum):
    """What an audio device is for."""

    MICROPHONE = "microphone"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """An audio device vanished; Lumen keeps looking for it or a stand-in."""

    turn: TurnId
    at: Seconds
    role: DeviceRole
    name: str


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """Audio now goes through this device: re-plugged, replaced or moved.

    Attributes:
        reason: One of ``opened``, ``restored``, ``replaced``, ``moved``.
    """

    turn: TurnId
    at: Seconds
    role: DeviceRole
    name: str
    reason: str


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


@dataclass(frozen=True, slots=True)
class ScreenLockChanged:
    """The desktop locked or blanked the screen, or shows it again."""

    turn: TurnId
    at: Seconds
    locked: bool


@dataclass(frozen=True, slots=True)
class MotionWishChanged:
    """The desktop's own setting of motion was read, or changed.

    Attributes:
        reduced: Whether it asks programs for less motion.
    """

    turn: TurnId
    at: Seconds
    reduced: bool


@dataclass(frozen=True, slots=True)
class UserMessageAdded:
    """What the person said or typed is part of the conversation."""

    turn: TurnId
    at: Seconds
    message: int
    text: str = field(repr=False)
    spoken: bool


@dataclass(frozen=True, slots=True)
class ReplyMessageAdded:
    """The reply, as far as it was heard, is part of the conversation."""

    turn: TurnId
    at: Seconds
    message: int
    text: str = field(repr=False)
    interrupted: bool
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class HistoryOpened:
    """The conversation of earlier days is here, oldest first.

    Attributes:
        more: Whether there are messages before these.
    """

    turn: TurnId
    at: Seconds
    keeping: Keeping
    messages: tuple[Message, ...] = field(repr=False)
    more: bool = False


@dataclass(frozen=True, slots=True)
class EarlierMessagesFound:
    """Messages from before those that are shown, oldest first; none when that failed.

    Attributes:
        more: Whether there are messages before these.
    """

    turn: TurnId
    at: Seconds
    messages: tuple[Message, ...] = field(repr=False)
    more: bool


@dataclass(frozen=True, slots=True)
class PassphraseWanted:
    """The history needs a passphrase, or the person's word to do without.

    Attributes:
        new: Whether one is to be chosen rather than entered.
        wrong: Whether the last one given was wrong.
        reason: Why, as a sentence for the person.
    """

    turn: TurnId
    at: Seconds
    new: bool
    wrong: bool
    reason: str


@dataclass(frozen=True, slots=True)
class EnginesChanged:
    """Which engines hear, think and speak now, by name; empty: not ready yet.

    Attributes:
        notice: What is missing and what to do about it; empty when all is well.
    """

    turn: TurnId
    at: Seconds
    recognizer: str
    generator: str
    synthesizer: str
    notice: str = ""


# ---- media ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlayersChanged:
    """A player came, went or changed; never for its position alone.

    Attributes:
        players: All running players.
        current: The one that a command without a name goes to; `NO_PLAYER` without one.
        liked: Those that play what the person likes; None: no list of it is kept.
    """

    turn: TurnId
    at: Seconds
    players: tuple[PlayerState, ...]
    current: PlayerId
    liked: frozenset[PlayerId] | None = None


@dataclass(frozen=True, slots=True)
class CommandReported:
    """A command to a player, a list or a timer was carried out, or was not."""

    turn: TurnId
    at: Seconds
    report: CommandReport


@dataclass(frozen=True, slots=True)
class UndoingChanged:
    """Which commands can be undone changed, for another reason than their time.

    Attributes:
        hindered: Those that cannot, though their time is not up; all others can.
    """

    turn: TurnId
    at: Seconds
    hindered: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class ResultsShown:
    """A numbered list to choose from; empty: there is none any more."""

    turn: TurnId
    at: Seconds
    title: str = field(repr=False)
    items: tuple[MediaItem, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class LibraryScanned:
    """The index of music and videos grew, or is complete.

    Attributes:
        files: Looked at so far.
        total: Found so far; the final number once `finished`.
        items: What the library holds now.
    """

    turn: TurnId
    at: Seconds
    files: int
    total: int
    items: int
    finished: bool


@dataclass(frozen=True, slots=True)
class LibrarySurveyed:
    """What is at the places of music and videos, as far as they answered.

    Attributes:
        folders: Those that were asked about, or the desktop's own when that was none.
        own: Whether they are the desktop's own.
        channels: The channel list; None when none was asked about.
        items: What the library holds now.
    """

    turn: TurnId
    at: Seconds
    folders: tuple[MediaPlace, ...]
    own: bool
    channels: MediaPlace | None
    items: int


@dataclass(frozen=True, slots=True)
class TimersChanged:
    """A timer was set or ended; all running ones, the next to fire first."""

    turn: TurnId
    at: Seconds
    timers: tuple[Timer, ...]


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer has run down.

    Attributes:
        late: Seconds by which it was missed, because Lumen did not run.
    """

    turn: TurnId
    at: Seconds
    timer: Timer
    late: Seconds


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
NewsEvent: TypeAlias = (
    DeviceLost
    | DeviceChanged
    | ProblemRaised
    | PhaseChanged
    | PrivacyChanged
    | ScreenLockChanged
    | MotionWishChanged
    | UserMessageAdded
    | ReplyMessageAdded
    | HistoryOpened
    | EarlierMessagesFound
    | PassphraseWanted
    | EnginesChanged
)
MediaEvent: TypeAlias = (
    PlayersChanged
    | CommandReported
    | UndoingChanged
    | ResultsShown
    | LibraryScanned
    | LibrarySurveyed
    | TimersChanged
    | TimerFired
)
Event: TypeAlias = (
    HearingEvent
    | RecognitionEvent
    | PersonEvent
    | ReplyEvent
    | VoiceEvent
    | NewsEvent
    | MediaEvent
)
