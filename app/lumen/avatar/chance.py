"""Chance without a hidden state: pure functions of a seed, a stream and a number.

The same life on every machine and at every frame rate: the n-th blink is the n-th
blink, however often somebody looked before.
"""

from __future__ import annotations

import hashlib
import math

_UNIT = 2.0**-53


class Chance:
    """Random numbers that depend on nothing but their names.

    Args:
        seed: Seed of the character's life.
        stream: Name of what is decided, such as ``blink``.
    """

    __slots__ = ("_key",)

    def __init__(self, seed: int, stream: str) -> None:
        self._key = f"{seed}|{stream}|"

    def uniform(self, number: int, draw: str = "") -> float:
        """In [0, 1), for the `number`-th event; `draw` tells draws of it apart."""
        name = f"{self._key}{number}|{draw}".encode()
        digest = hashlib.blake2b(name, digest_size=8).digest()
        return (int.from_bytes(digest, "big") >> 11) * _UNIT

    def normal(self, number: int, draw: str = "") -> float:
        """Standard normal (Box and Muller), cut at three deviations."""
        first = max(1e-12, self.uniform(number, draw + "r"))
        angle = 2.0 * math.pi * self.uniform(number, draw + "a")
        value = math.sqrt(-2.0 * math.log(first)) * math.cos(angle)
        return max(-3.0, min(3.0, value))

    def lognormal(self, number: int, median: float, sigma: float) -> float:
        """Lognormal with this median and deviation of the logarithm."""
        return median * math.exp(sigma * self.normal(number, "l"))


def ease(x: float) -> float:
    """From 0 to 1 for x from 0 to 1 with minimum jerk; flat outside.

    Source: Flash and Hogan, "The coordination of arm movements", 1985.
    """
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    return x * x * x * (x * (6.0 * x - 15.0) + 10.0)
