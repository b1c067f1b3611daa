"""Which voices there are, and which one speaks."""

from __future__ import annotations

import contextlib
from pathlib import Path

from lumen.core.clock import Clock
from lumen.core.errors import SynthesisError
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.flite import FliteSynthesizer
from lumen.speech.piper import PiperSynthesizer
from lumen.speech.synthesis import FallbackSynthesizer, Synthesizer, Voice

AUTO = "auto"
"""Engine name that leaves the choice to Lumen."""


def available_synthesizers(
    voices_folder: Path, cache: Path | None = None, threads: int = 0
) -> tuple[Synthesizer, ...]:
    """The engines that can speak on this machine, best first.

    Piper is there even without voices, so that one that is downloaded later is used at
    once; espeak is always last and speaks every language.

    Args:
        voices_folder: Where Piper's voices are kept.
        cache: Where what is derived from them may be kept.
        threads: Threads of Piper's networks; 0 for as many as there are cores.
    """
    engines: list[Synthesizer] = [PiperSynthesizer(voices_folder, cache, threads)]
    with contextlib.suppress(SynthesisError):  # flite is not installed
        engines.append(FliteSynthesizer())
    engines.append(EspeakSynthesizer())
    return tuple(engines)


def choose_synthesizer(
    engines: tuple[Synthesizer, ...], clock: Clock, engine: str = AUTO
) -> FallbackSynthesizer:
    """One voice of all engines that is never silent while one of them can speak.

    Args:
        engines: What `available_synthesizers` found.
        clock: Tells how long a failing engine rests.
        engine: Name of the engine to prefer, or `AUTO` for the best.
    """
    preferred = [one for one in engines if one.name == engine]
    others = [one for one in engines if one.name != engine]
    return FallbackSynthesizer((*preferred, *others), clock)


def all_voices(engines: tuple[Synthesizer, ...]) -> tuple[Voice, ...]:
    """Every voice that can be chosen, best engine first."""
    return tuple(voice for engine in engines for voice in engine.voices())
