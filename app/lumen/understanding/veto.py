"""What sounds like a command and is none: denied, told, wondered, meant for us."""

from __future__ import annotations

from lumen.understanding.wording import Wording

_DENIED = Wording(
    r"(?:(?:"
    r"please|hey|no|wait|okay|oh|well|but|and|so|just|actually|lumen|"
    r"stop)"
    r" )*"
    r"(?:(?:do|does|did|would|should|can|could|will|must) not|never|"
    r"no need|not|(?:stop|quit) (?:asking|telling|saying)|you need not|"
    r"there is no (?:need|reason)|"
    r"you (?:"
    r"do not|need not|should not|must not|can not|will not|did not|"
    r"better not)|"
    r"(?:i|we)(?: (?:really|just|honestly|certainly|definitely|actually|still|also|"
    r"simply|truly|absolutely|particularly|realy))*"
    r" (?:do|did|would|can|could|will|have|am|was|should)"
    r"(?: \w+)? not|"
    r"i (?:would|had) (?:rather|better)(?: you)? not|(?:i|we) never|"
    r"nobody|no one|none of|without|instead of|rather than|let us not|"
    r"avoid|refrain from|it is not|that is not|this is not|please note|"
    r"who said|forget)"
    r"\b.*"
)
_DENIED_LATER = Wording(
    r"(?:^|[ ,])not (?:the |that |this )?(?:next|previous|last|volume|music|song|movie)"
    r" |"
    r"\bnot yet\b|\bnot the .* yet\b|"
    r"\b(?:(?:but|please|and|so|just|okay) (?:do not|never)"
    r" (?:play|pause|stop|skip|turn|mute|change|touch|resume|rewind|"
    r"start|restart|raise|lower|put|shuffle|repeat|open|set)|"
    r"i (?:do|did) not (?:say|ask|mean|want|tell|need)|"
    r"(?:is|are|was|were) not (?:supposed|meant|asking)|no need to)"
    r"\b"
)
_TOLD = Wording(
    r"(?:(?:and|so|but|then|well|yeah|yes|oh|because|when|while|after|"
    r"before|once|haha|lol|wow|anyway)"
    r" )*"
    r"(?:he|she|they|we|it|you|someone|somebody|everyone|everybody|people|"
    r"my|his|her|their|our|the|a|an|this|that|these|those|i|there|some|"
    r"most|many|[a-z]+)"
    r" (?:\w+ ){0,4}?"
    r"(?:said|says|told|tells|asked|asks|keeps|kept|was|were|used to|had|"
    r"has been|have been|always|usually|wanted|wants|decided|tried|loved|liked|enjoyed|"
    r"started|stopped|paused|played|skipped|muted|turned|watched|"
    r"listened|heard|saw|went|thought|think|thinks|believe|guess|"
    r"remember|wish|hope|heard that|hates|loves|likes|makes|made|plays|"
    r"stops|pauses|skips|repeats|resumes|goes|turns|sets|runs|"
    r"is (?:a|an|the|so|very|not|getting|my|his|her|one)|"
    r"are (?:a|an|so|very|the)|would|could|might|should|did|does|cannot|"
    r"got|came|took|gave|let|lets|ended|died|won|lost)"
    r"\b.*"
)
_IF = Wording(
    r"(?:(?:and|so|but|well|please|hey) )*"
    r"(?:if|unless|suppose|supposing|imagine|what if|what happens|in case|"
    r"whenever|as soon as|"
    r"when(?: i| you| we| he| she| they| the| it| my)|until|because|"
    r"since|although|even though|while|ever since|should i|should we|"
    r"would it|will it|had i)"
    r"\b.*"
)
_ASKED = Wording(
    r"(?:(?:and|so|but|well|hey|tell me|do you know|i wonder|"
    r"can you tell me|please tell me|explain|describe)"
    r" )*"
    r"(?:how (?:do|does|did|can|could|would|should|come|is it|are you|to|"
    r"many people|old|far|big|tall|fast|hard|often|well)|"
    r"why|where|whether|"
    r"(?:do|did|does|have|has|are|were|is|was|am)"
    r" (?:"
    r"you|he|she|they|people|there anyone|anyone|we|i|it|your|my|his|"
    r"her)|"
    r"(?:can|could|should|may)"
    r" (?:i|we|he|she|they|people|one|a|an|the|dogs|cats)"
    r" (?!"
    r"(?:hear|have|get|listen|watch|see|play|skip|go|pause|stop|mute|"
    r"resume|continue|please|turn|change|move|rewind|start|just|"
    r"find|search|put|repeat|shuffle|jump|set|know)"
    r"\b)|"
    r"what (?:"
    r"does|do|did|would|makes|made|kind of person|happened|happens)|"
    r"who (?:do|did|does|invented|won|said))"
    r"\b.*"
)
_SELF = Wording(
    r".*\b(?:your (?:"
    r"voice|speech|talking|speaking|accent|language|name|answers?|"
    r"replies|reply|words|response|responses|feelings?|mind|"
    r"favou?rite|job|opinion)|"
    r"whisper(?:ing)?(?: mode)?|talk(?:ing)?|speak(?:ing)?|"
    r"voice (?:speed|replies)|yourself|"
    r"you (?:are|were|sound|said|say|think|feel|love|hate|look))"
    r"\b.*"
)
_VOICE_SPEED = Wording(
    r".*\b(?:talk|talking|speak|speaking|speech|"
    r"your (?:voice|speech|words|answers|responses|reply|replies))"
    r"\b.*\b(?:"
    r"fast(?:er)?|slow(?:er|ly)?|speed|quick(?:er|ly)?|rate|pace|down|"
    r"up)"
    r"\b.*|"
    r".*\b(?:fast(?:er)?|slow(?:er|ly)?|speed|quick(?:er|ly)?|rate|pace)"
    r"\b.*\b(?:talk|talking|speak|speaking|speech|your voice|"
    r"your (?:words|answers|responses|reply|replies))"
    r"\b.*"
)
_HOUSE = Wording(
    r"\b(?:"
    r"lights?|lamps?|fans?|heat(?:er|ing)?|oven|stove|thermostat|ac|a c|"
    r"air con(?:ditioner|ditioning)?|vacuum(?: cleaner)?|dishwasher|"
    r"washing machine|coffee|kettle|doors?|windows?|curtains?|blinds|"
    r"plugs?|sockets?|outlet|wemo|robot|wifi|wi fi|bluetooth|flashlight|"
    r"engine|cars?|brightness|printer|microwave|garage|sprinklers?|"
    r"bulbs?|humidity|temperature|subtitles?|captions?|context menu|"
    r"fullscreen|full screen|visualizer|screenshot|appliances?|cleaner|"
    r"mower|scene|party mode|pages?|tabs?|slides?|cursor|windows?|"
    r"menus?|audio (?:track|stream|language)s?|lyrics font|zoom|"
    r"keyboard|profile)"
    r"\b"
)
_LISTS = Wording(
    r"\b(?:add|adding|include|insert|append)"
    r"\b(?!.*\b(?:favorites?|likes|liked songs|library)\b)"
    r".*\b(?:play ?lists?|list|queue|collection|to (?:my|the) \w+)"
    r"\b|"
    r"\b(?:put|get|place|stick|drop|throw|save|move|want|need|make)"
    r"\b (?!on\b|up\b|it on\b)(?:\S+ )+?"
    r"(?:to|on|onto|into|in|under|part of|added to)"
    r" (?:\S+ )*?(?:play ?lists?|list)\b|"
    r"\b(?:"
    r"create|delete|rename|remove|erase|clear|edit|start a new|build|"
    r"new)"
    r"\b.*\b(?:play ?lists?|list|queue)\b|"
    r"\b(?:remove|delete|erase)\b.*\b(?:song|track|album|artist)\b|"
    r"\b(?:put|add) .* (?:onto|on to) (?:my|the) "
)
_PLAYS_LIST = Wording(
    r"(?:(?:i|we) (?:want|need|would like|have|love) (?:you )?to |please |"
    r"can you |let us )*"
    r"(?:listen|hear|play|watch|put on|turn on|start|shuffle|repeat|loop|"
    r"search|find|look)"
    r"\b"
)
_REASON = Wording(
    r"(?:i (?:missed|can not|could not|did not|"
    r"do not (?:like|want|hear|understand|get|care)|hate|"
    r"am (?:bored|back|home|ready|done|here|in a hurry|getting|"
    r"on my way|tired|sick|in the mood|going|leaving|late|"
    r"on the phone)|"
    r"have (?:to|had|heard|seen)|need (?:to|a)|love|like|really|just|"
    r"got|was)"
    r"\b.*|"
    r"(?:i am|we are) [a-z]+ing\b.*|"
    r"(?:forget|screw|enough of) (?:this|that|it)\b.*|"
    r"(?:"
    r"it|this|that|the \w+|this \w+|that \w+|my \w+(?: \w+)?|someone|"
    r"somebody|he|she|they)"
    r"(?: \w+)?"
    r" (?:is|was|are|sounds?|has|seems?|gets?|keeps|came|told)"
    r"\b.*|"
    r"(?:\w+ )?"
    r"\w+'s (?:at|ringing|calling|on|coming|here|crying|not)"
    r"\b.*|"
    r"\w+ (?:is )?(?:ringing|calling)|"
    r"(?:way )?too (?:loud|quiet|slow|fast|boring|long)|"
    r"what did (?:he|she|they) (?:just )?say|"
    r"(?:no|yes|yeah|okay|oh|ugh|boring|nice|great|cool|perfect|thanks|"
    r"thank you|sorry|enough|hm+|nope|not this(?: one| again)?|"
    r"wait(?: a (?:second|minute|moment))?|hold on|"
    r"one (?:second|moment)|listen|look|good (?:morning|evening)|"
    r"hello|hi)"
    r"(?: \w+)?)"
)


