"""How people ask for the time, for silence, for help: what Lumen does by itself."""

# ruff: noqa: E501, ISC004 - long patterns go over lines inside their tuple

from __future__ import annotations

from lumen.understanding.asking import Asking, fixed

_ASK = r"(?:(?:do you know|tell me|say|give me|show me|i wonder|any idea) )?"

EXACT: tuple[Asking, ...] = (
    Asking(
        "time_date",
        ("what time is it", "what is the time", "tell me the time",
         "do you know what time it is", "do you have the time"),
        (
            _ASK + r"(?:what time is it|what (?:is )?the (?:current |exact )?time(?: is)?"
            r"|what is the time|the (?:current )?time)(?: (?:today|here|at the moment|"
            r"currently|exactly))?",
            r"(?:what |the |current )?time", r"what time (?:do we have|have we got)",
            r"(?:do you have|have you got|got) the time", r"how late is it",
        ),
        fixed(question="time"),
    ),
    Asking(
        "time_date",
        ("what day is it", "what day is today", "which day is it today"),
        (
            _ASK + r"(?:what|which) (?:week ?day|day(?: of the week)?) "
            r"(?:is it|is today|it is|today is|do we have|are we)(?: today)?",
            r"what is the day(?: today| of the week)?", r"what (?:is )?today",
            r"(?:is it|is today) (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: today)?",
            r"today is day", r"what is today is day",
        ),
        fixed(question="day"),
    ),
    Asking(
        "time_date",
        ("what is the date", "what is the date today", "tell me the date",
         "what is today's date", "what month is it", "what year is it"),
        (
            _ASK + r"(?:what (?:is )?)?(?:the |today is )?(?:current )?date(?: is it)?"
            r"(?: today)?(?: is)?",
            _ASK + r"(?:what|which) (?:date|month|year) (?:is it|is today|it is|"
            r"do we have|are we in|is this)(?: today)?",
            _ASK + r"what date is (?:it )?today", r"what is the (?:month|year)",
        ),
        fixed(question="date"),
    ),
    Asking(
        "name_asked",
        ("what is my name", "do you know my name", "do you remember my name",
         "who am i", "say my name"),
        (
            r"(?:do you (?:know|remember) |tell me |say )(?:what )?my name(?: is)?",
            r"what (?:is|was) my name", r"who am i", r"what am i called",
            r"do you (?:know|remember) (?:who i am|me)", r"what do you call me",
        ),
    ),
    Asking(
        "name_told", (),
        (
            r"(?:hello |hi |hey )?(?:my name is|my name s|the name is|name is|"
            r"people call me|everyone calls me|friends call me|my friends call me|"
            r"i am called|i go by|you can call me|call me) (?P<name>.+)",
            r"(?:ich hei(?:ß|ss)e|mein name ist|nenn mich) (?P<name>.+)",
            r"(?:je m'appelle|mon nom est|appelle-moi) (?P<name>.+)",
            r"(?:me llamo|mi nombre es) (?P<name>.+)",
            r"(?:mi chiamo|il mio nome è) (?P<name>.+)",
        ),
    ),
)  # fmt: skip

