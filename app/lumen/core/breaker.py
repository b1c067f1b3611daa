"""A circuit breaker: do not knock at a door that nobody opens."""

from __future__ import annotations

from enum import StrEnum

from lumen.core.clock import Clock
from lumen.core.units import Seconds

_REST = Seconds(5.0)
_LONGEST_REST = Seconds(30.0)


class Circuit(StrEnum):
    """Whether calls go through."""

    CLOSED = "closed"
    """Calls go through."""
    OPEN = "open"
    """Calls are spared until the rest is over."""
    TRYING = "trying"
    """One call was let through to see whether it works again."""


class CircuitBreaker:
    """Spares calls to something that keeps failing; for one thread.

    Each call that was allowed is followed by exactly one of `succeed`, `fail` and
    `abandon`. The rest doubles with each trial that fails, up to `longest`.

    Args:
        clock: Tells when the rest is over.
        failures: Failures in a row that open the circuit.
        rest: Seconds the circuit stays open the first time.
        longest: Seconds it stays open at most.

    Source: Nygard, "Release It!", 2nd edition, section 5.2 (Circuit Breaker).
    """

    def __init__(
        self,
        clock: Clock,
        failures: int = 3,
        rest: Seconds = _REST,
        longest: Seconds = _LONGEST_REST,
    ) -> None:
        self._clock = clock
        self._limit = failures
        self._first_rest = rest
        self._longest = longest
        self._circuit = Circuit.CLOSED
        self._failed = 0
        self._rest = rest
        self._until = Seconds(0.0)

    @property
    def circuit(self) -> Circuit:
        """The state as of the last call."""
        return self._circuit

    def allow(self) -> bool:
        """Whether to make the call; True after a rest means: as a trial."""
        if self._circuit is Circuit.CLOSED:
            return True
        if self._circuit is Circuit.TRYING or self._clock.now() < self._until:
            return False
        self._circuit = Circuit.TRYING
        return True

    def succeed(self) -> None:
        """The call worked: close the circuit."""
        self.reset()

    def fail(self) -> None:
        """The call failed: count it, or rest longer when it was a trial."""
        self._failed += 1
        if self._circuit is Circuit.TRYING:
            self._rest = Seconds(min(self._longest, self._rest * 2))
        if self._circuit is Circuit.TRYING or self._failed >= self._limit:
            self._circuit = Circuit.OPEN
            self._until = Seconds(self._clock.now() + self._rest)

    def abandon(self) -> None:
        """The call was cancelled before it told anything: the next may try."""
        if self._circuit is Circuit.TRYING:
            self._circuit = Circuit.OPEN

    def reset(self) -> None:
        """Begin afresh, as with another provider."""
        self._circuit = Circuit.CLOSED
        self._failed = 0
        self._rest = self._first_rest
        self._until = Seconds(0.0)
