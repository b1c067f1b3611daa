"""Takes Lumen's own voice out of what the microphone hears."""

from __future__ import annotations

import logging
from typing import NamedTuple, Protocol

import numpy as np

from lumen.audio.residue import ResidueFilter
from lumen.core.audio import SPEECH_RATE_HZ, Pcm
from lumen.core.units import Seconds

_log = logging.getLogger(__name__)

ECHO_FRAMES = 160
"""Frames that WebRTC cancels at once: 10 ms at 16 kHz."""

_LEAD = Seconds(0.02)
"""The reference is given this much early: the canceller needs to know a sound before
its echo comes, and a sound server's delay is reported wrongly by some milliseconds."""

_TOLERANCE = Seconds(0.006)
"""Reports of when a callback's frames will be audible scatter by up to 5 ms after a
start; within this, callbacks are laid end to end."""

_MARGIN = Seconds(0.008)
"""Context on both sides, so that resampling a stretch has no edges."""

_AUDIBLE = 1e-4
"""Amplitude (-80 dBFS) from which Lumen's voice counts as audible."""

_TAIL = Seconds(0.3)
"""A room still sounds so long after the loudspeaker fell silent.

Source: bench_echo's loud room, whose echo comes 0.12 s late and fades within 0.4 s: at
0.05 s the end of a sentence counted as somebody's speech in silence.
"""


