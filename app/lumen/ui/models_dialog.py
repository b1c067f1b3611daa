"""The models on this machine, those that could be, and the language model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from lumen.core.errors import LumenError
from lumen.ui.bridge import Background
from lumen.ui.connect_page import ConnectPage
from lumen.ui.dialog import Dialog, words
from lumen.ui.direction import in_order
from lumen.ui.parts import LanguageModelPort, ShelfItem, ShelfPort
from lumen.ui.progress_row import ProgressRow, size_in_words
from lumen.ui.theme import Spacing


class ModelCard(QFrame):
    """One model: what it is, how large, and a button that fetches or removes it."""

    def __init__(self, item: ShelfItem, page: ShelfPage) -> None:
        super().__init__()
        self.item = item
        self._page = page
        self.setObjectName("card")
        title = words(item.title, "heading")
        state = "on this machine" if item.installed else "not downloaded"
        facts = [item.kind, size_in_words(item.size_bytes), state]
        about = words(" · ".join(part for part in facts if part), "caption")
        self._fault = words("", "fault")
        self._fault.hide()
        self.progress = ProgressRow()
        self.progress.finished.connect(self._on_finished)
        self.button = QPushButton("Remove" if item.installed else "Download")
        self.button.setAutoDefault(False)
        if not item.installed:
            self.button.setProperty("kind", "main")
        self.button.setAccessibleName(f"{self.button.text()} {item.title}")
        self.button.clicked.connect(self._on_button)
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(title)
        says.addWidget(about)
        if item.note:
            says.addWidget(words(item.note, "caption"))
        top = QHBoxLayout()
        top.setSpacing(Spacing.MEDIUM)
        top.addLayout(says, 1)
        top.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(
            Spacing.LARGE, Spacing.MEDIUM, Spacing.LARGE, Spacing.MEDIUM
        )
        layout.setSpacing(Spacing.SMALL)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addWidget(self._fault)

    @property
    def fault(self) -> str:
        """What went wrong, as shown."""
        return self._fault.text()

    def complain(self, text: str) -> None:
        """Say what went wrong; empty: nothing did."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _on_button(self) -> None:
        self.complain("")
        if self.item.installed:
            if self.button.text() == "Remove":
                self.button.setText(in_order("Really remove?"))
            else:
                self.button.setEnabled(False)
                self._page.remove(self)
            return
        self.button.hide()
        self.progress.follow(self._page.shelf.download(self.item.name))

    def _on_finished(self, error: str) -> None:
        self.button.show()
        self.complain(error)
        if not error:
            self._page.refresh()


class ShelfPage(QWidget):
    """All models, as cards.

    Signals:
        changed: A model came or went.
        listed: The cards are there.
    """

    changed = Signal()
    listed = Signal()

    def __init__(self, shelf: ShelfPort, background: Background) -> None:
        super().__init__()
        self.shelf = shelf
        self._background = background
        self.cards: list[ModelCard] = []
        self._told = words("Looking …", "muted")
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, Spacing.SMALL, Spacing.MEDIUM, 0)
        self._list.setSpacing(Spacing.MEDIUM)
        self._list.addWidget(self._told)
        self._list.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Spacing.SMALL, 0, 0)
        layout.addWidget(
            words(
                "Lumen works without any of these. With them it understands free "
                "speech and sounds more natural. Models stay on this machine.",
                "muted",
            )
        )
        layout.addWidget(area, 1)
        self.refresh()

    def refresh(self) -> None:
        """List the models anew, once no download is shown."""
        self._background.run(self.shelf.items, self._show, self._on_failed)

    def remove(self, card: ModelCard) -> None:
        """Remove a card's model."""

        def failed(error: LumenError) -> None:
            card.button.setEnabled(True)
            card.complain(str(error))

        name = card.item.name
        self._background.run(
            lambda: self.shelf.remove(name), lambda _nothing: self.refresh(), failed
        )

    def _show(self, items: Sequence[ShelfItem]) -> None:
        running = {c.item.name: c for c in self.cards if c.progress.running}
        for card in self.cards:
            if card.item.name not in running:
                self._list.removeWidget(card)
                card.hide()
                card.deleteLater()
        had = bool(self.cards)
        self.cards = [running.get(i.name) or ModelCard(i, self) for i in items]
        for index, card in enumerate(self.cards):
            self._list.insertWidget(index, card)
        self._told.setText("There are no models to choose from." if not items else "")
        self._told.setVisible(not items)
        self.listed.emit()
        if had:
            self.changed.emit()

    def _on_failed(self, error: LumenError) -> None:
        self._told.setText(str(error))
        self._told.show()


class ModelsDialog(Dialog):
    """Two pages: models for hearing and speaking, and the language model.

    Args:
        parent: The window it belongs to.
        shelf: The models.
        language_model: Connects a language model.
        background: Runs what may wait.
    """

    def __init__(
        self,
        parent: QWidget | None,
        shelf: ShelfPort,
        language_model: LanguageModelPort,
        background: Background,
    ) -> None:
        super().__init__(parent, "Models", (620, 600))
        self.shelf_page = ShelfPage(shelf, background)
        self.connect_page = ConnectPage(language_model, background, ProgressRow())
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self.shelf_page, "Hearing and voice")
        self._tabs.addTab(self.connect_page, "Language model")
        self.body.addWidget(self._tabs, 1)
        self._end = self.add_button("Close", main=True)
        self._end.clicked.connect(self.accept)
        self.shelf_page.listed.connect(self._order_tabs)

    def show_connecting(self) -> None:
        """Turn to the page about language models."""
        self._tabs.setCurrentWidget(self.connect_page)

    def _order_tabs(self) -> None:
        """The cards come late, and would come after the button below them."""
        for card in self.shelf_page.cards:
            QWidget.setTabOrder(card.button, self._end)
