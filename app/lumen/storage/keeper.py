"""Keeps the conversation: owns the storage thread, the history and its opening.

What is said before the history is open waits and is written then.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from lumen.core.clock import Clock
from lumen.core.conversation import Keeping, Message, NoteKind, Role
from lumen.core.errors import LumenError, StorageError
from lumen.core.events import Event, HistoryOpened, PassphraseWanted, ProblemRaised
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds
from lumen.core.worker import Worker, WorkerBusyError
from lumen.storage.database import DamagedHistoryError
from lumen.storage.history import History, MemoryHistory
from lumen.storage.opening import Opened, Opening, Outcome
from lumen.storage.secrets import SecretStore

SHOWN_MESSAGES = 200
"""How many earlier messages come at once, when the history opens and on request."""

_WAITING_TASKS = 4096
_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class Keeper:
    """Opens, writes and closes the history; all methods but `close` return at once.

    Args:
        path: The history file.
        post: Takes `HistoryOpened`, `PassphraseWanted` and `ProblemRaised`.
        clock: Times the events.
        secrets: The OS keyring.
        keep: Whether to keep anything on the disk; False: memory only.
    """

    def __init__(
        self,
        path: Path,
        post: Callable[[Event], None],
        clock: Clock,
        secrets: SecretStore,
        *,
        keep: bool = True,
    ) -> None:
        self._post = post
        self._clock = clock
        self._secrets = secrets
        self._keep = keep
        self._worker = Worker("lumen-storage", _WAITING_TASKS)
        self._started = False
        # All below belongs to the storage thread.
        self._opening = Opening(path, secrets, self._tell)
        self._history: History | None = None
        self._waiting: deque[tuple[Future[Any], Callable[[], None]]] = deque()
        self._clear_first = False
        self._told = ""
        secrets.call_when_late(self._on_late)

    def open(self) -> None:
        """Begin to open the history; call once. Events tell how it went."""
        self._started = True
        self._worker.start()
        self._submit(self._open)

    def give_passphrase(self, passphrase: str) -> None:
        """Answer `PassphraseWanted`; ignored when nothing was asked."""
        self._submit(lambda: self._go_on(self._opening.answer(passphrase)))

    def decline(self) -> None:
        """Answer `PassphraseWanted`: do without; asked again at the next start."""
        self._submit(lambda: self._go_on(self._opening.decline()))

    def add(
        self,
        role: Role,
        text: str,
        at: float,
        *,
        spoken: bool = False,
        interrupted: bool = False,
        provider: str = "",
    ) -> Future[Message]:
        """Keep a message, now or once the history is open.

        Returns:
            The kept message; fails with `StorageError`, or is cancelled when Lumen
            ends before the history could be opened.
        """
        return self._with_history(
            lambda history: history.add(
                role,
                text,
                at,
                spoken=spoken,
                interrupted=interrupted,
                provider=provider,
            )
        )

    def rate(self, number: int, rating: int) -> Future[bool]:
        """Keep a rating of -1, 0 or +1."""
        return self._with_history(lambda history: history.rate(number, rating))

    def remove(self, number: int) -> Future[bool]:
        """Forget one message."""
        return self._with_history(lambda history: history.remove(number))

    def clear(self) -> Future[None]:
        """Forget everything, also what still waits to be written."""
        future: Future[None] = Future()
        self._submit(lambda: self._clear(future), future)
        return future

    def before(self, number: int, n: int) -> Future[tuple[Message, ...]]:
        """The latest `n` messages with lower numbers, oldest first."""
        return self._with_history(lambda history: history.before(number, n))

    def notes(self, kind: NoteKind) -> Future[tuple[str, ...]]:
        """All notes of a kind, oldest first."""
        return self._with_history(lambda history: history.notes.read(kind))

    def add_note(self, kind: NoteKind, text: str, most: int) -> Future[None]:
        """Keep one more note, and of all of its kind the latest `most`."""
        return self._with_history(lambda history: history.notes.add(kind, text, most))

    def replace_notes(self, kind: NoteKind, texts: Sequence[str]) -> Future[None]:
        """Keep these notes instead of all of the kind."""
        kept = tuple(texts)
        return self._with_history(lambda history: history.notes.replace(kind, kept))

    def close(self, timeout: Seconds) -> bool:
        """Write what waits, close the file, wipe the keys, end the thread.

        Args:
            timeout: Seconds to wait at most.

        Returns:
            Whether all was done in time.
        """
        self._secrets.abandon()
        if not self._started:
            self._worker.start()
        self._submit(self._end)
        return self._worker.finish(timeout)

    # ---- on the storage thread -------------------------------------------------

    def _open(self) -> None:
        if self._keep:
            self._go_on(self._opening.begin())
        else:
            self._begin(Opened(MemoryHistory(), Keeping.MEMORY))

    def _on_late(self) -> None:
        self._submit(lambda: self._go_on(self._opening.keyring_is_back()))

    def _go_on(self, outcome: Outcome | None) -> None:
        if outcome is None:
            return
        if isinstance(outcome, Opened):
            self._begin(outcome)
            return
        self._post(
            PassphraseWanted(
                NO_TURN,
                self._clock.now(),
                outcome.new,
                outcome.wrong,
                outcome.reason,
            )
        )

    def _begin(self, opened: Opened) -> None:
        self._history = opened.history
        messages: tuple[Message, ...] = ()
        try:
            if self._clear_first:
                self._acting(lambda history: history.clear())
            messages = self._acting(lambda history: history.last(SHOWN_MESSAGES + 1))
        except StorageError as error:
            self._tell(error)
        more = len(messages) > SHOWN_MESSAGES
        shown = messages[-SHOWN_MESSAGES:]
        now = self._clock.now()
        self._post(HistoryOpened(NO_TURN, now, opened.keeping, shown, more))
        if damaged := self._history.damaged:
            self._tell(
                StorageError(
                    f"Earlier messages were damaged or changed by something else; "
                    f"{damaged} of them cannot be shown.",
                    "Restore the history file from a backup if you need them.",
                )
            )
        self._run_waiting()

    def _with_history(self, act: Callable[[History], _T]) -> Future[_T]:
        future: Future[_T] = Future()

        def run() -> None:
            if self._history is None:
                self._waiting.append((future, run))
            elif future.set_running_or_notify_cancel():
                self._settle(future, act)

        self._submit(run, future)
        return future

    def _settle(self, future: Future[_T], act: Callable[[History], _T]) -> None:
        try:
            result = self._acting(act)
        except LumenError as error:
            self._tell(error)
            future.set_exception(error)
        except Exception as error:  # noqa: BLE001 - the future must not stay open
            _log.error("storage failed: %s", type(error).__name__)
            future.set_exception(error)
        else:
            self._told = ""
            future.set_result(result)

    def _acting(self, act: Callable[[History], _T]) -> _T:
        """Act; when the file turns out damaged, go on with a new one."""
        history = self._history
        assert history is not None
        try:
            return act(history)
        except DamagedHistoryError:
            history.close()
            self._history = MemoryHistory()  # unless the next line succeeds
            self._history = self._opening.after_damage()
            return act(self._history)

    def _clear(self, future: Future[None]) -> None:
        if self._history is None:
            self._cancel_waiting()
            self._clear_first = True
            future.set_result(None)
        elif future.set_running_or_notify_cancel():
            self._settle(future, lambda history: history.clear())

    def _run_waiting(self) -> None:
        while self._waiting:
            _, run = self._waiting.popleft()
            run()

    def _cancel_waiting(self) -> None:
        for future, _ in self._waiting:
            future.cancel()
        self._waiting.clear()

    def _end(self) -> None:
        try:
            if self._history is None and self._waiting:
                # Only earlier messages may need a passphrase: new ones do without.
                self._history = self._opening.without_answer()
            if self._history is not None:
                self._run_waiting()
                self._history.close()
        except StorageError as error:
            _log.error("closing the history failed: %s", type(error).__name__)
        finally:
            self._cancel_waiting()
            self._opening.close()

    def _tell(self, error: LumenError) -> None:
        if error.what != self._told:
            self._told = error.what
            self._post(ProblemRaised(NO_TURN, self._clock.now(), error))

    def _submit(
        self, task: Callable[[], None], future: Future[Any] | None = None
    ) -> None:
        try:
            self._worker.submit(task)
        except WorkerBusyError:
            if future is not None:
                future.set_exception(
                    StorageError(
                        "The history is closed.", "Start Lumen again to open it."
                    )
                )
