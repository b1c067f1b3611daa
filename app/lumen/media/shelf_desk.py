"""What is done with a library: looking things up, showing lists, playing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from lumen.core.doing import Done
from lumen.core.errors import LumenError
from lumen.core.events import ResultsShown, ResultsTurned
from lumen.core.intent import Intent
from lumen.core.media import Feature, MediaItem, Verdict
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import NO_TIME, Seconds
from lumen.media.choice import Ambiguous, Chosen, Nobody
from lumen.media.commands import Outcome
from lumen.media.commands_run import failed, opening
from lumen.media.errands import Errands, Said, Sentence, together
from lumen.media.player import Player
from lumen.media.questions import pick
from lumen.media.shelf import Shelf
from lumen.media.slots import text

NO_LIBRARY = (
    "I have no library to look in yet. Choose the folders with your music and videos in"
    " the settings."
)


ANSWERED_WITHIN = Seconds(120.0)
"""How long a list is shown and is what "the second one" is about."""

AGREED_WITHIN = Seconds(20.0)
"""How long a "yes" means what was offered."""


class ShelfDesk:
    """Carries out what needs a library.

    Args:
        errands: Has things done.
        shelf: The library; None: there is none.
    """

    def __init__(self, errands: Errands, shelf: Shelf | None) -> None:
        self.shelf = shelf
        self._errands = errands
        self._results: tuple[MediaItem, ...] = ()
        self._favourites: Intent | None = None  # they were asked for, and are shown
        self._suggested = False  # the first of the list
        self._named = ""  # the player that is to play one of the list; empty for any
        self._answered_until = NO_TIME
        self._expiry: asyncio.TimerHandle | None = None

    @property
    def choices(self) -> int:
        """How many of a list can be meant by "the second one": not of an old list."""
        fresh = self._errands.clock.now() <= self._answered_until
        return len(self._results) if fresh else 0

    @property
    def offers_first(self) -> bool:
        """Whether the first of a list was offered just now, so that "yes" means it."""
        left = self._answered_until - self._errands.clock.now()
        offered = self.choices == 1 or (self.choices > 0 and self._suggested)
        return offered and left >= ANSWERED_WITHIN - AGREED_WITHIN

    @property
    def has_results(self) -> bool:
        """Whether a list is shown."""
        return bool(self._results)

    def takes(self, intent: Intent) -> bool:
        """Whether the library can answer this."""
        return self.shelf is not None and self.shelf.takes(intent)

    def show_results(
        self, turn: TurnId, title: str, items: Sequence[MediaItem]
    ) -> None:
        """Show a list to choose from for a while; empty: close it."""
        self._favourites, self._named, self._suggested = None, "", False
        self._results = tuple(items)
        self._keep_open()
        now = self._errands.clock.now()
        self._errands.post(ResultsShown(turn, now, title, self._results))

    def turn(self, sentence: Sentence, pages: float | None) -> Said:
        """Show more of the list; who reads on has as long to choose as at first."""
        self._keep_open()
        now, pages = self._errands.clock.now(), 1.0 if pages is None else pages
        self._errands.post(ResultsTurned(sentence.turn, now, round(pages)))
        return Said(Done("", aloud=False))  # it is seen

    def _keep_open(self) -> None:
        """Wait as long for an answer as for that of a new list."""
        self.close()
        if self._results:
            loop = asyncio.get_running_loop()
            self._expiry = loop.call_later(ANSWERED_WITHIN, self._on_expired)
        self._answered_until = Seconds(self._errands.clock.now() + ANSWERED_WITHIN)

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._expiry is not None:
            self._expiry.cancel()
            self._expiry = None

    def _on_expired(self) -> None:
        self.show_results(NO_TURN, "", ())

    async def look_up(self, sentence: Sentence, intent: Intent) -> Said:
        """Find what an intent asks for; play what is certain, list what is not."""
        if self.shelf is None:
            return self._errands.refuse(sentence, intent, NO_LIBRARY)
        try:
            finding = await self.shelf.find(intent, self._errands.now())
        except LumenError as error:
            return self._errands.refuse(sentence, intent, str(error))
        if finding.items or (self._results and finding.play is None):
            self.show_results(sentence.turn, finding.title, finding.items)
            self._favourites = intent if intent.slots.get("favourites") else None
            self._named = text(intent.slots, "player")
            self._suggested = intent.name == "get_recommendation"
        if finding.play is None:
            facts, lead = finding.facts, finding.lead
            return Said(Done(finding.text, finding.aloud, facts=facts, lead=lead))
        said = await self._play(sentence, intent, finding.play, self.shelf)
        if not finding.text:
            return said
        return Said(together([Done(finding.text, finding.aloud), said.done]))

    async def refresh(self, turn: TurnId) -> None:
        """Show the favourites as they are now, if it is they that are shown."""
        intent = self._favourites
        if intent is None or self.shelf is None or not self._results:
            return
        try:
            finding = await self.shelf.find(intent, self._errands.now())
        except LumenError:
            return  # the list stays as it was
        if finding.items != self._results:
            self.show_results(turn, finding.title, finding.items)
            self._favourites = intent

    async def choose(
        self, sentence: Sentence, intent: Intent, number: float | None
    ) -> Said:
        """Play one of the list."""
        item = pick(self._results, number)
        if item is None:
            return Said(Done(_not_listed(len(self._results))))
        if self.shelf is None:
            return self._errands.refuse(sentence, intent, NO_LIBRARY)
        if self._named:
            intent = replace(intent, slots={**intent.slots, "player": self._named})
        said = await self._play(sentence, intent, item, self.shelf)
        if item.uris:
            self.show_results(sentence.turn, "", ())
        return said

    async def _play(
        self, sentence: Sentence, intent: Intent, item: MediaItem, shelf: Shelf
    ) -> Said:
        errands, began = self._errands, self._errands.clock.now()
        if not item.uris:
            said = "That is not on this machine, so I cannot play it."
            return errands.refuse(sentence, intent, said)
        try:
            uri = await shelf.address(item)
            player = self._opener(sentence, intent, item, shelf)
            if player is None:
                where = await shelf.launch(uri)
                within = f" in {where}" if where else ""
                outcome = Outcome(Verdict.DONE, f"Opened {item.title}{within}.")
                return errands.report(sentence, intent, outcome, None, began)
        except LumenError as error:
            return errands.report(sentence, intent, failed(error, ""), None, began)
        verb = opening(uri, item.title)
        return await errands.have_done(sentence, intent, verb, player, began)

    def _opener(
        self, sentence: Sentence, intent: Intent, item: MediaItem, shelf: Shelf
    ) -> Player | None:
        """Who plays an item: the one that is meant, or another that can."""
        name = text(intent.slots, "player")
        match self._errands.choice.choose(name, after=sentence.player):
            case Chosen(player):
                meant: tuple[Player, ...] = (player,)
            case Ambiguous(players):
                meant = players
            case Nobody():
                meant = ()
        others = () if name else self._errands.players.all()
        for player in (*meant, *others):
            state = player.state
            if Feature.OPEN in state.features and shelf.fits(item, state):
                return player
        return None


def _not_listed(count: int) -> str:
    if count == 1:
        return "There is only one. Say “the first one” to play it."
    return f"Say a number from 1 to {count}."
