"""Timers and countdowns."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

from lumen.understanding.amounts import find_amounts
from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.rules import Found, Rule, Slots, family

_MAKE = r"(?:set|start|create|make|begin|run|add|put|give me|i need|i want|i would like|i must have|i wish to have|need|want|get|have|launch|schedule|give|do|let us get|let us set|let us have|i have to have|i got to have|i need to have|we need|fire up|kick off|open|use|please|help me set|help me start|help me with|turn on|activate)"
_NEW = r"(?:(?:up|me|us|a|an|the|my|new|brand new|another|one|one more|more|to|set|going|on|for me|in|quick|separate|second|sleep|cooking|kitchen|egg|you|some kind of|basic|§n) )*"
_TIMER = r"(?:(?P<named>\w+ )?(?P<sleep>sleep )?(?:timer|countdown|count down|stop watch timer|alarm timer))"
_NAMED = r"(?: (?:called|named|labell?ed|for|for the|for my|with the name|titled|to) (?:the |my |a )?(?P<label>(?!me\b|us\b|now\b|later\b|exactly\b|about\b)[^§]{2,40}?))?"
_FOR = r"(?: (?:for|of|to|at|set for|set to|with|going for|set|to go off in|that (?:goes off|ends) in|lasting|about|in|exactly|that lasts|on|going|for me|for about|duration|to count|running|me|now|from|starting|that is|and set it (?:to|for)))*"


def _timer(found: Found) -> Slots | None:
    slots: dict[str, str | float] = {}
    if found.has("long"):
        slots["duration"] = round(found.amount("long").value, 1)
    label = found.said("label")
    if label and "§d" in find_amounts(label.lower()).text:
        return None
    named = found.word("named").strip()
    if not label and named and named not in _NO_NAMES:
        label = named
    if label:
        slots["label"] = label
    return slots


_NO_NAMES = frozenset(
    "a an the my new another one more me to set up second minute hour sleep long all "  # noqa: SIM905 - a table of words
    "short quick for another please of in timer your this that some any start".split()
)


def _managed(found: Found) -> Slots:
    """Which timers: all of them, the one of a label, or the one of a duration."""
    if _EACH & set(found.match[0].split()):
        return {"all": True}
    label = found.said("label") or found.said("other")
    amount = find_amounts(label.lower())
    if amount.text == "§d":
        return {"duration": round(amount.amounts[0].value, 1)}
    if not label or set(label.lower().split()) <= _NO_NAMES:
        return {}
    return {"label": label}


_EACH = frozenset(("all", "both", "every", "everything", "timers"))


RULES: tuple[Rule, ...] = (
    Rule("set_timer", rf"(?:{_MAKE} {_NEW})?(?P<long>§d) (?:long )?{_TIMER}{_NAMED}(?: (?:please|for me|starting now|going|now|set|started|running))*{TAIL}", _timer),
    Rule("set_timer", rf"(?:{_MAKE} {_NEW}){_TIMER}{_FOR} (?P<long>§[dt])(?: (?:from now|please|for me|long|starting now|and go))*{_NAMED}{TAIL}", _timer),
    Rule("set_timer", rf"{_TIMER}{_FOR} (?P<long>§[dt])(?: (?:from now|please))*{_NAMED}{TAIL}", _timer),
    Rule("set_timer", rf"(?:{_MAKE} {_NEW}){_TIMER}{_NAMED} (?:for|of|to) (?P<long>§d){TAIL}", _timer),
    Rule("set_timer", rf"(?:{_MAKE} {_NEW}){_TIMER}(?: (?:for|with) me| up| going| set| please| started| now)*{_NAMED}{TAIL}", _timer, 0.93),
    Rule("set_timer", rf"(?:start |begin |let us |please )?(?:count(?:ing)? ?down|time|timing)(?: (?:from|for|me for|me|to|of))* (?P<long>§d){TAIL}", _timer),
    Rule("set_timer", rf"(?:set |start |make |i need )?(?:me )?(?:an? |the |my )?(?:new )?alarm(?: (?:to (?:go off|ring)|for|in|set))* (?:in )?(?P<long>§d)(?: (?:from now|from right now|later|please|in the future))*{TAIL}", _timer),
    Rule("set_timer", rf"(?:remind|wake|tell|alert|notify|ping|warn|buzz|beep)(?: me| us)?(?: up)? (?:in|after|when) (?P<long>§d)(?: (?:from now|is up|are up|are over|is over|have passed|has passed|have gone by|pass|passes|later|elapse|is done))*(?: (?:to|that|about) (?P<label>.{{2,40}}))?{TAIL}", _timer, 0.93),
    Rule("set_timer", rf"(?:let me know|tell me|give me a shout|alert me|notify me) (?:when |in |after |once )+(?P<long>§d)(?: (?:from now|is up|are up|are over|is over|have passed|has passed|pass|passes|are done|have gone by|later|elapse))*{TAIL}", _timer),
    Rule("set_timer", rf"(?P<long>§d) is what the timer (?:should|is to|needs to) be(?: set)?(?: (?:at|to|for))?{TAIL}", _timer),
    Rule("set_timer", rf"(?:the |my )?timer (?:should|needs to|is to|has to|must) be (?:set )?(?:at |to |for )?(?P<long>§d){TAIL}", _timer),
    Rule("set_timer", rf"(?:stop|turn off|pause|shut down|switch off|end)(?: (?:playing|the music|it|everything|playback))? (?:in|after) (?P<long>§d){TAIL}", _timer, 0.8),
)  # fmt: skip

MANAGED: tuple[Rule, ...] = (
    Rule("cancel_timer", rf"(?:cancel|stop|delete|remove|clear|end|kill|turn off|disable|get rid of|dismiss|reset)(?: (?:the|my|that|this|all|all the|all my|both|every))*(?: (?P<label>(?!timer)[^§]{{2,30}}?|§d))? (?:timers?|countdowns?|alarm)(?: (?:called|named|for) (?:the )?(?P<other>.{{2,30}}))?{TAIL}", _managed),
    Rule("list_timers", rf"(?:(?:list|show|show me|what are|tell me|which|read|check)(?: (?:all|my|the|me|of|active|running|current))* timers(?: (?:do i have|are (?:set|running|active|there)|have i set|i have))?|(?:do i have|are there|have i got|have i set)(?: (?:any|some|more|a))* timers?(?: (?:set|running|on|going|active))*|what timers(?: (?:do i have|are (?:set|running|active|on)|have i set))?|how many timers(?: (?:do i have|are (?:set|running|active)))?|timer status|my timers){TAIL}"),
    Rule("list_timers", rf"how (?:much|long|many minutes)(?: (?:time|longer|more))*(?: (?:is|are|do i have|have i got))?(?: (?:left|remaining|until))*(?: (?:on|of|for|in|does|is))*(?: (?:the|my|that))*(?: (?P<label>\w+(?: \w+)?))? timer(?: (?:have|left|has|got|have left|up|done|goes off))*{TAIL}", _managed),
    Rule("list_timers", rf"(?:time|minutes) (?:left|remaining) on (?:the |my )?(?:(?P<label>\w+(?: \w+)?) )?timer{TAIL}|when (?:does|will|is) (?:the|my) (?:(?P<label>\w+(?: \w+)?) )?timer (?:end|go off|ring|up|over|be done|be up){TAIL}", _managed),
)  # fmt: skip
"""What is asked about timers that run."""


FAMILY = family(
    "timer timers countdown countdowns count counting alarm remind wake tell alert "
    "notify ping warn buzz beep let time timing in after left", RULES, MANAGED,
)  # fmt: skip
