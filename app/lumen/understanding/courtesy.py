"""Wake word, fillers and politeness around a command."""

from __future__ import annotations

from dataclasses import replace

from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_OWN = r"lumen|loomen|lumin|luman|lumon|lumens|loomin|blumen"
_NAME = rf"(?:{_OWN}|computer|assistant)"
_VERBS = (
    r"(?:pause|stop|play|put|turn|go|skip|search|look|find|open|set|shuffle|repeat|"
    r"loop|"
    r"recommend|suggest|tell|show|mute|unmute|resume|continue|rewind|raise|lower|"
    r"switch|"
    r"change|start|jump|make|give|get|add|save|browse|list|close|launch|queue|stream|"
    r"increase|decrease|move|take|bring|crank|fast|restart|replay|help|could|can|would|"
    r"reduce|please|let|i want|i need|i would)\b"
)
_BEFORE_VERBS = (
    r"(?:no wait|no|wait|hang on|hold on|perhaps|maybe|quickly|also|by the way|cool|"
    r"perfect|lovely|great now|perfect now|thanks now|mate|darling|love|dear|my friend|"
    r"honey|sweetie|listen|look|next(?! please)|try and|try to|shall we|let us just|"
    r"mind if (?:we|i|you)|we (?:should|could|can|might|need to|ought to|had better)|"
    r"you (?:might|may) (?:want to|wish to)|why (?:do not|not)(?: (?:you|we|i))?|"
    r"(?:one|just one) (?:more|last|other) thing|last thing|for (?:god's|heaven's|"
    r"pity's|pete's) sake|i (?:beg|implore|urge) (?:of )?you(?: to)?|i am (?:asking|"
    r"telling|begging) you to|good (?:morning|evening|afternoon|day)(?: lumen)?|"
    r"when(?:ever)? you "
    r"are ready|(?:i|we) (?:would|will|should) (?:love|like|prefer) it if you"
    r"(?: could| would)?|is there (?:any|a) (?:way|chance)(?: that)? (?:you|we|i)"
    r"(?: (?:could|can|might))?|(?:would|will) you be (?:willing|able|kind enough) to|"
    r"i (?:would )?(?:request|suggest|propose)(?: that)?(?: you| we)?)"
)
_TOO = (
    r"(?:(?:you are|it is|that is|this is|the (?:music|volume|sound|song|movie|tv) is)"
    r" (?:way |far |a bit |much |just |so )*too (?:loud|quiet|noisy|soft|low|high|slow|"
    r"fast)(?: (?:so|just|now|please))*)"
)
_FRONT = Wording(
    rf"(?:(?:{_BEFORE_VERBS}|{_TOO})(?= {_VERBS})|"
    rf"(?:hey|hi|hello|okay|oh|so|yo|dear)? ?{_NAME}(?=$| )|"
    r"sorry (?:to (?:bother|disturb|interrupt|trouble) you|about (?:this|that)|but)|"
    r"pardon(?: me)?|hello again|thank you(?: (?:so|very) much)?|thanks(?: a lot)?|"
    r"if (?:it is )?(?:no|not too much)(?: (?:bother|trouble|to ask))+|if possible|"
    r"when you (?:have|get|have got) an? (?:second|sec|moment|minute|chance|mo)|"
    r"be (?:a |an )?(?:darling|dear|love|sweetheart|angel|nice|good|kind|so good|"
    r"so kind)"
    r" (?:and|as to)|"
    r"do me (?:a|the) (?:favor|kindness|solid)(?: (?:and|of))?|"
    r"(?:could|can|may|might) i (?:trouble|bother|ask) you (?:for|to)|"
    r"i (?:would|will) be (?:ever so |very |so |most )?"
    r"(?:grateful|happy|glad|obliged|delighted) (?:for|if you (?:could|would|can))|"
    r"(?:could|would|can) you be so (?:good|kind) (?:as to|and)|"
    r"(?:i wonder|i was wondering|just wondering|wondering) if (?:you|we|i)"
    r" (?:could|can|might|may)|i (?:do not|would not) mind if you|"
    r"go ahead now and|what about|"
    r"any chance (?:of |that )?(?:you|we|i) (?:could|can|might)|is there any chance"
    r" (?:you|we) (?:could|can)|(?:s+h+|oo+h|aw+)\b|"
    r"hey there|hi there|hello there|oh dear|oh well|"
    r"(?:i am|we are|i am so|i am really) bored(?= .)|you know what(?= .)|"
    r"go on(?: then)?(?= (?:play|put|turn|skip|pause|find|show|suggest|recommend)\b)|"
    r"be an? \w+ and|for (?:the love of god|goodness sake|crying out loud)|"
    r"(?:i|we) (?:would|will) (?:really |so |very much )?appreciate it if you"
    r"(?: could| would)?|"
    r"(?:it )?would be (?:great|nice|lovely|good|awesome|wonderful|cool|helpful|kind)"
    r" if you (?:could |would )?|no(?= (?:play|put on|pause|stop|skip)\b)|"
    r"any chance (?:you|we|i)(?! (?:have|own)\b)|"
    r"(?:i|we) (?:would|should) be (?:so |very |ever so )?(?:grateful|thankful|pleased|"
    r"happy) (?:if|were) you (?:could|would|to)|"
    r"(?:would|could|can) you(?: please)? do me (?:a|the) favor(?: and|,)?|"
    r"(?:may|could|might) i (?:ask|request|suggest)(?: that)? you|"
    r"(?:um+|uh+|erm*|hmm+|well|so|okay|alright|all right|oh|ah|hey|hi|"
    r"hello|and|but|yo|excuse me|sorry|just|now|then|actually|quick|"
    r"hey there|from now on|do(?= (?:play|put|turn|pause|stop|skip|"
    r"carry on|go on|keep|continue|resume|open|find)\b)|please|kindly|pretty please|"
    r"yes|yeah|yep|sure|right|"
    r"god|man|dude|buddy|go ahead and|go now and|"
    r"be (?:so kind|a dear|a darling) (?:as to|and)|"
    r"do me a favor and|"
    r"if you (?:can|could|would|do not mind|please)|"
    r"when you (?:can|get a chance)|feel free to|"
    r"(?:would|do) you mind(?: (?:if (?:you|we|i)|please))?|"
    r"(?:could|can|would|will|may|might) (?:you|u|ya)"
    r"(?: (?:please|kindly|just|maybe|quickly|go ahead and|possibly|always|"
    r"at least|also|"
    r"be able to|be so kind as to|help me(?: to)?|perhaps|now))*|"
    r"(?:would|do) you mind(?: if (?:you|we|i))?|"
    r"would it be possible (?:to|for you to)|"
    r"(?:find|search|look|get|go)(?: it)? and(?= (?:play|put on|start|stream)\b)|"
    r"would it (?:bother|trouble|hurt|kill) you to|(?:is there )?any way (?:to|"
    r"you (?:can|"
    r"could)|of)(?= (?:go|turn|skip|play|pause|stop|mute|make|get|jump|rewind)\b)|"
    r"is it possible (?:to|for you to)|are you able to|"
    r"i was wondering if you (?:could|can)|"
    r"do you think you (?:could|can)|"
    r"i (?:want|need|would like|would love|wish|really need|"
    r"really want|would appreciate it if|command|must have|demand|"
    r"have|am going to need|will need|just want|just need)"
    r"(?: for)? (?:you|u)(?: (?:to|should|would|could))*|"
    r"you (?:can|may|should|need to|have to|must|could|better|might)"
    r"(?: now)?|"
    r"(?:may|can|could|might) i ask you to|how about you|help me(?: to)?"
    r"(?= (?:go|skip|pause|stop|mute|unmute|turn|rewind|set|raise|lower|play|shuffle)"
    r"\b)|"
    r"i (?:said|told you to|asked you to|say|think you should|"
    r"think i want to|guess)|"
    r"it is time to|make sure (?:to|you)|try to|"
    r"let us(?: please| just| go ahead and)*"
    r"(?= (?:begin|start|go|skip|jump|turn|pause|stop|move|take|set|make|continue|"
    r"resume|"
    r"restart|mute|raise|lower|rewind|switch|change|shuffle|repeat)\b)|"
    r"(?:i|we)"
    r" (?:have|got|have got|need|really need)"
    r"(?: to)?"
    r"(?= (?:set|start|make|go|skip|pause|stop|turn|mute|rewind)\b)|"
    r"(?:i|we)"
    r" (?:would like|want|need|wish|wanna|have|got)"
    r"(?: (?:to|please))+"
    r"(?= (?:go|skip|pause|stop|resume|mute|unmute|turn|rewind|jump|"
    r"fast|move|set|raise|lower|increase|decrease|continue|"
    r"restart|shuffle|repeat|change|switch|seek|start over|"
    r"replay|return)"
    r"\b)|"
    r"(?:can|could|may|might|shall) (?:we|i)(?: (?:please|just))*"
    r"(?= (?:hop|leap|go|skip|pause|stop|resume|mute|unmute|turn|rewind|jump|"
    r"fast|move|set|raise|lower|increase|decrease|continue|"
    r"restart|shuffle|repeat|change|switch|replay|return)"
    r"\b))"
    r"(?=$| ))"
)
_BACK = Wording(
    r" (?:"
    rf"please|pls|{_OWN}|for me|right now|(?<! me )(?<!apocalypse )(?<! is )(?<! and "
    rf")(?<! from )"
    r"now|(?<!catch me )if you (?:can|could|would|please|do not mind|will)|"
    r"would you(?: please| kindly)?|will you(?: please)?|"
    r"could you(?: please)?|can you(?: please)?|okay|thanks|thank you|"
    r"mate|thanks mate|bro|pal|(?:and )?that would be (?:great|nice|lovely|perfect|"
    r"good|"
    r"awesome)|"
    r"i (?:would|will) (?:really )?appreciate it|or something|and thanks|and thank you|"
    r"there is a good (?:chap|girl|boy|lad|man|fellow)|"
    r"thank you (?:very |so |ever so )?(?:much|kindly)|thanks (?:a lot|ever so much|"
    r"so much|very much|a bunch|a million|again)|bless you|my dear|dear|good night|"
    r"if (?:it is )?not too much (?:trouble|to ask)|if (?:it is )?no (?:trouble|bother)"
    r"|"
    r"if possible|for the kids|ta|right away|already|"
    r"for (?:us|now|a (?:bit|seconds?|moment|minutes?|while))|quickly|"
    r"this (?:instant|moment|second)|real quick|though|a s a p|asap|"
    r"immediately|straight away|at once|cheers|sir|"
    r"when you (?:can|get a chance)|kindly|pretty please|yeah|already|"
    r"lol|haha|ok|will ya|would ya|if that is (?:okay|alright|possible|fine|all right)|"
    r"if it is (?:okay|alright|possible|all right)(?: with you)?|there is a (?:dear|"
    r"love)|"
    r"do you mind|if you get a (?:chance|moment|sec|second)|when you have (?:a|the)"
    r" (?:moment|second|sec|minute|chance|time)|any time now|on the double|pretty "
    r"please|"
    r"much appreciated|i (?:would )?(?:beg|implore) you|if you (?:would be so|are) "
    r"kind|"
    r"would you be a dear|would you mind|if i may|for a change|(?:many|with) thanks|"
    r"thank u|ty|sweetie|honey|darling)"
    r"$"
)
_SOFT = Wording(
    r" (?:i (?:think|guess|suppose|reckon)|you know|alright|all right|love|then)$"
)
"""Behind a title only after a comma."""

