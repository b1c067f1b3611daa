"""Commands in words, as in "shall I ..." and "I will ..."."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lumen.core.intent import Intent, SlotValue
from lumen.media import wording
from lumen.media.slots import number, text, yes_or_no

_PLAIN = {
    "pause_playback": "pause", "resume_playback": "go on playing",
    "next_episode": "play the next one", "previous_episode": "play the previous one",
    "like": "remember that you like this", "set_timer": "set a timer",
    "cancel_timer": "cancel a timer", "list_timers": "list the timers",
    "undo": "undo that", "redo": "do that again",
    "turn_results": "show more of the list",
    "what_is_playing": "tell what is playing",
    "content_info": "tell more about what is playing", "choose": "play that one",
    "get_recommendation": "recommend something",
}  # fmt: skip
_REPEATING = {
    "one": "repeat this one", "all": "repeat everything", "off": "stop repeating"
}  # fmt: skip


def describe_wish(intent: Intent) -> str:
    """A command with its player and the time that it is to wait, as far as said."""
    done = describe(intent)
    player, delay = text(intent.slots, "player"), number(intent.slots, "delay")
    if player:
        done += f" {player}" if intent.name == "pause_playback" else f" in {player}"
    return done if delay is None else f"{done} in {wording.span(delay)}"


def describe(intent: Intent) -> str:
    """A command in words, as in "shall I ..."."""
    slots = intent.slots
    match intent.name:
        case "play_content":
            return f"play {_named(slots, 'title', 'artist') or 'something'}"
        case "search_content" | "browse_category":
            return f"look for {_named(slots, 'search_query', 'category') or 'that'}"
        case "select_channel":
            return f"switch to channel {_named(slots, 'channel')}".strip()
        case "open_app":
            return f"open {_named(slots, 'app') or 'that'}"
        case name if name in _BY_SLOTS:
            return _BY_SLOTS[name](slots)
        case name:
            return _PLAIN.get(name, "do that")


def _named(slots: Mapping[str, SlotValue], *names: str) -> str:
    """The first slot that is a text, in quotation marks."""
    for name in names:
        value = slots.get(name)
        if isinstance(value, str) and value.strip():
            return f"“{value.strip()}”"
        if isinstance(value, float | int) and not isinstance(value, bool):
            return f"{value:g}"
    return ""


def _shuffling(slots: Mapping[str, SlotValue]) -> str:
    on = yes_or_no(slots, "shuffle")
    if on is None:
        return "change the shuffling"
    return "shuffle" if on else "stop shuffling"


def _repeating(slots: Mapping[str, SlotValue]) -> str:
    mode = text(slots, "mode").casefold()
    return _REPEATING.get(mode, "change the repeating")


def _loudness(slots: Mapping[str, SlotValue]) -> str:
    mute = yes_or_no(slots, "mute")
    if mute is not None:
        return "mute it" if mute else "unmute it"
    level, step = number(slots, "volume_level"), number(slots, "volume_adjustment")
    if level is not None:
        return f"set the volume to {level:g} %"
    if step is not None:
        return "turn it up" if step > 0 else "turn it down"
    return "change the volume"


def _tempo(slots: Mapping[str, SlotValue]) -> str:
    speed, step = number(slots, "playback_speed"), number(slots, "speed_adjustment")
    if speed is not None:
        return f"play it at {wording.tempo(speed)}"
    if step is not None:
        return "play it faster" if step > 0 else "play it slower"
    return "change the speed"


def _place(slots: Mapping[str, SlotValue]) -> str:
    position, step = number(slots, "seek_position"), number(slots, "seek_offset")
    part = number(slots, "seek_fraction")
    if part is not None:
        return "go to the end" if part >= 1 else f"go to {part:.0%} of it"
    left = number(slots, "seek_from_end")
    if left is not None:
        return f"go to the last {wording.span(left)}"
    if position is not None:
        return f"go to {wording.place(position)}"
    if step is not None:
        return f"go {'on' if step > 0 else 'back'} by {wording.span(abs(step))}"
    return "go to another place"


_BY_SLOTS: dict[str, Callable[[Mapping[str, SlotValue]], str]] = {
    "adjust_volume": _loudness,
    "adjust_speed": _tempo,
    "seek_content": _place,
    "shuffle": _shuffling,
    "repeat": _repeating,
}
"""What can be told from the slots of a command alone."""
