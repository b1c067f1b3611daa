from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from histories import open_history
from lumen.core.conversation import NoteKind, Role
from lumen.storage.database import MIGRATIONS, Database
from lumen.storage.history import History, MemoryHistory

TIMERS, LISTENING = NoteKind.TIMERS, NoteKind.LISTENING


@pytest.fixture(params=["memory", "sqlite"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    made: History = (
        MemoryHistory() if request.param == "memory" else open_history(tmp_path / "h")
    )
    yield made
    made.close()


def test_notes_come_back_by_kind_in_order(history: History) -> None:
    for text in ("one", "two \ud83d", ""):
        history.notes.add(TIMERS, text, 10)
    history.notes.add(LISTENING, "three", 10)
    assert history.notes.read(TIMERS) == ("one", "two \ud83d", "")
    assert history.notes.read(LISTENING) == ("three",)


def test_only_the_latest_are_kept(history: History) -> None:
    history.notes.add(TIMERS, "other", 1)
    for number in range(5):
        history.notes.add(LISTENING, str(number), 3)
    assert history.notes.read(LISTENING) == ("2", "3", "4")
    assert history.notes.read(TIMERS) == ("other",)


def test_all_of_a_kind_are_replaced(history: History) -> None:
    history.notes.replace(TIMERS, ["a", "b"])
    history.notes.replace(TIMERS, ["c"])
    assert history.notes.read(TIMERS) == ("c",)
    history.notes.replace(TIMERS, [])
    assert history.notes.read(TIMERS) == ()


def test_what_was_listened_to_goes_with_the_conversation(history: History) -> None:
    history.add(Role.USER, "hello", 1.0)
    history.notes.add(LISTENING, "a song", 5)
    history.notes.add(TIMERS, "tea", 5)
    history.clear()
    assert history.notes.read(LISTENING) == ()
    assert history.notes.read(TIMERS) == ("tea",)


def test_notes_survive_a_restart_and_a_change_of_keys(tmp_path: Path) -> None:
    kept = open_history(tmp_path / "h")
    kept.notes.add(TIMERS, "tea", 5)
    kept.change_keys()
    kept.close()
    again = open_history(tmp_path / "h")
    assert again.notes.read(TIMERS) == ("tea",)
    again.close()


def test_nothing_readable_is_on_the_disk(tmp_path: Path) -> None:
    kept = open_history(tmp_path / "h")
    kept.notes.add(LISTENING, "pineapple rag", 5)
    kept.close()
    for file in tmp_path.iterdir():
        assert b"pineapple" not in file.read_bytes()


def test_damaged_and_swapped_notes_are_left_out(tmp_path: Path) -> None:
    kept = open_history(tmp_path / "h")
    for text in ("one", "two"):
        kept.notes.add(TIMERS, text, 5)
    kept.close()
    database = Database(tmp_path / "h")
    with database.writing() as connection:
        connection.execute("UPDATE notes SET kind = 'listening' WHERE id = 1")
        connection.execute("UPDATE notes SET sealed = 'x' WHERE id = 2")
    database.close()
    again = open_history(tmp_path / "h")
    assert again.notes.read(TIMERS) == ()
    assert again.notes.read(LISTENING) == ()
    again.close()


def test_a_history_of_the_first_version_takes_notes(tmp_path: Path) -> None:
    Database(tmp_path / "h", MIGRATIONS[:1]).close()
    kept = open_history(tmp_path / "h")
    kept.notes.add(TIMERS, "tea", 5)
    assert kept.notes.read(TIMERS) == ("tea",)
    kept.close()
