"""Springs: exact at every step size, and at rest in the end."""

from __future__ import annotations

import math

import pytest

from lumen.avatar.springs import Spring
from lumen.core.units import Seconds


@pytest.mark.parametrize("damping", [0.15, 0.7, 1.0, 1.6])
def test_one_large_step_is_many_small_ones(damping: float) -> None:
    ends = []
    for count in (1, 7, 120):
        spring = Spring(2.0, damping, Seconds(0.5 / count))
        for _ in range(count):
            spring.follow(1.0)
        ends.append((spring.now, spring.speed))
    for now, speed in ends[1:]:
        assert now == pytest.approx(ends[0][0], abs=1e-12)
        assert speed == pytest.approx(ends[0][1], abs=1e-10)


@pytest.mark.parametrize(("hz", "damping"), [(3.4, 0.16), (1.15, 1.0), (2.0, 1.8)])
def test_springs_settle(hz: float, damping: float) -> None:
    spring = Spring(hz, damping, Seconds(1 / 120))
    for _ in range(8 * 120):
        spring.follow(0.7)
    assert spring.now == pytest.approx(0.7, abs=1e-6)
    assert spring.speed == pytest.approx(0.0, abs=1e-4)


def test_a_loose_spring_swings_over_and_a_tight_one_does_not() -> None:
    loose, tight = Spring(2.0, 0.2, Seconds(0.01)), Spring(2.0, 1.0, Seconds(0.01))
    peaks = [max(s.follow(1.0) for _ in range(100)) for s in (loose, tight)]
    assert peaks[0] > 1.4
    assert peaks[1] <= 1.0 + 1e-12


def test_it_solves_the_equation() -> None:
    hz, damping = 1.5, 0.3
    spring = Spring(hz, damping, Seconds(0.37))
    spring.rest_at(1.0)
    spring.follow(0.0)
    decay, omega = damping * 2 * math.pi * hz, 2 * math.pi * hz
    swing = omega * math.sqrt(1 - damping**2)
    expected = math.exp(-decay * 0.37) * (
        math.cos(swing * 0.37) + decay / swing * math.sin(swing * 0.37)
    )
    assert spring.now == pytest.approx(expected, abs=1e-12)
    assert spring.before == 1.0
