"""Title, artist and kind in what is to be played."""

from __future__ import annotations

import re

from lumen.core.intent import SlotValue
from lumen.understanding.media_phrases.kinds import KINDS, kind_of
from lumen.understanding.media_phrases.places import WHERE
from lumen.understanding.utterance import Utterance

_TRAIL = re.compile(
    rf"(?:{WHERE}|"
    r" (?:please|(?<! me )(?<!apocalypse )now|right now|for me|for us|"
    r"again|instead|right away|and i will be happy|would you|"
    r"will you|already|play it for me|and play it|at once|first|"
    r"with (?:the )?(?:\w+ )?(?:subtitles|captions)|asap|online|"
    r"tonight|today|to me|on shuffle|in random order|on repeat|"
    r"loudly|that is popular|sort(?:ed)? by \w+|i have|that is good|"
    r"if i could choose|"
    r"from my (?:latest |most recent )?(?:collection|library)))+"
    r"$"
)
_POINTER = re.compile(
    r"(?:(?:it|this|that|these|those|them|the|my|our|a|an|some|any|all|"
    r"something|anything|everything|whatever|current|random|shuffle|"
    r"playlist|one|more|by|from|nice|good|great|latest|here|most|"
    r"played|top|rated|local|next|in|new|favorite|list|page|lists|of|"
    r"songs|now|playing|off|other|else|on|i like|i love|you like|"
    rf"you want|with|{KINDS})"
    r"s? ?)+"
)
_WORDS = (
    r"(?:some|any|a|an|the|my|me|all|all the|something|anything|stuff|"
    r"everything|of|off|new|latest|newest|recent|most recent|best|"
    r"greatest|most popular|popular|most|random|good|great|favorite|"
    r"first|last|hit|hits|most played|played|early|sad|happy|other|"
    r"another|more|that|those|this|one|same|nice|only|classic|top|"
    r"top[ -]?\w+|biggest|hottest|oldest|old|most listened to|"
    rf"highest rated|rated|few|couple|bunch|bit|just|live|famous|{KINDS})"
)
_GENERIC = re.compile(rf"(?:{_WORDS}s? )+")
_BY = re.compile(
    r"(?P<title>.+)"
    r" (?:by|performed by|sung by|written by|composed by)"
    r"(?: the)?"
    r"(?: artist| band| group| singer| musician| composer)?"
    r" (?P<artist>.+)"
)
_FROM = re.compile(
    rf"(?P<what>(?:{_WORDS}s? )+)"
    r"(?:by|from|of|off|off of|performed by|sung by|with|from the|on|in)"
    r"(?: (?:the|my|our|that|this))*"
    r"(?: (?P<kind>artist|band|group|singer|musician|composer|album|genre|"
    r"playlist|record|soundtrack|movie|film|show|station|label))?"
    r"(?: (?:called|named|titled))? (?P<who>.+?)"
    r"(?P<tail> (?:playlist|play list|album|genre|list|soundtrack|record|"
    r"collection|movement))?"
)
_YEARS = re.compile(
    r"(?:(?:from|of|in) )?(?:the )?(?:year )?(?:around )?"
    r"(?:(?:19|20)\d\d|"
    r"(?:early |late |mid )?"
    r"(?:(?:nineteen |twenty )?"
    r"(?:twenties|thirties|fou?rties|fifties|sixties|seventies|"
    r"eighties|nineties|hundreds|tens)|"
    r"\d0s))"
    r"(?: (?:and|to) .*)?"
)
_OF_ARTIST = re.compile(rf"(?P<who>.+?(?:'s|s'))(?: (?:{_WORDS}s?))*? (?:{KINDS})s?")
_ADJECTIVES = (
    r"(?:new|latest|newest|recent|most recent|best|greatest|most popular|"
    r"popular|top|top[ -]?\w+|good|great|favorite|first|last|hottest|"
    r"old|oldest|early|random|biggest|most played|live|famous|nice|hit)"
)
_RADIO = re.compile(r"(?:(?:the|my|some|a|any) )*radio(?: with .*)?")
_HEAD = re.compile(
    r"(?:(?:the|a|an|some|my|any|me|another|all|all the|those|this|that|"
    r"that one|only)"
    r" )*"
    rf"(?:{_ADJECTIVES} )*"
    r"(?:(?:music|video|song|tv|audio) )?"
    rf"(?:{KINDS})"
    r"s? (?!"
    r"\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|"
    r"ten\b|number\b)"
    r"(?:(?:called|named|titled|entitled|of|from the album|off the album|"
    r"about|for|the name|name)"
    r" )*"
    r"(?:the (?:artist|band|album|genre|playlist|song|track) (?=\S))?"
)
_LEAD = re.compile(
    r"(?:(?:some|any|a|an|the|my|me|our|that|this|another|more|those) )*"
    rf"(?:{_ADJECTIVES} )*"
)
_TAIL = re.compile(
    rf"(?: {_ADJECTIVES})*"
    r"(?: (?:genre|style music|style|sound track|"
    r"(?:(?:music|movie|show|song|video|tv|radio|chant|theme) )?"
    r"(?:play ?list|podcast|audio ?book|movie|film|album|soundtrack|"
    r"tv show|tv series|music video|songs|song|tracks|track|tunes|"
    r"tune|symphony|concerto|ballad|melody|chant|ep|record|"
    r"records|albums|movement|music)))+"
    r"$"
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
