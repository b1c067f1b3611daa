"""What a person does with messages: writes, rates, deletes, clears, asks again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lumen.ui.composer import Composer
from lumen.ui.conversation import ConversationView
from lumen.ui.conversation_model import ConversationModel, Entry
from lumen.ui.port import CompanionPort
from lumen.ui.toast import Toast


class Messages(QObject):
    """Does it in the window at once and in the companion once nobody takes it back.

    Args:
        port: The companion.
        model: What is shown.
        view: Where messages are rated, deleted and asked for.
        composer: Where they are written.
        toast: Offers to take back what was deleted.
        parent: Owner.

    Signals:
        cleared: The whole conversation went.
        said: Words for the state line.
    """

    cleared = Signal()
    said = Signal(str)

    def __init__(
        self,
        port: CompanionPort,
        model: ConversationModel,
        view: ConversationView,
        composer: Composer,
        toast: Toast,
        *,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._port = port
        self._model = model
        self._composer = composer
        self._toast = toast
        composer.submitted.connect(self.submit)
        view.suggested.connect(self._on_suggested)
        view.rated.connect(self._on_rated)
        view.regeneration_wanted.connect(self._on_regenerate)
        view.deletion_wanted.connect(self._on_delete)
        view.earlier_wanted.connect(self._on_earlier_wanted)

    def submit(self, text: str) -> None:
        """Say something by typing."""
        self._toast.commit()
        self._port.submit_text(text)

    def clear(self) -> None:
        """Empty the conversation; it can be undone for some seconds."""
        if not self._model.entries:
            self.said.emit("The conversation is empty already.")
            return
        self._port.stop()
        self._toast.commit()
        removal = self._model.clear()
        self.cleared.emit()
        self._toast.offer(
            "Conversation cleared",
            self._forget_all,
            lambda: self._model.restore(removal),
        )

    def _forget_all(self) -> None:
        self._model.forget_earlier()
        self._port.forget_all()

    def _on_earlier_wanted(self) -> None:
        before = self._model.ask_for_earlier()
        if before is not None:
            self._port.find_earlier(before)

    def _on_suggested(self, text: str) -> None:
        self._composer.box.setFocus()
        self.submit(text)

    def _on_rated(self, entry: Entry, rating: int) -> None:
        if entry.message is not None:
            self._model.rate(entry, rating)
            self._port.rate(entry.message, rating)

    def _on_regenerate(self) -> None:
        self._toast.commit()
        self._port.regenerate()

    def _on_delete(self, entry: Entry) -> None:
        self._toast.commit()
        removal = self._model.remove([entry])
        self._composer.box.setFocus()

        def commit() -> None:
            if entry.message is not None:
                self._port.forget(entry.message)

        self._toast.offer(
            "Message deleted", commit, lambda: self._model.restore(removal)
        )
