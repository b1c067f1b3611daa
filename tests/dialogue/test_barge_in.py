"""What speech over a reply turns out to be."""

from __future__ import annotations

import pytest

from lumen.core.speech import Transcript
from lumen.core.units import Seconds
from lumen.dialogue.barge_in import BargeIn, is_echo, judge

SAID = (
    "The weather today is sunny with a light breeze in the afternoon. "
    "There are three new messages, would you like me to read them?"
)


def verdict(text: str, voiced: float = 0.5, *, rejected: bool = False) -> BargeIn:
    transcript = Transcript(text, 0.8, "en", "scripted", rejected=rejected)
    return judge(transcript, Seconds(voiced), SAID)


@pytest.mark.parametrize(
    "text",
    [
        "mhm",
        "Mm-hmm.",
        "yeah",
        "Okay.",
        "uh huh",
        "I see.",
        "yeah yeah",
        "oh wow",
        "right",
    ],
)
def test_backchannels(text):
    assert verdict(text) is BargeIn.BACKCHANNEL


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "wait",
        "no not that one",
        "yes please read them",
        "okay stop",
        "what about tomorrow",
        "read the first message",
        "sunny is nice but will it rain",
        "I said three hours ago",
        "hang on a second",
    ],
)
def test_real_words(text):
    assert verdict(text) is BargeIn.CONFIRMED


@pytest.mark.parametrize(
    "text",
    [
        "a light breeze in the afternoon",
        "Sunny with a light breeze",
        "sunny with the light breeze",
        "there are three new messages",
        "would you like me to read them",
        "The weather today is sonny with a light breeze",
    ],
)
def test_own_words(text):
    assert verdict(text) is BargeIn.ECHO


def test_a_single_word_is_no_echo():
    assert not is_echo("sunny", SAID)


def test_much_longer_than_what_was_said_is_no_echo():
    assert not is_echo("hello there my old friend how have you been", "hello there")


@pytest.mark.parametrize(
    ("voiced", "expected"), [(0.3, BargeIn.UNCERTAIN), (0.9, BargeIn.CONFIRMED)]
)
def test_unknown_words_need_time(voiced, expected):
    assert verdict("", voiced, rejected=True) is expected


def test_silence_decides_nothing():
    assert verdict("", 3.0) is BargeIn.UNCERTAIN
