"""What a sentence is said to: told to whoever understands it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lumen.core.media import PlaybackStatus, PlayerState
from lumen.media.choice import Names


@dataclass(frozen=True, slots=True)
class Moment:
    """What matters about players for understanding a sentence.

    Attributes:
        playing: A player plays.
        paused: A player holds something that is paused.
        players: What people call the running players.
        just_acted: Something can be undone.
        choices: How many options wait for "the second one"; 0: none.
    """

    playing: bool
    paused: bool
    players: tuple[str, ...]
    just_acted: bool
    choices: int


def moment(
    states: Sequence[PlayerState], names: Names, *, just_acted: bool, choices: int
) -> Moment:
    """Put together what is known now."""
    statuses = {state.status for state in states}
    called = (name for state in states for name in (state.name, *names(state)))
    return Moment(
        playing=PlaybackStatus.PLAYING in statuses,
        paused=PlaybackStatus.PAUSED in statuses,
        players=tuple(dict.fromkeys(called)),
        just_acted=just_acted,
        choices=choices,
    )
