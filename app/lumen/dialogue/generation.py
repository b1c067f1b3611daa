"""From a message to a reply: the `Generator` protocol and its stage."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Coroutine,
    Sequence,
)
from dataclasses import dataclass, replace
from typing import Any, Protocol

from lumen.core.breaker import CircuitBreaker
from lumen.core.clock import Clock
from lumen.core.doing import Doer, Done
from lumen.core.errors import GenerationError, LumenError, ModelMissingError
from lumen.core.events import Action, ActionRequested, Event, ProblemRaised
from lumen.core.expression import Expression
from lumen.core.metrics import Mark, MetricsSink
from lumen.core.speech import Sentence
from lumen.core.turn import TurnId
from lumen.dialogue.doing import carry_out
from lumen.dialogue.reply import ReplyStream
from lumen.dialogue.request import LocalAnswers, LocalReply, Prompt, ReplyRequest

ESSENTIAL = "essential"
"""Name of the provider that needs no model."""

_WAVED = frozenset({"greeting", "farewell"})
"""Said with a hand, too, whoever finds the words."""

_NOT_REPEATED = "Answering again does not repeat a command. Say it once more."

_log = logging.getLogger(__name__)


class UnreachableError(GenerationError):
    """The provider does not answer at all: not running, refused, or not allowed."""


LONGEST_REPLY = 60_000
"""Characters of one reply; more than an hour of speech is no answer."""


class Generator(Protocol):
    """Streams a reply; runs on the loop and is cancelled there, as a task."""

    @property
    def name(self) -> str:
        """Provider and model, such as ``ollama:llama3.2``."""
        ...

    async def check(self) -> None:
        """See whether the provider could answer now.

        Raises:
            ModelMissingError: The provider runs but lacks the model.
            GenerationError: The provider cannot be reached or is not allowed.
        """
        ...

    def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        """Generate, piece by piece.

        Raises:
            ModelMissingError: The provider runs but lacks the model.
            GenerationError: Not reachable, timed out, broke off.
        """
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class SentenceSplitter(Protocol):
    """Cuts a streamed reply into stretches that can be spoken; one per reply."""

    def feed(self, delta: str) -> list[Sentence]:
        """Take the next piece of text.

        Returns:
            The sentences that are now complete, numbered from 0 over the reply.
        """
        ...

    def finish(self) -> list[Sentence]:
        """The reply has ended: whatever is left, as sentences."""
        ...


@dataclass(slots=True)
class _Running:
    task: asyncio.Task[None]
    reply: ReplyStream
    generator: Generator | None


class GenerationStage:
    """Answers messages on the loop: exactly, by a model, or politely without one.

    Commands are carried out by the features that take them (`Doer`). What is exact is
    answered locally (`LocalAnswers.claim`); the rest by the generator, as it streams.
    When there is no generator, or it cannot be reached
    before its first word, `LocalAnswers.reply` answers, so that Lumen is never silent;
    the reason is raised once per outage. All methods belong to the loop's thread.

    Args:
        local: Answers without a model.
        generator: The provider, now owned by the stage; None when there is none.
        splitter_factory: Makes the splitter of one reply, given its language.
        clock: Times the events.
        post: Takes the events.
        prompts: Lays out the prompt; see `dialogue.prompt.PromptBuilder`.
        metrics: Takes the marks of each turn.
        doers: The features that carry out commands, the first that takes one does it.
    """

    def __init__(
        self,
        local: LocalAnswers,
        generator: Generator | None,
        splitter_factory: Callable[[str], SentenceSplitter],
        clock: Clock,
        post: Callable[[Event], None],
        *,
        prompts: Callable[[ReplyRequest], Prompt],
        metrics: MetricsSink | None = None,
        doers: Sequence[Doer] = (),
    ) -> None:
        self._local = local
        self._doers = doers
        self._generator = generator
        self._splitters = splitter_factory
        self._clock = clock
        self._post = post
        self._prompts = prompts
        self._metrics = metrics
        self._breaker = CircuitBreaker(clock, failures=2)
        self._problem = ""
        self._running: dict[TurnId, _Running] = {}
        self._chores: set[asyncio.Task[None]] = set()

    @property
    def provider(self) -> str:
        """Name of the provider that is asked first."""
        return ESSENTIAL if self._generator is None else self._generator.name

    def generate(self, turn: TurnId, request: ReplyRequest) -> None:
        """Begin to answer; a reply of the same turn that is under way is dropped."""
        self.cancel(turn)
        reply = self._begin(turn, request.language)
        if self._metrics is not None:
            self._metrics.mark(turn, Mark.GENERATION_STARTED, self._clock.now())
        answer = self._answer(turn, reply, request)
        task = asyncio.get_running_loop().create_task(answer, name=f"reply-{turn}")
        running = _Running(task, reply, self._generator)
        self._running[turn] = running
        task.add_done_callback(lambda _: self._forget(turn, running))

    def announce(self, turn: TurnId, text: str, sound: str, language: str) -> None:
        """Say something that nobody asked for, behind a sound."""
        reply = self._begin(turn, language)
        reply.ring(sound)
        reply.say(text, Expression.NEUTRAL, None, "")
        reply.end(ESSENTIAL)

    def _begin(self, turn: TurnId, language: str) -> ReplyStream:
        splitter = self._splitters(language)
        return ReplyStream(
            turn, splitter.feed, splitter.finish, self._clock, self._post, self._metrics
        )

    def cancel(self, turn: TurnId) -> None:
        """Stop answering; the turn posts nothing from here on."""
        running = self._running.pop(turn, None)
        if running is not None:
            running.reply.abandon()
            running.task.cancel()
            self._keep(running.task)

    def use(self, generator: Generator | None) -> None:
        """Ask another provider from the next message on, or the same one anew.

        The former provider is closed when its replies under way have ended.
        """
        former, self._generator = self._generator, generator
        self._breaker.reset()
        self._problem = ""
        if former is not None and former is not generator:
            self._start(self._retire(former))

    async def close(self) -> None:
        """Cancel every reply and close the provider."""
        for turn in tuple(self._running):
            self.cancel(turn)
        self.use(None)
        while self._chores:
            await asyncio.gather(*self._chores, return_exceptions=True)

    # ---- one reply ---------------------------------------------------------------

    async def _answer(
        self, turn: TurnId, reply: ReplyStream, request: ReplyRequest
    ) -> None:
        try:
            done = await carry_out(self._doers, turn, request.commands)
            if done is None and self._was_done(request):
                reply.say(_NOT_REPEATED, Expression.NEUTRAL, None, "")
                reply.end(ESSENTIAL)
            elif done is None:
                await self._converse(turn, reply, request)
            elif done.facts and self._generator is not None:
                known = replace(request, facts=(*request.facts, *done.facts))
                await self._ask_or(turn, reply, known, done)
            else:
                self._report(reply, done)
        except Exception as error:  # noqa: BLE001 - a turn must end, whatever broke
            _log.error("reply failed: %s", type(error).__name__)
            reply.fail(
                GenerationError(
                    "Something inside Lumen went wrong while answering.",
                    "Ask again; if it stays, restart Lumen and report it.",
                )
            )

    def _was_done(self, request: ReplyRequest) -> bool:
        """Whether another answer is wanted to a command that was carried out."""
        intent = request.intent
        if not request.regenerating or request.commands or intent is None:
            return False
        return any(doer.takes(intent) for doer in self._doers)

    async def _converse(
        self, turn: TurnId, reply: ReplyStream, request: ReplyRequest
    ) -> None:
        if request.intent is not None and request.intent.name in _WAVED:
            now = self._clock.now()
            self._post(ActionRequested(turn, now, Action.WAVE))
        claimed = self._local.claim(request)
        if claimed is not None:
            self._say(reply, claimed)
        elif request.text.strip():
            await self._ask_or(turn, reply, request, None)
        else:
            self._say(reply, self._local.reply(request))

    async def _ask_or(
        self,
        turn: TurnId,
        reply: ReplyStream,
        request: ReplyRequest,
        done: Done | None,
    ) -> None:
        """Have the provider answer; without one, say what is known."""

        def instead() -> None:
            if done is None:
                self._say(reply, self._local.reply(request))
            else:
                self._report(reply, done)

        generator = self._generator
        if generator is None or not self._breaker.allow():
            instead()
        else:
            lead = "" if done is None else done.lead
            await self._ask(turn, reply, request, generator, instead, lead)

    async def _ask(
        self,
        turn: TurnId,
        reply: ReplyStream,
        request: ReplyRequest,
        generator: Generator,
        instead: Callable[[], None],
        lead: str,
    ) -> None:
        """Have the provider answer, and stand in for it when it cannot."""
        told = False
        try:
            await _pour(generator.stream(self._prompts(request)), reply, lead)
        except LumenError as error:
            told = True
            self._breaker.fail()
            missing = isinstance(error, UnreachableError | ModelMissingError)
            if not missing or reply.begun:
                reply.fail(error)
                return
            self._raise_once(turn, error)
            instead()
            return
        else:
            told = True
            self._breaker.succeed()
            self._problem = ""
        finally:
            if not told:
                self._breaker.abandon()
        if reply.begun:
            reply.end(generator.name)
        else:
            reply.fail(
                GenerationError(
                    "The model ended without a word.",
                    "Ask again, or choose another model in the settings.",
                )
            )

    def _report(self, reply: ReplyStream, done: Done) -> None:
        if done.aloud:
            reply.say(done.text, done.expression, None, "")
        else:
            reply.write(done.text)
        reply.end(ESSENTIAL)

    def _say(self, reply: ReplyStream, answer: LocalReply) -> None:
        reply.say(answer.text, answer.expression, answer.action, answer.value)
        reply.end(ESSENTIAL)

    def _raise_once(self, turn: TurnId, error: LumenError) -> None:
        if error.what != self._problem:
            self._problem = error.what
            self._post(ProblemRaised(turn, self._clock.now(), error))

    # ---- tasks -------------------------------------------------------------------

    def _forget(self, turn: TurnId, running: _Running) -> None:
        if self._running.get(turn) is running:
            del self._running[turn]

    async def _retire(self, former: Generator) -> None:
        busy = [r.task for r in self._running.values() if r.generator is former]
        if busy:
            await asyncio.wait(busy)
        await former.close()

    def _start(self, chore: Coroutine[Any, Any, None]) -> None:
        self._keep(asyncio.get_running_loop().create_task(chore))

    def _keep(self, task: asyncio.Task[None]) -> None:
        """Hold a task until it has ended, so that `close` can wait for it."""
        if not task.done():
            self._chores.add(task)
            task.add_done_callback(self._chores.discard)


async def _pour(stream: AsyncIterator[str], reply: ReplyStream, lead: str) -> None:
    """Feed a provider's stream into the reply, behind our own words if there are any.

    The stream is closed whatever happens.
    """
    try:
        taken = 0
        async for delta in stream:
            taken += len(delta)
            if taken > LONGEST_REPLY:
                raise GenerationError(
                    "The model does not come to an end.",
                    "Ask again, or choose another model in the settings.",
                )
            if lead and delta.strip():
                reply.add(lead)
                lead = ""
            reply.add(delta)
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()
    reply.drain()
