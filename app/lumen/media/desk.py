"""The desk where intents about media arrive, and from which players are commanded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from lumen.core.clock import Clock
from lumen.core.doing import Done
from lumen.core.errors import LumenError
from lumen.core.events import Event
from lumen.core.intent import Intent
from lumen.core.media import Feature, MediaItem, PlayerId, Verdict
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.applications import Applications
from lumen.media.asking import Later, on_the_loop
from lumen.media.choice import Ambiguous, Chosen, Names, Nobody, PlayerChoice
from lumen.media.commands import Loudness, Outcome, PlainLoudness
from lumen.media.commands_run import failed, or_beside
from lumen.media.deeds import UNDO_WITHIN, Deed
from lumen.media.errands import Errands, Said, Sentence, together
from lumen.media.favourites import Favourites
from lumen.media.likes import Likes
from lumen.media.one_at_a_time import OneAtATime
from lumen.media.player import Player, Players
from lumen.media.questions import OpenQuestion, pick
from lumen.media.quirks import names_of
from lumen.media.readback import Readback, Sleep
from lumen.media.shelf import Shelf
from lumen.media.shelf_desk import NO_LIBRARY, ShelfDesk
from lumen.media.slots import number, text
from lumen.media.telling import tell
from lumen.media.verbs import FOR_RESTING, VERBS

SHELF_INTENTS = frozenset(
    {
        "play_content",
        "search_content",
        "browse_category",
        "get_recommendation",
        "select_channel",
    }
)
_TOLD = frozenset({"what_is_playing", "content_info"})
_BACK_AND_FORTH = frozenset({"undo", "redo"})
_OTHERS = _BACK_AND_FORTH | {"like", "beyond"}
_ALWAYS = frozenset(VERBS) | SHELF_INTENTS | _TOLD | _OTHERS
_QUESTION_LIVES_THROUGH = _TOLD | {"choose", "turn_results"}
_STEPS = {"next_episode": 1, "previous_episode": -1}
_NAMING = ("title", "artist", "genre", "album", "playlist")
_LONGEST_ANSWER = 4  # words
_THE_ONLY_ONE = frozenset(
    {"play it", "play that", "play that one", "play this one", "open it", "that one"}
)


async def _known() -> None:
    """They are known already."""


class MediaDesk:
    """A `Doer` for media; all of it belongs to the loop's thread.

    Args:
        players: The running players.
        clock: Measures, and forgets.
        post: Takes events, such as `LoopThread.post`.
        loudness: Sets volumes; `Ducking` when volumes may be lowered meanwhile.
        names: Other names of a player, such as ``browser`` for Firefox.
        shelf: The library; None: there is none.
        likes: What the person likes; None: no list of it is kept.
        applications: Opens applications; None: it cannot be done.
        confirm_aloud: Whether what was done is spoken, too.
        sleep: Waits between two readings of a player.
        later: Calls when it is time to tell that a player was asked.
        meet: Waits until the players that run are known: what is said while Lumen
            starts is not to be done without them.
    """

    def __init__(
        self,
        players: Players,
        clock: Clock,
        post: Callable[[Event], None],
        *,
        loudness: Loudness | None = None,
        names: Names = names_of,
        shelf: Shelf | None = None,
        likes: Likes | None = None,
        applications: Applications | None = None,
        confirm_aloud: bool = False,
        sleep: Sleep = asyncio.sleep,
        later: Later = on_the_loop,
        meet: Callable[[], Awaitable[None]] = _known,
    ) -> None:
        self._clock = clock
        self._meet = meet
        self._choice = PlayerChoice(players, clock, names)
        self._errands = Errands(
            players,
            self._choice,
            Readback(clock, sleep),
            loudness or PlainLoudness(),
            post,
            likes,
            later,
        )
        self._favourites = Favourites(self._errands, likes)
        self._shelf = ShelfDesk(self._errands, shelf)
        self._applications = applications
        self._question: OpenQuestion | None = None
        self._one_at_a_time: OneAtATime[Said] = OneAtATime()
        self.set_confirm_aloud(confirm_aloud)
        self._unsubscribe = players.subscribe(self._errands.look)
        self._errands.look()

    # ---- Doer ------------------------------------------------------------------------

    def takes(self, intent: Intent) -> bool:
        """See `Doer.takes`."""
        if intent.name == "choose":
            return self._asked() is not None or self._shelf.has_results
        if intent.name == "turn_results":
            return self._shelf.has_results
        if intent.name == "open_app":
            return self._applications is not None or self._by_name(intent) is not None
        if intent.name == "content_info" and text(intent.slots, "title"):
            return self._is_about_current(intent)
        return intent.name in _ALWAYS

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:
        """See `Doer.do`.

        When it is cancelled, the intent in hand is still carried out to its end and
        reported, so that it can be undone; those behind it are never begun.
        """
        await self._meet()
        if any(intent.name not in _QUESTION_LIVES_THROUGH for intent in intents):
            self._question = None
        return (await self._do_all(self._errands.sentence(turn), intents)).done

    async def _do_all(self, sentence: Sentence, intents: Sequence[Intent]) -> Said:
        said: list[Done] = []
        waiting = tuple(intents)
        while waiting:
            work = self._one(sentence, waiting)
            queue = self._queueing(sentence, waiting[0])
            result = await self._one_at_a_time.do(work, queue)
            said.append(result.done)
            if result.over:
                break
            waiting = waiting[1:]
        return Said(together(said))

    def _queueing(
        self, sentence: Sentence, intent: Intent
    ) -> AbstractContextManager[None]:
        """Tells that it waits for its turn, where its end is told of, too."""
        reported = intent.name in VERBS or intent.name in _BACK_AND_FORTH
        if not reported or text(intent.slots, "title"):
            return nullcontext()
        return self._errands.queueing(sentence, intent)

    # ---- what decides the meaning of a sentence --------------------------------------

    @property
    def just_acted(self) -> bool:
        """Whether "no, go back" is about what was done, or undone, just now."""
        return self._errands.deeds.last() is not None or self.just_undone

    @property
    def just_undone(self) -> bool:
        """Whether there is something that "redo" would do again."""
        return self._errands.deeds.last_undoing() is not None

    @property
    def acted_at(self) -> Seconds | None:
        """When what "undo" would undo was done; None when there is nothing."""
        return _done_at(self._errands.deeds.last())

    @property
    def undone_at(self) -> Seconds | None:
        """When what "redo" would do again was undone; None when there is nothing."""
        return _done_at(self._errands.deeds.last_undoing())

    @property
    def choices(self) -> int:
        """How many may be chosen from: of a question, else of the shown results."""
        question = self._asked()
        return self._shelf.choices if question is None else len(question.options)

    @property
    def listed(self) -> bool:
        """Whether a list is shown that can be turned over."""
        return self._shelf.choices > 0

    @property
    def offers_first(self) -> bool:
        """Whether the first of a list was offered just now, so that "yes" means it."""
        return self._asked() is None and self._shelf.offers_first

    # ---- the window and the settings -------------------------------------------------

    async def undo(self, report: int) -> Done:
        """Undo the sentence of a command, such as by the button on its card."""
        sentence = self._errands.sentence(NO_TURN)
        deed = self._errands.deeds.of(report)
        work = self._undo(sentence, deed)
        queue = self._errands.queueing(sentence, Intent("undo"))
        return (await self._one_at_a_time.do(work, queue)).done

    def prefer(self, player: PlayerId) -> None:
        """The person pointed at a player: commands without a name go to it."""
        self._choice.note_command(player)
        self._errands.look()

    def show_results(
        self, turn: TurnId, title: str, items: Sequence[MediaItem]
    ) -> None:
        """Show a list that is answered by "the second one"; empty: close it."""
        self._question = None
        self._shelf.show_results(turn, title, items)

    def interpret(self, said: str) -> Intent | None:
        """What a short answer means while a question is open: "VLC", "the browser".

        When a list of one is shown, "play it" means that one.
        """
        question = self._asked()
        if question is None and self._shelf.choices == 1:
            meant = said.casefold().strip(" .!?") in _THE_ONLY_ONE
            return Intent("choose", {"number": 1.0}) if meant else None
        if question is None or not 0 < len(said.split()) <= _LONGEST_ANSWER:
            return None
        player = self._choice.named(said, question.options)
        return None if player is None else Intent("choose", {"player": str(player)})

    def look(self) -> None:
        """Tell what is new, such as of what the person likes."""
        self._errands.look()

    def set_confirm_aloud(self, on: bool) -> None:
        """Whether what was done is spoken, too."""
        self._errands.aloud = on

    def set_shelf(self, shelf: Shelf | None) -> None:
        """Look things up in this library from now on."""
        self._shelf.shelf = shelf

    async def close(self) -> None:
        """Let go of the players; what is being done is left."""
        self._unsubscribe()
        self._shelf.close()
        await self._one_at_a_time.close()

    # ---- one intent ------------------------------------------------------------------

    async def _one(self, sentence: Sentence, waiting: tuple[Intent, ...]) -> Said:
        """Carry out the first of the intents that wait."""
        intent = waiting[0]
        if never := _never(intent):
            return self._errands.refuse(sentence, intent, never)
        match intent.name:
            case "choose" | "turn_results":
                return await self._choose(sentence, intent)
            case "undo" | "redo" | "like":
                return await self._mark_or_step(sentence, intent)
            case "what_is_playing" | "content_info":
                return self._tell(intent)
            case "open_app":
                return await self._open_application(sentence, intent)
            case "resume_playback" | "seek_content" if text(intent.slots, "title"):
                return await self._with_title(sentence, waiting)
            case name if name in SHELF_INTENTS:
                return await self._look_up(sentence, waiting)
            case _:
                return await self._command(sentence, waiting)

    async def _mark_or_step(self, sentence: Sentence, intent: Intent) -> Said:
        """What may change the favourites, which may be shown just now."""
        if intent.name == "like":
            said = await self._favourites.mark(sentence, intent)
        else:
            said = await self._errands.step(sentence, intent)
        await self._shelf.refresh(sentence.turn)
        return said

    async def _undo(self, sentence: Sentence, deed: Deed | None) -> Said:
        said = await self._errands.undo(sentence, deed)
        await self._shelf.refresh(sentence.turn)
        return said

    async def _look_up(self, sentence: Sentence, waiting: tuple[Intent, ...]) -> Said:
        """Ask the library; without one, "play" alone still means to go on."""
        intent = waiting[0]
        if self._shelf.takes(intent):
            return await self._shelf.look_up(sentence, intent)
        if intent.name == "play_content" and _bare(intent):
            resumed = replace(intent, name="resume_playback")
            return await self._command(sentence, (resumed, *waiting[1:]))
        return self._errands.refuse(sentence, intent, NO_LIBRARY)

    async def _with_title(
        self, sentence: Sentence, waiting: tuple[Intent, ...]
    ) -> Said:
        """Command the player that holds the title; else look for it to be played."""
        intent = waiting[0]
        slots = {key: value for key, value in intent.slots.items() if key != "title"}
        title = text(intent.slots, "title")
        holder = self._choice.holding(title)
        if holder is not None:
            meant = replace(intent, slots={"player": str(holder.id), **slots})
            return await self._command(sentence, (meant, *waiting[1:]))
        slots = {key: value for key, value in slots.items() if key == "player"}
        sought = replace(intent, name="play_content", slots={"title": title, **slots})
        return await self._look_up(sentence, (sought, *waiting[1:]))

    async def _command(self, sentence: Sentence, waiting: tuple[Intent, ...]) -> Said:
        """Command a player; asks which one when it is unclear."""
        intent, began = waiting[0], self._clock.now()
        if not_now := wording.not_now(intent.slots):
            return self._errands.refuse(sentence, intent, not_now)
        self._choice.observe()
        name = text(intent.slots, "player")
        choice = self._choice.choose(
            name, after=sentence.player, resting=intent.name in FOR_RESTING
        )
        match choice:
            case Nobody():
                outcome = Outcome(Verdict.NO_PLAYER, self._errands.nobody(name))
                return self._errands.report(sentence, intent, outcome, None, began)
            case Ambiguous(players):
                return self._ask(sentence, players, waiting, began)
            case Chosen(player):
                verb, step = VERBS[intent.name], _STEPS.get(intent.name)
                verb = verb if step is None else or_beside(verb, step)
                return await self._errands.have_done(
                    sentence, intent, verb, player, began
                )

    # ---- questions -------------------------------------------------------------------

    def _ask(
        self,
        sentence: Sentence,
        players: Sequence[Player],
        waiting: tuple[Intent, ...],
        began: Seconds,
    ) -> Said:
        names = wording.names_of([player.state for player in players])
        ids = tuple(player.id for player in players)
        self._question = OpenQuestion.ask(waiting, ids, self._clock.now())
        outcome = Outcome(Verdict.UNCLEAR, f"{wording.list_of(names, 'or')}?")
        said = self._errands.report(sentence, waiting[0], outcome, None, began)
        return replace(said, over=True)

    def _asked(self) -> OpenQuestion | None:
        """The open question, unless it was asked too long ago."""
        question = self._question
        if question is not None and self._clock.now() > question.until:
            self._question = question = None
        return question

    async def _choose(self, sentence: Sentence, intent: Intent) -> Said:
        if intent.name == "turn_results":
            return self._shelf.turn(sentence, number(intent.slots, "pages"))
        wanted = number(intent.slots, "number")
        question = self._asked()
        if question is None:
            if not self._shelf.has_results:
                return Said(Done("There is nothing to choose from now."))
            return await self._shelf.choose(sentence, intent, wanted)
        name = text(intent.slots, "player")
        if name:
            player = self._choice.named(name, question.options)
        else:
            player = pick(question.options, wanted)
        if player is None:
            count = len(question.options)
            return Said(Done(f"Say the name, or a number from 1 to {count}."))
        self._question = None
        return await self._go_on(sentence, question.aimed_at(player))

    async def _go_on(self, sentence: Sentence, waiting: tuple[Intent, ...]) -> Said:
        """Carry out what was asked about, and what was said behind it."""
        said: list[Done] = []
        while waiting:
            result = await self._one(sentence, waiting)
            said.append(result.done)
            if result.over:
                break
            waiting = waiting[1:]
        return Said(together(said))

    # ---- other intents ---------------------------------------------------------------

    def _tell(self, intent: Intent) -> Said:
        name = text(intent.slots, "player")
        match self._choice.choose(name):
            case Chosen(player):
                state = player.state
            case Ambiguous(players):
                state = players[0].state
            case Nobody():
                return Said(Done(self._errands.nobody(name)))
        return Said(tell(intent, state, self._clock.now()))

    def _is_about_current(self, intent: Intent) -> bool:
        state = self._errands.now()
        title = text(intent.slots, "title").casefold()
        return state is not None and title in state.track.title.casefold()

    def _by_name(self, intent: Intent) -> Player | None:
        """The running player that is called like the application."""
        app = text(intent.slots, "app")
        match self._choice.choose(app) if app else Nobody():
            case Chosen(player):
                return player
            case _:
                return None

    async def _open_application(self, sentence: Sentence, intent: Intent) -> Said:
        began = self._clock.now()
        running = self._by_name(intent)
        if running is not None and Feature.RAISE in running.state.features:
            show = VERBS["show_player"]
            return await self._errands.have_done(sentence, intent, show, running, began)
        if self._applications is None:
            why = "I cannot open applications here. Open it from the menu."
            return self._errands.refuse(sentence, intent, why)
        try:
            name = await self._applications.open(text(intent.slots, "app"))
            outcome = Outcome(Verdict.DONE, f"Opened {name}.")
        except LumenError as error:
            outcome = failed(error, "")
        return self._errands.report(sentence, intent, outcome, None, began)


def _done_at(deed: Deed | None) -> Seconds | None:
    return None if deed is None else Seconds(deed.until - UNDO_WITHIN)


def _bare(intent: Intent) -> bool:
    """Whether it names nothing: just "play", or "play music"."""
    return all(intent.slots.get(slot) in (None, "") for slot in _NAMING)


def _never(intent: Intent) -> str:
    """Why it is done to no player, or never later; empty when it is."""
    if intent.name == "beyond":
        return wording.beyond(text(intent.slots, "what"))
    return "" if intent.name in VERBS else wording.never_later(intent.slots)
