"""The index of the library on the disk: rebuilt from the files whenever it is lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from lumen.core.errors import StorageError
from lumen.core.media import MediaKind
from lumen.media.library.entry import Entry

_VERSION = 1
_BUSY_SECONDS = 10.0
_SCHEMA = """
CREATE TABLE files (
    path BLOB PRIMARY KEY, changed INTEGER NOT NULL, size INTEGER NOT NULL,
    kind TEXT NOT NULL, title TEXT NOT NULL, artist TEXT NOT NULL, album TEXT NOT NULL,
    genre TEXT NOT NULL, year INTEGER NOT NULL, length REAL NOT NULL,
    season INTEGER NOT NULL, number INTEGER NOT NULL
) WITHOUT ROWID;
"""
_COLUMNS = "path, kind, title, artist, album, genre, year, length, season, number"
_Row: TypeAlias = tuple[bytes, str, str, str, str, str, int, float, int, int]
_KINDS = {kind.value: kind for kind in MediaKind}
Stamp: TypeAlias = tuple[int, int]
"""When a file was changed, in nanoseconds, and its size in bytes."""


class LibraryStore:
    """One open index; for the thread or process that opened it.

    An index that is damaged, or of another version, is made anew: all of it can be
    read from the files again.

    Args:
        path: The file; made if it is missing, readable by its owner alone.

    Raises:
        StorageError: It cannot be opened or made.
    """

    def __init__(self, path: Path) -> None:
        with _telling():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._connection = self._open(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def stamps(self) -> dict[bytes, Stamp]:
        """When each indexed file was last changed, by its path."""
        with _telling():
            rows = self._connection.execute("SELECT path, changed, size FROM files")
            return {path: (changed, size) for path, changed, size in rows}

    def entries(self) -> list[Entry]:
        """Everything, ordered by path."""
        with _telling():
            rows = self._connection.execute(f"SELECT {_COLUMNS} FROM files ORDER BY 1")  # noqa: S608 - a constant
            return [_entry(row) for row in rows]

    def count(self, folder: Path | None = None) -> int:
        """How many files are indexed: all, or those below a folder."""
        query, low = "SELECT COUNT(*) FROM files", b""
        if folder is not None:
            query += " WHERE path >= ? AND path < ?"
            low = os.fsencode(folder).rstrip(b"/")
        bounds = () if folder is None else (low + b"/", low + b"0")  # what follows "/"
        with _telling():
            return int(self._connection.execute(query, bounds).fetchone()[0])

    def put(self, found: Iterable[tuple[Entry, Stamp]]) -> None:
        """Add or replace files, in one transaction."""
        rows = [
            (
                os.fsencode(e.path), *stamp, e.kind.value, e.title, e.artist, e.album,
                e.genre, e.year, e.length, e.season, e.number,
            )
            for e, stamp in found
        ]  # fmt: skip
        with _telling(), self._connection:
            marks = ", ".join("?" * 12)
            self._connection.executemany(
                f"INSERT OR REPLACE INTO files VALUES ({marks})",  # noqa: S608 - marks
                rows,
            )

    def remove(self, paths: Iterable[bytes]) -> None:
        """Forget files, in one transaction."""
        with _telling(), self._connection:
            self._connection.executemany(
                "DELETE FROM files WHERE path = ?", [(path,) for path in paths]
            )

    def _open(self, path: Path) -> sqlite3.Connection:
        with _telling():
            try:
                return _connect(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise  # no room, no right: deleting would not help
                _delete(path)
                return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            connection.execute("DROP TABLE IF EXISTS files")
            connection.executescript(_SCHEMA)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute(f"SELECT {_COLUMNS} FROM files LIMIT 1")  # noqa: S608 - a constant
    except BaseException:
        connection.close()
        raise
    return connection


def _delete(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _entry(row: _Row) -> Entry:
    path, kind, title, artist, album, genre, year, length, season, number = row
    return Entry(
        os.fsdecode(path), _KINDS.get(kind, MediaKind.VIDEO), title, artist, album,
        genre, year, length, season, number,
    )  # fmt: skip


@contextmanager
def _telling() -> Iterator[None]:
    """Turns errors of SQLite and of the disk into ours."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StorageError(
            f"The index of your music and videos cannot be used ({error}).",
            "Check that the disk has room and that Lumen may write there.",
        ) from error
