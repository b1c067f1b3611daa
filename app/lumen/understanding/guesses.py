"""Slots for what the classifier recognised."""

from __future__ import annotations

import re

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.amounts import find_amounts
from lumen.understanding.classifier import Guess
from lumen.understanding.media_phrases.ideas import advises_else
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.programs import APPS
from lumen.understanding.media_phrases.search import searchable
from lumen.understanding.media_phrases.search_slots import search_slots
from lumen.understanding.media_phrases.timers import sleeping
from lumen.understanding.media_phrases.unplayable import not_playable, not_resumed
from lumen.understanding.moments import moment_asked
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_DOWN = Wording(
    r"\b(?:down|lower|quieter|softer|less|decrease|reduce|quiet|lessen|"
    r"too loud|drop|low|loud|dim)"
    r"\b"
)
_UP = Wording(r"\b(?:up|louder|raise|increase|higher|boost|more)\b")
_BACK = Wording(r"\b(?:back|backwards?|rewind|previous|earlier|last|missed|again)\b")
_SLOW = Wording(r"\b(?:slow|slower|slowly|less|down|decrease|reduce|lower)\b")
_PLAYABLE = Wording(
    r"\b(?:"
    r"play|hear|listen to|watch|see|put on|stream|start|queue|open|read|"
    r"go to|use|do|load|take me to)"
    r"\b(?: (?:me|to|some|the|a|my))* (?P<what>.+)"
)


def guessed(utterance: Utterance, guess: Guess) -> Intent | None:
    """The intent of a guess; None when it needs a slot that is not there."""
    if _unlikely(utterance, guess.label):
        return None
    maker = _MAKERS.get(guess.label)
    slots = maker(utterance) if maker else {}
    if slots is None:
        return None
    confidence = guess.probability
    if guess.label in _MUST_BE_SURE:
        if confidence < _LEAST_SURE:
            return None
        confidence = min(confidence, 0.84)
    return Intent(guess.label, slots, confidence)


def _unlikely(utterance: Utterance, label: str) -> bool:
    """Whether the words speak against a guess."""
    plain = utterance.plain
    if utterance.words[-1] in ("the", "a", "my"):
        return True  # its end was left out, and that could be anything
    if len(utterance.words) == 2 and utterance.words[0] in ("next", "any"):
        return True  # "next menu" and "any time" are no commands
    if label != "set_timer" and "timer" in utterance.words:
        return True  # "pause the timer": no player is meant
    if label in _OF_TITLES and _HABIT.match(plain):
        return True
    anchor = _ANCHORS.get(label)
    return (
        (anchor is not None and not anchor.search(plain))
        or _ELSEWHERE.search(plain) is not None
        or (label == "like" and _FEW_STARS.search(plain) is not None)
        or (label == "like" and _UNLIKED.search(plain) is not None)
        or (label == "time_date" and _OF_EVENTS.search(plain) is not None)
        or (label == "content_info" and _OF_STOCKS.search(plain) is not None)
        or (label == "play_content" and "game" in utterance.words)
        or (label in _NEVER_ASKED and _QUESTION.match(plain) is not None)
        or (label == "resume_playback" and not_resumed(plain))
        or (
            label == "get_recommendation"
            and (_LIKENED.match(plain) is not None or advises_else(plain))
        )
    )


_OF_TITLES = frozenset(("play_content", "select_channel", "shuffle", "repeat"))
_HABIT = Wording(
    r"(?:(?:and|but|so|well|yeah|yes|no|oh) )*"
    r"(?:i|we|you|they|he|she|my \w+|people)"
    r"(?: (?:do|also|often|usually|always|sometimes|only|mostly|mainly|still|even|"
    r"really|just|never|both|all|kind of|sort of))*"
    r" (?:plays?|watch(?:es)?|listens?(?: to)?|hears?|sees?|reads?|sings?|streams?|"
    r"hates?|dislikes?|despises?|loathes?)\b"
)
"""Told of oneself, not wished for: "I play the piano a little"."""

