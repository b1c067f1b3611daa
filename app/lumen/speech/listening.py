"""The stage that hears: blocks of audio in, utterances out."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import assert_never

import numpy as np

from lumen.core.audio import BLOCK_SECONDS, AudioBlock, Utterance
from lumen.core.events import (
    Event,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechSustained,
    UtteranceDropped,
    UtteranceEnded,
)
from lumen.core.turn import NO_TURN, TurnId, TurnIds
from lumen.core.units import Seconds
from lumen.speech.endpointing import Decision, Endpointer, EndpointingSettings
from lumen.speech.vad import VoiceDetector


def _blocks(seconds: float) -> int:
    return math.ceil(seconds / BLOCK_SECONDS - 1e-6)


class Listener:
    """Cuts what the microphone hears into utterances.

    `hear` runs on the capture thread. Every other method may be called from any
    thread; it only queues the command, which takes effect with the next block, at most
    32 ms later. A command for another turn than the one being heard does nothing.

    Each utterance that is posted has a revision of its own, and so has each
    `SpeechResumed`: revisions of a turn only rise, and everything older than the
    latest is void. Only `UtteranceEnded` repeats the revision, and the utterance, of
    the last `SpeechPaused` when no voice came since.

    Args:
        detector: Tells speech from everything else.
        settings: When speech counts as begun, paused and ended.
        turns: Where numbers of new turns are drawn.
        post: Takes the events; called on the capture thread, must not block.
        over_voice: Another of the same kind, for the residue of blocks in which Lumen's
            voice sounds; without, such blocks are judged as all others.
    """

    def __init__(
        self,
        detector: VoiceDetector,
        settings: EndpointingSettings,
        turns: TurnIds,
        post: Callable[[Event], None],
        over_voice: VoiceDetector | None = None,
    ) -> None:
        self._detector = detector
        self._over_voice = over_voice
        self._over = False
        self._settings = settings
        self._turns = turns
        self._post = post
        self._endpointer = Endpointer(settings)
        self._commands: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._before: deque[AudioBlock] = deque(
            maxlen=_blocks(settings.pre_roll) + _blocks(settings.onset)
        )
        self._blocks: list[AudioBlock] = []
        self._turn = NO_TURN
        self._revision = 0
        self._latest: Utterance | None = None
        self._at: Seconds | None = None
        self._last_at = Seconds(0.0)

    # ---- commands, from any thread ---------------------------------------------------

    def listen(self, turn: TurnId) -> None:
        """Record from the pre-roll on until `finish` (push-to-talk).

        An utterance that is going on is forgotten; nothing follows for it.
        """
        self._commands.append(partial(self._listen, turn))

    def finish(self, turn: TurnId) -> None:
        """End the recording; `UtteranceEnded` or `UtteranceDropped` follows."""
        self._commands.append(partial(self._finish, turn))

    def discard(self, turn: TurnId) -> None:
        """Forget what is being heard; nothing follows."""
        self._commands.append(partial(self._discard, turn))

    def set_patience(self, turn: TurnId, revision: int, complete: bool) -> None:
        """Say whether the words of a pause's revision are complete.

        Args:
            turn: The turn of the pause.
            revision: The pause's; when the person has gone on since, nothing happens.
            complete: Whether they are a whole sentence or command.
        """
        self._commands.append(partial(self._set_patience, turn, revision, complete))

    def set_hands_free(self, on: bool) -> None:
        """Begin utterances at every onset, or only by `listen`.

        Turning it off drops an utterance that began by itself, not one by `listen`.
        """
        self._commands.append(partial(self._set_hands_free, on))

    def interrupt(self) -> None:
        """No more blocks will come for now: end what is being heard with what is there.

        Acts at once, because there will be no next block to act with: what was
        commanded before is done first, then `UtteranceEnded` or `UtteranceDropped`
        follows for whatever is being heard, held or not. It is at the moment of the
        last block, 0 if there never was any.
        """
        with self._lock:
            self._run_commands()
            self._break_off()

    # ---- audio, on the capture thread ------------------------------------------------

    def hear(self, block: AudioBlock) -> None:
        """Take the next block; its samples must not change afterwards."""
        with self._lock:
            if self._at is not None and block.at - self._at > self._settings.gap:
                self._break_off()
            self._at = self._last_at = block.at
            self._run_commands()
            active = self._endpointer.active
            (self._blocks if active else self._before).append(block)
            decisions = self._endpointer.process(BLOCK_SECONDS, *self._listen_to(block))
            for decision in decisions:
                self._carry_out(decision, block.at)

    def _listen_to(self, block: AudioBlock) -> tuple[float, bool, bool]:
        """How likely somebody speaks, whether over Lumen, whether that is sure.

        The canceller lets through what is louder than the echo; the residue keeps more
        of a person, and rouses a suspicion, which lowers the voice until the canceller
        hears them too; once it is low, the residue is believed as well. Both must hear
        them while the echo's path is not known: each lets some of Lumen's own first
        words through, and hardly ever the same.

        Source: `tests/benchmarks/bench_echo.py`.
        """
        clean = self._detector.probability(block.samples)
        before, self._over = self._over, block.residue is not None
        if block.residue is None or self._over_voice is None:
            return clean, block.playing, True
        if not before:
            self._over_voice.reset()
        kept = self._over_voice.probability(block.residue)
        if block.learning:
            return min(clean, kept), block.playing, True
        lowered = self._endpointer.active
        sure = lowered or clean >= self._settings.release_probability
        return max(clean, kept), block.playing, sure

    def _carry_out(self, decision: Decision, at: Seconds) -> None:
        heard = self._endpointer
        match decision:
            case Decision.STARTED:
                self._begin(self._turns.next())
                self._post(SpeechStarted(self._turn, Seconds(at - heard.run)))
            case Decision.PAUSED:
                self._latest = self._utterance(at)
                self._revision += 1
                self._post(SpeechPaused(self._turn, at, self._revision, self._latest))
            case Decision.SUSTAINED:
                self._revision += 1
                utterance = self._utterance(at)
                self._post(
                    SpeechSustained(
                        self._turn, at, self._revision, utterance, utterance.voiced
                    )
                )
            case Decision.RESUMED:
                self._latest = None
                self._revision += 1
                resumed = Seconds(at - heard.run)
                self._post(SpeechResumed(self._turn, resumed, self._revision))
            case Decision.ENDED:
                self._end(at)
            case Decision.DROPPED:
                self._post(UtteranceDropped(self._turn, at))
                self._forget(keep=len(self._blocks))
            case _:
                assert_never(decision)

    def _begin(self, turn: TurnId) -> None:
        self._turn = turn
        self._revision = 0
        self._latest = None
        self._blocks = list(self._before)
        self._before.clear()

    def _end(self, at: Seconds) -> None:
        utterance = self._latest
        if utterance is None:
            utterance = self._utterance(at)
            self._revision += 1
        self._post(UtteranceEnded(self._turn, at, self._revision, utterance))
        self._forget(keep=int(self._endpointer.quiet / BLOCK_SECONDS + 1e-6))

    def _forget(self, keep: int = 0) -> None:
        """Drop the utterance; its last `keep` blocks may be the next one's pre-roll."""
        if keep:
            self._before.extend(self._blocks[-keep:])
        self._blocks = []
        self._turn = NO_TURN
        self._latest = None

    def _utterance(self, at: Seconds) -> Utterance:
        heard = self._endpointer
        return Utterance(
            samples=np.concatenate([block.samples for block in self._blocks]),
            start=Seconds(self._blocks[0].at - BLOCK_SECONDS),
            speech_end=Seconds(at - heard.quiet),
            voiced=Seconds(heard.voiced),
        )

    def _break_off(self) -> None:
        """The stream of blocks broke: end what is being heard, start afresh."""
        if self._endpointer.active:
            enough = self._endpointer.enough and self._blocks
            ending = Decision.ENDED if enough else Decision.DROPPED
            self._carry_out(ending, self._last_at)
        self._before.clear()
        self._endpointer.reset()
        self._detector.reset()
        self._at = None

    # ---- commands, on the capture thread ---------------------------------------------

    def _run_commands(self) -> None:
        while self._commands:
            self._commands.popleft()()

    def _listen(self, turn: TurnId) -> None:
        self._before.extend(self._blocks)
        surplus = len(self._before) - _blocks(self._settings.pre_roll)
        for _ in range(surplus):
            self._before.popleft()
        self._endpointer.hold()
        self._begin(turn)

    def _finish(self, turn: TurnId) -> None:
        if turn == self._turn:
            self._endpointer.release()

    def _discard(self, turn: TurnId) -> None:
        if turn == self._turn:
            self._endpointer.reset()
            self._forget()

    def _set_patience(self, turn: TurnId, revision: int, complete: bool) -> None:
        if turn == self._turn and revision == self._revision:
            self._endpointer.be_patient(complete)

    def _set_hands_free(self, on: bool) -> None:
        heard = self._endpointer
        heard.hands_free = on
        if not on and heard.active and not heard.held:
            self._post(UtteranceDropped(self._turn, self._last_at))
            heard.reset()
            self._forget()
