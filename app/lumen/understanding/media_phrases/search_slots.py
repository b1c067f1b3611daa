"""What is sought: a title, or a person, a genre and a year."""

# ruff: noqa: RUF001 - typographic apostrophes

from __future__ import annotations

from lumen.core.intent import SlotValue
from lumen.understanding.casing import shaped
from lumen.understanding.media_phrases.filters import filters_in
from lumen.understanding.media_phrases.kinds import KINDS, kind_of
from lumen.understanding.media_phrases.places import WHERE
from lumen.understanding.media_phrases.titles import with_article
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_QUERY_HEAD = Wording(
    r"(?:(?:the|a|an|some|any|me|for|my|that|creativity of|that one) )*"
    rf"(?:(?:{KINDS}|creative work|work|painting|picture|photograph|photo|art|"
    r"video game|game|tv|television|song schedule|movie schedule|"
    r"schedule|trailers?|information|story|soundtrack|creative|creativity|title|saga|"
    r"artwork|drawing|poster|website|page)"
    r" ?)*"
    r"(?:,? ?(?:"
    r"called|named|titled|entitled|with the name of|with the name|"
    r"by the name of|by the name|with the title of|with the title|by title|by name|of|"
    r"for|in|about|on|name)"
    r" )?"
    r"(?:the name )?"
    r"(?:the (?:movie|song|album|film|tv show|show) )?"
)
QUERY_TAIL = Wording(
    r"(?:,? (?:(?:an?|the) )?"
    r"(?:creative (?:picture|photograph|song|work)|creativity|work|"
    r"picture|painting|photograph|photo|video game|game|saga|novel|"
    r"book|album|song|(?:tv|television) (?:show|series)|soundtrack|"
    r"movie|film|trailer|play|program|audiobook|podcast|playlist|show|"
    r"series|songs|movies|films|albums|tracks|music|shows)"
    r"(?: i (?:want|would like).*)?)"
    r"$"
)
TRAIL = Wording(
    rf"(?:{WHERE}| (?:in|from|on) (?:my|the|our) (?:library|collection)|"
    r" (?:please|now|for me|online|right now|tonight|today|somewhere|anywhere|in here|"
    r"to (?:watch|listen to|hear|see|play)|i have|we have|you have|"
    r"(?:that )?(?:i|we) (?:can|could) (?:watch|listen to|hear|see|play)|"
    r"on the (?:internet|web)|"
    r"(?:while|because|since) (?:i|we|my) .*|"
    r"in some form of creative work))+"
    r"$"
)


def search_slots(utterance: Utterance, start: int, end: int) -> dict[str, SlotValue]:
    """Query and filters of the words from `start` to `end` of the plain text."""
    plain = shaped(utterance)
    trail = TRAIL.search(plain, start, end)
    if trail and trail.start() > start:
        end = trail.start()
    what = plain[start:end]
    tagged = _TAGGED.fullmatch(what)
    if tagged:
        at = start + tagged.start("genre")
        found: dict[str, str | float] = {"genre": utterance.said(at, end)}
        return _with_kind({"filters": found}, tagged["things"])
    about = _ABOUT.fullmatch(what)
    if about:
        at = start + about.start("topic")
        return _with_kind({"search_query": utterance.said(at, end)}, about["things"])
    filters = filters_in(utterance, start, what)
    if filters:
        return _with_kind({"filters": filters}, what)
    head = _QUERY_HEAD.match(plain, start, end)
    someone = _WITH.match(plain, head.end(), end) if head else None
    if someone:
        filters["person"] = utterance.said(someone.end(), end)
        return _with_kind({"filters": filters}, what)
    start, end = _query(plain, start, end)
    query = utterance.said(*with_article(utterance, start, end))
    told = query and not _NO_QUERY.fullmatch(plain[start:end])
    return _with_kind({"search_query": query} if told else {}, what)


def _with_kind(slots: dict[str, SlotValue], what: str) -> dict[str, SlotValue]:
    """Slots with the kind that a shaped text names among the filters."""
    kind = kind_of(what.lower())
    if not kind:
        return slots
    filters = slots.get("filters")
    return {
        **slots,
        "filters": {**(filters if isinstance(filters, dict) else {}), "kind": kind},
    }


def _query(plain: str, start: int, end: int) -> tuple[int, int]:
    """Where the title stands, without "the song called" and "album" around it."""
    called = _CALLED.match(plain, start, end)
    if called:
        return called.end(), end
    tail = QUERY_TAIL.search(plain, start, end)
    head = _QUERY_HEAD.match(plain, start, end)
    if head and head.end() < end and not (tail and head.end() > tail.start()):
        start = head.end()
    if tail and tail.start() > start:
        end = tail.start()
    return start, end


_TAGGED = Wording(
    rf"(?P<things>(?:[a-z]+ ){{0,3}}?(?:{KINDS}|something|anything|everything|stuff)s?)"
    r" (?:(?:that is|that are) )?(?:tagged|labell?ed|marked|classified|filed|"
    r"categori[sz]ed)"
    r"(?: (?:as|with|under))? (?P<genre>.+)"
)
_WITH = Wording(r"(?:with|by|starring|featuring|directed by) (?=[^ ])")
_ABOUT = Wording(
    rf"(?P<things>(?:[a-z]+ ){{0,4}}?(?:{KINDS})s?)"
    r" (?:about|on|regarding|with the (?:lyrics|words|line)) (?:the topic of )?"
    r"(?P<topic>(?!my\b|the (?:tv|computer|web|internet)|(?i:netflix|youtube|spotify))"
    r"[^ ].*)"
)
_CALLED = Wording(
    r"(?:[a-z]+ ){1,4}(?:called|named|titled|entitled|by the name of|"
    r"with the title(?: of)?)"
    r" (?=\S)"
)


_NO_QUERY = Wording(
    r"(?:(?:some|any|a|an|the|his|her|their|good|fun|nice|new|great|"
    r"interesting|other|of|to|me|i|feel|like|can|you|suggest|"
    rf"listening|watching|something|anything|things|stuff|{KINDS})"
    r"s? ?)+"
)


def title_cased(said: str) -> bool:
    """Whether what was said is written as a title, apart from "the song" before it."""
    head = _QUERY_HEAD.match(said.lower())
    said = said[head.end() :] if head else said
    words = [
        word
        for word in _SAID_WORD.findall(said)
        if len(word) > 3 and word not in _SMALL
    ]
    return (
        bool(words) and all(word[0].isupper() for word in words) and not said.isupper()
    )


_SMALL = frozenset(("with", "from", "into", "than", "over", "upon"))
_SAID_WORD = Wording(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
