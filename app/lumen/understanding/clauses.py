"""A command among sentences that only say why, how one feels, or thanks."""

from __future__ import annotations

from itertools import pairwise

from lumen.core.intent import Intent
from lumen.understanding import veto
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_MOST_WORDS = 32
_MOST_CLAUSES = 5
_JOINTS = frozenset(("so", "but", "and", "then", "now", "because"))
_STARTS = frozenset(
    ("i", "we", "my", "he", "she", "it", "someone", "somebody", "there")
)
_LINKS = frozenset(("so", "but"))

_SPOILS = Wording(
    r"\b(?:said|says|(?:was|kept|keeps) saying|say that|laughed|"
    r"(?:he|she|they|everyone|we|i) (?:goes|go|went(?= (?:pause|stop|turn|play))|"
    r"was like|"
    r"were like|is like|are like)|told|tells|asked|asks|shout\w*|yell\w*|scream\w*|"
    r"whisper\w*|repl(?:y|ied|ies)|wrote|text(?:ed|ing)|announced|explained|insisted|"
    r"yesterday|last (?:week|month|year|summer|winter|time)|ago|used to|supposed to|"
    r"would have|could have|should have|did you know|have you ever|do you (?:like|ever|"
    r"think|remember|believe|watch|listen|play|prefer|have a)|did you|were you|are you)"
    r"\b"
)
"""Words of a story, a quotation or a question to Lumen: nothing in it is meant."""

_SUPPOSED = Wording(
    r"(?:if|unless|whenever|suppose|imagine|once|while|as soon as|until|because when|"
    r"every time|when(?! you (?:have|get|can))|before|after|should (?:i|we)|what if|"
    r"how do|how to|how can|why|does|did|is it|are there|has|have you)\b"
)
_FORBIDS = Wording(
    r"(?:(?:please|so|but|and|just|no|okay|hey|lumen) )*"
    r"(?:do not(?! (?:forget|worry|mind|know|like|want|feel))|never|no need|not|"
    r"let us not|without|instead of|rather than|"
    r"you (?:do|need|must|should|can|will) not|stop (?:asking|telling|saying)|quit|"
    r"avoid)\b"
)
_DENIED_DEED = Wording(
    r"\bnot\b.*\b(?:pause|play|stop|skip|turn|mute|unmute|change|resume|rewind|restart|"
    r"raise|lower|shuffle|repeat|open|set|asking|talking|meant?|mean|ask|told|tell)\b"
)
_FLAVOUR = Wording(
    r"not (?:my|this|that|again|another|really|bad|the (?:best|right))\b"
)


_STATES = Wording(
    r"(?:.*\b(?:i|we|it|this|that|he|she|they|you|there|who|what|which|someone|"
    r"somebody|"
    r"(?:the|my|our|your|his|her|their|this|that|these|those|some|a|an)"
    r" (?:[^ ]+ ){0,3}?"
    r"[^ ]+|[^ ]+'s|everyone|everybody|nobody) (?:[^ ]+ )?"
    r"(?:am|is|are|was|were|be|have|has|had|do|does|did|can|could|will|would|may|might|"
    r"need|needs|want|wants|love|loves|like|likes|hate|hates|adore|adored|enjoy|"
    r"enjoyed|"
    r"missed|lost|forgot|fell|fall|went|got|get|gets|getting|keeps?|kept|dozed|feel|"
    r"feels|"
    r"know|knew|think|thought|guess|remember|hear|heard|see|saw|seems?|sounds?|looks?|"
    r"hurts?|aches?|sleeps?|starts?|started|ends?|ended|begins?|began|came|comes|"
    r"finished|"
    r"finish|reminds?|drives?|wakes?|woke|prefer|wonder|promise|hope|wish|understand|"
    r"reads?|speaks?|talks?|goes|loved|liked|hated|left|make|makes|should|must|took|"
    r"takes|"
    r"gave|found|rang|broke|woke|[a-z]{2,}ed)\b.*|"
    r".*\b(?:ringing|calling|sleeping|asleep|crying|knocking|waiting|coming|made|done|"
    r"back|over|ready|finished|hungry|bored|tired|busy|late|awake)(?: .*)?|"
    r"(?:what an?|such an?|how) .*|(?:my|our) [a-z]+'s favorite.*|"
    r"[a-z]+'s (?:at|on|in|here|not|just|already|still|been|got) .*|"
    r"not (?:my|this|that|again|another|really|bad|the (?:best|right)).*)"
)
"""Somebody or something does or is something: why a command is given."""

_EXCLAIMS = Wording(
    r"(?:(?:do not (?:forget|worry)(?: (?:this|that|it))?(?: one)?|"
    r"(?:give me|hang on|hold on|wait) (?:a|one) (?:sec|seconds?|moment|minutes?|mo)|"
    r"where were we|i am (?:ready|back|here)|tell me|go there|i have no (?:clue|idea)|"
    r"oh|ah|well|okay|alright|right|"
    r"sorry|silly me|my bad|whoops|oops|ugh|argh|hm+|"
    r"hmm|wow|yes|yeah|yep|no|nope|please|thanks|thank you|cheers|bless you|hello|hi|"
    r"hey|"
    r"good (?:morning|evening|night|afternoon)|excuse me|pardon(?: me)?|wait|hang on|"
    r"hold on|one (?:moment|second)|listen|look|actually|you know what|honestly|"
    r"so much|very much|a lot|ever so much|kindly|dear|love|darling|honey|mate|buddy|"
    r"again|there|then|sir|goodness|gosh|man|boy|great|nice|cool|perfect|lovely|"
    r"wonderful|enough|help me out|be nice|come on|lumen|just wondering|never mind|"
    r"too (?:loud|quiet|slow|fast|long|boring|bright)|that will be all|for now|tonight|"
    r"not (?:this|that|again)|if you (?:can|could|would|please|do not mind|like)|"
    r"if (?:possible|it is (?:no|not too much) (?:trouble|to ask|bother)))"
    r" ?)+"
)
_ENDS = Wording(r"[,.;!?]")