_ANCHORS = {
    label: Wording(rf"\b(?:{words})\b")
    for label, words in {
        "adjust_volume": (
            r"volume|loud|louder|quiet|quieter|mute|unmute|sound|audio|hear|"
            r"up|down|soft|softer|silence|noise|high|low|lower|higher|"
            r"speakers?|silent"
        ),
        "next_episode": (
            r"next(?! (?:"
            r"time|week|month|year|day|morning|door|page|tab|slide|view|"
            r"summer|weekend|to|meeting|event))|"
            r"skip|change|another|pass|different|else|forward|after|over|"
            r"following|switch|move on|not like|do not want|hate"
        ),
        "previous_episode": "previous|last|back|before|again|prior|earlier",
        "resume_playback": (
            r"resume|continue|unpause|left off|stopped|keep|pick|carry|again|"
            r"play|start|restart|back to"
        ),
        "pause_playback": "pause|stop|halt|off|hold|freeze|quiet|silence|enough|end",
        "play_content": (
            r"play|hear|listen|watch|put on|music|songs?|radio|movies?|films?|"
            r"show|podcast|album|playlist|audiobook|episode|tunes?|stream|"
            r"station|tracks?|beats|band"
        ),
        "select_channel": "channel|station|radio|fm|am|tune|tv|frequency|show|program",
        "like": (
            r"like|love|favorites?|save|rate|stars?|thumbs|best|great|rating|"
            r"enjoy|amazing|good|remember"
        ),
        "set_timer": (
            r"timer|alarm|countdown|count|remind|wake|alert|timing|(?:set|start) (?:a |"
            r"the )?time"
        ),
        "shuffle": "shuffle|random|mix|order",
        "repeat": "repeat|loop|again|over",
        "time_date": "time|date|day|clock|hour|month|year|calendar|week|today|tomorrow",
        "seek_content": (
            r"back|forward|rewind|jump|skip (?:to|ahead|back|past|over|the (?:intro|"
            r"credits|"
            r"ads?|recap|rest|boring))|beginning|start|ahead|restart|"
            r"over|scene|part|again"
        ),
        "adjust_speed": "speed|faster|slower|slow|fast|rate|tempo|quicker|pace",
        "search_content": (
            r"find|search|look|looking|show me|get|want|watch|listen|need|"
            r"interested|see|hear|help|like to|have any"
        ),
        "browse_category": rf"(?:{KINDS})s?|library|category|section|collection",
        "content_info": (
            r"this|that|it|songs?|tracks?|movies?|films?|shows?|episodes?|albums?|"
            r"music|"
            r"band|singer|artist|actors?|actress|left|remaining|playing|watching|"
            r"listening|ends?|over|director|stars?|lyrics|cast"
        ),
        "open_app": "open|launch|start|run|go to|use",
        "get_recommendation": (
            r"recommend|suggest|suggestions?|should|good|like|similar|best|"
            r"recommendations?|any|what"
        ),
    }.items()
}
"""A guess without any of its intent's words is none."""

_QUESTION = Wording(
    r"(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|"
    r"did|has|have|had|am|he|she|they|people|everyone|someone|come)"
    r"\b"
)
_NEVER_ASKED = frozenset(
    (
        "pause_playback",
        "resume_playback",
        "adjust_volume",
        "seek_content",
        "like",
        "adjust_speed",
        "next_episode",
        "previous_episode",
        "select_channel",
        "shuffle",
        "repeat",
        "open_app",
        "set_timer",
        "play_content",
    )
)
_FEW_STARS = Wording(
    r"\b(?:zero|one|two|three|four|0|1|2|3|4|no|half an?)(?: out of \w+)?"
    r" (?:stars?|points?)\b|\b(?:points?|out of (?:six|6|ten|10))\b"
)
_UNLIKED = Wording(
    r"\b(?:off|out of|remove|delete|take|unlike|dislike|not|no longer|other|others)\b"
)
_LIKENED = Wording(r"(?:it|that|this|he|she|they) (?:is|was|are|were|looks?|felt)\b")
_OF_EVENTS = Wording(
    r"\btime (?:for|to)\b|"
    r"\bwhat time (?:do|does|did|will|can|should|are|were|(?:is|was) (?:the|my|our|his|"
    r"her|"
    r"their|a|dinner|lunch|breakfast)) (?!it\b|(?:the )?(?:clock|watch|day)\b)"
)
_OFF_IT = Wording(
    r"§[npf](?: percent| points?| notch(?:es)?)? (?:off|from|out of|less)\b|"
    r"\b(?:drop|cut|reduction|decrease|fall) of §"
)
_BY_IT = Wording(
    r"\bby §|\b(?:boost|rise|increase|raise|jump|lift) of §|"
    r"§[npf](?: percent| points?| notch(?:es)?)? (?:more|extra|on top)\b|"
    r"\b(?:add|another|extra) §"
)
"""So much the volume is changed by, and not set to."""

