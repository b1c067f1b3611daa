from __future__ import annotations

import asyncio
import threading

import pytest

from lumen.core import events as ev
from lumen.core.loop import LoopThread
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds

EVENT = ev.StopRequested(NO_TURN, Seconds(1.0))


class Taker:
    """Collects events; `arrived` is set at each."""

    def __init__(self, wanted: int = 1) -> None:
        self.events: list[ev.Event] = []
        self.arrived = threading.Event()
        self._wanted = wanted

    def __call__(self, event: ev.Event) -> None:
        self.events.append(event)
        if len(self.events) >= self._wanted:
            self.arrived.set()


@pytest.fixture
def loop():
    thread = LoopThread()
    yield thread
    assert thread.stop()


def test_events_posted_before_the_start_come_first(loop):
    taker = Taker(2)
    later = ev.ProblemDismissed(NO_TURN, Seconds(2.0))
    loop.post(EVENT)
    loop.start(taker)
    loop.post(later)
    assert taker.arrived.wait(2)
    assert taker.events == [EVENT, later]


def test_a_failing_taker_does_not_end_the_loop(loop, caplog):
    taker = Taker()
    failures = iter([True, False])

    def take(event: ev.Event) -> None:
        if next(failures):
            raise ValueError("what the user said")
        taker(event)

    loop.start(take)
    loop.post(EVENT)
    loop.post(EVENT)
    assert taker.arrived.wait(2)
    assert "ValueError" in caplog.text
    assert "what the user said" not in caplog.text


def test_coroutines_run_on_the_loop(loop):
    async def name() -> str:
        await asyncio.sleep(0)
        return threading.current_thread().name

    loop.start(lambda event: None)
    assert loop.run(name()).result(2) == "lumen-loop"


def test_calls_made_before_the_start_are_kept(loop):
    called = threading.Event()
    loop.call(called.set)
    loop.start(lambda event: None)
    assert called.wait(2)


def test_stopping_cancels_what_runs(loop):
    cancelled = threading.Event()
    running = threading.Event()

    async def wait() -> None:
        running.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    loop.start(lambda event: None)
    loop.run(wait())
    assert running.wait(2)
    assert loop.stop()
    assert cancelled.is_set()


def test_after_stop_nothing_is_taken(loop):
    taker = Taker()
    loop.start(taker)
    assert loop.stop()
    loop.post(EVENT)
    loop.call(lambda: taker(EVENT))

    async def never() -> None:
        taker(EVENT)

    assert loop.run(never()).cancelled()
    assert taker.events == []


def test_stop_without_start(loop):
    assert loop.stop()
    assert loop.stop()


def test_an_unnoticed_failure_is_logged_without_its_words(loop, caplog):
    taker = Taker(2)
    loop.start(taker)

    def fail() -> None:
        raise ValueError("what the person said")

    loop.call(fail)
    loop.post(EVENT)
    loop.post(EVENT)
    assert taker.arrived.wait(5)
    assert "ValueError" in caplog.text
    assert "person said" not in caplog.text
    caplog.clear()
