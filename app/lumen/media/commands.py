"""What a command to a player is, how it ends, and what it leaves behind to undo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol, TypeAlias

from lumen.core.intent import Intent
from lumen.core.media import Feature, PlayerId, PlayerState, Verdict
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.player import Player
from lumen.media.readback import Readback
from lumen.media.slots import number


class Aspect(Enum):
    """What of a player a command changed."""

    TRACK = auto()
    POSITION = auto()
    VOLUME = auto()
    SPEED = auto()
    SHUFFLE = auto()
    REPEAT = auto()
    STATUS = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """What a command changed, enough to undo and to redo it.

    Attributes:
        player: Whose state it is.
        aspects: What was changed; the rest of the states is not restored.
        before: The player before the command.
        after: The player as it was read back.
        steps: How many tracks it went on; negative backwards; 0 when another was
            opened.
    """

    player: PlayerId
    aspects: frozenset[Aspect]
    before: PlayerState
    after: PlayerState
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """What a command changed besides players, with the ways there and back.

    Attributes:
        key: The same for changes of the same thing.
        name: What was changed, for people.
        before: How it was, for people.
        after: How it is now.
        back: Makes it as it was.
        again: Makes it as it is now.
    """

    key: str = field(repr=False)
    name: str = field(repr=False)
    before: str
    after: str
    back: Callable[[], None]
    again: Callable[[], None]

    def reversed(self) -> Aside:
        """What going back changes."""
        return Aside(
            self.key, self.name, self.after, self.before, self.again, self.back
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended.

    Attributes:
        text: As a sentence for the person.
        before: The changed value before, for people.
        after: The same, read back.
        change: What can be undone of a player; None when nothing changed.
        aside: What can be undone besides.
    """

    verdict: Verdict
    text: str = field(repr=False)
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
    change: Change | None = None
    aside: Aside | None = None


class Loudness(Protocol):
    """Sets volumes, knowing that they may be lowered while somebody speaks.

    The volumes of commands are those that the person would hear in silence.
    """

    def undipped(self, state: PlayerState) -> PlayerState:
        """The state with the volume that it has when nobody speaks."""
        ...

    def shown(self, player: PlayerId, volume: float) -> float:
        """What the player itself shows for this volume now."""
        ...

    async def set_volume(self, player: Player, volume: float) -> None:
        """Set the volume that the player has when nobody speaks; 0 to 1."""
        ...


class PlainLoudness:
    """Nothing is ever lowered."""

    def undipped(self, state: PlayerState) -> PlayerState:
        """See `Loudness.undipped`."""
        return state

    def shown(self, player: PlayerId, volume: float) -> float:
        """See `Loudness.shown`."""
        del player
        return volume

    async def set_volume(self, player: Player, volume: float) -> None:
        """See `Loudness.set_volume`."""
        await player.set_volume(volume)


@dataclass(slots=True)
class Memory:
    """What verbs remember between commands.

    Attributes:
        muted: Volumes before muting.
        risen_from: Volumes that the sentence being done found, or named; louder than
            that by more than 30 points only by naming the level.
        beside: Files of each player among which it was gone on since it knew of no
            next one.
    """

    muted: dict[PlayerId, float]
    risen_from: dict[PlayerId, float] = field(default_factory=dict)
    beside: dict[PlayerId, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """One command to one player.

    Attributes:
        intent: What is wanted.
        player: Who is to do it.
        before: The player, freshly read, with its undipped volume.
        others: The other running players.
        readback: Waits until the player shows it.
        loudness: Sets volumes.
        memory: What verbs remember.
    """

    intent: Intent
    player: Player
    before: PlayerState
    others: Sequence[PlayerState]
    readback: Readback
    loudness: Loudness
    memory: Memory

    @property
    def name(self) -> str:
        """The player's name for people."""
        return self.before.name or "The player"

    def number(self, slot: str) -> float | None:
        """A slot's number; None when it is missing or no number."""
        return number(self.intent.slots, slot)

    def now(self, state: PlayerState) -> Seconds | None:
        """The state's position, carried on to this moment."""
        return state.position_at(self.readback.clock.now())

    async def until(
        self, holds: Callable[[PlayerState], bool], within: Seconds | None = None
    ) -> tuple[PlayerState, bool]:
        """See `Readback.until`; the state given back has its undipped volume."""
        if within is None:
            state, held = await self.readback.until(self.player, holds)
        else:
            state, held = await self.readback.until(self.player, holds, within)
        return self.loudness.undipped(state), held

    async def obeyed(
        self,
        order: Callable[[], Awaitable[None]],
        holds: Callable[[PlayerState], bool],
    ) -> tuple[PlayerState, bool]:
        """See `Readback.obeyed`; the state given back has its undipped volume."""
        state, held = await self.readback.obeyed(self.player, order, holds)
        return self.loudness.undipped(state), held

    def can(self, feature: Feature) -> bool:
        """Whether the player has the feature now."""
        return feature in self.before.features

    def unable(self, feature: Feature) -> Outcome:
        """The player cannot; says which ones could."""
        able = [state for state in self.others if feature in state.features]
        text = f"{self.name} cannot {wording.ability(feature)}."
        if able:
            text += f" {wording.list_of(wording.names_of(able), 'and')} can."
        return Outcome(Verdict.REFUSED, text)

    def disobeyed(self) -> Outcome:
        """The player said yes and did nothing."""
        return Outcome(
            Verdict.REFUSED,
            f"{self.name} was asked to, but did not do it. Try it in its own window.",
        )

    def changed(self, after: PlayerState, *aspects: Aspect, steps: int = 0) -> Change:
        """What this command changed; another track may begin to play by itself."""
        if Aspect.TRACK in aspects and after.status is not self.before.status:
            aspects = (*aspects, Aspect.STATUS)
        return Change(self.player.id, frozenset(aspects), self.before, after, steps)


Verb: TypeAlias = Callable[[Order], Awaitable[Outcome]]


def unchanged(text: str, value: str = "") -> Outcome:
    """It was so already."""
    return Outcome(Verdict.DONE, text, value, value)


def for_now(order: Order, done: Outcome, back: str) -> Outcome:
    """What was done for a while only: nobody takes it back by himself.

    Args:
        order: Perhaps with a time that it is to last, in seconds.
        done: How it ended.
        back: What to say to have it back.
    """
    lasting = order.number("lasting")
    if lasting is None or done.verdict is not Verdict.DONE:
        return done
    told = f"I do not end that by myself after {wording.span(lasting)}: say {back}."
    return replace(done, verdict=Verdict.PARTLY, text=f"{done.text} {told}")
