"""The ring against a plain list, at random."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.audio.ring import SampleRing


@given(
    st.integers(1, 40),
    st.lists(st.tuples(st.booleans(), st.integers(0, 60)), max_size=60),
)
def test_what_comes_out_is_what_went_in(capacity, steps):
    ring = SampleRing(capacity)
    model: list[float] = []
    sent = lost = taken = 0
    for writing, count in steps:
        if writing:
            frames = np.arange(sent, sent + count, dtype=np.float32)
            kept = ring.write(frames)
            assert kept == min(count, capacity - len(model))
            model.extend(frames[:kept])
            sent += count
            lost += count - kept
        else:
            out = ring.read(count)
            assert out.tolist() == model[:count]
            del model[:count]
            taken += len(out)
        assert ring.available == len(model)
        assert ring.overflowed == lost
        assert ring.read_position == taken
        assert ring.written == taken + len(model)
    assert ring.read().tolist() == model


def test_a_strided_view_can_be_written():
    ring = SampleRing(8)
    ring.write(np.arange(10, dtype=np.float32).reshape(5, 2)[:, 0])
    assert ring.read().tolist() == [0, 2, 4, 6, 8]


def test_what_was_read_does_not_change_later():
    ring = SampleRing(4)
    ring.write(np.ones(4, np.float32))
    out = ring.read()
    ring.write(np.zeros(4, np.float32))
    assert out.tolist() == [1, 1, 1, 1]


def test_a_ring_without_room_is_refused():
    with pytest.raises(ValueError):
        SampleRing(0)
