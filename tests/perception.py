"""How different two small grey pictures look to somebody who glances at them."""

from __future__ import annotations

import numpy as np

REACH = 1
"""Pixels within which a spot may lie elsewhere: where exactly an edge runs, and how it
is smoothed, is not what tells one face from another."""

SEEN = 20.0
"""Steps of 255 by which a spot is lighter or darker than all that is near its place in
the other picture.

Source: the least contrast that people see is below 1 % (Barten, "Contrast Sensitivity
of the Human Eye", 1999); eight times that is seen at a glance on any screen.
"""


def distance(
    first: np.ndarray, second: np.ndarray, reach: int = REACH, seen: float = SEEN
) -> int:
    """Spots of either picture for which the other has nothing like it near by.

    Args:
        first: float[h, w], 0 to 255.
        second: The same size.
        reach: Pixels within which a spot may lie elsewhere.
        seen: Steps from which a spot counts.

    Returns:
        Pixels, of both pictures together.
    """
    one, other = _soft(first), _soft(second)
    return _alone(one, other, reach, seen) + _alone(other, one, reach, seen)


def _soft(grey: np.ndarray) -> np.ndarray:
    """What is left of a picture at arm's length: neighbouring pixels run together."""
    soft = grey.astype(np.float64)
    for axis in (0, 1):
        soft = (np.roll(soft, 1, axis) + 2.0 * soft + np.roll(soft, -1, axis)) / 4.0
    return soft


def _alone(one: np.ndarray, other: np.ndarray, reach: int, seen: float) -> int:
    low, high = _near(other, reach, np.minimum), _near(other, reach, np.maximum)
    return int(np.count_nonzero((one < low - seen) | (one > high + seen)))


def _near(grey: np.ndarray, reach: int, pick: np.ufunc) -> np.ndarray:
    """The darkest or lightest spot within reach of every place."""
    found = np.pad(grey, reach, mode="edge")
    steps = 2 * reach + 1
    high, wide = grey.shape
    found = pick.reduce([found[step : step + high] for step in range(steps)])
    return pick.reduce([found[:, step : step + wide] for step in range(steps)])
