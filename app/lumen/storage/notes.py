"""Short texts kept beside the conversation: timers, what was listened to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol

from lumen.core.conversation import NoteKind
from lumen.core.errors import StorageError
from lumen.storage.database import Database, telling
from lumen.storage.vault import Vault

_FORGOTTEN_WITH_THE_CONVERSATION = (NoteKind.LISTENING,)


class Notes(Protocol):
    """Keeps texts by kind, in the order they were added; for one thread."""

    def read(self, kind: NoteKind) -> tuple[str, ...]:
        """All of a kind, oldest first; damaged ones are left out."""
        ...

    def add(self, kind: NoteKind, text: str, most: int) -> None:
        """Keep one more, and of all of its kind the latest `most`.

        Raises:
            StorageError: It could not be written.
        """
        ...

    def replace(self, kind: NoteKind, texts: Sequence[str]) -> None:
        """Keep these instead of all of the kind.

        Raises:
            StorageError: They could not be written.
        """
        ...


class MemoryNotes:
    """Keeps notes until Lumen ends."""

    def __init__(self) -> None:
        self._notes: dict[NoteKind, list[str]] = defaultdict(list)

    def read(self, kind: NoteKind) -> tuple[str, ...]:
        """See `Notes.read`."""
        return tuple(self._notes[kind])

    def add(self, kind: NoteKind, text: str, most: int) -> None:
        """See `Notes.add`."""
        self._notes[kind] = [*self._notes[kind], text][-most:]

    def replace(self, kind: NoteKind, texts: Sequence[str]) -> None:
        """See `Notes.replace`."""
        self._notes[kind] = list(texts)

    def forget(self) -> None:
        """Remove what goes with the conversation."""
        for kind in _FORGOTTEN_WITH_THE_CONVERSATION:
            self._notes[kind] = []


class SqliteNotes:
    """Keeps notes in the history's encrypted file.

    Args:
        database: The open file.
        vault: Gives the keys that are in use now.
    """

    def __init__(self, database: Database, vault: Callable[[], Vault]) -> None:
        self._database = database
        self._vault = vault

    def read(self, kind: NoteKind) -> tuple[str, ...]:
        """See `Notes.read`."""
        return tuple(text for _, text in self._rows(kind))

    def add(self, kind: NoteKind, text: str, most: int) -> None:
        """See `Notes.add`."""
        with self._database.writing() as connection:
            self._insert(self._vault(), kind, text)
            connection.execute(
                "DELETE FROM notes WHERE kind = ? AND id NOT IN"
                " (SELECT id FROM notes WHERE kind = ? ORDER BY id DESC LIMIT ?)",
                (kind.value, kind.value, most),
            )

    def replace(self, kind: NoteKind, texts: Sequence[str]) -> None:
        """See `Notes.replace`."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM notes WHERE kind = ?", (kind.value,))
            for text in texts:
                self._insert(self._vault(), kind, text)

    def forget(self) -> None:
        """Remove what goes with the conversation."""
        with self._database.writing() as connection:
            for kind in _FORGOTTEN_WITH_THE_CONVERSATION:
                connection.execute("DELETE FROM notes WHERE kind = ?", (kind.value,))

    def encrypt_anew(self, fresh: Vault) -> None:
        """Seal all notes under the new key; inside `Database.writing`.

        Damaged ones are dropped: they could not be read with the old key either.
        """
        for kind in NoteKind:
            texts = [text for _, text in self._rows(kind)]
            self._database.connection.execute(
                "DELETE FROM notes WHERE kind = ?", (kind.value,)
            )
            for text in texts:
                self._insert(fresh, kind, text)

    def _insert(self, vault: Vault, kind: NoteKind, text: str) -> None:
        connection = self._database.connection
        used = connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'notes'"
        ).fetchone()
        number = (used[0] if used else 0) + 1
        content = text.encode("utf-8", "surrogatepass")
        connection.execute(
            "INSERT INTO notes (id, kind, key, sealed) VALUES (?, ?, ?, ?)",
            (
                number,
                kind.value,
                vault.current,
                vault.seal(_table(kind), number, content),
            ),
        )

    def _rows(self, kind: NoteKind) -> list[tuple[int, str]]:
        vault = self._vault()
        keys = ",".join(map(str, vault.numbers))
        found: list[tuple[int, str]] = []
        with telling():
            rows = self._database.connection.execute(
                "SELECT id, sealed FROM notes"  # noqa: S608 - numbers of our own
                f" WHERE kind = ? AND key IN ({keys}) ORDER BY id",
                (kind.value,),
            ).fetchall()
        for number, sealed in rows:
            try:
                content = vault.open(_table(kind), number, bytes(sealed))
                found.append((number, content.decode("utf-8", "surrogatepass")))
            except (StorageError, TypeError, UnicodeDecodeError):
                continue
        return found


def _table(kind: NoteKind) -> str:
    """What a sealed note is bound to: none passes for one of another kind."""
    return f"notes/{kind.value}"
