"""How well lips follow a voice: measured against the phoneme events of an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lumen.avatar.engine import AvatarEngine
from lumen.avatar.rig import Channel, Rig
from lumen.core.cancellation import CancellationToken
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Heard, Sentence, SpeechStyle
from lumen.core.units import Seconds

SENTENCES = (
    "My mother baked a big apple pie before the moon came up.",
    "Please remember to buy pepper and ham for the party.",
    "Why would you open the window in the middle of a storm?",
    "She sees these three green trees each evening.",
    "Bob and Pam met a happy puppy by the bumpy map.",
    "I thought about your question, and I am glad you asked.",
    "Five very fine foxes have found food.",
    "Go slow on the narrow road over the hollow.",
    "The calm palm father saw a large car park.",
    "Who knew the blue moon could move you too?",
    "Peter bought a big blue boat.",
    "My poor brother broke the brown lamp by accident.",
    "Many people prefer a simple map to a number.",
    "The museum opens from Monday to Saturday in May.",
    "Could you bring me a cup of peppermint tea?",
    "Tomorrow morning the weather becomes much warmer.",
    "I am sorry, but I cannot help with that problem.",
    "Both of them jumped over the muddy stream.",
    "A film about bees and butterflies begins at seven.",
    "The cheap ship stopped beside a mountain of lumber.",
    "Measure the vision of the usual pleasure.",
    "Their father thinks these things are worth nothing.",
    "Yes, we sang along while the engine was running.",
    "Put the phone down and come home before midnight.",
)
"""None of them was used to teach anything."""

HOP = 0.01
_FARTHEST = 12
"""Shifts, in hops, among which the best is looked for."""


@dataclass(frozen=True)
class LipScore:
    """Of some clips.

    Attributes:
        correlation: Of the jaw that is seen with the jaw of the phonemes, mean.
        lag: Seconds by which the jaw that is seen is late, mean.
        closed: Share of P, B and M at which the lips were closed.
        closures: How many of them there were.
    """

    correlation: float
    lag: float
    closed: float
    closures: int


def say(
    voice, rate: float = 1.0, name: str = "", texts: tuple[str, ...] = SENTENCES
) -> Iterator[Clip]:
    """Clips of the sentences."""
    for text in texts:
        yield voice.synthesize(
            Sentence(0, text, text),
            SpeechStyle(voice=name, rate=rate),
            CancellationToken(),
        )


def score(
    rig: Rig, clips: Iterator[Clip], shown: Callable[[Clip], Clip] = lambda clip: clip
) -> LipScore:
    """How the face of an engine follows clips.

    Args:
        rig: The character.
        clips: With the visemes that are true.
        shown: What the engine is given instead, such as a clip without visemes.
    """
    correlations, lags, closures = [], [], []
    for clip in clips:
        at = np.arange(0.0, clip.duration, HOP)
        engine, given = AvatarEngine(rig, 1), shown(clip)
        seen = np.array(
            [
                engine.pose(Seconds(10 + t), Heard(given, Seconds(t)))[Channel.JAW_OPEN]
                for t in at
            ]
        )
        true = np.zeros(len(at))
        for span in clip.visemes:
            inside = (at >= span.start) & (at < span.end)
            true[inside] = rig.visemes[span.viseme].get(Channel.JAW_OPEN, 0.0)
        correlations.append(np.corrcoef(seen, true)[0, 1])
        shifts = range(-_FARTHEST, _FARTHEST + 1)
        lags.append(HOP * max(shifts, key=_similarity(seen, true)))
        wide = max(0.3, float(np.percentile(seen, 95)))
        for span in clip.visemes:
            if span.viseme is Viseme.PP and span.start > 0.1:
                near = (at >= span.start - 0.02) & (at <= span.end + 0.02)
                closures.append(bool(seen[near].min() < 0.15 * wide))
    return LipScore(
        float(np.mean(correlations)),
        float(np.mean(lags)),
        float(np.mean(closures)),
        len(closures),
    )


def _similarity(seen: np.ndarray, true: np.ndarray) -> Callable[[int], float]:
    def of(shift: int) -> float:
        edge = _FARTHEST
        moved = np.roll(seen, -shift)[edge:-edge]
        return float(np.corrcoef(moved, true[edge:-edge])[0, 1])

    return of
