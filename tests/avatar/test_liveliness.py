"""The numbers of a life are those of people."""

from __future__ import annotations

import pytest

from lumen.avatar.liveliness import Measure, Target, measure_life
from lumen.avatar.rig_file import load_rig
from lumen.core.assets import asset
from lumen.core.turn import Phase

RIG = load_rig(asset("characters", "lumen", "rig.toml"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_ten_minutes_are_those_of_people(seed: int) -> None:
    measures = measure_life(RIG, 10.0, seed)
    assert len(measures) >= 20
    assert [measure for measure in measures if not measure.met] == []


def test_half_a_minute_is_measured() -> None:
    shares: list[float] = []
    measures = measure_life(RIG, 0.4, 3, shares.append)
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    found = {(measure.name, measure.activity): measure.value for measure in measures}
    assert 5 < found["blinks", Phase.IDLE] < 40
    assert found["lids opening", Phase.IDLE] > found["lids closing", Phase.IDLE]
    assert found["looking up", Phase.THINKING] > 0.5


def test_what_is_outside_of_its_bounds_is_told() -> None:
    target = Target(1.0, 2.0, "people")
    values = (0.9, 1.0, 2.0, 2.1)
    met = [Measure("x", Phase.IDLE, value, "s", target).met for value in values]
    assert met == [False, True, True, False]
