"""Whose turn it is: a pure state machine from events to commands.

Three things can go on at once, and each is a small record:

* `_hearing`: the person is speaking now,
* `_waiting`: utterances that have ended and wait for their transcripts,
* `_reply`: a reply is being generated or spoken.

What is heard while a reply goes on is under suspicion of being a barge-in: the voice is
ducked at once, and words (see `dialogue.barge_in`) decide whether the person gets the
floor. Events of turns that own none of the three are stale and change nothing.

No input or output, no clock: time is in the events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, assert_never

from lumen.core import commands as do
from lumen.core import events as ev
from lumen.core.audio import Utterance
from lumen.core.errors import LumenError, RecognitionError
from lumen.core.speech import Transcript
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.dialogue.barge_in import BargeIn, judge
from lumen.dialogue.floor import Hearing, Reply

CLIPS_AHEAD = 3
"""Sentences that are synthesised or played at once: the one that is heard, and two."""

Commands: TypeAlias = tuple[do.Command, ...]


class TurnMachine:
    """Every turn-taking rule of Lumen.

    Args:
        looks_complete: Whether a partial transcript is a complete sentence or command.

    Attributes:
        barge_in: Whether speech over a reply may interrupt it.
    """

    def __init__(self, looks_complete: Callable[[str], bool]) -> None:
        self._looks_complete = looks_complete
        self._hearing: Hearing | None = None
        self._waiting: dict[TurnId, Hearing] = {}
        self._reply: Reply | None = None
        self._stopping: set[TurnId] = set()
        self._own_words = ""
        self._failed = False
        self._voice = True
        self.barge_in = True

    @property
    def phase(self) -> Phase:
        """What Lumen is doing, as the window shows it."""
        if self._reply is not None:
            return Phase.SPEAKING if self._reply.audible else Phase.THINKING
        if self._hearing is not None:
            stopping = bool(self._stopping) and not self._hearing.push_to_talk
            return Phase.INTERRUPTED if stopping else Phase.LISTENING
        if self._stopping:
            return Phase.INTERRUPTED
        if self._waiting:
            return Phase.TRANSCRIBING
        return Phase.ERROR if self._failed else Phase.IDLE

    @property
    def hearing(self) -> bool:
        """Whether an utterance is being heard."""
        return self._hearing is not None

    @property
    def held(self) -> bool:
        """Whether push-to-talk is recording."""
        return self._hearing is not None and self._hearing.push_to_talk

    @property
    def voice(self) -> bool:
        """Whether replies are spoken; else what was shown counts as heard."""
        return self._voice

    def set_voice(self, on: bool) -> Commands:
        """Speak replies from now on, or only show them.

        Returns:
            What is to be done, in this order: a reply that is being spoken falls silent
            and goes on in writing.
        """
        self._voice = on
        reply = self._reply
        if on or reply is None or not reply.voice:
            return ()
        reply.voice = reply.audible = reply.ducked = False
        reply.settled.update(range(len(reply.said) + len(reply.unsaid)))
        reply.unsaid.clear()
        reply.held.clear()
        return (do.StopVoice(reply.turn), *self._finish_if_complete(reply))

    @property
    def turn(self) -> TurnId:
        """The turn that the phase belongs to."""
        if self._reply is not None:
            return self._reply.turn
        if self._hearing is not None:
            return self._hearing.turn
        return next(iter(self._waiting), NO_TURN)

    def handle(self, event: ev.Event) -> Commands:
        """Take one event.

        Returns:
            What is to be done, in this order.
        """
        match event:
            case (
                ev.SpeechStarted()
                | ev.SpeechPaused()
                | ev.SpeechSustained()
                | ev.SpeechResumed()
                | ev.UtteranceEnded()
                | ev.UtteranceDropped()
            ):
                return self._on_hearing(event)
            case ev.TranscriptReady():
                return self._on_transcript(event)
            case ev.RecognitionFailed():
                return self._on_recognition_failed(event)
            case (
                ev.PushToTalkPressed()
                | ev.PushToTalkReleased()
                | ev.TextSubmitted()
                | ev.RegenerationRequested()
                | ev.StopRequested()
                | ev.ProblemDismissed()
            ):
                return self._on_person(event)
            case (
                ev.ReplyDelta()
                | ev.SentenceReady()
                | ev.ReplyEnded()
                | ev.GenerationFailed()
                | ev.ActionRequested()
            ):
                return self._on_reply(event)
            case (
                ev.ClipReady()
                | ev.SynthesisFailed()
                | ev.PlaybackStarted()
                | ev.PlaybackFinished()
                | ev.PlaybackStopped()
            ):
                return self._on_voice(event)
            case ev.DeviceLost():
                return self._on_device_lost(event)
            case _:
                return ()  # told by the companion to the window; no rule depends on it

    # ---- hearing ---------------------------------------------------------------------

    def _on_hearing(self, event: ev.HearingEvent) -> Commands:
        if isinstance(event, ev.SpeechStarted):
            return self._on_speech_started(event.turn)
        hearing = self._hearing
        if hearing is None or hearing.turn != event.turn:
            return ()
        match event:
            case ev.SpeechPaused():
                hearing.revision = event.revision
                hearing.voiced = event.utterance.voiced
                return self._transcribe(hearing, event.utterance)
            case ev.SpeechSustained():
                hearing.revision = event.revision
                hearing.voiced = event.voiced
                return self._transcribe(hearing, event.utterance)
            case ev.SpeechResumed():
                hearing.revision = event.revision
                hearing.transcript = None
                hearing.asked = -1
                return (do.CancelTranscription(hearing.turn),)
            case ev.UtteranceEnded():
                return self._on_utterance_ended(hearing, event)
            case ev.UtteranceDropped():
                self._hearing = None
                return self._restore() + self._nothing_heard(hearing)
            case _:
                assert_never(event)

    def _on_speech_started(self, turn: TurnId) -> Commands:
        if self._hearing is not None:
            return ()
        reply = self._reply
        if reply is not None and not self.barge_in:
            return (do.DiscardUtterance(turn),)
        self._failed = False
        self._hearing = Hearing(turn, over_reply=reply is not None)
        return self._duck()

    def _transcribe(self, hearing: Hearing, utterance: Utterance) -> Commands:
        hearing.asked = hearing.revision
        hearing.transcript = None
        return (do.Transcribe(hearing.turn, hearing.revision, utterance),)

    def _on_utterance_ended(
        self, hearing: Hearing, event: ev.UtteranceEnded
    ) -> Commands:
        self._hearing = None
        hearing.voiced = event.utterance.voiced
        known = hearing.transcript
        if known is not None and hearing.revision == event.revision:
            return self._resolve(hearing, known)
        self._waiting[hearing.turn] = hearing
        hearing.revision = event.revision
        if hearing.asked == event.revision:
            return ()
        return self._transcribe(hearing, event.utterance)

    # ---- recognition -----------------------------------------------------------------

    def _on_transcript(self, event: ev.TranscriptReady) -> Commands:
        waiting = self._waiting.get(event.turn)
        if waiting is not None and waiting.revision == event.revision:
            del self._waiting[event.turn]
            return self._resolve(waiting, event.transcript)
        hearing = self._hearing
        if hearing is None or hearing.turn != event.turn:
            return ()
        if hearing.revision != event.revision:
            return ()
        hearing.transcript = event.transcript
        text = event.transcript.text
        patience = do.SetPatience(
            hearing.turn,
            event.revision,
            complete=not text or self._looks_complete(text),
        )
        if self._reply is None:
            return (patience,)
        return self._on_words_over_reply(hearing, event.transcript, patience)

    def _on_words_over_reply(
        self, hearing: Hearing, transcript: Transcript, patience: do.SetPatience
    ) -> Commands:
        match judge(transcript, hearing.voiced, self._own_words):
            case BargeIn.CONFIRMED:
                hearing.over_reply = False
                return (*self._interrupt(), patience)
            case BargeIn.ECHO:
                self._hearing = None
                return (do.DiscardUtterance(hearing.turn), *self._restore())
            case BargeIn.UNCERTAIN | BargeIn.BACKCHANNEL:
                return (patience,)

    def _on_recognition_failed(self, event: ev.RecognitionFailed) -> Commands:
        hearing = self._hearing
        if hearing is not None and hearing.turn == event.turn:
            hearing.asked = -1  # asked again when the utterance ends
            return ()
        waiting = self._waiting.get(event.turn)
        if waiting is None or waiting.revision != event.revision:
            return ()
        del self._waiting[event.turn]
        return self._restore() + self._fail(event.turn, event.error)

    def _resolve(self, hearing: Hearing, transcript: Transcript) -> Commands:
        """Decide what becomes of an utterance whose transcript is final."""
        turn = hearing.turn
        if transcript.silent:
            return self._restore() + self._nothing_heard(hearing)
        if hearing.over_reply and not hearing.push_to_talk:
            verdict = judge(transcript, hearing.voiced, self._own_words)
            answer = self._reply is None and verdict is not BargeIn.ECHO
            if verdict is not BargeIn.CONFIRMED and not answer:
                return self._restore()
        interruption = self._interrupt()
        heard: Commands = ()
        if transcript.text:
            heard = (do.RememberUser(turn, transcript.text, spoken=True),)
        self._begin_reply(turn)
        return (
            *interruption,
            *heard,
            do.Generate(turn, transcript.text, transcript),
        )

    def _nothing_heard(self, hearing: Hearing) -> Commands:
        if not hearing.push_to_talk:
            return ()
        return (
            do.ShowProblem(
                hearing.turn,
                RecognitionError(
                    "I heard no words.",
                    "Hold the talk key while you speak; the level should move.",
                ),
            ),
        )

    # ---- the person, by hand ---------------------------------------------------------

    def _on_person(self, event: ev.PersonEvent) -> Commands:
        match event:
            case ev.PushToTalkPressed():
                taken = self._take_floor()
                self._hearing = Hearing(event.turn, push_to_talk=True)
                return (*taken, do.Listen(event.turn))
            case ev.PushToTalkReleased():
                hearing = self._hearing
                if hearing is None or not hearing.push_to_talk:
                    return ()
                return (do.FinishListening(hearing.turn),)
            case ev.TextSubmitted():
                taken = self._take_floor()
                self._begin_reply(event.turn)
                return (
                    *taken,
                    do.RememberUser(event.turn, event.text, spoken=False),
                    do.Generate(event.turn, event.text),
                )
            case ev.RegenerationRequested():
                taken = self._take_floor()
                self._begin_reply(event.turn)
                return (
                    *taken,
                    do.ReplaceReply(event.turn),
                    do.Generate(event.turn, event.text, again=True),
                )
            case ev.StopRequested():
                return self._take_floor()
            case ev.ProblemDismissed():
                self._failed = False
                return ()
            case _:
                assert_never(event)

    def _take_floor(self) -> Commands:
        """End everything that goes on."""
        self._failed = False
        ended: list[do.Command] = []
        if self._hearing is not None:
            ended.append(do.DiscardUtterance(self._hearing.turn))
            ended.append(do.CancelTranscription(self._hearing.turn))
            self._hearing = None
        ended += [do.CancelTranscription(turn) for turn in self._waiting]
        self._waiting.clear()
        return (*ended, *self._interrupt())

    def _on_device_lost(self, event: ev.DeviceLost) -> Commands:
        hearing = self._hearing
        if event.role is not ev.DeviceRole.MICROPHONE or hearing is None:
            return ()
        self._hearing = None
        return (
            do.DiscardUtterance(hearing.turn),
            do.CancelTranscription(hearing.turn),
            *self._restore(),
        )

    # ---- the reply -------------------------------------------------------------------

    def _begin_reply(self, turn: TurnId) -> None:
        self._failed = False
        self._own_words = ""
        self._reply = Reply(turn, voice=self._voice)

    def _on_reply(self, event: ev.ReplyEvent) -> Commands:
        reply = self._reply
        if reply is None or reply.turn != event.turn:
            return ()
        match event:
            case ev.ReplyDelta():
                reply.shown.append(event.text)
                return ()
            case ev.SentenceReady():
                if reply.voice:
                    reply.unsaid.append(event.sentence)
                    return self._synthesize_ahead(reply)
                reply.settled.add(event.sentence.index)
                return self._finish_if_complete(reply)
            case ev.ReplyEnded():
                reply.expected = event.sentences
                reply.text = event.text
                return self._finish_if_complete(reply)
            case ev.GenerationFailed():
                reply.expected = event.sentences
                reply.text = "".join(reply.shown).strip()
                finished = self._finish_if_complete(reply)
                return finished + self._fail(reply.turn, event.error)
            case ev.ActionRequested():
                return (do.Act(reply.turn, event.action, event.value),)
            case _:
                assert_never(event)

    def _synthesize_ahead(self, reply: Reply) -> Commands:
        """Keep a few clips ready, and the processor free for who interrupts."""
        due: list[do.Command] = []
        while reply.unsaid and len(reply.said) - len(reply.settled) < CLIPS_AHEAD:
            sentence = reply.unsaid.popleft()
            reply.said.append(sentence.spoken)
            due.append(do.Synthesize(reply.turn, sentence))
        return tuple(due)

    def _finish_if_complete(self, reply: Reply) -> Commands:
        if not reply.complete:
            return ()
        self._reply = None
        restored = (do.Restore(reply.turn),) if reply.ducked else ()
        if not reply.text:
            return restored
        return (
            *restored,
            do.RememberReply(reply.turn, reply.text, interrupted=False),
        )

    def _interrupt(self) -> Commands:
        """End the reply where it is; what was heard of it follows with the silence."""
        reply = self._reply
        if reply is None:
            return ()
        self._reply = None
        self._stopping.add(reply.turn)
        cancelled = (do.CancelGeneration(reply.turn), do.StopVoice(reply.turn))
        read = "".join(reply.shown).strip()
        if reply.voice or not read:
            return cancelled
        return (*cancelled, do.RememberReply(reply.turn, read, interrupted=True))

    def _duck(self) -> Commands:
        """Lower the voice while the person may be speaking."""
        reply = self._reply
        if reply is None or not reply.audible or reply.ducked:
            return ()
        reply.ducked = True
        return (do.Duck(reply.turn),)

    def _restore(self) -> Commands:
        """Go on speaking at full volume, if suspicion had lowered it."""
        reply = self._reply
        if reply is None or not reply.ducked:
            return ()
        reply.ducked = False
        return (do.Restore(reply.turn),)

    def _fail(self, turn: TurnId, error: LumenError) -> Commands:
        self._failed = True
        return (do.ShowProblem(turn, error),)

    # ---- the voice -------------------------------------------------------------------

    def _on_voice(self, event: ev.VoiceEvent) -> Commands:
        if isinstance(event, ev.PlaybackStopped):
            return self._on_playback_stopped(event)
        reply = self._reply
        if reply is None or reply.turn != event.turn or not reply.voice:
            return ()
        match event:
            case ev.ClipReady():
                if self._stopping:
                    reply.held.append(event.clip)
                    return ()
                return (do.Play(reply.turn, event.clip),)
            case ev.PlaybackStarted():
                reply.audible = True
                # What is heard now, and what it runs into before the next event.
                self._own_words = " ".join(reply.said[: event.index + 2])
                return self._duck() if self._hearing is not None else ()
            case ev.PlaybackFinished():
                reply.settled.add(event.index)
                return self._finish_if_complete(reply) or self._synthesize_ahead(reply)
            case ev.SynthesisFailed():
                reply.settled.add(event.index)
                told: Commands = ()
                if not reply.voice_failed:
                    reply.voice_failed = True
                    told = (do.ShowProblem(reply.turn, event.error),)
                ended = self._finish_if_complete(reply)
                return told + (ended or self._synthesize_ahead(reply))
            case _:
                assert_never(event)

    def _on_playback_stopped(self, event: ev.PlaybackStopped) -> Commands:
        if event.turn not in self._stopping:
            return ()
        self._stopping.remove(event.turn)
        done: list[do.Command] = []
        if event.heard:
            done.append(do.RememberReply(event.turn, event.heard, interrupted=True))
        reply = self._reply
        if reply is not None and not self._stopping:
            done += [do.Play(reply.turn, clip) for clip in reply.held]
            reply.held.clear()
        return tuple(done)
