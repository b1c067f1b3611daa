"""What can be asked for without a model: each intent's sentences, in one place.

A feature joins by appending an `Asking` per intent to a tuple of its own and that tuple
to `FEATURES`; recogniser, parser and tests take it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lumen.core.intent import NO_SLOTS, SlotValue


@dataclass(frozen=True, slots=True)
class Asking:
    """One way to ask for something.

    Attributes:
        intent: Name of the intent.
        phrases: Sentences as people say them, in small letters and in words that the
            embedded recogniser's dictionary holds: its closed grammar.
        patterns: Regular expressions of further wordings; each must match a whole
            normalised sentence (see `understanding.normalisation`).
        slots: Fixed slots of the intent. Named groups of a pattern become slots, too.
    """

    intent: str
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    slots: Mapping[str, SlotValue] = field(default_factory=lambda: NO_SLOTS)


def _slots(**slots: SlotValue) -> Mapping[str, SlotValue]:
    return MappingProxyType(slots)


def _topic(topic: str, phrases: tuple[str, ...], *patterns: str) -> Asking:
    return Asking("small_talk", phrases, patterns, _slots(topic=topic))


_SOME = r"(?: (?:there|again|everyone|everybody|friend|you|my friend|to you))?"

_COURTESY: tuple[Asking, ...] = (
    Asking(
        "greeting",
        ("hello", "hi", "hey", "hello there", "good morning", "good afternoon",
         "good evening", "hello lumen"),
        (
            rf"(?:hello+|hi+|hey+|hiya|howdy|greetings|yo){_SOME}",
            rf"(?:a )?(?:very )?good (?:morning|afternoon|evening|day){_SOME}",
            r"(?:hello|hi|hey) (?:hello|hi|hey)", r"(?:morning|evening|afternoon)",
            r"nice to (?:meet|see) you(?: too)?", r"i am (?:back|home)",
            r"(?:hello|hi|hey) good (?:morning|afternoon|evening)",
        ),
    ),
    Asking(
        "greeting", (),
        (r"hallo(?: du)?", r"guten (?:tag|morgen|abend)", r"moin(?: moin)?", r"servus",
         r"grüß (?:gott|dich)", r"na"),
        _slots(language="de"),
    ),
    Asking(
        "greeting", (), (r"bonjour(?: à tous)?", r"bonsoir", r"salut", r"coucou"),
        _slots(language="fr"),
    ),
    Asking(
        "greeting", (),
        (r"hola(?: amig[oa])?", r"buen(?:o|a)s? (?:d[ií]as?|tardes?|noches?)",
         r"buenas"),
        _slots(language="es"),
    ),
    Asking(
        "greeting", (), (r"ciao", r"buon(?:giorno|asera)", r"salve"),
        _slots(language="it"),
    ),
    Asking(
        "farewell",
        ("goodbye", "bye", "bye bye", "see you later", "see you tomorrow", "good night",
         "i have to go", "talk to you later"),
        (
            r"(?:good)?bye(?:[ -]?bye)?(?: (?:for now|now|then|everyone))?",
            r"see (?:you|ya)(?: (?:later|soon|tomorrow|around|then|next time))?",
            r"(?:good )?night(?: night)?", r"sleep well", r"take care(?: of yourself)?",
            r"(?:i )?(?:have|got|have got|need) to go(?: now)?", r"i am (?:leaving|off)",
            r"(?:i will )?(?:talk|speak) to you (?:later|soon|tomorrow)",
            r"i will (?:see|talk to) you (?:later|soon|tomorrow)", r"later(?:s)?",
            r"have a (?:nice|good|great|lovely) (?:day|evening|night|one|weekend)",
            r"until (?:tomorrow|next time|then)", r"farewell", r"so long", r"cheerio",
            r"catch you later", r"i am going to bed", r"that is all(?: for (?:now|today))?",
        ),
    ),
    Asking(
        "farewell", (),
        (r"tsch(?:ü|ue)ss?", r"tschüß", r"auf wiedersehen", r"bis (?:bald|später|morgen)",
         r"gute nacht"),
        _slots(language="de"),
    ),
    Asking(
        "farewell", (), (r"au revoir", r"à (?:bientôt|demain|plus)", r"bonne nuit"),
        _slots(language="fr"),
    ),
    Asking(
        "farewell", (), (r"adi[oó]s", r"hasta (?:luego|mañana|la vista|pronto)"),
        _slots(language="es"),
    ),
    Asking("farewell", (), (r"arrivederci", r"a (?:presto|domani)"),
           _slots(language="it")),
    Asking(
        "thanks",
        ("thank you", "thanks", "thanks a lot", "thank you very much",
         "thank you so much"),
        (
            r"(?:many |much )?thanks(?: (?:a lot|a bunch|so much|very much|a million|again"
            r"|anyway|for (?:that|your help|everything|helping|the help)))?",
            r"thank you(?: (?:so|very) much)?(?: (?:again|indeed|anyway|for (?:that|"
            r"everything|your help|helping(?: me)?|the help)))?",
            r"i (?:really )?appreciate (?:it|that|your help)", r"much appreciated",
            r"(?:that (?:was|is) )?(?:very |really |so )helpful", r"ta", r"cheers",
            r"that (?:was|is) (?:very |really )?kind(?: of you)?",
            r"that helped(?: a lot)?",
        ),
    ),
    Asking("thanks", (), (r"(?:vielen )?dank(?:e)?(?: (?:schön|dir))?", r"dankeschön"),
           _slots(language="de")),
    Asking("thanks", (), (r"merci(?: (?:beaucoup|bien))?",), _slots(language="fr")),
    Asking("thanks", (), (r"(?:muchas )?gracias",), _slots(language="es")),
    Asking("thanks", (), (r"grazie(?: mille)?",), _slots(language="it")),
    Asking(
        "how_are_you",
        ("how are you", "how are you doing", "how are you today", "how is it going",
         "how do you feel", "what is up"),
        (
            r"(?:and )?how are (?:you|things)(?: (?:doing|feeling|going))?"
            r"(?: (?:today|this (?:morning|evening|afternoon)|tonight|lately))?",
            r"how (?:is|was) (?:it going|your day|everything|life|life treating you)"
            r"(?: (?:so far|today|going))?",
            r"how do you (?:do|feel)(?: today)?", r"how have you been(?: lately)?",
            r"are you (?:okay|well|all right|alright|good)(?: today)?",
            r"(?:what is|wass?|what) up", r"sup", r"how goes it", r"you okay",
            r"how you doing",
        ),
    ),
    Asking("how_are_you", (), (r"wie geht(?: e|')?s(?: dir)?", r"wie geht es dir"),
           _slots(language="de")),
    Asking("how_are_you", (), (r"(?:comment )?[cç]a va", r"comment vas[ -]tu"),
           _slots(language="fr")),
    Asking("how_are_you", (), (r"(?:c[oó]mo est[aá]s|qu[eé] tal)",),
           _slots(language="es")),
    Asking("how_are_you", (), (r"come (?:stai|va)",), _slots(language="it")),
)  # fmt: skip

_ASK = r"(?:(?:do you know|tell me|say|give me|show me|i wonder|any idea) )?"

_EXACT: tuple[Asking, ...] = (
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
        _slots(question="time"),
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
        _slots(question="day"),
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
        _slots(question="date"),
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

_VOICE: tuple[Asking, ...] = (
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

_SELF: tuple[Asking, ...] = (
    Asking(
        "joke",
        ("tell me a joke", "another joke", "do you know a joke", "make me laugh",
         "say something funny", "tell me another joke"),
        (
            r"(?:(?:tell|give|let us hear|do you know|know|have you got|do you have|say|"
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
        _slots(topic="talking"),
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
        _slots(topic="privacy"),
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

_SMALL_TALK: tuple[Asking, ...] = (
    _topic("robot", ("are you a robot", "are you human", "are you real"),
           r"are you (?:a |an )?(?:real|human|robot|machine|computer|alive|ai|a\.i|person"
           r"|real person|bot|program|artificial intelligence|conscious)"),
    _topic("age", ("how old are you", "when is your birthday"),
           r"(?:what is your age|when (?:were you born|is your birthday))",
           r"how old are you(?: really)?"),
    _topic("maker", ("who made you",),
           r"who (?:made|created|built|programmed|invented|wrote) you",
           r"who is your (?:maker|creator|boss|owner)"),
    _topic("place", ("where are you", "where do you live", "where do you come from"),
           r"where (?:are you(?: from| now| right now)?|do you (?:live|come from))"),
    _topic("color", ("what is your favorite color",),
           r"(?:what is your|do you have a|have you got a) favorite color"),
    _topic("taste", ("what do you like", "do you like music"),
           r"what (?:do you like|are your hobbies|do you enjoy)(?: (?:to do|doing))?",
           r"(?:what is your|do you have a) favorite (?:food|music|song|movie|film|book|"
           r"animal|number|place|season|thing|band|game|word)",
           r"do you (?:like|enjoy|love) (?:music|movies|books|people|cats|dogs|games|"
           r"your job|coffee|tea|food|art|the rain)"),
    _topic("sleep", ("do you sleep", "do you dream"),
           r"do you (?:ever )?(?:sleep|dream|rest|get tired|eat|drink|breathe)"),
    _topic("feelings", ("do you have feelings", "are you happy"),
           r"do you have (?:any )?(?:feelings|emotions|a soul|a heart)",
           r"are you (?:happy|sad|angry|tired|lonely|bored|sleepy|excited)(?: today)?",
           r"(?:can|do) you feel(?: (?:anything|pain|things))?"),
    _topic("bored", ("i am bored",),
           r"i am (?:so |really |very |a bit |a little )?bored", r"(?:this is )?boring",
           r"entertain me", r"i have nothing to do"),
    _topic("love", ("i love you", "do you like me"),
           r"i (?:really )?(?:love|like|adore|miss|missed) you(?: so much| too| a lot)?",
           r"do you (?:love|like|miss) me", r"(?:will you|would you) marry me",
           r"marry me", r"(?:are you my|you are my|be my) (?:best )?friend"),
    _topic("compliment", ("you are funny", "you are great", "you are nice", "good job",
                          "well done", "that is funny"),
           r"you are (?:so |very |really |pretty |quite )?(?:a )?(?:funny|great|nice|smart|"
           r"clever|cute|sweet|kind|good|cool|amazing|awesome|wonderful|brilliant|the best|"
           r"beautiful|pretty|lovely|helpful|perfect|fantastic)(?: (?:friend|one|"
           r"companion|listener))?", r"(?:that (?:is|was) )?(?:a )?(?:very |really |so )?"
           r"(?:good one|funny|good|great|nice|lovely|amazing|awesome|hilarious)"
           r"(?: (?:joke|work|job))?", r"(?:good|great|nice|excellent) (?:job|work)",
           r"well done", r"haha(?:ha)*", r"good (?:girl|boy|lumen)", r"lol", r"cool",
           r"i like (?:you|your voice|your face|that|that one)", r"wow"),
    _topic("insult", (),
           r"you are (?:so |very |really |just |pretty |quite )?(?:a |an )?(?:stupid|dumb|"
           r"useless|idiot|ugly|annoying|boring|terrible|bad|awful|slow|rubbish|"
           r"the worst|horrible|moron|fool|silly|weird|creepy|mean)(?: (?:machine|robot|"
           r"thing|computer|program|bot|one))?", r"i hate you",
           r"you (?:suck|know nothing|do not understand(?: (?:me|anything))?)",
           r"(?:stupid|dumb|useless)(?: (?:machine|robot|thing|computer|bot))?",
           r"that (?:is|was) (?:not funny|bad|a bad joke|stupid|terrible|wrong|awful)"),
    _topic("sad", ("i am sad", "i am lonely"),
           r"i (?:am|feel|am feeling) (?:so |very |really |a bit |a little |quite )?"
           r"(?:sad|lonely|unhappy|down|depressed|blue|miserable|terrible|awful|bad|alone|"
           r"heartbroken|upset|hopeless|low|not (?:so )?(?:good|well|happy|great))"
           r"(?: today| right now| lately)?", r"i (?:had|am having) a (?:really |very )?"
           r"(?:bad|hard|rough|terrible|awful|long) day", r"i (?:have been )?cry(?:ing)?",
           r"nobody (?:likes|loves|understands) me"),
    _topic("stressed", ("i am tired",),
           r"i (?:am|feel|am feeling) (?:so |very |really |a bit |a little |quite )?"
           r"(?:tired|stressed|exhausted|sleepy|overwhelmed|anxious|nervous|worried|"
           r"scared|afraid|sick|ill|burned out|burnt out|angry|frustrated|mad)"
           r"(?: today| right now| lately)?", r"i can not sleep"),
    _topic("happy", ("i am happy", "i am fine", "i am good"),
           r"i (?:am|feel|am feeling|am doing) (?:so |very |really |pretty |quite )?(?:happy|"
           r"fine|good|great|well|okay|excited|glad|wonderful|fantastic|all right|better|"
           r"awesome|not bad)(?: (?:today|now|thank you|thanks|too))*",
           r"(?:pretty |very )?(?:not (?:too )?bad|fine)(?: thank you| thanks)?",
           r"(?:it is|it was|i had|i am having) a (?:really |very )?(?:good|great|lovely|"
           r"wonderful|beautiful|nice) day(?: today)?", r"life is good"),
    _topic("sorry", ("i am sorry",),
           r"(?:i am )?(?:so |very |really )?sorry(?: about that)?", r"my (?:bad|mistake)",
           r"i apologi[sz]e", r"excuse me"),
    _topic("sing", ("sing a song", "sing for me"),
           r"sing(?: (?:me |us )?(?:a song|something))?(?: for me)?", r"can you sing",
           r"(?:can you )?(?:dance|rap|beatbox)(?: for me)?"),
    _topic("story", ("tell me a story", "tell me something"),
           r"(?:tell|read) (?:me )?(?:a |another )?(?:short |bedtime )?story",
           r"tell me (?:something|anything)(?: (?:interesting|new|nice|cool|good))?",
           r"(?:tell|give) me a (?:fun )?fact", r"say something(?: (?:nice|else))?",
           r"talk to me", r"let us (?:talk|chat)", r"a poem",
           r"(?:tell|read|write) me a poem"),
    _topic("congratulate", (),
           r"(?:it is|today is) my birthday(?: today)?", r"i (?:got|have) (?:a new|the) job",
           r"i passed(?: (?:my|the) (?:exam|test|exams))?", r"i (?:won|did it|made it)",
           r"happy birthday(?: to (?:you|me))?", r"merry christmas", r"happy new year"),
)  # fmt: skip

_ANSWERS: tuple[Asking, ...] = (
    Asking(
        "yes",
        ("yes", "yes please", "yeah", "sure", "of course", "that is right"),
        (
            r"(?:oh |um |well )?(?:yes|yeah|yep|yup|yea|aye|sure|absolutely|definitely|"
            r"certainly|exactly|correct|right|okay|of course|indeed|alright|all right|"
            r"affirmative|please|sure thing|why not|fine by me|go ahead|please do|"
            r"sounds good|do it|i do|i did|that is it)"
            r"(?: (?:yes|yeah|sure|please|i do|i did|it is|i am|of course|exactly|do it|"
            r"that is (?:right|it|correct)))*",
            r"that is (?:right|correct|it|what i (?:said|meant))", r"you (?:got it|are "
            r"right)", r"yes i (?:would|do|did|am|mean that)", r"ja(?:wohl)?(?: bitte)?",
            r"oui", r"s[ií]", r"genau",
        ),
    ),
    Asking(
        "no",
        ("no", "no thank you", "no thanks", "not really", "that is wrong"),
        (
            r"(?:oh |um |well )?(?:no|nope|nah|not really|not now|not at all|wrong|"
            r"incorrect|negative|never|no way|of course not|certainly not|absolutely not|"
            r"i do not|i did not|do not)(?: (?:no|nope|thank you|thanks|please|i do not|"
            r"i did not|not really|it is not|that is (?:wrong|not (?:it|right))))*",
            r"that is (?:wrong|not (?:right|it|correct|what i (?:said|meant)))",
            r"nein(?: danke)?", r"non(?: merci)?", r"no gracias", r"maybe later",
            r"i do not think so",
        ),
    ),
)  # fmt: skip

FEATURES: tuple[tuple[Asking, ...], ...] = (
    _EXACT, _VOICE, _SELF, _COURTESY, _SMALL_TALK, _ANSWERS,
)  # fmt: skip
"""What is asked for, most exact first: the first match counts."""


def askings() -> tuple[Asking, ...]:
    """All features' askings, in the order in which they are tried."""
    return tuple(asking for feature in FEATURES for asking in feature)


def phrases() -> tuple[str, ...]:
    """The sentences of the embedded recogniser's grammar, each once."""
    found = (phrase for asking in askings() for phrase in asking.phrases)
    return tuple(dict.fromkeys(found))
