"""Which of the history's data keys can be had with which key-encryption keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lumen.storage.database import Database
from lumen.storage.vault import (
    SecretKey,
    Slot,
    SlotKind,
    Vault,
    WrappingKey,
    WrongKeyError,
)


def slots_of(slots: Iterable[Slot], kind: SlotKind) -> tuple[Slot, ...]:
    """The slots of one kind."""
    return tuple(slot for slot in slots if slot.kind is kind)


def unwrap_all(slots: Iterable[Slot], wrapping: WrappingKey) -> dict[int, SecretKey]:
    """The data keys that this key-encryption key opens, by number.

    Raises:
        StorageError: A slot that it should open was damaged.
    """
    keys: dict[int, SecretKey] = {}
    for slot in slots_of(slots, wrapping.kind):
        if slot.salt != wrapping.salt or slot.costs != wrapping.costs:
            continue
        try:
            keys[slot.key] = wrapping.unwrap(slot)
        except WrongKeyError:
            continue
    return keys


def try_passphrase(
    slots: Iterable[Slot], passphrase: str
) -> tuple[WrappingKey, dict[int, SecretKey]] | None:
    """Derive the key with the parameters of each slot, the latest first.

    Returns:
        The key-encryption key and the data keys it opens; None: wrong passphrase.

    Raises:
        StorageError: A slot is damaged, or memory is short.
    """
    sealed = slots_of(slots, SlotKind.PASSPHRASE)
    parameters = dict.fromkeys((s.salt, s.costs) for s in reversed(sealed))
    for salt, costs in parameters:
        wrapping = WrappingKey.from_passphrase(passphrase, salt, costs)
        if keys := unwrap_all(sealed, wrapping):
            return wrapping, keys
        wrapping.secret.wipe()
    return None


def make_vault(
    database: Database, keys: dict[int, SecretKey], wrapping: Sequence[WrappingKey]
) -> Vault:
    """A vault for reading and writing; makes a data key when there is none.

    Raises:
        StorageError: The file cannot be written.
    """
    if keys:
        return Vault(keys, max(keys))
    key = SecretKey.random()
    with database.writing():
        number = database.new_key_number()
        for each in wrapping:
            database.put_slot(each.wrap(number, key))
    return Vault({number: key}, number)
