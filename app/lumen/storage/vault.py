"""Encryption of the history: each row by itself, the key wrapped in slots.

Rows are sealed with AES-256-GCM under a random data key. The data key is never stored
in the clear: each slot holds it wrapped under a key-encryption key, which lies in the
OS keyring or is derived from a passphrase.

Source: NIST SP 800-38D (GCM; 96-bit random nonces are safe for 2^32 rows of one key),
RFC 9106 section 4 (Argon2id, second recommended option), RFC 5869 (HKDF).
"""

from __future__ import annotations

import hmac
import os
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from lumen.core.errors import StorageError

KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_SALT_BYTES = 16
_ROW_FORMAT = 1
_HEAD = struct.Struct(">BI")  # row format, number of the data key

_LARGEST_MEMORY_KIB = 1 << 20  # a hostile file must not ask for more than 1 GiB
_MOST_ITERATIONS = 16
_MOST_LANES = 16


class WrongKeyError(Exception):
    """The passphrase or the keyring's key is not the one the slot was made with."""


class SlotKind(StrEnum):
    """Where a key-encryption key comes from."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"


@dataclass(frozen=True, slots=True)
class Argon2Costs:
    """How hard guessing a passphrase is made; 0.1 to 0.3 s on two cores.

    Source: RFC 9106 section 4, second recommended option.
    """

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """A data key, wrapped; what the history file stores of it.

    Attributes:
        key: Number of the data key.
        kind: Where its key-encryption key comes from.
        salt: 16 random bytes for Argon2id; also for the keyring, where it is unused.
        costs: Argon2id's costs; unused for the keyring.
        check: 16 bytes that tell a wrong key-encryption key from a damaged slot.
        wrapped: Nonce, encrypted data key and tag.
    """

    key: int
    kind: SlotKind
    salt: bytes
    costs: Argon2Costs
    check: bytes
    wrapped: bytes


class SecretKey:
    """32 bytes of key, wiped as far as Python allows.

    Libraries and the interpreter may have copied the bytes; `wipe` clears ours.
    """

    def __init__(self, key: bytes | bytearray) -> None:
        if len(key) != KEY_BYTES:
            raise StorageError(
                "A key of the history has the wrong length.",
                "Restore the history file or the keyring from a backup.",
            )
        self._key = bytearray(key)

    @classmethod
    def random(cls) -> SecretKey:
        """A new key from the system's generator."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def wiped(self) -> bool:
        """Whether `wipe` was called."""
        return not self._key

    def reveal(self) -> bytes:
        """The key's bytes, for a cipher or the keyring.

        Raises:
            StorageError: The key was wiped.
        """
        if not self._key:
            raise StorageError(
                "The history is closed.", "Start Lumen again to open it."
            )
        return bytes(self._key)

    def wipe(self) -> None:
        """Overwrite the bytes; the key is of no use afterwards."""
        for at in range(len(self._key)):
            self._key[at] = 0
        self._key.clear()

    def __repr__(self) -> str:
        return "SecretKey()"


