"""From sentences to clips: the `Synthesizer` protocol, its stage and safety net."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from lumen.core.breaker import CircuitBreaker
from lumen.core.cancellation import CancellationToken
from lumen.core.clock import Clock
from lumen.core.errors import Cancelled, LumenError, SynthesisError
from lumen.core.events import ClipReady, Event, SynthesisFailed
from lumen.core.memory import give_back_memory
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.core.turn import TurnId
from lumen.core.worker import Worker, WorkerBusyError
from lumen.speech.sounds import sound_clip

_log = logging.getLogger(__name__)

_MOST_WAITING = 512
"""Sentences that may wait: a model's longest reply (2,000 words) has about 200."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine.

    Attributes:
        name: Stable name, kept in the settings.
        language: BCP 47 tag.
        title: As shown to a person.
    """

    name: str
    language: str
    title: str


class Synthesizer(Protocol):
    """Turns sentences into clips; called on the synthesis worker only."""

    @property
    def name(self) -> str:
        """Name of the engine, such as ``piper``."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """The voices that can speak now, best first."""
        ...

    def warm_up(self, style: SpeechStyle) -> None:
        """Load the style's voice and run it once.

        Raises:
            SynthesisError: The voice cannot be loaded.
        """
        ...

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        """Speak one sentence.

        Raises:
            Cancelled: `cancel` was set.
            SynthesisError: The engine failed.
        """
        ...


class CannotReadError(SynthesisError):
    """The engine is well, but has no voice for this text or its language."""


def pick_voice(voices: Iterable[Voice], style: SpeechStyle) -> Voice | None:
    """The voice a style asks for: by name, else the first that fits its language best.

    Returns:
        None when no voice has that name or speaks that language.
    """
    best: Voice | None = None
    fit = 0
    for voice in voices:
        if voice.name == style.voice:
            return voice
        this = _fit(voice.language, style.language)
        if this > fit:
            best, fit = voice, this
    return best


def _fit(language: str, wanted: str) -> int:
    """2: the same tag, 1: the same language, 0: another."""
    have, want = (tag.lower().replace("_", "-") for tag in (language, wanted))
    if have == want:
        return 2
    return 1 if have.partition("-")[0] == want.partition("-")[0] else 0


class FallbackSynthesizer:
    """Several engines as one that is never silent while one of them can speak.

    The engine whose voice the style names goes first, then those that speak its
    language, then all others. An engine that keeps failing is rested for a while.

    Args:
        engines: Best first; the last should be one that cannot fail.
        clock: Tells when the rest of a failing engine is over.
    """

    def __init__(self, engines: Iterable[Synthesizer], clock: Clock) -> None:
        self._links = tuple(
            _Link(engine, CircuitBreaker(clock, failures=2)) for engine in engines
        )
        self._speaking = self._links[0].engine.name if self._links else ""

    @property
    def name(self) -> str:
        """Name of the engine that spoke last, or is about to."""
        return self._speaking

    def voices(self) -> tuple[Voice, ...]:
        """See `Synthesizer.voices`."""
        return tuple(v for link in self._links for v in link.engine.voices())

    def warm_up(self, style: SpeechStyle) -> None:
        """See `Synthesizer.warm_up`; raises only when no engine can be loaded."""
        self._first_that_can(style, lambda engine: engine.warm_up(style))

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        """See `Synthesizer.synthesize`; raises only when every engine failed."""
        clips: list[Clip] = []
        self._first_that_can(
            style,
            lambda engine: clips.append(engine.synthesize(sentence, style, cancel)),
        )
        return clips[0]

    def _first_that_can(
        self, style: SpeechStyle, task: Callable[[Synthesizer], None]
    ) -> None:
        problem: SynthesisError | None = None
        links = self._in_order(style)
        allowed = [link for link in links if link.breaker.allow()]
        for at, link in enumerate(allowed or links):
            try:
                task(link.engine)
            except Cancelled:
                for spared in allowed[at:]:
                    spared.breaker.abandon()
                raise
            except CannotReadError as error:
                link.breaker.abandon()
                problem = problem or error
            except Exception as error:  # noqa: BLE001 - the next engine speaks instead
                link.breaker.fail()
                _log.warning("%s failed: %s", link.engine.name, type(error).__name__)
                problem = problem or _as_synthesis_error(error)
            else:
                link.breaker.succeed()
                for spared in allowed[at + 1 :]:
                    spared.breaker.abandon()
                self._speaking = link.engine.name
                return
        raise problem or _NOTHING_READY

    def _in_order(self, style: SpeechStyle) -> list[_Link]:
        def rank(link: _Link) -> int:
            voices = link.engine.voices()
            if any(voice.name == style.voice for voice in voices):
                return 0
            return 1 if pick_voice(voices, style) else 2

        return sorted(self._links, key=rank)


@dataclass(frozen=True, slots=True)
class _Link:
    engine: Synthesizer
    breaker: CircuitBreaker


@dataclass(slots=True)
class _Work:
    """Sentences of one turn that wait or are being spoken."""

    token: CancellationToken = field(default_factory=CancellationToken)
    waiting: int = 0


class SynthesisStage:
    """Speaks sentences one after the other, on a worker of its own.

    All methods are thread-safe; none but `close` waits.

    Args:
        clock: Stamps the events.
        post: Takes `ClipReady` and `SynthesisFailed`; called on the worker or the
            caller's thread, must not block.
        synthesizer: The engine to begin with, or None until `use` brings one.
    """

    def __init__(
        self,
        clock: Clock,
        post: Callable[[Event], None],
        synthesizer: Synthesizer | None = None,
    ) -> None:
        self._clock = clock
        self._post = post
        self._synthesizer = synthesizer
        self._work: dict[TurnId, _Work] = {}
        # Re-entrant: `post` may answer by calling the stage again.
        self._lock = threading.RLock()
        self._worker = Worker("lumen-synthesis", _MOST_WAITING)
        self._worker.start()

    @property
    def name(self) -> str:
        """Name of the engine in use; empty when there is none."""
        synthesizer = self._synthesizer
        return "" if synthesizer is None else synthesizer.name

    def synthesize(self, turn: TurnId, sentence: Sentence, style: SpeechStyle) -> None:
        """Speak a sentence after those that wait.

        `ClipReady` or `SynthesisFailed` follows, unless the turn is cancelled.
        """
        with self._lock:
            work = self._work.setdefault(turn, _Work())
            work.waiting += 1
        try:
            self._worker.submit(partial(self._run, turn, work, sentence, style))
        except WorkerBusyError:
            busy = SynthesisError(
                "The voice cannot keep up or has ended.", "Read the reply instead."
            )
            self._fail(turn, work, sentence, busy)

    def cancel(self, turn: TurnId) -> None:
        """Speak nothing more of this turn; no event follows."""
        with self._lock:
            work = self._work.pop(turn, None)
            if work is not None:
                work.token.cancel()

    def use(self, synthesizer: Synthesizer, style: SpeechStyle) -> Future[None]:
        """Warm up another engine on the worker, then speak with it.

        The old engine stays when the new one fails.

        Returns:
            Done when the new engine is in use; else holds its `LumenError`.
        """
        return self._worker.call(
            partial(self._swap, synthesizer, style),
            SynthesisError("The voice is busy or has ended.", "Try again."),
        )

    def close(self, timeout: float = 2.0) -> None:
        """Cancel everything and end the worker.

        Args:
            timeout: Seconds to wait for an engine that is still at work.
        """
        with self._lock:
            for turn in tuple(self._work):
                self.cancel(turn)
        self._worker.stop(timeout)

    def _swap(self, synthesizer: Synthesizer, style: SpeechStyle) -> None:
        try:
            synthesizer.warm_up(style)
        except Exception as error:
            raise _as_synthesis_error(error) from error
        self._synthesizer = synthesizer
        give_back_memory()

    def _run(
        self, turn: TurnId, work: _Work, sentence: Sentence, style: SpeechStyle
    ) -> None:
        try:
            work.token.check()
            if sentence.sound:
                clip = sound_clip(sentence)
            else:
                clip = self._engine().synthesize(sentence, style, work.token)
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - an engine's bug must not end a turn
            if not isinstance(error, LumenError):
                _log.error("synthesis failed: %s", type(error).__name__)
            self._fail(turn, work, sentence, _as_synthesis_error(error))
        else:
            self._finish(turn, work, ClipReady(turn, self._clock.now(), clip))

    def _engine(self) -> Synthesizer:
        if self._synthesizer is None:
            raise _NOTHING_READY
        return self._synthesizer

    def _fail(
        self, turn: TurnId, work: _Work, sentence: Sentence, error: LumenError
    ) -> None:
        at = self._clock.now()
        self._finish(turn, work, SynthesisFailed(turn, at, sentence.index, error))

    def _finish(self, turn: TurnId, work: _Work, event: Event) -> None:
        with self._lock:
            if work.token.cancelled:
                return
            work.waiting -= 1
            if work.waiting == 0:
                del self._work[turn]
            self._post(event)


_NOTHING_READY = SynthesisError(
    "No voice is ready.", "Wait until one is loaded, or read the reply."
)


def _as_synthesis_error(error: Exception) -> SynthesisError:
    if isinstance(error, SynthesisError):
        return error
    if isinstance(error, LumenError):
        return SynthesisError(error.what, error.advice)
    return SynthesisError(
        f"The voice failed unexpectedly ({type(error).__name__}).",
        "Choose another voice in the settings.",
    )
