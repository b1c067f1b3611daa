"""Where Qt meets Python's threads: one queued signal, and nothing else.

Events come from the companion's loop, results from the window's own worker. Both are
put into one queue and handed over on the UI thread, in order. PCM never crosses.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lumen.core.errors import LumenError
from lumen.core.events import (
    ClipReady,
    Event,
    LibraryScanned,
    LibrarySurveyed,
    PlayersChanged,
    ReplyDelta,
    SpeechPaused,
    SpeechSustained,
    TimersChanged,
    UndoingChanged,
    UtteranceEnded,
)
from lumen.core.worker import Worker, WorkerBusyError
from lumen.ui.port import CompanionPort, Unsubscribe

_T = TypeVar("_T")

_WITH_SOUND = (ClipReady, SpeechPaused, SpeechSustained, UtteranceEnded)
_WHOLE = (
    PlayersChanged,
    UndoingChanged,
    LibraryScanned,
    LibrarySurveyed,
    TimersChanged,
)
"""Events that tell all there is to know: a later one replaces the one that waits."""

_BUDGET_SECONDS = 0.008
"""Half a frame: what is left waits for the next turn of Qt's loop."""


class Bridge(QObject):
    """Re-emits the companion's events on the UI thread.

    Consecutive pieces of one reply that wait together arrive as one `ReplyDelta`; of
    consecutive states of players, timers and the library only the last one arrives.

    Signals:
        happened: An event, on the UI thread, in the order of the loop.
    """

    happened = Signal(object)
    _arrived = Signal()

    def __init__(self, port: CompanionPort) -> None:
        super().__init__()
        self._port = port
        self._waiting: deque[Event | Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._told = False
        self._open = True
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe: Unsubscribe = port.subscribe(self._on_event)

    def deliver(self, call: Callable[[], None]) -> None:
        """Have `call` called on the UI thread; from any thread."""
        self._put(call)

    def close(self) -> None:
        """Hear nothing any more; what still waits is dropped."""
        self._unsubscribe()
        with self._lock:
            self._open = False
            self._waiting.clear()

    def _on_event(self, event: Event) -> None:
        if not isinstance(event, _WITH_SOUND):
            self._put(event)

    def _put(self, item: Event | Callable[[], None]) -> None:
        with self._lock:
            if not self._open:
                return
            last = self._waiting[-1] if self._waiting else None
            if (
                isinstance(item, ReplyDelta)
                and isinstance(last, ReplyDelta)
                and last.turn == item.turn
            ):
                self._waiting[-1] = ReplyDelta(
                    item.turn, last.at, last.text + item.text
                )
            elif isinstance(item, _WHOLE) and type(item) is type(last):
                self._waiting[-1] = item
            else:
                self._waiting.append(item)
            if self._told:
                return
            self._told = True
        self._arrived.emit()

    def _hand_over(self) -> None:
        deadline = time.perf_counter() + _BUDGET_SECONDS
        while True:
            with self._lock:
                if not self._waiting:
                    self._told = False
                    return
                item = self._waiting.popleft()
            if callable(item):
                item()
            else:
                self.happened.emit(item)
            if time.perf_counter() > deadline:
                QTimer.singleShot(0, self, self._hand_over)
                return


class Background:
    """Runs what may wait for the disk or the network off the UI thread.

    The thread starts with the first task.

    Args:
        bridge: Brings results back.
    """

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._worker: Worker | None = None

    def run(
        self,
        task: Callable[[], _T],
        then: Callable[[_T], None],
        failed: Callable[[LumenError], None] | None = None,
    ) -> None:
        """Run a task on the worker, then go on here.

        Args:
            task: Called on the worker's thread.
            then: Called on the UI thread with the result.
            failed: Called on the UI thread with our error; others are raised there,
                for the application's hook to show.
        """
        if self._worker is None:
            self._worker = Worker("lumen-ui-background")
            self._worker.start()
        try:
            self._worker.submit(lambda: self._finish(task, then, failed))
        except WorkerBusyError:
            return  # the window is closing

    def stop(self) -> bool:
        """End the thread within a tenth of a second, if its task lets it.

        Returns:
            Whether it has ended.
        """
        worker, self._worker = self._worker, None
        return worker is None or worker.stop(timeout=0.1)

    def _finish(
        self,
        task: Callable[[], _T],
        then: Callable[[_T], None],
        failed: Callable[[LumenError], None] | None,
    ) -> None:
        try:
            result = task()
        except Exception as error:  # noqa: BLE001 - carried to the UI thread
            self._bridge.deliver(_failure(error, failed))
            return
        self._bridge.deliver(lambda: then(result))


def _failure(
    error: Exception, failed: Callable[[LumenError], None] | None
) -> Callable[[], None]:
    def tell() -> None:
        if isinstance(error, LumenError) and failed is not None:
            failed(error)
        else:
            raise error

    return tell
