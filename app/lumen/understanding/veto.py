"""What sounds like a command and is none: denied, told, wondered about, meant for us."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

import re

_DENIED = re.compile(
    r"(?:(?:please|hey|no|wait|okay|oh|well|but|and|so|just|actually|lumen|stop) )*(?:(?:do|does|did|would|should|can|could|will|must) not|never|no need|not|(?:stop|quit) (?:asking|telling|saying)|you need not|there is no (?:need|reason)|"
    r"you (?:do not|need not|should not|must not|can not|will not|did not|better not)|(?:i|we) (?:do|did|would|can|could|will|have|am|was|should)(?: \w+)? not|i (?:would|had) (?:rather|better)(?: you)? not|"
    r"(?:i|we) never|nobody|no one|none of|without|instead of|rather than|let us not|avoid|refrain from|it is not|that is not|this is not|please note|who said|forget)\b.*"
)
_DENIED_LATER = re.compile(
    r"\b(?:(?:but|please|and|so|just|okay) (?:do not|never) (?:play|pause|stop|skip|turn|mute|change|touch|resume|rewind|start|restart|raise|lower|put|shuffle|repeat|open|set)|"
    r"i (?:do|did) not (?:say|ask|mean|want|tell|need)|(?:is|are|was|were) not (?:supposed|meant|asking)|no need to)\b"
)
_TOLD = re.compile(
    r"(?:(?:and|so|but|then|well|yeah|yes|oh|because|when|while|after|before|once|haha|lol|wow|anyway) )*"
    r"(?:he|she|they|we|it|you|someone|somebody|everyone|everybody|people|my|his|her|their|our|the|a|an|this|that|these|those|i|there|some|most|many|"
    r"[a-z]+) (?:\w+ ){0,4}?(?:said|says|told|tells|asked|asks|keeps|kept|was|were|used to|had|has been|have been|always|usually|wanted|wants|decided|tried|started|stopped|paused|played|skipped|muted|"
    r"turned|watched|listened|heard|saw|went|thought|think|thinks|believe|guess|remember|wish|hope|heard that|hates|loves|likes|makes|made|plays|stops|pauses|skips|repeats|resumes|goes|turns|sets|runs|"
    r"is (?:a|an|the|so|very|not|getting|my|his|her|one)|are (?:a|an|so|very|the)|would|could|might|should|did|does|cannot|got|came|took|gave|let|lets|ended|died|won|lost)\b.*"
)
_IF = re.compile(
    r"(?:(?:and|so|but|well|please|hey) )*(?:if|unless|suppose|supposing|imagine|what if|what happens|in case|whenever|as soon as|when(?: i| you| we| he| she| they| the| it| my)|until|because|since|although|even though|while|ever since|should i|should we|would it|will it|had i)\b.*"
)
_ASKED = re.compile(
    r"(?:(?:and|so|but|well|hey|tell me|do you know|i wonder|can you tell me|please tell me|explain|describe) )*(?:how (?:do|does|did|can|could|would|should|come|is it|are you|to|many people|old|far|big|tall|fast|hard|often|well)|why|where|whether|"
    r"(?:do|did|does|have|has|are|were|is|was|am) (?:you|he|she|they|people|there anyone|anyone|we|i|it|your|my|his|her)|"
    r"(?:can|could|should|may) (?:i|we|he|she|they|people|one|a|an|the|dogs|cats) (?!(?:hear|have|get|listen|watch|see|play|skip|go|pause|stop|mute|resume|continue|please|turn|change|move|rewind|start|just|find|search|put|repeat|shuffle|jump|set|know)\b)|"
    r"what (?:does|do|did|would|makes|made|kind of person|happened|happens)|who (?:do|did|does|invented|won|said))\b.*"
)
_SELF = re.compile(
    r".*\b(?:your (?:voice|speech|talking|speaking|accent|language|name|answers?|replies|reply|words|response|responses|feelings?|mind|favou?rite|job|opinion)|whisper(?:ing)?(?: mode)?|talk(?:ing)?|speak(?:ing)?|voice (?:speed|replies)|"
    r"yourself|you (?:are|were|sound|said|say|think|feel|love|hate|look))\b.*"
)
_VOICE_SPEED = re.compile(
    r".*\b(?:talk|talking|speak|speaking|speech|your (?:voice|speech|words|answers|responses|reply|replies))\b.*\b(?:fast(?:er)?|slow(?:er|ly)?|speed|quick(?:er|ly)?|rate|pace|down|up)\b.*|"
    r".*\b(?:fast(?:er)?|slow(?:er|ly)?|speed|quick(?:er|ly)?|rate|pace)\b.*\b(?:talk|talking|speak|speaking|speech|your voice|your (?:words|answers|responses|reply|replies))\b.*"
)
_HOUSE = re.compile(
    r"\b(?:lights?|lamps?|fans?|heat(?:er|ing)?|oven|stove|thermostat|ac|a c|air con(?:ditioner|ditioning)?|vacuum(?: cleaner)?|dishwasher|washing machine|coffee|kettle|doors?|"
    r"windows?|curtains?|blinds|plugs?|sockets?|outlet|wemo|robot|wifi|wi fi|bluetooth|flashlight|engine|cars?|brightness|printer|microwave|garage|sprinklers?|bulbs?|humidity|temperature|"
    r"subtitles?|captions?|context menu|fullscreen|full screen|visualizer|screenshot|appliances?|cleaner|mower|scene|party mode|pages?|tabs?|slides?|cursor|windows?|menus?|audio (?:track|stream|language)s?|lyrics font|zoom|keyboard|profile)\b"
)
_LISTS = re.compile(
    r"\b(?:add|adding|include|insert|append)\b(?!.*\b(?:favorites?|likes|liked songs|library)\b).*\b(?:play ?lists?|list|queue|collection|to (?:my|the) \w+)\b|"
    r"\b(?:put|get|place|stick|drop|throw|save|move|want|need|make)\b (?!on\b|up\b|it on\b)(?:\S+ )+?(?:to|on|onto|into|in|under|part of|added to) (?:\S+ )*?(?:play ?lists?|list)\b|"
    r"\b(?:create|delete|rename|remove|erase|clear|edit|start a new|build|new)\b.*\b(?:play ?lists?|list|queue)\b|\b(?:remove|delete|erase)\b.*\b(?:song|track|album|artist)\b|\b(?:put|add) .* (?:onto|on to) (?:my|the) "
)
_PLAYS_LIST = re.compile(
    r"(?:(?:i|we) (?:want|need|would like|have|love) (?:you )?to |please |can you |let us )*(?:listen|hear|play|watch|put on|turn on|start|shuffle|repeat|loop|search|find|look)\b"
)
_REASON = re.compile(
    r"(?:i (?:missed|can not|could not|did not|do not (?:like|want|hear|understand|get|care)|hate|am (?:bored|back|home|ready|done|here|in a hurry|getting|on my way|tired|sick|in the mood|going|leaving|late|on the phone)|have (?:to|had|heard|seen)|need (?:to|a)|love|like|really|just|got|was)\b.*|"
    r"(?:forget|screw|enough of) (?:this|that|it)\b.*|(?:it|this|that|the \w+|this \w+|that \w+|my \w+(?: \w+)?|someone|somebody|he|she|they)(?: \w+)? (?:is|was|are|sounds?|has|seems?|gets?|keeps|came|told)\b.*|(?:\w+ )?\w+'s (?:at|ringing|calling|on|coming|here|crying|not)\b.*|\w+ (?:is )?(?:ringing|calling)|(?:way )?too (?:loud|quiet|slow|fast|boring|long)|what did (?:he|she|they) (?:just )?say|"
    r"(?:no|yes|yeah|okay|oh|ugh|boring|nice|great|cool|perfect|thanks|thank you|sorry|enough|hm+|nope|not this(?: one| again)?|wait(?: a (?:second|minute|moment))?|hold on|one (?:second|moment)|listen|look|good (?:morning|evening)|hello|hi)(?: \w+)?)"
)


def reason(plain: str) -> bool:
    """Whether a plain text only says why something is commanded."""
    return bool(_REASON.fullmatch(plain))


def denied(plain: str) -> bool:
    """Whether a plain text forbids or declines what it names."""
    if plain.startswith(("i do not know what to ", "we do not know what to ")):
        return False
    return bool(_DENIED.fullmatch(plain) or _DENIED_LATER.search(plain))


def idle(plain: str) -> bool:
    """Whether a plain text tells, asks or supposes something and commands nothing.

    For guesses only: what matches a closed wording as a whole is meant.
    """
    return bool(
        _TOLD.fullmatch(plain) or _IF.fullmatch(plain) or _ASKED.fullmatch(plain)
    )


def elsewhere(plain: str) -> bool:
    """Whether a plain text is about the house, the window, a list, or Lumen itself."""
    return bool(
        _HOUSE.search(plain)
        or _VOICE_SPEED.fullmatch(plain)
        or edits_list(plain)
        or _SELF.fullmatch(plain)
    )


def edits_list(plain: str) -> bool:
    """Whether a plain text wants a playlist or another list changed."""
    match = _LISTS.search(plain)
    return bool(match) and not _PLAYS_LIST.match(plain)


def voice_speed(plain: str) -> bool:
    """Whether a plain text is about how fast Lumen talks."""
    return bool(_VOICE_SPEED.fullmatch(plain))
