"""The commands of a sentence that has parts: compounds, and clauses around one."""

from __future__ import annotations

from dataclasses import replace

from lumen.core.intent import Intent
from lumen.understanding import veto
from lumen.understanding.clauses import (
    clauses,
    fond_of,
    is_context,
    plainly_meant,
    unheard,
)
from lumen.understanding.closed import closed
from lumen.understanding.compounds import joined, splits
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.following import on_running
from lumen.understanding.hearing import Hearing
from lumen.understanding.media_phrases.kinds import GENRES
from lumen.understanding.media_phrases.wishes import wish_in
from lumen.understanding.opened import clear_open
from lumen.understanding.passive import active
from lumen.understanding.postponed import for_all
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording


def of_parts(heard: Utterance, hearing: Hearing) -> tuple[Intent, ...]:
    """The commands of the parts of a sentence; empty where it has none.

    Args:
        heard: Without politeness.
        hearing: What it is judged by.
    """
    parts = _compound(heard, hearing)
    if parts:
        return _as_one_wish(parts, hearing)
    return _among(heard, hearing)


def _compound(heard: Utterance, hearing: Hearing) -> tuple[Intent, ...]:
    """The commands of the parts, when each part is one or says why."""
    for parts in splits(heard):
        found: list[Intent] = []
        for number, part in enumerate(parts):
            bare = without_courtesy(part)
            behind = number < len(parts) - 1
            if not bare.words or (behind and _says_why(bare)):
                if behind:
                    continue
                break
            one = _without_doubt(bare, hearing)
            if one is None and veto.denied(bare.plain):
                break
            if one is None and found and not behind and _says_why(bare):
                continue
            one = one or clear_open(bare, hearing)
            if one is None or (one.name == "repeat" and unheard(parts[0])):
                break
            found.append(one)
        else:
            if found:
                return joined(for_all(found, heard))
    return ()


def _among(heard: Utterance, hearing: Hearing) -> tuple[Intent, ...]:
    """The commands among clauses that only surround them."""
    parts = clauses(heard)
    if len(parts) == 1:
        return ()
    talk = hearing.talk()
    found: list[Intent] = []
    for part in parts:
        bare = without_courtesy(part)
        if not bare.words:
            continue
        spoilt = veto.denied(bare.plain) or veto.asks_us(part.plain)
        one = None if spoilt else _plain_command(bare, hearing)
        if one is not None and one.name == "repeat" and unheard(parts[0]):
            return ()
        if one is not None and plainly_meant(one, bare, talk):
            found.append(one)
        elif not is_context(part):
            return ()
    if len(found) == 1 and found[0].name == "get_recommendation":
        return (_to_taste(found[0], parts),)
    return _as_one_wish(joined(found), hearing) if found else ()


def _to_taste(found: Intent, parts: list[Utterance]) -> Intent:
    """A wish for ideas, with what another clause says that the person likes."""
    if (
        set(found.slots) - {"similar_to"}
        or found.slots.get("similar_to", "this") != "this"
    ):
        return found
    fond = next(filter(None, map(fond_of, parts)), "")
    if not fond:
        return found
    slot = "genre" if GENRES.search(fond.lower()) else "similar_to"
    return replace(found, slots={slot: fond})


def _plain_command(part: Utterance, hearing: Hearing) -> Intent | None:
    """The command of a part, in the active or the passive voice."""
    players = hearing.context.players
    turned = active(part)
    return (
        _without_doubt(part, hearing)
        or (closed(turned, players) if turned else None)
        or clear_open(part, hearing)
    )


def _without_doubt(part: Utterance, hearing: Hearing) -> Intent | None:
    """What a part means by its wording alone, or by the players that run."""
    context = hearing.context
    return on_running(part, context) or closed(part, context.players)


def _says_why(part: Utterance) -> bool:
    """Whether one sentence, and not several, only says why."""
    return not part.stops and veto.reason(part.plain)


def _as_one_wish(parts: tuple[Intent, ...], hearing: Hearing) -> tuple[Intent, ...]:
    """Searches in a row are one wish: "I am looking for a film. I like Tom Hanks."."""
    if any(part.name != "search_content" for part in parts):
        return parts
    wish = wish_in(hearing.whole, hearing.talk())
    if wish is None or _told(wish) <= _told(parts[0]):
        return _narrowed(parts)
    return (replace(wish, confidence=max(wish.confidence, parts[0].confidence)),)


def _narrowed(parts: tuple[Intent, ...]) -> tuple[Intent, ...]:
    """Searches that only filter, as one: "a film. Something from 1999"."""
    if len(parts) == 1 or any("search_query" in part.slots for part in parts):
        return parts
    filters: dict[str, str | float] = {}
    for part in reversed(parts):
        told = part.slots.get("filters")
        filters |= told if isinstance(told, dict) else {}
    return (replace(parts[0], slots={"filters": filters}),)


def _told(search: Intent) -> int:
    """By how many filters a search narrows down what is sought."""
    filters = search.slots.get("filters")
    return len({*filters} - {"kind"}) if isinstance(filters, dict) else 0


def because(heard: Utterance, hearing: Hearing) -> Intent | None:
    """A command with a reason behind it: "while I answer the door".

    Args:
        heard: Without politeness.
        hearing: What it is judged by.
    """
    why = _WHY.search(heard.plain)
    if why is None:
        return None
    part = heard.part(0, heard.plain.count(" ", 0, why.start()) + 1)
    if part.plain in _UNNAMED or veto.denied(heard.plain):
        return None  # "play since I've been loving you"
    found = closed(part, hearing.context.players) or clear_open(part, hearing)
    return None if found is None or found.name == "content_info" else found


_UNNAMED = frozenset(
    ("play", "watch", "hear", "listen to", "find", "put on", "turn back", "head back",
     "go back", "move on", "go on", "start over", "wait", "hold on")
)  # fmt: skip


_WHY = Wording(
    r" (?:while|because|until|since|so that|before|cause)"
    r" (?:i|we|my|the|he|she|someone|somebody|they|it)"
    r"\b.*$"
)
