"""Title, artist and kind in what is to be played."""

# ruff: noqa: RUF001 - typographic apostrophes

from __future__ import annotations

import re
from dataclasses import dataclass

from lumen.core.intent import SlotValue
from lumen.understanding.casing import named, shaped
from lumen.understanding.media_phrases.kinds import KINDS, kind_of
from lumen.understanding.media_phrases.places import SERVICE, WHERE
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_TRAIL = Wording(
    rf"(?:{WHERE}|"
    r" (?:please|(?<! me )(?<!apocalypse )(?<! is )(?<! and )now|right now|for me|"
    r"for us|for the (?:next|rest of the|whole|entire) \w+(?: \w+)?|"
    r"for (?:an hour|a while|a bit|two hours|half an hour)|(?:all|until|till) "
    r"(?:day|night|evening|morning|bedtime|i .*|we .*)|next|after this(?: \w+)?|"
    r"again|instead(?: of (?:this|that|it)(?: \w+)?)?|right away|"
    r"(?:while|because|since) (?:i|we|my) .*|before (?:i|we) go .*|and i will be "
    r"happy|would you|"
    r"will you|already|play it for me|and play it|and play|at once|first|"
    r"with (?:the )?(?:\w+ )?(?i:subtitles|captions)|asap|online|"
    r"tonight|today|to me|from the (?:top|start|beginning)|on shuffle|in random order|"
    r"on repeat|"
    r"loudly|quietly|softly|at (?:double|half|normal|twice the|[\d.]+x?|one point \w+)"
    r"(?: times)? speed|that is popular|sort(?:ed)? by \w+|i have|that is good|"
    r"if i could choose|only|in here|and (?:let it (?:run|play)|put it on|turn it up)|"
    r"for (?:the|my|our) (?:baby|kids?|children|party|dinner|drive|guests|dog|cat|gym)|"
    r"(?:except|but not|other than|apart from) .*|"
    r"(?:at|from|starting (?:at|from|with)) (?:track|chapter|episode|part) \w+|"
    r"from (?:my|the) (?:latest |most recent )?(?:collection|library)))+"
    r"$"
)
_NUMBER = r"(?:\d+|five|ten|twenty|twenty five|fifty|hundred|one hundred)"
_ADJECTIVES = (
    r"(?:new|latest|newest|recent|most recent|most current|best|best selling|greatest|"
    r"most popular|popular|good|great|favorite|first|last|hottest|early|"
    r"old|oldest|random|biggest|most played|live|famous|nice|hit|"
    rf"top(?:[ -]?{_NUMBER})?)"
)
_POINTER = Wording(
    r"(?!favorites? $)(?:(?:it|this|that|these|those|them|the|my|our|a|an|some|any|all|"
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
    rf"top[ -]?{_NUMBER}|biggest|hottest|oldest|old|most listened to|weird|"
    rf"highest rated|rated|few|couple|bunch|bit|just|live(?!s)|famous|or two|{KINDS})"
)
_GENERIC = Wording(rf"(?:{_WORDS}s? )+")
_PARTICIPLE = Wording(
    r" (?:sung|played|performed|recorded|written|composed|read|made)$"
)
_ENTITLED = Wording(
    r"(?:[a-z]+ ){1,7}(?:called|named|titled|entitled|by the name of) (?P<title>.+)"
)
_OUT_OF = Wording(rf"(?:{_WORDS}s? )+(?:out of|taken from) (?:the )?(?P<title>.+)")
_BY = Wording(
    r"(?P<title>.+)"
    r" (?:by|performed by|sung by|written by|composed by|from (?:the )?artist)"
    r"(?: the)?"
    r"(?: artist| band| group| singer| musician| composer)?"
    r" (?P<artist>.+)"
)
_FROM = Wording(
    rf"(?P<what>(?:{_WORDS}s? )+)"
    r"(?:by|from|of|off|off of|performed by|sung by|with|from the|on|in)"
    r"(?: (?:the|my|our|that|this))*"
    r"(?: (?P<kind>artist|band|group|singer|musician|composer|album|genre|"
    r"playlist|list|track|song|record|soundtrack|movie|film|show|tv series|tv show|"
    r"series|station|label))?"
    r"(?: (?:called|named|titled))? (?P<who>.+?)"
    r"(?P<tail> (?:playlist|play list|album|genre|list|soundtrack|record|"
    r"collection|movement|sound track|movie sound track))?"
)
_YEARS = Wording(
    r"(?:(?:from|of|in) )?(?:the )?(?:year )?(?:around )?"
    r"(?:(?:19|20)\d\d|"
    r"(?:early |late |mid )?"
    r"(?:(?:nineteen |twenty )?"
    r"(?:twenties|thirties|fou?rties|fifties|sixties|seventies|"
    r"eighties|nineties|hundreds|tens)|"
    r"\d0s))"
    r"(?: (?:and|to) .*)?"
)
_OF_ARTIST = Wording(
    rf"(?:(?:the|a|some|all) )?(?:music of )?"
    rf"(?P<who>.+?(?:'s|s'))(?: (?:{_WORDS}s?))*? (?:{KINDS})s?"
)
_ALBUM_OF = Wording(
    rf"(?:(?:the|a|some|that|me) )*(?P<artist>.+?)(?P<own>'s|s')?(?: {_ADJECTIVES})*"
    r" (?P<kind>album|song|track|record|ep|lp|cd|single|tune)s?"
    r"(?: (?:called|named|titled|entitled|from|off|off of))?"
    r" (?P<title>(?!by\b|for\b|in\b|on\b|with\b|about\b|that\b|which\b|to\b|list\b|"
    r"i\b|we\b|and\b|of\b|from\b|off\b|mix\b|playlist\b|number\b|again\b|called\b).+)"
)
_ARTIST_FROM = Wording(
    r"(?:(?:the|some|a|an|me|any) )*(?:artist |band |singer )?(?P<artist>.+?)"
    r"(?: (?:songs?|music|tracks?|tunes?|stuff))?"
    r" (?:from|off|off of|on)(?: (?:the|my))*(?: (?:album|record|ep|lp|cd))"
    r" (?P<title>.+)"
)
_OWNED = Wording(
    r"(?P<artist>(?!(?:the|a|an|my|this|that|some) )[^ ]+(?: [^ ]+){1,3}?(?:'s|s'))"
    r" (?P<title>.+?)(?: (?:song|track|album|record|tune|ep))?"
)
_SUNG = Wording(r"(?P<title>.+?)(?: (?:song|track|album|record))? from (?P<artist>.+)")
_OFF = Wording(
    r"(?P<title>.+?) (?:off|off of|taken from)(?: the)?(?: (?:album|record|ep|lp))?"
    r" (?P<artist>.+)"
)
"""From which album; it is sought like a musician."""

