"""Lumen's own sounds: rung, not recorded."""

from __future__ import annotations

from functools import cache

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Sentence, VisemeSpan
from lumen.core.units import Seconds

RATE_HZ = 24_000
TIMER = "timer"

_STRIKES: dict[str, tuple[tuple[float, float], ...]] = {
    TIMER: (
        (0.00, 880.0), (0.16, 1318.5), (0.60, 880.0), (0.76, 1318.5),
    ),
}  # fmt: skip
"""Seconds and fundamental in hertz (A5 and the fifth above, E6) of each strike."""

_PARTIALS = ((1.0, 1.0, 3.2), (2.76, 0.35, 5.0), (5.40, 0.12, 8.0))
"""Ratio, level and decay per second of a struck bar's partials.

Source: Fletcher and Rossing, The Physics of Musical Instruments, 2nd ed., ch. 19:
a free bar rings at 1 : 2.76 : 5.40. Levels and decays make it a soft glockenspiel: the
fundamental rules, and what is shrill is gone first.
"""
_LEVEL = 0.22
_TAIL = 1.1


def sound_clip(sentence: Sentence) -> Clip:
    """The sound that a sentence names, as a clip with a resting mouth.

    Raises:
        KeyError: There is no such sound.
    """
    samples = _ring(sentence.sound)
    end = Seconds(len(samples) / RATE_HZ)
    rest = VisemeSpan(Viseme.SIL, Seconds(0.0), end)
    return Clip(sentence, samples, RATE_HZ, (rest,), ())


@cache
def _ring(name: str) -> Pcm:
    strikes = _STRIKES[name]
    length = int((strikes[-1][0] + _TAIL) * RATE_HZ)
    mixed = np.zeros(length, np.float32)
    for start, pitch in strikes:
        first = int(start * RATE_HZ)
        t = np.arange(length - first, dtype=np.float32) / RATE_HZ
        bell = sum(
            level * np.exp(-decay * t) * np.sin(2 * np.pi * pitch * ratio * t)
            for ratio, level, decay in _PARTIALS
        )
        mixed[first:] += np.asarray(bell * np.minimum(1.0, t / 0.004), np.float32)
    fade = np.minimum(1.0, np.arange(length, 0, -1) / (0.08 * RATE_HZ))
    scaled: Pcm = (mixed * fade * (_LEVEL / np.abs(mixed).max())).astype(np.float32)
    scaled.flags.writeable = False
    return scaled
