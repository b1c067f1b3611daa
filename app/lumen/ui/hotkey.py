"""The talk key: a `Protocol` for any way to notice it, and the key in the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

_USE_SPACE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QSlider,
)


GRACE_MS = 30
"""A release counts after so long without another press.

Source: under X11 a held key's repeats are told apart by the press that follows each
release; when it is late, Qt reports a plain release and a plain press 11 ms later.
"""


class HeldKey(QObject):
    """A key that is held: one press, one release, whatever repeats in between.

    Args:
        parent: Owner.
        pressed: The key went down.
        released: The key went up.
    """

    def __init__(
        self,
        parent: QObject,
        pressed: Callable[[], None],
        released: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._pressed = pressed
        self._released = released
        self._held = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.let_go)

    @property
    def held(self) -> bool:
        """Whether the key counts as down."""
        return self._held

    def press(self) -> None:
        """A press was seen."""
        self._timer.stop()
        if not self._held:
            self._held = True
            self._pressed()

    def release(self) -> None:
        """A release was seen; it may be that of a repeat."""
        if self._held and GRACE_MS:
            self._timer.start(GRACE_MS)
        else:
            self.let_go()

    def let_go(self) -> None:
        """The key is up for certain, or nobody can tell any more."""
        self._timer.stop()
        if self._held:
            self._held = False
            self._released()


class Hotkey(Protocol):
    """Notices a key going down and up, wherever the person is."""

    def start(self, pressed: Callable[[], None], released: Callable[[], None]) -> None:
        """Begin to notice; both are called on the UI thread, in turn."""
        ...

    def set_key(self, name: str) -> None:
        """Notice another key, named as Qt writes it, such as ``F9``."""
        ...

    def stop(self) -> None:
        """Notice nothing any more; a key held down counts as released."""
        ...


class WindowHotkey(QObject):
    """The talk key while a window of Lumen has the focus.

    A key that types (such as Space) is noticed only where nothing is being typed and
    no control wants it: an empty input box, the conversation, the window itself.

    Args:
        window: The window in which the key counts.
        name: Name of the key as Qt writes it.
    """

    def __init__(self, window: QWidget, name: str = "Space") -> None:
        super().__init__(window)
        self._window = window
        self._held = HeldKey(self, lambda: None, lambda: None)
        self._key = Qt.Key.Key_Space
        self._handle: QWindow | None = None
        self.set_key(name)

    @property
    def held(self) -> bool:
        """Whether the key is down."""
        return self._held.held

    def start(self, pressed: Callable[[], None], released: Callable[[], None]) -> None:
        """See `Hotkey.start`."""
        self._held = HeldKey(self, pressed, released)
        self._window.winId()  # makes the handle, through which all its keys come
        self._handle = self._window.windowHandle()
        self._handle.installEventFilter(self)

    def set_key(self, name: str) -> None:
        """See `Hotkey.set_key`; an unknown name means Space."""
        self._held.let_go()
        sequence = QKeySequence(name)
        known = sequence.count() == 1
        key = sequence[0].key() if known else Qt.Key.Key_Space  # type: ignore[index]  # the stubs lack QKeySequence.__getitem__
        self._key = Qt.Key.Key_Space if key is Qt.Key.Key_unknown else key

    def stop(self) -> None:
        """See `Hotkey.stop`."""
        if self._handle is not None:
            self._handle.removeEventFilter(self)
            self._handle = None
        self._held.let_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Take the talk key out of the stream of key events."""
        del watched
        if isinstance(event, QKeyEvent):
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                return self._on_key(event)
        elif event.type() is QEvent.Type.FocusOut:
            self._held.let_go()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() != self._key:
            return False
        if event.isAutoRepeat():
            return self._held.held
        if event.type() is QEvent.Type.KeyRelease:
            if not self._held.held:
                return False
            self._held.release()
            return True
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._held.held and (plain or not self._counts()):
            return False
        self._held.press()
        return True

    def _counts(self) -> bool:
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return False
        if not _types(self._key):
            return True
        widget = self._window.focusWidget()
        if isinstance(widget, QPlainTextEdit):
            return not widget.toPlainText()
        if isinstance(widget, QTextEdit):
            return widget.isReadOnly()
        return not isinstance(widget, _USE_SPACE)


def _types(key: Qt.Key) -> bool:
    """Whether the key writes a character or moves the cursor."""
    value = int(key)
    functional = int(Qt.Key.Key_F1) <= value <= int(Qt.Key.Key_F35)
    return not functional and key not in (
        Qt.Key.Key_Pause,
        Qt.Key.Key_ScrollLock,
        Qt.Key.Key_Menu,
        Qt.Key.Key_Insert,
    )
