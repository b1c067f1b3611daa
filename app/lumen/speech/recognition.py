"""From utterances to transcripts: the `Recognizer` protocol and its stage."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from lumen.core.audio import Pcm, Utterance
from lumen.core.cancellation import CancellationToken
from lumen.core.clock import Clock
from lumen.core.errors import Cancelled, LumenError, RecognitionError
from lumen.core.events import Event, RecognitionFailed, TranscriptReady
from lumen.core.memory import give_back_memory
from lumen.core.speech import Transcript
from lumen.core.turn import TurnId
from lumen.core.worker import Worker, WorkerBusyError

_log = logging.getLogger(__name__)


class Recognizer(Protocol):
    """Turns PCM into text; called on the recognition worker only."""

    @property
    def name(self) -> str:
        """Name of the engine and its model, such as ``whisper-base``."""
        ...

    def warm_up(self) -> None:
        """Load the model and run it once, so that the first turn is fast.

        Raises:
            ModelMissingError: The model is not on this machine.
            RecognitionError: The model cannot be loaded.
        """
        ...

    def transcribe(self, samples: Pcm, cancel: CancellationToken) -> Transcript:
        """Recognise one utterance.

        Args:
            samples: float32[n] at 16 kHz, mono.
            cancel: Checked between encoder and decoder steps.

        Raises:
            Cancelled: `cancel` was set.
            RecognitionError: The engine failed.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    """One revision that is waiting for recognition or being recognised."""

    turn: TurnId
    revision: int
    token: CancellationToken = field(default_factory=CancellationToken)


class RecognitionStage:
    """Recognises utterances one after the other, on a worker of its own.

    All methods are thread-safe; none but `close` waits.

    Args:
        recognizer: The engine to begin with, or None until `use` brings one.
        clock: Stamps the events.
        post: Takes `TranscriptReady` and `RecognitionFailed`; called on the worker or
            the caller's thread, must not block.
    """

    def __init__(
        self,
        recognizer: Recognizer | None,
        clock: Clock,
        post: Callable[[Event], None],
    ) -> None:
        self._recognizer = recognizer
        self._clock = clock
        self._post = post
        self._jobs: dict[TurnId, _Job] = {}
        # Re-entrant: `post` may answer by calling the stage again.
        self._lock = threading.RLock()
        self._worker = Worker("lumen-recognition")
        self._worker.start()

    @property
    def name(self) -> str:
        """Name of the engine in use; empty when there is none."""
        recognizer = self._recognizer
        return "" if recognizer is None else recognizer.name

    def transcribe(self, turn: TurnId, revision: int, utterance: Utterance) -> None:
        """Recognise a revision; an older one of the turn is cancelled.

        `TranscriptReady` or `RecognitionFailed` follows, unless it is cancelled.
        """
        job = _Job(turn, revision)
        with self._lock:
            self.cancel(turn)
            self._jobs[turn] = job
        try:
            self._worker.submit(partial(self._run, job, utterance))
        except WorkerBusyError:
            self._fail(
                job,
                RecognitionError(
                    "Recognition cannot keep up.", "Wait a moment, then say it again."
                ),
            )

    def cancel(self, turn: TurnId) -> None:
        """Recognise nothing more of this turn; no event follows."""
        with self._lock:
            job = self._jobs.pop(turn, None)
            if job is not None:
                job.token.cancel()

    def use(self, recognizer: Recognizer) -> Future[None]:
        """Warm up another engine on the worker, then recognise with it.

        The old engine stays when the new one fails.

        Returns:
            Done when the new engine is in use; else holds its `LumenError`.
        """
        return self._worker.call(
            partial(self._swap, recognizer),
            RecognitionError("Recognition is busy or has ended.", "Try again."),
        )

    def close(self, timeout: float = 2.0) -> None:
        """Cancel everything and end the worker.

        Args:
            timeout: Seconds to wait for an engine that is still at work.
        """
        with self._lock:
            for turn in tuple(self._jobs):
                self.cancel(turn)
        self._worker.stop(timeout)

    def _swap(self, recognizer: Recognizer) -> None:
        try:
            recognizer.warm_up()
        except LumenError:
            raise
        except Exception as error:
            raise _unexpected(error) from error
        self._recognizer = recognizer
        give_back_memory()

    def _run(self, job: _Job, utterance: Utterance) -> None:
        try:
            job.token.check()
            transcript = self._engine().transcribe(utterance.samples, job.token)
        except Cancelled:
            return
        except LumenError as error:
            self._fail(job, error)
        except Exception as error:  # noqa: BLE001 - an engine's bug must not end a turn
            _log.error("recognition failed: %s", type(error).__name__)
            self._fail(job, _unexpected(error))
        else:
            at = self._clock.now()
            self._finish(job, TranscriptReady(job.turn, at, job.revision, transcript))

    def _engine(self) -> Recognizer:
        if self._recognizer is None:
            raise RecognitionError(
                "Nothing is ready to understand speech.",
                "Wait until it is loaded, or type instead.",
            )
        return self._recognizer

    def _fail(self, job: _Job, error: LumenError) -> None:
        at = self._clock.now()
        self._finish(job, RecognitionFailed(job.turn, at, job.revision, error))

    def _finish(self, job: _Job, event: Event) -> None:
        with self._lock:
            if job.token.cancelled:
                return
            if self._jobs.get(job.turn) is job:
                del self._jobs[job.turn]
            self._post(event)


def _unexpected(error: Exception) -> RecognitionError:
    return RecognitionError(
        f"Recognition failed unexpectedly ({type(error).__name__}).",
        "Say it again, or choose another recogniser in the settings.",
    )
