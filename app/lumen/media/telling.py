"""What plays, told from what the player says about it."""

from __future__ import annotations

import re

from lumen.core.doing import Done
from lumen.core.intent import Intent
from lumen.core.media import NO_TRACK, PlaybackStatus, PlayerState
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.slots import text

_STATUS = {
    PlaybackStatus.PLAYING: "This is",
    PlaybackStatus.PAUSED: "Paused:",
    PlaybackStatus.STOPPED: "Stopped:",
}
_LEFT = re.compile(r"\b(left|remain\w*|end\w*|over|longer|finish\w*|done)\b")
_LENGTH = re.compile(r"\b(how long|length|duration)\b")
_PLACE = re.compile(r"\b(where are we|how far|position|what minute)\b")
_GENRE = re.compile(r"\b(genre|kind of music|style)\b")
_ALBUM = re.compile(r"\b(album|record|series|show)\b")
_ARTIST = re.compile(r"\b(artist|band|singer|sings|singing|performs?|who plays)\b")
_NAME = re.compile(
    r"^(what(?:'s| is)(?: this| that| playing| the (?:name|title).*)?"
    r"|.*\b(?:title|called|name of (?:this|the) (?:song|track|film|movie|video))\b.*)"
    r"[?. ]*$"
)

_MISSING = {
    "date": "when it was made",
    "people": "who made it or who is in it",
    "plot": "what it is about",
    "genre": "what genre it is",
    "length": "how long it is",
}
"""Questions by their name in the slot, for which metadata have nothing."""


def tell(intent: Intent, state: PlayerState, at: Seconds) -> Done:
    """Answer from the metadata; what they do not hold is left to a model, with them.

    Args:
        intent: ``what_is_playing`` or ``content_info``.
        state: The player that is asked about.
        at: Now.
    """
    track = state.track
    name = wording.track_name(track)
    if track == NO_TRACK or (not name and state.status is PlaybackStatus.STOPPED):
        return Done("Nothing is playing.")
    question = text(intent.slots, "question").casefold()
    known = _setting(question, state) or _answer(question, state, at)
    if known:
        return Done(known)
    if not name:
        return Done(f"{state.name} plays something, but does not tell what it is.")
    summary = _summary(name, state)
    missing = _MISSING.get(question)
    if missing:
        told = f"{summary} {state.name} does not tell {missing}."
        return Done(told, facts=facts_of(state, at))
    if intent.name == "what_is_playing" or not question or _NAME.match(question):
        return Done(summary)
    return Done(f"{summary} That is all the player tells.", facts=facts_of(state, at))


def _summary(name: str, state: PlayerState) -> str:
    album = state.track.album
    on = f", from {album}" if album and album != state.track.title else ""
    return f"{_STATUS[state.status]} {name}{on}."


def _setting(question: str, state: PlayerState) -> str:
    """How fast or how loud it plays, if that is the question."""
    if question == "speed":
        return f"It plays at {wording.tempo(state.speed)}."
    if question == "volume" and state.volume is not None:
        return f"{state.name} is at {round(100 * state.volume)} %."
    return ""


def _answer(question: str, state: PlayerState, at: Seconds) -> str:
    """What the metadata tell about the question; empty when they do not."""
    track = state.track
    position = state.position_at(at)
    if _LEFT.search(question):
        return _left(state, position)
    if _LENGTH.search(question) and track.length is not None:
        return f"It is {wording.span(track.length)} long."
    if _PLACE.search(question) and position is not None:
        of = "" if track.length is None else f" of {wording.place(track.length)}"
        return f"At {wording.place(position)}{of}."
    if _GENRE.search(question) and track.genres:
        return f"It is tagged as {wording.list_of(track.genres, 'and')}."
    if _ALBUM.search(question) and track.album:
        return f"It is from {track.album}."
    if _ARTIST.search(question) and track.artists:
        return f"It is by {wording.list_of(track.artists, 'and')}."
    return ""


def _left(state: PlayerState, position: Seconds | None) -> str:
    length = state.track.length
    if length is None or position is None:
        return "The player does not tell how long this takes."
    left = max(0.0, length - position)
    if state.speed > 0 and abs(state.speed - 1.0) > 0.01:
        real = wording.span(left / state.speed)
        at = wording.tempo(state.speed)
        return f"{sentence_of(left)} are left, {real} at {at}."
    title = state.track.title
    of = f" of {title}" if title else ""
    return f"{sentence_of(left)} left{of}."


def sentence_of(length: float) -> str:
    """A duration that begins a sentence; seconds matter in the last minutes only."""
    return wording.span(round(length / 60) * 60 if length >= 600 else length)


def facts_of(state: PlayerState, at: Seconds) -> tuple[str, ...]:
    """What plays, as quoted data for a model; the state is sanitised already."""
    track = state.track
    rows = [
        ("title", track.title),
        ("by", wording.list_of(track.artists, "and")),
        ("album or series", track.album),
        ("genre", wording.list_of(track.genres, "and")),
    ]
    facts = [f"now playing, {what}: {_quoted(value)}" for what, value in rows if value]
    position = state.position_at(at)
    if position is not None and track.length is not None:
        facts.append(
            f"now playing, position: {wording.place(position)} of"
            f" {wording.place(track.length)}"
        )
    return tuple(facts)


def _quoted(value: str) -> str:
    return '"' + value.replace('"', "'") + '"'
