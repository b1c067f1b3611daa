"""The mood that comes from what happens."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.avatar.temper import (
    AROUSAL_HALF_LIFE,
    FAILED,
    HELPED,
    INTERRUPTED,
    REGRET,
    VALENCE_HALF_LIFE,
    Sorrow,
    Temper,
    rest,
)
from lumen.core.expression import Expression
from lumen.core.units import Seconds

START = Seconds(100.0)
NOON = 12.0


def test_without_events_it_is_that_of_the_hour() -> None:
    temper = Temper(START)
    for hour in (0.0, 6.5, 14.0, 23.9):
        assert temper.mood(Seconds(START + 60), hour) == rest(hour)
    assert rest(14.0).arousal > rest(20.0).arousal > rest(2.0).arousal
    assert rest(0.0).arousal == pytest.approx(rest(24.0).arousal)


@pytest.mark.parametrize(
    ("expression", "pleasant", "lively"),
    [
        (Expression.HAPPY, True, True),
        (Expression.ANGRY, False, True),
        (Expression.SAD, False, False),
        (Expression.RELAXED, True, False),
    ],
)
def test_replies_pull_it_their_way(
    expression: Expression, pleasant: bool, lively: bool
) -> None:
    temper = Temper(START)
    temper.express(expression, 1.0, START, NOON)
    mood, still = temper.mood(START, NOON), rest(NOON)
    assert (mood.valence > still.valence) is pleasant
    assert (mood.arousal > still.arousal) is lively


def test_neutral_replies_leave_it_alone() -> None:
    temper = Temper(START)
    temper.express(Expression.NEUTRAL, 1.0, START, NOON)
    assert temper.mood(START, NOON) == rest(NOON)


def test_one_mishap_is_no_bad_mood_but_five_are() -> None:
    temper = Temper(START)
    temper.push(FAILED, 1.0, START, NOON)
    assert -0.1 < temper.mood(START, NOON).valence < rest(NOON).valence
    for _ in range(4):
        temper.push(FAILED, 1.0, START, NOON)
    assert temper.mood(START, NOON).valence < -0.3


def test_it_fades_by_its_half_lives_excitement_first() -> None:
    temper = Temper(START)
    temper.express(Expression.ANGRY, 1.0, START, NOON)
    first, still = temper.mood(START, NOON), rest(NOON)
    later = temper.mood(Seconds(START + VALENCE_HALF_LIFE), NOON)
    assert later.valence - still.valence == pytest.approx(
        (first.valence - still.valence) / 2
    )
    later = temper.mood(Seconds(START + AROUSAL_HALF_LIFE), NOON)
    assert later.arousal - still.arousal == pytest.approx(
        (first.arousal - still.arousal) / 2
    )
    forgotten = temper.mood(Seconds(START + 3600), NOON)
    assert forgotten.valence == pytest.approx(still.valence, abs=1e-3)


FEELINGS = (FAILED, HELPED, INTERRUPTED)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(FEELINGS),
            st.floats(-1.0, 3.0),
            st.floats(0.0, 500.0),
            st.floats(0.0, 24.0),
        ),
        max_size=40,
    )
)
def test_the_same_events_make_the_same_mood_and_none_leaves_its_range(events) -> None:
    moods = []
    for _ in range(2):
        temper, now = Temper(START), float(START)
        for feeling, strength, wait, hour in events:
            now += wait
            temper.push(feeling, strength, Seconds(now), hour)
            mood = temper.mood(Seconds(now), hour)
            assert -1.0 <= mood.valence <= 1.0
            assert -1.0 <= mood.arousal <= 1.0
        moods.append(temper.mood(Seconds(now + 1), NOON))
    assert len(set(moods)) == 1


def test_it_never_jumps_further_than_one_event_may_push() -> None:
    temper, last = Temper(START), rest(NOON).valence
    for number, feeling in enumerate(itertools.islice(itertools.cycle(FEELINGS), 60)):
        temper.push(feeling, 1.0, Seconds(START + number), NOON)
        now = temper.mood(Seconds(START + number), NOON).valence
        assert abs(now - last) < 0.45
        last = now


def test_one_sad_sentence_is_a_regret_and_several_of_a_reply_are_sadness() -> None:
    sorrow = Sorrow()
    shown = [sorrow.strength(Expression.SAD, turn) for turn in (1, 2, 2, 3)]
    assert shown == [REGRET, REGRET, 1.0, REGRET]


def test_other_feelings_are_shown_in_full() -> None:
    sorrow = Sorrow()
    for felt in set(Expression) - {Expression.SAD}:
        assert sorrow.strength(felt, 1) == 1.0
        assert not sorrow.is_over(felt, 2)


def test_sorrow_is_over_with_the_next_reply_and_not_before() -> None:
    sorrow = Sorrow()
    sorrow.strength(Expression.SAD, 1)
    assert not sorrow.is_over(Expression.NEUTRAL, 1)
    assert not sorrow.is_over(Expression.SAD, 2)
    assert sorrow.is_over(Expression.NEUTRAL, 2)
    sorrow.strength(Expression.NEUTRAL, 2)
    assert not sorrow.is_over(Expression.NEUTRAL, 3)
    assert not sorrow.end()
