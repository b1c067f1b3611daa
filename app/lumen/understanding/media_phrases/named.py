"""Frames around a name that nothing marks as one: "gimme some queen"."""

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.understanding.canonical import PLAYERS
from lumen.understanding.media_phrases.everyday import compact, may_be_name
from lumen.understanding.media_phrases.kinds import GENRES, KINDS, kind_of
from lumen.understanding.media_phrases.search import NOT_MEDIA, OF_KIND, cinema
from lumen.understanding.media_phrases.search_slots import search_slots
from lumen.understanding.media_phrases.titles import play_slots
from lumen.understanding.media_phrases.unplayable import not_playable
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_SOME = (
    r"(?:some (?:good |nice |more |classic |vintage |old school )*|"
    r"(?:a|an) (?:nice |good |wee |tiny )?(?:little )?(?:bit|touch|spot|dash|dose|drop|"
    r"taste|slice|splash|helping|blast|burst) of |a little (?:bit of )?|more )"
)
_WANT = (
    r"(?:(?:i|we) (?:(?:really|just|kind of|sort of|quite|so|could|would|might|will|"
    r"would really|could really|am|are|would quite) )*"
    r"(?:want|need|like|love|fancy|enjoy|appreciate|take|have|crave|use|kill for|"
    r"go for|do with|feel like|prefer|craving|longing for|yearning for|dying for|"
    r"in the mood for|up for|ready for|keen on|thinking)(?: (?:to have|having))?|"
    r"(?:can|could|may|might|shall) (?:i|we) (?:please )?(?:have|get|hear|enjoy)|"
    r"let us (?:please )?(?:have|try|get|hear)|let me have|fancy|how about|what about|"
    r"(?:(?:i |we )?(?:am |are ))?(?:in the mood for|feeling like)|craving|time for|"
    r"give(?: me| us)?|gimme|"
    r"hit (?:me|us)(?: up)? with|(?:set|hook|sort) (?:me|us) (?:up|out) with|"
    r"(?:grace|bless|treat|spoil|delight) (?:me|us) (?:with|to)|"
    r"(?:serve|feed|throw|toss|sling)(?: (?:me|us))?(?: up)?|"
    r"(?:get|kick|liven|start) (?:the party|things|it|us) (?:started|off|up|going) "
    r"with|"
    r"(?:bang|chuck|pop|stick|throw|whack|bung|slap|sling|lash) on|"
    r"(?:bust|break|whip|dig) out|"
    r"(?:spin|blast|crank|jam|pump|bump|drop|cue|line up|roll|load up)(?: (?:me|us|up)"
    r")?|"
    r"(?:wonder|what) (?:about|if we had))"
)
_OF_SOME = Wording(
    rf"(?:{_WANT} )?{_SOME}(?P<what>.+?)"
    r"(?: (?:on me|going|on|playing|in here|for (?:a change|dinner|tonight|the drive)|"
    r"tonight|today|right about now))*"
)
_WISHES_SOME = Wording(rf"{_WANT} ")
_HEARS = Wording(
    r"(?:(?:(?:i|we) (?:(?:really|just|so|do|would|could|will|might|am|are|have|got|"
    r"had) )*"
    r"(?:must|need|want|have|got|like|love|wish|prefer|rather|better|dying|itching|"
    r"aching|longing|hoping|keen|ready|about|here|happy|glad|feel|fancy|up|trying)"
    r"(?: (?:to|like|for))*|i will|we will|let us(?: all)?|let me|"
    r"(?:can|could|may|might|shall) (?:i|we)|why do not (?:we|i|you)|"
    r"how about (?:we|you|i)|how about|time to|it is time to|"
    r"(?:it )?(?:would|will) be (?:nice|great|good|lovely|fun|cool|wonderful|awesome|"
    r"fantastic)(?: to| if (?:we|i|you)(?: could)?)|"
    r"how (?:would|do) you feel about|would you mind|mind|"
    r"(?:have|make|get|tell|ask) (?:it|him|her|lumen|the (?:player|computer)|"
    r"spotify|vlc|youtube|netflix|mpv)(?: to)?) )"
    r"(?P<verb>hear|hearing|(?:have a )?listen(?:ing)? to|listen(?:ing)?|watch(?:ing)?|"
    r"play(?:ing|ed)?|binge(?:ing)?|stream(?:ing)?|put on|putting on|throw on|queue up|"
    r"blast|spin|crank up|jam to|rock out to|have a listen to|stick on|pop on|rewatch)"
    r"(?: (?:me|us))? (?P<what>.+)"
)
_SET_ON = Wording(
    r"(?:(?:can|could|would|will) (?:you|we|i) |let us |(?:i|we) (?:want|need|"
    r"would like|would love)(?: to)? |i was wondering if (?:i|we|you) (?:can|could) )?"
    r"(?:get|put|pop|stick|throw|have|chuck|bung|whack|slap|set|fire|kick|sling) "
    r"(?P<what>.+?)"
    r" (?:on|playing|going|started|on the go|rolling|up and running|spinning|off|"
    r"streaming)(?: (?:for (?:me|us)|(?:in|on) (?:here|the \w+)|again|tonight))*",
    needs="on playing going started rolling running spinning off streaming",
)
_STARTS = Wording(
    r"(?:(?:let us |i will )?(?:start|load|load up|fire up|kick off|cue up|begin|"
    r"screen|"
    r"roll|spin|blast|crank|crank up|binge|rewatch|bust out|break out|bang on|"
    r"drop the needle on|hit play on|press play on|push play on|click play on|"
    r"get going with|let us go with|let me have|let us have|bring on|swap to|"
    r"(?:have|take) a listen to|catch me up on|catch up on|watch)"
    r"(?: (?:me|us|watching|listening to))? (?P<what>.+))"
)
_WEAK = Wording(
    r"(?:let us |i will )?(?:let us have|let me have|start|load|begin|bring on|roll|"
    r"swap to|screen|crank|blast|spin) "
)
_NEXT = Wording(
    rf"(?:the |my )?next (?:{KINDS}|one)(?: (?:of|in|from) (?:the |my |this )?\w+)?"
)
_LONE = Wording(r"[^ ]+|(?:a|an) .*|.*ing|[a-z]+ing .*")
_CHANGED = Wording(
    r"(?:(?:switch|change|swap|skip|jump|move|go|flip)"
    r"(?: (?:it|this|that|over|the (?:music|song|track|movie|film)))*"
    r"(?: over| straight| on)? (?:to|for|with) (?P<what>[^ ]+ .+)|"
    r"(?P<instead>.+) instead(?: of this)?|"
    r"(?:turn|flip|tune)(?: (?:it|over|on))* to (?P<shown>.+ (?:show|program|movie)))"
)
_PLACES = Wording(r"\b(?:next|previous|last|bit|part|end|beginning|start|scene)\b")
_READ = Wording(
    r"(?:read|narrate) (?P<what>.+?) (?:to (?:me|us|the kids)|aloud|out loud|out)"
    r"(?: to (?:me|us))?",
    needs="read narrate",
)
_WANTS_READ = Wording(
    r"(?:i|we) (?:\w+ )?(?:want|would like|would love|need) to (?:finally |please |"
    r"just )?"
    r"(?:read|hear|finish|watch) (?P<what>the [^ ]+(?: [^ ]+){0,3})",
    needs="read hear finish watch",
)
_KIND_FIRST = Wording(rf"(?:the |my )?(?:{KINDS})s? (?=[^ ])")
_LISTED = Wording(rf"(?:the |my |our |some |a )?(?:[^ ]+ ){{1,4}}?(?:{KINDS})s?")
_DROPPED = Wording(
    r"^(?:some|the (?:new|latest)|a little|more|that)(?= )|"
    r"^the (?=(?:(?:[^ ]+ )+(?:song|album|record|movie|film|playlist|show)s?$))"
)


