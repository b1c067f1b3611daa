"""Watching, sleeping, privacy; where the eyes go; nods, moods, breaths."""

from __future__ import annotations

import itertools

import pytest

from lumen.avatar.backchannels import Backchannels
from lumen.avatar.engine import AvatarEngine
from lumen.avatar.gaze import Gaze
from lumen.avatar.gestures import Gesture
from lumen.avatar.names import Presence
from lumen.avatar.rig import Channel, Pose
from lumen.avatar.rig_file import load_rig
from lumen.core.assets import asset
from lumen.core.turn import Phase
from lumen.core.units import Seconds

RIG = load_rig(asset("characters", "lumen", "rig.toml"))
START = 500.0
COLOURS = {Channel.LAMP, Channel.BLUSH, Channel.BREATH}


def shown(
    presence: Presence, phase: Phase = Phase.IDLE, after: float = 3.0
) -> tuple[AvatarEngine, Pose]:
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START))
    engine.set_presence(presence, Seconds(START))
    engine.set_phase(phase, Seconds(START))
    return engine, engine.pose(Seconds(START + after))


def test_every_state_is_unmistakable_without_colour() -> None:
    poses = {phase: shown(Presence.HERE, phase, 0.6)[1] for phase in Phase}
    poses |= {one: shown(one)[1] for one in Presence if one is not Presence.HERE}
    del poses[Phase.SPEAKING]  # the moving mouth tells
    for first, second in itertools.combinations(poses, 2):
        one, two = poses[first], poses[second]
        apart = sum(abs(one[c] - two[c]) for c in Channel if c not in COLOURS)
        assert apart > 1.5, (first, second)


def test_a_sleeper_has_closed_eyes_and_does_not_look_around() -> None:
    engine, pose = shown(Presence.SLEEPING)
    assert engine.activity is Presence.SLEEPING
    assert pose[Channel.EYE_BLINK_LEFT] == pose[Channel.EYE_BLINK_RIGHT] == 1.0
    assert pose[Channel.MARK_SLEEP] > 0.9
    later = [engine.pose(Seconds(START + 10 + t)) for t in range(20)]
    assert len({round(pose[Channel.HEAD_YAW], 4) for pose in later}) == 1


def test_lids_fall_slowly_and_rise_quickly() -> None:
    engine, early = shown(Presence.SLEEPING, after=0.7)
    assert early[Channel.EYE_BLINK_RIGHT] < 0.8
    engine.pose(Seconds(START + 4))
    engine.set_presence(Presence.HERE, Seconds(START + 5))
    assert engine.pose(Seconds(START + 5.45))[Channel.EYE_BLINK_RIGHT] < 0.2


def test_a_turn_wakes_a_sleeper_who_then_sleeps_on() -> None:
    engine, pose = shown(Presence.SLEEPING, Phase.LISTENING)
    assert engine.activity is Phase.LISTENING
    assert pose[Channel.MARK_LISTEN] > 0.6
    assert pose[Channel.MARK_SLEEP] == 0.0
    engine.set_phase(Phase.IDLE, Seconds(START + 4))
    assert engine.pose(Seconds(START + 8))[Channel.MARK_SLEEP] > 0.9


def test_no_turn_uncovers_the_eyes() -> None:
    for phase in Phase:
        engine, pose = shown(Presence.PRIVACY, phase)
        assert engine.activity is Presence.PRIVACY
        assert pose[Channel.EYES_COVERED] == 1.0
    assert shown(Presence.HERE)[1][Channel.EYES_COVERED] == 0.0


def test_a_watcher_looks_at_the_film_and_now_and_then_at_the_person() -> None:
    engine, _ = shown(Presence.WATCHING)
    looks = []
    for step in range(1200):
        engine.pose(Seconds(START + 3 + step / 10))
        looks.append(engine._gaze.direction(Seconds(START + 3 + step / 10))[0])
    assert sum(x < -0.25 for x in looks) / len(looks) > 0.75
    assert any(abs(x) < 0.1 for x in looks)


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_a_watcher_turns_to_where_the_film_is(side: float) -> None:
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START))
    engine.set_film(0.6 * side, 0.2, Seconds(START))
    engine.set_presence(Presence.WATCHING, Seconds(START))
    poses = [engine.pose(Seconds(START + 2 + t / 4)) for t in range(120)]
    aside = [side * pose[Channel.GAZE_X] for pose in poses]
    assert sum(x > 0.2 for x in aside) > 0.7 * len(poses)
    assert sum(side * pose[Channel.BODY_YAW] > 0.1 for pose in poses) > 0.9 * len(poses)
    engine.set_film(-0.6 * side, 0.2, Seconds(START + 40))
    other = [engine.pose(Seconds(START + 44 + t / 4)) for t in range(60)]
    assert sum(side * pose[Channel.GAZE_X] < -0.2 for pose in other) > 0.7 * len(other)


