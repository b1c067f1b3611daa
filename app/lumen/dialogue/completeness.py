"""Is a sentence over, or does the person only take a breath?

Endpointing waits shorter behind a complete sentence or command. What trails off ends
with words that need another one ("the", "because", "I want to", "set a timer for"). A
recogniser's full stop proves nothing; its comma and its ellipsis do. English is judged
closely; German, French and Spanish by their last words.
"""

from __future__ import annotations

import re

_LONGEST = 400
"""Characters from the end that are looked at."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
_OPEN_END = ("...", "\u2026", ",", ";", ":", "-", "\u2013", "\u2014")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    parts = text.replace("\n", ",").split(",")
    return frozenset(tuple(part.split()) for part in parts if part.strip())


# ---- English -------------------------------------------------------------------------

_LINKS = _words("""
    a an the my your our their its every each such other another
    and or but nor because cause cuz if whether unless until till while whereas although
    very quite extremely also which whose whom not just
    i'm you're we're they're it's he's she's there's here's that's what's who's where's
    how's when's why's let's i'll you'll we'll they'll he'll she'll it'll that'll
    i'd you'd he'd she'd we'd they'd i've you've we've they've
    gonna wanna gotta tryna kinda sorta
    plus minus times divided multiplied point
    so well maybe perhaps
""")
"""Words that link to a next one."""

_FILLERS = _words("um uh uhm er erm eh ehm mm hmm hm ah like äh ähm euh")
_PREPOSITIONS = _words("""
    of to for from with at by into onto about between through during without within
    against among towards toward than as like via per except upon regarding in
""")
_BE = _words("am is are was were be been being")
_MODAL = _words("""
    has had have having will would shall should may might must could can do does did
""")
_AUXILIARY = (
    _BE
    | _MODAL
    | _words("""
        isn't aren't wasn't weren't don't doesn't didn't haven't hasn't can't couldn't
        won't wouldn't shouldn't
    """)
)
_HANGING = _BE | _words("has had will would shall should may might must could can")
_SUBJECTS = _words("i you he she it we they there this that")
_BEGINS_CLAUSE = _words("""
    what who where when why how if whether which as than whatever whoever
""")
_LAST_RARELY = _LINKS | _FILLERS | _words("i he she we they")
_QUESTIONS = _words("what who where which whom when why how what's who's where's how's")
_DETERMINERS = _words("the my your our their his her its this that these those a an")
_AFFIRMATIONS = _words("yes yeah yep no nope sure indeed course")
_NUMBERS = _words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand
""")
_BEFORE_A_LAST_PREPOSITION = _words("""
    it you me him her us them this that come look go talk think made good famous afraid
    hear heard know part belong up born live
""")

_BEGINNINGS = _phrases("""
    i want,i need,i like,i think,i guess,i mean,i was,i have,i feel,i wonder,i would
    i believe,i thought,i think that,i wanted,i would like,i was wondering,i just
    i just want,i don't think,i don't want,you know,i know,the thing is,what i mean
    what i want
    tell me,let me,give me,show me,remind me,wake me,call me,ask me,find me,play me
    set,set a timer,set an alarm,start a timer,set the volume,turn,turn on,turn off
    switch on,switch off,turn up,turn down,put on,pick up,look up,search,add,find,send
    change,create,open,call,text,put,get
    what,what about,how about,what if,how do,how much,how many,how long,how far,how old
    what kind,what time,what day,which one
    do you know,do you think,did you know,can you tell me,could you tell me
    can you give me,can you show me,do you have,have you ever,would you like
    my name,my favorite,my favourite,one of my,there is,there are,there was,here is
    please,lumen,hey,hey lumen,ok lumen,okay lumen,hi lumen,hello lumen
    once upon a time,by the way,for example,the other day
    the first,the next,the last,the most,the best
""")
"""Whole sentences, or last clauses, after which something must come."""

