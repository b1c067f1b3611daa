"""The closed wordings: whole parts of a sentence that leave nothing open."""

from __future__ import annotations

from dataclasses import replace

from lumen.core.intent import Intent
from lumen.understanding.canonical import canonical
from lumen.understanding.media_phrases import (
    beyond,
    channels,
    clock,
    colloquial,
    content_questions,
    modes,
    questions,
    roundabout,
    seeking,
    speed,
    timers,
    transport,
    volume,
)
from lumen.understanding.postponed import CAN_WAIT, postponed
from lumen.understanding.rules import Family, first_fit
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_LONGEST_CLOSED = 18


CLOSED: tuple[Family, ...] = (
    timers.FAMILY, *clock.FAMILIES, *seeking.FAMILIES, speed.FAMILY, *volume.FAMILIES,
    *modes.FAMILIES, *transport.FAMILIES, channels.FAMILY, questions.FAMILY,
    content_questions.FAMILY, *colloquial.FAMILIES, *roundabout.FAMILIES,
    beyond.FAMILY,
)  # fmt: skip
"""Whole wordings, the most exact first: the first fit counts."""


_PLACE = Wording(
    r" (?:(?:on|in|from|at|via|through|with|over|using|off|of|for)"
    r" (?:the |this )?(?:@place|@player|tv|player|radio)(?: app)?|"
    r"everywhere|"
    r"(?:in|on)"
    r" (?:the |this |that |another |other )*"
    r"(?:tab|page|window|site|website|background))"
    r"$"
)


def closed(utterance: Utterance, players: tuple[str, ...] = ()) -> Intent | None:
    """The command of a part of a sentence that is one of the closed wordings.

    Args:
        utterance: Without politeness.
        players: Names of the running players.
    """
    if not 1 <= len(utterance.words) <= _LONGEST_CLOSED:
        return None
    short = canonical(utterance, players)
    found = first_fit(CLOSED, short) or _elsewhere(short) or _later(short)
    return found if found is None else _for_player(found, short)


def _elsewhere(short: Utterance) -> Intent | None:
    """The command before "in VLC" or "on the television"."""
    place = _PLACE.search(short.plain)
    if place is None:
        return None
    words = short.plain.count(" ", 0, place.start()) + 1
    return first_fit(CLOSED, short.part(0, words), 0.95)


def _later(short: Utterance) -> Intent | None:
    """The command of a player that is for later, with its time."""
    for now, time in postponed(short):
        if _silent(now):
            continue
        found = first_fit(CLOSED, now)
        if now.plain in _TURN_OFF:
            found = Intent("pause_playback", confidence=0.86)
        if found is not None and found.name in CAN_WAIT:
            return replace(found, slots={**found.slots, **time})
    return None


def _silent(now: Utterance) -> bool:
    """Whether a thing is to be turned off that is no sound: a car, a computer."""
    made_off = _MADE_OFF.fullmatch(now.plain)
    if made_off is None:
        return False
    at = now.plain.index("@place")
    return _SOUNDS.fullmatch(now.said(at, at + 1).lower()) is None


_MADE_OFF = Wording(
    r"(?:stop|end|(?:turn|switch|shut) (?:off|down)) (?:the |my )?@place|"
    r"(?:turn|switch|shut) (?:the |my )?@place (?:off|down)",
    needs="@place",
)
_SOUNDS = Wording(
    r"(?:.* )?(?:speakers?|stereo|headphones|earphones|sound ?bar|hi ?fi|tv|telly|"
    r"television)"
)

_TURN_OFF = frozenset(("turn off", "switch off", "shut off", "shut down"))
"""Of what plays, as nothing else is turned off at a time."""


_OF_PLAYERS = CAN_WAIT | {"what_is_playing", "content_info"}


def _for_player(found: Intent, short: Utterance) -> Intent:
    """The command with the one player that was named in it."""
    if found.name not in _OF_PLAYERS or "player" in found.slots:
        return found
    if short.words.count("@player") != 1:
        return found
    at = short.words.index("@player")
    player = short.part(at, at + 1).said(0, 1)
    return replace(found, slots={**found.slots, "player": player})
