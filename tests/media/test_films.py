"""What has a picture, as far as names tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lumen.core.media import NO_TRACK, PlaybackStatus, PlayerId, PlayerState, Track
from lumen.media.films import is_film, plays


def playing(player: str, url: str = "", **more: object) -> PlayerState:
    track = Track(title="Something", url=url, **more)  # type: ignore[arg-type]
    return PlayerState(PlayerId(player), player, PlaybackStatus.PLAYING, track)


@pytest.mark.parametrize(
    "state",
    [
        playing("mpv:1.2", "file:///home/a/A%20Film.MKV"),
        playing("vlc:1.2", "file:///home/a/clip.mp4"),
        playing("strawberry:1.2", "file:///home/a/video.webm"),
        playing("firefox:1.2", "https://www.youtube.com/watch?v=1"),
        playing("chromium:1.2", "https://vimeo.com/1"),
        playing("mpv:1.2", "https://youtu.be/1"),
        playing("org.gnome.Totem:1.2"),
        playing("io.github.celluloid_player.Celluloid:1.2", "file:///home/a/noending"),
        playing("vlc:1.2", "https://example.org/live"),
    ],
    ids=lambda state: f"{state.player} {state.track.url[-12:]}",
)
def test_films(state: PlayerState) -> None:
    assert is_film(state)
    assert not is_film(replace(state, status=PlaybackStatus.PAUSED))


@pytest.mark.parametrize(
    "state",
    [
        playing("mpv:1.2", "file:///home/a/song.ogg"),
        playing("vlc:1.2", "file:///home/a/song.flac"),
        playing("vlc:1.2", "", artists=("Somebody",)),
        playing("spotify:1.2", "https://open.spotify.com/track/1"),
        playing("firefox:1.2", "https://music.youtube.com/watch?v=1"),
        playing("firefox:1.2", "https://notyoutube.com/1"),
        playing("chromium:1.2"),
        playing("rhythmbox:1.2", "file:///home/a/x"),
        playing("unheard-of:1.2", "file:///home/a/x.txt"),
        playing("firefox:1.2", "https://[broken"),
    ],
    ids=lambda state: f"{state.player} {state.track.url[-12:]}",
)
def test_no_films(state: PlayerState) -> None:
    assert not is_film(state)
    assert plays(state)


def test_a_player_without_a_file_plays_nothing_whatever_it_says() -> None:
    idle = replace(playing("mpv:1.2"), track=NO_TRACK)
    assert not plays(idle)
    assert not is_film(idle)
