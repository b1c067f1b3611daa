"""What becomes part of the conversation and is kept of it; see `core.events`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from lumen.core.conversation import Keeping, Message
from lumen.core.turn import TurnId
from lumen.core.units import Seconds


@dataclass(frozen=True, slots=True)
class UserMessageAdded:
    """What the person said or typed is part of the conversation."""

    turn: TurnId
    at: Seconds
    message: int
    text: str = field(repr=False)
    spoken: bool


@dataclass(frozen=True, slots=True)
class ReplyMessageAdded:
    """The reply, as far as it was heard, is part of the conversation."""

    turn: TurnId
    at: Seconds
    message: int
    text: str = field(repr=False)
    interrupted: bool
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class HistoryOpened:
    """The conversation of earlier days is here, oldest first.

    Attributes:
        more: Whether there are messages before these.
    """

    turn: TurnId
    at: Seconds
    keeping: Keeping
    messages: tuple[Message, ...] = field(repr=False)
    more: bool = False


@dataclass(frozen=True, slots=True)
class EarlierMessagesFound:
    """Messages from before those that are shown, oldest first; none when that failed.

    Attributes:
        more: Whether there are messages before these.
    """

    turn: TurnId
    at: Seconds
    messages: tuple[Message, ...] = field(repr=False)
    more: bool


@dataclass(frozen=True, slots=True)
class PassphraseWanted:
    """The history needs a passphrase, or the person's word to do without.

    Attributes:
        new: Whether one is to be chosen rather than entered.
        wrong: Whether the last one given was wrong.
        reason: Why, as a sentence for the person.
    """

    turn: TurnId
    at: Seconds
    new: bool
    wrong: bool
    reason: str


KeepingEvent: TypeAlias = (
    UserMessageAdded
    | ReplyMessageAdded
    | HistoryOpened
    | EarlierMessagesFound
    | PassphraseWanted
)
