"""The ear: from the microphone's callback to blocks of 32 ms with exact moments.

PortAudio's callback copies into a ring. The capture thread takes from it and has it
resampled to 16 kHz, freed of Lumen's own voice, and cut (see `blocks`). It also opens
the device, notices when it is gone or was silently exchanged, and brings it back.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np

from lumen.audio.blocks import BlockCutter
from lumen.audio.card import OpenStream, SoundHost
from lumen.audio.devices import DEFAULT_DEVICE, AudioDevice
from lumen.audio.echo import (
    EchoPath,
    EchoReference,
    NullCanceller,
    make_canceller,
)
from lumen.audio.residue import ResidueFilter
from lumen.audio.ring import SampleRing
from lumen.audio.timing import FrameClock, StreamClock
from lumen.audio.watch import DeviceWatch
from lumen.core.audio import (
    BLOCK_SECONDS,
    AudioBlock,
    Pcm,
)
from lumen.core.clock import Clock
from lumen.core.errors import AudioDeviceError
from lumen.core.events import DeviceRole, Event
from lumen.core.metrics import MetricsSink
from lumen.core.units import SILENCE_DBFS, Dbfs, Seconds

OnBlock = Callable[[AudioBlock], None]

_RING_SECONDS = 4

_LEAST_REST = Seconds(0.004)
_STALL = Seconds(1.0)
"""No frame for so long: the device is gone though nobody said so."""

_CLOSING_SECONDS = 3.0
"""How long a driver may take to let the device go."""

_LOOK = Seconds(1.0)
"""Between questions to the sound server where the stream is."""


class Microphone(Protocol):
    """Hears; every method is thread-safe."""

    def start(self, on_block: OnBlock) -> None:
        """Hear until `stop`; returns at once, blocks follow.

        Args:
            on_block: Called for every block on the microphone's own thread.
        """
        ...

    def stop(self) -> None:
        """Stop hearing; the device is let go, no block follows.

        Raises:
            AudioDeviceError: The device is not let go yet: its driver hangs. No block
                follows all the same.
        """
        ...

    def set_device(self, name: str) -> None:
        """Use the device of that stable name; empty for the system's default.

        The name of the chosen device changes nothing.
        """
        ...

    @property
    def level_dbfs(self) -> Dbfs:
        """Level of the last block; `SILENCE_DBFS` while nothing is heard."""
        ...


class Capture:
    """The microphone; see `Microphone`.

    Args:
        host: The sound cards; `close` closes it.
        clock: The time that blocks and events are given in.
        post: Takes `DeviceLost` and `DeviceChanged`, from the capture thread.
        reference: What playback plays; None where nothing ever plays.
        cancel_echo: Take Lumen's own voice out; without, blocks still tell `playing`.
        device: Stable name, or `DEFAULT_DEVICE`.
        metrics: Counts ``capture.overflow``.
    """

    def __init__(
        self,
        host: SoundHost,
        clock: Clock,
        post: Callable[[Event], None],
        *,
        reference: EchoReference | None = None,
        cancel_echo: bool = True,
        device: str = DEFAULT_DEVICE,
        metrics: MetricsSink | None = None,
    ) -> None:
        self._host = host
        self._clock = clock
        self._watch = DeviceWatch(DeviceRole.MICROPHONE, clock, post, device)
        cancels = cancel_echo and reference is not None
        self._echo = (
            EchoPath(reference, make_canceller(), ResidueFilter())
            if cancels
            else EchoPath(reference, NullCanceller())
        )
        self._metrics = metrics
        self._on_block: OnBlock | None = None
        self._level = SILENCE_DBFS
        self._choice: str | None = None
        self._asked = False
        self._control = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._leaving: list[threading.Thread] = []
        self._session: _Session | None = None
        self._looked = Seconds(0.0)

    @property
    def canceller(self) -> str:
        """Name of the echo canceller in use, ``none`` if there is none."""
        return self._echo.name

    @property
    def level_dbfs(self) -> Dbfs:
        """See `Microphone.level_dbfs`."""
        return self._level

    def start(self, on_block: OnBlock) -> None:
        """See `Microphone.start`; while hearing, only `on_block` is exchanged.

        Each start that meets no device posts `DeviceLost`, however often before.
        """
        with self._control:
            self._on_block = on_block
            self._asked = True
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, name="lumen-capture", daemon=True
                )
                self._thread.start()
        self._wake.set()

    def stop(self) -> None:
        """See `Microphone.stop`; from `on_block` itself it does not wait."""
        with self._control:
            if self._thread is not None:
                self._leaving.append(self._thread)
            self._thread = self._on_block = None
            self._leaving = [each for each in self._leaving if each.is_alive()]
            self._wake.set()
            leaving = set(self._leaving) - {threading.current_thread()}
        for thread in leaving:
            thread.join(_CLOSING_SECONDS)
        if any(thread.is_alive() for thread in leaving):
            raise AudioDeviceError(
                "The microphone does not close.", "Unplug it, or restart Lumen."
            )

    def close(self) -> None:
        """Stop, and let go of the host."""
        with contextlib.suppress(AudioDeviceError):  # its thread ends with the program
            self.stop()
        self._host.close()

    def set_device(self, name: str) -> None:
        """See `Microphone.set_device`."""
        self._choice = name
        self._wake.set()

    # ---- the capture thread ------------------------------------------------------

    def _run(self) -> None:
        try:
            while self._thread is threading.current_thread():
                rest = self._watch.guard(self._tick, self._close_session)
                if rest is None:
                    rest = Seconds(max(_LEAST_REST, self._watch.patience))
                self._wake.wait(rest)
                self._wake.clear()
        finally:
            self._close_session()

    def _tick(self) -> Seconds:
        """Do what is due; returns the seconds until there may be more."""
        asked, self._asked = self._asked, False
        if asked:
            self._watch.asked()
        choice, self._choice = self._choice, None
        if choice is not None and choice != self._watch.wanted:
            self._watch.choose(choice)
            self._close_session()
        if self._session is None:
            if not self._watch.may_try:
                return self._watch.patience
            self._open()
        session = self._session
        if session is None:
            return self._watch.patience
        for block in session.blocks():
            self._hand_over(block)
        self._look_after(session)
        return session.rest()

    def _hand_over(self, block: AudioBlock) -> None:
        self._level = block.level_dbfs
        if (on_block := self._on_block) is not None:
            on_block(block)

    def _open(self) -> None:
        try:
            device = self._watch.target(self._host.devices())
            if device is None:
                self._watch.failed()
                return
            session = _Session(self._clock, self._echo)
            session.open(self._host, device, pinned=self._watch.pinned(device))
        except AudioDeviceError:
            self._watch.failed()
            return
        self._session = session
        self._echo.reset()
        self._looked = self._clock.now()
        self._watch.opened(device)

    def _look_after(self, session: _Session) -> None:
        now = self._clock.now()
        if (lost := session.take_overflow()) and self._metrics is not None:
            self._metrics.count("capture.overflow", lost)
        if session.lost:
            self._close_session()
            self._watch.lost()
        elif now - self._looked > _LOOK:
            self._looked = now
            place = self._host.place(DeviceRole.MICROPHONE)
            before = self._watch.current
            if self._watch.check(place, self._devices()):
                self._close_session()
            elif self._watch.current != before:
                self._echo.reset()

    def _devices(self) -> tuple[AudioDevice, ...]:
        with contextlib.suppress(AudioDeviceError):
            return self._host.devices()
        return ()

    def _close_session(self) -> None:
        session, self._session = self._session, None
        self._level = SILENCE_DBFS
        if session is not None:
            session.close()


class _Session:
    """One opened stream: its ring, its time line, its blocks."""

    def __init__(self, clock: Clock, echo: EchoPath) -> None:
        self._clock = clock
        self._echo = echo
        self._stream: OpenStream | None = None
        self._stream_clock = StreamClock()
        self._called_at = clock.now()
        self._told_overflow = 0
        self._flagged = 0
        self._last_at = Seconds(-np.inf)

    def open(self, host: SoundHost, device: AudioDevice, *, pinned: bool) -> None:
        """Open and start it.

        Raises:
            AudioDeviceError: The device is gone.
        """
        self._prepare(device.rate_hz)
        stream = host.open_input(device, self._on_input, pinned=pinned)
        if stream.rate_hz != device.rate_hz:
            self._prepare(stream.rate_hz)
        try:
            stream.start()
        except Exception:
            stream.close()
            raise
        self._stream = stream

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    @property
    def lost(self) -> bool:
        """Whether the stream ended or fell silent for good."""
        stalled = self._clock.now() - self._called_at > _STALL
        return stalled or (self._stream is not None and self._stream.lost)

    def blocks(self) -> list[AudioBlock]:
        """The blocks that are complete by now; their moments never go back."""
        blocks = []
        for block in self._cutter.feed(self._ring.read(), self._moments):
            at = Seconds(max(block.at, self._last_at))
            self._last_at = at
            blocks.append(block if at == block.at else replace(block, at=at))
        return blocks

    def rest(self) -> Seconds:
        """Until the next block is likely complete."""
        missing = BLOCK_SECONDS - self._ring.written / self._rate % BLOCK_SECONDS
        return Seconds(max(_LEAST_REST, missing))

    def take_overflow(self) -> int:
        """Frames and callbacks lost since the last question."""
        total = self._ring.overflowed + self._flagged
        new, self._told_overflow = total - self._told_overflow, total
        return new

    def _prepare(self, rate_hz: int) -> None:
        self._rate = rate_hz
        self._ring = SampleRing(_RING_SECONDS * rate_hz)
        self._moments = FrameClock(rate_hz)
        self._cutter = BlockCutter(rate_hz, self._echo)

    def _on_input(self, frames: Pcm, adc: float, now: float, overflow: bool) -> None:
        self._called_at = self._clock.now()
        self._stream_clock.note(now, self._called_at)
        self._moments.note(self._ring.written, self._stream_clock.to_clock(adc))
        self._ring.write(frames)
        if overflow:
            self._flagged += 1
