"""What sentences changed, for 30 seconds: what "undo" and "redo" are about."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lumen.core.clock import Clock
from lumen.core.media import Hindrance, PlayerId
from lumen.core.units import Seconds
from lumen.media.commands import Aside, Change

UNDO_WITHIN = Seconds(30.0)
"""How long a command can be undone."""

_KEPT = 50


@dataclass(slots=True, eq=False)
class Deed:
    """What one sentence changed; undone as one.

    Attributes:
        reports: Numbers of its commands.
        changes: What they changed of players, in order.
        asides: What they changed besides.
        until: When it can no longer be undone.
        of: The sentence that it undid: undoing it does that one again.
        undone: Whether it was undone.
        first: Its number, in the order in which sentences were first done.
    """

    reports: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    until: Seconds = field(default=Seconds(0.0))
    of: Deed | None = None
    undone: bool = False
    first: int = 0


class Deeds:
    """The last sentences that changed something.

    Args:
        clock: Tells how long ago that was.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._deeds: deque[Deed] = deque(maxlen=_KEPT)
        self._numbers = itertools.count(1)

    def add(self, deed: Deed, report: int, change: Change | Aside) -> Seconds:
        """A command of the sentence changed something.

        Returns:
            Until when it can be undone.
        """
        deed.reports.append(report)
        if isinstance(change, Aside):
            deed.asides.append(change)
        else:
            deed.changes.append(change)
        deed.until = Seconds(self._clock.now() + UNDO_WITHIN)
        if all(known is not deed for known in self._deeds):
            deed.first = deed.first or next(self._numbers)
            self._deeds.append(deed)
        return deed.until

    def done_again(self, undoing: Deed) -> Deed:
        """The sentence that was undone, and is done again now: with new changes.

        Args:
            undoing: Its undoing, which was undone in turn.
        """
        again = undoing.of or Deed()
        for past in (undoing, again):
            if past in self._deeds:
                self._deeds.remove(past)
        again.undone = False
        again.changes, again.asides = [], []
        return again

    def last(self) -> Deed | None:
        """What "undo" is about: step by step back, never forward again.

        Returns:
            None when there is nothing, or it is too late.
        """
        done = (deed for deed in reversed(self._deeds) if deed.of is None)
        return next(filter(self._open, done), None)

    def last_undoing(self) -> Deed | None:
        """What "redo" is about; None when nothing was undone, or it is too late."""
        undoings = (deed for deed in reversed(self._deeds) if deed.of is not None)
        return next(filter(self._open, undoings), None)

    def of(self, report: int) -> Deed | None:
        """The sentence of that command, when it can still be undone."""
        for deed in self._deeds:
            if report in deed.reports and self._open(deed):
                return deed
        return None

    def hindrance(self, deed: Deed, running: Collection[PlayerId]) -> str:
        """Why it cannot be undone, though its time is not up; empty when it can.

        Args:
            deed: The sentence.
            running: The players that are there.
        """
        newer = next(self._overtaking(deed), None)
        if newer is not None:
            again = "That was changed again since."
            return (
                f"{again} Undo the newer change first." if self._open(newer) else again
            )
        if deed.asides or any(change.player in running for change in deed.changes):
            return ""
        return f"{deed.changes[-1].before.name or 'The player'} was closed since."

    def hindered(self, running: Collection[PlayerId]) -> tuple[Hindrance, ...]:
        """The commands that cannot be undone, though their time is not up."""
        return tuple(
            Hindrance(report, reason)
            for deed in self._deeds
            if self._open(deed) and (reason := self.hindrance(deed, running))
            for report in deed.reports
        )

    def _overtaking(self, deed: Deed) -> Iterator[Deed]:
        """Later sentences that changed the same thing, as far as that still holds."""
        later = list(self._deeds)
        if deed in later:
            later = later[later.index(deed) + 1 :]
        for other in later:
            if other.undone or other.of is not None:
                continue  # undone, or the undoing itself
            if deed.of is not None and other.first < deed.of.first:
                continue  # done again, step by step: this one came after it
            keys = {aside.key for aside in deed.asides}
            if any(aside.key in keys for aside in other.asides) or any(
                new.player == old.player and new.aspects & old.aspects
                for new in other.changes
                for old in deed.changes
            ):
                yield other

    def _open(self, deed: Deed) -> bool:
        return not deed.undone and self._clock.now() <= deed.until
