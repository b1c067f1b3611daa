"""GNOME's own question about the keyring, on a real screen: Lumen waits for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from integration.secret_service import SessionBus, missing_prompter

pytestmark = pytest.mark.integration

PASSWORD = "a"

ASK = """
import json, sys, threading, time
from lumen.core.errors import LumenError
from lumen.storage.secrets import KeyringSecrets

TIMEOUT = 0.5
store, begin = KeyringSecrets(TIMEOUT), time.monotonic()
patient = threading.Timer(2 * TIMEOUT, lambda: print("still waiting", flush=True))

def asking():
    print("asking", flush=True)
    patient.start()

store.call_when_asking(asking)
try:
    key = store.fetch()
    result = {"key": key and key.reveal().hex()}
except LumenError as error:
    result = {"error": type(error).__name__, "what": error.what}
patient.cancel()
patient.join()
result["waited"] = time.monotonic() - begin > 2 * TIMEOUT
print(json.dumps(result))
"""

LOCK = """
import secretstorage
from contextlib import closing
with closing(secretstorage.dbus_init()) as bus:
    secretstorage.get_default_collection(bus).lock()
"""

Press = Callable[..., None]


@pytest.fixture
def press(x_server: dict[str, str], session_bus: SessionBus) -> Press:
    """Press keys in the keyring's question, on a real screen, until it is over."""
    if reason := missing_prompter():
        pytest.skip(reason)
    session_bus.ask_on(x_server["DISPLAY"])

    def xdotool(*words: str) -> None:
        subprocess.run(
            ["xdotool", *words],
            env=x_server,
            timeout=60,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def keys(process: subprocess.Popen[str], *names: str) -> None:
        xdotool("search", "--sync", "--onlyvisible", "--class", "gcr-prompter")
        for _ in range(10):  # it takes the keyboard a moment after it is visible
            xdotool("key", *names)
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                continue
            return

    return keys


@contextmanager
def asking(bus: SessionBus) -> Iterator[subprocess.Popen[str]]:
    """A process that waits for the keyring, and has for longer than its patience."""
    process = subprocess.Popen(
        [sys.executable, "-c", ASK],
        env=bus.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "asking\n"
        assert process.stdout.readline() == "still waiting\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def result_of(process: subprocess.Popen[str]) -> Any:
    told, _ = process.communicate(timeout=60)
    result = json.loads(told)
    assert result.pop("waited")
    return result


def test_a_new_keyring_is_waited_for(session_bus: SessionBus, press: Press) -> None:
    session_bus.start_keyring(unlocked=False)
    with asking(session_bus) as process:
        press(process, PASSWORD, "Tab", PASSWORD, "Return")
        assert result_of(process) == {"key": None}


def test_a_declined_question_is_a_locked_keyring(
    session_bus: SessionBus, press: Press
) -> None:
    session_bus.start_keyring(unlocked=False)
    with asking(session_bus) as process:
        press(process, "Escape")
        assert result_of(process) == {
            "error": "KeyringLocked",
            "what": "The keyring is locked.",
        }


def test_a_locked_keyring_is_waited_for(session_bus: SessionBus, press: Press) -> None:
    session_bus.start_keyring()
    subprocess.run(
        [sys.executable, "-c", LOCK], env=session_bus.environment, check=True
    )
    with asking(session_bus) as process:
        press(process, *"test", "minus", *"password", "Return")
        assert result_of(process) == {"key": None}


def test_a_keyring_that_hangs_while_it_asks_is_given_up(
    session_bus: SessionBus, press: Press
) -> None:
    session_bus.start_keyring(unlocked=False)
    with asking(session_bus) as process:
        session_bus.hold_keyring()
        result = result_of(process)
    assert result["error"] == "KeyringUnavailable"
    assert "does not answer" in result["what"]


def test_a_keyring_that_ends_while_it_asks_is_given_up(
    session_bus: SessionBus, press: Press
) -> None:
    session_bus.start_keyring(unlocked=False)
    with asking(session_bus) as process:
        session_bus.stop_keyring()
        assert result_of(process)["error"] == "KeyringUnavailable"
