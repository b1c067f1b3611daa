"""The person's library: kept up to date in the background, searched on its thread."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from lumen.core.clock import Clock
from lumen.core.errors import LumenError, StorageError
from lumen.core.events import Event, LibraryScanned, ProblemRaised
from lumen.core.media import MediaItem
from lumen.core.turn import NO_TURN
from lumen.core.worker import Worker, WorkerBusyError
from lumen.media.library.channels import Channels
from lumen.media.library.playlists import read_playlist
from lumen.media.library.recommend import Wish, items_of, recommend
from lumen.media.library.scanning import Progress, scan
from lumen.media.library.search import Match, Query, SearchIndex
from lumen.media.library.store import LibraryStore
from lumen.media.library.taste import Play, Taste
from lumen.media.library.watcher import FolderWatcher

SETTLE_SECONDS = 5.0
"""Quiet after a change before the folders are looked through: copying takes a while."""

LONGEST_SETTLE_SECONDS = 120.0
"""After that much unrest they are looked through anyway: a download may take hours."""

RESCAN_SECONDS = 1800.0
"""How often folders that cannot be watched are looked through."""

LOOK_SECONDS = 60.0
"""How often it is looked whether a missing folder, as of a disk, has come."""

_MOST_WAITING = 32

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_There: TypeAlias = dict[Path, tuple[int, int]]
"""The folders that exist, with device and inode: a disk may be mounted on one."""


class Plays(Protocol):
    """What the person listened to and liked."""

    def plays(self) -> Sequence[Play]:
        """All of it, oldest first; empty when nothing is kept."""
        ...


@dataclass(frozen=True, slots=True)
class LibraryPlaces:
    """Where the library is.

    Attributes:
        index: File of the index.
        folders: Folders with music and videos; what lay in a missing one stays known.
        channels: A channel list; None for none.
    """

    index: Path
    folders: tuple[Path, ...]
    channels: Path | None = None


class Library:
    """Music, videos, playlists and channels of this person.

    All methods belong to the loop's thread; reading and searching happen on a worker,
    tags are read by a process.

    Args:
        places: Where it is.
        plays: What recommendations are made from.
        clock: Times the events.
        wall_clock: Unix time in seconds.
        post: Takes `LibraryScanned` and `ProblemRaised`; called on the loop.
    """

    def __init__(
        self,
        places: LibraryPlaces,
        plays: Plays,
        clock: Clock,
        wall_clock: Callable[[], float],
        post: Callable[[Event], None],
    ) -> None:
        self._places = places
        self._plays = plays
        self._clock = clock
        self._wall = wall_clock
        self._post = post
        self._worker = Worker("lumen-library")
        self._watcher = FolderWatcher(self._on_change)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()
        self._loaded = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None
        self._scanning: asyncio.Task[None] | None = None
        self._told = ""
        self._asked = False
        self._closed = False
        self._waiting = asyncio.Semaphore(_MOST_WAITING)
        # Written by the worker as a whole, read anywhere.
        self._index = SearchIndex(())
        self._channels = Channels()

    @property
    def size(self) -> int:
        """How many files it holds."""
        return len(self._index)

    @property
    def channels(self) -> Channels:
        """The channels of the list."""
        return self._channels

    @property
    def scanning(self) -> bool:
        """Whether the folders are being looked through."""
        return self._scanning is not None

    def start(self, *, keep: bool = True) -> None:
        """Read the index; returns at once.

        Args:
            keep: Whether to keep it up to date from then on.
        """
        self._loop = asyncio.get_running_loop()
        self._worker.start()
        work = self._keep() if keep else self._load()
        self._keeping = self._loop.create_task(work, name="library")

    async def ready(self) -> None:
        """Wait until the index of the last run can be searched."""
        await self._loaded.wait()

    async def close(self) -> None:
        """Stop everything; the index stays, and the next scan goes on from there."""
        self._closed = True
        # Both threads are told to end before anything is waited for.
        loop = asyncio.get_running_loop()
        watching = loop.run_in_executor(None, self._watcher.close)
        self._worker.stop(0.0)
        await asyncio.gather(self._end_keeping(), watching, return_exceptions=True)

    async def _end_keeping(self) -> None:
        keeping, self._keeping = self._keeping, None
        if keeping is not None:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    def rescan(self) -> None:
        """Look through the folders now."""
        self._asked = True
        self._changed.set()

    def cancel_scan(self) -> None:
        """Stop looking through the folders until something changes."""
        if self._scanning is not None:
            self._scanning.cancel()

    def holds(self, title: str) -> float:
        """How surely the library or a channel has this very name, 0 to 1; quick.

        Exact names only: this is asked for sentences that may be commands.
        """
        return 1.0 if self._index.has(title) or self._channels.has(title) else 0.0

    async def find(self, query: Query, most: int = 20) -> list[Match]:
        """Search; see `SearchIndex.find`."""
        return await self._compute(lambda: self._index.find(query, most))

    async def find_channels(self, wanted: str) -> list[MediaItem]:
        """Search the channels; see `Channels.find`."""
        return await self._compute(lambda: self._channels.find(wanted))

    async def items_of(self, liked: Sequence[Play]) -> list[MediaItem]:
        """What was liked, as it is in the library now, else where it was then."""
        return await self._compute(lambda: items_of(self._index, liked))

    async def recommend(self, wish: Wish) -> list[MediaItem]:
        """Recommend; see `recommend.recommend`."""
        plays = list(self._plays.plays())
        now = self._wall()

        def compute() -> list[MediaItem]:
            chance = random.Random(int(now))  # noqa: S311 - taste, not secrets
            return recommend(self._index, Taste(plays, now), wish, chance)

        return await self._compute(compute)

    async def _compute(self, task: Callable[[], _T]) -> _T:
        async with self._waiting:  # so the worker's queue is never full
            try:
                return await asyncio.wrap_future(self._worker.call(task))
            except WorkerBusyError as error:
                raise StorageError(
                    "The library is being closed.", "Switch it on in the settings."
                ) from error

    # ---- keeping it up to date -------------------------------------------------------

    async def _keep(self) -> None:
        await self._load()
        there: _There = {}
        watched = False
        while True:
            self._changed.clear()
            self._asked = False
            try:
                former, there = there, await self._there()
                if there != former:
                    watched = await self._watch(list(there))
                await self._scan()
            except Exception as error:  # noqa: BLE001 - the next look may do better
                self._fail(error)
            if watched and len(there) == len(set(self._places.folders)):
                await self._changed.wait()
            else:
                await self._wait(there)
            await self._settle()

    async def _there(self) -> _There:
        return await asyncio.to_thread(_existing, self._places.folders)

    async def _watch(self, folders: Sequence[Path]) -> bool:
        """Watch folders; a thread that has begun is waited for, or it stays behind."""
        watch = asyncio.to_thread(self._watcher.watch, folders)
        watching = asyncio.ensure_future(watch)
        try:
            return await asyncio.shield(watching)
        finally:
            await asyncio.wait([watching])

    async def _wait(self, there: _There) -> None:
        """Until something changed, a folder came or went, or it is time again."""
        for _ in range(max(1, int(RESCAN_SECONDS / LOOK_SECONDS))):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._changed.wait()
            if self._changed.is_set() or await self._there() != there:
                return

    async def _settle(self) -> None:
        """Until no more changes for a while; not at all when the person asks."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_SETTLE_SECONDS):
                while self._changed.is_set() and not self._asked:
                    self._changed.clear()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(SETTLE_SECONDS):
                            await self._changed.wait()

    def _on_change(self) -> None:
        """Called on the watcher's thread."""
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # closed in between
                self._loop.call_soon_threadsafe(self._changed.set)

    async def _scan(self) -> None:
        latest = Progress(0, 0, 0)

        def tell(progress: Progress) -> None:
            nonlocal latest
            latest = progress
            if not progress.finished:
                self._tell(progress)

        work = scan(self._places.index, self._places.folders, tell)
        self._scanning = scanning = asyncio.ensure_future(work)
        try:
            await asyncio.wait([scanning])
            if not scanning.cancelled() and (error := scanning.exception()) is not None:
                self._fail(error)
            await self._load()
        finally:
            self._scanning = None
            scanning.cancel()
            await asyncio.gather(scanning, return_exceptions=True)
        # Once what was found can be searched; a scan that was cancelled ends, too.
        items = latest.items if latest.finished else self.size
        self._tell(replace(latest, items=items, finished=True))

    async def _load(self) -> None:
        try:
            await self._compute(self._read)
        except Exception as error:  # noqa: BLE001 - the former index stays of use
            self._fail(error)
        finally:
            self._loaded.set()

    def _read(self) -> None:
        store = LibraryStore(self._places.index)
        try:
            entries = store.entries()
        finally:
            store.close()
        if entries != self._index.entries:  # making it takes longer than comparing
            self._index = SearchIndex(entries)
        if self._places.channels is not None:
            self._channels = Channels(read_playlist(self._places.channels))

    async def take_places(self, places: LibraryPlaces) -> None:
        """Look elsewhere from now on, as the settings say."""
        if places == self._places:
            return
        self._places = places
        if self._keeping is not None:
            await self._end_keeping()
            self._channels = Channels()
            self._keeping = asyncio.create_task(self._keep(), name="library")

    def _tell(self, progress: Progress) -> None:
        self._post(
            LibraryScanned(
                NO_TURN,
                self._clock.now(),
                progress.files,
                progress.total,
                progress.items,
                progress.finished,
            )
        )

    def _fail(self, error: BaseException) -> None:
        """Tell of an error, once."""
        if not isinstance(error, LumenError):
            _log.error("the library failed: %s", type(error).__name__)
            error = StorageError(
                "Your music and videos could not be looked through.",
                "Restart Lumen; if it stays, choose other folders in the settings.",
            )
        if error.what != self._told and not self._closed:
            self._told = error.what
            self._post(ProblemRaised(NO_TURN, self._clock.now(), error))


def _existing(folders: Sequence[Path]) -> _There:
    """May take long, as when a disk has to wake."""
    there: _There = {}
    for folder in folders:
        with contextlib.suppress(OSError, ValueError):
            status = folder.stat()
            if stat.S_ISDIR(status.st_mode):
                there[folder] = (status.st_dev, status.st_ino)
    return there