def named_in(utterance: Utterance, talk: float) -> Intent | None:
    """What is to be played, where a frame leaves room for little but a name.

    Args:
        utterance: Without politeness.
        talk: How much it sounds like conversation, 0 to 1.
    """
    plain = utterance.plain
    if cinema(plain) or len(utterance.words) > _MOST_WORDS:
        return None
    for frame, sure, most in _PLAYED:
        match = frame.fullmatch(plain)
        if match is None or talk > most:
            continue
        found = match.groupdict()
        group = "what" if found.get("what") else match.lastgroup or "what"
        start, end = match.span(group)
        surely = _surely(frame, plain, plain[start:end], talk)
        if surely and _NEXT.fullmatch(plain, start, end):
            return Intent("next_episode", confidence=surely)
        if surely:
            slots = play_slots(utterance, start, end)
            if found.get("player"):
                slots["player"] = utterance.said(*match.span("player"))
            return Intent("play_content", slots, min(sure, surely))
    return None


def _surely(frame: Wording, plain: str, what: str, talk: float) -> float:
    """How surely what stands in a frame is to be played; 0 when it is no name."""
    wishes = frame is _OF_SOME and _WISHES_SOME.match(plain) is not None
    hears = frame is _HEARS or wishes
    heard = wishes or (frame is _HEARS and _HEARD.search(plain) is not None)
    if not _fits(what, heard=heard) or not (hears or compact(what)):
        return 0.0
    if frame in _BY_NAME:
        return _by_name(frame, plain, what)
    if frame is _CHANGED and _PLACES.search(what):
        return 0.0
    if frame is _STARTS and _WEAK.match(plain):
        lone = _LONE.fullmatch(what) and talk > _TALKS_NOT
        return 0.0 if talk > _TALKS or lone else _ASKED
    if frame is _OF_SOME and not hears:
        return _ASKED if plain.startswith("some ") else 0.0
    return _ACTS


