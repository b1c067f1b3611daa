"""The history's SQLite file: opening, versions, damage, and the wrapped keys in it.

``synchronous=FULL`` in WAL mode: each message is on the disk when `add` returns, even
if the power fails right after. NORMAL would save one fsync per message and could lose
the last ones; at a few messages a minute on a thread of its own nobody notices it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lumen.core.errors import StorageError
from lumen.storage.paths import make_private
from lumen.storage.vault import Argon2Costs, Slot, SlotKind

APPLICATION_ID = 0x4C756D65  # "Lume", in the file's header

MIGRATIONS: tuple[str, ...] = (
    # 0 -> 1
    """
    CREATE TABLE data_keys (number INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE slots (
        key INTEGER NOT NULL REFERENCES data_keys (number) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        salt BLOB NOT NULL,
        memory_kib INTEGER NOT NULL,
        iterations INTEGER NOT NULL,
        lanes INTEGER NOT NULL,
        key_check BLOB NOT NULL,
        wrapped BLOB NOT NULL,
        PRIMARY KEY (key, kind)
    );
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key INTEGER NOT NULL REFERENCES data_keys (number),
        sealed BLOB NOT NULL
    );
    """,
    # 1 -> 2
    """
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        key INTEGER NOT NULL REFERENCES data_keys (number),
        sealed BLOB NOT NULL
    );
    CREATE INDEX notes_by_kind ON notes (kind);
    """,
)
"""What brings a file from each schema version to the next; only ever appended to."""

_BUSY_SECONDS = 2.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DamagedHistoryError(StorageError):
    """The file is no usable database."""


class NewerHistoryError(StorageError):
    """The file was written by a later Lumen; it was not touched."""


class Database:
    """One open history file; for the thread that opened it.

    Args:
        path: The file; made if it is missing, readable by its owner alone.
        migrations: Scripts from each schema version to the next.

    Raises:
        DamagedHistoryError: It is no usable database; see `move_aside`.
        NewerHistoryError: A later Lumen wrote it.
        StorageError: It cannot be opened for another reason.
    """

    def __init__(self, path: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
        make_private(path.parent)
        with telling():
            new = _make(path)
            self._connection = _connect(path)
            try:
                self._prepare(path, migrations)
            except BaseException:
                self._connection.close()
                if new and path.stat().st_size == 0:
                    path.unlink()  # else it would pass for one that lost its content
                raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, in autocommit mode; see `writing`."""
        return self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing.

        Raises:
            StorageError: It could not be written.
        """
        with telling():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                if self._connection.in_transaction:  # a full disk ends it by itself
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def slots(self) -> tuple[Slot, ...]:
        """All wrapped keys, by ascending number of their data key.

        Raises:
            DamagedHistoryError: A slot cannot be understood.
        """
        with telling():
            rows = self._connection.execute(
                "SELECT key, kind, salt, memory_kib, iterations, lanes, key_check,"
                " wrapped FROM slots ORDER BY key, kind"
            ).fetchall()
        try:
            return tuple(_slot(row) for row in rows)
        except (ValueError, TypeError):
            raise _damaged() from None

    def new_key_number(self) -> int:
        """Reserve a number for a data key; inside `writing`."""
        cursor = self._connection.execute("INSERT INTO data_keys DEFAULT VALUES")
        return int(cursor.lastrowid or 0)

    def put_slot(self, slot: Slot) -> None:
        """Store a wrapped key instead of one of the same kind; inside `writing`."""
        self._connection.execute(
            "INSERT OR REPLACE INTO slots VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                slot.key,
                slot.kind.value,
                slot.salt,
                slot.costs.memory_kib,
                slot.costs.iterations,
                slot.costs.lanes,
                slot.check,
                slot.wrapped,
            ),
        )

    def drop_idle_keys(self, keep: int) -> None:
        """Remove data keys that no row needs; inside `writing`."""
        self._connection.execute(
            "DELETE FROM data_keys WHERE number <> ?"
            " AND number NOT IN (SELECT key FROM messages)"
            " AND number NOT IN (SELECT key FROM notes)",
            (keep,),
        )

    def remove_all_messages(self) -> None:
        """Delete every message, also those whose key is not at hand."""
        with self.writing() as connection:
            connection.execute("DELETE FROM messages")
        self.shrink()

    def shrink(self) -> None:
        """Give back freed space and leave nothing behind in the log file."""
        with telling():
            self._connection.execute("VACUUM")
            self.flush_log()

    def flush_log(self) -> None:
        """Move the write-ahead log into the file and empty it."""
        with telling():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file; may be called again."""
        self._connection.close()

    def _prepare(self, path: Path, migrations: Sequence[str]) -> None:
        connection = self._connection
        version = _number(connection, "user_version")
        if version > len(migrations):
            raise NewerHistoryError(
                "The history was written by a newer Lumen; it was left untouched.",
                "Update Lumen to see and continue it.",
            )
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        ours = _number(connection, "application_id") == APPLICATION_ID
        if tables and not ours:
            raise _damaged()
        # A log left behind means that the last session was cut short.
        log = path.with_name(path.name + "-wal")
        cut_short = log.exists() and log.stat().st_size > 0
        if cut_short and not _is_sound(connection):
            raise _damaged()
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON").fetchall()
        connection.execute("PRAGMA trusted_schema = OFF")
        for number in range(version, len(migrations)):
            connection.executescript(
                f"BEGIN IMMEDIATE; {migrations[number]};"
                f"PRAGMA application_id = {APPLICATION_ID};"
                f"PRAGMA user_version = {number + 1}; COMMIT;"
            )


