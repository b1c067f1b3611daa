"""A ring of samples between a sound card's callback and a thread."""

from __future__ import annotations

import numpy as np

from lumen.core.audio import Pcm


class SampleRing:
    """Single-producer, single-consumer ring of float32 frames, preallocated.

    `write` neither allocates sample memory nor locks: it may run in a PortAudio
    callback. Frames are counted from the ring's birth and never restart, so that a
    count is a position in time. When the consumer is too slow the newest frames are
    refused and counted; who maps positions to moments sees the time line jump
    (see `timing.FrameClock`).

    Args:
        capacity: Frames that may wait to be read.
    """

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"a ring needs room for a frame, not {capacity}")
        self._frames: Pcm = np.zeros(capacity, np.float32)
        self._capacity = capacity
        self._written = 0
        self._read = 0
        self._overflowed = 0

    @property
    def written(self) -> int:
        """Absolute position behind the last frame written."""
        return self._written

    @property
    def read_position(self) -> int:
        """Absolute position of the next frame to read."""
        return self._read

    @property
    def available(self) -> int:
        """Frames waiting to be read."""
        return self._written - self._read

    @property
    def overflowed(self) -> int:
        """Frames that came while the ring was full, and were refused."""
        return self._overflowed

    def write(self, frames: Pcm) -> int:
        """Append frames; called by the producer only.

        Args:
            frames: float32[n]; may be a strided view.

        Returns:
            How many of the frames were kept.
        """
        room = self._capacity - (self._written - self._read)
        kept = min(len(frames), room)
        at = self._written % self._capacity
        first = min(kept, self._capacity - at)
        self._frames[at : at + first] = frames[:first]
        self._frames[: kept - first] = frames[first:kept]
        self._written += kept
        self._overflowed += len(frames) - kept
        return kept

    def read(self, limit: int | None = None) -> Pcm:
        """Take what waits; called by the consumer only.

        Args:
            limit: Take at most so many frames.

        Returns:
            float32[n], a copy; empty when nothing waits.
        """
        count = self.available if limit is None else min(limit, self.available)
        at = self._read % self._capacity
        first = min(count, self._capacity - at)
        out = np.empty(count, np.float32)
        out[:first] = self._frames[at : at + first]
        out[first:] = self._frames[: count - first]
        self._read += count
        return out
