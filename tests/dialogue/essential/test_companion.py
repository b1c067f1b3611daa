from __future__ import annotations

import itertools
import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.core.errors import InputError
from lumen.core.events import Action
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.speech import Transcript
from lumen.dialogue.essential import EssentialCompanion
from lumen.dialogue.essential.listening import is_question, plain_name, remark_in
from lumen.dialogue.essential.texts import load_topics
from lumen.dialogue.request import LocalAnswers, LocalReply, ReplyRequest
from lumen.dialogue.speakable import speakable

AFTERNOON = datetime(2026, 11, 20, 14, 35)  # noqa: DTZ001 - the person's own clock

# Stands in for `understanding.parse`, which a sibling package must not import.
INTENTS = {
    "hello": Intent("greeting"),
    "hallo": Intent("greeting", {"language": "de"}),
    "bonjour": Intent("greeting", {"language": "fr"}),
    "hola": Intent("greeting", {"language": "es"}),
    "bye": Intent("farewell"),
    "tschüss": Intent("farewell", {"language": "de"}),
    "thanks": Intent("thanks"),
    "how are you": Intent("how_are_you"),
    "what time is it": Intent("time_date", {"question": "time"}),
    "what day is it": Intent("time_date", {"question": "day"}),
    "what is the date": Intent("time_date", {"question": "date"}),
    "what time is it in tokyo": Intent(
        "time_date", {"question": "elsewhere", "place": "tokyo"}
    ),
    "what is the date tomorrow": Intent(
        "time_date", {"question": "another day", "days": 1.0}
    ),
    "tell me a joke": Intent("joke"),
    "help": Intent("help"),
    "are you recording me": Intent("help", {"topic": "privacy"}),
    "how do i talk to you": Intent("help", {"topic": "talking"}),
    "stop": Intent("stop"),
    "louder": Intent("louder"),
    "privacy": Intent("privacy"),
    "listen again": Intent("privacy", {"wish": "off"}),
    "quieter": Intent("quieter"),
    "repeat that": Intent("repeat_that"),
    "my name is ada": Intent("name_told", {"name": "Ada"}),
    "what is my name": Intent("name_asked"),
    "who are you": Intent("who_are_you"),
    "you are funny": Intent("small_talk", {"topic": "compliment"}),
    "you are stupid": Intent("small_talk", {"topic": "insult"}),
    "i am sad": Intent("small_talk", {"topic": "sad"}),
    "i am bored": Intent("small_talk", {"topic": "bored"}),
    "yes": Intent("yes"),
    "no": Intent("no"),
}


class Talk:
    """A conversation that remembers what the companion asks to remember."""

    def __init__(self, seed: int = 1, now: datetime = AFTERNOON) -> None:
        self.now = now
        self.companion = EssentialCompanion(
            "Lumen", lambda: self.now, seed, parse=INTENTS.get
        )
        self.user_name = ""
        self.last = ""
        self.language = "en"

    def say(self, text: str, *suggestions: str, rejected: bool = False) -> LocalReply:
        transcript = (
            Transcript("", 0.2, "en", "fake", rejected=True, suggestions=suggestions)
            if rejected
            else None
        )
        request = ReplyRequest(
            text,
            transcript,
            INTENTS.get(text.lower()),
            user_name=self.user_name,
            last_reply=self.last,
            language=self.language,
        )
        local: LocalAnswers = self.companion
        answer = local.claim(request) or local.reply(request)
        if answer.action is Action.REMEMBER_NAME:
            self.user_name = answer.value
        self.last = answer.text
        return answer

    def claims(self, text: str) -> bool:
        request = ReplyRequest(text, intent=INTENTS.get(text.lower()))
        return self.companion.claim(request) is not None


