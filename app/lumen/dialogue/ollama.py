"""Replies from a language model that Ollama runs."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING

from lumen.core.clock import Clock
from lumen.core.conversation import Role
from lumen.core.errors import GenerationError, ModelMissingError
from lumen.dialogue.ollama_errors import ThinkingRefusedError, missing_model
from lumen.dialogue.ollama_server import (
    SUGGESTED_MODEL,
    InstalledModel,
    OllamaServer,
    OllamaSettings,
    PullProgress,
    canonical,
)
from lumen.dialogue.request import Prompt
from lumen.dialogue.window import MESSAGE_TOKENS, TokenEstimate

if TYPE_CHECKING:
    import ollama

_COMFORTABLE_BYTES = 6_000_000_000
"""Larger models answer too slowly for talk without a large graphics card."""

_ROLES = {Role.USER: "user", Role.COMPANION: "assistant"}


class OllamaGenerator:
    """A `Generator` that asks Ollama; belongs to the loop.

    Args:
        settings: Where the server is and how to ask it.
        tokens: Learns how many characters a token has; shared with the prompt.
        clock: Measures the rate of downloads.
    """

    def __init__(
        self,
        settings: OllamaSettings,
        tokens: TokenEstimate | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._tokens = tokens or TokenEstimate()
        self._server = OllamaServer(settings, clock)
        self._chosen = ""
        self._unthinking: set[str] = set()

    @property
    def name(self) -> str:
        """See `Generator.name`."""
        model = self._chosen or self._settings.model
        return f"ollama:{model}" if model else "ollama"

    async def check(self) -> None:
        """See `Generator.check`; also chooses the model. Answers within 3 seconds."""
        await self._choose(afresh=True)

    async def warm_up(self) -> None:
        """Have the model loaded and kept, so that the first reply comes soon.

        Raises:
            ModelMissingError: The server lacks the model.
            GenerationError: The server cannot be reached, or loading failed.
        """
        model = await self._choose()
        client = await self._server.client()
        work = client.generate(
            model=model,
            prompt="",
            keep_alive=self._settings.keep_alive,
            options={"num_ctx": self._settings.num_ctx},
        )
        await self._server.guarded(work, self._settings.first_token_timeout, model)

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """See `Generator.stream`."""
        model = await self._choose()
        try:
            async with aclosing(self._deltas(model, prompt)) as deltas:
                async for delta in deltas:
                    yield delta
        except ThinkingRefusedError:
            if model in self._unthinking:
                raise
        else:
            return
        self._unthinking.add(model)
        async with aclosing(self._deltas(model, prompt)) as deltas:
            async for delta in deltas:
                yield delta

    async def models(self) -> tuple[InstalledModel, ...]:
        """What the server has, largest first.

        Raises:
            GenerationError: The server cannot be reached.
        """
        return await self._server.models()

    async def pull(self, model: str) -> AsyncGenerator[PullProgress, None]:
        """Fetch a model; to cancel, cancel the task or close the iterator.

        Raises:
            InputError: The name is no name of a model.
            GenerationError: The server cannot be reached, or the model is not allowed.
            DownloadError: Ollama could not fetch it.
        """
        async with aclosing(self._server.pull(model)) as steps:
            async for step in steps:
                yield step

    async def close(self) -> None:
        """See `Generator.close`."""
        await self._server.close()

    async def _choose(self, *, afresh: bool = False) -> str:
        """The model to ask: the configured one, or the best that is installed."""
        if self._chosen and not afresh:
            return self._chosen
        wanted = self._settings.model
        if wanted:
            self._server.require_allowed_model(wanted)
        installed = await self._server.models()
        if wanted:
            for model in installed:
                if canonical(model.name) == canonical(wanted):
                    self._server.require_allowed_model(wanted, model.size_bytes)
                    self._chosen = wanted
                    return wanted
            raise missing_model(wanted)
        loaded = await self._server.loaded()
        allowed = [m for m in installed if self._settings.allow_cloud or not m.cloud]
        self._chosen = best_model(tuple(allowed), loaded)
        return self._chosen

    async def _deltas(self, model: str, prompt: Prompt) -> AsyncGenerator[str, None]:
        """One request; ends only when Ollama says that the reply is whole."""
        settings = self._settings
        client = await self._server.client()
        parts = await client.chat(
            model=model,
            messages=_messages(prompt),
            stream=True,
            think=None if model in self._unthinking else False,
            keep_alive=settings.keep_alive,
            options={
                "num_ctx": settings.num_ctx,
                "num_predict": settings.num_predict,
                "temperature": settings.temperature,
            },
        )
        limit = settings.first_token_timeout
        async with aclosing(parts):  # type: ignore[type-var]  # a generator in fact
            try:
                while part := await self._server.guarded(
                    anext(parts, None), limit, model
                ):
                    limit = settings.stall_timeout
                    if part.message.content:
                        yield part.message.content
                    if part.done:
                        self._learn(prompt, part)
                        return
            except ModelMissingError:
                self._chosen = ""
                raise
        raise GenerationError(
            "Ollama broke off in the middle of the reply.",
            "Ask again; if it stays, look into Ollama's log.",
        )

    def _learn(self, prompt: Prompt, final: ollama.ChatResponse) -> None:
        texts = (prompt.system, prompt.message, *(m.text for m in prompt.history))
        extra = MESSAGE_TOKENS * len(texts)
        characters = sum(len(text) for text in texts)
        self._tokens.observe(characters, (final.prompt_eval_count or 0) - extra)


def best_model(installed: tuple[InstalledModel, ...], loaded: frozenset[str]) -> str:
    """The model to talk with: one in memory, else the largest that is fast enough.

    Raises:
        ModelMissingError: None of them can chat.
    """
    able = [model for model in installed if model.chats]
    if not able:
        raise ModelMissingError(
            SUGGESTED_MODEL,
            "Ollama has no model that can chat.",
            f"Fetch one, such as {SUGGESTED_MODEL} (ollama pull {SUGGESTED_MODEL}).",
        )

    def merit(model: InstalledModel) -> tuple[bool, bool, bool, int]:
        comfortable = model.size_bytes <= _COMFORTABLE_BYTES
        size = model.size_bytes if comfortable else -model.size_bytes
        plain = "code" not in model.name.lower()
        return model.name in loaded, comfortable, plain, size

    return max(able, key=merit).name


def _messages(prompt: Prompt) -> list[dict[str, str]]:
    """The prompt as Ollama wants it; text only, so that no path is ever opened."""
    system = [{"role": "system", "content": prompt.system}] if prompt.system else []
    history = [{"role": _ROLES[m.role], "content": m.text} for m in prompt.history]
    return [*system, *history, {"role": "user", "content": prompt.message}]
