"""Lips read from sound: near the phonemes, closed when lips close, never a crash."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import lips
from lumen.avatar import voice
from lumen.avatar.acoustic import load_network, own_network, visemes_of_sound
from lumen.avatar.rig_file import load_rig
from lumen.core.assets import asset
from lumen.core.errors import InputError
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Sentence, VisemeSpan
from lumen.speech.espeak import EspeakSynthesizer

RATE = 16_000
RIG = load_rig(asset("characters", "lumen", "rig.toml"))


def mute(clip: Clip) -> Clip:
    return replace(clip, visemes=())


def test_lips_by_ear_are_near_the_phonemes() -> None:
    clips = list(lips.say(EspeakSynthesizer(), texts=lips.SENTENCES[:12]))
    heard = lips.score(RIG, iter(clips), mute)
    assert heard.correlation >= 0.75
    assert abs(heard.lag) <= 0.02
    assert heard.closed >= 0.85
    assert heard.closures >= 30


def test_loudness_alone_is_far_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    clips = list(lips.say(EspeakSynthesizer(), texts=lips.SENTENCES[:6]))
    by_ear = lips.score(RIG, iter(clips), mute)
    monkeypatch.setattr(voice, "visemes_by_ear", lambda _clip: ())
    loud = lips.score(RIG, iter(clips), mute)
    assert loud.correlation < by_ear.correlation - 0.1
    assert loud.closed < by_ear.closed


def test_a_missing_table_leaves_loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_args: object) -> tuple[VisemeSpan, ...]:
        raise InputError("gone", "again")

    monkeypatch.setattr("lumen.avatar.acoustic.visemes_of_sound", missing)
    clip = Clip(Sentence(0, "x", "x"), np.ones(RATE, np.float32), RATE, (), ())
    assert voice.visemes_by_ear(clip) == ()


@pytest.mark.parametrize("rate", [8_000, 22_050, 48_000])
def test_spans_cover_the_clip_at_any_sample_rate(rate: int) -> None:
    clip = next(lips.say(EspeakSynthesizer()))
    length = int(clip.duration * rate)
    at = np.arange(length) * (clip.rate_hz / rate)
    samples = np.interp(at, np.arange(len(clip.samples)), clip.samples)
    spans = visemes_of_sound(samples.astype(np.float32), rate)
    assert spans[0].start == 0.0
    assert spans[-1].end == pytest.approx(length / rate)
    assert all(a.end == b.start for a, b in pairwise(spans))
    assert len({span.viseme for span in spans}) > 6


def test_loudness_does_not_change_what_is_read() -> None:
    clip = next(lips.say(EspeakSynthesizer()))
    one = visemes_of_sound(clip.samples, clip.rate_hz)
    quiet = visemes_of_sound(0.1 * clip.samples, clip.rate_hz)
    assert [span.viseme for span in one] == [span.viseme for span in quiet]


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(RATE, np.float32),
        np.zeros(0, np.float32),
        np.ones(10, np.float32),
        np.full(RATE, np.nan, np.float32),
        np.full(RATE, np.inf, np.float32),
    ],
)
def test_of_nothing_nothing_is_read(samples: np.ndarray) -> None:
    assert visemes_of_sound(samples, RATE) == ()


@given(arrays(np.float32, st.integers(0, 3_000), elements=st.floats(-1, 1, width=32)))
@settings(max_examples=60, deadline=None)
def test_noise_never_crashes(samples: np.ndarray) -> None:
    spans = visemes_of_sound(samples, 8_000)
    assert all(span.start < span.end for span in spans)
    assert all(isinstance(span.viseme, Viseme) for span in spans)


def _parts() -> dict[str, np.ndarray]:
    network = own_network()
    names = ("mean", "scale", "hidden", "shapes")
    return {name: getattr(network, name) for name in names}


@pytest.mark.parametrize("damage", ["missing", "text", "part", "shape", "nan", "cut"])
def test_a_damaged_table_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "acoustic.npz"
    parts = _parts()
    match damage:
        case "part":
            del parts["mean"]
        case "shape":
            parts["hidden"] = parts["hidden"][:, 1:]
        case "nan":
            parts["mean"] = np.full_like(parts["mean"], np.nan)
        case _:
            pass
    if damage != "missing":
        np.savez(path, **parts)  # type: ignore[arg-type]  # numpy's stub takes the names of its options for ours
    if damage == "text":
        path.write_text("no table")
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(InputError, match="lips"):
        load_network(path)
