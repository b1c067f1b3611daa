"""Fewer words for the same things, so that the closed wordings stay short.

``film`` is read as ``movie``, ``my`` as ``the``, any player's name as ``@player``, any
room or loudspeaker as ``@place``. Slots are cut from what was said, as ever.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from lumen.understanding.utterance import Utterance, hear
from lumen.understanding.wording import Wording

PLAYERS = (
    r"(?:spotify|vlc(?: player)?|mpv|netflix|you ?tube(?: music)?|rhythmbox|audacious|"
    r"strawberry|celluloid|totem|firefox|chrome|chromium|(?:web )?browser|plex|kodi|"
    r"i ?tunes|pandora|deezer|tidal|hulu|disney plus|prime video|amazon music|"
    r"amazon prime|apple music|google music|google play(?: music)?|last ?fm|"
    r"groove ?shark|"
    r"zvooq|slacker|i ?heart(?: ?radio)?|vimeo|soundcloud|clementine|"
    r"audible|jellyfin|emby|sonos|chromecast|winamp|foobar|elisa|lollypop|haruna|"
    r"smplayer|parole|dragon player|quod libet|deadbeef|windows media player|"
    r"jamendo|bbc (?:i ?player|sounds)|i ?player|hbo(?: max)?|paramount plus|peacock|"
    r"apple tv|daily ?motion|stremio|pocket casts|overcast|castbox|libby|"
    r"crunchyroll|twitch|bandcamp|mixcloud|tune ?in|napster|qobuz)"
)
"""Players and services, as people call them."""

ROOMS = (
    r"(?:living ?room|kitchen|bedroom|bathroom|office|room|house|car|lounge|den|"
    r"dining room|garage|basement|hallway|study|patio|garden|"
    r"playroom|nursery|conservatory|attic|loft|porch|balcony|terrace|"
    r"(?:guest|spare|family|tv|sun|laundry|play) room|"
    r"(?:kids'?|children'?s?|boys'?|girls'?) (?:bed)?room)"
)
DEVICES = (
    r"(?:speakers?|stereo|headphones|earphones|computer|laptop|phone|pc|"
    r"desktop|(?:music|media|video|audio) players?|player|tv|television|"
    r"telly|sound ?bar|hi ?fi|big screen|screen|home theat(?:er|re)|"
    r"projector|device)"
)
_PLACES = (
    rf"(?:{ROOMS} )?"
    r"(?:(?:music|media|video|audio) player|speakers?|stereo|headphones|"
    r"earphones|computer|laptop|phone|pc|sound ?bar|hi ?fi|screen)|"
    rf"{ROOMS} (?:tv|television|player|radio)|{ROOMS}"
)

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
    "pace": "speed", "racket": "noise", "din": "noise",
}  # fmt: skip


_VERBS = frozenset(("tune", "record", "stream", "film", "tape", "shows", "clip", "hit"))
"""As the first word they are something to do."""


_ORDINARY = frozenset((*_SAME, *_SAME.values())) | frozenset(
    "a all an and app at audio back box by channel continue down faster for "  # noqa: SIM905 - a table of words
    "forward from go in is it jump like loop louder media more movie music mute next "
    "no not of off on one open over pause play player playback previous quieter radio "
    "repeat resume rewind seek set shuffle skip slower song sound speed start stop "
    "take that the then this time timer to turn tv undo unmute up video volume web "
    "what with".split()
)
"""Words that commands are made of: a player called so is not told by them."""

_MOST_NAME_WORDS = 4
_GENERAL_END = Wording(
    r"(?: (?:app|audio|beta|box|browser|desktop|media|music|player|video|web))+$"
)


@lru_cache(maxsize=16)
def _names(players: tuple[str, ...]) -> re.Pattern[str]:
    """Names of players, and of rooms; the running ones may be called anything."""
    running: set[str] = set()
    for player in players:
        name = hear(player).plain
        running |= {name, _GENERAL_END.sub("", name)}
    told = (name for name in sorted(running, key=len, reverse=True) if _tells(name))
    named = "|".join((*map(re.escape, told), PLAYERS))
    return re.compile(rf"\b(?:(?P<player>{named})(?: app)?|(?P<place>{_PLACES}))\b")


def _tells(name: str) -> bool:
    """Whether a name can be told from the words of a command."""
    words = name.split()
    if not 1 <= len(words) <= _MOST_NAME_WORDS:
        return False
    return any(len(word) > 2 and word not in _ORDINARY for word in words)


def canonical(utterance: Utterance, players: tuple[str, ...] = ()) -> Utterance:
    """An utterance in fewer different words; each keeps its place in what was said.

    Args:
        utterance: What was said.
        players: Names of the running players: words for a player, too.
    """
    words, spans = utterance.words, utterance.spans
    plain = utterance.plain
    kept_words: list[str] = []
    kept_spans: list[tuple[int, int]] = []
    at = 0
    for match in _names(players).finditer(plain):
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
