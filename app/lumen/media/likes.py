"""What the person likes: a list of their own, since players keep none for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from lumen.core.media import Track

if TYPE_CHECKING:
    from lumen.media.library.taste import Play


class Likes(Protocol):
    """Remembers what the person likes; belongs to the loop's thread."""

    def all(self) -> Sequence[Play]:
        """All of it, oldest first."""
        ...

    async def known(self) -> bool:
        """Wait for a moment until they are read; whether they are."""
        ...

    def has(self, track: Track) -> bool:
        """Whether the track is among it; quick."""
        ...

    def add(self, track: Track) -> bool:
        """Keep it; whether it will still be known after a restart."""
        ...

    def remove(self, track: Track) -> None:
        """Take it off."""
        ...