_COMING = Wording(
    r"(?:the |a |an |some )?(?:escape|letters?|postcards?|message|greetings?|songs?|"
    r"music|"
    r"notes?|tales?|stories|story|scenes?|memories|news|live|return|visitors?|"
    r"refugees?|"
    r"man|men|woman|girl|boy|creature|it|invasion|straight|far|away|view|live|sounds?|"
    r"dispatches|signals?|voices?|lessons?|highlights|episodes?|clips?|scene)\b.*"
)
_SEEN = Wording(r".*\b(?:watch|see|view|watching|seeing|binge)\b")
_RADIO = Wording(r"(?:(?:the|my|some|a|any) )*radio(?: with .*)?")
_HEAD = Wording(
    r"(?:(?:the|a|an|some|my|any|me|another|all|all the|those|this|that|"
    r"that one|only)"
    r" )*"
    rf"(?:{_ADJECTIVES} )*"
    r"(?:(?:music|video|song|tv|audio) )?"
    rf"(?:{KINDS}|(?:(?:video |computer )game|game(?! of))|list|artist|title)"
    r"s?,? (?!"
    r"\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|"
    r"ten\b|number\b)"
    r"(?:(?:called|named|titled|entitled|of|from the album|off the album|"
    r"about|for|the name|name)"
    r" )*"
    r"(?:the (?:artist|band|album|genre|playlist|song|track) (?=\S))?"
)
_LEAD = Wording(
    r"(?:(?:some|any|a little|a bit of|a|an|the|all|my|me|our|that|this|another|more|"
    r"those|all the) )*"
    rf"(?:{_ADJECTIVES} )*"
)
_ONLY = Wording(r"(?:only|just|nothing but|purely|exclusively|strictly) (?=[^ ])")
_FRESH = Wording(
    r"(?:(?:some|any|me|the|all|all the) )*"
    r"(?:(?:latest|newest|most recent|most popular|best selling|most current|"
    rf"top[ -]?{_NUMBER}|biggest|hottest)"
    r" )+(?=\S)"
)
_TAIL = Wording(
    rf"(?: {_ADJECTIVES})*"
    r"(?: (?:genre|style music|style|sound track|saga|game|list|concert|"
    r"(?:(?:music|movie|show|song|video|tv|radio|chant|theme) )?"
    r"(?:play ?list|podcast|audio ?book|movie|film|album|soundtrack|"
    r"tv show|tv series|music video|songs|song|tracks|track|tunes|"
    r"tune|symphony|concerto|ballad|melody|chant|ep|record|show|series|"
    r"records|albums|movement|music)))+"
    r"(?:,? (?:that|which) .*)?"
    r"$"
)
_SERVICE_FIRST = Wording(rf"(?:(?:the|my|some) )?{SERVICE} (?=\S)")
_WHERE_INSIDE = Wording(rf"{WHERE}(?= (?:by|from|of|for|with|season|episode) )")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be played, between two places of the shaped text."""

    utterance: Utterance
    text: str
    start: int
    end: int

    @property
    def what(self) -> str:
        return self.text[self.start : self.end]

    def said(self, match: re.Match[str], group: str) -> str:
        """A group of a match over `what`, as it was said."""
        return self.utterance.said(
            self.start + match.start(group), self.start + match.end(group)
        )

    def named(self, match: re.Match[str], group: str) -> str:
        """The same, with an article that was written large before it."""
        start, end = self.start + match.start(group), self.start + match.end(group)
        return self.utterance.said(*with_article(self.utterance, start, end))


def play_slots(utterance: Utterance, start: int, end: int) -> dict[str, SlotValue]:
    """What is to be played, from the characters `start` to `end` of the plain text."""
    text = shaped(utterance)
    trail = _TRAIL.search(text, start, end)
    if trail and trail.start() > start:
        end = trail.start()
    only = _ONLY.match(text, start, end)
    start = only.end() if only else start
    service = _SERVICE_FIRST.match(text, start, end)
    if service and not text[service.end() : end].startswith(("by ", "to ", "and ")):
        start = service.end()
    wanted = _Wanted(utterance, text, start, end)
    what = text[start:end]
    if _RADIO.fullmatch(what):
        return {"kind": "radio", "title": "radio"}
    kind = kind_of(what)
    slots: dict[str, SlotValue] = {"kind": kind} if kind else {}
    if _POINTER.fullmatch(f"{what} "):
        return slots
    inside = _WHERE_INSIDE.search(text, start, end)
    if inside and inside.start() > start:
        if text.startswith((" season", " episode"), inside.end()):
            return slots | _parted(_Wanted(utterance, text, start, inside.start()))
        return slots | _around(utterance, wanted, inside)
    return slots | _parted(wanted)


def _around(
    utterance: Utterance, wanted: _Wanted, inside: re.Match[str]
) -> dict[str, SlotValue]:
    """Slots where a service stands between the title and whoever sings it."""
    first = utterance.plain.count(" ", 0, inside.start()) + 1
    behind = utterance.plain.count(" ", 0, inside.end()) + 1
    words, spans = utterance.words, utterance.spans
    cut = Utterance(
        utterance.original,
        (*words[:first], *words[behind:]),
        (*spans[:first], *spans[behind:]),
        frozenset(),
    )
    removed = inside.end() - inside.start()
    before = wanted.text[: inside.start()]
    text = before + wanted.text[inside.end() :]
    return _parted(_Wanted(cut, text, wanted.start, wanted.end - removed))


def _parted(wanted: _Wanted) -> dict[str, SlotValue]:
    """Title and artist."""
    what = wanted.what
    entitled = _ENTITLED.fullmatch(what)
    if entitled and " by " not in entitled["title"]:
        return {"title": wanted.named(entitled, "title")}
    owned = _OF_ARTIST.fullmatch(what)
    if owned:
        return {"artist": _without_s(wanted.said(owned, "who"))}
    for pattern in (_ARTIST_FROM, _ALBUM_OF):
        match = pattern.fullmatch(what)
        if match and not _NOBODY.fullmatch(f"{match['artist']} "):
            artist = _without_s(wanted.named(match, "artist"))
            return {"title": wanted.named(match, "title"), "artist": artist}
    out_of = _OUT_OF.fullmatch(what)
    if out_of:
        at = wanted.start + out_of.start("title")
        return {"title": _title(wanted, at, wanted.end)}
    inside = _KIND_AND_IN.fullmatch(what)
    if inside:
        at = wanted.start + inside.start("named")
        return _named(_Wanted(wanted.utterance, wanted.text, at, wanted.end))
    generic = None if _LONE_TITLE.match(what) else _FROM.fullmatch(what)
    return _named(wanted) if generic is None else _of_generic(wanted, generic)


def _of_generic(wanted: _Wanted, generic: re.Match[str]) -> dict[str, SlotValue]:
    """What stands behind "some songs by"."""
    if _YEARS.fullmatch(generic["who"]):
        return {}
    if _GENERIC.fullmatch(f"{generic['who']} "):  # "the first song on that album"
        return {"title": wanted.utterance.said(wanted.start, wanted.end)}
    return _from(wanted, generic)


_LONE_TITLE = Wording(r"(?:happy|sad|famous|weird|beautiful|crazy|random|hello) by ")
"""What would be an adjective, if a noun stood behind it: a song by its whole title."""

_KIND_AND_IN = Wording(
    r"(?:the )?(?:album|song|track|record|movie|film)"
    r" (?P<named>in (?!the\b|my\b|our\b).+ by .+)"
)
"""In Rainbows: no album is in rainbows."""

_NOBODY = Wording(
    rf"(?:{_WORDS}s? )+|.* (?:from|of|by|off|on|in|for)(?: (?:the|my|our))? "
)


def _without_s(owner: str) -> str:
    return re.sub(r"['’]s?$", "", owner)


def _named(wanted: _Wanted) -> dict[str, SlotValue]:
    """A title, with its artist if one is told."""
    what = wanted.what
    by = _BY.fullmatch(what) or _sung(wanted) or _OFF.fullmatch(what) or _owned(wanted)
    if by is None:
        title = _title(wanted, wanted.start, wanted.end)
        return {"title": title} if title else {}
    slots: dict[str, SlotValue] = {"artist": _without_s(wanted.named(by, "artist"))}
    if _GENERIC.fullmatch(f"{by['title']} ") and not _LONE_TITLE.match(what):
        return slots
    start, end = wanted.start + by.start("title"), wanted.start + by.end("title")
    done = _PARTICIPLE.search(wanted.text, start, end)
    end = done.start() if done else end
    title = _title(wanted, start, end)
    return {"title": title, **slots} if title else slots


def _sung(wanted: _Wanted) -> re.Match[str] | None:
    """``X from Y``, where Y is more likely a musician than a part of the title."""
    match = _SUNG.fullmatch(wanted.what)
    before = wanted.utterance.plain[: wanted.start]
    if match is None or _SEEN.match(before) or _COMING.match(match["title"].lower()):
        return None
    if _YEARS.fullmatch(match["artist"].lower()) or _PLACES.match(match["artist"]):
        return None
    return None if kind_of(match["title"].lower()) in _SHOWN else match


_PLACES = Wording(
    r"(?:chap(?:ter)?|part|episode|season|here|there|where|my|our|this|that|the"
    r" (?:start|top|beginning|end|middle|movie|film|show|internet|web|eighties|library)"
    r")"
    r"\b"
)
_SHOWN = frozenset(
    ("movie", "show", "episode", "video", "podcast", "audiobook", "news")
)


def _owned(wanted: _Wanted) -> re.Match[str] | None:
    """The owner of several words, and what is owned: "Clay Aiken's The Bonny Hind"."""
    match = _OWNED.fullmatch(wanted.what)
    before = wanted.utterance.plain[: wanted.start]
    return None if match is None or _SEEN.match(before) else match


def _title(wanted: _Wanted, start: int, end: int) -> str:
    start, end = _trimmed(wanted.text, start, end)
    title = wanted.utterance.said(*with_article(wanted.utterance, start, end))
    return re.sub(
        r"^(?:some|any|me some|more|a bit of|a little(?: bit of)?) (?=\S)", "", title
    )


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


def _from(wanted: _Wanted, match: re.Match[str]) -> dict[str, SlotValue]:
    """Whoever comes behind "songs by" is the artist, or the album."""
    said = wanted.named(match, "who")
    of = re.search(
        r"\b(?:of|off|on|in)(?: (?:the|my))*$",
        match[0][: match.start("who")].strip(),
    )
    of_album = match["tail"] or of or match["kind"] in _COLLECTIONS
    inner = _BY.fullmatch(match["who"]) or _TOLD_FROM.fullmatch(match["who"])
    if inner:
        at = wanted.start + match.start("who")
        title = wanted.utterance.said(
            at + inner.start("title"), at + inner.end("title")
        )
        who = wanted.utterance.said(
            at + inner.start("artist"), at + inner.end("artist")
        )
        return {"title": title, "artist": who}
    return {"title" if of_album else "artist": said}


_COLLECTIONS = frozenset(
    ("album", "genre", "playlist", "record", "list", "track", "song", "tv series",
     "tv show", "series", "show", "movie", "film", "soundtrack", "station")
)  # fmt: skip
_TOLD_FROM = Wording(
    r"(?P<artist>.+?) (?:from|off|off of)(?: the album)? (?P<title>.+)"
)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without "the song called" before it or "playlist" behind it."""
    tail = _TAIL.search(text, start, end)
    head = _HEAD.match(text, start, end)
    if tail and tail.start() > start and not (head and head.end() > tail.start()):
        lead = _LEAD.match(text, start, tail.start())
        begin = lead.end() if lead and lead.end() < tail.start() else start
        return begin, tail.start()
    if head and head.end() < end:
        return head.end(), end
    fresh = _FRESH.match(text, start, end)
    if fresh is None and named(text[start:end].rpartition(" ")[2]):
        fresh = _LEAD.match(text, start, end)
    if fresh and start < fresh.end() < end:
        return fresh.end(), end
    return start, end
