"""Timers and countdowns."""

from __future__ import annotations

from lumen.core.intent import SlotValue
from lumen.understanding.amounts import find_amounts
from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.rules import Found, Rule, Slots, family
from lumen.understanding.wording import Wording

_MAKE = (
    r"(?:set|start|create|make|begin|run|add|put|give me|i need|i want|"
    r"i would like|i must have|i wish to have|need|want|get|have|launch|"
    r"schedule|give|do|let us get|let us set|let us have|i have to have|"
    r"i got to have|i need to have|we need|fire up|kick off|open|use|"
    r"please|help me set|help me start|help me with|turn on|activate)"
)
_NEW = (
    r"(?:(?:up|me|us|a|an|the|my|new|brand new|another|one|one more|more|"
    r"to|set|going|on|for me|in|quick|separate|second|sleep|cooking|"
    r"kitchen|egg|you|some kind of|basic|§n)"
    r" )*"
)
_TIMER = (
    r"(?:(?P<named>\w+ )?(?P<sleep>sleep )?"
    r"(?:timer|countdown|count down|stop watch timer|alarm timer))"
)
_NAMED = (
    r"(?: (?:"
    r"called|named|labell?ed|for|for the|for my|with the name|titled|"
    r"to)"
    r" (?:the |my |a )?"
    r"(?P<label>"
    r"(?!me\b|us\b|now\b|later\b|exactly\b|about\b)[^§]{2,40}?))?"
)
_FOR = (
    r"(?: (?:for|of|to|at|set for|set to|with|going for|set|to go off in|"
    r"that (?:goes off|ends) in|lasting|about|in|exactly|that lasts|"
    r"on|going|for me|for about|duration|to count|running|me|now|"
    r"from|starting|that is|and set it (?:to|for)))*"
)


def _timer(found: Found) -> Slots | None:
    slots: dict[str, SlotValue] = {}
    if found.has("long"):
        slots["duration"] = round(found.amount("long").value, 1)
    label = found.said("label")
    if label and "§d" in find_amounts(label.lower()).text:
        return None
    if label.lower().startswith(("-", "minus ", "negative ")):
        return {}  # no timer runs for less than nothing
    named = found.word("named").strip()
    if not label and named and named not in _NO_NAMES:
        label = named
    if label:
        slots["label"] = label
    return slots | sleeping(found.match.string)


def sleeping(plain: str) -> dict[str, SlotValue]:
    """The slot that tells that a timer is to end what plays rather than to ring.

    Args:
        plain: Plain text of a sentence about a timer, with or without signs.
    """
    return {"sleep": True} if _SLEEP.search(plain) else {}


_SLEEP = Wording(
    r"\b(?:sleep|(?:fall|falling) asleep) (?:timer|countdown|count down)\b"
)
_NO_NAMES = frozenset(
    "a an the my new another one more me to set up second minute hour sleep long all "  # noqa: SIM905 - a table of words
    "short quick for another please of in timer your this that some any start".split()
)


def _pair(found: Found) -> Slots | None:
    """Minutes and seconds, as on a clock: one thirty."""
    minutes, seconds = found.amount("long").value, found.amount("seconds").value
    if not (0 <= minutes < 60 and 10 <= seconds < 60):
        return None
    return {"duration": round(60 * minutes + seconds, 1)}


def _managed(found: Found) -> Slots:
    """Which timers: all of them, the one of a label, or the one of a duration."""
    if _EACH & set(found.match[0].split()):
        return {"all": True}
    label = found.said("label") or found.said("other")
    amount = find_amounts(label.lower())
    if amount.text == "§d":
        return {"duration": round(amount.amounts[0].value, 1)}
    if label.lower() in ("sleep", "my sleep", "the sleep"):
        return {"label": "sleep"}
    if not label or set(label.lower().split()) <= _NO_NAMES:
        return {}
    return {"label": label}


_EACH = frozenset(("all", "both", "every", "everything", "timers"))