def _by_name(frame: Wording, plain: str, what: str) -> float:
    """The same for frames around a name with its maker, its kind or its player."""
    if frame is _MARKED:
        sure = plain.startswith(_LED) or "playlist" in plain or "play list" in plain
        return (_ACTS if sure else _ASKED) if may_be_name(what, heard=True) else 0.0
    if frame in (_NEEDS_BY, _VIA):
        work, _, maker = what.partition(" by ")
        named = may_be_name(work) and (not maker or may_be_name(maker))
        named = named and (maker != "" or not work.startswith("a "))
        return _ACTS if named and (maker or frame is _VIA) else 0.0
    if frame is _IS_WANTED and not (" by " in what or kind_of(what)):
        return _ASKED  # silence is what one may want to hear, too
    return _ACTS


def _fits(what: str, *, heard: bool) -> bool:
    """Whether it names what plays: by its kind or genre, or a name."""
    if not_playable(what):
        return False
    if (kind_of(what) or GENRES.search(what)) and _LISTED.fullmatch(what):
        return True
    if GENRES.fullmatch(what):
        return True
    bare = _KIND_FIRST.sub("", what)
    return may_be_name(_DROPPED.sub("", bare).strip() or bare, heard=heard)


_MARKED = Wording(
    r"(?:(?:time for|how about|what about|we have settled on|we are all set for|"
    r"ready for|let us have|let us go with) )?"
    r"(?:(?:the|my|our) )?(?:music |video |audio )?(?P<kind>play ?list|album|song|film|"
    r"movie|tv show|show|series|podcast|audio ?book) (?P<what>[^ ]+(?: [^ ]+){0,4})",
    needs="list album song film movie show series podcast book",
)
_BY_SOMEBODY = Wording(
    r"(?:i|we) (?:would not mind|could do with|would love|would like|fancy|want|need) "
    rf"(?P<what>(?:a|an|some|any|another|more) (?:{KINDS})s? by .+)",
    needs="by",
)
_IS_WANTED = Wording(
    r"(?P<what>(?!(?:a|an|your|his|her|their|good|bad|better|no) ).+?)"
    r" (?:is|are|would be) (?:what|who|the (?:one|band|song|film|artist)) "
    r"(?:i|we) (?:(?:really|just|do) )*(?:want|wanna|need|would (?:like|love)|"
    r"feel like|am in the mood (?:for|to))(?: to)? "
    r"(?:hear|hearing|listen to|listening to|watch|watching|play)"
    r"(?: (?:now|right now|tonight|today|please))*",
    needs="what who one band song film artist",
)
_NEEDS_BY = Wording(
    r"(?:i|we) (?:(?:really|just|do) )*(?:need|want|must have|have to have|would like|"
    r"would love|fancy) (?P<what>(?!(?:an?|it|this|that|them|help|more|some\w*) )"
    r"[^ ]+(?: [^ ]+){0,4} by (?!(?:noon|midnight|then|now|next|the end|to\w+|\w+day|"
    r"christmas|easter|thanksgiving|halloween|\d+|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|phone|mail|email|post|hand|law|default)\b)"
    r"[^ ]+(?: [^ ]+){0,2}?)"
    r"(?: (?:now|right now|tonight|today|please|on))*",
    needs="by",
)
"""What is needed by a time, or in a way, is no work by anybody."""

