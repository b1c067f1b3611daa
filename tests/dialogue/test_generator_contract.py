"""What every `Generator` promises."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from fake_ollama import FakeOllama, Fault
from fakes import ScriptedGenerator
from lumen.core.errors import GenerationError, ModelMissingError
from lumen.dialogue.generation import Generator, UnreachableError
from lumen.dialogue.ollama import OllamaGenerator
from lumen.dialogue.ollama_server import OllamaSettings
from lumen.dialogue.request import Prompt

TEXT = "Well, hello there. This is a second sentence."
PROMPT = Prompt("You are kind.", (), "hello")


@dataclass
class Subject:
    """A generator, and a world that does to it what a test wants."""

    generator: Generator
    say: Callable[[str], None]
    break_off: Callable[[], None]
    stall: Callable[[], None]
    remove_model: Callable[[], None]
    vanish: Callable[[], None]
    stopped: Callable[[], bool]


def scripted() -> Subject:
    generator = ScriptedGenerator()
    broken = GenerationError("It broke off.", "Ask again.")
    missing = ModelMissingError("m", "It is not there.", "Fetch it.")
    gone = UnreachableError("It does not answer.", "Start it.")

    def fail(error: GenerationError | ModelMissingError) -> None:
        generator.problem = error
        generator._replies.append([error])

    return Subject(
        generator,
        lambda text: generator._replies.append(text.split(" ")),
        lambda: generator._replies.append(["Well, ", broken]),
        lambda: generator._replies.append(["Well, ", None]),
        lambda: fail(missing),
        lambda: fail(gone),
        lambda: generator.cancelled == 1,
    )


def ollama(server: FakeOllama) -> Subject:
    def stopped() -> bool:
        server.wait_idle()
        return server.asked("/api/chat")[-1].cancelled

    return Subject(
        OllamaGenerator(OllamaSettings(host=server.url)),
        server.say,
        lambda: server.say(TEXT, fault=Fault.RESET),
        lambda: server.say(TEXT, fault=Fault.STALL),
        server.installed.clear,
        server.stop,
        stopped,
    )


@pytest.fixture(params=["scripted", "ollama"])
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    if request.param == "scripted":
        made = scripted()
        yield made
        await made.generator.close()
        return
    with FakeOllama() as server:
        made = ollama(server)
        yield made
        await made.generator.close()


async def test_it_has_a_name_and_can_be_checked(subject: Subject) -> None:
    await subject.generator.check()
    assert subject.generator.name


async def test_it_streams_the_reply_in_pieces(subject: Subject) -> None:
    subject.say(TEXT)
    pieces = [piece async for piece in subject.generator.stream(PROMPT)]
    assert len(pieces) > 3
    assert "".join(pieces).replace(" ", "") == TEXT.replace(" ", "")


async def test_it_answers_again_and_again(subject: Subject) -> None:
    for text in ("one two", "three four"):
        subject.say(text)
        pieces = [piece async for piece in subject.generator.stream(PROMPT)]
        assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


async def started(subject: Subject) -> asyncio.Task[None]:
    """A task in which a reply has begun and stalled."""
    subject.stall()
    begun = asyncio.Event()

    async def consume() -> None:
        async for _ in subject.generator.stream(PROMPT):
            begun.set()

    task = asyncio.create_task(consume())
    await asyncio.wait_for(begun.wait(), 5)
    await asyncio.sleep(0.01)
    return task


async def test_cancelling_the_task_stops_it_at_once(subject: Subject) -> None:
    task = await started(subject)
    task.cancel()
    for _ in range(20):
        await asyncio.sleep(0)
    assert task.done(), "a cancelled stream must not wait for anything"
    assert task.cancelled()
    assert await asyncio.to_thread(subject.stopped)


async def test_it_can_be_used_after_cancelling(subject: Subject) -> None:
    task = await started(subject)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    subject.say("again")
    pieces = [piece async for piece in subject.generator.stream(PROMPT)]
    assert "".join(pieces) == "again"


async def test_a_break_is_an_error_behind_what_was_said(subject: Subject) -> None:
    subject.break_off()
    stream = subject.generator.stream(PROMPT)
    assert await anext(stream)
    with pytest.raises(GenerationError) as caught:
        await _drain(stream)
    assert caught.value.advice


async def _drain(stream: AsyncIterator[str]) -> None:
    async for _ in stream:
        pass


async def test_a_missing_model_is_named(subject: Subject) -> None:
    subject.remove_model()
    with pytest.raises(ModelMissingError) as caught:
        await subject.generator.check()
    assert caught.value.model
    assert caught.value.advice
    with pytest.raises(ModelMissingError):
        await anext(subject.generator.stream(PROMPT))


async def test_an_absent_provider_is_unreachable(subject: Subject) -> None:
    subject.vanish()
    with pytest.raises(UnreachableError) as caught:
        await subject.generator.check()
    assert caught.value.advice
    with pytest.raises(UnreachableError):
        await anext(subject.generator.stream(PROMPT))


async def test_it_can_be_closed_twice(subject: Subject) -> None:
    subject.say(TEXT)
    async for _ in subject.generator.stream(PROMPT):
        pass
    await subject.generator.close()
    await subject.generator.close()
