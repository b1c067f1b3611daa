from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from fakes import ManualClock
from lumen.core.errors import StorageError
from lumen.core.events import Event, TimerFired, TimersChanged
from lumen.core.intent import Intent
from lumen.core.media import Timer
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.media.timer_desk import TimerDesk

TURN = TurnId(1)
START = 50_000.0


class KeptTimers:
    """A `TimerStore` in memory."""

    def __init__(self, *timers: Timer, broken: bool = False) -> None:
        self.kept: tuple[Timer, ...] = timers
        self.broken = broken
        self.lasting = True
        self.open = asyncio.Event()
        self.open.set()

    async def load(self) -> tuple[Timer, ...]:
        await asyncio.sleep(0)
        await self.open.wait()
        if self.broken:
            raise StorageError("It is unreadable.", "Never mind.")
        return self.kept

    def save(self, timers: tuple[Timer, ...]) -> None:
        self.kept = timers

    def add(self, timers: tuple[Timer, ...]) -> None:
        self.kept += timers


PAUSE = Intent("pause_playback")


class Bench:
    """A desk on a clock that moves when told."""

    def __init__(self, store: KeptTimers) -> None:
        self.store = store
        self.now = START
        self.events: list[Event] = []
        self.done: list[list[Intent]] = []
        self.slept = asyncio.Event()
        self.sleeps: list[float] = []
        self.clock = ManualClock()
        self.other: Seconds | None = None
        self.desk = TimerDesk(
            store,
            lambda: self.now,
            self.clock,
            self.events.append,
            lambda commands: self.done.append(list(commands)),
            self._sleep,
            others=lambda: self.other,
        )

    async def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        await self.slept.wait()

    async def pass_time(self, seconds: float) -> None:
        """Let the wall clock move and wake the sleeper once."""
        self.now += seconds
        self.slept.set()
        await settle()
        self.slept.clear()
        await settle()

    async def say(self, name: str, **slots: str | float) -> str:
        return (await self.desk.do(TURN, [Intent(name, slots)])).text

    @property
    def fired(self) -> list[TimerFired]:
        return [event for event in self.events if isinstance(event, TimerFired)]


async def settle() -> None:
    for _ in range(12):
        await asyncio.sleep(0)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench(KeptTimers())
    made.desk.start()
    await settle()
    yield made
    await made.desk.close()


async def test_a_timer_is_kept_told_and_fires_once(bench: Bench) -> None:
    said = await bench.say("set_timer", duration=4.0, label="tea")
    assert said == "Your tea timer is set for 4 seconds."
    assert [timer.label for timer in bench.store.kept] == ["tea"]
    changed = bench.events[-1]
    assert isinstance(changed, TimersChanged)
    assert changed.turn == TURN
    await settle()
    assert not bench.fired
    await bench.pass_time(4.1)
    assert [fired.timer.label for fired in bench.fired] == ["tea"]
    assert bench.fired[0].late == pytest.approx(0.1)
    assert bench.store.kept == ()
    await bench.pass_time(10)
    assert len(bench.fired) == 1


async def test_a_long_timer_looks_at_the_wall_clock_again_and_again(
    bench: Bench,
) -> None:
    await bench.say("set_timer", duration=3600.0)
    await settle()
    assert bench.sleeps[-1] == 5.0
    await bench.pass_time(3600)  # a suspend: one sleep of 5 s lasted an hour
    assert len(bench.fired) == 1


async def test_an_earlier_timer_set_later_fires_first(bench: Bench) -> None:
    await bench.say("set_timer", duration=5.0, label="second")
    await settle()
    await bench.say("set_timer", duration=2.0, label="first")
    await settle()
    assert bench.sleeps[-1] == 2.0
    await bench.pass_time(2)
    await bench.pass_time(3)
    assert [fired.timer.label for fired in bench.fired] == ["first", "second"]


async def test_cancelling_by_label_by_duration_and_all(bench: Bench) -> None:
    for label, duration in (("tea", 60.0), ("egg", 120.0), ("", 180.0), ("rice", 9.0)):
        await bench.say("set_timer", duration=duration, label=label)
    assert await bench.say("cancel_timer", label="tea") == "I cancelled the tea timer."
    assert await bench.say("cancel_timer", duration=180.0) == (
        "I cancelled the 3 minute timer."
    )
    assert (await bench.say("cancel_timer")).startswith("Which one: the rice timer")
    assert "no such timer" in await bench.say("cancel_timer", label="soup")
    assert len(bench.desk.running) == 2
    assert await bench.say("cancel_timer", all=1.0) == "I cancelled all 2 timers."
    assert await bench.say("cancel_timer") == "No timer is running."
    await bench.pass_time(500)
    assert not bench.fired


