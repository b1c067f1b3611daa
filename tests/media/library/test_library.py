from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from fakes import ManualClock
from lumen.core.errors import StorageError
from lumen.core.events import Event, LibraryScanned, ProblemRaised
from lumen.media.library import library as module
from lumen.media.library.library import Library, LibraryPlaces
from lumen.media.library.recommend import Wish
from lumen.media.library.search import Match, Query, SearchIndex
from lumen.media.library.taste import Play
from media_files import song

_E = TypeVar("_E", bound=Event)


async def until_true(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - the loop itself makes it true
            await asyncio.sleep(0.005)


class Kept:
    def plays(self) -> list[Play]:
        return [Play("x", "Ada", "Folk", 900.0)]


class Bench:
    """A library over a real folder, and what it posted."""

    def __init__(self, tmp_path: Path, seeds: Path) -> None:
        self.seeds = seeds
        self.music = tmp_path / "music"
        self.places = LibraryPlaces(
            tmp_path / "state" / "library.sqlite3",
            (self.music, tmp_path / "missing"),
            tmp_path / "channels.m3u",
        )
        self.events: list[Event] = []
        self._posted = asyncio.Event()
        self.library = Library(
            self.places, Kept(), ManualClock(), lambda: 1000.0, self._post
        )

    def _post(self, event: Event) -> None:
        self.events.append(event)
        self._posted.set()

    def add(self, name: str, **tags: str) -> None:
        song(self.seeds, self.music / f"{name}.mp3", title=name, **tags)

    async def until(self, kind: type[_E], fits: Callable[[_E], bool]) -> _E:
        async with asyncio.timeout(20):
            while True:
                for event in self.events:
                    if isinstance(event, kind) and fits(event):
                        return event
                self._posted.clear()
                await self._posted.wait()

    async def scanned(self, items: int) -> None:
        """Until a scan has ended with so many items."""
        await self.until(LibraryScanned, lambda e: e.finished and e.items == items)
        assert self.library.size == items

    async def titles(self, text: str) -> list[str]:
        return [match.item.title for match in await self.library.find(Query(text))]


@pytest.fixture
async def bench(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    monkeypatch.setattr(module, "SETTLE_SECONDS", 0.2)
    made = Bench(tmp_path, seeds)
    made.add("Yesterday", artist="Ada", genre="Folk")
    made.places.channels.write_text("#EXTINF:-1,One\nhttp://one\n")  # type: ignore[union-attr]  # given above
    yield made
    await made.library.close()


async def test_it_is_scanned_found_and_recommended(bench: Bench) -> None:
    bench.library.start()
    await bench.scanned(1)
    assert await bench.titles("yesterdey") == ["Yesterday"]
    assert bench.library.holds("yesterday") == 1.0
    assert bench.library.holds("one") == 1.0
    assert bench.library.holds("tomorrow") == 0.0
    found = await bench.library.recommend(Wish())
    assert [item.reason for item in found] == ["you listened to Ada"]


async def test_new_and_removed_files_are_noticed(bench: Bench) -> None:
    bench.library.start()
    await bench.scanned(1)
    bench.add("Tomorrow")
    await bench.scanned(2)
    assert await bench.titles("tomorrow") == ["Tomorrow"]
    bench.events.clear()
    (bench.music / "Yesterday.mp3").unlink()
    await bench.scanned(1)
    assert await bench.titles("yesterday") == []


async def test_the_index_of_the_last_run_is_there_at_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.library.start()
    await bench.scanned(1)
    await bench.library.close()
    later = Library(bench.places, Kept(), ManualClock(), lambda: 0.0, lambda _: None)

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(module, "scan", never)
    later.start()
    await until_true(lambda: later.size == 1)
    await later.close()


async def test_a_cancelled_scan_ends_and_another_may_follow(bench: Bench) -> None:
    bench.library.start()
    await until_true(lambda: bench.library.scanning)
    bench.library.cancel_scan()
    await until_true(lambda: not bench.library.scanning)
    ended = await bench.until(LibraryScanned, lambda e: e.finished)
    assert ended.items == 0
    bench.library.rescan()
    await bench.scanned(1)


async def test_other_folders_by_the_settings(bench: Bench, tmp_path: Path) -> None:
    bench.library.start()
    await bench.scanned(1)
    other = tmp_path / "other"
    song(bench.seeds, other / "a.mp3", title="Elsewhere")
    bench.events.clear()
    await bench.library.take_places(LibraryPlaces(bench.places.index, (other,)))
    await bench.scanned(1)
    assert await bench.titles("elsewhere") == ["Elsewhere"]
    assert len(bench.library.channels) == 0


async def test_an_index_that_cannot_be_written_is_said_once(bench: Bench) -> None:
    folder = bench.places.index.parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file is in the way")
    bench.library.start()
    problem = await bench.until(ProblemRaised, lambda _: True)
    assert "index" in problem.error.what
    bench.library.rescan()
    await asyncio.sleep(1)
    assert len([e for e in bench.events if isinstance(e, ProblemRaised)]) <= 2


async def test_a_broken_channel_list_is_named(bench: Bench) -> None:
    assert bench.places.channels is not None
    bench.places.channels.unlink()
    bench.library.start()
    problem = await bench.until(ProblemRaised, lambda _: True)
    assert "playlist" in problem.error.what
    await bench.scanned(1)


async def test_the_files_of_an_unplugged_disk_stay(bench: Bench) -> None:
    bench.library.start()
    await bench.scanned(1)
    bench.events.clear()
    bench.music.rename(bench.music.with_name("unplugged"))
    bench.library.rescan()
    await bench.until(LibraryScanned, lambda e: e.finished)
    assert await bench.titles("yesterday") == ["Yesterday"]


async def test_a_folder_that_comes_later_is_looked_through_and_watched(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.05)
    bench.library.start()
    await bench.scanned(1)
    later = bench.places.folders[1]
    song(bench.seeds, later / "late.mp3", title="Late")
    await bench.scanned(2)
    song(bench.seeds, later / "later.mp3", title="Later")
    await bench.scanned(3)


async def test_what_is_asked_for_does_not_wait_for_quiet(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.library.start()
    await bench.scanned(1)
    monkeypatch.setattr(module, "SETTLE_SECONDS", 3600.0)
    song(bench.seeds, bench.places.folders[1] / "late.mp3", title="Late")
    bench.library.rescan()
    await bench.scanned(2)


async def test_lasting_unrest_does_not_keep_it_from_looking(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.library.start()
    await bench.scanned(1)
    monkeypatch.setattr(module, "SETTLE_SECONDS", 3600.0)
    monkeypatch.setattr(module, "LONGEST_SETTLE_SECONDS", 0.3)
    bench.add("Tomorrow")
    await bench.scanned(2)


@pytest.mark.parametrize("broken", ["scan", "LibraryStore"])
async def test_any_failure_is_told_once_and_survived(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    with monkeypatch.context() as patched:
        patched.setattr(module, broken, fail)
        bench.library.start()
        await bench.until(ProblemRaised, lambda _: True)
        await bench.library.ready()
    bench.library.rescan()
    await bench.scanned(1)
    assert len([e for e in bench.events if isinstance(e, ProblemRaised)]) == 1


async def test_many_questions_at_once_are_answered_by_the_worker(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.library.start()
    await bench.scanned(1)
    threads: set[str] = set()
    find = module.SearchIndex.find

    def watched(index: SearchIndex, query: Query, most: int) -> list[Match]:
        threads.add(threading.current_thread().name)
        return find(index, query, most)

    monkeypatch.setattr(module.SearchIndex, "find", watched)
    await asyncio.gather(*(bench.titles("yesterday") for _ in range(200)))
    assert threads == {"lumen-library"}


async def test_an_unchanged_index_is_not_made_anew(bench: Bench) -> None:
    bench.library.start()
    await bench.scanned(1)
    made = bench.library._index
    bench.events.clear()
    bench.library.rescan()
    await bench.scanned(1)
    assert bench.library._index is made


async def test_a_closed_library_says_so(bench: Bench) -> None:
    bench.library.start()
    await bench.scanned(1)
    await bench.library.close()
    with pytest.raises(StorageError, match="closed"):
        await bench.library.find(Query("x"))


async def test_channels_are_searched_by_the_worker(bench: Bench) -> None:
    bench.library.start()
    await bench.scanned(1)
    found = await bench.library.find_channels("one")
    assert [item.title for item in found] == ["One"]
