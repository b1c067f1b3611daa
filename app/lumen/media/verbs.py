"""The verbs that Lumen has for players: these and no others exist."""

from __future__ import annotations

from lumen.media.commands import Verb
from lumen.media.verbs_order import repeat, show, shuffle
from lumen.media.verbs_place import adjust_speed, seek
from lumen.media.verbs_playing import PLAYING_VERBS
from lumen.media.verbs_sound import adjust_volume

VERBS: dict[str, Verb] = {
    **PLAYING_VERBS,
    "adjust_volume": adjust_volume,
    "seek_content": seek,
    "adjust_speed": adjust_speed,
    "shuffle": shuffle,
    "repeat": repeat,
    "show_player": show,
}
"""By the name of the intent."""

FOR_RESTING = frozenset({"resume_playback"})
"""Verbs that are meant for a player that does not play."""
