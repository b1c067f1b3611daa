"""From a sound card's frames to moments on the `Clock`.

A sound card counts frames, PortAudio has a clock of its own, and callbacks come late
whenever another thread holds the interpreter. Two small estimators bring these
together; both are written by one thread (the callback), read by any, and never lock.
"""

from __future__ import annotations

import numpy as np

from lumen.core.units import Seconds

_OFFSETS = 64
"""Callbacks over which the least delayed one is sought: about half a second."""

_ORIGINS = 15
"""Callbacks whose median counts. Source: PulseAudio's reports scatter by +-1 ms, the
first after a start by up to 5 ms (virtual card, 2 cores); 15 callbacks are 0.15 s."""

_STEP_SECONDS = 0.025
"""A jump of the time line beyond jitter: frames were lost, or the device paused."""

_STEPS = 3
"""So many callbacks in a row must agree that the time line jumped."""


class StreamClock:
    """Maps PortAudio's stream time to the injected clock.

    A callback can only be late, never early: the smallest difference between the two
    clocks over the last callbacks is the one that was not delayed. The window lets a
    step of either clock (PortAudio may count the wall clock) be forgotten.
    """

    def __init__(self) -> None:
        self._differences = np.full(_OFFSETS, np.inf)
        self._count = 0
        self._offset = 0.0

    def note(self, stream_now: float, clock_now: Seconds) -> None:
        """Take one pair of readings, the second taken just after the first."""
        self._differences[self._count % _OFFSETS] = clock_now - stream_now
        self._count += 1
        self._offset = float(self._differences.min())

    def to_clock(self, stream_time: float) -> Seconds:
        """The clock's time at a moment of the stream's time."""
        return Seconds(stream_time + self._offset)


class FrameClock:
    """Knows at which moment each frame is at the microphone or the loudspeaker.

    Each callback tells the moment of its first frame. Taking the frame's nominal
    distance from frame 0 away leaves the moment of frame 0, which scatters by the
    reports' jitter and drifts by the card's crystal; its median over the last
    callbacks is steady. Lost frames move the line: several callbacks that agree on
    a jump replace the old window at once.

    Args:
        rate_hz: Nominal frames per second.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate = rate_hz
        self._origins = np.zeros(_ORIGINS)
        self._count = 0
        self._strays = 0
        self._origin: float | None = None

    @property
    def known(self) -> bool:
        """Whether any callback has reported yet."""
        return self._origin is not None

    def reset(self) -> None:
        """Forget everything: the stream is about to start anew."""
        self._count = 0
        self._strays = 0
        self._origin = None

    def note(self, frame: int, at: Seconds) -> None:
        """Take the moment `at` of the absolute position `frame`."""
        origin = at - frame / self._rate
        if self._origin is not None and abs(origin - self._origin) > _STEP_SECONDS:
            self._strays += 1
            if self._strays < _STEPS:
                return
            self._count = 0
        self._strays = 0
        self._origins[self._count % _ORIGINS] = origin
        self._count += 1
        self._origin = float(np.median(self._origins[: min(self._count, _ORIGINS)]))

    def at(self, frame: float) -> Seconds:
        """The moment of a position; 0 before any callback has reported."""
        if self._origin is None:
            return Seconds(0.0)
        return Seconds(self._origin + frame / self._rate)

    def frame(self, at: Seconds) -> float:
        """The position at a moment; 0 before any callback has reported."""
        if self._origin is None:
            return 0.0
        return (at - self._origin) * self._rate
