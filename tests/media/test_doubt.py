"""What is not certain is asked about before it is done."""

from __future__ import annotations

import pytest

from fakes import ManualClock
from lumen.core.intent import Intent
from lumen.core.turn import TurnId
from lumen.media.doubt import ASK, ASKED_FOR, SURE, Doubt

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