RULES: tuple[Rule, ...] = (
    # As in "start a ten minute timer".
    Rule(
        "set_timer",
        rf"(?:{_MAKE} {_NEW})?(?P<long>§d) (?:long )?{_TIMER}{_NAMED}"
        r"(?: (?:please|for me|starting now|going|now|set|started|running))*"
        rf"{TAIL}",
        _timer,
    ),
    # As in "start a timer for 1h 20m".
    Rule(
        "set_timer",
        rf"(?:{_MAKE} {_NEW}){_TIMER}{_FOR} (?P<long>§[dt])"
        r"(?: (?:from now|please|for me|long|starting now|and go))*"
        rf"{_NAMED}{TAIL}",
        _timer,
    ),
    # As in "timer two minutes thirty".
    Rule(
        "set_timer",
        rf"{_TIMER}{_FOR} (?P<long>§[dt])(?: (?:from now|please))*{_NAMED}"
        rf"{TAIL}",
        _timer,
    ),
    # As in "set a timer named tea for five minutes".
    Rule(
        "set_timer",
        rf"(?:{_MAKE} {_NEW}){_TIMER}{_NAMED} (?:for|of|to) (?P<long>§d){TAIL}",
        _timer,
    ),
    # As in "start the timer".
    Rule(
        "set_timer",
        rf"(?:{_MAKE} {_NEW}){_TIMER}"
        r"(?: (?:for|with) me| up| going| set| please| started| now)*"
        rf"{_NAMED}{TAIL}",
        _timer,
        0.93,
    ),
    # As in "time ten minutes".
    Rule(
        "set_timer",
        r"(?:start |begin |let us |please )?"
        r"(?:count(?:ing)? ?down|time|timing)"
        r"(?: (?:from|for|me for|me|to|of|down))* (?P<long>§d)(?: from(?: (?:now|here)"
        r")?)?"
        rf"{TAIL}",
        _timer,
    ),
    # As in "start timing".
    Rule(
        "set_timer",
        r"(?:start|begin) (?:timing|the timing|a countdown|counting(?: down)?|"
        rf"to count down|the clock){TAIL}|(?:time|clock) (?:me|this|it)(?: (?:now|"
        rf"from now))?",
        {},
        0.9,
    ),
    # As in "alarm in ten minutes".
    Rule(
        "set_timer",
        r"(?:set |start |make |i need )?(?:me )?(?:an? |the |my )?(?:new )?"
        r"alarm(?: (?:to (?:go off|ring)|for|in|set))*"
        r" (?:in )?(?P<long>§d)"
        r"(?: (?:from now|from right now|later|please|in the future))*"
        rf"{TAIL}",
        _timer,
    ),
    # As in "alert me in half an hour".
    Rule(
        "set_timer",
        r"(?:remind|wake|tell|alert|notify|ping|warn|buzz|beep)"
        r"(?: me| us)?(?: up)? (?:in|after|when) (?P<long>§d)"
        r"(?: (?:"
        r"from now|is up|are up|are over|is over|have passed|has passed|"
        r"have gone by|pass|passes|later|elapse|is done))*"
        r"(?: (?:to|that|about) (?P<label>.{2,40}))?"
        rf"{TAIL}",
        _timer,
        0.93,
    ),
    # As in "let me know when ten minutes are up".
    Rule(
        "set_timer",
        r"(?:let me know|tell me|give me a shout|alert me|notify me)"
        r" (?:when |in |after |once )+(?P<long>§d)"
        r"(?: (?:"
        r"from now|is up|are up|are over|is over|have passed|has passed|"
        r"pass|passes|are done|have gone by|later|elapse))*"
        rf"{TAIL}",
        _timer,
    ),
    # As in "have the timer go off in 25 minutes".
    Rule(
        "set_timer",
        r"(?:have|let|make|get) (?:the|a|my) (?:timer|alarm) (?:to )?(?:go off|ring|"
        rf"end|beep|finish|run out|sound) (?:in|after) (?P<long>§d){TAIL}|"
        r"(?:gimme|give me|put|i need|i want|let us have|make it) (?P<long>§d) on the "
        rf"(?:timer|clock|countdown){TAIL}",
        _timer,
        needs="timer alarm clock countdown",
    ),
    # As in "get the timer running".
    Rule(
        "set_timer",
        r"(?:get|set|have|let|start) (?:the|a|my) (?:timer|countdown) (?:running|going|"
        rf"started|ticking|off|rolling)(?: (?:for|at|with) (?P<long>§d))?{TAIL}|"
        r"(?P<long>§d) on the (?:timer|clock|countdown)",
        _timer,
        needs="timer countdown clock",
    ),
    # As in "i'm going to need a timer".
    Rule(
        "set_timer",
        r"(?:i|we) (?:am|are|will)(?: going to)? (?:need|want) a(?:nother)? timer"
        r"(?: (?:for (?:this|that)|please|here|now))*",
        {},
        0.9,
        needs="timer",
    ),
    # As in "ten minutes is what the timer should be set to".
    Rule(
        "set_timer",
        r"(?P<long>§d)"
        r" is what the timer (?:should|is to|needs to)"
        rf" be(?: set)?(?: (?:at|to|for))?{TAIL}",
        _timer,
    ),
    # As in "the timer should be set for ten minutes".
    Rule(
        "set_timer",
        r"(?:the |my )?"
        r"timer (?:should|needs to|is to|has to|must)"
        rf" be (?:set )?(?:at |to |for )?(?P<long>§d){TAIL}",
        _timer,
    ),
)

