"""What can only be understood after something: undo, the second one."""

from __future__ import annotations

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.amounts import find_amounts
from lumen.understanding.canonical import canonical
from lumen.understanding.context import Context
from lumen.understanding.courtesy import without_courtesy
from lumen.understanding.utterance import Utterance, hear
from lumen.understanding.wording import Wording

_UNDO = Wording(
    r"(?:undo|revert|take (?:that|it) back|reverse|roll back|"
    r"put it back(?: (?:how|the way|as) it was)?|change it back|"
    r"set it back|turn it back|go back to (?:how|what|where) it was|"
    r"as it was)"
    r"(?: (?:that|it|this|the last (?:command|change|one|thing|action)|"
    r"what you (?:just )?did|last))?(?: (?:again|too|as well|once more))?"
)
_REDO = Wording(
    r"(?:redo(?: (?:that|it|this|the last (?:command|change|one|thing|action)))?|"
    r"(?:undo|revert|reverse|take back) (?:the|that|your) (?:undo|undoing)|"
    r"do (?:that|it) again after all)"
)
_PUT_BACK = Wording(
    r"(?:no )?(?:put|turn|set|change|bring|take) (?:it|that) back(?: again| now)?|"
    r"do (?:it|that) again|(?:no )?(?:i want|i wanted) (?:it|that) after all"
)
"""Right after an undoing, what was undone is wanted again."""

_REGRET = Wording(
    r"(?:(?:no|nope|oops|sorry|wait|whoops|oh no|argh) )*"
    r"(?:not (?:"
    r"that|that one|this|this one|what i (?:meant|wanted|said|asked))|"
    r"no go back|wrong (?:one|song|thing|movie|player)|"
    r"that is (?:"
    r"wrong|not (?:it|right|what i (?:meant|wanted|said|asked for)))|"
    r"i did not (?:mean|want|say|ask for) that|go back|mistake|"
    r"my mistake|"
    r"that was (?:wrong|a mistake|not what i (?:meant|wanted))|"
    r"i meant something else|cancel that)"
)
_CHOICE = Wording(
    r"(?:(?:no|nope|sorry|actually|wait|yes|yeah) (?!one\b))*"
    r"(?:(?:i (?:want|would like|choose|take|mean|meant|said)|play|open|"
    r"choose|select|pick|take|go with|go for|show|show me|give me|"
    r"let us (?:have|take|hear|watch)|it is|make it|option|number|"
    r"result|item|the)"
    r" )*"
    r"(?:(?P<sign>§[on])|(?P<word>last|bottom|top|middle))"
)
_NOUN = Wording(
    r"(?<=\S)(?<!number)(?<!option)"
    r"(?: (?:"
    r"one|option|result|item|entry|song|track|movie|film|album|video|"
    r"match|in the list|of them))+"
    r"$"
)


_ON = Wording(
    r"(?:show (?:me )?)?(?:(?:some |any )?more(?: (?:of (?:them|it|those|these)|"
    r"results))?|the (?:rest|others|next (?:ones|results|page))|next page)|"
    r"(?:scroll|go|move|page) (?:further )?down(?: (?:the|a) list)?|further down|"
    r"(?:go to |turn to )?the next page|what else(?: is there)?"
)
_BACK = Wording(
    r"(?:scroll|go|move|page) (?:back |further )?up(?: the list)?|further up|"
    r"(?:(?:go (?:back )?to |back to |show (?:me )?)(?:the )?|the )?previous page|"
    r"(?:show (?:me )?)?the previous (?:ones|results)"
)
_ENDS = Wording(  # "go to the beginning" alone is about what plays
    r"(?=scroll |.* list$|.* (?:top|bottom)$)"
    r"(?:(?:scroll|go|jump) )?(?:all the way )?(?:back |up |down )?to the "
    r"(?:(?P<top>top|beginning|start)|bottom|end)(?: of the list)?"
)
_ALL_PAGES = 99.0
_ANY_NUMBER = 999


def _turning(plain: str) -> Intent | None:
    """How to go on reading a list."""
    ends = _ENDS.fullmatch(plain)
    if ends is not None:
        pages = -_ALL_PAGES if ends["top"] else _ALL_PAGES
    elif _ON.fullmatch(plain):
        pages = 1.0
    elif _BACK.fullmatch(plain):
        pages = -1.0
    else:
        return None
    return Intent("turn_results", {"pages": pages}, 0.95)


