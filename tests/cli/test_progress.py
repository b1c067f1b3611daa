"""The line that says what is being waited for."""

from __future__ import annotations

import io
import queue

import pytest

from lumen.cli import progress as module
from lumen.cli.progress import Progress
from lumen.core.events import PhaseChanged
from lumen.core.turn import NO_TURN, Phase
from lumen.core.units import Seconds


class Terminal(io.StringIO):
    """Tells each write; `tty` decides what it passes for."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__()
        self._tty = tty
        self.writes: queue.Queue[str] = queue.Queue()

    def isatty(self) -> bool:
        return self._tty

    def write(self, text: str) -> int:
        self.writes.put(text)
        return super().write(text)


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_SECONDS", 0.0)
    monkeypatch.setattr(module, "_EVERY_SECONDS", 0.001)


def test_it_says_what_is_done_and_leaves_nothing_behind():
    terminal = Terminal(tty=True)
    moments = iter([10.0])
    with Progress("Reading", terminal, lambda: next(moments, 13.0)) as progress:
        assert terminal.writes.get(timeout=20) == "\r\x1b[KReading … 3 s"
        progress(PhaseChanged(NO_TURN, Seconds(0.0), Phase.THINKING))
        while "Thinking … 3 s" not in terminal.writes.get(timeout=20):
            pass
        progress(PhaseChanged(NO_TURN, Seconds(0.0), Phase.IDLE))
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_what_is_quick_needs_no_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "_FIRST_SECONDS", 60.0)
    terminal = Terminal(tty=True)
    with Progress("Reading", terminal):
        pass
    assert terminal.getvalue() == ""


def test_a_file_or_a_pipe_gets_nothing():
    stream = Terminal(tty=False)
    with Progress("Reading", stream) as progress:
        progress.show("Thinking")
    assert stream.getvalue() == ""
