"""Working stand-ins for Lumen's protocols; each passes the real thing's contract."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncGenerator, Callable, Sequence

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import LumenError
from lumen.core.events import Event
from lumen.core.expression import Viseme
from lumen.core.speech import (
    Clip,
    Heard,
    Sentence,
    SpeechStyle,
    Transcript,
    VisemeSpan,
    WordTime,
)
from lumen.core.turn import TurnId, TurnIds
from lumen.core.units import SILENCE_DBFS, Dbfs, Seconds
from lumen.dialogue.generation import Prompt
from lumen.speech.synthesis import Voice
from lumen.storage.vault import SecretKey


class ManualClock:
    """A clock that moves when told."""

    def __init__(self, at: float = 100.0) -> None:
        self._at = at

    def now(self) -> Seconds:
        return Seconds(self._at)

    def advance(self, seconds: float) -> None:
        assert seconds >= 0
        self._at += seconds


class ScriptedGenerator:
    """A `Generator` that streams what it was told.

    Each reply is a list of deltas; an error in it is raised there, and None waits until
    the reply is cancelled. Without further replies it says "Yes."
    """

    def __init__(
        self, *replies: Sequence[str | LumenError | None], name: str = "scripted"
    ) -> None:
        self.name = name
        self.prompts: list[Prompt] = []
        self.problem: LumenError | None = None
        self.cancelled = 0
        self.closed = False
        self._replies = list(replies)

    async def check(self) -> None:
        if self.problem is not None:
            raise self.problem

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        for delta in self._replies.pop(0) if self._replies else ["Yes."]:
            try:
                await asyncio.sleep(3600 if delta is None else 0)
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            if isinstance(delta, LumenError):
                raise delta
            yield delta or ""

    async def close(self) -> None:
        self.closed = True


class ScriptedDetector:
    """A voice detector that reads the probability from the block's first sample."""

    def __init__(self) -> None:
        self.resets = 0

    def probability(self, samples: Pcm) -> float:
        return float(samples[0])

    def reset(self) -> None:
        self.resets += 1


class ScriptedRecognizer:
    """A recogniser that hears what it was told to.

    Args:
        script: What each transcription gives, in order; the last one from then on.
            Errors are raised; "" is silence.
    """

    def __init__(self, *script: str | Exception, name: str = "scripted") -> None:
        self._script = list(script) or [""]
        self.name = name
        self.warm = False
        self.heard: list[int] = []

    def warm_up(self) -> None:
        self.warm = True

    def transcribe(
        self,
        samples: Pcm,
        cancel: CancellationToken,
        on_partial: Callable[[str], None] | None = None,
    ) -> Transcript:
        cancel.check()
        self.heard.append(len(samples))
        answer = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(answer, Exception):
            raise answer
        if on_partial is not None and answer:
            on_partial(answer.split()[0])
        cancel.check()
        return Transcript(answer, 1.0 if answer else 0.0, "en", self.name)


class FakeCompanion:
    """A `CompanionPort` that notes what it is asked and posts what it is told."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.level = SILENCE_DBFS
        self.playing: Heard | None = None
        self.clock = ManualClock()
        self.turns = TurnIds()
        self._listeners: list[Callable[[Event], None]] = []

    def post(self, *events: Event) -> None:
        for event in events:
            for listener in tuple(self._listeners):
                listener(event)

    @property
    def heard_by(self) -> int:
        return len(self._listeners)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def submit_text(self, text: str) -> TurnId:
        self.asked.append(("submit_text", text))
        return self.turns.next()

    def press_to_talk(self) -> None:
        self.asked.append(("press_to_talk",))

    def release_to_talk(self) -> None:
        self.asked.append(("release_to_talk",))

    def set_hands_free(self, on: bool) -> None:
        self.asked.append(("set_hands_free", on))

    def stop(self) -> None:
        self.asked.append(("stop",))

    def regenerate(self) -> None:
        self.asked.append(("regenerate",))

    def rate(self, message: int, rating: int) -> None:
        self.asked.append(("rate", message, rating))

    def forget(self, message: int) -> None:
        self.asked.append(("forget", message))

    def forget_all(self) -> None:
        self.asked.append(("forget_all",))

    def dismiss_problem(self) -> None:
        self.asked.append(("dismiss_problem",))

    def give_passphrase(self, passphrase: str) -> None:
        self.asked.append(("give_passphrase", passphrase))

    def decline_passphrase(self) -> None:
        self.asked.append(("decline_passphrase",))

    def microphone_level(self) -> Dbfs:
        return self.level

    def heard(self) -> Heard | None:
        return self.playing

    def now(self) -> Seconds:
        return self.clock.now()


class MemorySecrets:
    """A `SecretStore` in memory; `problem` is what the keyring has just now."""

    def __init__(self) -> None:
        self.problem: LumenError | None = None
        self.kept: bytes | None = None
        self.on_late: Callable[[], None] = lambda: None
        self.abandoned = False

    def fetch(self) -> SecretKey | None:
        if self.problem is not None:
            raise self.problem
        return None if self.kept is None else SecretKey(self.kept)

    def keep(self, key: SecretKey) -> None:
        if self.problem is not None:
            raise self.problem
        self.kept = key.reveal()

    def abandon(self) -> None:
        self.abandoned = True

    def call_when_late(self, on_late: Callable[[], None]) -> None:
        self.on_late = on_late


class ToneSynthesizer:
    """A `Synthesizer` that beeps: each word is a closed mouth, then an open one.

    A word of the sentence takes 100 ms. `problem` is raised instead; while `gate` is
    cleared, a sentence waits there until it is set or cancelled.
    """

    rate_hz = 8_000
    word_frames = 800

    def __init__(self, name: str = "tone", language: str = "en-us") -> None:
        self._name = name
        self._language = language
        self.problem: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.asked: list[tuple[Sentence, SpeechStyle]] = []
        self.warmed = 0

    @property
    def name(self) -> str:
        return self._name

    def voices(self) -> tuple[Voice, ...]:
        return (Voice(f"{self._name}-voice", self._language, self._name.title()),)

    def warm_up(self, style: SpeechStyle) -> None:
        if self.problem is not None:
            raise self.problem
        self.warmed += 1

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        self.asked.append((sentence, style))
        self.entered.set()
        while not self.gate.wait(0.005):
            cancel.check()
        cancel.check()
        if self.problem is not None:
            raise self.problem
        found = list(re.finditer(r"\w+", sentence.spoken))
        frames = max(1, len(found)) * self.word_frames
        tone = np.sin(np.arange(frames, dtype=np.float32) * 0.3) * (0.2 if found else 0)
        length = self.word_frames / self.rate_hz
        visemes, words = [], []
        for at, word in enumerate(found):
            start, end = Seconds(at * length), Seconds((at + 1) * length)
            middle = Seconds(start + 0.4 * length)
            visemes.append(VisemeSpan(Viseme.PP, start, middle))
            visemes.append(VisemeSpan(Viseme.AA, middle, end))
            words.append(WordTime(word.start(), word.end(), start, end))
        silence = (VisemeSpan(Viseme.SIL, Seconds(0), Seconds(length)),)
        spans = tuple(visemes) or silence
        samples = (tone * style.volume).astype(np.float32)
        return Clip(sentence, samples, self.rate_hz, spans, tuple(words))
