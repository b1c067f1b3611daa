"""How people greet, thank, chat, agree: the polite part of a conversation."""

# ruff: noqa: E501, ISC004 - long patterns go over lines inside their tuple

from __future__ import annotations

from lumen.understanding.asking import Asking, fixed, topic

_SOME = r"(?: (?:there|again|everyone|everybody|friend|you|my friend|to you))?"

COURTESY: tuple[Asking, ...] = (
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
        fixed(language="de"),
    ),
    Asking(
        "greeting", (), (r"bonjour(?: à tous)?", r"bonsoir", r"salut", r"coucou"),
        fixed(language="fr"),
    ),
    Asking(
        "greeting", (),
        (r"hola(?: amig[oa])?", r"buen(?:o|a)s? (?:d[ií]as?|tardes?|noches?)",
         r"buenas"),
        fixed(language="es"),
    ),
    Asking(
        "greeting", (), (r"ciao", r"buon(?:giorno|asera)", r"salve"),
        fixed(language="it"),
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
        fixed(language="de"),
    ),
    Asking(
        "farewell", (), (r"au revoir", r"à (?:bientôt|demain|plus)", r"bonne nuit"),
        fixed(language="fr"),
    ),
    Asking(
        "farewell", (), (r"adi[oó]s", r"hasta (?:luego|mañana|la vista|pronto)"),
        fixed(language="es"),
    ),
    Asking("farewell", (), (r"arrivederci", r"a (?:presto|domani)"),
           fixed(language="it")),
    Asking(
        "thanks",
        ("thank you", "thanks", "thanks a lot", "thank you very much",
         "thank you so much"),
        (
            r"(?:many |much )?thanks(?: (?:a lot|a bunch|so much|very much|a "
            r"million|again"
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
           fixed(language="de")),
    Asking("thanks", (), (r"merci(?: (?:beaucoup|bien))?",), fixed(language="fr")),
    Asking("thanks", (), (r"(?:muchas )?gracias",), fixed(language="es")),
    Asking("thanks", (), (r"grazie(?: mille)?",), fixed(language="it")),
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
           fixed(language="de")),
    Asking("how_are_you", (), (r"(?:comment )?[cç]a va", r"comment vas[ -]tu"),
           fixed(language="fr")),
    Asking("how_are_you", (), (r"(?:c[oó]mo est[aá]s|qu[eé] tal)",),
           fixed(language="es")),
    Asking("how_are_you", (), (r"come (?:stai|va)",), fixed(language="it")),
)  # fmt: skip

