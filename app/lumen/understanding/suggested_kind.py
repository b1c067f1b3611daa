"""What sort of thing is to be recommended: a film, something to listen to.

The doors for tools have no slot for it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lumen.core.intent import Intent
from lumen.understanding.media_phrases.kinds import kind_of
from lumen.understanding.utterance import hear

_KINDS = frozenset(
    ("song", "music", "album", "artist", "movie", "show", "episode", "video")
)
_WATCHED = re.compile(r"\b(?:watch|see|binge)\b")
_HEARD = re.compile(r"\b(?:listen|hear|put on)\b")


def with_kind(intent: Intent, text: str) -> Intent:
    """The intent; a recommendation of no certain thing with the kind that was named."""
    if intent.name != "get_recommendation" or intent.slots.keys() & {
        "similar_to",
        "kind",
    }:
        return intent
    plain = hear(text).plain
    kind = kind_of(plain)
    if kind not in _KINDS:
        kind = ""
    if not kind and _WATCHED.search(plain):
        kind = "video"
    elif not kind and _HEARD.search(plain):
        kind = "music"
    return replace(intent, slots={**intent.slots, "kind": kind}) if kind else intent
