"""The face's life: the same at every frame rate, within its ranges, like people's."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.avatar.chance import Chance
from lumen.avatar.engine import LONGEST_CATCH_UP, AvatarEngine
from lumen.avatar.gestures import Gesture, length
from lumen.avatar.names import Presence
from lumen.avatar.rig import MOUTH_CHANNELS, RANGES, Channel, Pose
from lumen.avatar.rig_file import load_rig
from lumen.core.assets import asset
from lumen.core.expression import Expression, Viseme
from lumen.core.speech import Clip, Heard, Sentence, VisemeSpan
from lumen.core.turn import Phase
from lumen.core.units import Seconds

RIG = load_rig(asset("characters", "lumen", "rig.toml"))
START = 500.0


def spoken(length: float = 2.0) -> Clip:
    some = "aa PP ou SS E nn sil FF TH"
    shapes = itertools.cycle([Viseme(name) for name in some.split()])
    spans, at = [], 0.0
    while at < length - 1e-9:
        spans.append(VisemeSpan(next(shapes), Seconds(at), Seconds(at + 0.1)))
        at += 0.1
    rate = 8_000
    samples = np.zeros(round(length * rate), np.float32)
    return Clip(Sentence(0, "x", "x"), samples, rate, tuple(spans), ())


CLIP = spoken()

INPUTS = (
    (0.5, lambda e, at: e.set_phase(Phase.LISTENING, at)),
    (1.0, lambda e, at: e.express(Expression.HAPPY, 0.9, at)),
    (2.013, lambda e, at: e.set_phase(Phase.TRANSCRIBING, at)),
    (2.5, lambda e, at: e.set_phase(Phase.THINKING, at)),
    (3.0, lambda e, at: e.gesture(Gesture.TILT, at)),
    (4.0, lambda e, at: e.set_phase(Phase.SPEAKING, at)),
    (6.2, lambda e, at: e.set_phase(Phase.INTERRUPTED, at)),
    (7.0, lambda e, at: e.look_at(0.8, 0.3, at)),
    (8.3, lambda e, at: e.look_free(at)),
    (9.0, lambda e, at: e.set_phase(Phase.ERROR, at)),
    (10.0, lambda e, at: e.express(Expression.SAD, 0.7, at)),
    (10.9, lambda e, at: e.gesture(Gesture.WAVE, at)),
    (11.0, lambda e, at: e.gesture(Gesture.SHAKE, at)),
    (11.5, lambda e, at: e.set_phase(Phase.IDLE, at)),
    (11.6, lambda e, at: e.set_mood(0.6, -0.4, at)),
    (11.65, lambda e, at: e.set_presence(Presence.WATCHING, at)),
    (11.7, lambda e, at: e.express("curious", 0.8, at)),
    (11.8, lambda e, at: e.set_film(0.7, 0.2, at)),
    (12.0, lambda e, at: e.set_presence(Presence.SLEEPING, at)),
    (12.1, lambda e, at: e.read(0.1, 0.9, at)),
    (12.4, lambda e, at: e.inhale(at)),
    (12.5, lambda e, at: e.set_presence(Presence.HERE, at)),
    (12.8, lambda e, at: e.set_presence(Presence.PRIVACY, at)),
)


def heard(at: float) -> Heard | None:
    position = at - (START + 4.1)
    return Heard(CLIP, Seconds(position)) if 0 <= position < CLIP.duration else None


def live(fps: int, *, stall: tuple[float, float] | None = None) -> dict[float, Pose]:
    """Thirteen seconds of one life, seen at `fps`; poses at tenths of seconds."""
    engine = AvatarEngine(RIG, 3)
    seen = {}
    waiting = list(INPUTS)
    for frame in range(13 * fps + 1):
        time = frame / fps
        at = START + time
        while waiting and waiting[0][0] <= time:
            moment, act = waiting.pop(0)
            act(engine, Seconds(START + moment))
        if stall is not None and stall[0] < time < stall[1]:
            continue
        pose = engine.pose(Seconds(at), heard(at))
        if frame % (fps // 10) == 0:
            seen[round(time, 3)] = pose
    return seen


def apart(first: dict[float, Pose], second: dict[float, Pose]) -> float:
    return max(
        abs(first[time][channel] - second[time][channel])
        for time in first.keys() & second.keys()
        for channel in Channel
    )


@pytest.fixture(scope="module")
def at_sixty() -> dict[float, Pose]:
    return live(60)


@pytest.mark.parametrize("fps", [20, 30, 120, 240])
def test_the_frame_rate_changes_nothing(at_sixty: dict[float, Pose], fps: int) -> None:
    other = live(fps)
    assert len(other.keys() & at_sixty.keys()) > 100
    assert apart(at_sixty, other) < 1e-9


def test_a_stall_of_ten_seconds_changes_nothing(at_sixty: dict[float, Pose]) -> None:
    stalled = live(60, stall=(2.95, 12.95))
    later = {time: pose for time, pose in stalled.items() if time >= 12.95}
    assert later
    # While nobody looks, nobody hears either; seconds later that is forgotten.
    silent = {
        time: pose.changed({Channel.LAMP: at_sixty[time][Channel.LAMP]})
        for time, pose in later.items()
    }
    assert apart({t: at_sixty[t] for t in silent}, silent) < 1e-5


@pytest.mark.parametrize("fps", [20, 30, 60, 120, 240])
def test_a_stall_with_all_inputs_told_changes_nothing_at_all(fps: int) -> None:
    engines = AvatarEngine(RIG, 5), AvatarEngine(RIG, 5)
    for engine in engines:
        engine.pose(Seconds(START))
        engine.set_phase(Phase.LISTENING, Seconds(START + 0.5))
        engine.hear_pause(Seconds(START + 2.2))
        engine.express(Expression.HAPPY, 1.0, Seconds(START + 3))
        engine.set_phase(Phase.SPEAKING, Seconds(START + 4))
        engine.speak(CLIP, Seconds(START + 4.2))
        engine.set_phase(Phase.THINKING, Seconds(START + 8))
        engine.speak(CLIP, Seconds(START + 9.3))
        engine.set_phase(Phase.IDLE, Seconds(START + 10.4))
        engine.set_film(0.6, -0.2, Seconds(START + 10.5))
        engine.set_presence(Presence.WATCHING, Seconds(START + 11))
        engine.set_presence(Presence.SLEEPING, Seconds(START + 12))
        engine.read(0.4, 0.9, Seconds(START + 12.6))
        engine.set_presence(Presence.HERE, Seconds(START + 12.7))
    for frame in range(1, 10 * fps):
        engines[0].pose(Seconds(START + frame / fps))
    for moment in (10.0, 10.3, 11.7, 12.5, 13.1, 14.0):
        first, second = (engine.pose(Seconds(START + moment)) for engine in engines)
        assert all(abs(first[c] - second[c]) < 1e-9 for c in Channel)


@given(st.lists(st.floats(1e-4, 0.4), min_size=1, max_size=60))
@settings(max_examples=25, deadline=None)
def test_jitter_of_frames_changes_nothing(waits: list[float]) -> None:
    smooth, rough = AvatarEngine(RIG, 8), AvatarEngine(RIG, 8)
    for engine in (smooth, rough):
        engine.pose(Seconds(START))
        engine.set_phase(Phase.LISTENING, Seconds(START + 0.3))
        engine.express(Expression.SURPRISED, 1.0, Seconds(START + 0.7))
    at = START
    for wait in waits:
        at += wait
        rough.pose(Seconds(at))
    first, second = smooth.pose(Seconds(at)), rough.pose(Seconds(at))
    assert all(abs(first[c] - second[c]) < 1e-9 for c in Channel)


def test_the_same_seed_lives_the_same_life(at_sixty: dict[float, Pose]) -> None:
    assert apart(at_sixty, live(60)) == 0.0


def test_another_seed_lives_another_life() -> None:
    poses = []
    for seed in (1, 2):
        engine = AvatarEngine(RIG, seed)
        poses.append([engine.pose(Seconds(START + t / 5)) for t in range(60)])
    assert any(
        abs(a[Channel.GAZE_X] - b[Channel.GAZE_X]) > 0.05
        for a, b in zip(*poses, strict=True)
    )


def test_a_night_hidden_costs_no_night(at_sixty: dict[float, Pose]) -> None:
    engine = AvatarEngine(RIG, 3)
    engine.pose(Seconds(START))
    engine.set_phase(Phase.LISTENING, Seconds(START + 100))
    steps = 0
    original = engine._tick

    def counting(step: int) -> None:
        nonlocal steps
        steps += 1
        original(step)

    engine._tick = counting  # type: ignore[method-assign]  # counts what is done
    pose = engine.pose(Seconds(START + 8 * 3600))
    assert steps <= LONGEST_CATCH_UP * 120 + 2
    assert engine.phase is Phase.LISTENING
    assert pose[Channel.MARK_LISTEN] > 0.5


def test_time_never_runs_backwards() -> None:
    engine = AvatarEngine(RIG, 3)
    last = engine.pose(Seconds(START + 2))
    assert dict(engine.pose(Seconds(START))) == dict(last)


def test_a_late_input_takes_effect_at_once() -> None:
    engine = AvatarEngine(RIG, 3)
    engine.pose(Seconds(START + 5))
    engine.set_phase(Phase.THINKING, Seconds(START + 1))
    engine.pose(Seconds(START + 5.1))
    assert engine.phase is Phase.THINKING


# ---- ranges ----------------------------------------------------------------------------


@given(
    st.integers(0, 2**31),
    st.lists(
        st.tuples(
            st.floats(0.01, 3.0),
            st.one_of(
                st.sampled_from(list(Phase)),
                st.sampled_from(list(Presence)),
                st.sampled_from(sorted(RIG.extras)).map(lambda name: f"feel {name}"),
                st.sampled_from(list(Expression)),
                st.sampled_from(list(Gesture)),
                st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
                st.sampled_from(["speak", "silence", "free", "calm", "lively"]),
            ),
        ),
        max_size=12,
    ),
)
@settings(max_examples=40, deadline=None)
def test_no_channel_leaves_its_range(
    seed: int, inputs: list[tuple[float, object]]
) -> None:
    engine = AvatarEngine(RIG, seed)
    at = START
    for wait, what in inputs:
        at += wait
        _give(engine, what, Seconds(at))
        pose = engine.pose(Seconds(at + 0.05))
        for channel, limit in RANGES.items():
            assert limit.low <= pose[channel] <= limit.high, channel


def _give(engine: AvatarEngine, what: object, at: Seconds) -> None:
    match what:
        case Phase():
            engine.set_phase(what, at)
        case Presence():
            engine.set_presence(what, at)
            engine.read(0.2, 0.8, at)
            engine.set_mood(1.0 if what is Presence.HERE else -1.0, 1.0, at)
        case Expression():
            engine.express(what, 1.0, at)
        case Gesture():
            engine.gesture(what, at)
        case (float(x), float(y)):
            engine.look_at(x, y, at)
            engine.set_film(x, y, at)
        case str() if what.startswith("feel "):
            engine.express(what.removeprefix("feel "), 1.0, at)
        case "speak":
            engine.speak(CLIP, at)
        case "silence":
            engine.speak(None, at)
        case "free":
            engine.look_free(at)
        case _:
            engine.set_reduced_motion(what == "calm")


def _ranges_of(seconds: int) -> dict[Channel, tuple[float, float]]:
    """Lowest and highest of each channel in a life full of everything."""
    engine, chance = AvatarEngine(RIG, 12), Chance(12, "hour")
    acts: list[object] = [*Phase, *Presence, *Expression, *Gesture, "speak", "free"]
    acts += [f"feel {name}" for name in RIG.extras]
    acts += [(-1.0, -1.0), (1.0, 1.0), "silence"]
    lowest = dict.fromkeys(Channel, math.inf)
    highest = dict.fromkeys(Channel, -math.inf)
    for quarter in range(4 * seconds):
        at = Seconds(START + quarter / 4)
        if quarter % 10 == 0:
            _give(engine, acts[int(chance.uniform(quarter) * len(acts))], at)
        for channel, value in engine.pose(at).items():
            lowest[channel] = min(lowest[channel], value)
            highest[channel] = max(highest[channel], value)
    return {channel: (lowest[channel], highest[channel]) for channel in Channel}


@pytest.mark.parametrize("seconds", [120, pytest.param(3600, marks=pytest.mark.slow)])
def test_no_channel_leaves_its_range_in_an_hour(seconds: int) -> None:
    reached = _ranges_of(seconds)
    for channel, limit in RANGES.items():
        lowest, highest = reached[channel]
        assert limit.low <= lowest <= highest <= limit.high, channel
    still = {c for c, (lowest, highest) in reached.items() if highest - lowest < 0.02}
    assert seconds < 3600 or still <= {Channel.CHEEK_PUFF}


@pytest.mark.parametrize("phase", list(Phase))
def test_springs_settle(phase: Phase) -> None:
    engine = AvatarEngine(RIG, 4)
    engine.set_reduced_motion(False)
    engine.set_presence(Presence.SLEEPING, Seconds(START))
    engine.pose(Seconds(START))
    for number in range(8):
        engine.gesture(Gesture.SHAKE, Seconds(START + number / 2))
        engine.set_phase(phase, Seconds(START + number / 2))
    engine.set_phase(Phase.IDLE, Seconds(START + 4))
    engine.pose(Seconds(START + 6))
    calm = engine.pose(Seconds(START + 16))
    for channel in RIG.springs:
        assert abs(calm[channel]) < 1e-4, channel


# ---- statistics of ten minutes -----------------------------------------------------------


def _blinks(phase: Phase) -> list[float]:
    engine = AvatarEngine(RIG, 11)
    engine.set_phase(phase, Seconds(START))
    times: list[float] = []
    for frame in range(600 * 2):
        engine.pose(Seconds(START + frame / 2))
        times += [begun for begun in engine._blinks._begun if begun not in times[-4:]]
    return [time for time in times if time >= START]


@pytest.mark.parametrize(
    ("phase", "least", "most"),
    [(Phase.IDLE, 13, 21), (Phase.SPEAKING, 21, 31), (Phase.THINKING, 10, 19)],
)
def test_blinks_a_minute_are_those_of_people(
    phase: Phase, least: float, most: float
) -> None:
    times = _blinks(phase)
    assert least <= len(times) / 10 <= most
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert statistics.stdev(gaps) / statistics.mean(gaps) > 0.35


def test_fourteen_breaths_a_minute_and_a_wandering_gaze() -> None:
    engine = AvatarEngine(RIG, 11)
    levels, gaze = [], []
    for frame in range(600 * 4):
        pose = engine.pose(Seconds(START + frame / 4))
        levels.append(pose[Channel.BREATH])
        gaze.append(engine._gaze.direction(Seconds(START + frame / 4)))
    breaths = sum(a < 0.5 <= b for a, b in itertools.pairwise(levels))
    assert 13 <= breaths / 10 <= 15
    contact = sum(abs(x) < 0.15 and abs(y) < 0.12 for x, y in gaze) / len(gaze)
    assert 0.4 < contact < 0.85
    shifts = sum(
        abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.05 for a, b in itertools.pairwise(gaze)
    )
    assert 15 <= shifts / 10 <= 70


def test_a_blink_closes_faster_than_it_opens() -> None:
    engine = AvatarEngine(RIG, 4)
    shut = []
    for tick in range(240 * 20):
        engine.pose(Seconds(START + tick / 240))
        shut.append(engine._blinks.closed(Seconds(START + tick / 240)))
    peak = next(i for i, value in enumerate(shut) if value > 0.999)
    down = next(n for n in range(1, 100) if shut[peak - n] < 0.05)
    opening = next(i for i in range(peak, len(shut)) if shut[i] < 0.999)
    up = next(n for n in range(1, 100) if shut[opening + n] < 0.1)
    assert 0.04 < down / 240 < 0.09
    assert up > 1.4 * down


# ---- meaning ---------------------------------------------------------------------------


def _after(seconds: float, *acts) -> Pose:
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START))
    for act in acts:
        act(engine, Seconds(START + 0.1))
    for step in range(int(seconds * 30)):
        engine.pose(Seconds(START + 0.1 + step / 30))
    return engine.pose(Seconds(START + 0.1 + seconds))


def test_an_expression_comes_in_a_quarter_second_and_fades_by_its_half_life() -> None:
    def smile(after: float) -> float:
        pose = _after(after, lambda e, at: e.express(Expression.HAPPY, 1.0, at))
        return pose[Channel.MOUTH_SMILE_RIGHT] - RIG.rest[Channel.MOUTH_SMILE_RIGHT]

    full = smile(0.6)
    assert full > 0.6
    assert smile(0.06) < 0.3 * full
    assert smile(10.0) == pytest.approx(full / 2, rel=0.15)


def test_neutral_ends_a_feeling() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.express(Expression.ANGRY, 1.0, Seconds(START))
    assert engine.pose(Seconds(START + 1))[Channel.BROW_DOWN_LEFT] > 0.8
    engine.express(Expression.NEUTRAL, 1.0, Seconds(START + 1))
    assert engine.pose(Seconds(START + 2))[Channel.BROW_DOWN_LEFT] < 0.05


def test_phases_can_be_told_apart_by_their_marks_and_posture() -> None:
    def phase(which: Phase, after: float = 1.0) -> Pose:
        return _after(after, lambda e, at: e.set_phase(which, at))

    assert phase(Phase.LISTENING)[Channel.MARK_LISTEN] > 0.6
    assert phase(Phase.LISTENING)[Channel.BODY_LEAN] > 0.5
    assert phase(Phase.THINKING)[Channel.MARK_THINK] > 0.5
    assert phase(Phase.TRANSCRIBING)[Channel.MARK_WRITE] > 0.2
    assert phase(Phase.INTERRUPTED, 0.4)[Channel.EYE_WIDE_LEFT] > 0.6
    assert phase(Phase.INTERRUPTED, 0.4)[Channel.MARK_ALERT] > 0.6
    assert phase(Phase.ERROR)[Channel.SWEAT] > 0.8
    assert phase(Phase.IDLE)[Channel.MARK_LISTEN] == 0.0
    assert phase(Phase.LISTENING)[Channel.LAMP] > phase(Phase.IDLE)[Channel.LAMP] + 0.3


def test_while_thinking_she_looks_up_and_away() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.set_phase(Phase.THINKING, Seconds(START))
    up = [
        engine._gaze.direction(Seconds(at))[1] < -0.3
        for at in np.arange(START + 1, START + 40, 0.5)
        if engine.pose(Seconds(at))
    ]
    assert sum(up) / len(up) > 0.7


def test_the_mouth_is_exactly_where_the_loudspeaker_is() -> None:
    engine = AvatarEngine(RIG, 9)
    closed = engine.pose(Seconds(START), Heard(CLIP, Seconds(0.15)))
    opened = engine.pose(Seconds(START + 0.01), Heard(CLIP, Seconds(0.05)))
    assert closed[Channel.JAW_OPEN] < 0.05
    assert closed[Channel.MOUTH_PRESS] > 0.7
    assert opened[Channel.JAW_OPEN] > 0.6


@pytest.mark.parametrize("seed", range(4))
def test_idle_life_never_moves_the_mouth_of_a_speaker(seed: int) -> None:
    """The mouth is that of another life at the same position, whatever else goes on."""
    lively, calm = AvatarEngine(RIG, seed), AvatarEngine(RIG, 77)
    for engine in (lively, calm):
        engine.pose(Seconds(START))
        engine.set_phase(Phase.SPEAKING, Seconds(START))
    lively.gesture(Gesture.NOD, Seconds(START + 1.2))
    lively.look_at(0.9, 0.5, Seconds(START + 1.3))
    for frame in range(300):
        at = Seconds(START + 1 + frame / 30)
        now = Heard(CLIP, Seconds(frame / 30 % CLIP.duration))
        one, two = lively.pose(at, now), calm.pose(at, now)
        for channel in MOUTH_CHANNELS:
            assert abs(one[channel] - two[channel]) < 1e-9, channel


def test_a_barge_in_closes_the_mouth_within_one_frame() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START), Heard(CLIP, Seconds(0.05)))
    silent = engine.pose(Seconds(START + 1 / 30), None)
    assert silent[Channel.JAW_OPEN] < 0.05


def test_a_clip_without_loudspeaker_moves_the_mouth() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.speak(CLIP, Seconds(START))
    assert engine.pose(Seconds(START + 0.05))[Channel.JAW_OPEN] > 0.6
    engine.speak(None, Seconds(START + 0.05))
    assert engine.pose(Seconds(START + 0.1))[Channel.JAW_OPEN] < 0.05
    engine.speak(CLIP, Seconds(START + 0.2))
    assert engine.pose(Seconds(START + 9.0))[Channel.JAW_OPEN] < 0.05


def test_the_lamp_and_the_head_go_along_with_a_voice_without_visemes() -> None:
    rate = 8_000
    loud = (0.4 * np.sin(np.arange(2 * rate) * 0.3)).astype(np.float32)
    clip = Clip(Sentence(0, "x", "x"), loud, rate, (), ())
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START))
    for frame in range(30):
        pose = engine.pose(
            Seconds(START + frame / 30), Heard(clip, Seconds(frame / 30))
        )
    assert pose[Channel.LAMP] > RIG.rest[Channel.LAMP] + 0.2


def test_gestures_move_and_come_to_rest() -> None:
    def most(gesture: Gesture, channel: Channel) -> float:
        calm, moved = AvatarEngine(RIG, 9), AvatarEngine(RIG, 9)
        moved.gesture(gesture, Seconds(START))
        calm.pose(Seconds(START))
        away = [
            abs(moved.pose(Seconds(t))[channel] - calm.pose(Seconds(t))[channel])
            for t in np.arange(START, START + length(gesture) + 0.1, 0.02)
        ]
        assert away[-1] < 0.02
        return max(away)

    assert most(Gesture.NOD, Channel.HEAD_PITCH) > 0.1
    assert most(Gesture.SHAKE, Channel.HEAD_YAW) > 0.15
    assert most(Gesture.TILT, Channel.HEAD_ROLL) > 0.3
    assert most(Gesture.HOP, Channel.BODY_LEAN) > 0.1
    assert most(Gesture.WINK, Channel.EYE_BLINK_LEFT) > 0.8
    assert most(Gesture.WAVE, Channel.HAND_UP) > 0.95
    assert most(Gesture.WAVE, Channel.HAND_TURN) > 0.8
    assert most(Gesture.SHRUG, Channel.SHOULDERS) > 0.95


def test_a_hand_waves_to_both_sides_while_it_is_up() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.gesture(Gesture.WAVE, Seconds(START))
    poses = [engine.pose(Seconds(START + t / 100)) for t in range(260)]
    up = [pose[Channel.HAND_TURN] for pose in poses if pose[Channel.HAND_UP] > 0.9]
    turns = sum(a < 0.0 <= b for a, b in itertools.pairwise(up))
    assert turns >= 2
    down = [pose[Channel.HAND_TURN] for pose in poses if pose[Channel.HAND_UP] == 0.0]
    assert set(down) == {0.0}


def test_hair_lags_behind_the_head_and_settles() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.pose(Seconds(START))
    engine.gesture(Gesture.SHAKE, Seconds(START + 0.1))
    swings = [
        abs(engine.pose(Seconds(t))[Channel.HAIR_LEFT])
        for t in np.arange(START, START + 2, 0.02)
    ]
    assert max(swings) > 0.08


def test_reduced_motion_keeps_the_meaning() -> None:
    engine = AvatarEngine(RIG, 9)
    engine.set_reduced_motion(True)
    engine.set_phase(Phase.LISTENING, Seconds(START))
    engine.pose(Seconds(START))
    poses = [engine.pose(Seconds(START + 2 + t / 10)) for t in range(20)]
    assert all(pose[Channel.MARK_LISTEN] == 1.0 for pose in poses)
    assert all(pose[Channel.HAIR_TUFT] == 0.0 for pose in poses)
    assert len({round(pose[Channel.HEAD_ROLL], 6) for pose in poses[10:]}) <= 10


def test_passing_expressions_at_rest_now_and_then() -> None:
    engine = AvatarEngine(RIG, 2)
    calm = engine.pose(Seconds(START))
    moved = {channel for micro in RIG.micros for channel in micro.weights}
    seen = [
        sum(abs(pose[c] - calm[c]) for c in moved if not c.startswith("eye")) > 0.1
        for pose in (engine.pose(Seconds(START + t / 20)) for t in range(6000))
    ]
    begun = sum(b and not a for a, b in itertools.pairwise(seen))
    assert 8 <= begun <= 40
    lasting = [sum(1 for _ in run) for on, run in itertools.groupby(seen) if on]
    assert max(lasting) <= 10  # half a second


def test_who_is_looked_at_is_held_by_the_eyes() -> None:
    pose = _after(1.0, lambda e, at: e.look_at(0.9, 0.0, at))
    assert pose[Channel.GAZE_X] > 0.4
    assert pose[Channel.HEAD_YAW] > 0.15


def lived(
    inputs: list[tuple[float, str, object]], until: float, seed: int = 9
) -> list[Pose]:
    """The poses of a life at 100 frames a second, after these calls at these times."""
    engine = AvatarEngine(RIG, seed)
    engine.pose(Seconds(START))
    for at, call, what in inputs:
        getattr(engine, call)(what, Seconds(START + at))
    return [engine.pose(Seconds(START + t / 100)) for t in range(round(until * 100))]


def test_a_hand_that_waves_is_not_at_the_chin() -> None:
    poses = lived(
        [(0.0, "set_phase", Phase.THINKING), (2.0, "gesture", Gesture.WAVE)], 6
    )
    assert poses[199][Channel.HAND_AT_CHIN] == 1.0
    assert poses[310][Channel.HAND_UP] == 1.0
    assert poses[310][Channel.HAND_AT_CHIN] == 0.0
    assert poses[-1][Channel.HAND_AT_CHIN] == 1.0


def test_hands_before_the_eyes_stay_there_while_somebody_is_greeted() -> None:
    poses = lived(
        [(0.0, "set_presence", Presence.PRIVACY), (2.0, "gesture", Gesture.WAVE),
         (2.1, "set_phase", Phase.THINKING)], 5,
    )  # fmt: skip
    greeting = poses[200:]
    assert {pose[Channel.EYES_COVERED] for pose in greeting} == {1.0}
    assert {pose[Channel.HAND_UP] for pose in greeting} == {0.0}
    assert {pose[Channel.HAND_AT_CHIN] for pose in greeting} == {0.0}


def test_a_moment_of_thought_moves_no_hand() -> None:
    poses = lived(
        [(0.0, "set_phase", Phase.THINKING), (0.4, "set_phase", Phase.SPEAKING)], 2
    )
    assert {pose[Channel.HAND_AT_CHIN] for pose in poses} == {0.0}


def test_a_hand_stays_at_the_chin_when_a_film_begins_beside_the_thought() -> None:
    poses = lived(
        [(0.0, "set_phase", Phase.THINKING), (2.0, "set_presence", Presence.WATCHING)],
        4,
    )
    assert min(pose[Channel.HAND_AT_CHIN] for pose in poses[200:]) > 0.99


def test_who_is_interrupted_lowers_the_hand_at_once_but_without_a_jump() -> None:
    poses = lived(
        [(0.0, "gesture", Gesture.WAVE), (0.9, "set_phase", Phase.INTERRUPTED)], 2
    )
    assert poses[89][Channel.HAND_UP] == 1.0
    assert poses[130][Channel.HAND_UP] == 0.0
    steps = [
        abs(b[each] - a[each])
        for a, b in itertools.pairwise(poses)
        for each in (Channel.HAND_UP, Channel.HAND_TURN)
    ]
    assert max(steps) < 0.15


def test_two_greetings_raise_one_hand() -> None:
    poses = lived([(0.0, "gesture", Gesture.WAVE), (0.5, "gesture", Gesture.WAVE)], 3)
    thinking = lived(
        [(0.0, "gesture", Gesture.WAVE), (0.5, "gesture", Gesture.WAVE),
         (0.0, "set_phase", Phase.THINKING)], 3,
    )  # fmt: skip
    assert max(pose[Channel.HAND_UP] for pose in poses) == 1.0
    assert min(pose[Channel.HAND_AT_CHIN] for pose in thinking) == 0.0
