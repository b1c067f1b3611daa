"""Recognition before any download: pocketsphinx with a closed set of phrases.

Its dictation is useless (word error rate 45 %), but among a few hundred phrases it
finds the right one. It finds one in anything else, too; so the audio is decoded a
second time as a free sequence of phones, and the phrase is believed only when it
explains the audio nearly as well as that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from lumen.core.audio import SPEECH_RATE_HZ, Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import RecognitionError
from lumen.core.speech import Transcript
from lumen.speech.phrases import expand_all
from lumen.speech.plausibility import measure_loudness

if TYPE_CHECKING:
    from pocketsphinx import Decoder

_PHRASES: Final = "phrases"
_PHONES: Final = "phones"
_LOG_SCALE: Final = 1024
"""Pocketsphinx shifts the logarithms of its scores by ten bits."""

_SCORE_WEIGHT: Final = 35.5
_MARGIN_WEIGHT: Final = 300.8
_BIAS: Final = 1.2
"""Logistic regression on a phrase's score and its margin to free phones, per frame.

Source: `tests/benchmarks/bench_embedded_recognition.py` prints what they achieve. They
were fitted on 1,400 utterances of people and of four synthetic voices, clean, quiet,
fast, slow and in kitchen noise; fitted on voices alone they tell apart people as well.
"""

_SLOWEST_LETTERS_PER_SECOND: Final = 6.0
"""Nobody says a command slower; the usual pace is 15."""

_SHORTEST_FRAMES: Final = SPEECH_RATE_HZ // 10
_MIN_LEVEL_DBFS: Final = -65.0
_SUGGESTIONS: Final = 2
_SUGGEST_FROM: Final = 0.08
"""Confidence below which a guess would only annoy."""

_PRONUNCIATIONS: Final[Mapping[str, str]] = {"lumen": "L UW M AH N"}


class EmbeddedRecognizer:
    """Finds one of a closed set of English phrases, or honestly rejects.

    A transcript is one of the phrases; or rejected, with phrases that may have been
    meant; or silent.

    Args:
        phrases: Phrases or templates (see `lumen.speech.phrases.expand`).
        pronunciations: ARPABET of words that the dictionary lacks, such as names.
        min_confidence: Below, a phrase is rejected; 0 to 1.

    Raises:
        ValueError: A template is malformed.
    """

    name = "embedded"

    def __init__(
        self,
        phrases: Iterable[str],
        pronunciations: Mapping[str, str] | None = None,
        min_confidence: float = 0.5,
    ) -> None:
        self._phrases = expand_all(phrases)
        self._pronunciations = {**_PRONUNCIATIONS, **(pronunciations or {})}
        self._min_confidence = min_confidence
        letters = max((len(phrase) for phrase in self._phrases), default=0)
        self._longest = 1.0 + letters / _SLOWEST_LETTERS_PER_SECOND
        self._left_out: tuple[str, ...] = ()
        self._decoder: Decoder | None = None

    @property
    def left_out(self) -> tuple[str, ...]:
        """Phrases with words that nobody told how to pronounce; after `warm_up`."""
        return self._left_out

    def warm_up(self) -> None:
        """See `Recognizer.warm_up`."""
        noise = np.random.default_rng(0).standard_normal(SPEECH_RATE_HZ // 2)
        decoder = self._load()
        self._search(decoder, _PHRASES, _to_bytes((noise * 0.01).astype(np.float32)))

    def transcribe(self, samples: Pcm, cancel: CancellationToken) -> Transcript:
        """See `Recognizer.transcribe`."""
        cancel.check()
        samples = np.nan_to_num(np.asarray(samples, np.float32))
        loudness = measure_loudness(samples)
        if len(samples) < _SHORTEST_FRAMES or loudness.level_dbfs < _MIN_LEVEL_DBFS:
            return self._transcript("", 0.0)
        decoder = self._load()
        if loudness.voiced > self._longest:
            return self._transcript("", 0.0, rejected=True)
        pcm = _to_bytes(samples)
        found, score = self._search(decoder, _PHRASES, pcm)
        cancel.check()
        phones, free = self._search(decoder, _PHONES, pcm)
        cancel.check()
        frames = max(1, decoder.n_frames())
        if not phones.replace("SIL", "").replace("+", " ").strip():
            return self._transcript("", 0.0)
        belief = (
            _SCORE_WEIGHT * score + _MARGIN_WEIGHT * (score - free)
        ) / frames + _BIAS
        confidence = 1 / (1 + math.exp(-max(-50.0, min(50.0, belief))))
        if found in self._known and confidence >= self._min_confidence:
            return self._transcript(found, confidence)
        suggestions = self._suggest(found) if confidence >= _SUGGEST_FROM else ()
        return self._transcript("", confidence, rejected=True, suggestions=suggestions)

    def _transcript(
        self,
        text: str,
        confidence: float,
        rejected: bool = False,
        suggestions: tuple[str, ...] = (),
    ) -> Transcript:
        return Transcript(text, confidence, "en", self.name, rejected, suggestions)

    def _suggest(self, found: str) -> tuple[str, ...]:
        """The phrase that was found, or those that begin like it."""
        if found in self._known:
            return (found,)
        begun = [phrase for phrase in self._known if found and phrase.startswith(found)]
        return tuple(sorted(begun, key=len)[:_SUGGESTIONS])

    # ---- decoder ---------------------------------------------------------------------

    def _search(self, decoder: Decoder, search: str, pcm: bytes) -> tuple[str, float]:
        """Decode with one of the searches.

        Returns:
            The words and their score, a logarithm.
        """
        try:
            decoder.activate_search(search)
            decoder.start_utt()
            decoder.process_raw(pcm, full_utt=True)
            decoder.end_utt()
            found = decoder.hyp()
        except RuntimeError as error:
            self._decoder = None
            raise RecognitionError(
                "The embedded recogniser failed.", "Say it again."
            ) from error
        if found is None or found.score <= 0:
            return "", -1e6
        return found.hypstr, decoder.logmath.log(found.score) / _LOG_SCALE

    def _load(self) -> Decoder:
        if self._decoder is not None:
            return self._decoder
        from pocketsphinx import Decoder, get_model_path

        model = Path(get_model_path()) / "en-us"
        try:
            # All senones are scored, so that scores are relative to the best
            # explanation of each frame and can be compared between searches.
            decoder = Decoder(
                samprate=float(SPEECH_RATE_HZ),
                lm=None,
                loglevel="FATAL",
                compallsen=True,
                bestpath=False,
            )
            for word, phones in self._pronunciations.items():
                if decoder.lookup_word(word) is None:
                    decoder.add_word(word, phones, update=True)
            self._know(decoder)
            decoder.add_allphone_file(_PHONES, str(model / "en-us-phone.lm.bin"))
        except (RuntimeError, ValueError) as error:
            raise RecognitionError(
                "The embedded recogniser could not be loaded.",
                "Install Lumen again, or download a speech model.",
            ) from error
        self._decoder = decoder
        return decoder

    def _know(self, decoder: Decoder) -> None:
        """Make a finite-state grammar of the phrases, as a tree of their words."""
        known: list[str] = []
        left_out: list[str] = []
        for phrase in self._phrases:
            words = phrase.split()
            sayable = all(decoder.lookup_word(word) is not None for word in words)
            (known if sayable else left_out).append(phrase)
        if not known:
            raise RecognitionError(
                "The embedded recogniser knows no phrases.", "Type instead."
            )
        nodes: dict[tuple[str, ...], int] = {(): 0}
        final = 1
        edges: list[tuple[int, int, float, str]] = []
        for phrase in known:
            *path, last = phrase.split()
            for depth, word in enumerate(path, start=1):
                prefix = tuple(path[:depth])
                if prefix not in nodes:
                    nodes[prefix] = len(nodes) + 1
                    edges.append((nodes[prefix[:-1]], nodes[prefix], 1.0, word))
            edges.append((nodes[tuple(path)], final, 1.0, last))
        decoder.add_fsg(_PHRASES, decoder.create_fsg(_PHRASES, 0, final, edges))
        self._known = frozenset(known)
        self._left_out = tuple(left_out)


def _to_bytes(samples: Pcm) -> bytes:
    return (np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()
