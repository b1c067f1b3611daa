"""One setting in the dialog: what it is, its value, and what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from lumen.ui.dialog import words
from lumen.ui.media_folders import FoldersEditor
from lumen.ui.media_place_words import PlaceWords
from lumen.ui.settings_fields import Editor, FileEditor, TextEditor, title_of
from lumen.ui.theme import Spacing, with_text

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_STACKED_BELOW = 480
_CONTROL_WIDTH = 240


class SettingsRow(QWidget):
    """Title, description, editor, and what is wrong with the value."""

    def __init__(self, name: str, field: FieldInfo, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        title = title_of(name, field)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(field.description or "")
        if isinstance(editor, FileEditor):
            editor.name(title)
        self._wide = isinstance(editor, TextEditor | FileEditor | FoldersEditor)
        if not self._wide:
            editor.setMinimumWidth(with_text(_CONTROL_WIDTH))
        name_label = words(title)
        name_label.setBuddy(editor)
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(name_label)
        if field.description:
            says.addWidget(words(field.description, "caption"))
        self._note = words("", "caption")
        self._note.hide()
        self._fault = words("", "fault")
        self._fault.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(Spacing.MEDIUM)
        self._line.addLayout(says, 1)
        self._line.addWidget(editor, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, Spacing.SMALL, 0, Spacing.SMALL)
        outer.setSpacing(Spacing.HAIR)
        outer.addLayout(self._line)
        outer.addWidget(self._note)
        outer.addWidget(self._fault)
        self._arrange(stacked=self._wide)

    def complain(self, reason: str) -> None:
        """Name what is wrong below the value; empty: nothing is."""
        self._fault.setText(reason)
        self._fault.setVisible(bool(reason))
        inner: QWidget = self.editor
        if isinstance(self.editor, FileEditor):
            inner = self.editor.line
        elif isinstance(self.editor, FoldersEditor):
            inner = self.editor.list
        inner.setProperty("fault", bool(reason))
        inner.style().unpolish(inner)
        inner.style().polish(inner)

    def note(self, said: PlaceWords) -> None:
        """Say below the value what is there; empty: nothing."""
        self._note.setText(said.text)
        self._note.setVisible(bool(said.text))
        name = "fault" if said.wrong else "caption"
        if self._note.objectName() != name:
            self._note.setObjectName(name)
            self._note.style().unpolish(self._note)
            self._note.style().polish(self._note)

    @property
    def noted(self) -> str:
        """What is said below the value."""
        return self._note.text()

    @property
    def fault(self) -> str:
        """What is wrong, as shown."""
        return self._fault.text()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Below one another where there is no room beside."""
        super().resizeEvent(event)
        self._arrange(stacked=self._wide or self.width() < with_text(_STACKED_BELOW))

    def _arrange(self, *, stacked: bool) -> None:
        direction = (
            QBoxLayout.Direction.TopToBottom
            if stacked
            else QBoxLayout.Direction.LeftToRight
        )
        if self._line.direction() is not direction:
            self._line.setDirection(direction)
        side = Qt.AlignmentFlag(0) if stacked else Qt.AlignmentFlag.AlignVCenter
        self._line.setAlignment(self.editor, side)
