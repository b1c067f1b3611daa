"""Recognition with Whisper, through faster-whisper and CTranslate2."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lumen.core.audio import SPEECH_RATE_HZ, Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import ModelMissingError, RecognitionError
from lumen.core.speech import Transcript
from lumen.speech.plausibility import (
    Evidence,
    PlausibilitySettings,
    Verdict,
    clean,
    judge,
    measure_loudness,
    repeats_itself,
    trusted,
)

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer
    from numpy.typing import NDArray

_FILES: Final = ("config.json", "model.bin", "tokenizer.json")
"""Without its tokenizer beside it, faster-whisper would ask the network for one."""

_HOP_FRAMES: Final = 160
_FULL_WINDOW: Final = 3000
"""Mel frames of 10 ms that Whisper was trained on: 30 s."""

_STEP_FRAMES: Final = 50
"""A short window is a multiple of this: the library under the encoder keeps what it
compiled for every length that it has met. Source: 116 kB for each new length, 0.3 kB
for one it knows, so that 200 utterances grew the process by 15 MB."""

_MAX_TOKENS: Final = 220
"""Half of Whisper's text context holds the transcript."""

_SPLIT_SEARCH: Final = 3 * SPEECH_RATE_HZ


@dataclass(frozen=True, slots=True)
class WhisperSettings:
    """How Whisper is run.

    Attributes:
        language: BCP 47 primary tag, or None to detect it.
        languages: When detecting: only among these; empty for all that it knows.
        cpu_threads: Threads that one run computes on.
        max_new_tokens: Upper limit of a transcript's tokens; None for as many as can
            be said in the time. Reaching an explicit limit counts as an end, so that
            a model of random weights can be given a realistic number of tokens.
        margin_seconds: Silence behind the speech in a short window.
        min_window_seconds: Shortest window given to the encoder.
        tokens_per_step: Tokens decoded between two looks at the cancellation token.
        plausibility: What is believed.
    """

    language: str | None = None
    languages: tuple[str, ...] = ()
    cpu_threads: int = 2
    max_new_tokens: int | None = None
    margin_seconds: float = 1.0
    min_window_seconds: float = 2.0
    tokens_per_step: int = 24
    plausibility: PlausibilitySettings = field(default_factory=PlausibilitySettings)


@dataclass(frozen=True, slots=True)
class _Decoding:
    """A text and what is known about it."""

    text: str
    evidence: Evidence
    language: str


