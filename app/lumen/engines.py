"""Which engines hear, think and speak: chosen by the settings and by what is here.

Lumen works from the first second with what needs no download, and changes to better
engines as soon as they are ready: loading and warming up happen on the stages' own
workers, while the conversation goes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from urllib.parse import urlsplit

from lumen.core import events as ev
from lumen.core.clock import Clock
from lumen.core.errors import GenerationError, LumenError
from lumen.core.loop import LoopThread
from lumen.core.speech import SpeechStyle
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds
from lumen.dialogue.generation import GenerationStage
from lumen.dialogue.ollama import OllamaGenerator
from lumen.dialogue.ollama_server import OllamaSettings
from lumen.dialogue.window import TokenEstimate
from lumen.models.shelf import ModelShelf
from lumen.speech.embedded import EmbeddedRecognizer
from lumen.speech.recognition import RecognitionStage, Recognizer
from lumen.speech.synthesis import SynthesisStage, Synthesizer, Voice
from lumen.speech.voices import all_voices, choose_synthesizer
from lumen.speech.whisper import WhisperRecognizer, WhisperSettings
from lumen.storage.settings_model import Settings, ThinkingSettings

_log = logging.getLogger(__name__)

_LOOK_AGAIN_SECONDS = 15.0
"""How often a language model that was not there is looked for again."""

_KNOCK_SECONDS = 1.0
_OLLAMA_PORT = 11_434
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})

_ANY_WHISPER = ("base", "small", "tiny", "distil-small.en", "large-v3-turbo")
"""What is taken, in this order, when the wanted model is not here."""

_NEITHER = "I know a set of phrases so far. Add models to talk about anything."
_NO_WHISPER = "I hear a set of phrases so far. Add a Whisper model to talk freely."
_BROKEN_WHISPER = (
    "I hear a set of phrases so far: the Whisper model cannot be loaded. Remove it "
    "under Models and add it again."
)
_NO_MODEL = "I do small talk and sums so far. Connect a language model for open talk."


@dataclass(frozen=True, slots=True)
class EngineStages:
    """The stages that engines are put into."""

    recognition: RecognitionStage
    generation: GenerationStage
    synthesis: SynthesisStage


class Engines:
    """Chooses engines, has them warmed up, tells what is in use.

    Args:
        stages: Where the engines go.
        voices: The voice engines of this machine, best first.
        loop: Where the language model is looked for.
        clock: Times the events.
        shelf: Models on this machine.
        phrases: What the embedded recogniser can understand.
        tokens: Learns the length of tokens; shared with the prompt.
    """

    def __init__(
        self,
        stages: EngineStages,
        voices: tuple[Synthesizer, ...],
        loop: LoopThread,
        clock: Clock,
        shelf: ModelShelf,
        phrases: Sequence[str],
        tokens: TokenEstimate,
    ) -> None:
        self._stages = stages
        self._voices = voices
        self._loop = loop
        self._clock = clock
        self._shelf = shelf
        self._phrases = phrases
        self._tokens = tokens
        self._lock = threading.Lock()
        self._search: Future[None] | None = None
        self._generator = ""
        self._whisper_fails = False

    def begin(self, settings: Settings, style: SpeechStyle) -> tuple[Future[None], ...]:
        """Choose everything and begin to warm it up; `EnginesChanged` tells.

        Returns:
            Done when hearing, speaking and thinking are ready or given up.
        """
        return (
            self.choose_recognizer(settings),
            self.choose_synthesizer(settings, style),
            self.choose_generator(settings.thinking),
        )

    def apply(self, old: Settings, new: Settings, style: SpeechStyle) -> None:
        """Choose anew what a change of the settings concerns."""
        heard = ("recognizer", "whisper_model")
        if old.general.language != new.general.language or any(
            getattr(old.hearing, name) != getattr(new.hearing, name) for name in heard
        ):
            self.choose_recognizer(new)
        if old.general.language != new.general.language or any(
            getattr(old.speaking, name) != getattr(new.speaking, name)
            for name in ("engine", "voice")
        ):  # the rest comes with each sentence: "louder" loads no voice anew
            self.choose_synthesizer(new, style)
        if old.thinking != new.thinking:
            self.choose_generator(new.thinking)

    def voices(self) -> tuple[Voice, ...]:
        """Every voice that can be chosen, best engine first."""
        return all_voices(self._voices)

    @property
    def connected(self) -> bool:
        """Whether a language model answers."""
        return bool(self._generator)

    # ---- hearing ---------------------------------------------------------------------

    def choose_recognizer(self, settings: Settings) -> Future[None]:
        """Whisper when it is wanted and here, else the embedded recogniser.

        When Whisper fails, what listened before goes on; at the start, when nothing
        did, the embedded recogniser takes its place.

        Returns:
            Done when the choice listens; else holds its `LumenError`.
        """
        self._whisper_fails = False
        whisper = self._whisper(settings)
        if whisper is None:
            return self._watch(self._embedded())
        ready = self._stages.recognition.use(whisper)
        ready.add_done_callback(self._on_whisper)
        return self._watch(ready)

    def _on_whisper(self, ready: Future[None]) -> None:
        if ready.cancelled() or ready.exception() is None:
            return
        self._whisper_fails = True
        if not self._stages.recognition.name:
            self._watch(self._embedded())

    def _embedded(self) -> Future[None]:
        return self._stages.recognition.use(EmbeddedRecognizer(self._phrases))

    def _whisper(self, settings: Settings) -> Recognizer | None:
        if settings.hearing.recognizer == "embedded":
            return None
        wanted = settings.hearing.whisper_model
        for size in (wanted, *_ANY_WHISPER):
            folder = self._shelf.path(f"whisper-{size}")
            if folder is not None:
                language = settings.general.language
                fixed = None if language == "auto" else language.partition("-")[0]
                return WhisperRecognizer(folder, size, WhisperSettings(language=fixed))
        return None

    # ---- speaking --------------------------------------------------------------------

    def choose_synthesizer(
        self, settings: Settings, style: SpeechStyle
    ) -> Future[None]:
        """The wanted voice engine first, the others behind it.

        Returns:
            Done when it can speak; else holds its `LumenError`.
        """
        engine = settings.speaking.engine
        chosen = choose_synthesizer(self._voices, self._clock, engine)
        return self._watch(self._stages.synthesis.use(chosen, style))

    # ---- thinking --------------------------------------------------------------------

    def choose_generator(self, settings: ThinkingSettings) -> Future[None]:
        """Look for the wanted language model; until it is there, do without.

        Returns:
            Done when it was looked for once, found or not.
        """
        looked: Future[None] = Future()
        with self._lock:
            if self._search is not None:
                self._search.cancel()
            self._search = self._loop.run(self._look_for_model(settings, looked))
        return looked

    async def _look_for_model(
        self, settings: ThinkingSettings, looked: Future[None]
    ) -> None:
        self._use_generator(None)
        if settings.provider == "essential":
            _settle(looked)
            return
        generator = make_ollama(settings, self._tokens, self._clock)
        try:
            await self._wait_for(generator, settings, looked)
        except BaseException:
            await generator.close()
            raise
        self._use_generator(generator)
        _settle(looked)
        await self._warm_up(generator)

    async def _wait_for(
        self,
        generator: OllamaGenerator,
        settings: ThinkingSettings,
        looked: Future[None],
    ) -> None:
        """Wait until the model is there; what is wrong is told once.

        When nobody asked for a model, having no Ollama is nothing to complain about;
        one that listens and does not serve is.
        """
        unasked = settings.provider == "auto"
        told = False
        while True:
            try:
                if not unasked or await _may_answer(settings.ollama_host):
                    await generator.check()
                    return
            except LumenError as error:
                if not told:
                    told = True
                    self._complain(_until_it_serves(error))
            _settle(looked)
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    async def _warm_up(self, generator: OllamaGenerator) -> None:
        try:
            await generator.warm_up()
        except LumenError as error:
            self._complain(error)

    def _use_generator(self, generator: OllamaGenerator | None) -> None:
        self._stages.generation.use(generator)
        self._generator = generator.name if generator else ""
        self._tell()

    # ---- telling ---------------------------------------------------------------------

    def _watch(self, ready: Future[None]) -> Future[None]:
        ready.add_done_callback(self._on_ready)
        return ready

    def _on_ready(self, ready: Future[None]) -> None:
        if ready.cancelled():
            return
        error = ready.exception()
        if isinstance(error, LumenError):
            self._complain(error)
        elif error is not None:
            _log.error("an engine failed to load: %s", type(error).__name__)
        self._tell()

    def _complain(self, error: LumenError) -> None:
        self._loop.post(ev.ProblemRaised(NO_TURN, self._clock.now(), error))

    def _tell(self) -> None:
        stages = self._stages
        recognizer = stages.recognition.name
        notice = "" if self._generator else _NO_MODEL
        if recognizer == EmbeddedRecognizer.name:
            notice = _NO_WHISPER if self._generator else _NEITHER
            if self._whisper_fails:
                notice = _BROKEN_WHISPER
        self._loop.post(
            ev.EnginesChanged(
                NO_TURN,
                self._clock.now(),
                recognizer,
                stages.generation.provider,
                stages.synthesis.name,
                notice,
            )
        )


async def _may_answer(address: str) -> bool:
    """Whether something listens there; asked before Ollama's client is loaded.

    The client costs 0.3 s and 15 MB, which who has no Ollama need not pay.
    """
    place = urlsplit(address)
    if place.hostname not in _THIS_MACHINE:
        return True  # only the client knows whether that is allowed
    try:
        async with asyncio.timeout(_KNOCK_SECONDS):
            _, writer = await asyncio.open_connection(
                place.hostname, place.port or _OLLAMA_PORT
            )
    except (OSError, TimeoutError):
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True


def _until_it_serves(error: LumenError) -> LumenError:
    """The error for who has asked nothing yet: "ask again" is no advice for them."""
    if type(error) is not GenerationError:
        return error
    return GenerationError(
        error.what,
        "Restart Ollama if it stays so. I look again by myself and go on with small "
        "talk meanwhile.",
    )


def _settle(looked: Future[None]) -> None:
    if not looked.done():
        looked.set_result(None)


def make_ollama(
    settings: ThinkingSettings,
    tokens: TokenEstimate | None = None,
    clock: Clock | None = None,
) -> OllamaGenerator:
    """A generator as the settings say."""
    minutes = settings.keep_alive_minutes
    wanted = OllamaSettings(
        host=settings.ollama_host,
        model=settings.ollama_model,
        allow_remote=settings.allow_remote_host,
        allow_cloud=settings.allow_cloud_models,
        keep_alive=minutes * 60.0 if minutes >= 0 else -1,
        num_ctx=settings.context_tokens,
        connect_timeout=Seconds(settings.connect_timeout_seconds),
        first_token_timeout=Seconds(settings.first_token_timeout_seconds),
        stall_timeout=Seconds(settings.stall_timeout_seconds),
    )
    return OllamaGenerator(wanted, tokens, clock)
