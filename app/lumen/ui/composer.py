"""Where the person writes and speaks: input box, talk button, send or stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from lumen.core.units import Dbfs
from lumen.ui.direction import in_order, set_margins
from lumen.ui.icons import icon
from lumen.ui.message_text import TURNING
from lumen.ui.talk_button import TalkButton
from lumen.ui.theme import Spacing, Theme

MOST_CHARACTERS = 20_000
"""More is refused as a whole, so that nothing is lost; no model's window holds it."""

_MOST_LINES = 6
_MOST_RECALLED = 50


class MessageBox(QPlainTextEdit):
    """Grows with its lines; Enter sends, Shift+Enter breaks the line.

    Signals:
        sent: Enter was pressed.
        stopped: Escape was pressed.
        focused: It got or lost the focus.
        refused: Something was not taken; the words that say so.
    """

    sent = Signal()
    stopped = Signal()
    focused = Signal(bool)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sent: list[str] = []
        self._at = 0
        self.setAccessibleName("Message")
        self.setPlaceholderText(in_order("Write to Lumen …"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Wrapped lines of two directions are a hair wider than the box.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def remember(self, text: str) -> None:
        """Note a sent message for recalling."""
        if not self._sent or self._sent[-1] != text:
            self._sent.append(text)
        del self._sent[:-_MOST_RECALLED]
        self._at = len(self._sent)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Enter, Escape, and Up and Down in an unchanged message."""
        key = event.key()
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.sent.emit()
        elif key == Qt.Key.Key_Escape:
            self.stopped.emit()
        elif key == Qt.Key.Key_Up and self._may_recall():
            self._recall(-1)
        elif key == Qt.Key.Key_Down and self._may_recall():
            self._recall(1)
        elif event.text().isprintable() and not self._holds(event.text()):
            self._refuse_typing()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt
        """What an input method composed counts like what was typed."""
        if self._holds(event.commitString()):
            super().inputMethodEvent(event)
        else:
            self._refuse_typing()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt
        """Take what is pasted or dropped: all of it, or nothing and say so."""
        text = source.text()
        if self._holds(text):
            super().insertFromMimeData(source)
        else:
            self.refused.emit(
                f"Not pasted: {len(text):,} characters are too many for one message "
                f"of {MOST_CHARACTERS:,}. Paste it in parts."
            )

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt
        """What is not taken stays where it was dragged from."""
        if self._holds(event.mimeData().text()):
            super().dropEvent(event)
        else:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            self.insertFromMimeData(event.mimeData())

    def event(self, event: QEvent) -> bool:
        """Tell about the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit(event.type() is QEvent.Type.FocusIn)
        return super().event(event)

    def _may_recall(self) -> bool:
        text = self.toPlainText()
        recalled = self._at < len(self._sent) and text == self._sent[self._at]
        return not text or recalled

    def _recall(self, step: int) -> None:
        at = self._at + step
        if not 0 <= at <= len(self._sent):
            return
        self._at = at
        text = self._sent[at] if at < len(self._sent) else ""
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def _holds(self, more: str) -> bool:
        cursor = self.textCursor()
        chosen = cursor.selectionEnd() - cursor.selectionStart()
        # A character outside the basic plane counts twice in Qt's documents.
        size = len(more.encode("utf-16-le", "surrogatepass")) // 2
        present = self.document().characterCount() - 1 - chosen
        return not more or present + size <= MOST_CHARACTERS

    def _refuse_typing(self) -> None:
        self.refused.emit(
            f"A message holds {MOST_CHARACTERS:,} characters. Send this one first."
        )

    def _on_changed(self) -> None:
        """Take out what would turn the text round, wherever it came from."""
        text = self.toPlainText()
        if not TURNING.search(text):
            return
        cursor = self.textCursor()
        behind = self.document().characterCount() - 1 - cursor.position()
        behind -= len(TURNING.findall(text[-behind:])) if behind else 0
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(TURNING.sub("", text))
        cursor.setPosition(max(0, cursor.position() - behind))
        self.setTextCursor(cursor)
        self.refused.emit("Left out: hidden characters that turn the text round.")

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * line + 6)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt
        """Another font needs another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._grow)


class Composer(QFrame):
    """The input box with its buttons.

    Args:
        theme: Colours.
        level: Level of the microphone.

    Signals:
        submitted: A message, stripped, never empty.
        stop_wanted: Be quiet.
        talk_pressed: Begin to record.
        talk_released: End the recording.
        hands_free_switched: Listen all the time, or not.
        said: Words for the state line.
    """

    submitted = Signal(str)
    stop_wanted = Signal()
    talk_pressed = Signal()
    talk_released = Signal()
    hands_free_switched = Signal(bool)
    said = Signal(str)

    def __init__(self, theme: Theme, level: Callable[[], Dbfs]) -> None:
        super().__init__()
        self._theme = theme
        self._busy = False
        self.setObjectName("composer")
        self.box = MessageBox()
        self.talk = TalkButton(theme, level)
        self.hands_free = QToolButton()
        self.hands_free.setCheckable(True)
        self.hands_free.setProperty("kind", "round")
        self.hands_free.setAccessibleName("Hands-free: listen all the time")
        self.action = QToolButton()
        self.action.setProperty("kind", "send")
        for button in (self.hands_free, self.action):
            button.setFixedSize(Spacing.TARGET, Spacing.TARGET)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out()
        self.box.sent.connect(self._on_send)
        self.box.stopped.connect(self.stop_wanted)
        self.box.refused.connect(self.said)
        self.box.focused.connect(self._on_focused)
        self.box.textChanged.connect(self._refresh)
        self.action.clicked.connect(self._on_action)
        self.talk.talk_pressed.connect(self.talk_pressed)
        self.talk.talk_released.connect(self.talk_released)
        self.hands_free.toggled.connect(self._on_hands_free)
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def busy(self) -> bool:
        """Whether the button stops a reply instead of sending."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """A reply is running, or not."""
        if busy != self._busy:
            self._busy = busy
            self._refresh()

    def set_hands_free(self, on: bool) -> None:
        """Show hands-free as on or off, without telling anybody."""
        self.hands_free.blockSignals(True)
        self.hands_free.setChecked(on)
        self.hands_free.blockSignals(False)
        self._refresh()

    def set_talk_key(self, name: str) -> None:
        """Name the talk key in the hints."""
        self.talk.setToolTip(f"Hold to talk (or hold {name})")

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        set_margins(layout, self, Spacing.LARGE, 6, 6, 6)
        layout.setSpacing(Spacing.HAIR)
        box = QVBoxLayout()
        box.addStretch()
        box.addWidget(self.box)
        box.addStretch()
        layout.addLayout(box, 1)
        center = Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(self.hands_free, 0, center)
        layout.addWidget(self.talk, 0, center)
        layout.addWidget(self.action, 0, center)

    def _on_send(self) -> None:
        text = self.box.toPlainText().strip()
        if not text:
            return
        self.box.remember(text)
        self.box.clear()
        self.submitted.emit(text)

    def _on_action(self) -> None:
        if self._busy and not self.box.toPlainText().strip():
            self.stop_wanted.emit()
        else:
            self._on_send()
        self.box.setFocus()

    def _on_hands_free(self, on: bool) -> None:
        self._refresh()
        self.hands_free_switched.emit(on)

    def _on_focused(self, focused: bool) -> None:
        self.setProperty("focused", focused)
        self.style().unpolish(self)
        self.style().polish(self)

    def _refresh(self) -> None:
        tokens = self._theme.tokens
        stop = self._busy and not self.box.toPlainText().strip()
        self.action.setIcon(
            icon("stop" if stop else "send", tokens.on_accent, tokens.muted)
        )
        name = "Stop (Escape)" if stop else "Send (Enter)"
        self.action.setAccessibleName(name.partition(" ")[0])
        self.action.setToolTip(name)
        self.action.setEnabled(stop or bool(self.box.toPlainText().strip()))
        on = self.hands_free.isChecked()
        kind = "on" if on else "round"
        if self.hands_free.property("kind") != kind:
            self.hands_free.setProperty("kind", kind)
            self.hands_free.style().unpolish(self.hands_free)
            self.hands_free.style().polish(self.hands_free)
        self.hands_free.setIcon(
            icon("hands_free", tokens.on_warm if on else tokens.text)
        )
        self.hands_free.setToolTip(
            "Hands-free is on: Lumen listens all the time"
            if on
            else "Hands-free: listen all the time"
        )
