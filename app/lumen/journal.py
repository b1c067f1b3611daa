"""What was said: at hand for the prompt, and on its way to the disk.

Messages of this session have negative numbers from the moment they are said; the
history numbers them when it gets to them, which may be after the person has entered a
passphrase. Both numbers are understood here.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from concurrent.futures import Future

from lumen.core.conversation import Message, Role
from lumen.dialogue.request import ChatMessage
from lumen.dialogue.talk import Talk
from lumen.storage.keeper import Keeper


class Journal:
    """The conversation in memory and on disk; used on the loop only.

    Args:
        keeper: Owner of the history.
        wall_clock: Unix time in seconds, for the messages' dates.
    """

    def __init__(
        self, keeper: Keeper, wall_clock: Callable[[], float] = time.time
    ) -> None:
        self._keeper = keeper
        self._wall_clock = wall_clock
        self._talk = Talk()
        self._numbers = itertools.count(-1, -1)
        self._pending: dict[int, Future[Message]] = {}
        self._kept: dict[int, int] = {}  # number of this session: number in the history

    def load(self, messages: tuple[Message, ...]) -> None:
        """Put earlier messages before those of this session."""
        self._talk.load(messages)

    def add_user(self, text: str, *, spoken: bool) -> Message:
        """Write down what the person said."""
        return self._add(Role.USER, text, spoken=spoken)

    def add_reply(
        self, text: str, *, spoken: bool, interrupted: bool, provider: str
    ) -> Message:
        """Write down a reply, as far as it was heard."""
        return self._add(
            Role.COMPANION,
            text,
            spoken=spoken,
            interrupted=interrupted,
            provider=provider,
        )

    def last(self, role: Role) -> Message | None:
        """The latest message of that role."""
        return self._talk.last(role)

    def history_before(self, text: str) -> tuple[ChatMessage, ...]:
        """Earlier messages, without the one that is being answered."""
        history = self._talk.history()
        if history and history[-1] == ChatMessage(Role.USER, text):
            return history[:-1]
        return history

    def rate(self, number: int, rating: int) -> None:
        """Keep a rating."""
        self._when_kept(number, lambda kept: self._keeper.rate(kept, rating))

    def remove(self, number: int) -> None:
        """Forget one message."""
        self._talk.remove(number)
        self._when_kept(number, self._keeper.remove)

    def remove_reply(self) -> int | None:
        """Forget the reply to the latest message of the person, if there is one.

        Returns:
            The number of the forgotten message.
        """
        reply, asked = self._talk.last(Role.COMPANION), self._talk.last(Role.USER)
        if reply is None or asked is None or not self._talk.follows(reply, asked):
            return None
        self.remove(reply.id)
        return reply.id

    def clear(self) -> None:
        """Forget everything."""
        self._talk.clear()
        self._pending.clear()
        self._kept.clear()
        self._keeper.clear()

    def _add(
        self,
        role: Role,
        text: str,
        *,
        spoken: bool,
        interrupted: bool = False,
        provider: str = "",
    ) -> Message:
        message = Message(
            next(self._numbers),
            role,
            text,
            self._wall_clock(),
            spoken=spoken,
            interrupted=interrupted,
            provider=provider,
        )
        self._talk.add(message)
        keeping = self._keeper.add(
            role,
            text,
            message.at,
            spoken=spoken,
            interrupted=interrupted,
            provider=provider,
        )
        self._pending[message.id] = keeping
        keeping.add_done_callback(lambda done: self._on_kept(message.id, done))
        return message

    def _on_kept(self, number: int, done: Future[Message]) -> None:
        """Note the number in the history; on the storage thread."""
        if not done.cancelled() and done.exception() is None:
            self._kept[number] = done.result().id
        self._pending.pop(number, None)

    def _when_kept(self, number: int, act: Callable[[int], object]) -> None:
        known = number if number >= 0 else self._kept.get(number)
        if known is not None:
            act(known)
            return
        keeping = self._pending.get(number)
        if keeping is not None:
            keeping.add_done_callback(lambda done: _act_on(done, act))


def _act_on(done: Future[Message], act: Callable[[int], object]) -> None:
    if not done.cancelled() and done.exception() is None:
        act(done.result().id)