_UNDECIDED = Wording(
    r"(?:(?:i|we) (?:am |are )?)?(?:really |still )*(?:do not know|can not (?:decide|"
    r"choose|"
    r"think|agree)(?: on)?|could not decide|not (?:really )?sure|not decided|"
    r"have not decided|no idea) what |you (?:do|would) not (?:happen to )?have "
)
"""Not sure what to watch: no denial."""

_ELSEWHERE = Wording(
    r"(?:who|what|how|when|where|which)\b.*\b(?:this|the|that|your) (?:ai|a i|"
    r"artificial intelligence|bot|chat ?bot|robot|assistant|ship)(?:'s \w+)?(?: .*)?|"
    r"(?:\w+ )*(?:go|take (?:me|us|it)|switch|change|reset|return|revert|set|back)"
    r"(?: (?:me|us|it|back|everything|over))* to(?: to)? (?:the |my |"
    r"your )?(?:original|"
    r"initial|factory|default|standard|previous|old|last|normal) settings?(?: .*)?|"
    r"(?:roll|flip|toss|throw)(?: (?:a|an|the|some|my|two|me|us|six|sided))* (?:dice|"
    r"die|coin)s?\b.*|"
    r"(?:start|begin|do|make) (?:the |a )?coin (?:flip|toss)(?: .*)?|"
    r"what time (?:is|are|does|will) .+ (?:showing|screening|airing)(?: .*)?|"
    r"what (?:movies|films|plays) are (?:playing|showing|on|out|running)(?: .*)?|"
    r"what (?:is|are) (?:on|in) (?:this|that|my|the) (?:\w+ )?lists?|"
    r"(?:(?:and|then|please) )*(?:play|read|say)(?: me)? (?:back )?(?:(?:the|my) )?"
    r"(?:last|latest|next|new|first|unread)? ?(?:voice )?(?:messages?|emails?|mails?|"
    r"voicemails?|texts?)|"
    r"(?:show|list|tell|read|give)(?: me| us)? (?:(?:my|the|all|what|which) )*"
    r"lists?(?: items?| .*)?|"
    r"(?:get |fetch |bring |read |open )?(?:me )?volume \w+ of"
    r" (?:(?:the|an?|my|this|that|his|her|their) )*(?:\w+ )?"
    r"(?:encyclop\w+|books?|series|trilogy|novels?|manga|comics?|journal|saga|atlas|"
    r"dictionary|magazine|history|works|report)\b.*|"
    r"(?:turn|bring|keep) (?:it|things|that|this) (?:up|down)"
    r" (?:at|for) (?:the |my |a |our )?"
    r"(?:office|work|school|party|gym|meeting|club|game|interview)|"
    r"(?:play|run|put|sing|spin) (?:it|this|that|them|the \w+)"
    r" (?:backwards|in reverse|upside down)|"
    r"(?:skip|skipping|pause|speed up|slow down|rewind|resume|stop)"
    r" (?:(?:the|my|our|your|this|that|all) )*"
    r"(?:breakfast|lunch|dinner|supper|class|classes|school|work|gym|homework|"
    r"meal|meals|meetings?|process|project|delivery|traffic|workout|"
    r"leg day|rope)|"
    r"shuffle (?:the|my|your|our|these|those|a) (?:cards?|decks?|papers?|feet|tiles|"
    r"chairs)\b.*|"
    r"(?:oh |i am )*(?:pardon(?: me)?|sorry|excuse me) what (?:was|is) that(?: again)?|"
    r"(?:would|will|could|can|do) you (?:ever |want to |like to )*date (?:me|us|him|"
    r"her|them)(?: .*)?|"
    r"(?:the )?volume (?:of|in) (?:the|a|this|my|that) .*\b(?:litres?|liters?|gallons?|"
    r"pints?|cups?|millilitres?|milliliters?|cubic .*|ml|ounces?)|"
    r"(?:.* )?(?:jokes?|puns?|riddles?|poems?) .*\b(?:(?:try|tell|say|give) (?:me |"
    r"us )?(?:a new|another|a different|a better)(?: one)?)|"
    r"(?:.* )?(?:lights?|lamps?|fan|heater|heating|kettle|oven|vacuum|dishwasher|alarm|"
    r"plugs?|outlet|sockets?|thermostat|printer|washing machine)"
    r" .*\b(?:(?:switch|turn|shut) (?:it|that|them) (?:off|on|down|up)|"
    r"(?:cut|kill|stop|pause|start) (?:it|that|them)(?: off)?)|"
    r"(?:oh |hey |hi |hello |wow )*long time no see\b.*|"
    r"(?:restart|reboot|shut down|suspend|hibernate|update|reset) (?:(?:the|my|this) )?"
    r"(?:system|computer|pc|machine|laptop|device|phone|router|server|windows|linux)|"
    r"(?:open|start|launch|get) .{2,25} (?:i|we) (?:want|would like|wanna) to play|"
    r"(?:put|post|write|share) (?:it |this |that )?(?:on|to) (?:facebook|twitter|"
    r"instagram|insta|my (?:wall|story|feed|blog|calendar|timeline))\b.*|"
    r"(?:what|which) (?:\w+ )?(?:sites?|services?|apps?|formats?|websites?|sources?|"
    r"players?) (?:can|do|could) you (?:play|use|support|open|read|control)(?: .*)?|"
    r"(?:i|we) (?:have|ought|have got) to (?:stop|go on|continue) (?:in|after) .*|"
    r"(?:.* )?play (?:secretary|nurse|doctor|mother|referee|detective|host) and .*|"
    r"(?:let us |we |i )?(?:go|went|going|be|been) (?:out )?on (?:a|the|our|my) "
    r"(?:\w+ )?dates?\b.*|"
    r"(?:(?:i am|i will be|be|right|will be) )*back in"
    r" (?:an?|\w+|half an?|a few|a couple of)"
    r" (?:seconds?|secs?|minutes?|moment|bit|while|hours?|days?|weeks?)"
)


