"""The application around the window: names, icon, errors, signals, one instance."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from lumen.core.assets import asset
from lumen.core.errors import LumenError
from lumen.ui.parts import WindowParts
from lumen.ui.single_instance import SingleInstance, Standing
from lumen.ui.theme import Theme, ThemeMode
from lumen.ui.window import MainWindow

_log = logging.getLogger(__name__)
_FLOOD_MS = 5_000


def build_application(argv: Sequence[str]) -> QApplication:
    """Make the application, or take the one there is.

    Args:
        argv: The command line; Qt takes its own options out.
    """
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    # Qt hands all but the simplest spans to threads of a pool and waits for them: dear
    # for a few pixels, and late when the models have the processors. Source: a curve of
    # 60 pixels 8 us instead of 35; frames of the avatar take half as long.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(list(argv))
    app.setApplicationName("lumen")
    app.setApplicationDisplayName("Lumen")
    app.setOrganizationName("lumen")
    app.setDesktopFileName("lumen-companion")
    app.setWindowIcon(QIcon(str(asset("icons", "lumen.svg"))))
    return app


class ErrorHook:
    """Shows what nobody caught as a dialog, and never a traceback.

    Only the kind of an error and the place where it was raised are logged: a message
    might hold what the person said.
    """

    def __init__(self) -> None:
        self._quiet = False
        self._former = sys.excepthook
        self.box: QMessageBox | None = None

    def install(self) -> None:
        """Take over uncaught exceptions."""
        sys.excepthook = self._on_error

    def remove(self) -> None:
        """Give them back."""
        sys.excepthook = self._former

    def _on_error(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = "unknown"
        if trace is not None:
            code = trace.tb_frame.f_code
            place = f"{code.co_name}:{trace.tb_lineno}"
        _log.error("uncaught %s in %s", kind.__name__, place)
        if not self._quiet:
            self._quiet = True  # one dialog, however fast the errors come
            QTimer.singleShot(_FLOOD_MS, self._listen_again)
            self._show(error)

    def _listen_again(self) -> None:
        self._quiet = False

    def _show(self, error: BaseException) -> None:
        if isinstance(error, LumenError):
            what, advice = error.what, error.advice
        else:
            what = "Something went wrong inside Lumen."
            advice = (
                "You can go on. If it happens again, quit Lumen and start it anew; "
                "your conversation and settings are kept."
            )
        box = QMessageBox(QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Lumen")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(what)
        box.setInformativeText(advice)
        box.open()
        self.box = box


def tell_problem(error: LumenError) -> None:
    """Show a problem before there is a window; waits until it was read."""
    box = QMessageBox(
        QMessageBox.Icon.Warning, "Lumen", error.what, QMessageBox.StandardButton.Ok
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(error.advice)
    box.exec()


class SignalWatch(QObject):
    """Ends Lumen cleanly on SIGINT and SIGTERM.

    Python runs signal handlers only when it gets to run; a socket wakes Qt's loop.

    Args:
        quit_wanted: Called on the UI thread.
    """

    def __init__(self, quit_wanted: Callable[[], object]) -> None:
        super().__init__()
        self._quit_wanted = quit_wanted
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._former_fd = signal.set_wakeup_fd(
            self._writer.fileno(), warn_on_full_buffer=False
        )
        self._former = {
            number: signal.signal(number, _ignore)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(
            self._reader.fileno(), QSocketNotifier.Type.Read
        )
        self._notifier.activated.connect(self._on_signal)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        for number, handler in self._former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._former_fd)
        self._reader.close()
        self._writer.close()

    def _on_signal(self) -> None:
        numbers = self._reader.recv(64)
        if {signal.SIGINT, signal.SIGTERM} & set(numbers):
            self._quit_wanted()


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """The wake-up socket has the news already."""


def run_window(
    app: QApplication,
    parts: WindowParts,
    instance: SingleInstance | None = None,
    *,
    shown: Callable[[MainWindow], None] = lambda _window: None,
) -> int:
    """Show the window until it is closed.

    Args:
        app: From `build_application`.
        parts: Everything the window needs.
        instance: Held by this start; the window comes forward when another asks.
        shown: Called once the first frame was painted: load engines from here on.

    Returns:
        The exit code.
    """
    theme = Theme(app, ThemeMode(parts.theme), system_dark=parts.system_dark)
    hook = ErrorHook()
    hook.install()
    window = MainWindow(parts, theme)
    app.setQuitOnLastWindowClosed(False)  # it may be put away and Lumen go on
    window.ended.connect(app.quit)
    watch = SignalWatch(window.close)
    if instance is not None:
        instance.raise_wanted.connect(window.raise_up)
    window.show()
    QTimer.singleShot(0, window, lambda: shown(window))
    try:
        return app.exec()
    finally:
        app.setQuitOnLastWindowClosed(True)
        watch.close()
        hook.remove()
        if instance is not None:
            instance.release()


__all__ = [
    "ErrorHook",
    "MainWindow",
    "SignalWatch",
    "SingleInstance",
    "Standing",
    "build_application",
    "run_window",
    "tell_problem",
]
