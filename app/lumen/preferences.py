"""The settings in use: who changed them, and who wants to know."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from lumen.storage.settings import (
    SettingsProblem,
    change_setting,
    load_settings,
    save_settings,
)
from lumen.storage.settings_model import Settings

Listener = Callable[[Settings, Settings], None]


class Preferences:
    """Holds the settings of this session; thread-safe.

    Args:
        path: The settings file; read at once.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._settings, self.problems = load_settings(path)
        self._listeners: list[Listener] = []

    problems: tuple[SettingsProblem, ...]
    """What of the file could not be used at the start."""

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self._settings

    def on_change(self, listener: Listener) -> None:
        """Have `listener(old, new)` called on the thread that changes the settings."""
        self._listeners.append(listener)

    def save(self, settings: Settings) -> None:
        """Use these settings from now on and write them.

        Raises:
            StorageError: The file cannot be written; the settings are used all the
                same, until Lumen ends.
        """
        with self._lock:
            old, self._settings = self._settings, settings
        if settings != old:
            for listener in tuple(self._listeners):
                listener(old, settings)
        with self._lock:
            save_settings(self._path, self._settings)

    def change(self, section: str, name: str, value: object) -> None:
        """Change one field; see `save`.

        Raises:
            InputError: There is no such field, or the value does not fit.
            StorageError: The file cannot be written.
        """
        self.save(change_setting(self._settings, section, name, value))
