"""What the desks share: having one thing done, and telling what came of it."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from lumen.core.clock import Clock
from lumen.core.doing import Done
from lumen.core.events import CommandReported, Event
from lumen.core.intent import Intent
from lumen.core.media import (
    NO_PLAYER,
    CommandReport,
    PlayerId,
    PlayerState,
    Verdict,
)
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.asking import (
    ANSWER_WITHIN,
    Later,
    on_the_loop,
    told_when_slow,
    waiting_for,
    waiting_to,
)
from lumen.media.choice import PlayerChoice
from lumen.media.commands import Aside, Change, Loudness, Memory, Outcome, Verb
from lumen.media.commands_run import Runner
from lumen.media.deeds import Deed, Deeds
from lumen.media.likes import Likes
from lumen.media.player import Player, Players
from lumen.media.readback import Readback
from lumen.media.watch import PlayersWatch, UndoWatch


@dataclass(slots=True)
class Sentence:
    """What belongs to the intents of one sentence.

    Attributes:
        memory: What verbs remember.
        deed: What can be undone.
        player: The player that the intent before went to.
        number: Of the report that told that its next command waits; 0: none did.
    """

    turn: TurnId
    memory: Memory
    deed: Deed = field(default_factory=Deed)
    player: PlayerId = NO_PLAYER
    number: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What came of one intent; `over` ends the sentence."""

    done: Done
    over: bool = False


def together(said: Sequence[Done]) -> Done:
    """One answer to a sentence of several commands."""
    if len(said) == 1:
        return said[0]
    return Done(
        " ".join(done.text for done in said if done.text),
        any(done.aloud for done in said),
        facts=tuple(fact for done in said for fact in done.facts),
    )