_OF_STOCKS = Wording(
    r"\bhow much (?!time\b|longer\b|more\b|of\b|is\b)\w+ (?:is|are|do) |"
    r"\b(?:captain|creator|maker|inventor|president|owner|boss)\b"
)
_ELSEWHERE = Wording(
    r"\b(?:one more time|lunch|dinner|factory|settings?|brew\w*|power|"
    r"spoken|e?mails?|message|birthday|transactions?|mastercard|rent|dice|coin)\b|"
    r"\bgo back to (?:school|sleep|work|bed|normal|basics|college|home)\b|"
    r"(?<!on )\brepeat(?: (?:that|it|after|yourself|please|again|the last|what)\b|"
    r"(?<=\w repeat)$)|"
    r"\b(?:paragraph|sentence|file|document|word|line|dentist|doctor|"
    r"friendship|letter|restaurant|recipe|needn't|asking me)"
    r"\b|"
    r"\btime flies\b|\bthe words (?:to|of)\b"
)
_LEAST_SURE = 0.6
_MUST_BE_SURE = frozenset(
    ("pause_playback", "open_app", "seek_content", "adjust_speed", "shuffle", "repeat")
)
"""Where the wordings know nearly everything: a guess is asked back, never done."""


def _volume(utterance: Utterance) -> dict[str, SlotValue] | None:
    plain = utterance.plain
    if re.search(r"\bun ?mute\b", plain):
        return {"mute": False}
    if re.search(r"\b(?:mute|silence|silent)\b", plain):
        return {"mute": True}
    found = find_amounts(plain)
    down = bool(_DOWN.search(plain)) and not re.search(
        r"\b(?:up|louder|too (?:low|quiet))\b", plain
    )
    for amount in found.amounts:
        if amount.kind not in "npf":
            continue
        value = amount.value if amount.kind == "n" else amount.value * 100
        if _OFF_IT.search(found.text):
            return {"volume_adjustment": -value}
        if _BY_IT.search(found.text):
            return {"volume_adjustment": -value if down else value}
        return {"volume_level": min(100.0, round(value, 1))}
    if re.search(r"\b(?:max|maximum|full|highest)\b", plain):
        return {"volume_level": 100.0}
    if down or _UP.search(plain) or "hear" in plain or "quiet" in plain:
        return {"volume_adjustment": -5.0 if down else 5.0}
    return None


def _seek(utterance: Utterance) -> dict[str, SlotValue] | None:
    found = find_amounts(utterance.plain)
    back = bool(_BACK.search(utterance.plain))
    for amount in found.amounts:
        if amount.kind == "t":
            return {"seek_position": amount.value}
        if amount.kind == "d":
            if re.search(r"\bto (?:the )?§d", found.text):
                return {"seek_position": amount.value}
            return {"seek_offset": -amount.value if back else amount.value}
    if re.search(r"\b(?:beginning|start|top|over|restart)\b", utterance.plain):
        return {"seek_position": 0.0}
    return {"seek_offset": -10.0 if back else 10.0}


def _speed(utterance: Utterance) -> dict[str, SlotValue] | None:
    found = find_amounts(utterance.plain)
    for amount in found.amounts:
        if amount.kind == "r" and 0.05 <= amount.value <= 16:
            return {"playback_speed": amount.value}
    if "normal" in utterance.words:
        return {"playback_speed": 1.0}
    return {"speed_adjustment": -0.25 if _SLOW.search(utterance.plain) else 0.25}


