"""Whose turn it is: a pure state machine from events to commands.

Three things can go on at once, and each is a small record on the `Floor`:

* `hearing`: the person is speaking now,
* `waiting`: utterances that have ended and wait for their transcripts,
* `reply`: a reply is being generated or spoken.

Here are the rules of what the person does by hand, of replies and of the voice; those
of what is heard are in `dialogue.hearing`. Events of turns that own none of the three
are stale and change nothing.

No input or output, no clock: time is in the events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from lumen.core import commands as do
from lumen.core import events as ev
from lumen.core.errors import PrivacyError
from lumen.core.turn import Phase, TurnId
from lumen.dialogue.floor import Commands, Floor, Hearing, Reply
from lumen.dialogue.hearing import HearingRules

CLIPS_AHEAD = 3
"""Sentences that are synthesised or played at once: the one that is heard, and two."""


class TurnMachine:
    """Every turn-taking rule of Lumen.

    Args:
        looks_complete: Whether a partial transcript is a complete sentence or command.
    """

    def __init__(self, looks_complete: Callable[[str], bool]) -> None:
        self._floor = Floor()
        self._ear = HearingRules(self._floor, looks_complete)

    @property
    def phase(self) -> Phase:
        """What Lumen is doing, as the window shows it."""
        return self._floor.phase

    @property
    def turn(self) -> TurnId:
        """The turn that the phase belongs to."""
        return self._floor.turn

    @property
    def hearing(self) -> bool:
        """Whether an utterance is being heard."""
        return self._floor.hearing is not None

    @property
    def held(self) -> bool:
        """Whether push-to-talk is recording."""
        return self._floor.hearing is not None and self._floor.hearing.push_to_talk

    @property
    def voice(self) -> bool:
        """Whether replies are spoken; else what was shown counts as heard."""
        return self._floor.voice

    @property
    def barge_in(self) -> bool:
        """Whether speech over a reply may interrupt it."""
        return self._floor.barge_in

    @barge_in.setter
    def barge_in(self, allowed: bool) -> None:
        self._floor.barge_in = allowed

    def set_voice(self, on: bool) -> Commands:
        """Speak replies from now on, or only show them.

        Returns:
            What is to be done, in this order: a reply that is being spoken falls silent
            and goes on in writing.
        """
        self._floor.voice = on
        reply = self._floor.reply
        if on or reply is None or not reply.voice:
            return ()
        reply.voice = reply.audible = reply.ducked = False
        reply.settled.update(range(len(reply.said) + len(reply.unsaid)))
        reply.unsaid.clear()
        reply.held.clear()
        return (do.StopVoice(reply.turn), *self._finish_if_complete(reply))

    def handle(self, event: ev.Event) -> Commands:
        """Take one event.

        Returns:
            What is to be done, in this order.
        """
        return (*self._decide(event), *self._floor.announce())

    def _decide(self, event: ev.Event) -> Commands:
        match event:
            case (
                ev.SpeechStarted()
                | ev.SpeechPaused()
                | ev.SpeechSustained()
                | ev.SpeechResumed()
                | ev.UtteranceEnded()
                | ev.UtteranceDropped()
                | ev.TranscriptReady()
                | ev.RecognitionFailed()
                | ev.DeviceLost()
                | ev.PrivacyChanged()
            ):
                return self._ear.handle(event)
            case (
                ev.PushToTalkPressed()
                | ev.PushToTalkReleased()
                | ev.TextSubmitted()
                | ev.RegenerationRequested()
                | ev.StopRequested()
                | ev.ProblemDismissed()
                | ev.AnnouncementDue()
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
            case _:
                return ()  # told by the companion to the window; no rule depends on it

    # ---- the person, by hand ---------------------------------------------------------

    def _on_person(self, event: ev.PersonEvent) -> Commands:
        match event:
            case ev.PushToTalkPressed():
                return self._on_key(event.turn)
            case ev.PushToTalkReleased():
                hearing = self._floor.hearing
                if hearing is None or not hearing.push_to_talk:
                    return ()
                return (do.FinishListening(hearing.turn),)
            case ev.TextSubmitted():
                taken = self._floor.take()
                self._floor.begin_reply(event.turn)
                return (
                    *taken,
                    do.RememberUser(event.turn, event.text, spoken=False),
                    do.Generate(event.turn, event.text),
                )
            case ev.RegenerationRequested():
                taken = self._floor.take()
                self._floor.begin_reply(event.turn)
                return (
                    *taken,
                    do.ReplaceReply(event.turn),
                    do.Generate(event.turn, event.text, again=True),
                )
            case ev.StopRequested():
                self._floor.announcements.clear()
                return self._floor.take()
            case ev.ProblemDismissed():
                self._floor.failed = False
                return ()
            case ev.AnnouncementDue():
                self._floor.announcements.append(event)
                return ()
            case _:
                assert_never(event)

    def _on_key(self, turn: TurnId) -> Commands:
        if self._floor.private:
            return (do.ShowProblem(turn, PrivacyError()),)
        taken = self._floor.take()
        self._floor.hearing = Hearing(turn, push_to_talk=True)
        return (*taken, do.Listen(turn))

    # ---- the reply -------------------------------------------------------------------

    def _on_reply(self, event: ev.ReplyEvent) -> Commands:
        reply = self._floor.reply
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
                return finished + self._floor.fail(reply.turn, event.error)
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
        self._floor.reply = None
        restored = (do.Restore(reply.turn),) if reply.ducked else ()
        if not reply.text:
            return restored
        return (
            *restored,
            do.RememberReply(
                reply.turn, reply.text, interrupted=False, spoken=bool(reply.said)
            ),
        )

    # ---- the voice -------------------------------------------------------------------

    def _on_voice(self, event: ev.VoiceEvent) -> Commands:
        if isinstance(event, ev.PlaybackStopped):
            return self._on_playback_stopped(event)
        reply = self._floor.reply
        if reply is None or reply.turn != event.turn or not reply.voice:
            return ()
        match event:
            case ev.ClipReady():
                if self._floor.stopping:
                    reply.held.append(event.clip)
                    return ()
                return (do.Play(reply.turn, event.clip),)
            case ev.PlaybackStarted():
                reply.audible = True
                # What is heard now, and what it runs into before the next event.
                self._floor.own_words = " ".join(reply.said[: event.index + 2])
                return self._floor.duck() if self._floor.hearing is not None else ()
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
        if event.turn not in self._floor.stopping:
            return ()
        self._floor.stopping.remove(event.turn)
        done: list[do.Command] = []
        if event.heard:
            done.append(
                do.RememberReply(event.turn, event.heard, interrupted=True, spoken=True)
            )
        reply = self._floor.reply
        if reply is not None and not self._floor.stopping:
            done += [do.Play(reply.turn, clip) for clip in reply.held]
            reply.held.clear()
        return tuple(done)