_COMPLETE_ENDS = _phrases("""
    think so,hope so,guess so,believe so,suppose so,told you so,or so,if so
    very well,as well,oh well,get well,sleep well,feel well,doing well,went well
    works well,used to be,let it be,you and i,so am i,neither am i,vitamin a,plan a
    come in,log in,sign in,let me in,sign me in,move in,count me in,check in,give in
    asked me to,told me to,want me to,maybe not,why not,course not,hope not,i'm not
    it's not,if not,certainly not,each other,one another,the other,to the point
    many times,three times,two times,several times,few times,good times,have you
    not very much,well done,how so,what like
""")
"""Ends that are complete although their last word rarely is."""

_WISHES = _words("want wants need needs like love going have has trying used supposed")
"""Before "to ..." they make a wish, not something to do: "I want to talk to"."""


def _english(words: list[str]) -> bool:
    """Whether English words, in lower case, make a sentence."""
    while words[-1] in {"please", "lumen"} and len(words) > 1:
        words = words[:-1]
    if tuple(words) in _BEGINNINGS or _last_clause(words) in _BEGINNINGS:
        return False
    if len(words) == 1:
        return words[0] not in _LAST_RARELY | _PREPOSITIONS | _HANGING
    if _ends_with(words, _COMPLETE_ENDS):
        return True
    last = words[-1]
    if last in _SUBJECTS and words[-2] in _AUXILIARY:
        return _question_is_whole(words)
    if last in _PREPOSITIONS:
        return _preposition_ends(words)
    if last in _HANGING:
        return _auxiliary_ends(words)
    return last not in _LAST_RARELY and not _number_is_open(words)


def _ends_with(words: list[str], ends: frozenset[tuple[str, ...]]) -> bool:
    return any(tuple(words[-length:]) in ends for length in (4, 3, 2))


def _asks(words: list[str]) -> bool:
    return words[0] in _QUESTIONS


def _last_clause(words: list[str]) -> tuple[str, ...]:
    """The words behind the last conjunction or filler."""
    for at in range(len(words) - 1, -1, -1):
        if words[at] in {"and", "but", "so", "because", "um", "uh", "well", "then"}:
            return tuple(words[at + 1 :])
    return tuple(words)


def _question_is_whole(words: list[str]) -> bool:
    """Of words that end like "are you": is something asked already?"""
    verb, earlier = words[-2], words[:-2]
    if verb.endswith("n't"):
        return len(earlier) >= 2  # "you like it, don't you"
    asked = any(word in _QUESTIONS for word in earlier)
    if asked:
        return verb in _BE  # "who are you", but "what can you"
    return bool(earlier) and earlier[-1] in {"so", "neither", "nor"}


def _preposition_ends(words: list[str]) -> bool:
    """Of words that end with a preposition: does a question begin with its object?"""
    last, before = words[-1], words[-2]
    if len(words) > 3 and words[-3] == "to" and words[-4] not in _WISHES:
        return True  # "something to listen to"
    if not _asks(words):
        return False
    if last == "like" or (last == "by" and words[0].startswith("who")):
        return len(words) > 2
    carried = before.endswith("ing") or before in _BEFORE_A_LAST_PREPOSITION
    return carried and len(words) > 2


def _auxiliary_ends(words: list[str]) -> bool:
    """Of words that end with "is" or "can": was its sentence told before?"""
    if words[-2] in _SUBJECTS and words[0] in _AFFIRMATIONS and len(words) <= 4:
        return True
    if words[0] in {"if", "when", "as", "than"}:
        return False
    for at, word in enumerate(words[:-1]):
        if word in _BEGINS_CLAUSE:
            between = words[at + 1 : -1]
            return any(w in _SUBJECTS or w in _DETERMINERS for w in between)
    return False


def _number_is_open(words: list[str]) -> bool:
    """Whether a number waits for its unit: "set a timer for ten"."""
    last = words[-1]
    if not (last.isdigit() or last in _NUMBERS or last.split("-")[0] in _NUMBERS):
        return False
    if "timer" in words or "countdown" in words:
        return words[-2] != "timer"
    return words[-2] == "in" and words[0] in {"remind", "wake", "set", "stop", "call"}


