"""The conversation as the prompt needs it: recent messages, in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from lumen.core.conversation import Message, Role
from lumen.dialogue.request import ChatMessage

_KEPT_MESSAGES = 400  # more than any local model's window holds


class Talk:
    """Recent messages, oldest first; used on the loop only."""

    def __init__(self) -> None:
        self._messages: deque[Message] = deque(maxlen=_KEPT_MESSAGES)

    def load(self, messages: Iterable[Message]) -> None:
        """Put earlier messages before what was said since the start."""
        since = [message for message in self._messages if message.id < 0]
        known = list(messages)
        self._messages.clear()
        self._messages.extend(known + since)

    def add(self, message: Message) -> None:
        """Append a message."""
        self._messages.append(message)

    def remove(self, message: int) -> None:
        """Forget one message by its number."""
        kept = [known for known in self._messages if known.id != message]
        self._messages.clear()
        self._messages.extend(kept)

    def clear(self) -> None:
        """Forget everything."""
        self._messages.clear()

    def last(self, role: Role) -> Message | None:
        """The latest message of that role."""
        return next((m for m in reversed(self._messages) if m.role is role), None)

    def follows(self, later: Message, earlier: Message) -> bool:
        """Whether one known message was said after another."""
        known = list(self._messages)
        return known.index(later) > known.index(earlier)

    def history(self) -> tuple[ChatMessage, ...]:
        """All messages, as a prompt needs them."""
        return tuple(ChatMessage(m.role, m.text) for m in self._messages)
