from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from fakes import ManualClock, MemorySecrets
from lumen.core.conversation import Keeping, Role
from lumen.core.errors import StorageError
from lumen.core.events import Event, HistoryOpened, PassphraseWanted, ProblemRaised
from lumen.core.units import Seconds
from lumen.storage.keeper import SHOWN_MESSAGES, Keeper
from lumen.storage.secret_service import KeyringLocked
from lumen.storage.secrets import KeyringUnavailable
from lumen.storage.vault import Argon2Costs

PATIENCE = Seconds(20.0)
ABSENT = KeyringUnavailable("There is no keyring.", "Install one.")
PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def _cheap_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = Argon2Costs(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(
        "lumen.storage.vault.Argon2Costs", lambda *a: Argon2Costs(*a) if a else cheap
    )


class House:
    """Starts of Lumen after one another, on one file and one keyring."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.secrets = MemorySecrets()
        self.events: queue.Queue[Event] = queue.Queue()
        self.keeper: Keeper | None = None

    def start(self, *, keep: bool = True, open_now: bool = True) -> Keeper:
        self.events = queue.Queue()
        self.keeper = Keeper(
            self.path, self.events.put, ManualClock(), self.secrets, keep=keep
        )
        if open_now:
            self.keeper.open()
        return self.keeper

    def next(self, kind: type[Event]) -> Event:
        event = self.events.get(timeout=PATIENCE)
        assert isinstance(event, kind), event
        return event

    def opened(self) -> tuple[Keeping, list[str]]:
        event = self.next(HistoryOpened)
        return event.keeping, [m.text for m in event.messages]

    def say(self, *texts: str) -> None:
        for text in texts:
            self.keeper.add(Role.USER, text, 1.0).result(PATIENCE)

    def end(self) -> None:
        if self.keeper is not None:
            assert self.keeper.close(PATIENCE)
            self.keeper = None

    def quiet(self) -> bool:
        return self.events.empty()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "data" / "history.sqlite3")
    yield made
    made.end()


def test_with_a_keyring_nothing_is_asked_and_all_comes_back(house: House) -> None:
    keeper = house.start()
    assert house.opened() == (Keeping.KEYRING, [])
    said = keeper.add(Role.USER, "hello", 5.0, spoken=True).result(PATIENCE)
    reply = keeper.add(
        Role.COMPANION, "hello yourself", 6.0, provider="essential"
    ).result(PATIENCE)
    assert keeper.rate(reply.id, 1).result(PATIENCE)
    assert keeper.before(reply.id, 5).result(PATIENCE) == (said,)
    house.end()
    assert house.secrets.kept is not None
    house.start()
    event = house.next(HistoryOpened)
    assert [(m.text, m.rating, m.spoken) for m in event.messages] == [
        ("hello", 0, True),
        ("hello yourself", 1, False),
    ]
    assert not event.more
    assert event.at == 100.0
    assert house.quiet()


def test_the_latest_messages_come_first_the_others_when_asked_for(house: House) -> None:
    keeper = house.start()
    house.say(*(f"{n}" for n in range(SHOWN_MESSAGES + 3)))
    house.end()
    keeper = house.start()
    event = house.next(HistoryOpened)
    assert event.more
    assert [m.text for m in event.messages][:1] == ["3"]
    assert len(event.messages) == SHOWN_MESSAGES
    earlier = keeper.before(event.messages[0].id, 2).result(PATIENCE)
    assert [m.text for m in earlier] == ["1", "2"]


def test_what_is_said_before_it_is_open_is_written_then(house: House) -> None:
    keeper = house.start(open_now=False)
    futures = [keeper.add(Role.USER, f"{n}", n) for n in range(3)]
    assert not any(future.done() for future in futures)
    keeper.open()
    assert [future.result(PATIENCE).text for future in futures] == ["0", "1", "2"]
    assert house.opened() == (Keeping.KEYRING, [])
    house.end()
    house.start()
    assert house.opened()[1] == ["0", "1", "2"]


def test_closing_writes_what_was_just_said(house: House) -> None:
    keeper = house.start()
    future = keeper.add(Role.USER, "last words", 1.0)
    house.end()
    assert future.result(0).text == "last words"
    house.start()
    assert house.opened()[1] == ["last words"]


def test_removed_and_cleared_messages_do_not_come_back(house: House) -> None:
    keeper = house.start()
    house.say("a", "b")
    keeper.remove(2).result(PATIENCE)
    house.end()
    keeper = house.start()
    assert house.opened()[1] == ["a"]
    keeper.clear().result(PATIENCE)
    house.say("c")
    house.end()
    house.start()
    assert house.opened()[1] == ["c"]


def test_switched_off_nothing_is_written(house: House) -> None:
    house.start(keep=False)
    assert house.opened() == (Keeping.MEMORY, [])
    house.say("secret")
    house.end()
    assert not house.path.exists()
    assert house.secrets.kept is None


# ---- without a keyring -------------------------------------------------------------


def test_without_a_keyring_a_new_passphrase_is_asked_for_and_used_again(
    house: House,
) -> None:
    house.secrets.problem = ABSENT
    keeper = house.start()
    wanted = house.next(PassphraseWanted)
    assert (wanted.new, wanted.wrong) == (True, False)
    assert wanted.reason == ABSENT.what
    waiting = keeper.add(Role.USER, "said early", 1.0)
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened() == (Keeping.PASSPHRASE, [])
    assert waiting.result(PATIENCE).text == "said early"
    house.end()

    keeper = house.start()
    wanted = house.next(PassphraseWanted)
    assert (wanted.new, wanted.wrong) == (False, False)
    for _ in range(2):
        keeper.give_passphrase("not this one")
        again = house.next(PassphraseWanted)
        assert (again.new, again.wrong) == (False, True)
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened() == (Keeping.PASSPHRASE, ["said early"])
    keeper.give_passphrase("late")
    keeper.decline()
    house.say("more")
    assert house.quiet()


def test_a_new_passphrase_has_to_have_some_length(house: House) -> None:
    house.secrets.problem = ABSENT
    keeper = house.start()
    house.next(PassphraseWanted)
    for _ in range(2):
        keeper.give_passphrase("short")
        wanted = house.next(PassphraseWanted)
        assert wanted.new
        assert wanted.reason == f"{ABSENT.what} It needs at least 8 characters."
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened()[0] is Keeping.PASSPHRASE


def test_declined_means_memory_until_the_next_start(house: House) -> None:
    house.secrets.problem = ABSENT
    keeper = house.start()
    house.next(PassphraseWanted)
    early = keeper.add(Role.USER, "early", 1.0)
    keeper.decline()
    assert house.opened() == (Keeping.MEMORY, [])
    assert early.result(PATIENCE).id == 1
    house.say("later")
    assert [m.text for m in keeper.before(9, 5).result(PATIENCE)] == ["early", "later"]
    assert house.quiet()
    house.end()
    house.start()
    assert house.next(PassphraseWanted).new


def test_declining_keeps_what_the_file_already_had(house: House) -> None:
    house.secrets.problem = ABSENT
    house.start().give_passphrase(PASSPHRASE)
    house.say("kept")
    house.end()
    keeper = house.start()
    house.next(PassphraseWanted)
    keeper.decline()
    assert house.opened() == (Keeping.MEMORY, [])
    keeper.clear().result(PATIENCE)
    house.end()
    house.start().give_passphrase(PASSPHRASE)
    house.next(PassphraseWanted)
    assert house.opened() == (Keeping.PASSPHRASE, ["kept"])


def test_ending_while_asked_gives_up_what_cannot_be_kept(house: House) -> None:
    house.secrets.problem = ABSENT
    keeper = house.start()
    house.next(PassphraseWanted)
    future = keeper.add(Role.USER, "never kept", 1.0)
    house.end()
    with pytest.raises(CancelledError):
        future.result(0)
    assert house.secrets.abandoned


def test_forgetting_while_asked_forgets_old_and_waiting(house: House) -> None:
    house.secrets.problem = ABSENT
    house.start().give_passphrase(PASSPHRASE)
    house.say("old")
    house.end()
    keeper = house.start()
    house.next(PassphraseWanted)
    waiting = keeper.add(Role.USER, "waiting", 1.0)
    keeper.clear().result(PATIENCE)
    assert waiting.cancelled()
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened() == (Keeping.PASSPHRASE, [])


# ---- the keyring comes and goes ------------------------------------------------------


def test_a_keyring_that_went_and_came_back_opens_everything(house: House) -> None:
    house.start()
    house.opened()
    house.say("with keyring")
    house.end()

    house.secrets.problem = KeyringLocked("The keyring is locked.", "Unlock it.")
    keeper = house.start()
    wanted = house.next(PassphraseWanted)
    assert wanted.new
    assert "stay locked" in wanted.reason
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened() == (Keeping.PASSPHRASE, [])
    house.say("with passphrase")
    house.end()

    house.secrets.problem = None
    keeper = house.start()
    wanted = house.next(PassphraseWanted)
    assert not wanted.new
    waiting = keeper.add(Role.USER, "waiting", 1.0)
    keeper.give_passphrase("wrong one, sorry")
    assert house.next(PassphraseWanted).wrong
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened() == (Keeping.KEYRING, ["with keyring", "with passphrase"])
    waiting.result(PATIENCE)
    house.end()

    everything = ["with keyring", "with passphrase", "waiting"]
    house.start()  # now the keyring alone is enough
    assert house.opened() == (Keeping.KEYRING, everything)
    house.end()
    house.secrets.problem = ABSENT  # and so is the passphrase
    house.start().give_passphrase(PASSPHRASE)
    house.next(PassphraseWanted)
    assert house.opened() == (Keeping.PASSPHRASE, everything)


def passphrase_then_keyring(house: House) -> Keeper:
    house.secrets.problem = ABSENT
    house.start().give_passphrase(PASSPHRASE)
    house.say("old")
    house.end()
    house.secrets.problem = None
    keeper = house.start()
    assert not house.next(PassphraseWanted).new
    return keeper


def test_with_the_keyring_back_declining_still_keeps_what_is_new(house: House) -> None:
    keeper = passphrase_then_keyring(house)
    keeper.decline()
    assert house.opened() == (Keeping.KEYRING, [])
    house.say("new")
    house.end()
    keeper = house.start()
    house.next(PassphraseWanted)
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened() == (Keeping.KEYRING, ["old", "new"])


def test_with_the_keyring_back_ending_unanswered_keeps_what_waits(house: House) -> None:
    keeper = passphrase_then_keyring(house)
    future = keeper.add(Role.USER, "waiting", 1.0)
    house.end()
    assert future.result(0).text == "waiting"
    keeper = house.start()
    house.next(PassphraseWanted)
    keeper.give_passphrase(PASSPHRASE)
    assert house.opened()[1] == ["old", "waiting"]


def test_a_keyring_unlocked_late_makes_the_question_needless(house: House) -> None:
    house.secrets.problem = ABSENT
    house.start()
    house.next(PassphraseWanted)
    house.secrets.problem = None
    house.secrets.on_late()
    assert house.opened() == (Keeping.KEYRING, [])
    house.secrets.on_late()
    house.say("x")
    assert house.quiet()


def test_that_the_desktop_asks_is_told(house: House) -> None:
    house.start(open_now=False)
    house.secrets.on_asking()
    problem = house.next(ProblemRaised).error
    assert "desktop asks" in problem.what
    assert problem.advice


def test_a_lost_keyring_is_told_and_old_messages_wait_for_it(house: House) -> None:
    house.start()
    house.say("old")
    house.end()
    kept, house.secrets.kept = house.secrets.kept, None
    house.start()
    assert "no longer has" in house.next(ProblemRaised).error.what
    assert house.opened() == (Keeping.KEYRING, [])
    house.say("new")
    house.end()
    house.start()
    assert house.next(ProblemRaised).error.advice
    assert house.opened() == (Keeping.KEYRING, ["new"])
    house.end()
    house.secrets.kept = kept
    house.start()
    assert house.next(ProblemRaised).error.advice
    assert house.opened() == (Keeping.KEYRING, ["old"])


# ---- the file ------------------------------------------------------------------------


def test_a_damaged_file_is_kept_aside_and_told(house: House) -> None:
    house.path.parent.mkdir()
    house.path.write_bytes(b"nonsense " * 999)
    house.start()
    problem = house.next(ProblemRaised)
    assert "history.sqlite3.damaged-1" in problem.error.what
    assert house.opened() == (Keeping.KEYRING, [])
    house.say("goes on")
    assert (
        house.path.with_name("history.sqlite3.damaged-1").read_bytes()
        == b"nonsense " * 999
    )


def test_an_empty_file_is_kept_aside_and_told(house: House) -> None:
    house.path.parent.mkdir()
    house.path.touch()
    house.start()
    told = house.next(ProblemRaised).error.what
    assert told.startswith("The history file is empty.")
    assert "history.sqlite3.damaged-1" in told
    assert house.opened() == (Keeping.KEYRING, [])
    house.say("goes on")
    assert house.path.with_name("history.sqlite3.damaged-1").stat().st_size == 0


def edit(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_bent_slots_count_as_damage(house: House) -> None:
    house.start()
    house.say("x")
    house.end()
    edit(house.path, "UPDATE slots SET kind = 'bent'")
    house.start()
    assert "damaged-1" in house.next(ProblemRaised).error.what
    assert house.opened() == (Keeping.KEYRING, [])


def test_a_tampered_key_is_told(house: House) -> None:
    house.start()
    house.say("x")
    house.end()
    edit(house.path, "UPDATE slots SET wrapped = zeroblob(60)")
    house.start()
    assert "damaged or changed" in house.next(ProblemRaised).error.what
    assert house.next(ProblemRaised).error.advice
    assert house.opened() == (Keeping.KEYRING, [])


def test_a_tampered_key_under_a_passphrase_is_told_and_asked_again(
    house: House,
) -> None:
    house.secrets.problem = ABSENT
    house.start().give_passphrase(PASSPHRASE)
    house.say("x")
    house.end()
    edit(house.path, "UPDATE slots SET wrapped = zeroblob(60)")
    keeper = house.start()
    house.next(PassphraseWanted)
    keeper.give_passphrase(PASSPHRASE)
    assert "damaged or changed" in house.next(ProblemRaised).error.what
    assert not house.next(PassphraseWanted).wrong
    keeper.decline()
    assert house.opened() == (Keeping.MEMORY, [])


def test_tampered_messages_are_counted_and_told(house: House) -> None:
    house.start()
    house.say("a", "b", "c")
    house.end()
    edit(house.path, "UPDATE messages SET sealed = zeroblob(99) WHERE id < 3")
    house.start()
    assert house.opened() == (Keeping.KEYRING, ["c"])
    assert "2 of them" in house.next(ProblemRaised).error.what


def test_a_newer_file_is_left_alone_and_memory_used(house: House) -> None:
    house.start()
    house.say("x")
    house.end()
    edit(house.path, "PRAGMA user_version = 77")
    before = house.path.read_bytes()
    house.start()
    assert "newer" in house.next(ProblemRaised).error.what
    assert house.opened() == (Keeping.MEMORY, [])
    house.say("y")
    house.end()
    assert house.path.read_bytes() == before


def bend_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\x7f" * 64
    path.write_bytes(content)


def test_damage_found_while_reading_is_survived(house: House) -> None:
    keeper = house.start()
    house.opened()
    for _ in range(3):
        house.say("x" * 3000)
    edit(house.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    bend_pages(house.path)
    message = keeper.add(Role.USER, "said on a broken disk", 1.0).result(PATIENCE)
    assert message.text == "said on a broken disk"
    assert "damaged-1" in house.next(ProblemRaised).error.what
    house.end()
    house.start()
    assert house.opened() == (Keeping.KEYRING, ["said on a broken disk"])


def test_a_full_disk_is_told_once_and_the_future_fails(house: House) -> None:
    keeper = house.start()
    house.opened()
    house.say("x")
    limit(keeper, "page_count")
    for _ in range(2):
        with pytest.raises(StorageError):
            keeper.add(Role.USER, "x" * 99_999, 1.0).result(PATIENCE)
    assert "full" in house.next(ProblemRaised).error.what
    assert house.quiet()


def limit(keeper: Keeper, pragma: str) -> None:
    def on_thread(history: object) -> None:
        connection = history._database.connection
        pages = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    keeper._with_history(on_thread).result(PATIENCE)


def test_an_unexpected_failure_does_not_leave_a_future_open(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = house.start()

    def fail(_history: object) -> None:
        raise ZeroDivisionError("what the person said")

    with pytest.raises(ZeroDivisionError):
        keeper._with_history(fail).result(PATIENCE)
    assert "ZeroDivisionError" in caplog.text
    assert "person said" not in caplog.text


def test_a_closed_keeper_says_so(house: House) -> None:
    keeper = house.start()
    house.end()
    for act in (lambda: keeper.add(Role.USER, "x", 1.0), keeper.clear):
        with pytest.raises(StorageError):
            act().result(PATIENCE)
    keeper.give_passphrase("ignored")
    assert keeper.close(PATIENCE)


def test_closing_what_was_never_opened_writes_nothing(house: House) -> None:
    keeper = house.start(open_now=False)
    future = keeper.add(Role.USER, "x", 1.0)
    house.end()
    assert future.cancelled()
    assert not house.path.exists()


def test_a_file_that_cannot_be_opened_means_memory(house: House) -> None:
    house.path.mkdir(parents=True)
    house.start()
    assert house.next(ProblemRaised).error.advice
    assert house.opened() == (Keeping.MEMORY, [])


def test_closing_does_not_wait_for_a_silent_keyring(house: House) -> None:
    waiting, answered = threading.Event(), threading.Event()

    def fetch() -> None:
        waiting.set()
        answered.wait(PATIENCE)
        raise ABSENT

    house.secrets.fetch = fetch
    house.secrets.abandon = answered.set
    house.start()
    assert waiting.wait(PATIENCE)
    house.end()
    house.next(PassphraseWanted)


@pytest.mark.parametrize(
    "answer", [Keeper.decline, lambda keeper: keeper.give_passphrase(PASSPHRASE)]
)
def test_a_disk_that_fills_up_while_opening_is_survived(
    house: House, answer: Callable[[Keeper], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = passphrase_then_keyring(house)

    def fail(*_: object) -> None:
        raise StorageError("The disk is full.", "Make room.")

    monkeypatch.setattr("lumen.storage.opening.make_vault", fail)
    answer(keeper)
    assert house.next(ProblemRaised).error.what == "The disk is full."
    monkeypatch.undo()
    if answer is Keeper.decline:
        assert house.opened() == (Keeping.MEMORY, [])
    else:
        house.next(PassphraseWanted)
        monkeypatch.setattr("lumen.storage.history.SqliteHistory.change_keys", fail)
        keeper.give_passphrase(PASSPHRASE)
        assert house.opened() == (Keeping.KEYRING, ["old"])
