"""Teaches the network that reads lips from sound.

  train.py [--out assets/lips/acoustic.npz]

Lumen's embedded voices say the sentences of its own texts at several paces; their
phonemes say which shape each moment shows. Nothing but these voices is learnt from.
"""

# ruff: noqa: INP001 - a script

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "app"))

from lumen.avatar.acoustic import FEATURES, HOP, SHAPES, features_of  # noqa: E402 - needs the path
from lumen.core.cancellation import CancellationToken  # noqa: E402 - needs the path
from lumen.core.expression import Expression  # noqa: E402 - needs the path
from lumen.core.speech import Clip, Sentence, SpeechStyle  # noqa: E402 - needs the path
from lumen.speech.espeak import EspeakSynthesizer  # noqa: E402 - needs the path
from lumen.speech.flite import FliteSynthesizer  # noqa: E402 - needs the path

INNER = 64
EPOCHS = 14
BATCH = 512
SENTENCES = 260
ROUNDS = 3
"""So many voices say each sentence. Source: with 150 clips a voice, one of the flite
voices that is left out is followed with .71; random colouring and noise add nothing.
"""

DECAY = 1e-3
STRETCHES = (0.8, 1.25, 0.88, 1.14)
"""Each clip is also heard faster and higher, or slower and lower: as other throats.

Their number shares no factor with that of the voices, so that each voice has them all:
else a voice that is left out is followed with .63 to .66 only.
"""

PACES = (0.75, 0.9, 1.0, 1.2, 1.5)
VOICES = (
    ("espeak", "espeak-en-us"),
    ("flite", "flite-slt"),
    ("espeak", "espeak-en-gb"),
    ("flite", "flite-rms"),
    ("flite", "flite-awb"),
)


def sentences() -> list[str]:
    """Sentences of Lumen's own texts, in an order that chance decides."""
    text = "\n".join(
        path.read_text("utf-8")
        for folder in ("help", "small_talk", "persona")
        for path in sorted((ROOT / "assets" / folder).rglob("*"))
        if path.suffix in {".md", ".toml", ".txt"}
    )
    text = re.sub(r"\n(?=[^\n])", " ", text)
    found = re.findall(r"[A-Z][A-Za-z ,']{24,110}[.?!]", text)
    unique = sorted({" ".join(sentence.split()) for sentence in found})
    np.random.default_rng(5).shuffle(unique)
    return unique[:SENTENCES]


def clips() -> Iterator[Clip]:
    """The sentences, each said by several voices, at one pace after another."""
    engines = {"espeak": EspeakSynthesizer(), "flite": FliteSynthesizer()}
    feelings = [Expression.NEUTRAL, Expression.HAPPY, Expression.SAD]
    said = enumerate(text for text in sentences() for _ in range(ROUNDS))
    for index, text in said:
        engine, voice = VOICES[index % len(VOICES)]
        style = SpeechStyle(voice=voice, rate=PACES[(index // 5) % len(PACES)])
        sentence = Sentence(0, text, text, expression=feelings[index % 3])
        yield engines[engine].synthesize(sentence, style, CancellationToken())


def examples() -> tuple[np.ndarray, np.ndarray]:
    """Features of every frame, and the number of the shape it shows."""
    found, shown = [], []
    for number, clip in enumerate(clips()):
        for stretch in (1.0, STRETCHES[number % len(STRETCHES)]):
            features = features_of(clip.samples, round(clip.rate_hz * stretch))
            at = np.arange(len(features)) * HOP * stretch
            starts = np.array([span.start for span in clip.visemes])
            place = np.clip(np.searchsorted(starts, at, "right") - 1, 0, None)
            numbers = np.array([SHAPES.index(span.viseme) for span in clip.visemes])
            found.append(features)
            shown.append(numbers[place])
    return np.concatenate(found), np.concatenate(shown)


def train(x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Adam on cross entropy; features are jittered so that other lines sound alike."""
    draw = np.random.default_rng(7)
    mean, scale = x.mean(0), 1.0 / (x.std(0) + 1e-3)
    x = ((x - mean) * scale).astype(np.float32)
    weights = [
        draw.normal(0, np.sqrt(2 / FEATURES), (FEATURES + 1, INNER)).astype(np.float32),
        draw.normal(0, np.sqrt(1 / INNER), (INNER + 1, len(SHAPES))).astype(np.float32),
    ]
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    step = 0
    for epoch in range(EPOCHS):
        order, loss = draw.permutation(len(x)), 0.0
        rate = 2e-3 * (1.0 - epoch / EPOCHS)
        for first in range(0, len(order), BATCH):
            some = order[first : first + BATCH]
            features = x[some] + draw.normal(0, 0.3, (len(some), FEATURES))
            grads, cost = _gradients(weights, features.astype(np.float32), y[some])
            loss += cost * len(some)
            step += 1
            for weight, slope, (mean_slope, square) in zip(
                weights, grads, moments, strict=True
            ):
                slope += DECAY * weight  # noqa: PLW2901 - in place
                mean_slope += 0.1 * (slope - mean_slope)  # noqa: PLW2901 - in place
                square += 0.001 * (slope * slope - square)  # noqa: PLW2901 - in place
                size = np.sqrt(square / (1 - 0.999**step)) + 1e-8
                weight -= rate * mean_slope / (1 - 0.9**step) / size  # noqa: PLW2901 - in place
        print(f"epoch {epoch + 1:2d}: loss {loss / len(x):.3f}", flush=True)
    return {"mean": mean, "scale": scale, "hidden": weights[0], "shapes": weights[1]}


def _gradients(
    weights: list[np.ndarray], x: np.ndarray, y: np.ndarray
) -> tuple[list[np.ndarray], float]:
    hidden, shapes = weights
    inner = np.maximum(x @ hidden[:-1] + hidden[-1], 0.0)
    votes = inner @ shapes[:-1] + shapes[-1]
    votes = np.exp(votes - votes.max(1, keepdims=True))
    votes /= votes.sum(1, keepdims=True)
    cost = -float(np.log(votes[np.arange(len(y)), y] + 1e-9).mean())
    votes[np.arange(len(y)), y] -= 1.0
    votes /= len(y)
    back = (votes @ shapes[:-1].T) * (inner > 0)
    return [
        np.vstack([x.T @ back, back.sum(0)]),
        np.vstack([inner.T @ votes, votes.sum(0)]),
    ], cost


def main() -> None:
    """Train, and write the network."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = ROOT / "assets" / "lips" / "acoustic.npz"
    parser.add_argument("--out", type=Path, default=default)
    out = parser.parse_args().out
    x, y = examples()
    print(f"{len(x)} frames of {HOP:g} s")
    parts = {name: part.astype(np.float16) for name, part in train(x, y).items()}
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **parts)
    print(f"{out}: {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
