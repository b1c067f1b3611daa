"""Notices when files of the library come, change or go."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from lumen.media.library.tags import wanted

_log = logging.getLogger(__name__)
_JOIN_SECONDS = 1.0
_CHANGES = frozenset({"created", "deleted", "moved", "modified", "closed"})


class FolderWatcher:
    """Watches folders and all below them.

    Args:
        changed: Called from the watcher's thread when something of the library may
            have changed; often.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._handler = _Handler(changed)
        self._lock = threading.Lock()
        self._closed = False
        self._observer: BaseObserver | None = None

    def watch(self, folders: Sequence[Path]) -> bool:
        """Watch these folders instead of the former ones; not once it is closed.

        Takes long for many folders; `close` may be called from elsewhere meanwhile.

        Returns:
            Whether all are watched; the system allows only so many folders.
        """
        self._replace(None)
        if self._closed:
            return False
        try:
            observer = Observer()
        except (OSError, RuntimeError) as error:
            _log.warning("folders are not watched: %s", type(error).__name__)
            return False
        try:
            for folder in folders:
                observer.schedule(self._handler, str(folder), recursive=True)
            observer.start()
        except (OSError, RuntimeError) as error:
            _log.warning("folders are not watched: %s", type(error).__name__)
            _end(observer)
            return False
        return self._replace(observer)

    def close(self) -> None:
        """Watch nothing from now on."""
        with self._lock:
            self._closed = True
        self._replace(None)

    def _replace(self, observer: BaseObserver | None) -> bool:
        """Take another observer; one that comes after the end is ended itself."""
        with self._lock:
            kept = not self._closed
            former, self._observer = self._observer, observer if kept else None
        for ended in (former, None if kept else observer):
            if ended is not None:
                _end(ended)
        return kept


def _end(observer: BaseObserver) -> None:
    """Stop its threads; the one that reads runs even if the observer never did."""
    observer.stop()
    if observer.is_alive():
        observer.join(_JOIN_SECONDS)


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES:
            return
        places = (event.src_path, event.dest_path)
        if event.is_directory:
            relevant = event.event_type != "modified"
        else:
            relevant = any(wanted(Path(str(place))) for place in places if place)
        if relevant:
            self._changed()
