from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lumen.media.library.indexer import find_files, index
from lumen.media.library.store import LibraryStore
from media_files import song


@pytest.fixture
def music(seeds: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    song(seeds, folder / "one" / "a.mp3", title="First", artist="Ada")
    song(seeds, folder / "two" / "b.mp3", title="Second", artist="Bo")
    (folder / "two" / "cover.jpg").write_bytes(b"x")
    (folder / ".hidden").mkdir()
    song(seeds, folder / ".hidden" / "c.mp3", title="Hidden")
    return folder


@pytest.fixture
def store(tmp_path: Path):
    made = LibraryStore(tmp_path / "index" / "library.sqlite3")
    yield made
    made.close()


def run(store: LibraryStore, *folders: Path) -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    ticks = iter(range(10_000))
    index(store, folders, told.append, lambda: float(next(ticks)))
    return told


def titles(store: LibraryStore) -> list[str]:
    return [entry.title for entry in store.entries()]


def test_files_are_read_and_progress_is_told(store, music) -> None:
    told = run(store, music)
    assert titles(store) == ["First", "Second"]
    assert told[-1] == {"files": 2, "total": 2, "items": 2, "finished": True}
    assert [line["files"] for line in told] == sorted(
        int(str(line["files"])) for line in told
    )


def test_known_files_are_not_read_again(store, music, monkeypatch) -> None:
    run(store, music)
    monkeypatch.setattr(
        "lumen.media.library.indexer.read_entry", lambda path: pytest.fail(str(path))
    )
    run(store, music)
    assert titles(store) == ["First", "Second"]


def test_changed_new_and_removed_files(seeds, store, music) -> None:
    run(store, music)
    song(seeds, music / "one" / "a.mp3", seconds=2.0, title="Changed")
    song(seeds, music / "c.mp3", title="Third")
    (music / "two" / "b.mp3").unlink()
    assert run(store, music)[-1]["items"] == 2
    assert sorted(titles(store)) == ["Changed", "Third"]


def test_an_unplugged_disk_loses_nothing(store, music, tmp_path) -> None:
    run(store, music)
    music.rename(tmp_path / "unplugged")
    run(store, music)
    assert len(titles(store)) == 2
    music.mkdir()  # an empty mount point
    run(store, music)
    assert len(titles(store)) == 2


def test_a_folder_that_was_taken_out_is_forgotten(store, music, tmp_path) -> None:
    run(store, music)
    run(store, tmp_path / "elsewhere")
    assert titles(store) == []


def test_links_in_a_circle_end(music) -> None:
    (music / "one" / "round").symlink_to(music)
    found = [Path(file.path).name for file in find_files([music, music])]
    assert sorted(found) == ["a.mp3", "b.mp3"]


def test_a_link_that_leads_to_itself_is_passed_over(music) -> None:
    (music / "a.mp3").symlink_to(music / "a.mp3")
    (music / "b").symlink_to(music / "c")
    (music / "c").symlink_to(music / "b")
    assert len(list(find_files([music]))) == 2


def test_special_and_empty_files_are_passed_over(music) -> None:
    os.mkfifo(music / "pipe.mp3")
    (music / "empty.mp3").touch()
    (music / "gone.mp3").symlink_to(music / "nowhere.mp3")
    assert len(list(find_files([music]))) == 2


def test_names_that_are_no_text_survive(seeds, store, music) -> None:
    strange = os.fsdecode(os.fsencode(str(music)) + b"/caf\xe9.mp3")
    song(seeds, Path(strange), title="Strange")
    run(store, music)
    entry = next(e for e in store.entries() if e.title == "Strange")
    assert entry.path == strange
    assert entry.uri.endswith("caf%E9.mp3")


def indexer(order: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lumen.media.library.indexer"],
        input=json.dumps(order), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_process_tells_a_line_per_step(music, tmp_path) -> None:
    path = tmp_path / "library.sqlite3"
    done = indexer({"index": str(path), "folders": [str(music)]})
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout.splitlines()[-1])["finished"] is True
    assert path.stat().st_mode & 0o077 == 0


def test_the_process_says_when_the_index_cannot_be_written(music, tmp_path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    done = indexer({"index": str(blocked / "x.sqlite3"), "folders": [str(music)]})
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert "index" in told["error"]
    assert told["advice"]


def test_a_damaged_index_is_made_anew(music, tmp_path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"this is no database, not at all " * 100)
    store = LibraryStore(path)
    run(store, music)
    assert len(titles(store)) == 2
    store.close()
