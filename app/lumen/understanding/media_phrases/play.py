"""Play something: a verb of playing and what is to be played."""

# ruff: noqa: RUF001 - typographic apostrophes

from __future__ import annotations

import re

from lumen.core.intent import Intent
from lumen.understanding.context import Context
from lumen.understanding.media_phrases.everyday import may_be_name
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.places import IN_PLAYER
from lumen.understanding.media_phrases.play_frames import (
    FETCH,
    FRAME,
    IDIOM,
    ON_SCREEN,
    OWN,
    PICK,
    PLAYING,
    SURE,
    USED,
    framed,
)
from lumen.understanding.media_phrases.search import cinema
from lumen.understanding.media_phrases.titles import play_slots
from lumen.understanding.media_phrases.unplayable import (
    DEVICE,
    HOUSE,
    NO_MEDIA,
    NO_MUSIC,
    NO_START,
    NO_THING,
    not_playable,
)
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_NUMBERED = Wording(
    r"\b(?:part|season|episode|chapter|volume|vol|disc|series)"
    r" (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|ii|iii|iv)\b"
)
_PART_PLAYED = Wording(
    r"(?:put|begin|start|play|watch|open|show|run|load|continue) .*"
    r"\b(?:part|season|episode|chapter|volume|series)"
    r" (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|ii|iii|iv)\b.*"
)


def play_in(utterance: Utterance, context: Context, evidence: float) -> Intent | None:
    """What is to be played, if a part of a sentence asks for that.

    Args:
        utterance: Without politeness.
        context: Whose library may know the title; asked at most once.
        evidence: How much the words sound like a wish to play something, 0 to 1.
    """
    plain = utterance.plain
    if any(one.fullmatch(plain) for one in (_BARE, _MUSIC_BY, _MUSIC_FOR)):
        return Intent("play_content", play_slots(utterance, 0, len(plain)), 0.89)
    if _MUSIC.fullmatch(plain):
        return Intent("play_content", {"kind": "music"}, 0.88)
    match = framed(plain)
    if match is None or match["what"].startswith("to ") or _FILM_WITH.match(plain):
        return None
    if cinema(plain) and not plain.startswith("play "):
        return None
    confidence = _confidence(utterance, match, context, evidence)
    if confidence < 0.5:
        return None
    slots = play_slots(utterance, *match.span("what"))
    verb = match.groupdict().get("verb") or ""
    if verb == "shuffle" and not {"title", "artist"} & set(slots):
        return Intent("shuffle", {"shuffle": "on"}, confidence)
    if verb == "shuffle" or plain.endswith((" on shuffle", " in random order")):
        slots["shuffle"] = "on"
    where = IN_PLAYER.search(plain, *match.span("what"))
    if where is not None:
        slots["player"] = utterance.said(*where.span("player"))
    return Intent("play_content", slots, confidence)


def _confidence(
    utterance: Utterance, match: re.Match[str], context: Context, evidence: float
) -> float:
    """How surely something is to be played; 0 when it cannot be played."""
    what = match["what"]
    said = utterance.said(*match.span("what"))
    if FETCH.made(match) or (PICK.made(match) and _picked(match)):
        return 0.95
    if PICK.made(match):
        return 0.0
    if USED.made(match):
        return 0.87
    if IDIOM.made(match):
        named = _CAPITALS.search(said) is not None
        return _of_idiom(utterance.plain, what, max(evidence, 0.5 if named else 0.0))
    sure = FRAME.made(match) and match["verb"].split()[0] in SURE
    named = _CAPITALS.search(said) is not None
    if _no_media(match, said, evidence, sure=sure, named=named):
        return 0.0
    speaks = kind_of(what) != "" or GENRES.search(what) is not None
    if ON_SCREEN.made(match) or (PLAYING.made(match) and speaks):
        return 0.9
    speaks = speaks or _NUMBERED.search(what) is not None
    if sure:
        found = _of_verb(utterance.plain, named, speaks, evidence)
        return max(found, 0.87) if wishes_playing(utterance.plain) else found
    return _of_others(utterance, match, context, (named, speaks, evidence))


