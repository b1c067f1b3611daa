"""The room as the window sees it, from any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lumen.core.intent import Intent
from lumen.core.loop import LoopThread
from lumen.core.media import PlayerId

if TYPE_CHECKING:  # loads the libraries of players and tags: after the first window
    from lumen.room import Room


class RoomControls:
    """Implements `ui.media_port.MediaPort`; what comes too early is dropped.

    Args:
        loop: The loop on which the room lives.
    """

    def __init__(self, loop: LoopThread) -> None:
        self._loop = loop
        self._room: Room | None = None

    def attach(self, room: Room | None) -> None:
        """There is a room now."""
        self._room = room

    def order(self, intent: Intent) -> None:
        """See `MediaPort.order`."""
        self._act(lambda room: room.order(intent))

    def undo(self, report: int) -> None:
        """See `MediaPort.undo`."""
        self._act(lambda room: room.undo(report))

    def prefer(self, player: PlayerId) -> None:
        """See `MediaPort.prefer`."""
        self._act(lambda room: room.prefer(player))

    def choose(self, number: int) -> None:
        """See `MediaPort.choose`."""
        self._act(lambda room: room.choose(number))

    def close_results(self) -> None:
        """See `MediaPort.close_results`."""
        self._act(lambda room: room.close_results())

    def cancel_timer(self, number: int) -> None:
        """See `MediaPort.cancel_timer`."""
        self._act(lambda room: room.cancel_timer(number))

    def rescan_library(self) -> None:
        """See `MediaPort.rescan_library`."""
        self._act(lambda room: room.rescan_library())

    def survey_library(self, folders: Sequence[str], channel_list: str) -> None:
        """See `MediaPort.survey_library`."""
        self._act(lambda room: room.survey_library(folders, channel_list))

    def cancel_scan(self) -> None:
        """See `MediaPort.cancel_scan`."""
        self._act(lambda room: room.cancel_scan())

    def _act(self, act: Callable[[Room], None]) -> None:
        room = self._room
        if room is not None:
            self._loop.call(lambda: act(room))
