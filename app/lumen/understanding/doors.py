"""The doors for tools and tests: sentences in, plain dictionaries out."""

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.understanding.commands import commands
from lumen.understanding.context import NOTHING_KNOWN, Context
from lumen.understanding.hearing import ASKS
from lumen.understanding.intents import own_asking
from lumen.understanding.wording import Wording

PUBLIC = frozenset(
    "play_content pause_playback resume_playback adjust_volume seek_content "  # noqa: SIM905 - a table of words
    "adjust_speed search_content next_episode previous_episode select_channel "
    "browse_category get_recommendation content_info what_is_playing shuffle repeat "
    "like set_timer time_date open_app undo choose".split()
)
"""Intents that the doors name; everything else is conversation."""

_TALK = {
    "greeting": "greeting", "farewell": "greeting", "help": "unknown",
    "repeat_that": "unknown",
}  # fmt: skip
_VOICE = Wording(r"whisper|speak|talk|\bsay|voice|shout")
_LOUDER = {"louder": 5.0, "quieter": -5.0}


def parse_all(text: str, context: Context = NOTHING_KNOWN) -> list[dict[str, object]]:
    """The commands of a sentence in order, by the names of the public intents.

    Args:
        text: As typed or recognised.
        context: The moment; nothing is known by default.

    Returns:
        At least one dictionary with ``intent``, ``entities`` and ``confidence``.
    """
    found = [
        _as_dict(intent)
        for intent in commands(text, context)
        if intent.name in PUBLIC and intent.confidence >= ASKS
    ]
    return found or [_talk(text)]


def parse(text: str, context: Context = NOTHING_KNOWN) -> dict[str, object]:
    """The first command of a sentence; see `parse_all`."""
    return parse_all(text, context)[0]


def _as_dict(intent: Intent) -> dict[str, object]:
    entities = {
        name: dict(value) if isinstance(value, dict) else value
        for name, value in intent.slots.items()
    }
    return {
        "intent": intent.name,
        "entities": entities,
        "confidence": round(intent.confidence, 3),
    }


def _talk(text: str) -> dict[str, object]:
    own = own_asking(text)
    if own is None:
        return {"intent": "unknown", "entities": {}, "confidence": 0.9}
    if own.name in _LOUDER and not _VOICE.search(text.lower()):
        entities = {"volume_adjustment": _LOUDER[own.name]}
        return {"intent": "adjust_volume", "entities": entities, "confidence": 0.9}
    if own.name == "time_date":
        return _as_dict(own)
    name = _TALK.get(own.name, "small_talk")
    return {"intent": name, "entities": {}, "confidence": round(own.confidence, 3)}