async def test_the_window_cancels_by_number(bench: Bench) -> None:
    await bench.say("set_timer", duration=60.0)
    number = bench.desk.running[0].id
    assert bench.desk.cancel(number)
    assert not bench.desk.cancel(number)
    assert bench.store.kept == ()


async def test_listing(bench: Bench) -> None:
    assert await bench.say("list_timers") == "No timer is running."
    await bench.say("set_timer", duration=90.0, label="tea")
    assert "1 minute 30 seconds left" in await bench.say("list_timers", label="tea")


async def test_a_timer_without_or_with_an_impossible_duration(bench: Bench) -> None:
    assert (await bench.say("set_timer")).startswith("For how long?")
    assert "seven days" in await bench.say("set_timer", duration=1e9)
    assert bench.desk.running == ()


UNDO = Intent("undo")


async def test_undo_takes_back_what_was_set_and_brings_back_what_was_cancelled(
    bench: Bench,
) -> None:
    assert not bench.desk.takes(UNDO)
    await bench.say("set_timer", duration=300.0, label="tea")
    assert bench.desk.takes(UNDO)
    assert await bench.say("undo") == "Undone: I cancelled the tea timer."
    assert bench.store.kept == bench.desk.running == ()
    assert not bench.desk.takes(UNDO)
    await bench.say("set_timer", duration=300.0, label="tea")
    await bench.say("set_timer", duration=400.0, label="egg")
    before = bench.desk.running
    await bench.say("cancel_timer", all=True)
    assert await bench.say("undo") == "Undone: 2 timers run again."
    assert bench.store.kept == bench.desk.running == before


async def test_redo_does_again_what_was_undone(bench: Bench) -> None:
    redo = Intent("redo")
    await bench.say("set_timer", duration=300.0, label="tea")
    before = bench.desk.running
    assert not bench.desk.takes(redo)
    await bench.say("undo")
    assert await bench.say("redo") == "Done again: the tea timer runs again."
    assert bench.store.kept == bench.desk.running == before
    assert not bench.desk.takes(redo)
    await bench.say("cancel_timer")
    await bench.say("undo")
    assert await bench.say("redo") == "Done again: I cancelled the tea timer."
    assert bench.desk.running == ()
    await bench.say("undo")
    await bench.say("set_timer", duration=400.0, label="egg")
    assert not bench.desk.takes(redo)  # of what it was a step back from
    await bench.say("undo")
    bench.clock.advance(31)
    assert not bench.desk.takes(redo)


async def test_undo_is_for_the_last_thing_done_and_not_for_long(bench: Bench) -> None:
    await bench.say("set_timer", duration=300.0)
    bench.clock.advance(5)
    bench.other = bench.clock.now()
    assert not bench.desk.takes(UNDO)
    bench.clock.advance(1)
    await bench.say("cancel_timer")
    assert bench.desk.takes(UNDO)
    bench.clock.advance(31)
    assert not bench.desk.takes(UNDO)


async def test_the_one_that_was_just_set(bench: Bench) -> None:
    await bench.say("set_timer", duration=600.0, label="tea")
    await bench.say("set_timer", duration=700.0, label="egg")
    said = await bench.say("list_timers", newest=True)
    assert "egg" in said
    assert "tea" not in said
    await bench.say("cancel_timer", newest=True)
    assert [timer.label for timer in bench.desk.running] == ["tea"]
    assert not bench.desk.just_set


async def test_a_timer_that_has_fired_is_not_undone(bench: Bench) -> None:
    await bench.say("set_timer", duration=2.0)
    await bench.pass_time(3)
    assert await bench.say("undo") == "That timer has ended already."


async def test_what_would_have_ended_meanwhile_does_not_run_again(
    bench: Bench,
) -> None:
    await bench.say("pause_playback", delay=10.0)
    await bench.say("set_timer", duration=60.0, label="tea")
    await bench.say("cancel_timer", all=True)
    await bench.pass_time(20)
    assert await bench.say("undo") == "Undone: the tea timer runs again."
    await bench.say("cancel_timer", label="tea")
    await bench.pass_time(41)
    assert await bench.say("undo") == "That timer has ended already."
    await bench.pass_time(1)
    assert bench.done == bench.fired == []


def test_only_timers_and_commands_for_later_are_taken() -> None:
    bench = Bench(KeptTimers())
    assert bench.desk.takes(Intent("pause_playback", {"delay": 600.0}))
    assert bench.desk.takes(Intent("pause_playback", {"delay": float("inf")}))
    assert not bench.desk.takes(Intent("pause_playback", {"when": "after this song"}))
    assert not bench.desk.takes(Intent("play_content", {"delay": 600.0}))
    assert bench.desk.takes(Intent("set_timer"))
    assert bench.desk.takes(Intent("list_timers"))
    assert not bench.desk.takes(Intent("pause_playback"))


