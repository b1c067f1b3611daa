"""How one asks for something to be played: verbs, wishes, idioms."""

from __future__ import annotations

import re

from lumen.understanding.canonical import PLAYERS
from lumen.understanding.wording import Wording

_PLAY = (
    r"(?:play|plays|plya|put on|stick on|throw on|pop on|whack on|bung on|"
    r"listen to|listen|watch|stream|queue(?: up)?|"
    r"start(?: playing| reading| watching| listening to|up| up)?|hear|blast|spin|"
    r"cue(?: up)?|"
    r"load(?: up)?|turn on|switch on|fire up|launch|open up|"
    r"begin(?: playing| reading| watching| listening to)?|read(?: me)?|"
    r"listening to|watching|hearing|playing|have a listen to|crank up|bring on|"
    r"drop|run|shuffle|see|enjoy|view|catch|rock out to|jam(?: out)? to|"
    r"dance to(?: the tune of)?|chuck on|slap on|get|gimme|give me|"
    r"give us|let me hear|let me listen to|let me watch|show|binge)"
)
SURE = frozenset(
    "listening watching hearing playing play plays plya listen watch stream hear "  # noqa: SIM905 - a table of words
    "queue blast spin cue shuffle stick jam rock dance".split()
)
_WISH = (
    r"(?:(?:i|we)(?: (?:really|just|kind of|sort of))? (?:want|"
    r"would like|would love|need|am in the mood|feel like|am dying|wish|"
    r"prefer|would prefer|would rather|am looking|have|could go for|could do with|"
    r"fancy|"
    r"am craving|would not mind)(?: you)?(?: (?:to|for))?|let us|let me|can (?:i|we|"
    r"you)|could (?:i|we|you)|may (?:i|we)|i will|go ahead and|"
    r"how about(?: we)?|why do not (?:we|you)|go to \w+(?: \w+)? and|"
    r"open(?: up)? \w+(?: \w+)? and(?: then)?|use (?:the )?\w+(?: \w+){0,3}?"
    r" (?:to|and)|(?:in|on|using|from) (?:"
    + PLAYERS
    + r")|go and|maybe|start|please|fetch|find|get)"
)
FRAME = Wording(
    rf"(?:{_WISH} )?(?:{_WISH} )?(?P<verb>{_PLAY})"
    r"(?P<me>(?: (?:me|us|myself|back|up|to|at|for me))*)"
    r" (?P<what>.+)",
    needs=(
        "play plya put stick throw pop whack bung listen watch stream queue start hear "
        "blast spin cue load turn switch fire launch begin read have crank bring drop "
        "run shuffle see enjoy view catch rock jam dance chuck slap get gim give let "
        "show open binge"
    ),
)
WANT = Wording(
    r"(?:i|we)"
    r" (?:want|need|would like|feel like|am in the mood for|could use|"
    r"could go for|could do with|fancy|crave|am craving)"
    r"(?: (?:to have|some|a little|a bit of))*"
    r" (?P<what>.+)"
)
PUT_ON = Wording(
    r"(?:can you |could you )?(?:put|turn|stick|switch|have|get|throw|chuck|pop|bung|"
    r"whack|sling|slap)"
    r" (?P<what>.+) (?:on|on for me|playing)",
    needs="on playing",
)
FETCH = Wording(
    r"(?P<verb>(?:fetch|find|get|search for|look up|look for|search))"
    r" (?:me )?(?P<what>.+?) and (?:then )?(?:play|start|put on)"
    r" (?:it|that|them)(?: for me)?",
    needs="and",
)
PICK = Wording(
    r"(?:open|pick|choose|take|grab|select|load)(?: up)?"
    r" (?:me )?(?P<what>.+?) and (?:then )?(?:play|(?P<starts>start)|put on)"
    r" (?:it|that|them)(?: for me)?",
    needs="and",
)
OWN = Wording(r"(?:a|an|your|his|her|their) ")
IDIOM = Wording(
    r"(?:hit (?:me|us) (?:up )?with|treat (?:me|us) to|entertain (?:me|us) with|"
    r"bring on|cue(?: up)?|kick off|fire up|(?:throw|whack|stick|pop|chuck|bung|slap|"
    r"sling|whip) on|"
    r"serenade (?:me|us) with|regale (?:me|us) with|wake me up with|"
    r"make it(?= (?:some )?(?:[a-z]+ )?(?:music|songs|tunes))|"
    r"(?:replace|swap|change) (?:this|that|it|the (?:music|song|track|record|mood))"
    r" (?:with|for|to)|(?:switch|change) (?:the music |it |over )?(?:over )?to|"
    r"(?:i|we) (?:would|will|could|might) (?:enjoy|fancy|go for|do with|use)|"
    r"(?:give|gimme|spin|drop)(?: (?:me|us))?(?= some )|"
    r"(?:how|what) about(?= some )|"
    r"(?:i|we) (?:am|are)(?: really| so)? (?:in the mood for|craving)|"
    r"(?:can|could) (?:we|i) (?:get|have)(?= some .* (?:going|on|playing)))"
    r"(?: (?:some|a little|a bit of|a (?:nice|good) bit of))?(?: more)? "
    r"(?P<what>.+?)(?: (?:going|right about(?: now)?|in here))*"
)
USED = Wording(
    r"(?:use|do|activate|start up|turn to|engage) (?P<what>(?:the |my |our )?"
    r"(?:[^ ]+ ){0,3}(?:play ?list|radio|podcast|station|audio ?book|mix))",
    needs="use do activate start turn engage",
)
ON_SCREEN = Wording(
    r"(?:put|show|play|get|stick|throw|cast|run|start)(?: me)? (?P<what>.+?)"
    r" (?:up )?on (?:the |my |our )"
    r"(?:tv|telly|television|big screen|screen|speakers?|stereo|projector)",
    needs="on",
)
PLAYING = Wording(
    r"(?:(?:it would be|would be) (?:nice|lovely|great|good) to |(?:i|we) (?:want|need|"
    r"would like|would love)(?: to)? |let us |can (?:we|i) |could (?:we|i) )?"
    r"(?:have|get) (?P<what>.+?) (?:playing|on|going)"
    r"(?: on (?:the|my) (?:radio|stereo|tv|telly|speakers?))?"
    r"(?: (?:while|when|as) .*)?",
    needs="on playing going",
)
PASSIVE = Wording(
    r"(?:let us have|hit (?:me|us) (?:up )?with|treat me to|"
    r"entertain me with|surprise me with|how about|what about|time for|"
    r"give me|gimme|give us|let me have|hit me with|some|a (?:bit|little|spot) of|"
    r"something by)"
    r" (?P<what>.+)"
)


def framed(plain: str) -> re.Match[str] | None:
    """A verb or a wish, and what is to be played."""
    for frame in (
        FETCH,
        PICK,
        USED,
        ON_SCREEN,
        IDIOM,
        PLAYING,
        FRAME,
        PUT_ON,
        PASSIVE,
        WANT,
    ):
        match = frame.fullmatch(plain)
        if match is not None:
            return match
    return None
