"""Composers whose name alone says what is to be heard: "debussy, please"."""

# ruff: noqa: SIM905 - a table of words

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.understanding.context import Context
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_NAMES = "|".join(
    """
    albeniz albinoni bach bartok beethoven berlioz bizet boccherini borodin brahms
    bruckner buxtehude chopin clementi corelli couperin debussy dvorak elgar faure
    franck gershwin gluck gounod grieg handel haydn hindemith holst janacek khachaturian
    liszt lully mahler massenet mendelssohn messiaen monteverdi mozart mussorgsky
    offenbach orff pachelbel paganini palestrina pergolesi piazzolla poulenc prokofiev
    puccini purcell rachmaninoff rachmaninov rameau ravel rossini satie
    scarlatti schoenberg schubert schumann scriabin shostakovich sibelius smetana
    strauss stravinsky tchaikovsky telemann verdi vivaldi wagner
    """.split()
)
_GIVEN = (
    r"(?:johann|sebastian|j s|ludwig|van|wolfgang|amadeus|franz|frederic|claude|"
    r"johannes|"
    r"antonio|george|frideric|joseph|felix|robert|clara|richard|giuseppe|igor|sergei|"
    r"pyotr|dmitri|maurice|erik|edvard|gustav|hector|gabriel|camille|niccolo|henry)"
)
_COMPOSER = Wording(
    rf"(?:(?P<some>some|a (?:little |bit of |little bit of )?|more|a bit of) )?"
    rf"(?P<who>(?:{_GIVEN} )*(?:{_NAMES}))(?: (?P<kind>music|symphon(?:y|ies)|"
    r"sonatas?|concertos?|nocturnes?|preludes?|waltz(?:es)?|etudes?|cantatas?|operas?|"
    r"quartets?|suites?))?"
)
_ABOUT = Wording(r"(?:who|what|when|where|was|is|not|no|the|my|like|by|about) ")
_PLEASE = frozenset(("please", "pls"))
_KNOWN = 0.8
_MOST_WORDS = 5
_ASKED, _ALONE = 0.88, 0.7


def composer_in(
    utterance: Utterance, whole: Utterance, context: Context
) -> Intent | None:
    """A bare name that asks to be heard: a composer's, or one from the library.

    Args:
        utterance: Without politeness.
        whole: With it: who says "please" wants something.
        context: Whose library may know the name.
    """
    plain = utterance.plain
    if len(utterance.words) > _MOST_WORDS or _ABOUT.match(plain):
        return None
    please = bool(_PLEASE & {whole.words[0], whole.words[-1]})
    match = _COMPOSER.fullmatch(plain)
    if match is not None:
        asks = please or match["some"] or match["kind"]
        start = match.start("who")
        said = utterance.said(start, len(plain))
        return Intent("play_content", {"title": said}, _ASKED if asks else _ALONE)
    said = utterance.said(0, len(plain))
    if please and context.knows_title(said) >= _KNOWN:
        return Intent("play_content", {"title": said}, _ASKED)
    return None
