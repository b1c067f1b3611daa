"""Person, genre and year in what is sought."""

from __future__ import annotations

import re

from lumen.understanding.media_phrases.kinds import GENRES, KINDS
from lumen.understanding.quantities import year_in
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

PERSON = Wording(
    r"\b(?:with|by|starring|featuring|directed by|sung by|performed by|"
    r"made by|from|that stars?|acted by|has|that has|in which|"
    r"of the artist|by the artist|by artist|something with|really like|"
    r"love|i like|like|starred by|written by|composed by|produced by)"
    r"(?: (?:the|director|artist|actor|actress|singer|band|group|comedian))*"
    r" (?P<person>(?!the |"
    r"(?:the )?(?:19|20)?\d0s\b|(?:the )?(?:twent|thirt|fort|fift|sixt|sevent|eight|"
    r"ninet)ies\b|"
    r"a |an |it\b|you\b|me\b|my\b|them\b|this\b|that\b|which\b|to |"
    r"some |any |listen|watch|online|subtitles|hindi|movies?\b|"
    r"songs?\b|music\b|good\b|at least\b|more than\b|less than\b)"
    r"[^,.?!]+?)"
    r"(?: (?:in it|in them|in the (?:cast|lead|album)|"
    r"as (?:the )?(?:actor|director|star)|to (?:watch|listen to)|"
    r"online|and|movies?|please|on|if|would|will|might|could|should)"
    r"\b.*)?"
    r"$"
)
_PREPOSITION = Wording(
    r"$|"
    r" (?:"
    r"by|with|from|starring|featuring|directed|performed|sung|written|"
    r"made|composed|produced|in|of|that|to|about|like|online|which|"
    r"released|please|for|on|where|and|or|acted|i|he|she|having|has|"
    r"genre|called|named|the artist|artist|(?:do|have|did) (?:you|we|i)(?: have| got)?|"
    r"are there)"
    r"\b"
)
_NAMED = Wording(
    r"\b(?:called|named|titled|entitled|with the (?:name|title)|by title)\b|"
    r"\b(?:trailers?|soundtracks?|lyrics) (?:of|for|to)\b"
)

_WHEN = (
    r"(?:from|of|in|released in|made in|dated|recorded in|shot in|filmed in|"
    r"published in|"
    r"written in|(?:that|which) (?:came out|were out|was out|is from|are from|"
    r"were made|"
    r"were released|was released) in|out in|that are from|around)(?: the)?(?: year)?"
)
_YEAR_WORD = Wording(rf"\b(?:{_WHEN}|the year) ")
_THINGS = (
    rf"(?:{KINDS}|pictures?|flicks?|comed(?:y|ies)|westerns?|documentar(?:y|ies)|"
    r"thrillers?|"
    r"musicals?|dramas?|cartoons?|mysteries|romances|something|anything|everything|"
    r"stuff|"
    r"things?|move|one|ones|what|do (?:you|we|i) have|have (?:you|we|i) got)"
)
_LEAD = (
    r"(?:(?:me|some|any|a|an|the|good|great|other|more|new|old|all|popular|online|nice|"
    r"best|latest|romantic|top|interesting|classic|animation|animated|decent|famous|"
    rf"(?i:{GENRES.source[5:-3]}))"
    r" )*"
)
_HEAD = Wording(rf"(?:of |what |which )?{_LEAD}(?:{_THINGS}|{GENRES.source[5:-3]})s?\b")
_WHO_FIRST = Wording(
    rf"(?:which |what )?{_LEAD}(?P<person>[^ ]+(?: [^ ]+){{0,2}}?) (?:{_LEAD})"
    rf"(?:{KINDS}|pictures|flicks)s?\b"
)
_FILLERS = Wording(
    r"(?:(?:in|on|from|the|my|our|library|collection|here|there|anything|something|all|"
    r"we|i|have|do|did|own|got) ?)*"
)
_PLAYED_IN = Wording(
    r"(?:what|which) (?:movies?|films?|shows?|series) (?P<person>[^ ]+(?: [^ ]+){0,3}?)"
    r" (?:was|is|has been|appears|appeared|plays|played|stars|starred|acted)(?: in)?"
)
_YEAR = (
    r"(?:(?:19|20)\d\d|(?:nineteen|twenty)(?: (?:oh )?[a-z]+){1,2}|"
    r"two thousand(?: and)?"
    r"(?: [a-z]+)?)"
)
_DECADE = (
    r"(?:(?:early|mid|late) )?(?:(?:19|20)?\d0'? ?s|(?:nineteen )?(?:twen|thir|for|"
    r"fif|six|"
    r"seven|eigh|nine)ties|two thousands|noughties)"
)
_A_DECADE = Wording(rf"(?<!\w){_DECADE}(?!\w)", needs="0 ties two")
_TENS = ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")
_OF_YEAR = Wording(
    r"(?:(?:is|was|are|were) there |see if there (?:is|are) |(?:i am|we are) after |"
    r"do (?:you|we|i) have |have (?:you|we|i) got |got |what did (?:we|you|i) have |"
    r"what (?:do|did) (?:we|you|i) (?:have|own) |list |show(?: me)? |dig (?:out|up) |"
    r"pull up |bring up |(?:search|look)(?: for)? |find(?: me)? |"
    r"i (?:want|need|would like)(?: to (?:see|watch))? )?"
    r"(?P<what>(?:(?:any|what|which|some|a|an|the|all|everything|anything|something|"
    r"stuff) ?)*"
    rf"(?:(?:(?!plays?\b|put\b|watch\b|"
    rf"listen\b)[^ ]+ ){{0,3}}?{_THINGS}s? ?)?(?:(?:in|do|did|have|we|you|i|own|got|"
    rf"the|"
    rf"library|collection|are|there) )*{_WHEN} (?:{_YEAR}|{_DECADE})"
    r"(?: (?P<rest>(?:with|by|starring|directed by|featuring) .{2,40}))?)"
    r"(?: (?:do|did|can|could) (?:i|we|you) (?:own|have|got|watch)|\?? ?(?:find|show)"
    r" it)?",
    needs="19 20 nineteen twenty thousand 0 ties",
)


