"""Measures how alive a face is, from its poses, against numbers from people."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lumen.avatar.body import EYES_KEEP_PITCH, EYES_KEEP_YAW, EYES_REACH
from lumen.avatar.engine import AvatarEngine
from lumen.avatar.gaze import WIDEST_DEG
from lumen.avatar.names import Presence
from lumen.avatar.posture import Activity
from lumen.avatar.rig import Channel, Rig
from lumen.core.turn import Phase
from lumen.core.units import Seconds

FPS = 120
_START = 1_000.0
_SHUT = 0.5
_DOUBLE = 0.6
_CONTACT = (0.15, 0.12)
_SACCADE_DEG_PER_SECOND = 30.0
_LEAST_SACCADE_DEG = 1.5
_BLINK_EDGES = (0.1, 0.95)
_LEAST_NOD = 0.04


class Target(NamedTuple):
    """Where people are.

    Attributes:
        low: Least value that passes.
        high: Greatest.
        source: Who measured it.
    """

    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about a life.

    Attributes:
        name: What was measured.
        activity: What the face was doing.
        value: The number.
        unit: Of it.
        target: Where it should be.
    """

    name: str
    activity: Activity
    value: float
    unit: str
    target: Target

    @property
    def met(self) -> bool:
        """Whether it is where people are."""
        return self.target.low <= self.value <= self.target.high


class _Life(NamedTuple):
    """What was seen, a value per frame."""

    shut: list[float]
    gaze: list[tuple[float, float]]
    breath: list[float]
    pitch: list[float]
    minutes: float


class _Saccade(NamedTuple):
    degrees: float
    seconds: float


def measure_life(
    rig: Rig,
    minutes: float,
    seed: int = 1,
    on_progress: Callable[[float], None] | None = None,
) -> tuple[Measure, ...]:
    """Live some minutes of every activity and measure them.

    Args:
        rig: The character.
        minutes: Of each activity; ten give steady numbers.
        seed: Of its life.
        on_progress: Called with 0 to 1.
    """
    found: list[Measure] = []
    activities: tuple[Activity, ...] = (
        Phase.IDLE,
        Phase.LISTENING,
        Phase.THINKING,
        Phase.SPEAKING,
        Presence.WATCHING,
        Presence.SLEEPING,
    )
    for number, activity in enumerate(activities, 1):
        life = _live(rig, activity, minutes, seed)
        found += _measures(activity, life)
        if on_progress is not None:
            on_progress(number / len(activities))
    return tuple(found)


def _live(rig: Rig, activity: Activity, minutes: float, seed: int) -> _Life:
    engine = AvatarEngine(rig, seed)
    if isinstance(activity, Phase):
        engine.set_phase(activity, Seconds(_START - 9.0))
    else:
        engine.set_presence(activity, Seconds(_START - 9.0))
    rest = engine.pose(Seconds(_START - 3.0))
    life = _Life([], [], [], [], minutes)
    for frame in range(round(minutes * 60.0 * FPS)):
        pose = engine.pose(Seconds(_START + frame / FPS))
        life.shut.append(pose[Channel.EYE_BLINK_RIGHT])
        x = pose[Channel.GAZE_X] + EYES_KEEP_YAW * pose[Channel.HEAD_YAW]
        y = pose[Channel.GAZE_Y] + EYES_KEEP_PITCH * (
            pose[Channel.HEAD_PITCH] + 0.03 * pose[Channel.BREATH]
        )
        life.gaze.append((x / EYES_REACH, y / EYES_REACH))
        life.breath.append(pose[Channel.BREATH])
        life.pitch.append(pose[Channel.HEAD_PITCH] - rest[Channel.HEAD_PITCH])
    return life


def _measures(activity: Activity, life: _Life) -> list[Measure]:
    measures: list[tuple[str, float, str]] = []
    if activity is not Presence.SLEEPING:
        measures += _of_blinks(life)
        measures += _of_gaze(life)
    breaths = sum(a < 0.5 <= b for a, b in itertools.pairwise(life.breath))
    measures.append(("breaths", breaths / life.minutes, "a minute"))
    return [
        Measure(name, activity, value, unit, target)
        for name, value, unit in measures
        if (target := _TARGETS.get((name, activity))) is not None
    ]


def _of_blinks(life: _Life) -> list[tuple[str, float, str]]:
    shut = life.shut
    begun = [i for i in range(1, len(shut)) if shut[i - 1] <= _SHUT < shut[i]]
    gaps = [(b - a) / FPS for a, b in itertools.pairwise(begun)]
    single = [gap for gap in gaps if gap > _DOUBLE]
    closing, closed, opening = _shape(shut, begun)
    return [
        ("blinks", len(begun) / life.minutes, "a minute"),
        ("spread of blink gaps", _spread(single), "of their mean"),
        ("double blinks", 1.0 - len(single) / max(1, len(gaps)), "of all"),
        ("lids closing", closing, "ms"),
        ("lids closed", closed, "ms"),
        ("lids opening", opening, "ms"),
    ]


def _shape(shut: Sequence[float], begun: Sequence[int]) -> tuple[float, float, float]:
    """Median milliseconds of closing, closed, and opening."""
    low, high = _BLINK_EDGES
    parts: list[tuple[int, int, int]] = []
    for middle in begun:
        first, last = middle, middle
        while first > 0 and shut[first] > low:
            first -= 1
        while last < len(shut) - 1 and (last <= middle or shut[last] > low):
            last += 1
        full = [i for i in range(first, last) if shut[i] > high]
        if full:
            parts.append((full[0] - first, full[-1] - full[0] + 1, last - full[-1]))
    if not parts:
        return 0.0, 0.0, 0.0
    closing, closed, opening = (
        1e3 * statistics.median(part) / FPS for part in zip(*parts, strict=True)
    )
    return closing, closed, opening


