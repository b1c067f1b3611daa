"""The map of Lumen: its stages in spoken order, and the loop that routes events.

A spoken sentence goes through the stages as they stand in `Stages`. Each posts events
to the loop; the loop hands them to the turn machine and does what the machine commands.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from lumen.core import commands as do
from lumen.core import events as ev
from lumen.core.clock import Clock
from lumen.core.conversation import Role
from lumen.core.errors import LumenError, MicrophoneOpenError, PrivacyError
from lumen.core.intent import Intent
from lumen.core.metrics import Mark, MetricsSink
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.dialogue.generation import ESSENTIAL
from lumen.dialogue.request import ReplyRequest
from lumen.ears import Ears
from lumen.journal import Journal
from lumen.manner import Manner
from lumen.observe.marks import mark_event

if TYPE_CHECKING:  # these load numpy and models: after the first window
    from lumen.audio.capture import Microphone
    from lumen.audio.speaker import Speaker
    from lumen.dialogue.generation import GenerationStage
    from lumen.dialogue.turns import TurnMachine
    from lumen.room import Room
    from lumen.speech.listening import Listener
    from lumen.speech.recognition import RecognitionStage
    from lumen.speech.synthesis import SynthesisStage

_log = logging.getLogger(__name__)

_QUESTIONS = frozenset({"what_is_playing", "content_info", "list_timers"})
"""Commands that change nothing, so that they are answered again."""
Subscriber = Callable[[ev.Event], None]


@dataclass(frozen=True, slots=True)
class Stages:
    """Every stage a spoken sentence goes through, in this order."""

    microphone: Microphone
    listener: Listener
    recognition: RecognitionStage
    machine: TurnMachine
    understand: Callable[[str], tuple[Intent, ...]]
    facts: Callable[[], tuple[str, ...]]
    generation: GenerationStage
    synthesis: SynthesisStage
    speaker: Speaker
    room: Room | None = None
    release: Callable[[], None] = lambda: None
    """Lets go of microphone and loudspeaker for good."""


class Companion:
    """Routes events between the stages; all but `subscribe` belongs to the loop.

    `attach` gives it its stages before the first event: the window is shown, and can be
    subscribed, before numpy and the audio libraries are loaded.

    Args:
        journal: Where the conversation is written down.
        clock: Shared with all stages.
        metrics: Where the marks of a turn go.
        manner: How to speak.
        on_manner: Called on the loop when a reply changed the manner (volume, name).
    """

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        metrics: MetricsSink,
        manner: Manner,
        on_manner: Callable[[Manner], None],
    ) -> None:
        self._stages: Stages
        self._ears: Ears
        self._journal = journal
        self._clock = clock
        self._metrics = metrics
        self._manner = manner
        self._on_manner = on_manner
        self._subscribers: tuple[Subscriber, ...] = ()
        self._phase = Phase.IDLE
        self._provider = ""
        self._refusal: LumenError = PrivacyError()

    def attach(self, stages: Stages) -> None:
        """Take the stages; once, before the first event."""
        self._stages = stages
        self._ears = Ears(stages.microphone, stages.listener)

    def detach(self) -> None:
        """Hear nothing any more; from any thread, waits for the microphone."""
        self._ears.end()

    def take_manner(self, manner: Manner) -> None:
        """Speak and listen differently from the next sentence on."""
        self._manner = manner
        self._stages.speaker.volume = manner.volume
        self._stages.machine.barge_in = manner.barge_in
        self._do_all(self._stages.machine.set_voice(not manner.mute))
        self._tell_phase(self._clock.now())

    def set_hands_free(self, on: bool) -> None:
        """Listen all the time, or only while the key is held.

        While privacy is wanted it is only noted: it begins when that is over.
        """
        self._ears.listen_always(on, held=self._stages.machine.held)
        if on and self._ears.private:
            now = self._clock.now()
            self.publish(ev.ProblemRaised(NO_TURN, now, self._refusal))

    @property
    def private(self) -> bool:
        """Whether nothing is to be heard."""
        return self._ears.private

    def set_privacy(self, on: bool) -> None:
        """Hear nothing until told otherwise, or hear again as before.

        From now on nothing that is heard counts; `PrivacyChanged` is told once the
        microphone is closed.
        """
        ears, now, loop = self._ears, self._clock.now(), asyncio.get_running_loop()
        changed = ev.PrivacyChanged(NO_TURN, now, on, ears.always)
        commands = self._stages.machine.handle(changed)
        self._refusal = PrivacyError(closed=False)
        settled = ears.set_private(on)
        self._do_all(commands)
        self._tell_phase(now)

        def tell(done: Future[None]) -> None:
            closed = done.exception() is None
            with contextlib.suppress(RuntimeError):  # the loop has ended: so does Lumen
                loop.call_soon_threadsafe(self._on_privacy, changed, closed)

        settled.add_done_callback(tell)

    def _on_privacy(self, changed: ev.PrivacyChanged, closed: bool) -> None:
        """Tell it; who wants to be heard is told the same from now on."""
        self._refusal = PrivacyError() if closed else MicrophoneOpenError()
        if closed:
            self.publish(changed)
        else:
            self.publish(ev.ProblemRaised(NO_TURN, changed.at, self._refusal))

    def _rest_unless_hearing(self) -> None:
        if not self._stages.machine.hearing:
            self._ears.rest()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have `subscriber` called on the loop for every event; from any thread.

        Returns:
            What ends the subscription.
        """
        self._subscribers = (*self._subscribers, subscriber)

        def unsubscribe() -> None:
            self._subscribers = tuple(s for s in self._subscribers if s != subscriber)

        return unsubscribe

    def take(self, event: ev.Event) -> None:
        """Let the machine decide, do what it commands, tell everybody."""
        mark_event(self._metrics, event)
        if isinstance(event, ev.HistoryOpened):
            self._journal.load(event.messages)
        elif isinstance(event, ev.ReplyEnded):
            self._provider = event.provider
        commands = self._stages.machine.handle(event)
        self.publish(event)
        self._tell_phase(event.at)
        self._do_all(commands)
        if isinstance(event, ev.UtteranceEnded | ev.UtteranceDropped):
            self._rest_unless_hearing()
        self._tell_phase(event.at)

    def publish(self, event: ev.Event) -> None:
        """Tell every subscriber; no rule is asked."""
        for subscriber in self._subscribers:
            subscriber(event)

    def _tell_phase(self, at: Seconds) -> None:
        machine = self._stages.machine
        if machine.phase is self._phase:
            return
        self._phase = machine.phase
        self.publish(ev.PhaseChanged(machine.turn, at, machine.phase))

    def _do_all(self, commands: tuple[do.Command, ...]) -> None:
        """Do everything; what fails does not keep the rest from being done."""
        for command in commands:
            try:
                self._do(command)
            except Exception as error:  # noqa: BLE001 - a turn must come to its end
                _log.error(
                    "%s failed: %s", type(command).__name__, type(error).__name__
                )

    def _do(self, command: do.Command) -> None:
        match command:
            case (
                do.Listen()
                | do.FinishListening()
                | do.DiscardUtterance()
                | do.SetPatience()
            ):
                self._do_listening(command)
            case do.Transcribe() | do.CancelTranscription():
                self._do_recognition(command)
            case (
                do.Generate() | do.Announce() | do.CancelGeneration() | do.Synthesize()
            ):
                self._do_reply(command)
            case do.Play() | do.StopVoice() | do.Duck() | do.Restore():
                self._do_voice(command)
            case do.RememberUser() | do.RememberReply() | do.ReplaceReply():
                self._do_memory(command)
            case do.Act():
                self._act(command)
            case do.ShowProblem():
                error = command.error
                if isinstance(error, PrivacyError):
                    error = self._refusal  # the machine knows of no microphone
                self.publish(ev.ProblemRaised(command.turn, self._clock.now(), error))
            case _:
                assert_never(command)

    def _do_listening(self, command: do.ListeningCommand) -> None:
        listener = self._stages.listener
        match command:
            case do.Listen():
                self._ears.open()
                listener.listen(command.turn)
            case do.FinishListening():
                listener.finish(command.turn)
            case do.DiscardUtterance():
                listener.discard(command.turn)
                self._rest_unless_hearing()
            case do.SetPatience():
                listener.set_patience(
                    command.turn, command.revision, complete=command.complete
                )
            case _:
                assert_never(command)

    def _do_recognition(self, command: do.RecognitionCommand) -> None:
        recognition = self._stages.recognition
        if isinstance(command, do.Transcribe):
            recognition.transcribe(command.turn, command.revision, command.utterance)
        else:
            recognition.cancel(command.turn)

    def _do_reply(self, command: do.ReplyCommand) -> None:
        stages = self._stages
        match command:
            case do.Generate():
                if command.transcript is not None:
                    now = self._clock.now()
                    self._metrics.mark(command.turn, Mark.TRANSCRIPT_FINAL, now)
                self._provider = stages.generation.provider
                stages.generation.generate(command.turn, self._request(command))
            case do.Announce():
                self._provider = ESSENTIAL
                stages.generation.announce(
                    command.turn, command.text, command.sound, self._manner.language
                )
            case do.CancelGeneration():
                self._metrics.mark(command.turn, Mark.INTERRUPTED, self._clock.now())
                stages.generation.cancel(command.turn)
                stages.synthesis.cancel(command.turn)
            case do.Synthesize():
                stages.synthesis.synthesize(
                    command.turn, command.sentence, self._manner.style
                )
            case _:
                assert_never(command)

    def _request(self, command: do.Generate) -> ReplyRequest:
        last = self._journal.last(Role.COMPANION)
        meant = self._meant(command.text)
        return ReplyRequest(
            text=command.text,
            transcript=command.transcript,
            intent=meant[0] if meant else None,
            commands=() if command.again and not _only_asks(meant) else meant,
            history=self._journal.history_before(command.text),
            user_name=self._manner.user_name,
            language=self._manner.language,
            last_reply=last.text if last else "",
            facts=self._stages.facts(),
            regenerating=command.again,
        )

    def _meant(self, text: str) -> tuple[Intent, ...]:
        """What is asked for; nothing when that breaks, so that the turn goes on."""
        try:
            return self._stages.understand(text)
        except Exception as error:  # noqa: BLE001 - a turn must end, whatever broke
            _log.error("a sentence was not understood: %s", type(error).__name__)
            return ()

    def _do_voice(self, command: do.VoiceCommand) -> None:
        speaker = self._stages.speaker
        match command:
            case do.Play():
                speaker.play(command.turn, command.clip)
            case do.StopVoice():
                self._stop_voice(command.turn)
            case do.Duck():
                speaker.duck()
            case do.Restore():
                speaker.restore()
            case _:
                assert_never(command)

    def _stop_voice(self, turn: TurnId) -> None:
        """Be silent, and handle the silence before anything else is done.

        So what was heard of a reply is written down before the words that cut it off.
        """
        heard = ""
        try:
            heard = self._stages.speaker.flush(turn)
        finally:
            self.take(ev.PlaybackStopped(turn, self._clock.now(), heard))

    def _do_memory(self, command: do.MemoryCommand) -> None:
        now, journal = self._clock.now(), self._journal
        match command:
            case do.RememberUser():
                said = journal.add_user(command.text, spoken=command.spoken)
                self.publish(
                    ev.UserMessageAdded(
                        command.turn, now, said.id, command.text, command.spoken
                    )
                )
            case do.RememberReply():
                reply = journal.add_reply(
                    command.text,
                    spoken=command.spoken,
                    interrupted=command.interrupted,
                    provider=self._provider,
                )
                self._metrics.mark(command.turn, Mark.TURN_ENDED, now)
                self.publish(
                    ev.ReplyMessageAdded(
                        command.turn,
                        now,
                        reply.id,
                        command.text,
                        command.interrupted,
                        reply.spoken,
                    )
                )
            case do.ReplaceReply():
                journal.remove_reply()
            case _:
                assert_never(command)

    def _act(self, command: do.Act) -> None:
        """Do what a reply asks for; what is not ours to do, the window does."""
        manner = self._manner
        match command.action:
            case ev.Action.LOUDER | ev.Action.QUIETER:
                manner.be_louder(1 if command.action is ev.Action.LOUDER else -1)
                self._stages.speaker.volume = manner.volume
            case ev.Action.REMEMBER_NAME:
                manner.user_name = command.value
            case ev.Action.PRIVACY:
                self.set_privacy(command.value != "off")
                return
            case (
                ev.Action.REPEAT
                | ev.Action.STOP
                | ev.Action.CONNECT_MODEL
                | ev.Action.WAVE
            ):
                return
            case _:
                assert_never(command.action)
        self._on_manner(manner)


def _only_asks(meant: tuple[Intent, ...]) -> bool:
    return all(intent.name in _QUESTIONS for intent in meant)
