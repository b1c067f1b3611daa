"""What happens when a timer has run down: it is told of, or its command is done."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lumen.core.clock import Clock
from lumen.core.doing import Doer
from lumen.core.events import AnnouncementDue, Event, TimerFired
from lumen.core.intent import Intent
from lumen.core.media import PlaybackStatus
from lumen.core.turn import NO_TURN, TurnIds
from lumen.media import timer_words
from lumen.media.notifications import Notifications
from lumen.media.player import Players
from lumen.media.slots import text

_FOR_ALL = frozenset({"pause_playback", "adjust_volume"})
"""Intents that mean all that sounds, when nobody says which."""


@dataclass(frozen=True, slots=True)
class Due:
    """Belongs to the loop's thread.

    Attributes:
        desk: Carries commands out.
        players: The running players.
        meet: Waits until they are known.
        clock: Times the events.
        turns: Numbers of announcements.
        post: Takes events.
        spawn: Has something done that takes a while.
        aloud: Whether it is spoken what was done.
        notifications: The desktop's; None for none.
    """

    desk: Doer
    players: Players
    meet: Callable[[], Coroutine[Any, Any, None]]
    clock: Clock
    turns: TurnIds
    post: Callable[[Event], None]
    spawn: Callable[[Coroutine[Any, Any, Any]], object]
    aloud: Callable[[], bool]
    notifications: Notifications | None

    def tell(self, event: TimerFired) -> None:
        """A timer has run down, or the moment of a command was missed."""
        said = timer_words.say_fired(event.timer, event.late)
        self._announce(said, "timer")
        if self.notifications is not None:
            title = "Timer" if event.timer.command is None else "Not done"
            self.spawn(self.notifications.show(title, said))

    def carry_out(self, commands: Sequence[Intent]) -> None:
        """The time of these commands has come; they are undone as one."""
        self.spawn(self._carry_out(commands))

    async def _carry_out(self, commands: Sequence[Intent]) -> None:
        await self.meet()
        done = await self.desk.do(NO_TURN, self._meant(commands))
        if done.text and self.aloud():
            self._announce(done.text)

    def _meant(self, commands: Sequence[Intent]) -> list[Intent]:
        """The commands for all players that sound: nobody is there to be asked which.

        Who wanted silence at that time did not want a part of it. What a question
        would end comes last.
        """
        sounding = [
            player.id
            for player in self.players.all()
            if player.state.status is PlaybackStatus.PLAYING
        ]
        if len(sounding) < 2:
            return list(commands)
        meant: list[Intent] = []
        for command in sorted(commands, key=_may_ask):
            if _may_ask(command) or text(command.slots, "player"):
                meant.append(command)
                continue
            for player in sounding:
                slots = {**command.slots, "player": str(player)}
                meant.append(replace(command, slots=slots))
        return meant

    def _announce(self, said: str, sound: str = "") -> None:
        turn, now = self.turns.next(), self.clock.now()
        self.post(AnnouncementDue(turn, now, said, sound))


def _may_ask(command: Intent) -> bool:
    """Whether it is for one player, so that the desk asks which of several."""
    return command.name not in _FOR_ALL
