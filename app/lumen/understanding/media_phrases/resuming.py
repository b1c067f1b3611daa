"""Go on with a title, or begin it anew."""

from __future__ import annotations

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.media_phrases.everyday import may_be_name, of_the_world
from lumen.understanding.media_phrases.kinds import kind_of
from lumen.understanding.media_phrases.places import IN_PLAYER
from lumen.understanding.media_phrases.unplayable import not_playable, not_resumed
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_RESUME = Wording(
    r"(?P<verb>"
    r"resume|continue|unpause|carry on|go on|"
    r"(?:get|go|come) back to(?= (?:read|play|watch|listen)\w* (?!your\b|to your\b))|"
    r"keep(?: on)?(?= (?:read|play|watch|listen))|"
    r"restart|start over|replay)"
    r"(?: (?:with|play of|playing|play|playback of|the playback of|"
    r"audio playback of|watching|reading|listening to|the))*"
    r" (?P<what>.+?)(?: playback| again| to (?:me|us))*"
)


def resume_in(utterance: Utterance, evidence: float) -> Intent | None:
    """A title to go on with, or to begin anew.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like that, 0 to 1.
    """
    match = _RESUME.fullmatch(utterance.plain)
    if match is None or not_playable(match["what"]) or len(utterance.words) > 12:
        return None
    if not_resumed(match["what"]) or _ARTICLE.fullmatch(match["what"] + " "):
        return None
    what = match["what"]
    speaks = bool(kind_of(what))
    sure = _NAMES.match(utterance.plain) is not None and may_be_name(what)
    anew = match["verb"] in ("restart", "start over", "replay")
    if anew and not speaks and of_the_world(_ARTICLE.sub("", what)):
        return None
    if not speaks and not sure and evidence < 0.3:
        return None
    start, end = match.span("what")
    where = IN_PLAYER.search(utterance.plain, start, end)
    slots: dict[str, SlotValue] = {"title": utterance.said(start, end)}
    if where is not None:
        slots["title"] = utterance.said(start, where.start())
        slots["player"] = utterance.said(*where.span("player"))
    slots["title"] = _KIND_BEFORE.sub("", str(slots["title"]))
    if _UNNAMED.match(str(slots["title"])):
        del slots["title"]  # "the book that i was listening to" is what is paused
    least = 0.87 if sure else 0.6
    confidence = 0.9 if speaks else max(least, min(0.9, evidence))
    if anew:
        return Intent("seek_content", {"seek_position": 0.0, **slots}, confidence)
    return Intent("resume_playback", slots, confidence)


_NAMES = Wording(
    r"(?:resume|continue|carry on|go on|(?:get|go) back to|keep(?: on)?) "
    r"(?:watching|reading|listening to|playing) |"
    r"(?:restart|replay) (?!it\b|this\b|that\b|from\b)"
)
"""What stands behind it is a name, if it may be one."""

_ARTICLE = Wording(r"^(?:(?:the|my|our|this|that|a|an) )+")
_UNNAMED = Wording(r"(?:that |what )?(?:i|we) (?:was|were|had|listened|watched)\b")
_KIND_BEFORE = Wording(
    r"^(?:song|movie|film|show|series|album|episode|podcast|audiobook|book|video)"
    r" (?=\S)"
)
