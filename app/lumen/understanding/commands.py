"""From a sentence to the commands in it, in their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lumen.core.intent import Intent
from lumen.understanding import veto
from lumen.understanding.canonical import canonical
from lumen.understanding.classifier import Classifier, most_likely, shipped_classifier
from lumen.understanding.clauses import (
    clauses,
    fond_of,
    is_context,
    plainly_meant,
    unheard,
)
from lumen.understanding.compounds import joined, single_steps, splits
from lumen.understanding.context import Context
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.following import followed, of_players, timed, timer_in
from lumen.understanding.guesses import guessed
from lumen.understanding.media_phrases import (
    channels,
    clock,
    colloquial,
    content_questions,
    modes,
    questions,
    seeking,
    speed,
    timers,
    transport,
    volume,
)
from lumen.understanding.media_phrases.channels_open import station_in
from lumen.understanding.media_phrases.composers import composer_in
from lumen.understanding.media_phrases.ideas import ideas_in
from lumen.understanding.media_phrases.kinds import GENRES
from lumen.understanding.media_phrases.named import named_in, sought_in
from lumen.understanding.media_phrases.play import play_in
from lumen.understanding.media_phrases.programs import open_in
from lumen.understanding.media_phrases.resuming import resume_in
from lumen.understanding.media_phrases.search import search_in, stands_here
from lumen.understanding.media_phrases.suggestions import browse_in, recommend_in
from lumen.understanding.media_phrases.wishes import wish_in
from lumen.understanding.passive import active
from lumen.understanding.pointing import pointed
from lumen.understanding.postponed import postponed
from lumen.understanding.repair import counted, repaired
from lumen.understanding.rules import Family, first_fit
from lumen.understanding.talking import is_talk
from lumen.understanding.utterance import Utterance, hear
from lumen.understanding.wording import Wording, compile_all

ACTS = 0.85
"""From this confidence on, a command is done."""

ASKS = 0.5
"""From this confidence on, the person is asked; below, it is conversation."""

_LONGEST_CLOSED = 18
_LONGEST_COMMAND = 45

CLOSED: tuple[Family, ...] = (
    timers.FAMILY, *clock.FAMILIES, *seeking.FAMILIES, speed.FAMILY, *volume.FAMILIES,
    *modes.FAMILIES, *transport.FAMILIES, channels.FAMILY, questions.FAMILY,
    content_questions.FAMILY, *colloquial.FAMILIES,
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


@dataclass(frozen=True, slots=True)
class _Hearing:
    """What a part of a sentence is judged by."""

    context: Context
    classifier: Classifier | None
    whole: Utterance
    judged: dict[str, dict[str, float]] = field(default_factory=dict)
    """Texts that the classifier has already seen, so that each is judged once."""


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
    if not whole.words or len(whole.words) > _LONGEST_COMMAND * 2:
        return ()
    hearing = _Hearing(context, shipped_classifier(), whole)
    heard = _bare(whole)
    if not heard.words:
        return ()
    meant = _of_moment(heard, context)
    if meant or veto.not_media(heard.plain):
        return meant
    single = closed(heard, context.players) or _because(heard, hearing)
    if single is not None:
        return (timed(single, context),)
    timer = timer_in(heard.plain, context)
    parts = (timer,) if timer is not None else _of_parts(heard, hearing)
    if parts or any(map(veto.denied, (heard.plain, whole.plain))):
        return parts
    if veto.asks_us(whole.plain):
        return ()
    meant = _pointed(heard, context)
    if meant:
        return meant
    found = _passive(heard, hearing) or _at_large(heard, hearing, text)
    return (found,) if found is not None else ()


def _bare(whole: Utterance) -> Utterance:
    """A sentence without politeness, and with the numbers that were meant."""
    heard = whole if whole.plain == "now playing" else without_courtesy(whole)
    if heard.words[:1] in (("search",), ("look",)) and heard.words[1:2] in _FORS:
        heard = replace(heard, words=(heard.words[0], "for", *heard.words[2:]))
    if heard.words[:1] and heard.words[0] in _PLAY_MISTYPED and len(heard.words) > 1:
        heard = replace(heard, words=("play", *heard.words[1:]))
    return counted(heard) if heard.words else heard


_PLAY_MISTYPED = frozenset(
    "ply paly plya pplay pllay playy plaay plau plsy plat paly pkay ploy lpay plpay".split()  # noqa: SIM905 - a table of words
)


def _of_parts(heard: Utterance, hearing: _Hearing) -> tuple[Intent, ...]:
    """The commands of a sentence that has parts."""
    parts = _compound(heard, hearing)
    if parts:
        return _as_one_wish(parts, hearing.whole, hearing)
    return _among(heard, hearing)


def _pointed(heard: Utterance, context: Context) -> tuple[Intent, ...]:
    """What is commanded by pointing at what the clause before has named."""
    parts = clauses(heard)
    if len(parts) < _POINTS:
        return ()
    full = pointed(without_courtesy(parts[-2]), without_courtesy(parts[-1]))
    return commands(full, context) if full else ()


_POINTS = 2


def _passive(heard: Utterance, hearing: _Hearing) -> Intent | None:
    """The command in the passive voice."""
    turned = active(heard)
    if turned is None:
        return None
    players = hearing.context.players
    return closed(turned, players) or _clear_open(turned, hearing)


def _at_large(heard: Utterance, hearing: _Hearing, text: str) -> Intent | None:
    """What no closed wording fits: something named, misheard, wished, or guessed."""
    whole, players = hearing.whole, hearing.context.players
    talk = _probabilities(hearing, text).get("conversation", 0.5)
    return (
        (wish_in(whole, talk) if _SENTENCES.search(text) else None)
        or _sure(_open(heard, hearing, text), heard, players)
        or _repaired(heard, players)
        or wish_in(whole, talk)
        or _guess(heard, hearing)
    )


def _of_moment(heard: Utterance, context: Context) -> tuple[Intent, ...]:
    """The commands that are told by the moment they are said in."""
    follow = followed(heard, context)
    return (follow,) if follow is not None else of_players(heard, context)


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
        found = first_fit(CLOSED, now)
        if now.plain in _TURN_OFF:
            found = Intent("pause_playback", confidence=0.86)
        if found is not None and found.name in _OF_PLAYERS - _TOLD_OF:
            return replace(found, slots={**found.slots, **time})
    return None


_TURN_OFF = frozenset(("turn off", "switch off", "shut off", "shut down"))
"""Of what plays, as nothing else is turned off at a time."""

_TOLD_OF = frozenset(("what_is_playing", "content_info"))
_OF_PLAYERS = frozenset(
    (
        "pause_playback",
        "resume_playback",
        "next_episode",
        "previous_episode",
        "adjust_volume",
        "adjust_speed",
        "seek_content",
        "shuffle",
        "repeat",
        "what_is_playing",
        "content_info",
    )
)


def _for_player(found: Intent, short: Utterance) -> Intent:
    """The command with the one player that was named in it."""
    if found.name not in _OF_PLAYERS or "player" in found.slots:
        return found
    if short.words.count("@player") != 1:
        return found
    at = short.words.index("@player")
    player = short.part(at, at + 1).said(0, 1)
    return replace(found, slots={**found.slots, "player": player})


def _because(heard: Utterance, hearing: _Hearing) -> Intent | None:
    """A command with a reason behind it: "while I answer the door"."""
    why = _WHY.search(heard.plain)
    if why is None:
        return None
    part = heard.part(0, heard.plain.count(" ", 0, why.start()) + 1)
    if part.plain in _UNNAMED or veto.denied(heard.plain):
        return None  # "play since I've been loving you"
    found = closed(part, hearing.context.players) or _clear_open(part, hearing)
    return None if found is None or found.name == "content_info" else found


_UNNAMED = frozenset(("play", "watch", "hear", "listen to", "find", "put on"))
_FORS = (("four",), ("fore",))
_WHY = Wording(
    r" (?:while|because|until|since|so that|before|cause)"
    r" (?:i|we|my|the|he|she|someone|somebody|they|it)"
    r"\b.*$"
)


def _compound(heard: Utterance, hearing: _Hearing) -> tuple[Intent, ...]:
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
            one = closed(bare, hearing.context.players)
            if one is None and veto.denied(bare.plain):
                break
            if one is None and found and not behind and _says_why(bare):
                continue
            one = one or _clear_open(bare, hearing)
            if one is None or (one.name == "repeat" and unheard(parts[0])):
                break
            found.append(one)
        else:
            if found:
                return joined(found)
    return ()


def _among(heard: Utterance, hearing: _Hearing) -> tuple[Intent, ...]:
    """The commands among clauses that only surround them."""
    parts = clauses(heard)
    if len(parts) == 1:
        return ()
    talk = _probabilities(hearing, hearing.whole.original).get("conversation", 0.5)
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
    return _as_one_wish(joined(found), hearing.whole, hearing) if found else ()


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


def _plain_command(part: Utterance, hearing: _Hearing) -> Intent | None:
    """The command of a part, in the active or the passive voice."""
    players = hearing.context.players
    turned = active(part)
    return (
        closed(part, players)
        or (closed(turned, players) if turned else None)
        or _clear_open(part, hearing)
    )


def _says_why(part: Utterance) -> bool:
    """Whether one sentence, and not several, only says why."""
    return not part.stops and veto.reason(part.plain)


def _as_one_wish(
    parts: tuple[Intent, ...], whole: Utterance, hearing: _Hearing
) -> tuple[Intent, ...]:
    """Searches in a row are one wish: "I am looking for a film. I like Tom Hanks."."""
    if any(part.name != "search_content" for part in parts):
        return parts
    talk = _probabilities(hearing, whole.original).get("conversation", 0.5)
    wish = wish_in(whole, talk)
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


def _clear_open(part: Utterance, hearing: _Hearing) -> Intent | None:
    """An open command that leaves no doubt, as a part of a compound."""
    found = _open(part, hearing, part.said(0, len(part.plain)))
    return found if found is not None and found.confidence >= ACTS else None


def _probabilities(hearing: _Hearing, text: str) -> dict[str, float]:
    if hearing.classifier is None:
        return {}
    if text not in hearing.judged:
        hearing.judged[text] = hearing.classifier.probabilities(text)
    return hearing.judged[text]


def _open(heard: Utterance, hearing: _Hearing, text: str) -> Intent | None:
    """A command with a title, a category or a program in it."""
    plain = heard.plain
    if len(heard.words) > _LONGEST_COMMAND or veto.edits_list(plain):
        return None
    if veto.voice_speed(plain):
        return None
    chances = _probabilities(hearing, text)
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
    if found is not None:
        return found
    if veto.asks_us(hearing.whole.plain):
        return None
    talk = chances.get("conversation", 0.5)
    found = resume_in(heard, _resumes(chances)) if talk < _TALKS else None
    if found is not None and found.slots.get("title"):
        return found
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
_SENTENCES = Wording(r"[a-z]{3}[.?!]+ +\w")


def _sure(
    found: Intent | None, heard: Utterance, players: tuple[str, ...]
) -> Intent | None:
    """An unlikely title gives way to a command that was misheard."""
    if found is None or found.confidence >= ACTS:
        return found
    return _repaired(heard, players) or found


def _repaired(heard: Utterance, players: tuple[str, ...]) -> Intent | None:
    for reading in repaired(heard):
        found = closed(without_courtesy(reading), players)
        if found is not None and not veto.denied(reading.plain):
            return replace(found, confidence=min(found.confidence, 0.88))
    return None


def _guess(heard: Utterance, hearing: _Hearing) -> Intent | None:
    """What the classifier makes of a sentence that no wording fits."""
    plain = heard.plain
    if hearing.classifier is None or len(heard.words) > _LONGEST_COMMAND:
        return None
    if veto.elsewhere(plain) or (plain == "repeat" and len(hearing.whole.words) > 2):
        return None  # "could you repeat that": what Lumen said
    guess = most_likely(_probabilities(hearing, heard.said(0, len(plain))))
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
