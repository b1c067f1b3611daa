"""What is to be done, in the order of the moments at which it happened."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from typing import NamedTuple

from lumen.core.units import Seconds

Act = Callable[[Seconds], None]


class _Input(NamedTuple):
    """Something to be done when the grid reaches `step`."""

    step: int
    order: int
    act: Act


class Inputs:
    """Waiting inputs; those of one step keep the order in which they came."""

    def __init__(self) -> None:
        self._waiting: list[_Input] = []
        self._orders = 0

    def put(self, step: int, act: Act) -> None:
        """Let `act` wait for a step."""
        self._orders += 1
        item = _Input(step, self._orders, act)
        insort(self._waiting, item, key=lambda waiting: waiting[:2])

    def take(self, step: int, length: Seconds) -> None:
        """Do what is due at a step, each at its own moment.

        Args:
            step: Number of the step.
            length: Seconds of a step.
        """
        while self._waiting and self._waiting[0].step <= step:
            taken = self._waiting.pop(0)
            taken.act(Seconds(taken.step * length))
