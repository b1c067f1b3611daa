"""Clips and signals for the tests of audio."""

from __future__ import annotations

import numpy as np

from lumen.core.speech import Clip, Sentence, WordTime
from lumen.core.units import Seconds


def tone(seconds: float, hz: float = 440.0, rate_hz: int = 48_000, gain: float = 0.3):
    steps = np.arange(round(seconds * rate_hz)) / rate_hz
    return (gain * np.sin(2 * np.pi * hz * steps)).astype(np.float32)


def noise(seconds: float, rate_hz: int = 48_000, gain: float = 0.2, seed: int = 1):
    """Noise below 6 kHz or so: survives resampling."""
    random = np.random.default_rng(seed)
    white = random.standard_normal(round(seconds * rate_hz))
    smooth = np.convolve(white, np.ones(12) / 12, "same")
    return (gain * smooth / np.abs(smooth).max()).astype(np.float32)


def clip_of(samples, index: int = 0, rate_hz: int = 48_000, text: str = "") -> Clip:
    """A clip whose words last equally long."""
    spoken = text or f"one two three four five {index}"
    words, at, offset = [], 0.0, 0
    step = len(samples) / rate_hz / len(spoken.split())
    for word in spoken.split():
        end = offset + len(word)
        words.append(WordTime(offset, end, Seconds(at), Seconds(at + step)))
        at, offset = at + step, end + 1
    return Clip(Sentence(index, spoken, spoken), samples, rate_hz, (), tuple(words))


def delay_of(part, whole) -> tuple[int, float]:
    """Where `part` begins in `whole`, in frames, and how alike they are there."""
    size = 1 << (len(part) + len(whole)).bit_length()
    spectrum = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size))
    match = np.fft.irfft(spectrum, size)[: len(whole)]
    at = int(np.argmax(np.abs(match)))
    found = whole[at : at + len(part)]
    mine = part[: len(found)]
    norm = float(np.linalg.norm(found) * np.linalg.norm(mine)) + 1e-12
    return at, float(np.dot(found, mine)) / norm
