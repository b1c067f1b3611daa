from __future__ import annotations

import statistics
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lumen.understanding import own_asking as parse
from lumen.understanding.names import clean_name

# One line per intent; utterances are separated by "|". A colon gives slots.
UTTERANCES = """
greeting: hello | Hi! | hey there | Hello Lumen. | hey lumen | Good morning | good morning, Lumen! | Good evening. | good afternoon | hiya | howdy | hello hello | Lumen? | morning | nice to meet you | hi there | hello again | I'm back | okay lumen
greeting language=de: Hallo | Guten Tag! | guten morgen lumen | Moin | Servus
greeting language=fr: Bonjour | salut | Bonsoir !
greeting language=es: Hola | Buenos días | buenas tardes
greeting language=it: ciao | Buongiorno
farewell: goodbye | Bye! | bye bye | good bye | See you later. | see you tomorrow | good night | goodnight lumen | talk to you later | I have to go now | I gotta go | take care | have a nice day | Until tomorrow! | I'm going to bed | that's all for today
farewell language=de: Tschüss! | auf Wiedersehen | bis bald
farewell language=fr: au revoir
farewell language=es: adiós | hasta luego
thanks: thank you | Thanks! | thanks a lot | thank you so much | thank you very much, Lumen | thx | many thanks | Thanks for your help. | much appreciated | I appreciate it | okay, thank you | thank u
thanks language=de: Danke | vielen Dank
thanks language=es: gracias | muchas gracias
how_are_you: how are you | How are you doing today? | how's it going | How do you do? | what's up | are you okay | how have you been | and how are you | Hey Lumen, how are you? | how do you feel today | how was your day
how_are_you language=de: wie geht's | Wie geht es dir?
how_are_you language=fr: ça va
time_date question=time: what time is it | What's the time? | tell me the time | Could you tell me the time, please? | do you know what time it is | what time is it now | hey lumen what time is it | time please | current time | do you have the time | whats the time | so what time is it | wat time is it | What time is it right now?
time_date question=day: what day is it | What day is today? | which day is it today | what day of the week is it | is it Monday | tell me what day it is
time_date question=date: what's the date | What is today's date? | tell me the date | what is the date today | what date is it | what month is it | what year is it | could you tell me the date please
joke: tell me a joke | Tell me another joke! | do you know a joke | make me laugh | joke | say something funny | one more joke please | can you tell me a joke | lumen, tell me a good joke | i want to hear a joke | another joke please | cheer me up | tel me a joke | have you got any jokes
help: help | Help me! | what can you do | What can I say? | what else can you do | what can I ask you | commands | I need help | show me what you can do | how can you help me
help topic=talking: how do you work | How does this work? | how do i use you | how can i speak with you
help topic=privacy: are you listening to me | Are you recording me? | is this private | do you store my data
stop: stop | Stop it! | stop talking | be quiet | shut up | okay stop | please stop | that's enough | cancel | never mind | nevermind | hush | Lumen, stop. | quiet please | stop that | silence | forget it
louder: louder | speak louder | Speak up! | could you speak a bit louder please | a little louder | I can't hear you | you're too quiet | turn up your voice | volume up | talk louder lumen | raise your voice please
quieter: quieter | speak more quietly | not so loud | You are too loud! | lower your voice | a bit quieter please | turn it down a bit | volume down | speak softer | could you be quieter | keep it down
privacy: privacy please | Privacy, please. | give me some privacy | I want a bit of privacy | stop listening to me | stop listening | don't listen | cover your eyes | turn off your microphone | switch your mic off | close your ears now | don't look at me
privacy wish=off: privacy off | end privacy | stop privacy | you can listen again | start listening | open your eyes | turn your microphone on
repeat_that: repeat that | Could you repeat that, please? | say that again | say it again please | what did you say | come again | one more time | Pardon? | I didn't catch that | again | repeat | sorry what did you say | can you say that again | what was that | hey Lumen, could you please repeat that?
name_told name=Ada: my name is Ada | My name's Ada. | call me Ada | you can call me ada | Please call me Ada | hello my name is ada | I am called Ada | the name is Ada | ich heiße Ada | je m'appelle Ada | me llamo Ada | my name is ADA | my name is ada, nice to meet you
name_asked: what's my name | do you know my name | Who am I? | do you remember my name | what is my name again please | say my name | tell me my name
who_are_you: who are you | What are you? | what's your name | tell me about yourself | tell me about your self | introduce yourself | who is this | do you have a name | what should I call you
small_talk topic=robot: are you a robot | Are you human? | are you real
small_talk topic=age: how old are you | when is your birthday
small_talk topic=love: I love you | do you like me
small_talk topic=bored: I'm bored | i am so bored
small_talk topic=sad: I'm sad | I feel lonely | i am very sad today
small_talk topic=compliment: you're funny | good job | well done | You are great! | that was funny
small_talk topic=insult: you are stupid | you're useless
small_talk topic=happy: I am fine | I'm good, thanks | I'm doing great
small_talk topic=color: what's your favourite colour
small_talk topic=sing: sing a song | can you sing
small_talk topic=story: tell me a story | tell me something interesting
yes: yes | Yes, please. | yeah | yep | sure | of course | that's right | exactly | okay | yes I do | ja | oui
no: no | No, thanks. | nope | not really | no thank you | that's wrong | nein | no way | no no
"""

