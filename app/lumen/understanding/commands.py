"""From a sentence to the commands in it, in their order."""

from __future__ import annotations

from dataclasses import replace

from lumen.core.intent import Intent
from lumen.understanding import veto
from lumen.understanding.classifier import shipped_classifier
from lumen.understanding.clauses import clauses
from lumen.understanding.closed import CLOSED, closed
from lumen.understanding.compounds import single_steps
from lumen.understanding.context import Context
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.following import followed, of_players, timed, timer_in
from lumen.understanding.hearing import LONGEST_COMMAND, Hearing
from lumen.understanding.media_phrases.wishes import wish_in
from lumen.understanding.opened import (
    clear_open,
    guessed_command,
    misheard,
    open_command,
    surer,
)
from lumen.understanding.parts import because, of_parts
from lumen.understanding.passive import active
from lumen.understanding.pointing import pointed
from lumen.understanding.postponed import STARTS, postponed
from lumen.understanding.praised import praised, praises_some
from lumen.understanding.repair import counted, grammatical
from lumen.understanding.unpointed import behind_reason
from lumen.understanding.utterance import Utterance, hear
from lumen.understanding.wording import Wording, compile_all


def commands(text: str, context: Context) -> tuple[Intent, ...]:
    """The commands of a sentence, in order; empty for conversation.

    Args:
        text: As typed or recognised; only its beginning counts.
        context: The moment.
    """
    return tuple(
        step for intent in _commands(text, context) for step in single_steps(intent)
    )


def _commands(text: str, context: Context) -> tuple[Intent, ...]:
    whole = hear(text)
    if not whole.words or len(whole.words) > LONGEST_COMMAND * 2:
        return ()
    hearing = Hearing(context, shipped_classifier(), whole)
    heard = _bare(whole)
    if not heard.words:
        return ()
    meant = _of_moment(heard, context)
    if meant or any(map(veto.not_media, (heard.plain, whole.plain))):
        return meant
    single = closed(heard, context.players) or because(heard, hearing)
    single = single or _begun_later(heard, hearing)
    if single is not None:
        return (timed(single, context),)
    timer = timer_in(heard.plain, context)
    parts = (timer,) if timer is not None else of_parts(heard, hearing)
    if not parts:
        behind = behind_reason(heard, hearing)
        parts = () if behind is None else (behind,)
    if parts or any(map(veto.denied, (heard.plain, whole.plain))):
        return parts
    if veto.asks_us(whole.plain):
        return ()
    meant = _pointed(heard, context)
    if meant:
        return meant
    found = _passive(heard, hearing) or _at_large(heard, hearing, text)
    return (found,) if found is not None else ()


def _begun_later(heard: Utterance, hearing: Hearing) -> Intent | None:
    """What is to begin after some minutes or hours, so that it does not begin now."""
    if veto.denied(heard.plain) or not _MINUTES.search(heard.plain):
        return None
    if _TITLED.search(heard.original):
        return None
    rest = heard.said(heard.plain.find(" ") + 1, len(heard.plain))
    if hearing.context.knows_title(rest) >= _KNOWN:
        return None
    for now, time in postponed(heard):
        found = clear_open(now, hearing) if "delay" in time else None
        if found is not None and found.name in STARTS:
            return replace(found, slots={**found.slots, **time})
    return None


_MINUTES = Wording(r"\b(?:in|after|from) .*\b(?:minutes?|hours?)\b|\bfrom now\b")
"""Of later; nobody asks for a film in sixty seconds, but it may be called so."""

_TITLED = Wording(r"\b(?:Minutes?|Hours?)\b")
_KNOWN = 0.8


def _bare(whole: Utterance) -> Utterance:
    """A sentence without politeness, and with the numbers that were meant."""
    if whole.plain == "now playing":
        return whole
    heard = without_courtesy(grammatical(whole))
    if heard.words[:1] in (("search",), ("look",)) and heard.words[1:2] in _FORS:
        heard = replace(heard, words=(heard.words[0], "for", *heard.words[2:]))
    if heard.words[:1] and heard.words[0] in _PLAY_MISTYPED and len(heard.words) > 1:
        heard = replace(heard, words=("play", *heard.words[1:]))
    return counted(heard) if heard.words else heard


_PLAY_MISTYPED = frozenset(
    "ply paly plya pplay pllay playy plaay plau plsy pkay lpay plpay".split()  # noqa: SIM905 - a table of words
)


_FORS = (("four",), ("fore",))


def _pointed(heard: Utterance, context: Context) -> tuple[Intent, ...]:
    """What is commanded by pointing at what the clause before has named."""
    parts = clauses(heard)
    if len(parts) < _POINTS:
        parts = _at_and(heard)
    if len(parts) < _POINTS:
        return ()
    full = pointed(without_courtesy(parts[-2]), without_courtesy(parts[-1]))
    return commands(full, context) if full else ()


_POINTS = 2
_AND_WANTS = Wording(r"(?P<told>.+) and (?:i|we) (?:want|would like|would love) to .+")


def _at_and(heard: Utterance) -> list[Utterance]:
    """The parts around the last "and" that begins what somebody wants."""
    match = _AND_WANTS.fullmatch(heard.plain)
    if match is None:
        return []
    at = match["told"].count(" ") + 1
    return [heard.part(0, at), heard.part(at + 1, len(heard.words))]


def _passive(heard: Utterance, hearing: Hearing) -> Intent | None:
    """The command in the passive voice."""
    turned = active(heard)
    if turned is None:
        return None
    players = hearing.context.players
    return closed(turned, players) or clear_open(turned, hearing)


def _at_large(heard: Utterance, hearing: Hearing, text: str) -> Intent | None:
    """What no closed wording fits: something named, misheard, wished, or guessed."""
    whole, players = hearing.whole, hearing.context.players
    talk = hearing.chances(text).get("conversation", 0.5)
    return (
        (wish_in(whole, talk) if _SENTENCES.search(text) else None)
        or praised(heard, players, talk)
        or surer(_opened(heard, hearing, text), heard, players)
        or misheard(heard, players)
        or wish_in(whole, talk)
        or guessed_command(heard, hearing)
    )


def _opened(heard: Utterance, hearing: Hearing, text: str) -> Intent | None:
    """Something named; what is only praised is no part of a title."""
    found = open_command(heard, hearing, text)
    titled = found is not None and found.name == "play_content"
    return None if titled and praises_some(heard) else found


_SENTENCES = Wording(r"[a-z]{3}[.?!]+ +\w")


def _of_moment(heard: Utterance, context: Context) -> tuple[Intent, ...]:
    """The commands that are told by the moment they are said in."""
    follow = followed(heard, context)
    return (follow,) if follow is not None else of_players(heard, context)


def warm_up(*, wordings: bool = False) -> None:
    """Read the weights, so that the first sentence does not wait for the disk.

    Args:
        wordings: Compile all wordings, too, which takes half a second; otherwise each
            is compiled when it is first needed.
    """
    shipped_classifier()
    if wordings:
        compile_all()
        for group in CLOSED:
            for rule in group.rules:
                _ = rule.compiled
