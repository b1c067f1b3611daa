"""How to connect a language model, step by step, with what is known of each step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lumen.core.errors import LumenError
from lumen.ui.bridge import Background
from lumen.ui.dialog import ask_to_open, words
from lumen.ui.direction import in_order, lean
from lumen.ui.parts import LanguageModelPort, LanguageModelState
from lumen.ui.progress_row import ProgressRow
from lumen.ui.theme import Spacing

INSTALL_ADDRESS = "https://ollama.com/download"
START_COMMAND = "ollama serve"


class ConnectPage(QWidget):
    """Install Ollama, start it, fetch a model: and whether each is done.

    Args:
        port: Asks the provider and fetches the model.
        background: Runs what may wait.
        progress: Shows the download of the model.
    """

    def __init__(
        self, port: LanguageModelPort, background: Background, progress: ProgressRow
    ) -> None:
        super().__init__()
        self._port = port
        self._background = background
        self.progress = progress
        self.progress.finished.connect(self._on_pulled)
        self.state = words("Looking for Ollama …", "heading")
        self._detail = words("", "muted")
        self.check_button = QPushButton("Check again")
        self.check_button.setAutoDefault(False)
        self.check_button.clicked.connect(self.check)
        self.pull_button = QPushButton("Download the model")
        self.pull_button.setAutoDefault(False)
        self.pull_button.setProperty("kind", "main")
        self.pull_button.clicked.connect(self._on_pull)
        self.pull_button.hide()
        inside = QWidget()
        page = QVBoxLayout(inside)
        page.setContentsMargins(0, Spacing.SMALL, Spacing.MEDIUM, 0)
        page.setSpacing(Spacing.MEDIUM)
        page.addWidget(
            words(
                "For open talk Lumen uses a language model that runs on this machine, "
                "through the free program Ollama. Nothing you say leaves it.",
                "muted",
            )
        )
        page.addWidget(self._state_card())
        page.addWidget(self._step("1", "Install Ollama", self._install_body()))
        page.addWidget(self._step("2", "Start it", self._start_body()))
        page.addWidget(
            self._step(
                "3",
                "Fetch a model",
                words(
                    "Press the button above when it appears. A model of 2 to 5 GB "
                    "suits most machines. Choose another one in Settings, Thinking.",
                    "muted",
                ),
            )
        )
        page.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.check()

    def _state_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(self.state)
        says.addWidget(self._detail)
        buttons = QHBoxLayout()
        buttons.addWidget(self.pull_button)
        buttons.addWidget(self.check_button)
        buttons.addStretch()
        layout = QVBoxLayout(card)
        layout.setContentsMargins(
            Spacing.LARGE, Spacing.MEDIUM, Spacing.LARGE, Spacing.MEDIUM
        )
        layout.setSpacing(Spacing.MEDIUM)
        layout.addLayout(says)
        layout.addWidget(self.progress)
        layout.addLayout(buttons)
        return card

    def _step(self, number: str, title: str, body: QWidget) -> QWidget:
        step = QWidget()
        badge = QLabel(number)
        badge.setObjectName("heading")
        badge.setFixedWidth(20)
        lean(badge)
        column = QVBoxLayout()
        column.setSpacing(Spacing.HAIR)
        column.addWidget(words(title, "heading"))
        column.addWidget(body)
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return step

    def _install_body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words("From its own page, in a few minutes.", "muted"), 1)
        visit = QPushButton(in_order("Open the page …"))
        visit.setAutoDefault(False)
        visit.clicked.connect(lambda: ask_to_open(self, INSTALL_ADDRESS))
        row.addWidget(visit)
        return body

    def _start_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            words("It usually starts by itself. If not, type in a terminal:", "muted")
        )
        command = QLineEdit(START_COMMAND)
        command.setReadOnly(True)
        command.setAccessibleName("Command that starts Ollama")
        copy = QPushButton("Copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(START_COMMAND))
        row = QHBoxLayout()
        row.addWidget(command, 1)
        row.addWidget(copy)
        column.addLayout(row)
        return body

    # ---- asking ----------------------------------------------------------------------

    def check(self) -> None:
        """Ask the provider again."""
        self.check_button.setEnabled(False)
        self._background.run(self._port.check, self._show, self._on_failed)

    def _show(self, known: LanguageModelState) -> None:
        self.check_button.setEnabled(True)
        detail = known.detail
        if not known.reachable:
            self.state.setText("Ollama is not running")
            detail = detail or f"Nothing answers at {known.address}."
        elif not known.present:
            wanted = known.model or "a model"
            self.state.setText(f"Ollama is running, but {wanted} is missing")
            detail = detail or "Download it with the button below."
        else:
            self.state.setText(f"Connected to {known.model}")
            detail = detail or "Lumen can talk about anything now."
        self._detail.setText(detail)
        missing = known.reachable and not known.present
        self.pull_button.setVisible(missing and not self.progress.running)

    def _on_failed(self, error: LumenError) -> None:
        self.check_button.setEnabled(True)
        self.state.setText(error.what)
        self._detail.setText(error.advice)
        self.pull_button.hide()

    def _on_pull(self) -> None:
        self.pull_button.hide()
        self.progress.follow(self._port.pull())

    def _on_pulled(self, error: str) -> None:
        if error:
            self._detail.setText(error)
            self.pull_button.show()
        else:
            self.check()