MORE: tuple[Rule, ...] = (
    # As in "timer for one thirty".
    Rule(
        "set_timer",
        rf"(?:{_MAKE} {_NEW})?timer(?: (?:for|of|to))? (?P<long>§n) (?P<seconds>§n)",
        _pair,
        0.9,
    ),
    # As in "timer ten".
    Rule(
        "set_timer",
        rf"(?:{_MAKE} {_NEW})?timer(?: (?:for|of|to))? (?P<long>§n)",
        lambda found: {"duration": round(60 * found.amount("long").value, 1)},
        0.9,
    ),
    # As in "four minutes for the eggs start timing".
    Rule(
        "set_timer",
        r"(?P<long>§d)(?: for (?:the |my )?(?P<label>[^§]{2,30}?))?"
        r" (?:start timing|on the timer|on a timer|start counting)(?: now)?",
        _timer,
    ),
    # As in "a timer for the rice eighteen minutes should do it".
    Rule(
        "set_timer",
        rf"(?:{_MAKE} {_NEW}|(?:an?|another|one more|the) )?{_TIMER}{_NAMED}"
        r"(?: (?:for|of|at|please|about))* (?P<long>§d)"
        r"(?: (?:should|will|would|ought to) (?:do(?: it)?|be (?:enough|fine|right)))?"
        r"(?: (?:for|so) (?:the |my )?(?P<label>(?!me\b|us\b|now\b)[^§]{2,40}))?",
        _timer,
    ),
    # As in "one more timer half an hour for the laundry".
    Rule(
        "set_timer",
        r"(?:set |start |can i have |again )?(?:an?|another|one more|§n more|the|my)"
        r"(?: new| quick)?"
        r" timer(?: please)? (?P<long>§d)(?: for (?:the |my )?(?P<label>[^§]{2,40}))?",
        _timer,
    ),
)

MANAGED: tuple[Rule, ...] = (
    # As in "cancel the pasta timer".
    Rule(
        "cancel_timer",
        r"(?:cancel|stop|delete|remove|clear|end|kill|turn off|switch off|disable|"
        r"get rid of|dismiss|reset|forget(?: about)?|scrap|call off|never mind)"
        r"(?: (?:the|my|that|this|all|all the|all my|both|every))*"
        r"(?: (?P<label>(?!timer)[^§]{2,30}?|§d))?"
        r" (?:timers?|countdowns?|alarm)"
        r"(?: (?:called|named|for) (?:the )?(?P<other>.{2,30}))?"
        rf"{TAIL}",
        _managed,
    ),
    # As in "turn the sleep timer off".
    Rule(
        "cancel_timer",
        r"(?:turn|switch) (?:the|my|that|all(?: the| my)?|both)"
        r"(?: (?P<label>(?!timer)[^§]{2,30}?|§d))? timers? off"
        rf"{TAIL}",
        _managed,
    ),
    # As in "do i have a sleep timer".
    Rule(
        "list_timers",
        r"(?:do i have|have i got|have i set|is there)(?: (?:a|any|still))*"
        r"(?: (?P<label>\w+))? timer(?: (?:set|running|on|going|active))*"
        rf"{TAIL}",
        _managed,
    ),
    # As in "sleep timer off".
    Rule(
        "cancel_timer",
        rf"(?:the |my )?(?P<label>(?!timer)[^§]{{2,30}}?|§d)? ?timers? off{TAIL}",
        _managed,
        needs="off",
    ),
    # As in "is the sleep timer on".
    Rule(
        "list_timers",
        r"is (?:the|my|a|there a)(?: (?P<label>\w+(?: \w+)?))? timer"
        r"(?: still)? (?:on|running|set|going|active)"
        rf"{TAIL}",
        _managed,
    ),
    # As in "do i have any timers".
    Rule(
        "list_timers",
        r"(?:(?:list|show|show me|what are|tell me|which|read|check)"
        r"(?: (?:all|my|the|me|of|active|running|current))*"
        r" timers(?: (?:"
        r"do i have|are (?:set|running|active|there)|have i set|i have))?|"
        r"(?:do i have|are there|have i got|have i set)"
        r"(?: (?:any|some|more|a))*"
        r" timers?(?: (?:set|running|on|going|active))*|"
        r"what timers(?:"
        r" (?:do i have|are (?:set|running|active|on)|have i set))?|"
        r"how many timers(?: (?:do i have|are (?:set|running|active)))?|"
        r"timer status|my timers)"
        rf"{TAIL}",
    ),
    # As in "how much time is left on the timer".
    Rule(
        "list_timers",
        r"how (?:much|long|many minutes)(?: (?:time|longer|more))*"
        r"(?: (?:is|are|do i have|have i got))?"
        r"(?: (?:left|remaining|until))*(?: (?:on|of|for|in|does|is))*"
        r"(?: (?:the|my|that))*(?: (?P<label>\w+(?: \w+)?))?"
        r" timer(?: (?:have|left|has|got|have left|up|done|goes off))*"
        rf"{TAIL}",
        _managed,
    ),
    # As in "time left on the timer".
    Rule(
        "list_timers",
        r"(?:time|minutes) (?:left|remaining) on (?:the |my )?"
        rf"(?:(?P<label>\w+(?: \w+)?) )?timer{TAIL}|"
        r"when (?:does|will|is) (?:the|my) (?:(?P<label>\w+(?: \w+)?) )?"
        r"timer (?:end|go off|ring|up|over|be done|be up)"
        rf"{TAIL}",
        _managed,
    ),
)
"""What is asked about timers that run."""


FAMILY = family(
    "timer timers countdown countdowns count counting alarm remind wake tell alert "
    "notify ping warn buzz beep let time timing in after left", RULES, MORE, MANAGED,
)  # fmt: skip
