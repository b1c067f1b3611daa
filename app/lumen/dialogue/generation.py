"""From a message to a reply: the `Generator` protocol and its stage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from lumen.core.conversation import Role


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
