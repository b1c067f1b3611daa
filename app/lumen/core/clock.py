"""Time is an argument or an injected `Clock`, never a global."""

from __future__ import annotations

import time
from typing import Protocol

from lumen.core.units import Seconds


class Clock(Protocol):
    """A monotonic clock."""

    def now(self) -> Seconds:
        """Seconds since an arbitrary fixed moment; never goes backwards."""
        ...


class MonotonicClock:
    """The machine's monotonic clock."""

    def now(self) -> Seconds:
        """See `Clock.now`."""
        return Seconds(time.monotonic())
