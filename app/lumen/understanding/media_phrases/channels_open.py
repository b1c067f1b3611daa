"""Stations by name: anything that is called a station, a channel or a radio."""

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.understanding.amounts import find_amounts
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_VERB = (
    r"(?:play|put on|turn on|switch on|start|tune(?: in)?(?: to| into)?|"
    r"listen to|go to|switch to|change to|open|give me|get(?: me)?|"
    r"i want(?: to (?:hear|listen to))?|"
    r"i would like to (?:hear|listen to)|let us hear|let me hear|hear|"
    r"find|activate|turn|select|set|put)"
)
_STATION = Wording(
    rf"{_VERB}"
    r"(?: (?:me|the|my|on|to|a|an|any|some|local))*"
    r" (?:(?:radio station|radio channel|radio|station|fm|am|f m|a m|channel)"
    r"(?: (?:called|named|with|number|to))?"
    r" (?P<after>"
    r"(?!please|now|on|in|and|for|from|with|orange|station|stations|"
    r"channel)"
    r"[\w.&' ]{1,40}?)|"
    r"(?P<before>[\w.&' ]{1,40}?)"
    r" (?:radio stations?|radio channel|radio|fm|am|stations?|"
    r"the radio station|channel|f m))"
    r"(?: (?:please|now|for me|radio|station|fm|am|"
    r"on (?:the )?(?:radio|tv|air|stereo|speakers?)|in (?:the|my) \w+))*",
    needs="radio station fm am channel f m a m",
)
_NONE = Wording(
    r"(?:(?:"
    r"the|my|a|an|some|any|this|that|me|local|next|previous|another|"
    r"different|other|in|clock|car|fm|am|internet|favorite|new|"
    r"satellite|tv)"
    r" ?)+|"
    r"next|previous|.*\bpodcast\b.*"
)


_OVER = Wording(
    r"(?:switch|change|turn|flip|go)"
    r"(?: (?:it|the tv|the channel|the television|the radio))?"
    r"(?: (?:over|back))? to (?:the )?"
    r"(?P<name>(?!next|previous|last|other|another|same|volume|level|page|scene|"
    r"chapter|"
    r"episode|season|track|song|minute|speed|player|tab|screen)"
    r"[\w' ]{2,30}? (?:channel|network|sports?|news|tv|radio|\d+))"
)
_MOST_STATIONS = 20
"""A higher number behind "radio" is a frequency."""

_MOST_WORDS = 14
_CALLED = Wording(r"\b(?:stations?|channel|fm|am)\b")
_SERVICE = Wording(r"\b(?:last fm|i ?heart)\b")


def station_in(utterance: Utterance, evidence: float, stations: float) -> Intent | None:
    """A station, if a part of a sentence asks for one by name.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like a wish to play something, 0 to 1.
        stations: How much they sound like a station, 0 to 1.
    """
    if len(utterance.words) > _MOST_WORDS:
        return None
    over = _OVER.fullmatch(utterance.plain)
    if over:
        said = utterance.said(*over.span("name"))
        return Intent("select_channel", {"channel": said}, 0.9)
    match = _STATION.fullmatch(utterance.plain)
    if match is None or evidence < 0.2 or _SERVICE.search(utterance.plain):
        return None
    if stations < 0.05 and not _CALLED.search(utterance.plain):
        return None
    group = "after" if match["after"] else "before"
    if _NONE.fullmatch(match[group]):
        return None
    start, end = match.span(group)
    found = find_amounts(match[group])
    numbered = found.text.startswith("§") and found.amounts[0].value > _MOST_STATIONS
    bare = utterance.plain[:start].endswith(" radio ")
    if group == "after" and bare and not numbered:
        start -= len("radio ")
    behind = utterance.plain[end : end + 3]
    if behind in (" fm", " am"):
        end += 3
    return Intent("select_channel", {"channel": utterance.said(start, end)}, 0.9)