def test_waking_up_is_lively() -> None:
    engine, asleep = shown(Presence.SLEEPING)
    engine.set_presence(Presence.HERE, Seconds(START + 4))
    waking = [engine.pose(Seconds(START + 4 + t / 60)) for t in range(120)]
    assert max(pose[Channel.BODY_LEAN] for pose in waking) > asleep[Channel.BODY_LEAN]
    highest = min(pose[Channel.HEAD_PITCH] for pose in waking)
    rest = engine.pose(Seconds(START + 12))
    assert highest < rest[Channel.HEAD_PITCH] - 0.1  # the head comes up further
    yaws = [pose[Channel.HEAD_YAW] for pose in waking]
    assert max(yaws) - min(yaws) > 0.15  # and is shaken
    assert max(pose[Channel.EYE_WIDE_LEFT] for pose in waking) > 0.3
    assert max(pose[Channel.BREATH] for pose in waking[:40]) > 0.9


def test_waking_up_with_reduced_motion_shakes_nothing() -> None:
    engine, _ = shown(Presence.SLEEPING)
    engine.set_reduced_motion(True)
    engine.set_presence(Presence.HERE, Seconds(START + 4))
    waking = [engine.pose(Seconds(START + 4.3 + t / 60)) for t in range(90)]
    steps = [
        abs(b[Channel.HEAD_YAW] - a[Channel.HEAD_YAW])
        for a, b in itertools.pairwise(waking)
    ]
    assert max(steps) < 0.012
    assert waking[-1][Channel.EYE_BLINK_LEFT] < 0.5


def test_from_privacy_into_sleep_nobody_wakes() -> None:
    engine, _ = shown(Presence.PRIVACY)
    engine.set_presence(Presence.SLEEPING, Seconds(START + 4))
    poses = [engine.pose(Seconds(START + 4 + t / 30)) for t in range(60)]
    assert all(pose[Channel.EYE_BLINK_LEFT] > 0.9 for pose in poses)


def test_setting_the_same_presence_again_changes_nothing() -> None:
    one, two = shown(Presence.WATCHING)[0], shown(Presence.WATCHING)[0]
    two.set_presence(Presence.WATCHING, Seconds(START + 3.5))
    assert dict(one.pose(Seconds(START + 5))) == dict(two.pose(Seconds(START + 5)))


# ---- eyes ------------------------------------------------------------------------------


def test_a_pointer_is_noticed_but_not_stared_after() -> None:
    gaze = Gaze(3, Seconds(START))
    gaze.hold(0.8, 0.2, Seconds(START))
    looks = []
    for step in range(1, 1200):
        at = Seconds(START + step / 60)
        gaze.advance(at, Phase.IDLE)
        if step % 15 == 0:
            gaze.hold(0.8 + 0.001 * (step % 2), 0.2, at)
        looks.append(gaze.direction(at)[0])
    at_pointer = sum(x > 0.7 for x in looks) / len(looks)
    assert 0.6 < at_pointer < 0.95
    assert all(x > 0.7 for x in looks[10:85])
    assert any(abs(x) < 0.05 for x in looks)
    gaze.release(Seconds(START + 20))
    gaze.release(Seconds(START + 20))
    gaze.advance(Seconds(START + 20.1), Phase.IDLE)
    assert gaze.direction(Seconds(START + 20.5))[0] < 0.75


def test_text_that_is_typed_comes_before_the_pointer() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START))
    engine.look_at(0.9, -0.5, Seconds(START))
    for letter in range(20):
        at = Seconds(START + 0.5 + 0.2 * letter)
        engine.read(-0.4, 0.9, at)
        engine.pose(Seconds(at + 0.15))
        x, y = engine._gaze.direction(Seconds(at + 0.15))
        assert -0.5 < x < -0.3
        assert y == pytest.approx(0.9)
    engine.pose(Seconds(START + 9))
    assert engine._gaze.direction(Seconds(START + 9))[1] < 0.3


def test_the_eyes_turn_back_while_the_head_turns() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START))
    engine.look_at(0.5, 0.0, Seconds(START))
    first = engine.pose(Seconds(START + 0.15))
    settled = engine.pose(Seconds(START + 1.4))
    assert first[Channel.HEAD_YAW] < 0.1
    assert settled[Channel.HEAD_YAW] > 0.15
    assert first[Channel.GAZE_X] > settled[Channel.GAZE_X] + 0.04


def test_a_saccade_takes_as_long_as_its_way_demands() -> None:
    times = {}
    for x in (0.2, 0.9):
        gaze = Gaze(3, Seconds(START))
        gaze.hold(x, 0.0, Seconds(START))
        times[x] = next(
            t for t in range(1, 300) if gaze.direction(Seconds(START + t / 1e3))[0] >= x
        )
    assert times[0.9] - times[0.2] == pytest.approx(2.2 * 27 * 0.7, abs=3)