_NO_NEW_TIMER = Wording(
    r"\b(?:extend|prolong|lengthen|shorten|longer|shorter)\b|"
    r"(?:my|his|her|our|their|the) \w+ (?:has |had )?(?:set|started|made)\b"
)
"""Of a timer that runs, or that somebody else set."""


def _timer(utterance: Utterance) -> dict[str, SlotValue] | None:
    if _NO_NEW_TIMER.search(utterance.plain):
        return None
    for amount in find_amounts(utterance.plain).amounts:
        if amount.kind == "d":
            return {"duration": amount.value} | sleeping(utterance.plain)
    if re.search(r"\b(?:timer|count ?down|alarm)\b", utterance.plain):
        return sleeping(utterance.plain)
    return None


def _play(utterance: Utterance) -> dict[str, SlotValue] | None:
    slots: dict[str, SlotValue] = {}
    kind = kind_of(utterance.plain)
    if kind:
        slots["kind"] = kind
    match = _PLAYABLE.search(utterance.plain)
    if match and (not_playable(match["what"]) or _NO_WORK.match(match["what"])):
        return None
    if match and _TOLD_BEFORE.search(utterance.plain[: match.start()]):
        return None
    if match is None and (not kind or len(utterance.words) > 4):
        return None
    if match:
        slots["title"] = utterance.said(*match.span("what"))
    return slots


_TOLD_BEFORE = Wording(
    r"\b(?:try|tried|going|sometimes|often|always|usually|never|only|rather|mostly|"
    r"used|ever|just|while|who|which|people|he|she|they|not|even|do you|did you|"
    r"fun|favor?ite|team|game|teams|players)\b|[a-z]s to $"
)
"""Before a verb that tells of playing and does not ask for it: "i try to watch"."""

_NO_WORK = Wording(
    r"(?:a |an |the |some |another )?(?:\w+ )?(?:facts?|trivia|definitions?|bowl|"
    r"playoffs|dice|coin)\b|(?:again|when|what|how|that|either|those)\b"
)


def _search(utterance: Utterance) -> dict[str, SlotValue] | None:
    if not searchable(utterance):
        return None
    return search_slots(utterance, 0, len(utterance.plain))


def _recommend(utterance: Utterance) -> dict[str, SlotValue]:
    like = re.search(r"\b(?:like|similar to) (?P<like>[^ ].*)", utterance.plain)
    if like and not re.search(r"\bwould like\b|\bi like\b", utterance.plain):
        return {"similar_to": utterance.said(*like.span("like"))}
    genre = GENRES.search(utterance.plain)
    return {"genre": genre[0]} if genre else {}


def _channel(utterance: Utterance) -> dict[str, SlotValue] | None:
    match = re.search(
        r"\b(?:to|on|play|channel|station|radio) (?P<channel>.+)", utterance.plain
    )
    return {"channel": utterance.said(*match.span("channel"))} if match else None


def _app(utterance: Utterance) -> dict[str, SlotValue] | None:
    match = APPS.search(utterance.plain)
    return {"app": match[0]} if match else None


def _shuffle(utterance: Utterance) -> dict[str, SlotValue]:
    off = re.search(r"\b(?:off|stop|disable|no|not|cancel)\b", utterance.plain)
    return {"shuffle": "off" if off else "on"}


def _repeat(utterance: Utterance) -> dict[str, SlotValue]:
    if re.search(r"\b(?:off|stop|disable|no|not|cancel)\b", utterance.plain):
        return {"mode": "off"}
    whole = re.search(
        r"\b(?:all|playlist|album|whole|queue|everything)\b", utterance.plain
    )
    return {"mode": "all" if whole else "one"}


def _browse(utterance: Utterance) -> dict[str, SlotValue]:
    genre = GENRES.search(utterance.plain)
    kind = kind_of(utterance.plain)
    category = genre[0] if genre else kind
    return {"category": category} if category else {}


_MAKERS = {
    "adjust_volume": _volume, "seek_content": _seek, "adjust_speed": _speed,
    "set_timer": _timer, "play_content": _play, "search_content": _search,
    "get_recommendation": _recommend, "select_channel": _channel, "open_app": _app,
    "time_date": moment_asked,
    "shuffle": _shuffle, "repeat": _repeat, "browse_category": _browse,
}  # fmt: skip
