"""Wishes in the passive voice, said as commands: "can the volume be raised"."""

from __future__ import annotations

import re
from dataclasses import replace

from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_DONE = {
    "paused": "pause", "stopped": "stop", "raised": "raise", "lowered": "lower",
    "increased": "increase", "decreased": "decrease", "reduced": "reduce",
    "turned": "turn", "muted": "mute", "unmute": "unmute", "silenced": "silence",
    "skipped": "skip", "played": "play", "rewound": "rewind", "restarted": "restart",
    "shuffled": "shuffle", "repeated": "repeat", "looped": "loop", "resumed": "resume",
    "set": "set", "changed": "change", "switched": "switch", "opened": "open",
    "launched": "launch", "boosted": "boost", "started": "start",
    "continued": "continue", "put": "put", "replayed": "replay", "cranked": "crank",
    "brought": "bring", "cut": "cut", "dropped": "drop", "slowed": "slow",
    "sped": "speed", "adjusted": "adjust", "queued": "queue", "liked": "like",
    "turn": "turn",
}  # fmt: skip
_DOING = "|".join(_DONE)
_OBJECT = (
    r"(?P<object>(?:it|this|that|everything|music|volume)|"
    r"(?:the|my|this|that|some|another|a|an|our|these|all of|all) (?:\w+ ){0,3}?\w+)"
)
_ASKED = Wording(
    rf"(?:can|could|may) {_OBJECT} (?:please )?(?:be|get) (?:please )?"
    rf"(?P<verb>{_DOING})(?P<rest>(?: .*)?)"
)
_WANTED = Wording(
    r"(?:(?:can|could|may) (?:i|we|you) (?:please )?(?:have|get)|"
    r"(?:i|we) (?:want|need|would like)(?: to have)?|have|get|let|make) "
    rf"{_OBJECT} (?:to be |be )?(?P<verb>{_DOING})(?P<rest>(?: .*)?)"
)
_NEEDED = Wording(
    rf"{_OBJECT} (?:should|must|needs to|has to|ought to|can|could)"
    rf" (?:please )?be (?P<verb>{_DOING})(?P<rest>(?: .*)?)"
)
_MOST_WORDS = 14


def active(utterance: Utterance) -> Utterance | None:
    """The command that a wish in the passive voice is; None for other sentences."""
    if not 3 <= len(utterance.words) <= _MOST_WORDS:
        return None
    plain = utterance.plain
    for pattern in (_ASKED, _WANTED, _NEEDED):
        match = pattern.fullmatch(plain)
        if match is not None:
            return _turned(utterance, match)
    return None


def _turned(utterance: Utterance, match: re.Match[str]) -> Utterance:
    """Verb, object and the rest, each word in its place of what was said."""
    plain = utterance.plain

    def at(char: int) -> int:
        return plain.count(" ", 0, char)

    verb = at(match.start("verb"))
    first, behind = at(match.start("object")), at(match.end("object")) + 1
    words = (
        _DONE[match["verb"]],
        *utterance.words[first:behind],
        *utterance.words[verb + 1 :],
    )
    spans = (
        utterance.spans[verb],
        *utterance.spans[first:behind],
        *utterance.spans[verb + 1 :],
    )
    return replace(utterance, words=words, spans=spans, stops=frozenset())
