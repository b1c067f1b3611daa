"""Shuffle, repeat, like."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL, THE
from lumen.understanding.rules import Found, Rule, Slots, family

_ON = (
    r"(?:turn on|switch on|enable|activate|start|use|set|turn|put on|"
    r"select|begin|go into|engage|i want)"
)
_OFF = (
    r"(?:"
    r"turn off|switch off|disable|deactivate|stop|cancel|end|no more|no|"
    r"quit|remove|get rid of|clear|un)"
)
_MODE = r"(?: (?:mode|play|playback|setting|option|function|order|playing|feature))?"
_ALL = (
    r"(?:album|playlist|queue|all|everything|list|whole|entire|all of it|"
    r"them all|all songs|songs|tracks|music)"
)


def _mode(found: Found) -> Slots:
    if found.has("off"):
        return {"mode": "off"}
    words = found.match[0].split()
    whole = any(word in _WHOLE for word in words) and words[-1] not in _ONES
    return {"mode": "all" if whole else "one"}


_ONES = frozenset(("video", "song", "track", "episode", "one"))
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
    # As in "turn off shuffle".
    Rule(
        "shuffle",
        rf"{_OFF} (?:the )?"
        r"(?:shuffl(?:e|ing)|random(?:i[sz]ing|i[sz]e)?)"
        rf"{_MODE}(?: (?:{IT}|off|anymore|mode))*{TAIL}",
        {"shuffle": "off"},
    ),
    # As in "switch shuffle off".
    Rule(
        "shuffle",
        rf"(?:turn|switch|set|put) (?:the )?(?:shuffle|random){_MODE}"
        rf"(?: on {IT})?(?: to)? (?:off|of){TAIL}|"
        rf"un ?shuffle(?: {IT})?{TAIL}",
        {"shuffle": "off"},
    ),
    # As in "shuffle: off".
    Rule("shuffle", rf"(?:shuffle|random){_MODE} off{TAIL}", {"shuffle": "off"}),
    # As in "stop playing on shuffle".
    Rule(
        "shuffle",
        r"(?:do not|stop)"
        r" (?:shuffl(?:e|ing)|"
        rf"play(?:ing)? (?:{IT} )?(?:at random|on shuffle|in random order))"
        rf"(?: {IT})?"
        r"(?: (?:anymore|any more|any longer))?"
        rf"{TAIL}",
        {"shuffle": "off"},
    ),
    # As in "play the songs in order".
    Rule(
        "shuffle",
        rf"(?:play|put|keep)(?: {IT})? (?:back )?"
        r"in (?:order|sequence|the right order|the original order|their order|"
        r"normal order)"
        rf"{TAIL}",
        {"shuffle": "off"},
    ),
    # As in "take it off shuffle".
    Rule(
        "shuffle", rf"(?:take|get) {IT} off (?:of )?shuffle{TAIL}", {"shuffle": "off"}
    ),
    # As in "turn the shuffle on".
    Rule(
        "shuffle",
        rf"{_ON}(?: the)? (?:shuffl(?:e|ing)|random)(?: (?:all|songs|mode))?"
        rf"{_MODE}(?: (?:for|on) {IT})?(?: on| mode)?{TAIL}",
        {"shuffle": "on"},
    ),
    # As in "switch shuffle mode on".
    Rule(
        "shuffle",
        rf"(?:turn|switch) (?:the )?(?:shuffle|random){_MODE}(?: on {IT})?"
        rf" on{TAIL}",
        {"shuffle": "on"},
    ),
    # As in "shuffle the playlist".
    Rule(
        "shuffle",
        r"(?:shuffle|randomi[sz]e|mix up|mix|jumble|scramble|jumble up)"
        rf"(?: (?:{IT}|the order|the (?:list|deck|songs order)|all|all {NOUN}|"
        rf"{THE}{NOUN}))?"
        rf"(?: (?:up|around|on|mode|play))?{TAIL}",
        {"shuffle": "on"},
    ),
    # As in "mix up the order of my songs".
    Rule(
        "shuffle",
        r"(?:(?:shuffle|mix|jumble|scramble|randomi[sz]e)(?: up)?"
        rf" (?:the )?(?:order of )?|change (?:up )?the order of )"
        rf"(?:{IT}|{THE}(?:liked |favorite |saved )?{NOUN}s?)"
        r"(?: (?:up|around|order))*"
        r"(?: (?:a (?:little|bit)|please))?"
        r"(?: so (?:it|that|they)\b.*)?",
        {"shuffle": "on"},
    ),
    # As in "switch the order up".
    Rule(
        "shuffle",
        rf"(?:mix|jumble|switch) (?:{IT}|the order) up{TAIL}",
        {"shuffle": "on"},
    ),
    # As in "play it in random order".
    Rule(
        "shuffle",
        r"(?:play|put|set|place|have|start|listen to|i want|want)"
        rf"(?: (?:{IT}|{THE}{NOUN}))?(?: (?:to|played|playing))?"
        r"(?: (?:on|in|to|at|a))*"
        r" (?:shuffle|random(?:ly)?|random order|a random order|any order|"
        r"no (?:particular )?order|shuffled|shuffle mode|random mode)"
        rf"{TAIL}",
        {"shuffle": "on"},
    ),
    # As in "random order".
    Rule(
        "shuffle",
        r"(?:random(?:ize)? (?:order|mode|play)|shuffle (?:mode|play)|"
        r"shuffle on)"
        rf"{TAIL}",
        {"shuffle": "on"},
    ),
)
REPEAT = (
    # As in "stop repeating this song".
    Rule(
        "repeat",
        rf"(?P<off>{_OFF}|stop) (?:the )?(?:repeat(?:ing)?|loop(?:ing)?)"
        rf"(?: (?:all|one|mode))?{_MODE}"
        rf"(?: (?:{IT}|anymore|off|mode|now))*"
        rf"{TAIL}",
        _mode,
    ),
    # As in "set the repeat to off".
    Rule(
        "repeat",
        rf"(?:turn|switch|set|put) (?:the )?(?:repeat|loop)(?:ing)?{_MODE}"
        rf"(?: on {IT})?(?: to)? (?P<off>off){TAIL}",
        _mode,
    ),
    # As in "repeat: off".
    Rule("repeat", rf"(?:repeat|loop)(?:ing)?{_MODE} (?P<off>off){TAIL}", _mode),
    # As in "don't loop this anymore".
    Rule(
        "repeat",
        r"(?P<off>do not|never|stop)"
        r" (?:repeat|loop|keep repeating|keep looping|play)"
        rf"(?:ing)?(?: {IT})?"
        r"(?: (?:on (?:a )?(?:loop|repeat)|over and over))?"
        r"(?: (?:anymore|any more|any longer|again))"
        rf"{TAIL}",
        _mode,
    ),
    # As in "get the song off loop".
    Rule(
        "repeat",
        rf"(?P<off>take|get) {IT} off (?:of )?(?:repeat|loop|the loop){TAIL}",
        _mode,
    ),
    # As in "turn the repeat on".
    Rule(
        "repeat",
        rf"{_ON}(?: the)? (?:repeat|loop)(?:ing)?"
        r"(?: (?:all|one|once|song|track|album|playlist|songs))?"
        rf"{_MODE}(?: (?:for|on) {IT})?(?: on)?{TAIL}",
        _mode,
    ),
    # As in "switch loop mode on".
    Rule(
        "repeat",
        r"(?:turn|switch) (?:the )?(?:repeat|loop)(?: (?:all|one|song|track))?"
        rf"{_MODE}(?: on {IT})? on{TAIL}",
        _mode,
    ),
    # As in "loop the whole playlist".
    Rule(
        "repeat",
        r"(?:repeat|loop)"
        rf"(?: (?:{IT}|all|one|on|mode|the (?:whole|entire) {NOUN}|"
        rf"{THE}{NOUN}(?: \w+){{0,2}}))+"
        r"(?: (?:over and over(?: again)?|forever|indefinitely|endlessly|"
        r"on (?:a )?loop|infinitely|continuously|again and again|twice|"
        r"once|§n times|playing))*"
        rf"{TAIL}",
        lambda found: (
            None
            if found.match[0].split()[-1] in ("that", "this")
            and "repeat that" in found.match[0]
            else _mode(found)
        ),
    ),
    # As in "loop everything in the queue".
    Rule(
        "repeat",
        r"(?:repeat|loop|keep playing) (?:everything|all(?: the)?(?: songs| tracks)?)"
        rf" (?:in|on|from) (?:the |this )?{NOUN}{TAIL}",
        {"mode": "all"},
    ),
    # As in "play this song on a loop".
    Rule(
        "repeat",
        r"(?:put|play|set|have|keep|place|leave|listen to|want|i want)"
        rf"(?: (?:{IT}|track (?:\w+ ){{0,2}}?\w+))?"
        r"(?: (?:in|on) (?:the )?\w+ player)?"
        r"(?: to)?(?: (?:on|in))+ (?:a )?(?:repeat|loop)(?: (?:mode|all|one))?"
        rf"{TAIL}",
        _mode,
    ),
    # As in "play this song over and over".
    Rule(
        "repeat",
        r"(?:play|keep (?:playing|repeating))"
        rf" {IT}"
        r"(?: (?:over and over(?: again)?|forever|on and on|again and again|"
        r"nonstop|endlessly|continuously|indefinitely))"
        rf"{TAIL}",
        _mode,
    ),
    # As in "make the whole album loop".
    Rule(
        "repeat",
        r"(?:make|have|let|keep|set)"
        rf" (?:{IT}|{THE}{NOUN})(?: to)?"
        r"(?: (?:loop|loops|looping|repeat|repeating|repeats|"
        r"(?:go|going|play|playing|run|running) (?:round and round|over and over"
        r"(?: again)?|on (?:a )?(?:loop|repeat)|in a loop|on and on|around and around))"
        r")"
        r"(?: (?:forever|itself|endlessly|until i (?:say|tell)\b.*))?",
        _mode,
    ),
    # As in "keep repeating this track".
    Rule("repeat", rf"keep (?:repeating|looping) {IT}{TAIL}", _mode),
    # As in "single repeat".
    Rule(
        "repeat",
        r"(?:single|one|all|whole|this|song|album|playlist|track)"
        r"(?: (?:song|track|album|playlist))?"
        rf" (?:repeat|loop)(?: on| mode)?{TAIL}",
        _mode,
    ),
    # As in "set repeat to one".
    Rule(
        "repeat",
        r"(?:set|change|switch|turn) (?:the )?(?:repeat|loop)(?: mode)?"
        r" (?:to |on )?"
        r"(?:one|all|single|song|track|album|playlist|"
        r"(?P<off>none|off|no repeat))"
        rf"{TAIL}",
        _mode,
    ),
    # As in "don't repeat this".
    Rule(
        "repeat",
        r"do not (?P<off>repeat|loop)(?: (?:it|this|that|this song))?",
        _mode,
        0.88,
    ),
)
_LIKED = (
    r"(?:favorites?|likes|liked(?: songs?| music| tracks| list)?|"
    r"loved(?: songs)?|library|collection|saved(?: songs)?|"
    r"favorite (?:songs?|list|playlist|music|tracks)|playlist favorites|"
    r"starred|my favorites playlist|favorites (?:list|playlist))"
)
_THIS = (
    r"(?:it|this|that|this one|that one|"
    rf"{THE}(?:currently |now )?"
    r"(?:song|track|tune|album|music|one|episode|video|movie|film|show|"
    r"podcast|piece|artist|band|jam|hit)"
    r"(?: (?:that is )?(?:currently |now )?"
    r"playing(?: (?:now|right now))?)?)"
)
LIKE = (
    # As in "favorite this one".
    Rule(
        "like",
        r"(?:like|love|favorite|save|bookmark|star|heart|fave|upvote)"
        rf" {_THIS}"
        r"(?: (?:to|in|as|on|into)(?: (?:my|the|a|one of my))*"
        rf" (?:{_LIKED}|favou?rites?))?"
        rf"{TAIL}",
        confidence=0.95,
    ),
    # As in "i like this song".
    Rule(
        "like",
        r"i (?:really |absolutely |just |do )*"
        rf"(?:like|love|adore|dig|enjoy) {THE}"
        r"(?:song|track|tune|one|album|(?<!i like )(?<!i love )(?<!i enjoy )music|jam|"
        r"band|artist|episode|piece|hit)"
        r"(?: (?:that is )?(?:playing|on)(?: now| right now)?)?"
        rf"(?: (?:a lot|so much|very much))?{TAIL}",
        confidence=0.9,
    ),
    # As in "add this to my favorites".
    Rule(
        "like",
        r"(?:add|save|put|place|move|mark|set|make|store|include|tag|remember|keep|"
        r"stick|"
        r"throw|pop|drop|file|have)"
        rf"(?: that)? {_THIS}"
        r"(?: (?:to|in|into|as|on|onto|is|be|among))*"
        r"(?: (?:a|an|one of|my|the|our|list of))*"
        rf" {_LIKED}{TAIL}",
    ),
    # As in "give this a like".
    Rule(
        "like",
        rf"(?:give )?(?:a )?thumbs up(?: (?:for|to|on|this|{_THIS}))*{TAIL}|"
        rf"thumb {_THIS} up{TAIL}|"
        rf"give {_THIS} a (?:thumbs up|like|heart|star){TAIL}",
    ),
    # As in "favorite this".
    Rule(
        "like",
        rf"(?:favorite|heart|like|love) {_THIS}|i (?:love|adore|"
        rf"like) (?!music$){_THIS}",
        {},
        0.86,
    ),
    # As in "save it for later".
    Rule(
        "like", rf"(?:save|keep|bookmark|remember) {_THIS} for (?:later|another time)"
    ),
    # As in "give this song five stars".
    Rule(
        "like",
        rf"(?:rate|give) {_THIS}(?: (?:as|a|with|at))*"
        r" (?:(?:five|5|four|4)(?: out of (?:five|5))?(?: stars?)?|full marks|"
        r"the best rating|ten out of ten)"
        rf"(?: and save the rating)?{TAIL}",
    ),
    # As in "give five stars to this song".
    Rule("like", rf"(?:give )?(?:five|5) stars?(?: (?:to|for) {_THIS})?{TAIL}"),
    # As in "this is my favourite song".
    Rule(
        "like",
        rf"{_THIS} is (?:a |one of |an )?"
        r"(?:the (?:absolute |new |all time )?"
        r"favorites?(?: (?:song|track|one|tune|songs|music))?|"
        r"(?:five|5) star(?:s)?(?: song| track)?)"
        rf"{TAIL}",
        confidence=0.88,
    ),
    # As in "remember that i like this song".
    Rule(
        "like",
        r"(?:remember|note)(?: that)?(?: i like)? (?:this|that)"
        rf" (?:song|track|tune|one){TAIL}",
        confidence=0.88,
    ),
    # As in "this is a great song".
    Rule(
        "like",
        r"this is (?:a |such a )?"
        r"(?:great|good|nice|amazing|fantastic|beautiful|lovely|five star)"
        rf" (?:song|track|tune){TAIL}",
        confidence=0.7,
    ),
)

FAMILIES = (
    family(
        "shuffle shuffling shuffled unshuffle random randomly randomize randomise "
        "randomizing mix jumble scramble order sequence deck change", SHUFFLE,
    ),
    family(
        "repeat repeating repeats loop loops looping over forever keep nonstop again "
        "round",
        REPEAT,
    ),
    family(
        "like love favorite favorites save bookmark star heart fave upvote keep adore "
        "dig enjoy thumbs thumb rate stars likes liked remember note great good nice "
        "amazing fantastic beautiful lovely library collection mark", LIKE,
    ),
)  # fmt: skip