def not_media(plain: str) -> bool:
    """Whether a plain text only sounds like a command: "volume 3 of the atlas"."""
    return bool(_ELSEWHERE.fullmatch(plain))


def reason(plain: str) -> bool:
    """Whether a plain text only says why something is commanded."""
    return bool(_REASON.fullmatch(plain))


def denied(plain: str) -> bool:
    """Whether a plain text forbids or declines what it names."""
    if _UNDECIDED.match(plain):
        return False
    return bool(_DENIED.fullmatch(plain) or _DENIED_LATER.search(plain))


def reported(plain: str) -> bool:
    """Whether a plain text tells what something does by itself: no wrong spelling."""
    return bool(_REPORTED.fullmatch(plain))


_REPORTED = Wording(
    r"(?:it|this|that|(?:the|this|that|my|our) (?:\w+ )?\w+) (?:just |always |never )?"
    r"(?:stops|stopped|pauses|paused|skips|skipped|ends|ended|plays|played)(?: .*)?|"
    r"(?:the |my |your )?(?:volume|sound|music) (?:may|might|will|would|must have) .*"
)


def idle(plain: str) -> bool:
    """Whether a plain text tells, asks or supposes something and commands nothing.

    For guesses only: what matches a closed wording as a whole is meant.
    """
    return bool(
        _TOLD.fullmatch(plain)
        or _IF.fullmatch(plain)
        or _ASKED.fullmatch(plain)
        or _REPORTED.fullmatch(plain)
    )


