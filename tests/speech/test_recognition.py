from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from queue import Queue

import numpy as np
import pytest

from fakes import ManualClock, ScriptedRecognizer
from lumen.core.audio import Pcm, Utterance
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import ModelMissingError, RecognitionError
from lumen.core.events import Event, RecognitionFailed, TranscriptReady
from lumen.core.speech import Transcript
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.core.worker import WorkerBusyError
from lumen.speech.recognition import RecognitionStage, Recognizer

TURN = TurnId(7)


def utterance(frames: int = 1600) -> Utterance:
    return Utterance(np.zeros(frames, np.float32), Seconds(1), Seconds(2), Seconds(1))


class SlowRecognizer:
    """Waits inside each transcription until it is let go on."""

    name = "slow"

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.obeys = True

    def warm_up(self) -> None:
        return

    def transcribe(self, samples: Pcm, cancel: CancellationToken) -> Transcript:
        self.entered.release()
        assert self.go.acquire(timeout=10)
        if self.obeys:
            cancel.check()
        return Transcript(str(len(samples)), 1.0, "en", self.name)


class Bench:
    """A stage and what it posts."""

    def __init__(self, recognizer: Recognizer | None) -> None:
        self.events: Queue[Event] = Queue()
        self.clock = ManualClock(42.0)
        self.stage = RecognitionStage(recognizer, self.clock, self.events.put)

    def next(self) -> Event:
        return self.events.get(timeout=10)


@pytest.fixture
def make() -> Iterator[Callable[[Recognizer | None], Bench]]:
    made: list[Bench] = []

    def build(recognizer: Recognizer | None) -> Bench:
        made.append(Bench(recognizer))
        return made[-1]

    yield build
    for bench in made:
        bench.stage.close()


Make = Callable[[Recognizer | None], Bench]


def test_a_transcript_carries_turn_revision_and_time(make: Make) -> None:
    bench = make(ScriptedRecognizer("hello there"))
    bench.stage.transcribe(TURN, 3, utterance())
    event = bench.next()
    assert isinstance(event, TranscriptReady)
    assert (event.turn, event.revision, event.at) == (TURN, 3, 42.0)
    assert event.transcript.text == "hello there"


@pytest.mark.parametrize("obeys", [True, False])
def test_a_newer_revision_voids_the_older_one(make: Make, obeys: bool) -> None:
    slow = SlowRecognizer()
    slow.obeys = obeys
    bench = make(slow)
    bench.stage.transcribe(TURN, 1, utterance(1))
    assert slow.entered.acquire(timeout=10)
    bench.stage.transcribe(TURN, 2, utterance(2))
    bench.stage.transcribe(TURN, 3, utterance(3))
    slow.go.release(3)
    event = bench.next()
    assert isinstance(event, TranscriptReady)
    assert (event.revision, event.transcript.text) == (3, "3")
    assert bench.events.empty()


def test_a_cancelled_turn_is_never_heard_of(make: Make) -> None:
    slow = SlowRecognizer()
    bench = make(slow)
    bench.stage.transcribe(TURN, 1, utterance(1))
    assert slow.entered.acquire(timeout=10)
    bench.stage.cancel(TURN)
    bench.stage.cancel(TurnId(99))
    bench.stage.transcribe(TurnId(8), 1, utterance(8))
    slow.go.release(2)
    assert bench.next().turn == TurnId(8)
    assert bench.events.empty()


def test_turns_do_not_cancel_each_other(make: Make) -> None:
    bench = make(ScriptedRecognizer("one", "two"))
    bench.stage.transcribe(TurnId(1), 1, utterance())
    bench.stage.transcribe(TurnId(2), 1, utterance())
    assert [bench.next().turn, bench.next().turn] == [1, 2]


def test_an_engines_error_is_told(make: Make) -> None:
    error = RecognitionError("It broke.", "Mend it.")
    bench = make(ScriptedRecognizer(error))
    bench.stage.transcribe(TURN, 1, utterance())
    event = bench.next()
    assert isinstance(event, RecognitionFailed)
    assert (event.error, event.revision, event.at) == (error, 1, 42.0)


def test_an_engines_bug_is_told_without_its_words(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    bench = make(ScriptedRecognizer(ZeroDivisionError("my secret"), "fine"))
    bench.stage.transcribe(TURN, 1, utterance())
    event = bench.next()
    assert isinstance(event, RecognitionFailed)
    assert "ZeroDivisionError" in event.error.what
    assert "secret" not in str(event.error) + caplog.text
    bench.stage.transcribe(TURN, 2, utterance())
    assert isinstance(bench.next(), TranscriptReady)


def test_without_an_engine_it_says_so(make: Make) -> None:
    bench = make(None)
    assert bench.stage.name == ""
    bench.stage.transcribe(TURN, 1, utterance())
    event = bench.next()
    assert isinstance(event, RecognitionFailed)
    assert event.error.advice


def test_an_engine_is_warmed_up_and_taken(make: Make) -> None:
    bench = make(None)
    recognizer = ScriptedRecognizer("hi")
    bench.stage.use(recognizer).result(timeout=10)
    assert recognizer.warm
    assert bench.stage.name == "scripted"
    bench.stage.transcribe(TURN, 1, utterance())
    assert isinstance(bench.next(), TranscriptReady)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ModelMissingError("base", "Not there.", "Fetch it."), ModelMissingError),
        (OSError("secret path"), RecognitionError),
    ],
)
def test_an_engine_that_cannot_load_leaves_the_old_one(
    make: Make, error: Exception, expected: type[Exception]
) -> None:
    class Broken(ScriptedRecognizer):
        def warm_up(self) -> None:
            raise error

    bench = make(ScriptedRecognizer("old", name="old"))
    with pytest.raises(expected) as caught:
        bench.stage.use(Broken()).result(timeout=10)
    assert "secret" not in str(caught.value)
    assert bench.stage.name == "old"


def test_more_than_can_wait_fails_at_once(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = make(ScriptedRecognizer("x"))

    def full(task: Callable[[], None]) -> None:
        raise WorkerBusyError

    monkeypatch.setattr(bench.stage._worker, "submit", full)
    bench.stage.transcribe(TURN, 1, utterance())
    assert isinstance(bench.next(), RecognitionFailed)
    refused: Future[None] = bench.stage.use(ScriptedRecognizer())
    with pytest.raises(RecognitionError):
        refused.result(timeout=10)


def test_closing_cancels_what_is_going_on() -> None:
    slow = SlowRecognizer()
    bench = Bench(slow)
    bench.stage.transcribe(TURN, 1, utterance())
    assert slow.entered.acquire(timeout=10)
    bench.stage.transcribe(TurnId(8), 1, utterance())
    slow.go.release(2)
    bench.stage.close()
    assert bench.events.empty()


def test_closing_cancels_first_and_waits_no_longer_than_told(make: Make) -> None:
    slow = SlowRecognizer()
    bench = make(slow)
    bench.stage.transcribe(TURN, 1, utterance())
    assert slow.entered.acquire(timeout=10)
    bench.stage.close(timeout=0.0)  # comes back while the engine is still at work
    slow.go.release()
    bench.stage.close(timeout=10.0)
    assert bench.events.empty()
