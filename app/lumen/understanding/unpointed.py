"""A reason and a command in one breath: a recogniser writes no commas."""

from __future__ import annotations

from dataclasses import replace

from lumen.core.intent import Intent
from lumen.understanding.clauses import unheard
from lumen.understanding.closed import closed
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.hearing import Hearing
from lumen.understanding.opened import clear_open
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_LEAD = r"(?:(?:oh|okay|ugh|hey|sorry|wait|well|right|so|man|god|no|yes|and) )*"
_VERY = (
    r"(?:(?:way|far|a bit|a little|much|so|too|very|really|pretty|quite|getting|just|"
    r"kind of|not|still|absolutely|super) )*"
)
_SUCH = (
    r"(?:loud|quiet|noisy|soft|slow|fast|boring|long|dull|awful|terrible|great|good|"
    r"lovely|amazing|beautiful|brilliant|over|done|finished|bad|annoying|scary|sad|"
    r"funny|late|early|nice|perfect|rubbish|horrible|my favorite|enough|deafening|"
    r"catchy|fantastic|wonderful|hurting my (?:ears|head)|killing my (?:ears|head)|"
    r"too much|hard to (?:hear|follow|understand)|putting me to sleep|not loud enough|"
    r"not (?:working|my thing|for me))"
)
_IT = r"(?:it|this|that|(?:the|this|that|my) [a-z]+(?: [a-z]+)?)"
_WHOLE = Wording(
    rf"{_LEAD}(?:"
    rf"{_IT}(?:'s| is| was| sounds) {_VERY}{_SUCH}"
    r"(?: (?:for me|now|again|already|in here|for us|today|here))*|"
    rf"(?:he|she|they)(?:'s| is| are| sounds?| talks?| speaks?| reads?) {_VERY}"
    r"(?:loud|quiet|slow|slowly|fast|quickly|boring|annoying)(?: (?:for me|now))*|"
    r"(?:i am|we are|everyone is|everybody is|(?:the|my) [a-z]+(?:'s| is|s are| are))"
    r" (?:so |very |just |all |really )*(?:back|home|ready|here|bored|tired|cold|done|"
    r"finished|awake|hungry|on the phone|asleep|sleeping|leaving|busy|working|"
    r"ringing|calling|crying|knocking|coming|trying to (?:sleep|work|study|read))"
    r"(?: (?:now|again|already|from work|home|for now|with (?:it|this|that)))*|"
    r"(?:i|we) (?:(?:really|just|do|did|absolutely|totally|kind of) )*"
    r"(?:love|like|adore|hate|loathe|missed|lost|heard|know|"
    r"(?:(?:can|could|did|do) not|(?:can|could) (?:hardly|barely))"
    r"(?: (?:really|quite|even|much))* (?:hear|catch|follow|understand|like|see|get|"
    r"make out|love|stand)) "
    rf"(?:{_IT}|him|her|them|what (?:he|she|they) (?:said|says|is saying|are saying)|"
    r"a (?:word|thing)|anything|the last (?:bit|part|line|word|minute|scene))"
    r"(?: (?:at all|anymore|already|before|in here|from here|so much|very much))*|"
    r"(?:i|we) (?:fell asleep|dozed off|nodded off|got distracted|was not listening|"
    r"was away|have had enough|have seen (?:it|this)(?: (?:one|already|before))*|"
    r"have heard (?:it|this)(?: (?:one|already|before|song|episode))*)|"
    r"what did (?:he|she|they|it) (?:just )?say|"
    r"where were we(?: (?:in|with) (?:the|my|that) [a-z]+)?|where was i|"
    r"(?:someone|somebody|[a-z]+)(?:'s| is) (?:at the door|calling|ringing|crying|"
    r"on the phone|asleep|sleeping|here|back)|"
    r"(?:(?:the|my) )?(?:phone|break|call|phone call|lunch|dinner|meeting|shower|door|"
    r"doorbell|baby|oven)(?:'s| is) (?:over|done|ringing|finished|asleep|ready|crying)|"
    r"(?:i|we) (?:have|need|got|have got) to (?:go|leave|run|sleep|concentrate|focus|"
    r"study|work|think|(?:answer|get|take) (?:this|the (?:door|phone|call)|that|this "
    r"call)|go to (?:the )?(?:bathroom|toilet|loo|bed|door))|"
    r"my (?:watch|clock|phone) (?:stopped|died|is dead|is broken|is broke)|"
    r"(?:i|we) (?:have had|had) (?:a|such a) (?:\w+ )?(?:rough|long|hard|bad|"
    r"terrible|tough|stressful|busy|great|good|weird) (?:day|week|morning|night)|"
    r"i (?:am|feel|am feeling) (?:so |a bit |very )?(?:sad|down|blue|stressed|lonely|"
    r"low|happy|tired|bored|sleepy|romantic|nostalgic)(?: (?:today|tonight|now))*|"
    r"not (?:this|that) (?:one|song|again)(?: again)?|(?:nice|great|good|lovely|what a "
    r"(?:great|lovely|nice)) (?:one|song|tune|track)"
    r")"
)
_LEAST, _SURE = 0.84, 0.88
_UNSURE = frozenset(("next_episode", "previous_episode"))
"""Said of a cake, too: "i don't like it, get me another one"."""

_MOST_WORDS = 24
_SAID = frozenset(
    "pause_playback resume_playback adjust_volume seek_content adjust_speed "  # noqa: SIM905 - a table of words
    "next_episode previous_episode shuffle repeat time_date like set_timer".split()
)


def behind_reason(heard: Utterance, hearing: Hearing) -> Intent | None:
    """The command that follows a whole sentence without a stop between them.

    Args:
        heard: Without politeness.
        hearing: What it is judged by.
    """
    count = len(heard.words)
    if not 3 <= count <= _MOST_WORDS or not _FIRST.match(heard.plain):
        return None
    for at in range(count - 1, 1, -1):  # the longest reason: "a bit loud" is one
        reason = heard.part(0, at)
        if not _WHOLE.fullmatch(reason.plain):
            continue
        rest = without_courtesy(heard.part(at, count))
        found = closed(rest, hearing.context.players)
        if found is None and _PLAYS.match(rest.plain):
            return clear_open(rest, hearing)
        if found is not None and found.name == "repeat" and unheard(reason):
            return None
        least = _SURE if found is not None and found.name in _UNSURE else _LEAST
        if found is not None and found.name in _SAID and found.confidence >= least:
            return replace(found, confidence=max(0.86, min(found.confidence, 0.9)))
    return None


_PLAYS = Wording(
    r"(?:play(?! (?:is|was|by|with|to|time|date)\b)|put on|let us (?:hear|watch)|"
    r"find me|suggest|recommend) "
)
_FIRST = Wording(
    rf"{_LEAD}(?:it|this|that|the|my|he|she|they|i|we|everyone|everybody|someone|"
    r"somebody|what did|where|not|phone|break|call|lunch|dinner|nice|great|good|lovely|"
    r"what a|[a-z]+(?:'s| is))\b"
)
"""How such a reason begins, so that most sentences are not tried."""
