"""What an empty conversation shows: how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lumen.ui.direction import in_order
from lumen.ui.theme import Spacing

SUGGESTIONS = ("What can you do?", "What time is it?", "Tell me a joke")
"""First questions that work before any model is there."""


class Welcome(QWidget):
    """A greeting and three questions to begin with.

    Signals:
        suggested: The question that was picked.
    """

    suggested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Spacing.WIDE, 0, Spacing.WIDE)
        layout.setSpacing(Spacing.SMALL)
        layout.addStretch()
        title = QLabel("Hello, I am Lumen")
        title.setObjectName("display")
        words = QLabel(
            "Hold the microphone button and speak, or write to me below. "
            "What you say stays on this machine."
        )
        words.setObjectName("muted")
        words.setWordWrap(True)
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setMaximumWidth(420)
        words.setMinimumHeight(words.heightForWidth(300))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(words, 4)
        row.addStretch()
        layout.addWidget(title)
        layout.addLayout(row)
        layout.addSpacing(Spacing.MEDIUM)
        for question in SUGGESTIONS:
            button = QPushButton(in_order(question))
            button.clicked.connect(
                lambda _checked=False, text=question: self.suggested.emit(text)
            )
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
