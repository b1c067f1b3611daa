"""Notices when files of the library come, change or go."""

from __future__ import annotations

import logging
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
        self._observer: BaseObserver | None = None

    def watch(self, folders: Sequence[Path]) -> bool:
        """Watch these folders instead of the former ones.

        Returns:
            Whether all are watched; the system allows only so many folders.
        """
        self.close()
        observer = Observer()
        complete = True
        for folder in folders:
            try:
                observer.schedule(self._handler, str(folder), recursive=True)
            except OSError as error:
                _log.warning("a folder is not watched: %s", type(error).__name__)
                complete = False
        try:
            observer.start()
        except (OSError, RuntimeError) as error:
            _log.warning("folders are not watched: %s", type(error).__name__)
            observer.unschedule_all()
            return False
        self._observer = observer
        return complete

    def close(self) -> None:
        """Watch nothing any more."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
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
