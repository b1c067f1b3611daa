"""Commands in a roundabout way: "I'd like it at volume two"; tried last."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import NOUN, TAIL, THE
from lumen.understanding.media_phrases.volume_fragments import (
    AMOUNT,
    DIRECTION,
    HOW_MUCH,
    LEVEL,
    VOLUME,
    WHAT,
    either,
    level,
)
from lumen.understanding.rules import Found, Rule, Slots, family
from lumen.understanding.wording import Wording

_THIS = rf"{THE}{NOUN}"
_IT = rf"(?:{_THIS}|it|this|that|them|things|everything)"
_NOW = r"(?: (?:right )?(?:there|here|now))*"
_ON = (
    r"(?:what|whatever)(?:'s)?(?: (?:was|is|i was|i am|we were|we are))?"
    r"(?: (?:on|playing|running|paused|streaming|watching|listening to|hearing))+"
    r"(?: (?:here|there))?(?: (?:before|earlier|now))?"
    r"(?: (?:on|in) (?:this|that|the) (?:page|tab|window|screen))?"
)
"""What plays, by what it does: "stop what?" is a question."""
_WISH = r"(?:(?:i|we) (?:want|need|would like|would love|would prefer|prefer) )"


def _wished(found: Found) -> Slots | None:
    """A loudness that is wished for; a mere "at the top" may be of anything."""
    told = _OF_SOUND.search(found.match[0]) is not None
    percents = found.has("amount") and found.amount("amount").kind == "p"
    return level(found) if told or percents else None


_OF_SOUND = Wording(r"\b(?:volume|sound|audio|loudness|loud|dial)\b")

HOLDS: tuple[Rule, ...] = (
    # As in "that's enough, stop it there".
    Rule(
        "pause_playback",
        rf"(?:okay |right |so )*(?:that is|that will be|that was) enough{_NOW}"
        rf"(?: (?:so|and|now))* (?:stop|pause|hold)(?: {_IT})?{_NOW}|"
        rf"(?:(?:stop|pause) (?:stop|pause|wait)|wait (?:stop|pause))"
        rf"(?: hold (?:it|on)| {_IT})?{_NOW}|"
        r"(?:stop |wait |okay )*hold (?:it|that)(?: right)? (?:there|here)",
        {},
        0.88,
    ),
    # As in "freeze the video right there".
    Rule(
        "pause_playback",
        rf"(?:pause|stop|freeze|hold|halt) {_IT} right (?:there|here|now)",
        {},
        0.9,
        needs="right",
    ),
    # As in "music back on".
    Rule(
        "resume_playback",
        r"(?:the )?(?:music|song|movie|film|show|video|podcast|audiobook|book|playback)"
        r" back on",
        {},
        0.88,
        needs="back on",
    ),
    # As in "put the video in this tab on hold".
    Rule(
        "pause_playback",
        rf"(?:put|place|set) {_IT}(?: (?:in|on) (?:this|that|the|my) \w+)? on "
        r"(?:hold|pause|standby)|"
        rf"(?:pause|stop|halt) {_ON}",
        {},
        0.9,
        needs="hold pause standby what",
    ),
    # As in "unpause what was on".
    Rule(
        "resume_playback",
        rf"(?:un ?pause|resume|continue|go on with|carry on with) {_ON}|"
        rf"(?:just )?let (?:it|this|that|{_THIS}) (?:keep|keep on|continue|go on|"
        rf"carry on) (?:rolling|playing)|let {_THIS} keep running",
        {},
        0.88,
        needs="what let",
    ),
)
SOUND: tuple[Rule, ...] = (
    # As in "i'd like it at volume two".
    Rule(
        "adjust_volume",
        rf"(?:{_WISH}|have |let us have |keep |leave )(?:{WHAT}|your volume)"
        rf"(?: (?:be|to be|set|playing|turned))* (?:at|to|on)(?: a| the| about)* "
        rf"(?:volume )?(?:{AMOUNT}|{LEVEL})"
        rf"(?: (?:volume|loudness|loud|on the dial))*{TAIL}",
        _wished,
        0.9,
        needs="§n §p §f max full half top lowest highest medium normal",
    ),
    # As in "change your volume so it is at 3".
    Rule(
        "adjust_volume",
        rf"(?:set|change|adjust|turn|put|make|bring) (?:your |my )?{VOLUME}"
        rf"(?: (?:up|down))? so(?: that)? it is (?:at |on |now )?{AMOUNT}{TAIL}",
        level,
        0.92,
        needs="so",
    ),
    # As in "raise the level on your speaker".
    Rule(
        "adjust_volume",
        r"(?:(?:raise|increase|up|boost|lift)|(?P<down>lower|reduce|decrease|drop|cut))"
        r" (?:the |your )?(?:level|loudness|volume)s? (?:on|of|for|from)"
        rf" (?:the |your |my |this |these )*(?:@place|@player|speakers?|{NOUN})"
        rf"(?:{HOW_MUCH})?{TAIL}",
        either,
        0.9,
        needs="level loudness volume",
    ),
    # As in "your volume could go up a notch".
    Rule(
        "adjust_volume",
        rf"(?:your |my )?{VOLUME} (?:could|can|should|ought to|has to|needs to)"
        rf" (?:go|be|come|move|get) {DIRECTION}(?:{HOW_MUCH})?{TAIL}",
        either,
        0.88,
        needs="could can should ought has needs",
    ),
    # As in "turn the sound on for this clip again".
    Rule(
        "adjust_volume",
        rf"(?:turn|switch|put|bring) {VOLUME}(?: back)? on"
        rf"(?: for {_IT})?(?: again)?",
        {"mute": False},
        0.9,
        needs="on",
    ),
)
MOVES: tuple[Rule, ...] = (
    # As in "let me hear what's next in the queue".
    Rule(
        "next_episode",
        r"(?:play|let me hear|let us hear|let us have|give me|put on|start|go to|"
        r"move on to) (?:what (?:is|comes)|what (?:is|comes) up|"
        rf"{THE}{NOUN} (?:that|which) (?:comes|is|follows)|whatever (?:is|comes))"
        r"(?: (?:next|after(?: this| that)?|up))+"
        r"(?: (?:in|on) (?:the |my |this )?(?:queue|list|playlist|album|line))?",
        {},
        0.9,
        needs="next after",
    ),
    # As in "i don't like this one, go to the next song".
    Rule(
        "next_episode",
        r"(?:i|we) (?:do|can|did) not (?:really |much |quite )?"
        r"(?:like|love|want|feel|care for|stand|enjoy) (?:this|that|it)"
        rf"(?: (?:one|{NOUN}))?(?: (?:so|please|just|much|anymore))*"
        rf" (?:go|skip|move|switch|change|jump|play)(?: (?:on|me|it))?"
        rf"(?: to)?(?: {THE}next(?: (?:one|{NOUN}))?|(?: {THE})?(?:another|different)"
        rf"(?: (?:one|{NOUN}))?)",
        {},
        0.92,
        needs="next another different",
    ),
    # As in "let me see that again".
    Rule(
        "seek_content",
        r"let me (?:see|hear|watch) (?:that|this|it) (?:again|once more)|"
        r"(?:show|play) (?:me )?(?:that|this) (?:bit|part|scene|line) (?:again|once "
        r"more)",
        {"seek_offset": -10.0},
        0.86,
        needs="again once",
    ),
    # As in "that tune just now was great, go back to it".
    Rule(
        "previous_episode",
        rf"(?:that|the)(?: last)? (?:{NOUN}|one)(?: (?:just now|before|just))?"
        r" was (?:(?:so|really|very) )*\w+ (?:so )?(?:go back to|play|put on|replay)"
        r" (?:it|that)(?: (?:one|again))*",
        {},
        0.88,
        needs="was",
    ),
)
ASKS: tuple[Rule, ...] = (
    # As in "display the name of the track i'm hearing".
    Rule(
        "what_is_playing",
        r"(?:display|show|print|tell|give|bring up)(?: (?:me|us))?"
        r" (?:the )?(?:name|title|artist|singer) (?:of|for|behind)"
        rf" (?:the|this|that)(?: current)? {NOUN}"
        r"(?: (?:i am|we are|that i am|that is|you are))?"
        r"(?: (?:hearing|listening to|watching|playing|on))*(?: now)?",
        {},
        0.9,
    ),
    # As in "what is it that's coming through the speakers now".
    Rule(
        "what_is_playing",
        r"what(?: is)?(?: it)?(?: (?:that|which))? (?:is |am i |are we )?"
        r"(?:coming (?:out of|through|from|over)|(?:hearing|listening to) (?:on|from|"
        r"over))(?: (?:the|my|these|your|this))* (?:speakers?|@place|@player|radio)"
        r"(?: (?:right )?now)?",
        {},
        0.9,
        needs="coming hearing listening",
    ),
    # As in "what can you tell me about this artist".
    Rule(
        "content_info",
        r"(?:what (?:can|could) you (?:tell|say to) (?:me|us)|"
        r"what do (?:you|we) know|(?:do you )?know anything|anything you know)"
        rf" about (?:this|that|the current)(?: (?:{NOUN}|one|film|singer|director|"
        r"artist|band|group|actor|actress|author))",
        {"question": "about"},
        0.9,
        needs="about",
    ),
)
LIKES: tuple[Rule, ...] = (
    # As in "this one's a keeper, stick it with my favourites".
    Rule(
        "like",
        r"(?:this|that)(?: (?:one|song|track))?(?:'s| is) (?:a |an |my |such a )?\w+"
        r" (?:so )?(?:stick|put|add|save|keep|file|mark)"
        r" (?:it|this|that)(?: (?:in|with|to|into|among|under|as))+(?: (?:a|one|of|my|"
        r"the))* (?:favorites?|likes|liked songs)",
        {},
        0.9,
        needs="favorite likes liked",
    ),
    # As in "repeat my dinner playlist over and over".
    Rule(
        "repeat",
        r"(?:repeat|loop|keep repeating|keep looping) (?:the|my|this|that)"
        r"(?: (?!one\b|same\b)[a-z]+){0,2} (?:playlist|album|mix)"
        r"(?: (?:over and over(?: again)?|for ?ever|all (?:day|night)|please))*",
        {"mode": "all"},
        0.9,
        needs="repeat loop",
    ),
    # As in "keep repeating this one track".
    Rule(
        "repeat",
        rf"(?:keep|go on|carry on) (?:repeating|looping) (?:this|that|the)"
        rf"(?: (?:one|same))? (?:{NOUN}|one)(?: (?:over and over|for me|please))*",
        {"mode": "one"},
        0.9,
        needs="repeating looping",
    ),
    # As in "no shuffling, just the songs as they come".
    Rule(
        "shuffle",
        r"(?:no|without|stop|quit)(?: more| the| any)? shuffl(?:e|ing)"
        r"(?: (?:mode|please|any ?more|now|at all))*|"
        rf"{_WISH}?(?:(?:just|only) )*(?:the )?(?:{NOUN}s?|album|songs|tracks|them) "
        r"(?:back )?(?:in (?:sequence|order|(?:the|its|their) (?:right|normal|usual|"
        r"original|proper|album) order)"
        r"(?: (?:and )?(?:not|instead of|rather than) (?:at |in )?(?:a )?"
        r"(?:random|shuffled?|mixed(?: up)?)(?: order)?)?|"
        r"as (?:they|it) (?:come|comes|are|were))"
        r"(?: (?:again|please|on the album))*",
        {"shuffle": "off"},
        0.88,
        needs="shuffl order sequence as",
    ),
    # As in "quit mixing up the track order".
    Rule(
        "shuffle",
        r"(?:enough (?:with|of)|no more|lose|forget) the (?:random|shuffled|mixed up)"
        r" order|"
        rf"(?:quit|stop|no more) (?:(?:mixing|jumbling|scrambling)(?: up)? {THE}"
        rf"(?:order|{NOUN}s?(?: order)?)(?: up)?|"
        rf"messing(?: up| with)? {THE}{NOUN}s? order(?: up)?)",
        {"shuffle": "off"},
        0.9,
        needs="mixing jumbling scrambling messing order",
    ),
)

FAMILIES = (
    family("freeze right back enough stop pause hold wait unpause un resume continue "
           "put place set let halt go carry", HOLDS),
    family("volume level loudness sound audio §n §p §f max full half top lowest "
           "highest medium normal", SOUND),
    family("next after was another different again once", MOVES),
    family("display show print tell give bring what know anything", ASKS),
    family("favorites favorite likes liked mixing jumbling scrambling messing order "
           "repeat loop repeating looping shuffle shuffling sequence come comes "
           "as", LIKES),
)  # fmt: skip
