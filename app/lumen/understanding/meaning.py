"""The whole meaning of a sentence: commands for players, or what Lumen is asked."""

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.understanding.commands import commands, warm_up
from lumen.understanding.compounds import splits
from lumen.understanding.context import NOTHING_KNOWN, Context
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.following import newest_timer, past_the_list
from lumen.understanding.intents import own_asking
from lumen.understanding.media_phrases.favourites import about_favourites, favourites_in
from lumen.understanding.suggested_kind import with_kind
from lumen.understanding.utterance import hear
from lumen.understanding.wording import Wording

__all__ = ["understand", "warm_up"]

_OWN_FIRST = frozenset(("stop", "louder", "quieter", "repeat_that"))
"""Asked of Lumen while it talks or nothing plays, else of the player."""

_GOES_ON = Wording(r"(?:do )?go on(?: then| now)?")
"""Wants to hear more of Lumen, unless something is paused that could go on."""


def understand(text: str, context: Context = NOTHING_KNOWN) -> tuple[Intent, ...]:
    """What a sentence asks for, in order.

    Args:
        text: As typed or recognised; only its beginning counts.
        context: The moment; nothing is known by default.

    Returns:
        Intents with a confidence of 0.5 or more: from 0.85 on they are to be done,
        below that to be asked about. Empty for conversation.
    """
    timer = newest_timer(text, context)
    if timer is not None:
        return (timer,)
    favourites = favourites_in(text)
    if favourites is not None:
        return (favourites,)
    among = _among_favourites(text, context)
    if among:
        return among
    own = own_asking(text)
    if own is not None:
        active = (context.playing or context.paused) and not context.speaking
        if own.name not in _OWN_FIRST or not active:
            return (own,)
    if context.paused and _GOES_ON.fullmatch(without_courtesy(hear(text)).plain):
        return (Intent("resume_playback", confidence=0.9),)
    found = commands(text, context)
    if found:
        return tuple(with_kind(intent, text) for intent in found)
    own = own or past_the_list(text, context)
    return (own,) if own is not None else ()


def _among_favourites(text: str, context: Context) -> tuple[Intent, ...]:
    """What is asked of the favourites among commands: "unlike this and skip"."""
    heard = hear(text)
    if not about_favourites(heard):
        return ()
    for parts in splits(heard):
        found: list[Intent] = []
        marked = False
        for part in parts:
            said = part.said(0, len(part.plain))
            own = favourites_in(said)
            marked = marked or own is not None
            meant = (own,) if own is not None else commands(said, context)
            if not meant:
                break
            found += meant
        else:
            if marked:
                return tuple(found)
    return ()