ORDINARY = """
stop worrying about it | I told a joke | what a time it is | the bus stop is over there | I could not stop laughing
we had a good morning walk together | she said goodbye to her mother | thank the driver for me when you see him
how are you supposed to open this jar | what time is the train to Leeds | what time is it in Tokyo | time flies when you read
the date of the wedding was moved | is the date tree in the garden dead | my name is on the list | call me later
call me a taxi | call me back when you can | call me when you arrive | call me maybe | they call me crazy sometimes
repeat after me when I sing | history repeats itself | the music got louder and louder all night | it is a quieter street now
she spoke more quietly than he did | help yourself to some cake | I need help with my tax return | help wanted signs were everywhere
can you help me write a letter to my landlord | what can you do about climate change | what can you do with old bread
who are you voting for | what are you doing tonight | what is your name server address | who is the president of France
tell me about the history of Rome | tell me a joke about penguins and politics | the joke was on him | jokes aside I need a new car
yes men are a problem in every company | no man is an island | no one came to the party | yesterday was fine
sure thing is a movie from the eighties | the hello world program is short | hello is a word of greeting
hi is shorter than hello | hey jude is a song by the Beatles | good evening dresses are expensive | good night moon is a book
see you is what he wrote at the end | bye laws are rules of a club | I have to go to the dentist at nine tomorrow
thanks to the rain the harvest was good | thank goodness it is over | how is the weather in Paris | how do you spell necessary
how do you cook rice | how are things made from plastic | what is up with the stock market these days
what day does the museum close | which day is best for planting beans | what year was Mozart born | what month has the most rain
the year is nearly over | is Monday a good day for you | quiet people have loud minds | the silence of the lambs is a film
shut the door please | enough is enough said the king | cancel my subscription to the magazine | never mind the gap is a pun
do not stop me now is a song | I can not hear the difference between them | speak up for those who can not
louder music would disturb the neighbours | turn the page down at the corner | turn it into a story
lower the price of the tickets | raise your hand if you know the answer | raise the roof | volume three of the series is missing
say that again and I will leave you he said | again and again we tried | what did you say to the manager yesterday
come again another day little rain | one more time zone and we are there | pardon my French cooking | I beg to differ
my name day is in August | what is my name worth as a trademark | who am I kidding with this diet
do you know my name was once famous | are you a robot vacuum expert | how old are you allowed to be for the ride
I love you said the prince to the frog | I am bored with this job and want to quit | you are funny looking in that hat dad said
sing a song of sixpence is a nursery rhyme | tell me a story about a dragon who lives in Berlin | I am sad that the shop closed
I am fine with either option for dinner | I am a teacher | I am hungry | I am from Canada | the robot is real
what is love | what is the capital of Norway | play some music | turn on the lights | remind me to call mum at five
write an email to my boss | translate good morning into Japanese | define stop | the time is ripe for change
time and tide wait for no man | dates are sweet fruits | a little louder than usual he knocked | right turn only
correct the spelling in this text | absolutely everybody is here | okay computer is an album | not at all what I expected
wrong turn ahead | never say never again | lumen is the unit of light | how many lumen does this lamp have
a lumen is not a candela | private lessons are expensive | options trading is risky | the commands of the king
privacy is a right | what is a privacy policy | do not listen to that song it is awful | I can not stop listening to jazz
cover your eyes with sunscreen goggles at the beach | stop listening to the radio | open your books | turn off the lights
who made you do that | where are you going for lunch | do you sleep on your back or side | what do you like about Rome
are you happy with the new car | well done steak is dry | good job offers are rare | he is stupid
"""  # fmt: skip


