"""Action units, moods and VRM's presets on a character's face."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.avatar.names import ActionUnit, Affect, VrmPreset
from lumen.avatar.rig import Channel
from lumen.avatar.rig_file import load_rig
from lumen.avatar.tables import (
    action_weights,
    affect_weights,
    parse_actions,
    vrm_weights,
)
from lumen.core.assets import asset
from lumen.core.expression import Expression, Viseme

RIG = load_rig(asset("characters", "lumen", "rig.toml"))
unit = st.floats(-1.0, 1.0)


def test_a_code_names_units_sides_and_strengths() -> None:
    first, second, third = parse_actions("1+L12C+5B")
    assert (first.unit, first.side, first.strength) == (
        ActionUnit.INNER_BROW_RAISER,
        "",
        1.0,
    )
    assert (second.unit, second.side) == (ActionUnit.LIP_CORNER_PULLER, "L")
    assert third.strength < second.strength < first.strength
    assert parse_actions("") == ()


@pytest.mark.parametrize("code", ["99", "1+", "x", "1,2", "12F", "1 2", "+", "١"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="action unit"):
        parse_actions(code)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_no_text_crashes(code: str) -> None:
    try:
        actions = parse_actions(code)
    except ValueError:
        return
    assert all(0.0 < action.strength <= 1.0 for action in actions)


def test_one_side_moves_one_side() -> None:
    left, both = action_weights(RIG, "L2"), action_weights(RIG, "2")
    assert Channel.BROW_OUTER_UP_LEFT in left
    assert Channel.BROW_OUTER_UP_RIGHT not in left
    assert set(both) > set(left)
    assert Channel.BROW_OUTER_UP_LEFT not in action_weights(RIG, "R2")


def _of_face(weights: dict[Channel, float]) -> dict[Channel, float]:
    return {
        channel: weight
        for channel, weight in weights.items()
        if channel.startswith(("eye", "brow", "mouth", "jaw"))
    }


@pytest.mark.parametrize("name", [*(e.value for e in Expression), *sorted(RIG.extras)])
def test_every_expression_looks_like_its_action_units(name: str) -> None:
    shape = RIG.shape(name)
    assert shape is not None
    if not shape.facs:
        assert name == Expression.NEUTRAL
        return
    drawn = _of_face(dict(shape.weights))
    coded = _of_face(action_weights(RIG, shape.facs))
    along = sum(weight * coded.get(channel, 0.0) for channel, weight in drawn.items())
    sizes = math.hypot(*drawn.values()) * math.hypot(*coded.values())
    assert along / sizes > 0.6


def test_the_twelve_expressions_differ_without_colour() -> None:
    names = [*(e.value for e in Expression), *sorted(RIG.extras)]
    assert len(names) >= 12
    colours = {Channel.LAMP, Channel.BLUSH}
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            one, two = RIG.shape(first), RIG.shape(second)
            assert one is not None
            assert two is not None
            apart = sum(
                abs(one.weights.get(c, 0.0) - two.weights.get(c, 0.0))
                for c in Channel
                if c not in colours
            )
            assert apart > 1.4, (first, second)


@given(unit, unit)
@settings(deadline=None)
def test_moods_are_continuous(valence: float, arousal: float) -> None:
    here = affect_weights(RIG.affects, valence, arousal)
    there = affect_weights(RIG.affects, valence + 1e-4, arousal - 1e-4)
    for channel in here.keys() | there.keys():
        assert abs(here.get(channel, 0.0) - there.get(channel, 0.0)) < 1e-3


def test_moods_mean_what_they_say() -> None:
    assert affect_weights(RIG.affects, 0.0, 0.0) == {}
    good = affect_weights(RIG.affects, 1.0, 0.0)
    bad = affect_weights(RIG.affects, -1.0, 0.0)
    tired = affect_weights(RIG.affects, 0.0, -1.0)
    assert good[Channel.MOUTH_SMILE_LEFT] > 0.2
    assert bad[Channel.MOUTH_SMILE_LEFT] < 0.0
    assert tired[Channel.EYE_BLINK_LEFT] > 0.1
    both = affect_weights(RIG.affects, 1.0, 1.0)
    assert Channel.SPARKLE in both
    assert Channel.SPARKLE not in good
    assert set(RIG.affects) == set(Affect)


def test_every_preset_of_vrm_is_known() -> None:
    for preset in VrmPreset:
        assert (preset is VrmPreset.NEUTRAL) == (not vrm_weights(RIG, preset)), preset
    assert vrm_weights(RIG, VrmPreset.EE) == RIG.visemes[Viseme.E]
    assert vrm_weights(RIG, VrmPreset.LOOK_UP)[Channel.GAZE_Y] < 0.0
    happy = RIG.expressions[Expression.HAPPY].weights
    assert vrm_weights(RIG, VrmPreset.HAPPY) == happy
