"""Fixtures for every test: no test may leave a thread or a widget behind."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

import pytest

# Run in the background of a shell they would be ignored, by all our children, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

_LASTING = ("pymonitor", "asyncio_", "ThreadPoolExecutor", "tqdm_monitor")


def _own_threads() -> set[threading.Thread]:
    return {
        thread
        for thread in threading.enumerate()
        if thread is not threading.main_thread()
        and not thread.name.startswith(_LASTING)
    }


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = _own_threads()
    yield
    deadline = time.monotonic() + 3.0
    while (left := _own_threads() - before) and time.monotonic() < deadline:
        for thread in left:
            with contextlib.suppress(RuntimeError):  # it is only being started
                thread.join(0.05)
    assert not left, f"threads left running: {sorted(t.name for t in left)}"


@pytest.fixture(autouse=True)
def no_left_widgets() -> Iterator[None]:
    """Delete the widgets that a test leaves to the garbage collector.

    Each style sheet that is set styles every living widget again: what hundreds of
    tests left behind made every later one half a second slower.
    """
    yield
    if "PySide6.QtWidgets" in sys.modules:
        _delete_widgets()


def _delete_widgets() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def qapp_cls():
    return _Application


class _Application:
    """Hands pytest-qt the product's own application."""

    def __new__(cls, argv):
        from lumen.ui.application import build_application

        return build_application(argv)