# ---- other languages -----------------------------------------------------------------

_OTHERS = {
    "de": _words("""
        und oder aber weil dass denn ob wenn als sondern obwohl damit sowie
        der die den dem des ein eine einen einem einer eines mein meine meinen meinem
        dein deine deinen deinem unser unsere ihre seine kein keine keinen
        von vom zum zur für bei beim durch ohne gegen zwischen wegen im ins am mit nach
        ich er wir sehr so ist sind war bin hast habe hat kann kannst könnte könntest
        will möchte muss soll wird würde wie wäre äh ähm hm
    """),
    "fr": _words("""
        et ou mais donc car que qui parce quand si lorsque puisque
        le la les l un une des du de d au aux mon ma mes ton ta tes son sa ses notre
        votre leur leurs ce cet cette ces à en dans pour avec sans sur sous par entre
        chez vers je j tu il elle on c c'est est sont suis très ne qu euh heu ben
        veux peux voudrais est-ce peux-tu pouvez-vous
    """),
    "es": _words("""
        y e o u pero porque que si cuando aunque pues
        el la los las un una uno unos unas del al mi mis tu tus su sus nuestro nuestra
        este esta ese esa de a en para por con sin sobre entre hasta desde hacia según
        yo es son está estoy muy como eh em puedes puede quiero quisiera podrías
    """),
}
"""Words that are rarely the last one of a sentence, by language."""

_COMPLETE_ELSEWHERE = _phrases("""
    komm mit,nimm das mit,wie spät es ist,ja ich bin,ich will,ich kann,wer er ist
    qué es,hora es,dónde está,cómo está,où il est,qui c'est,où est-ce
""")
_BEGINNINGS_ELSEWHERE = _phrases("""
    kannst du,könntest du,hast du,bist du,willst du,weißt du,sag mir,erzähl mir
    peux tu,tu peux,as tu,dis moi,sais tu,tu sais,puedes tú,sabes,dime,mi nombre
""")
_USUAL = {
    "en": _words("""
        the a an is are was to of and i you it that what my me in for on with this do
        can how who where please set play tell turn want would like not be have
    """),
    "de": _words("""
        der die das und ich du ist nicht ein eine es wie was mir mich bitte auf zu mit
        den dem kannst kann von für sind wer wo mach spiel stell erzähl wenn weil hast
        möchte wir im uhr spät licht musik danke einen aber oder
    """),
    "fr": _words("""
        le la les un une des de du et je tu il est que qui pas pour dans avec ce moi
        mets quelle quel heure bonjour merci peux veux voudrais c'est est-ce mais parce
        joue allume raconte s'il au sur musique l'heure où
    """),
    "es": _words("""
        el la los las un una de que y en es por para con me mi tu no qué hora pon
        quiero puedes gracias hola cómo dónde pero porque está cuéntame enciende
        música del favor
    """),
}


def _language(words: list[str]) -> str:
    """The language with most usual words; English when in doubt."""
    votes = {tag: sum(w in usual for w in words) for tag, usual in _USUAL.items()}
    best = max(votes, key=lambda tag: votes[tag])
    return best if votes[best] > votes["en"] else "en"


def looks_complete(text: str) -> bool:
    """Whether a partial transcript is a complete sentence or command.

    Args:
        text: What was recognised so far, with or without punctuation.

    Returns:
        True when the person has probably finished; False when more will come.
    """
    text = text[-_LONGEST:].strip().rstrip("\"'\u201d\u2019)")
    if not text or text.endswith(_OPEN_END):
        return False
    sentence = _SENTENCE_END.split(text)[-1]
    words = _WORD.findall(sentence.lower().replace("\u2019", "'"))
    if not words:
        return False
    language = _language(words)
    if language == "en":
        return _english(words)
    if tuple(words) in _BEGINNINGS_ELSEWHERE:
        return False
    if _ends_with(words, _COMPLETE_ELSEWHERE):
        return True
    return words[-1] not in _OTHERS[language]
