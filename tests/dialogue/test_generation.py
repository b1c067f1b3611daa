from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import ManualClock, ScriptedGenerator
from lumen.core.doing import Done
from lumen.core.errors import GenerationError, LumenError, ModelMissingError
from lumen.core.events import (
    Action,
    ActionRequested,
    Event,
    GenerationFailed,
    ProblemRaised,
    ReplyDelta,
    ReplyEnded,
    SentenceReady,
)
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.metrics import Mark
from lumen.core.speech import Sentence, Transcript
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.dialogue.generation import ESSENTIAL, GenerationStage, UnreachableError
from lumen.dialogue.reply import ReplyStream
from lumen.dialogue.request import LocalReply, Prompt, ReplyRequest
from lumen.dialogue.sentences import StreamSplitter

ONE, TWO = TurnId(1), TurnId(2)
SECRET = "my secret is pineapple"
UNREACHABLE = UnreachableError("It does not answer.", "Start it.")
BROKEN = GenerationError("It broke off.", "Ask again.")
_T = TypeVar("_T", bound=Event)


class PeriodSplitter:
    """Sentences end at a full stop; the next character shows that it was one."""

    def __init__(self) -> None:
        self._rest = ""
        self._index = 0

    def feed(self, delta: str) -> list[Sentence]:
        self._rest += delta
        *whole, self._rest = self._rest.replace(". ", ".\0").split("\0")
        return [self._sentence(text) for text in whole]

    def finish(self) -> list[Sentence]:
        rest, self._rest = self._rest.strip(), ""
        return [self._sentence(rest)] if rest else []

    def _sentence(self, text: str) -> Sentence:
        self._index += 1
        return Sentence(self._index - 1, text, text)


class Answers:
    """`LocalAnswers` that claim what is in a table."""

    def __init__(self, **claims: LocalReply) -> None:
        self.claims = claims

    def claim(self, request: ReplyRequest) -> LocalReply | None:
        return self.claims.get(request.text)

    def reply(self, request: ReplyRequest) -> LocalReply:
        return LocalReply("I have no model. Connect one.", Expression.RELAXED)


class Does:
    """A `Doer` that takes everything and has one answer."""

    def __init__(self, done: Done) -> None:
        self.done = done

    def takes(self, intent: Intent) -> bool:
        return True

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:
        await asyncio.sleep(0)
        return self.done


class Marks:
    """A `MetricsSink` that keeps the marks."""

    def __init__(self) -> None:
        self.marks: list[tuple[TurnId, Mark]] = []

    def mark(self, turn: TurnId, mark: Mark, at: Seconds) -> None:
        if (turn, mark) not in self.marks:
            self.marks.append((turn, mark))

    def count(self, name: str, by: int = 1) -> None:
        raise AssertionError


class Rig:
    """A stage with everything around it, and what it posted."""

    def __init__(self, generator: ScriptedGenerator | None = None) -> None:
        self.clock = ManualClock()
        self.local = Answers(
            time=LocalReply("It is ten. Good morning.", Expression.HAPPY),
            stop=LocalReply("", action=Action.STOP),
            ada=LocalReply("Hello Ada.", action=Action.REMEMBER_NAME, value="Ada"),
        )
        self.events: list[Event] = []
        self.marks = Marks()
        self._changed = asyncio.Event()
        self.doers: list[Does] = []
        self.stage = GenerationStage(
            self.local,
            generator,
            lambda _: PeriodSplitter(),
            self.clock,
            self._post,
            prompts=lambda request: Prompt("system", request.history, request.text),
            metrics=self.marks,
            doers=self.doers,
        )

    def _post(self, event: Event) -> None:
        self.events.append(event)
        self._changed.set()

    async def until(self, kind: type[_T], turn: TurnId = ONE) -> _T:
        async with asyncio.timeout(5):
            while True:
                for event in self.events:
                    if isinstance(event, kind) and event.turn == turn:
                        return event
                self._changed.clear()
                await self._changed.wait()

    async def ask(self, text: str = "hello", turn: TurnId = ONE) -> ReplyEnded:
        self.stage.generate(turn, ReplyRequest(text))
        return await self.until(ReplyEnded, turn)

    def of(self, kind: type[_T]) -> list[_T]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def shown(self) -> str:
        return "".join(event.text for event in self.of(ReplyDelta))

    @property
    def spoken(self) -> list[str]:
        return [event.sentence.display for event in self.of(SentenceReady)]