VOICE: tuple[Asking, ...] = (
    Asking(
        "stop",
        ("stop", "stop talking", "be quiet", "stop it", "that is enough", "cancel",
         "never mind", "quiet please"),
        (
            r"stop(?: (?:it|that|this|there|talking|speaking|stop|reading|already))*",
            r"(?:be |keep |stay )?(?:quiet|silent|still)(?: (?:already|for a (?:moment|"
            r"minute|second)))?", r"shut (?:up|it)", r"hush", r"silence", r"shh+",
            r"(?:that is |it is )?(?:enough|all right enough)", r"cancel(?: that| it)?",
            r"nevermind", r"forget (?:it|that|about it)", r"halt", r"no stop",
            r"(?:hold|knock) it(?: off)?", r"stop stop", r"no more", r"okay stop",
        ),
    ),
    Asking(
        "privacy",
        ("privacy please", "stop listening", "stop listening to me",
         "cover your eyes"),
        (
            r"(?:i (?:want|need|would like) (?:some |a bit of |a little )?|give me "
            r"(?:some |a bit of |a little )?|a (?:bit of|little) |some )?privacy"
            r"(?: (?:please|now|mode|on))*",
            r"(?:turn|switch) (?:on )?(?:the )?privacy(?: mode)?(?: on)?",
            r"(?:stop|quit) (?:listening|hearing|eavesdropping)(?: (?:to|in on) "
            r"(?:me|us|this))?(?: (?:now|for (?:now|a while|a moment)))?",
            r"do not listen(?: (?:to|in on) (?:me|us|this))?(?: (?:now|any ?more|for "
            r"(?:now|a while|a moment)))?",
            r"(?:turn|switch) off (?:your|the) (?:microphone|mic)|"
            r"(?:turn|switch) (?:your|the) (?:microphone|mic) off",
            r"(?:cover|close|shut) your (?:eyes|ears)(?: (?:please|now))?",
            r"do not look at me",
        ),
    ),
    Asking(
        "privacy", (),
        (
            r"(?:end|stop|no more|no) privacy(?: mode)?|privacy(?: mode)? (?:off|over)",
            r"(?:turn|switch) (?:off )?(?:the )?privacy(?: mode)?(?: off)?",
            r"(?:you (?:can|may) )?(?:listen|hear me)(?: to me)? (?:again|now)",
            r"(?:start|begin) listening(?: to me)?(?: again)?",
            r"(?:open|uncover) your (?:eyes|ears)(?: (?:please|now|again))?",
            r"(?:turn|switch) on (?:your|the) (?:microphone|mic)|"
            r"(?:turn|switch) (?:your|the) (?:microphone|mic) (?:back )?on",
        ),
        fixed(wish="off"),
    ),
    Asking(
        "louder",
        ("louder", "speak louder", "speak up", "a little louder", "i can not hear you",
         "you are too quiet"),
        (
            r"(?:(?:speak|talk|say it|say that) )?(?:(?:a )?(?:bit|little|lot|much) )?"
            r"(?:more loudly|louder)(?: voice)?", r"(?:speak|talk) up(?: a (?:bit|little))?",
            r"(?:raise|turn up|increase) (?:your|the) (?:voice|volume)"
            r"(?: (?:up|a (?:bit|little)))?", r"turn (?:your|the) (?:voice|volume) up"
            r"(?: a (?:bit|little))?", r"turn (?:it|yourself) up(?: a (?:bit|little))?",
            r"i can (?:not|hardly|barely) hear you", r"(?:you are|that is|it is) too "
            r"(?:quiet|soft|low)", r"(?:your )?(?:voice|volume) up",
            r"be (?:a (?:bit|little) )?louder", r"make (?:it|your voice) louder",
        ),
    ),
    Asking(
        "quieter",
        ("quieter", "speak quieter", "not so loud", "you are too loud",
         "lower your voice", "a little quieter", "speak more quietly"),
        (
            r"(?:(?:speak|talk|say it) )?(?:(?:a )?(?:bit|little|lot|much) )?"
            r"(?:(?:more )?(?:quietly|softly)|quieter|softer)(?: voice)?",
            r"(?:lower|turn down|reduce|decrease) (?:your|the) (?:voice|volume)"
            r"(?: (?:down|a (?:bit|little)))?", r"turn (?:your|the) (?:voice|volume) down"
            r"(?: a (?:bit|little))?", r"turn (?:it|yourself) down(?: a (?:bit|little))?",
            r"(?:not |you are |that is |it is )?(?:so|too|that is too) loud",
            r"(?:your )?(?:voice|volume) down", r"less loud", r"do not shout(?: at me)?",
            r"be (?:a (?:bit|little) )?(?:quieter|softer)", r"stop shouting",
            r"make (?:it|your voice) (?:quieter|softer)", r"keep it down", r"whisper",
        ),
    ),
    Asking(
        "repeat_that",
        ("repeat that", "say that again", "repeat that please", "what did you say",
         "come again", "one more time", "pardon me"),
        (
            r"repeat(?: (?:that|it|yourself|what you (?:just )?said|the last (?:part|"
            r"sentence|answer)))?(?: again)?(?: one more time)?",
            r"say (?:that|it)?(?: ?(?:all )?(?:again|once more|one more time))",
            r"(?:sorry |wait )?what (?:did you (?:just )?say|was that)(?: again)?",
            r"(?:come )?again", r"(?:one|once) more(?: time)?", r"(?:i beg your )?pardon"
            r"(?: me)?", r"(?:sorry )?i (?:did|could) not (?:hear|catch|get|understand) "
            r"(?:that|you|it|what you said)(?: again)?", r"sorry what", r"what did u say",
            r"i missed that", r"repeating that", r"saying that again",
        ),
    ),
)  # fmt: skip