class Errands:
    """Has one thing done at a time, and reports it.

    Args:
        players: The running players.
        choice: Knows which one is meant.
        readback: Waits until a player shows what it did.
        loudness: Sets volumes.
        post: Takes events.
        likes: What the person likes; None: no list is kept.
        later: Calls when it is time to answer.

    Attributes:
        aloud: Whether what was done is spoken, too.
        choice: As above.
        deeds: What can be undone.
        runner: Carries commands out.
    """

    def __init__(
        self,
        players: Players,
        choice: PlayerChoice,
        readback: Readback,
        loudness: Loudness,
        post: Callable[[Event], None],
        likes: Likes | None = None,
        later: Later = on_the_loop,
    ) -> None:
        self.aloud = False
        self.clock: Clock = readback.clock
        self.players = players
        self.choice = choice
        self.post = post
        self.runner = Runner(players, readback, loudness)
        self.deeds = Deeds(self.clock)
        self._players_watch = PlayersWatch(
            players, choice, loudness.undipped, post, self.clock, likes
        )
        self._undo_watch = UndoWatch(self.deeds, players, post, self.clock)
        self._loudness = loudness
        self._muted: dict[PlayerId, float] = {}
        self._beside: set[tuple[PlayerId, str]] = set()
        self._numbers = itertools.count(1)
        self._later = later

    def look(self) -> None:
        """Tell what is new about players, and about what can be undone."""
        self._players_watch.look()
        self._undo_watch.look()

    def sentence(self, turn: TurnId) -> Sentence:
        """A new sentence begins."""
        return Sentence(turn, Memory(self._muted, beside=self._beside))

    def now(self) -> PlayerState | None:
        """The player that is meant without a name."""
        player = self.choice.find(self.choice.current())
        return None if player is None else self._loudness.undipped(player.state)

    def nobody(self, name: str = "") -> str:
        """No player runs, none of that name, or it does not answer."""
        states = [player.state for player in self.players.all()]
        stuck = self.choice.frozen(name) if name or not states else None
        if stuck is not None:
            return (
                f"{stuck.state.name or 'The player'} does not answer. Wait a moment, or"
                " close it and start it again."
            )
        if not name or not states:
            return self.players.problem or wording.NO_PLAYER_TEXT
        running = wording.list_of(wording.names_of(states), "and")
        be = "runs" if len(states) == 1 else "run"
        return f"No player of that name is running; {running} {be}."

    async def have_done(
        self,
        sentence: Sentence,
        intent: Intent,
        verb: Verb,
        player: Player,
        began: Seconds,
    ) -> Said:
        """Have a player do something."""
        sentence.player = player.id
        id_ = self._number(sentence)
        with self._answering(sentence, id_, intent, player, began):
            outcome = await self.runner.run(intent, verb, player, sentence.memory)
        self.choice.note_command(player.id)
        return self.report(sentence, intent, outcome, player, began, id_)

    async def undo(self, sentence: Sentence, deed: Deed | None) -> Said:
        """Undo what a sentence changed; None: there is nothing to undo."""
        began = self.clock.now()
        intent = Intent("undo")
        if deed is None:
            said = "There is nothing to undo: I can undo what I did in the last"
            return self.refuse(sentence, intent, f"{said} 30 seconds.")
        if deed.undone:  # while this waited for its turn
            return self.refuse(sentence, intent, "That is undone already.")
        if deed.of is not None:
            intent = Intent("redo")  # in what is said of it while it is waited for
        if why := self.deeds.hindrance(deed, {p.id for p in self.players.all()}):
            return self.refuse(sentence, intent, f"That cannot be undone. {why}")
        id_ = self._number(sentence)
        first = self.choice.find(deed.changes[-1].player) if deed.changes else None
        with self._answering(sentence, id_, intent, first, began):
            outcome, done = await self.runner.undo(deed)
        changes = done.changes or deed.changes
        player = self.choice.find(changes[-1].player) if changes else None
        if done.changes or done.asides:
            deed.undone = True
            if deed is sentence.deed:  # what follows in this sentence stands alone
                sentence.deed = Deed()
        if done.changes:
            self.choice.note_command(changes[-1].player)
        until = None
        changed: tuple[Change | Aside, ...] = (*done.changes, *done.asides)
        if changed:
            kept = Deed(of=deed) if deed.of is None else self.deeds.done_again(deed)
            for change in changed:
                until = self.deeds.add(kept, id_, change)
        return self._post_report(
            sentence,
            CommandReport(
                id=id_,
                intent="undo",
                verdict=outcome.verdict,
                text=outcome.text,
                before=outcome.before,
                after=outcome.after,
                undo_until=until,
                undoes=deed.reports[-1],
                redo=until is not None and deed.of is None,
            ),
            player,
            began,
        )

    async def step(self, sentence: Sentence, intent: Intent) -> Said:
        """Go back by one sentence, or forward again, as far as there is one."""
        deed, undoing = self.deeds.last(), self.deeds.last_undoing()
        if intent.name == "redo":
            if undoing is None:
                why = "There is nothing that I could do again."
                return self.refuse(sentence, intent, why)
            return await self.undo(sentence, undoing)
        if deed is None and undoing is not None:
            why = "There is nothing more to undo. Say “redo” to have it done again."
            return self.refuse(sentence, intent, why)
        return await self.undo(sentence, deed)

    def refuse(self, sentence: Sentence, intent: Intent, why: str) -> Said:
        """It cannot be done at all."""
        outcome = Outcome(Verdict.REFUSED, why)
        return self.report(sentence, intent, outcome, None, self.clock.now())

    def report(
        self,
        sentence: Sentence,
        intent: Intent,
        outcome: Outcome,
        player: Player | None,
        began: Seconds,
        id_: int = 0,
    ) -> Said:
        """Tell how a command ended, and keep what can be undone.

        Args:
            sentence: What it was said in.
            intent: What was wanted.
            outcome: How it ended.
            player: Who did it; None: nobody.
            began: When it was begun.
            id_: Its number, where it was told already that it was asked; 0: a new one.
        """
        id_ = id_ or self._number(sentence)
        until = None
        for change in (outcome.change, outcome.aside):
            if change is not None:
                until = self.deeds.add(sentence.deed, id_, change)
        report = CommandReport(
            id=id_,
            intent=intent.name,
            verdict=outcome.verdict,
            text=outcome.text,
            before=outcome.before,
            after=outcome.after,
            undo_until=until,
        )
        return self._post_report(sentence, report, player, began)

    @contextmanager
    def queueing(self, sentence: Sentence, intent: Intent) -> Iterator[None]:
        """Tells that a command waits for one of another sentence, when it waits long.

        One that is called off while it waits is told to be, if it was told of at all.
        """

        def tell(verdict: Verdict, said: str) -> None:
            sentence.number = sentence.number or next(self._numbers)
            report = CommandReport(sentence.number, intent.name, verdict, said)
            self._post(sentence, report, None, began)

        began = self.clock.now()
        asked = waiting_to(intent)
        try:
            with told_when_slow(
                self._later, ANSWER_WITHIN, lambda: tell(Verdict.ASKED, asked)
            ):
                yield
        except asyncio.CancelledError:
            if sentence.number:
                tell(Verdict.REFUSED, "Not done, because you said something else.")
            raise

    def _number(self, sentence: Sentence) -> int:
        """The number of the next report, which may have been told of already."""
        number, sentence.number = sentence.number, 0
        return number or next(self._numbers)

    @contextmanager
    def _answering(
        self,
        sentence: Sentence,
        id_: int,
        intent: Intent,
        player: Player | None,
        began: Seconds,
    ) -> Iterator[None]:
        """Tells that a player was asked, unless it is done in time.

        Whatever goes wrong, that is not the last that is told of it.
        """
        name = "" if player is None else player.state.name
        asked = False

        def tell(verdict: Verdict, said: str) -> None:
            nonlocal asked
            asked = True
            report = CommandReport(id_, intent.name, verdict, said)
            self._post(sentence, report, player, began)

        waiting = waiting_for(name, intent)
        rest = began + ANSWER_WITHIN - self.clock.now()
        try:
            with told_when_slow(
                self._later, rest, lambda: tell(Verdict.ASKED, waiting)
            ):
                yield
        except BaseException:
            if asked:
                tell(Verdict.REFUSED, f"Look whether {name or 'the player'} did it.")
            raise

    def _post_report(
        self,
        sentence: Sentence,
        report: CommandReport,
        player: Player | None,
        began: Seconds,
    ) -> Said:
        self._post(sentence, report, player, began)
        self.look()
        aloud = self.aloud or report.verdict is not Verdict.DONE
        return Said(Done(report.text, aloud))

    def _post(
        self,
        sentence: Sentence,
        report: CommandReport,
        player: Player | None,
        began: Seconds,
    ) -> None:
        now = self.clock.now()
        report = replace(report, took=Seconds(now - began))
        if player is not None:
            report = replace(report, player=player.id, player_name=player.state.name)
        self.post(CommandReported(sentence.turn, now, report))
