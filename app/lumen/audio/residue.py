"""Who speaks over Lumen: what the microphone hears that the loudspeaker cannot explain.

A canceller that leaves no echo also swallows people who speak no louder than it: in a
loud room WebRTC's leaves a third of them. The filter here keeps them, and more of the
echo. It is for noticing that somebody speaks, not for understanding what they say.

Two steps, both on 10 ms at 16 kHz. An adaptive filter learns how the loudspeaker
reaches the microphone and takes that away; it is a Kalman filter for each frequency,
which goes on learning while a person speaks without being led astray. What it cannot
take away (a small loudspeaker distorts) is held down where it is as loud as such
remains have been.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lumen.core.audio import SPEECH_RATE_HZ, Pcm
from lumen.core.units import Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Spectrum = NDArray[np.complex64]
    Power = NDArray[np.float32]

HOP_FRAMES = 160
"""Frames that are filtered at once: 10 ms at 16 kHz."""

_HOP = Seconds(HOP_FRAMES / SPEECH_RATE_HZ)
_FFT = 2 * HOP_FRAMES
_BINS = HOP_FRAMES + 1

_PARTITIONS = 32
"""Hops that an echo is followed for: 0.32 s.

Source: with 0.52 s nothing more is found in a room of 0.4 s (bench_echo)."""

_STEADINESS = np.float32(0.998)
"""How much of the room is the same 10 ms later.

Source: bench_echo's rooms at 0.9999, 0.9995, 0.999, 0.998, 0.995. After 20 s of a faint
echo 18, 22, 22, 22, 21 dB of it are gone, in the first 2 to 6 s 2, 3, 3, 4, 6 dB."""

_IGNORANCE = np.float32(0.1)
"""Variance of what is not known of the room at first.

Source: with 1 a faint echo is made 8 dB louder for its first six seconds."""

_AUDIBLE = 1e-3
"""Amplitude (-60 dBFS) from which the loudspeaker teaches anything."""

_LEARNING = Seconds(6.0)
"""Own voice after which the room is known.

Source: bench_echo; behind it no canceller lets itself be heard in 30 minutes."""

_REMAINS_AT_FIRST = np.float32(1.0)
_REMAINS_STEP = np.float32(0.01)
_REMAINS_LEAST = np.float32(1e-3)
_OVERESTIMATE = np.float32(8.0)
_SPREAD = np.float32(0.1)
_TAIL = np.float32(0.7)
_SMOOTHING = np.float32(0.5)
_FLOOR = np.float32(0.05)
"""The suppressor: see `_Suppressor`.

Source: three minutes of own voice in bench_echo's rooms and 18 people over it;
stretches of 64 ms that Silero takes for speech. With an echo of -24 dB an overestimate
of 4 lets 23 of Lumen's own through and 8 none; both find 15 people. All of an echo
remaining at first lets 1 of Lumen's first words through in the loud room, 0.3 of it 3.
"""

_FAINT = 0.03
"""Power against the echo's (-15 dB) below which what is left is no person.

Source: bench_echo's laptop, 100 s of own voice: 19 suspicions without, none with it. In
the loud room 39 of 54 people are found; 35 at -12 dB.
"""

_LOUDNESS_STEP = 0.3
"""How much of its loudness what is left shows within 10 ms: a syllable counts."""

_ECHO_FALL = 0.97
"""The echo's loudness in the next 10 ms, at least: 60 dB within half a second."""

_NO_ECHO = Seconds(0.5)
"""After so much own voice that the microphone does not get, there is no echo."""

_INAUDIBLE = 1e-4
"""An echo 40 dB below what is played is none; a leaking headset has some -24 dB."""

_TINY = np.float32(1e-9)


class ResidueFilter:
    """Takes the loudspeaker out of what is heard, gently; one thread only.

    About 3 % of a core while something is played, nothing otherwise.

    Source: Enzner & Vary 2006, Signal Processing 86 (the Kalman filter in the frequency
    domain); Kuech, Mabande & Enzner 2014, ICASSP (partitioned); own experiments.
    """

    def __init__(self) -> None:
        self.reset()

    @property
    def learning(self) -> bool:
        """Whether the room is not known yet, and may hold an echo."""
        return self._taught < _LEARNING and self._unheard < _NO_ECHO

    def reset(self) -> None:
        """Forget the room."""
        self._taught = 0.0
        self._unheard = 0.0
        self._echo = _EchoModel()
        self._suppressor = _Suppressor()
        self._idle = _PARTITIONS
        self._loudness = 0.0
        self._echo_loudness = 0.0

    def keep(self, near: Pcm, far: Pcm) -> Pcm:
        """What is left without the loudspeaker.

        Args:
            near: float32[n] at 16 kHz from the microphone, n a multiple of 160.
            far: float32[n], what the loudspeaker played at the same moments.

        Returns:
            float32[n], 10 ms late; `near` itself where nothing sounds.
        """
        out: Pcm = np.empty(len(near), np.float32)
        for at in range(0, len(near), HOP_FRAMES):
            span = slice(at, at + HOP_FRAMES)
            out[span] = self._keep_hop(near[span], far[span])
        return out

    def _keep_hop(self, near: Pcm, far: Pcm) -> Pcm:
        loudest = float(np.abs(far).max())
        self._idle = 0 if loudest > 0 else self._idle + 1
        if self._idle > _PARTITIONS or not np.isfinite(near).all():
            return near
        if loudest > _AUDIBLE:
            self._taught += _HOP
            if float(np.mean(near**2)) < _INAUDIBLE * float(np.mean(far**2)):
                self._unheard += _HOP
        left, echo = self._echo.explain(near, far)
        kept = self._suppressor.hold_down(left, echo)
        self._loudness += _LOUDNESS_STEP * (float(np.mean(kept**2)) - self._loudness)
        echo_now = float(np.mean(echo**2))
        self._echo_loudness = max(echo_now, _ECHO_FALL * self._echo_loudness)
        faint = self._loudness < _FAINT * self._echo_loudness
        return np.zeros_like(kept) if faint else kept