SELF: tuple[Asking, ...] = (
    Asking(
        "joke",
        ("tell me a joke", "another joke", "do you know a joke", "make me laugh",
         "say something funny", "tell me another joke"),
        (
            r"(?:(?:tell|give|let us hear|do you know|know|have you got|do you "
            r"have|say|"
            r"i want to hear|i want|let me hear|i need)(?: me| us)? )?(?:a|another|one "
            r"more|any|your best|some|the next|a new|a good|a funny)? ?(?:good |funny |"
            r"new |short |better |other )?jokes?",
            r"make me (?:laugh|smile)", r"(?:say|tell me) something funny",
            r"cheer me up", r"joke please", r"be funny", r"tell me one more",
        ),
    ),
    Asking(
        "help",
        ("help", "help me", "what can you do", "what can i say", "what can i ask you",
         "how do i talk to you"),
        (
            r"help(?: me)?(?: (?:out|please))?", r"i need (?:some )?help",
            r"what (?:else )?(?:can|do) you do(?: for me)?", r"what are you able to do",
            r"what (?:else )?can i (?:say|ask|do|ask you|ask for|say to you|tell you)"
            r"(?: here)?", r"(?:show|tell) me what you can do", r"commands?", r"options",
            r"what (?:are|is) your (?:commands?|skills?|abilities|features)",
            r"what do you know", r"how can you help(?: me)?", r"what are you good at",
        ),
    ),
    Asking(
        "help",
        ("how does this work", "how do you work"),
        (
            r"how (?:do|can|should) i (?:talk|speak) (?:to|with) you",
            r"how (?:does (?:this|it)|do you) work", r"how do i use (?:you|this|lumen)",
            r"how do i (?:start|begin)", r"what do i (?:do|say)(?: now)?",
            r"what is the (?:hot ?key|shortcut)",
        ),
        fixed(topic="talking"),
    ),
    Asking(
        "help",
        ("are you recording me", "are you listening to me", "is this private"),
        (
            r"(?:are|do) you (?:always )?(?:record(?:ing)?|listen(?:ing)?|spy(?:ing)?)"
            r"(?: (?:to|on))?(?: me)?(?: all the time)?",
            r"(?:is (?:this|it|everything|that)|are you) (?:really )?private",
            r"(?:do you|are you) (?:send|sending|share|sharing|store|storing|keep|"
            r"keeping|save|saving|sell|selling) (?:my )?(?:data|information|"
            r"conversations?|voice|words)", r"what about (?:my )?privacy",
            r"who can hear (?:me|us)", r"where (?:does|do) my (?:data|words) go",
        ),
        fixed(topic="privacy"),
    ),
    Asking(
        "who_are_you",
        ("who are you", "what are you", "what is your name",
         "tell me about yourself", "introduce yourself"),
        (
            r"who (?:are|is) (?:you|this|lumen)(?: really)?", r"what are you(?: exactly)?",
            r"(?:what is|tell me|say|do you have) (?:a |your )name", r"what is lumen",
            r"(?:tell me (?:something |more )?about|introduce|describe) yourself",
            r"what (?:should|can|do) i call you", r"what are you called",
            r"wer bist du", r"qui es-tu", r"qui[eé]n eres", r"chi sei",
        ),
    ),
)  # fmt: skip
