"""When players show what they did: ``bench_time_to_show.py [rounds] [player ...]``.

For each real player on a private session bus and each verb, in milliseconds: how long
after the order the player shows the change to somebody who asks all the time; how long
after the sentence the desk has a first answer; and how long until it is done.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from integration.players import (
    EXECUTABLES,
    a_stage,
    make_songs,
    missing,
    playing,
    position,
    reads,
    until_it_sounds,
    watching,
)
from integration.x_server import private_x_server
from lumen.core.clock import MonotonicClock
from lumen.core.events import CommandReported, Event
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import Feature, PlayerState, RepeatMode, Verdict
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds
from lumen.media.desk import MediaDesk
from lumen.media.mpris_player import MprisPlayer
from lumen.media.readback import plays, rests

PLAYERS = {
    "mpv": "mpv",
    "vlc": "VLC",
    "audacious": "Audacious",
    "chromium": "Chromium",
    "strawberry": "Strawberry",
    "rhythmbox": "Rhythmbox",
    "celluloid": "Celluloid",
    "firefox": "Firefox",
}
_CALM = 0.15
"""Seconds between two orders."""

_CALMER = {"VLC": 0.6}
"""VLC stands still between tracks that are left within half a second of each other."""


@dataclass(frozen=True)
class Step:
    """One order, and how it is seen that it was obeyed."""

    verb: str
    feature: Feature
    order: Callable[[MprisPlayer], Awaitable[None]]
    shown: Callable[[PlayerState, PlayerState], bool]
    intent: str
    slots: dict[str, SlotValue]


def _steps() -> Iterator[tuple[Step, Step]]:
    """There and back again."""
    there = (0.4, 0.8)
    yield _pair(
        "volume",
        Feature.VOLUME,
        lambda to: lambda player: player.set_volume(to),
        lambda to: lambda _, now: abs((now.volume or 0) - to) < 0.02,
        lambda to: ("adjust_volume", {"volume_level": to * 100}),
        there,
    )
    yield _pair(
        "seek",
        Feature.SEEK,
        lambda to: lambda player: player.seek_to(Seconds(to)),
        lambda to: lambda _, now: abs(position(now) - to) < 3,
        lambda to: ("seek_content", {"seek_position": to}),
        (60.0, 30.0),
    )
    yield (
        Step("pause", Feature.PAUSE, lambda p: p.pause(), _rests, "pause_playback", {}),
        Step("go on", Feature.PLAY, lambda p: p.play(), _plays, "resume_playback", {}),
    )
    yield (
        Step("next", Feature.NEXT, lambda p: p.next(), _moved, "next_episode", {}),
        Step(
            "previous",
            Feature.PREVIOUS,
            lambda p: p.previous(),
            _moved,
            "previous_episode",
            {},
        ),
    )
    yield _pair(
        "speed",
        Feature.SPEED,
        lambda to: lambda player: player.set_speed(to),
        lambda to: lambda _, now: abs(now.speed - to) < 0.02,
        lambda to: ("adjust_speed", {"playback_speed": to}),
        (1.5, 1.0),
    )
    yield _pair(
        "shuffle",
        Feature.SHUFFLE,
        lambda to: lambda player: player.set_shuffle(bool(to)),
        lambda to: lambda _, now: now.shuffle is bool(to),
        lambda to: ("shuffle", {"shuffle": "on" if to else "off"}),
        (1.0, 0.0),
    )
    yield _pair(
        "repeat",
        Feature.REPEAT,
        lambda to: lambda p: p.set_repeat(RepeatMode.ALL if to else RepeatMode.OFF),
        lambda to: lambda _, s: s.repeat is (RepeatMode.ALL if to else RepeatMode.OFF),
        lambda to: ("repeat", {"mode": "all" if to else "off"}),
        (1.0, 0.0),
    )


def _pair(
    verb: str,
    feature: Feature,
    order: Callable[[float], Callable[[MprisPlayer], Awaitable[None]]],
    shown: Callable[[float], Callable[[PlayerState, PlayerState], bool]],
    said: Callable[[float], tuple[str, dict[str, SlotValue]]],
    values: tuple[float, float],
) -> tuple[Step, Step]:
    one, other = (
        Step(verb, feature, order(value), shown(value), *said(value))
        for value in values
    )
    return one, other


def _rests(_: PlayerState, now: PlayerState) -> bool:
    return rests(now)


def _plays(_: PlayerState, now: PlayerState) -> bool:
    return plays(now)


def _moved(before: PlayerState, now: PlayerState) -> bool:
    return bool(now.track.title) and now.track.title != before.track.title


async def show(player: MprisPlayer, step: Step) -> float:
    """Seconds from the order until the player shows it."""
    before = await player.read()
    began = time.perf_counter()
    await step.order(player)
    while not step.shown(before, await player.read()):
        assert time.perf_counter() - began < 5, f"{step.verb} is never shown"
        await asyncio.sleep(0.002)
    return time.perf_counter() - began


class Table:
    """Collects and prints."""

    def __init__(self, player: str) -> None:
        self.player = player
        self.shown: dict[str, list[float]] = {}
        self.answered: dict[str, list[float]] = {}
        self.done: dict[str, list[float]] = {}
        self.refused: dict[str, str] = {}

    def print(self) -> None:
        for verb in self.answered | self.refused:
            if verb in self.refused:
                print(f"{self.player:12}{verb:20}{self.refused[verb]:>10}", flush=True)
                continue
            told = "".join(f"{v:8.0f}" for v in _points(self.shown.get(verb, [])))
            answered = "".join(f"{v:8.0f}" for v in _points(self.answered[verb]))
            done = "".join(f"{v:8.0f}" for v in _points(self.done[verb]))
            print(f"{self.player:12}{verb:20}{told:16}{answered}{done}", flush=True)

    async def say(self, desk: MediaDesk, events: list[Event], step: Step) -> None:
        """Say it to the desk, and note when it answered."""
        begun = len(events)
        began = time.perf_counter()
        await desk.do(NO_TURN, [Intent(step.intent, step.slots)])
        took = time.perf_counter() - began
        first = next(e for e in events[begun:] if isinstance(e, CommandReported))
        self.answered.setdefault(step.verb, []).append(first.report.took)
        self.done.setdefault(step.verb, []).append(took)


def _points(spent: list[float]) -> tuple[float, ...]:
    spent = sorted(spent)
    if not spent:
        return ()
    p95 = spent[max(0, round(0.95 * len(spent)) - 1)]
    return statistics.median(spent) * 1e3, p95 * 1e3


async def measure(
    player: MprisPlayer, desk: MediaDesk, events: list[Event], rounds: int
) -> Table:
    table = Table(player.state.name)
    calm = _CALMER.get(table.player, _CALM)
    for there, back in _steps():
        if not plays(await player.read()):
            print(f"  ! {table.player} is {player.state.status}", flush=True)
            await player.play()
            await reads(player, plays)
        first, second = (there, back)
        for step in (there, back):
            if step.feature not in player.state.features and step is there:
                table.refused[step.verb] = "refused"
        if there.verb in table.refused:
            continue
        runs = rounds if there.verb == back.verb else rounds * 2
        for number in range(runs):
            step = second if number % 2 else first
            table.shown.setdefault(step.verb, []).append(await show(player, step))
            await asyncio.sleep(calm)
        for number in range(runs):
            step = second if number % 2 else first
            await table.say(desk, events, step)
            await asyncio.sleep(calm)
    for _ in range(rounds):  # many only start a track over
        await desk.do(NO_TURN, [Intent("next_episode")])
        await player.seek_to(Seconds(50))
        await reads(player, lambda state: position(state) > 48)
        await asyncio.sleep(calm)
        await table.say(desk, events, _FAR_IN)
        await asyncio.sleep(calm)
    return table


_FAR_IN = Step(
    "previous, far in",
    Feature.PREVIOUS,
    lambda player: player.previous(),
    _moved,
    "previous_episode",
    {},
)


async def run(folder: Path, program: str, rounds: int) -> None:
    songs = make_songs(folder / "songs")
    with a_stage(songs) as stage, private_x_server("800x600") as environment:
        stage.add_sound()
        stage.display = environment["DISPLAY"]
        getattr(stage, program)()
        events: list[Event] = []
        async with watching(stage) as players:
            player = await playing(players, PLAYERS[program])
            await until_it_sounds(players.streams, player.process)
            desk = MediaDesk(players, MonotonicClock(), events.append)
            await asyncio.sleep(1)
            if player.state.track.title != "Song 1":
                await desk.do(NO_TURN, [Intent("previous_episode")])
                await asyncio.sleep(1)
            try:
                (await measure(player, desk, events, rounds)).print()
            finally:
                await desk.close()
    reports = [e.report for e in events if isinstance(e, CommandReported)]
    counts = {v: sum(r.verdict is v for r in reports) for v in Verdict}
    print("  ", ", ".join(f"{n} {v}" for v, n in counts.items() if n), flush=True)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"{'milliseconds, p50 and p95':32}{'shown':>16}{'answered':>16}{'done':>16}")
    with tempfile.TemporaryDirectory() as made:
        for each in sys.argv[2:] or PLAYERS:
            if reason := missing(EXECUTABLES.get(each, each), "pulseaudio"):
                print(reason)
            else:
                asyncio.run(run(Path(made), each, count))
