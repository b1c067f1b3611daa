from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.core.errors import StorageError
from lumen.storage import database as module
from lumen.storage.database import (
    APPLICATION_ID,
    MIGRATIONS,
    DamagedHistoryError,
    Database,
    NewerHistoryError,
    move_aside,
    telling,
)
from lumen.storage.vault import SecretKey, WrappingKey

# The first schema as it was shipped: files of it must open for ever.
FIRST_SCHEMA = f"""
    PRAGMA application_id = {APPLICATION_ID};
    CREATE TABLE data_keys (number INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE slots (key INTEGER NOT NULL REFERENCES data_keys (number) ON DELETE CASCADE,
        kind TEXT NOT NULL, salt BLOB NOT NULL, memory_kib INTEGER NOT NULL,
        iterations INTEGER NOT NULL, lanes INTEGER NOT NULL, key_check BLOB NOT NULL,
        wrapped BLOB NOT NULL, PRIMARY KEY (key, kind));
    CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT,
        key INTEGER NOT NULL REFERENCES data_keys (number), sealed BLOB NOT NULL);
    PRAGMA user_version = 1;
    INSERT INTO data_keys VALUES (1);
    INSERT INTO messages VALUES (4, 1, x'aabb');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


def make(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def test_a_new_file_has_the_latest_schema_and_safe_modes(path: Path) -> None:
    database = Database(path)
    ask = database.connection.execute
    assert ask("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert ask("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ask("PRAGMA synchronous").fetchone() == (2,)
    assert ask("PRAGMA secure_delete").fetchone() == (1,)
    assert path.stat().st_mode & 0o777 == 0o600
    database.close()
    database.close()


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_files_since_the_first_schema_are_brought_up_to_date(
    path: Path, steps: int
) -> None:
    later = (
        "ALTER TABLE messages ADD COLUMN mood INTEGER",
        "CREATE TABLE facts (id INTEGER)",
    )
    make(path, FIRST_SCHEMA)
    migrations = MIGRATIONS + later[:steps]
    database = Database(path, migrations)
    ask = database.connection.execute
    assert ask("PRAGMA user_version").fetchone() == (len(migrations),)
    assert ask("SELECT id, key, sealed FROM messages").fetchall() == [
        (4, 1, b"\xaa\xbb")
    ]
    database.close()
    Database(path, migrations).close()


def test_the_shipped_schema_and_the_first_migration_are_the_same(
    path: Path, tmp_path: Path
) -> None:
    def tables(file: Path) -> list[tuple]:
        connection = sqlite3.connect(file)
        names = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        found = [
            (n, connection.execute(f"PRAGMA table_info({n})").fetchall()) for n in names
        ]
        connection.close()
        return found

    make(path, FIRST_SCHEMA)
    Database(tmp_path / "new", MIGRATIONS[:1]).close()
    assert tables(path) == tables(tmp_path / "new")


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    make(path, FIRST_SCHEMA)
    with pytest.raises(StorageError):
        Database(path, (*MIGRATIONS, "CREATE TABLE facts (id INTEGER); NONSENSE"))
    database = Database(path, MIGRATIONS)
    names = database.connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert ("facts",) not in names
    database.close()


def test_a_newer_file_is_left_untouched(path: Path) -> None:
    make(path, FIRST_SCHEMA + "PRAGMA user_version = 99;")
    before = path.read_bytes()
    with pytest.raises(NewerHistoryError) as caught:
        Database(path)
    assert "newer" in caught.value.what
    assert path.read_bytes() == before
    assert [f.name for f in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_damaged(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(DamagedHistoryError):
        Database(path)
    assert path.read_bytes() == content


def test_a_file_that_lost_its_content_is_damaged_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    log = path.with_name(path.name + "-wal")
    log.write_bytes(b"the last messages")  # SQLite would throw them away
    with pytest.raises(DamagedHistoryError) as caught:
        Database(path)
    assert "is empty" in caught.value.what
    assert log.read_bytes() == b"the last messages"


def test_a_file_that_could_not_be_begun_does_not_stay_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_number", full)
        with pytest.raises(StorageError):
            Database(path)
    assert list(path.parent.iterdir()) == []
    Database(path).close()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("unplugged"))


@pytest.mark.parametrize("make", [a_pipe, a_device, a_link_to_nothing, Path.mkdir])
def test_what_is_no_file_is_told_and_left_alone(
    make: Callable[[Path], None], path: Path
) -> None:
    path.parent.mkdir()
    make(path)
    before, target = os.lstat(path), Path("/dev/zero").stat().st_mode
    with pytest.raises(StorageError) as caught:
        Database(path)
    assert type(caught.value) is StorageError
    assert str(path) in caught.value.what
    assert caught.value.advice
    assert (os.lstat(path), Path("/dev/zero").stat().st_mode) == (before, target)
    assert list(path.parent.iterdir()) == [path]


def test_somebody_elses_database_is_not_ours(path: Path) -> None:
    make(path, "CREATE TABLE bookmarks (id INTEGER)")
    with pytest.raises(DamagedHistoryError):
        Database(path)


def test_damage_behind_an_interrupted_session_is_found(path: Path) -> None:
    database = Database(path)
    with database.writing() as connection:
        connection.execute("INSERT INTO data_keys DEFAULT VALUES")
        connection.executemany(
            "INSERT INTO messages (key, sealed) VALUES (1, ?)", [(b"x" * 500,)] * 200
        )
    database.flush_log()
    with database.writing() as connection:
        connection.execute("INSERT INTO messages (key, sealed) VALUES (1, x'00')")
    content, log = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    database.close()
    bent = bytearray(content)
    bent[4096 * 12 : 4096 * 14] = b"\x7f" * 8192
    path.write_bytes(bent)
    path.with_name(path.name + "-wal").write_bytes(log)
    with pytest.raises(DamagedHistoryError):
        Database(path)


def test_moving_aside_takes_the_log_along_and_never_overwrites(path: Path) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        path.write_text(f"file {number}")
        path.with_name(path.name + "-wal").write_text(f"log {number}")
        aside = move_aside(path)
        assert aside.name == f"history.sqlite3.damaged-{number}"
        assert aside.read_text() == f"file {number}"
        assert aside.with_name(aside.name + "-wal").read_text() == f"log {number}"
    assert not path.exists()
    with pytest.raises(StorageError):
        move_aside(path)


def test_slots_come_back_as_they_were_put(path: Path) -> None:
    database = Database(path)
    slot = WrappingKey.from_keyring(SecretKey.random()).wrap(1, SecretKey.random())
    with database.writing():
        assert database.new_key_number() == 1
        database.put_slot(slot)
    assert database.slots() == (slot,)
    database.close()


@pytest.mark.parametrize("column", ["kind", "salt", "memory_kib"])
def test_a_bent_slot_is_damage(path: Path, column: str) -> None:
    database = Database(path)
    with database.writing() as connection:
        database.new_key_number()
        database.put_slot(
            WrappingKey.from_keyring(SecretKey.random()).wrap(1, SecretKey.random())
        )
        connection.execute(f"UPDATE slots SET {column} = 'bent'")
    with pytest.raises(DamagedHistoryError):
        database.slots()
    database.close()


def test_a_failed_transaction_leaves_nothing(path: Path) -> None:
    database = Database(path)

    def fail() -> None:
        with database.writing():
            database.new_key_number()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert database.connection.execute("SELECT count(*) FROM data_keys").fetchone() == (
        0,
    )
    database.close()


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_READONLY, "may only be read"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "may only be read"),
        (sqlite3.SQLITE_CANTOPEN, "may only be read"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "full or faulty"),
        (sqlite3.SQLITE_BUSY, "in use"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_MISUSE, "could not be read or written"),
    ],
)
def test_what_sqlite_means_is_told_in_our_words(code: int, word: str) -> None:
    error = sqlite3.OperationalError("secret path")
    error.sqlite_errorcode = code
    with pytest.raises(StorageError) as caught, telling():
        raise error
    assert word in caught.value.what
    assert caught.value.advice
    assert "secret path" not in str(caught.value)


def test_a_file_that_may_only_be_read_is_told(path: Path) -> None:
    Database(path).close()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with (
        contextlib.closing(connection),
        pytest.raises(StorageError) as caught,
        telling(),
    ):
        connection.execute("INSERT INTO data_keys DEFAULT VALUES")
    assert "may only be read" in caught.value.what


def test_a_closed_database_is_told_in_our_words(path: Path) -> None:
    database = Database(path)
    database.close()
    with pytest.raises(StorageError):
        database.slots()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bytes_changed_anywhere_never_raise_anything_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "h"
    make(path, FIRST_SCHEMA)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, min(len(content), 4096 * 2) - 1))
        content[at] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        database = Database(path)
    except module.StorageError:
        return
    try:
        database.slots()
    except module.StorageError:
        pass
    finally:
        database.close()
