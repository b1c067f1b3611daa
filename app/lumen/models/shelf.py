"""The models on this machine: listed, fetched, removed.

Below the models' folder each model has a folder of its own, complete or not there at
all: ``recognition/whisper-base``, ``voice/en_US-lessac-medium``. What is on its way
lies in ``partial`` until every file is verified.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lumen.core.clock import Clock, MonotonicClock
from lumen.core.errors import Cancelled, DownloadError, LumenError, StorageError
from lumen.core.units import Seconds
from lumen.models.catalogue import CATALOGUE, ModelEntry, ModelKind, find_model
from lumen.models.download import PAUSES, fetch_model
from lumen.models.hub import HubClient, RemoteModel, hub_address
from lumen.models.progress import Progress, Tally

MANIFEST = "lumen-model.json"
_PARTIAL = "partial"

Fetch: TypeAlias = Callable[[Path], RemoteModel]
"""Downloads and verifies all files of a model into a folder."""


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model and how much of it is here.

    Attributes:
        entry: What it is.
        installed: Whether it is complete and verified.
        bytes_here: Its size on the disk, or that of the part that is here.
        revision: The hub's revision of an installed one; else empty.
    """

    entry: ModelEntry
    installed: bool
    bytes_here: int
    revision: str = ""

    @property
    def partial(self) -> bool:
        """Whether a download was begun and not finished."""
        return not self.installed and self.bytes_here > 0


class DownloadHandle:
    """A download on a thread of its own; all methods may be called from any thread."""

    def __init__(self, shelf: ModelShelf, entry: ModelEntry, clock: Clock) -> None:
        self.name = entry.name
        self._shelf = shelf
        self._entry = entry
        self._tally = Tally(clock)
        self._outcome: Future[Path] = Future()
        self._lock = threading.Lock()
        self._cancelled = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[RemoteModel] | None = None
        self._thread = threading.Thread(
            target=self._run, name="lumen-download", daemon=True
        )
        self._thread.start()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._tally.progress()

    @property
    def done(self) -> bool:
        """Whether it ended, well or not."""
        return self._outcome.done()

    def cancel(self) -> None:
        """End it soon; what was received is kept for the next try."""
        with self._lock:
            self._cancelled = True
            if self._loop is not None and self._task is not None:
                self._loop.call_soon_threadsafe(self._task.cancel)

    def result(self, timeout: Seconds | None = None) -> Path:
        """Wait for the end.

        Args:
            timeout: Seconds to wait at most; None waits as long as it takes.

        Returns:
            What `ModelShelf.path` gives from now on.

        Raises:
            DownloadError: It failed; says why.
            Cancelled: It was cancelled.
            TimeoutError: It is not done yet.
        """
        try:
            return self._outcome.result(timeout)
        except FutureTimeoutError:
            raise TimeoutError from None

    def join(self, timeout: Seconds) -> bool:
        """Wait for the thread to end.

        Returns:
            Whether it has.
        """
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        outcome: Path | BaseException
        try:
            outcome = self._shelf.install(self._entry, self._fetch)
        except asyncio.CancelledError:
            outcome = Cancelled()
        except (DownloadError, Cancelled) as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 - the future must not stay open
            outcome = DownloadError(
                f"The download failed unexpectedly ({type(error).__name__}).",
                "Try again; what was received is kept.",
            )
        if isinstance(outcome, BaseException):
            self._outcome.set_exception(outcome)
        else:
            self._outcome.set_result(outcome)

    def _fetch(self, folder: Path) -> RemoteModel:
        async def work() -> RemoteModel:
            async with HubClient(self._shelf.address) as client:
                model = await client.describe(self._entry)
                await fetch_model(
                    client, model, folder, self._tally, self._shelf.pauses
                )
                return model

        async def cancellable() -> RemoteModel:
            task = asyncio.ensure_future(work())
            with self._lock:
                self._loop, self._task = asyncio.get_running_loop(), task
                if self._cancelled:
                    task.cancel()
            try:
                return await task
            finally:
                with self._lock:
                    self._task = None

        return asyncio.run(cancellable())


