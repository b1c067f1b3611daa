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


@dataclass(frozen=True, slots=True)
class EarlierCame:
    """Earlier entries were put before all others, or there turned out to be none."""


@dataclass(frozen=True, slots=True)
class HearingChanged:
    """What is being heard, `ConversationModel.hearing`, is something else."""


Change: TypeAlias = (
    Reloaded | Inserted | Updated | Removed | EarlierCame | HearingChanged
)
Removal: TypeAlias = tuple[tuple[int, Entry], ...]
"""Removed entries with the index that each had; enough to put them back."""


_HEARING = (Phase.LISTENING, Phase.TRANSCRIBING, Phase.INTERRUPTED)


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
        self._phase = Phase.IDLE
        self._unheard: list[Entry] = []
        self._withdrawn: TurnId = NO_TURN
        self._cleared: dict[TurnId, Entry] = {}
        self._earliest = 0
        self._more = False
        self._asked = False
        self.hearing = ""
        """What the person has said so far while they speak; not certain yet."""

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

    @property
    def has_earlier(self) -> bool:
        """Whether the history holds messages before these, as far as is known."""
        return self._more and bool(self._entries)

    @property
    def has_unheard(self) -> bool:
        """Whether a reply is over of which nothing has been kept so far."""
        return bool(self._unheard)

    def ask_for_earlier(self) -> int | None:
        """The message before which earlier ones are wanted.

        Returns:
            None when there are none, or when they are on their way already.
        """
        if self._asked or not self.has_earlier:
            return None
        self._asked = True
        return self._earliest

    def forget_earlier(self) -> None:
        """The history was cleared: there is nothing before these entries any more."""
        self._more = self._asked = False
        self._listener(EarlierCame())

    def drop_unheard(self) -> int:
        """Take out the replies that are over and were not kept: history lacks them.

        Returns:
            How many there were.
        """
        gone = [e for e in self._unheard if e.message is None and e in self._entries]
        self._unheard.clear()
        for entry in gone:
            self.remove([entry])
        return len(gone)

    def handle(self, event: ev.Event) -> None:
        """Take an event of the companion; others than of messages change nothing."""
        match event:
            case ev.HistoryOpened() | ev.EarlierMessagesFound():
                self._take_history(event)
            case ev.UserMessageAdded():
                self._settle(event.turn)
                self._add_user(event)
            case ev.ReplyDelta():
                self._grow(event)
            case ev.ReplyMessageAdded():
                self._complete(event)
            case ev.ReplyEnded():
                self._end(event.turn)
            case ev.TranscriptReady() | ev.UtteranceDropped() | ev.RecognitionFailed():
                self._on_hearing(event)
            case ev.StopRequested() | ev.TextSubmitted() | ev.PushToTalkPressed():
                self._hear("")
                self._settle(event.turn)
            case ev.RegenerationRequested():
                self._settle(event.turn)
                self._withdraw_reply()
            case ev.PhaseChanged():
                self._on_phase(event)
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

    def clear(self) -> Removal:
        """Take all entries out; a reply that is under way does not come back.

        Returns:
            What `restore` needs to put them back.
        """
        self._cleared = {
            entry.turn: entry
            for entry in self._entries
            if entry.role is Role.COMPANION and entry.message is None
        }
        return self.remove(tuple(self._entries))

    def restore(self, removal: Removal) -> None:
        """Put removed entries back where they were."""
        for entry in self._cleared.values():
            entry.streaming = False
            if entry.message is None:
                self._unheard.append(entry)
        self._cleared.clear()
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

    def _kept(self, message: Message) -> Entry:
        entry = self._new(message.role, message.text)
        entry.message = message.id
        entry.at = message.at
        entry.spoken = message.spoken
        entry.interrupted = message.interrupted
        entry.rating = message.rating
        return entry

    def _take_history(self, event: ev.HistoryOpened | ev.EarlierMessagesFound) -> None:
        if isinstance(event, ev.HistoryOpened):
            self._open(event)
        else:
            self._prepend(event)

    def _open(self, event: ev.HistoryOpened) -> None:
        running = [e for e in self._entries if e.turn != NO_TURN]
        known = {e.message for e in running if e.message is not None}
        earlier = [self._kept(m) for m in event.messages if m.id not in known]
        self._entries = earlier + running
        self._earliest = event.messages[0].id if event.messages else 0
        self._more = event.more
        self._asked = False
        self._listener(Reloaded())

    def _prepend(self, event: ev.EarlierMessagesFound) -> None:
        if not self._asked:
            return  # the history was cleared meanwhile
        self._asked = False
        self._more = event.more
        if event.messages:
            self._earliest = event.messages[0].id
            self._entries[:0] = [self._kept(message) for message in event.messages]
        self._listener(EarlierCame())

    def _on_phase(self, event: ev.PhaseChanged) -> None:
        self._phase = event.phase
        if event.phase not in _HEARING:
            self._hear("")
        over = event.phase in (Phase.IDLE, Phase.ERROR)
        self._settle(NO_TURN if over else event.turn)

    def _on_hearing(
        self, event: ev.TranscriptReady | ev.UtteranceDropped | ev.RecognitionFailed
    ) -> None:
        """Show what was heard until a pause.

        Over a reply it may be Lumen's own voice: nothing is shown until that is clear.
        """
        if not isinstance(event, ev.TranscriptReady):
            self._hear("")
        elif self._phase in _HEARING:
            self._hear(event.transcript.text)

    def _hear(self, text: str) -> None:
        if text != self.hearing:
            self.hearing = text
            self._listener(HearingChanged())

    def _add_user(self, event: ev.UserMessageAdded) -> None:
        self._hear("")
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
        if event.turn in self._cleared:
            return
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
        cleared = self._cleared.get(event.turn)
        if cleared is not None:
            self._fill(cleared, event)  # for the case that it is restored
            return
        entry = self._reply_of(event.turn)
        if entry is None and event.turn == self._withdrawn:
            return  # what was heard of it goes as well: another reply takes its place
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
        entry.spoken = event.spoken
        entry.streaming = False
        if entry in self._unheard:
            self._unheard.remove(entry)

    def _withdraw_reply(self) -> None:
        last = self.last_reply()
        if last is not None:
            self._withdrawn = last.turn
            self.remove([last])

    def _end(self, turn: TurnId) -> None:
        entry = self._reply_of(turn)
        if entry is not None and entry.streaming:
            entry.streaming = False
            self._listener(Updated(entry))

    def _settle(self, current: TurnId) -> None:
        """The replies of all turns but the current one are over.

        When some of one was heard, `ReplyMessageAdded` follows and says how much; else
        it waits for `drop_unheard`.
        """
        for entry in self._entries[-4:]:
            reply = entry.role is Role.COMPANION and entry.message is None
            if not reply or entry.turn == current or entry in self._unheard:
                continue
            self._unheard.append(entry)
            if entry.streaming:
                entry.streaming = False
                self._listener(Updated(entry))
