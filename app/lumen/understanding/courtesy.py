"""Wake word, fillers and politeness around a command."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

import re
from dataclasses import replace

from lumen.understanding.utterance import Utterance

_NAME = r"(?:lumen|loomen|lumin|luman|lumon|lumens|loomin|blumen|computer|assistant)"
_FRONT = re.compile(
    rf"(?:(?:hey|hi|hello|okay|oh|so|yo|dear)? ?{_NAME}(?=$| )|(?:um+|uh+|erm*|hmm+|well|so|okay|alright|all right|oh|ah|hey|hi|hello|and|but|yo|excuse me|sorry|just|now|then|actually|quick|hey there|"
    r"please|kindly|pretty please|yes|yeah|yep|sure|right|god|man|dude|buddy|"
    r"go ahead and|go now and|be (?:so kind|a dear|a darling) (?:as to|and)|do me a favor and|if you (?:can|could|would|do not mind|please)|when you (?:can|get a chance)|feel free to|"
    r"(?:would|do) you mind(?: (?:if (?:you|we|i)|please))?|(?:could|can|would|will|may|might) (?:you|u|ya)(?: (?:please|kindly|just|maybe|quickly|go ahead and|possibly|be able to|be so kind as to|help me(?: to)?|perhaps|now))*|"
    r"(?:would|do) you mind(?: if (?:you|we|i))?|would it be possible (?:to|for you to)|is it possible (?:to|for you to)|are you able to|i was wondering if you (?:could|can)|do you think you (?:could|can)|"
    r"i (?:want|need|would like|would love|wish|really need|really want|would appreciate it if|command|must have|demand|have|am going to need|will need|just want|just need)(?: for)? (?:you|u)(?: (?:to|should|would|could))*|you (?:can|may|should|need to|have to|must|could|better|might)(?: now)?|"
    r"(?:may|can|could|might) i ask you to|i (?:said|told you to|asked you to|say|think you should|think i want to|guess)|it is time to|make sure (?:to|you)|try to|let us (?:please |just |go ahead and )*|(?:i|we) (?:have|got|have got|need|really need)(?: to)?(?= (?:set|start|make|go|skip|pause|stop|turn|mute|rewind)\b)|(?:i|we) (?:would like|want|need|wish|wanna|have|got)(?: (?:to|please))+(?= (?:go|skip|pause|stop|resume|mute|unmute|turn|rewind|jump|fast|move|set|raise|lower|increase|decrease|continue|restart|shuffle|repeat|change|switch|seek|start over|replay|return)\b)|"
    r"can (?:we|i)(?: (?:please|just))*(?= (?:go|skip|pause|stop|resume|mute|unmute|turn|rewind|jump|fast|move|set|raise|lower|increase|decrease|continue|restart|shuffle|repeat|change|switch|replay|return)\b))(?=$| ))"
)
_BACK = re.compile(
    rf" (?:please|pls|{_NAME}|for me|right now|(?<! me )(?<!apocalypse )now|if you (?:can|could|would|please|do not mind|will)|would you(?: please| kindly)?|will you(?: please)?|could you(?: please)?|can you(?: please)?|okay|thanks|thank you|thank you very much|"
    r"thanks a lot|right away|already|for (?:us|now|a (?:bit|second|moment|minute|while|sec))|quickly|this (?:instant|moment|second)|real quick|though|a s a p|asap|immediately|straight away|at once|cheers|sir|when you (?:can|get a chance)|kindly|pretty please|yeah|already|lol|haha|ok|will ya|would ya)$"
)
_VOCATIVE = re.compile(r" (?:buddy|my friend|friend|dear|mate|man|dude|then)$")
_OPEN = re.compile(
    r"(?:play|find|search|watch|listen|show|look|queue|stream|get|put|i )\b"
)
_DOING = {
    "pausing": "pause", "stopping": "stop", "lowering": "lower", "turning": "turn",
    "skipping": "skip", "playing": "play", "raising": "raise", "muting": "mute",
    "rewinding": "rewind", "going": "go", "putting": "put", "changing": "change",
    "increasing": "increase", "resuming": "resume", "shuffling": "shuffle",
    "repeating": "repeat", "setting": "set", "opening": "open", "finding": "find",
    "searching": "search", "showing": "show", "starting": "start", "jumping": "jump",
    "switching": "switch", "slowing": "slow", "speeding": "speed", "moving": "move",
    "unmuting": "unmute", "decreasing": "decrease", "continuing": "continue",
}  # fmt: skip
"""Would you mind ...ing."""

_MOST_ROUNDS = 8


def without_courtesy(utterance: Utterance) -> Utterance:
    """An utterance without what is said around a command.

    Returns:
        What is left; without words when there was nothing else.
    """
    plain = utterance.plain
    start, end = 0, len(utterance.words)
    for _ in range(_MOST_ROUNDS):
        match = _FRONT.match(plain)
        if match is None or not match[0].strip():
            break
        start += len(match[0].split())
        plain = plain[match.end() :].strip()
    for _ in range(_MOST_ROUNDS):
        match = _BACK.search(plain)
        if match is None and not _OPEN.match(plain):
            match = _VOCATIVE.search(plain)
        if match is None:
            break
        end -= len(match[0].split())
        plain = plain[: match.start()]
    bare = utterance.part(start, max(start, end))
    if start and bare.words and bare.words[0] in _DOING:
        return replace(bare, words=(_DOING[bare.words[0]], *bare.words[1:]))
    return bare