class ModelShelf:
    """Models below one folder; thread-safe.

    Args:
        folder: Where the models are; made when the first is fetched.
        base_url: The hub; by default ``HF_ENDPOINT`` or the public one.
        clock: Measures the rate of downloads.
        pauses: Seconds between the tries of a broken download.
    """

    def __init__(
        self,
        folder: Path,
        base_url: str | None = None,
        clock: Clock | None = None,
        pauses: Sequence[Seconds] = PAUSES,
    ) -> None:
        self._folder = folder
        self.address = base_url or hub_address()
        self.pauses = tuple(pauses)
        self._clock = clock or MonotonicClock()
        self._lock = threading.Lock()
        self._running: dict[str, DownloadHandle] = {}

    def folder(self, kind: ModelKind) -> Path:
        """Where the models of a kind are, one folder each; may not exist yet."""
        return self._folder / kind.value

    def list(self) -> tuple[ModelState, ...]:
        """All models of the catalogue, and how much of each is here."""
        return tuple(self._state(entry) for entry in CATALOGUE)

    def installed(self, kind: ModelKind) -> tuple[ModelState, ...]:
        """The models of a kind that can be used."""
        states = (self._state(entry) for entry in CATALOGUE if entry.kind is kind)
        return tuple(state for state in states if state.installed)

    def path(self, name: str) -> Path | None:
        """What an engine loads: a recogniser's folder, a voice's ``.onnx`` file.

        Returns:
            None when the model is not here.

        Raises:
            InputError: There is no model of that name.
        """
        entry = find_model(name)
        return self._path(entry) if self._state(entry).installed else None

    def download(self, name: str) -> DownloadHandle:
        """Begin to fetch a model, or go on with it; returns at once.

        Raises:
            InputError: There is no model of that name.
        """
        entry = find_model(name)
        with self._lock:
            running = self._running.get(entry.name)
            if running is None or running.done:
                running = DownloadHandle(self, entry, self._clock)
                self._running[entry.name] = running
            return running

    def remove(self, name: str) -> int:
        """Delete a model, and what was received of it.

        Returns:
            Bytes that were freed.

        Raises:
            InputError: There is no model of that name.
            StorageError: It cannot be deleted, or is being downloaded.
        """
        entry = find_model(name)
        with self._lock:
            running = self._running.get(entry.name)
            if running is not None and not running.done:
                raise StorageError(
                    f"{entry.name} is being downloaded.", "Cancel the download first."
                )
            freed = 0
            for folder in (self._home(entry), self._partial(entry)):
                freed += _size_of(folder)
                with _telling_errors(StorageError):
                    if folder.exists():
                        shutil.rmtree(folder)
            return freed

    def close(self, timeout: Seconds) -> bool:
        """Cancel all downloads; what was received is kept.

        Returns:
            Whether their threads ended in time.
        """
        with self._lock:
            running = list(self._running.values())
        for handle in running:
            handle.cancel()
        deadline = self._clock.now() + timeout
        return all(
            handle.join(Seconds(max(0.0, deadline - self._clock.now())))
            for handle in running
        )

    def install(self, entry: ModelEntry, fetch: Fetch) -> Path:
        """Fetch into the partial folder, then put the model into place at once.

        Args:
            entry: The model.
            fetch: Downloads and verifies all files into the folder it is given.

        Raises:
            DownloadError: The folders cannot be used, or `fetch` failed.
        """
        partial, home = self._partial(entry), self._home(entry)
        with _telling_errors(DownloadError), _locked(partial):
            if not self._state(entry).installed:
                model = fetch(partial)
                _drop_strangers(partial, model)
                _write_manifest(partial, entry, model)
                home.parent.mkdir(parents=True, exist_ok=True)
                if home.exists():  # incomplete, or it would be installed
                    shutil.rmtree(home)
                partial.rename(home)
        return self._path(entry)

    def _home(self, entry: ModelEntry) -> Path:
        return self.folder(entry.kind) / entry.name

    def _partial(self, entry: ModelEntry) -> Path:
        return self._folder / _PARTIAL / entry.name

    def _path(self, entry: ModelEntry) -> Path:
        return self._home(entry) / entry.main_file

    def _state(self, entry: ModelEntry) -> ModelState:
        home = self._home(entry)
        revision = _revision_of(home, entry)
        if revision is not None:
            return ModelState(entry, True, _size_of(home), revision)
        return ModelState(entry, False, _size_of(self._partial(entry)))


def _revision_of(home: Path, entry: ModelEntry) -> str | None:
    """The installed revision; empty if a person put the files there; None if none."""
    try:
        manifest = json.loads((home / MANIFEST).read_text(encoding="utf-8"))
        sizes = {str(name): int(size) for name, size in manifest["files"].items()}
        revision = str(manifest["revision"])
    except FileNotFoundError:
        sizes, revision = {}, ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    for name in {*entry.required, *(sizes.keys() & {*entry.optional})}:
        try:
            size = (home / name).stat().st_size
        except OSError:
            return None
        if size == 0 or size != sizes.get(name, size):
            return None
    return revision


def _write_manifest(folder: Path, entry: ModelEntry, model: RemoteModel) -> None:
    content = {
        "repository": entry.repository,
        "revision": model.revision,
        "licence": entry.licence,
        "files": {file.name: file.size_bytes for file in model.files},
        "sha256": {file.name: file.sha256 for file in model.files if file.sha256},
    }
    with (folder / MANIFEST).open("w", encoding="utf-8") as stream:
        json.dump(content, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())


def _drop_strangers(folder: Path, model: RemoteModel) -> None:
    """Remove what an earlier try for another revision left."""
    wanted = {file.name for file in model.files}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()


def _size_of(folder: Path) -> int:
    try:
        return sum(path.stat().st_size for path in folder.iterdir())
    except OSError:
        return 0


@contextlib.contextmanager
def _locked(partial: Path) -> Iterator[None]:
    """Keep other processes from fetching the same model at the same time."""
    partial.mkdir(parents=True, exist_ok=True)
    lock = partial.with_name(f"{partial.name}.lock")
    with lock.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DownloadError(
                "Another Lumen is fetching this model just now.",
                "Wait until it is done.",
            ) from None
        yield


@contextlib.contextmanager
def _telling_errors(kind: type[LumenError]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise kind(
            f"The models' folder cannot be used: {error.strerror or 'input error'}.",
            "Check that it is yours and that the disk is not full.",
        ) from error