_VOCATIVE = Wording(
    r" (?:buddy|my friend|friend|dear|mate|man|dude|then|(?:hey |okay )?computer|"
    r"assistant)$"
)
"""Not behind what is to be played: "play ok computer"."""

_OPEN = Wording(
    r"(?:play|find|search|watch|listen|show|look|queue|stream|get|put|i )\b"
)
_DOING = {
    "pausing": "pause", "stopping": "stop", "lowering": "lower", "turning": "turn",
    "skipping": "skip", "playing": "play", "raising": "raise", "muting": "mute",
    "rewinding": "rewind", "going": "go", "putting": "put", "changing": "change",
    "increasing": "increase", "resuming": "resume", "shuffling": "shuffle",
    "repeating": "repeat", "setting": "set", "opening": "open", "finding": "find",
    "searching": "search", "showing": "show", "starting": "start", "jumping": "jump",
    "switching": "switch", "slowing": "slow", "speeding": "speed", "moving": "move",
    "unmuting": "unmute", "decreasing": "decrease", "continuing": "continue",
}  # fmt: skip
"""Would you mind ...ing."""

_A_MINUTE = Wording(r"(?:mute|pause)\b.* for a minute", needs="minute")
"""No way of speaking, but how long it is to last."""

_MOST_ROUNDS = 8


def without_courtesy(utterance: Utterance) -> Utterance:
    """An utterance without what is said around a command.

    Returns:
        What is left; without words when there was nothing else.
    """
    plain = utterance.plain
    start, end = 0, len(utterance.words)
    for _ in range(_MOST_ROUNDS):
        match = _FRONT.match(plain)
        if match is None or not match[0].strip():
            break
        start += len(match[0].split())
        plain = plain[match.end() :].strip()
    for _ in range(_MOST_ROUNDS):
        match = _BACK.search(plain)
        if match is not None and _A_MINUTE.fullmatch(plain):
            match = None
        if match is None:
            match = _VOCATIVE.search(plain) or _SOFT.search(plain)
            if match is not None and _OPEN.match(plain):
                last = end - len(match[0].split()) - 1
                match = match if last in utterance.stops else None
        if match is None:
            break
        end -= len(match[0].split())
        plain = plain[: match.start()]
    bare = utterance.part(start, max(start, end))
    if start and bare.words and bare.words[0] in _DOING:
        return replace(bare, words=(_DOING[bare.words[0]], *bare.words[1:]))
    return bare