_STARTS_IT = r"(?:get|have|start|play|put|hear|listen to|watch|stream)"
_VIA = Wording(
    rf"(?:use|go (?:on|to)|with|using) (?:(?P<player>{PLAYERS}) (?:to|and)"
    rf" {_STARTS_IT} (?P<what>.+?)(?: (?:playing|on|going|started))*|"
    rf"[^ ]+ to {_STARTS_IT} (?P<made>.+?) (?:playing|on|going))",
    needs="use go with using",
)
"""One goes to bed to have sweet dreams: what is no known player must make it play."""
_MOST_WORDS = 14
_ACTS = 0.87
_ASKED = 0.75
_TALKS = 0.995
_TALKS_NOT = 0.35
"""Below it even one word behind "start" may be a title."""

_PLAYED = (
    (_OF_SOME, _ACTS, 0.9995),
    (_HEARS, _ACTS, 0.9995),
    (_READ, _ASKED, 0.999),
    (_WANTS_READ, _ASKED, 0.9995),
    (_SET_ON, _ACTS, 0.997),
    (_STARTS, _ACTS, 0.9995),
    (_CHANGED, _ASKED, 0.98),
    (_IS_WANTED, _ACTS, 0.9995),
    (_BY_SOMEBODY, _ACTS, 0.9995),
    (_MARKED, _ACTS, 0.9995),
    (_NEEDS_BY, _ACTS, 0.9995),
    (_VIA, _ACTS, 0.9995),
)
_BY_NAME = (_IS_WANTED, _NEEDS_BY, _VIA, _MARKED, _BY_SOMEBODY)
_LED = ("time for", "how about", "we have settled", "we are all", "let us ")
_HEARD = Wording(r"\b(?:hear|hearing|listen|listening) ")

_PLACE = (
    r"(?: (?:(?:in|on|from|among) (?:my|the|our|this|your) (?:\w+ )?(?:library|"
    r"collection|computer|disk|drive|pc|laptop|catalog|catalogue|shelf|shelves|server|"
    r"music|films|movies|playlists)|on here|in here|on file|saved|downloaded|"
    r"to (?:watch|play|listen to|hear)|(?:i|we) (?:can|could) (?:watch|play|hear)))"
)
_ANY = r"(?: (?:any|some|a copy of|anything|the (?:film|movie|album|song|show)))?"
_OWNS = (
    r"(?:(?:do|did|would) (?:we|i)(?: (?:happen to|by any chance|even|still|already|"
    r"ever|not))*"
    r" (?:have|own|got|keep|buy|save|download|store)|"
    r"(?:do|would|did) you(?: not)? happen to have|"
    r"(?:you|we|i) (?:do|would) not (?:happen to )?have|"
    r"(?:have|had) (?:we|i|you)(?: (?:already|ever))?"
    r" (?:got|saved|downloaded|bought|stored|ripped)|"
    r"(?:is|are) there (?:any|some))"
)
_SAYS_OWN = r"(?:(?:we|i|you) (?:have|own)(?: got)?|there (?:is|are))"
_WONDERS = (
    r"(?:(?:i )?(?:wonder|am wondering|was wondering)(?: if| whether)|any chance(?: "
    r"that)?|"
    r"is there (?:a|any) chance(?: that)?|"
    r"(?:check|see|find out|look|tell me|let me know|do you know|can you tell me)"
    r"(?: (?:for me|and see|and tell me|quickly))? (?:if|whether))"
)
_HERE = Wording(
    rf"(?:is|are) (?:there (?:any |some )?)?(?:the (?:film|movie|album|song|show|"
    rf"book) )?"
    rf"(?P<what>.+?){_PLACE}+"
)
_HAVE = Wording(
    rf"(?:{_OWNS}|{_WONDERS} {_SAYS_OWN}|if {_SAYS_OWN}){_ANY}"
    rf" (?P<what>.+?){_PLACE}*(?: (?:or not|would you|do we|do you|at all))*"
)
_IF_HERE = Wording(rf"{_WONDERS} (?P<what>.+?) (?:is|are){_PLACE}+")
_GOT = Wording(rf"got(?: any| some| a| the)? (?P<what>.+?){_PLACE}*")
_SOUGHT = Wording(
    r"(?:(?:i|we) (?:am|are) (?:looking for|searching for|hunting for|after)|"
    r"(?:i|we) (?:want|need|would like|have|am trying|am hoping) to "
    r"(?:find|search(?: for)?|look (?:for|up)|locate|track down)|"
    r"where (?:can|could|do) (?:i|we) (?:watch|hear|stream|listen to)|"
    r"find|locate|(?:hunt|track|chase|run)(?: me)? down|(?:dig|fish|seek|root|hunt|"
    r"ferret)"
    r"(?: me)? (?:out|up)|look up|pull up|bring up|call up|search(?: up| for)?|query|"
    r"look for|(?:check|look|search|rummage)(?: (?:in|through|around))?"
    r"(?: (?:the|my|our) (?:\w+ )?(?:library|collection|music|films|movies|albums|"
    r"songs|"
    r"shows|catalog|playlists))? for|"
    r"(?:do|run|start|make) a search (?:for|on)|have a look for|see (?:if|whether) you "
    r"(?:can )?(?:find|have|have got)|can you (?:find|see))"
    r"(?: (?:me|us))? (?P<what>.+)"
)
_WHERE_MINE = Wording(
    r"where (?:is|are|did (?:i|we) (?:put|save|keep)|have (?:i|we) (?:put|saved))"
    rf" (?:my|the|that|our) (?P<what>(?:[^ ]+ ){{1,4}}?(?:{KINDS})s?)"
)
_SHELF = Wording(
    r"(?:any |all |all the |all of the |more )?(?P<what>(?!(?:play|repeat|go|hit|next|"
    r"previous|sing|show|list|skip|last|loop|my|your|these|those|what|which|no|in|on|i|"
    r"good|great|nice|new|best|better|other|similar|decent|interesting|any|some|more|"
    r"popular|top|random|all)"
    r"\b)"
    r"(?:[^ ]+ ){1,3}?(?:songs|tracks|albums|movies|films|comedies|thrillers|westerns|"
    r"dramas|documentaries|podcasts|records))"
)
_MINE = Wording(r"^(?:my |that |the |those |a |an |some |any |old |all the |all )+")


