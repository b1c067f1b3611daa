"""Kinds and genres of what plays."""

# ruff: noqa: E501 - tables of words and patterns

from __future__ import annotations

import re

_KIND_OF = {
    "song": "song", "track": "song", "tune": "song", "ballad": "song", "hit": "song",
    "single": "song", "symphony": "music", "concerto": "music", "chant": "music",
    "sonata": "music", "anthem": "song", "melody": "song", "theme": "music",
    "music": "music", "album": "album", "record": "album", "ep": "album",
    "lp": "album", "soundtrack": "album", "movie": "movie", "film": "movie",
    "flick": "movie", "picture": "movie", "documentary": "movie", "show": "show",
    "series": "show", "tv": "show", "sitcom": "show", "episode": "episode",
    "saga": "show", "podcast": "podcast", "audiobook": "audiobook",
    "book": "audiobook", "playlist": "playlist", "radio": "radio", "station": "radio",
    "video": "video", "clip": "video", "trailer": "video", "artist": "artist",
    "band": "artist", "program": "show", "lecture": "podcast", "news": "news",
    "channel": "channel", "genre": "genre", "audio": "music", "media": "music",
    "novel": "audiobook", "mix": "playlist", "mixtape": "album", "cd": "album",
}  # fmt: skip

KINDS = (
    r"(?:music video|video|song|track|tune|ballad|hit|single|symphony|concerto|chant|sonata|"
    r"anthem|melody|theme music|theme|music|album|record|ep|lp|soundtrack|movie|film|flick|documentary|"
    r"tv show|tv series|television show|television series|television|show|series|tv|sitcom|episode|saga|podcast|audio ?book|book|"
    r"play ?list|radio|station|clip|trailer|artist|band|group|singer|program|lecture|news|genre|audio|media|novel|mix|mixtape|"
    r"cd|collection|piece|number|jam|beat|discography)"
)
"""Words for something that plays."""

GENRES = re.compile(
    r"\b(?:rock|jazz|pop|rap|hip ?hop|classical|country|blues|metal|heavy metal|punk|"
    r"techno|house music|electronic|electro|edm|dance music|reggae|reggaeton|folk|soul|funk|"
    r"disco|indie|alternative|ambient|lo ?fi|r and b|rnb|r&b|gospel|opera|latin|salsa|"
    r"trance|dubstep|drum and bass|grunge|ska|swing|bluegrass|acoustic|instrumental|"
    r"k ?pop|j ?pop|bollywood|comedy|comedies|horror|thrillers?|dramas?|action|romance|"
    r"romantic|sci ?fi|science fiction|fantasy|western|westerns|documentary|documentaries|"
    r"animated|animation|anime|crime|mystery|adventure|family|kids|children|cartoons?|"
    r"musicals?|war|biographical|biography|historical|history|noir|superhero|reality|"
    r"sports?|scary|funny|christmas|oldies|holiday|foreign|imaginative|offbeat|suspense|"
    r"true crime|detective|comic|supernatural|erotica|zombie|psychological)\b"
)
"""Genres of music and films."""

_KIND = re.compile(rf"\b({KINDS})s?\b")


def kind_of(text: str) -> str:
    """The kind that a plain text names; empty when it names none."""
    found = [match[1] for match in _KIND.finditer(text)]
    for word in found:
        kind = _KIND_OF.get(word.split()[-1].replace("play list", "playlist"))
        if kind:
            return kind
    return "playlist" if "play list" in text else ""
