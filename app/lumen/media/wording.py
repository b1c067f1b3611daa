"""How players, places and amounts are called when speaking to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lumen.core.intent import SlotValue
from lumen.core.media import NO_TRACK, Feature, PlayerState, RepeatMode, Track
from lumen.core.units import Seconds
from lumen.media.slots import number, text

_ABILITIES = {
    Feature.PLAY: "go on playing",
    Feature.PAUSE: "pause",
    Feature.STOP: "stop",
    Feature.NEXT: "go to the next one",
    Feature.PREVIOUS: "go to the previous one",
    Feature.SEEK: "jump within this",
    Feature.VOLUME: "change its volume",
    Feature.SPEED: "change its speed",
    Feature.SHUFFLE: "shuffle",
    Feature.REPEAT: "repeat",
    Feature.OPEN: "be given something to play",
    Feature.RAISE: "bring its window to the front",
}
_REPEATS = {
    RepeatMode.OFF: "off",
    RepeatMode.ONE: "this one",
    RepeatMode.ALL: "everything",
}
NO_PLAYER_TEXT = (
    "No player is running that I can control. Start one, such as VLC or mpv, and ask"
    " again."
)


def place(position: Seconds | float) -> str:
    """A position or a length, such as ``1:20`` or ``1:02:05``."""
    whole = max(0, int(position + 0.5))
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def span(length: Seconds | float) -> str:
    """A duration to be spoken, such as ``1 minute and 20 seconds``."""
    hours, rest = divmod(max(0, int(length + 0.5)), 3600)
    minutes, seconds = divmod(rest, 60)
    amounts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in amounts if n]
    return list_of(said, "and") or "0 seconds"


def not_now(slots: Mapping[str, SlotValue]) -> str:
    """Why a command for later is not done here; empty when it is for now."""
    if "delay" in slots:
        return (
            "Only a Lumen that keeps running can do that later. Open it with “lumen”,"
            " and say it there."
        )
    moment = text(slots, "when")
    return f"I cannot wait for that: say it again {moment}." if moment else ""


def never_later(slots: Mapping[str, SlotValue]) -> str:
    """Why something new is not begun later; empty when it is for now."""
    delay, moment = number(slots, "delay"), text(slots, "when")
    if delay is not None:
        moment = f"in {span(delay)}"
    if not moment:
        return ""
    return f"Later, I can only pause or change what plays. Ask me again {moment}."


def beyond(what: str) -> str:
    """Why something is not done that Lumen never does to players."""
    if what == "the window of a player":
        return "I do not close players or change their windows. Do it in the player."
    return f"I cannot change {what} from here. Do it in the player's own window."


def loudness(volume: float | None) -> str:
    """A volume, such as ``40 %``; empty when unknown."""
    return "" if volume is None else f"{round(volume * 100)} %"


def tempo(speed: float) -> str:
    """A speed, such as ``1.25x``."""
    return f"{round(speed, 2):g}x"


def switch(on: bool | None) -> str:
    """A switch, ``on`` or ``off``; empty when unknown."""
    return "" if on is None else "on" if on else "off"


def repeating(mode: RepeatMode | None) -> str:
    """What is repeated; empty when unknown."""
    return "" if mode is None else _REPEATS[mode]


def ability(feature: Feature) -> str:
    """What a player with the feature can do, such as ``change its speed``."""
    return _ABILITIES[feature]


def list_of(words: Iterable[str], joint: str) -> str:
    """Words as a list for people: ``VLC, mpv or Firefox``."""
    parts = [word for word in words if word]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def track_name(track: Track) -> str:
    """What is played, such as ``Breathe by Pink Floyd``; empty when unknown."""
    by = list_of(track.artists, "and")
    if track.title and by:
        return f"{track.title} by {by}"
    return track.title or (f"something by {by}" if by else "")


def names_of(states: Sequence[PlayerState]) -> tuple[str, ...]:
    """Names of players; two of the same name are told apart by what they play."""
    names = [state.name or "the player" for state in states]
    told: list[str] = []
    for index, (name, state) in enumerate(zip(names, states, strict=True)):
        if names.count(name) == 1:
            told.append(name)
        elif state.track != NO_TRACK and state.track.title:
            told.append(f"{name} with {state.track.title}")
        else:
            told.append(f"{name} ({names[: index + 1].count(name)})")
    return tuple(told)


def sentence(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
