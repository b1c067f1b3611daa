"""Lines that a person types, or that come through a pipe."""

from __future__ import annotations

import io
import os
import select
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress

_LONGEST_BYTES = 65_536


class Lines:
    """Reads lines, with editing and history on a terminal.

    The history is in memory alone: what was said is on the disk encrypted or not at
    all.

    Args:
        prompt: Shown on a terminal before each line.
        words: What the Tab key completes at the beginning of a line.
    """

    def __init__(self, prompt: str, words: Sequence[str] = ()) -> None:
        self.terminal = sys.stdin.isatty()
        """Whether a person types here."""
        self._prompt = prompt
        self._words = words
        self._ahead: deque[str] = deque()
        self._edited = self.terminal and sys.stdout.isatty()
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # whatever is piped in: no crash
        if self._edited:
            self._set_up_editing()

    def remember(self, texts: Iterable[str]) -> None:
        """Put earlier lines where the Up key finds them."""
        if self._edited:
            with suppress(ImportError):
                import readline

                for text in texts:
                    readline.add_history(" ".join(text.split()))

    def next(self) -> str | None:
        """Wait for a line; None when there are no more.

        Raises:
            KeyboardInterrupt: The person pressed Ctrl-C instead.
        """
        if self._ahead:
            return self._ahead.popleft()
        try:
            if self._edited or not self.terminal:
                return input(self._prompt if self.terminal else "")
            print(self._prompt, end="", file=sys.stderr, flush=True)  # not for the pipe
            return input()
        except EOFError:
            if self.terminal:
                print(file=sys.stderr)
            return None

    def typed(self) -> str | None:
        """A line that was typed meanwhile; never waits, and takes none from a pipe."""
        if not self.terminal or not select.select([sys.stdin], [], [], 0.0)[0]:
            return None
        return os.read(sys.stdin.fileno(), _LONGEST_BYTES).decode(errors="replace")

    def keep_for_later(self, text: str) -> None:
        """Let `next` give this line."""
        self._ahead.append(text)

    def _set_up_editing(self) -> None:
        with suppress(ImportError):
            import readline

            readline.set_completer_delims("")
            readline.set_completer(self._complete)
            readline.parse_and_bind("tab: complete")

    def _complete(self, begun: str, number: int) -> str | None:
        fitting = [word for word in self._words if begun and word.startswith(begun)]
        return fitting[number] if number < len(fitting) else None
