"""Commands with something open in them: a title, a category, a program."""

from __future__ import annotations

from dataclasses import replace

from lumen.core.intent import Intent
from lumen.understanding import veto
from lumen.understanding.classifier import most_likely
from lumen.understanding.closed import closed
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.guesses import guessed
from lumen.understanding.hearing import ACTS, ASKS, LONGEST_COMMAND, Hearing
from lumen.understanding.media_phrases.browsing import browse_in
from lumen.understanding.media_phrases.channels_open import station_in
from lumen.understanding.media_phrases.composers import composer_in
from lumen.understanding.media_phrases.ideas import ideas_in
from lumen.understanding.media_phrases.named import named_in, sought_in
from lumen.understanding.media_phrases.play import play_in
from lumen.understanding.media_phrases.programs import open_in
from lumen.understanding.media_phrases.resuming import resume_in
from lumen.understanding.media_phrases.search import search_in, seeks_title, stands_here
from lumen.understanding.media_phrases.suggestions import recommend_in
from lumen.understanding.repair import repaired
from lumen.understanding.talking import is_talk
from lumen.understanding.utterance import Utterance

_TURNED = frozenset(("turn", "put", "play", "start"))


def open_command(heard: Utterance, hearing: Hearing, text: str) -> Intent | None:
    """A command with a title, a category or a program in it.

    Args:
        heard: Without politeness.
        hearing: What it is judged by.
        text: As the classifier is to read it.
    """
    plain = heard.plain
    long = len(heard.words) > LONGEST_COMMAND
    if long or veto.edits_list(plain) or veto.voice_speed(plain):
        return None
    if heard.words[0] in _TURNED and hearing.whole.words[0] != heard.words[0]:
        text = plain  # "would you mind turning on": the classifier knows "turn on"
    chances = hearing.chances(text)
    recommends = chances.get("get_recommendation", 0.4)
    searches = chances.get("search_content", 0.4) + chances.get("browse_category", 0.0)
    searches += 0.5 * recommends
    found = (
        composer_in(heard, hearing.whole, hearing.context)
        or ideas_in(heard)
        or recommend_in(heard, recommends)
        or open_in(heard, chances.get("open_app", 0.4))
        or browse_in(heard, searches)
        or stands_here(heard)
    )
    if found is not None or veto.asks_us(hearing.whole.plain):
        return found
    return _titled(heard, hearing, chances, searches)


def _titled(
    heard: Utterance, hearing: Hearing, chances: dict[str, float], searches: float
) -> Intent | None:
    """What is to be played or found, by its name."""
    talk = chances.get("conversation", 0.5)
    found = resume_in(heard, _resumes(chances)) if talk < _TALKS else None
    if found is not None and found.slots.get("title"):
        return found
    if seeks_title(heard):
        searched = search_in(heard, max(searches, _SEEKS))
        if searched is not None:
            return searched
    if is_talk(heard, chances):
        return named_in(heard, talk) or sought_in(heard, talk)
    plays = chances.get("play_content", 0.5) + chances.get("select_channel", 0.0)
    plays += chances.get("resume_playback", 0.0)
    found = station_in(heard, plays, chances.get("select_channel", 0.5))
    found = found or resume_in(heard, _resumes(chances))
    if found is not None:
        return found
    played = play_in(heard, hearing.context, plays)
    searched = search_in(heard, searches)
    if played and searched:
        return played if played.confidence >= searched.confidence else searched
    return played or searched or named_in(heard, talk) or sought_in(heard, talk)


def _resumes(chances: dict[str, float]) -> float:
    """How much it sounds like going on with something, or beginning it anew."""
    return chances.get("resume_playback", 0.3) + chances.get("seek_content", 0.0)


_TALKS = 0.999
_SEEKS = 0.3
"""How much a title behind a word of searching sounds like one, at least."""


def clear_open(part: Utterance, hearing: Hearing) -> Intent | None:
    """An open command that leaves no doubt, as a part of a compound."""
    found = open_command(part, hearing, part.said(0, len(part.plain)))
    return found if found is not None and found.confidence >= ACTS else None


def surer(
    found: Intent | None, heard: Utterance, players: tuple[str, ...]
) -> Intent | None:
    """An unlikely title gives way to a command that was misheard.

    Args:
        found: What seems to be named.
        heard: Without politeness.
        players: Names of the running players.
    """
    if found is None or found.confidence >= ACTS:
        return found
    return misheard(heard, players) or found


def misheard(heard: Utterance, players: tuple[str, ...]) -> Intent | None:
    """The closed wording that a recogniser or a hasty hand got wrong.

    Args:
        heard: Without politeness.
        players: Names of the running players.
    """
    if veto.reported(heard.plain):
        return None
    for reading in repaired(heard):
        found = closed(without_courtesy(reading), players)
        if found is not None and not veto.denied(reading.plain):
            return replace(found, confidence=min(found.confidence, 0.88))
    return None


def guessed_command(heard: Utterance, hearing: Hearing) -> Intent | None:
    """What the classifier makes of a sentence that no wording fits."""
    plain = heard.plain
    if hearing.classifier is None or len(heard.words) > LONGEST_COMMAND:
        return None
    if veto.elsewhere(plain) or (plain == "repeat" and len(hearing.whole.words) > 2):
        return None  # "could you repeat that": what Lumen said
    guess = most_likely(hearing.chances(heard.said(0, len(plain))))
    if guess.label == "conversation" or guess.probability < ASKS:
        return None
    if veto.idle(plain) and guess.label not in _ASKED_FOR:
        return None
    return guessed(heard, guess)


_ASKED_FOR = frozenset(
    (
        "what_is_playing",
        "content_info",
        "time_date",
        "get_recommendation",
        "search_content",
    )
)
"""Intents that are questions themselves."""
