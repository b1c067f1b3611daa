from __future__ import annotations

from fakes import ManualClock
from lumen.models.progress import Progress, Tally


def test_nothing_is_known_in_the_beginning() -> None:
    assert Tally(ManualClock()).progress() == Progress()


def test_the_rate_is_that_of_the_last_seconds() -> None:
    clock = ManualClock()
    tally = Tally(clock)
    tally.expect(10_000)
    tally.found(2_000)
    for _ in range(4):
        tally.received(1_000)
        clock.advance(1.0)
    progress = tally.progress()
    assert (progress.received_bytes, progress.total_bytes) == (6_000, 10_000)
    assert progress.rate_bytes_per_second == 1_000.0
    assert progress.remaining == 4.0


def test_a_stall_lets_the_rate_fall_and_then_vanish() -> None:
    clock = ManualClock()
    tally = Tally(clock)
    tally.expect(10_000)
    tally.received(1_000)
    clock.advance(2.0)
    assert tally.progress().rate_bytes_per_second == 500.0
    clock.advance(4.0)
    assert tally.progress().rate_bytes_per_second == 0.0
    assert tally.progress().remaining is None


def test_many_small_pieces_cost_little_memory() -> None:
    clock = ManualClock()
    tally = Tally(clock)
    for _ in range(10_000):
        tally.received(1)
        clock.advance(0.001)
    assert len(tally._arrived) <= 101
    assert tally.progress().received_bytes == 10_000


def test_what_was_of_no_use_is_taken_back() -> None:
    tally = Tally(ManualClock())
    tally.found(500)
    tally.found(-500)
    assert tally.progress().received_bytes == 0