def _picked(match: re.Match[str]) -> bool:
    """Whether it is a work; one starts a car that was opened, too."""
    what = match["what"]
    if not_playable(what):
        return False
    if kind_of(what) or GENRES.search(what):
        return True
    named = may_be_name(what) and not OWN.match(what)
    return named and match["starts"] is None


def _no_media(
    match: re.Match[str], said: str, evidence: float, *, sure: bool, named: bool
) -> bool:
    """Whether a game, a thing of the house or a whole story is named."""
    what = match["what"]
    serial = _NUMBERED.search(what) is not None
    if NO_MEDIA.fullmatch(what) and not (serial or _MANY_CAPITALS.search(said)):
        return True
    plays = FRAME.made(match) and match["verb"].startswith("play")
    if not (named or plays) and _NO_WORK.match(what):
        return True
    if _SAID_ON.search(said) and evidence < 0.6:
        return True  # more sentences follow, and they do not sound like a command
    titled = not DEVICE.search(what) or named or " by " in what
    titled = titled or _TITLED.match(what) is not None
    house = HOUSE.search(_SUBTITLED.sub("", what))
    return not (sure and titled) and house is not None


_NO_WORK = Wording(
    r"(?:(?:a|an|the|some|another|any|more) )?(?:[a-z]+ )?(?:facts?|trivia|"
    r"definitions?|"
    r"transactions?|statements?|handles?|handlers?)\b|"
    r"(?:again$|either\b|when|why|how come|how to|"
    r"how (?:i|you|we|one|people) (?:can|could|should)|"
    r"what (?:i|you|he|she|they|was|is|did)|"
    r"(?:it|that|those|them|him|her) (?:again|too|to|for|did|do|as well|because))\b"
)
"""Behind a verb of hearing: what is said, and no work."""

_TOSSED = Wording(
    r"(?!.*\b(?:website|menu|label|instructions|article|page|forecast|headlines|paper|"
    r"email|note|notes|specials|directions|review|reviews|the latest)\b)(?:"
    r"(?:stick|throw|chuck|pop|bung|whack|sling|slap) .+ on$|"
    r"read (?:me|us)(?: (?:some|a bit of))? (?!(?:my|the (?:news|weather|last|next|"
    r"first|"
    r"message|mail|list|text)|a joke|it|that|this)\b)[^ ]+(?: [^ ]+){0,5}$)"
)
_SUBTITLED = Wording(r" with (?:the )?(?:\w+ )?(?:subtitles|captions)$")


def _of_others(
    utterance: Utterance,
    match: re.Match[str],
    context: Context,
    told: tuple[bool, bool, float],
) -> float:
    """The confidence where the verb can mean something else, too."""
    what = match["what"]
    named, speaks, evidence = told
    if FRAME.made(match) and _TITLED.match(what) and evidence > 0.02:
        return 0.88
    if _TOSSED.match(utterance.plain) and not NO_MUSIC.search(what):
        return 0.88
    puts = utterance.plain.startswith(("put on ", "turn on "))
    if puts and speaks and _LOVED.search(what):
        return 0.87
    if _OWN_LIST.fullmatch(what) and evidence > _HARDLY:
        return 0.87
    if _STOPPED.search(what):
        return 0.0
    if context.knows_title(utterance.said(*match.span("what"))) >= 0.8:
        return 0.97
    return _of_wish(utterance, named, speaks, evidence)


_LOVED = Wording(
    r"^(?:that|the|my|some) .* (?:i|we) (?:really )?(?:like|love|adore|enjoy)"
    r"(?: .{1,12})?$"
)
_OWN_LIST = Wording(
    r"(?:my|our|the) (?:[^ ]+ ){1,3}(?:play ?list|mix|radio station)",
    needs="list mix station",
)
_HARDLY = 0.02


