"""Marks in a streamed reply: faces such as ``[happy]``, thoughts, template tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from lumen.core.expression import Expression
from lumen.dialogue.hygiene import without_controls


@dataclass(frozen=True, slots=True)
class Face:
    """The expression of the reply from here on."""

    expression: Expression


Piece: TypeAlias = str | Face

FACES: dict[str, Expression] = {face.value: face for face in Expression} | {
    **dict.fromkeys(
        ("joy", "joyful", "cheerful", "smile", "smiles", "smiling", "laugh", "laughs",
         "laughing", "grin", "excited", "amused", "playful", "proud"),
        Expression.HAPPY,
    ),
    **dict.fromkeys(
        ("sorry", "sigh", "sighs", "sighing", "worried", "concerned", "disappointed"),
        Expression.SAD,
    ),
    **dict.fromkeys(("annoyed", "frustrated", "mad", "stern"), Expression.ANGRY),
    **dict.fromkeys(
        ("calm", "gentle", "warm", "soft", "thoughtful", "content", "tired"),
        Expression.RELAXED,
    ),
    **dict.fromkeys(
        ("surprise", "shocked", "amazed", "curious", "gasp", "gasps", "wow"),
        Expression.SURPRISED,
    ),
}  # fmt: skip
"""Tags that models write, and the face that each means."""

_NAMES = frozenset(face.value for face in Expression)
_SPECIAL = re.compile(r"[\[<`]")
_TAG = re.compile(r"\[([A-Za-z]{3,16})\]")
_TAG_BEGUN = re.compile(r"\[[A-Za-z]{0,16}\]?\Z")
_THOUGHT = re.compile(r"<think(?:ing)?>", re.IGNORECASE)
_THOUGHT_END = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_TOKEN = re.compile(
    r"<[|\uff5c][^<>|\uff5c\n]{1,40}[|\uff5c]>|</s>|</think(?:ing)?>", re.IGNORECASE
)
_TOKEN_BEGUN = re.compile(
    r"<(?:[|\uff5c][^<>|\uff5c\n]{0,40}[|\uff5c]?|/?t?h?i?n?k?i?n?g?|/s)\Z",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(
    r"(?:\A|[.!?\u2026\u3002\uff01\uff1f][\"\u201d\u2019)*_]*\s*|\n\s*)\Z"
)
_TAIL = 8


class MarkerFilter:
    """Takes marks out of a reply while it streams; one per reply.

    A face is a tag of its own: one of the six names anywhere outside code, or any
    lower-case word in brackets where a sentence begins. Other brackets stay. Text that
    may become a mark is held back until it is clear.
    """

    def __init__(self) -> None:
        self._held = ""
        self._tail = ""
        self._code = ""
        self._thinking = False
        self._swallowing = True

    def feed(self, delta: str) -> list[Piece]:
        """Take the next piece of the reply.

        Returns:
            Text and faces, in order; nothing while a mark is incomplete.
        """
        self._held += without_controls(delta)
        return self._scan(ended=False)

    def finish(self) -> list[Piece]:
        """The reply has ended; what was held back is text."""
        return self._scan(ended=True)

    def _scan(self, *, ended: bool) -> list[Piece]:
        pieces: list[Piece] = []
        while self._held:
            if self._thinking:
                if not self._skip_thought():
                    break
                continue
            special = _SPECIAL.search(self._held)
            self._emit(pieces, special.start() if special else len(self._held))
            if not special:
                break
            if not ended and self._undecided():
                break
            self._decide(pieces)
        return pieces

    def _emit(self, pieces: list[Piece], length: int) -> None:
        text, self._held = self._held[:length], self._held[length:]
        if self._swallowing:
            text = text.lstrip() if not self._tail else text.lstrip(" \t")
        if not text:
            return
        self._swallowing = False
        self._tail = (self._tail + text)[-_TAIL:]
        if "\n" in text and self._code == "`":
            self._code = ""
        if pieces and isinstance(pieces[-1], str):
            pieces[-1] += text
        else:
            pieces.append(text)

    def _skip_thought(self) -> bool:
        """Drop thoughts; whether their end was found."""
        end = _THOUGHT_END.search(self._held)
        if end is None:
            self._held = self._held[-len("</thinking") :]
            return False
        self._held = self._held[end.end() :]
        self._thinking = False
        self._swallowing = self._swallowing or self._tail[-1:].isspace()
        return True

    def _undecided(self) -> bool:
        held = self._held
        if held[0] == "`":
            return not held.strip("`")
        if self._code:
            return False
        if held[0] == "<":
            return _TOKEN_BEGUN.match(held) is not None
        return _TAG_BEGUN.match(held) is not None

    def _decide(self, pieces: list[Piece]) -> None:
        """Take one mark, or one character that is none, off what is held."""
        held = self._held
        if held[0] == "`":
            self._toggle_code(pieces)
        elif self._code:
            self._emit(pieces, 1)
        elif thought := _THOUGHT.match(held):
            self._held = held[thought.end() :]
            self._thinking = True
        elif token := _TOKEN.match(held):
            self._drop(token.end())
        elif (tag := _TAG.match(held)) and self._is_face(tag):
            face = FACES.get(tag[1].lower())
            if face is not None:
                pieces.append(Face(face))
            self._drop(tag.end())
        else:
            self._emit(pieces, 1)

    def _toggle_code(self, pieces: list[Piece]) -> None:
        run = self._held[: len(self._held) - len(self._held.lstrip("`"))]
        if not self._code:
            self._code = run if len(run) != 2 else ""
        elif len(run) >= len(self._code):
            self._code = ""
        self._emit(pieces, len(run))

    def _drop(self, length: int) -> None:
        self._held = self._held[length:]
        self._swallowing = self._swallowing or self._tail[-1:].isspace()

    def _is_face(self, tag: re.Match[str]) -> bool:
        after = tag.string[tag.end() : tag.end() + 1]
        before = self._tail[-1:]
        if after in {"(", ":"} or before.isalnum() or before in {"]", "_"}:
            return False
        if tag[1].lower() in _NAMES:
            return True
        begins = _SENTENCE_START.search(self._tail) is not None
        return begins and (tag[1].islower() or tag[1].lower() in FACES)