@dataclass(frozen=True, slots=True)
class WrappingKey:
    """A key-encryption key and what is needed to derive it again."""

    kind: SlotKind
    secret: SecretKey
    salt: bytes
    costs: Argon2Costs = field(default_factory=Argon2Costs)

    @classmethod
    def from_keyring(cls, secret: SecretKey) -> WrappingKey:
        """The key that lies in the OS keyring."""
        return cls(SlotKind.KEYRING, secret, bytes(_SALT_BYTES))

    @classmethod
    def from_passphrase(
        cls,
        passphrase: str,
        salt: bytes | None = None,
        costs: Argon2Costs | None = None,
    ) -> WrappingKey:
        """Derive a key with Argon2id; takes a moment by design.

        Args:
            passphrase: Any text; composed and decomposed letters are the same.
            salt: That of an existing slot; None for a new passphrase.
            costs: Those of an existing slot.

        Raises:
            StorageError: There is not enough memory, or the costs are out of bounds.
        """
        salt = os.urandom(_SALT_BYTES) if salt is None else salt
        costs = costs or Argon2Costs()
        _check_costs(salt, costs)
        text = unicodedata.normalize("NFKC", passphrase)
        try:
            key = Argon2id(
                salt=salt,
                length=KEY_BYTES,
                iterations=costs.iterations,
                lanes=costs.lanes,
                memory_cost=costs.memory_kib,
            ).derive(text.encode("utf-8", "surrogatepass"))
        except (MemoryError, ValueError, UnsupportedAlgorithm) as error:
            raise StorageError(
                "The key could not be derived from the passphrase: "
                "there is not enough memory, or Argon2id is not available.",
                "Close other programs and try again.",
            ) from error
        return cls(SlotKind.PASSPHRASE, SecretKey(key), salt, costs)

    def wrap(self, number: int, data_key: SecretKey) -> Slot:
        """Put a data key into a slot."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.secret.reveal()).encrypt(
            nonce, data_key.reveal(), _slot_context(number, self.kind)
        )
        return Slot(
            number, self.kind, self.salt, self.costs, self._check(), nonce + sealed
        )

    def unwrap(self, slot: Slot) -> SecretKey:
        """Take the data key out of a slot.

        Raises:
            WrongKeyError: The slot was made with another key-encryption key.
            StorageError: The slot was damaged or tampered with.
        """
        if not hmac.compare_digest(slot.check, self._check()):
            raise WrongKeyError
        nonce, sealed = slot.wrapped[:_NONCE_BYTES], slot.wrapped[_NONCE_BYTES:]
        try:
            key = AESGCM(self.secret.reveal()).decrypt(
                nonce, sealed, _slot_context(slot.key, slot.kind)
            )
        except (InvalidTag, ValueError):
            raise StorageError(
                "The key inside the history file was damaged or changed.",
                "Restore the history file from a backup.",
            ) from None
        return SecretKey(key)

    def _check(self) -> bytes:
        expand = HKDFExpand(SHA256(), 16, b"lumen history: key check")
        return expand.derive(self.secret.reveal())


class Vault:
    """Seals and opens rows; holds all data keys that could be unwrapped.

    Args:
        keys: Data keys by number; the vault wipes them in the end.
        current: Number of the key for new rows.
    """

    def __init__(self, keys: Mapping[int, SecretKey], current: int) -> None:
        self._keys = dict(keys)
        self._ciphers = {n: AESGCM(key.reveal()) for n, key in keys.items()}
        self.current = current

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of the keys at hand, ascending."""
        return tuple(sorted(self._keys))

    def key(self, number: int) -> SecretKey:
        """A data key, to put it into another slot."""
        return self._keys[number]

    def seal(self, table: str, row: int, content: bytes) -> bytes:
        """Encrypt a row's content under the current key.

        The result belongs to this table and row: elsewhere it does not open.
        """
        head = _HEAD.pack(_ROW_FORMAT, self.current)
        nonce = os.urandom(_NONCE_BYTES)
        cipher = self._ciphers[self.current]
        return (
            head
            + nonce
            + cipher.encrypt(nonce, content, _row_context(head, table, row))
        )

    def open(self, table: str, row: int, sealed: bytes) -> bytes:
        """Decrypt and verify a row's content.

        Raises:
            StorageError: The row was damaged, moved or tampered with, or its key is
                not at hand.
        """
        head, body = sealed[: _HEAD.size], sealed[_HEAD.size :]
        if len(body) < _NONCE_BYTES + _TAG_BYTES:
            raise _damaged()
        row_format, number = _HEAD.unpack(head)
        cipher = self._ciphers.get(number)
        if row_format != _ROW_FORMAT or cipher is None:
            raise _damaged()
        nonce, text = body[:_NONCE_BYTES], body[_NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, text, _row_context(head, table, row))
        except InvalidTag:
            raise _damaged() from None

    def wipe(self) -> None:
        """Overwrite all keys; the vault is of no use afterwards."""
        for key in self._keys.values():
            key.wipe()
        self._keys.clear()
        self._ciphers.clear()


def _row_context(head: bytes, table: str, row: int) -> bytes:
    return b"lumen row\0" + head + row.to_bytes(8, "big") + table.encode()


def _slot_context(number: int, kind: SlotKind) -> bytes:
    return b"lumen slot\0" + number.to_bytes(8, "big") + kind.value.encode()


def _damaged() -> StorageError:
    return StorageError(
        "A message in the history was damaged or changed by something else.",
        "Restore the history file from a backup, or remove the message.",
    )


def _check_costs(salt: bytes, costs: Argon2Costs) -> None:
    within = (
        len(salt) == _SALT_BYTES
        and 8 * costs.lanes <= costs.memory_kib <= _LARGEST_MEMORY_KIB
        and 1 <= costs.iterations <= _MOST_ITERATIONS
        and 1 <= costs.lanes <= _MOST_LANES
    )
    if not within:
        raise StorageError(
            "The history file asks for an impossible key derivation; it was damaged.",
            "Restore the history file from a backup.",
        )
