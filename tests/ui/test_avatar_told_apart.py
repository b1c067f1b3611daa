"""Feelings, sounds and states are told apart in small grey pictures, at a glance.

Every limit is a multiple of how far two neighbouring frames of the same face lie apart:
what does not exceed that is not a meaning but a breath.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest

from avatar_pictures import CHARACTER, RIG, grey, picture
from lumen.avatar.names import Presence
from lumen.avatar.rig import Channel, Pose, Weights
from lumen.core.expression import Viseme
from lumen.core.turn import Phase
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Appearance, Look
from lumen.ui.avatar_sheet import expressions, posed
from lumen.ui.avatar_sight import Sight, as_seen
from perception import distance

SMALL, BADGE = 96, 32

_NEXT: tuple[Weights, ...] = (
    {Channel.BREATH: 1.0},
    {Channel.HEAD_YAW: 0.05},
    {Channel.HEAD_PITCH: 0.06},
    {Channel.HEAD_ROLL: 0.04},
    {Channel.GAZE_X: 0.1},
)
"""What a calm face changes within a second."""

_CLEARLY = 4.0
"""How many times farther apart than neighbours two meanings must lie."""

FEELINGS = {each.name: each.pose for each in expressions(RIG)}
STATES = {
    "idle": posed(RIG),
    "listening": posed(RIG, RIG.phases[Phase.LISTENING]),
    "thinking": posed(RIG, RIG.phases[Phase.THINKING]),
    "speaking": posed(RIG, RIG.phases[Phase.SPEAKING], RIG.visemes[Viseme.E]),
    "error": posed(RIG, RIG.phases[Phase.ERROR]),
    **{
        presence.value: posed(RIG, RIG.presences[presence])
        for presence in Presence
        if presence is not Presence.HERE
    },
}


def bare(pose: Pose) -> Pose:
    """The face alone: the head held still, and no mark beside it."""
    away = ("head", "body", "mark", "sweat", "tear", "sparkle")
    still = {channel: 0.0 for channel in Channel if channel.startswith(away)}
    return pose.changed(still)


def seen(pose: Pose, side: int, look: Look = Look.LIGHT) -> np.ndarray:
    return grey(picture(pose, (side, side), look))


def breath(poses: Mapping[str, Pose], side: int, reach: int = 1) -> int:
    """How far the next frame of any of these faces is from it."""
    return max(
        distance(
            seen(pose, side),
            seen(pose.changed({c: pose[c] + by for c, by in move.items()}), side),
            reach,
        )
        for pose in poses.values()
        for move in _NEXT
    )


def closest(
    poses: Mapping[str, Pose], side: int, reach: int = 1
) -> tuple[int, str, str]:
    """The two that are most alike, and how far they are apart."""
    pictures = {name: seen(pose, side) for name, pose in poses.items()}
    return min(
        (distance(pictures[one], pictures[other], reach), one, other)
        for one, other in itertools.combinations(pictures, 2)
    )


def test_twelve_feelings_are_told_apart() -> None:
    assert len(FEELINGS) == 12
    calm = breath(FEELINGS, SMALL)
    assert 0 < calm < 40
    apart, *names = closest(FEELINGS, SMALL)
    assert apart >= _CLEARLY * calm, names


def test_twelve_feelings_are_told_apart_by_the_face_alone() -> None:
    faces = {name: bare(pose) for name, pose in FEELINGS.items()}
    calm = breath(faces, SMALL)
    apart, *names = closest(faces, SMALL)
    assert apart >= _CLEARLY * calm, names


def test_feelings_are_told_apart_in_every_palette() -> None:
    """At least by twice a breath: the darkest and the lightest hair and skin."""
    for palette in CHARACTER.geometry.wardrobe.palettes:
        geometry = load_character(appearance=Appearance(palette, "long")).geometry
        pictures = {
            name: grey(
                picture(bare(pose), (SMALL, SMALL), painter=AvatarPainter(geometry))
            )
            for name, pose in FEELINGS.items()
        }
        for one, other in itertools.combinations(pictures, 2):
            apart = distance(pictures[one], pictures[other])
            assert apart >= 50, (palette, one, other)


@pytest.mark.parametrize(("side", "least"), [(SMALL, 4.0), (BADGE, 2.0)])
def test_eight_states_are_told_apart(side: int, least: float) -> None:
    assert len(STATES) == 8
    calm = breath(STATES, side)
    apart, *names = closest(STATES, side)
    assert apart >= least * max(calm, 8), names


@pytest.mark.parametrize(
    ("side", "reach", "least"),
    [(SMALL, 0, 24), (240, 1, 30)],
    ids=["small", "in the window"],
)
def test_fifteen_mouths_are_told_apart(side: int, reach: int, least: int) -> None:
    """A mouth of 96-pixel faces is ten pixels wide: there, places are compared."""
    mouths = {viseme.value: posed(RIG, RIG.visemes[viseme]) for viseme in Viseme}
    pictures = {name: seen(pose, side) for name, pose in mouths.items()}
    for name, pose in mouths.items():
        jaw = pose.changed({Channel.JAW_OPEN: pose[Channel.JAW_OPEN] + 0.02})
        assert 2 * distance(pictures[name], seen(jaw, side), reach) <= least, name
    apart, *names = closest(mouths, side, reach)
    assert apart >= least, names


@pytest.mark.parametrize("palette", CHARACTER.geometry.wardrobe.palettes)
def test_fifteen_mouths_are_told_apart_in_every_palette(palette: str) -> None:
    geometry = load_character(appearance=Appearance(palette)).geometry
    pictures = {
        viseme: grey(
            picture(
                posed(RIG, RIG.visemes[viseme]),
                (SMALL, SMALL),
                painter=AvatarPainter(geometry),
            )
        )
        for viseme in Viseme
    }
    for one, other in itertools.combinations(Viseme, 2):
        assert distance(pictures[one], pictures[other], 0) >= 24, (one, other)


def test_sounds_are_still_told_apart_while_something_is_felt() -> None:
    for feeling in ("happy", "sad", "angry"):
        mouth = {
            c: v for c, v in FEELINGS[feeling].items() if not c.startswith("mouth")
        }
        shown = {
            viseme.value: posed(RIG, RIG.visemes[viseme]).changed(
                {c: v for c, v in mouth.items() if not c.startswith(("jaw", "tongue"))}
            )
            for viseme in (Viseme.PP, Viseme.FF, Viseme.AA, Viseme.OU, Viseme.SS)
        }
        apart, *names = closest(shown, SMALL, 0)
        assert apart >= 24, (feeling, names)


@pytest.mark.parametrize(
    "channel",
    [
        Channel.TEAR, Channel.SWEAT, Channel.MARK_LISTEN, Channel.MARK_WRITE,
        Channel.MARK_THINK, Channel.MARK_ALERT, Channel.MARK_ANGER, Channel.MARK_WATCH,
        Channel.MARK_SLEEP, Channel.MARK_QUESTION, Channel.MARK_FAULT,
        Channel.EYES_COVERED, Channel.SPARKLE,
    ],
)  # fmt: skip
@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("sight", [Sight.GREY, Sight.DEUTERANOPIA])
def test_marks_need_no_hue(channel: Channel, look: Look, sight: Sight) -> None:
    without = picture(posed(RIG), (SMALL, SMALL), look)
    with_it = picture(posed(RIG, {channel: 1.0}), (SMALL, SMALL), look)
    apart = distance(grey(as_seen(without, sight)), grey(as_seen(with_it, sight)))
    assert apart >= 24, apart


@pytest.mark.parametrize("sight", [Sight.GREY, Sight.DEUTERANOPIA])
def test_strong_cheeks_are_seen_by_their_strokes(sight: Sight) -> None:
    pale = picture(posed(RIG), (240, 240))
    red = picture(posed(RIG, {Channel.BLUSH: 0.8}), (240, 240))
    assert distance(grey(as_seen(pale, sight)), grey(as_seen(red, sight)), seen=12) > 40


# ---- the measure itself ------------------------------------------------------------------


def test_the_measure_sees_no_difference_where_there_is_none() -> None:
    rest = seen(posed(RIG), SMALL)
    assert distance(rest, rest) == 0
    assert distance(rest, np.roll(rest, 1, axis=1)) < 12  # one pixel aside
    assert distance(rest, rest + 10.0) == 0  # a little lighter


def test_the_measure_sees_what_a_person_sees() -> None:
    rest = posed(RIG)
    for change in (
        {Channel.BROW_DOWN_LEFT: 0.9, Channel.BROW_DOWN_RIGHT: 0.9},
        {Channel.EYE_BLINK_LEFT: 1.0},
        {Channel.JAW_OPEN: 0.6},
    ):
        assert distance(seen(rest, SMALL), seen(rest.changed(change), SMALL)) > 30


def test_the_measure_does_not_see_hue() -> None:
    blush = posed(RIG, {Channel.BLUSH: 0.2})
    assert distance(seen(posed(RIG), SMALL), seen(blush, SMALL)) < 12
