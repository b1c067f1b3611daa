"""How much of the conversation fits into a model's context window."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lumen.dialogue.request import ChatMessage

MESSAGE_TOKENS = 8
"""Tokens that a chat template adds to each message, about."""

_USUAL_RATIO = 3.5
"""Characters per token of mixed European text; English has 4 to 4.5."""

_LOWEST_RATIO, _HIGHEST_RATIO = 0.5, 4.5
_STEP = 0.5


class TokenEstimate:
    """Guesses tokens from characters, and learns from what providers count.

    The ratio moves in steps, so that the window of a conversation does not shift (and
    the model's prefix cache does not go stale) at each correction.
    """

    def __init__(self) -> None:
        self._ratio = _USUAL_RATIO

    @property
    def ratio(self) -> float:
        """Characters per token."""
        return self._ratio

    def tokens(self, characters: int) -> int:
        """About how many tokens a text of this length has, rather too many."""
        return math.ceil(characters / self._ratio)

    def observe(self, characters: int, tokens: int) -> None:
        """A provider has counted the tokens of a prompt.

        Counts that no text can have are ignored: some servers leave out the part that
        was in their cache. Short prompts say too little.
        """
        if tokens <= 0 or characters < 200:
            return
        seen = characters / tokens
        if not _LOWEST_RATIO <= seen <= 2 * _HIGHEST_RATIO:
            return
        if not self._ratio <= seen < self._ratio + 2 * _STEP:
            steps = math.floor(seen / _STEP) * _STEP
            self._ratio = min(_HIGHEST_RATIO, max(_LOWEST_RATIO, steps))


def first_kept(costs: Sequence[int], budget: int) -> int:
    """Where the window begins, so that it fits and rarely moves.

    Goes through the conversation as it grew: whenever the window overflows, its front
    is cut until half of the budget is free. So between two cuts the window begins at
    the same message, and the model's prefix cache stays good.

    Args:
        costs: Tokens of each message from the beginning of the conversation.
        budget: Tokens that the window may have.

    Returns:
        Index of the first message of the window; `len(costs)` when none fits.
    """
    start = total = 0
    for index, cost in enumerate(costs):
        total += cost
        if total > budget:
            while start < index and total > budget // 2:
                total -= costs[start]
                start += 1
            if total > budget:
                start, total = index + 1, 0
    return start


class HistoryWindow:
    """The window on one conversation, which may be forgotten at its front.

    Args:
        estimate: Counts tokens.
    """

    def __init__(self, estimate: TokenEstimate) -> None:
        self._estimate = estimate
        self._first: ChatMessage | None = None
        self._start = 0

    def cut(
        self, history: Sequence[ChatMessage], budget: int
    ) -> tuple[ChatMessage, ...]:
        """The latest messages that fit, beginning where the last window did.

        Only when they no longer fit is the front cut, by half (see `first_kept`).

        Args:
            history: The conversation, oldest first.
            budget: Tokens that the window may have.
        """
        start = self._found(history)
        tokens = self._estimate.tokens
        costs = [tokens(len(m.text)) + MESSAGE_TOKENS for m in history[start:]]
        start += first_kept(costs, budget)
        self._start = start
        self._first = history[start] if start < len(history) else None
        return tuple(history[start:])

    def _found(self, history: Sequence[ChatMessage]) -> int:
        """Where the last window began; 0 when that message is gone."""
        places = range(min(self._start, len(history) - 1), -1, -1)
        return next((at for at in places if history[at] == self._first), 0)
