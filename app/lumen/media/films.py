"""Whether what plays has a picture: MPRIS does not say, so names must tell."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from lumen.core.media import NO_TRACK, PlaybackStatus, PlayerState, Track
from lumen.media.library.entry import AUDIO_ENDINGS, VIDEO_ENDINGS
from lumen.media.quirks import quirks_of

_FILM_SITES = frozenset(
    {
        "youtube.com", "youtu.be", "vimeo.com", "netflix.com", "twitch.tv",
        "dailymotion.com", "primevideo.com", "disneyplus.com", "hulu.com", "max.com",
        "crunchyroll.com", "ardmediathek.de", "zdf.de", "arte.tv", "peertube.tv",
    }
)  # fmt: skip
_MUSIC_SITES = frozenset({"music.youtube.com"})
"""Of the sites above, these have no picture worth looking at."""

_OF_FILMS = "movie player"
"""What people call a player that shows films, see `quirks`; some play music, too."""


def plays(state: PlayerState) -> bool:
    """Whether something is really played.

    A player that was started without a file may say that it plays.
    """
    return state.status is PlaybackStatus.PLAYING and state.track != NO_TRACK


def is_film(state: PlayerState) -> bool:
    """Whether a player plays something to look at, as far as can be told.

    The name of the file decides, then the site. Where there is neither, a player of
    films does, unless the track is tagged as music is.
    """
    if not plays(state):
        return False
    host, path = _parts(state.track.url)
    ending = PurePosixPath(unquote(path)).suffix.lower()
    if ending in AUDIO_ENDINGS:
        return False
    if ending in VIDEO_ENDINGS or _on_film_site(host):
        return True
    calls_it_film = _OF_FILMS in quirks_of(state.player).aliases
    return calls_it_film and not _tagged_as_music(state.track)


def _parts(url: str) -> tuple[str, str]:
    """Host and path; a player may give anything."""
    try:
        address = urlsplit(url)
    except ValueError:
        return "", ""
    return address.hostname or "", address.path


def _on_film_site(host: str) -> bool:
    if host in _MUSIC_SITES:
        return False
    parts = host.split(".")
    return any(".".join(parts[at:]) in _FILM_SITES for at in range(len(parts)))


def _tagged_as_music(track: Track) -> bool:
    return bool(track.artists or track.album or track.genres)
