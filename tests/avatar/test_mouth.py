"""The mouth: smooth, on time, and closed when lips must close."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lips
from lumen.avatar.mouth import loudness_weights, mouth_weights
from lumen.avatar.rig_file import load_rig
from lumen.core.assets import asset
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Sentence, VisemeSpan
from lumen.core.units import Seconds
from lumen.speech.espeak import EspeakSynthesizer

RATE = 22_050


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
@settings(max_examples=200, deadline=None)
def test_weights_are_shares_of_one(
    spans: tuple[VisemeSpan, ...], position: float
) -> None:
    weights = mouth_weights(spans, Seconds(position))
    assert all(-1e-9 <= weight <= 1.0 + 1e-9 for weight in weights.values())
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-6)


@given(spans_of_people)
@settings(max_examples=60, deadline=None)
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


@pytest.mark.parametrize("rate", [0.7, 0.85, 1.0, 1.25, 1.6])
@pytest.mark.parametrize("engine", ["espeak", "flite"])
def test_lips_follow_the_embedded_voices(engine: str, rate: float) -> None:
    """The gate: against the phoneme events of voices that need no download."""
    if engine == "espeak":
        voice: object = EspeakSynthesizer()
    else:
        voice = pytest.importorskip("lumen.speech.flite").FliteSynthesizer()
    rig = load_rig(asset("characters", "lumen", "rig.toml"))
    assert len(lips.SENTENCES) >= 20
    found = lips.score(rig, lips.say(voice, rate))
    assert found.correlation >= 0.85
    assert abs(found.lag) <= 0.02
    assert found.closed >= 0.95
    assert found.closures >= 80
