"""Whether what a neural recogniser says can have been said: guards against inventions.

Whisper turns noise into the sentences that its training data had over noise, repeats
itself, and writes more than anybody can say. Every rule here is pure.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import numpy as np

from lumen.core.audio import SPEECH_RATE_HZ, Pcm
from lumen.core.units import SILENCE_DBFS, Dbfs, Seconds, amplitude_to_dbfs

_FRAME: Final = SPEECH_RATE_HZ * 20 // 1000

_NEVER_SAID: Final = re.compile(
    r"amara\.?org|subtitles? by|captions? by|transcri(bed|ption) by|otter\.ai"
    r"|untertitel(ung)? (von|der|im auftrag|des)|sous-titres? (réalisés|par|fait)"
    r"|subtítulos (por|realizados)|sottotitoli (creati|e revisione|a cura)"
    r"|legendas pela|字幕(由|by|志愿者)|субтитры (сделал|создавал)"
    r"|don'?t forget to (like|subscribe)|like and subscribe"
    r"|ご視聴ありがとうございました|請不吝點贊|请不吝点赞",
    re.IGNORECASE,
)
"""Credits of the films and videos that Whisper learned from."""

_SAID_OVER_NOISE: Final = frozenset(
    {
        "you",
        "thank you",
        "thanks",
        "thank you very much",
        "thank you so much",
        "thank you for watching",
        "thanks for watching",
        "thank you for listening",
        "bye",
        "bye bye",
        "okay",
        "oh",
        "so",
        "the",
        "hmm",
        "mm",
        "uh",
        "i'm sorry",
        "see you next time",
        "please subscribe",
        "vielen dank",
        "danke",
        "tschüss",
        "merci",
        "merci d'avoir regardé cette vidéo",
        "gracias",
        "gracias por ver el video",
        "grazie",
        "grazie per la visione",
        "obrigado",
        "спасибо",
        "продолжение следует",
        "谢谢大家",
        "ありがとうございました",
    }
)
"""Sentences that may be real; believed only when they were heard well."""

_ANNOTATION: Final = re.compile(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫♬♩]+")

_APOSTROPHES: Final = "'\u2019"


class Verdict(Enum):
    """What to do with a text."""

    BELIEVED = auto()
    SILENT = auto()
    """Nothing was said; the text was invented over noise."""
    GARBLED = auto()
    """Something was said, but this is not it."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """How a stretch of audio sounds, by its energy alone.

    Attributes:
        level_dbfs: Level of its loud frames (95th percentile of 20 ms).
        contrast_db: How far they are above its quiet frames (10th percentile).
        voiced: Seconds within 25 dB of the loud frames.
    """

    level_dbfs: Dbfs
    contrast_db: float
    voiced: Seconds


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decoder knows about its own text.

    Attributes:
        log_probability: Mean natural logarithm of its tokens' probabilities.
        no_speech: Probability that there was no speech, 0 to 1.
        finished: Whether it came to an end by itself.
    """

    log_probability: float
    no_speech: float
    finished: bool


@dataclass(frozen=True, slots=True)
class PlausibilitySettings:
    """Where belief ends.

    Attributes:
        min_log_probability: Below, a text is garbled.
        doubtful_log_probability: Below, a text is doubted: it is decoded again with
            more care, and counts as silence where speech is unlikely anyway.
        max_compression_ratio: Above, a text repeats itself.
        max_no_speech: Above, speech is unlikely.
        max_letters_per_second: Above, nobody can have said it.
        min_level_dbfs: Below, there is nothing to hear.

    Source: compression ratio, no-speech and log-probability are Whisper's own
    (Radford et al. 2022, section 4.5); fast speech has up to 25 letters a second.
    """

    min_log_probability: float = -1.5
    doubtful_log_probability: float = -1.0
    max_compression_ratio: float = 2.4
    max_no_speech: float = 0.6
    max_letters_per_second: float = 35.0
    min_level_dbfs: Dbfs = Dbfs(-65.0)  # noqa: RUF009 - a number at run time


def measure_loudness(samples: Pcm) -> Loudness:
    """Measure a stretch of audio.

    Args:
        samples: float32[n] at 16 kHz, mono.
    """
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(frames):
        return Loudness(SILENCE_DBFS, 0.0, Seconds(0.0))
    levels = np.sqrt(np.mean(np.square(frames, dtype=np.float64), axis=1))
    loud = amplitude_to_dbfs(float(np.percentile(levels, 95)))
    floor = amplitude_to_dbfs(float(np.percentile(levels, 10)))
    voiced = np.count_nonzero(levels > 10 ** ((loud - 25) / 20))
    return Loudness(loud, loud - floor, Seconds(voiced * _FRAME / SPEECH_RATE_HZ))


def compression_ratio(text: str) -> float:
    """How much shorter zlib makes a text; speech stays below 2.4."""
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0


def clean(text: str) -> str:
    """Remove annotations such as ``[Music]`` and surplus space."""
    return " ".join(_ANNOTATION.sub(" ", text).split())


def repeats_itself(text: str) -> bool:
    """Whether a phrase of one to six words comes again and again, without a break.

    "No no no" is speech: a single word may come four times, a phrase three times.
    """
    words = _letters(text).split()
    for length in range(1, 7):
        allowed = (4 if length == 1 else 3) * length
        run = length
        for at in range(length, len(words)):
            run = run + 1 if words[at] == words[at - length] else length
            if run > allowed:
                return True
    return False


def trusted(text: str, evidence: Evidence, settings: PlausibilitySettings) -> bool:
    """Whether a decoding needs no second one with more care."""
    return (
        evidence.finished
        and evidence.log_probability >= settings.doubtful_log_probability
        and compression_ratio(text) <= settings.max_compression_ratio
        and not repeats_itself(text)
    )


def judge(
    text: str, evidence: Evidence, loudness: Loudness, settings: PlausibilitySettings
) -> Verdict:
    """Decide whether a cleaned text was said."""
    letters = _letters(text)
    if not letters or _NEVER_SAID.search(text):
        return Verdict.SILENT
    doubtful = evidence.log_probability < settings.doubtful_log_probability
    if doubtful and evidence.no_speech > settings.max_no_speech:
        return Verdict.SILENT
    if letters in _SAID_OVER_NOISE and _heard_badly(evidence, loudness):
        return Verdict.SILENT
    if (
        evidence.log_probability < settings.min_log_probability
        or compression_ratio(text) > settings.max_compression_ratio
        or repeats_itself(text)
        or _length(letters) / max(loudness.voiced, 0.3)
        > settings.max_letters_per_second
    ):
        return Verdict.GARBLED
    return Verdict.BELIEVED


def _heard_badly(evidence: Evidence, loudness: Loudness) -> bool:
    return (
        evidence.log_probability < -0.6
        or evidence.no_speech > 0.3
        or loudness.level_dbfs < -48
        or loudness.contrast_db < 10
    )


def _letters(text: str) -> str:
    """The text in lower case without punctuation."""
    kept = (
        letter
        if letter.isalnum() or letter in _APOSTROPHES or letter.isspace()
        else " "
        for letter in unicodedata.normalize("NFC", text).casefold()
    )
    return " ".join("".join(kept).replace(_APOSTROPHES[1], "'").split())


def _length(letters: str) -> float:
    """Length in letters; an ideograph or a kana takes as long as two and a half."""
    return sum(2.5 if letter >= "\u3040" else 1.0 for letter in letters)
