"""The way back: restores what a command changed of a player."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from lumen.core.media import (
    Feature,
    PlaybackStatus,
    PlayerState,
)
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.commands import Aspect, Change, Loudness
from lumen.media.player import Player, PlayerRefusedError
from lumen.media.readback import (
    REOPENABLE,
    RESTART_CERTAIN,
    Readback,
    plays,
    rests,
    same_track,
    track_within,
)

_PRESSES = 3  # a first "previous" may only restart the track
_BEGINNING = Seconds(1.5)
_SEEKS = 3  # a track that was just opened may lose the first
_VOLUME_TOLERANCE = 0.011
_SPEED_TOLERANCE = 0.011
_PLACE_TOLERANCE = 2.0


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a way back.

    Attributes:
        change: What it changed; None when nothing could be restored.
        found: What it was before the way back, for people.
        back: What is as it was, for people.
        lost: What is not, for people.
    """

    change: Change | None
    found: tuple[str, ...] = field(repr=False)
    back: tuple[str, ...] = field(repr=False)
    lost: tuple[str, ...] = field(repr=False)


class WayBack:
    """Restores what a change touched, and reads back that it did.

    Args:
        player: Whose change it was.
        change: What to restore.
        readback: Waits until the player shows it.
        loudness: Sets volumes.
    """

    def __init__(
        self, player: Player, change: Change, readback: Readback, loudness: Loudness
    ) -> None:
        self._player = player
        self._change = change
        self._wanted = change.before
        self._readback = readback
        self._loudness = loudness

    async def go(self) -> Restored:
        """Restore everything that can be.

        Raises:
            PlayerError: The player is gone or frozen.
        """
        found = await self._read()
        back: list[str] = []
        lost: list[str] = []
        restored: set[Aspect] = set()
        for aspect, way in self._ways():
            if aspect not in self._change.aspects:
                continue
            try:
                held = await way()
            except PlayerRefusedError:
                held = False
            if held:
                restored.add(aspect)
            (back if held else lost).append(_called(aspect, self._wanted))
        after = await self._read()
        if not restored:
            return Restored(None, (), (), _spoken(lost))
        change = Change(
            self._player.id,
            frozenset(restored),
            found,
            after,
            -self._change.steps,
        )
        was = [_called(a, found) for a, _ in self._ways() if a in restored]
        return Restored(change, _spoken(was), _spoken(back), _spoken(lost))

    def _ways(self) -> tuple[tuple[Aspect, Callable[[], Awaitable[bool]]], ...]:
        """In this order: a place belongs to a track, and starting comes last."""
        return (
            (Aspect.TRACK, self._track),
            (Aspect.POSITION, self._position),
            (Aspect.VOLUME, self._volume),
            (Aspect.SPEED, self._speed),
            (Aspect.SHUFFLE, self._shuffle),
            (Aspect.REPEAT, self._repeat),
            (Aspect.STATUS, self._status),
        )

    async def _read(self) -> PlayerState:
        return self._loudness.undipped(await self._player.read())

    async def _track(self) -> bool:
        """Walk back along the list; what was opened over another is opened again."""
        change, player = self._change, self._player
        state = await player.read()
        if same_track(state.track, self._wanted.track):
            return True
        if not same_track(state.track, change.after.track):
            return False  # it went on since: that way does not lead back
        back = await (self._reopen() if change.steps == 0 else self._walk())
        if back:
            await self._readback.until(
                player, self._ready, track_within(self._player.id)
            )
        return back

    def _ready(self, state: PlayerState) -> bool:
        """Whether a track that was just opened can be told where to go."""
        able = Feature.SEEK in state.features
        named = state.track.title == self._wanted.track.title
        wants = Feature.SEEK in self._wanted.features
        between = (  # VLC names a track before it begins it
            state.status is PlaybackStatus.STOPPED
            and self._wanted.status is not PlaybackStatus.STOPPED
        )
        known = named and state.position is not None
        return known and (able or not wants) and not between

    async def _walk(self) -> bool:
        """Press until it is there; once more where a press only restarted the track."""
        change, player = self._change, self._player
        for _ in range(_PRESSES):
            await (player.previous() if change.steps > 0 else player.next())
            state, held = await self._readback.until(
                player, self._there_or_restarted(), track_within(self._player.id)
            )
            if self._there(state):
                return True
            if not held or change.steps < 0:
                return False
        return False

    def _there(self, state: PlayerState) -> bool:
        return same_track(state.track, self._wanted.track)

    def _there_or_restarted(self) -> Callable[[PlayerState], bool]:
        """Tells whether it is there, or the track to leave just began anew."""
        clock, since = self._readback.clock, self._readback.clock.now()

        def check(state: PlayerState) -> bool:
            nonlocal since
            now = clock.now()
            if not self._at_its_beginning(state, now):
                since = now
            return self._there(state) or now - since >= RESTART_CERTAIN

        return check

    def _at_its_beginning(self, state: PlayerState, at: Seconds) -> bool:
        position = state.position_at(at)
        left = same_track(state.track, self._change.after.track)
        return left and position is not None and position < _BEGINNING

    async def _reopen(self) -> bool:
        """Only what the player itself named, and only files and the web."""
        url = self._wanted.track.url
        able = Feature.OPEN in self._change.after.features
        if not able or not url.startswith(REOPENABLE):
            return False
        await self._player.open(url)
        _, held = await self._readback.until(
            self._player,
            lambda state: same_track(state.track, self._wanted.track),
            track_within(self._player.id),
        )
        return held

    async def _position(self) -> bool:
        wanted = self._wanted.position
        state = await self._player.read()
        if wanted is None or not same_track(state.track, self._wanted.track):
            return False
        for _ in range(_SEEKS):
            if await self._seek(wanted):
                return True
        return False

    async def _seek(self, wanted: Seconds) -> bool:
        await self._player.seek_to(wanted)
        began, clock = self._readback.clock.now(), self._readback.clock

        def near(state: PlayerState) -> bool:
            position = state.position_at(clock.now())
            on = (clock.now() - began) * state.speed if plays(state) else 0.0
            return (
                position is not None and abs(position - wanted - on) <= _PLACE_TOLERANCE
            )

        return (await self._readback.until(self._player, near))[1]

    async def _volume(self) -> bool:
        if self._wanted.volume is None:
            return False
        wanted = self._wanted.volume  # players go beyond 100 %, and clamp themselves
        await self._loudness.set_volume(self._player, wanted)
        return await self._shows(
            lambda state: (
                state.volume is not None
                and abs(state.volume - self._loudness.shown(state.player, wanted))
                <= _VOLUME_TOLERANCE
            )
        )

    async def _speed(self) -> bool:
        await self._player.set_speed(self._wanted.speed)
        return await self._shows(
            lambda state: abs(state.speed - self._wanted.speed) <= _SPEED_TOLERANCE
        )

    async def _shuffle(self) -> bool:
        if self._wanted.shuffle is None:
            return False
        await self._player.set_shuffle(self._wanted.shuffle)
        return await self._shows(lambda state: state.shuffle is self._wanted.shuffle)

    async def _repeat(self) -> bool:
        if self._wanted.repeat is None:
            return False
        await self._player.set_repeat(self._wanted.repeat)
        return await self._shows(lambda state: state.repeat is self._wanted.repeat)

    async def _status(self) -> bool:
        match self._wanted.status:
            case PlaybackStatus.PLAYING:
                await self._player.play()
                return await self._shows(plays)
            case PlaybackStatus.PAUSED:
                told = self._player.pause
            case PlaybackStatus.STOPPED:
                told = self._player.stop
        return (await self._readback.obeyed(self._player, told, rests))[1]

    async def _shows(self, holds: Callable[[PlayerState], bool]) -> bool:
        return (await self._readback.until(self._player, holds))[1]


def _called(aspect: Aspect, state: PlayerState) -> str:
    """A restored value, for people."""
    match aspect:
        case Aspect.TRACK:
            return wording.track_name(state.track) or "what played before"
        case Aspect.POSITION:
            return (
                "" if state.position is None else f"at {wording.place(state.position)}"
            )
        case Aspect.VOLUME:
            return f"volume {wording.loudness(state.volume)}"
        case Aspect.SPEED:
            return f"speed {wording.tempo(state.speed)}"
        case Aspect.SHUFFLE:
            return f"shuffle {wording.switch(state.shuffle)}"
        case Aspect.REPEAT:
            return f"repeat {wording.repeating(state.repeat)}"
        case Aspect.STATUS:
            return state.status.value


def _spoken(parts: list[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part)
