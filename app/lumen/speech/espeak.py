"""The embedded voice: espeak-ng through ctypes, complete with pip alone.

The library is one global state machine. It is loaded once per process and used under a
lock; Piper's bridge holds a copy of its own, so the two never meet.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, SynthesisError
from lumen.core.speech import Clip, Sentence, SpeechStyle, WordTime
from lumen.core.units import Seconds
from lumen.speech.clips import Finish, RawSpeech, finish_clip, silent_clip
from lumen.speech.prosody import Prosody, prosody_of
from lumen.speech.synthesis import Voice, pick_voice
from lumen.speech.visemes import Alphabet, TimedPhoneme
from lumen.speech.words import SpokenWord, join, words_of

LANGUAGES: dict[str, str] = {
    "en-us": "English (United States)",
    "en-gb": "English (United Kingdom)",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "es-419": "Español (Latinoamérica)",
    "it": "Italiano",
    "pt": "Português",
    "pt-br": "Português (Brasil)",
    "nl": "Nederlands",
    "pl": "Polski",
    "cs": "Čeština",
    "sv": "Svenska",
    "da": "Dansk",
    "nb": "Norsk",
    "fi": "Suomi",
    "hu": "Magyar",
    "ro": "Română",
    "el": "Ελληνικά",
    "tr": "Türkçe",
    "uk": "Українська",
    "ru": "Русский",
    "ca": "Català",
    "hi": "हिन्दी",
    "ar": "العربية",
    "he": "עברית",
    "zh": "中文",
    "ko": "한국어",
}
"""The languages offered, by BCP 47 tag. Japanese is not: its kanji are not read."""

_OWN_NAMES = {"en-gb": "en", "zh": "cmn"}
"""What espeak calls a language, where that is not its tag."""

_VARIANT = "f2"
_WORDS_PER_MINUTE = 160.0
_PITCH = 56.0
_RANGE = 52.0
# Source of the variant: ten sentences (78 words) heard by pocketsphinx (dictation, WER)
# at 175 words per minute: f2 23 %, f5 27 %, the plain voice 37 %, f1 38 %, f4 63 %, f3
# 67 %, Annie 88 %. Nobody has listened. The other three are near, not at, what was
# tried with f2 at 155: pitch 50 22 %, pitch 60 21 % (one word), range 65 27 %.
_PITCH_PER_SEMITONE = 6.2
# Source: median pitch of f3 at 30/40/50/60/70/80: 167/182/199/218/240/266 Hz.
_SLOWEST_WPM, _FASTEST_WPM = 80, 450

_BUFFER_MS = 40
_RETRIEVE_SYNCHRONOUSLY = 2
_PHONEMES_IPA_DO_NOT_EXIT = 0x8003
_UTF8, _BY_CHARACTER = 1, 1
_WORD, _PHONEME = 1, 7
_RATE, _VOLUME, _PITCH_ID, _RANGE_ID = 1, 2, 3, 4
_FULL_VOLUME = 90
_MISSING = SynthesisError(
    "The embedded voice cannot be loaded.", "Install Lumen again with `make run`."
)


class _Id(ctypes.Union):
    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    )


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_short),
    ctypes.c_int,
    ctypes.POINTER(_Event),
)


@dataclass(slots=True)
class _Heard:
    """What the library called back with so far."""

    stop: Callable[[], bool]
    pcm: bytearray = field(default_factory=bytearray)
    phonemes: list[tuple[float, str]] = field(default_factory=list)
    words: list[tuple[float, int]] = field(default_factory=list)
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Setting:
    voice: str
    words_per_minute: int
    pitch: int
    pitch_range: int


class _Library:
    """The process's one espeak-ng."""

    def __init__(self) -> None:
        import espeakng_loader

        try:
            folder = os.path.dirname(espeakng_loader.get_data_path())  # noqa: PTH120 - the loader gives a string and so takes the library
            self._lib = ctypes.CDLL(espeakng_loader.get_library_path())
        except (OSError, RuntimeError) as error:
            raise _MISSING from error
        self._declare()
        self.rate_hz = int(
            self._lib.espeak_Initialize(
                _RETRIEVE_SYNCHRONOUSLY,
                _BUFFER_MS,
                folder.encode(),
                _PHONEMES_IPA_DO_NOT_EXIT,
            )
        )
        if self.rate_hz <= 0:
            raise _MISSING
        self._lock = threading.Lock()
        self._heard: _Heard | None = None
        self._callback = _Callback(self._on_audio)  # must live as long as the library
        self._lib.espeak_SetSynthCallback(self._callback)

    def _declare(self) -> None:
        lib, integer, text = self._lib, ctypes.c_int, ctypes.c_char_p
        lib.espeak_Initialize.argtypes = [integer, integer, text, integer]
        lib.espeak_SetSynthCallback.argtypes = [_Callback]
        lib.espeak_SetSynthCallback.restype = None
        lib.espeak_SetVoiceByName.argtypes = [text]
        lib.espeak_SetParameter.argtypes = [integer, integer, integer]
        lib.espeak_Synth.argtypes = [
            text,
            ctypes.c_size_t,
            ctypes.c_uint,
            integer,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]

    def speak(self, text: str, setting: _Setting, stop: Callable[[], bool]) -> _Heard:
        """Synthesise; `stop` is asked every 40 ms of audio."""
        encoded = text.encode()
        with self._lock:
            heard = self._heard = _Heard(stop)
            try:
                self._set(setting)
                problem = self._lib.espeak_Synth(
                    encoded, len(encoded) + 1, 0, _BY_CHARACTER, 0, _UTF8, None, None
                )
            finally:
                self._heard = None
        if problem and not heard.stopped:
            raise SynthesisError("The embedded voice failed.", "Try again.")
        return heard

    def _set(self, setting: _Setting) -> None:
        if self._lib.espeak_SetVoiceByName(setting.voice.encode()):
            raise SynthesisError(
                "The embedded voice does not speak this language.",
                "Choose another language in the settings.",
            )
        for parameter, value in (
            (_RATE, setting.words_per_minute),
            (_VOLUME, _FULL_VOLUME),
            (_PITCH_ID, setting.pitch),
            (_RANGE_ID, setting.pitch_range),
        ):
            self._lib.espeak_SetParameter(parameter, value, 0)

    def _on_audio(self, samples: object, count: int, events: object) -> int:
        """Called by the library; returning 1 stops it. Nothing may be raised here."""
        heard = self._heard
        if heard is None:
            return 1
        if samples and count > 0:
            address = ctypes.cast(samples, ctypes.c_void_p)  # type: ignore[arg-type]  # a POINTER(c_short), which ctypes' stubs cannot name
            heard.pcm += ctypes.string_at(address.value or 0, 2 * count)
        at = 0
        while events and events[at].type:  # type: ignore[index]  # a POINTER(_Event), ends with type 0
            event: _Event = events[at]  # type: ignore[index]  # the same
            at += 1
            seconds = event.audio_position / 1000.0
            if event.type == _PHONEME:
                symbol = event.id.string.decode("utf-8", "ignore")
                heard.phonemes.append((seconds, symbol))
            elif event.type == _WORD:
                heard.words.append((seconds, event.text_position - 1))
        heard.stopped = heard.stop()
        return int(heard.stopped)