@pytest.fixture
async def rigs() -> AsyncIterator[Callable[..., Rig]]:
    made: list[Rig] = []

    def make(*replies: list[str | LumenError | None], model: bool = True) -> Rig:
        made.append(Rig(ScriptedGenerator(*replies) if model else None))
        return made[-1]

    yield make
    for rig in made:
        await rig.stage.close()


def generator_of(rig: Rig) -> ScriptedGenerator:
    generator = rig.stage._generator
    assert isinstance(generator, ScriptedGenerator)
    return generator


async def test_a_reply_streams_into_pieces_and_sentences(rigs) -> None:
    rig = rigs(["Hel", "lo there", ". How", " are you?"])
    ended = await rig.ask()
    assert rig.shown == ended.text == "Hello there. How are you?"
    assert rig.spoken == ["Hello there.", "How are you?"]
    assert [e.sentence.index for e in rig.of(SentenceReady)] == [0, 1]
    assert (ended.sentences, ended.provider) == (2, "scripted")
    assert rig.events[-1] is ended
    assert [mark for _, mark in rig.marks.marks] == [
        Mark.GENERATION_STARTED,
        Mark.FIRST_TOKEN,
        Mark.FIRST_SENTENCE,
        Mark.REPLY_ENDED,
    ]


async def test_a_sentence_is_shown_before_it_is_spoken(rigs) -> None:
    rig = rigs(["One. ", "Two. ", "Three."])
    await rig.ask()
    shown = ""
    for event in rig.events:
        if isinstance(event, ReplyDelta):
            shown += event.text
        if isinstance(event, SentenceReady):
            assert event.sentence.display in shown


async def test_pieces_are_gathered_for_the_window(rigs) -> None:
    rig = rigs([f"word{n} " for n in range(100)])
    await rig.ask()
    assert len(rig.of(ReplyDelta)) < 10
    assert rig.shown.split() == [f"word{n}" for n in range(100)]


async def test_pieces_are_shown_at_once_when_the_window_waited(rigs) -> None:
    rig = rigs()
    reply = ReplyStream(ONE, lambda _: [], list, rig.clock, rig._post)
    for _ in range(5):
        rig.clock.advance(0.1)
        reply.add("x")
    assert len(rig.of(ReplyDelta)) == 5


async def test_a_gathered_piece_is_shown_soon_without_another(rigs) -> None:
    rig = rigs(["a", "b", "c", None])
    rig.stage.generate(ONE, ReplyRequest("hello"))
    await rig.until(ReplyDelta)
    rig.events.clear()
    assert (await rig.until(ReplyDelta)).text == "bc"


# ---- without a model -----------------------------------------------------------------


async def test_what_is_exact_is_answered_without_the_model(rigs) -> None:
    rig = rigs()
    ended = await rig.ask("time")
    assert (ended.text, ended.provider) == ("It is ten. Good morning.", ESSENTIAL)
    assert ended.sentences == 2
    assert {e.sentence.expression for e in rig.of(SentenceReady)} == {Expression.HAPPY}
    assert not generator_of(rig).prompts


async def test_an_action_is_asked_for_before_the_end(rigs) -> None:
    rig = rigs()
    await rig.ask("ada")
    kinds = [type(event) for event in rig.events]
    assert kinds == [ReplyDelta, SentenceReady, ActionRequested, ReplyEnded]
    action = rig.of(ActionRequested)[0]
    assert (action.action, action.value) == (Action.REMEMBER_NAME, "Ada")


async def test_an_action_may_come_without_words(rigs) -> None:
    rig = rigs()
    ended = await rig.ask("stop")
    assert (ended.text, ended.sentences) == ("", 0)
    assert [type(event) for event in rig.events] == [ActionRequested, ReplyEnded]


@pytest.mark.parametrize("model", [True, False])
@pytest.mark.parametrize("name", ["greeting", "farewell", "small_talk"])
async def test_who_greets_waves_whoever_finds_the_words(rigs, model, name) -> None:
    rig = rigs("Hello yourself.", model=model)
    rig.stage.generate(ONE, ReplyRequest("hello", intent=Intent(name)))
    await rig.until(ReplyEnded)
    waved = [event for event in rig.events if isinstance(event, ActionRequested)]
    assert [event.action for event in waved] == (
        [] if name == "small_talk" else [Action.WAVE]
    )


async def test_without_a_model_lumen_answers_politely(rigs) -> None:
    rig = rigs(model=False)
    assert rig.stage.provider == ESSENTIAL
    ended = await rig.ask()
    assert ended.text == "I have no model. Connect one."
    assert not rig.of(ProblemRaised)


