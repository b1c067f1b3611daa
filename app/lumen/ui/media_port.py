"""What the window may ask about players, lists and timers; nothing here blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from lumen.core.intent import Intent
from lumen.core.media import PlayerId


class MediaPort(Protocol):
    """Players, library and timers as the window sees them; thread-safe.

    What comes of an act is told by the media events of `core.events`.
    """

    def order(self, intent: Intent) -> None:
        """Have something done as if it had been said, such as by a slider.

        Args:
            intent: With the names and slots of spoken commands; the slot ``player``
                holds a `PlayerId` when a certain one is meant.
        """
        ...

    def undo(self, report: int) -> None:
        """Undo the command of that report."""
        ...

    def prefer(self, player: PlayerId) -> None:
        """Commands without a name go to this player from now on."""
        ...

    def choose(self, number: int) -> None:
        """Play one of the shown results, counted from 1."""
        ...

    def close_results(self) -> None:
        """The list is not needed any more."""
        ...

    def cancel_timer(self, number: int) -> None:
        """Cancel the timer with that number."""
        ...

    def rescan_library(self) -> None:
        """Look through the folders of music and videos now."""
        ...

    def survey_library(self, folders: Sequence[str], channel_list: str) -> None:
        """Look what is at these places; `LibrarySurveyed` follows.

        Args:
            folders: As in the settings; none: the desktop's own.
            channel_list: As in the settings; empty: none.
        """
        ...

    def cancel_scan(self) -> None:
        """Stop looking through them."""
        ...
