"""Rig files: Lumen's own is complete; a hostile one is named, never a crash."""

from __future__ import annotations

import os
import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.avatar.engine import AvatarEngine
from lumen.avatar.names import ActionUnit, Affect, Presence
from lumen.avatar.rig import RANGES, Channel, Pose, Rig
from lumen.avatar.rig_file import load_rig, parse_rig
from lumen.avatar.toml_file import MOST_BYTES
from lumen.core.assets import asset
from lumen.core.errors import InputError
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.core.units import Seconds

OWN = asset("characters", "lumen", "rig.toml")


def test_lumens_own_rig_knows_every_expression_viseme_and_phase() -> None:
    rig = load_rig(OWN)
    assert rig.name == "Lumen"
    assert set(rig.rest) == set(Channel)
    assert set(rig.expressions) == set(Expression)
    assert set(rig.visemes) == set(Viseme)
    assert set(rig.phases) == set(Phase)
    assert set(rig.presences) == set(Presence)
    assert set(rig.actions) == set(ActionUnit)
    assert set(rig.affects) == set(Affect)
    assert rig.shape("happy") is rig.expressions[Expression.HAPPY]
    assert rig.shape("nobody") is None
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
        (("[presences.here]", ""), "here"),
        (("[presences.here]", "[presences.away]"), "away"),
        (('facs = "6+12+25"', 'facs = "6+99"'), "99"),
        (('facs = "6+12+25"', 'facs = "smile"'), "smile"),
        (("[extras.afraid]", "[extras.Afraid]"), "Afraid"),
        (("[extras.afraid]", "[extras.happy]"), "happy"),
        (("19 = {", "99 = {"), "99"),
        (("serene = {", "calm = {"), "calm"),
        (("seconds = 0.42", "seconds = 0.6"), "seconds"),
        (("seconds = 0.42", "seconds = 0.01"), "seconds"),
        (("[micros.squint]", "[micros.'a b']"), "a b"),
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


_HOSTILE = (
    b"nan",
    b"-inf",
    b"1e999",
    b"true",
    b"[]",
    b"{}",
    b'""',
    b"\x00",
    b"9" * 400,
)


def test_a_pipe_is_no_rig_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rig.toml")
    with pytest.raises(InputError, match="no file"):
        load_rig(tmp_path / "rig.toml")


def _damage(whole: bytes, draw: random.Random) -> bytes:
    data = bytearray(whole)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data))
        match draw.randrange(5):
            case 0:
                data[at] = draw.randrange(256)
            case 1:
                del data[at : at + draw.randint(1, 40)]
            case 2:
                data[at:at] = data[at : at + draw.randint(1, 60)]
            case 3:
                value = data.find(b"= ", at) + 2
                end = data.find(b"\n", value)
                data[value:end] = draw.choice(_HOSTILE)
            case _:
                line = data.find(b"\n", at) + 1
                del data[line : data.find(b"\n", line) + 1]
    return bytes(data)


def _rig_or_reason(data: bytes) -> Rig | InputError:
    try:
        return parse_rig(data)
    except InputError as error:
        return error


def _survive(count: int, seed: int) -> None:
    """Damaged rigs are refused with a reason, or are whole and live."""
    whole, draw = OWN.read_bytes(), random.Random(seed)
    refused = lived = 0
    for _ in range(count):
        rig = _rig_or_reason(_damage(whole, draw))
        if isinstance(rig, InputError):
            assert "rig" in rig.what
            assert len(rig.what) < 300
            assert rig.advice
            refused += 1
            continue
        assert set(rig.rest) == set(Channel)
        if lived % 50 == 0:
            engine = AvatarEngine(rig, 1)
            engine.express(Expression.HAPPY, 1.0, Seconds(1))
            engine.set_phase(Phase.THINKING, Seconds(2))
            pose = engine.pose(Seconds(3))
            assert all(r.low <= pose[c] <= r.high for c, r in RANGES.items())
        lived += 1
    assert refused > 0.3 * count
    assert lived > 0.02 * count


def test_damaged_rigs_never_crash() -> None:
    _survive(400, seed=7)


@pytest.mark.slow
def test_ten_thousand_hostile_rigs_never_crash() -> None:
    _survive(10_000, seed=8)


def test_every_channel_and_section_is_documented() -> None:
    told = asset("characters", "README.md").read_text("utf-8")
    for channel, limit in RANGES.items():
        row = f"| `{channel}` | {limit.low:g} to {limit.high:g} | {limit.rest:g} |"
        assert told.count(row) == 1, channel
    for section in tomllib.loads(OWN.read_text("utf-8")):
        assert section == "name" or f"| `{section}` |" in told


def test_a_second_character_needs_no_code(tmp_path: Path) -> None:
    text = OWN.read_text("utf-8").replace('name = "Lumen"', 'name = "Nox"', 1)
    text = text.replace("[micros.squint]", "[micros.glare]")
    text = text.replace("[extras.proud]", "[extras.smug]")
    (tmp_path / "rig.toml").write_text(text, "utf-8")
    rig = load_rig(tmp_path / "rig.toml")
    assert rig.name == "Nox"
    assert rig.shape("smug") is not None
    assert rig.shape("proud") is None
    assert AvatarEngine(rig, 1).pose(Seconds(1))[Channel.LAMP] > 0.0


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
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
