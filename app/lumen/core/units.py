"""Units of measure, as types.

Seconds are used everywhere inside Lumen; other units are converted at the edges
(MPRIS counts microseconds, PortAudio counts frames, people count minutes).
"""

from __future__ import annotations

import math
from typing import NewType

Seconds = NewType("Seconds", float)
"""A duration, or a point on the injected `Clock`, in seconds."""

NO_TIME = Seconds(0.0)

Dbfs = NewType("Dbfs", float)
"""A level in decibels relative to full scale; 0 is the loudest, -120 is silence."""

SILENCE_DBFS = Dbfs(-120.0)


def amplitude_to_dbfs(amplitude: float) -> Dbfs:
    """Convert a linear amplitude (1.0 is full scale) to decibels.

    Args:
        amplitude: Root-mean-square or peak amplitude, 0 or more.

    Returns:
        The level, never below `SILENCE_DBFS`.
    """
    if amplitude <= 1e-6:
        return SILENCE_DBFS
    return Dbfs(20.0 * math.log10(amplitude))


def dbfs_to_amplitude(level: Dbfs) -> float:
    """Convert decibels relative to full scale to a linear amplitude."""
    return float(10.0 ** (level / 20.0))
