"""A list of folders in the settings, and the button that looks through them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lumen.core.events import LibrarySurveyed
from lumen.core.media import MediaPlace
from lumen.storage.paths import expanded
from lumen.ui.dialog import words
from lumen.ui.direction import in_order
from lumen.ui.media_folder_rows import FolderRows, FolderText, row_height
from lumen.ui.media_place_words import Looking, PlaceWords, folder_words
from lumen.ui.theme import Spacing

_LEAST_ROWS, _MOST_ROWS, _EDGE = 2, 4, 6


class _Folders(QListWidget):
    """The folders; Delete removes the chosen one."""

    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("folders")
        self.setItemDelegate(FolderRows(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # lines break elsewhere
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Be as high as the rows, up to a few."""
        heights = [self.sizeHintForRow(row) for row in range(self.count())]
        least = _LEAST_ROWS * row_height()
        self.setFixedHeight(max(least, sum(heights[:_MOST_ROWS])) + _EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Delete and Backspace remove."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class FoldersEditor(QWidget):
    """Folders, added by the desktop's dialog; each with what is there."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[str] = []
        self._saved: frozenset[str] = frozenset()
        self._places: dict[str, MediaPlace] = {}
        self._own: tuple[MediaPlace, ...] = ()
        self._scanning = False
        self._known = True
        self.list = _Folders()
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.list.removed.connect(self.remove)
        self.none = words(
            "None chosen: the desktop's own folders are looked through.", "caption"
        )
        self.add_button = QPushButton(in_order("Add a folder …"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.browse)
        self.remove_button = QPushButton("Remove")
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self.remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(Spacing.SMALL)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Spacing.SMALL)
        box.addWidget(self.none)
        box.addWidget(self.list)
        box.addLayout(buttons)
        self.setFocusProxy(self.list)
        self._refresh()

    def value(self) -> object:
        """The folders, in order."""
        return tuple(self._chosen)

    def set_value(self, value: object) -> None:
        """Show these folders."""
        self._chosen = []
        if isinstance(value, Iterable) and not isinstance(value, str):
            self._chosen = [str(folder) for folder in value]
        self._refresh()

    @property
    def shown(self) -> tuple[FolderText, ...]:
        """What the rows say."""
        rows = range(self.list.count())
        return tuple(self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in rows)

    def set_saved(self, folders: Iterable[str], *, known: bool = True) -> None:
        """The settings have these.

        Args:
            folders: As saved.
            known: Whether folders are looked through at all.
        """
        self._saved = frozenset(folders)
        self._known = known
        self._refresh()

    def show_places(self, survey: LibrarySurveyed, *, scanning: bool) -> None:
        """Show what is at the folders.

        Args:
            survey: What is there.
            scanning: Whether the folders are being looked through now.
        """
        self._scanning = scanning
        self._places |= {place.path: place for place in survey.folders}
        if survey.own:
            self._own = survey.folders
        self._refresh()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt
        """The list is what has the focus, so it has the name, too."""
        super().setAccessibleName(name)
        self.list.setAccessibleName(name)

    def browse(self) -> QFileDialog:
        """Open the desktop's dialog for a folder."""
        dialog = QFileDialog(self, "Add a folder", str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add)
        dialog.open()
        return dialog

    def add(self, folder: str) -> None:
        """Add a folder, once."""
        if folder in self._chosen:
            self.list.setCurrentRow(self._chosen.index(folder))
            return
        self._chosen.append(folder)
        self._refresh()
        self.list.setCurrentRow(self.list.count() - 1)
        self.changed.emit()

    def remove(self) -> None:
        """Remove the chosen folder from the list; the folder itself stays."""
        row = self.list.currentRow()
        if not 0 <= row < len(self._chosen):
            return
        del self._chosen[row]
        self._refresh()
        self.changed.emit()

    def _texts(self) -> list[FolderText]:
        if not self._chosen:
            return [
                FolderText(place.path, self._words(place, own=True), chosen=False)
                for place in self._own
            ]
        return [
            FolderText(
                folder,
                self._words(
                    self._places.get(expanded(folder)), saved=folder in self._saved
                ),
            )
            for folder in self._chosen
        ]

    def _words(
        self, place: MediaPlace | None, *, saved: bool = True, own: bool = False
    ) -> PlaceWords:
        looking = Looking.NO
        if not self._known:
            looking = Looking.NEVER
        elif not saved:
            looking = Looking.LATER
        elif self._scanning:
            looking = Looking.NOW
        return folder_words(place, looking, own=own)

    def _refresh(self) -> None:
        """Say what there is now; rows that stay are kept, as is the chosen one."""
        texts = self._texts()
        while self.list.count() > len(texts):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(texts):
            self.list.addItem(QListWidgetItem())
        for row, text in enumerate(texts):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) != text:
                item.setData(Qt.ItemDataRole.UserRole, text)
                item.setToolTip(f"{text.path}\n{text.words.text}")
                spoken = f"{text.path}. {text.words.text}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(chosen if text.chosen else Qt.ItemFlag.ItemIsEnabled)
        self.none.setVisible(not self._chosen)
        self.list.fit()
        self._allow()

    def _allow(self) -> None:
        row = self.list.currentRow()
        self.remove_button.setEnabled(0 <= row < len(self._chosen))


class RescanButton(QWidget):
    """Has the folders looked through now, and says what is known in all.

    Args:
        rescan: Begins.
    """

    def __init__(self, rescan: Callable[[], None]) -> None:
        super().__init__()
        self._rescan = rescan
        self.button = QPushButton("Look again")
        self.button.setAutoDefault(False)
        self.button.setToolTip("Look through the saved folders for what is new or gone")
        self.button.clicked.connect(self._on_clicked)
        self.told = words("", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, Spacing.SMALL)
        row.setSpacing(Spacing.MEDIUM)
        row.addWidget(self.button)
        row.addWidget(self.told, 1)

    def _on_clicked(self) -> None:
        self.told.setText("Looking …")
        self._rescan()
