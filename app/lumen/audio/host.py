"""PortAudio as a `SoundHost`.

The only module that touches `sounddevice`. Under a sound server PortAudio sees one
ALSA device named ``pulse``; which source or sink it reaches is told to libpulse by an
environment variable when the stream is opened.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType, TracebackType
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from lumen.audio.card import OUTPUT_LATENCY, OnInput, OnOutput, OpenStream
from lumen.audio.devices import AudioDevice, stable_name
from lumen.audio.pulse import PulseServer
from lumen.core.errors import AudioDeviceError
from lumen.core.events import DeviceRole

INPUT_LATENCY = "high"
"""Source: fixed blocks and low latency lose samples under PulseAudio;
"high" is 35 ms."""

_BRIDGE = "pulse"
"""PortAudio's name of the ALSA device that leads to the sound server, and only there"""


class _Moments(Protocol):
    """PortAudio's times of one callback, on its own clock."""

    inputBufferAdcTime: float  # noqa: N815 - PortAudio's name
    outputBufferDacTime: float  # noqa: N815 - PortAudio's name
    currentTime: float  # noqa: N815 - PortAudio's name


class _Flags(Protocol):
    """PortAudio's complaints of one callback."""

    input_overflow: int
    output_underflow: int


class _RawStream(Protocol):
    """A stream of `sounddevice`."""

    samplerate: float

    def start(self) -> None: ...
    def abort(self, ignore_errors: bool) -> None: ...
    def close(self, ignore_errors: bool) -> None: ...


class _Library:
    """PortAudio's one state per process: it knows the devices of its initialisation.

    Initialising anew ends every open stream, so it happens only while none is open.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.open_streams = 0
        self._sounddevice: ModuleType | None = None
        self._initialised = True  # by being imported

    def load(self) -> ModuleType:
        """The `sounddevice` module; initialises PortAudio with the first call."""
        with self.lock:
            if self._sounddevice is None:
                _hush_alsa()
                try:
                    import sounddevice
                except OSError as error:
                    raise AudioDeviceError(
                        "PortAudio, the library that speaks to sound cards, "
                        "is not installed.",
                        "Install the package libportaudio2.",
                    ) from error
                except Exception as error:
                    raise _deaf() from error
                self._sounddevice = sounddevice
            return self._sounddevice

    def refresh(self) -> bool:
        """Look at the devices anew; False while a stream is open."""
        with self.lock:
            library = self.load()
            if self.open_streams:
                return False
            try:
                if self._initialised:
                    library._terminate()  # noqa: SLF001 - the only way to rescan
                self._initialised = False
                library._initialize()  # noqa: SLF001 - the only way to rescan
                self._initialised = True
            except library.PortAudioError as error:
                raise _deaf() from error
            return True


_library = _Library()


class PortAudioHost:
    """PortAudio, and the sound server where there is one."""

    def __init__(self) -> None:
        self._pulse = PulseServer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """See `SoundHost.close`."""
        self._pulse.close()

    def refresh(self) -> bool:
        """Have PortAudio look for cards anew.

        Returns:
            False when a stream is open anywhere in the process: then nothing was done.
        """
        return _library.refresh()

    def devices(self) -> tuple[AudioDevice, ...]:
        """See `SoundHost.devices`.

        Raises:
            AudioDeviceError: PortAudio is not installed.
        """
        with _library.lock:
            served = self._pulse.devices()
            if served is not None:
                if self._bridge() is None:  # PortAudio began while no server ran
                    _library.refresh()
                if self._bridge() is not None:
                    return served
            _library.refresh()
            return tuple(device for _, device in self._cards())

    def place(self, role: DeviceRole) -> str | None:
        """See `SoundHost.place`."""
        return self._pulse.place(role)

    def open_input(
        self, device: AudioDevice, on_input: OnInput, *, pinned: bool
    ) -> OpenStream:
        """See `SoundHost.open_input`."""

        def callback(
            data: NDArray[np.float32], _frames: int, time: _Moments, status: _Flags
        ) -> None:
            on_input(
                data[:, 0],
                time.inputBufferAdcTime,
                time.currentTime,
                bool(status.input_overflow),
            )

        return self._open("InputStream", device, callback, INPUT_LATENCY, pinned)

    def open_output(
        self, device: AudioDevice, on_output: OnOutput, *, pinned: bool
    ) -> OpenStream:
        """See `SoundHost.open_output`."""

        def callback(
            data: NDArray[np.float32], _frames: int, time: _Moments, status: _Flags
        ) -> None:
            on_output(
                data[:, 0],
                time.outputBufferDacTime,
                time.currentTime,
                bool(status.output_underflow),
            )
            data[:, 1:] = data[:, :1]

        return self._open("OutputStream", device, callback, OUTPUT_LATENCY, pinned)

    def _open(
        self,
        kind: str,
        device: AudioDevice,
        callback: Callable[..., None],
        latency: float | str,
        pinned: bool,
    ) -> OpenStream:
        with _library.lock:
            sounddevice = _library.load()
            served = self._pulse.devices()
            index = self._bridge() if served is not None else None
            if index is not None and not _among(device, served or ()):
                raise _gone(device)  # unplugged, or the server has just come up
            if index is None:
                index = next(
                    (i for i, d in self._cards() if _among(device, (d,))), None
                )
                pinned = False
            if index is None:
                raise _gone(device)
            for channels in dict.fromkeys((1, max(1, device.channels))):
                stream = PortAudioStream(device, self._life_of_server(served))
                try:
                    with _steered(device if pinned else None):
                        stream.attach(
                            getattr(sounddevice, kind)(
                                device=index,
                                samplerate=device.rate_hz,
                                channels=channels,
                                dtype="float32",
                                blocksize=0,
                                latency=latency,
                                callback=callback,
                                finished_callback=stream.on_finished,
                            )
                        )
                except (sounddevice.PortAudioError, ValueError):
                    continue
                return stream
            raise _gone(device)

    def _life_of_server(
        self, served: tuple[AudioDevice, ...] | None
    ) -> Callable[[], bool]:
        """What tells whether the server still lives that a stream is opened on now."""
        if served is None:
            return lambda: True
        session = self._pulse.session()
        return lambda: self._pulse.session() == session

    def _bridge(self) -> int | None:
        """Number of the ALSA device that leads to the sound server."""
        names = [str(info["name"]) for info in _library.load().query_devices()]
        for name in (_BRIDGE, "default"):
            if name in names:
                return names.index(name)
        return None

    def _cards(self) -> list[tuple[int, AudioDevice]]:
        """PortAudio's devices with their numbers, defaults first."""
        sounddevice = _library.load()
        defaults = tuple(sounddevice.default.device)
        host_inputs = {api["default_input_device"] for api in _apis(sounddevice)}
        host_outputs = {api["default_output_device"] for api in _apis(sounddevice)}
        cards: list[tuple[int, AudioDevice]] = []
        for index, info in enumerate(sounddevice.query_devices()):
            for role, key, chosen, hosts in (
                (
                    DeviceRole.MICROPHONE,
                    "max_input_channels",
                    defaults[0],
                    host_inputs,
                ),
                (DeviceRole.SPEAKER, "max_output_channels", defaults[1], host_outputs),
            ):
                if info[key] < 1 or info["name"] == _BRIDGE:
                    continue
                taken = [card.name for _, card in cards if card.role is role]
                default = index == chosen if chosen >= 0 else index in hosts
                name = stable_name(str(info["name"]), taken)
                rate = int(info["default_samplerate"])
                channels = int(info[key])
                cards.append(
                    (index, AudioDevice(name, role, default, channels, rate, name))
                )
        return sorted(cards, key=lambda card: (card[1].role, not card[1].default))


