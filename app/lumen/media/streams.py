"""Volume of a program's streams on PulseAudio, or PipeWire in its place.

For players whose own volume does nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from lumen.core.worker import Worker, WorkerBusyError

_T = TypeVar("_T")

_PATIENCE = 1.0
_LOUDEST = 1.5
"""As far as the desktops' own controls go."""
_GENERATIONS = 16


class StreamVolumes:
    """Reads and sets the volume of what a program plays; for the loop's thread.

    The sound server is asked on a thread of its own. Where there is none, or it does
    not answer within a second, programs have no streams. A server that came back is
    found with the next question.

    Args:
        server: Address of the server; empty: the one of this session.
    """

    def __init__(self, server: str = "") -> None:
        self._server = server or None
        self._connection: Any = None
        self._worker: Worker | None = None
        self._stuck: Future[Any] | None = None

    async def get(self, pid: int, name: str = "") -> float | None:
        """Volume of a program's loudest stream.

        Args:
            pid: Its process; those that it started count too. 0: unknown.
            name: What it calls itself on the sound server, if its process is not told
                there; any case.

        Returns:
            1 is 100 %; 0 when muted; None without a stream.
        """
        return await self._ask(lambda: self._get(pid, name), None)

    async def set(self, pid: int, volume: float, name: str = "") -> bool:
        """Set the volume of all of a program's streams; unmutes above 0.

        Args:
            pid: As in `get`.
            volume: 0 to 1.5; 1 is 100 %.
            name: As in `get`.

        Returns:
            Whether there was a stream.
        """
        volume = min(max(volume, 0.0), _LOUDEST)
        return await self._ask(lambda: self._set(pid, volume, name), False)

    async def close(self) -> None:
        """Leave the server and end the thread."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        with contextlib.suppress(WorkerBusyError):
            worker.submit(self._drop)
        await asyncio.to_thread(worker.finish, _PATIENCE)

    # ---- on the loop ---------------------------------------------------------------

    async def _ask(self, question: Callable[[], _T], otherwise: _T) -> _T:
        if self._worker is None:
            self._worker = Worker("lumen-streams")
            self._worker.start()
        if self._stuck is not None and not self._stuck.done():
            return otherwise
        try:
            future = self._worker.call(question)
        except WorkerBusyError:
            return otherwise
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), _PATIENCE)
        except TimeoutError:
            self._stuck = future  # nobody waits twice for a server that hangs
            return otherwise
        except Exception:  # noqa: BLE001 - pulsectl has no common base of errors
            with contextlib.suppress(WorkerBusyError):
                self._worker.submit(self._drop)
            return otherwise

    # ---- on the worker's thread ------------------------------------------------------

    def _get(self, pid: int, name: str) -> float | None:
        found = self._streams(pid, name)
        loud = (0.0 if s.mute else max(s.volume.values, default=0.0) for s in found)
        return max(loud, default=None)

    def _set(self, pid: int, volume: float, name: str) -> bool:
        found = self._streams(pid, name)
        for stream in found:
            loudest = max(stream.volume.values, default=0.0)
            if loudest > 0:  # keeps the balance
                stream.volume.values = [
                    volume * value / loudest for value in stream.volume.values
                ]
            else:
                stream.volume.value_flat = volume
            self._pulse().volume_set(stream, stream.volume)
            if stream.mute and volume > 0:
                self._pulse().mute(stream, mute=False)
        return bool(found)

    def _streams(self, pid: int, name: str) -> list[Any]:
        everything = self._pulse().sink_input_list()
        if pid:
            own = self._of(pid, everything)
            if own:
                return own
        wanted = name.casefold()
        return [s for s in everything if wanted and wanted == _name(s)]

    def _of(self, pid: int, streams: list[Any]) -> list[Any]:
        """Those of a process; of PipeWire's own only the client tells whose it is."""
        own = [s for s in streams if _is_of(s, pid)]
        if own or not streams:
            return own
        clients = {c.index for c in self._pulse().client_list() if _is_of(c, pid)}
        return [s for s in streams if s.client in clients]

    def _pulse(self) -> Any:  # noqa: ANN401 - pulsectl publishes no types
        if self._connection is None:
            import pulsectl

            connection = pulsectl.Pulse("lumen", server=self._server, connect=False)
            try:
                connection.connect(autospawn=False)
            except Exception:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):  # it may be dead
                connection.close()


def _is_of(found: Any, pid: int) -> bool:  # noqa: ANN401 - pulsectl publishes no types
    """Whether a stream or a client belongs to a process.

    A sandbox knows the process by another number, so that only what the server says is
    right; to PipeWire a program of PulseAudio is its own service, so that only what the
    program says is right.
    """
    return any(_started_by(process, pid) for process in _processes(found))


def _processes(found: Any) -> Iterator[int]:  # noqa: ANN401 - pulsectl publishes no types
    for key in ("application.process.id", "pipewire.sec.pid"):
        told = str(found.proplist.get(key, ""))
        if told.isascii() and told.isdigit() and len(told) < 10:
            yield int(told)


def _name(stream: Any) -> str:  # noqa: ANN401 - pulsectl publishes no types
    return str(stream.proplist.get("application.name", "")).casefold()


def _started_by(process: int, ancestor: int) -> bool:
    """Whether a process is another one, or was started by it or its children."""
    for _ in range(_GENERATIONS):
        if process == ancestor:
            return True
        if process <= 1:
            return False
        process = _parent(process)
    return False


def _parent(process: int) -> int:
    try:
        stat = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
    except OSError:
        return 0
    fields = stat.rpartition(")")[2].split()  # the name may hold anything
    return int(fields[1]) if len(fields) > 1 and fields[1].isdigit() else 0
