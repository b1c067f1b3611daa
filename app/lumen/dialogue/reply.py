"""One reply while it grows: shown in pieces, spoken in sentences."""

from __future__ import annotations

import asyncio
import bisect
import dataclasses
from collections.abc import Callable

from lumen.core.clock import Clock
from lumen.core.errors import LumenError
from lumen.core.events import (
    Action,
    ActionRequested,
    Event,
    GenerationFailed,
    ReplyDelta,
    ReplyEnded,
    SentenceReady,
)
from lumen.core.expression import Expression
from lumen.core.metrics import Mark, MetricsSink
from lumen.core.speech import Sentence
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.dialogue.markers import Face, MarkerFilter, Piece

DELTA_PERIOD = Seconds(1 / 30)
"""Seconds between two posted pieces: as often as a window can show them."""


def _visible(text: str) -> int:
    """Characters that are not white space: what a splitter keeps of any text."""
    return len("".join(text.split()))


class _Faces:
    """Which expression a sentence has, by where in the reply it begins."""

    def __init__(self) -> None:
        self._from = [0]
        self._faces = [Expression.NEUTRAL]
        self._shown = 0
        self._given = 0

    def set(self, face: Expression) -> None:
        self._from.append(self._shown)
        self._faces.append(face)

    def show(self, text: str) -> None:
        self._shown += _visible(text)

    def give(self, sentence: Sentence, index: int) -> Sentence:
        at = bisect.bisect_right(self._from, self._given) - 1
        self._given += _visible(sentence.display)
        return dataclasses.replace(sentence, index=index, expression=self._faces[at])


class ReplyStream:
    """Turns one growing reply into events; lives on the loop.

    Nothing is posted after `end`, `fail` or `abandon`.

    Args:
        turn: Whose reply it is.
        feed: Takes text and gives the sentences that are complete.
        finish: Gives the sentences that are left.
        clock: Tells when the window was last served.
        post: Takes the events.
        metrics: Takes the marks of the turn.
    """

    def __init__(
        self,
        turn: TurnId,
        feed: Callable[[str], list[Sentence]],
        finish: Callable[[], list[Sentence]],
        clock: Clock,
        post: Callable[[Event], None],
        metrics: MetricsSink | None = None,
    ) -> None:
        self._turn = turn
        self._feed = feed
        self._finish = finish
        self._clock = clock
        self._post = post
        self._metrics = metrics
        self._filter = MarkerFilter()
        self._faces = _Faces()
        self._text: list[str] = []
        self._unshown: list[str] = []
        self._shown_at: Seconds | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._sentences = 0
        self._over = False

    @property
    def begun(self) -> bool:
        """Whether any text came."""
        return bool(self._text)

    def add(self, delta: str) -> None:
        """A provider said the next piece; marks in it are not shown."""
        self._take(self._filter.feed(delta))

    def say(
        self, text: str, face: Expression, action: Action | None, value: str
    ) -> None:
        """Say something that was not generated, and ask for its action."""
        self._faces.set(face)
        self._take([text] if text else [])
        self._speak(self._finish())
        if action is not None and not self._over:
            self._show()
            now = self._clock.now()
            self._post(ActionRequested(self._turn, now, action, value))

    def write(self, text: str) -> None:
        """Show something that is not spoken."""
        if text:
            self._text.append(text)
            self._unshown.append(text)
            self._show()

    def ring(self, sound: str) -> None:
        """Sound something before the words; see `Sentence.sound`."""
        if sound:
            self._speak([Sentence(0, "", "", sound=sound)])

    def drain(self) -> None:
        """The provider ended: take what was held back."""
        self._take(self._filter.finish())
        if self.begun:
            self._speak(self._finish())

    def end(self, provider: str) -> None:
        """The reply is whole."""
        if self._over:
            return
        self._show()
        self.abandon()
        now = self._clock.now()
        text = "".join(self._text).strip()
        self._mark(Mark.REPLY_ENDED, now)
        self._post(ReplyEnded(self._turn, now, self._sentences, text, provider))

    def fail(self, error: LumenError) -> None:
        """The reply broke off; what was said stays."""
        if self._over:
            return
        self._show()
        self.abandon()
        now = self._clock.now()
        self._post(GenerationFailed(self._turn, now, self._sentences, error))

    def abandon(self) -> None:
        """Nobody wants the rest."""
        self._over = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _take(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Face):
                self._faces.set(piece.expression)
                continue
            if not self.begun:
                self._mark(Mark.FIRST_TOKEN, self._clock.now())
            self._text.append(piece)
            self._unshown.append(piece)
            self._faces.show(piece)
            self._speak(self._feed(piece))
        if self._unshown and not self._over:
            self._show_in_time()

    def _speak(self, sentences: list[Sentence]) -> None:
        if not sentences or self._over:
            return
        self._show()
        for sentence in sentences:
            now = self._clock.now()
            self._mark(Mark.FIRST_SENTENCE, now)
            numbered = self._faces.give(sentence, self._sentences)
            self._sentences += 1
            self._post(SentenceReady(self._turn, now, numbered))

    def _show_in_time(self) -> None:
        """Post at once when the window was last served long ago, else soon."""
        if self._timer is not None:
            return
        waited = DELTA_PERIOD
        if self._shown_at is not None:
            waited = Seconds(self._clock.now() - self._shown_at)
        if waited >= DELTA_PERIOD:
            self._show()
        else:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(DELTA_PERIOD - waited, self._show)

    def _show(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._unshown or self._over:
            return
        self._shown_at = self._clock.now()
        text = "".join(self._unshown)
        self._unshown.clear()
        self._post(ReplyDelta(self._turn, self._shown_at, text))

    def _mark(self, mark: Mark, at: Seconds) -> None:
        if self._metrics is not None:
            self._metrics.mark(self._turn, mark, at)
