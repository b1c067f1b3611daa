"""The program itself: on a screen, with a keyring, a sound card and a keyboard."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from integration.secret_service import SessionBus
from integration.sound_card import SoundCard

pytestmark = pytest.mark.integration

QUESTION = "what is two plus three"
PATIENCE = 20.0

HISTORY = """
import json, queue, sys
from lumen.core.clock import MonotonicClock
from lumen.core.events import HistoryOpened
from lumen.storage.keeper import Keeper
from lumen.storage.paths import find_places
from lumen.storage.secrets import KeyringSecrets

events = queue.Queue()
keeper = Keeper(find_places().history_file, events.put, MonotonicClock(), KeyringSecrets(5.0))
keeper.open()
event = events.get(timeout=30)
keeper.close(10.0)
print(json.dumps([event.keeping, [[m.role, m.text] for m in event.messages]]))
"""


def awaited(condition: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.05)
    return found


class Desk:
    """A person's session: screen, keyring, loudspeaker, keyboard."""

    def __init__(
        self, screen: dict[str, str], bus: SessionBus, card: SoundCard
    ) -> None:
        self.card = card
        self.home = bus.home / "lumen"
        self.environment = (
            bus.environment
            | card.environment
            | {"DISPLAY": screen["DISPLAY"], "QT_QPA_PLATFORM": "xcb"}
            | {"LUMEN_THINKING__PROVIDER": "essential", "PYTHONFAULTHANDLER": "1"}
        )

    @contextmanager
    def lumen(self) -> Iterator[subprocess.Popen[str]]:
        program = subprocess.Popen(
            [sys.executable, "-m", "lumen"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield program
        finally:
            program.kill()
            program.communicate()

    def keys(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout.strip()

    def window(self, title: str = "^Lumen$") -> str:
        """Number of the window of that title, once it is on the screen and active."""

        def shown() -> str:
            found = self.keys("search", "--onlyvisible", "--name", title).split()
            return found[0] if found else ""

        number: str = awaited(shown, f"a window {title}")
        self.keys("windowactivate", "--sync", number)
        awaited(lambda: self.keys("getactivewindow") == number, "its activation")
        return number

    def gone(self, title: str) -> None:
        awaited(
            lambda: not self.keys("search", "--onlyvisible", "--name", title),
            f"the end of {title}",
        )

    def say(self, text: str) -> None:
        self.keys("type", "--delay", "15", text)
        self.keys("key", "Return")

    def close(self) -> None:
        """Have the window manager close the active window."""
        self.keys("key", "alt+F4")

    @contextmanager
    def answer(self) -> Iterator[None]:
        """Passes when something is heard before the context ends."""
        with self.card.record() as recording:
            yield
            awaited(
                lambda: _loudest(recording._path) > 0.02, "sound at the loudspeaker"
            )
            awaited(lambda: _quiet_at_the_end(recording._path), "silence behind it")

    def history(self) -> tuple[str, list[tuple[str, str]]]:
        done = subprocess.run(
            [sys.executable, "-c", HISTORY],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        keeping, messages = json.loads(done.stdout)
        return keeping, [(role, text) for role, text in messages]

    def ended(self, program: subprocess.Popen[str]) -> None:
        """It ends within two seconds, well, and without a word on the terminal."""
        try:
            told, _ = program.communicate(timeout=2.0)
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGABRT)  # says where it hangs
            told, _ = program.communicate()
        assert (program.returncode, told) == (0, "")

    def stored(self) -> bytes:
        files = [f for f in self.home.rglob("*") if f.is_file()]
        return b"".join(f.read_bytes() for f in files)


def _loudest(path: Path) -> float:
    return float(np.abs(np.fromfile(path, "<f4")).max(initial=0.0))


def _quiet_at_the_end(path: Path) -> bool:
    last = np.fromfile(path, "<f4")[-24_000:]
    return bool(np.abs(last).max(initial=0.0) < 0.005)


@pytest.fixture
def desk(x_server, session_bus: SessionBus, sound_card: SoundCard) -> Desk:
    desk = Desk(x_server, session_bus, sound_card)
    awaited(lambda: desk.keys("get_desktop"), "the window manager's start")
    return desk


@pytest.mark.slow
def test_a_conversation_is_held_kept_and_found_again(desk: Desk, session_bus):
    session_bus.start_keyring()
    with desk.lumen() as program:
        desk.window()
        with desk.answer():
            desk.say(QUESTION)
        desk.close()
        desk.ended(program)
    keeping, messages = desk.history()
    assert keeping == "keyring"
    assert messages[0] == ("user", QUESTION)
    assert [role for role, _ in messages] == ["user", "companion"]
    reply = messages[1][1]
    assert "5" in reply
    stored = desk.stored()
    assert stored
    for secret in (QUESTION, "two plus three", reply):
        assert secret.encode() not in stored

    with desk.lumen() as program:  # it remembers what it said yesterday
        desk.window()
        time.sleep(2.0)  # the history is opened behind the window; nothing tells here
        with desk.answer():
            desk.say("repeat that")
        program.send_signal(signal.SIGTERM)
        desk.ended(program)
    _, messages = desk.history()
    assert messages[2] == ("user", "repeat that")
    assert messages[3][1] == reply


@pytest.mark.slow
def test_a_second_start_brings_the_first_to_the_front(desk: Desk, session_bus):
    session_bus.start_keyring()
    with desk.lumen() as first:
        window = desk.window()
        desk.keys("windowminimize", "--sync", window)
        desk.gone("^Lumen$")
        with desk.lumen() as second:
            told, _ = second.communicate(timeout=PATIENCE)
            assert second.returncode == 0
            assert told == (
                "Lumen is already running; its window was brought to the front.\n"
            )
        assert desk.window() == window
        assert first.poll() is None
        first.send_signal(signal.SIGINT)
        desk.ended(first)


@pytest.mark.slow
def test_without_a_keyring_it_asks_and_takes_no_for_an_answer(desk: Desk, session_bus):
    session_bus.stop_bus()
    with desk.lumen() as program:
        desk.window("^Protect the conversation$")
        desk.keys("key", "Escape")
        desk.gone("^Protect the conversation$")
        desk.window()
        with desk.answer():
            desk.say(QUESTION)
        desk.close()
        desk.ended(program)
    assert b"plus three" not in desk.stored()
    with desk.lumen() as program:  # nothing was kept: it asks for a new one again
        desk.window("^Protect the conversation$")
        program.send_signal(signal.SIGTERM)
        desk.ended(program)


@pytest.mark.parametrize("sound", ["card", "no card"])
def test_closing_while_it_loads_is_no_trouble(desk: Desk, session_bus, sound: str):
    session_bus.start_keyring()
    if sound == "no card":
        desk.card.kill()
    with desk.lumen() as program:
        desk.window()
        program.send_signal(signal.SIGTERM)
        desk.ended(program)
