"""Regular expressions that are compiled when they are first needed.

There are hundreds of them, and a sentence needs few: compiling all of them at import
would take longer than anything else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


class Wording:
    """An expression for a plain text, with the methods of a compiled one."""

    __slots__ = ("_compiled", "_needs", "source")

    def __init__(self, source: str, needs: str = "") -> None:
        """Keep an expression for later.

        Args:
            source: The expression.
            needs: Words, parted by spaces, one of which is in every text that it fits;
                where none is, it is not even compiled.
        """
        self.source = source
        self._needs = tuple(needs.split())
        self._compiled: re.Pattern[str] | None = None
        _ALL.append(self)

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled

    def made(self, match: re.Match[str]) -> bool:
        """Whether a match is one of this expression."""
        return match.re is self._compiled

    def match(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        """See `re.Pattern.match`."""
        if self._needs and not any(word in text for word in self._needs):
            return None
        return self.compiled.match(text, start, end)

    def fullmatch(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        """See `re.Pattern.fullmatch`."""
        if self._needs and not any(word in text for word in self._needs):
            return None
        return self.compiled.fullmatch(text, start, end)

    def search(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        """See `re.Pattern.search`."""
        if self._needs and not any(word in text for word in self._needs):
            return None
        return self.compiled.search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """See `re.Pattern.finditer`."""
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """See `re.Pattern.findall`."""
        return self.compiled.findall(text)

    def sub(self, by: str, text: str) -> str:
        """See `re.Pattern.sub`."""
        return self.compiled.sub(by, text)


_ALL: list[Wording] = []


def compile_all() -> None:
    """Compile what was not needed yet; for a thread at the start."""
    for wording in _ALL:
        _ = wording.compiled
