"""Messages of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Keeping(StrEnum):
    """How the conversation is kept."""

    KEYRING = "keyring"
    """Encrypted; the key lies in the OS keyring."""
    PASSPHRASE = "passphrase"
    """Encrypted; the key is derived from a passphrase."""
    MEMORY = "memory"
    """Not on disk: gone when Lumen ends."""


class NoteKind(StrEnum):
    """What is kept beside the conversation, as encrypted as it."""

    TIMERS = "timers"
    LISTENING = "listening"
    """What was listened to; forgotten with the conversation."""
    LIKES = "likes"
    """What the person likes: theirs until they take it off."""


class Role(StrEnum):
    """Who said it."""

    USER = "user"
    COMPANION = "companion"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation.

    Attributes:
        id: Number in the history, ascending; negative while it is being kept.
        role: Who said it.
        text: What was said; of replies, what was heard.
        at: Unix time in seconds.
        spoken: Whether it was spoken rather than typed.
        interrupted: Whether a reply was cut off.
        rating: +1, -1, or 0 for none.
        provider: Which provider generated a reply.
    """

    id: int
    role: Role
    text: str = field(repr=False)
    at: float
    spoken: bool = False
    interrupted: bool = False
    rating: int = 0
    provider: str = ""
