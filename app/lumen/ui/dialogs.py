"""Opens the dialogs of the main window; each is imported when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from lumen.core.errors import LumenError
from lumen.core.events import Event, PassphraseWanted
from lumen.ui.bridge import Background
from lumen.ui.parts import WindowParts
from lumen.ui.theme import Theme

if TYPE_CHECKING:
    from pydantic import BaseModel

    from lumen.ui.models_dialog import ModelsDialog
    from lumen.ui.settings_dialog import SettingsDialog
    from lumen.ui.times_dialog import TimesDialog


class Dialogs(QObject):
    """One dialog of each kind at a time.

    Args:
        window: What they belong to.
        parts: What they need.
        theme: Colours.
        background: Runs what may wait.

    Signals:
        settings_saved: The settings as they are now.
        opened: A dialog that is on the screen now.
    """

    settings_saved = Signal(object)
    opened = Signal(QDialog)

    def __init__(
        self, window: QWidget, parts: WindowParts, theme: Theme, background: Background
    ) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._theme = theme
        self._background = background
        self._open: dict[str, QDialog] = {}
        self._loading = False

    def current(self, name: str) -> QDialog | None:
        """The open dialog of a kind: ``settings``, ``models``, ``help`` ..."""
        return self._open.get(name)

    def open_settings(self) -> None:
        """Open the settings, once they are read."""
        if self._raise("settings") or self._loading:
            return
        self._loading = True
        self._background.run(
            self._parts.settings.load, self._show_settings, self._on_unreadable
        )

    def _show_settings(self, settings: BaseModel) -> None:
        from lumen.ui.settings_dialog import SettingsDialog

        self._loading = False
        dialog = SettingsDialog(
            self._window,
            settings,
            self._parts.settings,
            self._background,
            self._parts.choices,
            self._parts.media,
        )
        dialog.saved.connect(self.settings_saved)
        self._show("settings", dialog)

    def _on_unreadable(self, error: LumenError) -> None:
        self._loading = False
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(error.what)
        box.setInformativeText(error.advice)
        self._show("problem", box)

    def handle(self, event: Event) -> None:
        """Take an event of the companion, for the dialog that follows it."""
        dialog = self._open.get("settings")
        if dialog is not None:
            cast("SettingsDialog", dialog).handle(event)

    def open_models(self) -> None:
        """Open the models."""
        self._models()

    def open_connecting(self) -> None:
        """Open the models at the page about language models."""
        self._models().show_connecting()

    def _models(self) -> ModelsDialog:
        from lumen.ui.models_dialog import ModelsDialog

        present = self._open.get("models")
        if isinstance(present, ModelsDialog):
            self._raise("models")
            return present
        dialog = ModelsDialog(
            self._window,
            self._parts.shelf,
            self._parts.language_model,
            self._background,
        )
        self._show("models", dialog)
        return dialog

    def open_times(self) -> None:
        """Show how long answers took."""
        from lumen.ui.times_dialog import TimesDialog

        if not self._raise("times"):
            times = self._parts.metrics
            self._show("times", TimesDialog(self._window, times, self._theme))

    def refresh_times(self) -> None:
        """Another answer was timed."""
        dialog = self._open.get("times")
        if dialog is not None:
            cast("TimesDialog", dialog).refresh()

    def open_help(self) -> None:
        """Open the help."""
        from lumen.ui.help_dialog import HelpDialog

        if not self._raise("help"):
            self._show("help", HelpDialog(self._window, self._theme, self._background))

    def open_about(self) -> None:
        """Say what Lumen is."""
        from lumen.ui.help_dialog import AboutDialog

        if not self._raise("about"):
            self._show("about", AboutDialog(self._window, self._parts.version))

    def ask_to_open(self, address: str) -> None:
        """Ask before a link is opened."""
        from lumen.ui.dialog import ask_to_open

        ask_to_open(self._window, address)

    def ask_passphrase(self, wanted: PassphraseWanted) -> None:
        """Ask for the passphrase; a question that is still open is replaced."""
        from lumen.ui.passphrase_dialog import PassphraseDialog

        self.close_passphrase()
        dialog = PassphraseDialog(self._window, wanted)
        dialog.given.connect(self._parts.port.give_passphrase)
        dialog.declined.connect(self._parts.port.decline_passphrase)
        self._show("passphrase", dialog)

    def close_passphrase(self) -> None:
        """The question is answered or void."""
        dialog = self._open.pop("passphrase", None)
        if dialog is not None:
            dialog.blockSignals(True)
            dialog.done(0)
            dialog.deleteLater()

    def _show(self, name: str, dialog: QDialog) -> None:
        self._open[name] = dialog
        dialog.finished.connect(lambda _result: self._forget(name, dialog))
        dialog.open()
        self.opened.emit(dialog)

    def _forget(self, name: str, dialog: QDialog) -> None:
        if self._open.get(name) is dialog:
            del self._open[name]
        dialog.deleteLater()

    def _raise(self, name: str) -> bool:
        dialog = self._open.get(name)
        if dialog is None:
            return False
        dialog.raise_()
        dialog.activateWindow()
        return True
