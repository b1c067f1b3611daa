"""What features keep beside the conversation: timers, what was heard, what is liked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
from collections import deque
from collections.abc import Callable, Sequence

from lumen.core.conversation import NoteKind
from lumen.core.errors import LumenError
from lumen.core.media import Timer, Track
from lumen.core.units import Seconds
from lumen.media.later import from_kept, to_kept
from lumen.media.library.taste import MOST_LIKES, MOST_PLAYS, Play, play_of
from lumen.media.likes import Likes
from lumen.media.timers import MOST_TIMERS
from lumen.storage.keeper import Keeper

_KNOWN_WITHIN = 2.0
"""Seconds for which a question waits for the keyring."""


class KeptTimers:
    """A `TimerStore` in the encrypted history.

    Args:
        keeper: Owns the history; what is saved before it is open waits there.
        lasting: Whether the history is on the disk.
    """

    def __init__(self, keeper: Keeper, lasting: Callable[[], bool]) -> None:
        self._keeper = keeper
        self._lasting = lasting

    @property
    def lasting(self) -> bool:
        """See `TimerStore.lasting`."""
        return self._lasting()

    async def load(self) -> tuple[Timer, ...]:
        """See `TimerStore.load`; waits until the history is open."""
        notes = await self._read()
        timers = (_timer_from(note) for note in notes)
        return tuple(timer for timer in timers if timer is not None)

    async def _read(self) -> tuple[str, ...]:
        """The notes; asked for again when what waits is dropped for a forgetting."""
        while True:
            reading = self._keeper.notes(NoteKind.TIMERS)
            here = asyncio.wrap_future(reading)
            here.add_done_callback(_taken)
            await asyncio.wait([here])
            if not here.cancelled():
                return here.result()

    def save(self, timers: tuple[Timer, ...]) -> None:
        """See `TimerStore.save`."""
        notes = [_timer_to(timer) for timer in timers]
        self._keeper.replace_notes(NoteKind.TIMERS, notes)

    def add(self, timers: tuple[Timer, ...]) -> None:
        """See `TimerStore.add`."""
        for timer in timers:
            self._keeper.add_note(NoteKind.TIMERS, _timer_to(timer), MOST_TIMERS)


class KeptPlays:
    """What was listened to; belongs to the loop's thread.

    Args:
        keeper: Owns the history.
        wall_clock: Unix time in seconds.
        allowed: Whether the person wants it kept.
        likes: What they like: it says even more about their taste.
    """

    def __init__(
        self,
        keeper: Keeper,
        wall_clock: Callable[[], float],
        allowed: Callable[[], bool],
        likes: Likes,
    ) -> None:
        self._keeper = keeper
        self._wall = wall_clock
        self._allowed = allowed
        self._likes = likes
        self._plays: deque[Play] = deque(maxlen=MOST_PLAYS)
        self._forgotten = False

    async def load(self) -> None:
        """Take up what earlier runs kept; waits until the history is open."""
        try:
            reading = self._keeper.notes(NoteKind.LISTENING)
            notes = await asyncio.wrap_future(reading)
        except LumenError:
            return  # the keeper has told why
        if self._forgotten:  # while it was being read
            return
        plays = (Play.from_json(note) for note in notes)
        kept = [play for play in plays if play is not None]
        self._plays = deque([*kept, *self._plays], maxlen=MOST_PLAYS)

    def plays(self) -> Sequence[Play]:
        """See `Plays.plays`."""
        heard = tuple(self._plays) if self._allowed() else ()
        return (*heard, *self._likes.all())

    def heard(self, track: Track) -> None:
        """A track was listened to."""
        if self._allowed():
            self._keep(play_of(track, self._wall()))

    def forget(self) -> None:
        """The conversation was forgotten, and this with it."""
        self._forgotten = True
        self._plays.clear()

    def _keep(self, play: Play | None) -> None:
        if play is not None:
            self._plays.append(play)
            self._keeper.add_note(NoteKind.LISTENING, play.to_json(), MOST_PLAYS)


class KeptLikes:
    """A `Likes` in the encrypted history.

    Args:
        keeper: Owns the history.
        wall_clock: Unix time in seconds.
        lasting: Whether the history is on the disk.
    """

    def __init__(
        self,
        keeper: Keeper,
        wall_clock: Callable[[], float],
        lasting: Callable[[], bool],
    ) -> None:
        self._keeper = keeper
        self._wall = wall_clock
        self._lasting = lasting
        self._likes: dict[tuple[str, str], Play] = {}
        self._removed: set[tuple[str, str]] = set()
        self._unread = True  # and what was not read is not replaced
        self._answered = asyncio.Event()

    async def load(self) -> None:
        """Take up what earlier runs kept; waits until the history is open."""
        try:
            reading = self._keeper.notes(NoteKind.LIKES)
            notes = await asyncio.wrap_future(reading)
        except LumenError:
            return  # the keeper has told why
        finally:
            self._answered.set()
        kept = [play for note in notes if (play := Play.from_json(note)) is not None]
        early, self._likes = self._likes, {play.key: play for play in kept}
        self._likes |= early
        for key in self._removed:
            self._likes.pop(key, None)
        self._unread = False
        if self._removed:
            self._save()

    def all(self) -> Sequence[Play]:
        """See `Likes.all`."""
        return tuple(self._likes.values())

    async def known(self) -> bool:
        """See `Likes.known`; a keyring may take minutes, and nobody waits for that."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_KNOWN_WITHIN):
                await self._answered.wait()
        return not self._unread

    def has(self, track: Track) -> bool:
        """See `Likes.has`."""
        play = play_of(track, 0.0)
        return play is not None and play.key in self._likes

    def add(self, track: Track) -> bool:
        """See `Likes.add`."""
        play = play_of(track, self._wall(), liked=True)
        if play is None:
            return False
        self._removed.discard(play.key)
        self._likes[play.key] = play
        while len(self._likes) > MOST_LIKES:
            del self._likes[next(iter(self._likes))]
        self._keeper.add_note(NoteKind.LIKES, play.to_json(), MOST_LIKES)
        return self._lasting()

    def remove(self, track: Track) -> None:
        """See `Likes.remove`."""
        play = play_of(track, 0.0)
        if play is None:
            return
        self._likes.pop(play.key, None)
        if self._unread:
            self._removed.add(play.key)
        else:
            self._save()

    def _save(self) -> None:
        notes = [play.to_json() for play in self._likes.values()]
        self._keeper.replace_notes(NoteKind.LIKES, notes)


def _taken(reading: asyncio.Future[tuple[str, ...]]) -> None:
    """Take what failed, also when nobody waits for it any more."""
    if not reading.cancelled():
        reading.exception()


def _timer_to(timer: Timer) -> str:
    kept: list[object] = [timer.id, timer.label, timer.duration, timer.ends_at]
    if timer.command is not None:
        kept.append(to_kept(timer.command))
    return json.dumps(kept)


def _timer_from(note: str) -> Timer | None:
    """A kept timer; None when the note is damaged.

    One whose command is damaged would ring for nothing: it is left out, too.
    """
    try:
        number, label, duration, ends_at, *more = json.loads(note)
        times = float(duration), float(ends_at)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    if not isinstance(number, int) or not all(map(math.isfinite, times)):
        return None
    command = from_kept(more[0]) if len(more) == 1 else None
    if more and command is None:
        return None
    return Timer(number, str(label), Seconds(times[0]), times[1], command)