class WhisperRecognizer:
    """Whisper from a folder on this machine; never asks the network.

    The encoder is first given only as many frames as there is audio, which is several
    times faster than the 30 s it was trained on. When the result is doubtful, loops or
    does not end, the full window is tried, then a beam search over it.

    Args:
        folder: A CTranslate2 Whisper model with its ``tokenizer.json``.
        size: As `lumen models` calls it: tiny, base, small, distil, turbo.
        settings: How it is run.
    """

    def __init__(
        self, folder: Path, size: str, settings: WhisperSettings | None = None
    ) -> None:
        self._folder = folder
        self._size = size
        self._settings = settings or WhisperSettings()
        self._model: WhisperModel | None = None
        self._tokenizers: dict[str, tuple[Tokenizer, list[int]]] = {}

    @property
    def name(self) -> str:
        """See `Recognizer.name`."""
        return f"whisper-{self._size}"

    def warm_up(self) -> None:
        """See `Recognizer.warm_up`."""
        silence = np.zeros(2 * SPEECH_RATE_HZ, np.float32)
        self._decode(silence, CancellationToken())

    def transcribe(self, samples: Pcm, cancel: CancellationToken) -> Transcript:
        """See `Recognizer.transcribe`."""
        cancel.check()
        samples = np.nan_to_num(np.asarray(samples, np.float32))
        limits = self._settings.plausibility
        loudness = measure_loudness(samples)
        language = self._settings.language or "en"
        if loudness.level_dbfs < limits.min_level_dbfs:
            return Transcript("", 0.0, language, self.name)
        texts: list[str] = []
        confidences: list[float] = []
        garbled = False
        for part in _windows(samples):
            decoding = self._decode(part, cancel)
            language = decoding.language
            heard = measure_loudness(part)
            verdict = judge(decoding.text, decoding.evidence, heard, limits)
            garbled = garbled or verdict is Verdict.GARBLED
            if verdict is Verdict.BELIEVED:
                texts.append(decoding.text)
                confidences.append(math.exp(decoding.evidence.log_probability))
        return Transcript(
            text=" ".join(texts),
            confidence=min(1.0, min(confidences, default=0.0)),
            language=language,
            engine=self.name,
            rejected=garbled and not texts,
        )

    # ---- decoding --------------------------------------------------------------------

    def _decode(self, samples: Pcm, cancel: CancellationToken) -> _Decoding:
        model = self._load()
        try:
            return self._decode_with_care(model, samples, cancel)
        except (RuntimeError, ValueError, MemoryError) as error:
            raise RecognitionError(
                f"{self.name} failed ({type(error).__name__}).",
                "Say it again; if it keeps failing, choose another model.",
            ) from error

    def _decode_with_care(
        self,
        model: WhisperModel,
        samples: Pcm,
        cancel: CancellationToken,
    ) -> _Decoding:
        limits = self._settings.plausibility
        mel = model.feature_extractor(samples)[:, :_FULL_WINDOW]
        window = self._window(len(samples))
        encoded = model.encode(_pad(mel, window))
        cancel.check()
        language = self._language(model, encoded)
        cancel.check()
        first = self._generate(model, encoded, language, len(samples), 1, cancel)
        if trusted(first.text, first.evidence, limits) or not samples.any():
            return first
        if window < _FULL_WINDOW:
            encoded = model.encode(_pad(mel, _FULL_WINDOW))
            cancel.check()
            second = self._generate(model, encoded, language, len(samples), 1, cancel)
            if trusted(second.text, second.evidence, limits):
                return second
        return self._generate(model, encoded, language, len(samples), 5, cancel)

    def _generate(
        self,
        model: WhisperModel,
        encoded: Any,  # noqa: ANN401 - CTranslate2 publishes no types
        language: str,
        frames: int,
        beam: int,
        cancel: CancellationToken,
    ) -> _Decoding:
        """Decode in steps, each continuing the one before."""
        tokenizer, suppressed = self._tokenizer(model, language)
        prompt = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        limit = self._token_limit(frames)
        tokens: list[int] = []
        text, score, no_speech, ended = "", 0.0, 0.0, False
        while not ended and len(tokens) < limit:
            cancel.check()
            step = min(self._settings.tokens_per_step, limit - len(tokens))
            most = len(tokens) + step
            result = model.model.generate(
                encoded,
                [[*prompt, *tokens]],
                beam_size=beam,
                # CTranslate2 takes half of this, or what the prompt leaves of it, as
                # the limit of the text, what was given of it included.
                max_length=max(2 * most, most + len(prompt) - 1),
                return_scores=True,
                return_no_speech_prob=True,
                suppress_blank=not tokens,
                suppress_tokens=suppressed,
            )[0]
            given, tokens = len(tokens), result.sequences_ids[0]
            score += result.scores[0] * max(1, len(tokens))  # of what is new
            no_speech = no_speech if given else result.no_speech_prob
            ended = len(tokens) - given < step
            text = clean(tokenizer.decode(tokens))
            if not ended and repeats_itself(text):
                break
        cancel.check()
        return _Decoding(
            text=text,
            evidence=Evidence(
                log_probability=score / (len(tokens) + 1),
                no_speech=no_speech,
                finished=ended or self._settings.max_new_tokens is not None,
            ),
            language=tokenizer.language_code,
        )

    def _tokenizer(
        self, model: WhisperModel, language: str
    ) -> tuple[Tokenizer, list[int]]:
        """The tokenizer of a language and the tokens that are no speech."""
        known = self._tokenizers.get(language)
        if known is None:
            from faster_whisper.tokenizer import Tokenizer
            from faster_whisper.transcribe import get_suppressed_tokens

            tokenizer = Tokenizer(
                model.hf_tokenizer, model.model.is_multilingual, "transcribe", language
            )
            suppressed = list(get_suppressed_tokens(tokenizer, [-1]))
            known = self._tokenizers[language] = (tokenizer, suppressed)
        return known

    def _language(self, model: WhisperModel, encoded: Any) -> str:  # noqa: ANN401 - as above
        settings = self._settings
        if not model.model.is_multilingual:
            return "en"
        if settings.language is not None:
            return settings.language.split("-")[0].lower()
        if len(settings.languages) == 1:
            return settings.languages[0]
        ranked = [token[2:-2] for token, _ in model.model.detect_language(encoded)[0]]
        allowed = [tag for tag in ranked if tag in settings.languages]
        return str((allowed or ranked)[0])

    def _window(self, frames: int) -> int:
        """Mel frames that the encoder is given for so many frames of audio."""
        settings = self._settings
        seconds = frames / SPEECH_RATE_HZ + settings.margin_seconds
        seconds = max(seconds, settings.min_window_seconds)
        steps = math.ceil(seconds * SPEECH_RATE_HZ / _HOP_FRAMES / _STEP_FRAMES)
        return min(_FULL_WINDOW, steps * _STEP_FRAMES)

    def _token_limit(self, frames: int) -> int:
        """Tokens that can be said in the time: no language needs 25 in a second."""
        if self._settings.max_new_tokens is not None:
            return min(_MAX_TOKENS, self._settings.max_new_tokens)
        return min(_MAX_TOKENS, 12 + math.ceil(25 * frames / SPEECH_RATE_HZ))

    # ---- loading ---------------------------------------------------------------------

    def _load(self) -> WhisperModel:
        if self._model is not None:
            return self._model
        missing = [name for name in _FILES if not (self._folder / name).is_file()]
        if missing:
            raise ModelMissingError(
                self.name,
                f"The speech model {self.name} is not on this machine "
                f"(no {missing[0]}).",
                "Download it in the settings or with `lumen models`.",
            )
        from faster_whisper import WhisperModel

        try:
            self._model = WhisperModel(
                str(self._folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=self._settings.cpu_threads,
                local_files_only=True,
            )
        except Exception as error:  # CTranslate2 and tokenizers raise bare exceptions
            raise RecognitionError(
                f"The speech model {self.name} is damaged ({type(error).__name__}).",
                "Remove it with `lumen models` and download it again.",
            ) from error
        return self._model


def _pad(mel: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Fill up with silence: the lowest value that Whisper's features can have."""
    floor = float(mel.max()) - 2.0
    short = frames - mel.shape[1]
    padded = np.pad(
        mel[:, :frames], ((0, 0), (0, max(0, short))), constant_values=floor
    )
    return np.ascontiguousarray(padded, dtype=np.float32)


def _windows(samples: Pcm) -> list[Pcm]:
    """Cut what is longer than 30 s, each time at the quietest moment near the end."""
    longest = _FULL_WINDOW * _HOP_FRAMES
    parts: list[Pcm] = []
    while len(samples) > longest:
        search = samples[longest - _SPLIT_SEARCH : longest]
        frames = np.abs(search).reshape(-1, _HOP_FRAMES).mean(axis=1)
        at = longest - _SPLIT_SEARCH + int(frames.argmin()) * _HOP_FRAMES
        parts.append(samples[:at])
        samples = samples[at:]
    parts.append(samples)
    return parts
