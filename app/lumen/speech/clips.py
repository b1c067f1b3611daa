"""From what an engine gives to a clip: trimmed, as loud as others, without clicks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.errors import SynthesisError
from lumen.core.speech import Clip, Sentence, WordTime
from lumen.core.units import (
    Dbfs,
    Seconds,
    amplitude_to_dbfs,
    dbfs_to_amplitude,
)
from lumen.speech.prosody import Prosody
from lumen.speech.visemes import CLOSURES, Alphabet, TimedPhoneme, mouth_track

SPEECH_LEVEL = Dbfs(-20.0)
"""Root-mean-square level of the voiced parts of every clip.

A choice: it leaves 20 dB above the mean for the peaks of speech.
"""

_PEAK = 0.97
_ACTIVE_BELOW_LOUDEST_DB = 30.0
_FRAME = Seconds(0.020)
_FADE = Seconds(0.004)
_SILENT_BELOW_PEAK = 0.012  # -38 dB: lower is breath and quantisation
_LEAD = Seconds(0.010)
_CLOSED_LEAD = Seconds(0.035)  # lips are seen to close before a plosive is heard
_TAIL = Seconds(0.030)
_LONGEST = Seconds(600.0)
_PAUSES = {
    **dict.fromkeys(".!?", Seconds(0.20)),
    **dict.fromkeys(",;:", Seconds(0.10)),
}
_SMALL_PAUSE = Seconds(0.05)
_NOTHING = Seconds(0.02)


@dataclass(frozen=True, slots=True, eq=False)
class RawSpeech:
    """What an engine made of a sentence, on its own time line.

    Attributes:
        samples: float32[n], mono.
        rate_hz: Sample rate.
        phonemes: Sorted, in seconds from the first sample.
        words: Sorted, in seconds from the first sample.
    """

    samples: Pcm = field(repr=False)
    rate_hz: int
    phonemes: tuple[TimedPhoneme, ...] = field(repr=False)
    words: tuple[WordTime, ...] = field(repr=False)


def join_speech(parts: Sequence[RawSpeech]) -> RawSpeech:
    """One after the other; all of one rate, at least one."""
    if len(parts) == 1:
        return parts[0]
    rate = parts[0].rate_hz
    phonemes: list[TimedPhoneme] = []
    words: list[WordTime] = []
    frames = 0
    for part in parts:
        at = frames / rate
        phonemes += [_moved(phoneme, at) for phoneme in part.phonemes]
        words += [_moved_word(word, at) for word in part.words]
        frames += len(part.samples)
    samples = np.concatenate([part.samples for part in parts])
    return RawSpeech(samples, rate, tuple(phonemes), tuple(words))


@dataclass(frozen=True, slots=True)
class Finish:
    """How clips are finished.

    Attributes:
        alphabet: Of the phonemes.
        prosody: Gives gain and pauses.
        volume: Linear gain, 0 to 1, of `SpeechStyle`.
        pace: Factor of pace, by which pauses are shortened.
        stop: Punctuation behind the last word, or empty.
    """

    alphabet: Alphabet
    prosody: Prosody
    volume: float
    pace: float = 1.0
    stop: str = ""


def silent_clip(sentence: Sentence, rate_hz: int) -> Clip:
    """A very short clip of nothing, for text that has nothing to say."""
    samples = np.zeros(int(_NOTHING * rate_hz), dtype=np.float32)
    duration = Seconds(len(samples) / rate_hz)
    track = mouth_track((), Alphabet.IPA, duration)
    return Clip(sentence, samples, rate_hz, track.spans, ())


def finish_clip(sentence: Sentence, raw: RawSpeech, how: Finish) -> Clip:
    """Make a clip.

    Raises:
        SynthesisError: The engine gave no sound, or something that is no sound.
    """
    samples = _checked(raw)
    rate = raw.rate_hz
    first, last = _sounding(samples)
    lead = _CLOSED_LEAD if _starts_closed(raw, how.alphabet) else _LEAD
    start = max(0, first - int(lead * rate))
    stop = min(len(samples), last + int(_TAIL * rate))
    gain = min(1.0, max(0.0, how.volume))
    sound = level(samples[start:stop], rate, Dbfs(SPEECH_LEVEL + how.prosody.gain_db))
    sound = sound * np.float32(gain)
    _fade(sound, rate)
    pause = int(_pause(how) * rate)
    whole = np.concatenate((sound, np.zeros(pause, dtype=np.float32)))
    shift, heard = start / rate, len(sound) / rate
    phonemes = tuple(_shifted(p, shift, heard) for p in raw.phonemes)
    duration = Seconds(len(whole) / rate)
    track = mouth_track(phonemes, how.alphabet, duration)
    words = tuple(_shifted_word(w, shift, heard) for w in raw.words)
    return Clip(sentence, whole, rate, track.spans, words)


def level(samples: Pcm, rate_hz: int, target: Dbfs) -> Pcm:
    """Bring speech to a level, lower where it would clip.

    Args:
        samples: float32[n].
        rate_hz: Sample rate.
        target: Root-mean-square level of the active parts.
    """
    peak = float(np.max(np.abs(samples), initial=0.0))
    now = active_level(samples, rate_hz)
    if peak <= 0.0:
        return samples
    gain = min(dbfs_to_amplitude(Dbfs(target - now)), _PEAK / peak)
    return (samples * np.float32(gain)).astype(np.float32)


def active_level(samples: Pcm, rate_hz: int) -> Dbfs:
    """Level of the parts in which somebody speaks.

    After the idea of ITU-T P.56 (active speech level), not its method: frames of 20 ms
    that lie within 30 dB of the loudest stand in for its envelope.
    """
    size = max(1, int(_FRAME * rate_hz))
    count = len(samples) // size
    if count == 0:
        return amplitude_to_dbfs(_rms(samples))
    frames = samples[: count * size].reshape(count, size).astype(np.float64)
    power = np.mean(np.square(frames), axis=1)
    floor = float(power.max()) * 10.0 ** (-_ACTIVE_BELOW_LOUDEST_DB / 10.0)
    return amplitude_to_dbfs(float(np.sqrt(power[power >= floor].mean())))


def _rms(samples: Pcm) -> float:
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0


def _checked(raw: RawSpeech) -> Pcm:
    samples = raw.samples
    if len(samples) == 0 or not float(np.max(np.abs(samples))) > 0.0:  # also NaN
        raise SynthesisError("The voice gave no sound.", "Choose another voice.")
    if not np.isfinite(samples).all() or len(samples) > _LONGEST * raw.rate_hz:
        raise SynthesisError("The voice gave broken sound.", "Choose another voice.")
    return samples


def _sounding(samples: Pcm) -> tuple[int, int]:
    """First frame that is heard, and the one behind the last."""
    loud = np.flatnonzero(np.abs(samples) > _SILENT_BELOW_PEAK * np.abs(samples).max())
    return int(loud[0]), int(loud[-1]) + 1


def _starts_closed(raw: RawSpeech, alphabet: Alphabet) -> bool:
    for phoneme in raw.phonemes:
        if not any(char.isalpha() for char in phoneme.symbol):
            continue
        if alphabet is Alphabet.ARPABET and phoneme.symbol == "pau":
            continue
        span = TimedPhoneme(phoneme.symbol, 0.0, 1.0)
        return mouth_track((span,), alphabet, Seconds(1.0)).spans[0].viseme in CLOSURES
    return False


def _fade(samples: Pcm, rate_hz: int) -> None:
    count = min(int(_FADE * rate_hz), len(samples) // 2)
    if count == 0:
        return
    ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
    samples[:count] *= ramp
    samples[-count:] *= ramp[::-1]


def _pause(how: Finish) -> float:
    return _PAUSES.get(how.stop, _SMALL_PAUSE) * how.prosody.pause / how.pace


def _moved(phoneme: TimedPhoneme, by: float) -> TimedPhoneme:
    return replace(phoneme, start=phoneme.start + by, end=phoneme.end + by)


def _moved_word(word: WordTime, by: float) -> WordTime:
    return replace(word, start=Seconds(word.start + by), stop=Seconds(word.stop + by))


def _shifted(phoneme: TimedPhoneme, shift: float, heard: float) -> TimedPhoneme:
    start = min(max(0.0, phoneme.start - shift), heard)
    return replace(
        phoneme, start=start, end=min(max(start, phoneme.end - shift), heard)
    )


def _shifted_word(word: WordTime, shift: float, heard: float) -> WordTime:
    start = min(max(0.0, word.start - shift), heard)
    stop = min(max(start, word.stop - shift), heard)
    return replace(word, start=Seconds(start), stop=Seconds(stop))
