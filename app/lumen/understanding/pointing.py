"""A command that points at what the clause before it named: "then put it on"."""

from __future__ import annotations

from lumen.understanding.amounts import find_amounts
from lumen.understanding.media_phrases.everyday import may_be_name
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_ASK = (
    r"(?:(?:please|so|then|just|now|and|can you|could you|can we|could we|may we|"
    r"would you|"
    r"will you|let us|(?:i|we) (?:want|would like|would love) to|maybe) )*"
)
_AGAIN = r"(?: (?:please|then|now|for (?:me|us)|on|up|instead|again))*"
_PLAYS = Wording(
    rf"{_ASK}(?:put|play|stick|pop|throw|start|queue|hear|listen to|watch|see|have|try|"
    rf"view)"
    rf" (?:it|that|this|them|that one|this one|some|one|some of (?:it|that|"
    rf"theirs)){_AGAIN}"
)
_FINDS = Wording(
    rf"{_ASK}(?:find|search for|look for|look up|get|show me|do (?:we|you|i) have|"
    rf"have (?:we|you|i) got)(?: me)? (?:it|that|them|one|some|any|something|that "
    rf"one){_AGAIN}"
)
_GOES = Wording(
    rf"{_ASK}(?:go|jump|skip|move|take (?:me|us)|start|seek)(?: to)? "
    rf"there{_AGAIN}"
)
_OPENS = Wording(
    rf"{_ASK}(?:open|launch|start|bring up|run|fire up) (?:it|that|"
    rf"this){_AGAIN}"
)
_NAMED = Wording(
    r".*\b(?:called|named|titled|entitled) (?P<name>.+)|"
    r"(?:.* )?(?:there is|i have) (?:a|this|that|one) (?:song|track|tune|one) "
    r"(?:that |which )?(?:goes|starts(?: off)? with|begins with|"
    r"with the (?:words|lyrics|line)) (?P<sung>.+)|"
    r"(?:okay |well |so |hm+ |right )*(?:let us )?(?:(?:go with|choose|try|pick)|"
    r"(?:i|we) (?:will|would|could) (?:go with|choose|pick|take|like|love|have|prefer)|"
    r"(?:i|we) (?:choose|pick|want|love|adore|fancy|prefer|have heard of|heard of|"
    r"heard about|read about|was told about)|what about|how about|"
    r"(?:my|our) (?:favorite|\w+'s favorite|all time favorite)(?: \w+)? (?:is|was)|"
    r"(?:somebody|someone|my \w+|a friend|he|she|they) (?:recommended|suggested|"
    r"mentioned|told (?:me|us) (?:about|of)|"
    r"loves|likes|adores|recommends))(?: (?:the (?:song|film|movie|album|show|band)))?"
    r" (?P<chosen>.+?)(?: (?:then|instead|please|today|tonight))*"
)
_MADE_BY = Wording(
    r"(?:i heard |apparently |they say |i read |i know )?(?P<who>[^ ]+(?: [^ ]+){1,2}?)"
    r" (?:has |have )?(?:made|makes|directed|directs|wrote|writes|recorded|did|does|"
    r"stars"
    r" in|starred in|plays in|is in) (?:(?:some|a few|many|a lot of|great|good|nice|"
    r"lovely|"
    r"wonderful|amazing|really|very|other|new) )*(?P<kind>films|movies|songs|albums|"
    r"shows|"
    r"records|music|series)"
)


def pointed(before: Utterance, last: Utterance) -> str:
    """The command in full words, if the last clause points at what was named before.

    Args:
        before: The clause before the last one.
        last: The last clause.

    Returns:
        A sentence to understand instead; empty when nothing is pointed at.
    """
    plain = last.plain
    if _GOES.fullmatch(plain):
        place = _place(before)
        return f"go to {place}" if place else ""
    if _OPENS.fullmatch(plain):
        app = _USES.fullmatch(before.plain)
        return f"open {before.said(*app.span('app'))}" if app else ""
    if _FINDS.fullmatch(plain):
        made = _MADE_BY.fullmatch(before.plain)
        if made:
            return f"find {made['kind']} by {before.said(*made.span('who'))}"
        name = _name(before)
        return f"find {name}" if name else ""
    if _PLAYS.fullmatch(plain):
        name = _name(before)
        return f"play {name}" if name else ""
    return ""


_USES = Wording(
    r".*\b(?:use|using|need|want|try|back to|with) (?P<app>[^ ]+(?: [^ ]+)?)(?: now| "
    r"today)?"
)


def _name(clause: Utterance) -> str:
    match = _NAMED.fullmatch(clause.plain)
    if match is None:
        return ""
    start, end = match.span(match.lastgroup or "name")
    if match["sung"]:
        return clause.said(start, end)
    said = clause.said(start, end)
    return said if may_be_name(clause.plain[start:end]) or said[:1].isupper() else ""


def _place(clause: Utterance) -> str:
    found = find_amounts(clause.plain, times=True)
    places = [amount for amount in found.amounts if amount.kind in "td"]
    if len(places) != 1:
        return ""
    return clause.plain[places[0].start : places[0].end]