async def test_timers_survive_a_restart_and_missed_ones_say_so() -> None:
    missed = Timer(3, "tea", Seconds(60), START - 7200)
    coming = Timer(4, "egg", Seconds(60), START + 3)
    bench = Bench(KeptTimers(missed, coming))
    bench.desk.start()
    await settle()
    assert [fired.late for fired in bench.fired] == [Seconds(7200)]
    assert [timer.label for timer in bench.store.kept] == ["egg"]
    await bench.pass_time(3)
    assert [fired.timer.label for fired in bench.fired] == ["tea", "egg"]
    await bench.desk.close()


async def test_an_unreadable_store_loses_no_new_timer() -> None:
    kept = Timer(1, "tea", Seconds(300), START + 300)
    bench = Bench(KeptTimers(kept, broken=True))
    bench.desk.start()
    await bench.say("set_timer", duration=2.0)
    await settle()
    assert bench.store.kept == (kept,)  # and what could not be read is not replaced
    await bench.pass_time(2)
    assert len(bench.fired) == 1
    assert bench.store.kept == (kept,)
    await bench.desk.close()


async def test_timers_run_while_the_store_is_locked_and_are_kept_once_it_is_open() -> (
    None
):
    kept = Timer(1, "tea", Seconds(300), START + 300)
    bench = Bench(KeptTimers(kept))
    bench.store.open.clear()
    bench.desk.start()
    said = await bench.say("set_timer", duration=2.0)
    assert said == "Your timer is set for 2 seconds. It ends when I am closed."
    await bench.say("set_timer", duration=600.0, label="egg")
    await bench.pass_time(2)
    assert len(bench.fired) == 1  # nobody has entered the passphrase yet
    bench.store.open.set()
    await settle()
    assert {timer.label for timer in bench.store.kept} == {"tea", "egg"}
    assert "closed" not in await bench.say("set_timer", duration=30.0)
    await bench.desk.close()
    assert len(bench.store.kept) == 3


async def test_what_could_not_be_read_is_read_as_soon_as_it_can_be() -> None:
    kept = Timer(1, "tea", Seconds(300), START + 300)
    bench = Bench(KeptTimers(kept, broken=True))
    bench.desk.start()
    await settle()
    said = await bench.say("set_timer", duration=600.0, label="egg")
    assert said == "Your egg timer is set for 10 minutes. It ends when I am closed."
    bench.store.broken = False
    await bench.pass_time(5)
    assert {timer.label for timer in bench.store.kept} == {"tea", "egg"}
    await bench.desk.close()


async def test_setting_a_timer_looks_whether_the_store_can_be_read_now() -> None:
    bench = Bench(KeptTimers(broken=True))
    bench.desk.start()
    await settle()
    bench.store.broken = False
    said = await bench.say("set_timer", duration=600.0)
    assert said == "Your timer is set for 10 minutes."
    assert len(bench.store.kept) == 1
    await bench.desk.close()


async def test_timers_of_a_store_that_never_opened_are_added_in_the_end() -> None:
    kept = Timer(1, "tea", Seconds(300), START + 300)
    bench = Bench(KeptTimers(kept))
    bench.store.open.clear()
    bench.desk.start()
    await bench.say("set_timer", duration=600.0, label="egg")
    await bench.desk.close()
    assert [timer.label for timer in bench.store.kept] == ["tea", "egg"]


async def test_it_is_said_that_a_timer_ends_with_a_session_that_keeps_nothing(
    bench: Bench,
) -> None:
    bench.store.lasting = False
    said = await bench.say("set_timer", duration=60.0)
    assert said == "Your timer is set for 1 minute. It ends when I am closed."


