"""Looks what is at the places of music and videos, for the settings."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from lumen.core.errors import InputError, StorageError
from lumen.core.media import MediaPlace, PlaceState
from lumen.core.own_thread import on_its_own_thread
from lumen.media.library.playlists import read_playlist
from lumen.media.library.store import LibraryStore

ANSWER_SECONDS = 2.0
"""A disk that sleeps takes longer; the server of a dead network never answers."""

_THREAD = "lumen-survey"


class Survey:
    """Looks at places; a place that does not answer holds nothing else up.

    Belongs to the loop's thread; each place is looked at on a thread of its own, that
    nothing waits for in the end.

    Args:
        index: File of the library's index.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._looks: dict[object, asyncio.Future[MediaPlace]] = {}
        self._read: tuple[object, MediaPlace] | None = None

    async def folders(self, folders: Sequence[Path]) -> tuple[MediaPlace, ...]:
        """What is at each folder, and how many titles of it are known."""
        looks = [
            self._look((folder, "folder"), folder, partial(self._folder, folder))
            for folder in folders
        ]
        return tuple(await asyncio.gather(*looks))

    async def channels(self, path: Path) -> MediaPlace:
        """What is at the path of a channel list, and how many channels it has."""
        return await self._look((path, "channels"), path, partial(self._list, path))

    async def items(self) -> int:
        """How many titles are known at all."""
        return await on_its_own_thread(partial(self._count, None), _THREAD)

    async def _look(
        self, key: object, path: Path, look: Callable[[], MediaPlace]
    ) -> MediaPlace:
        """One look at each place at a time, so that threads do not pile up."""
        future = self._looks.get(key)
        if future is None:
            future = self._looks[key] = on_its_own_thread(look, _THREAD)
            future.add_done_callback(lambda _: self._looks.pop(key))
        done, _ = await asyncio.wait([future], timeout=ANSWER_SECONDS)
        return future.result() if done else MediaPlace(str(path), PlaceState.SILENT)

    def _folder(self, folder: Path) -> MediaPlace:
        return MediaPlace(str(folder), _state_of(folder), self._count(folder))

    def _list(self, path: Path) -> MediaPlace:
        """A channel list; a long one is not read every time that somebody looks."""
        with contextlib.suppress(OSError, ValueError):
            found = path.stat()
            state = (path, found.st_mtime_ns, found.st_size)
            known = self._read
            if known is None or known[0] != state:
                self._read = known = state, _channels(path)
            return known[1]
        return _channels(path)

    def _count(self, folder: Path | None) -> int:
        if not self._index.exists():
            return 0
        with contextlib.suppress(StorageError):  # what scans says so
            store = LibraryStore(self._index)
            try:
                return store.count(folder)
            finally:
                store.close()
        return 0


def _state_of(folder: Path) -> PlaceState:
    try:
        with os.scandir(folder) as entries:
            return PlaceState.THERE if any(entries) else PlaceState.EMPTY
    except FileNotFoundError:
        return PlaceState.MISSING
    except NotADirectoryError:
        return PlaceState.OF_ANOTHER_KIND
    except (OSError, ValueError):
        return PlaceState.UNREADABLE


def _channels(path: Path) -> MediaPlace:
    try:
        return MediaPlace(str(path), PlaceState.THERE, len(read_playlist(path)))
    except InputError as error:
        state = PlaceState.UNREADABLE
        with contextlib.suppress(OSError, ValueError):
            if not path.exists():
                state = PlaceState.MISSING
            elif not path.is_file():
                state = PlaceState.OF_ANOTHER_KIND
        return MediaPlace(str(path), state, 0, str(error))
