"""Which player is meant: the one that plays, the one last used, or a named one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lumen.core.clock import Clock
from lumen.core.media import NO_PLAYER, PlaybackStatus, PlayerId, PlayerState
from lumen.core.units import Seconds
from lumen.media.player import Player, Players

Names: TypeAlias = Callable[[PlayerState], Iterable[str]]
"""Other names of a player, such as ``browser`` for Firefox."""

TOGETHER = Seconds(1.0)
"""Players that started within this time of each other started at once."""

_CLOSE_ENOUGH = 85.0  # rapidfuzz ratio: "audacius" is Audacious, "mpc" is not mpv
_SHORTEST_FUZZY = 5
_FILLERS = frozenset(
    {
        "the",
        "a",
        "an",
        "my",
        "in",
        "on",
        "from",
        "app",
        "application",
        "player",
        "media",
        "one",
        "window",
    }
)

_KINDS = frozenset({"music", "song", "video", "movie", "film", "track", "sound", "it"})
"""What is played rather than a player, unless such a player plays."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """It is this one."""

    player: Player


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It could be any of these, at least two."""

    players: tuple[Player, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """No player runs, or none of that name."""


Choice: TypeAlias = Chosen | Ambiguous | Nobody


def no_names(state: PlayerState) -> tuple[str, ...]:
    """A player's own name is enough."""
    del state
    return ()


class PlayerChoice:
    """Remembers which player was used last, and chooses.

    Args:
        players: The running players.
        clock: Tells when a player was used.
        names: Other names of a player.
    """

    def __init__(self, players: Players, clock: Clock, names: Names = no_names) -> None:
        self._players = players
        self._clock = clock
        self._names = names
        self._used: dict[PlayerId, Seconds] = {}
        self._commanded: set[PlayerId] = set()
        self._playing: set[PlayerId] = set()
        self._looked = False

    def observe(self) -> None:
        """Note who has begun or ceased to play, and forget who is gone."""
        now = self._clock.now()
        running = {player.id: player.state for player in self._players.all()}
        playing = {
            id_
            for id_, state in running.items()
            if state.status is PlaybackStatus.PLAYING
        }
        if self._looked:  # those who played before us began nobody knows when
            for used in playing ^ self._playing:
                self._note(used, now)
        self._looked = True
        self._playing = playing
        for gone in self._used.keys() - running.keys():
            del self._used[gone]
            self._commanded.discard(gone)

    def note_command(self, player: PlayerId) -> None:
        """The person commanded this player, or pointed at it."""
        self._note(player, self._clock.now())
        self._commanded.add(player)

    def _note(self, player: PlayerId, at: Seconds) -> None:
        self._used.pop(player, None)  # the last used stands last
        self._used[player] = at

    def current(self) -> PlayerId:
        """The one that a command without a name goes to; a guess when unclear."""
        choice = self.choose()
        match choice:
            case Chosen(player):
                return player.id
            case Ambiguous(players):
                return players[0].id
            case Nobody():
                return NO_PLAYER

    def find(self, player: PlayerId) -> Player | None:
        """The running player of that id."""
        return next((p for p in self._players.all() if p.id == player), None)

    def choose(
        self, name: str = "", *, after: PlayerId = NO_PLAYER, resting: bool = False
    ) -> Choice:
        """Find out who is meant.

        Args:
            name: How the person called it, or a `PlayerId`; empty when they did not.
            after: The player of the command before in the same sentence.
            resting: Whether one that does not play is meant rather than one that does.
        """
        running = self._players.all()
        named = tuple(self._named(name, running)) if name else ()
        if _is_general(name) and not any(_plays(player) for player in named):
            name = ""  # "the music" is what plays, wherever it does
        if name:
            running = named
        elif any(player.id == after for player in running):
            return Chosen(next(player for player in running if player.id == after))
        if not running:
            return Nobody()
        return self._best(running, resting=resting)

    def holding(self, title: str) -> Player | None:
        """The player in which that is open, the one used last before the others."""
        wanted = plain(title)
        holds = [
            player
            for player in self._players.all()
            if wanted
            and any(
                f" {wanted} " in f" {plain(said)} "
                for said in (player.state.track.title, player.state.track.album)
            )
        ]
        order = list(self._used)
        holds.sort(key=lambda p: -order.index(p.id) if p.id in order else 1)
        return holds[0] if holds else None

    def named(self, name: str, among: Sequence[PlayerId]) -> PlayerId | None:
        """The one of `among` that is called so; None when none or several are."""
        players = [p for p in self._players.all() if p.id in among]
        found = list(self._named(name, players))
        return found[0].id if len(found) == 1 else None

    def frozen(self, name: str = "") -> Player | None:
        """The player that is called so, or any without a name, but does not answer."""
        stuck = self._players.frozen
        return next(iter(self._named(name, stuck) if name else stuck), None)

    def _best(self, running: Sequence[Player], *, resting: bool) -> Choice:
        playing = [p for p in running if _plays(p)]
        paused = [p for p in running if p.state.status is PlaybackStatus.PAUSED]
        by_id = {player.id: player for player in running}
        used = [by_id[id_] for id_ in reversed(self._used) if id_ in by_id]
        if resting:
            alive = [p for p in used if p in playing or p in paused]
            ranked = [*alive, *paused, *playing, *running]
            return Chosen(ranked[0])
        if len(playing) > 1:
            return self._latest(playing)
        ranked = [*playing, *used, *paused, *running]
        return Chosen(ranked[0])

    def _latest(self, playing: Sequence[Player]) -> Choice:
        """Of several that play, the one used last; all when nobody can tell."""
        by_id = {player.id: player for player in playing}
        used = [by_id[id_] for id_ in reversed(self._used) if id_ in by_id]
        if not used:
            return Ambiguous(tuple(playing))
        first = used[0]
        if first.id in self._commanded or len(used) == 1:
            return Chosen(first)
        apart = self._used[first.id] - self._used[used[1].id]
        return Chosen(first) if apart > TOGETHER else Ambiguous(tuple(playing))

    def _named(self, name: str, running: Iterable[Player]) -> Iterable[Player]:
        running = tuple(running)
        exact = [player for player in running if player.id == name]
        if exact:
            return exact
        wanted = plain(name)
        if not wanted:
            return ()
        scored = [(_likeness(wanted, self._called(p.state)), p) for p in running]
        best = max((score for score, _ in scored), default=0.0)
        if best < _CLOSE_ENOUGH:
            return ()
        return [player for score, player in scored if score == best]

    def _called(self, state: PlayerState) -> set[str]:
        names = (state.name, *self._names(state))
        return {plain(name) for name in names} - {""}


def _plays(player: Player) -> bool:
    return player.state.status is PlaybackStatus.PLAYING


def _is_general(name: str) -> bool:
    words = set(plain(name).split())
    if not words:
        return False
    return words <= _KINDS or ("player" in words and words <= _FILLERS)


def plain(name: str) -> str:
    """A name without case, accents, punctuation and words that tell nothing."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(
        c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)
    )
    words = letters.split()
    telling = [word for word in words if word not in _FILLERS]
    return " ".join(telling or words)


def _likeness(wanted: str, names: Iterable[str]) -> float:
    """0 to 100: how well a wanted name fits the names of one player."""
    from rapidfuzz import fuzz

    best = 0.0
    for name in names:
        if wanted == name:
            return 100.0
        if set(wanted.split()) <= set(name.split()):
            best = max(best, 95.0)
        elif len(wanted) >= _SHORTEST_FUZZY:
            best = max(best, min(94.0, fuzz.ratio(wanted, name)))
    return best
