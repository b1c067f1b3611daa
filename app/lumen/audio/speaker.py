"""What speaks: the contract of `playback.Playback` and `wave.WavSpeaker`."""

from __future__ import annotations

from typing import Protocol

from lumen.core.speech import Clip, Heard
from lumen.core.turn import TurnId


class Speaker(Protocol):
    """Says clips aloud; every method is thread-safe, and none waits for sound."""

    def start(self) -> None:
        """Be ready; no device is opened yet."""
        ...

    def close(self) -> None:
        """Fall silent and let go of thread and device."""
        ...

    def play(self, turn: TurnId, clip: Clip) -> None:
        """Say this after everything else, without a gap.

        Clips of a turn that was flushed are ignored.
        """
        ...

    def flush(self, turn: TurnId) -> str:
        """Drop the turn and fall silent within 20 ms; what follows is at full voice.

        Returns:
            The shown text that was heard of all clips of the turn, cut to whole words.
        """
        ...

    def duck(self) -> None:
        """Lower the voice by 15 dB within 60 ms."""
        ...

    def restore(self) -> None:
        """Raise the voice again, smoothly."""
        ...

    def heard(self) -> Heard | None:
        """What leaves the loudspeaker now; cheap enough for every frame drawn."""
        ...

    def set_device(self, name: str) -> None:
        """Use the device of that stable name; empty for the system's default.

        The name of the chosen device changes nothing.
        """
        ...

    @property
    def volume(self) -> float:
        """Linear gain, 0 to 1."""
        ...

    @volume.setter
    def volume(self, gain: float) -> None: ...

    @property
    def playing(self) -> bool:
        """Whether anything is being said or waits to be."""
        ...
