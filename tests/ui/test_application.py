from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication

from lumen.core.errors import StorageError
from lumen.ui.application import (
    ErrorHook,
    SignalWatch,
    build_application,
    run_window,
    tell_problem,
)
from lumen.ui.single_instance import SingleInstance, Standing
from ui_parts import Stage

APP = Path(__file__).resolve().parents[2] / "app"


def test_the_application_is_made_once(qapp):
    assert build_application(["lumen"]) is qapp
    assert qapp.applicationDisplayName() == "Lumen"
    assert qapp.desktopFileName() == "lumen-companion"
    assert not qapp.windowIcon().isNull()
    assert (
        qapp.highDpiScaleFactorRoundingPolicy()
        is Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    assert os.environ["QT_NO_GUI_THREADPOOL"] == "1"


def raised(error: BaseException) -> tuple:
    try:
        raise error  # noqa: TRY301 - a trace is wanted
    except BaseException as caught:  # noqa: BLE001 - looked at by the test
        return type(caught), caught, caught.__traceback__


def test_an_uncaught_error_becomes_a_dialog_without_a_traceback(
    qtbot, caplog, monkeypatch
):
    hook = ErrorHook()
    former = sys.excepthook
    hook.install()
    try:
        sys.excepthook(*raised(ValueError("the secret words")))
        box = hook.box
        assert "went wrong" in box.text()
        assert "secret" not in box.text() + box.informativeText() + caplog.text
        assert "uncaught ValueError in raised" in caplog.text
        sys.excepthook(*raised(ValueError("again")))
        assert hook.box is box
        box.close()
        hook._listen_again()
        sys.excepthook(*raised(StorageError("The disk is full.", "Make room.")))
        assert (hook.box.text(), hook.box.informativeText()) == (
            "The disk is full.",
            "Make room.",
        )
        hook.box.close()
        told = []
        monkeypatch.setattr(QApplication, "quit", lambda: told.append("quit"))
        sys.excepthook(*raised(KeyboardInterrupt()))
        assert told == ["quit"]
        sys.excepthook(ValueError, ValueError("x"), None)
    finally:
        hook.remove()
    assert sys.excepthook is former


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_reach_the_event_loop(qtbot, number):
    told = []
    watch = SignalWatch(lambda: told.append("quit"))
    try:
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: told == ["quit"])
    finally:
        watch.close()


def test_the_first_start_listens_and_the_second_tells_it(qtbot, tmp_path):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim() is Standing.FIRST
    told = []
    first.raise_wanted.connect(lambda: told.append(1))
    program = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from PySide6.QtCore import QCoreApplication
        from lumen.ui.single_instance import SingleInstance
        app = QCoreApplication([])
        print(SingleInstance(Path({str(tmp_path)!r})).claim().value)
    """)
    child = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE, text=True, env=dict(os.environ, PYTHONPATH=str(APP)),
    )  # fmt: skip
    qtbot.waitUntil(lambda: child.poll() is not None, timeout=20_000)
    assert child.communicate()[0].strip() == "second"
    assert told == [1]
    first.release()
    assert second.claim() is Standing.FIRST
    second.release()


def test_a_start_whose_first_does_not_answer(qapp, tmp_path):
    first = SingleInstance(tmp_path)
    assert first.claim() is Standing.FIRST
    first._server.close()
    assert SingleInstance(tmp_path).claim(tries=2) is Standing.UNANSWERED
    first.release()


def test_strangers_cannot_make_it_do_anything(qtbot, tmp_path):
    first = SingleInstance(tmp_path)
    first.claim()
    with qtbot.assertNotEmitted(first.raise_wanted):
        for words in (b"x" * 1000, b"hello\n", b"half"):
            stranger = QLocalSocket()
            stranger.connectToServer(str(tmp_path / "lumen-companion.sock"))
            assert stranger.waitForConnected(500)
            stranger.write(words)
            stranger.flush()
            qtbot.wait(20)
            stranger.abort()
    first.release()


def test_a_first_that_hangs_is_not_waited_for_long(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("lumen.ui.single_instance._PATIENCE_SECONDS", 0.0)
    first = SingleInstance(tmp_path)
    assert first.claim() is Standing.FIRST  # its event loop does not run
    asked = []
    second = SingleInstance(tmp_path)
    monkeypatch.setattr(second, "_ask", lambda: asked.append(1))
    assert second.claim() is Standing.UNANSWERED
    assert asked == [1]
    first.release()


def test_a_problem_before_there_is_a_window(qtbot):
    told = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        told.extend((box.text(), box.informativeText()))
        box.accept()

    QTimer.singleShot(0, read)
    tell_problem(StorageError("The disk is full.", "Make room."))
    assert told == ["The disk is full.", "Make room."]


def test_the_window_runs_until_it_is_closed(qapp, tmp_path):
    stage = Stage()
    instance = SingleInstance(tmp_path)
    instance.claim()
    shown = []

    def close(window) -> None:
        shown.append(window.isVisible())
        instance.raise_wanted.emit()
        QTimer.singleShot(0, window, window.close)

    assert run_window(qapp, stage.parts(), instance, shown=close) == 0
    assert shown == [True]
    assert stage.companion.heard_by == 0
    assert SingleInstance(tmp_path).claim() is Standing.FIRST


def test_what_the_window_needs_first_is_little():
    """numpy, pyqtgraph, pydantic and markdown wait until the window is on screen."""
    program = (
        "import sys, lumen.ui.application\n"
        "heavy = {'numpy', 'pyqtgraph', 'pydantic', 'markdown_it', 'httpx', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env=dict(os.environ, PYTHONPATH=str(APP)),
    )  # fmt: skip
    assert told.stdout.strip() == "[]"
