"""What is to be answered, and what is known around it; answers without a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from lumen.core.conversation import Role
from lumen.core.events import Action
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.speech import Transcript


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


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What is to be answered, and what is known around it.

    Attributes:
        text: What the person said or typed.
        transcript: Set when they spoke; may be `rejected`, with suggestions.
        intent: What the sentence asks for, when that was understood.
        commands: What it wants done, in the order in which it was said.
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
    commands: tuple[Intent, ...] = ()
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
