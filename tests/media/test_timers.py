from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.errors import InputError
from lumen.core.intent import Intent
from lumen.core.media import Timer
from lumen.core.units import Seconds
from lumen.media.timers import LONGEST, MOST_TIMERS, TimerBook, Wanted

NOW = 1_000_000.0
PAUSE = Intent("pause_playback")
QUIETER = Intent("adjust_volume", {"volume_adjustment": -5.0})


def book(*timers: tuple[str, float]) -> TimerBook:
    made = TimerBook()
    for label, duration in timers:
        made.set(Seconds(duration), label, NOW)
    return made


def labels(timers: tuple[Timer, ...]) -> list[str]:
    return [timer.label for timer in timers]


def test_the_next_to_fire_comes_first() -> None:
    running = book(("late", 60), ("soon", 10)).running
    assert labels(running) == ["soon", "late"]
    assert running[0].ends_at == NOW + 10


def test_what_is_due_is_taken_out_in_order() -> None:
    timers = book(("b", 20), ("a", 10), ("c", 30))
    assert labels(timers.due(NOW + 20)) == ["a", "b"]
    assert labels(timers.running) == ["c"]
    assert timers.due(NOW + 20) == ()


@pytest.mark.parametrize("seconds", [0.0, 0.5, -3.0, LONGEST + 1, float("nan")])
def test_impossible_durations_are_refused(seconds: float) -> None:
    with pytest.raises(InputError, match="seven days"):
        TimerBook().set(Seconds(seconds), "", NOW)


def test_there_are_not_endlessly_many() -> None:
    timers = book(*[("", 5)] * MOST_TIMERS)
    with pytest.raises(InputError, match="running already"):
        timers.set(Seconds(5), "", NOW)


def test_labels_are_cut_and_on_one_line() -> None:
    timer = TimerBook().set(Seconds(5), "pizza\n\n  " + "x" * 100, NOW)
    assert timer.label.startswith("pizza xxx")
    assert len(timer.label) == 60


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["egg", "eggplant", "tea"]),
        (Wanted(all=True), ["egg", "eggplant", "tea"]),
        (Wanted(label="Egg"), ["egg"]),
        (Wanted(label="plant"), ["eggplant"]),
        (Wanted(label="soup"), []),
        (Wanted(duration=Seconds(180)), ["tea"]),
        (Wanted(duration=Seconds(181)), []),
    ],
)
def test_finding_the_one_that_is_meant(wanted: Wanted, found: list[str]) -> None:
    timers = book(("tea", 180), ("egg", 60), ("eggplant", 90))
    assert labels(timers.find(wanted)) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("pause", ["", "sleep"]),
        ("volume", [""]),
        ("sleep", ["sleep"]),
        ("tea", ["tea"]),
        ("skip", []),
    ],
)
def test_commands_are_found_by_what_they_do(name: str, found: list[str]) -> None:
    timers = book(("tea", 5))
    for command, label in ((PAUSE, ""), (PAUSE, "sleep"), (QUIETER, "")):
        timers.set(Seconds(600), label, NOW, command)
    assert labels(timers.find(Wanted(label=name))) == found


def test_a_label_is_surer_than_what_a_timer_does() -> None:
    timers = book(("pause", 5))
    timers.set(Seconds(600), "", NOW, PAUSE)
    assert labels(timers.find(Wanted(label="pause"))) == ["pause"]


def test_any_pause_may_be_meant_by_the_sleep_timer() -> None:
    timers = book(("tea", 5))
    timers.set(Seconds(600), "", NOW, QUIETER)
    assert timers.find(Wanted(label="sleep")) == ()
    pause = timers.set(Seconds(600), "", NOW, PAUSE)
    assert timers.find(Wanted(label="sleep")) == (pause,)


def test_a_command_waits_as_long_as_a_timer_runs() -> None:
    with pytest.raises(InputError, match="to be done later can wait from one second"):
        TimerBook().set(Seconds(0), "", NOW, PAUSE)


def test_timers_of_an_earlier_run_join_those_set_since() -> None:
    timers = book(("new", 50))
    timers.load((Timer(1, "old", Seconds(9), NOW + 1), Timer(7, "x", Seconds(9), NOW)))
    assert labels(timers.running) == ["x", "old", "new"]
    assert len({timer.id for timer in timers.running}) == 3
    later = timers.set(Seconds(5), "later", NOW)
    assert later.id not in {1, 7}


def test_seconds_to_the_next() -> None:
    timers = book(("a", 10))
    assert timers.next_in(NOW + 4) == Seconds(6)
    assert timers.next_in(NOW + 40) == Seconds(0)
    timers.due(NOW + 40)
    assert timers.next_in(NOW) is None


@given(st.lists(st.floats(1, LONGEST), max_size=MOST_TIMERS))
def test_every_timer_fires_exactly_once(durations: list[float]) -> None:
    timers = TimerBook()
    ids = {timers.set(Seconds(d), "", NOW).id for d in durations}
    fired: list[int] = []
    at = NOW
    while (left := timers.next_in(at)) is not None:
        at += left + 1e-6
        fired += [timer.id for timer in timers.due(at)]
    assert sorted(fired) == sorted(ids)
