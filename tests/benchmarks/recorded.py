"""Recorded human speech for benchmarks, from the folder `LUMEN_SPEECH_DATA`.

The folder holds ``transcripts.tsv`` (file, seconds, lang, kind, text, ...) and ``wav/``
with 16 kHz mono files.
"""

from __future__ import annotations

import csv
import os
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from lumen.core.audio import BLOCK_FRAMES, BLOCK_SECONDS, AudioBlock, Pcm
from lumen.core.events import Event
from lumen.core.turn import TurnIds
from lumen.core.units import Dbfs, Seconds
from lumen.speech.endpointing import EndpointingSettings
from lumen.speech.listening import Listener
from lumen.speech.phrases import normalise
from lumen.speech.vad import VoiceDetector

_RATE_HZ = 16000


@dataclass(frozen=True)
class Recording:
    """One recording; `words` is what is said, in lower case."""

    name: str
    kind: str
    words: str
    samples: Pcm


def recordings() -> list[Recording]:
    """All of them; skips the calling test when there are none."""
    place = os.environ.get("LUMEN_SPEECH_DATA")
    if not place or not (Path(place) / "transcripts.tsv").is_file():
        pytest.skip("LUMEN_SPEECH_DATA names no folder of recorded speech")
    with (Path(place) / "transcripts.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    return [
        Recording(
            row["file"],
            row["kind"],
            normalise(row["text"] or ""),
            _read(Path(place) / "wav" / row["file"]),
        )
        for row in rows
        if (Path(place) / "wav" / row["file"]).is_file()
    ]


def _read(path: Path) -> Pcm:
    with wave.open(str(path)) as file:
        content = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (content / 32768.0).astype(np.float32)


def room(seconds: float, seed: int = 0) -> Pcm:
    """A quiet room."""
    rng = np.random.default_rng(seed)
    return (rng.standard_normal(int(seconds * _RATE_HZ)) * 3e-4).astype(np.float32)


def with_noise(samples: Pcm, noise: Pcm, snr_db: float) -> Pcm:
    """Add noise so far below the samples' mean power."""
    bed = np.resize(noise, len(samples))
    power = np.mean(samples**2) / np.mean(bed**2) / 10 ** (snr_db / 10)
    return (samples + bed * np.sqrt(power)).astype(np.float32)


def speech_bounds(samples: Pcm, detector: VoiceDetector) -> tuple[float, float]:
    """When speech begins and ends, in seconds.

    By energy (20 ms against 10 % of the loud parts), where the detector, looking at the
    whole recording, hears voice at most 100 ms away: the recordings have clicks, breath
    and knocks behind the words.
    """
    detector.reset()
    whole = len(samples) // BLOCK_FRAMES * BLOCK_FRAMES
    blocks = samples[:whole].reshape(-1, BLOCK_FRAMES)
    voiced = [detector.probability(block) >= 0.5 for block in blocks]
    near = np.convolve(np.repeat(voiced, BLOCK_FRAMES), np.ones(3200), "same") > 0.5
    envelope = np.sqrt(np.convolve(samples**2, np.ones(320) / 320, "same"))[:whole]
    loud = envelope > 0.1 * np.percentile(envelope, 98)
    speech = np.flatnonzero(loud & near)
    return float(speech[0] / _RATE_HZ), float(speech[-1] / _RATE_HZ)


class Rehearsal:
    """Feeds audio through the real `Listener`, block by block, without a clock."""

    def __init__(
        self, detector: VoiceDetector, settings: EndpointingSettings | None = None
    ) -> None:
        detector.reset()
        self.events: list[Event] = []
        self.listener = Listener(
            detector, settings or EndpointingSettings(), TurnIds(), self.events.append
        )
        self.listener.set_hands_free(True)
        self.now = 0.0

    def hear(self, samples: Pcm) -> Iterable[list[Event]]:
        """Yield the events of each block."""
        whole = len(samples) // BLOCK_FRAMES * BLOCK_FRAMES
        for block in samples[:whole].reshape(-1, BLOCK_FRAMES):
            before = len(self.events)
            self.now += BLOCK_SECONDS
            self.listener.hear(AudioBlock(block, Seconds(self.now), Dbfs(-30.0)))
            yield self.events[before:]
