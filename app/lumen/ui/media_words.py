"""What players, results and timers say in the window; without Qt."""

from __future__ import annotations

import math
from enum import StrEnum
from urllib.parse import urlsplit

from lumen.core.intent import Intent
from lumen.core.media import (
    SLEEP,
    CommandReport,
    Feature,
    MediaItem,
    MediaKind,
    PlayerState,
    RepeatMode,
    Timer,
    Track,
    Verdict,
)
from lumen.core.units import Seconds
from lumen.media.describing import describe_wish
from lumen.media.wording import sentence
from lumen.ui.message_text import harmless

_KINDS = {
    MediaKind.SONG: "Song",
    MediaKind.ALBUM: "Album",
    MediaKind.ARTIST: "Artist",
    MediaKind.MOVIE: "Film",
    MediaKind.EPISODE: "Episode",
    MediaKind.SERIES: "Series",
    MediaKind.VIDEO: "Video",
    MediaKind.PLAYLIST: "Playlist",
    MediaKind.CHANNEL: "Channel",
}
_CANNOT = {
    Feature.PLAY: "cannot be told to play",
    Feature.PAUSE: "cannot be paused",
    Feature.NEXT: "has nothing after this",
    Feature.PREVIOUS: "has nothing before this",
    Feature.SEEK: "cannot jump within this",
    Feature.VOLUME: "does not let others change its volume",
    Feature.SPEED: "cannot change its speed",
    Feature.SHUFFLE: "cannot shuffle",
    Feature.REPEAT: "cannot repeat",
}
_CHANGED = {
    "adjust_volume": "Volume",
    "seek_content": "Position",
    "adjust_speed": "Speed",
    "shuffle": "Shuffle",
    "repeat": "Repeat",
    "undo": "Undone",
}
_MARKS = {
    "pause_playback": "pause",
    "resume_playback": "play",
    "next_episode": "next",
    "previous_episode": "previous",
    "adjust_volume": "volume",
    "shuffle": "shuffle",
    "repeat": "repeat",
}
_FILMS = (".mp4", ".mkv", ".webm", ".avi", ".mov", ".m4v", ".mpg", ".mpeg", ".ogv")
_STREAMS = ("http", "https", "rtsp", "rtmp", "mms", "udp", "rtp")


class Picture(StrEnum):
    """What stands where there is no picture of what is played; names of icons."""

    MUSIC = "music"
    FILM = "film"
    STREAM = "stream"


def picture_of(track: Track) -> Picture:
    """Which drawing stands for a track without a picture."""
    try:
        address = urlsplit(track.url)
    except ValueError:
        return Picture.MUSIC
    if address.path.casefold().endswith(_FILMS):
        return Picture.FILM
    if address.scheme.casefold() in _STREAMS and not track.album:
        return Picture.STREAM
    return Picture.MUSIC


def place(position: float) -> str:
    """A position or a length, such as ``1:20`` or ``1:02:05``."""
    whole = max(0, int(position)) if math.isfinite(position) else 0
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def tempo(speed: float) -> str:
    """A speed, such as ``1.25x``."""
    return f"{round(speed, 2):g}x"


def plain(text: str) -> str:
    """A text of others on one line, without what turns it round."""
    return " ".join(harmless(text).split())


def track_title(state: PlayerState) -> str:
    """The title, or what there is instead."""
    return plain(state.track.title) or (
        "Nothing is playing" if not state.track.url else "Untitled"
    )


def track_source(track: Track) -> str:
    """Performers and album, such as ``Pink Floyd · The Dark Side of the Moon``."""
    parts = (", ".join(plain(artist) for artist in track.artists), plain(track.album))
    return " · ".join(part for part in parts if part)


def reason_without(feature: Feature, player: str) -> str:
    """Why a control is greyed, such as ``VLC cannot change its speed``."""
    return f"{plain(player) or 'The player'} {_CANNOT[feature]}"


def repeating(mode: RepeatMode | None) -> str:
    """What the button for repeating says."""
    if mode is RepeatMode.ONE:
        return "Repeating this one"
    return "Repeating everything" if mode is RepeatMode.ALL else "Repeat"


def report_words(report: CommandReport) -> str:
    """What a command did, on one line, such as ``Volume 40 % → 45 % · VLC``."""
    before, after = plain(report.before), plain(report.after)
    name = plain(report.player_name)
    label = _CHANGED.get(report.intent, "")
    if (
        report.verdict is Verdict.PARTLY
        and label
        and before
        and report.intent != "undo"
    ):
        return f"{plain(report.text)} It was {before}."  # and why not all of it
    if report.verdict is not Verdict.DONE or not label or not after or before == after:
        return plain(report.text)
    change = f"{before} \N{RIGHTWARDS ARROW} {after}" if before else after
    words = f"{label} {change}"
    return f"{words} · {name}" if name else words


def item_words(item: MediaItem) -> tuple[str, str, str]:
    """A result as title, second line and length."""
    kind = _KINDS[item.kind]
    album = "" if item.album == item.title else plain(item.album)
    parts = [kind, plain(item.artist), album]
    if item.year:
        parts.append(str(item.year))
    if item.reason:
        parts.append(plain(item.reason))
    if not item.uris:
        parts.insert(1, NOT_HERE)
    length = "" if item.length is None else place(item.length)
    return plain(item.title) or "Untitled", " · ".join(p for p in parts if p), length


NOT_HERE = "not in your library"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 result``, ``2 results``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def timer_left(timer: Timer, now: float) -> str:
    """What remains of a timer, such as ``4:59``; the second that has begun counts."""
    return place(math.ceil(round(timer.ends_at - now, 3)))


def timer_name(timer: Timer) -> str:
    """What it will do, or its name, or its length where it has none."""
    if timer.command is not None:
        done = sentence(_wish(timer.command))
        return f"{done} (sleep timer)" if timer.label == SLEEP else done
    return plain(timer.label) or span(timer.duration)


def timer_mark(timer: Timer) -> tuple[str, str]:
    """The icon of a running timer, and what that says."""
    if timer.command is None:
        return "timer", "Timer"
    slots = timer.command.slots
    mark = "muted" if slots.get("mute") is True else _MARKS.get(timer.command.name)
    return mark or "timer", "Later"


def timer_cancel(timer: Timer) -> str:
    """What the cross of a running timer does."""
    if timer.command is not None:
        return f"Do not {_wish(timer.command)}"
    return f"Cancel the timer: {timer_name(timer)}"


def _wish(command: Intent) -> str:
    return plain(describe_wish(command))


def span(length: Seconds | float) -> str:
    """A length of time in words, such as ``1 hour 20 minutes``."""
    hours, rest = divmod(max(0, round(length)), 3600)
    minutes, seconds = divmod(rest, 60)
    amounts = ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
    return " ".join(counted(n, unit) for n, unit in amounts if n) or "0 seconds"


def fired_words(timer: Timer, late: float) -> tuple[str, str]:
    """A timer that has run down: its name, and what is to be said about it."""
    if timer.command is not None:
        return timer_name(timer), f"not done: it was due {span(late)} ago"
    length = span(timer.duration)
    one = length.startswith("1 ") and length.count(" ") == 1
    told = f"{length} {'is' if one else 'are'} over"
    if late >= 2.0:
        told = f"{length} ended {span(late)} ago"
    return plain(timer.label) or "Timer", told
