"""How far a download is: written by its thread, read by any other."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

from lumen.core.clock import Clock
from lumen.core.units import Seconds

_WINDOW = Seconds(5.0)
"""The rate is that of so many last seconds: steady to look at, quick to change."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download is at one moment.

    Attributes:
        received_bytes: On disk, from earlier tries as well.
        total_bytes: Of all files; 0 while it is not known.
        rate_bytes_per_second: Lately; 0 while it is not known.
        remaining: Seconds to go; None while it is not known.
    """

    received_bytes: int = 0
    total_bytes: int = 0
    rate_bytes_per_second: float = 0.0
    remaining: Seconds | None = None


class Tally:
    """Counts received bytes; thread-safe.

    Args:
        clock: Measures the rate.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._total = 0
        self._received = 0
        self._arrived: deque[tuple[Seconds, int]] = deque()

    def expect(self, total_bytes: int) -> None:
        """So much is to be received in all."""
        with self._lock:
            self._total = total_bytes

    def found(self, count: int) -> None:
        """So much was there already; negative: it was of no use."""
        with self._lock:
            self._received += count

    def received(self, count: int) -> None:
        """So much arrived now."""
        now = self._clock.now()
        with self._lock:
            self._received += count
            if self._arrived and now - self._arrived[-1][0] < 0.05:
                last, before = self._arrived[-1]
                self._arrived[-1] = (last, before + count)
            else:
                self._arrived.append((now, count))
            self._forget(now)

    def progress(self) -> Progress:
        """The state now."""
        now = self._clock.now()
        with self._lock:
            self._forget(now)
            rate = self._rate(now)
            left = max(0, self._total - self._received)
            remaining = Seconds(left / rate) if rate > 0 and self._total else None
            return Progress(self._received, self._total, rate, remaining)

    def _forget(self, now: Seconds) -> None:
        while self._arrived and self._arrived[0][0] < now - _WINDOW:
            self._arrived.popleft()

    def _rate(self, now: Seconds) -> float:
        if not self._arrived:
            return 0.0
        span = now - self._arrived[0][0]
        return sum(count for _, count in self._arrived) / span if span > 0 else 0.0
