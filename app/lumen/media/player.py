"""A player, and the players of this desktop: what commands are built on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from lumen.core.errors import LumenError
from lumen.core.media import PlayerId, PlayerState, RepeatMode
from lumen.core.units import Seconds


class PlayerError(LumenError):
    """A player did not do what it was asked."""


class PlayerGoneError(PlayerError):
    """The player was closed."""


class PlayerFrozenError(PlayerError):
    """The player does not answer in time."""


class PlayerRefusedError(PlayerError):
    """The player answered that it cannot."""


class Player(Protocol):
    """One running player; all methods belong to the loop's thread.

    Each coroutine ends when the player has answered, which does not yet mean that it
    has obeyed: `read` tells. Each raises `PlayerGoneError`, `PlayerFrozenError` or
    `PlayerRefusedError`.
    """

    @property
    def id(self) -> PlayerId:
        """Which player this is."""
        ...

    @property
    def state(self) -> PlayerState:
        """What is known now without asking; `PlayerState.position_at` extrapolates."""
        ...

    async def read(self) -> PlayerState:
        """Ask the player for everything anew."""
        ...

    async def play(self) -> None:
        """Start or go on."""
        ...

    async def pause(self) -> None:
        """Pause; does nothing when nothing plays."""
        ...

    async def stop(self) -> None:
        """Stop; some players close then."""
        ...

    async def next(self) -> None:
        """Go to the next track."""
        ...

    async def previous(self) -> None:
        """Go to the previous track."""
        ...

    async def seek_to(self, position: Seconds) -> None:
        """Go to a position in the current track, from 0 to its length."""
        ...

    async def set_volume(self, volume: float) -> None:
        """Set the volume of the player, or of its stream.

        From 0 to 1, or up to what it was at when it was louder.
        """
        ...

    async def set_speed(self, speed: float) -> None:
        """Set the playback speed, within `PlayerState.speeds`."""
        ...

    async def set_shuffle(self, on: bool) -> None:
        """Play in random order, or not."""
        ...

    async def set_repeat(self, mode: RepeatMode) -> None:
        """Repeat the track, the list, or nothing."""
        ...

    async def open(self, uri: str) -> None:
        """Play what is there: an absolute URI of a scheme that the player takes."""
        ...

    async def show(self) -> None:
        """Bring the player's window to the front."""
        ...


class Players(Protocol):
    """The running players, as they come and go; belongs to the loop's thread."""

    async def start(self) -> None:
        """Find them; until then there are none."""
        ...

    @property
    def problem(self) -> str:
        """Why none can be reached, and what to do; empty when they can."""
        ...

    def all(self) -> tuple[Player, ...]:
        """Every running player: the one that played last comes first."""
        ...

    @property
    def frozen(self) -> Sequence[Player]:
        """Players that run but do not answer: none of them is in `all`."""
        ...

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have `listener` called when a player came, went or changed.

        Storms of changes are gathered. Position alone is no change, unless it jumps.

        Returns:
            What ends the subscription.
        """
        ...

    async def close(self) -> None:
        """Let go of the bus and of all players."""
        ...


def gone(name: str) -> PlayerGoneError:
    """The error of a player that was closed; `name` is its name for people."""
    return PlayerGoneError(
        f"{name} was closed.", "Start it again, or choose another player."
    )


def frozen(name: str) -> PlayerFrozenError:
    """The error of a player that does not answer; `name` is its name for people."""
    return PlayerFrozenError(
        f"{name} does not answer.", "Wait a moment, or close it and start it again."
    )


def refused(name: str) -> PlayerRefusedError:
    """The error of a player that said no; `name` is its name for people."""
    return PlayerRefusedError(
        f"{name} cannot do that now.", "Choose another player, or do it in its window."
    )
