"""From a device's frames to blocks of 32 ms at 16 kHz without Lumen's own voice."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from lumen.audio.echo import ECHO_FRAMES, EchoPath
from lumen.audio.timing import FrameClock
from lumen.core.audio import (
    BLOCK_FRAMES,
    BLOCK_SECONDS,
    SPEECH_RATE_HZ,
    AudioBlock,
    Pcm,
)
from lumen.core.units import Seconds, amplitude_to_dbfs

_QUALITY = "LQ"
"""Source: soxr's streams keep 11 ms back at LQ, 21 ms at MQ and HQ; LQ is clean to
16 bits, and speech engines hear no difference."""


class BlockCutter:
    """From frames at the device's rate to clean blocks at 16 kHz; one thread.

    Args:
        rate_hz: Rate of what is fed.
        echo: Takes Lumen's own voice out.
    """

    def __init__(self, rate_hz: int, echo: EchoPath) -> None:
        self._rate = rate_hz
        self._echo = echo
        self._resampler = _make_resampler(rate_hz)
        self._fed = 0
        self._raw: Pcm = np.zeros(0, np.float32)
        self._pending: Pcm = np.zeros(0, np.float32)
        self._clean: Pcm = np.zeros(0, np.float32)
        self._residue: Pcm = np.zeros(0, np.float32)
        self._separated = False
        self._processed = 0  # frames of 16 kHz that went through the canceller
        self._cut = 0  # frames of 16 kHz that left in blocks

    def feed(self, frames: Pcm, moments: FrameClock) -> list[AudioBlock]:
        """Take frames; returns the blocks that are complete.

        Args:
            frames: float32[n] at the device's rate, following the last ones.
            moments: Knows when each of the device's frames was at the microphone,
                counted from the first ever fed.
        """
        self._fed += len(frames)
        heard: Pcm = (
            frames
            if self._resampler is None
            else self._resampler.resample_chunk(frames)
        )
        self._pending = np.concatenate((self._pending, heard))
        whole = len(self._pending) // ECHO_FRAMES * ECHO_FRAMES
        near, self._pending = self._pending[:whole], self._pending[whole:]
        if whole:
            start = self._moment(self._processed, moments)
            clean, residue = self._echo.separate(near, start)
            self._separated = residue is not None
            self._clean = np.concatenate((self._clean, clean))
            kept = clean if residue is None else residue
            self._residue = np.concatenate((self._residue, kept))
            self._raw = np.concatenate((self._raw, near))
            self._processed += whole
        return self._blocks(moments)

    def _blocks(self, moments: FrameClock) -> list[AudioBlock]:
        blocks = []
        while len(self._clean) >= BLOCK_FRAMES:
            samples, self._clean = np.split(self._clean, [BLOCK_FRAMES])
            residue, self._residue = np.split(self._residue, [BLOCK_FRAMES])
            raw, self._raw = np.split(self._raw, [BLOCK_FRAMES])
            self._cut += BLOCK_FRAMES
            end = self._moment(self._cut, moments)
            start = Seconds(end - BLOCK_SECONDS)
            level = amplitude_to_dbfs(float(np.sqrt(np.mean(np.square(raw)))))
            playing = self._echo.playing(start, end)
            kept = residue if playing and self._separated else None
            learning = playing and self._echo.learning
            blocks.append(AudioBlock(samples, end, level, playing, kept, learning))
        return blocks

    def _moment(self, frame: int, moments: FrameClock) -> Seconds:
        return moments.at(frame * self._rate / SPEECH_RATE_HZ)


class _Resampler(Protocol):
    def resample_chunk(self, frames: Pcm) -> Pcm: ...


def _make_resampler(rate_hz: int) -> _Resampler | None:
    if rate_hz == SPEECH_RATE_HZ:
        return None
    import soxr

    resampler: _Resampler = soxr.ResampleStream(
        rate_hz, SPEECH_RATE_HZ, 1, dtype="float32", quality=_QUALITY
    )
    return resampler
