"""The moment in which something is said to players."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lumen.core.media import PlaybackStatus, PlayerState
from lumen.understanding import Context


def moment_of(
    players: Iterable[PlayerState], knows_title: Callable[[str], float]
) -> Context:
    """What the players say of the moment.

    Args:
        players: The running ones.
        knows_title: See `Context.knows_title`.
    """
    states = tuple(players)
    sounding = tuple(s.name for s in states if s.status is PlaybackStatus.PLAYING)
    return Context(
        playing=bool(sounding),
        paused=any(s.status is PlaybackStatus.PAUSED for s in states),
        players=tuple(state.name for state in states),
        sounding=sounding,
        knows_title=knows_title,
    )
