"""The history's key in a real Secret Service; each Lumen is a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from integration.secret_service import SessionBus

pytestmark = pytest.mark.integration

ASK = """
import json, sys, threading, time
from lumen.core.errors import LumenError
from lumen.storage.secrets import KeyringSecrets
from lumen.storage.vault import SecretKey

store = KeyringSecrets(timeout=float(sys.argv[2]))
result = {}
try:
    if sys.argv[1] == "keep":
        store.keep(SecretKey(bytes(range(32))))
    key = store.fetch()
    result["key"] = key and key.reveal().hex()
except LumenError as error:
    result["error"], result["what"] = type(error).__name__, error.what
result["threads"] = [t.name for t in threading.enumerate()]
print(json.dumps(result))
"""

START = """
import json, queue, sys, time
from lumen.core.clock import MonotonicClock
from lumen.core.conversation import Role
from lumen.core.events import HistoryOpened, PassphraseWanted
from lumen.storage.keeper import Keeper
from lumen.storage.paths import find_places
from lumen.storage.secrets import KeyringSecrets

events = queue.Queue()
keeper = Keeper(find_places().history_file, events.put, MonotonicClock(), KeyringSecrets(5.0))
keeper.open()
keeper.add(Role.USER, sys.argv[1], time.time())
seen = []
while True:
    event = events.get(timeout=30)
    seen.append(type(event).__name__)
    if isinstance(event, PassphraseWanted):
        keeper.give_passphrase(sys.argv[2])
    if isinstance(event, HistoryOpened):
        break
closed = keeper.close(10.0)
texts = [m.text for m in event.messages]
print(json.dumps({"seen": seen, "keeping": event.keeping, "texts": texts, "closed": closed}))
"""

LOCK = """
import secretstorage
from contextlib import closing
with closing(secretstorage.dbus_init()) as bus:
    secretstorage.get_default_collection(bus).lock()
"""


def run(bus: SessionBus, program: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=bus.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == ""
    return json.loads(done.stdout) if done.stdout else None


def test_a_key_is_kept_and_found_again(session_bus: SessionBus) -> None:
    session_bus.start_keyring()
    assert run(session_bus, ASK, "fetch", "20")["key"] is None
    kept = run(session_bus, ASK, "keep", "20")
    assert kept == {"key": bytes(range(32)).hex(), "threads": ["MainThread"]}
    assert run(session_bus, ASK, "fetch", "20")["key"] == kept["key"]


def test_a_locked_keyring_says_so(session_bus: SessionBus) -> None:
    session_bus.start_keyring()
    run(session_bus, ASK, "keep", "20")
    run(session_bus, LOCK)
    result = run(session_bus, ASK, "fetch", "20")
    assert result["error"] == "KeyringLocked"
    assert result["threads"] == ["MainThread"]


def test_a_bus_without_a_keyring_says_so(session_bus: SessionBus) -> None:
    result = run(session_bus, ASK, "fetch", "20")
    assert (result["error"], result["threads"]) == (
        "KeyringUnavailable",
        ["MainThread"],
    )


def test_a_keyring_that_never_starts_is_given_up(session_bus: SessionBus) -> None:
    session_bus.get_stuck()
    result = run(session_bus, ASK, "fetch", "0.5")
    assert result["error"] == "KeyringUnavailable"
    assert "does not answer" in result["what"]


def test_without_a_bus_there_is_no_keyring(session_bus: SessionBus) -> None:
    session_bus.stop_bus()
    result = run(session_bus, ASK, "fetch", "20")
    assert (result["error"], result["threads"]) == (
        "KeyringUnavailable",
        ["MainThread"],
    )


def test_a_keyring_may_go_and_come_back(session_bus: SessionBus) -> None:
    session_bus.start_keyring()
    first = run(session_bus, START, "one", "")
    assert first == {
        "seen": ["HistoryOpened"],
        "keeping": "keyring",
        "texts": [],
        "closed": True,
    }
    assert run(session_bus, START, "two", "")["texts"] == ["one"]
    session_bus.stop_keyring()
    away = run(session_bus, START, "three", "correct horse battery")
    assert away["seen"] == ["PassphraseWanted", "HistoryOpened"]
    assert (away["keeping"], away["texts"]) == ("passphrase", [])
    session_bus.start_keyring()
    back = run(session_bus, START, "four", "correct horse battery")
    assert (back["keeping"], back["texts"]) == ("keyring", ["one", "two", "three"])
    last = run(session_bus, START, "five", "")
    assert last["seen"] == ["HistoryOpened"]
    assert last["texts"] == ["one", "two", "three", "four"]