async def test_nothing_understood_is_not_sent_to_the_model(rigs) -> None:
    rig = rigs()
    transcript = Transcript("", 0.0, "en", "test", rejected=True)
    rig.stage.generate(ONE, ReplyRequest("", transcript))
    assert (await rig.until(ReplyEnded)).provider == ESSENTIAL


# ---- commands ------------------------------------------------------------------------

PAUSE = ReplyRequest("pause it", commands=(Intent("pause_playback"),))
WHAT = ReplyRequest("what is this", commands=(Intent("what_is_playing"),))


async def test_a_command_is_done_without_the_model(rigs) -> None:
    rig = rigs()
    rig.doers.append(Does(Done("Nothing plays.", expression=Expression.SAD)))
    rig.stage.generate(ONE, PAUSE)
    ended = await rig.until(ReplyEnded)
    assert (ended.text, ended.provider) == ("Nothing plays.", ESSENTIAL)
    assert rig.of(SentenceReady)[0].sentence.expression is Expression.SAD
    assert not generator_of(rig).prompts


async def test_what_is_heard_anyway_is_written_but_not_spoken(rigs) -> None:
    rig = rigs()
    rig.doers.append(Does(Done("Paused.", aloud=False)))
    rig.stage.generate(ONE, PAUSE)
    ended = await rig.until(ReplyEnded)
    assert (ended.text, ended.sentences) == ("Paused.", 0)
    assert rig.shown == "Paused."
    assert rig.spoken == []


async def test_a_command_that_nobody_takes_is_talk(rigs) -> None:
    rig = rigs(["Sure."])
    rig.stage.generate(ONE, PAUSE)
    assert (await rig.until(ReplyEnded)).text == "Sure."


async def test_facts_are_given_to_the_model(rigs) -> None:
    rig = rigs(["A fine song."])
    rig.doers.append(Does(Done("It is Yesterday.", facts=("title: Yesterday",))))
    rig.stage.generate(ONE, WHAT)
    assert (await rig.until(ReplyEnded)).text == "A fine song."


async def test_what_a_model_adds_stands_behind_our_own_words(rigs) -> None:
    done = Done("How about Blue?", facts=("a: b",), lead="How about Blue? Elsewhere: ")
    talks, broken = rigs([" ", "Green", " and Red."]), rigs([UNREACHABLE])
    for rig in (talks, broken):
        rig.doers.append(Does(done))
        rig.stage.generate(ONE, WHAT)
    assert (await talks.until(ReplyEnded)).text == (
        "How about Blue? Elsewhere: Green and Red."
    )
    assert (await broken.until(ReplyEnded)).text == "How about Blue?"


async def test_without_a_model_the_facts_are_said_as_they_are(rigs) -> None:
    done = Done("It is Yesterday.", facts=("title: Yesterday",))
    alone, broken = rigs(model=False), rigs([UNREACHABLE])
    for rig in (alone, broken):
        rig.doers.append(Does(done))
        rig.stage.generate(ONE, WHAT)
        assert (await rig.until(ReplyEnded)).text == "It is Yesterday."
    assert broken.of(ProblemRaised)


async def test_an_announcement_rings_before_it_speaks(rigs) -> None:
    rig = rigs()
    rig.stage.announce(ONE, "Your timer is done.", "timer", "en")
    ended = await rig.until(ReplyEnded)
    first, second = [event.sentence for event in rig.of(SentenceReady)]
    assert (first.sound, first.display, first.index) == ("timer", "", 0)
    assert (second.sound, second.display, second.index) == (
        "", "Your timer is done.", 1,
    )  # fmt: skip
    assert (ended.sentences, ended.text) == (2, "Your timer is done.")


# ---- failures ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [UNREACHABLE, ModelMissingError("m", "Not there.", "Fetch it.")]
)
async def test_an_absent_model_is_stood_in_for_and_named_once(rigs, error) -> None:
    rig = rigs(*[[error]] * 9)
    for number in range(1, 6):
        ended = await rig.ask(turn=TurnId(number))
        assert ended.provider == ESSENTIAL
    assert [event.error for event in rig.of(ProblemRaised)] == [error]
    assert not rig.of(GenerationFailed)
    assert len(generator_of(rig).prompts) == 2, "after two failures it is spared"


async def test_the_model_is_asked_again_after_a_rest(rigs) -> None:
    rig = rigs([UNREACHABLE], [UNREACHABLE], ["Back."], [UNREACHABLE])
    for number in (1, 2, 3):
        await rig.ask(turn=TurnId(number))
    rig.clock.advance(5)
    assert (await rig.ask(turn=TurnId(4))).text == "Back."
    await rig.ask(turn=TurnId(5))
    assert len(rig.of(ProblemRaised)) == 2, "a new outage is named again"


