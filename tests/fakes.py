"""Working stand-ins for Lumen's protocols; each passes the real thing's contract."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

from lumen.core.errors import LumenError
from lumen.core.units import Seconds
from lumen.dialogue.generation import Prompt


class ManualClock:
    """A clock that moves when told."""

    def __init__(self, at: float = 100.0) -> None:
        self._at = at

    def now(self) -> Seconds:
        return Seconds(self._at)

    def advance(self, seconds: float) -> None:
        assert seconds >= 0
        self._at += seconds


class ScriptedGenerator:
    """A `Generator` that streams what it was told.

    Each reply is a list of deltas; an error in it is raised there, and None waits until
    the reply is cancelled. Without further replies it says "Yes."
    """

    def __init__(
        self, *replies: Sequence[str | LumenError | None], name: str = "scripted"
    ) -> None:
        self.name = name
        self.prompts: list[Prompt] = []
        self.problem: LumenError | None = None
        self.cancelled = 0
        self.closed = False
        self._replies = list(replies)

    async def check(self) -> None:
        if self.problem is not None:
            raise self.problem

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        for delta in self._replies.pop(0) if self._replies else ["Yes."]:
            try:
                await asyncio.sleep(3600 if delta is None else 0)
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            if isinstance(delta, LumenError):
                raise delta
            yield delta or ""

    async def close(self) -> None:
        self.closed = True
