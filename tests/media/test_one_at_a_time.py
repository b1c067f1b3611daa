"""Work that is done one after the other, to its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest

from lumen.media.one_at_a_time import OneAtATime


class Bench:
    """Work that waits for its gate, and notes what became of it."""

    def __init__(self) -> None:
        self.one: OneAtATime[str] = OneAtATime()
        self.gate = asyncio.Event()
        self.notes: list[str] = []

    def begin(self, name: str) -> asyncio.Task[str]:
        return asyncio.create_task(self.one.do(self.work(name), self.queue(name)))

    async def work(self, name: str) -> str:
        self.notes.append(f"{name} begins")
        await self.gate.wait()
        self.notes.append(f"{name} ends")
        return name

    @contextmanager
    def queue(self, name: str) -> Iterator[None]:
        try:
            yield
        except asyncio.CancelledError:
            self.notes.append(f"{name} is called off")
            raise


@pytest.fixture
async def bench() -> Bench:
    return Bench()


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_one_after_the_other(bench: Bench) -> None:
    both = [bench.begin("a"), bench.begin("b")]
    await turns()
    assert bench.notes == ["a begins"]
    bench.gate.set()
    assert await asyncio.gather(*both) == ["a", "b"]
    assert bench.notes == ["a begins", "a ends", "b begins", "b ends"]


async def test_what_has_begun_is_done_though_nobody_waits(bench: Bench) -> None:
    first, second = bench.begin("a"), bench.begin("b")
    await turns()
    first.cancel()
    await turns()
    assert bench.notes == ["a begins"]  # and b still waits for it
    bench.gate.set()
    assert await second == "b"
    assert bench.notes == ["a begins", "a ends", "b begins", "b ends"]


async def test_what_has_not_begun_never_does(bench: Bench) -> None:
    first, second, third = (bench.begin(name) for name in "abc")
    await turns()
    second.cancel()
    await turns()
    bench.gate.set()
    assert await first == "a"
    assert await third == "c"
    assert bench.notes == [
        "a begins", "b is called off", "a ends", "c begins", "c ends",
    ]  # fmt: skip


async def test_the_turn_of_what_is_called_off_just_then_is_passed_on(
    bench: Bench,
) -> None:
    bench.gate.set()
    first, second, third = (bench.begin(name) for name in "abc")
    first.add_done_callback(lambda _: second.cancel())
    async with asyncio.timeout(10):
        assert await first == "a"
        assert await third == "c"


async def test_closing_leaves_what_is_being_done(bench: Bench) -> None:
    both = [bench.begin("a"), bench.begin("b")]
    await turns()
    await bench.one.close()
    await asyncio.gather(*both, return_exceptions=True)
    assert all(task.cancelled() for task in both)
    assert bench.notes == ["a begins", "b is called off"]


async def test_what_breaks_is_told_without_its_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def breaks() -> str:
        raise ValueError("my secret")

    one: OneAtATime[str] = OneAtATime()
    with caplog.at_level(logging.ERROR), pytest.raises(ValueError, match="secret"):
        await one.do(breaks(), nullcontext())
    await turns()
    assert caplog.messages == ["a command broke: ValueError"]
    bench = Bench()
    bench.gate.set()
    assert await bench.begin("a") == "a"