def _of_idiom(plain: str, what: str, evidence: float) -> float:
    """The confidence that an idiom of putting something on gives."""
    if NO_MEDIA.fullmatch(what) or HOUSE.search(what) or NO_MUSIC.search(what):
        return 0.0
    speaks = kind_of(what) != "" or GENRES.search(what) is not None
    if plain.startswith("bring on") and not speaks:
        return 0.7
    if " mood for" in plain or " craving" in plain:
        return 0.88 if speaks else 0.7 if len(what.split()) < 4 else 0.0
    if plain.startswith(("change the music to", "switch the music to")):
        return 0.88
    if plain.startswith(("switch", "change", "fire", "kick", "give", "i ", "we ")):
        some = plain.startswith(("i ", "we ")) and " some " in plain
        return 0.88 if speaks else 0.86 if some else min(0.86, evidence * 2)
    return 0.88 if speaks or evidence > 0.1 else 0.86


def starts_idiom(plain: str) -> bool:
    """Whether a plain text begins with an idiom of putting something on."""
    if ON_SCREEN.fullmatch(plain) or _PART_PLAYED.fullmatch(plain):
        return True
    match = IDIOM.fullmatch(plain)
    return match is not None and _of_idiom(plain, match["what"], 0.0) >= 0.7


def _of_verb(plain: str, named: bool, speaks: bool, evidence: float) -> float:
    """The confidence that a verb of playing gives."""
    told = speaks or named
    if plain.startswith(("play ", "plya ", "plays ")):
        if len(plain.split()) > 16 and not speaks:
            return 0.6
        return 0.93 if evidence > 0.05 or told else 0.8
    if starts_playing(plain):
        clear = plain.startswith(("stream ", "queue "))
        return 0.9 if evidence > 0.1 or told or clear else 0.7
    if plain.startswith("shuffle ") and speaks:
        return 0.9
    weight = evidence * 1.5 + (0.15 if speaks else 0.0) + (0.4 if named else 0.0)
    return min(0.95, 0.4 + 0.55 * min(1.0, weight))


def _of_wish(
    utterance: Utterance,
    named: bool,
    speaks: bool,
    evidence: float,
) -> float:
    """The confidence that words of wishing give."""
    plain = utterance.plain
    mood = plain.startswith(_MOODS) and GENRES.search(plain) is not None
    if mood or _SOME_NAMED.search(utterance.said(0, len(plain))):
        return 0.86
    if speaks or starts_playing(plain):
        return _of_verb(plain, named, speaks, evidence)
    if wishes_playing(plain):
        return 0.87
    if evidence > 0.05 and _SEES.fullmatch(plain):
        return 0.86
    if named and (evidence > 0.15 or _SEES_TITLE.match(utterance.said(0, len(plain)))):
        return 0.88
    return min(0.93, evidence) if evidence >= 0.75 else 0.0


