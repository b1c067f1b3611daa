"""Who is first, and what a second start finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from lumen.ui.single_instance import SingleInstance, Standing


@pytest.fixture
def first(tmp_path: Path, qapp: object) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.claim() is Standing.FIRST
    yield instance
    instance.release()


def test_one_that_hangs_is_told_from_one_that_answers(
    first: SingleInstance, tmp_path: Path
):
    """Nobody answers here: this thread, which would, is the one that asks."""
    assert SingleInstance(tmp_path).claim(tries=1) is Standing.UNANSWERED
    first.release()
    again = SingleInstance(tmp_path)
    assert again.claim() is Standing.FIRST
    again.release()


@pytest.mark.parametrize("why", ["PermissionError", "UnknownError"])
def test_where_no_lock_can_be_made_every_start_is_the_first(
    why: str, tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
):
    """As on a full disk: it is not taken for a Lumen that hangs."""
    error = QLockFile.LockError[why]
    monkeypatch.setattr(QLockFile, "tryLock", lambda *_: False)
    monkeypatch.setattr(QLockFile, "error", lambda _self: error)
    instance = SingleInstance(tmp_path / "gone")
    assert instance.claim() is Standing.FIRST
    instance.release()
