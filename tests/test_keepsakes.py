"""Timers and what was listened to, kept beside the conversation."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import ManualClock, MemorySecrets
from lumen import keepsakes
from lumen.core.conversation import NoteKind
from lumen.core.errors import LumenError
from lumen.core.intent import Intent
from lumen.core.media import Timer, Track
from lumen.core.units import Seconds
from lumen.keepsakes import KeptLikes, KeptPlays, KeptTimers, _timer_from
from lumen.media.library.taste import MOST_PLAYS
from lumen.storage.keeper import Keeper

TIMERS = (
    Timer(1, "tea", Seconds(300), 1_000_300.0),
    Timer(7, "", Seconds(3600), 1_003_600.5),
    Timer(8, "sleep", Seconds(60), 1_000_060.0, Intent("pause_playback")),
    Timer(9, "", Seconds(60), 1_000_060.0, Intent("adjust_volume", {"mute": True})),
)
Keepers = Callable[..., Keeper]


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keepers]:
    """Makes keepers of one history, each after the former was closed."""
    secrets, made = MemorySecrets(), []

    def make(*, opened: bool = True) -> Keeper:
        if made:
            made[-1].close(Seconds(5))
        path = tmp_path / "history.sqlite3"
        one = Keeper(path, lambda _event: None, ManualClock(), secrets)
        if opened:
            one.open()
        made.append(one)
        return one

    yield make
    if made:
        made[-1].close(Seconds(5))


def timers_of(keeper: Keeper) -> KeptTimers:
    return KeptTimers(keeper, lambda: True)


def plays_of(keeper: Keeper, *, allowed: bool = True) -> KeptPlays:
    likes = likes_of(keeper)
    return KeptPlays(keeper, lambda: 5_000.0, lambda: allowed, likes)


def likes_of(keeper: Keeper, *, lasting: bool = True) -> KeptLikes:
    return KeptLikes(keeper, lambda: 5_000.0, lambda: lasting)


def song(title: str) -> Track:
    return Track("/1", title, ("Somebody",), genres=("Jazz",))


class TestTimers:
    async def test_survive_a_restart(self, keeper: Keepers):
        timers_of(keeper()).save(TIMERS)
        assert await timers_of(keeper()).load() == TIMERS

    async def test_are_replaced_as_a_whole(self, keeper: Keepers):
        kept = timers_of(keeper())
        kept.save(TIMERS)
        kept.save(TIMERS[:1])
        assert await kept.load() == TIMERS[:1]

    async def test_are_added_beside_those_that_were_not_read(self, keeper: Keepers):
        timers_of(keeper()).save(TIMERS[:1])
        locked = keeper(opened=False)
        timers_of(locked).add(TIMERS[1:])
        locked.open()
        assert await timers_of(locked).load() == TIMERS

    def test_are_encrypted(self, keeper: Keepers, tmp_path: Path):
        timers_of(keeper()).save(TIMERS)
        keeper()
        content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert b"tea" not in content

    async def test_stay_when_what_waits_is_forgotten(self, keeper: Keepers):
        timers_of(keeper()).save(TIMERS)
        late = keeper(opened=False)
        loading = asyncio.create_task(timers_of(late).load())
        await asyncio.sleep(0)
        cleared = late.clear()  # before the history is open
        late.open()
        assert await loading == TIMERS
        cleared.result(5)

    async def test_a_closed_history_is_told(self, keeper: Keepers):
        closed = keeper()
        keeper()
        with pytest.raises(LumenError):
            await timers_of(closed).load()

    async def test_what_fails_is_told_once(self, keeper: Keepers):
        closed, also = keeper(), []
        keeper()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: also.append(context))
        with pytest.raises(LumenError):
            await timers_of(closed).load()
        await asyncio.sleep(0)
        gc.collect()  # an exception that nobody took is told by the collector
        assert also == []

    async def test_damaged_ones_are_left_out(self, keeper: Keepers):
        one = keeper()
        sound = json.dumps([3, "egg", 240.0, 1_000_240.0])
        one.replace_notes(NoteKind.TIMERS, ["", "[]", '[1, "x", NaN, 2]', sound])
        assert [timer.label for timer in await timers_of(one).load()] == ["egg"]

    @given(
        st.one_of(
            st.text(max_size=50),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                lambda inner: st.lists(inner, max_size=5),
                max_leaves=10,
            ).map(json.dumps),
        )
    )
    def test_no_note_is_too_damaged(self, note: str):
        timer = _timer_from(note)
        assert timer is None or isinstance(timer.id, int)

    def test_a_note_of_before_there_were_commands_is_a_timer(self):
        timer = _timer_from('[1, "tea", 300.0, 1000300.0]')
        assert timer == Timer(1, "tea", Seconds(300), 1_000_300.0)

    @pytest.mark.parametrize(
        "command",
        [
            "null",
            "[]",
            '["open_app", {"app": "xterm"}]',
            '["pause_playback", 3]',
            "7, 8",
        ],
    )
    def test_a_command_that_nobody_can_have_said_is_left_out(self, command: str):
        assert _timer_from(f'[1, "x", 60.0, 1000060.0, {command}]') is None

    def test_numbers_beyond_all_measure_are_damage(self):
        assert _timer_from(f'[1, "x", 1{"0" * 400}, 2]') is None


class TestPlays:
    async def test_survive_a_restart_oldest_first(self, keeper: Keepers):
        kept = plays_of(keeper())
        kept.heard(song("One"))
        kept.heard(song("Two"))
        fresh = plays_of(keeper())
        loading = asyncio.create_task(fresh.load())
        await asyncio.sleep(0)
        fresh.heard(song("Three"))  # before the earlier ones were read
        await loading
        assert [play.title for play in fresh.plays()] == ["One", "Two", "Three"]
        assert {play.at for play in fresh.plays()} == {5_000.0}

    async def test_only_the_latest_are_kept(self, keeper: Keepers):
        one = keeper()
        old = plays_of(one)
        old.heard(song("Old"))
        (note,) = await asyncio.wrap_future(one.notes(NoteKind.LISTENING))
        one.replace_notes(NoteKind.LISTENING, [note] * MOST_PLAYS)
        fresh = plays_of(one)
        fresh._plays.append(old.plays()[0].__class__("New"))
        await fresh.load()
        assert len(fresh.plays()) == MOST_PLAYS
        assert fresh.plays()[-1].title == "New"

    async def test_nothing_is_noted_or_told_without_permission(self, keeper: Keepers):
        one = keeper()
        plays_of(one).heard(song("Before"))
        kept = plays_of(one, allowed=False)
        kept.heard(song("Secret"))
        await kept.load()
        assert kept.plays() == ()
        notes = await asyncio.wrap_future(one.notes(NoteKind.LISTENING))
        assert len(notes) == 1

    async def test_what_is_liked_tells_of_the_taste_whatever_is_allowed(
        self, keeper: Keepers
    ):
        likes = likes_of(keeper())
        kept = KeptPlays(keeper(), lambda: 0.0, lambda: False, likes)
        likes.add(song("One"))
        assert [(play.title, play.liked) for play in kept.plays()] == [("One", True)]

    async def test_what_has_no_name_is_not_noted(self, keeper: Keepers):
        kept = plays_of(keeper())
        kept.heard(Track("/1"))
        assert kept.plays() == ()

    async def test_forgotten_while_it_is_being_read(self, keeper: Keepers):
        plays_of(keeper()).heard(song("One"))
        fresh = plays_of(keeper())
        loading = asyncio.create_task(fresh.load())
        await asyncio.sleep(0)
        fresh.forget()
        await loading
        assert fresh.plays() == ()

    async def test_a_closed_history_is_nothing(self, keeper: Keepers):
        closed = keeper()
        keeper()
        kept = plays_of(closed)
        await kept.load()
        assert kept.plays() == ()


class TestLikes:
    @pytest.mark.parametrize("lasting", [True, False])
    async def test_survive_a_restart_oldest_first(self, keeper: Keepers, lasting: bool):
        kept = likes_of(keeper(), lasting=lasting)
        await kept.load()
        for title in ("One", "Two", "Three"):
            assert kept.add(song(title)) is lasting
        kept.remove(song("two"))
        fresh = likes_of(keeper())
        assert not fresh.has(song("One"))
        await fresh.load()
        assert [play.title for play in fresh.all()] == ["One", "Three"]
        assert fresh.has(song("ONE"))
        assert not fresh.has(song("Two"))
        assert not fresh.has(Track())

    async def test_what_was_marked_before_they_were_read_counts(self, keeper: Keepers):
        kept = likes_of(keeper())
        await kept.load()
        kept.add(song("One"))
        kept.add(song("Two"))
        early = likes_of(keeper())
        early.add(song("Three"))
        early.remove(song("One"))
        await early.load()
        assert [play.title for play in early.all()] == ["Two", "Three"]
        fresh = likes_of(keeper())
        await fresh.load()
        assert [play.title for play in fresh.all()] == ["Two", "Three"]

    async def test_what_was_liked_while_they_could_not_be_read_is_added(
        self, keeper: Keepers
    ):
        kept = likes_of(keeper())
        await kept.load()
        kept.add(song("One"))
        locked = likes_of(keeper())
        locked.add(song("Two"))  # and Lumen is closed before they are read
        fresh = likes_of(keeper())
        await fresh.load()
        assert [play.title for play in fresh.all()] == ["One", "Two"]

    async def test_those_of_a_history_that_fails_are_not_known(self, keeper: Keepers):
        closed = likes_of(keeper())
        keeper()
        await closed.load()
        assert not await closed.known()

    async def test_a_question_waits_for_them_for_a_moment_only(
        self, keeper: Keepers, monkeypatch: pytest.MonkeyPatch
    ):
        kept = likes_of(keeper())
        await kept.load()
        kept.add(song("One"))
        fresh = likes_of(keeper())
        asked = asyncio.create_task(fresh.known())
        await asyncio.sleep(0)
        await fresh.load()
        assert await asked
        assert fresh.has(song("One"))
        monkeypatch.setattr(keepsakes, "_KNOWN_WITHIN", 0.01)
        assert not await likes_of(keeper()).known()

    async def test_stay_when_the_conversation_is_forgotten(self, keeper: Keepers):
        one = keeper()
        kept = likes_of(one)
        await kept.load()
        kept.add(song("One"))
        await asyncio.wrap_future(one.clear())
        fresh = likes_of(keeper())
        await fresh.load()
        assert [play.title for play in fresh.all()] == ["One"]

    async def test_of_too_many_the_oldest_go(
        self, keeper: Keepers, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("lumen.keepsakes.MOST_LIKES", 2)
        kept = likes_of(keeper())
        await kept.load()
        for title in ("One", "Two", "Three"):
            kept.add(song(title))
        assert [play.title for play in kept.all()] == ["Two", "Three"]

    async def test_where_it_was_is_kept_with_it(self, keeper: Keepers):
        kept = likes_of(keeper())
        await kept.load()
        kept.add(Track("/1", "One", url="file:///one.mp3"))
        fresh = likes_of(keeper())
        await fresh.load()
        assert [play.url for play in fresh.all()] == ["file:///one.mp3"]