async def test_using_a_provider_anew_asks_it_at_once(rigs) -> None:
    rig = rigs([UNREACHABLE], [UNREACHABLE], ["Back."])
    for number in (1, 2):
        await rig.ask(turn=TurnId(number))
    rig.stage.use(generator_of(rig))
    assert (await rig.ask(turn=TurnId(3))).text == "Back."
    assert not generator_of(rig).closed


async def test_what_was_said_stays_when_it_breaks_off(rigs) -> None:
    rig = rigs(["One. Two. Thr", BROKEN])
    rig.stage.generate(ONE, ReplyRequest("hello"))
    failed = await rig.until(GenerationFailed)
    assert (failed.sentences, failed.error) == (2, BROKEN)
    assert rig.shown == "One. Two. Thr"
    assert rig.spoken == ["One.", "Two."]
    assert not rig.of(ReplyEnded)


@pytest.mark.parametrize("deltas", [["One. ", "a" * 20_000_000], ["a " * 2_000] * 40])
async def test_a_reply_without_an_end_is_broken_off(rigs, deltas) -> None:
    rig = rigs(deltas)
    rig.stage.generate(ONE, ReplyRequest("hello"))
    failed = await rig.until(GenerationFailed)
    assert "come to an end" in failed.error.what


async def test_unreachable_in_the_middle_is_a_failure(rigs) -> None:
    rig = rigs(["One. ", UNREACHABLE])
    rig.stage.generate(ONE, ReplyRequest("hello"))
    assert (await rig.until(GenerationFailed)).error is UNREACHABLE


async def test_other_errors_before_the_first_word_are_failures(rigs) -> None:
    rig = rigs([BROKEN])
    rig.stage.generate(ONE, ReplyRequest("hello"))
    assert (await rig.until(GenerationFailed)).sentences == 0


@pytest.mark.parametrize("deltas", [[], [""], ["[happy]"], ["<think>hm</think>", "  "]])
async def test_a_wordless_reply_is_a_failure(rigs, deltas) -> None:
    rig = rigs(deltas)
    rig.stage.generate(ONE, ReplyRequest("hello"))
    assert "without a word" in (await rig.until(GenerationFailed)).error.what


async def test_a_bug_ends_the_turn_and_tells_no_secret(rigs, caplog) -> None:
    rig = rigs()
    caplog.set_level(logging.DEBUG)

    def broken(_: ReplyRequest) -> LocalReply:
        raise ValueError(SECRET)

    rig.local.claim = broken
    rig.stage.generate(ONE, ReplyRequest(SECRET))
    failed = await rig.until(GenerationFailed)
    assert "pineapple" not in str(failed.error) + caplog.text
    assert "ValueError" in caplog.text


async def test_nothing_of_the_request_is_in_its_representation() -> None:
    request = ReplyRequest(SECRET, user_name=SECRET, last_reply=SECRET, facts=(SECRET,))
    assert "pineapple" not in repr(request) + repr(LocalReply(SECRET, value=SECRET))


# ---- cancelling ----------------------------------------------------------------------


async def test_after_cancel_the_turn_posts_nothing(rigs) -> None:
    rig = rigs(["One. ", "Tw", None])
    rig.stage.generate(ONE, ReplyRequest("hello"))
    await rig.until(SentenceReady)
    rig.stage.cancel(ONE)
    before = list(rig.events)
    await asyncio.sleep(0.05)
    assert rig.events == before
    assert generator_of(rig).cancelled == 1
    rig.stage.cancel(ONE)


async def test_a_reply_cancelled_before_it_began_never_asks(rigs) -> None:
    rig = rigs()
    rig.stage.generate(ONE, ReplyRequest("hello"))
    rig.stage.cancel(ONE)
    await asyncio.sleep(0)
    assert not generator_of(rig).prompts


async def test_a_new_revision_replaces_the_reply(rigs) -> None:
    rig = rigs(["Old", None], ["New."])
    rig.stage.generate(ONE, ReplyRequest("hello"))
    await rig.until(ReplyDelta)
    rig.events.clear()
    assert (await rig.ask("hello again")).text == "New."
    assert rig.shown == "New."
    await asyncio.sleep(0.01)
    assert not rig.stage._running


async def test_a_cancelled_trial_leaves_the_next_one_free(rigs) -> None:
    rig = rigs([UNREACHABLE], [UNREACHABLE], [None], ["Back."])
    for number in (1, 2):
        await rig.ask(turn=TurnId(number))
    rig.clock.advance(5)
    rig.stage.generate(TurnId(3), ReplyRequest("hello"))
    await asyncio.sleep(0.01)
    rig.stage.cancel(TurnId(3))
    assert (await rig.ask(turn=TurnId(4))).text == "Back."


