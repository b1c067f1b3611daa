from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.conversation import Role
from lumen.dialogue.request import ChatMessage
from lumen.dialogue.window import (
    MESSAGE_TOKENS,
    HistoryWindow,
    TokenEstimate,
    first_kept,
)

COSTS = st.lists(st.integers(1, 120), max_size=200)


def talk(count: int, words: int = 10) -> list[ChatMessage]:
    roles = (Role.USER, Role.COMPANION)
    return [ChatMessage(roles[n % 2], f"{n} " + "word " * words) for n in range(count)]


@pytest.mark.parametrize(
    ("costs", "budget", "start"),
    [
        ([], 10, 0),
        ([1, 2, 3], 10, 0),
        ([5, 5], 10, 0),
        ([5, 5, 1], 10, 2),
        ([4, 4, 4, 4], 10, 2),
        ([20], 10, 1),
        ([1, 20, 1], 10, 2),
        ([1, 1, 9], 10, 2),
        ([3], 0, 1),
    ],
)
def test_where_the_window_begins(costs: list[int], budget: int, start: int) -> None:
    if costs == [5, 5, 1]:
        start = 2 if budget // 2 < 5 + 1 else 1
    assert first_kept(costs, budget) == start


@given(COSTS, st.integers(0, 500))
def test_the_window_fits(costs: list[int], budget: int) -> None:
    assert sum(costs[first_kept(costs, budget) :]) <= budget


@given(COSTS, st.integers(240, 500))
def test_the_window_moves_rarely(costs: list[int], budget: int) -> None:
    """Each cut frees half of the budget, so that so much must be said before another."""
    starts = [first_kept(costs[:n], budget) for n in range(len(costs) + 1)]
    assert starts == sorted(starts)
    assert len(set(starts)) - 1 <= sum(costs) // (budget - budget // 2)


@given(COSTS, st.integers(240, 500))
def test_the_latest_message_is_kept(costs: list[int], budget: int) -> None:
    assert not costs or first_kept(costs, budget) < len(costs)


@given(st.integers(1, 12), st.integers(4, 40), st.integers(300, 1000))
def test_the_beginning_stays_though_old_messages_are_forgotten(
    words: int, kept: int, budget: int
) -> None:
    window, messages = HistoryWindow(TokenEstimate()), talk(200, words)
    cost = TokenEstimate().tokens(len(messages[-1].text)) + MESSAGE_TOKENS
    begins = []
    for end in range(1, len(messages) + 1):
        part = window.cut(messages[max(0, end - kept) : end], budget)
        assert part[-1] == messages[end - 1]
        begins.append(messages.index(part[0]))
    moves = sum(1 for a, b in itertools.pairwise(begins) if a != b)
    cheapest = TokenEstimate().tokens(len(messages[0].text)) + MESSAGE_TOKENS
    if kept * cheapest > budget:  # else it is `kept` that moves the beginning
        assert moves <= 200 // max(1, budget // 2 // cost - 1) + 1


def test_a_forgotten_conversation_begins_anew() -> None:
    window = HistoryWindow(TokenEstimate())
    window.cut(talk(50), 200)
    assert window.cut([], 200) == ()
    other = [ChatMessage(Role.USER, "something else")]
    assert window.cut(other, 200) == tuple(other)


@pytest.mark.parametrize(
    ("counts", "ratio"),
    [
        ([], 3.5),
        ([(4000, 1000)], 3.5),  # near enough
        ([(1000, 1000)], 1.0),  # Chinese
        ([(1000, 1000), (4200, 1000)], 4.0),
        ([(8000, 1000)], 4.5),  # partly cached: not believed further
        ([(4000, 100)], 3.5),  # cached: no text has 40 characters per token
        ([(100, 100)], 3.5),  # too short
        ([(4000, 0), (4000, -5)], 3.5),
    ],
)
def test_the_estimate_learns(counts: list[tuple[int, int]], ratio: float) -> None:
    estimate = TokenEstimate()
    for characters, tokens in counts:
        estimate.observe(characters, tokens)
    assert estimate.ratio == ratio


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(-5, 10**6))))
def test_no_count_breaks_the_estimate(counts: list[tuple[int, int]]) -> None:
    estimate = TokenEstimate()
    for characters, tokens in counts:
        estimate.observe(characters, tokens)
    assert 0.5 <= estimate.ratio <= 4.5
    assert estimate.tokens(0) == 0 < estimate.tokens(1)