_SEES = Wording(
    r"(?:i|we) (?:want|would like|would love|need|fancy)(?: to see| seeing)"
    r" (?!my |your |the (?:list|calendar|schedule|weather|news)|what |how |if |a list)"
    r"[^ ]+(?: [^ ]+){1,5}"
)
_SEES_TITLE = Wording(
    r"(?i:(?:i|we)(?: really)?(?:'d| would)? (?:want|like|love|wanna|need)(?: to)? "
    r"(?:see|watch|hear|view)|(?:let's|let us) (?:see|watch)) "
    r"(?:the )?[A-Z0-9][\w'’]+(?: (?:[A-Z0-9][\w'’:]*|of|the|and|in|a|to|for))* "
    r"[A-Z0-9][\w'’]+$"
)
_SAID_ON = Wording(r"[a-z]{3}[.?!]+ +\w")
_FILM_WITH = Wording(
    r"(?:i|we)"
    r" (?:want|would like|need|would love)"
    r"(?: to (?:watch|see|find))? (?:a|some|any) (?:\w+ )?"
    r"(?:movies?|films?)"
    r" (?:with|by|starring|directed by|featuring)"
    r"\b"
)
_SOME_NAMED = Wording(r"\bsome [A-Z]\w+")
_MOODS = ("i am in the mood for ", "how about some ", "time for some ", "i fancy some ")
_STOPPED = Wording(
    r"\b(?:i|can you|could you|something (?:with|by)|preferably)"
    r" (?:like|want|need|love|find|get|look)"
    r"\b"
)
_BARE = Wording(
    rf"(?:the |my |some )?(?:{GENRES.source[5:-3]}|workout|party|chill|dinner|sleep|"
    r"study|"
    r"focus|gym|running|morning|evening|road trip|cooking|relaxing|shower|driving)"
    r"(?: (?:rock|pop|jazz|metal|music))? (?:play ?list|mix|radio|tunes|songs|music)",
    needs="list mix radio tunes songs music",
)
_MUSIC = Wording(
    r"(?:(?:hit|strike up|kick off|bring on|let there be|cue|drop|give me|give us) )?"
    r"(?:some |any |more |the |a few |a bit of |a little )?(?:music|tunes|songs|beats|"
    r"jams)"
)
_TITLED = Wording(rf"(?:(?:the|a|an|my|some) )*(?:{KINDS}) ")


def starts_playing(plain: str) -> bool:
    """Whether a plain text begins with a word that hardly means anything else."""
    return bool(_STARTS.match(plain)) and not NO_START.match(plain)


def wishes_playing(plain: str) -> bool:
    """Whether a plain text wishes to watch or hear something short that is named."""
    match = _WISHES.fullmatch(plain)
    if match is None:
        return False
    starts = f"{_ROOTS.get(match['verb'], match['verb'])} {match['what']}"
    return not (NO_START.match(starts) or NO_THING.match(match["what"]))


_WISHES = Wording(
    r"(?:(?:i|we) (?:really |just )?(?:want|would like|would love|fancy|feel like|"
    r"would rather|would prefer)(?: to)?|let us(?: all)?|let me|(?:can|could|may|shall)"
    r" (?:we|i)"
    r"|how about(?: we)?) "
    r"(?P<verb>watch|watching|listen to|listening to|hear|hearing|put on|stream|play)"
    r" (?P<what>[^ ]+(?: [^ ]+){0,6})"
)
_ROOTS = {"watching": "watch", "listening to": "listen to", "hearing": "hear"}
_STARTS = Wording(
    r"(?:play|plays|plya|listen to|watch|stream|queue(?: up)?|"
    r"(?:put|stick|pop|throw) on)"
    r" "
)
_MANY_CAPITALS = Wording(r"\b[A-Z]\w*(?: (?:of|the|and|in|a|to|for|:))* [A-Z]\w*")
_CAPITALS = Wording(
    r"(?:[A-Z0-9][\w'’.:]*,? ){1,}"
    r"(?:(?:of|the|and|in|a|to|for|de|la|on|with|at|by|is|from|an|:|&) )*"
    r"[A-Z0-9][\w'’]*"
)


_MUSIC_FOR = Wording(
    r"(?:some |any |the )?(?:good |nice |background )?(?:music|songs|tunes|beats|"
    r"sounds) "
    r"(?:for|to) (?:(?:a |the |my |our |when (?:i am|we are) )?(?:\w+ing|dinner|gym|"
    r"party|"
    r"bed|bedtime|sleep|work|yoga|workout|run|drive|commute|kids|brunch|breakfast|"
    r"barbecue|date night|wedding|study|dance|relax|focus)(?: (?:to|by|party))?)",
    needs="for to",
)
_MUSIC_BY = Wording(
    r"(?:some |more |any )?(?:music|songs?|tunes|tracks|something|stuff|anything)"
    r" by .+",
    needs="by",
)
