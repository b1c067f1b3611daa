"""Pause and resume; see `skipping` for next and previous."""

from __future__ import annotations

import re

from lumen.understanding.media_phrases import skipping
from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL, THE, lasting
from lumen.understanding.rules import Found, Rule, Slots, family

_SOURCE = rf"(?:{THE}(?P<player>@player)|{IT}|{THE}@place(?: {NOUN})?)"
_STOP = r"(?:pause|stop|halt|freeze|end|quit|cease|suspend|hold|interrupt)"


def _player(found: Found) -> Slots:
    player: Slots = {"player": found.said("player")} if found.has("player") else {}
    return {**player, **lasting(found)}


def _resumed(found: Found) -> Slots:
    title = found.said("title")
    if not title or re.fullmatch(rf"{IT}|playing|from|the|it", found.word("title")):
        return {}
    return {"title": re.sub(_KIND_FIRST, "", title)}


_KIND_FIRST = r"^(?:my|the) (?:audiobook|book|podcast|movie|film|show)(?: of| called)? "


_ON_FOR = (
    r"(?:(?:let|keep) )?(?:play|playing|run|running|go on|keep going|carry on|continue|"
    rf"wait|give|let|leave)(?: {IT})?(?: (?:play|run|go on|on|running|playing))?"
    r"(?: for)?(?: (?:another|about))? §d(?: more| longer)?"
)

