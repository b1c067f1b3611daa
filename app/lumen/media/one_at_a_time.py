"""Sentences are done one after the other, each to the end of what it has begun."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AbstractContextManager
from typing import Any, Generic, TypeVar

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class OneAtATime(Generic[_T]):
    """Does one piece of work at a time; belongs to the loop's thread."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._begun: set[asyncio.Task[_T]] = set()

    async def do(
        self, work: Coroutine[Any, Any, _T], queue: AbstractContextManager[None]
    ) -> _T:
        """Do it to its end, also when whoever waits for it is cancelled.

        Args:
            work: What has not begun when it is cancelled is never begun.
            queue: Entered for as long as it waits for its turn.
        """
        begun = False

        async def alone() -> _T:
            nonlocal begun
            with queue:
                await self._lock.acquire()
            try:
                begun = True
                return await work
            finally:
                self._lock.release()

        task = asyncio.get_running_loop().create_task(alone())
        self._begun.add(task)
        task.add_done_callback(self._forget)
        task.add_done_callback(lambda _: work.close())  # it may never have begun
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not begun:
                task.cancel()
            raise

    async def close(self) -> None:
        """Leave what is being done."""
        begun = tuple(self._begun)
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)

    def _forget(self, task: asyncio.Task[_T]) -> None:
        self._begun.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a command broke: %s", type(task.exception()).__name__)
