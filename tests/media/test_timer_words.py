from __future__ import annotations

from dataclasses import replace

import pytest

from lumen.core.intent import Intent
from lumen.core.media import Timer
from lumen.core.units import Seconds
from lumen.media import timer_words as words

TEA = Timer(1, "tea", Seconds(180), 1180.0)
PLAIN = Timer(2, "", Seconds(60), 1060.0)
PAUSE = Timer(3, "", Seconds(600), 1600.0, Intent("pause_playback"))
SLEEP = replace(PAUSE, label="sleep")
SKIP = Timer(4, "", Seconds(90), 1090.0, Intent("next_episode", {"player": "vlc"}))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "0 seconds"), (1.0, "1 second"), (59.6, "1 minute"), (90, "1 minute 30 seconds"),
        (3600, "1 hour"), (3601, "1 hour"), (4800, "1 hour 20 minutes"),
        (90_000, "1 day 1 hour"), (-5, "0 seconds"),
    ],
)  # fmt: skip
def test_durations_in_words(seconds: float, said: str) -> None:
    assert words.say_duration(Seconds(seconds)) == said


def test_what_is_said_names_the_timer() -> None:
    assert words.say_set(TEA) == "Your tea timer is set for 3 minutes."
    assert words.say_set(PLAIN) == "Your timer is set for 1 minute."
    assert words.say_cancelled([PLAIN]) == "I cancelled the 1 minute timer."
    assert words.say_cancelled([TEA, PLAIN]) == "I cancelled all 2 timers."
    assert words.ask_which([TEA, PLAIN]) == (
        "Which one: the tea timer or the 1 minute timer?"
    )


def test_running_timers_are_listed_with_the_time_left() -> None:
    assert words.say_running([], 1000) == "No timer is running."
    told = words.say_running([PLAIN, TEA], 1030.0)
    assert told == (
        "The 1 minute timer has 30 seconds left; "
        "The tea timer has 2 minutes 30 seconds left."
    )
    assert words.say_running([TEA] * 7, 1000.0).endswith("; and there are 2 more.")


def test_a_fired_timer_says_when_it_was_missed() -> None:
    assert words.say_fired(TEA, Seconds(0.3)) == "Your tea timer is done."
    assert words.say_fired(PLAIN, Seconds(0)) == "Your timer for 1 minute is done."
    assert words.say_fired(TEA, Seconds(7300)) == (
        "Your tea timer ended 2 hours ago, while I was closed or this computer slept."
    )


def test_what_will_be_done_is_said_as_one_answer() -> None:
    assert words.say_later([PAUSE]) == "I will pause in 10 minutes."
    assert words.say_later([SLEEP], kept=False) == (
        "I will pause in 10 minutes, unless I am closed before."
    )
    assert words.say_later([PAUSE, SKIP]) == (
        "I will pause in 10 minutes and play the next one in vlc in 1 minute 30 seconds."
    )
    assert words.say_later([SKIP, SKIP]) == (
        "I will play the next one in vlc 2 times in 1 minute 30 seconds."
    )


def test_a_command_for_later_is_called_by_what_it_does() -> None:
    names = [words.name_timer(timer) for timer in (PAUSE, SLEEP, SKIP)]
    assert names == ["pause timer", "sleep timer", "skip timer"]
    assert words.say_running([PAUSE, TEA], 1030.0) == (
        "I will pause in 9 minutes 30 seconds; "
        "The tea timer has 2 minutes 30 seconds left."
    )


def test_what_will_not_be_done_is_said() -> None:
    assert words.say_cancelled([PAUSE]) == "I will not pause after all."
    assert words.say_cancelled([SLEEP]) == "I cancelled the sleep timer."
    assert words.say_cancelled([PAUSE, SKIP]) == "I will not do that after all."
    assert words.say_cancelled([PAUSE, TEA]) == "I cancelled all 2 timers."
    assert words.say_undone([PAUSE], []) == "Undone: I will not pause after all."
    assert words.say_undone([], [PAUSE]) == "Undone: the pause timer runs again."


def test_a_missed_command_is_told_as_such() -> None:
    assert words.say_fired(SLEEP, Seconds(725)) == (
        "I was to pause 12 minutes ago, while I was closed or this computer slept."
    )
