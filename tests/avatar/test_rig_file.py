"""Rig files: Lumen's own is complete; a hostile one is named, never a crash."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.avatar.rig import RANGES, Channel, Pose
from lumen.avatar.rig_file import load_rig, parse_rig
from lumen.avatar.toml_file import MOST_BYTES
from lumen.core.assets import asset
from lumen.core.errors import InputError
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase

OWN = asset("characters", "lumen", "rig.toml")


def test_lumens_own_rig_knows_every_expression_viseme_and_phase() -> None:
    rig = load_rig(OWN)
    assert rig.name == "Lumen"
    assert set(rig.rest) == set(Channel)
    assert set(rig.expressions) == set(Expression)
    assert set(rig.visemes) == set(Viseme)
    assert set(rig.phases) == set(Phase)
    assert rig.expressions[Expression.SURPRISED].half_life == 1.2
    assert "12" in rig.expressions[Expression.HAPPY].facs


def test_phases_differ_from_one_another_without_colour() -> None:
    rig = load_rig(OWN)
    shapes = {
        phase: {c: w for c, w in weights.items() if c is not Channel.LAMP}
        for phase, weights in rig.phases.items()
        if phase not in (Phase.IDLE, Phase.SPEAKING)
    }
    for phase, first in shapes.items():
        for other, second in shapes.items():
            if phase is not other:
                apart = sum(abs(first.get(c, 0) - second.get(c, 0)) for c in Channel)
                assert apart > 1.5, (phase, other)


def test_visemes_that_look_different_have_different_channels() -> None:
    rig = load_rig(OWN)
    for first in Viseme:
        for second in Viseme:
            if first is not second:
                one, two = rig.visemes[first], rig.visemes[second]
                apart = sum(abs(one.get(c, 0) - two.get(c, 0)) for c in Channel)
                assert apart > 0.1, (first, second)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("[rest]", "[rest]\nearLeft = 1"), "earLeft"),
        (("blush = 0.22", "blush = 7"), "rest.blush"),
        (("blush = 0.22", "blush = nan"), "rest.blush"),
        (("blush = 0.22", "blush = -inf"), "rest.blush"),
        (("blush = 0.22", "blush = true"), "rest.blush"),
        (("blush = 0.22", "blush = 'much'"), "rest.blush"),
        (("blush = 0.22", "blush = 1" + "0" * 400), "rest.blush"),
        (("[expressions.angry]", "[expressions.furious]"), "furious"),
        (("[visemes.PP]", "[other.PP]"), "other"),
        (("[visemes.sil]", ""), "sil"),
        (("[visemes.sil]", "[visemes.sil]\nlamp = 1"), "lamp"),
        (("half_life = 9.0", "half_life = 0"), "half_life"),
        (('facs = "6+12+25"', "facs = 6"), "facs"),
        (("[phases.error]", "[phases.sleeping]"), "sleeping"),
        (("hz = 2.6", "hz = 2.6\nmass = 3"), "mass"),
        (("hz = 2.6", "hz = 0.1"), "hz"),
        (("hz = 2.6\ndamping = 0.30", "hz = 0.9\ndamping = 0.10"), "swing"),
        (("hz = 2.6\n", ""), "hz"),
        (('name = "Lumen"', "name = 3"), "name"),
        (('name = "Lumen"', r'name = "L\u0007"'), "name"),
        (('name = "Lumen"', 'name = "Lumen"\nexpressions = 3'), "TOML"),
    ],
)
def test_a_wrong_rig_names_what_is_wrong(change: tuple[str, str], named: str) -> None:
    text = OWN.read_text("utf-8")
    assert change[0] in text
    with pytest.raises(InputError) as caught:
        parse_rig(text.replace(change[0], change[1], 1).encode())
    assert named in caught.value.what
    assert caught.value.advice


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"x = " + b"[" * 40_000,
        b"#" * (MOST_BYTES + 1),
        b"expressions = 3",
        b"name='x'\nrest = []",
        b"name='x'\nexpressions = {happy = 3}",
        b"a.b.c" * 9_000,
    ],
)
def test_what_is_no_rig_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_rig(data)


def test_a_missing_file_is_named_politely(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_rig(tmp_path / "rig.toml")


def test_damaged_rigs_never_crash() -> None:
    whole = OWN.read_bytes()
    draw = random.Random(7)
    for _ in range(600):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 6)):
            at = draw.randrange(len(data))
            match draw.randrange(3):
                case 0:
                    data[at] = draw.randrange(256)
                case 1:
                    del data[at : at + draw.randint(1, 40)]
                case _:
                    data[at:at] = data[at : at + draw.randint(1, 60)]
        try:
            rig = parse_rig(bytes(data))
        except InputError:
            continue
        else:
            assert set(rig.rest) == set(Channel)


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_noise_never_crashes(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_rig(data)


def test_a_pose_is_cut_to_its_ranges() -> None:
    pose = Pose.clamped({Channel.JAW_OPEN: 4.0, Channel.GAZE_X: -9.0})
    assert pose[Channel.JAW_OPEN] == 1.0
    assert pose[Channel.GAZE_X] == -1.0
    assert pose[Channel.PUPIL] == RANGES[Channel.PUPIL].rest
    assert len(pose) == len(Channel)
    assert pose.changed({Channel.JAW_OPEN: 0.5})[Channel.JAW_OPEN] == 0.5
    assert "jawOpen" in repr(pose)
    assert "headYaw" not in repr(pose)