_TOGGLE = Wording(
    r"play(?: or| slash)? pause|"
    r"toggle (?:the )?(?:play(?:back|ing)?|pause|play pause|music|video|movie|film)"
)
"""What the key of a keyboard says: the other one of playing and pausing."""


def followed(utterance: Utterance, context: Context) -> Intent | None:
    """A command that only means something in its context."""
    plain = utterance.plain
    if _TOGGLE.fullmatch(plain):
        name = "pause_playback" if context.playing else "resume_playback"
        return Intent(name, confidence=0.93)
    chosen = _choice(plain, context.choices) if context.choices else None
    if chosen is None and context.listed:
        chosen = _turning(plain)
    if chosen is not None:
        return chosen
    if _REDO.fullmatch(plain) or (context.just_undone and _PUT_BACK.fullmatch(plain)):
        return Intent("redo", confidence=0.95)
    if _UNDO.fullmatch(plain):
        return Intent("undo", confidence=0.97 if context.just_acted else 0.9)
    if context.just_acted and _REGRET.fullmatch(plain):
        return Intent("undo", confidence=0.93)
    return None


_CANCEL = Wording(
    r"(?:cancel|stop|delete|remove|clear|dismiss|turn off|kill|end) "
    r"(?:(?:the|my|that) )*(?P<label>.+?)(?: (?:one|alarm|reminder))?"
)
"""Behind which the label of a running timer may stand: "cancel the pasta one"."""

_LEFT = Wording(
    r"how (?:much|long|many minutes|much longer)(?: (?:time|more|longer))?"
    r"(?: (?:is|are|does|do|left|remaining|until|till|before|for|on|of|have|the|my|i))*"
    r" (?P<label>.+?)"
    r"(?: (?:is|are|has|have|have left|left|remaining|done|ready|finished|over|to go|"
    r"one|take|takes|need|needs))*"
    r"|when (?:is|are|will) (?:(?:the|my) )*(?P<thing>.+?)(?: be)?"
    r" (?:done|ready|finished|over|up)"
)
"""How long a running timer has left: "how long for the pasta"."""


_ALL_OFF = Wording(
    r"(?:cancel|forget|call off|scrap) (?:about )?(?:it all|everything|"
    r"all(?: of (?:it|them|that))?|them(?: all)?)(?: (?:again|please|that is waiting))*"
)
_AFTER_ALL = Wording(
    r"(?:do not|no need to|you need not) (?P<verb>pause|stop|skip|mute|turn it off)"
    r"(?: (?:it|that|this|the (?:music|movie|song|film|video)|playing))?"
    r"(?: (?:after all|any ?more|then|later))+"
)
_UNTIL = Wording(
    r"(?:how long|how much longer)(?: is it)? (?:until|till|before)"
    r" (?:you|it|this|the (?:music|movie|song|film|video))(?: will| is going to)?"
    r" (?P<verb>pause|stop|skip|mute)s?|"
    r"when (?:will|do|does|are|is) (?:you|it|this|the (?:music|movie|song|film|video))"
    r"(?: going to)? (?P<does>pause|stop|skip|mute)"
)
_NOUNS = {"stop": "pause", "turn it off": "pause", "mute": "volume"}
"""What a command for later is called, where another verb was said."""


def _of_waiting(plain: str, labels: set[str]) -> Intent | None:
    """What is asked of all that waits, or of a command by what it will do."""
    if _ALL_OFF.fullmatch(plain):
        return Intent("cancel_timer", {"all": True}, 0.93)
    for name, pattern in (("cancel_timer", _AFTER_ALL), ("list_timers", _UNTIL)):
        match = pattern.fullmatch(plain)
        if match is None:
            continue
        verb = match["verb"] or match.groupdict().get("does") or ""
        label = _NOUNS.get(verb, verb)
        if label in labels or (label == "pause" and "sleep" in labels):
            label = label if label in labels else "sleep"
            return Intent(name, {"label": label}, 0.93)
    return None


def timer_in(plain: str, context: Context) -> Intent | None:
    """What is asked of a running timer by its label alone, or of all that waits.

    Args:
        plain: Plain text of a sentence that is no closed wording.
        context: Whose timers run.
    """
    labels = {label.casefold() for label in context.timers if label}
    waiting = _of_waiting(plain, labels) if context.timers else None
    if waiting is not None or not labels:
        return waiting
    for name, pattern in (("cancel_timer", _CANCEL), ("list_timers", _LEFT)):
        match = pattern.fullmatch(plain)
        if match is None:
            continue
        label = match["label"] or match.groupdict().get("thing") or ""
        if label in labels:
            return Intent(name, {"label": label}, 0.93)
    return None


