"""Shuffle, repeat, like."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL, THE
from lumen.understanding.rules import Found, Rule, Slots, family

_ON = r"(?:turn on|switch on|enable|activate|start|use|set|turn|put on|select|begin|go into|engage|i want)"
_OFF = r"(?:turn off|switch off|disable|deactivate|stop|cancel|end|no more|no|quit|remove|get rid of|clear|un)"
_MODE = r"(?: (?:mode|play|playback|setting|option|function|order|playing|feature))?"
_ALL = r"(?:album|playlist|queue|all|everything|list|whole|entire|all of it|them all|all songs|songs|tracks|music)"


def _mode(found: Found) -> Slots:
    if found.has("off"):
        return {"mode": "off"}
    whole = any(word in _WHOLE for word in found.match[0].split())
    return {"mode": "all" if whole else "one"}


_WHOLE = frozenset(
    (
        "album",
        "playlist",
        "queue",
        "all",
        "everything",
        "list",
        "whole",
        "entire",
        "songs",
        "tracks",
        "music",
        "season",
        "series",
    )
)

SHUFFLE = (
    Rule("shuffle", rf"{_OFF} (?:the )?(?:shuffl(?:e|ing)|random(?:i[sz]ing|i[sz]e)?){_MODE}(?: (?:{IT}|off|anymore|mode))*{TAIL}", {"shuffle": "off"}),
    Rule("shuffle", rf"(?:turn|switch|set|put) (?:the )?(?:shuffle|random){_MODE}(?: on {IT})?(?: to)? (?:off|of){TAIL}|un ?shuffle(?: {IT})?{TAIL}", {"shuffle": "off"}),
    Rule("shuffle", rf"(?:shuffle|random){_MODE} off{TAIL}", {"shuffle": "off"}),
    Rule("shuffle", rf"(?:do not|stop) (?:shuffl(?:e|ing)|play(?:ing)? (?:{IT} )?(?:at random|on shuffle|in random order))(?: {IT})?(?: (?:anymore|any more|any longer))?{TAIL}", {"shuffle": "off"}),
    Rule("shuffle", rf"(?:play|put|keep)(?: {IT})? (?:back )?in (?:order|sequence|the right order|the original order|their order|normal order){TAIL}", {"shuffle": "off"}),
    Rule("shuffle", rf"(?:take|get) {IT} off (?:of )?shuffle{TAIL}", {"shuffle": "off"}),
    Rule("shuffle", rf"{_ON}(?: the)? (?:shuffl(?:e|ing)|random)(?: (?:all|songs|mode))?{_MODE}(?: (?:for|on) {IT})?(?: on| mode)?{TAIL}", {"shuffle": "on"}),
    Rule("shuffle", rf"(?:turn|switch) (?:the )?(?:shuffle|random){_MODE}(?: on {IT})? on{TAIL}", {"shuffle": "on"}),
    Rule("shuffle", rf"(?:shuffle|randomi[sz]e|mix up|mix|jumble|scramble|jumble up)(?: (?:{IT}|the order|the (?:list|deck|songs order)|all|all {NOUN}|{THE}{NOUN}))?(?: (?:up|around|on|mode|play))?{TAIL}", {"shuffle": "on"}),
    Rule("shuffle", rf"(?:mix|jumble|switch) (?:{IT}|the order) up{TAIL}", {"shuffle": "on"}),
    Rule("shuffle", rf"(?:play|put|set|place|have|start|listen to|i want|want)(?: (?:{IT}|{THE}{NOUN}))?(?: (?:to|played|playing))?(?: (?:on|in|to|at|a))* (?:shuffle|random(?:ly)?|random order|a random order|any order|no (?:particular )?order|shuffled|shuffle mode|random mode){TAIL}", {"shuffle": "on"}),
    Rule("shuffle", rf"(?:random(?:ize)? (?:order|mode|play)|shuffle (?:mode|play)|shuffle on){TAIL}", {"shuffle": "on"}),
)  # fmt: skip
REPEAT = (
    Rule("repeat", rf"(?P<off>{_OFF}|stop) (?:the )?(?:repeat(?:ing)?|loop(?:ing)?)(?: (?:all|one|mode))?{_MODE}(?: (?:{IT}|anymore|off|mode|now))*{TAIL}", _mode),
    Rule("repeat", rf"(?:turn|switch|set|put) (?:the )?(?:repeat|loop)(?:ing)?{_MODE}(?: on {IT})?(?: to)? (?P<off>off){TAIL}", _mode),
    Rule("repeat", rf"(?:repeat|loop)(?:ing)?{_MODE} (?P<off>off){TAIL}", _mode),
    Rule("repeat", rf"(?P<off>do not|never|stop) (?:repeat|loop|keep repeating|keep looping|play)(?:ing)?(?: {IT})?(?: (?:on (?:a )?(?:loop|repeat)|over and over))?(?: (?:anymore|any more|any longer|again)){TAIL}", _mode),
    Rule("repeat", rf"(?P<off>take|get) {IT} off (?:of )?(?:repeat|loop|the loop){TAIL}", _mode),
    Rule("repeat", rf"{_ON}(?: the)? (?:repeat|loop)(?:ing)?(?: (?:all|one|once|song|track|album|playlist|songs))?{_MODE}(?: (?:for|on) {IT})?(?: on)?{TAIL}", _mode),
    Rule("repeat", rf"(?:turn|switch) (?:the )?(?:repeat|loop)(?: (?:all|one|song|track))?{_MODE}(?: on {IT})? on{TAIL}", _mode),
    Rule("repeat", rf"(?:repeat|loop)(?: (?:{IT}|all|one|on|mode|the (?:whole|entire) {NOUN}|{THE}{NOUN}(?: \w+){{0,2}}))+(?: (?:over and over(?: again)?|forever|indefinitely|endlessly|on (?:a )?loop|infinitely|continuously|again and again|twice|once|§n times|playing))*{TAIL}", lambda found: None if found.match[0].split()[-1] in ("that", "this") and "repeat that" in found.match[0] else _mode(found)),
    Rule("repeat", rf"(?:put|play|set|have|keep|place|leave|listen to|want|i want)(?: (?:{IT}|track (?:\w+ ){{0,2}}?\w+))?(?: (?:in|on) (?:the )?\w+ player)?(?: to)?(?: (?:on|in))+ (?:a )?(?:repeat|loop)(?: (?:mode|all|one))?{TAIL}", _mode),
    Rule("repeat", rf"(?:play|keep (?:playing|repeating)) {IT}(?: (?:over and over(?: again)?|forever|on and on|again and again|nonstop|endlessly|continuously|indefinitely)){TAIL}", _mode),
    Rule("repeat", rf"keep (?:repeating|looping) {IT}{TAIL}", _mode),
    Rule("repeat", rf"(?:single|one|all|whole|this|song|album|playlist|track)(?: (?:song|track|album|playlist))? (?:repeat|loop)(?: on| mode)?{TAIL}", _mode),
    Rule("repeat", rf"(?:set|change|switch|turn) (?:the )?(?:repeat|loop)(?: mode)? (?:to |on )?(?:one|all|single|song|track|album|playlist|(?P<off>none|off|no repeat)){TAIL}", _mode),
    Rule("repeat", r"do not (?P<off>repeat|loop)(?: (?:it|this|that|this song))?", _mode, 0.88),
    Rule("repeat", rf"(?:repeat|loop) (?:mode|on|this|it|all|one|song|track|album|playlist|music){TAIL}", _mode),
)  # fmt: skip
_LIKED = r"(?:favorites?|likes|liked(?: songs?| music| tracks| list)?|loved(?: songs)?|library|collection|saved(?: songs)?|favorite (?:songs?|list|playlist|music|tracks)|playlist favorites|starred|my favorites playlist|favorites (?:list|playlist))"
_THIS = rf"(?:it|this|that|this one|that one|{THE}(?:currently |now )?(?:song|track|tune|album|music|one|episode|video|movie|film|show|podcast|piece|artist|band|jam|hit)(?: (?:that is )?(?:currently |now )?playing(?: (?:now|right now))?)?)"
LIKE = (
    Rule("like", rf"(?:like|love|favorite|save|bookmark|star|heart|fave|upvote) {_THIS}(?: (?:to|in|as|on|into)(?: (?:my|the|a|one of my))* (?:{_LIKED}|favou?rites?))?{TAIL}", confidence=0.95),
    Rule("like", rf"i (?:really |absolutely |just |do )*(?:like|love|adore|dig|enjoy) {THE}(?:song|track|tune|one|album|music|jam|band|artist|episode|piece|hit)(?: (?:that is )?(?:playing|on)(?: now| right now)?)?(?: (?:a lot|so much|very much))?{TAIL}", confidence=0.9),
    Rule("like", rf"(?:add|save|put|place|move|mark|set|make|store|include|tag|remember)(?: that)? {_THIS}(?: (?:to|in|into|as|on|onto|is|be|among))*(?: (?:a|an|one of|my|the|our|list of))* {_LIKED}{TAIL}"),
    Rule("like", rf"(?:mark|make|set) {_THIS} (?:as )?(?:a |the )?(?:favorite|liked){TAIL}"),
    Rule("like", rf"(?:give )?(?:a )?thumbs up(?: (?:for|to|on|this|{_THIS}))*{TAIL}|thumb {_THIS} up{TAIL}|give {_THIS} a (?:thumbs up|like|heart|star){TAIL}"),
    Rule("like", rf"(?:rate|give) {_THIS}(?: (?:as|a|with|at))* (?:(?:five|5|four|4)(?: out of (?:five|5))?(?: stars?)?|full marks|the best rating|ten out of ten)(?: and save the rating)?{TAIL}"),
    Rule("like", rf"(?:give )?(?:five|5) stars?(?: (?:to|for) {_THIS})?{TAIL}"),
    Rule("like", rf"{_THIS} is (?:a |one of |an )?(?:the (?:absolute |new |all time )?favorites?(?: (?:song|track|one|tune|songs|music))?|(?:five|5) star(?:s)?(?: song| track)?){TAIL}", confidence=0.88),
    Rule("like", rf"(?:remember|note)(?: that)?(?: i like)? (?:this|that) (?:song|track|tune|one){TAIL}", confidence=0.88),
    Rule("like", rf"this is (?:a |such a )?(?:great|good|nice|amazing|fantastic|beautiful|lovely|five star) (?:song|track|tune){TAIL}", confidence=0.7),
)  # fmt: skip

FAMILIES = (
    family(
        "shuffle shuffling shuffled unshuffle random randomly randomize randomise "
        "randomizing mix jumble scramble order sequence deck", SHUFFLE,
    ),
    family("repeat repeating loop looping over forever keep nonstop again", REPEAT),
    family(
        "like love favorite favorites save bookmark star heart fave upvote keep adore "
        "dig enjoy thumbs thumb rate stars likes liked remember note great good nice "
        "amazing fantastic beautiful lovely library collection mark", LIKE,
    ),
)  # fmt: skip
