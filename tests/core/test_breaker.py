from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import ManualClock
from lumen.core.breaker import Circuit, CircuitBreaker
from lumen.core.units import Seconds

A, N, F, S, X, R = "allowed", "not allowed", "fail", "succeed", "abandon", "reset"

TABLE = {
    "calls go through": ([A, S, A, S], Circuit.CLOSED),
    "two failures are borne": ([A, F, A, F, A], Circuit.CLOSED),
    "a success forgets failures": ([A, F, A, F, A, S, A, F, A, F, A], Circuit.CLOSED),
    "three in a row open": ([A, F, A, F, A, F, N], Circuit.OPEN),
    "it stays open for the rest": ([A, F, A, F, A, F, 4.9, N], Circuit.OPEN),
    "then one call is a trial": ([A, F, A, F, A, F, 5, A, N], Circuit.TRYING),
    "a trial that works closes": ([A, F, A, F, A, F, 5, A, S, A], Circuit.CLOSED),
    "a trial that fails rests twice as long": (
        [A, F, A, F, A, F, 5, A, F, 9.9, N, 0.1, A],
        Circuit.TRYING,
    ),
    "the rest has a limit": (
        [A, F, A, F, A, F, 5, A, F, 10, A, F, 20, A, F, 29.9, N, 0.1, A],
        Circuit.TRYING,
    ),
    "an abandoned trial may be repeated": (
        [A, F, A, F, A, F, 5, A, X, A],
        Circuit.TRYING,
    ),
    "abandoning a normal call changes nothing": ([A, X, A], Circuit.CLOSED),
    "after closing the rest is short again": (
        [A, F, A, F, A, F, 5, A, F, 10, A, S, A, F, A, F, A, F, 5, A],
        Circuit.TRYING,
    ),
    "a late failure while open rests anew": (
        [A, A, A, A, F, F, F, 4, F, 4.9, N, 0.1, A],
        Circuit.TRYING,
    ),
    "another provider begins afresh": ([A, F, A, F, A, F, N, R, A], Circuit.CLOSED),
}


@pytest.mark.parametrize("name", TABLE)
def test_breaker(name: str) -> None:
    steps, circuit = TABLE[name]
    clock = ManualClock()
    breaker = CircuitBreaker(clock)
    for number, step in enumerate(steps):
        match step:
            case "allowed" | "not allowed":
                assert breaker.allow() is (step == A), f"step {number}"
            case str():
                getattr(breaker, step)()
            case _:
                clock.advance(step)
    assert breaker.circuit is circuit


@given(st.lists(st.sampled_from([F, S, X, 1.0, 10.0])))
def test_a_call_is_allowed_after_the_longest_rest(steps: list[str | float]) -> None:
    clock = ManualClock()
    breaker = CircuitBreaker(clock, failures=1, longest=Seconds(8))
    for step in steps:
        if isinstance(step, float):
            clock.advance(step)
        elif breaker.allow():
            getattr(breaker, step)()
    clock.advance(8)
    assert breaker.allow()
