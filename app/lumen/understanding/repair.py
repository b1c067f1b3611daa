"""Words that a recogniser or a hasty hand got wrong, where only a command fits."""

# ruff: noqa: E501 - tables of words and patterns

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lumen.understanding.utterance import Utterance

_MOST_WORDS = 10

_HEARD = {
    "paws": "pause", "pores": "pause", "pours": "pause", "poss": "pause",
    "paused": "pause", "pauses": "pause", "pos": "pause", "porze": "pause",
    "clause": "pause", "cause": "pause", "pawn": "pause", "applause": "pause",
    "clay": "play", "plate": "play", "pray": "play", "ply": "play", "lay": "play",
    "plane": "play", "blay": "play", "skit": "skip", "scip": "skip", "kip": "skip",
    "skips": "skip", "skep": "skip", "ski": "skip", "neckst": "next", "nest": "next",
    "necks": "next", "necked": "next", "text": "next", "nex": "next", "nix": "next",
    "moot": "mute", "mutt": "mute", "newt": "mute", "mewt": "mute", "mood": "mute",
    "mewed": "mute", "cute": "mute", "loader": "louder", "lauder": "louder",
    "lowder": "louder", "quitter": "quieter", "quite her": "quieter",
    "quiet her": "quieter", "bolume": "volume", "valium": "volume",
    "column": "volume", "volumes": "volume", "vollume": "volume",
    "beck": "back", "bag": "back", "bak": "back", "pack": "back", "four word": "forward",
    "for word": "forward", "foreword": "forward", "fourward": "forward",
    "forwards": "forward", "a head": "ahead", "head": "ahead", "a hed": "ahead",
    "wreck wind": "rewind", "re wind": "rewind", "real wind": "rewind",
    "we wind": "rewind", "reel wind": "rewind", "rewined": "rewind", "remind": "rewind",
    "rewrite": "rewind", "fast ford": "fast forward", "past forward": "fast forward",
    "vast forward": "fast forward", "sped": "speed", "speet": "speed", "feed": "speed",
    "spead": "speed", "seed": "speed", "don": "down", "town": "down", "dawn": "down",
    "dow": "down", "dumb": "down", "op": "up", "app": "up", "cup": "up", "of": "off",
    "shuttle": "shuffle", "shovel": "shuffle", "scuffle": "shuffle",
    "ruffle": "shuffle", "shuffled": "shuffle", "repeal": "repeat",
    "we peat": "repeat", "re peat": "repeat", "lupe": "loop", "luke": "loop",
    "resumed": "resume", "presume": "resume", "assume": "resume",
    "consume": "resume", "residue": "resume", "minuets": "minutes",
    "minuet": "minute", "minutes'": "minutes", "minutes's": "minutes",
    "minuts": "minutes", "minits": "minutes", "sconds": "seconds",
    "secons": "seconds", "secants": "seconds", "secant": "second",
    "for tea": "forty", "four tea": "forty", "thirsty": "thirty", "dirty": "thirty",
    "thirdy": "thirty", "twenny": "twenty", "twin tea": "twenty", "plenty": "twenty",
    "fifth tea": "fifty", "sick tea": "sixty", "six tea": "sixty", "tin": "ten",
    "tan": "ten", "then": "ten", "tend": "ten", "fife": "five", "hive": "five",
    "ate": "eight", "won": "one", "to": "two", "too": "two", "for": "four",
    "sex": "six", "sicks": "six", "nein": "nine", "naught": "not",
    "tee": "ty", "shanel": "channel", "chanel": "channel", "panel": "channel",
    "flannel": "channel", "chapel": "channel", "timber": "timer", "time her": "timer",
    "tymer": "timer", "thyme": "time", "sown": "song", "son": "song", "sung": "song",
    "thong": "song", "songs": "song", "truck": "track", "tract": "track",
    "trek": "track", "episodes": "episode", "movies": "movie", "move he": "movie",
    "muse sick": "music", "musik": "music", "moosic": "music", "previews": "previous",
    "precious": "previous", "pervious": "previous", "devious": "previous",
    "lauda": "louder", "turnip": "turn it up", "turn a": "turn it", "torn": "turn",
    "tern": "turn", "tune": "turn", "turned": "turn", "stopped": "stop",
    "top": "stop", "shop": "stop", "slope": "slow", "slow were": "slower",
    "slowly": "slower", "flow": "slow", "fester": "faster", "master": "faster",
    "pastor": "faster", "jumped": "jump", "chump": "jump", "gum": "jump",
    "dump": "jump", "half an our": "half an hour", "our": "hour", "ours": "hours",
    "per cent": "percent", "present": "percent", "percents": "percent",
    "un moot": "unmute", "on mute": "unmute", "a mute": "unmute", "on pause": "unpause",
    "by a": "by", "bye": "by", "buy": "by", "starred": "start", "star": "start",
    "what's on": "what song", "watt": "what", "wot": "what",
}  # fmt: skip
"""Heard for; a pair is tried only where the sentence is no command otherwise."""

