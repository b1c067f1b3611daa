"""An encrypted history, opened as the keeper does it, with a key from a keyring."""

from __future__ import annotations

from pathlib import Path

from lumen.storage.database import Database
from lumen.storage.history import SqliteHistory
from lumen.storage.vault import SecretKey, Vault, WrappingKey

KEK = bytes(range(32))


def open_history(path: Path) -> SqliteHistory:
    database = Database(path)
    wrapping = WrappingKey.from_keyring(SecretKey(KEK))
    slots = database.slots()
    if not slots:
        key = SecretKey.random()
        with database.writing():
            number = database.new_key_number()
            database.put_slot(wrapping.wrap(number, key))
        return SqliteHistory(database, Vault({number: key}, number), [wrapping])
    keys = {slot.key: wrapping.unwrap(slot) for slot in slots}
    return SqliteHistory(database, Vault(keys, max(keys)), [wrapping])
