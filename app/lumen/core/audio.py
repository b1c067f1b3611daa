"""PCM types. Arrays are float32, mono, in [-1, 1], unless a name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from lumen.core.units import Dbfs, Seconds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pcm: TypeAlias = "NDArray[np.float32]"
"""float32[n]; a string at run time, so that numpy is not imported for a type."""

SPEECH_RATE_HZ = 16_000
"""Sample rate of everything that is heard: Silero, Whisper and pocketsphinx agree."""

BLOCK_FRAMES = 512
"""Frames of one block of heard audio: 32 ms, the block of Silero v6."""

BLOCK_SECONDS = Seconds(BLOCK_FRAMES / SPEECH_RATE_HZ)


@dataclass(frozen=True, slots=True, eq=False)
class AudioBlock:
    """One block of heard audio, echo already cancelled.

    Attributes:
        samples: float32[512] at 16 kHz, mono.
        at: Clock time at which the last frame was at the microphone.
        level_dbfs: Root-mean-square level of the block, before cancellation.
        playing: Whether Lumen's voice was audible during the block.
        residue: The same with the echo cancelled gently: it keeps more of who speaks
            over Lumen, and more of the echo; None where there is no such thing.
        learning: Whether the echo's path is not known yet, so that some of it may be
            left in both.
    """

    samples: Pcm = field(repr=False)
    at: Seconds
    level_dbfs: Dbfs
    playing: bool = False
    residue: Pcm | None = field(default=None, repr=False)
    learning: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """One stretch of user speech, with its pre-roll.

    Attributes:
        samples: float32[n] at 16 kHz, mono.
        start: Clock time of the first frame.
        speech_end: Clock time at which speech was last heard.
        voiced: Seconds of speech inside, by the voice activity detector.
    """

    samples: Pcm = field(repr=False)
    start: Seconds
    speech_end: Seconds
    voiced: Seconds

    @property
    def duration(self) -> Seconds:
        """Length of the samples in seconds."""
        return Seconds(len(self.samples) / SPEECH_RATE_HZ)