def clauses(utterance: Utterance) -> list[Utterance]:
    """The parts between commas and full stops; one if there are none, or too many."""
    words = utterance.words
    joints = {
        at - 1
        for at in range(2, len(words) - 1)
        if words[at] in _LINKS or (words[at - 1] == "please" and words[at] in _STARTS)
    }
    stops = [
        stop
        for stop in sorted(utterance.stops | joints)
        if stop in joints or _parts_at(utterance, stop)
    ]
    if len(utterance.words) > _MOST_WORDS or not 0 < len(stops) < _MOST_CLAUSES:
        return [utterance]
    edges = [0, *(stop + 1 for stop in stops), len(utterance.words)]
    parts = []
    for start, end in pairwise(edges):
        first = start
        while first < end - 1 and utterance.words[first] in _JOINTS:
            first += 1
        parts.append(utterance.part(first, end))
    return parts


def _parts_at(utterance: Utterance, stop: int) -> bool:
    """Whether a comma or full stop behind a word ends a clause."""
    end = utterance.spans[stop][1]
    return _ENDS.match(utterance.original, end) is not None


def is_context(clause: Utterance) -> bool:
    """Whether a clause beside a command only says why, how one feels, or thanks."""
    plain = clause.plain
    if _EXCLAIMS.fullmatch(plain):
        return True
    if _SPOILS.search(plain) or _SUPPOSED.match(plain):
        return False
    if veto.edits_list(plain) or veto.about_lumen(plain):
        return False
    if _DENIED_DEED.search(plain) or not _STATES.fullmatch(plain):
        return False
    return not _FORBIDS.match(plain) or _FLAVOUR.match(plain) is not None


_UNHEARD = Wording(
    r".*\b(?:did|do|could|can) not (?:quite |really )?(?:hear|catch|understand|"
    r"follow)\b.*|"
    r".*\b(?:what did you say|say that again|missed what you said)\b.*"
)


def unheard(clause: Utterance) -> bool:
    """Whether a clause says that Lumen itself was not understood."""
    return _UNHEARD.fullmatch(clause.plain) is not None


_FOND = Wording(
    r"(?:(?:i|we) (?:really |just |absolutely )?(?:adored|loved|liked|enjoyed|finished|"
    r"watched|saw|love|like|adore|finished watching|just saw)|"
    r"i am (?:keen on(?: discovering)?|into|fond of|a fan of|crazy about))"
    r" (?P<what>(?!it\b|this\b|that\b|the (?:song|movie|show|film|one)\b|them\b).+?)"
    r"(?: (?:last night|yesterday|so much|a lot|very much|already))*"
)


def fond_of(clause: Utterance) -> str:
    """What a clause says that somebody likes: "I adored The Crown"; or nothing."""
    match = _FOND.fullmatch(clause.plain)
    return clause.said(*match.span("what")) if match else ""


_BARE = frozenset(
    ("pause", "freeze", "mute", "unmute", "rewind", "skip", "resume", "unpause",
     "louder", "quieter", "shuffle")
)  # fmt: skip
_SAID_IN_TALK = frozenset(
    ("go on", "go ahead", "stop it", "come on", "hold it", "that is it")
)
"""More often said to a friend than to a player."""

_ASKING = frozenset(
    ("what_is_playing", "content_info", "time_date", "search_content",
     "browse_category", "get_recommendation")
)  # fmt: skip
_PLAINLY = Wording(
    r"\b(?:this (?:song|track|tune|music|movie|film|show|episode|video|album|podcast|"
    r"one|"
    r"recording|documentary|series|band|artist|piece)|playing|right now|currently|"
    r"(?:suggest|recommend)(?: (?:me|us))? (?:a|an|some|something)|"
    r"(?:need|want|would like|find me|give me) something|watch next|listen to next|"
    r"in that style|do you suggest|something [a-z]+$|"
    r"(?:search|look) for|find me|the (?:lady|man|woman|guy|singer|band) singing)\b"
)
_TODAY = Wording(r"\b(?:today|tomorrow|time is it|the time|o'clock|date is it|noon)\b")
_TOLD = Wording(
    r"(?:i|it|that|this|he|she|they|there|who|which|how|when|where|why|you|did|do|"
    r"does|is|are|was|were)\b"
)
_WISH = Wording(
    r"(?:i (?:want|need|would|wanna|could|am in the mood)|this is too|it is too|"
    r"that is too|(?:the|my) .* (?:is|should|needs?|must)|do (?:we|you) have|is there|"
    r"are there)\b"
)


def plainly_meant(found: Intent, clause: Utterance, talk: float) -> bool:
    """Whether a clause is a command even among other sentences.

    Args:
        found: What it is on its own.
        clause: The clause, without politeness.
        talk: How much all sentences sound like conversation, 0 to 1.
    """
    plain = clause.plain
    if plain in _SAID_IN_TALK:
        return False
    if len(clause.words) == 1 and clause.words[0] not in _BARE:
        return False
    if found.name == "time_date":
        return _TODAY.search(plain) is not None
    if found.name in _ASKING:
        return talk < _TALKS_ASKING or _PLAINLY.search(plain) is not None
    if _TOLD.match(plain) and not _WISH.match(plain):
        return False
    return found.name not in _NAMING or talk < _TALKS


_NAMING = frozenset(("play_content", "select_channel", "open_app", "like"))
_TALKS_ASKING = 0.9
_TALKS = 0.995