def elsewhere(plain: str) -> bool:
    """Whether a plain text is about the house, the window, a list, or Lumen itself."""
    return bool(_HOUSE.search(plain) or edits_list(plain) or about_lumen(plain))


def about_lumen(plain: str) -> bool:
    """Whether a plain text is about Lumen itself, its voice or its words."""
    return bool(_VOICE_SPEED.fullmatch(plain) or _SELF.fullmatch(plain))


def edits_list(plain: str) -> bool:
    """Whether a plain text wants a playlist or another list changed."""
    match = _LISTS.search(plain)
    return bool(match) and not _PLAYS_LIST.match(plain)


def asks_us(plain: str) -> bool:
    """Whether a plain text asks what Lumen itself does or can: "can you hear me"."""
    return bool(_ASKS_US.match(plain))


_ASKS_US = Wording(
    r"(?:(?:hey|so|and|well|okay|lumen) )*"
    r"(?:(?:can|could|would|will|do|did|are|have|were|may) you|you)"
    r"(?: (?:even|ever|also|really|actually|always|usually|able to|like(?: to)?|"
    r"want to|just|still|often|sometimes|allowed to))*"
    r" (?:watch|watched|watching|listen|listened|listening|hear|heard|hearing|see|seen|"
    r"read|enjoy|dance|sing)\b(?! it for me)"
)


def voice_speed(plain: str) -> bool:
    """Whether a plain text is about how fast Lumen talks."""
    return bool(_VOICE_SPEED.fullmatch(plain))
