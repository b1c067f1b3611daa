"""The stage (order, cancelling, swapping) and the chain that is never silent."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import pytest

from fakes import ManualClock, ToneSynthesizer
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, ModelMissingError, SynthesisError
from lumen.core.events import ClipReady, Event, SynthesisFailed
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.core.turn import TurnId
from lumen.speech import synthesis
from lumen.speech.synthesis import (
    CannotReadError,
    FallbackSynthesizer,
    SynthesisStage,
    Voice,
    pick_voice,
)

EN = SpeechStyle()
ONE, TWO = TurnId(1), TurnId(2)


def line(index: int) -> Sentence:
    text = f"Sentence number {index}."
    return Sentence(index, text, text)


class Bench:
    """A stage with a fake engine, and the events it posted."""

    def __init__(self) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        self.clock = ManualClock()
        self.engine = ToneSynthesizer()
        self.stage = SynthesisStage(self.clock, self.events.put, self.engine)

    def next(self) -> Event:
        return self.events.get(timeout=5.0)

    def settle(self) -> None:
        """Wait until everything queued so far was run."""
        self.stage._worker.call(lambda: None).result(5.0)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.engine.gate.set()
    bench.stage.close()


# ---- the stage ---------------------------------------------------------------------


def test_sentences_become_clips_in_order(bench: Bench) -> None:
    for index in range(20):
        bench.stage.synthesize(ONE, line(index), EN)
    events = [bench.next() for _ in range(20)]
    assert all(isinstance(e, ClipReady) and e.turn == ONE for e in events)
    assert [e.clip.sentence.index for e in events] == list(range(20))
    assert events[0].at == bench.clock.now()


def test_the_style_is_passed_on(bench: Bench) -> None:
    style = SpeechStyle(language="de", rate=1.2)
    bench.stage.synthesize(ONE, line(0), style)
    bench.next()
    assert bench.engine.asked == [(line(0), style)]


def test_a_failure_is_told_and_the_next_sentence_is_spoken(bench: Bench) -> None:
    bench.engine.problem = SynthesisError("It broke.", "Try again.")
    bench.stage.synthesize(ONE, line(3), EN)
    failed = bench.next()
    assert isinstance(failed, SynthesisFailed)
    assert (failed.turn, failed.index, failed.error.what) == (ONE, 3, "It broke.")
    bench.engine.problem = None
    bench.stage.synthesize(ONE, line(4), EN)
    assert isinstance(bench.next(), ClipReady)


def test_a_bug_in_an_engine_is_told_without_its_message(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.engine.problem = ValueError("private words")
    bench.stage.synthesize(ONE, line(0), EN)
    failed = bench.next()
    assert isinstance(failed, SynthesisFailed)
    assert "ValueError" in failed.error.what
    assert "private" not in str(failed.error)
    assert "private" not in caplog.text
    assert "ValueError" in caplog.text


def test_cancelling_ends_what_runs_and_drops_what_waits(bench: Bench) -> None:
    bench.engine.gate.clear()
    for index in range(3):
        bench.stage.synthesize(ONE, line(index), EN)
    assert bench.engine.entered.wait(5.0)
    bench.stage.synthesize(TWO, line(0), EN)
    bench.stage.cancel(ONE)
    bench.engine.gate.set()
    assert bench.next().turn == TWO
    bench.settle()
    assert bench.events.empty()
    assert len(bench.engine.asked) == 2


def test_a_turn_can_speak_again_after_it_was_cancelled(bench: Bench) -> None:
    bench.stage.cancel(ONE)
    bench.stage.synthesize(ONE, line(0), EN)
    assert isinstance(bench.next(), ClipReady)


def test_a_clip_that_was_finished_too_late_is_dropped(bench: Bench) -> None:
    class Stubborn(ToneSynthesizer):
        def synthesize(
            self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
        ) -> Clip:
            bench.stage.cancel(ONE)
            return super().synthesize(sentence, style, CancellationToken())

    bench.stage.use(Stubborn(), EN).result(5.0)
    bench.stage.synthesize(ONE, line(0), EN)
    bench.settle()
    assert bench.events.empty()


def test_without_an_engine_the_person_is_told() -> None:
    events: queue.Queue[Event] = queue.Queue()
    stage = SynthesisStage(ManualClock(), events.put)
    assert stage.name == ""
    stage.synthesize(ONE, line(0), EN)
    failed = events.get(timeout=5.0)
    stage.close()
    assert isinstance(failed, SynthesisFailed)
    assert failed.error.advice


def test_an_engine_is_swapped_between_sentences_after_warming_up(bench: Bench) -> None:
    other = ToneSynthesizer("other")
    assert bench.stage.name == "tone"
    bench.stage.synthesize(ONE, line(0), EN)
    swapped = bench.stage.use(other, EN)
    bench.stage.synthesize(ONE, line(1), EN)
    swapped.result(5.0)
    assert bench.stage.name == "other"
    bench.next()
    bench.next()
    assert other.warmed == 1
    assert [sentence.index for sentence, _ in other.asked] == [1]


@pytest.mark.parametrize(
    "problem",
    [
        SynthesisError("It broke.", "Try again."),
        ModelMissingError("voice", "It is missing.", "Download it."),
        RuntimeError("private words"),
    ],
)
def test_an_engine_that_cannot_be_loaded_is_not_used(
    bench: Bench, problem: Exception
) -> None:
    other = ToneSynthesizer("other")
    other.problem = problem
    with pytest.raises(SynthesisError) as caught:
        bench.stage.use(other, EN).result(5.0)
    assert "private" not in str(caught.value)
    assert bench.stage.name == "tone"


def test_too_many_sentences_are_refused_one_by_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synthesis, "_MOST_WAITING", 1)
    full = Bench()
    full.engine.gate.clear()
    full.stage.synthesize(ONE, line(0), EN)
    assert full.engine.entered.wait(5.0)
    full.stage.synthesize(ONE, line(1), EN)
    full.stage.synthesize(ONE, line(2), EN)
    refused = full.next()
    assert isinstance(refused, SynthesisFailed)
    assert refused.index == 2
    with pytest.raises(SynthesisError):
        full.stage.use(ToneSynthesizer(), EN).result(5.0)
    full.engine.gate.set()
    assert [full.next().clip.sentence.index for _ in range(2)] == [0, 1]
    full.stage.close()


def test_closing_cancels_and_ends_the_thread(bench: Bench) -> None:
    bench.engine.gate.clear()
    bench.stage.synthesize(ONE, line(0), EN)
    assert bench.engine.entered.wait(5.0)
    bench.stage.close()
    assert not bench.stage._worker._thread.is_alive()
    assert bench.events.empty()
    bench.stage.synthesize(TWO, line(0), EN)
    assert isinstance(bench.next(), SynthesisFailed)


def test_nothing_of_finished_turns_is_kept(bench: Bench) -> None:
    for turn in range(50):
        bench.stage.synthesize(TurnId(turn), line(0), EN)
    for _ in range(50):
        bench.next()
    bench.settle()
    assert bench.stage._work == {}


# ---- the chain ---------------------------------------------------------------------


def chain(*engines: ToneSynthesizer) -> tuple[FallbackSynthesizer, ManualClock]:
    clock = ManualClock()
    return FallbackSynthesizer(engines, clock), clock


def speak(voice: FallbackSynthesizer, style: SpeechStyle = EN) -> Clip:
    return voice.synthesize(line(0), style, CancellationToken())


def test_the_first_engine_speaks() -> None:
    first, second = ToneSynthesizer("first"), ToneSynthesizer("second")
    voice, _ = chain(first, second)
    assert voice.name == "first"
    speak(voice)
    assert (len(first.asked), len(second.asked)) == (1, 0)
    assert [v.name for v in voice.voices()] == ["first-voice", "second-voice"]


@pytest.mark.parametrize(
    "problem", [SynthesisError("It broke.", "Wait."), RuntimeError("a bug")]
)
def test_when_it_fails_the_next_one_speaks_the_sentence(problem: Exception) -> None:
    first, second = ToneSynthesizer("first"), ToneSynthesizer("second")
    first.problem = problem
    voice, _ = chain(first, second)
    assert speak(voice).words
    assert voice.name == "second"
    first.problem = None
    speak(voice)
    assert voice.name == "first"


def test_an_engine_that_keeps_failing_is_rested() -> None:
    first, second = ToneSynthesizer("first"), ToneSynthesizer("second")
    first.problem = SynthesisError("It broke.", "Wait.")
    voice, clock = chain(first, second)
    for _ in range(5):
        speak(voice)
    assert len(first.asked) == 2
    first.problem = None
    clock.advance(60.0)
    speak(voice)
    assert voice.name == "first"


def test_an_engine_that_cannot_read_a_text_is_not_rested() -> None:
    first, second = ToneSynthesizer("first"), ToneSynthesizer("second")
    first.problem = CannotReadError("It reads Latin letters only.", "Choose another.")
    voice, _ = chain(first, second)
    for _ in range(4):
        speak(voice)
    assert voice.name == "second"
    first.problem = None
    speak(voice)
    assert voice.name == "first"


def test_when_all_are_rested_all_are_tried_again() -> None:
    only = ToneSynthesizer("only")
    only.problem = SynthesisError("It broke.", "Wait.")
    voice, _ = chain(only)
    for _ in range(3):
        with pytest.raises(SynthesisError):
            speak(voice)
    only.problem = None
    assert speak(voice).words


def test_when_all_fail_the_best_ones_problem_is_told() -> None:
    first, second = ToneSynthesizer("first"), ToneSynthesizer("second")
    first.problem = SynthesisError("First.", "Wait.")
    second.problem = SynthesisError("Second.", "Wait.")
    voice, _ = chain(first, second)
    with pytest.raises(SynthesisError) as caught:
        speak(voice)
    assert caught.value.what == "First."


def test_without_engines_the_person_is_told() -> None:
    voice, _ = chain()
    assert voice.name == ""
    with pytest.raises(SynthesisError):
        speak(voice)


def test_cancelling_is_no_failure() -> None:
    first, second = ToneSynthesizer("first"), ToneSynthesizer("second")
    voice, _ = chain(first, second)
    token = CancellationToken()
    token.cancel()
    for _ in range(5):
        with pytest.raises(Cancelled):
            voice.synthesize(line(0), EN, token)
    assert second.asked == []
    speak(voice)
    assert voice.name == "first"


def test_the_language_decides_before_the_order() -> None:
    english = ToneSynthesizer("english", "en-us")
    german = ToneSynthesizer("german", "de")
    voice, _ = chain(english, german)
    speak(voice, SpeechStyle("de-at"))
    assert voice.name == "german"
    speak(voice, SpeechStyle("fr"))
    assert voice.name == "english"


def test_a_voice_that_was_chosen_decides_before_the_language() -> None:
    english = ToneSynthesizer("english", "en-us")
    german = ToneSynthesizer("german", "de")
    voice, _ = chain(english, german)
    speak(voice, SpeechStyle("en-us", voice="german-voice"))
    assert voice.name == "german"


def test_warming_up_succeeds_when_one_engine_can() -> None:
    first, second = ToneSynthesizer("first"), ToneSynthesizer("second")
    first.problem = SynthesisError("It broke.", "Wait.")
    voice, _ = chain(first, second)
    voice.warm_up(EN)
    assert (voice.name, second.warmed) == ("second", 1)
    second.problem = first.problem
    with pytest.raises(SynthesisError):
        voice.warm_up(EN)


# ---- choosing a voice --------------------------------------------------------------


VOICES = (
    Voice("uk", "en-gb", "A"),
    Voice("us", "en_US", "B"),
    Voice("de", "de", "C"),
)


@pytest.mark.parametrize(
    ("style", "name"),
    [
        (SpeechStyle("en-us"), "us"),
        (SpeechStyle("EN_us"), "us"),
        (SpeechStyle("en"), "uk"),
        (SpeechStyle("de-at"), "de"),
        (SpeechStyle("de", voice="us"), "us"),
        (SpeechStyle("de", voice="gone"), "de"),
        (SpeechStyle("fr"), None),
    ],
)
def test_a_voice_is_picked(style: SpeechStyle, name: str | None) -> None:
    voice = pick_voice(VOICES, style)
    assert (voice.name if voice else None) == name


def test_closing_waits_no_longer_than_told_for_an_engine_at_work(bench: Bench) -> None:
    entered, go = threading.Event(), threading.Event()

    class Deaf(ToneSynthesizer):
        def synthesize(self, sentence, style, cancel):
            entered.set()
            assert go.wait(10.0)
            assert cancel.cancelled
            return super().synthesize(sentence, style, cancel)

    bench.stage.use(Deaf(), EN).result(5.0)
    bench.stage.synthesize(ONE, line(0), EN)
    assert entered.wait(5.0)
    bench.stage.close(timeout=0.0)
    assert bench.stage._worker._thread.is_alive()
    go.set()
    bench.stage.close(timeout=10.0)
    assert not bench.stage._worker._thread.is_alive()
    assert bench.events.empty()
