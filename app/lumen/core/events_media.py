"""What happens to players, the library, commands and timers; see `core.events`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from lumen.core.media import (
    CommandReport,
    Hindrance,
    MediaItem,
    MediaPlace,
    PlayerId,
    PlayerState,
    Timer,
)
from lumen.core.turn import TurnId
from lumen.core.units import Seconds


@dataclass(frozen=True, slots=True)
class PlayersChanged:
    """A player came, went or changed; never for its position alone.

    Attributes:
        players: All running players.
        current: The one that a command without a name goes to; `NO_PLAYER` without one.
        liked: Those that play what the person likes; None: no list of it is kept.
    """

    turn: TurnId
    at: Seconds
    players: tuple[PlayerState, ...]
    current: PlayerId
    liked: frozenset[PlayerId] | None = None


@dataclass(frozen=True, slots=True)
class CommandReported:
    """A command to a player, a list or a timer was carried out, or was not."""

    turn: TurnId
    at: Seconds
    report: CommandReport


@dataclass(frozen=True, slots=True)
class UndoingChanged:
    """Which commands can be undone changed, for another reason than their time.

    Attributes:
        hindered: Those that cannot, though their time is not up; all others can.
    """

    turn: TurnId
    at: Seconds
    hindered: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class ResultsShown:
    """A numbered list to choose from; empty: there is none any more."""

    turn: TurnId
    at: Seconds
    title: str = field(repr=False)
    items: tuple[MediaItem, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResultsTurned:
    """The person wants to see more of the list.

    Attributes:
        pages: So many times what is seen of it at once; negative: back to its top.
    """

    turn: TurnId
    at: Seconds
    pages: int


@dataclass(frozen=True, slots=True)
class LibraryScanned:
    """The index of music and videos grew, or is complete.

    Attributes:
        files: Looked at so far.
        total: Found so far; the final number once `finished`.
        items: What the library holds now.
    """

    turn: TurnId
    at: Seconds
    files: int
    total: int
    items: int
    finished: bool


@dataclass(frozen=True, slots=True)
class LibrarySurveyed:
    """What is at the places of music and videos, as far as they answered.

    Attributes:
        folders: Those that were asked about, or the desktop's own when that was none.
        own: Whether they are the desktop's own.
        channels: The channel list; None when none was asked about.
        items: What the library holds now.
    """

    turn: TurnId
    at: Seconds
    folders: tuple[MediaPlace, ...]
    own: bool
    channels: MediaPlace | None
    items: int


@dataclass(frozen=True, slots=True)
class TimersChanged:
    """A timer was set or ended; all running ones, the next to fire first."""

    turn: TurnId
    at: Seconds
    timers: tuple[Timer, ...]


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer has run down.

    Attributes:
        late: Seconds by which it was missed, because Lumen did not run.
    """

    turn: TurnId
    at: Seconds
    timer: Timer
    late: Seconds


MediaEvent: TypeAlias = (
    PlayersChanged
    | CommandReported
    | UndoingChanged
    | ResultsShown
    | ResultsTurned
    | LibraryScanned
    | LibrarySurveyed
    | TimersChanged
    | TimerFired
)
