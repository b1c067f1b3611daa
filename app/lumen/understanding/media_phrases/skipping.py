"""Next and previous."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL, THE
from lumen.understanding.rules import Found, Rule, Slots, family

_GO = (
    r"(?:(?:can (?:we|i|you)|could (?:we|i|you)|may i|i want|i want to|"
    r"let us|we can|i would like(?: to)?|i need(?: to)?|now)"
    r" )?"
    r"(?:(?:"
    r"go(?: on| ahead| forward)?|skip(?: on| ahead| forward| over)?|"
    r"jump(?: ahead| forward)?|move(?: on| ahead| along| forward)?|"
    r"advance|switch(?: over)?|continue(?: on)?|fast forward|"
    r"change(?: over)?|take me|bring me|take us|step(?: forward)?|"
    r"proceed|scroll|hop|flip|skip forward|get)"
    r"(?: on)?(?: (?:in)?to)? |"
    r"(?:play|start(?: playing)?|put(?: on)?|give me|hear|listen to|"
    r"watch|see|show(?: me)?|load|cue|queue|begin|have|select|on to|"
    r"onto|find)"
    r" )?"
)
_OF = (
    r"(?: (?:in|on|of|from|for|using)"
    r" (?:(?:the|this|that)(?: \w+){0,2} )?"
    r"(?:playlist|queue|album|list|podcast|season|show|book))"
)


_ELSEWHERE = frozenset(("audio", "news", "noise", "playback", "player", "queue"))
"""Where there is no next one."""

_MOST_STEPS = 10


def _steps(found: Found) -> Slots | None:
    """As many steps as were said."""
    if _ELSEWHERE & set(found.match[0].split()):
        return None
    count = found.amount("count").value if found.has("count") else 1
    if count not in range(1, _MOST_STEPS + 1):
        return None
    return {"count": float(count)} if count > 1 else {}


NEXT = (
    # As in "next song but one".
    Rule(
        "next_episode",
        rf"{_GO}(?:the )?next(?: {NOUN}| one)? but one{TAIL}|"
        rf"{_GO}(?:the )?(?:{NOUN}|one) after (?:the )?next(?: (?:one|{NOUN}))?{TAIL}",
        {"count": 2.0},
        needs="but after",
    ),
    # As in "skip the next two songs".
    Rule(
        "next_episode",
        r"(?:skip|jump over|skip over|pass|pass over|skip past|jump past)"
        rf" (?:the |this |these )*(?:next )?(?P<count>§n) {NOUN}{TAIL}|"
        rf"(?P<count>§n) {NOUN} (?:ahead|forward|on|further){TAIL}|"
        rf"(?:go|jump|move|skip)(?: (?:ahead|forward|on))?(?: by)? (?P<count>§n) {NOUN}"
        rf"(?: (?:ahead|forward|on|further))?{TAIL}",
        _steps,
        needs="§n",
    ),
    # As in "jump to the next chapter".
    Rule(
        "next_episode",
        rf"{_GO}(?:the |my )?(?:very )?next(?: up)?"
        r"(?: (?:§n|one|thing|item|part|musical|available|random))?"
        rf"(?: {NOUN})?(?: {NOUN})?{_OF}?"
        r"(?: (?:button|play|played|playing|after this one|in line|in the line|"
        r"queued up|"
        r"queued|coming up|on the list|of (?:the|my) \w+))?"
        rf"{TAIL}",
        lambda found: None if _ELSEWHERE & set(found.match[0].split()) else {},
    ),
    # As in "skip this episode".
    Rule(
        "next_episode",
        r"(?:skip|pass|go past|go passed|go over|move past|jump over|jump past|"
        r"hop over)"
        r"(?: on| over| past| past this| to)?"
        rf"(?: (?:{IT}|this one here))?{TAIL}",
    ),
    # As in "skip forward two songs".
    Rule(
        "next_episode",
        r"(?:skip|skip ahead|skip forward|go forward|forward|advance|"
        r"jump ahead|ahead)"
        rf"(?: by)? (?:an?|one|(?P<count>§n)) {NOUN}{TAIL}",
        _steps,
    ),
    # As in "skip this song and play the next one".
    Rule(
        "next_episode",
        r"(?:skip|next)(?: (?:this|the))? (?:song|track|one|episode|video)"
        r"(?: and)?"
        r" (?:play|go to|move to|on to|put on)"
        rf" (?:the )?(?:next|another|following)(?: {NOUN}| one)?{TAIL}",
    ),
    # As in "stop and play the next song".
    Rule(
        "next_episode",
        rf"(?:skip|pass on|stop|pause)(?: {IT})? (?:and )?(?:then )?"
        r"(?:play|do|go to|go on to|move to|move on to|move onto|jump to|"
        r"put on|start)"
        rf"(?: (?:the|a))? (?:next|following)(?: {NOUN}| one)?{_OF}?{TAIL}",
    ),
    # As in "change the song".
    Rule(
        "next_episode",
        r"(?:skip|change|switch)(?: up)?"
        rf" (?:{THE}(?:song|track|music|tune|episode|video))"
        rf"(?: up)?{TAIL}",
    ),
    # As in "can i see a new episode".
    Rule(
        "next_episode",
        rf"{_GO}"
        r"(?:a different|another|some other|a new|the following|the other)"
        rf" (?:song|track|tune|episode|video)(?: instead)?{TAIL}",
        confidence=0.9,
    ),
    # As in "move on to something else".
    Rule(
        "next_episode",
        rf"{_GO}"
        r"(?:something else|anything else|anything but this|a different one|"
        r"another one)"
        rf"{TAIL}",
        confidence=0.86,
    ),
    # As in "the song after this".
    Rule(
        "next_episode",
        rf"{_GO}(?:the )?{NOUN}"
        r" (?:after|that (?:follows|comes after)|following|"
        r"coming (?:on )?(?:next|after)|that is (?:next|coming up))"
        rf"(?: (?:this|that)(?: (?:one|{NOUN}))?)?"
        rf"{TAIL}",
    ),
    # As in "skip ahead one".
    Rule(
        "next_episode",
        rf"(?:skip|go|step|jump|move) (?:ahead|forward|on) one{TAIL}",
    ),
    # As in "onto the following chapter".
    Rule("next_episode", rf"{_GO}(?:on ?to )?(?:the )?following {NOUN}{TAIL}"),
    # As in "song next".
    Rule(
        "next_episode",
        rf"(?:{NOUN}|{NOUN} {NOUN}) next(?: (?:episode|one|track|song))?{TAIL}",
    ),
    # As in "skip forward button".
    Rule("next_episode", rf"(?:next|skip) (?:please )?(?:button|forward button){TAIL}"),
    # As in "i hate this song, skip it".
    Rule(
        "next_episode",
        r"(?:i (?:do not|can not)"
        r" (?:like|want|stand|care for|want to hear|wanna hear|feel like)|"
        r"i (?:"
        r"hate|dislike|am sick of|am tired of|am bored of|am bored with|"
        r"have had enough of)|"
        r"not)"
        rf" {THE}"
        r"(?:song|track|tune|music|one|episode|artist)"
        r"(?: (?:anymore|any more|at all))?"
        r" (?:and )?"
        r"(?:can (?:you |we |i )?|could (?:you |we )?|let us |please |so |"
        r"just )*"
        r"(?:skip|next|change|pass)"
        r"(?: (?:it|this|that|the song|please|one|song|track))?"
        rf"{TAIL}",
        confidence=0.88,
    ),
    # As in "press skip".
    Rule(
        "next_episode",
        r"(?:hit|press|push|click) (?:on )?(?:the )?(?:next|skip)(?: button)?"
        rf"{TAIL}",
    ),
)
_LAST = r"(?:previous|prior|preceding|former|earlier|last|one before|prev)"
PREVIOUS = (
    # As in "play the previous track".
    Rule(
        "previous_episode",
        rf"{_GO}(?:back(?:wards?)? )?(?:to )?(?:the |my )?(?:very )?"
        r"(?:previous|prior|preceding|prev)(?: (?:one|item|part|§n))?"
        rf"(?: {NOUN})?(?: {NOUN})?{_OF}?(?: (?:again|button|play))?{TAIL}",
    ),
    # As in "play the last song again".
    Rule(
        "previous_episode",
        r"(?:play|go (?:back )?to|go back|back to|replay|repeat|return to|"
        r"skip back to|listen to|hear|put on|rewind to|take me (?:back )?to|"
        r"jump back to)"
        r"(?: again)? (?:the |that )?"
        r"(?:last|previous) (?:"
        r"song|track|episode|video|one|chapter|show|movie|station|channel)"
        r"(?: (?:again|that (?:was )?play(?:ed|ing)|i (?:heard|listened to)|"
        r"one more time|once more|over))*"
        rf"{TAIL}",
        confidence=0.9,
    ),
    # As in "go back an episode".
    Rule(
        "previous_episode",
        r"(?:go |skip |jump |step |move |take me |play |switch |scroll |flip )?"
        r"(?:back|backwards?|back up|rewind)(?: by)? (?:a|an|one|one more|"
        r"(?P<count>§n))"
        rf" (?:{NOUN}|one){TAIL}|"
        rf"(?:go |skip |jump |move )?(?P<count>§n) {NOUN} (?:back|earlier|"
        rf"before){TAIL}",
        _steps,
    ),
    # As in "jump back".
    Rule(
        "previous_episode",
        r"(?:can (?:you|we) |please )?"
        r"(?:go|skip|jump|step|move|head|turn|track|take me|switch)"
        rf" (?:back|backwards?){TAIL}",
        confidence=0.9,
    ),
    # As in "skip back one".
    Rule("previous_episode", rf"(?:skip|go|step) back one{TAIL}"),
    # As in "back".
    Rule("previous_episode", rf"back{TAIL}", confidence=0.86),
    # As in "play the song before this one".
    Rule(
        "previous_episode",
        rf"(?:{_GO}|go back to |return to |back to |skip back to )"
        rf"(?:the )?(?:{NOUN}|one)"
        r" (?:before|prior|from before|"
        r"that (?:"
        r"was (?:just )?(?:on|playing)|(?:just )?(?:played|finished))|"
        r"just (?:played|before)|you (?:just )?played(?: before)?|"
        r"(?:that )?i (?:just|was(?: just)?)"
        r" (?:heard|listening to|watching|played|hearing)|"
        r"we just (?:heard|had|played)|just now)"
        rf"(?: (?:to )?(?:this|that)(?: (?:one|{NOUN}))?)?"
        rf"{TAIL}",
    ),
    # As in "put the episode before this on".
    Rule(
        "previous_episode",
        rf"(?:{_GO}|put |let me (?:hear|see|have) |can (?:we|i) (?:hear|have) |"
        r"(?:may|could) (?:we|i) (?:have|hear) )?"
        rf"(?:back )?(?:to )?(?:the )?(?:{NOUN}|one)"
        r" (?:(?:which|that) (?:was|came|played|we had|i had) )?(?:just |right )?"
        rf"(?:before|earlier)(?: (?:this|that|it)(?: (?:one|{NOUN}))?)?"
        rf"(?: (?:on|again))*{TAIL}",
    ),
    # As in "return to the earlier episode".
    Rule(
        "previous_episode",
        rf"(?:{_GO}|return to |back to |go back to |turn back to |take me to )(?:the |"
        r"my )?"
        rf"(?:earlier|former|preceding) (?:one|{NOUN}){TAIL}",
    ),
    # As in "press the back button".
    Rule(
        "previous_episode",
        r"(?:hit|press|push|click) (?:on )?(?:the )?"
        rf"(?:previous(?: button)?|back button){TAIL}",
    ),
    # As in "track previous".
    Rule("previous_episode", rf"{NOUN} previous{TAIL}"),
    # As in "last song".
    Rule(
        "previous_episode",
        rf"(?:last|previous) (?:song|track|episode|one|video|station){TAIL}",
        confidence=0.88,
    ),
)


FAMILIES = (
    family(
        "next skip pass past passed over another different other following after "
        "change switch else new advance ahead forward onto jump like hate dislike sick "
        "tired bored stand want enough care not", NEXT,
    ),
    family(
        "previous prior preceding former last back before prev just from earlier",
        PREVIOUS,
    ),
)  # fmt: skip
