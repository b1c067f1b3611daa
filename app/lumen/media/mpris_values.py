"""What a player says about itself over D-Bus, checked value by value.

Anything on the session bus may call itself a player: every value may be missing, of
another type, endless, negative, not a number, or written by whoever made the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from lumen.core.media import (
    NO_TRACK,
    Feature,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    RepeatMode,
    Track,
)
from lumen.core.units import Seconds
from lumen.media.hygiene import ART_SCHEMES, clean, clean_list, clean_uri, title_of
from lumen.media.quirks import DEFAULT, TITLES, Quirks, quirks_of

MICROSECONDS = 1_000_000

LONGEST_TRACK = 366 * 24 * 3600.0
"""Seconds; what claims to be longer, or further on, is not believed."""

_LONGEST_NAME = 60
_LONGEST_ID = 255
_LOUDEST = 2.0
"""As far as any player goes; who claims more would have undo set that."""

_SPEEDS = (0.01, 100.0)
_DEEPEST = 8
_MOST_ITEMS = 200
_MOST_CHARACTERS = 8_192
_STATUS = {
    "Playing": PlaybackStatus.PLAYING,
    "Paused": PlaybackStatus.PAUSED,
    "Stopped": PlaybackStatus.STOPPED,
}
_REPEAT = {"None": RepeatMode.OFF, "Track": RepeatMode.ONE, "Playlist": RepeatMode.ALL}
LOOP_STATUS = {mode: name for name, mode in _REPEAT.items()}
"""What MPRIS calls each mode."""

_OBJECT_PATH = re.compile(r"/(?:[A-Za-z0-9_]+(?:/[A-Za-z0-9_]+)*)?\Z")
_NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
_CLAIMS = (
    ("CanPlay", Feature.PLAY),
    ("CanPause", Feature.PAUSE),
    ("CanGoNext", Feature.NEXT),
    ("CanGoPrevious", Feature.PREVIOUS),
    ("CanSeek", Feature.SEEK),
)


def plain(value: Any, depth: int = _DEEPEST) -> Any:  # noqa: ANN401 - D-Bus is untyped
    """Take a value out of its variants; what is too deep, many or long is cut."""
    if depth < 0:
        return None
    if hasattr(value, "signature") and hasattr(value, "value"):
        return plain(value.value, depth - 1)
    if isinstance(value, dict):
        some = islice(value.items(), _MOST_ITEMS)
        return {key: plain(item, depth - 1) for key, item in some}
    if isinstance(value, list | tuple):
        return [plain(item, depth - 1) for item in value[:_MOST_ITEMS]]
    return value[:_MOST_CHARACTERS] if isinstance(value, str) else value


def as_dict(value: Any) -> dict[str, Any]:  # noqa: ANN401 - D-Bus is untyped
    """A dictionary with texts for keys, whatever came."""
    if not isinstance(value, dict):
        return {}
    return {key: item for key, item in value.items() if isinstance(key, str)}


def number(value: object) -> float | None:
    """A finite number, or None; True is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def track_id(metadata: Mapping[str, Any]) -> str:
    """The track id as an object path, or "" when it is none."""
    found = metadata.get("mpris:trackid")
    if not isinstance(found, str) or len(found) > _LONGEST_ID:
        return ""
    return found if _OBJECT_PATH.match(found) else ""


def parse_track(metadata: Mapping[str, Any]) -> Track:
    """What is played."""
    if not metadata:
        return NO_TRACK
    length = number(metadata.get("mpris:length"))
    if length is not None:
        length /= MICROSECONDS
        if not 0 < length <= LONGEST_TRACK:
            length = None
    url = clean_uri(metadata.get("xesam:url"))
    return Track(
        id=track_id(metadata),
        title=clean(metadata.get("xesam:title")) or title_of(url),
        artists=clean_list(metadata.get("xesam:artist"))
        or clean_list(metadata.get("xesam:albumArtist")),
        album=clean(metadata.get("xesam:album")),
        genres=clean_list(metadata.get("xesam:genre"), _LONGEST_NAME),
        length=None if length is None else Seconds(length),
        url=url,
        art=clean_uri(metadata.get("mpris:artUrl"), ART_SCHEMES),
    )


