"""One line on a terminal that says what is being waited for."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from lumen.core.events import Event, PhaseChanged
from lumen.core.turn import Phase

_FIRST_SECONDS = 1.0
"""What is done sooner needs no explaining."""

_EVERY_SECONDS = 0.25
_CLEAR_LINE = "\r\x1b[K"
_PHASES = {
    Phase.LISTENING: "Listening to the recording",
    Phase.TRANSCRIBING: "Understanding it",
    Phase.THINKING: "Thinking",
    Phase.SPEAKING: "Speaking",
}


class Progress:
    """Says what is being done, when it takes longer than a second; a listener.

    Nothing is ever written unless the stream is a terminal, and nothing stays there.

    Args:
        words: What is done first.
        stream: Where to write; the process's standard error if None.
        now: Tells the seconds.
    """

    def __init__(
        self,
        words: str,
        stream: TextIO | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._words = words
        self._stream = stream if stream is not None else sys.stderr
        self._now = now
        self._since = now()
        self._ended = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name="lumen-progress", daemon=True
        )

    def __enter__(self) -> Self:
        """Begin."""
        if self._stream.isatty():
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, with nothing left on the line."""
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join()

    def __call__(self, event: Event) -> None:
        """Take an event, on any thread."""
        if isinstance(event, PhaseChanged) and event.phase in _PHASES:
            self.show(_PHASES[event.phase])

    def show(self, words: str) -> None:
        """Say what is done from now on."""
        self._words = words

    def _run(self) -> None:
        if self._ended.wait(_FIRST_SECONDS):
            return
        while not self._ended.wait(_EVERY_SECONDS):
            seconds = self._now() - self._since
            self._write(f"{_CLEAR_LINE}{self._words} … {seconds:.0f} s")
        self._write(_CLEAR_LINE)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
