from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from lumen.core.errors import StorageError
from lumen.media.library import scanning as module
from lumen.media.library.scanning import Progress, scan
from media_files import song


def scanned(index: Path, *folders: Path) -> list[Progress]:
    told: list[Progress] = []
    asyncio.run(scan(index, folders, told.append))
    return told


def test_nothing_of_the_current_folder_is_executed(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, music = tmp_path / "here", tmp_path / "music"
    here.mkdir()
    (here / "mutagen.py").write_text(f"open({str(here / 'ran')!r}, 'w').close()")
    song(seeds, music / "a.mp3", title="A")
    monkeypatch.chdir(here)
    told = scanned(tmp_path / "index.sqlite3", music)
    assert told[-1] == Progress(1, 1, 1, finished=True)
    assert not (here / "ran").exists()


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", "1", "{}", '{"files": "x", "total": 1, "items": 1}', "x" * 9000],
)
def test_an_indexer_that_tells_nonsense_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\necho '{line}'\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(module, "_END_SECONDS", 0.2)
    with pytest.raises(StorageError, match="could not be looked through"):
        scanned(tmp_path / "index.sqlite3", tmp_path)
