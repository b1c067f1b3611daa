"""What PulseAudio, or PipeWire in its place, knows about devices and streams."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import Any

from lumen.audio.devices import AudioDevice
from lumen.core.events import DeviceRole


class PulseServer:
    """Asks the sound server; each question takes less than a millisecond.

    Thread-safe. A server that died and came back is found again with the next
    question. Where no server runs, every answer is None.
    """

    def __init__(self) -> None:
        self._connection: Any = None
        self._sessions = 0
        self._lock = threading.Lock()

    def devices(self) -> tuple[AudioDevice, ...] | None:
        """All sources and sinks, or None without a server."""
        with self._lock:
            try:
                return self._list()
            except Exception:  # noqa: BLE001 - pulsectl has no common base of errors
                self._drop()
                return None

    def place(self, role: DeviceRole) -> str | None:
        """Name of the device that this process's newest stream is on.

        Returns:
            None when there is no server, or no such stream.
        """
        with self._lock:
            try:
                return self._place(role)
            except Exception:  # noqa: BLE001 - pulsectl has no common base of errors
                self._drop()
                return None

    def session(self) -> int:
        """Number of the connection; 0 without a server.

        Another number than before means that the server was away in between: streams
        of its earlier life are dead, though nobody told them.
        """
        with self._lock:
            try:
                self._server().server_info()
            except Exception:  # noqa: BLE001 - pulsectl has no common base of errors
                self._drop()
                return 0
            return self._sessions

    def close(self) -> None:
        """Leave the server; the next question connects again."""
        with self._lock:
            self._drop()

    def _server(self) -> Any:  # noqa: ANN401 - pulsectl publishes no types
        if self._connection is None:
            import pulsectl

            connection = pulsectl.Pulse("lumen", connect=False)
            try:
                connection.connect(autospawn=False)
            except Exception:
                connection.close()
                raise
            self._connection = connection
            self._sessions += 1
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(Exception):
                self._connection.close()
            self._connection = None

    def _list(self) -> tuple[AudioDevice, ...]:
        server = self._server()
        defaults = server.server_info()
        found = [
            AudioDevice(
                name=info.name,
                role=role,
                default=info.name == default,
                channels=int(info.channel_count),
                rate_hz=int(info.sample_spec.rate),
                title=info.description or info.name,
                monitor=info.proplist.get("device.class") == "monitor",
            )
            for role, infos, default in (
                (
                    DeviceRole.MICROPHONE,
                    server.source_list(),
                    defaults.default_source_name,
                ),
                (DeviceRole.SPEAKER, server.sink_list(), defaults.default_sink_name),
            )
            for info in infos
        ]
        return tuple(sorted(found, key=lambda d: (d.role, not d.default, d.monitor)))

    def _place(self, role: DeviceRole) -> str | None:
        server = self._server()
        listening = role is DeviceRole.MICROPHONE
        streams = server.source_output_list() if listening else server.sink_input_list()
        own = str(os.getpid())
        mine = [s for s in streams if s.proplist.get("application.process.id") == own]
        if not mine:
            return None
        newest = max(mine, key=lambda stream: stream.index)
        index = newest.source if listening else newest.sink
        infos = server.source_list() if listening else server.sink_list()
        return next((str(info.name) for info in infos if info.index == index), None)
