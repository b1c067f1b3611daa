"""Work on a thread that may be left behind."""

from __future__ import annotations

import asyncio
import threading

import pytest

from lumen.core.own_thread import on_its_own_thread


async def test_it_gives_back_what_came_of_it() -> None:
    assert await on_its_own_thread(lambda: 3, "lumen-test") == 3


async def test_what_it_raises_arrives() -> None:
    with pytest.raises(ZeroDivisionError):
        await on_its_own_thread(lambda: 1 // 0, "lumen-test")


def test_a_loop_that_ended_meanwhile_is_told_nothing() -> None:
    asleep, threads = threading.Event(), []

    def work() -> None:
        threads.append(threading.current_thread())
        asleep.wait(20)

    async def leave() -> None:
        on_its_own_thread(work, "lumen-test").cancel()

    asyncio.run(leave())
    asleep.set()
    threads[0].join()
    assert threads[0].daemon


async def test_what_hangs_takes_no_place_of_other_work() -> None:
    asleep = threading.Event()
    hanging = [on_its_own_thread(asleep.wait, "lumen-test") for _ in range(40)]
    assert await asyncio.to_thread(lambda: 3) == 3
    asleep.set()
    await asyncio.gather(*hanging)
