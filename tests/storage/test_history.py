from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from histories import KEK, open_history
from lumen.core.conversation import Role
from lumen.core.errors import InputError, StorageError
from lumen.storage.history import History, MemoryHistory


@pytest.fixture(params=["memory", "sqlite"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    made: History = (
        MemoryHistory() if request.param == "memory" else open_history(tmp_path / "h")
    )
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


# ---- the contract ----------------------------------------------------------------


def test_messages_come_back_as_they_were_added(history: History) -> None:
    asked = history.add(Role.USER, "what time is it \ud83d", 12.5, spoken=True)
    said = history.add(
        Role.COMPANION, "Noon. \N{SUN}", 13.5, interrupted=True, provider="essential"
    )
    assert history.last(10) == (asked, said)
    assert (asked.role, asked.text, asked.at, asked.spoken) == (
        Role.USER,
        "what time is it \ud83d",
        12.5,
        True,
    )
    assert (said.interrupted, said.provider, said.rating) == (True, "essential", 0)
    assert 0 < asked.id < said.id
    assert history.count == 2


def test_the_latest_come_oldest_first(history: History) -> None:
    ids = [history.add(Role.USER, f"{n}", n).id for n in range(10)]
    assert [m.id for m in history.last(3)] == ids[-3:]
    assert [m.id for m in history.before(ids[7], 3)] == ids[4:7]
    assert history.before(ids[0], 3) == ()
    assert history.last(0) == ()
    assert history.last(-1) == ()


def test_ratings_are_kept(history: History) -> None:
    number = history.add(Role.COMPANION, "a long reply", 1.0).id
    assert history.rate(number, 1)
    (message,) = history.last(1)
    assert (message.rating, message.text) == (1, "a long reply")
    assert history.rate(number, 0)
    assert history.last(1)[0].rating == 0


def test_a_rating_is_one_of_three(history: History) -> None:
    number = history.add(Role.COMPANION, "x", 1.0).id
    with pytest.raises(InputError):
        history.rate(number, 2)


def test_removed_messages_stay_away_and_numbers_are_not_used_again(
    history: History,
) -> None:
    first, second = (history.add(Role.USER, t, 1.0).id for t in "ab")
    assert history.remove(second)
    assert not history.remove(second)
    assert not history.rate(second, 1)
    third = history.add(Role.USER, "c", 1.0).id
    assert third > second
    assert [m.id for m in history.last(5)] == [first, third]


def test_clearing_forgets_everything(history: History) -> None:
    before = [history.add(Role.USER, "x", 1.0).id for _ in range(5)]
    history.clear()
    assert (history.count, history.last(9)) == (0, ())
    after = history.add(Role.USER, "y", 1.0)
    assert after.id > before[-1]
    assert history.last(9) == (after,)
    assert history.damaged == 0


# ---- the file --------------------------------------------------------------------


def test_messages_survive_a_restart(path: Path) -> None:
    history = open_history(path)
    kept = [history.add(Role.USER, f"message {n}", n) for n in range(5)]
    history.close()
    again = open_history(path)
    assert again.last(10) == tuple(kept)
    again.close()


def test_nothing_readable_is_on_the_disk(path: Path) -> None:
    history = open_history(path)
    number = history.add(Role.USER, "the-secret-words", 1.0, provider="the-provider").id
    history.rate(number, 1)
    content = b"".join(f.read_bytes() for f in path.parent.iterdir())
    for word in (b"secret-words", b"the-provider", b"user", KEK):
        assert word not in content
    history.close()
    assert all(f.stat().st_mode & 0o077 == 0 for f in path.parent.iterdir())


def test_after_clearing_not_even_the_old_key_opens_old_rows(path: Path) -> None:
    history = open_history(path)
    history.add(Role.USER, "forget me", 1.0)
    row = raw(path, "SELECT sealed FROM messages")[0][0]
    old = raw(path, "SELECT wrapped FROM slots")[0][0]
    history.clear()
    content = b"".join(f.read_bytes() for f in path.parent.iterdir())
    assert row not in content
    assert old not in content
    history.close()


def raw(path: Path, statement: str, *values: object) -> list[tuple]:
    connection = sqlite3.connect(path)
    try:
        with connection:
            return connection.execute(statement, values).fetchall()
    finally:
        connection.close()


def bend(path: Path, number: int, change: Callable[[bytes], bytes]) -> None:
    sealed = raw(path, "SELECT sealed FROM messages WHERE id = ?", number)[0][0]
    raw(path, "UPDATE messages SET sealed = ? WHERE id = ?", change(sealed), number)


@pytest.mark.parametrize(
    "change",
    [
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: sealed[:20],
        lambda _: b"",
    ],
)
def test_a_damaged_row_is_passed_over_and_counted(
    path: Path, change: Callable[[bytes], bytes]
) -> None:
    history = open_history(path)
    ids = [history.add(Role.USER, f"{n}", n).id for n in range(4)]
    bend(path, ids[2], change)
    assert [m.text for m in history.last(3)] == ["0", "1", "3"]
    assert history.damaged == 1
    assert not history.rate(ids[2], 1)
    history.change_keys()
    assert [m.text for m in history.last(9)] == ["0", "1", "3"]
    assert history.remove(ids[2])
    assert history.damaged == 0
    history.close()


def test_a_row_that_is_no_blob_is_passed_over(path: Path) -> None:
    history = open_history(path)
    number = history.add(Role.USER, "x", 1.0).id
    raw(path, "UPDATE messages SET sealed = 5.5 WHERE id = ?", number)
    assert history.last(3) == ()
    assert history.damaged == 1
    history.close()


def test_swapped_rows_are_noticed(path: Path) -> None:
    history = open_history(path)
    one, two = (history.add(Role.USER, t, 1.0).id for t in "ab")
    (a,), (b,) = raw(path, "SELECT sealed FROM messages ORDER BY id")
    raw(path, "UPDATE messages SET sealed = ? WHERE id = ?", b, one)
    raw(path, "UPDATE messages SET sealed = ? WHERE id = ?", a, two)
    assert history.last(5) == ()
    assert history.damaged == 2
    history.close()


def test_content_of_a_later_format_is_passed_over(path: Path) -> None:
    history = open_history(path)
    number = history.add(Role.USER, "x", 1.0).id
    sealed = history._vault.seal("messages", number, b'{"role": "ghost"}')
    raw(path, "UPDATE messages SET sealed = ? WHERE id = ?", sealed, number)
    assert history.last(5) == ()
    assert history.damaged == 1
    history.close()


def test_changed_keys_keep_every_message(path: Path) -> None:
    history = open_history(path)
    kept = [history.add(Role.USER, f"message {n}", n, spoken=True) for n in range(40)]
    before = raw(path, "SELECT key, sealed FROM messages")
    history.change_keys()
    assert history.last(100) == tuple(kept)
    after = raw(path, "SELECT key, sealed FROM messages")
    assert not {sealed for _, sealed in before} & {sealed for _, sealed in after}
    assert len(raw(path, "SELECT * FROM slots")) == 1
    more = history.add(Role.USER, "later", 1.0)
    history.close()
    again = open_history(path)
    assert again.last(100) == (*kept, more)
    again.close()


def test_another_lumen_that_changed_the_keys_is_noticed(path: Path) -> None:
    ours, theirs = open_history(path), open_history(path)
    theirs.clear()
    with pytest.raises(StorageError) as caught:
        ours.add(Role.USER, "would be unreadable", 1.0)
    assert "another Lumen" in caught.value.what
    assert theirs.count == 0
    ours.close()
    theirs.close()


def test_a_full_disk_is_told(path: Path) -> None:
    history = open_history(path)
    pages = raw(path, "PRAGMA page_count")[0][0]
    history._database.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError) as caught:
        history.add(Role.USER, "x" * 100_000, 1.0)
    assert "full" in caught.value.what
    assert history.add(Role.USER, "small", 1.0) == history.last(1)[0]
    history.close()


def test_a_busy_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lumen.storage.database._BUSY_SECONDS", 0.0)
    history = open_history(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError) as caught:
        history.add(Role.USER, "x", 1.0)
    assert "in use" in caught.value.what
    other.close()
    history.close()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("add"), st.text(max_size=8)),
            st.tuples(st.sampled_from(["rate", "remove"]), st.integers(0, 8)),
            st.tuples(st.sampled_from(["clear", "keys", "reopen"]), st.none()),
        ),
        max_size=14,
    )
)
def test_file_and_memory_always_agree(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple]
) -> None:
    path = tmp_path_factory.mktemp("agree") / "h"
    memory, file = MemoryHistory(), open_history(path)
    for step, value in steps:
        if step == "reopen":
            file.close()
            file = open_history(path)
        elif step == "keys":
            file.change_keys()
        else:
            for history in (memory, file):
                apply(history, step, value)
        assert file.last(100) == memory.last(100)
        assert file.count == memory.count
    file.close()


def apply(history: History, step: str, value: object) -> None:
    match step:
        case "add":
            history.add(Role.USER, str(value), 1.0)
        case "rate":
            history.rate(value, 1)
        case "remove":
            history.remove(value)
        case "clear":
            history.clear()
