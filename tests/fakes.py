"""Working stand-ins for Lumen's protocols; each passes the real thing's contract."""

from __future__ import annotations

from lumen.core.units import Seconds


class ManualClock:
    """A clock that moves when told."""

    def __init__(self, at: float = 100.0) -> None:
        self._at = at

    def now(self) -> Seconds:
        return Seconds(self._at)

    def advance(self, seconds: float) -> None:
        assert seconds >= 0
        self._at += seconds
