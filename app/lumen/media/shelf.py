"""What the desk needs from a library: finding things, and getting them opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from lumen.core.intent import Intent
from lumen.core.media import MediaItem, PlayerState


@dataclass(frozen=True, slots=True)
class Finding:
    """What a library found for an intent.

    Attributes:
        text: For the person; empty when `play` says it all.
        play: What is to be played now; None when nothing is, or nothing is certain.
        items: A numbered list to choose from.
        title: What the list is called.
        aloud: Whether `text` is spoken, too.
        facts: As in `Done.facts`.
        lead: As in `Done.lead`.
    """

    text: str = field(default="", repr=False)
    play: MediaItem | None = None
    items: tuple[MediaItem, ...] = field(default=(), repr=False)
    title: str = field(default="", repr=False)
    aloud: bool = True
    facts: tuple[str, ...] = field(default=(), repr=False)
    lead: str = field(default="", repr=False)


class Shelf(Protocol):
    """A library: it answers the intents in `desk.SHELF_INTENTS`.

    Belongs to the loop's thread; what takes long is done elsewhere. Its coroutines
    raise `LumenError` only.
    """

    def takes(self, intent: Intent) -> bool:
        """Whether it can answer this intent now; quick."""
        ...

    async def find(self, intent: Intent, now: PlayerState | None) -> Finding:
        """Look for what an intent asks for.

        Args:
            intent: One of the intents above.
            now: The current player, for "something like this".
        """
        ...

    def fits(self, item: MediaItem, player: PlayerState) -> bool:
        """Whether that player plays such things: no film goes to a music player."""
        ...

    async def address(self, item: MediaItem) -> str:
        """One URI that plays the item; a list of several files is written to one."""
        ...

    async def launch(self, uri: str) -> str:
        """Open it in the desktop's application for it; gives that one's name, or ""."""
        ...
