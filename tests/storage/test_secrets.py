from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked as LibraryLocked
from keyring.errors import NoKeyringError

from fakes import MemorySecrets
from lumen.core.errors import StorageError
from lumen.core.units import Seconds
from lumen.storage import secret_service
from lumen.storage import secrets as module
from lumen.storage.secret_service import KeyringLocked, locked
from lumen.storage.secrets import (
    KeyringSecrets,
    KeyringUnavailable,
    SecretStore,
    trusted,
)
from lumen.storage.vault import SecretKey

PATIENCE = Seconds(20.0)


class Ring(KeyringBackend):
    """A back end in memory that can fail, block and forget."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.before: Callable[[], None] = lambda: None
        self.forgetful = False

    def get_password(self, service: str, username: str) -> str | None:
        self.before()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.before()
        if not self.forgetful:
            self.entries[service, username] = password


def over(ring: Ring, timeout: float = PATIENCE) -> KeyringSecrets:
    return KeyringSecrets(Seconds(timeout), lambda: ring)


@pytest.mark.parametrize("make", [MemorySecrets, lambda: over(Ring())])
def test_every_store_keeps_one_key(make: Callable[[], SecretStore]) -> None:
    store = make()
    assert store.fetch() is None
    for _ in range(2):
        key = SecretKey.random()
        store.keep(key)
        assert store.fetch().reveal() == key.reveal()


def raising(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


class DBusErrorResponse(Exception):  # noqa: N818 - as jeepney's, which leaks through
    pass


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (LibraryLocked("secret detail"), KeyringLocked),
        (NoKeyringError("secret detail"), KeyringUnavailable),
        (DBusErrorResponse("secret detail"), KeyringUnavailable),
        (OSError("secret detail"), KeyringUnavailable),
        (TypeError("secret detail"), KeyringUnavailable),
    ],
)
def test_errors_of_libraries_become_ours(
    error: Exception, ours: type[StorageError], caplog: pytest.LogCaptureFixture
) -> None:
    ring = Ring()
    ring.before = raising(error)
    for act in (over(ring).fetch, lambda: over(ring).keep(SecretKey.random())):
        with pytest.raises(StorageError) as caught:
            act()
        assert type(caught.value) is ours
        assert caught.value.advice
        assert "secret detail" not in str(caught.value)
    assert "secret detail" not in caplog.text


@pytest.mark.parametrize("text", ["not base64!", "AAAA", "\u00e9" * 44])
def test_a_bent_entry_is_not_used_and_not_overwritten(text: str) -> None:
    ring = Ring()
    ring.entries[module.SERVICE, module.ACCOUNT] = text
    with pytest.raises(KeyringUnavailable):
        over(ring).fetch()
    assert list(ring.entries.values()) == [text]


def test_a_keyring_that_forgets_at_once_is_told() -> None:
    ring = Ring()
    ring.forgetful = True
    with pytest.raises(KeyringUnavailable):
        over(ring).keep(SecretKey.random())


def test_a_silent_keyring_is_given_up_and_may_answer_late() -> None:
    ring, answer, late = Ring(), threading.Event(), threading.Event()
    ring.before = lambda: answer.wait(PATIENCE) or None
    store = over(ring, timeout=0.02)
    store.call_when_late(late.set)
    with pytest.raises(KeyringUnavailable) as caught:
        store.fetch()
    assert "does not answer" in caught.value.what
    assert not late.is_set()
    answer.set()
    assert late.wait(PATIENCE)
    assert store.fetch() is None


def test_a_late_failure_is_no_news() -> None:
    ring, answer, late = Ring(), threading.Event(), threading.Event()

    def fail() -> None:
        answer.wait(PATIENCE)
        raise OSError

    ring.before = fail
    store = over(ring, timeout=0.02)
    store.call_when_late(late.set)
    with pytest.raises(KeyringUnavailable):
        store.fetch()
    (thread,) = [t for t in threading.enumerate() if t.name == "lumen-keyring"]
    answer.set()
    thread.join(PATIENCE)
    assert not late.is_set()


def test_giving_up_ends_a_waiting_call_and_all_later_ones() -> None:
    ring, asked, answer = Ring(), threading.Event(), threading.Event()

    def block() -> None:
        asked.set()
        answer.wait(PATIENCE)

    ring.before = block
    store = over(ring)
    caught: list[StorageError] = []

    def fetch() -> None:
        try:
            store.fetch()
        except StorageError as error:
            caught.append(error)

    caller = threading.Thread(target=fetch)
    caller.start()
    assert asked.wait(PATIENCE)
    store.abandon()
    try:
        (thread,) = [t for t in threading.enumerate() if t.name == "lumen-keyring"]
        caller_waits_for = [t for t in (caller, thread) if t.is_alive()]
        caller.join(PATIENCE)
        assert thread in caller_waits_for
        assert [type(error) for error in caught] == [KeyringUnavailable]
    finally:
        answer.set()
    with pytest.raises(KeyringUnavailable):
        store.fetch()


class Desktop:
    """A service that asks the person before it opens its keyring."""

    def __init__(self) -> None:
        self.answered = threading.Event()
        self.looks: queue.Queue[None] = queue.Queue()
        self.lives = True
        self.declined = False

    def unlock(self, _backend: object, on_question: Callable[[bool], None]) -> None:
        on_question(True)
        assert self.answered.wait(PATIENCE)
        on_question(False)
        if self.declined:
            raise locked()

    def responds(self) -> bool:
        self.looks.put(None)
        return self.lives


def test_a_question_of_the_desktop_is_waited_for() -> None:
    desktop, told = Desktop(), threading.Event()
    store = KeyringSecrets(
        Seconds(0.02), Ring, desktop.unlock, responds=desktop.responds
    )
    store.call_when_asking(told.set)
    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(store.fetch)
        for _ in range(5):  # many times its patience
            desktop.looks.get(timeout=PATIENCE)
        assert not outcome.done()
        assert told.is_set()
        desktop.answered.set()
        assert outcome.result(PATIENCE) is None


def test_a_declined_question_is_a_locked_keyring() -> None:
    desktop = Desktop()
    desktop.declined = True
    desktop.answered.set()
    with pytest.raises(KeyringLocked):
        KeyringSecrets(PATIENCE, Ring, desktop.unlock).fetch()


def test_a_service_that_dies_while_it_asks_is_given_up() -> None:
    desktop = Desktop()
    desktop.lives = False
    store = KeyringSecrets(
        Seconds(0.05), Ring, desktop.unlock, responds=desktop.responds
    )
    with pytest.raises(KeyringUnavailable) as caught:
        store.fetch()
    assert "does not answer" in caught.value.what
    desktop.answered.set()


def test_silence_after_the_question_is_not_waited_for() -> None:
    desktop, ring, answer = Desktop(), Ring(), threading.Event()
    desktop.answered.set()
    ring.before = lambda: answer.wait(PATIENCE) and None
    store = KeyringSecrets(
        Seconds(0.05), lambda: ring, desktop.unlock, responds=desktop.responds
    )
    with pytest.raises(KeyringUnavailable):
        store.fetch()
    answer.set()


def test_ending_does_not_wait_for_the_question() -> None:
    desktop = Desktop()
    store = KeyringSecrets(PATIENCE, Ring, desktop.unlock, responds=desktop.responds)
    store.call_when_asking(store.abandon)
    with pytest.raises(KeyringUnavailable):
        store.fetch()
    desktop.answered.set()


def test_only_the_secret_service_is_unlocked_beforehand() -> None:
    told: list[bool] = []
    secret_service.unlock(Ring(), told.append)
    assert told == []


def test_back_ends_that_write_plain_text_are_refused() -> None:
    from keyring.backends import chainer, fail, null

    plain = type("PlaintextKeyring", (Ring,), {"__module__": "keyrings.alt.file"})()
    good = type("Keyring", (Ring,), {"__module__": "keyring.backends.SecretService"})()
    assert trusted([plain, good]) is good
    for offered in ([plain], [null.Keyring()], [chainer.ChainerBackend()]):
        with pytest.raises(KeyringUnavailable) as caught:
            trusted(offered)
        assert "does not encrypt" in caught.value.what
    for offered in ([], [fail.Keyring()]):
        with pytest.raises(KeyringUnavailable) as caught:
            trusted(offered)
        assert "no keyring service" in caught.value.what


def test_a_configured_null_back_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import chainer, null

    monkeypatch.setattr(keyring, "get_keyring", null.Keyring)
    with pytest.raises(KeyringUnavailable):
        KeyringSecrets(PATIENCE).fetch()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [null.Keyring()])
    monkeypatch.setattr(keyring, "get_keyring", chainer.ChainerBackend)
    with pytest.raises(KeyringUnavailable):
        KeyringSecrets(PATIENCE).fetch()