class _EchoModel:
    """How the loudspeaker reaches the microphone: a partitioned Kalman filter."""

    def __init__(self) -> None:
        shape = (_PARTITIONS, _BINS)
        self._played: Spectrum = np.zeros(shape, np.complex64)
        self._path: Spectrum = np.zeros(shape, np.complex64)
        self._variance: Power = np.full(shape, _IGNORANCE, np.float32)
        self._other: Power = np.full(_BINS, 1e-3, np.float32)
        self._frames: Pcm = np.zeros(_FFT, np.float32)
        self._padded: Pcm = np.zeros(_FFT, np.float32)

    def explain(self, near: Pcm, far: Pcm) -> tuple[Pcm, Pcm]:
        """What is left of `near`, and the echo that was taken away."""
        self._frames[:HOP_FRAMES] = self._frames[HOP_FRAMES:]
        self._frames[HOP_FRAMES:] = far
        self._played[1:] = self._played[:-1]
        self._played[0] = np.fft.rfft(self._frames)
        spectrum = np.sum(self._played * self._path, axis=0)
        echo: Pcm = np.fft.irfft(spectrum)[HOP_FRAMES:].astype(np.float32)
        left: Pcm = near - echo
        self._learn(left)
        return left, echo

    def _learn(self, left: Pcm) -> None:
        self._padded[HOP_FRAMES:] = left
        error = np.fft.rfft(self._padded).astype(np.complex64)
        self._other += _SMOOTHING * (np.abs(error) ** 2 - self._other)
        power = np.abs(self._played) ** 2
        half = np.float32(0.5)
        expected = half * np.sum(power * self._variance, axis=0) + self._other + _TINY
        share = self._variance / expected
        step = np.fft.irfft(share * self._played.conj() * error, axis=1)
        step[:, HOP_FRAMES:] = 0.0
        self._path += np.fft.rfft(step, axis=1)
        keep = _STEADINESS**2
        self._variance *= keep * (1 - half * share * power)
        self._variance += (1 - keep) * np.abs(self._path) ** 2


class _Suppressor:
    """Holds down what an echo leaves behind.

    For each frequency it follows how much of the echo usually remains: the median, in
    small steps, so that a sentence said over Lumen changes little. Nothing is passed
    below eight times that, and at first all of the echo is thought to remain: a filter
    that has not learned, or cannot, lets nothing through that is no louder than it.
    """

    def __init__(self) -> None:
        rise = np.sin(np.pi * (np.arange(_FFT) + 0.5) / _FFT)
        self._window: Pcm = rise.astype(np.float32)
        self._left: Pcm = np.zeros(_FFT, np.float32)
        self._echo: Pcm = np.zeros(_FFT, np.float32)
        self._half: Pcm = np.zeros(HOP_FRAMES, np.float32)
        self._remains: Power = np.full(_BINS, _REMAINS_AT_FIRST, np.float32)
        self._echo_power: Power = np.zeros(_BINS, np.float32)
        self._power: Power = np.zeros(_BINS, np.float32)

    def hold_down(self, left: Pcm, echo: Pcm) -> Pcm:
        """The hop before this one, freed of what remains of the echo."""
        spectrum = self._analyse(self._left, left)
        power = np.abs(spectrum) ** 2
        echo_power = np.abs(self._analyse(self._echo, echo)) ** 2
        self._echo_power = np.maximum(echo_power, _TAIL * self._echo_power)
        mean = np.float32(np.mean(self._echo_power))
        source: Power = self._echo_power + _SPREAD * mean
        self._follow(power, source)
        self._power += _SMOOTHING * (power - self._power)
        expected = _OVERESTIMATE * self._remains * source
        gain = np.clip(1 - expected / (self._power + _TINY), _FLOOR, 1.0)
        frames = np.fft.irfft(spectrum * gain) * self._window
        out: Pcm = self._half + frames[:HOP_FRAMES].astype(np.float32)
        self._half = frames[HOP_FRAMES:].astype(np.float32)
        return out

    def _analyse(self, memory: Pcm, frames: Pcm) -> Spectrum:
        memory[:HOP_FRAMES] = memory[HOP_FRAMES:]
        memory[HOP_FRAMES:] = frames
        spectrum: Spectrum = np.fft.rfft(memory * self._window).astype(np.complex64)
        return spectrum

    def _follow(self, power: Power, source: Power) -> None:
        more = np.where(power > self._remains * source, 1 + _REMAINS_STEP, 1)
        less = np.where(power < self._remains * source, 1 - _REMAINS_STEP, 1)
        moved = np.clip(self._remains * more * less, _REMAINS_LEAST, 1.0)
        audible = source > _AUDIBLE**2 * _FFT
        self._remains = np.where(audible, moved, self._remains).astype(np.float32)
