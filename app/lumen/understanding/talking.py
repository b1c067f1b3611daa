"""Whether a sentence is conversation: the classifier, and what speaks against it."""

from __future__ import annotations

from lumen.understanding.media_phrases.kinds import GENRES, kind_of
from lumen.understanding.media_phrases.play import (
    starts_idiom,
    starts_playing,
    wishes_playing,
)
from lumen.understanding.media_phrases.programs import opens_known
from lumen.understanding.media_phrases.search import asks_by
from lumen.understanding.media_phrases.search_slots import title_cased
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording


def is_talk(heard: Utterance, chances: dict[str, float]) -> bool:
    """Whether the classifier is too sure that nothing is to be played or found."""
    talk, plain = chances.get("conversation", 0.0), heard.plain
    skips = "next" in heard.words and chances.get("next_episode", 0.0) > 0.9
    if skips and not (plain.startswith("play ") and _PLAYS_NEXT.search(plain)):
        return True
    if talk <= 0.93 or starts_playing(plain):
        return False
    said = heard.said(0, len(plain))
    if talk < 0.985 and wishes_playing(plain):
        return False
    if talk < 0.9996 and (starts_idiom(plain) or asks_by(plain)):
        return False
    wishes = _WISHES_PLAY.match(plain) is not None
    named = _WISHED.search(said) is not None or GENRES.search(plain) is not None
    has = _HAVE_WE.match(plain) is not None and _NAMED_LAST.search(said) is not None
    if " in my library" in plain or has or (wishes and named):
        return False
    media = (
        kind_of(plain) != ""
        or title_cased(said.partition(" ")[2])
        or _WANTS_TITLE.search(said) is not None
        or opens_known(heard)
        or (talk < 0.97 and wishes)
    )
    return talk >= 0.99 or not media


_PLAYS_NEXT = Wording(r" next$| for the next (?:\w+ )?\w+$")
_HAVE_WE = Wording(r"(?:do (?:we|i) have|have (?:we|i) got)\b")
_NAMED_LAST = Wording(r" [A-Z]\w+$")
_WISHED = Wording(r"(?:some|for|to|hearing|like|[Ss]pin) [A-Z]\w+")
_WISHES_PLAY = Wording(
    r"(?:it )?would be (?:nice|lovely|great|good) to (?:have|hear) |"
    r"(?:spin|give me some|hit me with some) |"
    r"(?:how about|time for) some |"
    r"(?:i|we) (?:am in the mood for|fancy|feel like|could go for) |"
    r"(?:i|we) (?:[a-z]+ ){1,4}(?:to|for|like)"
    r" (?:hear|listen to|listening to|hearing|play|some)"
    r"\b"
)
_WANTS_TITLE = Wording(
    r"\b(?:want to|like to|love to|wanna)"
    r" (?:see|hear|watch|play|listen to)"
    r" (?:the (?:song|movie|film|album|show) )?"
    r"[A-Z0-9]"
)
