"""The prompts of ``tests/data/*_prompts.toml`` and how answers to them are judged."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
PROMPTS = (_DATA / "media_prompts.toml", _DATA / "unseen_prompts.toml")

CONVERSATION = frozenset(("unknown", "small_talk", "greeting"))
ACTING = frozenset(
    (
        "play_content", "pause_playback", "resume_playback", "adjust_volume",
        "seek_content", "adjust_speed", "next_episode", "previous_episode",
        "select_channel", "shuffle", "repeat", "like", "open_app", "set_timer",
    )
)  # fmt: skip
"""Intents that change something when they are misunderstood."""

Answer = Mapping[str, Any]
Parse = Callable[[str], Answer]
ParseAll = Callable[[str], Sequence[Answer]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One fair understanding of a command: an intent, and slots when judged."""

    intent: str
    slots: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A sentence with what it means.

    Attributes:
        text: What is said.
        pattern: Name of its pattern.
        style: How it is said.
        commands: For each command in order the fair readings, the best first.
        templated: Whether it differs from its neighbours in a value only.
    """

    text: str
    pattern: str
    style: str
    commands: tuple[tuple[Reading, ...], ...]
    templated: bool

    @property
    def intent(self) -> str:
        """The best reading of the first command."""
        return self.commands[0][0].intent


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer was judged.

    Attributes:
        accepted: All intents are fair, in order.
        slots: Whether all judged slots are right; None when none is judged.
        false_action: Something was done that was not asked for.
    """

    accepted: bool
    slots: bool | None
    false_action: bool


def load(paths: tuple[Path, ...] = PROMPTS) -> tuple[Prompt, ...]:
    """All prompts, in the order of the files."""
    patterns: list[dict[str, Any]] = []
    for path in paths:
        with path.open("rb") as file:
            patterns += tomllib.load(file)["pattern"]
    return tuple(_prompts(patterns))


def _prompts(patterns: list[dict[str, Any]]) -> Iterator[Prompt]:
    for pattern in patterns:
        for entry in pattern["prompts"]:
            whole: list[Any] = [entry] if isinstance(entry, str) else entry
            text, rest = whole[0], whole[1:]
            commands: tuple[tuple[Reading, ...], ...]
            if rest and isinstance(rest[0], list):
                commands = tuple((_reading(one),) for one in rest[0])
            else:
                slots = rest[0] if rest else pattern.get("slots", {})
                also = pattern.get("also", []) + (rest[1] if len(rest) > 1 else [])
                best = Reading(pattern["intent"], slots)
                commands = ((best, *(_reading(one) for one in also)),)
            yield Prompt(
                text, pattern["name"], pattern["style"], commands,
                pattern.get("templated", False),
            )  # fmt: skip


def _reading(entry: str | dict[str, Any]) -> Reading:
    if isinstance(entry, str):
        return Reading(entry, {})
    return Reading(
        entry["intent"], {key: entry[key] for key in entry if key != "intent"}
    )


def judge(prompt: Prompt, parse: Parse, parse_all: ParseAll) -> Verdict:
    """Ask for a prompt and judge the answer; compounds are asked for as a list."""
    compound = len(prompt.commands) > 1
    answers = list(parse_all(prompt.text)) if compound else [parse(prompt.text)]
    accepted = len(answers) == len(prompt.commands) and all(
        _fair(answer, readings) is not None
        for answer, readings in zip(answers, prompt.commands, strict=True)
    )
    wanted = {reading.intent for readings in prompt.commands for reading in readings}
    false_action = any(
        answer["intent"] in ACTING and answer["intent"] not in wanted
        for answer in answers
    ) and (prompt.intent in CONVERSATION)
    judged = [
        _slots_right(answer, readings)
        for answer, readings in zip(answers, prompt.commands, strict=accepted)
    ]
    scored = any(readings[0].slots for readings in prompt.commands)
    right = accepted and all(one is not False for one in judged)
    return Verdict(accepted, right if scored else None, false_action)


def _fair(answer: Answer, readings: tuple[Reading, ...]) -> Reading | None:
    intent = answer["intent"]
    talk = readings[0].intent in CONVERSATION and intent in CONVERSATION
    if talk:
        return readings[0]
    return next((one for one in readings if one.intent == intent), None)


def _slots_right(answer: Answer, readings: tuple[Reading, ...]) -> bool | None:
    """Whether the slots are right; None when this reading has none to judge."""
    reading = _fair(answer, readings)
    if reading is None:
        return False
    if not reading.slots:
        return None
    said = _flat(answer["entities"])
    others = {key for group in _EITHER if group & set(reading.slots) for key in group}
    if others - set(reading.slots) - {"mute"} & set(said):
        return False
    return all(_same(key, wanted, said) for key, wanted in reading.slots.items())


_EITHER = (
    {"seek_offset", "seek_position"},
    {"volume_level", "volume_adjustment"},
    {"playback_speed", "speed_adjustment"},
)
"""Slots of which an answer may have one only."""


def _flat(entities: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in entities.items():
        if isinstance(value, Mapping):
            flat.update({f"{key}.{inner}": one for inner, one in value.items()})
        else:
            flat[key] = value
    return flat


def _same(key: str, wanted: Any, said: Mapping[str, Any]) -> bool:
    fair = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(fair[0], bool) or key in ("shuffle", "mode"):
        return said.get(key) in fair
    if isinstance(fair[0], (int, float)):
        value = said.get(key)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and any(abs(value - one) < 0.011 for one in fair)
    texts = {_plain(one) for one in said.values() if isinstance(one, str)}
    return any(_plain(one) in texts for one in fair)


_LEADING = re.compile(r"^(?:(?:the|a|an|some|my|any) )+")
_TRAILING = re.compile(
    r"(?: (?:music|songs?|movies?|films?|playlist|channel|shows?|album|podcasts?|series|"
    r"station|collection|section))+$"
)


def _plain(text: str) -> str:
    """Names compare without case, marks, articles and the kind behind them."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = " ".join(re.sub(r"[^\w\s]", " ", text.lower().replace("'", "")).split())
    return _TRAILING.sub("", _LEADING.sub("", text))
