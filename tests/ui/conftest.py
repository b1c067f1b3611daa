"""A window for every test that wants one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lumen.ui.theme import Theme, ThemeMode
from lumen.ui.window import MainWindow
from ui_parts import Stage


@pytest.fixture(autouse=True)
def no_grace(monkeypatch):
    """A released key is up at once; one test is about the grace itself."""
    monkeypatch.setattr("lumen.ui.hotkey.GRACE_MS", 0)


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme(qapp, ThemeMode.LIGHT)


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, stage: Stage) -> Iterator[MainWindow]:
    window = MainWindow(stage.parts(), theme)
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