# ---- nods, moods, breaths ----------------------------------------------------------------


def nods(pauses: tuple[float, ...] = (), seconds: int = 60) -> list[float]:
    backchannels = Backchannels(3)
    backchannels.set_phase(Phase.LISTENING, Seconds(0))
    waiting, found = list(pauses), []
    for step in range(seconds * 120):
        at = Seconds(step / 120)
        if waiting and waiting[0] <= at:
            backchannels.pause(Seconds(waiting.pop(0)))
        if backchannels.advance(at) is not None:
            found.append(at)
    return found


def test_a_listener_nods_now_and_then_but_never_twice_at_once() -> None:
    times = nods()
    assert 5 <= len(times) <= 15
    assert times[0] > 1.5
    assert all(b - a >= 2.0 for a, b in itertools.pairwise(times))


def test_pauses_are_answered() -> None:
    pauses = tuple(float(t) for t in range(5, 60, 5))
    near = [t for t in nods(pauses) if any(0.2 < t - p < 0.4 for p in pauses)]
    assert len(near) >= 4


def test_nobody_nods_without_a_speaker() -> None:
    backchannels = Backchannels(3)
    backchannels.pause(Seconds(1))
    assert backchannels.advance(Seconds(100)) is None
    backchannels.set_phase(Phase.LISTENING, Seconds(100))
    backchannels.set_phase(Phase.THINKING, Seconds(101))
    backchannels.skip_to(Seconds(150))
    assert backchannels.advance(Seconds(200)) is None


def test_a_nod_after_a_pause_is_seen() -> None:
    def deepest(pause: bool) -> float:
        engine = AvatarEngine(RIG, 4)
        engine.pose(Seconds(START))
        engine.set_phase(Phase.LISTENING, Seconds(START))
        engine.pose(Seconds(START + 2.5))
        if pause:
            engine.hear_pause(Seconds(START + 2.5))
        return max(
            engine.pose(Seconds(START + 2.5 + t / 30))[Channel.HEAD_PITCH]
            for t in range(21)
        )

    seeds_answer = Backchannels(4)._chance.uniform(0, "pause") < 0.75
    assert seeds_answer
    assert deepest(pause=True) > deepest(pause=False) + 0.03


def test_a_mood_lasts_until_the_next() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.set_mood(1.0, 0.5, Seconds(START))
    rest = RIG.rest[Channel.MOUTH_SMILE_RIGHT]
    early = engine.pose(Seconds(START + 0.4))[Channel.MOUTH_SMILE_RIGHT] - rest
    full = engine.pose(Seconds(START + 3))[Channel.MOUTH_SMILE_RIGHT] - rest
    hour = engine.pose(Seconds(START + 3600))[Channel.MOUTH_SMILE_RIGHT] - rest
    assert early < 0.3 * full
    assert full > 0.25
    assert hour == pytest.approx(full, abs=0.4)
    engine.set_mood(-9.0, 0.0, Seconds(START + 3600))
    assert engine.pose(Seconds(START + 3604))[Channel.MOUTH_FROWN_LEFT] > 0.2


def test_an_expression_of_the_characters_own() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.express("curious", 1.0, Seconds(START))
    assert engine.pose(Seconds(START + 1))[Channel.HEAD_ROLL] > 0.2
    engine.express("nothing anybody knows", 1.0, Seconds(START + 1))
    assert engine.pose(Seconds(START + 3))[Channel.HEAD_ROLL] < 0.15


def test_one_quick_breath_comes_before_speaking() -> None:
    def fullest(told: bool) -> list[float]:
        engine = AvatarEngine(RIG, 9)
        engine.pose(Seconds(START))
        if told:
            engine.inhale(Seconds(START + 0.1))
        engine.set_phase(Phase.SPEAKING, Seconds(START + 0.6))
        return [engine.pose(Seconds(START + t / 60))[Channel.BREATH] for t in range(70)]

    before, after = fullest(told=True), fullest(told=False)
    assert max(before[:36]) > 0.99 > max(after[:36])
    assert max(after[36:]) > 0.99


def test_smaller_and_double_nods() -> None:
    def deepest(gesture: Gesture, first: float, last: float) -> float:
        calm, moved = AvatarEngine(RIG, 9), AvatarEngine(RIG, 9)
        calm.pose(Seconds(START))
        moved.gesture(gesture, Seconds(START))
        steps = range(int(first * 100), int(last * 100), 2)
        times = [Seconds(START + step / 100) for step in steps]
        return max(
            moved.pose(at)[Channel.HEAD_PITCH] - calm.pose(at)[Channel.HEAD_PITCH]
            for at in times
        )

    small = deepest(Gesture.SMALL_NOD, 0, 0.5)
    assert 0.03 < small < deepest(Gesture.NOD, 0, 0.5)
    assert deepest(Gesture.DOUBLE_NOD, 0.5, 0.9) > 0.04
