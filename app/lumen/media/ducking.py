"""Players grow quiet while somebody speaks, and come back exactly as they were.

What is lowered is written to a small file first, so that a crash leaves nobody's player
quiet: the next start restores it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lumen.core.media import Feature, PlayerId, PlayerState
from lumen.core.units import Seconds
from lumen.media.ducking_record import Lowered, Record
from lumen.media.player import Player, PlayerError, Players
from lumen.media.readback import Sleep, plays

_log = logging.getLogger(__name__)

DOWN_IN = Seconds(0.15)
"""How fast players grow quiet: before the second word is said."""

UP_IN = Seconds(0.4)
"""How fast they come back: slowly enough not to startle."""

STEPS = 8
"""Steps of a fade; a volume that is none of them was set by somebody else."""

DEFAULT_FRACTION = 0.35

_SAME = 0.02
"""Players round: 0.7 set may be 0.69 read."""


@dataclass(slots=True)
class _Held:
    """A player whose volume is lowered.

    Attributes:
        base: Its volume when nobody speaks.
        step: Where it is on the way down: 0 to `STEPS`.
        shown: What the player showed last.
    """

    player: Player
    base: float
    fraction: float
    step: int = 0
    shown: float = 0.0

    def at(self, step: int) -> float:
        """The volume at a step; exactly the base at step 0."""
        if step == 0:
            return self.base
        return self.base * (1.0 - (1.0 - self.fraction) * step / STEPS)


class Ducking:
    """Lowers playing players while there is a reason; belongs to the loop's thread.

    Args:
        players: The running players.
        file: Where volumes are kept while they are lowered; its folder exists.
        fraction: What remains of a volume, 0 to 1.
        enabled: Whether anything is lowered at all.
        sleep: Waits between the steps of a fade.
    """

    def __init__(
        self,
        players: Players,
        file: Path,
        *,
        fraction: float = DEFAULT_FRACTION,
        enabled: bool = True,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._players = players
        self._record = Record(file)
        self._fraction = fraction
        self._enabled = enabled
        self._sleep = sleep
        self._reasons: set[str] = set()
        self._held: dict[PlayerId, _Held] = {}
        self._left: list[Lowered] = []
        self._loaded = False
        self._work: asyncio.Task[None] | None = None
        self._again = False
        self._writing = asyncio.Lock()
        self._closing = False

    def configure(self, *, enabled: bool, fraction: float) -> None:
        """Take other settings; what is lowered now comes back when switched off."""
        self._enabled = enabled
        self._fraction = min(1.0, max(0.0, fraction))
        self._wake()

    def begin(self, reason: str) -> None:
        """Somebody speaks; twice for the same reason is once."""
        if reason not in self._reasons:
            self._reasons.add(reason)
            self._wake()

    def end(self, reason: str) -> None:
        """The reason is over; the players come back after the last one."""
        if reason in self._reasons:
            self._reasons.discard(reason)
            self._wake()

    def changed(self) -> None:
        """A player came, went or began to play."""
        if self._left or (self._lowering and self._unheld()) or self._gone():
            self._wake()

    async def recover(self) -> None:
        """Restore what an earlier run left lowered; also players that come later."""
        self._wake()
        await self.settled()

    async def settled(self) -> None:
        """Wait until every fade has ended."""
        while self._work is not None and not self._work.done():
            await asyncio.shield(self._work)

    async def close(self) -> None:
        """Bring everything back at once, and end: nobody waits for a fade.

        What another Lumen lowered is not touched: this one may be for one command only.
        """
        self._closing = True
        self._enabled = False
        self._reasons.clear()
        if self._held:
            self._wake()
        await self.settled()

    # ---- what commands see -----------------------------------------------------------

    def undipped(self, state: PlayerState) -> PlayerState:
        """See `Loudness.undipped`."""
        held = self._held.get(state.player)
        if held is None or state.volume is None:
            return state
        if not self._ours(held, state.volume):
            return state
        return replace(state, volume=held.base)

    def shown(self, player: PlayerId, volume: float) -> float:
        """See `Loudness.shown`."""
        held = self._held.get(player)
        if held is None:
            return volume
        return replace(held, base=volume).at(held.step)

    async def set_volume(self, player: Player, volume: float) -> None:
        """See `Loudness.set_volume`; while somebody speaks it changes the base."""
        held = self._held.get(player.id)
        if held is None:
            await player.set_volume(volume)
            return
        held.base = volume
        await self._write()
        await self._put(held, held.step)

    # ---- fading ----------------------------------------------------------------------

    @property
    def _lowering(self) -> bool:
        return self._enabled and bool(self._reasons)

    def _unheld(self) -> list[Player]:
        return [
            player
            for player in self._players.all()
            if player.id not in self._held
            and plays(player.state)
            and Feature.VOLUME in player.state.features
        ]

    def _gone(self) -> bool:
        running = {player.id for player in self._players.all()}
        return any(id_ not in running for id_ in self._held)

    def _wake(self) -> None:
        self._again = True
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._settle())

    async def _settle(self) -> None:
        """Work until nothing is left to do."""
        if not self._loaded:  # before the file is written for the first time
            self._left.extend(await asyncio.to_thread(self._record.load))
            self._loaded = True
        while self._again:
            self._again = False
            self._drop_gone()
            if self._left:
                await self._restore_left()
            if self._lowering:
                await self._take_hold()
            await asyncio.gather(*(self._fade(h) for h in tuple(self._held.values())))
            await self._write()

    def _drop_gone(self) -> None:
        """What was closed while lowered may come back as quiet as it went."""
        running = {player.id for player in self._players.all()}
        for id_ in [id_ for id_ in self._held if id_ not in running]:
            self._leave(self._held[id_])

    def _leave(self, held: _Held) -> None:
        if self._held.pop(held.player.id, None) is not None:
            left = _lowered(held)
            known = (left.player, left.name)
            others = [o for o in self._left if (o.player, o.name) != known]
            self._left = [*others, left]

    async def _take_hold(self) -> None:
        """Note the volumes of what plays, before they are touched."""
        for player in self._unheld():
            try:
                state = await player.read()
            except PlayerError:
                continue
            if plays(state) and state.volume is not None and state.volume > 0:
                self._held[player.id] = _Held(
                    player, state.volume, self._fraction, shown=state.volume
                )
        await self._write()

    async def _fade(self, held: _Held) -> None:
        """Go step by step to where it should be; the way may turn in between."""
        try:
            while held.player.id in self._held:
                goal = STEPS if self._lowering else 0
                if held.step == goal:
                    break
                if held.step in (0, STEPS) and not await self._untouched(held):
                    del self._held[held.player.id]  # the person set it: it is theirs
                    return
                if self._closing:
                    await self._put(held, goal)
                    break
                down = goal > held.step
                await self._put(held, held.step + (1 if down else -1))
                if held.step != goal and not self._closing:
                    await self._sleep((DOWN_IN if down else UP_IN) / STEPS)
            await self._arrive(held)
        except PlayerError as error:
            _log.info("a player left while it was lowered: %s", type(error).__name__)
            self._leave(held)

    async def _arrive(self, held: _Held) -> None:
        """See what the player made of it; at the top it is let go of."""
        state = await held.player.read()
        if state.volume is not None and self._ours(held, state.volume):
            held.shown = state.volume
        if held.step == 0 and not self._lowering:
            if state.volume != held.base and self._ours(held, state.volume or 0.0):
                await held.player.set_volume(held.base)
            self._held.pop(held.player.id, None)

    async def _put(self, held: _Held, step: int) -> None:
        held.step = step
        held.shown = held.at(step)
        await held.player.set_volume(held.shown)

    async def _untouched(self, held: _Held) -> bool:
        state = await held.player.read()
        return state.volume is None or self._ours(held, state.volume)

    def _ours(self, held: _Held, volume: float) -> bool:
        """Whether a volume is what a fade set, rather than what the person set."""
        if abs(volume - held.shown) <= _SAME:
            return True
        return any(
            abs(volume - held.at(step)) <= _SAME / 2 for step in range(STEPS + 1)
        )

    # ---- the file --------------------------------------------------------------------

    async def _write(self) -> None:
        async with self._writing:  # the last one written is the last one meant
            kept = (*(_lowered(held) for held in self._held.values()), *self._left)
            await asyncio.to_thread(self._record.save, kept)

    async def _restore_left(self) -> None:
        """Restore players that an earlier run, or their own end, left lowered."""
        self._left = [left for left in self._left if not await self._restore(left)]

    async def _restore(self, left: Lowered) -> bool:
        """Restore one; False while it does not run."""
        player = _called(left, self._players.all())
        if player is None or player.id in self._held:
            return False
        try:
            state = await player.read()
            if state.volume is not None and left.covers(state.volume):
                await player.set_volume(left.base)
        except PlayerError:
            return False
        return True


def _lowered(held: _Held) -> Lowered:
    steps = {held.shown, *(held.at(step) for step in range(1, STEPS + 1))}
    return Lowered(
        held.player.id, held.player.state.name, held.base, tuple(sorted(steps))
    )


def _called(left: Lowered, players: Iterable[Player]) -> Player | None:
    """The player that was lowered, or the only one of its name after a restart."""
    running = tuple(players)
    for player in running:
        if player.id == left.player:
            return player
    same = [player for player in running if player.state.name == left.name]
    return same[0] if len(same) == 1 else None
