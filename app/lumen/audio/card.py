"""What capture and playback ask of a sound card: `SoundHost` and `OpenStream`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

from lumen.audio.devices import AudioDevice
from lumen.core.audio import Pcm
from lumen.core.events import DeviceRole
from lumen.core.units import Seconds

OnInput: TypeAlias = Callable[[Pcm, float, float, bool], None]
"""(float32[n], stream time of the first frame, stream time now, frames were lost)"""

OnOutput: TypeAlias = Callable[[Pcm, float, float, bool], None]
"""(float32[n] to fill, stream time its first frame will be audible, now, underrun)"""

OUTPUT_LATENCY = Seconds(0.08)
"""Source: with two pure Python threads at work, buffers of 20, 35, 50, 80 ms had 34,
10, 2, 0 underruns in 2.5 s (2 cores). The first frame after a start is audible after
5 ms all the same, and what waits in the buffer is dropped when it must not sound."""


class OpenStream(Protocol):
    """A stream of a sound card."""

    @property
    def device(self) -> AudioDevice:
        """The device it was opened on."""
        ...

    @property
    def rate_hz(self) -> int:
        """Frames per second."""
        ...

    @property
    def lost(self) -> bool:
        """Whether it ended by itself: the device or the sound server is gone."""
        ...

    def start(self) -> None:
        """Let frames flow.

        Raises:
            AudioDeviceError: The device is gone.
        """
        ...

    def abort(self) -> None:
        """Stop at once; what was not yet audible never will be; may start again."""
        ...

    def close(self) -> None:
        """End it for good; never raises."""
        ...


class SoundHost(Protocol):
    """The sound cards of a machine."""

    def devices(self) -> tuple[AudioDevice, ...]:
        """All devices now, defaults first."""
        ...

    def open_input(
        self, device: AudioDevice, on_input: OnInput, *, pinned: bool
    ) -> OpenStream:
        """Open a microphone without starting it.

        Args:
            device: One of `devices`.
            on_input: Called on PortAudio's thread; must not lock, allocate or log.
            pinned: Stay on this device; otherwise follow the system's default.

        Raises:
            AudioDeviceError: It cannot be opened.
        """
        ...

    def open_output(
        self, device: AudioDevice, on_output: OnOutput, *, pinned: bool
    ) -> OpenStream:
        """Open a loudspeaker; like `open_input`."""
        ...

    def place(self, role: DeviceRole) -> str | None:
        """Name of the device that the open stream really is on, if that is known."""
        ...

    def close(self) -> None:
        """Let go of what asking takes; streams stay open."""
        ...
