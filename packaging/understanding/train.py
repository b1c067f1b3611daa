"""Train the classifier of commands; see README.md beside this file.

  train.py FOLDER [--out assets/understanding/intents.bin]

FOLDER holds train.jsonl (or the environment variable LUMEN_NLU_DATA names it). The
same data give the same weights, byte for byte, with the same version of numpy.
"""

# ruff: noqa: INP001 - a script

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import struct
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "app")]

from templates import TEMPLATES, sentences  # noqa: E402 - after its folder is known

from lumen.understanding.classifier import MAGIC  # noqa: E402 - the same
from lumen.understanding.features import BUCKET_BITS, features  # noqa: E402 - the same

CONVERSATION = "conversation"
_TALK = ("unknown", "small_talk", "greeting")
_SEED = 20_261_121
_PER_TEMPLATE = 25
_FOLDS = 4
_EPOCHS = 12
_BATCH = 64
_RATE = 0.35
_DECAY = 2e-6

Floats = NDArray[np.float32]


@dataclass
class Rows:
    """Sentences as lists of buckets."""

    buckets: list[list[int]]
    labels: NDArray[np.int64]
    weights: Floats

    def pick(self, which: NDArray[np.int64]) -> Rows:
        """A part of the rows."""
        return Rows(
            [self.buckets[at] for at in which], self.labels[which], self.weights[which]
        )


