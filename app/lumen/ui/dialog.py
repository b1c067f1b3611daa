"""What all of Lumen's dialogs share."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lumen.ui.direction import in_order, lean
from lumen.ui.theme import Spacing, with_text

_FRAME = QSize(16, 48)
"""What window managers put around a window, at most."""

_LEAST_WIDTH = 272
"""Of what is in a dialog; more where its buttons need more, so that none is cut."""


class Dialog(QDialog):
    """A window-modal dialog with a title, a body and a row of buttons.

    Args:
        parent: The window it belongs to.
        title: Shown in the frame and as the heading.
        size: Wanted width and height.
    """

    def __init__(
        self, parent: QWidget | None, title: str, size: tuple[int, int]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        wanted = QSize(*(with_text(side) for side in size))
        self.resize(wanted.boundedTo(self.screen().availableSize() - _FRAME))
        self.body = QVBoxLayout()
        self.body.setSpacing(Spacing.MEDIUM)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Spacing.SMALL)
        self.buttons.addStretch()
        heading = QLabel(title)
        heading.setObjectName("title")
        lean(heading)
        heading.setMinimumWidth(_LEAST_WIDTH)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(
            Spacing.WIDE, Spacing.LARGE, Spacing.WIDE, Spacing.LARGE
        )
        outer.setSpacing(Spacing.MEDIUM)
        outer.addWidget(heading)
        outer.addLayout(self.body, 1)
        outer.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt
        """Be high enough for words that wrap to more lines than was thought."""
        super().showEvent(event)
        needed = self._outer.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def add_button(self, text: str, *, main: bool = False) -> QPushButton:
        """Add a button on the right; `main` is the one Enter presses."""
        button = QPushButton(text)
        button.setAutoDefault(main)
        button.setDefault(main)
        if main:
            button.setProperty("kind", "main")
        self.buttons.addWidget(button)
        return button


class _Words(QLabel):
    """Says all that it is given in the window's order, now and later."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt
        """Say something else."""
        super().setText(in_order(text))


def words(text: str, name: str = "") -> QLabel:
    """A label that wraps, of plain text.

    Args:
        text: What it says.
        name: Object name that gives it its looks: ``muted``, ``caption``, ``heading``.
    """
    label = _Words()
    label.setText(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setObjectName(name)
    lean(label)
    return label


def ask_to_open(parent: QWidget, address: str) -> QMessageBox:
    """Show where a link really leads; open it only on the person's word."""
    target = QUrl(address)
    encoded = bytes(target.toEncoded().data()).decode("ascii", "replace")
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Open this link?")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("This link leads out of Lumen, to:")
    box.setInformativeText(encoded if len(encoded) <= 600 else encoded[:600] + " …")
    opening = box.addButton("Open in browser", QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    opening.clicked.connect(lambda: QDesktopServices.openUrl(target))
    box.open()
    return box
