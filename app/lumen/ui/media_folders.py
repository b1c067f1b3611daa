"""A list of folders in the settings, and the button that looks through them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lumen.storage.paths import media_folders
from lumen.ui.theme import Spacing

_ROW, _LEAST_ROWS, _MOST_ROWS = 34, 2, 5


def _none_words() -> str:
    """Which folders are looked through while none is chosen."""
    folders = " and ".join(str(folder) for folder in media_folders())
    return f"None chosen: {folders}" if folders else "None chosen"


class _Folders(QListWidget):
    """The folders; Delete removes the chosen one."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Delete and Backspace remove."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class FoldersEditor(QWidget):
    """Folders, added by the desktop's dialog."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = _Folders()
        self.list.setObjectName("folders")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _row: self._refresh())
        self.list.removed.connect(self.remove)
        self.none = QLabel(_none_words())
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setWordWrap(True)
        self.none.setObjectName("muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self.list)
        inside.addWidget(self.none)
        self.add_button = QPushButton("Add a folder …")
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
        box.addWidget(self.list)
        box.addLayout(buttons)
        self.setFocusProxy(self.list)
        self._refresh()

    def value(self) -> object:
        """The folders, in order."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def set_value(self, value: object) -> None:
        """Show these folders."""
        self.list.clear()
        if isinstance(value, Iterable) and not isinstance(value, str):
            self.list.addItems([str(folder) for folder in value])
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
        present = self.value()
        assert isinstance(present, tuple)
        if folder in present:
            self.list.setCurrentRow(present.index(folder))
            return
        self.list.addItem(folder)
        self.list.setCurrentRow(self.list.count() - 1)
        self._refresh()
        self.changed.emit()

    def remove(self) -> None:
        """Remove the chosen folder from the list; the folder itself stays."""
        row = self.list.currentRow()
        if row < 0:
            return
        self.list.takeItem(row)
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        count = self.list.count()
        self.none.setVisible(count == 0)
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
        rows = min(_MOST_ROWS, max(_LEAST_ROWS, count))
        self.list.setFixedHeight(rows * _ROW + 6)


class RescanButton(QWidget):
    """Has the folders looked through now; how far it is shows in the window.

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
        self._told = QLabel()
        self._told.setObjectName("caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, Spacing.SMALL)
        row.setSpacing(Spacing.MEDIUM)
        row.addWidget(self.button)
        row.addWidget(self._told, 1)

    def _on_clicked(self) -> None:
        self._told.setText("Looking; the window shows how far it is.")
        self._rescan()
