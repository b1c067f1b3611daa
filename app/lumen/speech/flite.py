"""Nicer English where the system has CMU flite (Debian's libflite1).

Statistical voices with exact times of segments. Each call builds an utterance, reads
it and frees it; nothing is kept between calls.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import SynthesisError
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.speech.clips import (
    Finish,
    RawSpeech,
    finish_clip,
    join_speech,
    silent_clip,
)
from lumen.speech.prosody import Prosody, prosody_of
from lumen.speech.synthesis import CannotReadError, Voice, pick_voice
from lumen.speech.visemes import Alphabet, TimedPhoneme
from lumen.speech.words import (
    SoundGroup,
    SpokenWord,
    join,
    stretches,
    word_times,
    words_of,
)

_RATE_HZ = 16_000
_LONGEST_STRETCH = 160  # characters: about 100 ms of work before a token is checked
_SPEAKERS = {
    "slt": "Susan (English, flite)",
    "rms": "Rob (English, flite)",
    "awb": "Alan (Scottish English, flite)",
}
_MOST_LOST = 0.3
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "ð": "th",
        "þ": "th",
        "ł": "l",
        "Ł": "L",
        "\u0131": "i",
        "€": " euros ",
        "£": " pounds ",
        "¥": " yen ",
        "°": " degrees ",
        "%": " percent ",
        "&": " and ",
        "@": " at ",
        "#": " number ",
        "+": " plus ",
        "=": " equals ",
    }
)


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _Utterance(ctypes.Structure):
    _fields_ = (("features", ctypes.c_void_p),)


@dataclass(frozen=True, slots=True, eq=False)
class _Spoken:
    """What flite made of one stretch."""

    samples: Pcm
    phonemes: tuple[TimedPhoneme, ...]
    words: tuple[SoundGroup, ...]


class _Library:
    """libflite, its English and one voice."""

    def __init__(self, speaker: str) -> None:
        try:
            self._lib = ctypes.CDLL("libflite.so.1")
            voices = ctypes.CDLL(f"libflite_cmu_us_{speaker}.so.1")
            self._declare()
            self._lib.flite_init()
            register = getattr(voices, f"register_cmu_us_{speaker}")
        except (OSError, AttributeError) as error:
            raise _missing() from error
        register.restype = ctypes.c_void_p
        register.argtypes = [ctypes.c_char_p]
        self._voice = register(None)
        if not self._voice:
            raise _missing()

    def _declare(self) -> None:
        pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_float
        for name, result, arguments in (
            ("flite_init", ctypes.c_int, ()),
            ("new_utterance", pointer, ()),
            ("utt_set_input_text", None, (pointer, text)),
            ("utt_init", pointer, (pointer, pointer)),
            ("utt_synth", pointer, (pointer,)),
            ("utt_wave", ctypes.POINTER(_Wave), (pointer,)),
            ("delete_utterance", None, (pointer,)),
            ("flite_feat_set_float", None, (pointer, text, number)),
            ("utt_relation_present", ctypes.c_int, (pointer, text)),
            ("utt_relation", pointer, (pointer, text)),
            ("relation_head", pointer, (pointer,)),
            ("item_next", pointer, (pointer,)),
            ("item_daughter", pointer, (pointer,)),
            ("item_as", pointer, (pointer, text)),
            ("item_feat_string", text, (pointer, text)),
            ("item_feat_float", number, (pointer, text)),
        ):
            function = getattr(self._lib, name)
            function.restype = result
            function.argtypes = list(arguments)

    def speak(self, text: str, stretch: float, pitch: float) -> _Spoken:
        """Synthesise ASCII text.

        Args:
            text: One line.
            stretch: Factor of durations.
            pitch: Factor of the fundamental frequency.
        """
        with self._utterance(text, stretch, pitch) as utterance:
            wave = self._lib.utt_wave(utterance)
            if not wave or wave.contents.num_samples <= 0:
                raise SynthesisError("flite gave no sound.", "Choose another voice.")
            count = wave.contents.num_samples
            samples = np.ctypeslib.as_array(wave.contents.samples, (count,))
            pcm: Pcm = samples.astype(np.float32)
            pcm /= np.float32(32768)
            return _Spoken(
                pcm, tuple(self._segments(utterance)), tuple(self._tokens(utterance))
            )

    @contextmanager
    def _utterance(self, text: str, stretch: float, pitch: float) -> Iterator[int]:
        lib = self._lib
        utterance = lib.new_utterance()
        try:
            lib.utt_set_input_text(utterance, text.encode("ascii"))
            lib.utt_init(utterance, self._voice)
            # Must come after utt_init, which copies the voice's own values.
            features = ctypes.cast(utterance, ctypes.POINTER(_Utterance))
            handle = features.contents.features
            lib.flite_feat_set_float(handle, b"duration_stretch", stretch)
            lib.flite_feat_set_float(handle, b"f0_shift", pitch)
            if not lib.utt_synth(utterance):
                raise SynthesisError("flite failed.", "Choose another voice.")
            yield utterance
        finally:
            lib.delete_utterance(utterance)

    def _items(self, utterance: int, relation: bytes) -> Iterator[int]:
        lib = self._lib
        if not lib.utt_relation_present(utterance, relation):
            return
        yield from self._siblings(
            lib.relation_head(lib.utt_relation(utterance, relation))
        )

    def _siblings(self, item: int | None) -> Iterator[int]:
        while item:
            yield item
            item = self._lib.item_next(item)

    def _segments(self, utterance: int) -> Iterator[TimedPhoneme]:
        start = 0.0
        for item in self._items(utterance, b"Segment"):
            name = self._lib.item_feat_string(item, b"name") or b"pau"
            end = max(start, self._lib.item_feat_float(item, b"end"))
            yield TimedPhoneme(name.decode("ascii", "ignore"), start, end)
            start = end

    def _tokens(self, utterance: int) -> Iterator[SoundGroup]:
        """Times of the words that stood between spaces."""
        lib = self._lib
        begin = {
            lib.item_as(item, b"SylStructure"): start
            for item, start in self._starts(utterance)
        }
        for token in self._items(utterance, b"Token"):
            segments = [
                segment
                for word in self._siblings(lib.item_daughter(token))
                for syllable in self._daughters(lib.item_as(word, b"SylStructure"))
                for segment in self._daughters(syllable)
            ]
            if segments:
                stop = lib.item_feat_float(segments[-1], b"end")
                yield SoundGroup(begin.get(segments[0], 0.0), stop, len(segments))

    def _starts(self, utterance: int) -> Iterator[tuple[int, float]]:
        start = 0.0
        for item in self._items(utterance, b"Segment"):
            yield item, start
            start = self._lib.item_feat_float(item, b"end")

    def _daughters(self, item: int | None) -> Iterator[int]:
        if item:
            yield from self._siblings(self._lib.item_daughter(item))


@cache
def _library(speaker: str) -> _Library:
    return _Library(speaker)


def flite_speakers() -> tuple[str, ...]:
    """The voices of flite that can be loaded here; empty without flite."""
    found = []
    for speaker in _SPEAKERS:
        try:
            _library(speaker)
        except SynthesisError:
            continue
        found.append(speaker)
    return tuple(found)


class FliteSynthesizer:
    """Speaks English with the voices of CMU flite.

    Raises:
        SynthesisError: flite is not installed.
    """

    def __init__(self) -> None:
        self._voices = tuple(
            Voice(f"flite-{speaker}", "en-us", _SPEAKERS[speaker])
            for speaker in flite_speakers()
        )
        if not self._voices:
            raise _missing()

    @property
    def name(self) -> str:
        """See `Synthesizer.name`."""
        return "flite"

    def voices(self) -> tuple[Voice, ...]:
        """See `Synthesizer.voices`."""
        return self._voices

    def warm_up(self, style: SpeechStyle) -> None:
        """See `Synthesizer.warm_up`."""
        self._speaker(style).speak("a", 1.0, 1.0)

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        """See `Synthesizer.synthesize`."""
        cancel.check()
        all_words = words_of(sentence.spoken)
        if not all_words:
            return silent_clip(sentence, _RATE_HZ)
        words = _in_ascii(all_words)
        prosody = prosody_of(sentence.expression, style.intensity)
        raw = self._speak(words, style, prosody, cancel)
        pace = prosody.pace(style.rate)
        how = Finish(Alphabet.ARPABET, prosody, style.volume, pace, words[-1].stop)
        return finish_clip(sentence, raw, how)

    def _speak(
        self,
        words: tuple[SpokenWord, ...],
        style: SpeechStyle,
        prosody: Prosody,
        cancel: CancellationToken,
    ) -> RawSpeech:
        library = self._speaker(style)
        stretch = 1.0 / prosody.pace(style.rate)
        pitch = 2.0 ** (prosody.semitones / 12.0)
        parts: list[RawSpeech] = []
        for part in stretches(words, _LONGEST_STRETCH):
            cancel.check()
            spoken = library.speak(join(part)[0], stretch, pitch)
            times = word_times(part, spoken.words, len)
            parts.append(RawSpeech(spoken.samples, _RATE_HZ, spoken.phonemes, times))
        cancel.check()
        return join_speech(parts)

    def _speaker(self, style: SpeechStyle) -> _Library:
        voice = pick_voice(self._voices, style) or self._voices[0]
        return _library(voice.name.removeprefix("flite-"))


def _in_ascii(words: tuple[SpokenWord, ...]) -> tuple[SpokenWord, ...]:
    """Words in the letters that flite knows.

    Raises:
        CannotReadError: Too little would be left: this is another script.
    """
    spelt = []
    for word in words:
        text = _ascii(word.text)
        if text:
            spelt.append(SpokenWord(text, word.stop, word.begin, word.end))
    if len(spelt) < len(words) * (1.0 - _MOST_LOST):
        raise CannotReadError(
            "flite reads Latin letters only.", "Choose a voice of the text's language."
        )
    return tuple(spelt)


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    ascii_text = plain.encode("ascii", "ignore").decode("ascii").strip()
    return ascii_text if any(char.isalnum() for char in ascii_text) else ""


def _missing() -> SynthesisError:
    return SynthesisError(
        "flite is not on this machine.", "Install libflite1, or use another voice."
    )
