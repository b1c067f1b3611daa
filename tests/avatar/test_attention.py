"""Where Lumen is with its mind while nobody talks to it."""

from __future__ import annotations

import pytest

from lumen.avatar.attention import DOZES_AFTER, Attention
from lumen.avatar.names import Presence
from lumen.core.units import Seconds

START = Seconds(50.0)


def at(seconds: float) -> Seconds:
    return Seconds(START + seconds)


@pytest.fixture
def mind() -> Attention:
    return Attention(START)


def test_it_dozes_after_a_while_and_any_stir_wakes_it(mind: Attention) -> None:
    assert mind.presence(at(DOZES_AFTER - 1)) is Presence.HERE
    assert mind.presence(at(DOZES_AFTER)) is Presence.SLEEPING
    assert mind.doubtful_at == at(DOZES_AFTER)
    mind.stir(at(900))
    assert mind.presence(at(900)) is Presence.HERE
    assert mind.presence(at(900 + DOZES_AFTER)) is Presence.SLEEPING


def test_with_a_patience_of_nothing_it_never_dozes(mind: Attention) -> None:
    mind.set_patience(Seconds(0.0))
    assert mind.presence(at(1e6)) is Presence.HERE
    assert mind.doubtful_at is None


def test_nobody_dozes_in_a_turn_or_to_music(mind: Attention) -> None:
    mind.set_busy(True, at(0))
    assert mind.presence(at(5000)) is Presence.HERE
    mind.set_busy(False, at(5000))
    mind.set_playing(film=False, sound=True, at=at(5001))
    assert mind.presence(at(9000)) is Presence.HERE
    mind.set_playing(film=False, sound=False, at=at(9000))
    assert mind.presence(at(9001)) is Presence.HERE
    assert mind.presence(at(9000 + DOZES_AFTER)) is Presence.SLEEPING


def test_what_is_told_late_does_not_set_the_time_back(mind: Attention) -> None:
    mind.stir(at(500))
    mind.stir(at(10))
    assert mind.presence(at(500 + DOZES_AFTER - 1)) is Presence.HERE


@pytest.mark.parametrize(
    ("private", "locked", "busy", "film", "presence"),
    [
        (True, True, True, True, Presence.PRIVACY),
        (False, True, True, True, Presence.SLEEPING),
        (False, False, True, True, Presence.HERE),
        (False, False, False, True, Presence.WATCHING),
        (False, False, False, False, Presence.HERE),
    ],
)
def test_the_most_binding_comes_first(
    mind: Attention,
    private: bool,
    locked: bool,
    busy: bool,
    film: bool,
    presence: Presence,
) -> None:
    mind.set_private(private, at(1))
    mind.set_locked(locked, at(1))
    mind.set_busy(busy, at(1))
    mind.set_playing(film=film, sound=film, at=at(1))
    assert mind.presence(at(2)) is presence
    assert mind.locked is locked


def test_who_unlocks_the_screen_is_there(mind: Attention) -> None:
    mind.set_locked(True, at(10))
    mind.set_locked(False, at(20_000))
    assert mind.presence(at(20_001)) is Presence.HERE
