"""Pause, resume, next, previous."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

import re

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL, THE
from lumen.understanding.rules import Found, Rule, Slots, family

_SOURCE = rf"(?:{THE}(?P<player>@player)|{IT}|{THE}@place(?: {NOUN})?)"
_STOP = r"(?:pause|stop|halt|freeze|end|quit|cease|suspend|hold|interrupt)"
_GO = (
    r"(?:(?:can (?:we|i|you)|could (?:we|i|you)|may i|i want|i want to|let us|we can|i would like(?: to)?|i need(?: to)?|now) )?"
    r"(?:(?:go(?: on| ahead| forward)?|skip(?: on| ahead| forward| over)?|jump(?: ahead| forward)?|move(?: on| ahead| along| forward)?|"
    r"advance|switch(?: over)?|continue(?: on)?|fast forward|change(?: over)?|take me|bring me|take us|step(?: forward)?|"
    r"proceed|scroll|hop|flip|skip forward|get)(?: on)?(?: (?:in)?to)? |"
    r"(?:play|start(?: playing)?|put(?: on)?|give me|hear|listen to|watch|see|show(?: me)?|load|cue|queue|begin|have|select|on to|onto|find) )?"
)
_OF = r"(?: (?:in|on|of|from|for|using) (?:(?:the|this|that)(?: \w+){0,2} )?(?:playlist|queue|album|list|podcast|season|show|book))"


def _player(found: Found) -> Slots:
    return {"player": found.said("player")} if found.has("player") else {}


def _resumed(found: Found) -> Slots:
    title = found.said("title")
    if not title or re.fullmatch(rf"{IT}|playing|from|the|it", found.word("title")):
        return {}
    return {"title": title}


PAUSE = (
    Rule("pause_playback", rf"pause(?: (?:{_SOURCE}|here|there|right there|right here))?(?: for §d)?{TAIL}", _player),
    Rule("pause_playback", rf"(?:can we |let us )?{_STOP}(?: (?:playing|play|streaming))?(?: {_SOURCE})?(?: playing)?{TAIL}", lambda found: None if found.match[0].split()[0] in ("hold", "end", "quit", "cease", "interrupt", "suspend") and " " not in found.match[0].removesuffix(" on") else _player(found)),
    Rule("pause_playback", rf"(?:turn|switch|shut|power) off {_SOURCE}{TAIL}", _player, 0.95),
    Rule("pause_playback", rf"(?:turn|switch|shut|power) {_SOURCE} off{TAIL}", _player, 0.95),
    Rule("pause_playback", rf"(?:kill|cut|quit playing|finish) (?:the )?(?:music|song|video|movie|film|playback|tunes|radio|podcast){TAIL}"),
    Rule("pause_playback", rf"(?:hit|press|push|click|tap|do a|use) (?:on )?(?:the )?(?:pause|stop)(?: button)?{TAIL}"),
    Rule("pause_playback", rf"put (?:{_SOURCE} )?on (?:pause|hold){TAIL}", _player),
    Rule("pause_playback", r"freeze (?:the |this |that )?(?:picture|frame|image|screen)|give (?:it|this|that) a pause"),
    Rule("pause_playback", rf"put a pause on {_SOURCE}{TAIL}", _player),
    Rule("pause_playback", rf"(?:pause|stop) button{TAIL}"),
    Rule("pause_playback", rf"{_SOURCE} (?:pause|stop|off){TAIL}", _player),
    Rule("pause_playback", rf"no more (?:music|songs?|videos?){TAIL}"),
    Rule("pause_playback", rf"(?:can|could) (?:we|i) (?:get|have) a pause{TAIL}"),
)  # fmt: skip
RESUME = (
    Rule("resume_playback", rf"(?:(?:play|start|open|resume|continue|pick up|begin|put on|read|watch|start playing|keep reading|go back to)(?: me)?(?: (?:with|on|in|the|reading|playing|up|back|the playback of))*(?: (?P<title>.{{2,60}}?))?) ?(?:from |starting |on |again |at |and )*(?:where|the place|the spot|the point|the part)(?: (?:i|we|you|it|that i))*(?: last| was| had| just)? (?:left(?: it)?(?: off)?|stopped|quit|paused|ended|were)(?: (?:off|at|it|listening|reading|watching|on|last|last time|yesterday|in|of|with|last night|before|playing)(?: (?:the )?(?P<title>.{{2,60}}))?)*{TAIL}", _resumed),
    Rule("resume_playback", rf"(?:resume|unpause|un pause|continue|proceed)(?: (?:to play|with|on with|playing|play|playback(?: of)?|the playback(?: of)?|watching|listening to|reading))*(?: {_SOURCE})?(?: (?:playing|playback|where (?:i|we|you) (?:left off|stopped)))?{TAIL}", _player),
    Rule("resume_playback", rf"(?:carry on|keep going|keep on|go on|keep|carry on with|go on with|get on)(?: with)? (?:playing|reading|watching)(?: {_SOURCE})?(?: to me)?{TAIL}", _player),
    Rule("resume_playback", rf"(?:carry on|go on) with {_SOURCE}{TAIL}", _player),
    Rule("resume_playback", rf"(?:hit|press|push|click|tap) (?:on )?(?:the )?play(?: button)?(?: again)?{TAIL}"),
    Rule("resume_playback", rf"(?:play|start|start playing|begin playing|play on|keep playing|start playback|begin playback|play button)(?: again)?{TAIL}", confidence=0.93),
    Rule("resume_playback", rf"(?:start|play) {_SOURCE} (?:back up|up again|on|back){TAIL}", _player),
    Rule("resume_playback", rf"(?:start|begin) {_SOURCE} again{TAIL}", _player, 0.9),
    Rule("resume_playback", rf"(?:play|continue|start) (?:it|this|that|(?:(?:the|this|that|current) )*(?:video|movie|episode|song|track|podcast|book)(?: (?:in|on) this page)?){TAIL}", confidence=0.9),
    Rule("resume_playback", rf"(?:take|get) {_SOURCE} off (?:of )?(?:pause|hold){TAIL}", _player),
    Rule("resume_playback", rf"(?:unfreeze|release|undo the pause on) {_SOURCE}{TAIL}", _player),
    Rule("resume_playback", rf"(?:back to|get back to|return to) (?:the )?(?:music|movie|film|show|video|song|podcast|book|audiobook){TAIL}", confidence=0.9),
    Rule("resume_playback", rf"{_SOURCE} (?:resume|continue|unpause|play){TAIL}", _player),
)  # fmt: skip
_ELSEWHERE = frozenset(("audio", "news", "noise", "playback", "player", "queue"))
"""Where there is no next one."""

NEXT = (
    Rule("next_episode", rf"{_GO}(?:the |my )?(?:very )?next(?: up)?(?: (?:§n|one|thing|item|part|musical|available|random))?(?: {NOUN})?(?: {NOUN})?{_OF}?(?: (?:button|play|played|after this one))?{TAIL}", lambda found: None if _ELSEWHERE & set(found.match[0].split()) else {}),
    Rule("next_episode", rf"(?:skip|pass)(?: on| over| past| past this| to)?(?: (?:{IT}|this one here))?{TAIL}"),
    Rule("next_episode", rf"(?:skip|skip ahead|skip forward|go forward|forward|advance|jump ahead|ahead)(?: by)? (?:a|one|§n) {NOUN}{TAIL}"),
    Rule("next_episode", rf"(?:skip|next)(?: (?:this|the))? (?:song|track|one|episode|video)(?: and)? (?:play|go to|move to|on to|put on) (?:the )?(?:next|another|following)(?: {NOUN}| one)?{TAIL}"),
    Rule("next_episode", rf"(?:skip|pass on|stop|pause)(?: {IT})? (?:and )?(?:then )?(?:play|do|go to|go on to|move to|move on to|move onto|jump to|put on|start)(?: (?:the|a))? (?:next|following)(?: {NOUN}| one)?{_OF}?{TAIL}"),
    Rule("next_episode", rf"(?:skip|change|switch)(?: up)? (?:{THE}(?:song|track|music|tune|episode|video))(?: up)?{TAIL}"),
    Rule("next_episode", rf"{_GO}(?:a different|another|some other|a new|the following|the other) (?:song|track|tune|episode|video)(?: instead)?{TAIL}", confidence=0.9),
    Rule("next_episode", rf"{_GO}(?:something else|anything else|anything but this|a different one|another one){TAIL}", confidence=0.86),
    Rule("next_episode", rf"{_GO}(?:the )?{NOUN} (?:after|that (?:follows|comes after)|following|coming (?:on )?(?:next|after)|that is (?:next|coming up))(?: (?:this|that)(?: (?:one|{NOUN}))?)?{TAIL}"),
    Rule("next_episode", rf"(?:can i |may i )?(?:{_GO})(?:the )?{NOUN} after this(?: one)?{TAIL}"),
    Rule("next_episode", rf"(?:{NOUN}|{NOUN} {NOUN}) next(?: (?:episode|one|track|song))?{TAIL}"),
    Rule("next_episode", rf"(?:next|skip) (?:please )?(?:button|forward button){TAIL}"),
    Rule("next_episode", rf"(?:i (?:do not|can not) (?:like|want|stand|care for|want to hear|wanna hear|feel like)|i (?:hate|dislike|am sick of|am tired of|am bored of|am bored with|have had enough of)|not) {THE}(?:song|track|tune|music|one|episode|artist)(?: (?:anymore|any more|at all))?(?: (?:and )?(?:can (?:you |we |i )?|could (?:you |we )?|let us |please |so |just )*(?:skip|next|change|pass)(?: (?:it|this|that|the song|please|one|song|track))?)?{TAIL}", confidence=0.88),
    Rule("next_episode", rf"(?:on to|onto) the next(?: {NOUN}| one)?{TAIL}"),
    Rule("next_episode", rf"(?:hit|press|push|click) (?:on )?(?:the )?(?:next|skip)(?: button)?{TAIL}"),
)  # fmt: skip
_LAST = r"(?:previous|prior|preceding|former|earlier|last|one before|prev)"
PREVIOUS = (
    Rule("previous_episode", rf"{_GO}(?:back(?:wards?)? )?(?:to )?(?:the |my )?(?:very )?(?:previous|prior|preceding|prev)(?: (?:one|item|part|§n))?(?: {NOUN})?(?: {NOUN})?{_OF}?(?: (?:again|button|play))?{TAIL}"),
    Rule("previous_episode", rf"(?:play|go (?:back )?to|go back|back to|replay|repeat|return to|skip back to|listen to|hear|put on|rewind to|take me (?:back )?to|jump back to)(?: again)? (?:the |that )?last (?:song|track|episode|video|one|chapter|show|movie|station|channel)(?: (?:again|that (?:was )?play(?:ed|ing)|i (?:heard|listened to)|one more time|over))*{TAIL}", confidence=0.9),
    Rule("previous_episode", rf"(?:go |skip |jump |step |move |take me |play |switch |scroll |flip )?(?:back|backwards?|back up|rewind)(?: by)? (?:a|an|one|one more|§n) (?:{NOUN}|one){TAIL}"),
    Rule("previous_episode", rf"(?:can (?:you|we) |please )?(?:go|skip|jump|step|move|head|turn|track|take me|switch) (?:back|backwards?){TAIL}", confidence=0.9),
    Rule("previous_episode", rf"(?:skip|go|step) back one{TAIL}"),
    Rule("previous_episode", rf"back{TAIL}", confidence=0.86),
    Rule("previous_episode", rf"(?:{_GO}|go back to |return to |back to |skip back to )(?:the )?(?:{NOUN}|one) (?:before|prior|from before|that (?:was (?:just )?(?:on|playing)|(?:just )?(?:played|finished))|just (?:played|before)|you (?:just )?played(?: before)?|(?:that )?i (?:just|was(?: just)?) (?:heard|listening to|watching|played|hearing)|we just (?:heard|had|played)|just now)(?: (?:to )?(?:this|that)(?: (?:one|{NOUN}))?)?{TAIL}"),
    Rule("previous_episode", rf"(?:hit|press|push|click) (?:on )?(?:the )?(?:previous|back)(?: button)?{TAIL}"),
    Rule("previous_episode", rf"{NOUN} previous{TAIL}"),
    Rule("previous_episode", rf"(?:last|previous) (?:song|track|episode|one|video|station){TAIL}", confidence=0.88),
)  # fmt: skip

FAMILIES = (
    family(
        "pause stop halt freeze end quit cease suspend hold interrupt off kill cut "
        "finish no", PAUSE,
    ),
    family(
        "next skip pass another different other following after change switch else new "
        "like hate dislike sick tired bored stand want enough care not", NEXT,
    ),
    family(
        "previous prior preceding former last back before prev just from", PREVIOUS,
    ),
    family(
        "resume unpause un continue proceed carry keep go play start begin press hit "
        "push click tap pause hold unfreeze release back return", RESUME,
    ),
)  # fmt: skip
