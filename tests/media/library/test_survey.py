from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from lumen.core.media import MediaKind, MediaPlace, PlaceState
from lumen.media.library import survey as module
from lumen.media.library.entry import Entry
from lumen.media.library.store import LibraryStore
from lumen.media.library.survey import Survey


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two titles in one folder and one in another of a like name."""
    path = tmp_path / "state" / "library.sqlite3"
    store = LibraryStore(path)
    names = ("music/a.mp3", "music/deep/b.mp3", "music2/c.mp3")
    store.put(
        (Entry(str(tmp_path / name), MediaKind.SONG, name), (1, 1)) for name in names
    )
    store.close()
    return path


async def test_each_folder_says_what_is_there_and_what_is_known_of_it(
    tmp_path: Path, index: Path
) -> None:
    for name in ("music", "music2", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "music" / "a.mp3").touch()
    (tmp_path / "music2" / "c.mp3").touch()
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    names = ("music", "music2", "empty", "gone", "file", "circle")
    survey = Survey(index)
    found = await survey.folders([tmp_path / name for name in names])
    assert [(place.state, place.titles) for place in found] == [
        (PlaceState.THERE, 2),
        (PlaceState.THERE, 1),
        (PlaceState.EMPTY, 0),
        (PlaceState.MISSING, 0),
        (PlaceState.OF_ANOTHER_KIND, 0),
        (PlaceState.UNREADABLE, 0),
    ]
    assert await survey.items() == 3


async def test_what_a_missing_disk_held_is_counted(tmp_path: Path, index: Path) -> None:
    (found,) = await Survey(index).folders([tmp_path / "music"])
    assert (found.state, found.titles) == (PlaceState.MISSING, 2)


async def test_without_an_index_nothing_is_known_and_none_is_made(
    tmp_path: Path,
) -> None:
    index = tmp_path / "library.sqlite3"
    survey = Survey(index)
    (found,) = await survey.folders([tmp_path])
    assert found.titles == await survey.items() == 0
    assert not index.exists()


async def test_the_channels_of_a_list_are_counted(tmp_path: Path, index: Path) -> None:
    channels = tmp_path / "tv.m3u"
    survey = Survey(index)
    missing = await survey.channels(channels)
    assert (missing.state, missing.titles) == (PlaceState.MISSING, 0)
    channels.write_text("#EXTINF:-1,One\nhttp://one\n#EXTINF:-1,Two\nhttp://two\n")
    there = MediaPlace(str(channels), PlaceState.THERE, 2)
    assert await survey.channels(channels) == there
    channels.write_text("#EXTM3U\n")
    vain = await survey.channels(channels)
    assert (vain.state, vain.titles) == (PlaceState.UNREADABLE, 0)
    assert "nothing in the playlist" in vain.problem
    folder = await survey.channels(tmp_path)
    assert folder.state is PlaceState.OF_ANOTHER_KIND


async def test_a_list_is_read_anew_only_when_it_changed(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []
    read = module.read_playlist
    monkeypatch.setattr(
        module, "read_playlist", lambda path: (reads.append(path), read(path))[1]
    )
    channels, survey = tmp_path / "tv.m3u", Survey(index)
    channels.write_text("#EXTINF:-1,One\nhttp://one\n")
    for _ in range(3):
        assert (await survey.channels(channels)).titles == 1
    assert len(reads) == 1
    channels.write_text("#EXTINF:-1,One\nhttp://one\n#EXTINF:-1,Two\nhttp://two\n")
    assert (await survey.channels(channels)).titles == 2
    assert len(reads) == 2


async def test_a_folder_that_does_not_answer_holds_nothing_up(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "music").mkdir()
    asleep, looks = threading.Event(), []
    look = module._state_of

    def slow(folder: Path) -> PlaceState:
        looks.append(folder.name)
        if folder.name == "server":
            asleep.wait(20)
        return look(folder)

    monkeypatch.setattr(module, "_state_of", slow)
    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.05)
    survey = Survey(index)
    folders = [tmp_path / "server", tmp_path / "music"]
    async with asyncio.timeout(10):
        while (found := await survey.folders(folders))[1].state is PlaceState.SILENT:
            pass  # a busy machine
    first, second = found
    assert first.state is PlaceState.SILENT
    assert second.state is PlaceState.EMPTY
    await survey.folders(folders)
    assert looks.count("server") == 1  # the first look is still waited for
    asleep.set()
    async with asyncio.timeout(10):
        while (await survey.folders(folders))[0].state is PlaceState.SILENT:
            pass