def parse_state(
    player: PlayerId,
    quirks: Quirks,
    root: Mapping[str, Any],
    properties: Mapping[str, Any],
    at: Seconds,
    stream_volume: float | None = None,
) -> PlayerState:
    """Make a state of what a player answered.

    Args:
        player: Which player.
        quirks: What is known about its family.
        root: Properties of ``org.mpris.MediaPlayer2``, out of their variants.
        properties: Properties of ``org.mpris.MediaPlayer2.Player``, likewise.
        at: When it answered.
        stream_volume: Volume of its stream, where that is used for its own.
    """
    track = parse_track(as_dict(properties.get("Metadata")))
    if quirks.names_page:
        track = replace(track, url="")
    status = _status(properties, number(properties.get("Rate")))
    loaded = not _says_nothing_is_loaded(track, quirks)
    if not loaded:  # it may say that it plays all the same
        track, status = NO_TRACK, PlaybackStatus.STOPPED
    speeds = _speeds(properties)
    speed = number(properties.get("Rate"))
    volume = stream_volume
    if not quirks.stream_volume and volume is None:
        volume = _volume(properties.get("Volume"))
    shuffle = properties.get("Shuffle")
    features = _features(quirks, root, properties, speeds) - (
        {Feature.VOLUME} if volume is None else set()
    )
    if not loaded:
        features -= {Feature.PAUSE, Feature.SEEK}
    return PlayerState(
        player,
        _name(player, quirks, root),
        status,
        track,
        _within(position_of(properties.get("Position")), track),
        at,
        speed if speed is not None and _SPEEDS[0] <= speed <= _SPEEDS[1] else 1.0,
        speeds if Feature.SPEED in features else (1.0, 1.0),
        volume,
        shuffle if isinstance(shuffle, bool) and Feature.SHUFFLE in features else None,
        _choose(_REPEAT, properties.get("LoopStatus"))
        if Feature.REPEAT in features
        else None,
        features,
    )


def _says_nothing_is_loaded(track: Track, quirks: Quirks) -> bool:
    """Source: MPRIS D-Bus Interface Specification 2.2, ``TrackList``, "NoTrack"."""
    named = bool(track.title or track.url)
    return bool(track.id) and not named and track.id in {_NO_TRACK, quirks.no_track}


def schemes(root: Mapping[str, Any]) -> frozenset[str]:
    """URI schemes that the player opens: those that it names, and files (see mpv)."""
    found = root.get("SupportedUriSchemes")
    if not isinstance(found, list):
        return frozenset()
    named = {item.lower() for item in found[:100] if isinstance(item, str)}
    return frozenset(named | {"file"}) if named else frozenset()


def _name(player: PlayerId, quirks: Quirks, root: Mapping[str, Any]) -> str:
    """What people call it; a stranger that poses as another is told from it."""
    own = clean(player.partition(":")[0], _LONGEST_NAME)
    claimed = clean(root.get("Identity"), _LONGEST_NAME)
    if quirks_of(player) is DEFAULT and claimed.casefold() in TITLES:
        return f"{claimed} ({own})"
    return quirks.title or claimed or own


def _status(properties: Mapping[str, Any], speed: float | None) -> PlaybackStatus:
    """Whether it plays; what plays at no speed at all is paused, says MPRIS."""
    found = _choose(_STATUS, properties.get("PlaybackStatus"))
    if found is PlaybackStatus.PLAYING and speed == 0:
        return PlaybackStatus.PAUSED
    return found or PlaybackStatus.STOPPED


def _choose(table: Mapping[str, Any], value: object) -> Any:  # noqa: ANN401 - of table
    return table.get(value) if isinstance(value, str) else None


def position_of(value: object) -> Seconds | None:
    """A position; None when it is none that anything could be at."""
    found = number(value)
    if found is None:
        return None
    position = found / MICROSECONDS
    if not -1.0 <= position <= LONGEST_TRACK:  # mpv begins a little before 0
        return None
    return Seconds(max(0.0, position))


def _within(position: Seconds | None, track: Track) -> Seconds | None:
    if position is None or track.length is None:
        return position
    return Seconds(min(position, track.length))


def _volume(value: object) -> float | None:
    found = number(value)
    return None if found is None else min(max(found, 0.0), _LOUDEST)


def _speeds(properties: Mapping[str, Any]) -> tuple[float, float]:
    slowest = number(properties.get("MinimumRate"))
    fastest = number(properties.get("MaximumRate"))
    if slowest is None or fastest is None:
        return (1.0, 1.0)
    if not slowest <= 1.0 <= fastest:
        return (1.0, 1.0)
    return (max(slowest, _SPEEDS[0]), min(fastest, _SPEEDS[1]))


def _features(
    quirks: Quirks,
    root: Mapping[str, Any],
    properties: Mapping[str, Any],
    speeds: tuple[float, float],
) -> frozenset[Feature]:
    found: set[Feature] = set()
    if properties.get("CanControl") is not False:
        found.update(f for claim, f in _CLAIMS if properties.get(claim) is True)
        found |= {Feature.STOP, Feature.VOLUME}
        if speeds[0] < speeds[1] and number(properties.get("Rate")) is not None:
            found.add(Feature.SPEED)
        if isinstance(properties.get("Shuffle"), bool):
            found.add(Feature.SHUFFLE)
        if _choose(_REPEAT, properties.get("LoopStatus")) is not None:
            found.add(Feature.REPEAT)
        if schemes(root):
            found.add(Feature.OPEN)
        if number(properties.get("Position")) is None:
            found.discard(Feature.SEEK)
    if root.get("CanRaise") is True:
        found.add(Feature.RAISE)
    if quirks.doubted_shuffle:
        found.discard(Feature.SHUFFLE)
    return frozenset(found - quirks.lies)
