from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.dialogue.completeness import looks_complete

COMPLETE = """
what time is it
What time is it?
what's the weather like
what is the weather going to be like
who are you
how are you
how old are you
where are you from
who am i
what is it
what is it for
what are you listening to
what are you thinking about
who is this song by
what are you up to
set a timer for ten minutes
set a timer for an hour and a half
wake me at seven
set an alarm for seven
remind me to call my mother
remind me in five minutes
turn on the lights
turn it on
turn the volume up
turn the music down please
louder
quieter
stop
stop please
yes
no
yes i do
yes i am
of course it is
no thanks
thank you
thanks a lot
hello
good morning
goodbye
see you then
tell me a joke
tell me more
tell me why
tell me what time it is
do you know where my keys are
do you know who she is
I don't know how old he is
run as fast as you can
call me if you can
i think so
i hope so
i don't
i can't
me too
you like it don't you
it's cold isn't it
what do you want
what do you want me to do
what is two plus two
what's five times nine
how much is ten percent of eighty
how many ounces are in a pound
repeat that
say that again
play that
what's this
what can you do
how do you feel
are you there yet
can you hear me
could you please help me
would you like some tea
my name is Ada
call me Ada
i love you
i'm tired
i'm fine and you
let's go
come in
come on
hold on
go on
what's going on
nevermind
never mind
guess what
why
how
show me how
since when
why not
maybe not
volume fifty
set the volume to fifty
skip the next two songs
Hello. How are you?
I had a long day. Tell me something nice.
recommend something to listen to
i want to sleep
i'd like to hear a story
is the front door locked
add apples to my shopping list
what year was it made in
they talked to each other
wie spät ist es
mach bitte das Licht an
erzähl mir einen Witz
wie geht es dir
wer bist du
sag mir wie spät es ist
stell einen Timer für zehn Minuten
was ist das
ich bin müde und gehe ins Bett
kannst du mir helfen
quelle heure est-il
raconte-moi une blague
mets de la musique
comment ça va
je suis fatigué
allume la lumière s'il te plaît
qué hora es
cuéntame un chiste
pon música
cómo estás
enciende la luz por favor
dónde está mi teléfono
"""

OPEN = """
um
uh
Um...
well
so
and
the
because
I want to
I want to go to
I want
I need a
I'd like to
I would like
I was wondering if
can you
Can you?
could you please
would you
do you
are you
is it
what is
what is the
what's the
what's the capital of
what time is
what about
how about
how do
how do you
what can i
where is the
who was
tell me
tell me about
tell me a joke about
let me
let's
set a timer for
set a timer for.
set a timer for ten
set a timer
set the volume to
remind me to
remind me
remind me in five
wake me up at
play some music by
play the
turn on
turn on the
turn on the light in the
the weather in
is there a
it's
it's very
i think
i think that
i think it is
i went home and
i went home because
i went home because i
i like it but
i like it, but I
i don't know if
i don't know whether
if it is
when it was
my favorite
my name is
my
she said that he
he told me that they
one of the
what is five plus
what is ten divided by
three point
i'm going to
i'm
i've
you know
you know,
I mean
hello,
Hello, I wanted to ask,
I have a question:
well I was thinking that...
it was like
something like
such a
i will
i should
you could
we have been
as soon as
i'd rather have tea than
Hello. Can you
What a day. I
hey lumen
please
call
send a message to
add milk and
i am
there are
would you like to
so um
i bought apples and um
ich möchte
kannst du
kannst du mir sagen ob
stell einen Timer für
ich bin müde und
das ist eine
weil ich
erzähl mir von
was ist der
ich glaube dass
wie spät ist
ähm
sag mir
je voudrais
est-ce que
mets de la musique de
raconte-moi une histoire sur
je suis fatigué mais
quelle est la
parce que
qu'est-ce que
quiero
puedes poner una canción de
cuéntame un chiste sobre
estoy cansado pero
cuál es la
qué hora es en
porque
"""


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


CASES = [(t, True) for t in lines(COMPLETE)] + [(t, False) for t in lines(OPEN)]


def test_at_least_95_of_100_cases_are_right() -> None:
    wrong = [text for text, complete in CASES if looks_complete(text) != complete]
    assert len(CASES) >= 120
    assert len(wrong) <= 0.05 * len(CASES), wrong


@pytest.mark.parametrize("end", [".", "!", "?", '"', ".)"])
def test_a_recognisers_full_stop_proves_nothing(end: str) -> None:
    assert not looks_complete("set a timer for" + end)
    assert looks_complete("set a timer for ten minutes" + end)


@pytest.mark.parametrize("end", ["...", "\u2026", ",", ";", ":", " -", "\u2014"])
def test_a_comma_and_an_ellipsis_do(end: str) -> None:
    assert not looks_complete("set a timer for ten minutes" + end)


@pytest.mark.parametrize("text", ["", " ", "?", "\n", "--", "\u2019"])
def test_nothing_is_not_complete(text: str) -> None:
    assert not looks_complete(text)


def test_curly_apostrophes_are_apostrophes() -> None:
    assert not looks_complete("it\u2019s")
    assert looks_complete("it\u2019s cold, isn\u2019t it")


@given(st.text(max_size=600))
def test_any_text_has_an_answer(text: str) -> None:
    assert looks_complete(text) in {True, False}


@given(st.sampled_from(CASES), st.sampled_from(["  ", "\n"]))
def test_space_around_it_changes_nothing(case: tuple[str, bool], space: str) -> None:
    assert looks_complete(f"{space}{case[0]}{space}") == looks_complete(case[0])
