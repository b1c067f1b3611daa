"""The conversation, kept: in an encrypted file or in memory; one contract for both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from lumen.core.conversation import Message, Role
from lumen.core.errors import InputError, StorageError
from lumen.storage.database import Database, telling
from lumen.storage.notes import MemoryNotes, Notes, SqliteNotes
from lumen.storage.vault import SecretKey, Vault, WrappingKey

_TABLE = "messages"


class History(Protocol):
    """Keeps messages in the order they were added; for one thread."""

    @property
    def count(self) -> int:
        """How many messages can be read."""
        ...

    @property
    def damaged(self) -> int:
        """How many messages had to be passed over so far, being damaged."""
        ...

    def add(
        self,
        role: Role,
        text: str,
        at: float,
        *,
        spoken: bool = False,
        interrupted: bool = False,
        provider: str = "",
    ) -> Message:
        """Keep a message; its number is higher than all before, ever.

        Raises:
            StorageError: It could not be written.
        """
        ...

    def last(self, n: int) -> tuple[Message, ...]:
        """The latest `n` messages, oldest first."""
        ...

    def before(self, number: int, n: int) -> tuple[Message, ...]:
        """The latest `n` messages with lower numbers, oldest first."""
        ...

    def rate(self, number: int, rating: int) -> bool:
        """Keep a rating of -1, 0 or +1.

        Returns:
            Whether there is such a message.

        Raises:
            InputError: The rating is none of these.
        """
        ...

    def remove(self, number: int) -> bool:
        """Forget one message.

        Returns:
            Whether there was such a message.
        """
        ...

    @property
    def notes(self) -> Notes:
        """What is kept beside the messages."""
        ...

    def clear(self) -> None:
        """Forget all messages, and the notes that go with them."""
        ...

    def close(self) -> None:
        """Give back files and keys; nothing else may be called afterwards."""
        ...


class MemoryHistory:
    """Keeps messages until Lumen ends."""

    def __init__(self) -> None:
        self._messages: dict[int, Message] = {}
        self._next = 1
        self._notes = MemoryNotes()

    @property
    def notes(self) -> Notes:
        """See `History.notes`."""
        return self._notes

    @property
    def count(self) -> int:
        """See `History.count`."""
        return len(self._messages)

    @property
    def damaged(self) -> int:
        """Nothing is ever damaged here."""
        return 0

    def add(
        self,
        role: Role,
        text: str,
        at: float,
        *,
        spoken: bool = False,
        interrupted: bool = False,
        provider: str = "",
    ) -> Message:
        """See `History.add`."""
        message = Message(
            self._next, role, text, at, spoken, interrupted, provider=provider
        )
        self._messages[message.id] = message
        self._next += 1
        return message

    def last(self, n: int) -> tuple[Message, ...]:
        """See `History.last`."""
        return self.before(self._next, n)

    def before(self, number: int, n: int) -> tuple[Message, ...]:
        """See `History.before`."""
        earlier = [m for m in self._messages.values() if m.id < number]
        return tuple(earlier[-n:]) if n > 0 else ()

    def rate(self, number: int, rating: int) -> bool:
        """See `History.rate`."""
        _check_rating(rating)
        known = self._messages.get(number)
        if known is None:
            return False
        self._messages[number] = replace(known, rating=rating)
        return True

    def remove(self, number: int) -> bool:
        """See `History.remove`."""
        return self._messages.pop(number, None) is not None

    def clear(self) -> None:
        """See `History.clear`."""
        self._messages.clear()
        self._notes.forget()

    def close(self) -> None:
        """See `History.close`."""
        self._messages.clear()


class SqliteHistory:
    """Keeps messages in an encrypted file.

    Args:
        database: The open file; closed by `close`.
        vault: Keys of the file; wiped by `close`.
        wrapping: Wraps the new data key when the keys are changed; not wiped here.
    """

    def __init__(
        self, database: Database, vault: Vault, wrapping: Sequence[WrappingKey]
    ) -> None:
        self._database = database
        self._vault = vault
        self._wrapping = tuple(wrapping)
        self._damaged: set[int] = set()
        self._notes = SqliteNotes(database, lambda: self._vault)

    @property
    def notes(self) -> Notes:
        """See `History.notes`."""
        return self._notes

    @property
    def count(self) -> int:
        """See `History.count`."""
        with telling():
            rows = self._database.connection.execute(
                f"SELECT count(*) FROM messages WHERE {self._readable()}"  # noqa: S608 - numbers of our own
            )
            found: int = rows.fetchone()[0]
        return found

    @property
    def damaged(self) -> int:
        """See `History.damaged`."""
        return len(self._damaged)

    def add(
        self,
        role: Role,
        text: str,
        at: float,
        *,
        spoken: bool = False,
        interrupted: bool = False,
        provider: str = "",
    ) -> Message:
        """See `History.add`."""
        with self._database.writing() as connection:
            used = connection.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = 'messages'"
            ).fetchone()
            number = (used[0] if used else 0) + 1
            message = Message(
                number, role, text, at, spoken, interrupted, provider=provider
            )
            connection.execute(
                "INSERT INTO messages (id, key, sealed) VALUES (?, ?, ?)",
                (number, self._vault.current, self._sealed(self._vault, message)),
            )
        return message

    def last(self, n: int) -> tuple[Message, ...]:
        """See `History.last`."""
        return self.before(2**63 - 1, n)

    def before(self, number: int, n: int) -> tuple[Message, ...]:
        """See `History.before`."""
        found: list[Message] = []
        if n > 0:
            for message in self._read("id < ? ORDER BY id DESC", number):
                found.append(message)
                if len(found) == n:
                    break
        return tuple(reversed(found))

    def rate(self, number: int, rating: int) -> bool:
        """See `History.rate`."""
        _check_rating(rating)
        known = self._one(number)
        return known is not None and self._write(replace(known, rating=rating))

    def remove(self, number: int) -> bool:
        """See `History.remove`."""
        with self._database.writing() as connection:
            gone = connection.execute("DELETE FROM messages WHERE id = ?", (number,))
        self._database.flush_log()
        self._damaged.discard(number)
        return gone.rowcount > 0

    def clear(self) -> None:
        """Forget the conversation, with the key it was encrypted under.

        Copies of the file's blocks that the disk may have kept stay unreadable.
        """
        self._notes.forget()
        self._database.remove_all_messages()
        self._damaged.clear()
        self.change_keys()

    def change_keys(self) -> None:
        """Encrypt everything anew under one new key, in one transaction.

        Messages that cannot be read stay as they are, with the keys they need.

        Raises:
            StorageError: It could not be written; all is as before.
        """
        key = SecretKey.random()
        with self._database.writing() as connection:
            number = self._database.new_key_number()
            fresh = Vault({number: key}, number)
            rows = [
                (number, self._sealed(fresh, message), message.id)
                for message in self._read("1 ORDER BY id")
            ]
            connection.executemany(
                "UPDATE messages SET key = ?, sealed = ? WHERE id = ?", rows
            )
            self._notes.encrypt_anew(fresh)
            for wrapping in self._wrapping:
                self._database.put_slot(wrapping.wrap(number, key))
            self._database.drop_idle_keys(keep=number)
        self._vault.wipe()
        self._vault = fresh
        self._database.shrink()

    def close(self) -> None:
        """See `History.close`."""
        self._vault.wipe()
        self._database.close()

    def _one(self, number: int) -> Message | None:
        return next(self._read("id = ?", number), None)

    def _read(self, condition: str, *values: int) -> Iterator[Message]:
        with telling():
            cursor = self._database.connection.execute(
                f"SELECT id, sealed FROM messages"  # noqa: S608 - conditions of our own
                f" WHERE {self._readable()} AND {condition}",
                values,
            )
            for number, sealed in cursor:
                try:
                    content = self._vault.open(_TABLE, number, bytes(sealed))
                    message = _decoded(number, content)
                except (StorageError, TypeError):
                    self._damaged.add(number)
                else:
                    yield message

    def _readable(self) -> str:
        return f"key IN ({','.join(map(str, self._vault.numbers))})"

    def _write(self, message: Message) -> bool:
        with self._database.writing() as connection:
            done = connection.execute(
                "UPDATE messages SET key = ?, sealed = ? WHERE id = ?",
                (self._vault.current, self._sealed(self._vault, message), message.id),
            )
        return done.rowcount > 0

    def _sealed(self, vault: Vault, message: Message) -> bytes:
        return vault.seal(_TABLE, message.id, _encoded(message))


def _check_rating(rating: int) -> None:
    if rating not in {-1, 0, 1}:
        raise InputError("A rating is -1, 0 or +1.", "Choose one of these.")


def _encoded(message: Message) -> bytes:
    fields = {
        "role": message.role.value,
        "text": message.text,
        "at": message.at,
        "spoken": message.spoken,
        "interrupted": message.interrupted,
        "rating": message.rating,
        "provider": message.provider,
    }
    return json.dumps(fields, separators=(",", ":")).encode()


def _decoded(number: int, content: bytes) -> Message:
    try:
        fields = json.loads(content)
        return Message(
            id=number,
            role=Role(fields["role"]),
            text=str(fields["text"]),
            at=float(fields["at"]),
            spoken=bool(fields["spoken"]),
            interrupted=bool(fields["interrupted"]),
            rating=int(fields["rating"]),
            provider=str(fields["provider"]),
        )
    except (ValueError, KeyError, TypeError):
        raise StorageError(
            "A message in the history cannot be understood.",
            "Update Lumen, or remove the message.",
        ) from None
