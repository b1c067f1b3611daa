from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.metrics import Mark, Measure
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Seconds
from lumen.observe.metrics import KEPT_TURNS, MetricsStore, Span, Summary, percentile

SPOKEN = {
    Mark.SPEECH_STARTED: 9.0,
    Mark.SPEECH_ENDED: 10.0,
    Mark.ENDPOINT_REACHED: 10.25,
    Mark.TRANSCRIPT_FINAL: 10.5,
    Mark.GENERATION_STARTED: 10.5,
    Mark.FIRST_TOKEN: 10.75,
    Mark.FIRST_SENTENCE: 11.0,
    Mark.FIRST_CLIP: 11.125,
    Mark.FIRST_AUDIO: 11.25,
    Mark.INTERRUPTED: 12.0,
    Mark.SILENCED: 12.0625,
    Mark.TURN_ENDED: 12.5,
}
TURN = TurnId(1)


def store_with(marks: dict[Mark, float], turn: TurnId = TURN) -> MetricsStore:
    store = MetricsStore()
    for mark, at in marks.items():
        store.mark(turn, mark, Seconds(at))
    return store


def test_each_measure_is_the_difference_of_its_marks() -> None:
    assert store_with(SPOKEN).measures(TURN) == {
        Measure.END_OF_UTTERANCE_DELAY: 0.25,
        Measure.TRANSCRIPTION_DELAY: 0.25,
        Measure.TIME_TO_FIRST_TOKEN: 0.25,
        Measure.TIME_TO_FIRST_SENTENCE: 0.25,
        Measure.SYNTHESIS_DELAY: 0.125,
        Measure.PLAYBACK_DELAY: 0.125,
        Measure.TIME_TO_FIRST_AUDIO: 1.25,
        Measure.BARGE_IN_DELAY: 0.0625,
    }


def test_a_typed_turn_is_timed_from_its_generation() -> None:
    store = store_with({Mark.GENERATION_STARTED: 5.0, Mark.FIRST_AUDIO: 5.5})
    assert store.measures(TURN) == {Measure.TIME_TO_FIRST_AUDIO: 0.5}


def test_work_done_ahead_of_time_counts_as_nothing() -> None:
    store = store_with({Mark.ENDPOINT_REACHED: 10.0, Mark.TRANSCRIPT_FINAL: 9.5})
    assert store.measures(TURN) == {Measure.TRANSCRIPTION_DELAY: 0.0}
    assert store.waterfall(TURN) == (Span("recognition", Seconds(10.0), Seconds(10.0)),)


def test_the_waterfall_shows_the_stages_in_order() -> None:
    spans = store_with(SPOKEN).waterfall(TURN)
    assert [span.name for span in spans] == [
        "hearing",
        "recognition",
        "thinking",
        "voice",
        "playback",
    ]
    assert (spans[0].start, spans[-1].end) == (10.0, 11.25)


def test_the_first_mark_counts_and_the_timeline_is_sorted() -> None:
    store = store_with(dict(reversed(SPOKEN.items())))
    store.mark(TURN, Mark.FIRST_TOKEN, Seconds(99.0))
    assert list(store.timeline(TURN).values()) == sorted(SPOKEN.values())
    assert store.timeline(TURN) == SPOKEN
    assert store.timeline(TURN)[Mark.FIRST_TOKEN] == 10.75


def test_unknown_turns_have_nothing() -> None:
    store = MetricsStore()
    store.mark(NO_TURN, Mark.FIRST_AUDIO, Seconds(1.0))
    assert store.turns() == ()
    for turn in (NO_TURN, TurnId(7)):
        assert store.timeline(turn) == {}
        assert store.measures(turn) == {}
        assert store.waterfall(turn) == ()
    assert store.summary() == {}


def test_only_the_last_turns_are_kept() -> None:
    store = MetricsStore()
    for number in range(1, KEPT_TURNS + 51):
        store.mark(TurnId(number), Mark.FIRST_AUDIO, Seconds(number))
    assert store.turns() == tuple(range(51, KEPT_TURNS + 51))


def test_the_summary_has_percentiles_over_turns() -> None:
    store = MetricsStore()
    for number in range(1, 101):
        store.mark(TurnId(number), Mark.INTERRUPTED, Seconds(10.0))
        store.mark(TurnId(number), Mark.SILENCED, Seconds(10.0 + number))
    assert store.summary() == {
        Measure.BARGE_IN_DELAY: Summary(100, Seconds(50.0), Seconds(95.0))
    }


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_is_one_of_the_values_with_enough_below(
    values: list[float], share: float
) -> None:
    ascending = sorted(map(Seconds, values))
    found = percentile(ascending, share)
    assert found in ascending
    assert sum(v <= found for v in ascending) >= share * len(ascending) - 1e-6


def test_counters_add_up() -> None:
    store = MetricsStore()
    store.count("capture.overflow")
    store.count("capture.overflow", 4)
    store.count("a")
    assert store.counters() == {"a": 1, "capture.overflow": 5}


def test_listeners_hear_new_marks_until_they_leave(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = MetricsStore()
    heard: list[tuple[TurnId, Mark]] = []

    def fail(turn: TurnId, mark: Mark) -> None:
        raise ValueError("words of a person")

    store.subscribe(fail)
    leave = store.subscribe(lambda turn, mark: heard.append((turn, mark)))
    store.mark(TURN, Mark.FIRST_TOKEN, Seconds(1.0))
    store.mark(TURN, Mark.FIRST_TOKEN, Seconds(2.0))
    leave()
    store.mark(TURN, Mark.FIRST_AUDIO, Seconds(3.0))
    assert heard == [(TURN, Mark.FIRST_TOKEN)]
    assert "ValueError" in caplog.text
    assert "words of a person" not in caplog.text


def test_many_threads_lose_nothing() -> None:
    store = MetricsStore(kept_turns=10_000)

    def work(first: int) -> None:
        for number in range(first, first + 500):
            store.mark(TurnId(number), Mark.FIRST_AUDIO, Seconds(1.0))
            store.count("n")

    threads = [threading.Thread(target=work, args=(1 + 500 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.turns()) == 2000
    assert store.counters() == {"n": 2000}
