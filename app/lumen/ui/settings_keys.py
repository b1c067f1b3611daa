"""Editors for keys: what is pressed is what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from lumen.ui.direction import in_order

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_HELD_KEYS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
)


class KeyEditor(QPushButton):
    """A key: press the button, then the key."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._asking = False
        self.clicked.connect(self._ask)

    def value(self) -> object:
        """Name of the key, as Qt writes it."""
        return self._name

    def set_value(self, value: object) -> None:
        """Show a key."""
        self._name = str(value)
        self._show()

    def _ask(self) -> None:
        self._asking = True
        self._show()

    def _show(self) -> None:
        self.setText(
            in_order("Press a key …") if self._asking else self._name or "None"
        )

    def event(self, event: QEvent) -> bool:
        """While asking, every key is the answer, Tab included."""
        if (
            self._asking
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _HELD_KEYS:
            return  # a modifier alone reaches other programs, too
        escape = key is Qt.Key.Key_Escape
        self._answer(None if escape else QKeySequence(key).toString(_PORTABLE))

    def _answer(self, name: str | None) -> None:
        """Take a key; None: keep the former."""
        self._asking = False
        if name is not None:
            self._name = name
            self.changed.emit()
        self._show()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Letting go of Space right after it was chosen asks for nothing."""
        if self.isDown() or not event.text():
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt
        """Leaving keeps the former key."""
        self._asking = False
        self._show()
        super().focusOutEvent(event)


class ShortcutEditor(KeyEditor):
    """A key with what is held with it, or none: Backspace means none."""

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _HELD_KEYS:
            return
        combination = event.keyCombination()
        if combination == QKeyCombination(Qt.Key.Key_Backspace):
            self._answer("")
        elif combination == QKeyCombination(Qt.Key.Key_Escape):
            self._answer(None)
        else:
            keypad = Qt.KeyboardModifier.KeypadModifier
            held = combination.keyboardModifiers() & ~keypad
            both = QKeyCombination(held, combination.key())
            self._answer(QKeySequence(both).toString(_PORTABLE))

    def _show(self) -> None:
        asks = in_order("Press keys, or Backspace for none …")
        self.setText(asks if self._asking else self._name or "None")