async def test_another_provider_takes_over_and_the_former_finishes(rigs) -> None:
    gate = asyncio.Event()

    class Slow(ScriptedGenerator):
        async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
            yield "Old "
            await gate.wait()
            yield "end."

    rig = rigs(model=False)
    slow, new = Slow(), ScriptedGenerator(["New."], name="new")
    rig.stage.use(slow)
    rig.stage.generate(ONE, ReplyRequest("hello"))
    await rig.until(ReplyDelta)
    rig.stage.use(new)
    assert (await rig.ask(turn=TWO)).provider == "new"
    assert not slow.closed
    gate.set()
    assert (await rig.until(ReplyEnded)).text == "Old end."
    await rig.stage.close()
    assert slow.closed
    assert new.closed


# ---- faces ---------------------------------------------------------------------------


async def test_tags_set_the_face_of_the_sentences_behind_them(rigs) -> None:
    rig = rigs(["[hap", "py] Hi. It", " is. [s", "ad] But no. [giggles] ", "Well"])
    ended = await rig.ask()
    assert rig.shown == ended.text == "Hi. It is. But no. Well"
    assert [(e.sentence.display, e.sentence.expression) for e in rig.of(SentenceReady)] == [
        ("Hi.", Expression.HAPPY),
        ("It is.", Expression.HAPPY),
        ("But no.", Expression.SAD),
        ("Well", Expression.SAD),
    ]  # fmt: skip


@given(st.lists(st.integers(1, 7), min_size=1, max_size=30))
def test_cutting_the_stream_elsewhere_changes_nothing(cuts: list[int]) -> None:
    text = "[sad] Oh. That [sic] is `[happy]`. [surprised] Now [1] what? <b>. [laughs]"
    deltas, rest = [], text
    for cut in cuts:
        deltas.append(rest[:cut])
        rest = rest[cut:]

    async def run() -> Rig:
        rig = Rig(ScriptedGenerator([*deltas, rest]))
        await rig.ask()
        await rig.stage.close()
        return rig

    rig = asyncio.run(run())
    assert rig.shown == "Oh. That [sic] is `[happy]`. Now [1] what? <b>. "
    assert [e.sentence.expression for e in rig.of(SentenceReady)] == [
        Expression.SAD,
        Expression.SAD,
        Expression.SURPRISED,
    ]


async def test_faces_fit_the_sentences_of_the_real_splitter(rigs) -> None:
    rig = rigs(
        ["[happy] Hi there! I **lo", "ve** it \U0001f642 a lot. [sad] It cost 3.50, ",
         "e.g. for Dr. Smith.\n\n- [x] one\n- two\n\n[surprised] See https://example.org!"]
    )  # fmt: skip
    rig.stage._splitters = StreamSplitter
    await rig.ask()
    faces: dict[Expression, str] = {}
    for event in rig.of(SentenceReady):
        face = event.sentence.expression
        faces[face] = faces.get(face, "") + event.sentence.display
    assert list(faces) == [Expression.HAPPY, Expression.SAD, Expression.SURPRISED]
    assert faces[Expression.HAPPY].startswith("Hi there!")
    assert faces[Expression.HAPPY].endswith("a lot.")
    assert faces[Expression.SAD].startswith("It cost")
    assert "[x] one" in faces[Expression.SAD]
    assert faces[Expression.SURPRISED] == "See https://example.org!"


async def test_a_gathered_piece_is_not_shown_after_cancel(rigs) -> None:
    rig = rigs(["a", "b", None])
    rig.stage.generate(ONE, ReplyRequest("hello"))
    await rig.until(ReplyDelta)
    for _ in range(5):
        await asyncio.sleep(0)
    rig.stage.cancel(ONE)
    await asyncio.sleep(0.05)
    assert rig.shown == "a"


@pytest.mark.parametrize("last", ["ends", "fails", "speaks"])
async def test_a_provider_that_ignores_cancelling_is_not_heard(rigs, last) -> None:
    class Stubborn(ScriptedGenerator):
        async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
            yield "a"
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                if last == "fails":
                    raise BROKEN from None
                if last == "speaks":
                    yield "More. And more."

    rig = rigs(model=False)
    rig.stage.use(Stubborn())
    rig.stage.generate(ONE, ReplyRequest("hello"))
    await rig.until(ReplyDelta)
    rig.stage.cancel(ONE)
    await rig.stage.close()
    assert [type(event) for event in rig.events] == [ReplyDelta]
