"""The room Lumen is in: players, library and timers, and what Lumen does about them.

Built and used on the loop's thread; `start` and `close` are awaited there.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lumen.core import events as ev
from lumen.core.clock import Clock
from lumen.core.conversation import Keeping
from lumen.core.doing import Doer
from lumen.core.errors import LumenError
from lumen.core.intent import Intent
from lumen.core.media import PlayerId
from lumen.core.turn import NO_TURN, Phase, TurnId, TurnIds
from lumen.core.units import Seconds
from lumen.due import Due
from lumen.keepsakes import KeptLikes, KeptPlays, KeptTimers
from lumen.media.applications import DesktopApplications
from lumen.media.desk import MediaDesk
from lumen.media.doubt import Doubt
from lumen.media.ducking import Ducking
from lumen.media.library.library import Library, LibraryPlaces
from lumen.media.library.shelf import LibraryShelf
from lumen.media.library.survey import Survey
from lumen.media.library.taste import Listening
from lumen.media.notifications import Notifications
from lumen.media.player import Players
from lumen.media.timer_desk import TimerDesk
from lumen.media.timer_words import short_name
from lumen.media.timers_elsewhere import TimersElsewhere
from lumen.moment import moment_of
from lumen.shelving import Shelving, surveyed
from lumen.storage.claim import Claim
from lumen.storage.keeper import Keeper
from lumen.storage.settings_model import MediaSettings
from lumen.understanding import Context, own_asking, understand, warm_up

_log = logging.getLogger(__name__)

_CUT_OFF = Seconds(8.0)
"""So long after Lumen was interrupted, "stop" still means Lumen."""

_LISTENING_EVERY = Seconds(10.0)
"""How often it is looked at what is listened to while nothing changes."""


@dataclass(frozen=True, slots=True)
class RoomPlaces:
    """Where the room's files are.

    Attributes:
        index: Index of the library.
        lists: Folder for playlists that are handed to players.
        lowered: Volumes while players are lowered.
        folders: The desktop's folders of music and videos.
    """

    index: Path
    lists: Path
    lowered: Path
    folders: tuple[Path, ...]


class Room:
    """Everything of media around one companion.

    Args:
        players: The running players; closed with the room.
        keeper: Keeps timers and what was listened to.
        places: Where files are.
        settings: The person's wishes; `take_settings` brings others.
        clock: Shared with all stages.
        turns: Numbers of announcements.
        post: Takes events; `LoopThread.post`.
        notifications: The desktop's; None for none.
        passing: Whether this is for one command only: nothing is indexed, no timer
            runs, nothing is restored.
        claim: Held by the one room that keeps timers and volumes; while another one
            holds it, this one is passing, too. None: nobody else can be there.
        wall_clock: Unix time in seconds.
    """

    def __init__(
        self,
        players: Players,
        keeper: Keeper,
        places: RoomPlaces,
        settings: MediaSettings,
        *,
        clock: Clock,
        turns: TurnIds,
        post: Callable[[ev.Event], None],
        notifications: Notifications | None = None,
        passing: bool = False,
        claim: Claim | None = None,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._players = players
        self._settings = settings
        self._places = places
        self._clock = clock
        self._turns = turns
        self._post = post
        self._notifications = notifications
        self._claim = None if passing else claim
        self._guest = self._claim is not None and not self._claim.take()
        self._passing = passing or self._guest
        self._keeping = Keeping.MEMORY
        self._phase = Phase.IDLE
        self._cut_off_at: Seconds | None = None
        self._likes = KeptLikes(keeper, wall_clock, self._lasts)
        self._plays = KeptPlays(
            keeper,
            wall_clock,
            lambda: self._settings.remember_listening,
            self._likes,
        )
        self._wall_clock = wall_clock
        self._shelving = Shelving(places.index, places.folders)
        self._library, self._shelf = self._shelve()
        self._survey = Survey(places.index)
        self._ducking = Ducking(
            players,
            places.lowered,
            fraction=settings.duck_percent / 100,
            enabled=settings.duck,
        )
        self._doubt = Doubt(clock)
        self._listening = Listening()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._endings: set[asyncio.Task[Any]] = set()
        self._desk = MediaDesk(
            players,
            clock,
            post,
            loudness=self._ducking,
            shelf=self._shelf if settings.library else None,
            likes=self._likes,
            applications=DesktopApplications(),
            confirm_aloud=settings.confirm_aloud,
            meet=self.meet,
        )
        self._due = Due(
            self._desk, players, self.meet, clock, turns, post, self._spawn,
            lambda: self._settings.confirm_aloud, notifications,
        )  # fmt: skip
        self._timers = TimerDesk(
            KeptTimers(keeper, self._lasts),
            wall_clock,
            clock,
            post,
            self._due.carry_out,
            others=lambda: self._desk.acted_at,
            others_undone=lambda: self._desk.undone_at,
        )
        self._met: asyncio.Task[Any] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    # ---- life ------------------------------------------------------------------------

    def start(self) -> None:
        """Come to life, on the loop; returns at once."""
        self._unsubscribe = self._players.subscribe(self._on_players)
        self._met = self._spawn(self._players.start())
        self._spawn(self._plays.load())
        self._spawn(self._load_likes())
        if self._settings.library:
            self._library.start(keep=not self._passing)
        if not self._passing or self._guest:
            self._spawn(asyncio.to_thread(warm_up, wordings=True))
        if not self._passing:
            self._timers.start()
            self._spawn(self._ducking.recover())
            self._spawn(self._count_listening())

    async def _load_likes(self) -> None:
        await self._likes.load()
        self._desk.look()

    async def meet(self) -> None:
        """Wait until the players were met."""
        if self._met is not None:
            await asyncio.wait([self._met])

    async def ready(self) -> None:
        """Wait until the players were met and the library can be searched."""
        await self.meet()
        if self._settings.library:
            await self._library.ready()

    async def close(self) -> None:
        """Bring back every volume and let go of everything."""
        self._unsubscribe()
        for task in self._tasks - self._endings:
            task.cancel()
        library = asyncio.ensure_future(self._library.close())
        await asyncio.gather(*self._tasks - self._endings, return_exceptions=True)
        await self._ducking.close()  # while there are players yet
        await self._desk.close()
        await self._timers.close()
        await asyncio.gather(library, *self._endings, return_exceptions=True)
        await self._players.close()
        if self._notifications is not None:
            await self._notifications.close()
        if self._claim is not None:
            self._claim.release()

    # ---- what the companion asks -----------------------------------------------------

    @property
    def doers(self) -> tuple[Doer, ...]:
        """Who carries out commands, the first that takes one."""
        if self._guest:
            return (self._doubt, TimersElsewhere(), self._desk)
        if self._passing:
            return (self._doubt, self._desk)
        return (self._doubt, self._timers, self._desk)

    def understand(self, text: str) -> tuple[Intent, ...]:
        """What a sentence asks for at this moment."""
        answer = self._answer(text)
        if answer is not None:
            return answer
        meant = self._desk.interpret(text)
        found = (meant,) if meant else understand(text, self.context())
        if any(intent.name == "stop" for intent in found):
            self._cut_off_at = None  # it meant Lumen; the next one means the music
        if all(self._takes(intent) for intent in found):
            return self._doubt.weigh(found)
        self._doubt.drop()
        return found

    def _answer(self, text: str) -> tuple[Intent, ...] | None:
        """What "yes" and "no" mean while one thing is asked about or offered."""
        asked = self._doubt.asked
        said = own_asking(text) if asked or self._desk.offers_first else None
        if said is not None and said.name == "yes":
            if asked:
                return self._doubt.agreed()
            return (Intent("choose", {"number": 1.0}, 0.95),)
        if said is not None and said.name == "no":
            self._doubt.drop()
            return (said,)
        return None

    def context(self) -> Context:
        """The moment, as far as it decides what a sentence means."""
        states = (player.state for player in self._players.all())
        return replace(
            moment_of(states, self._knows),
            speaking=self._was_speaking(),
            just_acted=self._desk.just_acted or self._timers.just_acted,
            just_undone=self._desk.just_undone or self._timers.just_undone,
            timer_set=self._timers.just_set,
            choices=self._desk.choices,
            listed=self._desk.listed,
            timers=tuple(map(short_name, self._timers.running)),
        )

    def _lasts(self) -> bool:
        """Whether what is kept is on the disk."""
        return self._keeping is not Keeping.MEMORY

    def _takes(self, intent: Intent) -> bool:
        return any(doer.takes(intent) for doer in self.doers)

    def _knows(self, title: str) -> float:
        return self._library.holds(title) if self._settings.library else 0.0

    def _was_speaking(self) -> bool:
        """Whether Lumen speaks, or was just cut off by what is being understood."""
        if self._phase is Phase.SPEAKING:
            return True
        at = self._cut_off_at
        return at is not None and self._clock.now() - at < _CUT_OFF

    # ---- what the window asks --------------------------------------------------------

    def order(self, intent: Intent) -> None:
        """Have something done as if it had been said."""
        for doer in self.doers:
            if doer.takes(intent):
                self._spawn(doer.do(NO_TURN, [intent]))
                return

    def undo(self, report: int) -> None:
        """Undo the command of that report."""
        self._spawn(self._desk.undo(report))

    def prefer(self, player: PlayerId) -> None:
        """Commands without a name go to this player."""
        self._desk.prefer(player)

    def choose(self, number: int) -> None:
        """Play one of the shown results."""
        self.order(Intent("choose", {"number": float(number)}))

    def close_results(self) -> None:
        """The list is not needed any more."""
        self._desk.show_results(NO_TURN, "", ())

    def cancel_timer(self, number: int) -> None:
        """Cancel a timer."""
        self._timers.cancel(number)

    def rescan_library(self) -> None:
        """Look through the folders now."""
        self._library.rescan()

    def survey_library(self, folders: Sequence[str], channel_list: str) -> None:
        """Look what is at these places; `LibrarySurveyed` follows."""
        self._spawn(self._look_at(self._shelving.places(folders, channel_list)))

    async def _look_at(self, places: LibraryPlaces) -> None:
        own = places.folders == self._places.folders
        self._post(await surveyed(self._survey, places, self._clock, own=own))

    def cancel_scan(self) -> None:
        """Stop looking through the folders."""
        self._library.cancel_scan()

    def take_settings(self, settings: MediaSettings) -> None:
        """Follow other wishes from now on; after `start`."""
        former, self._settings = self._settings, settings
        self._ducking.configure(
            enabled=settings.duck, fraction=settings.duck_percent / 100
        )
        self._desk.set_confirm_aloud(settings.confirm_aloud)
        if settings.library and not former.library:
            self._library, self._shelf = self._shelve()  # one that ended stays so
            self._library.start()
        elif former.library and not settings.library:
            self._endings.add(self._spawn(self._library.close()))
        elif settings.library:
            self._spawn(self._library.take_places(self._chosen_places()))
        self._desk.set_shelf(self._shelf if settings.library else None)

    # ---- what happens ----------------------------------------------------------------

    def on_event(self, event: ev.Event) -> None:
        """Follow the conversation; subscribed to the companion."""
        match event:
            case ev.PhaseChanged():
                self._on_phase(event.phase, event.at)
            case ev.HistoryOpened():
                self._keeping = event.keeping
            case ev.TimerFired():
                self._due.tell(event)
            case _:
                pass

    def forget(self) -> None:
        """The conversation was forgotten: so is what was listened to."""
        self._plays.forget()

    def _on_phase(self, phase: Phase, at: Seconds) -> None:
        former, self._phase = self._phase, phase
        if former is Phase.SPEAKING and phase is not Phase.IDLE:
            self._cut_off_at = at
        elif phase is Phase.SPEAKING:
            self._cut_off_at = None
        if self._passing:
            return  # what it says goes to a file; a running Lumen lowers players itself
        if phase in {Phase.LISTENING, Phase.SPEAKING}:
            self._ducking.begin("conversation")
        elif phase in {Phase.IDLE, Phase.ERROR}:
            self._ducking.end("conversation")

    def _on_players(self) -> None:
        self._ducking.changed()
        states = [player.state for player in self._players.all()]
        if self._guest:
            return  # the other one counts what is listened to
        for track in self._listening.feed(states, self._clock.now()):
            self._plays.heard(track)

    async def _count_listening(self) -> None:
        while True:
            await asyncio.sleep(_LISTENING_EVERY)
            self._on_players()

    def _shelve(self) -> tuple[Library, LibraryShelf]:
        library = Library(
            self._chosen_places(),
            self._plays,
            self._clock,
            self._wall_clock,
            self._post,
        )
        return library, LibraryShelf(library, self._likes, self._places.lists)

    def _chosen_places(self) -> LibraryPlaces:
        settings = self._settings
        return self._shelving.places(settings.folders, settings.channel_list)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._endings.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("something in the room failed: %s", type(error).__name__)
            if isinstance(error, LumenError):
                now = self._clock.now()
                self._post(ev.ProblemRaised(TurnId(NO_TURN), now, error))