def _of_gaze(life: _Life) -> list[tuple[str, float, str]]:
    at_person = [abs(x) < _CONTACT[0] and abs(y) < _CONTACT[1] for x, y in life.gaze]
    episodes = [
        sum(1 for _ in group) / FPS
        for contact, group in itertools.groupby(at_person)
        if contact
    ]
    lasting = [seconds for seconds in episodes if seconds > 0.1]
    saccades = _saccades(life.gaze)
    up = sum(y < -0.3 for _, y in life.gaze) / len(life.gaze)
    return [
        ("saccades", len(saccades) / life.minutes, "a minute"),
        ("way of a saccade", _mean([s.degrees for s in saccades]), "degrees"),
        ("time of a saccade", _per_degree(saccades), "ms a degree"),
        ("eye contact", _mean(lasting), "s"),
        ("looking at the person", sum(at_person) / len(at_person), "of the time"),
        ("looking up", up, "of the time"),
        ("nods", _nods(life.pitch) / life.minutes, "a minute"),
    ]


def _saccades(gaze: Sequence[tuple[float, float]]) -> list[_Saccade]:
    """Runs of frames in which the eyes are fast."""
    steps = [
        WIDEST_DEG * ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        for a, b in itertools.pairwise(gaze)
    ]
    fast = _SACCADE_DEG_PER_SECOND / FPS
    found = []
    for moving, group in itertools.groupby(steps, key=lambda step: step > fast):
        if moving:
            ways = list(group)
            if sum(ways) > _LEAST_SACCADE_DEG:
                found.append(_Saccade(sum(ways), len(ways) / FPS))
    return found


def _per_degree(saccades: Sequence[_Saccade]) -> float:
    """Slope of the main sequence in milliseconds a degree."""
    if len({saccade.degrees for saccade in saccades}) < 2:
        return 0.0
    line = statistics.linear_regression(
        [saccade.degrees for saccade in saccades],
        [1e3 * saccade.seconds for saccade in saccades],
    )
    return line.slope


def _nods(pitch: Sequence[float]) -> int:
    """Bows of the head that come and go within half a second."""
    aside = FPS // 4
    count, last = 0, -FPS
    for index in range(aside, len(pitch) - aside):
        bow = pitch[index] - max(pitch[index - aside], pitch[index + aside])
        if bow > _LEAST_NOD and index - last > FPS:
            count, last = count + 1, index
    return count


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _spread(values: Sequence[float]) -> float:
    if len(values) < 2:
        return 0.0
    return statistics.stdev(values) / statistics.fmean(values)


_BENTIVOGLIO = "Bentivoglio et al. 1997"
_VANDERWERF = "VanderWerf et al. 2003"
_ARGYLE = "Argyle and Cook 1976"
_BINETTI = "Binetti et al. 2016"
_TARGETS: dict[tuple[str, Activity], Target] = {
    ("blinks", Phase.IDLE): Target(14, 20, _BENTIVOGLIO + ": 17"),
    ("blinks", Phase.SPEAKING): Target(23, 30, _BENTIVOGLIO + ": 26"),
    ("blinks", Phase.THINKING): Target(9, 18, "fewer in thought"),
    ("blinks", Presence.WATCHING): Target(6, 14, "fewer while watching"),
    ("spread of blink gaps", Phase.IDLE): Target(0.3, 0.8, "lognormal, not a clock"),
    ("double blinks", Phase.IDLE): Target(0.05, 0.2, "one in eight"),
    ("lids closing", Phase.IDLE): Target(40, 80, _VANDERWERF + ": 75, 10 to 95 %"),
    ("lids closed", Phase.IDLE): Target(25, 90, _VANDERWERF + ": 30, above 95 %"),
    ("lids opening", Phase.IDLE): Target(80, 165, _VANDERWERF + ": 160, 95 to 10 %"),
    ("saccades", Phase.IDLE): Target(25, 90, "Lee, Badler and Badler 2002"),
    ("way of a saccade", Phase.IDLE): Target(4, 15, "Lee, Badler and Badler 2002"),
    ("time of a saccade", Phase.IDLE): Target(1.5, 2.8, "Carpenter 1988: 2.2"),
    ("eye contact", Phase.IDLE): Target(2.6, 4.0, _BINETTI + ": 3.3"),
    ("eye contact", Phase.LISTENING): Target(2.6, 4.0, _BINETTI + ": 3.3"),
    ("eye contact", Phase.SPEAKING): Target(2.6, 4.0, _BINETTI + ": 3.3"),
    ("looking at the person", Phase.LISTENING): Target(0.7, 0.9, _ARGYLE + ": 75 %"),
    ("looking at the person", Phase.SPEAKING): Target(0.4, 0.7, _ARGYLE + ": 40-60 %"),
    ("looking at the person", Phase.THINKING): Target(0, 0.25, "Glenberg et al. 1998"),
    ("looking up", Phase.THINKING): Target(0.6, 1.0, "Glenberg et al. 1998"),
    ("looking at the person", Presence.WATCHING): Target(0, 0.25, "at the film"),
    ("nods", Phase.LISTENING): Target(5, 14, "Ward and Tsukahara 2000"),
    ("nods", Phase.IDLE): Target(0, 1, "none without a speaker"),
    ("breaths", Phase.IDLE): Target(13, 15, "14 at rest"),
    ("breaths", Phase.SPEAKING): Target(16, 20, "faster while speaking"),
    ("breaths", Presence.SLEEPING): Target(9.5, 12, "slower asleep"),
}