_ON_PLAYER = Wording(r"(?:play|start|unpause)(?: the)? (?=@player$)")
_ALL = Wording(
    r"(?P<verb>pause|stop|halt|silence|mute|unmute|resume|unpause|continue)"
    r" (?:(?:all(?: of)?|both|every)(?: (?:the|my))?"
    r"(?: (?:players?|music|videos?|media|playback|them|of them))?|"
    r"everything(?: that(?: is)? (?:playing|plays))?)"
)
_ALL_DO: dict[str, tuple[str, dict[str, SlotValue]]] = {
    "mute": ("adjust_volume", {"mute": True}),
    "unmute": ("adjust_volume", {"mute": False}),
    "resume": ("resume_playback", {}),
    "unpause": ("resume_playback", {}),
    "continue": ("resume_playback", {}),
}
_ALSO_SILENT = frozenset(("unmute", "resume", "unpause", "continue"))
"""They are also about players that do not play."""


def of_players(utterance: Utterance, context: Context) -> tuple[Intent, ...]:
    """What is meant by the players that run: "play VLC", "pause everything"."""
    all_of_them = _ALL.fullmatch(utterance.plain)
    if all_of_them is not None:
        verb = all_of_them["verb"]
        names = context.players if verb in _ALSO_SILENT else context.sounding
        meant = tuple(dict.fromkeys(names))
        name, slots = _ALL_DO.get(verb, ("pause_playback", {}))
        if len(meant) > 1:
            return tuple(Intent(name, {"player": p, **slots}, 0.95) for p in meant)
    one = on_running(utterance, context)
    return (one,) if one is not None else ()


def on_running(utterance: Utterance, context: Context) -> Intent | None:
    """The player that is to play, where one of that name runs: "play VLC".

    Args:
        utterance: Without politeness; a sentence or a part of one.
        context: Which players run.
    """
    if not context.players or utterance.words[0] not in ("play", "start", "unpause"):
        return None
    short = canonical(utterance, context.players)
    if _ON_PLAYER.match(short.plain) is None:
        return None
    said = short.part(len(short.words) - 1, len(short.words)).said(0, 1)
    named = hear(said).plain.removesuffix(" app")
    runs = any(named in hear(name).plain for name in context.players)
    return Intent("resume_playback", {"player": said}, 0.93) if runs else None


_IT = Wording(
    r"(?:(?:no|oh|wait|oops|actually) )*"
    r"(?:cancel|delete|remove|dismiss|clear|stop) "
    r"(?:it|that|this|that one|this one)"
)


def newest_timer(text: str, context: Context) -> Intent | None:
    """The timer that was just set is cancelled by "cancel it".

    Args:
        text: As typed or recognised.
        context: Whether a timer was just set.
    """
    if not context.timer_set:
        return None
    heard = without_courtesy(hear(text))
    if _IT.fullmatch(heard.plain) is None:
        return None
    return Intent("cancel_timer", {"newest": True}, 0.95)


def timed(intent: Intent, context: Context) -> Intent:
    """How much is left, when only timers run, is asked about these."""
    about_left = intent.name == "content_info" and (
        intent.slots.get("question") == "remaining"
    )
    if about_left and context.timer_set:
        return Intent("list_timers", {"newest": True}, intent.confidence)
    if about_left and context.timers and not (context.playing or context.paused):
        return Intent("list_timers", confidence=intent.confidence)
    return intent


def past_the_list(text: str, context: Context) -> Intent | None:
    """A number that the shown list does not have, where nothing else was meant.

    Args:
        text: As typed or recognised.
        context: How many may be chosen from.
    """
    if not context.choices:
        return None
    return _choice(without_courtesy(hear(text)).plain, _ANY_NUMBER)


def _choice(plain: str, choices: int) -> Intent | None:
    bare = _NOUN.sub("", plain)
    found = find_amounts(bare)
    match = _CHOICE.fullmatch(found.text)
    if match is None:
        return None
    if match["sign"]:
        number = found.at(match.start("sign")).value
    elif bare == plain:
        return None  # "top" and "last" alone are something else
    else:
        number = {"top": 1, "middle": (choices + 1) // 2}.get(match["word"], choices)
    if not 1 <= number <= choices or number != int(number):
        return None
    return Intent("choose", {"number": float(number)}, 0.95)