H, N, S = Expression.HAPPY, Expression.NEUTRAL, Expression.SAD
CONVERSATION: list[tuple[str, str, Expression, Action | None]] = [
    ("Hello", r"Hello|Hi", H, None),
    ("my name is ada", r"Ada", H, Action.REMEMBER_NAME),
    ("what is my name", r"Ada", H, None),
    ("hello", r"(?i)again|still|once more", H, None),
    ("how are you", r"you|yours|chat", H, None),
    ("what time is it", r"2:35 in the afternoon", N, None),
    ("what day is it", r"Friday", N, None),
    ("what is the date", r"Friday, November 20, 2026", N, None),
    ("what is 17 times 23 plus 4", r"= 395\.", N, None),
    ("how many km is 5 miles", r"8\.047 kilometers", N, None),
    ("tell me a joke", r"\w", H, None),
    ("repeat that", r"\w", N, Action.REPEAT),
    ("louder", r"better|louder|speak up", N, Action.LOUDER),
    ("privacy", r"Control, Shift and P", N, Action.PRIVACY),
    ("listen again", r"talk to me", Expression.HAPPY, Action.PRIVACY),
    ("quieter", r"better|quieter|down", N, Action.QUIETER),
    ("you are funny", r"\w", H, None),
    ("you are stupid", r"sorry|try", S, None),
    ("I am sad", r"sorry|hard", S, None),
    ("I like my old guitar", r"(?i)your old guitar", H, None),
    ("I hate Mondays", r"Mondays", N, None),
    ("I want a holiday", r"a holiday", N, None),
    ("What is the capital of Norway?", r"model", N, Action.CONNECT_MODEL),
    ("Why is the sky blue", r"model", N, Action.CONNECT_MODEL),
    ("How is the weather tomorrow", r"(?i)weather|sky", N, Action.CONNECT_MODEL),
    ("play some music", r"(?i)say: play, and then", N, None),
    ("remind me at five", r"(?i)set a timer for ten minutes", N, None),
    ("who are you", r"Lumen|companion", H, None),
    ("help", r"time", N, None),
    ("are you recording me", r"computer|machine", N, None),
    ("thanks", r"\w", H, None),
    ("stop", r"^$", N, Action.STOP),
    ("bye", r"(?i)bye|see you|care", H, None),
]


@pytest.mark.parametrize("seed", range(5))
def test_a_conversation_of_thirty_turns(seed: int) -> None:
    assert len(CONVERSATION) >= 30
    talk = Talk(seed)
    before = ""
    for said, wanted, expression, action in CONVERSATION:
        answer = talk.say(said)
        assert re.search(wanted, answer.text), (said, answer.text)
        assert (answer.expression, answer.action) == (expression, action), said
        assert answer.text != before or said == "repeat that"
        assert "{" not in answer.text
        before = answer.text


def test_the_same_seed_gives_the_same_conversation() -> None:
    def run(seed: int) -> list[str]:
        talk = Talk(seed)
        return [talk.say(said).text for said, *_ in CONVERSATION]

    assert run(3) == run(3)
    assert run(3) != run(4)


def test_jokes_are_many_and_come_once_each() -> None:
    jokes = load_topics()["joke"].lines
    assert len(set(jokes)) >= 25
    talk = Talk()
    told = [talk.say("tell me a joke").text for _ in jokes]
    assert sorted(told) == sorted(jokes)
    assert talk.say("tell me a joke").text != told[-1]


@pytest.mark.parametrize(
    "said",
    ["hello", "thanks", "help", "louder", "What is love?", "we went out", "no"],
)
def test_no_sentence_comes_twice_in_a_row(said: str) -> None:
    talk = Talk()
    answers = [talk.say(said).text for _ in range(40)]
    assert all(one != two for one, two in itertools.pairwise(answers))


def test_what_is_exact_is_claimed_and_open_talk_is_not() -> None:
    talk = Talk()
    claimed = [
        "what time is it", "what is the date", "15% of 80", "5 miles in km", "louder",
        "quieter", "stop", "repeat that", "my name is ada", "what is my name",
    ]  # fmt: skip
    left = [
        "hello", "tell me a joke", "help", "thanks", "who are you", "yes", "no",
        "what is love", "I like tea", "why is the sky blue?", "",
    ]  # fmt: skip
    assert [text for text in claimed if not talk.claims(text)] == []
    assert [text for text in left if talk.claims(text)] == []


def test_a_suggestion_is_accepted_with_yes() -> None:
    talk = Talk()
    asked = talk.say("", "tell me a joke", "help", rejected=True)
    assert "mean: tell me a joke?" in asked.text
    answer = talk.say("yes")
    assert answer.text in load_topics()["joke"].lines


def test_an_accepted_command_is_done() -> None:
    talk = Talk()
    talk.say("", "louder", rejected=True)
    assert talk.say("yes").action is Action.LOUDER


def test_a_suggestion_is_declined_with_no_and_forgotten() -> None:
    talk = Talk()
    talk.say("", "louder", rejected=True)
    assert talk.say("no").text in load_topics()["suggestion_declined"].lines
    assert not talk.claims("yes")


def test_a_suggestion_is_forgotten_when_something_else_is_said() -> None:
    talk = Talk()
    talk.say("", "louder", rejected=True)
    talk.say("hello")
    assert talk.say("yes").action is None


def test_nothing_understood_is_asked_back_politely() -> None:
    talk = Talk()
    assert talk.say("", rejected=True).text in load_topics()["rejected"].lines
    assert talk.say("").text in load_topics()["rejected"].lines


@pytest.mark.parametrize(
    ("hour", "wanted"),
    [(7, "(?i)morning"), (13, "Hello|Hi"), (20, "evening"), (2, "late|night|hour")],
)
def test_greetings_know_the_time_of_day(hour, wanted) -> None:
    assert re.search(wanted, Talk(now=AFTERNOON.replace(hour=hour)).say("hello").text)


