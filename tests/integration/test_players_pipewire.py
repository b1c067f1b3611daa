"""Players on a real PipeWire: their streams, lowering, and what a crash left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.pipewire_card import missing
from integration.players import (
    EXECUTABLES,
    Stage,
    need,
    playing,
    reads,
    until_it_sounds,
    watching,
)
from integration.requirements import fail_or_skip
from integration.x_server import private_x_server
from lumen.media.ducking import Ducking
from lumen.media.mpris_player import MprisPlayer

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(120)]


@pytest.fixture
def pipewire_stage(stage: Stage) -> Iterator[Stage]:
    """A stage with PipeWire and a screen."""
    if reason := missing():
        if Path("/run/systemd/system").exists():  # it would change a desktop's server
            pytest.skip(reason)
        fail_or_skip(reason)
    stage.add_pipewire()
    with private_x_server("800x600") as environment:
        stage.display = environment["DISPLAY"]
        yield stage


@pytest.mark.parametrize(
    ("program", "options", "name"),
    [
        ("mpv", (), "mpv"),  # by way of PulseAudio's protocol
        ("mpv", ("--ao=pipewire",), "mpv"),  # by PipeWire's own
        ("vlc", (), "VLC"),
        ("chromium", (), "Chromium"),
        ("celluloid", (), "Celluloid"),
        ("firefox", (), "Firefox"),
    ],
)
async def test_lowered_and_back_and_restored_after_a_crash(
    pipewire_stage: Stage,
    tmp_path: Path,
    program: str,
    options: tuple[str, ...],
    name: str,
) -> None:
    need(EXECUTABLES.get(program, program))
    getattr(pipewire_stage, program)(*options)
    async with watching(pipewire_stage) as players:
        player = await playing(players, name)
        await until_it_sounds(players.streams, player.process)
        await player.set_volume(0.8)
        await shows(player, 0.8)
        ducking = Ducking(players, tmp_path / "lowered.json")
        ducking.begin("voice")
        await ducking.settled()
        await shows(player, 0.28)
        ducking.end("voice")
        await ducking.settled()
        await shows(player, 0.8)
        ducking.begin("voice")
        await ducking.settled()
        ducking._reasons.clear()
        ducking._held.clear()  # as if it had crashed here
        again = Ducking(players, tmp_path / "lowered.json")
        await again.recover()
        await shows(player, 0.8)


async def shows(player: MprisPlayer, volume: float) -> None:
    await reads(player, lambda s: s.volume == pytest.approx(volume, abs=0.011))


@pytest.mark.parametrize("options", [(), ("--ao=pipewire",)])
async def test_the_stream_of_a_player_is_found_and_set(
    pipewire_stage: Stage, options: tuple[str, ...]
) -> None:
    first = pipewire_stage.mpv(*options)
    other = pipewire_stage.mpv(*options)
    async with watching(pipewire_stage) as players:
        streams = players.streams
        for process in (first, other):
            await until_it_sounds(streams, process.pid)
        assert await streams.set(first.pid, 0.7)
        assert await streams.get(first.pid) == pytest.approx(0.7, abs=0.01)
        assert await streams.get(other.pid) == pytest.approx(1.0, abs=0.01)
        assert await streams.get(1_999_999) is None
        assert pipewire_stage.sound is not None
        pipewire_stage.sound.kill()
        assert await streams.get(first.pid) is None
        pipewire_stage.sound.start()
        third = pipewire_stage.mpv(*options)
        await until_it_sounds(streams, third.pid)  # a server that came back is found