def read_rows(path: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Sentences and labels: those of the corpora, and our own."""
    corpora = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            label = CONVERSATION if row["intent"] in _TALK else row["intent"]
            corpora.append((row["text"], label))
    chance = random.Random(_SEED)  # noqa: S311 - sentences to train on
    own = [
        (text, label)
        for label in TEMPLATES
        for text in sentences(label, chance, _PER_TEMPLATE)
    ]
    return corpora, own


def as_rows(pairs: list[tuple[str, str]], labels: list[str], own_from: int) -> Rows:
    """Hash the sentences and weigh them: rare labels more, templates less."""
    number = {label: at for at, label in enumerate(labels)}
    found = np.array([number[label] for _, label in pairs], dtype=np.int64)
    counts = np.bincount(found, minlength=len(labels)).clip(1)
    weights = (counts.mean() / counts[found]) ** 0.35
    weights[own_from:] *= 0.6
    buckets = [features(text) for text, _ in pairs]
    return Rows(buckets, found, weights.astype(np.float32))


def logits(weights: Floats, bias: Floats, buckets: list[list[int]]) -> Floats:
    """Scores of sentences; a row per sentence."""
    out = np.empty((len(buckets), len(bias)), dtype=np.float32)
    for at, found in enumerate(buckets):
        share = 1.0 / np.sqrt(len(found)) if found else 0.0
        out[at] = weights[found].sum(axis=0) * share + bias
    return out


def softmax(scores: Floats) -> Floats:
    """Probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def fit(rows: Rows, labels: int) -> tuple[Floats, Floats]:
    """Multinomial logistic regression by Adagrad."""
    weights = np.zeros((1 << BUCKET_BITS, labels), dtype=np.float32)
    bias = np.zeros(labels, dtype=np.float32)
    speed, bias_speed = np.full_like(weights, 1e-3), np.full_like(bias, 1e-3)
    chance = np.random.default_rng(_SEED)
    for _ in range(_EPOCHS):
        order = chance.permutation(len(rows.buckets))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found = [rows.buckets[at] for at in batch]
            wrong = softmax(logits(weights, bias, found))
            wrong[np.arange(len(batch)), rows.labels[batch]] -= 1.0
            wrong *= rows.weights[batch, None] / _BATCH
            sizes = np.array([len(one) for one in found])
            flat = np.array([at for one in found for at in one], dtype=np.int64)
            shares = 1.0 / np.sqrt(sizes.clip(1))
            each = np.repeat(wrong * shares[:, None], sizes, axis=0)
            touched, place = np.unique(flat, return_inverse=True)
            step = np.zeros((len(touched), labels), dtype=np.float32)
            np.add.at(step, place, each)
            step += _DECAY * weights[touched]
            speed[touched] += step * step
            weights[touched] -= _RATE * step / np.sqrt(speed[touched])
            down = wrong.sum(axis=0)
            bias_speed += down * down
            bias -= _RATE * down / np.sqrt(bias_speed)
    return weights, bias


def temperature(scores: Floats, labels: NDArray[np.int64]) -> float:
    """The divisor of the scores under which probabilities mean what they say."""

    def loss(divisor: float) -> float:
        found = softmax(scores / np.float32(divisor))
        return float(-np.log(found[np.arange(len(labels)), labels].clip(1e-9)).mean())

    return min((at / 20 for at in range(6, 80)), key=loss)


def crossed(rows: Rows, own_from: int, labels: int) -> Floats:
    """Scores of the corpora's rows, each by a model that has not seen it."""
    scores = np.zeros((own_from, labels), dtype=np.float32)
    fold = np.random.default_rng(_SEED).integers(0, _FOLDS, own_from)
    everything = np.arange(len(rows.buckets))
    for number in range(_FOLDS):
        inside = np.concatenate([np.flatnonzero(fold != number), everything[own_from:]])
        outside = np.flatnonzero(fold == number)
        weights, bias = fit(rows.pick(inside), labels)
        scores[outside] = logits(weights, bias, rows.pick(outside).buckets)
    return scores


def pack(weights: Floats, bias: Floats, labels: list[str], divisor: float) -> bytes:
    """The file: scores in a signed byte per weight, one scale per label."""
    scale = np.abs(weights).max(axis=0).clip(1e-6) / 127.0
    small = np.rint(weights / scale).astype(np.int8)
    head = {
        "bits": BUCKET_BITS,
        "labels": labels,
        "bias": [round(float(value / divisor), 5) for value in bias],
        "scale": [round(float(value / divisor), 8) for value in scale],
    }
    body = json.dumps(head).encode()
    payload = body + small.tobytes()
    header: bytes = struct.pack("<II", len(body), zlib.crc32(payload))
    return bytes(MAGIC + header + payload)


def report(scores: Floats, rows: Rows, labels: list[str], divisor: float) -> None:
    """Print how good the classifier alone is on rows that it has not seen."""
    found = softmax(scores / np.float32(divisor))
    gold = rows.labels[: len(scores)]
    best, sure = found.argmax(axis=1), found.max(axis=1)
    talk = labels.index(CONVERSATION)
    print(f"{'threshold':>10} {'acted on':>9} {'right':>7} {'talk acted on':>14}")
    for threshold in (0.5, 0.7, 0.85, 0.95):
        acts = (best != talk) & (sure >= threshold)
        asked, talked = gold != talk, gold == talk
        print(
            f"{threshold:10.2f} {acts[asked].mean():9.3f} "
            f"{(best == gold)[acts & asked].mean():7.3f} {acts[talked].mean():14.4f}"
        )


def main() -> int:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("LUMEN_NLU_DATA"))
    default = HERE.parents[1] / "assets" / "understanding" / "intents.bin"
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--divisor", type=float, help="skip the folds; calibrate so")
    arguments = parser.parse_args()
    if not arguments.folder:
        parser.error("name the folder of train.jsonl")
    source = Path(arguments.folder) / "train.jsonl"
    corpora, own = read_rows(source)
    labels = sorted({label for _, label in corpora + own})
    rows = as_rows(corpora + own, labels, len(corpora))
    print(f"{len(corpora)} sentences of corpora, {len(own)} of our own")
    divisor = arguments.divisor
    if divisor is None:
        scores = crossed(rows, len(corpora), len(labels))
        divisor = temperature(scores, rows.labels[: len(corpora)])
        report(scores, rows, labels, divisor)
    weights, bias = fit(rows, len(labels))
    data = pack(weights, bias, labels, divisor)
    arguments.out.write_bytes(data)
    print(f"divisor {divisor}, {len(data)} bytes, {hashlib.sha256(data).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
