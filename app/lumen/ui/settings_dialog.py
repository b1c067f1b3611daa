"""The settings, built from the settings' own model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from lumen.core.errors import LumenError
from lumen.storage.settings import fault_reason
from lumen.ui.avatar_preview import AppearancePreview
from lumen.ui.bridge import Background
from lumen.ui.dialog import Dialog, words
from lumen.ui.media_folders import FoldersEditor, RescanButton
from lumen.ui.media_places import MediaPlaces
from lumen.ui.parts import Choice, Choices, SettingsPort
from lumen.ui.settings_fields import (
    ChoiceEditor,
    editor_for,
    title_of,
)
from lumen.ui.settings_row import SettingsRow
from lumen.ui.theme import Spacing

if TYPE_CHECKING:
    from lumen.core.events import Event
    from lumen.ui.media_port import MediaPort

SIZE = (840, 640)
"""So wide that the titles of all pages are seen."""

_LEAST_PREVIEW = 96
_RARE = ("_seconds", "_minutes", "_tokens")
"""Ends of names of fields that hardly anybody needs: shown on request."""

_Values = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class _Section:
    model: type[BaseModel]
    rows: dict[str, SettingsRow]


class SettingsDialog(Dialog):
    """Shows, checks and saves the settings.

    Args:
        parent: The window it belongs to.
        settings: As they are now.
        port: Saves them.
        background: Runs what touches the disk.
        choices: What to offer for fields, by ``"section.field"``.
        media: Looks through the folders of music and videos; None: it cannot.

    Signals:
        saved: The settings as they are now.
    """

    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        settings: BaseModel,
        port: SettingsPort,
        background: Background,
        choices: Mapping[str, Choices],
        media: MediaPort | None = None,
    ) -> None:
        super().__init__(parent, "Settings", SIZE)
        self._settings = settings
        self._port = port
        self._background = background
        self._sections: dict[str, _Section] = {}
        self._media = media
        self._places: MediaPlaces | None = None
        self._preview: AppearancePreview | None = None
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setUsesScrollButtons(True)
        self.body.addWidget(self._tabs, 1)
        for name, field in type(settings).model_fields.items():
            section = getattr(settings, name)
            if isinstance(section, BaseModel):
                self._add_section(name, title_of(name, field), section, choices)
        self._problem = words("", "fault")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self._add_buttons()
        self._show_values(settings)
        self._follow_places()

    def _add_buttons(self) -> None:
        reset = QPushButton("Reset")
        reset.setAccessibleName("Reset to defaults")
        reset.setToolTip("Show the defaults everywhere; OK saves them")
        reset.setAutoDefault(False)
        reset.setProperty("kind", "quiet")
        reset.clicked.connect(self.reset)
        self.buttons.insertWidget(0, reset)
        self.add_button("Cancel").clicked.connect(self.reject)
        self._apply = self.add_button("Apply")
        self._apply.setEnabled(False)
        self._apply.clicked.connect(lambda: self.save(close=False))
        self.add_button("OK", main=True).clicked.connect(lambda: self.save(close=True))

    def _add_section(
        self, name: str, title: str, section: BaseModel, choices: Mapping[str, Choices]
    ) -> None:
        rows: dict[str, SettingsRow] = {}
        common, rare = QVBoxLayout(), QVBoxLayout()
        for key, field in type(section).model_fields.items():
            path = f"{name}.{key}"
            asked = choices.get(path)
            offered = [Choice("", "Default")] if asked is not None else None
            editor = editor_for(key, field, offered)
            if editor is None:
                continue
            row = SettingsRow(key, field, editor)
            editor.changed.connect(self._on_changed)
            rows[key] = row
            (rare if key.endswith(_RARE) else common).addWidget(row)
            if path == "media.folders" and self._media is not None:
                self._rescan = RescanButton(self._media.rescan_library)
                common.addWidget(self._rescan)
            if asked is not None and isinstance(editor, ChoiceEditor):
                self._background.run(asked, editor.offer, lambda _error: None)
        self._sections[name] = _Section(type(section), rows)
        page: QWidget = _page(common, rare)
        if name == "appearance":
            self._preview = AppearancePreview()
            page = _below(self._preview, page)
        self._tabs.addTab(page, title)

    # ---- music and videos ------------------------------------------------------------

    def handle(self, event: Event) -> None:
        """Take an event of the companion; most change nothing here."""
        if self._places is not None:
            self._places.handle(event)

    def _follow_places(self) -> None:
        """Say what is at the folders and the channel list, as long as this is open."""
        if self._media is None or "media" not in self._sections:
            return
        editor = self.row("media.folders").editor
        assert isinstance(editor, FoldersEditor)
        channels = self.row("media.channel_list")
        self._places = MediaPlaces(self, self._media, editor, self._rescan, channels)
        self.finished.connect(self._places.end)
        self.saved.connect(self._begin_places)
        self._begin_places(self._settings)

    def _begin_places(self, settings: Any) -> None:  # noqa: ANN401 - any model of ours
        if self._places is not None:
            media = settings.media
            self._places.begin(media.folders, known=media.library)

    # ---- values ----------------------------------------------------------------------

    def row(self, path: str) -> SettingsRow:
        """The row of ``"section.field"``."""
        section, _, name = path.partition(".")
        return self._sections[section].rows[name]

    def values(self) -> _Values:
        """What the editors say now, by section and field."""
        return {
            name: {key: row.editor.value() for key, row in section.rows.items()}
            for name, section in self._sections.items()
        }

    def reset(self) -> None:
        """Show the defaults; nothing is saved before OK or Apply."""
        for section in self._sections.values():
            for key, row in section.rows.items():
                field = section.model.model_fields[key]
                row.editor.set_value(field.get_default(call_default_factory=True))
                row.complain("")
        self._on_changed()

    def _show_values(self, settings: BaseModel) -> None:
        for name, section in self._sections.items():
            for key, row in section.rows.items():
                row.editor.set_value(getattr(getattr(settings, name), key))
        self._apply.setEnabled(False)
        self._show_appearance()

    def _on_changed(self) -> None:
        self._apply.setEnabled(True)
        self._show_appearance()

    def _show_appearance(self) -> None:
        if self._preview is not None:
            self._preview.show_values(self.values()["appearance"])

    # ---- saving ----------------------------------------------------------------------

    def save(self, *, close: bool) -> None:
        """Check everything; save it, or name what is wrong at its field."""
        checked = self._check()
        if checked is None:
            return
        self._problem.hide()
        self._apply.setEnabled(False)

        def done(_nothing: None) -> None:
            self._settings = checked
            self.saved.emit(checked)
            if close:
                self.accept()

        self._background.run(lambda: self._port.save(checked), done, self._on_failed)

    def _check(self) -> BaseModel | None:
        sections: dict[str, Any] = {}
        first: tuple[int, SettingsRow] | None = None
        for index, (name, section) in enumerate(self._sections.items()):
            values = getattr(self._settings, name).model_dump()
            values |= {key: row.editor.value() for key, row in section.rows.items()}
            for row in section.rows.values():
                row.complain("")
            try:
                sections[name] = section.model.model_validate(values)
            except ValidationError as error:
                for row in self._name_faults(section, error):
                    first = first or (index, row)
        if first is not None:
            self._tabs.setCurrentIndex(first[0])
            first[1].editor.setFocus()
            return None
        return self._settings.model_copy(update=sections)

    def _name_faults(
        self, section: _Section, error: ValidationError
    ) -> list[SettingsRow]:
        named = []
        for fault in error.errors(include_url=False, include_input=False):
            key = str(fault["loc"][0]) if fault["loc"] else ""
            row = section.rows.get(key)
            if row is None:
                continue
            reason = fault_reason(fault)
            row.complain(f"{reason[:1].upper()}{reason[1:]}.")
            named.append(row)
        return named

    def _on_failed(self, error: LumenError) -> None:
        self._problem.setText(str(error))
        self._problem.show()
        self._apply.setEnabled(True)


def _below(preview: QWidget, page: QWidget) -> QWidget:
    """A page under what shows its effect, which stays while the page is scrolled.

    Where the dialog is low, both are.
    """
    preview.setMinimumHeight(_LEAST_PREVIEW)
    preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, Spacing.SMALL, 0, 0)
    column.setSpacing(Spacing.SMALL)
    column.addWidget(preview, 1)
    column.addWidget(page, 1)
    return both


def _page(common: QVBoxLayout, rare: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(
        Spacing.HAIR, Spacing.SMALL, Spacing.MEDIUM, Spacing.SMALL
    )
    layout.setSpacing(0)
    common.setSpacing(Spacing.HAIR)
    layout.addLayout(common)
    if rare.count():
        more = QPushButton("Show advanced settings")
        more.setProperty("kind", "quiet")
        more.setCheckable(True)
        more.setAutoDefault(False)
        hidden = QFrame()
        hidden.setLayout(rare)
        rare.setContentsMargins(0, 0, 0, 0)
        hidden.hide()

        def toggle(shown: bool) -> None:
            hidden.setVisible(shown)
            more.setText(("Hide" if shown else "Show") + " advanced settings")

        more.toggled.connect(toggle)
        layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(hidden)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
