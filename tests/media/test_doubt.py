"""What is not certain is asked about before it is done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import ManualClock
from lumen.core.intent import Intent
from lumen.core.turn import TurnId
from lumen.media.doubt import ASK, ASKED_FOR, SURE, Doubt, describe

UNSURE = Intent("pause_playback", confidence=0.6)
LOUDER = Intent("adjust_volume", {"volume_adjustment": 5.0}, 0.97)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def doubt(clock: ManualClock) -> Doubt:
    return Doubt(clock)


async def ask(doubt: Doubt, *commands: Intent) -> str:
    (question,) = doubt.weigh(commands)
    assert doubt.takes(question)
    return (await doubt.do(TurnId(1), [question])).text


def test_what_is_certain_is_left_alone(doubt: Doubt):
    certain = (Intent("pause_playback", confidence=SURE), LOUDER)
    assert doubt.weigh(certain) == certain
    assert doubt.weigh(()) == ()
    assert not doubt.asked


async def test_asked_and_agreed(doubt: Doubt):
    assert await ask(doubt, UNSURE, LOUDER) == "Shall I pause and turn it up?"
    assert doubt.asked
    assert doubt.agreed() == (UNSURE, LOUDER)
    assert not doubt.asked
    assert doubt.agreed() == ()  # once is enough


async def test_it_asks_itself_also_when_there_is_a_model(doubt: Doubt):
    doubt.weigh((UNSURE,))
    done = await doubt.do(TurnId(1), [Intent(ASK)])
    assert done.facts == ()
    assert done.aloud


def test_before_it_was_asked_nothing_can_be_agreed_to(doubt: Doubt):
    doubt.weigh((UNSURE,))
    assert not doubt.asked
    assert doubt.agreed() == ()


async def test_an_old_question_is_no_question(doubt: Doubt, clock: ManualClock):
    await ask(doubt, UNSURE)
    clock.advance(ASKED_FOR + 0.1)
    assert not doubt.asked
    assert doubt.agreed() == ()


async def test_another_command_takes_the_question_away(doubt: Doubt):
    await ask(doubt, UNSURE)
    doubt.weigh((LOUDER,))
    assert not doubt.asked


def test_nothing_else_is_taken(doubt: Doubt):
    assert not doubt.takes(Intent(ASK))
    assert not doubt.takes(UNSURE)


@pytest.mark.parametrize(
    ("name", "slots", "words"),
    [
        ("play_content", {"title": "Heroes"}, "play “Heroes”"),
        ("play_content", {"artist": "Bowie"}, "play “Bowie”"),
        ("play_content", {}, "play something"),
        ("search_content", {"search_query": "jazz"}, "look for “jazz”"),
        ("browse_category", {}, "look for that"),
        ("select_channel", {"channel": 5.0}, "switch to channel 5"),
        ("select_channel", {"channel": "BBC"}, "switch to channel “BBC”"),
        ("open_app", {"app": "firefox"}, "open “firefox”"),
        ("adjust_volume", {"volume_level": 40.0}, "set the volume to 40 %"),
        ("adjust_volume", {"volume_adjustment": -5.0}, "turn it down"),
        ("adjust_volume", {"mute": True}, "change the volume"),
        ("adjust_speed", {"playback_speed": 1.5}, "play it at 1.5x"),
        ("adjust_speed", {"speed_adjustment": -0.25}, "play it slower"),
        ("adjust_speed", {}, "change the speed"),
        ("seek_content", {"seek_position": 90.0}, "go to 1:30"),
        ("seek_content", {"seek_offset": -90.0},
         "go back by 1 minute and 30 seconds"),
        ("seek_content", {"seek_offset": True}, "go to another place"),
        ("undo", {}, "undo that"),
        ("something_new", {}, "do that"),
    ],
)  # fmt: skip
def test_commands_in_words(name: str, slots: dict, words: str):
    assert describe(Intent(name, slots)) == words


@given(
    st.sampled_from(
        ["play_content", "adjust_volume", "adjust_speed", "seek_content", "open_app"]
    ),
    st.dictionaries(
        st.sampled_from(
            ["title", "app", "volume_level", "playback_speed", "seek_offset"]
        ),
        st.text() | st.floats(-1e6, 1e6) | st.booleans(),
    ),
)
def test_every_command_has_words(name: str, slots: dict):
    assert describe(Intent(name, slots)).strip()