_SINGULAR = {
    "westerns": "western", "comedies": "comedy", "documentaries": "documentary",
    "thrillers": "thriller", "dramas": "drama", "musicals": "musical",
    "cartoons": "cartoon",
}  # fmt: skip


def asks_for_year(plain: str) -> int | None:
    """Where what came out in a year is named, if a plain text asks for that."""
    match = _OF_YEAR.fullmatch(plain)
    return None if match is None else match.start("what")


def filters_in(utterance: Utterance, start: int, what: str) -> dict[str, str | float]:
    """Person, genre and year; empty where a title is sought.

    Args:
        utterance: What was said.
        start: Character of its plain text where `what` begins.
        what: What is sought, with the capitals that tell something.
    """
    if _NAMED.search(what):
        return {}
    filters: dict[str, str | float] = {}
    begin, end, after = _without_year(what, filters)
    generic = _HEAD.match(what, begin, end)
    if generic and (filters or _PREPOSITION.match(what, generic.end())):
        _person(utterance, start, what, (generic.end(), end, after), filters)
        _genre(what, generic, filters)
        return filters
    if filters and _FILLERS.fullmatch(what, begin, end):
        return filters
    played = _PLAYED_IN.fullmatch(what, begin, end)
    if played:
        at = start + played.start("person")
        return {**filters, "person": utterance.said(at, start + played.end("person"))}
    first = _WHO_FIRST.fullmatch(what, begin, end) if filters else None
    if first:
        at = start + first.start("person")
        filters["person"] = utterance.said(at, start + first.end("person"))
        return filters
    return {}


def _without_year(what: str, filters: dict[str, str | float]) -> tuple[int, int, int]:
    """Puts a year into `filters`; where the rest begins and ends, and goes on."""
    first, last, start, end = _years(what.lower())
    if not first:
        return 0, len(what), len(what)
    years = {"year": float(first)} | ({"year_to": float(last)} if last > first else {})
    if start == 0:
        filters.update(years)
        return min(end + 1, len(what)), len(what), len(what)
    told = next((one for one in _YEAR_WORD.finditer(what) if one.end() == start), None)
    if told is None:
        return 0, len(what), len(what)
    filters.update(years)
    return 0, max(0, told.start() - 1), end


def _years(what: str) -> tuple[int, int, int, int]:
    """The first and the last year that are named, and where; zeros for none."""
    decade = _A_DECADE.search(what)
    if decade is not None:
        first = _first_of(decade[0])
        return first, first + 9, *decade.span()
    year = year_in(what)
    if year is None:
        return 0, 0, 0, 0
    return round(year.value), round(year.value), year.start, year.end


def _first_of(decade: str) -> int:
    """Its first year: "80s", "the 1980s", "nineteen eighties"."""
    digits = re.search(r"\d+", decade)
    if digits is not None:
        value = int(digits[0])
        if value >= 1900:
            return value
        return value + (2000 if value < 20 else 1900)
    word = decade.rsplit(maxsplit=1)[-1]
    tens = word.removesuffix("ties")
    return 1920 + 10 * _TENS.index(tens) if tens in _TENS else 2000


def _person(
    utterance: Utterance,
    start: int,
    what: str,
    places: tuple[int, int, int],
    filters: dict[str, str | float],
) -> None:
    begin, end, after = places
    for first, last in ((begin, end), (after, len(what))):
        person = PERSON.search(what[:last], first)
        if person is None or "genre" in what.lower():
            continue
        said = utterance.said(
            start + person.start("person"), start + person.end("person")
        )
        if said and not GENRES.fullmatch(person["person"].lower()):
            filters["person"] = said
            return


def _genre(what: str, generic: re.Match[str], filters: dict[str, str | float]) -> None:
    genre = GENRES.search(generic[0].lower())
    if genre is None:
        behind = GENRES.search(what, generic.end())
        person = filters.get("person")
        within = isinstance(person, str) and behind is not None and behind[0] in person
        genre = None if within else behind
    if genre:
        filters["genre"] = _SINGULAR.get(genre[0], genre[0])
