"""From a message to a reply: the `Generator` protocol and its stage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from lumen.core.conversation import Role
from lumen.core.events import Action
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.speech import Sentence, Transcript


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a prompt."""

    role: Role
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a language model is given, in the order that keeps its prefix cache.

    Attributes:
        system: The persona; the same from turn to turn.
        history: Earlier messages, oldest first, cut to the model's window.
        message: What the person just said, with changing context (time) behind it.
        language: BCP 47 tag of the wanted reply.
    """

    system: str = field(repr=False)
    history: tuple[ChatMessage, ...] = field(repr=False)
    message: str = field(repr=False)
    language: str = "en"


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


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What is to be answered, and what is known around it.

    Attributes:
        text: What the person said or typed.
        transcript: Set when they spoke; may be `rejected`, with suggestions.
        intent: What the sentence asks for, when that was understood.
        history: Earlier messages, oldest first, without this one.
        user_name: How the person wants to be called; empty when unknown.
        language: BCP 47 tag of the wanted reply.
        last_reply: The reply before this message, as far as it was heard.
        facts: Changing context as "label: value", such as the time; never commands.
        regenerating: The message was answered before; another answer is wanted.
    """

    text: str = field(repr=False)
    transcript: Transcript | None = None
    intent: Intent | None = None
    history: tuple[ChatMessage, ...] = field(default=(), repr=False)
    user_name: str = field(default="", repr=False)
    language: str = "en"
    last_reply: str = field(default="", repr=False)
    facts: tuple[str, ...] = field(default=(), repr=False)
    regenerating: bool = False


@dataclass(frozen=True, slots=True)
class LocalReply:
    """An answer that no model was asked for.

    Attributes:
        text: What to say; may be empty when there is only something to do.
        expression: How it is meant.
        action: What to do besides.
        value: Value of the action, such as the name for `Action.REMEMBER_NAME`.
    """

    text: str = field(repr=False)
    expression: Expression = Expression.NEUTRAL
    action: Action | None = None
    value: str = field(default="", repr=False)


class LocalAnswers(Protocol):
    """Answers without a model; called on the loop, so each call is quick (< 5 ms)."""

    def claim(self, request: ReplyRequest) -> LocalReply | None:
        """Answer what is exact or a command (time, sums, volume, repeat, stop).

        Asked before any model.

        Returns:
            The answer, or None when a model would do better.
        """
        ...

    def reply(self, request: ReplyRequest) -> LocalReply:
        """Answer anything, politely: there is no model. Never empty-handed."""
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
