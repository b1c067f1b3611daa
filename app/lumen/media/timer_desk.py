"""Timers and commands for later: sets, cancels, lists, fires and keeps them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lumen.core.clock import Clock
from lumen.core.doing import Done
from lumen.core.errors import LumenError
from lumen.core.events import Event, TimerFired, TimersChanged
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.media import SLEEP, Timer
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Seconds
from lumen.media import timer_words
from lumen.media.deeds import UNDO_WITHIN
from lumen.media.later import TOO_LATE, Later, is_later, later
from lumen.media.timers import TimerBook, Wanted

LOOK_AGAIN = Seconds(5.0)
"""The longest sleep between two looks at the clock on the wall.

Sleeping to the end would miss it after a suspend, in which the monotonic clock that
asyncio sleeps by stands still (clock_gettime(2), CLOCK_MONOTONIC).
"""

_READ_WITHIN = Seconds(0.5)
"""So long an answer waits for timers that could not be read the last time."""

INTENTS = frozenset({"set_timer", "cancel_timer", "list_timers"})
_log = logging.getLogger(__name__)


class TimerStore(Protocol):
    """Keeps the running timers; each call returns at once or awaits its thread."""

    @property
    def lasting(self) -> bool:
        """Whether what is kept now outlives Lumen."""
        ...

    async def load(self) -> tuple[Timer, ...]:
        """The timers kept last, once they can be read; empty when there are none.

        Raises:
            LumenError: They cannot be read now.
        """
        ...

    def save(self, timers: tuple[Timer, ...]) -> None:
        """Keep these instead of the former ones."""
        ...

    def add(self, timers: tuple[Timer, ...]) -> None:
        """Keep these beside the former ones, which were not read."""
        ...


@dataclass(slots=True)
class _Deed:
    """What one sentence did to timers.

    Attributes:
        at: When.
        wall: The same, Unix time: what it sets for one moment is due as one.
        added: What it set.
        removed: What it cancelled.
    """

    at: Seconds
    wall: float
    added: list[Timer] = field(default_factory=list)
    removed: list[Timer] = field(default_factory=list)


class TimerDesk:
    """The timers of this person; a `Doer`. All methods belong to the loop's thread.

    Args:
        store: Where they are kept.
        wall_clock: Unix time in seconds.
        clock: Times the events.
        post: Takes `TimersChanged` and `TimerFired`.
        carry_out: Has the commands done whose time has come.
        sleep: Waits so many seconds.
        others: When something else was done that can be undone; None for nothing.
        others_undone: When something else was undone that can be done again.
    """

    def __init__(
        self,
        store: TimerStore,
        wall_clock: Callable[[], float],
        clock: Clock,
        post: Callable[[Event], None],
        carry_out: Callable[[Sequence[Intent]], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        others: Callable[[], Seconds | None] = lambda: None,
        others_undone: Callable[[], Seconds | None] = lambda: None,
    ) -> None:
        self._others = others
        self._others_undone = others_undone
        self._deed: _Deed | None = None
        self._undone: _Deed | None = None
        self._book = TimerBook()
        self._store = store
        self._wall = wall_clock
        self._clock = clock
        self._post = post
        self._carry_out = carry_out
        self._sleep = sleep
        self._changed = asyncio.Event()
        self._unread = True  # and what was not read is not replaced
        self._runner: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def running(self) -> tuple[Timer, ...]:
        """All running timers, the next to fire first."""
        return self._book.running

    @property
    def just_acted(self) -> bool:
        """Whether a timer was set or cancelled last, and "undo" means that."""
        return self._is_last(self._deed, self._others)

    @property
    def just_undone(self) -> bool:
        """Whether that was undone last, and "redo" means that."""
        return self._is_last(self._undone, self._others_undone)

    def _is_last(
        self, deed: _Deed | None, others: Callable[[], Seconds | None]
    ) -> bool:
        if deed is None or self._clock.now() - deed.at > UNDO_WITHIN:
            return False
        other = others()
        return other is None or deed.at >= other

    @property
    def just_set(self) -> bool:
        """Whether a timer that runs was set last, and "it" means that one."""
        return self.just_acted and bool(self._newest())

    def start(self) -> None:
        """Take up the timers of the last run and watch the clock."""
        task = asyncio.get_running_loop().create_task(self._run(), name="timers")
        self._runner = task

    async def close(self) -> None:
        """Stop watching; the timers stay kept."""
        begun = [task for task in (self._runner, self._reading) if task is not None]
        self._runner = self._reading = None
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
        if begun and self._unread and self._book.running:
            self._store.add(self._book.running)

    # ---- Doer ------------------------------------------------------------------------

    def takes(self, intent: Intent) -> bool:
        """See `Doer.takes`; "undo" when a timer was the last thing done."""
        if intent.name == "undo":
            return self.just_acted
        if intent.name == "redo":
            return self.just_undone
        return intent.name in INTENTS or is_later(intent)

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:
        """See `Doer.do`; the intents are undone as one."""
        said: list[str] = []
        face = Expression.NEUTRAL
        if reading := self._read_again():  # what is said depends on it
            await asyncio.wait([reading], timeout=_READ_WITHIN)
        deed = self._begin()
        for intent in intents:
            try:
                said.append(self._do(turn, intent, deed))
            except LumenError as error:
                said.append(str(error))
                face = Expression.SAD
        if deed.added or deed.removed:
            self._deed, self._undone = deed, None
        if waiting := [timer for timer in deed.added if timer.command is not None]:
            said.append(timer_words.say_later(waiting, kept=self._kept))
        return Done(" ".join(filter(None, said)), expression=face)

    def _begin(self) -> _Deed:
        return _Deed(self._clock.now(), self._wall())

    def _do(self, turn: TurnId, intent: Intent, deed: _Deed) -> str:
        match intent.name:
            case "undo":
                return self._undo(turn)
            case "redo":
                return self._redo(turn)
            case "cancel_timer":
                return self._cancel(turn, intent, deed)
            case "list_timers":
                found = self._find(intent)
                return timer_words.say_running(
                    found or self._book.running, self._wall()
                )
            case _:
                put_off = later(intent)
                if put_off is None:
                    return self._set(turn, intent, deed)
                return self._put_off(turn, put_off, deed)

    def _put_off(self, turn: TurnId, what: Later, deed: _Deed) -> str:
        """Keep a command for later; all of a sentence are told of in the end.

        One falls asleep once: a sleep timer takes the place of the one before.
        """
        former = [t for t in self._book.running if t.command and t.label == SLEEP]
        timer = self._book.set(what.delay, what.label, deed.wall, what.command)
        deed.added.append(timer)
        if what.label == SLEEP:
            for one in former:
                self._book.remove(one.id)
            deed.removed.extend(former)
        self._tell(turn)
        return ""

    @property
    def _kept(self) -> bool:
        """Whether what is set now outlives Lumen."""
        return self._store.lasting and not self._unread

    def _set(self, turn: TurnId, intent: Intent, deed: _Deed) -> str:
        duration = intent.slots.get("duration")
        if not isinstance(duration, int | float):
            kind = f"{SLEEP} timer" if intent.slots.get(SLEEP) else "timer"
            return f"For how long? Say: set a {kind} for ten minutes."
        label = str(intent.slots.get("label", ""))
        timer = self._book.set(Seconds(float(duration)), label, deed.wall)
        deed.added.append(timer)
        self._tell(turn)
        return timer_words.say_set(timer, kept=self._kept)

    def _cancel(self, turn: TurnId, intent: Intent, deed: _Deed) -> str:
        found = self._find(intent)
        if not found:
            running = self._book.running
            if not running:
                return "No timer is running."
            left = timer_words.say_running(running, self._wall())
            return f"I have no such timer. {left}"
        if len(found) > 1 and not (intent.slots.get("all") or _is_newest(intent)):
            return timer_words.ask_which(found)
        for timer in found:
            self._book.remove(timer.id)
        deed.removed.extend(found)
        self._tell(turn)
        return timer_words.say_cancelled(found)

    def _find(self, intent: Intent) -> tuple[Timer, ...]:
        """The timers that are meant."""
        if _is_newest(intent):
            return self._newest()
        return self._book.find(_wanted(intent))

    def _newest(self) -> tuple[Timer, ...]:
        """What was set last, while it runs: a timer, or the commands of a sentence."""
        added = [] if self._deed is None else self._deed.added
        if added and added[-1].command is None:
            added = added[-1:]
        return tuple(timer for timer in added if timer in self._book.running)

    def _undo(self, turn: TurnId) -> str:
        """Take back what the last sentence did to timers."""
        deed, self._deed = self._deed, None
        if deed is None:
            return "There is nothing to undo."
        gone = [timer for timer in deed.added if self._book.remove(timer.id)]
        undone = self._undone = self._begin()
        undone.added, undone.removed = gone, self._restore(deed.removed, undone.wall)
        self._tell(turn)
        return timer_words.say_undone(gone, undone.removed)

    def _redo(self, turn: TurnId) -> str:
        """Do again what was taken back."""
        undone, self._undone = self._undone, None
        if undone is None:
            return "There is nothing that I could do again."
        gone = [timer for timer in undone.removed if self._book.remove(timer.id)]
        deed = self._deed = self._begin()
        deed.added, deed.removed = self._restore(undone.added, deed.wall), gone
        self._tell(turn)
        return timer_words.say_undone(gone, deed.added, "Done again")

    def _restore(self, timers: Sequence[Timer], now: float) -> list[Timer]:
        """Have those run again that have not ended meanwhile; they ring for nothing."""
        runs = [timer for timer in timers if timer.ends_at > now]
        for timer in runs:
            self._book.restore(timer)
        return runs

    def cancel(self, number: int) -> bool:
        """Cancel one timer by its number, as the window does."""
        timer = self._book.remove(number)
        if timer is None:
            return False
        self._deed, self._undone = self._begin(), None
        self._deed.removed.append(timer)
        self._tell(NO_TURN)
        return True

    # ---- the clock on the wall -------------------------------------------------------

    async def _run(self) -> None:
        self._read_again()
        while True:
            self._fire()
            if self._book.running:
                self._read_again()
            await self._wait()

    def _read_again(self) -> asyncio.Task[None] | None:
        """Take up the kept timers, unless that was done or is being done.

        Until then nothing is kept: it would replace what was not read.
        """
        if self._runner is None or not self._unread:
            return None
        if self._reading is None or self._reading.done():
            reading = self._read()
            self._reading = asyncio.get_running_loop().create_task(reading)
            return self._reading
        return None

    async def _read(self) -> None:
        try:
            kept = await self._store.load()
        except LumenError as error:
            _log.info("timers were not loaded: %s", type(error).__name__)
            return
        self._unread = False
        self._book.load(kept)
        if self._book.running:
            self._tell(NO_TURN)

    def _fire(self) -> None:
        now = self._wall()
        due = self._book.due(now)
        commands: list[Intent] = []
        for timer in due:
            late = Seconds(max(0.0, now - timer.ends_at))
            if timer.command is not None and late <= TOO_LATE:
                commands.append(timer.command)
            else:
                self._post(TimerFired(NO_TURN, self._clock.now(), timer, late))
        if due:
            self._tell(NO_TURN)
        if commands:
            self._carry_out(commands)

    async def _wait(self) -> None:
        """Until the next timer may be due, or another one is set."""
        self._changed.clear()
        left = self._book.next_in(self._wall())
        if left is None:
            await self._changed.wait()
            return
        waiting = asyncio.ensure_future(self._changed.wait())
        sleeping = asyncio.ensure_future(self._sleep(min(left, LOOK_AGAIN)))
        try:
            await asyncio.wait((waiting, sleeping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (waiting, sleeping):
                task.cancel()
            await asyncio.gather(waiting, sleeping, return_exceptions=True)

    def _tell(self, turn: TurnId) -> None:
        timers = self._book.running
        if not self._unread:
            self._store.save(timers)
        self._changed.set()
        self._post(TimersChanged(turn, self._clock.now(), timers))


def _is_newest(intent: Intent) -> bool:
    """Whether that is meant which was set last: "cancel that"."""
    return bool(intent.slots.get("newest"))


def _wanted(intent: Intent) -> Wanted:
    slots = intent.slots
    duration = slots.get("duration", 0.0)
    return Wanted(
        label=str(slots.get("label", "")),
        duration=Seconds(float(duration) if isinstance(duration, int | float) else 0.0),
        all=bool(slots.get("all", False)),
    )
