"""The mouth: smooth, on time, and closed when lips must close."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.avatar.engine import AvatarEngine
from lumen.avatar.mouth import loudness_weights, mouth_weights
from lumen.avatar.rig import Channel
from lumen.avatar.rig_file import load_rig
from lumen.core.assets import asset
from lumen.core.cancellation import CancellationToken
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Heard, Sentence, SpeechStyle, VisemeSpan
from lumen.core.units import Seconds

RATE = 22_050
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
)


def track(*parts: tuple[Viseme, float]) -> tuple[VisemeSpan, ...]:
    spans, at = [], 0.0
    for viseme, length in parts:
        spans.append(VisemeSpan(viseme, Seconds(at), Seconds(at + length)))
        at += length
    return tuple(spans)


def clip_of(spans: tuple[VisemeSpan, ...], loud: float = 0.2) -> Clip:
    length = spans[-1].end if spans else 1.0
    samples = (loud * np.sin(np.arange(int(length * RATE)) * 0.06)).astype(np.float32)
    return Clip(Sentence(0, "x", "x"), samples, RATE, spans, ())


spans_of_people = st.lists(
    st.tuples(st.sampled_from(list(Viseme)), st.floats(0.02, 0.4)),
    min_size=1,
    max_size=12,
).map(lambda parts: track(*parts))


@given(spans_of_people, st.floats(-0.5, 5.0))
@settings(max_examples=200)
def test_weights_are_shares_of_one(
    spans: tuple[VisemeSpan, ...], position: float
) -> None:
    weights = mouth_weights(spans, Seconds(position))
    assert all(-1e-9 <= weight <= 1.0 + 1e-9 for weight in weights.values())
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-6)


@given(spans_of_people)
@settings(max_examples=60)
def test_no_shape_jumps(spans: tuple[VisemeSpan, ...]) -> None:
    last = mouth_weights(spans, Seconds(-0.2))
    for position in np.arange(-0.2, spans[-1].end + 0.2, 0.001):
        now = mouth_weights(spans, Seconds(position))
        for viseme in Viseme:
            assert abs(now.get(viseme, 0.0) - last.get(viseme, 0.0)) < 0.2
        last = now


@pytest.mark.parametrize("closure", [Viseme.PP, Viseme.FF])
@pytest.mark.parametrize("length", [0.015, 0.03, 0.08])
def test_no_closure_is_skipped_at_thirty_frames(closure: Viseme, length: float) -> None:
    spans = track((Viseme.AA, 0.15), (closure, length), (Viseme.AA, 0.15))
    for offset in np.arange(0.0, 1 / 30, 0.002):
        frames = np.arange(offset, 0.3, 1 / 30)
        best = max(mouth_weights(spans, Seconds(t)).get(closure, 0.0) for t in frames)
        assert best > 0.95


def test_neighbours_colour_each_other_before_the_border() -> None:
    spans = track((Viseme.AA, 0.2), (Viseme.OU, 0.2))
    before = mouth_weights(spans, Seconds(0.175))
    assert 0.05 < before[Viseme.OU] < before[Viseme.AA]


def test_long_before_and_after_the_clip_the_mouth_rests() -> None:
    spans = track((Viseme.AA, 0.2))
    for position in (-1.0, 2.0):
        assert mouth_weights(spans, Seconds(position))[Viseme.SIL] == 1.0
    assert mouth_weights((), Seconds(0.0)) == {Viseme.SIL: 1.0}


def test_a_light_span_opens_less() -> None:
    light = (VisemeSpan(Viseme.AA, Seconds(0), Seconds(0.3), weight=0.4),)
    weights = mouth_weights(light, Seconds(0.15))
    assert weights[Viseme.AA] == pytest.approx(0.4)
    assert weights[Viseme.SIL] == pytest.approx(0.6)


def test_without_visemes_the_louder_the_wider() -> None:
    opening = []
    for loud in (0.0, 0.05, 0.3):
        weights = loudness_weights(clip_of((), loud), Seconds(0.5))
        opening.append(1.0 - weights[Viseme.SIL])
        assert sum(weights.values()) == pytest.approx(1.0)
    assert opening[0] == 0.0
    assert opening[0] < opening[1] < opening[2]


def test_loudness_outside_the_clip_or_of_broken_samples_is_silence() -> None:
    silent = {Viseme.SIL: 1.0}
    clip = clip_of((), 0.3)
    assert loudness_weights(clip, Seconds(-0.1)) == silent
    assert loudness_weights(clip, Seconds(9.0)) == silent
    broken = Clip(clip.sentence, np.full(RATE, np.nan, np.float32), RATE, (), ())
    assert loudness_weights(broken, Seconds(0.5)) == silent
    empty = Clip(clip.sentence, np.zeros(0, np.float32), RATE, (), ())
    assert loudness_weights(empty, Seconds(0.0)) == silent


def test_fast_speech_keeps_the_vowel_between_closures() -> None:
    fast = track((Viseme.PP, 0.05), (Viseme.AA, 0.05), (Viseme.PP, 0.05))
    assert mouth_weights(fast, Seconds(0.069))[Viseme.AA] > 0.9
    for middle in (0.025, 0.125):
        weights = mouth_weights(fast, Seconds(middle - 0.006))
        assert weights[Viseme.PP] == pytest.approx(1.0)


@pytest.mark.parametrize("rate", [0.7, 1.0, 1.6])
def test_lips_follow_the_embedded_voice(rate: float) -> None:
    """The gate: against the phoneme events of the voice that needs no download."""
    espeak = pytest.importorskip("lumen.speech.espeak")
    voice = espeak.EspeakSynthesizer()
    rig = load_rig(asset("characters", "lumen", "rig.toml"))
    correlations, lags, closures = [], [], []
    for text in SENTENCES:
        clip = voice.synthesize(
            Sentence(0, text, text), SpeechStyle(rate=rate), CancellationToken()
        )
        at = np.arange(0.0, clip.duration, 0.01)
        engine = AvatarEngine(rig, 1)
        seen = np.array(
            [
                engine.pose(Seconds(10 + t), Heard(clip, Seconds(t)))[Channel.JAW_OPEN]
                for t in at
            ]
        )
        true = np.zeros(len(at))
        for span in clip.visemes:
            inside = (at >= span.start) & (at < span.end)
            true[inside] = rig.visemes[span.viseme].get(Channel.JAW_OPEN, 0.0)
        correlations.append(np.corrcoef(seen, true)[0, 1])
        lags.append(0.01 * max(range(-8, 9), key=_similar(seen, true)))
        wide = max(0.3, float(np.percentile(seen, 95)))
        for span in clip.visemes:
            if span.viseme is Viseme.PP and span.start > 0.1:
                near = (at >= span.start - 0.02) & (at <= span.end + 0.02)
                closures.append(bool(seen[near].min() < 0.15 * wide))
    assert float(np.mean(correlations)) >= 0.85
    assert abs(float(np.mean(lags))) <= 0.02
    assert float(np.mean(closures)) >= 0.95
    assert len(closures) >= 20


def _similar(seen: np.ndarray, true: np.ndarray):
    def of(shift: int) -> float:
        return float(np.corrcoef(np.roll(seen, -shift)[10:-10], true[10:-10])[0, 1])

    return of
