"""Title, artist and kind in what is to be played."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

import re

from lumen.core.intent import SlotValue
from lumen.understanding.media_phrases.kinds import KINDS, kind_of
from lumen.understanding.media_phrases.places import WHERE
from lumen.understanding.utterance import Utterance

_TRAIL = re.compile(
    rf"(?:{WHERE}| (?:please|(?<! me )(?<!apocalypse )now|right now|for me|for us|again|instead|right away|and i will be happy|would you|will you|already|play it for me|and play it|at once|first|with (?:the )?(?:\w+ )?(?:subtitles|captions)|asap|online|tonight|today|to me|on shuffle|in random order|on repeat|loudly|that is popular|sort(?:ed)? by \w+|i have|that is good|if i could choose|from my (?:latest |most recent )?(?:collection|library)))+$"
)
_POINTER = re.compile(
    rf"(?:(?:it|this|that|these|those|them|the|my|our|a|an|some|any|all|something|anything|everything|whatever|current|random|shuffle|playlist|one|more|by|from|nice|good|great|latest|here|most|played|top|rated|local|next|in|new|favorite|list|page|lists|of|songs|now|playing|off|other|else|on|i like|i love|you like|you want|with|{KINDS})s? ?)+"
)
_WORDS = rf"(?:some|any|a|an|the|my|me|all|all the|something|anything|stuff|everything|of|off|new|latest|newest|recent|most recent|best|greatest|most popular|popular|most|random|good|great|favorite|first|last|hit|hits|most played|played|early|sad|happy|other|another|more|that|those|this|one|same|nice|only|classic|top|top[ -]?\w+|biggest|hottest|oldest|old|most listened to|highest rated|rated|few|couple|bunch|bit|just|live|famous|{KINDS})"
_GENERIC = re.compile(rf"(?:{_WORDS}s? )+")
_BY = re.compile(
    r"(?P<title>.+) (?:by|performed by|sung by|written by|composed by)(?: the)?(?: artist| band| group| singer| musician| composer)? (?P<artist>.+)"
)
_FROM = re.compile(
    rf"(?P<what>(?:{_WORDS}s? )+)(?:by|from|of|off|off of|performed by|sung by|with|from the|on|in)(?: (?:the|my|our|that|this))*(?: (?P<kind>artist|band|group|singer|musician|composer|album|genre|playlist|record|soundtrack|movie|film|show|station|label))?(?: (?:called|named|titled))? (?P<who>.+?)(?P<tail> (?:playlist|play list|album|genre|list|soundtrack|record|collection|movement))?"
)
_YEARS = re.compile(
    r"(?:(?:from|of|in) )?(?:the )?(?:year )?(?:around )?(?:(?:19|20)\d\d|(?:early |late |mid )?(?:(?:nineteen |twenty )?(?:twenties|thirties|fou?rties|fifties|sixties|seventies|eighties|nineties|hundreds|tens)|\d0s))(?: (?:and|to) .*)?"
)
_OF_ARTIST = re.compile(rf"(?P<who>.+?(?:'s|s'))(?: (?:{_WORDS}s?))*? (?:{KINDS})s?")
_ADJECTIVES = r"(?:new|latest|newest|recent|most recent|best|greatest|most popular|popular|top|top[ -]?\w+|good|great|favorite|first|last|hottest|old|oldest|early|random|biggest|most played|live|famous|nice|hit)"
_RADIO = re.compile(r"(?:(?:the|my|some|a|any) )*radio(?: with .*)?")
_HEAD = re.compile(
    rf"(?:(?:the|a|an|some|my|any|me|another|all|all the|those|this|that|that one|only) )*(?:{_ADJECTIVES} )*(?:(?:music|video|song|tv|audio) )?(?:{KINDS})s? (?!\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|number\b)(?:(?:called|named|titled|entitled|of|from the album|off the album|about|for|the name|name) )*(?:the (?:artist|band|album|genre|playlist|song|track) (?=\S))?"
)
_LEAD = re.compile(
    rf"(?:(?:some|any|a|an|the|my|me|our|that|this|another|more|those) )*(?:{_ADJECTIVES} )*"
)
_TAIL = re.compile(
    rf"(?: {_ADJECTIVES})*(?: (?:genre|style music|style|sound track|(?:(?:music|movie|show|song|video|tv|radio|chant|theme) )?(?:play ?list|podcast|audio ?book|movie|film|album|soundtrack|tv show|tv series|music video|songs|song|tracks|track|tunes|tune|symphony|concerto|ballad|melody|chant|ep|record|records|albums|movement|music)))+$"
)


def play_slots(utterance: Utterance, start: int, end: int) -> dict[str, SlotValue]:
    """What is to be played, from the characters `start` to `end` of the plain text."""
    plain = utterance.plain
    trail = _TRAIL.search(plain, start, end)
    if trail and trail.start() > start:
        end = trail.start()
    what = plain[start:end]
    if _RADIO.fullmatch(what):
        return {"kind": "radio", "title": "radio"}
    slots: dict[str, SlotValue] = {}
    kind = kind_of(what)
    if kind:
        slots["kind"] = kind
    if _POINTER.fullmatch(f"{what} "):
        return slots
    owned = _OF_ARTIST.fullmatch(what)
    if owned:
        who = utterance.said(start, start + owned.end("who"))
        slots["artist"] = re.sub(r"['’]s?$", "", who)  # noqa: RUF001 - typographic
        return slots
    generic = _FROM.fullmatch(what)
    if generic is None:
        return slots | _named(utterance, start, end)
    if _YEARS.fullmatch(generic["who"]):
        return slots
    return _from(utterance, start, generic, slots)


def _named(utterance: Utterance, start: int, end: int) -> dict[str, SlotValue]:
    """A title, with its artist if one is told."""
    plain = utterance.plain
    slots: dict[str, SlotValue] = {}
    by = _BY.fullmatch(plain, start, end)
    if by:
        artist = with_article(utterance, *by.span("artist"))
        slots["artist"] = utterance.said(*artist)
        end = by.end("title")
        if _GENERIC.fullmatch(f"{plain[start:end]} "):
            return slots
    title = utterance.said(*with_article(utterance, *_trimmed(plain, start, end)))
    title = re.sub(r"^(?:some|any|me some|more|a bit of|a little) (?=\S)", "", title)
    if title:
        slots["title"] = title
    return slots


def with_article(utterance: Utterance, start: int, end: int) -> tuple[int, int]:
    """A place with the article before it, when that was written large: "The Cure"."""
    before = utterance.plain[:start].rstrip()
    word = before.rpartition(" ")[2]
    begin = len(before) - len(word)
    if (
        word in ("the", "a", "an", "this", "that", "my", "our")
        and utterance.said(begin, len(before))[:1].isupper()
    ):
        return begin, end
    return start, end


def _from(
    utterance: Utterance, start: int, match: re.Match[str], slots: dict[str, SlotValue]
) -> dict[str, SlotValue]:
    """Whoever comes behind "songs by" is the artist, or the album."""
    said = utterance.said(
        *with_article(utterance, start + match.start("who"), start + match.end("who"))
    )
    of = re.search(
        r"\b(?:of|off|on|in)(?: (?:the|my))*$",
        match[0][: match.start("who") - match.start()].strip(),
    )
    of_album = (
        match["tail"] or of or match["kind"] in ("album", "genre", "playlist", "record")
    )
    inner = _BY.fullmatch(said)
    if inner:
        return {**slots, "title": inner["title"], "artist": inner["artist"]}
    return {**slots, "title" if of_album else "artist": said}


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    """Without "the song called" before it or "playlist" behind it."""
    tail = _TAIL.search(plain, start, end)
    head = _HEAD.match(plain, start, end)
    if tail and tail.start() > start and not (head and head.end() > tail.start()):
        lead = _LEAD.match(plain, start, tail.start())
        begin = lead.end() if lead and lead.end() < tail.start() else start
        return begin, tail.start()
    if head and head.end() < end:
        return head.end(), end
    return start, end