_WORDS = tuple(
    "pause play stop skip next previous volume louder quieter mute unmute rewind "  # noqa: SIM905 - a table of words
    "forward backward faster slower speed shuffle repeat resume continue channel "
    "timer minutes seconds minute second restart song track episode movie music "
    "percent double normal playback increase decrease lower raise down turn".split()
)
_KNOWN = frozenset(_WORDS) | frozenset(
    "times timed tires the a an and it is to of in on up at by for me my this that back go song songs "  # noqa: SIM905 - a table of words
    "some please you i one two three four five six seven eight nine ten twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred half quarter bit little "
    "lot more less head light lights door tower power mode nest best rest test west "
    "love live like list last late late long look make mate move more mule must "
    "need news nice note now off over part past plan plus post pull push put rain "
    "rate read real ready road role rose round rule safe same save seat seem sell "
    "send sent show side sign sing size skin skill slip slow small snow soft son "
    "soon sort soul speak spend spell sport spot stand start state stay step store "
    "storm story such sure take tale talk tall team tell ten text than them then "
    "they thin thing think time tone tool town track trade train tree trip true "
    "try tune type unit user very view vote wait wake walk wall want warm wash "
    "watch water wave week well were what when whip wide wild will wind wine wing "
    "wish with word work world year your burn born corn torn turn term terms".split()
)


def repaired(utterance: Utterance) -> Iterator[Utterance]:
    """Likely meanings of a sentence that is no command as it stands.

    Yields:
        At most three readings, the likeliest first.
    """
    if not 1 <= len(utterance.words) <= _MOST_WORDS:
        return
    spelled = _spelled(utterance)
    if spelled is not None:
        yield spelled
    base = spelled or utterance
    pairs = _with_pairs(base)
    if pairs is not None:
        yield pairs
    elif any(word in _HEARD and word not in _AMBIGUOUS for word in base.words):
        yield _all_words(base)


_AMBIGUOUS = frozenset(("to", "for", "too", "then", "head", "of"))
"""Too common to be taken for anything else on their own."""


