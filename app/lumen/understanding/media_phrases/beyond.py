"""What people ask of players, and Lumen does not do."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, TAIL
from lumen.understanding.rules import Rule, family

_ON = r"(?:on|off|in|out|up|over)"
_TURN = (
    r"(?:turn|switch|put|set|show|hide|enable|disable|activate|deactivate|toggle|"
    r"change|display|get rid of|remove|have|use|give me|i (?:want|need|would like))"
)
_THE = r"(?:(?:the|my|this|that|some|any|to|\w+ish|french|german|chinese) )*"
_HERE = rf"(?: (?:for|on|in) (?:the |this |my )?(?:@player|@place|{IT}))?"

RULES: tuple[Rule, ...] = (
    # As in "turn on the subtitles".
    Rule(
        "beyond",
        rf"(?:{_TURN} (?:{_ON} )?)?{_THE}(?:subtitles?|captions|closed captions?)"
        rf"(?: (?:{_ON}|please|again|to \w+))*{_HERE}{TAIL}|no (?:subtitles|captions)",
        {"what": "subtitles"},
        0.9,
        needs="subtitle caption",
    ),
    # As in "go full screen".
    Rule(
        "beyond",
        rf"(?:(?:{_TURN}|go|make|play|leave|exit|enter|open|maximi[sz]e|watch|see)"
        rf"(?: (?:{IT}|@player))?(?: (?:{_ON}|to|into|back|as))* )?(?:the |a )?"
        rf"(?:full ?screen|full @place|full window)(?: (?:mode|{_ON}|again))*"
        rf"{_HERE}{TAIL}",
        {"what": "full screen"},
        0.9,
        needs="screen window full",
    ),
    # As in "switch the audio track".
    Rule(
        "beyond",
        rf"(?:(?:{_TURN}|next|another|other|play)(?: {IT} in)? )?{_THE}"
        r"(?:(?:audio|sound|dub(?:bed)?|spoken) (?:track|stream|language)|"
        r"dub(?:bed)? version)"
        rf"(?: (?:to )?(?:\w+))?{_HERE}{TAIL}|"
        rf"(?:change|switch) the language of {IT}(?: to \w+)?|"
        r"next (?:language|dub)",
        {"what": "the audio track"},
        0.9,
        needs="track stream language version dub",
    ),
    # As in "close vlc".
    Rule(
        "beyond",
        r"(?:close|exit|kill|shut|shut down|terminate|minimi[sz]e)(?: down)?"
        r" (?:the )?@player(?: (?:down|window|app|now))*",
        {"what": "the window of a player"},
        0.9,
        needs="@player",
    ),
    # As in "zoom in".
    Rule(
        "beyond",
        rf"zoom (?:in|out)(?: (?:on )?{IT})?|(?:rotate|flip|mirror|crop|stretch|"
        r"brighten|darken) (?:the |this |that )?(?:picture|image|video|movie|film|"
        r"screen)(?: .{0,20})?|"
        rf"(?:{_TURN} )?(?:the )?(?:equali[sz]er|visuali[sz]er)(?: {_ON})?{TAIL}",
        {"what": "zoom and filters"},
        0.9,
    ),
)

FAMILY = family(
    "subtitle subtitles caption captions full fullscreen window track stream "
    "language version @player zoom rotate flip mirror crop stretch brighten darken "
    "equalizer equaliser visualizer visualiser",
    RULES,
)
"""They are refused, and it is said where they can be done; the doors call them
conversation."""
