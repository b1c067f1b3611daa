"""A named thread with a bounded queue and a stop that joins."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class WorkerBusyError(Exception):
    """The worker's queue is full; the task was not accepted."""


class Worker:
    """Runs tasks one after another on one thread of its own.

    A task that raises is logged by its exception's type alone (a message might hold
    what the user said) and does not end the thread.

    Args:
        name: Name of the thread, shown in debuggers and logs.
        capacity: Tasks that may wait; more raise `WorkerBusyError`.
    """

    def __init__(self, name: str, capacity: int = 64) -> None:
        self._tasks: queue.Queue[Callable[[], None] | None] = queue.Queue(capacity)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._stopping = threading.Event()

    def start(self) -> None:
        """Start the thread; call once."""
        self._thread.start()

    def submit(self, task: Callable[[], None]) -> None:
        """Queue a task.

        Raises:
            WorkerBusyError: The queue is full or the worker was stopped.
        """
        if self._stopping.is_set():
            raise WorkerBusyError(self._thread.name)
        try:
            self._tasks.put_nowait(task)
        except queue.Full:
            raise WorkerBusyError(self._thread.name) from None

    def call(
        self, task: Callable[[], _T], refusal: Exception | None = None
    ) -> Future[_T]:
        """Queue a task whose result or exception is wanted.

        Args:
            task: Runs on the worker.
            refusal: What the future holds when the task is not accepted.

        Raises:
            WorkerBusyError: The queue is full or the worker was stopped, and there is
                no `refusal`.
        """
        future: Future[_T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(task())
            except BaseException as error:  # noqa: BLE001 - handed to the caller
                future.set_exception(error)

        try:
            self.submit(run)
        except WorkerBusyError:
            if refusal is None:
                raise
            future.set_exception(refusal)
        return future

    def stop(self, timeout: float = 2.0) -> bool:
        """Drop waiting tasks, let the running one end, join the thread.

        Args:
            timeout: Seconds to wait for the running task.

        Returns:
            Whether the thread has ended.
        """
        self._stopping.set()
        while True:
            try:
                self._tasks.get_nowait()
            except queue.Empty:
                break
        self._tasks.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def finish(self, timeout: float) -> bool:
        """Run all waiting tasks, then end the thread.

        Args:
            timeout: Seconds to wait for all of them.

        Returns:
            Whether the thread has ended.
        """
        self._stopping.set()
        try:
            self._tasks.put(None, timeout=timeout)
        except queue.Full:
            return False
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception as error:  # noqa: BLE001 - a worker outlives its tasks
                _log.error(
                    "task failed on %s: %s", self._thread.name, type(error).__name__
                )
