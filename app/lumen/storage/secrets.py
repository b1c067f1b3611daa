"""The OS keyring, asked with a time limit on a thread that may be given up.

A session bus whose Secret Service does not start blocks for two minutes; so every call
runs on a thread of its own that is left behind when it takes too long. A locked keyring
blocks for as long as the desktop's question stays on the screen: that is waited for
while the service lives, for the person is answering.
"""

from __future__ import annotations

import base64
import binascii
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from lumen.core.errors import StorageError
from lumen.core.units import Seconds
from lumen.storage import secret_service
from lumen.storage.secret_service import locked
from lumen.storage.vault import KEY_BYTES, SecretKey

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "lumen-companion"
ACCOUNT = "history key"
TIMEOUT = Seconds(8.0)
_LOOK = Seconds(1.0)
"""Between two looks whether a service still lives that asks the person something."""

_TRUSTED: Final = (
    secret_service.MODULE,
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Back ends that encrypt. All others, such as keyrings.alt, write plain text."""

_log = logging.getLogger(__name__)


class KeyringUnavailable(StorageError):  # noqa: N818 - a state of the keyring
    """There is no keyring that can be used, or it does not answer."""


class SecretStore(Protocol):
    """Keeps one key safe; called on the storage thread, may wait."""

    def fetch(self) -> SecretKey | None:
        """The key; None when none was kept yet.

        Raises:
            KeyringUnavailable: There is no keyring, or it does not answer.
            KeyringLocked: It is locked.
        """
        ...

    def keep(self, key: SecretKey) -> None:
        """Keep the key, instead of a former one.

        Raises:
            KeyringUnavailable: There is no keyring, or it does not answer.
            KeyringLocked: It is locked.
        """
        ...

    def abandon(self) -> None:
        """End a call that is waiting with `KeyringUnavailable`; from any thread."""
        ...

    def call_when_late(self, on_late: Callable[[], None]) -> None:
        """Have `on_late` called when a call that was given up succeeds after all.

        The person may have unlocked the keyring later. Called on any thread.
        """
        ...

    def call_when_asking(self, on_asking: Callable[[], None]) -> None:
        """Have `on_asking` called when the desktop itself asks the person something.

        The call goes on when that was answered. Called on the storage thread.
        """
        ...


class KeyringSecrets:
    """The key in the OS keyring, by the library `keyring`.

    Args:
        timeout: Seconds after which a call is given up.
        find_backend: Finds the back end; replaced in tests, as those below.
        unlock: Unlocks the keyring, and tells while the person is asked for it.
        responds: Whether a service that asks the person still lives.
    """

    def __init__(
        self,
        timeout: Seconds = TIMEOUT,
        find_backend: Callable[[], KeyringBackend] | None = None,
        unlock: _Unlock = secret_service.unlock,
        responds: Callable[[], bool] = secret_service.responds,
    ) -> None:
        self._timeout = timeout
        self._find_backend = find_backend or _find_backend
        self._unlock = unlock
        self._responds = responds
        self._on_late: Callable[[], None] | None = None
        self._on_asking: Callable[[], None] = lambda: None
        self._waiting: _Answer | None = None
        self._abandoned = False
        self._lock = threading.Lock()

    def fetch(self) -> SecretKey | None:
        """See `SecretStore.fetch`."""
        text = self._ask(lambda backend: backend.get_password(SERVICE, ACCOUNT))
        if text is None:
            return None
        try:
            key = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise KeyringUnavailable(
                "Lumen's key in the keyring was changed and cannot be used.",
                "Restore the entry 'lumen-companion' of your keyring.",
            )
        return SecretKey(key)

    def keep(self, key: SecretKey) -> None:
        """See `SecretStore.keep`; reads it back to be sure."""
        text = base64.b64encode(key.reveal()).decode()

        def store(backend: KeyringBackend) -> str | None:
            backend.set_password(SERVICE, ACCOUNT, text)
            return backend.get_password(SERVICE, ACCOUNT)

        if self._ask(store) != text:
            raise KeyringUnavailable(
                "The keyring did not keep Lumen's key.",
                "Check your keyring, then start Lumen again.",
            )

    def abandon(self) -> None:
        """See `SecretStore.abandon`; later calls end at once as well."""
        with self._lock:
            self._abandoned = True
            if self._waiting is not None:
                self._waiting.give_up()

    def call_when_late(self, on_late: Callable[[], None]) -> None:
        """See `SecretStore.call_when_late`."""
        self._on_late = on_late

    def call_when_asking(self, on_asking: Callable[[], None]) -> None:
        """See `SecretStore.call_when_asking`."""
        self._on_asking = on_asking

    def _ask(self, task: Callable[[KeyringBackend], str | None]) -> str | None:
        answer = _Answer(self._on_late)

        def act() -> str | None:
            backend = self._find_backend()
            self._unlock(backend, answer.ask_person)
            return task(backend)

        with self._lock:
            if self._abandoned:
                raise _silent()
            self._waiting = answer
        thread = threading.Thread(
            target=answer.run, args=(act,), name="lumen-keyring", daemon=True
        )
        thread.start()
        try:
            found = answer.wait(self._timeout, self._responds, self._on_asking)
        finally:
            with self._lock:
                self._waiting = None
        thread.join()
        return found


@dataclass(frozen=True, slots=True)
class _Question:
    """The desktop asks the person something, or does so no longer."""

    open: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """How a call ended."""

    text: str | None
    error: StorageError | None = None


class _Answer:
    """What a sacrificial thread found out, or that nobody waits for it any more."""

    def __init__(self, on_late: Callable[[], None] | None) -> None:
        self._box: queue.SimpleQueue[_Question | _Found] = queue.SimpleQueue()
        self._on_late = on_late
        self._given_up = threading.Event()
        self._lock = threading.Lock()

    def run(self, task: Callable[[], str | None]) -> None:
        """Do it, on the sacrificial thread."""
        try:
            found = _Found(task())
        except Exception as raised:  # noqa: BLE001 - libraries below raise anything
            _log.info("the keyring failed: %s", type(raised).__name__)
            found = _Found(None, _translated(raised))
        with self._lock:
            late = self._given_up.is_set()
            self._box.put(found)
        if late and found.error is None and self._on_late is not None:
            self._on_late()

    def ask_person(self, is_open: bool) -> None:
        """The desktop asks the person something, or does so no longer."""
        self._box.put(_Question(is_open))

    def wait(
        self,
        timeout: Seconds,
        responds: Callable[[], bool],
        on_asking: Callable[[], None],
    ) -> str | None:
        """Wait for the answer; while the person is asked, for as long as it takes.

        Args:
            timeout: Seconds without a sign of life after which it is given up.
            responds: Whether the service that asks still lives.
            on_asking: Called when the person is asked.

        Raises:
            StorageError: It failed, or took too long.
        """
        asking, silent_from = False, time.monotonic()
        while True:
            try:
                news = self._box.get(timeout=min(_LOOK, timeout) if asking else timeout)
            except queue.Empty:
                if asking and responds():
                    silent_from = time.monotonic()
                    continue
                if asking and time.monotonic() - silent_from < timeout:
                    continue
                news = self._last()
            if isinstance(news, _Found):
                break
            asking, silent_from = news.open, time.monotonic()
            if asking:
                on_asking()
        if news.error is not None:
            raise news.error
        return news.text

    def give_up(self) -> None:
        """Make `wait` end now."""
        with self._lock:
            self._box.put(_Found(None, _silent()))

    def _last(self) -> _Question | _Found:
        """Give up, unless there is news just now."""
        with self._lock:
            if self._box.empty():
                self._given_up.set()
                return _Found(None, _silent())
        return self._box.get()


_Unlock = Callable[["KeyringBackend", Callable[[bool], None]], None]


def _find_backend() -> KeyringBackend:
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    offered = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    return trusted(offered)


def trusted(offered: list[KeyringBackend]) -> KeyringBackend:
    """The first back end that encrypts what it keeps.

    Raises:
        KeyringUnavailable: There is none; plain text files are refused.
    """
    for backend in offered:
        if type(backend).__module__ in _TRUSTED:
            return backend
    if offered and not type(offered[0]).__module__.startswith("keyring.backends.fail"):
        raise KeyringUnavailable(
            f"The keyring back end {type(offered[0]).__module__} "
            "does not encrypt what it keeps.",
            "Install a Secret Service such as gnome-keyring or KWallet.",
        )
    raise _absent()


def _translated(error: Exception) -> StorageError:
    from keyring.errors import KeyringLocked as Locked

    if isinstance(error, StorageError):
        return error
    if isinstance(error, Locked):
        return locked()
    return _absent()


def _absent() -> KeyringUnavailable:
    return KeyringUnavailable(
        "There is no keyring service in this session.",
        "Install gnome-keyring or KWallet, or enter a passphrase.",
    )


def _silent() -> KeyringUnavailable:
    return KeyringUnavailable(
        "The keyring does not answer.",
        "Unlock it and start Lumen again, or enter a passphrase.",
    )
