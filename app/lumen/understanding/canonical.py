"""Fewer words for the same things, so that the closed wordings stay short.

``film`` is read as ``movie``, ``my`` as ``the``, any player's name as ``@player``, any
room or loudspeaker as ``@place``. Slots are cut from what was said, as ever.
"""

# ruff: noqa: E501 - tables of words and patterns

from __future__ import annotations

import re
from dataclasses import replace

from lumen.understanding.utterance import Utterance

PLAYERS = (
    r"(?:spotify|vlc(?: player)?|mpv|netflix|youtube(?: music)?|rhythmbox|audacious|"
    r"strawberry|celluloid|totem|firefox|chrome|chromium|(?:web )?browser|plex|kodi|"
    r"i ?tunes|pandora|deezer|tidal|hulu|disney plus|prime video|amazon music|"
    r"apple music|google music|google play(?: music)?|last ?fm|groove ?shark|"
    r"zvooq|slacker|i ?heart(?: ?radio)?|vimeo|soundcloud|clementine|"
    r"audible|jellyfin|emby|sonos|chromecast|winamp|foobar|elisa|lollypop|haruna|"
    r"smplayer|parole|dragon player|quod libet|deadbeef|windows media player|"
    r"crunchyroll|twitch|bandcamp|mixcloud|tune ?in|napster|qobuz)"
)
"""Players and services, as people call them."""

ROOMS = (
    r"(?:living ?room|kitchen|bedroom|bathroom|office|room|house|car|lounge|den|"
    r"dining room|garage|basement|hallway|study|patio|garden)"
)
DEVICES = (
    r"(?:speakers?|stereo|headphones|earphones|computer|laptop|phone|pc|desktop|"
    r"(?:music|media|video|audio) players?|player|tv|television|telly|sound ?bar|hi ?fi|"
    r"big screen|screen|home theat(?:er|re)|projector|device)"
)
_PLACES = rf"(?:{ROOMS} )?(?:(?:music|media|video|audio) player|speakers?|stereo|headphones|earphones|computer|laptop|phone|pc|sound ?bar|hi ?fi|screen)|{ROOMS} (?:tv|television|player|radio)|{ROOMS}"
_NAMES = re.compile(rf"\b(?:(?P<player>{PLAYERS})(?: app)?|(?P<place>{_PLACES}))\b")

_SAME = {
    "film": "movie", "films": "movie", "movies": "movie", "flick": "movie",
    "documentary": "movie", "videos": "video", "clip": "video", "clips": "video",
    "trailer": "video", "recording": "video", "dvd": "video", "stream": "video",
    "tunes": "song", "tune": "song", "songs": "song", "piece": "song",
    "melody": "song", "jam": "song", "hit": "song", "musical": "song",
    "tracks": "track", "record": "album", "records": "album", "cd": "album",
    "albums": "album", "lp": "album", "mixtape": "album", "soundtrack": "album",
    "episodes": "episode", "ep": "episode", "shows": "show", "program": "show",
    "programs": "show", "series": "show", "sitcom": "show", "broadcast": "show",
    "concert": "show", "podcasts": "podcast", "lecture": "podcast",
    "sermon": "podcast", "audiobook": "book", "audiobooks": "book",
    "books": "book", "story": "book", "novel": "book", "chapters": "chapter",
    "playlists": "playlist", "stations": "station", "television": "tv",
    "telly": "tv", "media": "video", "tape": "album",
    "my": "the", "our": "the", "your": "the", "their": "the", "these": "this",
    "those": "that", "its": "the", "stupid": "the", "damn": "the", "bloody": "the",
    "darn": "the", "whole": "the", "entire": "the", "present": "current",
    "currently": "current", "loudness": "volume", "players": "player",
    "backwards": "back", "backward": "back", "forwards": "forward", "tempo": "speed",
    "pace": "speed",
}  # fmt: skip


_VERBS = frozenset(("tune", "record", "stream", "film", "tape", "shows", "clip", "hit"))
"""As the first word they are something to do."""


def canonical(utterance: Utterance) -> Utterance:
    """An utterance in fewer different words; each keeps its place in what was said."""
    words, spans = utterance.words, utterance.spans
    plain = utterance.plain
    kept_words: list[str] = []
    kept_spans: list[tuple[int, int]] = []
    at = 0
    for match in _NAMES.finditer(plain):
        first = plain.count(" ", 0, match.start())
        behind = first + match[0].count(" ") + 1
        kept_words += words[at:first]
        kept_spans += spans[at:first]
        kept_words.append("@player" if match["player"] else "@place")
        kept_spans.append((spans[first][0], spans[behind - 1][1]))
        at = behind
    kept_words += words[at:]
    kept_spans += spans[at:]
    same = tuple(
        word if not at and word in _VERBS else _SAME.get(word, word)
        for at, word in enumerate(kept_words)
    )
    return replace(utterance, words=same, spans=tuple(kept_spans), stops=frozenset())