def sought_in(utterance: Utterance, talk: float) -> Intent | None:
    """What is sought in the library, where a frame leaves room for a name.

    Args:
        utterance: Without politeness.
        talk: How much it sounds like conversation, 0 to 1.
    """
    plain = utterance.plain
    if cinema(plain) or len(utterance.words) > _MOST_WORDS:
        return None
    for frame, sure, most in _SEARCHED:
        match = frame.fullmatch(plain)
        if match is None or talk > most:
            continue
        start, end = match.span("what")
        if not _sought(plain[start:end], marked=frame is not _SHELF):
            continue
        return Intent("search_content", search_slots(utterance, start, end), sure)
    return None


def _sought(what: str, *, marked: bool) -> bool:
    bare = _MINE.sub("", what)
    if NOT_MEDIA.search(bare) or not compact(bare):
        return OF_KIND.match(what) is not None or (marked and _entitled(what))
    kinds = kind_of(bare) or GENRES.search(bare)
    if kinds and (not marked or _LISTED.fullmatch(bare) or GENRES.fullmatch(bare)):
        return not not_playable(bare) and may_be_name(_KINDS_OFF.sub("", bare) or "x")
    return may_be_name(_KIND_FIRST.sub("", bare)) and not bare.startswith(_VERBS)


def _entitled(what: str) -> bool:
    """Whether it is named as works are: the grand budapest hotel."""
    return _ENTITLED.fullmatch(what) is not None and all(
        word in _IN_TITLES for word in NOT_MEDIA.findall(what)
    )


_IN_TITLES = frozenset(
    "hotel train bus house park museum bank hospital school college car window phone "  # noqa: SIM905 - a table of words
    "dress suit map bar pub trains cars houses windows places".split()
)
"""What is no media itself, but stands in many a title."""

_ENTITLED = Wording(
    r"the (?!\w+est\b|(?:best|most|new|next|last|right|same|other|first|top|local|"
    r"cheap|"
    r"exact|current|latest|nice|good)\b)"
    r"(?!.* (?:in|on|at|to|near|for|from|with|i|we|you|my|your|our|keys?|number|"
    r"schedule"
    r"|station|stop|party)\b)"
    r"(?:\w+ ){2,4}\w+"
)
_KINDS_OFF = Wording(rf" ?\b(?:{KINDS})s?$")
_VERBS = ("to ", "a ", "an ", "been ", "seen ", "met ", "any ")
_SEARCHED = (
    (_HERE, 0.88, 1.1),
    (_IF_HERE, 0.88, 1.1),
    (_HAVE, 0.8, 1.1),
    (_GOT, 0.8, 0.9995),
    (_SOUGHT, 0.8, 0.9995),
    (_WHERE_MINE, 0.8, 1.1),
    (_SHELF, 0.7, 0.97),
)
