"""One command to the players of this session: as much of a room as that needs.

It is done before a room is furnished: the settings and the library are read, and their
libraries loaded, only for a sentence that asks for what they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lumen.core.clock import Clock
from lumen.core.doing import Doer
from lumen.core.errors import LumenError
from lumen.core.events import Event
from lumen.core.media import Track
from lumen.media.applications import DesktopApplications
from lumen.media.desk import MediaDesk
from lumen.media.player import Players
from lumen.moment import moment_of
from lumen.understanding import Context

if TYPE_CHECKING:
    from lumen.media.library.library import Library
    from lumen.media.library.taste import Play
    from lumen.storage.paths import Places


class Visit:
    """Players, and the library once it is wanted; nothing is kept of it.

    Built and used on the loop's thread.

    Args:
        players: The running players, met already; they stay open.
        clock: Measures.
        post: Takes events.
    """

    def __init__(
        self, players: Players, clock: Clock, post: Callable[[Event], None]
    ) -> None:
        self._players = players
        self._clock = clock
        self._post = post
        self._library: Library | None = None
        self._desk = MediaDesk(players, clock, post, applications=DesktopApplications())

    @property
    def doers(self) -> tuple[Doer, ...]:
        """Who carries out commands."""
        return (self._desk,)

    def context(self) -> Context:
        """The moment, as far as it decides what a sentence means."""
        return moment_of((player.state for player in self._players.all()), self._knows)

    async def open_library(self, places: Places) -> None:
        """Read the index that an earlier Lumen left, if the settings allow it.

        Args:
            places: Folders of this profile.
        """
        import time

        from lumen.media.library.library import Library
        from lumen.media.library.shelf import LibraryShelf
        from lumen.shelving import Shelving
        from lumen.storage.paths import media_folders
        from lumen.storage.settings import load_settings

        settings = load_settings(places.settings_file)[0].media
        if not settings.library or self._library is not None:
            return
        where = Shelving(places.data / "library.sqlite3", media_folders())
        nothing = _NothingKept()
        self._library = library = Library(
            where.places(settings.folders, settings.channel_list),
            nothing,
            self._clock,
            time.time,
            self._post,
        )
        library.start(keep=False)
        await library.ready()
        lists = places.cache / "playlists"
        self._desk.set_shelf(LibraryShelf(library, nothing, lists))

    async def close(self) -> None:
        """Let go of everything but the players."""
        await self._desk.close()
        if self._library is not None:
            await self._library.close()

    def _knows(self, title: str) -> float:
        return 0.0 if self._library is None else self._library.holds(title)


class _NothingKept:
    """Nothing is known of the person's taste, and nothing is remembered."""

    def plays(self) -> Sequence[Play]:
        return ()

    def all(self) -> Sequence[Play]:
        return ()

    async def known(self) -> bool:
        return True

    def has(self, track: Track) -> bool:
        del track
        return False

    def add(self, track: Track) -> bool:
        del track
        raise LumenError("No list of what you like is kept here.", "Open Lumen.")

    def remove(self, track: Track) -> None:
        """It is not there."""
