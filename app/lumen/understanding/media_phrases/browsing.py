"""Browse: a wish to see a shelf of the library."""

from __future__ import annotations

import re

from lumen.core.intent import Intent
from lumen.understanding.media_phrases.kinds import GENRES
from lumen.understanding.media_phrases.search import WISH, cinema
from lumen.understanding.media_phrases.search_slots import search_slots
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_BROWSE = Wording(
    rf"(?:{WISH} )*"
    r"(?:browse|explore|list|show|view|display|open|go to|see|look at|"
    r"look through|flick through|go through|check out|"
    r"let me (?:see|browse)|(?:have|take) a look (?:at|through)|bring up|pull up|"
    r"take me to|switch to|"
    r"navigate to|enter|scroll through|read|what are|tell me)"
    r"(?: (?:me|us|by|through|up|to|in|out|all|for))*"
    r"(?P<what>(?: [^ ]+){1,7})",
    needs=(
        "browse explore list show view display open go see look flick check bring "
        "pull take switch navigate enter scroll read what tell"
    ),
)
_CATEGORY = Wording(
    r"(?:(?:"
    r"all|all of|the|my|our|some|any|your|of|through|me|in|available|"
    r"downloaded|saved|a list of|list of|what there is in|what is in|what you have in|"
    r"what i have in|everything in|what we have in)"
    r" )*"
    r"(?P<category>[a-z&' ]{0,30}?(?:"
    r"movies?|films?|shows?|tv series|series|albums?|songs?|artists?|playlists?|"
    r"podcasts?|genres?|music|videos?|photos|pictures|library|collection|section|"
    r"category|categories|channels?|stations?|audiobooks|recordings|documentaries|"
    r"cartoons|releases|comedies|dramas|thrillers|favorites|recommendations|queue|"
    r"tracks|bands|composers|musicians|singers|actors|directors|authors|creators|"
    r"concerts|talks|lectures|sessions|interviews|"
    r"episodes|history|westerns|musicals|classics|soundtracks|trailers|films))"
    r"(?: (?:"
    r"library|section|collection|folder|category|page|list|lists|tab|shelf|shelves|"
    r"menu|catalog|catalogue|please|that (?:i|you|we) have|(?:i|we) (?:own|"
    r"subscribe to|follow|like|saved)|(?:you|we|i) have got|"
    r"(?:you|we|i) got|"
    r"(?:do )?(?:i|you|we) have|available|there are|"
    r"on (?:my|the) \w+|in (?:my|the) (?:library|collection)))*"
)
_CALLED = Wording(
    r"(?:open|go to|show|bring up|pull up|view|display|see|take me to|get|navigate to|"
    r"jump to|switch to|look at)(?: (?:me|up))? (?:the |my |our )?"
    r"(?:play ?list|album|folder|collection|podcast|audio ?book|mix|artist|genre|shelf)"
    r"(?: (?:called|named|titled|entitled))? (?P<name>[^ ]+(?: [^ ]+){0,4})",
    needs="playlist list album folder collection podcast book mix artist genre shelf",
)
_ALL_OF_IT = Wording(
    r"what (?:is|else is|all is|do (?:i|we|you) have|have (?:i|we|you) got)(?: there)?"
    r" (?:in|on) (?:my|the|our|this) (?:\w+ )?(?:library|collection|shelf|shelves|"
    r"server)|"
    r"(?:show|list|tell|let)(?: me| us)?(?: see)? (?:what|everything|all)(?: that| of "
    r"what)?"
    r" (?:i|we|you|there) (?:have got|have|own|is)(?: (?:in here|here|got|in store|on "
    r"offer|saved|downloaded))?"
)
_SHOWN = Wording(
    r"(?:show|view|display|see|get) (?:(?:me|us|up) )?(?:the |my |our )?"
    r"(?=(?:album|podcast|audio ?book|artist)\b)"
)
"""To be shown something by its name is to look for it."""

_NO_PLACE = Wording(r".*\b(?:page|menu|view|settings|editor|list|section|tab)")
_BARE = Wording(
    rf"(?:the |my |all )?(?P<category>(?:{GENRES.source[5:-3]}|movies?|films?|albums?|"
    r"artists?|"
    r"podcasts?|playlists?|shows?|series|songs?|audio ?books?|channels?|stations?)s?)"
    r" (?:list|section|library|category|folder|page|menu|overview)",
    needs="list section library category folder page menu overview",
)
_HAVE = Wording(
    r"(?:what|which|how many)"
    r"(?: (?:other|kind of|kinds of|type of|types of|sort of))?"
    r"(?: (?P<category>[a-z&' ]{0,30}?(?:"
    r"movies?|films?|shows?|series|albums?|songs?|artists?|playlists?|podcasts?|"
    r"genres?|music|videos?|channels?|stations?|audiobooks?|documentaries|cartoons)))"
    r"(?: (?:do|can|are|is|have))*"
    r"(?: (?:i|you|we|there|got|have|available|play|"
    r"in (?:my|the) (?:library|collection)|on here|listen to|"
    r"to choose from|watch|saved|choose from))+",
    needs="what which how",
)


def _shelf(utterance: Utterance) -> Intent | None:
    """A shelf by its kind, or by its name: "open the playlist holiday cooking"."""
    plain = utterance.plain
    bare = _BARE.fullmatch(plain) or _HAVE.fullmatch(plain)
    if bare:
        said = utterance.said(*bare.span("category"))
        return Intent("browse_category", {"category": said}, 0.88)
    if _ALL_OF_IT.fullmatch(plain):
        return Intent("browse_category", {"category": "library"}, 0.88)
    called = _CALLED.fullmatch(plain)
    if called and not _NO_PLACE.fullmatch(called["name"]):
        shown = _SHOWN.match(plain)
        if shown:
            slots = search_slots(utterance, shown.end(), len(plain))
            return Intent("search_content", slots, 0.86)
        said = utterance.said(*called.span("name"))
        return Intent("browse_category", {"category": said}, 0.86)
    return None


def browse_in(utterance: Utterance, evidence: float) -> Intent | None:
    """A wish to see a category.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like one, 0 to 1.
    """
    plain = utterance.plain
    if cinema(plain):
        return None
    shelf = _shelf(utterance)
    if shelf is not None:
        return shelf
    match = _BROWSE.fullmatch(plain)
    if match is None or (plain.startswith("switch to ") and plain.endswith(" music")):
        return None  # "switch to jazz music": something to play
    start = match.start("what") + 1
    category = _CATEGORY.fullmatch(plain, start, match.end("what"))
    if category is None:
        browses = re.match(r"(?:browse|explore)\b", plain)
        genre = GENRES.fullmatch(plain, start)
        if not browses or (evidence < 0.3 and genre is None):
            return None
        return Intent(
            "browse_category",
            {"category": utterance.said(start, len(plain))},
            max(0.6, evidence),
        )
    behind = plain[category.end("category") :]
    singular = category["category"].split()[-1] in (
        "movie",
        "film",
        "show",
        "song",
        "album",
        "episode",
        "video",
    )
    if (
        singular
        and not behind
        and not plain.endswith(
            ("library", "section", "collection", "folder", "category")
        )
    ):
        return None
    said = utterance.said(*category.span("category"))
    said = re.sub(r"(?<=\S) (?:category|section|genre|folder)$", "", said)
    return Intent(
        "browse_category", {"category": said}, 0.9 if evidence > 0.05 else 0.7
    )
