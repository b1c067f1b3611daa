"""The rules of hearing: from the first sound to the transcript that is answered.

What is heard while a reply goes on is under suspicion of being a barge-in: the voice is
ducked at once, and words (see `dialogue.barge_in`) decide whether the person gets the
floor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from lumen.core import commands as do
from lumen.core import events as ev
from lumen.core.audio import Utterance
from lumen.core.errors import RecognitionError
from lumen.core.speech import Transcript
from lumen.core.turn import TurnId
from lumen.dialogue.barge_in import BargeIn, judge
from lumen.dialogue.floor import Commands, Floor, Hearing


class HearingRules:
    """The part of the turn machine that listens.

    Args:
        floor: The state that all rules share.
        looks_complete: Whether a partial transcript is a complete sentence or command.
    """

    def __init__(self, floor: Floor, looks_complete: Callable[[str], bool]) -> None:
        self._floor = floor
        self._looks_complete = looks_complete

    def handle(
        self,
        event: ev.HearingEvent
        | ev.RecognitionEvent
        | ev.DeviceLost
        | ev.PrivacyChanged,
    ) -> Commands:
        """Take one event of hearing; see `TurnMachine.handle`."""
        match event:
            case ev.TranscriptReady():
                return self._on_transcript(event)
            case ev.RecognitionFailed():
                return self._on_recognition_failed(event)
            case ev.DeviceLost():
                return self._on_device_lost(event)
            case ev.PrivacyChanged():
                return self._on_privacy(event)
            case _:
                return self._on_utterance(event)

    # ---- the utterance ---------------------------------------------------------------

    def _on_utterance(self, event: ev.HearingEvent) -> Commands:
        if isinstance(event, ev.SpeechStarted):
            return self._on_speech_started(event.turn)
        hearing = self._floor.hearing
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
                self._floor.hearing = None
                return self._floor.restore() + self._nothing_heard(hearing)
            case _:
                assert_never(event)

    def _on_speech_started(self, turn: TurnId) -> Commands:
        if self._floor.hearing is not None:
            return ()
        reply = self._floor.reply
        deaf = reply is not None and not self._floor.barge_in
        if deaf or self._floor.private:  # blocks that were on their way
            return (do.DiscardUtterance(turn),)
        self._floor.failed = False
        self._floor.hearing = Hearing(turn, over_reply=reply is not None)
        return self._floor.duck()

    def _transcribe(self, hearing: Hearing, utterance: Utterance) -> Commands:
        hearing.asked = hearing.revision
        hearing.transcript = None
        return (do.Transcribe(hearing.turn, hearing.revision, utterance),)

    def _on_utterance_ended(
        self, hearing: Hearing, event: ev.UtteranceEnded
    ) -> Commands:
        self._floor.hearing = None
        hearing.voiced = event.utterance.voiced
        known = hearing.transcript
        if known is not None and hearing.revision == event.revision:
            return self._resolve(hearing, known)
        self._floor.waiting[hearing.turn] = hearing
        hearing.revision = event.revision
        if hearing.asked == event.revision:
            return ()
        return self._transcribe(hearing, event.utterance)

    def _on_device_lost(self, event: ev.DeviceLost) -> Commands:
        hearing = self._floor.hearing
        if event.role is not ev.DeviceRole.MICROPHONE or hearing is None:
            return ()
        self._floor.hearing = None
        return (
            do.DiscardUtterance(hearing.turn),
            do.CancelTranscription(hearing.turn),
            *self._floor.restore(),
        )

    def _on_privacy(self, event: ev.PrivacyChanged) -> Commands:
        """What was said and not answered yet is forgotten; replies go on."""
        self._floor.private = event.on
        if not event.on:
            return ()
        return (*self._floor.forget_heard(), *self._floor.restore())

    # ---- recognition -----------------------------------------------------------------

    def _on_transcript(self, event: ev.TranscriptReady) -> Commands:
        waiting = self._floor.waiting.get(event.turn)
        if waiting is not None and waiting.revision == event.revision:
            del self._floor.waiting[event.turn]
            return self._resolve(waiting, event.transcript)
        hearing = self._floor.hearing
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
        if self._floor.reply is None:
            return (patience,)
        return self._on_words_over_reply(hearing, event.transcript, patience)

    def _on_words_over_reply(
        self, hearing: Hearing, transcript: Transcript, patience: do.SetPatience
    ) -> Commands:
        match judge(transcript, hearing.voiced, self._floor.own_words):
            case BargeIn.CONFIRMED:
                hearing.over_reply = False
                return (*self._floor.interrupt(), patience)
            case BargeIn.ECHO:
                self._floor.hearing = None
                return (do.DiscardUtterance(hearing.turn), *self._floor.restore())
            case BargeIn.UNCERTAIN | BargeIn.BACKCHANNEL:
                return (patience,)

    def _on_recognition_failed(self, event: ev.RecognitionFailed) -> Commands:
        hearing = self._floor.hearing
        if hearing is not None and hearing.turn == event.turn:
            hearing.asked = -1  # asked again when the utterance ends
            return ()
        waiting = self._floor.waiting.get(event.turn)
        if waiting is None or waiting.revision != event.revision:
            return ()
        del self._floor.waiting[event.turn]
        return self._floor.restore() + self._floor.fail(event.turn, event.error)

    def _resolve(self, hearing: Hearing, transcript: Transcript) -> Commands:
        """Decide what becomes of an utterance whose transcript is final."""
        turn = hearing.turn
        if transcript.silent:
            return self._floor.restore() + self._nothing_heard(hearing)
        if hearing.over_reply and not hearing.push_to_talk:
            verdict = judge(transcript, hearing.voiced, self._floor.own_words)
            answer = self._floor.reply is None and verdict is not BargeIn.ECHO
            if verdict is not BargeIn.CONFIRMED and not answer:
                return self._floor.restore()
        interruption = self._floor.interrupt()
        heard: Commands = ()
        if transcript.text:
            heard = (do.RememberUser(turn, transcript.text, spoken=True),)
        self._floor.begin_reply(turn)
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
