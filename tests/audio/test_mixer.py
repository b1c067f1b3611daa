"""The line of frames: end to end, back again, louder and quieter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.sounds import clip_of
from lumen.audio.mixer import Entry, GainLine, Mixer, resample_clip
from lumen.core.turn import TurnId

ONE, TWO = TurnId(1), TurnId(2)


def entry(values, turn: TurnId = ONE, index: int = 0) -> Entry:
    samples = np.asarray(values, np.float32)
    return Entry(turn, clip_of(samples, index), samples)


def render(mixer: Mixer, frames: int):
    out = np.full(frames, np.nan, np.float32)
    mixer.render(out)
    return out


@given(st.lists(st.integers(0, 30), max_size=8), st.lists(st.integers(1, 17)))
def test_clips_follow_one_another_whatever_the_callbacks_are(lengths, callbacks):
    mixer = Mixer(1000)
    whole = []
    for k, length in enumerate(lengths):
        values = np.arange(1, length + 1) / 64 + k
        mixer.append(entry(values))
        whole.extend(values)
    out = np.concatenate([render(mixer, n) for n in callbacks] or [np.zeros(0)])
    expected = np.zeros(len(out))
    expected[: len(whole)] = whole[: len(out)]
    assert out.tolist() == pytest.approx(expected.tolist())
    assert mixer.position == sum(callbacks)


@given(st.integers(0, 60), st.integers(0, 60))
def test_what_was_not_heard_is_rendered_again(rendered, heard):
    mixer = Mixer(1000)
    for k in range(3):
        mixer.append(entry(np.arange(10) + 10 * k + 1, index=k))
    first = render(mixer, rendered)
    heard = min(heard, rendered)
    mixer.seek(heard)
    again = render(mixer, 60)
    whole = np.concatenate([first[:heard], again])
    assert whole[:30].tolist() == list(range(1, 31))
    assert not whole[30:].any()


def test_an_entry_is_found_by_its_position():
    mixer = Mixer(1000)
    a, b = entry([1] * 10), entry([2] * 10, index=1)
    mixer.append(a)
    mixer.append(b)
    render(mixer, 15)
    assert mixer.entry_at(9.9) is a
    assert mixer.entry_at(10) is b
    assert mixer.entry_at(-1) is None
    assert mixer.entry_at(25) is None
    mixer.forget_oldest()
    assert mixer.entry_at(5) is None


def test_a_dropped_turn_fades_out_and_the_next_one_goes_on():
    mixer = Mixer(1000)
    mixer.append(entry([1.0] * 100))
    mixer.append(entry([1.0] * 100, index=1))
    mixer.append(entry([0.5] * 3, TWO))
    render(mixer, 10)
    mixer.drop(ONE, 5)
    assert render(mixer, 10).tolist() == pytest.approx(
        [1.0, 0.75, 0.5, 0.25, 0.0, 0.5, 0.5, 0.5, 0.0, 0.0]
    )
    assert mixer.empty


def test_dropping_another_turn_leaves_what_sounds():
    mixer = Mixer(1000)
    mixer.append(entry([1.0] * 4))
    render(mixer, 2)
    mixer.drop(TWO, 5)
    assert render(mixer, 3).tolist() == [1.0, 1.0, 0.0]


def test_dropping_without_a_fade_is_silent_at_once():
    mixer = Mixer(1000)
    mixer.append(entry([1.0] * 10))
    render(mixer, 2)
    mixer.drop(ONE, 0)
    assert not render(mixer, 5).any()


def test_a_very_long_callback_is_rendered_in_parts():
    mixer = Mixer(48_000, gain=0.5)
    mixer.append(entry(np.ones(100_000)))
    out = render(mixer, 120_000)
    assert out[:100_000].tolist() == [0.5] * 100_000
    assert not out[100_000:].any()


def test_an_entry_can_be_taken_over_from_another_line():
    mixer = Mixer(1000)
    mixer.resume(entry([1, 2, 3, 4, 5]), 3)
    assert render(mixer, 3).tolist() == [4, 5, 0]
    mixer.resume(entry([1, 2]), 5)
    assert mixer.empty


def test_the_gain_is_a_ramp_between_two_levels():
    line = GainLine(1.0)
    line.turn_to(0.5, 100, 10)
    out = np.ones(30, np.float32)
    line.apply(out[:15], 95)
    line.apply(out[15:], 110)
    expected = [line.at(95 + k) for k in range(30)]
    assert out.tolist() == pytest.approx(expected)
    assert (line.at(99), line.at(105), line.at(200)) == (1.0, 0.75, 0.5)
    assert line.target == 0.5
    assert line.at(0) == 1.0


def test_a_ramp_begins_where_the_last_one_was():
    line = GainLine(1.0)
    line.turn_to(0.0, 0, 100)
    line.turn_to(1.0, 50, 100)
    assert line.at(50) == pytest.approx(0.5)
    assert line.at(100) == pytest.approx(0.75)


def test_resampling_keeps_the_clip_and_its_length():
    samples = np.full(2205, 0.25, np.float32)
    samples[0] = np.nan
    samples[1] = 7.0
    clip = clip_of(samples, rate_hz=22_050)
    out = resample_clip(clip, 22_050)
    assert (out[0], out[1]) == (0.0, 1.0)
    assert np.isnan(clip.samples[0])
    assert len(resample_clip(clip_of(samples[2:], rate_hz=22_050), 48_000)) == (
        pytest.approx(4796, abs=2)
    )
    assert len(resample_clip(clip_of(samples[:0], rate_hz=22_050), 48_000)) == 0
