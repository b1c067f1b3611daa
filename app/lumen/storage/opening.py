"""How the history is opened: by the keyring, by a passphrase, or not at all.

All of this runs on the storage thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from lumen.core.conversation import Keeping
from lumen.core.errors import KeyringAsksError, LumenError, StorageError
from lumen.storage.database import DamagedHistoryError, Database, move_aside
from lumen.storage.history import History, MemoryHistory, SqliteHistory
from lumen.storage.secrets import SecretStore
from lumen.storage.unlocking import (
    make_vault,
    slots_of,
    try_passphrase,
    unwrap_all,
)
from lumen.storage.vault import SecretKey, SlotKind, WrappingKey

SHORTEST_PASSPHRASE = 8
"""Source: NIST SP 800-63B section 5.1.1.1, the least for a chosen secret."""

_TOO_SHORT = f"It needs at least {SHORTEST_PASSPHRASE} characters."
_FOR_OLDER = (
    "Earlier messages are protected by your passphrase. "
    "Enter it once; from then on the keyring opens them."
)

_ASKING = KeyringAsksError(
    "Your desktop asks about its keyring, which protects this conversation.",
    "Answer its question; until then earlier messages wait.",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A passphrase is needed; the fields are those of `PassphraseWanted`."""

    new: bool
    reason: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """The history can be used."""

    history: History
    keeping: Keeping


Outcome: TypeAlias = Question | Opened


class Opening:
    """Finds the keys of one history file.

    Args:
        path: The file.
        secrets: The OS keyring.
        tell: Takes what the person should know.
    """

    def __init__(
        self, path: Path, secrets: SecretStore, tell: Callable[[LumenError], None]
    ) -> None:
        self._path = path
        self._secrets = secrets
        self._tell = tell
        self._database: Database | None = None
        self._question: Question | None = None
        self._wrapping: list[WrappingKey] = []
        self._keys: dict[int, SecretKey] = {}
        secrets.call_when_asking(lambda: tell(_ASKING))

    def begin(self) -> Outcome:
        """Open the file and try the keyring; never fails, but may end in memory."""
        try:
            self._open_database()
            return self._try_keyring()
        except StorageError as error:
            self._tell(error)
            return self._in_memory()

    def keyring_is_back(self) -> Outcome | None:
        """The keyring answers after all; None when that changes nothing."""
        if self._question is None or self._wrapping:
            return None
        try:
            return self._try_keyring()
        except StorageError as error:
            self._tell(error)
            return None

    def answer(self, passphrase: str) -> Outcome | None:
        """Take the passphrase; None when nothing was asked."""
        question, wrapping = self._question, list(self._wrapping)
        if question is None:
            return None
        try:
            if question.new:
                return self._with_new(passphrase, question)
            return self._with_existing(passphrase, question)
        except StorageError as error:
            self._tell(error)
            self._wrapping = wrapping
            return self._ask(question)

    def decline(self) -> Opened | None:
        """Do without a passphrase; None when nothing was asked."""
        if self._question is None:
            return None
        try:
            history = self.without_answer()
        except StorageError as error:
            self._tell(error)
            history = None
        if history is None:
            return self._in_memory()
        return Opened(history, Keeping.KEYRING)

    def without_answer(self) -> SqliteHistory | None:
        """The file as far as the keyring alone opens it; None when it does not.

        Raises:
            StorageError: The file cannot be written.
        """
        return self._unlocked() if self._wrapping else None

    def after_damage(self) -> SqliteHistory:
        """Move the damaged file aside and begin a new one with the same keys.

        Raises:
            StorageError: That is not possible.
        """
        self._put_aside("The history file is damaged.")
        self._database = Database(self._path)
        return self._unlocked()

    def close(self) -> None:
        """Close the file and wipe all keys."""
        if self._database is not None:
            self._database.close()
        for key in (*self._keys.values(), *(w.secret for w in self._wrapping)):
            key.wipe()

    def _open_database(self) -> None:
        try:
            self._database = Database(self._path)
            self._database.slots()
        except DamagedHistoryError as error:
            if self._database is not None:
                self._database.close()
            self._put_aside(error.what)
            self._database = Database(self._path)

    def _put_aside(self, reason: str) -> None:
        aside = move_aside(self._path)
        self._tell(
            StorageError(
                f"{reason} A new one was begun, and the old one was kept as "
                f"{aside.name}.",
                "Restore the file from a backup if you need earlier messages.",
            )
        )

    def _try_keyring(self) -> Outcome:
        slots = self._opened().slots()
        by_passphrase = slots_of(slots, SlotKind.PASSPHRASE)
        try:
            wrapping = self._keyring_key()
        except StorageError as error:
            reason = error.what
            if slots and not by_passphrase:
                reason += " Earlier messages stay locked until it is back."
            return self._ask(Question(new=not by_passphrase, reason=reason))
        self._wrapping = [wrapping]
        try:
            self._keys = unwrap_all(slots, wrapping)
        except StorageError as error:
            self._tell(error)
        locked = {slot.key for slot in slots} - self._keys.keys()
        if locked & {slot.key for slot in by_passphrase}:
            return self._ask(Question(new=False, reason=_FOR_OLDER))
        history = self._unlocked()
        if locked:
            self._tell(
                StorageError(
                    "Earlier messages cannot be opened: the keyring no longer has "
                    "their key.",
                    "Restore the keyring from a backup to see them again.",
                )
            )
        return Opened(history, Keeping.KEYRING)

    def _keyring_key(self) -> WrappingKey:
        secret = self._secrets.fetch()
        if secret is None:
            secret = SecretKey.random()
            self._secrets.keep(secret)
        return WrappingKey.from_keyring(secret)

    def _ask(self, question: Question) -> Question:
        self._question = replace(question, wrong=False)
        return question

    def _with_new(self, passphrase: str, question: Question) -> Outcome:
        if len(passphrase) < SHORTEST_PASSPHRASE:
            reason = question.reason.removesuffix(_TOO_SHORT).rstrip()
            return self._ask(replace(question, reason=f"{reason} {_TOO_SHORT}"))
        self._wrapping = [WrappingKey.from_passphrase(passphrase)]
        return Opened(self._unlocked(), Keeping.PASSPHRASE)

    def _with_existing(self, passphrase: str, question: Question) -> Outcome:
        found = try_passphrase(self._opened().slots(), passphrase)
        if found is None:
            return self._ask(replace(question, wrong=True))
        wrapping, keys = found
        by_keyring = bool(self._wrapping)
        self._wrapping.append(wrapping)
        self._keys = {**keys, **self._keys}
        history = self._unlocked()
        if not by_keyring:
            return Opened(history, Keeping.PASSPHRASE)
        try:
            history.change_keys()  # one key, which keyring and passphrase both open
        except StorageError as error:
            self._tell(error)
        return Opened(history, Keeping.KEYRING)

    def _unlocked(self) -> SqliteHistory:
        database = self._opened()
        vault = make_vault(database, self._keys, self._wrapping)
        self._keys = {}
        self._question = None
        return SqliteHistory(database, vault, self._wrapping)

    def _in_memory(self) -> Opened:
        self._question = None
        if self._database is not None:
            self._database.close()
        return Opened(MemoryHistory(), Keeping.MEMORY)

    def _opened(self) -> Database:
        assert self._database is not None
        return self._database
