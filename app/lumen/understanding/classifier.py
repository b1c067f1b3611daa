"""A small linear classifier for the wordings that the grammar does not know.

Its weights are read once from `assets/understanding`; they are made by
``packaging/understanding/train.py``. Scoring needs nothing but Python.
"""

from __future__ import annotations

import json
import logging
import math
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lumen.core.assets import asset
from lumen.understanding.features import BUCKET_BITS, features

MAGIC = b"LUMENINT1\n"
"""First bytes of a weights file."""

_LARGEST_BYTES = 2_000_000
_MOST_LABELS = 64
_HEAD = struct.Struct("<II")  # length of the JSON head, CRC-32 of all that follows it

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence is most likely about.

    Attributes:
        label: Name of an intent, or ``conversation``.
        probability: Calibrated, 0 to 1.
        conversation: Calibrated probability that nothing is to be done.
    """

    label: str
    probability: float
    conversation: float


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights of one intent classifier.

    Attributes:
        labels: Names of the classes; one is ``conversation``.
        bias: One number per label.
        scale: What one step of a weight is worth, per label.
        weights: ``2**BUCKET_BITS`` rows of one signed byte per label.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    scale: tuple[float, ...]
    weights: memoryview

    def probabilities(self, text: str) -> dict[str, float]:
        """Calibrated probability of each label."""
        width, weights = len(self.labels), self.weights
        found = features(text)
        rows = [weights[at * width : (at + 1) * width] for at in found]
        # Long sentences have more features, not more certainty.
        share = 1.0 / math.sqrt(len(found)) if found else 0.0
        sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * width
        scores = [
            bias + scale * total * share
            for bias, scale, total in zip(self.bias, self.scale, sums, strict=True)
        ]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return {
            label: power / whole
            for label, power in zip(self.labels, powers, strict=True)
        }

    def guess(self, text: str) -> Guess:
        """The most likely label."""
        return most_likely(self.probabilities(text))


def most_likely(probabilities: dict[str, float]) -> Guess:
    """The label that is most probable."""
    label = max(probabilities, key=lambda name: probabilities[name])
    return Guess(label, probabilities[label], probabilities.get("conversation", 0.0))


def read_classifier(data: bytes) -> Classifier:
    """Read weights.

    Args:
        data: A weights file.

    Raises:
        ValueError: They are damaged, or of another version.
    """
    if not data.startswith(MAGIC):
        raise ValueError("not a file of weights")
    start = len(MAGIC) + _HEAD.size
    if not start <= len(data) <= _LARGEST_BYTES:
        raise ValueError("of no plausible size")
    length, checksum = _HEAD.unpack_from(data, len(MAGIC))
    if zlib.crc32(data[start:]) != checksum:
        raise ValueError("damaged")
    head = json.loads(data[start : start + length])
    if not isinstance(head, dict) or head.get("bits") != BUCKET_BITS:
        raise ValueError("of another version")
    labels = tuple(str(label) for label in head["labels"])
    bias, scale = _numbers(head["bias"]), _numbers(head["scale"])
    weights = memoryview(data)[start + length :].cast("b")
    fits = (
        0 < len(labels) <= _MOST_LABELS
        and len(labels) == len(bias) == len(scale)
        and len(weights) == len(labels) << BUCKET_BITS
    )
    if not fits:
        raise ValueError("of another shape")
    return Classifier(labels, bias, scale, weights)


def _numbers(values: object) -> tuple[float, ...]:
    if not isinstance(values, list):
        raise TypeError("no list of numbers")
    numbers = tuple(float(value) for value in values)
    if not all(math.isfinite(number) for number in numbers):
        raise ValueError("numbers out of range")
    return numbers


def load_classifier(path: Path) -> Classifier | None:
    """Read a weights file.

    Returns:
        The classifier; None, with a line in the log, when the file cannot be used.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueError("too large")  # noqa: TRY301 - logged like the others
        return read_classifier(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        _log.warning(
            "commands are understood by the grammar alone: the weights of the "
            "classifier cannot be read (%s)",
            type(error).__name__,
        )
        return None


@cache
def shipped_classifier() -> Classifier | None:
    """The classifier of the product, read at the first call."""
    return load_classifier(asset("understanding", "intents.bin"))
