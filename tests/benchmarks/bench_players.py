"""What players cost: ``python tests/benchmarks/bench_players.py [rounds]``.

Commands a real mpv on a private session bus, kills it, and lets a scripted player flood
Lumen with signals; prints milliseconds.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from dbus_fast import Variant

from integration.players import (
    Stage,
    a_stage,
    make_songs,
    missing,
    playing,
    until,
    until_it_sounds,
    watching,
)
from integration.scripted_player import scripted
from lumen.core.media import PlaybackStatus
from lumen.core.units import Seconds
from lumen.media.mpris_player import MprisPlayer

FLOOD = 2_000


def row(name: str, spent: list[float]) -> None:
    spent = sorted(spent)
    p50, p95 = statistics.median(spent), spent[max(0, round(0.95 * len(spent)) - 1)]
    print(f"{name:44}{p50 * 1e3:9.2f}{p95 * 1e3:9.2f}{spent[-1] * 1e3:9.2f}")


async def timed(act: Callable[[], Awaitable[object]], times: int) -> list[float]:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        await act()
        spent.append(time.perf_counter() - begin)
    return spent


async def calls(player: MprisPlayer, rounds: int) -> None:
    row("read everything", await timed(player.read, rounds))
    row("seek_to", await timed(lambda: player.seek_to(Seconds(40)), rounds))
    row(
        "set_volume, with reading back",
        await timed(lambda: player.set_volume(1), rounds),
    )
    row("set_speed", await timed(lambda: player.set_speed(1), rounds))

    async def pause_and_see() -> None:
        await player.pause()
        while (await player.read()).status is not PlaybackStatus.PAUSED:
            pass

    spent = []
    for _ in range(rounds // 5):
        spent += await timed(pause_and_see, 1)
        await player.play()
        while (await player.read()).status is not PlaybackStatus.PLAYING:
            pass
    row("pause until it is read back", spent)


async def coming_and_going(stage: Stage, rounds: int) -> None:
    gone, starts = [], []
    for _ in range(rounds):
        async with watching(stage) as players:
            process = stage.mpv()
            await playing(players, "mpv")
            told = asyncio.Event()
            players.subscribe(told.set)
            await asyncio.sleep(0.1)
            told.clear()
            process.kill()
            begin = time.perf_counter()
            await until(lambda found=players: not found.all())
            gone.append(time.perf_counter() - begin)
    stage.mpv()
    async with watching(stage) as players:
        await playing(players, "mpv")
    for _ in range(rounds):
        begin = time.perf_counter()
        async with watching(stage) as players:
            starts.append(time.perf_counter() - begin)
            assert players.all()
    row("killed until it is not listed", gone)
    row("start with one player there", starts)


async def flood(stage: Stage) -> None:
    async with watching(stage) as players, scripted(stage.address, "storm") as storm:
        await until(lambda: any(p.state.name == "Scripted" for p in players.all()))
        await asyncio.sleep(0.2)
        storm.calls.clear()
        told = 0

        def count() -> None:
            nonlocal told
            told += 1

        players.subscribe(count)
        begin = time.perf_counter()
        for number in range(FLOOD):
            await storm.changed(Volume=Variant("d", number / FLOOD))
            if number % 20 == 0:
                await asyncio.sleep(0.002)
        await asyncio.sleep(0.2)
        took = time.perf_counter() - begin
        print(
            f"{FLOOD} signals in {took:.2f} s: {storm.asked('GetAll')} questions, "
            f"{told} notices"
        )


async def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        songs = make_songs(Path(folder) / "songs")
        with a_stage(songs) as stage:
            stage.add_sound()
            print(f"{'milliseconds':44}{'p50':>9}{'p95':>9}{'worst':>9}")
            stage.mpv()
            async with watching(stage) as players:
                player = await playing(players, "mpv")
                await calls(player, rounds)
                streams, process = players.streams, player.process
                await until_it_sounds(streams, process)
                row(
                    "get a stream's volume",
                    await timed(lambda: streams.get(process), rounds),
                )
                row(
                    "set a stream's volume",
                    await timed(lambda: streams.set(process, 0.8), rounds),
                )
            await flood(stage)
        with a_stage(songs) as stage:
            await coming_and_going(stage, 10)


if __name__ == "__main__":
    if reason := missing("mpv", "pulseaudio"):
        sys.exit(reason)
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
