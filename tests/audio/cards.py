"""Sound cards that play when told: streams whose callbacks the test calls."""

from __future__ import annotations

import numpy as np

from fakes import ManualClock
from lumen.audio.devices import AudioDevice
from lumen.core.errors import AudioDeviceError
from lumen.core.events import DeviceRole

LATENCY = 0.08
SKEW = 1_000.0
"""PortAudio's clock is another one."""


def device(
    name: str, role: DeviceRole = DeviceRole.SPEAKER, *, default: bool = False,
    rate_hz: int = 48_000,
) -> AudioDevice:  # fmt: skip
    return AudioDevice(name, role, default, 1, rate_hz, name.title())


class FakeStream:
    def __init__(self, card: FakeCards, which: AudioDevice, callback) -> None:
        self.device = which
        self.rate_hz = which.rate_hz
        self.running = False
        self.closed = False
        self.lost = False
        self._card = card
        self._callback = callback
        self._buffered = 0
        self._fill_until = 0.0
        self.played: list[np.ndarray] = []

    def start(self) -> None:
        if self.device not in self._card.present:
            raise AudioDeviceError("gone", "plug it in")
        self.running = True
        self._ahead = 0.0
        self._begun = self._card.clock.now()
        self._frames = 0
        if self.device.role is DeviceRole.SPEAKER:
            self.flow()

    def abort(self) -> None:
        if not self.running:
            return
        self.running = False
        if self.device.role is DeviceRole.SPEAKER:
            audible = round((self._card.clock.now() - self._begun) * self.rate_hz)
            dropped = self._frames - audible
            line = self.line
            self.played = [line[: len(line) - dropped]]

    def close(self) -> None:
        self.abort()
        self.closed = True

    def flow(self) -> None:
        """Have the buffer filled up, 10 ms at a time, as a card would by now."""
        now = self._card.clock.now()
        step = self.rate_hz // 100
        while self._frames / self.rate_hz < now - self._begun + LATENCY:
            out = np.full(step, np.nan, np.float32)
            dac = self._begun + self._frames / self.rate_hz
            self._callback(out, SKEW + dac, SKEW + now, False)
            self.played.append(out)
            self._frames += step

    def hear(self, frames: np.ndarray, *, late: float = 0.0) -> None:
        """Deliver what was at the microphone just now."""
        now = self._card.clock.now()
        adc = SKEW + now - late - len(frames) / self.rate_hz
        self._callback(frames, adc, SKEW + now - late, False)

    @property
    def line(self) -> np.ndarray:
        return np.concatenate(self.played) if self.played else np.zeros(0, np.float32)


class FakeCards:
    """A `SoundHost` whose devices come and go."""

    def __init__(self, clock: ManualClock, *devices: AudioDevice) -> None:
        self.clock = clock
        self.present = list(devices)
        self.streams: list[FakeStream] = []
        self.placed: str | None = None
        self.closed = False
        self.pins: list[bool] = []

    def devices(self):
        return tuple(self.present)

    def open_input(self, which, on_input, *, pinned):
        return self._open(which, on_input, pinned)

    def open_output(self, which, on_output, *, pinned):
        return self._open(which, on_output, pinned)

    def _open(self, which, callback, pinned):
        if which not in self.present:
            raise AudioDeviceError("gone", "plug it in")
        self.pins.append(pinned)
        self.streams.append(FakeStream(self, which, callback))
        return self.streams[-1]

    def place(self, role):
        return self.placed

    def close(self) -> None:
        self.closed = True

    @property
    def stream(self) -> FakeStream:
        return self.streams[-1]