SMALL_TALK: tuple[Asking, ...] = (
    topic("robot", ("are you a robot", "are you human", "are you real"),
           r"are you (?:a |an )?(?:real|human|robot|machine|computer|alive|ai|a\.i|"
           r"person"
           r"|real person|bot|program|artificial intelligence|conscious)"),
    topic("age", ("how old are you", "when is your birthday"),
           r"(?:what is your age|when (?:were you born|is your birthday))",
           r"how old are you(?: really)?"),
    topic("maker", ("who made you",),
           r"who (?:made|created|built|programmed|invented|wrote) you",
           r"who is your (?:maker|creator|boss|owner)"),
    topic("place", ("where are you", "where do you live", "where do you come from"),
           r"where (?:are you(?: from| now| right now)?|do you (?:live|come from))"),
    topic("color", ("what is your favorite color",),
           r"(?:what is your|do you have a|have you got a) favorite color"),
    topic("taste", ("what do you like", "do you like music"),
           r"what (?:do you like|are your hobbies|do you enjoy)(?: (?:to do|doing))?",
           r"(?:what is your|do you have a) favorite "
           r"(?:food|music|song|movie|film|book|"
           r"animal|number|place|season|thing|band|game|word)",
           r"do you (?:like|enjoy|love) (?:music|movies|books|people|cats|dogs|games|"
           r"your job|coffee|tea|food|art|the rain)"),
    topic("sleep", ("do you sleep", "do you dream"),
           r"do you (?:ever )?(?:sleep|dream|rest|get tired|eat|drink|breathe)"),
    topic("feelings", ("do you have feelings", "are you happy"),
           r"do you have (?:any )?(?:feelings|emotions|a soul|a heart)",
           r"are you (?:happy|sad|angry|tired|lonely|bored|sleepy|excited)(?: today)?",
           r"(?:can|do) you feel(?: (?:anything|pain|things))?"),
    topic("bored", ("i am bored",),
           r"i am (?:so |really |very |a bit |a little )?bored", r"(?:this is )?boring",
           r"entertain me", r"i have nothing to do"),
    topic("love", ("i love you", "do you like me"),
           r"i (?:really )?(?:love|like|adore|miss|missed) you(?: so much| too| a "
           r"lot)?",
           r"do you (?:love|like|miss) me", r"(?:will you|would you) marry me",
           r"marry me", r"(?:are you my|you are my|be my) (?:best )?friend"),
    topic("compliment", ("you are funny", "you are great", "you are nice", "good job",
                          "well done", "that is funny"),
           r"you are (?:so |very |really |pretty |quite )?(?:a "
           r")?(?:funny|great|nice|smart|"
           r"clever|cute|sweet|kind|good|cool|amazing|awesome|wonderful|brilliant|"
           r"the best|"
           r"beautiful|pretty|lovely|helpful|perfect|fantastic)(?: (?:friend|one|"
           r"companion|listener))?", r"(?:that (?:is|was) )?(?:a )?(?:very |really |so )?"
           r"(?:good one|funny|good|great|nice|lovely|amazing|awesome|hilarious)"
           r"(?: (?:joke|work|job))?", r"(?:good|great|nice|excellent) (?:job|work)",
           r"well done", r"haha(?:ha)*", r"good (?:girl|boy|lumen)", r"lol", r"cool",
           r"i like (?:you|your voice|your face|that|that one)", r"wow"),
    topic("insult", (),
           r"you are (?:so |very |really |just |pretty |quite )?(?:a |an "
           r")?(?:stupid|dumb|"
           r"useless|idiot|ugly|annoying|boring|terrible|bad|awful|slow|rubbish|"
           r"the worst|horrible|moron|fool|silly|weird|creepy|mean)(?: "
           r"(?:machine|robot|"
           r"thing|computer|program|bot|one))?", r"i hate you",
           r"you (?:suck|know nothing|do not understand(?: (?:me|anything))?)",
           r"(?:stupid|dumb|useless)(?: (?:machine|robot|thing|computer|bot))?",
           r"that (?:is|was) (?:not funny|bad|a bad joke|stupid|terrible|wrong|awful)"),
    topic("sad", ("i am sad", "i am lonely"),
           r"i (?:am|feel|am feeling) (?:so |very |really |a bit |a little |quite )?"
           r"(?:sad|lonely|unhappy|down|depressed|blue|miserable|terrible|awful|bad|"
           r"alone|"
           r"heartbroken|upset|hopeless|low|not (?:so )?(?:good|well|happy|great))"
           r"(?: today| right now| lately)?", r"i (?:had|am having) a (?:really |very )?"
           r"(?:bad|hard|rough|terrible|awful|long) day", r"i (?:have been )?cry(?:ing)?",
           r"nobody (?:likes|loves|understands) me"),
    topic("stressed", ("i am tired",),
           r"i (?:am|feel|am feeling) (?:so |very |really |a bit |a little |quite )?"
           r"(?:tired|stressed|exhausted|sleepy|overwhelmed|anxious|nervous|worried|"
           r"scared|afraid|sick|ill|burned out|burnt out|angry|frustrated|mad)"
           r"(?: today| right now| lately)?", r"i can not sleep"),
    topic("happy", ("i am happy", "i am fine", "i am good"),
           r"i (?:am|feel|am feeling|am doing) (?:so |very |really |pretty |quite "
           r")?(?:happy|"
           r"fine|good|great|well|okay|excited|glad|wonderful|fantastic|all "
           r"right|better|"
           r"awesome|not bad)(?: (?:today|now|thank you|thanks|too))*",
           r"(?:pretty |very )?(?:not (?:too )?bad|fine)(?: thank you| thanks)?",
           r"(?:it is|it was|i had|i am having) a (?:really |very "
           r")?(?:good|great|lovely|"
           r"wonderful|beautiful|nice) day(?: today)?", r"life is good"),
    topic("sorry", ("i am sorry",),
           r"(?:i am )?(?:so |very |really )?sorry(?: about that)?", r"my (?:bad|mistake)",
           r"i apologi[sz]e", r"excuse me"),
    topic("sing", ("sing a song", "sing for me"),
           r"sing(?: (?:me |us )?(?:a song|something))?(?: for me)?", r"can you sing",
           r"(?:can you )?(?:dance|rap|beatbox)(?: for me)?"),
    topic("story", ("tell me a story", "tell me something"),
           r"(?:tell|read) (?:me )?(?:a |another )?(?:short |bedtime )?story",
           r"tell me (?:something|anything)(?: (?:interesting|new|nice|cool|good))?",
           r"(?:tell|give) me a (?:fun )?fact", r"say something(?: (?:nice|else))?",
           r"talk to me", r"let us (?:talk|chat)", r"a poem",
           r"(?:tell|read|write) me a poem"),
    topic("congratulate", (),
           r"(?:it is|today is) my birthday(?: today)?", r"i (?:got|have) (?:a new|the) job",
           r"i passed(?: (?:my|the) (?:exam|test|exams))?", r"i (?:won|did it|made it)",
           r"happy birthday(?: to (?:you|me))?", r"merry christmas", r"happy new year"),
)  # fmt: skip

ANSWERS: tuple[Asking, ...] = (
    Asking(
        "yes",
        ("yes", "yes please", "yeah", "sure", "of course", "that is right"),
        (
            r"(?:oh |um |well )?(?:yes|yeah|yep|yup|yea|aye|sure|absolutely|definitely|"
            r"certainly|exactly|correct|right|okay|of course|indeed|alright|all right|"
            r"affirmative|please|sure thing|why not|fine by me|go ahead|please do|"
            r"sounds good|do it|i do|i did|that is it)"
            r"(?: (?:yes|yeah|sure|please|i do|i did|it is|i am|of "
            r"course|exactly|do it|"
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
            r"incorrect|negative|never|no way|of course not|certainly "
            r"not|absolutely not|"
            r"i do not|i did not|do not)(?: (?:no|nope|thank you|thanks|please|i do "
            r"not|"
            r"i did not|not really|it is not|that is (?:wrong|not (?:it|right))))*",
            r"that is (?:wrong|not (?:right|it|correct|what i (?:said|meant)))",
            r"nein(?: danke)?", r"non(?: merci)?", r"no gracias", r"maybe later",
            r"i do not think so",
        ),
    ),
)  # fmt: skip
