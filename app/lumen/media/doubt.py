"""Asks before it does what was perhaps not meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lumen.core.clock import Clock
from lumen.core.doing import Done
from lumen.core.intent import Intent
from lumen.core.turn import TurnId
from lumen.core.units import NO_TIME, Seconds
from lumen.media import wording

SURE = 0.85
"""From this confidence on a command is carried out without asking."""

ASKED_FOR = Seconds(20.0)
"""So long a "yes" is taken for an answer."""

ASK = "ask_first"
"""Intent under which a doubtful command comes to the desk."""

_PLAIN = {
    "pause_playback": "pause", "resume_playback": "go on playing",
    "next_episode": "play the next one", "previous_episode": "play the previous one",
    "shuffle": "change the shuffling", "repeat": "change the repeating",
    "like": "remember that you like this", "set_timer": "set a timer",
    "cancel_timer": "cancel a timer", "list_timers": "list the timers",
    "undo": "undo that", "redo": "do that again",
    "turn_results": "show more of the list",
    "what_is_playing": "tell what is playing",
    "content_info": "tell more about what is playing", "choose": "play that one",
    "get_recommendation": "recommend something",
}  # fmt: skip


class Doubt:
    """A `Doer` that asks; the commands wait for the answer.

    It asks in its own words also when there is a model: a "yes" does what was asked
    for, and only this question is certain to have asked for it.

    Args:
        clock: Tells when the question is too old to be answered.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: tuple[Intent, ...] = ()
        self._until = NO_TIME

    @property
    def asked(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self._waiting) and self._clock.now() <= self._until

    def weigh(self, commands: tuple[Intent, ...]) -> tuple[Intent, ...]:
        """The commands, or one to ask about them when they are not certain.

        What was asked before is forgotten: the person speaks of something else.
        """
        self.drop()
        if all(command.confidence >= SURE for command in commands):
            return commands
        self._waiting = commands
        self._until = NO_TIME  # not before it was asked
        return (Intent(ASK),)

    def drop(self) -> None:
        """Forget what was asked."""
        self._waiting = ()

    def agreed(self) -> tuple[Intent, ...]:
        """What is to be done after a "yes"; empty when nothing was asked."""
        commands = self._waiting if self.asked else ()
        self.drop()
        return commands

    def takes(self, intent: Intent) -> bool:
        """See `Doer.takes`."""
        return intent.name == ASK and bool(self._waiting)

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:
        """See `Doer.do`."""
        del turn, intents
        self._until = Seconds(self._clock.now() + ASKED_FOR)
        meant = wording.list_of([describe(intent) for intent in self._waiting], "and")
        return Done(f"Shall I {meant}?")


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
        case "adjust_volume":
            return _loudness(slots)
        case "adjust_speed":
            return _tempo(slots)
        case "seek_content":
            return _place(slots)
        case name:
            return _PLAIN.get(name, "do that")


def _named(slots: Mapping[str, object], *names: str) -> str:
    """The first slot that is a text, in quotation marks."""
    for name in names:
        value = slots.get(name)
        if isinstance(value, str) and value.strip():
            return f"“{value.strip()}”"
        if isinstance(value, float | int) and not isinstance(value, bool):
            return f"{value:g}"
    return ""


def _loudness(slots: Mapping[str, object]) -> str:
    level, step = _number(slots, "volume_level"), _number(slots, "volume_adjustment")
    if level is not None:
        return f"set the volume to {level:g} %"
    if step is not None:
        return "turn it up" if step > 0 else "turn it down"
    return "change the volume"


def _tempo(slots: Mapping[str, object]) -> str:
    speed, step = _number(slots, "playback_speed"), _number(slots, "speed_adjustment")
    if speed is not None:
        return f"play it at {wording.tempo(speed)}"
    if step is not None:
        return "play it faster" if step > 0 else "play it slower"
    return "change the speed"


def _place(slots: Mapping[str, object]) -> str:
    position, step = _number(slots, "seek_position"), _number(slots, "seek_offset")
    part = _number(slots, "seek_fraction")
    if part is not None:
        return "go to the end" if part >= 1 else f"go to {part:.0%} of it"
    left = _number(slots, "seek_from_end")
    if left is not None:
        return f"go to the last {wording.span(left)}"
    if position is not None:
        return f"go to {wording.place(position)}"
    if step is not None:
        return f"go {'on' if step > 0 else 'back'} by {wording.span(abs(step))}"
    return "go to another place"


def _number(slots: Mapping[str, object], name: str) -> float | None:
    value = slots.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
