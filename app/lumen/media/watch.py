"""Tells the window about players and about what can be undone, when it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from lumen.core.clock import Clock
from lumen.core.events import Event, PlayersChanged, UndoingChanged
from lumen.core.media import Hindrance, PlayerId, PlayerState
from lumen.core.turn import NO_TURN
from lumen.core.units import NO_TIME, Seconds
from lumen.media.choice import PlayerChoice
from lumen.media.deeds import Deeds
from lumen.media.likes import Likes
from lumen.media.player import Players

JUMP = Seconds(1.5)
"""A position that is off by more than this was set: others must be told."""


_Liked: TypeAlias = frozenset[PlayerId] | None


class PlayersWatch:
    """Posts `PlayersChanged` when a player came, went or changed, or another is meant.

    Args:
        players: The running players.
        choice: Knows which one is meant.
        undipped: Gives a state the volume that it has when nobody speaks.
        post: Takes the event.
        clock: When it happened.
        likes: What the person likes; None: no list is kept.
    """

    def __init__(
        self,
        players: Players,
        choice: PlayerChoice,
        undipped: Callable[[PlayerState], PlayerState],
        post: Callable[[Event], None],
        clock: Clock,
        likes: Likes | None = None,
    ) -> None:
        self._likes = likes
        self._players = players
        self._choice = choice
        self._undipped = undipped
        self._post = post
        self._clock = clock
        self._told: tuple[tuple[PlayerState, ...], tuple[PlayerId, _Liked]] | None = (
            None
        )

    def look(self) -> None:
        """Look at the players anew, and tell what is new."""
        self._choice.observe()
        states = tuple(self._undipped(player.state) for player in self._players.all())
        current, liked = self._choice.current(), self._liked(states)
        if self._told is not None and not self._differs(states, (current, liked)):
            return
        self._told = (states, (current, liked))
        self._post(PlayersChanged(NO_TURN, self._clock.now(), states, current, liked))

    def _liked(self, states: tuple[PlayerState, ...]) -> _Liked:
        likes = self._likes
        if likes is None:
            return None
        return frozenset(s.player for s in states if likes.has(s.track))

    def _differs(
        self, states: tuple[PlayerState, ...], others: tuple[PlayerId, _Liked]
    ) -> bool:
        assert self._told is not None
        told, before = self._told
        if others != before or len(states) != len(told):
            return True
        return any(
            _timeless(new) != _timeless(old) or self._jumped(new, old)
            for new, old in zip(states, told, strict=True)
        )

    def _jumped(self, new: PlayerState, old: PlayerState) -> bool:
        now = self._clock.now()
        is_, expected = new.position_at(now), old.position_at(now)
        if is_ is None or expected is None:
            return is_ is not expected
        return abs(is_ - expected) > JUMP


class UndoWatch:
    """Posts `UndoingChanged` when other commands than before cannot be undone.

    Args:
        deeds: What can be undone.
        players: The running players.
        post: Takes the event.
        clock: When it happened.
    """

    def __init__(
        self,
        deeds: Deeds,
        players: Players,
        post: Callable[[Event], None],
        clock: Clock,
    ) -> None:
        self._deeds = deeds
        self._players = players
        self._post = post
        self._clock = clock
        self._told: tuple[Hindrance, ...] = ()

    def look(self) -> None:
        """Look at what can be undone anew, and tell what is new."""
        hindered = self._deeds.hindered({player.id for player in self._players.all()})
        if hindered != self._told:
            self._told = hindered
            self._post(UndoingChanged(NO_TURN, self._clock.now(), hindered))


def _timeless(state: PlayerState) -> PlayerState:
    return replace(state, position=None, at=NO_TIME)
