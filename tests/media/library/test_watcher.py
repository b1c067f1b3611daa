from __future__ import annotations

import threading
from pathlib import Path

import pytest
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from lumen.media.library import watcher as module
from lumen.media.library.watcher import FolderWatcher


def test_a_file_that_comes_is_noticed(tmp_path: Path) -> None:
    noticed = threading.Event()
    watcher = FolderWatcher(noticed.set)
    assert watcher.watch([tmp_path])
    (tmp_path / "a.mp3").write_bytes(b"x")
    assert noticed.wait(10)
    watcher.close()


def test_watching_that_fails_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = threading.active_count()
    watcher = FolderWatcher(lambda: None)
    for _ in range(3):
        assert not watcher.watch([tmp_path / "missing"])
    assert threading.active_count() == before
    watcher.close()


def test_closing_while_watching_begins_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = threading.active_count()
    begun, closed = threading.Event(), threading.Event()

    def slow() -> BaseObserver:
        observer = Observer()
        start = observer.start

        def start_slowly() -> None:
            start()
            begun.set()
            closed.wait(10)

        monkeypatch.setattr(observer, "start", start_slowly)
        return observer

    monkeypatch.setattr(module, "Observer", slow)
    watcher = FolderWatcher(lambda: None)
    watched: list[bool] = []
    thread = threading.Thread(target=lambda: watched.append(watcher.watch([tmp_path])))
    thread.start()
    assert begun.wait(10)
    watcher.close()
    closed.set()
    thread.join(10)
    assert watched == [False]
    assert threading.active_count() == before


def test_a_closed_one_watches_nothing(tmp_path: Path) -> None:
    before = threading.active_count()
    watcher = FolderWatcher(lambda: None)
    watcher.close()
    assert not watcher.watch([tmp_path])
    assert threading.active_count() == before


def test_a_system_without_watches_left_is_survived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left() -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(module, "Observer", none_left)
    assert not FolderWatcher(lambda: None).watch([tmp_path])
