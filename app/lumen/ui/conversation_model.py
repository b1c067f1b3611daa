"""The conversation as the window shows it, without Qt."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lumen.core import events as ev
from lumen.core.conversation import Message, Role
from lumen.core.turn import NO_TURN, Phase, TurnId


@dataclass(slots=True, eq=False)
class Entry:
    """One bubble.

    Attributes:
        key: Number of the bubble; stays the same while the entry lives.
        role: Who said it.
        text: What is shown; grows while the reply streams.
        turn: The turn it came from; `NO_TURN` for earlier days.
        message: Number in the history; None until it is kept.
        at: Unix time in seconds.
        spoken: Whether it was spoken rather than typed.
        streaming: Whether more text may come.
        interrupted: Whether a reply was cut off.
        rating: +1, -1, or 0 for none.
    """

    key: int
    role: Role
    text: str = field(repr=False)
    turn: TurnId = NO_TURN
    message: int | None = None
    at: float = 0.0
    spoken: bool = False
    streaming: bool = False
    interrupted: bool = False
    rating: int = 0


@dataclass(frozen=True, slots=True)
class Reloaded:
    """Everything may be different."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """An entry was put at `index`."""

    index: int


@dataclass(frozen=True, slots=True)
class Updated:
    """An entry shows something else."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry is gone."""

    key: int


Change: TypeAlias = Reloaded | Inserted | Updated | Removed
Removal: TypeAlias = tuple[tuple[int, Entry], ...]
"""Removed entries with the index that each had; enough to put them back."""


class ConversationModel:
    """Entries in the order in which they are shown.

    Args:
        wall_clock: Unix time in seconds, for the day and the time of a bubble.
    """

    def __init__(self, wall_clock: Callable[[], float] = time.time) -> None:
        self._wall_clock = wall_clock
        self._entries: list[Entry] = []
        self._keys = 0
        self._listener: Callable[[Change], None] = lambda _change: None

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, oldest first."""
        return self._entries

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Have `listener` called after every change."""
        self._listener = listener

    def last_reply(self) -> Entry | None:
        """The companion's last entry when nothing was said after it."""
        last = self._entries[-1] if self._entries else None
        return last if last is not None and last.role is Role.COMPANION else None

    def handle(self, event: ev.Event) -> None:
        """Take an event of the companion; others than of messages change nothing."""
        match event:
            case ev.HistoryOpened():
                self._open(event.messages)
            case ev.UserMessageAdded():
                self._add_user(event)
            case ev.ReplyDelta():
                self._grow(event)
            case ev.ReplyMessageAdded():
                self._complete(event)
            case ev.ReplyEnded():
                self._end(event.turn)
            case ev.StopRequested():
                self._settle(None)
            case ev.RegenerationRequested():
                self._withdraw_reply()
            case ev.PhaseChanged(phase=Phase.IDLE | Phase.LISTENING | Phase.ERROR):
                self._settle(event.turn if event.phase is Phase.LISTENING else None)
            case _:
                return

    def rate(self, entry: Entry, rating: int) -> None:
        """Note thumbs up (+1), down (-1) or none (0)."""
        entry.rating = rating
        self._listener(Updated(entry))

    def remove(self, entries: Sequence[Entry]) -> Removal:
        """Take entries out.

        Returns:
            What `restore` needs to put them back.
        """
        gone = tuple(
            (index, entry)
            for index, entry in enumerate(self._entries)
            if entry in entries
        )
        if len(gone) == 1:
            index, entry = gone[0]
            del self._entries[index]
            self._listener(Removed(entry.key))
        elif gone:
            keys = {entry.key for _, entry in gone}
            self._entries = [e for e in self._entries if e.key not in keys]
            self._listener(Reloaded())
        return gone

    def restore(self, removal: Removal) -> None:
        """Put removed entries back where they were."""
        for index, entry in removal:
            self._entries.insert(index, entry)
            if len(removal) == 1:
                self._listener(Inserted(min(index, len(self._entries) - 1)))
        if len(removal) > 1:
            self._listener(Reloaded())

    # ---- events ----------------------------------------------------------------------

    def _new(self, role: Role, text: str) -> Entry:
        self._keys += 1
        return Entry(self._keys, role, text, at=self._wall_clock())

    def _open(self, messages: Sequence[Message]) -> None:
        running = [e for e in self._entries if e.turn != NO_TURN]
        known = {e.message for e in running if e.message is not None}
        earlier = []
        for message in messages:
            if message.id in known:
                continue
            entry = self._new(message.role, message.text)
            entry.message = message.id
            entry.at = message.at
            entry.spoken = message.spoken
            entry.interrupted = message.interrupted
            entry.rating = message.rating
            earlier.append(entry)
        self._entries = earlier + running
        self._listener(Reloaded())

    def _add_user(self, event: ev.UserMessageAdded) -> None:
        entry = self._new(Role.USER, event.text)
        entry.turn = event.turn
        entry.message = event.message
        entry.spoken = event.spoken
        index = len(self._entries)
        if index and self._entries[-1].turn == event.turn:
            index -= 1  # the reply began before the message was kept
        self._entries.insert(index, entry)
        self._listener(Inserted(index))

    def _reply_of(self, turn: TurnId) -> Entry | None:
        for entry in reversed(self._entries):
            if entry.turn == turn and entry.role is Role.COMPANION:
                return entry
        return None

    def _grow(self, event: ev.ReplyDelta) -> None:
        entry = self._reply_of(event.turn)
        if entry is None:
            entry = self._new(Role.COMPANION, event.text)
            entry.turn = event.turn
            entry.streaming = True
            self._entries.append(entry)
            self._listener(Inserted(len(self._entries) - 1))
        elif entry.streaming:
            entry.text += event.text
            self._listener(Updated(entry))

    def _complete(self, event: ev.ReplyMessageAdded) -> None:
        entry = self._reply_of(event.turn)
        if entry is None:
            entry = self._new(Role.COMPANION, "")
            entry.turn = event.turn
            self._entries.append(entry)
            self._fill(entry, event)
            self._listener(Inserted(len(self._entries) - 1))
            return
        self._fill(entry, event)
        self._listener(Updated(entry))

    def _fill(self, entry: Entry, event: ev.ReplyMessageAdded) -> None:
        entry.text = event.text
        entry.message = event.message
        entry.interrupted = event.interrupted
        entry.streaming = False

    def _withdraw_reply(self) -> None:
        last = self.last_reply()
        if last is not None:
            self.remove([last])

    def _end(self, turn: TurnId) -> None:
        entry = self._reply_of(turn)
        if entry is not None and entry.streaming:
            entry.streaming = False
            self._listener(Updated(entry))

    def _settle(self, current: TurnId | None) -> None:
        """A reply that was still growing gets no more text.

        When some of it was heard, `ReplyMessageAdded` follows and says how much.
        """
        for entry in self._entries[-4:]:
            if entry.streaming and entry.turn != current:
                entry.streaming = False
                entry.interrupted = True
                self._listener(Updated(entry))
