"""One cancellation token per turn."""

from __future__ import annotations

import threading

from lumen.core.errors import Cancelled


class CancellationToken:
    """Tells work on other threads that its result is no longer wanted.

    Setting and asking are thread-safe and never block.
    """

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to end; may be called any number of times."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if `cancel` was called."""
        if self._event.is_set():
            raise Cancelled
