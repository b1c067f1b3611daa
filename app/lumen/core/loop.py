"""The one asyncio loop, on a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from lumen.core.events import Event

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class LoopThread:
    """Runs everything that waits, and hands events to one taker in order.

    Events posted before `start` are kept; those posted after `stop` are dropped.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._run, name="lumen-loop", daemon=True
        )
        self._take: Callable[[Event], None] | None = None
        self._early: deque[Event] = deque()
        self._lock = threading.Lock()
        self._stopped = False

    def start(self, take: Callable[[Event], None]) -> None:
        """Start the thread; `take` is called on it for every event, in order."""
        with self._lock:
            self._take = take
            early, self._early = self._early, deque()
            for event in early:
                self._loop.call_soon_threadsafe(self._hand_over, event)
        self._thread.start()

    def post(self, event: Event) -> None:
        """Hand an event to the taker; from any thread, never blocks for long."""
        with self._lock:
            if self._stopped:
                return
            if self._take is None:
                self._early.append(event)
                return
            self._loop.call_soon_threadsafe(self._hand_over, event)

    def call(self, task: Callable[[], None]) -> None:
        """Run a function on the loop's thread soon; dropped after `stop`."""
        with self._lock:
            if not self._stopped:
                self._loop.call_soon_threadsafe(task)

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> Future[_T]:
        """Run a coroutine on the loop from another thread.

        Returns:
            A future that may be cancelled; cancelled at once after `stop`.
        """
        with self._lock:
            if not self._stopped:
                return asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        coroutine.close()
        future: Future[_T] = Future()
        future.cancel()
        return future

    def stop(self, timeout: float = 1.0) -> bool:
        """Cancel what runs on the loop and end its thread.

        Returns:
            Whether the thread has ended.
        """
        with self._lock:
            if self._stopped:
                return not self._thread.is_alive()
            self._stopped = True
            self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread.ident is None:
            self._loop.close()
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _hand_over(self, event: Event) -> None:
        if self._take is None:
            return
        try:
            self._take(event)
        except Exception as error:  # noqa: BLE001 - one bad event must not end the loop
            _log.error(
                "event %s was not handled: %s",
                type(event).__name__,
                type(error).__name__,
            )

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(_note_error)
        try:
            self._loop.run_forever()
        finally:
            self._end_tasks()
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def _end_tasks(self) -> None:
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(
                asyncio.gather(*tasks, return_exceptions=True)
            )


def _note_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log that something failed; its message might hold what the person said."""
    error = context.get("exception")
    kind = type(error).__name__ if error is not None else "no exception"
    _log.error("something on the loop failed unnoticed: %s", kind)