def move_aside(path: Path) -> Path:
    """Rename a damaged history and its log to ``.damaged-1``, ``.damaged-2`` ...

    Raises:
        StorageError: It cannot be renamed.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    try:
        path.rename(aside)
        for suffix in ("-wal", "-shm"):
            extra = path.with_name(path.name + suffix)
            if extra.exists():
                extra.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise StorageError(
            f"The damaged history cannot be moved aside: {error.strerror}.",
            "Check that its folder is yours and that the disk is not full.",
        ) from error
    return aside


@contextmanager
def telling() -> Iterator[None]:
    """Turn SQLite's errors into ours.

    Raises:
        DamagedHistoryError: The file is damaged.
        StorageError: Anything else.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise StorageError(
            "The history was changed by another Lumen at the same time.",
            "Close the other one and start Lumen again.",
        ) from None
    except sqlite3.Error as error:
        raise _translated(error) from None
    except OSError as error:
        raise StorageError(
            f"The history cannot be used: {error.strerror or 'input error'}.",
            "Check that its folder is yours and that the disk is not full.",
        ) from error


def _translated(error: sqlite3.Error) -> StorageError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return _damaged()
    if code == sqlite3.SQLITE_FULL:
        return StorageError(
            "The history could not be written: the disk is full.",
            "Make room, then go on; what was said since is lost when Lumen ends.",
        )
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StorageError(
            "The history is in use by another program.",
            "Close the other Lumen and try again.",
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
        return StorageError(
            "The history cannot be written: its file or folder may only be read.",
            "Make its folder yours and writable, then start Lumen again.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return StorageError(
            "The history could not be read or written: the disk is full or faulty.",
            "Make room, check the disk, then start Lumen again.",
        )
    return StorageError(
        "The history could not be read or written.",
        "Check that its file and folder are yours and that the disk is healthy.",
    )


def _make(path: Path) -> bool:
    """Make an empty file unless there is one; whether there was none.

    Raises:
        DamagedHistoryError: There is one without content.
        StorageError: Something else than a file is in the way.
    """
    # SQLite gives its log and index files the mode of the database.
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        os.close(os.open(path, flags, 0o600))
    except FileExistsError:
        _check(path)
        return False
    return True


def _check(path: Path) -> None:
    if path.is_symlink() and not path.exists():
        raise StorageError(
            f"The history is a link to something that is not there ({path}).",
            "Mount or restore what it leads to, or remove the link.",
        )
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise StorageError(
            f"The history cannot be used: {path} is not a file.",
            "Move it away; Lumen makes a new one.",
        )
    if found.st_size == 0:
        raise DamagedHistoryError(
            "The history file is empty.",
            "Restore it from a backup; Lumen begins a new one until then.",
        )
    if found.st_mode & 0o077:
        path.chmod(0o600)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _is_sound(connection: sqlite3.Connection) -> bool:
    verdict: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return verdict == "ok"


def _slot(row: tuple[object, ...]) -> Slot:
    key, kind, salt, memory, iterations, lanes, check, wrapped = row
    return Slot(
        key=_integer(key),
        kind=SlotKind(str(kind)),
        salt=_blob(salt),
        costs=Argon2Costs(_integer(memory), _integer(iterations), _integer(lanes)),
        check=_blob(check),
        wrapped=_blob(wrapped),
    )


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _blob(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError
    return value


def _damaged() -> DamagedHistoryError:
    return DamagedHistoryError(
        "The history file is damaged.",
        "Restore it from a backup; Lumen begins a new one until then.",
    )
