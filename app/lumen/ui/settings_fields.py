"""One editor for each kind of setting, found by looking at the field."""

from __future__ import annotations

import enum
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from lumen.ui.direction import in_order
from lumen.ui.media_folders import FoldersEditor
from lumen.ui.parts import Choice
from lumen.ui.settings_keys import KeyEditor, ShortcutEditor
from lumen.ui.theme import Spacing

_WIDEST_WHOLE = 2_000_000_000


class SwitchEditor(QCheckBox):
    """Yes or no."""

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__("On")
        self.setAccessibleName(title)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    def value(self) -> object:
        """What is chosen."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Choose."""
        self.setChecked(bool(value))

    def _on_toggled(self, on: bool) -> None:
        self.setText("On" if on else "Off")
        self.changed.emit()


_NUMBER_MARGIN = 8
"""Style sheets do not reach the text of a spin box; other fields begin there."""


class WholeEditor(QSpinBox):
    """A whole number."""

    changed = Signal()

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        least = bounds.least if bounds.least is not None else -_WIDEST_WHOLE
        most = bounds.most if bounds.most is not None else _WIDEST_WHOLE
        self.setRange(int(least), int(most))
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(_NUMBER_MARGIN, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(lambda _value: self.changed.emit())

    def set_value(self, value: object) -> None:
        """Choose."""
        self.setValue(int(str(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt
        """Scrolling the page never changes a value."""
        event.ignore()


class NumberEditor(QDoubleSpinBox):
    """A number."""

    changed = Signal()

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        least = bounds.least if bounds.least is not None else -1e9
        most = bounds.most if bounds.most is not None else 1e9
        self.setRange(least, most)
        fine = most - least <= 10
        self.setDecimals(2 if fine else 1)
        self.setSingleStep(0.05 if fine else 1.0)
        self.lineEdit().setTextMargins(_NUMBER_MARGIN, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(lambda _value: self.changed.emit())

    def set_value(self, value: object) -> None:
        """Choose."""
        self.setValue(float(str(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt
        """Scrolling the page never changes a value."""
        event.ignore()


class ChoiceEditor(QComboBox):
    """One of several; a value that is not offered (now) stays, and says so."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._value: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(14)
        self.currentTextChanged.connect(self.setToolTip)  # a long one is cut
        self.offer(choices)
        self.activated.connect(lambda _index: self.changed.emit())

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these, keeping what is chosen."""
        value = self.value() if self.count() else self._value
        self.clear()
        for choice in choices:
            self.addItem(choice.title, choice.value)
        self.set_value(value)

    def value(self) -> object:
        """What is chosen."""
        return self.currentData() if self.count() else self._value

    def set_value(self, value: object) -> None:
        """Choose."""
        self._value = value
        if value is None:
            return  # nothing has been chosen yet: the first
        index = self.findData(value)
        if index < 0 and self.count():
            missing = f"{value} (not here now)" if value else "Default"
            self.insertItem(0, missing, value)
            index = 0
        self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt
        """Scrolling the page never changes a value."""
        event.ignore()


class TextEditor(QLineEdit):
    """A line of text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> object:
        """What is written."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Write."""
        self.setText("" if value is None else str(value))


class FileEditor(QWidget):
    """A file, typed or chosen."""

    changed = Signal()

    def __init__(self, pattern: str) -> None:
        super().__init__()
        self._pattern = pattern
        self.line = TextEditor()
        self.line.changed.connect(self.changed)
        self._browse = QPushButton(in_order("Choose …"))
        self._browse.clicked.connect(self.browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.SMALL)
        row.addWidget(self.line, 1)
        row.addWidget(self._browse)
        self.setFocusProxy(self.line)

    def name(self, title: str) -> None:
        """Tell assistive technology what the file is for."""
        self.line.setAccessibleName(title)
        self._browse.setAccessibleName(f"Choose: {title}")

    def value(self) -> object:
        """Path as text; empty for none."""
        return self.line.value()

    def set_value(self, value: object) -> None:
        """Show a path."""
        self.line.set_value(value)

    def browse(self) -> QFileDialog:
        """Open the file chooser."""
        dialog = QFileDialog(self, "Choose a file", str(Path.home()), self._pattern)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()
        return dialog

    def _on_chosen(self, path: str) -> None:
        self.line.set_value(path)
        self.changed.emit()


Editor = (
    SwitchEditor
    | WholeEditor
    | NumberEditor
    | ChoiceEditor
    | TextEditor
    | KeyEditor
    | FileEditor
    | FoldersEditor
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and most of a number, as far as the field says."""

    least: float | None = None
    most: float | None = None


def bounds_of(field: FieldInfo) -> Bounds:
    """What a field's constraints say."""
    least: float | None = None
    most: float | None = None
    for rule in field.metadata:
        for name in ("ge", "gt"):
            least = getattr(rule, name, least)
        for name in ("le", "lt"):
            most = getattr(rule, name, most)
    return Bounds(least, most)


def title_of(name: str, field: FieldInfo) -> str:
    """A field's title, or its name in words."""
    return field.title or name.replace("_", " ").capitalize()


def _plain(annotation: object) -> object:
    """The type inside `X | None`."""
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        if len(inner) == 1:
            return inner[0]
    return annotation


def _literal_choices(annotation: Any) -> list[Choice]:  # noqa: ANN401 - a type form
    if get_origin(annotation) is Literal:
        return [Choice(value, _in_words(str(value))) for value in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return [
            Choice(member.value, _in_words(member.name.lower()))
            for member in annotation
        ]
    return []


def _in_words(value: str) -> str:
    named = any(character in value for character in ".-") or value[:1].isupper()
    return value if named else value.replace("_", " ").capitalize()


def editor_for(
    name: str, field: FieldInfo, choices: Sequence[Choice] | None
) -> Editor | None:
    """The editor for a field.

    Args:
        name: The field's name; ``..._key`` is a key, ``..._shortcut`` one
            with what is held, ``..._file`` a file,
            ``...folders`` a list of folders.
        field: As pydantic describes it.
        choices: What is offered from outside, if anything is.

    Returns:
        The editor, or None for a kind that a person cannot edit here.
    """
    annotation = _plain(field.annotation)
    if choices is not None:
        return ChoiceEditor(choices)
    listed = _literal_choices(annotation)
    if listed:
        return ChoiceEditor(listed)
    makers: dict[object, Callable[[], Editor]] = {
        bool: lambda: SwitchEditor(title_of(name, field)),
        int: lambda: WholeEditor(bounds_of(field)),
        float: lambda: NumberEditor(bounds_of(field)),
        Path: lambda: FileEditor("All files (*)"),
        str: lambda: _text_editor(name),
    }
    if name.endswith("folders") and get_origin(annotation) is tuple:
        return FoldersEditor()
    maker = makers.get(annotation)
    return maker() if maker is not None else None


def _text_editor(name: str) -> Editor:
    if name.endswith("_shortcut"):
        return ShortcutEditor()
    if name.endswith("_key"):
        return KeyEditor()
    if name == "persona_file":
        return FileEditor("Personas (*.toml)")
    if name == "channel_list":
        return FileEditor("Channel lists (*.m3u *.m3u8)")
    if name.endswith("_file"):
        return FileEditor("All files (*)")
    return TextEditor()
