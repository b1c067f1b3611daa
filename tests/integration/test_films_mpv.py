"""A film in a real mpv is told from a song, and from a player that merely waits."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from integration.players import Stage, playing, until
from lumen.core.media import PlaybackStatus
from lumen.media.films import is_film, plays
from lumen.media.mpris import MprisPlayers

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "A short film.mkv"
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i",
         "testsrc=size=64x48:rate=5:duration=60", "-c:v", "mpeg4", str(path)],
        check=True, timeout=30,
    )  # fmt: skip
    return path


async def test_a_film_until_it_pauses(
    stage: Stage, players: MprisPlayers, film: Path
) -> None:
    stage.mpv(str(film), first=0)
    player = await playing(players, "mpv")
    await until(lambda: is_film(player.state))
    await player.pause()
    await until(lambda: player.state.status is PlaybackStatus.PAUSED)
    assert not is_film(player.state)


async def test_a_song_is_none(stage: Stage, players: MprisPlayers) -> None:
    stage.mpv()
    player = await playing(players, "mpv")
    await until(lambda: plays(player.state))
    assert not is_film(player.state)


async def test_who_merely_waits_plays_nothing(
    stage: Stage, players: MprisPlayers
) -> None:
    stage.idle_mpv()
    await until(lambda: bool(players.all()))
    assert not any(plays(player.state) for player in players.all())
