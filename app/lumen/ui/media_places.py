"""Keeps what the settings say about music and videos up to date."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from lumen.core import events as ev
from lumen.ui.media_folders import FoldersEditor, RescanButton
from lumen.ui.media_place_words import PlaceWords, channels_words, library_words
from lumen.ui.media_port import MediaPort
from lumen.ui.settings_fields import FileEditor
from lumen.ui.settings_row import SettingsRow

_SOON_MS = 300
_AGAIN_MS = 3_000
"""A disk that was plugged in is seen after so long."""


class MediaPlaces(QObject):
    """Asks what is at the folders and the channel list, and shows it.

    Args:
        owner: The dialog.
        media: Looks.
        folders: The folders that are chosen.
        rescan: Says what is known in all.
        channels: The row of the channel list.
    """

    def __init__(
        self,
        owner: QObject,
        media: MediaPort,
        folders: FoldersEditor,
        rescan: RescanButton,
        channels: SettingsRow,
    ) -> None:
        super().__init__(owner)
        self._media = media
        self._folders = folders
        self._rescan = rescan
        self._channels = channels
        self._scan: ev.LibraryScanned | None = None
        self._items: int | None = None
        self._saved: tuple[str, ...] | None = None
        self._coming = False  # others were saved: they will be looked through at once
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.ask)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.ask)
        folders.changed.connect(self._soon.start)
        channels.editor.changed.connect(self._on_list_changed)

    def begin(self, saved: Iterable[str], *, known: bool) -> None:
        """Ask now and again.

        Args:
            saved: The folders that the settings have.
            known: Whether they are looked through at all.
        """
        folders = tuple(saved)
        former, self._saved = self._saved, folders
        self._coming = known and former not in (None, folders)
        self._folders.set_saved(folders, known=known)
        self.ask()
        self._again.start()

    def end(self) -> None:
        """Ask no more."""
        self._soon.stop()
        self._again.stop()

    def ask(self) -> None:
        """Ask what is there."""
        folders, channels = self._folders.value(), self._channel_list
        assert isinstance(folders, tuple)
        self._media.survey_library(folders, channels)

    def handle(self, event: ev.Event) -> None:
        """Take an event of the companion; most change nothing here."""
        match event:
            case ev.LibraryScanned():
                self._scan = event
                self._coming = False
                self._rescan.told.setText(library_words(self._items, event))
                if not self._soon.isActive():
                    self._soon.start()
            case ev.LibrarySurveyed():
                self._show(event)
            case _:
                pass

    def _show(self, survey: ev.LibrarySurveyed) -> None:
        self._items = survey.items
        scanning = self._scan is not None and not self._scan.finished
        self._folders.show_places(survey, scanning=scanning or self._coming)
        self._rescan.told.setText(library_words(survey.items, self._scan))
        said = channels_words(survey.channels if self._channel_list else None)
        self._channels.note(said)

    def _on_list_changed(self) -> None:
        self._channels.note(PlaceWords(""))  # it was about another file
        self._soon.start()

    @property
    def _channel_list(self) -> str:
        editor = self._channels.editor
        return str(editor.value()) if isinstance(editor, FileEditor) else ""
