"""Commands for later: which can wait, how they are called, what is kept. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lumen.core.intent import Intent
from lumen.core.media import SLEEP
from lumen.core.units import NO_TIME, Seconds
from lumen.media.slots import number, yes_or_no
from lumen.media.verbs import VERBS

CAN_WAIT = frozenset(VERBS) - {"show_player"}
"""Intents that are carried out later: verbs for players, and nothing else."""

TOO_LATE = Seconds(60.0)
"""Later than that, a command is not carried out any more: the moment has passed.

So much may be missed while Lumen starts; after an hour of sleep, nobody expects the
music to change.
"""

_NOUNS = {
    "pause_playback": "pause", "resume_playback": "play", "next_episode": "skip",
    "previous_episode": "back", "adjust_volume": "volume", "seek_content": "jump",
    "adjust_speed": "speed", "shuffle": "shuffle", "repeat": "repeat",
}  # fmt: skip

_WAITING = frozenset({"delay", "when"})
_MOST_SLOTS, _LONGEST_TEXT = 12, 200


@dataclass(frozen=True, slots=True)
class Later:
    """A command that waits.

    Attributes:
        command: What is to be done.
        delay: In how many seconds; 0 when that is beyond all measure.
        label: What the person calls it; empty: nothing in particular.
    """

    command: Intent
    delay: Seconds
    label: str = ""


def is_later(intent: Intent) -> bool:
    """Whether it is a command that is to be carried out after a while."""
    return intent.name in CAN_WAIT and "delay" in intent.slots


def later(intent: Intent) -> Later | None:
    """The command that an intent puts off; None when it is for now, or no command.

    A sleep timer is one: it is set to fall asleep to what plays, not to be woken up.
    """
    if intent.name == "set_timer" and intent.slots.get(SLEEP):
        duration = number(intent.slots, "duration")
        if duration is None:
            return None
        return Later(Intent("pause_playback"), Seconds(duration), SLEEP)
    if not is_later(intent):
        return None
    delay = number(intent.slots, "delay")
    slots = {key: value for key, value in intent.slots.items() if key not in _WAITING}
    command = replace(intent, slots=slots, confidence=1.0)
    return Later(command, NO_TIME if delay is None else Seconds(delay))


def noun(command: Intent) -> str:
    """What a command is called in the name of its timer, such as ``pause``."""
    mute = yes_or_no(command.slots, "mute")
    if mute is not None:
        return "mute" if mute else "unmute"
    return _NOUNS.get(command.name, "command")


def to_kept(command: Intent) -> list[object]:
    """A command as it is kept; `from_kept` reads it."""
    return [command.name, dict(command.slots)]


def from_kept(kept: object) -> Intent | None:
    """A command that was kept; None for what no person can have said.

    Args:
        kept: As it was read from the disk, whatever that holds.
    """
    match kept:
        case [str(name), dict(slots)] if name in CAN_WAIT and _sound(slots):
            return Intent(name, slots)
        case _:
            return None


def _sound(slots: Mapping[object, object]) -> bool:
    """Whether these can be the slots of a command for a player."""
    return len(slots) <= _MOST_SLOTS and all(
        isinstance(key, str) and key.isidentifier() and key not in _WAITING
        and _plain(value)
        for key, value in slots.items()
    )  # fmt: skip


def _plain(value: object) -> bool:
    match value:
        case bool():
            return True
        case int() | float():
            return _finite(value)
        case str():
            return len(value) <= _LONGEST_TEXT
        case _:
            return False


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond all floats
        return False