def table() -> list[tuple[str, str, dict[str, str]]]:
    rows = []
    for line in UTTERANCES.strip().splitlines():
        head, _, said = line.partition(": ")
        intent, *slots = head.split()
        wanted = dict(slot.split("=") for slot in slots)
        rows += [(text.strip(), intent, wanted) for text in said.split(" | ")]
    return rows


def ordinary() -> list[str]:
    return [
        text.strip()
        for line in ORDINARY.strip().splitlines()
        for text in line.split("|")
    ]


def test_utterances_are_understood() -> None:
    rows = table()
    assert len(rows) >= 200
    missed = []
    for text, intent, slots in rows:
        found = parse(text)
        if (
            found is None
            or found.name != intent
            or any(found.slots.get(name) != value for name, value in slots.items())
        ):
            missed.append((text, intent, slots, found, found and dict(found.slots)))
    for miss in missed:
        print(miss)
    assert 1 - len(missed) / len(rows) >= 0.97


def test_ordinary_sentences_fire_nothing() -> None:
    sentences = ordinary()
    assert len(sentences) >= 100
    fired = [(text, found) for text in sentences if (found := parse(text))]
    assert fired == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is Mary Jane Watson", "Mary Jane Watson"),
        ("My name is Jean-Luc.", "Jean-Luc"),
        ("my name is o'neil", "O'Neil"),
        ("My name is McCoy", "McCoy"),
        ("Ich heiße Jürgen", "Jürgen"),
        ("call me Ishmael please", "Ishmael"),
        ("my name is josé and I like tea", "José"),
    ],
)
def test_names_are_kept_as_people_write_them(text, name) -> None:
    found = parse(text)
    assert found is not None
    assert found.slots["name"] == name


@pytest.mark.parametrize(
    "text",
    [
        "my name is not important",
        "my name is",
        "my name is 42",
        "call me when you get there and we shall talk about all of it",
        "my name is a secret",
    ],
)
def test_what_is_no_name_is_not_taken_for_one(text) -> None:
    found = parse(text)
    assert found is None or found.name != "name_told"


def test_empty_and_long_texts_ask_for_nothing() -> None:
    assert parse("") is None
    assert parse("  ...  ") is None
    assert parse("stop " * 100) is None


def test_courtesy_lowers_the_confidence() -> None:
    plain, polite = parse("repeat that"), parse("could you please repeat that")
    assert plain is not None
    assert polite is not None
    assert polite.confidence < plain.confidence


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    found = parse(text)
    assert found is None or 0 < found.confidence <= 1


@given(st.text(max_size=80), st.text(max_size=80))
@example("ann\nlee", "")
@settings(max_examples=200, deadline=None)
def test_any_name_is_words_of_letters(value: str, text: str) -> None:
    name = clean_name(value, text)
    assert len(name) <= 60
    assert not set(name) & set('<>{}[]\\\n\x00"')


@pytest.mark.bench
def test_cost_of_parsing() -> None:
    sentences = ordinary() + [text for text, _, _ in table()]
    costs = []
    for text in sentences:
        begin = time.perf_counter()
        parse(text)
        costs.append(time.perf_counter() - begin)
    print(
        f"\nparse: mean {statistics.mean(costs) * 1e6:.0f} us, "
        f"worst {max(costs) * 1e6:.0f} us over {len(costs)} sentences"
    )
