"""Which player is shown, and what may be done with it; without Qt."""

from __future__ import annotations

from collections.abc import Callable

from lumen.core.events import PlayersChanged
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import (
    NO_PLAYER,
    Feature,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    RepeatMode,
)
from lumen.core.units import Seconds
from lumen.ui.media_words import plain, reason_without

_JUMP = 1.0
"""A position that is off by more than this answers a wish to go elsewhere."""

_SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 3.0, 4.0)
_MOST_SPEEDS = 9
_NEXT_REPEAT = {
    None: RepeatMode.ALL,
    RepeatMode.OFF: RepeatMode.ALL,
    RepeatMode.ALL: RepeatMode.ONE,
    RepeatMode.ONE: RepeatMode.OFF,
}


class NowPlaying:
    """What the card shows.

    Args:
        now: The companion's clock.
    """

    def __init__(self, now: Callable[[], Seconds]) -> None:
        self._now = now
        self.players: tuple[PlayerState, ...] = ()
        self.state: PlayerState | None = None
        self.other_track = False
        self.jumped = False
        self.liked: bool | None = None

    def take(self, event: PlayersChanged) -> None:
        """Take the players as they are now."""
        former = self.state
        self.players = event.players
        self.state = _shown(event.players, event.current)
        self.other_track = (
            former is None
            or self.state is None
            or former.player != self.state.player
            or former.track != self.state.track
        )
        self.jumped = self._has_jumped(former)
        self.liked = None  # it cannot be told
        if self.state is not None and event.liked is not None:
            self.liked = self.state.player in event.liked

    def _has_jumped(self, former: PlayerState | None) -> bool:
        if former is None or self.state is None or self.other_track:
            return True
        now = self._now()
        is_, expected = self.state.position_at(now), former.position_at(now)
        if is_ is None or expected is None:
            return True
        return abs(is_ - expected) > _JUMP

    @property
    def position(self) -> Seconds | None:
        """Where the shown track is now."""
        return None if self.state is None else self.state.position_at(self._now())

    @property
    def moves(self) -> bool:
        """Whether the position runs on by itself."""
        state = self.state
        return (
            state is not None
            and state.status is PlaybackStatus.PLAYING
            and state.position is not None
        )

    def lacking(self, *features: Feature) -> str:
        """Why something cannot be done now; empty when it can."""
        if self.state is None:
            return "No player is running"
        for feature in features:
            if feature not in self.state.features:
                return reason_without(feature, self.state.name)
        return ""

    def names(self) -> tuple[tuple[PlayerId, str], ...]:
        """The players to choose from; those of one name are told apart."""
        names = [plain(state.name) or "Player" for state in self.players]
        told = []
        for index, state in enumerate(self.players):
            name, title = names[index], plain(state.track.title)
            if names.count(name) > 1:
                nth = names[: index + 1].count(name)
                name = f"{name} · {title}" if title else f"{name} ({nth})"
            told.append((state.player, name))
        return tuple(told)

    def speeds(self) -> tuple[float, ...]:
        """Speeds to offer: what the player can, and the present one."""
        if self.state is None:
            return ()
        low, high = self.state.speeds
        offered = [speed for speed in _SPEEDS if low <= speed <= high]
        if len(offered) > _MOST_SPEEDS:
            offered = [speed for speed in offered if speed >= 0.5]
        return tuple(sorted({*offered, round(self.state.speed, 2)}))

    # ---- orders ----------------------------------------------------------------------

    def order(self, name: str, **slots: SlotValue) -> Intent:
        """An order to the shown player."""
        player = NO_PLAYER if self.state is None else self.state.player
        return Intent(name, {**slots, "player": str(player)})

    def toggle(self) -> Intent:
        """Pause what plays, else go on."""
        state = self.state
        playing = state is not None and state.status is PlaybackStatus.PLAYING
        return self.order("pause_playback" if playing else "resume_playback")

    def mute(self) -> Intent:
        """Silence, or the sound back."""
        return self.order("adjust_volume", mute=not self.muted)

    @property
    def muted(self) -> bool:
        """Whether the player makes no sound."""
        return self.state is not None and self.state.volume == 0.0

    def shuffle(self) -> Intent:
        """In random order, or in order again."""
        on = self.state is not None and self.state.shuffle is True
        return self.order("shuffle", shuffle="off" if on else "on")

    def like(self) -> Intent:
        """Remember that the person likes what plays, or does no more."""
        return self.order("like", like="off" if self.liked else "on")

    @property
    def unlikable(self) -> str:
        """Why what plays cannot be liked; empty when it can."""
        if self.state is None or not self.state.track.title:
            return "It is not told what this is"
        return "" if self.liked is not None else "No list of favourites is kept"

    def repeat(self) -> Intent:
        """The next mode: everything, this one, off."""
        mode = None if self.state is None else self.state.repeat
        return self.order("repeat", mode=str(_NEXT_REPEAT[mode]))


def _shown(players: tuple[PlayerState, ...], current: PlayerId) -> PlayerState | None:
    """The current one; without one the first that plays, else the first."""
    for state in players:
        if state.player == current:
            return state
    playing = (s for s in players if s.status is PlaybackStatus.PLAYING)
    return next(playing, players[0] if players else None)
