"""What was heard of each turn: the history keeps this, not what was cut off."""

from __future__ import annotations

from collections import deque

from lumen.core.turn import TurnId

_REMEMBERED_TURNS = 16


class HeardTexts:
    """What was heard of each turn, for as long as anybody may ask."""

    def __init__(self) -> None:
        self._texts: dict[TurnId, list[str]] = {}
        self._flushed: deque[TurnId] = deque(maxlen=_REMEMBERED_TURNS)

    def add(self, turn: TurnId, text: str) -> None:
        """The person heard this much of a clip."""
        self._texts.setdefault(turn, []).append(text)
        while len(self._texts) > _REMEMBERED_TURNS:
            del self._texts[min(self._texts)]

    def flush(self, turn: TurnId) -> str:
        """All that was heard of a turn; it takes no more clips."""
        if turn not in self._flushed:
            self._flushed.append(turn)
        return " ".join(text for text in self._texts.get(turn, ()) if text)

    def takes(self, turn: TurnId) -> bool:
        """Whether clips of this turn are still wanted."""
        return turn not in self._flushed