PAUSE = (
    # As in "let it play for ten more minutes and then stop".
    Rule(
        "pause_playback",
        rf"{_ON_FOR}(?: and then| then| and)"
        rf" (?:(?:stop|pause|turn off)(?: {IT})?|turn {IT} off)"
        rf"{TAIL}",
        lambda found: {"delay": round(found.amounts.amounts[0].value, 1)},
        needs="stop pause off",
    ),
    # As in "pause my audiobook".
    Rule(
        "pause_playback",
        rf"pause(?: (?:{_SOURCE}|here|there|right there|right here))?"
        rf"(?: for (?:the next )?(?P<lasting>§d))?{TAIL}",
        _player,
    ),
    # As in "stop playing this song".
    Rule(
        "pause_playback",
        rf"(?:can we |let us )?{_STOP}(?: (?:playing|play|streaming|reading))?"
        rf"(?: {_SOURCE})?(?: playing)?{TAIL}",
        lambda found: (
            None
            if found.match[0].split()[0]
            in ("hold", "end", "quit", "cease", "interrupt", "suspend")
            and " " not in found.match[0].removesuffix(" on")
            else _player(found)
        ),
    ),
    # As in "switch off the song".
    Rule(
        "pause_playback",
        rf"(?:turn|switch|shut|power) off {_SOURCE}{TAIL}",
        _player,
        0.95,
    ),
    # As in "shut the music off".
    Rule(
        "pause_playback",
        rf"(?:turn|switch|shut|power) {_SOURCE} off{TAIL}",
        _player,
        0.95,
    ),
    # As in "kill the music".
    Rule(
        "pause_playback",
        r"(?:kill|cut|quit playing|finish) (?:the )?"
        r"(?:music|song|video|movie|film|playback|tunes|radio|podcast)"
        rf"{TAIL}",
    ),
    # As in "pause it here while i make tea".
    Rule(
        "pause_playback",
        rf"(?:pause|stop|halt|hold)(?: {_SOURCE})?(?: (?:right )?(?:here|there))?"
        r"(?: for (?:now|(?P<lasting>§d)|a (?:while|bit|sec|second|minute|moment)))*"
        r"(?: (?:while|because|since|as|so) (?:i|we|the|my|somebody|someone)\b.*)?",
        _player,
    ),
    # As in "pause a second".
    Rule(
        "pause_playback",
        rf"pause(?: {_SOURCE})?(?: for)? (?P<lasting>§d)",
        _player,
    ),
    # As in "let us stop here tonight".
    Rule(
        "pause_playback",
        r"(?:let us |we can )?(?:stop|pause|halt|hold it|break) (?:right )?(?:here|"
        r"there)"
        r"(?: (?:tonight|today|for (?:now|today|tonight)))?",
    ),
    # As in "let us leave it there".
    Rule(
        "pause_playback",
        r"(?:let us )?(?:leave|stop|end|hold|park|keep) (?:it|this|things) (?:right )?"
        r"(?:there|here)(?: for (?:now|today|tonight))?",
    ),
    # As in "press pause".
    Rule(
        "pause_playback",
        r"(?:hit|press|push|click|tap|do a|use)"
        rf" (?:on )?(?:the )?(?:pause|stop)(?: button)?{TAIL}",
    ),
    # As in "put it on pause".
    Rule("pause_playback", rf"put (?:{_SOURCE} )?on (?:pause|hold){TAIL}", _player),
    # As in "freeze the picture".
    Rule(
        "pause_playback",
        r"(?:freeze|hold) (?:it|this|that|everything) right (?:there|here)|"
        r"(?:that is |that will be |that was )?enough (?:of )?(?:(?:the )?music|songs?|"
        r"tv|"
        r"video|radio)(?: for(?: (?:now|today|tonight))?)?|"
        r"freeze (?:the |this |that )?(?:picture|frame|image|screen)|"
        r"give (?:it|this|that) a pause",
    ),
    # As in "put a pause on the movie".
    Rule("pause_playback", rf"put a pause on {_SOURCE}{TAIL}", _player),
    # As in "pause button".
    Rule("pause_playback", rf"(?:pause|stop) button{TAIL}"),
    # As in "the music off".
    Rule("pause_playback", rf"{_SOURCE} (?:pause|stop|off){TAIL}", _player),
    # As in "no more music".
    Rule("pause_playback", rf"no more (?:music|songs?|videos?){TAIL}"),
    # As in "could i have a pause".
    Rule("pause_playback", rf"(?:can|could) (?:we|i) (?:get|have) a pause{TAIL}"),
)
RESUME = (
    # As in "resume where we left off".
    Rule(
        "resume_playback",
        r"(?:(?:"
        r"play|start|open|resume|continue|pick up|begin|put on|read|watch|"
        r"start playing|keep reading|go back to)"
        r"(?: me)?"
        r"(?: (?:with|on|in|the|reading|playing|up|back|the playback of))*"
        r"(?: (?P<title>.{2,60}?))?)"
        r" ?(?:from |starting |on |again |at |and )*"
        r"(?:where|the place|the spot|the point|the part)"
        r"(?: (?:i|we|you|it|that i))*(?: last| was| had| just)?"
        r" (?:left(?: it)?(?: off)?|stopped|quit|paused|ended|were)"
        r"(?: (?:off|at|it|listening|reading|watching|on|last|last time|"
        r"yesterday|in|of|with|last night|before|playing)"
        r"(?: (?:the )?(?P<title>.{2,60}))?)*"
        rf"{TAIL}",
        _resumed,
    ),
    # As in "continue the podcast".
    Rule(
        "resume_playback",
        r"(?:resume|unpause|un pause|continue|proceed)"
        r"(?: (?:to play|with|on with|playing|play|playback(?: of)?|"
        r"the playback(?: of)?|watching|listening to|reading))*"
        rf"(?: {_SOURCE})?"
        r"(?: (?:playing|playback|where (?:i|we|you) (?:left off|stopped)))?"
        rf"{TAIL}",
        _player,
    ),
    # As in "keep playing the song".
    Rule(
        "resume_playback",
        r"(?:carry on|keep going|keep on|go on|keep|carry on with|go on with|"
        r"get on)"
        rf"(?: with)? (?:playing|reading|watching)(?: {_SOURCE})?(?: to me)?"
        rf"{TAIL}",
        _player,
    ),
    # As in "carry on with the film".
    Rule("resume_playback", rf"(?:carry on|go on) with {_SOURCE}{TAIL}", _player),
    # As in "press play".
    Rule(
        "resume_playback",
        r"(?:hit|press|push|click|tap) (?:on )?(?:the )?play(?: button)?"
        rf"(?: again)?{TAIL}",
    ),
    # As in "start playing again".
    Rule(
        "resume_playback",
        r"(?:play|start|start playing|begin playing|play on|keep playing|"
        r"start playback|begin playback|play button)"
        rf"(?: again)?{TAIL}",
        confidence=0.93,
    ),
    # As in "start the music back up".
    Rule(
        "resume_playback",
        rf"(?:start|play) {_SOURCE} (?:back up|up again|on|back){TAIL}",
        _player,
    ),
    # As in "start the music again".
    Rule("resume_playback", rf"(?:start|begin) {_SOURCE} again{TAIL}", _player, 0.9),
    # As in "star trek".
    Rule(
        "resume_playback",
        r"(?:play|continue|start)"
        r" (?:it|this|that|"
        r"(?:(?:the|this|that|current) )*"
        r"(?:video|movie|episode|song|track|podcast|book)"
        r"(?: (?:in|on) this page)?)"
        rf"{TAIL}",
        confidence=0.9,
    ),
    # As in "take it off pause".
    Rule(
        "resume_playback",
        rf"(?:take|get) {_SOURCE} off (?:of )?(?:pause|hold){TAIL}",
        _player,
    ),
    # As in "unfreeze the video".
    Rule(
        "resume_playback",
        rf"(?:unfreeze|release|undo the pause on) {_SOURCE}{TAIL}",
        _player,
    ),
    # As in "get back to the music".
    Rule(
        "resume_playback",
        r"(?:back to|get back to|return to) (?:the )?"
        r"(?:music|movie|film|show|video|song|podcast|book|audiobook)"
        rf"{TAIL}",
        confidence=0.9,
    ),
    # As in "take it up from where we were".
    Rule(
        "resume_playback",
        r"(?:can (?:we|i|you) |let us )?(?:take|pick) (?:it|this|that|things) up"
        r"(?: again)? (?:from )?where (?:we|i|you|it)(?: \w+){1,3}",
    ),
    # As in "bring up my audiobook of middlemarch where i left it".
    Rule(
        "resume_playback",
        r"(?:bring up|pick up|pull up|get back to|open|load|start|put on|go on with)"
        r" (?P<title>.{2,60}?)(?: from)?"
        r" where (?:i|we|you)(?: last| had)? (?:left|stopped|were|was|quit|paused)"
        r"(?: (?:it|off|at|reading|listening|watching))*",
        _resumed,
    ),
    # As in "put it back on".
    Rule(
        "resume_playback",
        rf"(?:put|turn|switch|start) {_SOURCE} (?:back on|on again|back on again)",
        _player,
        0.9,
    ),
    # As in "roll it".
    Rule(
        "resume_playback",
        r"(?:roll (?:it|the tape|the movie|video)|let it roll|let us roll|"
        rf"keep going with {_SOURCE})",
        _player,
        0.88,
    ),
    # As in "let us continue".
    Rule(
        "resume_playback",
        r"(?:let us )?(?:continue|carry on)(?: then| now)?",
        {},
        0.9,
    ),
    # As in "the movie resume".
    Rule(
        "resume_playback", rf"{_SOURCE} (?:resume|continue|unpause|play){TAIL}", _player
    ),
)
FAMILIES = (
    family(
        "pause stop halt freeze end quit cease suspend hold interrupt off kill cut "
        "finish no leave park keep enough", PAUSE,
    ),
    *skipping.FAMILIES,
    family(
        "resume unpause un continue proceed carry keep go play start begin press hit "
        "push click tap pause hold unfreeze release back return take pick bring pull "
        "get open load put roll", RESUME,
    ),
)  # fmt: skip