def _all_words(utterance: Utterance) -> Utterance:
    """Every misheard word replaced."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for word, span in zip(utterance.words, utterance.spans, strict=True):
        meant = word if word in _AMBIGUOUS else _HEARD.get(word, word)
        for part in meant.split():
            words.append(part)
            spans.append(span)
    return replace(utterance, words=tuple(words), spans=tuple(spans))


def _with_pairs(utterance: Utterance) -> Utterance | None:
    """Two words that were one: ``a head``, ``for tea``."""
    words, spans = list(utterance.words), list(utterance.spans)
    changed = False
    at = 0
    while at < len(words) - 1:
        meant = _HEARD.get(f"{words[at]} {words[at + 1]}")
        if meant is None:
            at += 1
            continue
        parts = meant.split()
        place = (spans[at][0], spans[at + 1][1])
        words[at : at + 2] = parts
        spans[at : at + 2] = [place] * len(parts)
        changed = True
        at += len(parts)
    if not changed:
        return None
    return _all_words(replace(utterance, words=tuple(words), spans=tuple(spans)))


def _spelled(utterance: Utterance) -> Utterance | None:
    """Words that are one letter away from a word of commands."""
    words = tuple(_nearest(word) for word in utterance.words)
    return replace(utterance, words=words) if words != utterance.words else None


def _nearest(word: str) -> str:
    if len(word) < 4 or word in _KNOWN or not re.fullmatch(r"[a-z]+", word):
        return word
    squeezed = re.sub(r"(.)\1{2,}", r"\1", word)
    if squeezed in _WORDS:
        return squeezed
    for known in _WORDS:
        if abs(len(known) - len(word)) <= 1 and _one_apart(word, known):
            return known
    return word


def _one_apart(left: str, right: str) -> bool:
    """Whether one letter was added, left out, replaced, or two were swapped."""
    start = 0
    shortest = min(len(left), len(right))
    while start < shortest and left[start] == right[start]:
        start += 1
    if start == 0:
        return False  # the first letter is hardly ever wrong
    if len(left) == len(right):
        swapped = left[start : start + 2] == right[start : start + 2][::-1]
        return left[start + 1 :] == right[start + 1 :] or (
            swapped and left[start + 2 :] == right[start + 2 :]
        )
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[start + 1 :] == shorter[start:]


_WANT = frozenset(("want", "wants", "need", "like", "wish"))
_BASES = frozenset(
    "hear watch listen see play pause stop skip go jump resume continue turn mute find "  # noqa: SIM905 - a table of words
    "search change raise lower rewind restart repeat shuffle".split()
)
_MAY = frozenset(("can", "could", "will", "would"))
_NUMBERED = frozenset(("second", "minute", "hour"))


def grammatical(utterance: Utterance) -> Utterance:
    """An utterance with the small words as they belong: "i want hear it".

    Who learns a language leaves "to" out, or puts it where it does not belong.
    """
    words, spans = list(utterance.words), list(utterance.spans)
    for at in range(len(words) - 1, 1, -1):
        before, word = words[at - 1], words[at]
        if word in _BASES and before in _WANT and words[at - 2] in ("i", "we", "would"):
            words.insert(at, "to")
            spans.insert(at, spans[at])
        elif (
            word == "to"
            and before in ("you", "we", "i")
            and words[at - 2] in _MAY
            and words[at + 1 : at + 2]
            and words[at + 1] in _BASES
        ):
            del words[at], spans[at]
        elif word in _NUMBERED and before.isdigit() and int(before) > 1:
            words[at] = f"{word}s"
        elif word == "mood" and before == "a" and words[at - 2 : at - 1] == ["in"]:
            words[at - 1] = "the"
    if tuple(words) == utterance.words:
        return utterance
    return replace(utterance, words=tuple(words), spans=tuple(spans), stops=frozenset())


_UNITS = frozenset(
    ("minutes", "minute", "seconds", "second", "hours", "hour", "percent", "notches")
)
_TENS = frozenset(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
)
_DIGITS = frozenset(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
     "eleven", "twelve", "fifteen", "a", "half", "the", "point", "normal", "double")
)  # fmt: skip
_BEFORE_FOUR = _TENS | frozenset(
    (
        "forward",
        "back",
        "ahead",
        "rewind",
        "skip",
        "by",
        "backwards",
        "backward",
        "about",
    )
)
_BEFORE_TO = frozenset(
    ("go", "jump", "skip", "speed", "volume", "it", "this", "down", "up", "back", "rate",
     "forward", "ahead", "brightness", "sound", "over", "playback")
)  # fmt: skip


_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9,
}  # fmt: skip
_ROUND = frozenset(("20", "30", "40", "50", "60", "70", "80", "90"))


def counted(utterance: Utterance) -> Utterance:
    """An utterance in which "for" and "two" are the word that fits their neighbours.

    "Go forward for minutes" is four minutes, "go two the end" is to the end.
    """
    words = list(utterance.words)
    spans = list(utterance.spans)
    for at in range(len(words) - 1, 0, -1):
        if words[at] in _ONES and words[at - 1] in _ROUND:  # "40 five"
            words[at - 1 : at + 1] = [str(int(words[at - 1]) + _ONES[words[at]])]
            spans[at - 1 : at + 1] = [(spans[at - 1][0], spans[at][1])]
    if len(words) != len(utterance.words):
        return replace(
            utterance, words=tuple(words), spans=tuple(spans), stops=frozenset()
        )
    for at in range(1, len(words) - 1):
        before, word, behind = words[at - 1], words[at], words[at + 1]
        if word in ("for", "fore") and behind in _UNITS and before in _BEFORE_FOUR:
            words[at] = "four"
        elif (
            word in ("two", "too")
            and before in _BEFORE_TO
            and (behind in _DIGITS | _TENS or behind[0].isdigit())
        ):
            words[at] = "to"
        elif word == "won" and behind in _UNITS:
            words[at] = "one"
    return replace(utterance, words=tuple(words))