@pytest.mark.parametrize(
    ("hour", "minute", "wanted"),
    [
        (0, 0, "midnight"), (12, 0, "noon"), (0, 41, "12:41 in the morning"),
        (9, 0, "9 o'clock in the morning"), (23, 59, "11:59 at night"),
        (18, 30, "6:30 in the evening"),
    ],
)  # fmt: skip
def test_times_are_said_nicely(hour, minute, wanted) -> None:
    talk = Talk(now=AFTERNOON.replace(hour=hour, minute=minute))
    assert wanted in talk.say("what time is it").text


def test_times_and_dates_follow_the_language() -> None:
    talk = Talk()
    talk.language = "de"
    assert talk.say("what time is it").text == "Es ist 14:35 Uhr."
    talk.language = "en-GB"
    assert "Friday, 20 November 2026" in talk.say("what is the date").text


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("hallo", "Hallo"),
        ("bonjour", "Bonjour"),
        ("hola", "Hola"),
        ("tschüss", "(?i)tsch|wieder"),
    ],
)
def test_other_languages_are_greeted(said, wanted) -> None:
    assert re.search(wanted, Talk().say(said).text)


@pytest.mark.parametrize(
    "said",
    [
        "I think I have a heart attack",
        "call an ambulance",
        "the house is on fire",
        "he can't breathe",
    ],
)
def test_emergencies_are_sent_to_emergency_services(said) -> None:
    answer = Talk().say(said)
    assert "emergency" in answer.text
    assert answer.action is None


@pytest.mark.parametrize(
    "said", ["I want to die", "I want to kill myself", "I feel suicidal"]
)
def test_a_crisis_is_sent_to_people(said) -> None:
    answer = Talk().say(said)
    assert "emergency" in answer.text
    assert answer.expression is Expression.SAD


def test_a_model_is_not_offered_on_every_remark() -> None:
    talk = Talk()
    offers = [talk.say(f"remark number {n} of mine").action for n in range(9)]
    assert offers.count(Action.CONNECT_MODEL) == 3


def test_an_unknown_topic_is_open_talk() -> None:
    companion = EssentialCompanion("Lumen", lambda: AFTERNOON)
    request = ReplyRequest("so?", intent=Intent("small_talk", {"topic": "unheard of"}))
    assert companion.reply(request).action is Action.CONNECT_MODEL


def test_a_name_that_is_none_is_not_remembered() -> None:
    companion = EssentialCompanion("Lumen", lambda: AFTERNOON)
    request = ReplyRequest("x", intent=Intent("name_told", {"name": "<*>"}))
    assert companion.claim(request) is None


def test_repeating_nothing_is_said_so() -> None:
    talk = Talk()
    assert talk.say("repeat that").text in load_topics()["repeat"].lines


def test_every_sentence_can_be_spoken_and_is_short() -> None:
    for key, topic in load_topics().items():
        assert len(topic.lines) >= 2, key
        assert len(set(topic.lines)) == len(topic.lines), key
        for line in topic.lines:
            assert speakable(line).text
            assert len(line) <= 260, line


@pytest.mark.parametrize(
    "content", ["", "[x]\nlines = []", "[x]\nlines = ['a']\naction = 'fly'", "x = [", "[x]\nlines = ['a']\npatterns = ['(']"]
)  # fmt: skip
def test_broken_sentences_are_named(content: str, tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_topics(path)
    assert "en.toml" in raised.value.what


def test_listening() -> None:
    assert is_question("what is that")
    assert is_question("it is?")
    assert not is_question("i see")
    remark = remark_in("I really love my dog, and you")
    assert remark is not None
    assert remark.about == "your dog"
    assert remark_in("I like you") is None
    assert remark_in("I like it") is None
    assert remark_in("I like " + "very " * 40) is None
    assert plain_name("  Ada <b>*\x00 Love-lace ") == "Ada b Love-lace"


@given(
    st.text(max_size=300),
    st.text(max_size=60),
    st.sampled_from([*INTENTS.values(), None]),
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(text, name, intent) -> None:
    companion = EssentialCompanion("Lumen", lambda: AFTERNOON, parse=INTENTS.get)
    request = ReplyRequest(text, intent=intent, user_name=name)
    answer = companion.claim(request) or companion.reply(request)
    assert answer.text.strip() or answer.action is Action.STOP


def test_time_elsewhere_and_another_day_are_not_answered_with_ours() -> None:
    talk = Talk(now=AFTERNOON)
    assert talk.say("what time is it in tokyo").text.startswith("In Tokyo it is ")
    tomorrow = talk.say("what is the date tomorrow").text
    assert tomorrow.startswith("Tomorrow is ")
    assert tomorrow != talk.say("what is the date").text