class TestCommandsForLater:
    async def test_one_is_carried_out_when_due_and_does_not_ring(
        self, bench: Bench
    ) -> None:
        said = await bench.say("pause_playback", delay=600.0)
        assert said == "I will pause in 10 minutes."
        (timer,) = bench.desk.running
        assert bench.store.kept == (timer,)
        assert (timer.command, timer.duration) == (PAUSE, 600)
        await bench.pass_time(599)
        assert bench.done == []
        await bench.pass_time(1)
        assert bench.done == [[PAUSE]]
        assert not bench.fired
        assert bench.store.kept == bench.desk.running == ()
        changed = bench.events[-1]
        assert isinstance(changed, TimersChanged)
        assert changed.timers == ()

    async def test_several_of_a_sentence_have_one_answer_and_are_undone_as_one(
        self, bench: Bench
    ) -> None:
        intents = [
            Intent("pause_playback", {"delay": 600.0}),
            Intent("adjust_volume", {"volume_level": 20.0, "delay": 300.0}),
        ]
        done = await bench.desk.do(TURN, intents)
        assert done.text == (
            "I will pause in 10 minutes and set the volume to 20 % in 5 minutes."
        )
        assert len(bench.desk.running) == 2
        await bench.say("undo")
        assert bench.desk.running == ()
        await bench.say("redo")
        assert len(bench.desk.running) == 2
        assert await bench.say("cancel_timer", newest=True) == (
            "I will not do that after all."
        )
        assert bench.desk.running == ()

    async def test_those_due_at_once_are_carried_out_as_one(self, bench: Bench) -> None:
        mute = Intent("adjust_volume", {"mute": True})
        await bench.say("pause_playback", delay=60.0)
        await bench.say("adjust_volume", mute=True, delay=60.0)
        await bench.pass_time(61)
        assert bench.done == [[PAUSE, mute]]

    async def test_those_of_a_sentence_are_due_at_the_same_moment(self) -> None:
        ticks = iter(range(1000))
        bench = Bench(KeptTimers())
        bench.desk = TimerDesk(
            bench.store, lambda: START + 0.001 * next(ticks), bench.clock,
            bench.events.append, bench.done.append,
        )  # fmt: skip
        mute = Intent("adjust_volume", {"mute": True, "delay": 60.0})
        await bench.desk.do(TURN, [Intent("pause_playback", {"delay": 60.0}), mute])
        first, second = bench.desk.running
        assert first.ends_at == second.ends_at

    async def test_a_sleep_timer_pauses(self, bench: Bench) -> None:
        said = await bench.say("set_timer", duration=1800.0, sleep=True)
        assert said == "I will pause in 30 minutes."
        assert [timer.label for timer in bench.desk.running] == ["sleep"]
        assert await bench.say("cancel_timer", label="sleep") == (
            "I cancelled the sleep timer."
        )
        assert await bench.say("set_timer", sleep=True) == (
            "For how long? Say: set a sleep timer for ten minutes."
        )

    async def test_a_sleep_timer_takes_the_place_of_the_one_before(
        self, bench: Bench
    ) -> None:
        await bench.say("pause_playback", delay=60.0)
        await bench.say("set_timer", duration=1800.0, sleep=True)
        assert await bench.say("set_timer", duration=3600.0, sleep=True) == (
            "I will pause in 1 hour."
        )
        assert [timer.duration for timer in bench.desk.running] == [60, 3600]
        await bench.say("undo")
        assert [timer.duration for timer in bench.desk.running] == [60, 1800]

    async def test_too_late_is_told_and_not_done(self, bench: Bench) -> None:
        await bench.say("pause_playback", delay=600.0)
        await bench.pass_time(660.1)  # the machine slept
        assert bench.done == []
        (fired,) = bench.fired
        assert fired.timer.command == PAUSE
        assert fired.late == pytest.approx(60.1)

    async def test_a_minute_late_is_not_too_late(self, bench: Bench) -> None:
        await bench.say("pause_playback", delay=600.0)
        await bench.pass_time(660)
        assert bench.done == [[PAUSE]]

    async def test_they_survive_a_restart(self) -> None:
        missed = Timer(3, "", Seconds(60), START - 720, PAUSE)
        just = Timer(4, "", Seconds(60), START - 20, PAUSE)
        coming = Timer(5, "sleep", Seconds(60), START + 3, PAUSE)
        bench = Bench(KeptTimers(missed, just, coming))
        bench.desk.start()
        await settle()
        assert [fired.timer for fired in bench.fired] == [missed]
        assert bench.done == [[PAUSE]]
        await bench.pass_time(3)
        assert bench.done == [[PAUSE], [PAUSE]]
        await bench.desk.close()

    async def test_listed_cancelled_undone_and_redone_as_timers_are(
        self, bench: Bench
    ) -> None:
        await bench.say("set_timer", duration=300.0, label="tea")
        await bench.say("next_episode", delay=600.0)
        assert await bench.say("list_timers") == (
            "The tea timer has 5 minutes left; I will play the next one in 10 minutes."
        )
        assert await bench.say("cancel_timer", newest=True) == (
            "I will not play the next one after all."
        )
        assert await bench.say("undo") == "Undone: the skip timer runs again."
        assert await bench.say("redo") == (
            "Done again: I will not play the next one after all."
        )
        await bench.say("undo")
        assert await bench.say("cancel_timer", label="skip") == (
            "I will not play the next one after all."
        )
        await bench.pass_time(650)
        assert bench.done == []

    async def test_what_cannot_wait_so_long_is_refused(self, bench: Bench) -> None:
        for delay in (0.0, 8 * 24 * 3600.0, float("inf")):
            assert "from one second to seven days. Say it like: pause in" in (
                await bench.say("pause_playback", delay=delay)
            )
        assert bench.desk.running == ()

    async def test_it_is_said_when_it_ends_with_lumen(self, bench: Bench) -> None:
        bench.store.lasting = False
        assert await bench.say("pause_playback", delay=60.0) == (
            "I will pause in 1 minute, unless I am closed before."
        )