class EchoReference:
    """What the loudspeaker plays, by the moment at which it is audible.

    Playback's callback writes, the capture thread reads; neither locks nor waits. The
    writer is ahead by the device's buffer and may go back: dropped frames that never
    became audible are overwritten.

    Args:
        rate_hz: Frames per second of what is written.
        seconds: How much is remembered.
    """

    def __init__(self, rate_hz: int = 48_000, seconds: float = 2.0) -> None:
        self._seconds = seconds
        self._route = 0
        self.retune(rate_hz)

    @property
    def route(self) -> int:
        """Rises with every loudspeaker that is attached."""
        return self._route

    def retune(self, rate_hz: int) -> None:
        """Forget everything and go on at another rate; not while being written."""
        self._rate = rate_hz
        self._ring: Pcm = np.zeros(int(self._seconds * rate_hz), np.float32)
        self._base: Seconds | None = None
        self._end = 0
        self._route += 1

    def write(self, at: Seconds, frames: Pcm) -> None:
        """Take frames on their way to the loudspeaker; called by the callback.

        Args:
            at: Clock time at which the first of them will be audible.
            frames: float32[n], gain applied; n is less than what is remembered.
        """
        if self._base is None:
            self._base = at
        position = round((at - self._base) * self._rate)
        if abs(position - self._end) <= _TOLERANCE * self._rate:
            position = self._end
        elif position > self._end:
            self._silence(self._end, position)
        self._put(position, frames)
        self._end = position + len(frames)

    def forget_after(self, at: Seconds) -> None:
        """Drop what would have been audible after `at`; not while being written."""
        if self._base is not None:
            self._end = min(self._end, max(0, self._position(at)))

    def read(self, start: Seconds, frames: int) -> Pcm:
        """What was audible from `start` on, at 16 kHz.

        Args:
            start: Clock time of the first frame.
            frames: How many frames of 16 kHz.

        Returns:
            float32[frames]; silence where nothing was played.
        """
        if self._base is None:
            return np.zeros(frames, np.float32)
        margin = round(_MARGIN * self._rate)
        first = self._position(start)
        length = -(-frames * self._rate // SPEECH_RATE_HZ)
        heard = self._get(first - margin, length + 2 * margin)
        if not heard.any():
            return np.zeros(frames, np.float32)
        if self._rate == SPEECH_RATE_HZ:
            return heard[margin : margin + frames]
        import soxr

        resampled = soxr.resample(heard, self._rate, SPEECH_RATE_HZ, quality="MQ")
        skip = round(_MARGIN * SPEECH_RATE_HZ)
        out: Pcm = np.zeros(frames, np.float32)
        part = resampled[skip : skip + frames]
        out[: len(part)] = part
        return out

    def audible(self, start: Seconds, end: Seconds) -> bool:
        """Whether Lumen's voice sounded, or just had, between two moments."""
        if self._base is None:
            return False
        first = self._position(Seconds(start - _TAIL))
        heard = self._get(first, self._position(end) - first)
        return bool(len(heard)) and bool(np.abs(heard).max() > _AUDIBLE)

    def _position(self, at: Seconds) -> int:
        return round((at - (self._base or 0.0)) * self._rate)

    def _silence(self, start: int, end: int) -> None:
        start = max(start, end - len(self._ring))
        at = start % len(self._ring)
        first = min(end - start, len(self._ring) - at)
        self._ring[at : at + first] = 0.0
        self._ring[: end - start - first] = 0.0

    def _put(self, position: int, frames: Pcm) -> None:
        at = position % len(self._ring)
        first = min(len(frames), len(self._ring) - at)
        self._ring[at : at + first] = frames[:first]
        self._ring[: len(frames) - first] = frames[first:]

    def _get(self, start: int, length: int) -> Pcm:
        out: Pcm = np.zeros(max(0, length), np.float32)
        end = self._end
        oldest = max(0, end - len(self._ring))
        low, high = max(start, oldest), min(start + length, end)
        if low < high:
            places = np.arange(low, high) % len(self._ring)
            out[low - start : high - start] = self._ring[places]
        return out


class EchoCanceller(Protocol):
    """Takes the loudspeaker's sound out of the microphone's; one thread only."""

    @property
    def name(self) -> str:
        """``webrtc``, or ``none`` when nothing is cancelled."""
        ...

    def cancel(self, near: Pcm, far: Pcm) -> Pcm:
        """Clean what was heard.

        Args:
            near: float32[n] at 16 kHz from the microphone, n a multiple of 160.
            far: float32[n], what the loudspeaker played at the same moments.

        Returns:
            float32[n].
        """
        ...

    def reset(self) -> None:
        """Forget the room: the microphone or the loudspeaker is another one."""
        ...


class _Processor(Protocol):
    def process(self, near: Pcm, far: Pcm) -> Pcm: ...


class WebRtcCanceller:
    """WebRTC's third echo canceller.

    Source: simulated rooms, own speech at -20, 0 and +6 dB against the user's:
    38-55 dB less echo at 1.5 % of a core (tests/benchmarks/bench_echo.py).

    Raises:
        ImportError: The library is not there.
    """

    def __init__(self) -> None:
        from pywebrtc_audio import AudioProcessor

        self._make = AudioProcessor
        self._processor = self._build()

    @property
    def name(self) -> str:
        """See `EchoCanceller.name`."""
        return "webrtc"

    def cancel(self, near: Pcm, far: Pcm) -> Pcm:
        """See `EchoCanceller.cancel`."""
        out: Pcm = np.empty(len(near), np.float32)
        for at in range(0, len(near), ECHO_FRAMES):
            span = slice(at, at + ECHO_FRAMES)
            out[span] = self._processor.process(
                np.ascontiguousarray(near[span]), np.ascontiguousarray(far[span])
            )
        return out

    def reset(self) -> None:
        """See `EchoCanceller.reset`."""
        self._processor = self._build()

    def _build(self) -> _Processor:
        processor: _Processor = self._make(
            sample_rate=SPEECH_RATE_HZ,
            num_channels=1,
            echo_cancellation=True,
            noise_suppression=False,
            auto_gain_control=False,
            stream_delay_ms=round(_LEAD * 1000),
        )
        return processor


class NullCanceller:
    """Hears everything as it is; for headphones, and where the library is missing."""

    @property
    def name(self) -> str:
        """See `EchoCanceller.name`."""
        return "none"

    def cancel(self, near: Pcm, far: Pcm) -> Pcm:
        """See `EchoCanceller.cancel`."""
        del far
        return near

    def reset(self) -> None:
        """See `EchoCanceller.reset`."""


def make_canceller() -> EchoCanceller:
    """The best canceller that runs here."""
    try:
        return WebRtcCanceller()
    except (ImportError, OSError, RuntimeError) as error:
        _log.warning("no echo cancellation: %s", type(error).__name__)
        return NullCanceller()


class Separated(NamedTuple):
    """What was heard, without Lumen's voice.

    Attributes:
        clean: float32[n] at 16 kHz: as little of the echo as possible.
        residue: float32[n], 10 ms late: as much of who speaks over it as possible; None
            where nothing tells the two apart.
    """

    clean: Pcm
    residue: Pcm | None


class EchoPath:
    """Brings microphone, reference and canceller together on one time line.

    Args:
        reference: Written by playback; None when nothing is ever played.
        canceller: What cleans.
        residue: What keeps who speaks over Lumen.
    """

    def __init__(
        self,
        reference: EchoReference | None,
        canceller: EchoCanceller,
        residue: ResidueFilter | None = None,
    ) -> None:
        self._reference = reference
        self._canceller = canceller
        self._residue = residue
        self._route = reference.route if reference is not None else 0

    @property
    def name(self) -> str:
        """Name of the canceller."""
        return self._canceller.name

    @property
    def learning(self) -> bool:
        """Whether the way from this loudspeaker to this microphone is not known yet."""
        return self._residue is not None and self._residue.learning

    def separate(self, near: Pcm, start: Seconds) -> Separated:
        """Cancel what the loudspeaker played while `near` was heard.

        Args:
            near: float32[n] at 16 kHz, n a multiple of `ECHO_FRAMES`.
            start: Clock time of its first frame at the microphone.
        """
        if self._reference is None:
            return Separated(near, None)
        if self._reference.route != self._route:
            self._route = self._reference.route
            self.reset()
        far = self._reference.read(Seconds(start + _LEAD), len(near))
        kept = None if self._residue is None else self._residue.keep(near, far)
        return Separated(self._canceller.cancel(near, far), kept)

    def playing(self, start: Seconds, end: Seconds) -> bool:
        """Whether Lumen's voice was audible between two moments."""
        return self._reference is not None and self._reference.audible(start, end)

    def reset(self) -> None:
        """The microphone or the loudspeaker changed."""
        self._canceller.reset()
        if self._residue is not None:
            self._residue.reset()
