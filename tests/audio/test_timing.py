"""Moments of frames stay right through jitter, lateness, drift and loss."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.audio.timing import FrameClock, StreamClock


def test_a_late_callback_does_not_move_the_stream_clock():
    clock = StreamClock()
    for k in range(100):
        clock.note(50.0 + k * 0.01, 10.0 + k * 0.01 + (0.03 if k % 3 else 0.0))
    assert clock.to_clock(51.0) == pytest.approx(11.0)


def test_a_step_of_the_other_clock_is_forgotten():
    clock = StreamClock()
    for k in range(200):
        step = 5.0 if k >= 100 else 0.0
        clock.note(50.0 + k * 0.01 - step, 10.0 + k * 0.01)
    assert clock.to_clock(52.0 - 5.0) == pytest.approx(12.0)


def test_before_the_first_callback_nothing_is_known():
    clock = FrameClock(48_000)
    assert not clock.known
    assert clock.at(4800) == 0.0
    assert clock.frame(3.0) == 0.0


@settings(max_examples=30)
@given(st.integers(0, 2**31), st.floats(-80e-6, 80e-6))
def test_positions_are_right_within_a_millisecond(seed, drift):
    random = np.random.default_rng(seed)
    clock = FrameClock(48_000)
    frame, at = 0, 20.0
    for _ in range(400):
        clock.note(frame, at + float(random.normal(0, 0.0007)))
        frame += 480
        at += 0.01 * (1 + drift)
        assert abs(clock.at(frame) - at) < 0.005
    assert clock.at(frame) == pytest.approx(at, abs=0.001)
    assert clock.frame(clock.at(1234)) == pytest.approx(1234, abs=0.01)


def test_one_wild_report_is_ignored():
    clock = FrameClock(1000)
    for k in range(20):
        clock.note(k * 10, 5.0 + k * 0.01 + (0.9 if k == 10 else 0.0))
    assert clock.at(0) == pytest.approx(5.0)


def test_lost_frames_move_the_line_at_once():
    clock = FrameClock(1000)
    for k in range(20):
        clock.note(k * 10, 5.0 + k * 0.01)
    for k in range(20, 24):
        clock.note(k * 10, 5.5 + k * 0.01)
    assert clock.at(240) == pytest.approx(5.74)


def test_a_stream_that_starts_anew_is_learnt_anew():
    clock = FrameClock(1000)
    clock.note(0, 5.0)
    clock.reset()
    assert not clock.known
    clock.note(100, 9.0)
    assert clock.at(100) == 9.0
