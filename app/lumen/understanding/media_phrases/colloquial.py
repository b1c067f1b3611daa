"""What people say of what plays, and mean as a command; tried last."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import IT, NOUN, TAIL, THE
from lumen.understanding.media_phrases.volume_fragments import STEP_PERCENT, WHAT
from lumen.understanding.rules import Rule, family

_THIS = rf"(?:{THE}{NOUN}|(?:this|that|it)(?: (?:one|thing))?)"
_QUITE = (
    r"(?:a bit|a little|a tad|very|rather|quite|so|pretty|awfully|really|kind of|too|"
    r"far too|way too|much too|just|still|§g|terribly|super|extremely|really quite|"
    r"a bit too|a little too|somewhat)"
)
_HEARD = (
    r"(?:dialogue?|speech|voices?|words|lyrics|singer|speaker|actors?|people|"
    r"vocals|narrator|host|presenter|conversation)"
)

MOVES: tuple[Rule, ...] = (
    # As in "i'm sick of this song".
    Rule(
        "next_episode",
        r"(?:(?:i|we) (?:am|are|have|have had|had) |really |so |just )*"
        r"(?:bored|sick|tired|sick and tired|enough|fed up|over|done|weary)"
        rf"(?: (?:of|with))? {THE}(?:song|track|music|one|episode|video|playlist|album)"
        rf"(?: now| already)?{TAIL}|"
        r"(?:i|we) (?:do not|can not) (?:like|fancy|stand|want|feel like|care for)"
        rf" {THE}(?:song|track|music|one|episode|video)(?: anymore| any more)?|"
        r"not this(?: (?:one|song|track|again|song again|one again))|"
        r"anything but (?:this|that)(?: (?:song|one|track))?|"
        r"(?:get rid of|ditch|lose|drop|bin|scrap|forget) (?:this|that|the)"
        r" (?:song|track|one|video|episode)|"
        r"(?:this|that)(?: (?:song|track|one))? (?:sucks|stinks|is (?:rubbish|awful|"
        r"terrible|boring|dreadful|crap|garbage|trash|horrible|annoying))"
        r"(?: (?:skip|next|change|pass)(?: (?:it|this|one))?)?",
        {},
        0.8,
    ),
    # As in "try another one".
    Rule(
        "next_episode",
        r"(?:(?:try|give me|put on|play|find|let us (?:hear|have|try)|get me|i want|"
        r"how about) )?(?:another|a different|a new|some other)"
        r"(?: (?:one|song|track|video|episode|number))?|"
        r"(?:put|play|have) (?:something|anything) else(?: on)?|"
        r"let us move (?:on|along)|move (?:it )?along|onwards|advance (?:one|a track)|"
        rf"(?:the )?(?:one|{NOUN}) (?:after|after this|after that)|"
        r"forward one(?: track| song)?|one forward|(?:one|a) (?:song|track|episode|"
        r"chapter|video)s? (?:ahead|forward|on)|next bit",
        {},
        0.86,
    ),
    # As in "back one".
    Rule(
        "previous_episode",
        r"(?:back|backwards|step back|hop back|skip back) (?:one|a one)(?: (?:please|"
        r"more))?|(?:one|a) (?:song|track|episode|chapter|video)s? (?:back|earlier|"
        r"ago)|"
        r"(?:replay|repeat|redo) (?:the )?(?:previous|last)(?: (?:song|track|one|"
        r"episode|video))",
        {},
        0.9,
    ),
)
SOUND: tuple[Rule, ...] = (
    # As in "it's a bit loud".
    Rule(
        "adjust_volume",
        rf"(?:{WHAT}(?:'s)?(?: is| sounds| seems| are)?|that is|ouch that is|wow that "
        rf"is|"
        rf"ouch|is it me or is {WHAT}) (?:{_QUITE} )*(?:loud|noisy|deafening|blaring|"
        r"blasting|ear splitting|piercing|booming)(?: (?:for me|in here|for us|"
        r"today))*|"
        rf"(?:{_QUITE} )+(?:loud|noisy)|less noise|lower|(?:a|one) notch down|"
        r"down (?:a|one) notch|(?:hush|shush|quieten|pipe|settle) (?:it|this|that)"
        r"(?: down)?|quiet (?:it|this|that)(?: down)?|(?:my|the) ears(?: hurt| are "
        r"bleeding)?|you are deafening me|i am going deaf",
        {"volume_adjustment": -STEP_PERCENT},
        0.86,
    ),
    # As in "it's very quiet".
    Rule(
        "adjust_volume",
        rf"(?:{WHAT}|the {_HEARD})(?:'s)?(?: is| sounds| seems| are)"
        rf" (?:{_QUITE} )*(?:quiet|faint|soft|inaudible)"
        r"(?: (?:for me|in here|for us|today))*|"
        rf"(?:the )?(?:{WHAT}|{_HEARD}) (?:{_QUITE} )+(?:quiet|faint|soft)|"
        r"(?:i|we) (?:can|could) (?:not|hardly|barely|scarcely|just about|only just)"
        rf"(?: really)? (?:hear|make out|catch|understand)(?: (?:it|this|that|"
        rf"anything|a"
        rf" (?:thing|word)|the (?:{_HEARD}|{NOUN})|what (?:he|she|they) (?:is|are|am)"
        r" (?:saying|singing)))?|"
        r"(?:a|one) notch up|up (?:a|one) notch|up it(?: (?:a bit|§g|a little|a notch|"
        r"a "
        r"tad))?|make (?:it|this) audible|more oomph|give it (?:some|more) (?:oomph|"
        r"welly|volume|power)|speak up a bit in the movie",
        {"volume_adjustment": STEP_PERCENT},
        0.86,
    ),
    # As in "down by ten".
    Rule(
        "adjust_volume",
        r"(?:(?P<down>down)|up) by (?P<amount>§[np])(?: percent| points)?",
        lambda found: {
            "volume_adjustment": (-1.0 if found.has("down") else 1.0)
            * found.amount("amount").value
            * (1.0 if found.amount("amount").kind == "n" else 100.0)
        },
        0.9,
        needs="by",
    ),
    # As in "go silent".
    Rule(
        "adjust_volume",
        r"(?:go|make it|keep it|turn it|be) (?:silent|mute|muted)|no (?:noise|more "
        r"sound)",
        {"mute": True},
        0.9,
    ),
    # As in "play it quietly".
    Rule(
        "adjust_volume",
        rf"(?:play|keep|have|put|make) {IT}(?: on)?(?: (?:more|a bit more|a little "
        rf"more|"
        r"very|really))? (?:(?P<down>quietly|softly)|loudly)",
        lambda found: {
            "volume_adjustment": -STEP_PERCENT if found.has("down") else STEP_PERCENT
        },
        0.86,
    ),
    # As in "max it out".
    Rule(
        "adjust_volume",
        r"max (?:it|this|that|the volume) out|max out (?:the )?(?:volume|sound)|"
        r"(?:to|up to) eleven|turn it (?:up )?to eleven|as loud as (?:it goes|possible|"
        r"it can go|you can)|full (?:whack|tilt|throttle)",
        {"volume_level": 100.0},
        0.9,
    ),
)
HOLDS: tuple[Rule, ...] = (
    # As in "make it stop".
    Rule(
        "pause_playback",
        rf"(?:make|have|get|let) {IT} (?:stop|pause|to stop|stopped|paused)|"
        rf"(?:kill|cut) (?:it|this|that)|(?:leave|keep|get) {IT} (?:paused|stopped)|"
        rf"enough (?:of|with) {_THIS}(?: now| for now| for today)?|"
        rf"(?:i|we) (?:have|am|are|need)(?: had)? (?:enough|done|finished|a (?:break|"
        rf"pause)"
        rf")(?: (?:of|with|from|listening to|watching) {_THIS})(?: for (?:now|today))?|"
        r"(?:let us )?(?:take|have) a (?:pause|breather) (?:here|now)?|that is enough "
        r"of"
        rf" {_THIS}",
        {},
        0.86,
    ),
    # As in "keep it going".
    Rule(
        "resume_playback",
        rf"(?:keep|let|get|set) {IT} (?:going|going again|play|playing again|run|"
        rf"running|"
        r"run on|roll|rolling|rolling again|carry on|continue|back on)|"
        rf"(?:get|bring) {IT} back(?: on)?|roll on|keep (?:going|it coming|rolling)|"
        r"pick (?:it|this) (?:back )?up(?: again)?|release (?:the )?pause|"
        r"end (?:the )?pause|stop pausing|"
        r"(?:let us |we can |you can )?(?:keep|get back to|go back to|continue|return "
        r"to|"
        rf"carry on|go on) (?:watching|listening|playing|it|the {NOUN})(?: again| "
        rf"now)?|"
        r"(?:i am|we are) (?:back|ready)(?: now| again)? (?:so )?(?:keep|carry on|"
        r"continue|"
        r"go on|keep on|resume)(?: (?:playing|going|watching))?|"
        r"(?:the )?break is over|back to it",
        {},
        0.86,
    ),
)
PLACE: tuple[Rule, ...] = (
    # As in "i missed that bit".
    Rule(
        "seek_content",
        r"(?:(?:sorry|oh|i|we) )*missed (?:that|this|it|the last)(?: (?:bit|part|line|"
        r"scene|one))?(?: (?:rewind|go back|back up|back))?|"
        r"what did (?:he|she|they|it|i) (?:just )?(?:say|miss)(?: go back| rewind)",
        {"seek_offset": -10.0},
        0.8,
    ),
    # As in "begin again".
    Rule(
        "seek_content",
        rf"(?:begin|do) (?:{IT} )?(?:again|over|over again|anew)|once more from the "
        rf"top|"
        rf"(?:play|run) (?:{IT} )?once more",
        {"seek_position": 0.0},
        0.86,
    ),
    # As in "put it at 12 minutes".
    Rule(
        "seek_content",
        rf"(?:put|have|set|start) (?:{IT} )?(?:at|to|from) "
        rf"(?P<at>§d|§t)"
        r"(?: in)?",
        lambda found: {
            "seek_position": found.amount("at").value
            * (60.0 if found.amount("at").kind == "n" else 1.0)
        },
        0.86,
    ),
)
PACE: tuple[Rule, ...] = (
    # As in "pick up the pace".
    Rule(
        "adjust_speed",
        r"pick up the (?:speed|pace)|(?:hurry|hustle|get) (?:it|this|things) (?:up|"
        r"along|a "
        rf"move on)|{_THIS} is (?:{_QUITE} )*(?:dragging|crawling|sluggish)|"
        r"(?:he|she|they) (?:talks?|speaks?|is talking|is speaking|are talking)"
        rf" (?:{_QUITE} )*slow(?:ly)?",
        {"speed_adjustment": 0.25},
        0.75,
    ),
    # As in "he talks too fast".
    Rule(
        "adjust_speed",
        r"(?:he|she|they) (?:talks?|speaks?|is talking|is speaking|are talking|goes|go)"
        rf" (?:{_QUITE} )+(?:fast|quick|quickly)(?: (?:slow it down|slow down|"
        rf"slower))?",
        {"speed_adjustment": -0.25},
        0.75,
    ),
    # As in "put it on 2x".
    Rule(
        "adjust_speed",
        rf"(?:put|have|run|watch|hear|make|keep) {IT} (?:on|at|to|in) (?P<rate>§r)"
        r"(?: speed)?",
        lambda found: {"playback_speed": found.amount("rate").value},
        0.9,
    ),
    # As in "back to normal".
    Rule(
        "adjust_speed",
        r"(?:go |get )?back to normal(?: again)?|(?:as|at) normal(?: pace)?",
        {"playback_speed": 1.0},
        0.75,
    ),
)
ASKS: tuple[Rule, ...] = (
    # As in "what's it at": how fast and how loud it plays.
    Rule(
        "content_info",
        r"how fast (?:is|does) (?:it|this|that|the \w+)(?: (?:playing|going|run|"
        r"running|"
        r"play|set))?(?: (?:at|now|right now))*|"
        r"(?:what|which) (?:is the )?(?:playback )?(?:speed|rate)(?: (?:is|are|does))?"
        r"(?: (?:it|this|that|we|set|playing|running|the \w+))*(?: (?:at|in|on|now))*",
        {"question": "speed"},
        0.86,
    ),
    Rule(
        "content_info",
        rf"how (?:loud|high|quiet) is {WHAT}(?: (?:set|playing|turned up|at|now|right "
        r"now))*|(?:what|how high) (?:is|volume is|level is) (?:the )?(?:current )?"
        r"(?:volume|sound level|volume level|it at|it|this)(?: (?:level|set|at|to|on|"
        r"now|"
        r"right now))*|what volume (?:is|are) (?:it|this|we)(?: (?:at|on|set to|playing"
        r" at))*",
        lambda found: (
            {"question": "volume"}
            if {"volume", "loud", "level", "quiet"} & set(found.match[0].split())
            else None
        ),
        0.86,
    ),
    # As in "is it nearly over".
    Rule(
        "content_info",
        rf"(?:is|are) (?:it|this|we|{THE}{NOUN}) (?:(?:nearly|almost|close to|about) )+"
        r"(?:over|done|finished|there|at the end|the end|through|finishing|ending)|"
        r"how much longer(?: (?:now|please))?|how long (?:is )?left|where are we"
        rf" (?:in|at) {_THIS}|how many (?:song|track|episode|chapter|video)s?"
        r" (?:are |is )?(?:left|remaining|to go)(?: .{0,20})?|"
        r"how many (?:song|track|episode|chapter)s? (?:are |does |has |is )?(?:there )?"
        rf"(?:on|in|has) {_THIS}(?: have)?",
        {"question": "remaining"},
        0.86,
    ),
    # As in "where was this filmed".
    Rule(
        "content_info",
        r"(?:(?:more|some) )+(?:info|information|details)|details|(?:the )?lyrics|"
        r"(?:show|get|give|find|display)(?: me)?(?: the)? (?:lyrics|cast|credits|"
        r"synopsis|"
        r"plot|rating|release date|runtime)|"
        r"what (?:is|are) the (?:plot|lyrics|story|rating|cast|premise|synopsis|"
        r"runtime|"
        r"release date|budget)(?: (?:about|here))?|"
        rf"(?:tell me )?(?:more )?about (?:the |this |that )?(?:director|artist|"
        rf"singer|band|"
        r"actor|actress|composer|author|writer|cast|narrator)|"
        rf"where (?:was|is|were|did) {_THIS} (?:filmed|shot|recorded|made|set|"
        rf"produced)|what else (?:has|have|did|does) (?:he|she|they|this \w+|the "
        r"\w+)"
        r" (?:been in|done|make|made|direct|directed|sing|sung|record|recorded|write|"
        r"written|play in)|who plays the (?:lead|main character|hero|villain|detective|"
        r"doctor|mother|father|killer)(?: in (?:this|it))?|"
        rf"(?:is|was) {_THIS} (?:any good|a hit|well rated|famous|popular|number one|"
        rf"based"
        r" on .*|by .{2,30}|from (?:the )?\d\d\w*|on (?:the )?(?:album|soundtrack).*)",
        {"question": "about"},
        0.8,
    ),
    # As in "is there a live version of this".
    Rule(
        "content_info",
        r"(?:is|are|was) there (?:a|an|any|another) (?:live|acoustic|studio|extended|"
        r"longer|"
        r"shorter|original|cover|uncut|dubbed|sequel|remix|better|different)(?: "
        r"(?:version|"
        rf"recording|mix|cut|take))?s? (?:of|to|for) {_THIS}",
        {"question": "about"},
        0.86,
    ),
    # As in "what is this one called".
    Rule(
        "what_is_playing",
        r"(?:what|which) (?:is|was) (?:this|that)(?: one)? (?:called|named)|"
        r"(?:tell me|remind me|any idea|any clue|do you know|i wonder|say)"
        r" (?:who|what) (?:this|that|it) (?:is|was)|tell me the title|"
        rf"(?:(?:show|display|tell|give)(?: me)? )?(?:the )?(?:current|current playing)"
        rf" {NOUN}|current playing|who is (?:on|playing)(?: (?:now|here|right now))?|"
        r"(?:any|have you any|you have any) (?:idea|clue) what (?:this|that|it|the)"
        rf"(?: {NOUN})?(?: (?:is|called|playing|on))+|"
        r"(?:(?:i (?:love|like|know|recognise|recognize|remember)|oh|this is (?:nice|"
        r"good|"
        r"great|catchy|lovely|cool|beautiful)|nice|ooh) )+(?:this|that|it)?(?: (?:one|"
        r"song))?"
        r" ?(?:what|who) is (?:it|this|that)(?: (?:called|by|again))*",
        {},
        0.86,
    ),
)
LIKES: tuple[Rule, ...] = (
    # As in "this is my jam".
    Rule(
        "like",
        r"(?:this|that) is (?:a (?:real )?(?:banger|keeper|"
        r"tune|belter|classic|favorite))|this is a (?:song|bop)|(?:big|massive|double) "
        r"thumbs up|"
        r"upvote(?: (?:this|it))?|(?:five|5) out of (?:five|5)|ten out of ten|add"
        r" (?:to|in) (?:the )?(?:favorites|likes)|(?:mark|save|set|flag) as (?:a )?"
        r"favorite|i am (?:loving|really into|into|digging) (?:this|it)(?: (?:song|"
        r"one))?",
        {},
        0.8,
    ),
    # As in "in order please".
    Rule(
        "shuffle",
        r"in order|(?:the )?(?:normal|usual|original) order",
        {"shuffle": "off"},
        0.86,
    ),
)

FAMILIES = (
    family(
        "song track music one episode video another different something anything move "
        "onwards advance after forward ahead next back earlier ago replay redo change "
        "sucks stinks this that",
        MOVES,
    ),
    family(
        "loud noisy deafening blaring blasting piercing booming noise lower notch "
        "hush shush quieten pipe settle quiet ears deaf quietly softly loudly "
        "faint soft inaudible hear make up down silent mute muted sound max eleven "
        "full",
        SOUND,
    ),
    family(
        "stop stopped pause paused kill cut leave keep enough done finished break "
        "breather going play playing run rolling roll back pick release end get let "
        "watching listening continue carry go",
        HOLDS,
    ),
    family(
        "missed miss say begin over once more §d §t",
        PLACE,
    ),
    family(
        "pace speed hurry hustle get dragging crawling sluggish slow slowly fast "
        "quick quickly §r normal",
        PACE,
    ),
    family(
        "how what which is are where info information details lyrics about who tell "
        "remind current show display was any nice oh ooh more",
        ASKS,
    ),
    family(
        "thumbs upvote banger keeper belter classic jam bop five 5 ten add mark "
        "favorite favorites likes loving into digging order this that",
        LIKES,
    ),
)
