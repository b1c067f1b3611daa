"""Who holds the floor: the state of the turn machine, and the moves its rules share."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TypeAlias

from lumen.core import commands as do
from lumen.core.errors import LumenError
from lumen.core.events import AnnouncementDue
from lumen.core.speech import Clip, Sentence, Transcript
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds

Commands: TypeAlias = tuple[do.Command, ...]


@dataclass(slots=True)
class Hearing:
    """An utterance on its way to a transcript.

    Attributes:
        push_to_talk: Whether a key holds the recording open.
        over_reply: Whether it began while Lumen was replying: a possible barge-in.
        revision: The latest revision that hearing told of.
        asked: The latest revision that recognition was asked for.
        voiced: Seconds of speech in it.
        transcript: What the latest revision was recognised as.
    """

    turn: TurnId
    push_to_talk: bool = False
    over_reply: bool = False
    revision: int = -1
    asked: int = -1
    voiced: Seconds = field(default=Seconds(0.0))
    transcript: Transcript | None = None


@dataclass(slots=True)
class Reply:
    """A reply on its way to the ear.

    Attributes:
        voice: Whether it is spoken; else what was shown counts as heard.
        shown: Pieces of text, as shown.
        said: Sentences that were given to synthesis, as spoken.
        unsaid: Sentences that wait to be synthesised.
        held: Clips that wait until the voice of the turn before is silent.
        settled: Indices of sentences that were heard or given up.
        expected: How many sentences there are, once generation has ended.
        text: The whole reply, once generation has ended.
        audible: Whether the voice has begun.
        ducked: Whether the voice is lowered on suspicion of a barge-in.
        voice_failed: Whether the person was told that a sentence stays silent.
    """

    turn: TurnId
    voice: bool = True
    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    unsaid: deque[Sentence] = field(default_factory=deque)
    held: list[Clip] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    expected: int | None = None
    text: str = ""
    audible: bool = False
    ducked: bool = False
    voice_failed: bool = False

    @property
    def complete(self) -> bool:
        """Whether every sentence was heard or given up."""
        return self.expected is not None and len(self.settled) >= self.expected


@dataclass(slots=True)
class Floor:
    """What goes on at once.

    Attributes:
        hearing: The person is speaking now.
        waiting: Utterances that have ended and wait for their transcripts.
        reply: A reply is being generated or spoken.
        stopping: Turns whose voice was stopped and is not silent yet.
        announcements: What Lumen wants to say by itself once nobody speaks.
        own_words: What Lumen has been saying, latest last.
        failed: Whether the last turn ended in a problem.
        voice: Whether replies are spoken; else what was shown counts as heard.
        barge_in: Whether speech over a reply may interrupt it.
        private: Whether nothing may be heard.
    """

    hearing: Hearing | None = None
    waiting: dict[TurnId, Hearing] = field(default_factory=dict)
    reply: Reply | None = None
    stopping: set[TurnId] = field(default_factory=set)
    announcements: deque[AnnouncementDue] = field(default_factory=deque)
    own_words: str = ""
    failed: bool = False
    voice: bool = True
    barge_in: bool = True
    private: bool = False

    @property
    def phase(self) -> Phase:
        """What Lumen is doing, as the window shows it."""
        if self.reply is not None:
            return Phase.SPEAKING if self.reply.audible else Phase.THINKING
        if self.hearing is not None:
            stopping = bool(self.stopping) and not self.hearing.push_to_talk
            return Phase.INTERRUPTED if stopping else Phase.LISTENING
        if self.stopping:
            return Phase.INTERRUPTED
        if self.waiting:
            return Phase.TRANSCRIBING
        return Phase.ERROR if self.failed else Phase.IDLE

    @property
    def turn(self) -> TurnId:
        """The turn that the phase belongs to."""
        if self.reply is not None:
            return self.reply.turn
        if self.hearing is not None:
            return self.hearing.turn
        return next(iter(self.waiting), NO_TURN)

    @property
    def free(self) -> bool:
        """Whether nobody speaks, is about to, or is just falling silent."""
        busy = self.hearing or self.reply or self.waiting or self.stopping
        return not busy

    def announce(self) -> Commands:
        """Say what waits to be said, once the floor is free."""
        if not self.announcements or not self.free:
            return ()
        due = self.announcements.popleft()
        self.begin_reply(due.turn)
        return (do.Announce(due.turn, due.text, due.sound),)

    def begin_reply(self, turn: TurnId) -> None:
        """Answer this turn from now on."""
        self.failed = False
        self.own_words = ""
        self.reply = Reply(turn, voice=self.voice)

    def interrupt(self) -> Commands:
        """End the reply where it is; what was heard of it follows with the silence."""
        reply = self.reply
        if reply is None:
            return ()
        self.reply = None
        self.stopping.add(reply.turn)
        cancelled = (do.CancelGeneration(reply.turn), do.StopVoice(reply.turn))
        read = "".join(reply.shown).strip()
        if reply.voice or not read:
            return cancelled
        spoken = bool(reply.said)
        return (
            *cancelled,
            do.RememberReply(reply.turn, read, interrupted=True, spoken=spoken),
        )

    def duck(self) -> Commands:
        """Lower the voice while the person may be speaking."""
        reply = self.reply
        if reply is None or not reply.audible or reply.ducked:
            return ()
        reply.ducked = True
        return (do.Duck(reply.turn),)

    def restore(self) -> Commands:
        """Go on speaking at full volume, if suspicion had lowered it."""
        reply = self.reply
        if reply is None or not reply.ducked:
            return ()
        reply.ducked = False
        return (do.Restore(reply.turn),)

    def fail(self, turn: TurnId, error: LumenError) -> Commands:
        """Be in trouble, and say so."""
        self.failed = True
        return (do.ShowProblem(turn, error),)

    def take(self) -> Commands:
        """End everything that goes on."""
        self.failed = False
        return (*self.forget_heard(), *self.interrupt())

    def forget_heard(self) -> Commands:
        """Hear and recognise nothing of what was said until now."""
        ended: list[do.Command] = []
        if self.hearing is not None:
            ended.append(do.DiscardUtterance(self.hearing.turn))
            ended.append(do.CancelTranscription(self.hearing.turn))
            self.hearing = None
        ended += [do.CancelTranscription(turn) for turn in self.waiting]
        self.waiting.clear()
        return tuple(ended)
