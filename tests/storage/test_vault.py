from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.core.errors import StorageError
from lumen.storage.vault import (
    KEY_BYTES,
    Argon2Costs,
    SecretKey,
    SlotKind,
    Vault,
    WrappingKey,
    WrongKeyError,
)

CHEAP = Argon2Costs(memory_kib=64, iterations=1, lanes=1)


def make_vault(number: int = 1) -> Vault:
    return Vault({number: SecretKey(bytes(range(32)))}, number)


@given(st.binary(max_size=3000), st.text(max_size=10), st.integers(0, 2**63 - 1))
def test_what_is_sealed_opens_again(content: bytes, table: str, row: int) -> None:
    vault = make_vault()
    sealed = vault.seal(table, row, content)
    assert vault.open(table, row, sealed) == content
    assert content not in sealed or len(content) < 4


def test_the_same_content_never_looks_the_same() -> None:
    vault = make_vault()
    assert len({vault.seal("messages", 1, b"hello") for _ in range(200)}) == 200


@settings(max_examples=300)
@given(st.data())
def test_any_flipped_bit_is_noticed(data: st.DataObject) -> None:
    vault = make_vault()
    sealed = bytearray(vault.seal("messages", 7, b"the words"))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << (at % 8)
    with pytest.raises(StorageError) as caught:
        vault.open("messages", 7, bytes(sealed))
    assert caught.value.advice


def test_any_truncation_is_noticed() -> None:
    vault = make_vault()
    sealed = vault.seal("messages", 7, b"the words")
    for length in range(len(sealed)):
        with pytest.raises(StorageError):
            vault.open("messages", 7, sealed[:length])
    with pytest.raises(StorageError):
        vault.open("messages", 7, sealed + b"\0")


def test_swapped_rows_tables_and_keys_are_noticed() -> None:
    vault = make_vault()
    sealed = vault.seal("messages", 7, b"the words")
    for table, row in (("messages", 8), ("facts", 7)):
        with pytest.raises(StorageError):
            vault.open(table, row, sealed)
    with pytest.raises(StorageError):
        make_vault(number=2).open("messages", 7, sealed)
    with pytest.raises(StorageError):
        Vault({1: SecretKey.random()}, 1).open("messages", 7, sealed)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_our_words(content: bytes) -> None:
    with pytest.raises(StorageError):
        make_vault().open("messages", 1, content)


def test_a_wiped_vault_holds_nothing() -> None:
    key = SecretKey.random()
    vault = Vault({1: key}, 1)
    sealed = vault.seal("messages", 1, b"x")
    vault.wipe()
    assert key.wiped
    assert vault.numbers == ()
    with pytest.raises(StorageError):
        key.reveal()
    with pytest.raises(StorageError):
        vault.open("messages", 1, sealed)


def test_a_key_does_not_show_itself() -> None:
    key = SecretKey(b"k" * KEY_BYTES)
    assert "kk" not in repr(key)
    assert "kk" not in repr(WrappingKey.from_keyring(key))


def test_a_key_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(StorageError):
        SecretKey(b"short")


def test_a_passphrase_unwraps_what_it_wrapped() -> None:
    data = SecretKey.random()
    slot = WrappingKey.from_passphrase("correct horse", costs=CHEAP).wrap(3, data)
    assert slot.kind is SlotKind.PASSPHRASE
    assert data.reveal() not in slot.wrapped
    again = WrappingKey.from_passphrase("correct horse", slot.salt, slot.costs)
    assert again.unwrap(slot).reveal() == data.reveal()


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    data = SecretKey.random()
    slot = WrappingKey.from_passphrase("caf\u00e9 \ud800", costs=CHEAP).wrap(1, data)
    again = WrappingKey.from_passphrase("cafe\u0301 \ud800", slot.salt, slot.costs)
    assert again.unwrap(slot).reveal() == data.reveal()


def test_a_wrong_passphrase_is_told_from_damage() -> None:
    right = WrappingKey.from_passphrase("right", costs=CHEAP)
    slot = right.wrap(1, SecretKey.random())
    wrong = WrappingKey.from_passphrase("wrong", slot.salt, slot.costs)
    with pytest.raises(WrongKeyError):
        wrong.unwrap(slot)
    for at in range(len(slot.wrapped)):
        bent = bytearray(slot.wrapped)
        bent[at] ^= 1
        with pytest.raises(StorageError):
            right.unwrap(dataclasses.replace(slot, wrapped=bytes(bent)))
        with pytest.raises(StorageError):
            right.unwrap(dataclasses.replace(slot, wrapped=slot.wrapped[:at]))
    with pytest.raises(StorageError):
        right.unwrap(dataclasses.replace(slot, key=2))
    with pytest.raises(StorageError):
        right.unwrap(dataclasses.replace(slot, kind=SlotKind.KEYRING))


def test_the_same_passphrase_twice_gives_different_keys() -> None:
    one = WrappingKey.from_passphrase("same", costs=CHEAP)
    two = WrappingKey.from_passphrase("same", costs=CHEAP)
    assert one.secret.reveal() != two.secret.reveal()


def test_the_product_pays_64_mebibytes() -> None:
    key = WrappingKey.from_passphrase("once at full cost")
    assert (key.costs.memory_kib, key.costs.iterations, key.costs.lanes) == (
        65536,
        3,
        4,
    )


@pytest.mark.parametrize(
    ("salt", "costs"),
    [
        (b"short", CHEAP),
        (bytes(16), Argon2Costs(memory_kib=2**40)),
        (bytes(16), Argon2Costs(memory_kib=1)),
        (bytes(16), Argon2Costs(iterations=10**9)),
        (bytes(16), Argon2Costs(iterations=0)),
        (bytes(16), Argon2Costs(lanes=0)),
        (bytes(16), Argon2Costs(lanes=10**6, memory_kib=10**9)),
    ],
)
def test_a_hostile_header_costs_nothing(salt: bytes, costs: Argon2Costs) -> None:
    with pytest.raises(StorageError):
        WrappingKey.from_passphrase("x", salt, costs)


def test_too_little_memory_is_ours_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    class Starved:
        def __init__(self, **costs: object) -> None:
            raise MemoryError

    monkeypatch.setattr("lumen.storage.vault.Argon2id", Starved)
    with pytest.raises(StorageError) as caught:
        WrappingKey.from_passphrase("x")
    assert "memory" in caught.value.what