@cache
def _library() -> _Library:
    return _Library()


class EspeakSynthesizer:
    """Speaks many languages, at once and from the first start; robotic but clear."""

    @property
    def name(self) -> str:
        """See `Synthesizer.name`."""
        return "espeak"

    def voices(self) -> tuple[Voice, ...]:
        """See `Synthesizer.voices`."""
        return _VOICES

    def warm_up(self, style: SpeechStyle) -> None:
        """See `Synthesizer.warm_up`."""
        nothing = Prosody()
        _library().speak("a", _setting(style, nothing), lambda: True)

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        """See `Synthesizer.synthesize`."""
        cancel.check()
        library = _library()
        words = words_of(sentence.spoken)
        if not words:
            return silent_clip(sentence, library.rate_hz)
        prosody = prosody_of(sentence.expression, style.intensity)
        text, starts = join(words)
        heard = library.speak(text, _setting(style, prosody), lambda: cancel.cancelled)
        if heard.stopped:
            raise Cancelled
        raw = _raw(heard, words, starts, library.rate_hz)
        pace = prosody.pace(style.rate)
        stop = words[-1].stop
        if not len(raw.samples) or not raw.samples.any():  # a script it cannot read
            return silent_clip(sentence, library.rate_hz)
        how = Finish(Alphabet.IPA, prosody, style.volume, pace, stop)
        return finish_clip(sentence, raw, how)


_VOICES = tuple(
    Voice(f"espeak-{tag}", tag, f"{title}, embedded")
    for tag, title in LANGUAGES.items()
)


def _setting(style: SpeechStyle, prosody: Prosody) -> _Setting:
    voice = pick_voice(_VOICES, style) or _VOICES[0]
    wpm = round(_WORDS_PER_MINUTE * prosody.pace(style.rate))
    pitch = round(_PITCH + _PITCH_PER_SEMITONE * prosody.semitones)
    return _Setting(
        voice=f"{_OWN_NAMES.get(voice.language, voice.language)}+{_VARIANT}",
        words_per_minute=min(_FASTEST_WPM, max(_SLOWEST_WPM, wpm)),
        pitch=min(99, max(0, pitch)),
        pitch_range=min(99, max(0, round(_RANGE * prosody.pitch_range))),
    )


def _raw(
    heard: _Heard, words: tuple[SpokenWord, ...], starts: tuple[int, ...], rate_hz: int
) -> RawSpeech:
    samples: Pcm = np.frombuffer(bytes(heard.pcm), np.int16).astype(np.float32)
    samples /= np.float32(32768)
    end = len(samples) / rate_hz
    marks = [*heard.phonemes, (end, "")]
    phonemes = tuple(
        TimedPhoneme(symbol, start, max(start, behind))
        for (start, symbol), (behind, _) in pairwise(marks)
    )
    return RawSpeech(samples, rate_hz, phonemes, _words(heard, words, starts, phonemes))


def _words(
    heard: _Heard,
    words: tuple[SpokenWord, ...],
    starts: tuple[int, ...],
    phonemes: tuple[TimedPhoneme, ...],
) -> tuple[WordTime, ...]:
    """Times of words; one the library did not tell of sounds with the one before."""
    begins: dict[int, float] = {}
    for seconds, position in heard.words:
        at = int(np.searchsorted(starts, position, side="right")) - 1
        begins.setdefault(max(0, at), seconds)
    known = sorted(begins.items())
    if not known:
        return ()
    last_sound = max((p.end for p in phonemes if p.symbol), default=known[-1][1])
    times: list[WordTime] = []
    for (at, start), (behind, limit) in pairwise([*known, (len(words), last_sound)]):
        first = 0 if not times else at
        stop = _said(phonemes, start, max(start, limit))
        step = (stop - start) / (behind - first)
        for n, word in enumerate(words[first:behind]):
            begin = Seconds(start + n * step)
            times.append(WordTime(word.begin, word.end, begin, Seconds(begin + step)))
    return tuple(times)


def _said(phonemes: tuple[TimedPhoneme, ...], start: float, limit: float) -> float:
    """When the last sound between two moments ends; pauses behind it do not count."""
    ends = [p.end for p in phonemes if p.symbol and start <= p.start < limit]
    return min(limit, max(ends)) if ends else limit