class PortAudioStream:
    """An open stream of PortAudio; see `OpenStream`.

    Args:
        device: What it is opened on.
        served: Tells whether the sound server has lived on since; asked while the
            stream rests. Starting a stream of a server that died would never return.
    """

    def __init__(
        self, device: AudioDevice, served: Callable[[], bool] = lambda: True
    ) -> None:
        self._device = device
        self._served = served
        self._stream: _RawStream | None = None
        self._rate_hz = device.rate_hz
        self._running = False
        self._finished = False

    def attach(self, stream: _RawStream) -> None:
        """Take the library's stream, which wanted `on_finished` to be made."""
        self._stream = stream
        self._rate_hz = int(stream.samplerate)
        with _library.lock:
            _library.open_streams += 1

    def on_finished(self) -> None:
        """Called by PortAudio when callbacks have ended, for whatever reason."""
        self._finished = True

    @property
    def device(self) -> AudioDevice:
        """See `OpenStream.device`."""
        return self._device

    @property
    def rate_hz(self) -> int:
        """See `OpenStream.rate_hz`."""
        return self._rate_hz

    @property
    def lost(self) -> bool:
        """See `OpenStream.lost`."""
        return self._finished if self._running else not self._served()

    def start(self) -> None:
        """See `OpenStream.start`."""
        self._finished = False
        if self._stream is None:
            raise _gone(self._device)
        try:
            self._stream.start()
        except Exception as error:
            raise _gone(self._device) from error
        self._running = True

    def abort(self) -> None:
        """See `OpenStream.abort`."""
        self._running = False
        if self._stream is not None:
            self._stream.abort(ignore_errors=True)

    def close(self) -> None:
        """See `OpenStream.close`."""
        self._running = False
        stream, self._stream = self._stream, None
        if stream is None:
            return
        with _library.lock:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)
            _library.open_streams -= 1


def _apis(sounddevice: ModuleType) -> tuple[dict[str, Any], ...]:
    return tuple(sounddevice.query_hostapis())


def _hush_alsa() -> None:
    """Keep ALSA from writing to the terminal about cards that are not there.

    Its error handler is replaced by a function of libc that does nothing; one of
    Python's would need the interpreter's lock in PortAudio's callback thread.
    """
    with contextlib.suppress(OSError, AttributeError):
        nothing = ctypes.cast(ctypes.CDLL(None).abs, ctypes.c_void_p)
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(nothing)


def _among(device: AudioDevice, devices: Iterable[AudioDevice]) -> bool:
    return any(d.name == device.name and d.role is device.role for d in devices)


def _deaf() -> AudioDeviceError:
    return AudioDeviceError(
        "The sound system of this computer does not answer.",
        "Check that sound works in other programs.",
    )


def _gone(device: AudioDevice) -> AudioDeviceError:
    thing = "microphone" if device.role is DeviceRole.MICROPHONE else "loudspeaker"
    return AudioDeviceError(
        f"The {thing} “{device.title}” cannot be opened.",
        "Plug it in again, or choose another one in the settings.",
    )


@contextlib.contextmanager
def _steered(device: AudioDevice | None) -> Iterator[None]:
    """Have libpulse reach this device with the stream that is opened meanwhile.

    The environment is libpulse's only door behind ALSA. It is touched only for a
    device that was chosen by name, because changing it while native code of another
    thread reads it is not safe on every C library.
    """
    if device is None:
        yield
        return
    name = "PULSE_SOURCE" if device.role is DeviceRole.MICROPHONE else "PULSE_SINK"
    before = os.environ.get(name)
    os.environ[name] = device.name
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
