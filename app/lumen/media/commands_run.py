"""Carries one command out on one player, whatever the player does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lumen.core.errors import LumenError
from lumen.core.intent import Intent
from lumen.core.media import (
    NO_TRACK,
    Feature,
    PlaybackStatus,
    PlayerState,
    Verdict,
)
from lumen.core.own_thread import on_its_own_thread
from lumen.media import wording
from lumen.media.commands import Aspect, Loudness, Memory, Order, Outcome, Verb
from lumen.media.deeds import Deed
from lumen.media.library.beside import file_beside
from lumen.media.player import (
    Player,
    PlayerFrozenError,
    PlayerGoneError,
    Players,
    frozen,
)
from lumen.media.readback import (
    RESTART_CERTAIN,
    Readback,
    plays,
    same_track,
    track_within,
)
from lumen.media.undo import WayBack

GIVE_UP_AFTER = 10.0
"""Seconds of a command to a player that answers each question just in time."""

LOOKS_WITHIN = 4.0
"""Seconds that a folder may take to tell what is in it."""

_FOLDER_SILENT = (
    "I cannot look what comes next: the folder of this file does not answer. Look"
    " whether its disk or network is there, then ask me again."
)


@dataclass(frozen=True, slots=True)
class Runner:
    """Carries commands out; none raises a `LumenError`.

    Attributes:
        players: The running players.
        readback: Waits until a player shows what it did.
        loudness: Sets volumes.
    """

    players: Players
    readback: Readback
    loudness: Loudness

    async def run(
        self, intent: Intent, verb: Verb, player: Player, memory: Memory
    ) -> Outcome:
        """Have a player do it."""
        name = player.state.name or "The player"
        try:
            async with asyncio.timeout(GIVE_UP_AFTER):
                order = Order(
                    intent=intent,
                    player=player,
                    before=self.loudness.undipped(await player.read()),
                    others=[p.state for p in self.players.all() if p.id != player.id],
                    readback=self.readback,
                    loudness=self.loudness,
                    memory=memory,
                )
                return await verb(order)
        except TimeoutError:
            return failed(frozen(name), name)
        except LumenError as error:
            return failed(error, name)

    async def undo(self, deed: Deed) -> tuple[Outcome, Deed]:
        """Undo what a sentence changed, the last change first.

        Returns:
            How it ended, and what undoing did; without changes when it did nothing, and
            with what is left where a player did not answer.
        """
        found: list[str] = []
        back: dict[str, list[str]] = {}
        lost: list[str] = []
        problems: list[str] = []
        done = Deed(of=deed)
        for change in reversed(deed.changes):
            name = change.before.name or "The player"
            player = next(
                (p for p in self.players.all() if p.id == change.player), None
            )
            if player is None:
                problems.append(f"{name} was closed since.")
                continue
            try:
                way = WayBack(player, change, self.readback, self.loudness)
                async with asyncio.timeout(GIVE_UP_AFTER):
                    restored = await way.go()
            except (TimeoutError, PlayerFrozenError):
                problems.append(failed(frozen(name), name).text)
                done.left.insert(0, change)
                continue
            except LumenError as error:
                problems.append(failed(error, name).text)
                continue
            found.extend(restored.found)
            back.setdefault(name, []).extend(restored.back)
            lost.extend(restored.lost)
            if restored.change is not None:
                done.changes.append(restored.change)
        for aside in reversed(deed.asides):
            aside.back()
            done.asides.append(aside.reversed())
        outcome = _undone(deed, done, back, lost, problems)
        if len(back) > 1:  # only its text tells what was whose
            return replace(outcome, before="", after=""), done
        return replace(outcome, before=wording.list_of(found, "and")), done


def failed(error: LumenError, name: str) -> Outcome:
    """What became of a command when its player did not answer properly."""
    if isinstance(error, PlayerGoneError):
        return Outcome(Verdict.NO_PLAYER, f"{name} was closed. Start it again.")
    if isinstance(error, PlayerFrozenError):
        return Outcome(
            Verdict.REFUSED,
            f"{name} does not answer. Wait a moment, or close it and start it again.",
        )
    return Outcome(Verdict.REFUSED, str(error))


def _undone(
    deed: Deed,
    done: Deed,
    back: Mapping[str, Sequence[str]],
    lost: Sequence[str],
    problems: list[str],
) -> Outcome:
    word = deed.back.capitalize()
    if not (done.changes or done.asides):
        why = " ".join(problems) or "The player has gone on since then."
        return Outcome(Verdict.REFUSED, f"That cannot be {deed.back}. {why}")
    values = wording.list_of((v for values in back.values() for v in values), "and")
    where = [f"{wording.list_of(v, 'and')} in {name}" for name, v in back.items() if v]
    where += [f"{aside.name} is {aside.after}" for aside in done.asides]
    said = f"{word}: {'; '.join(where)}." if where else f"{word}."
    if not lost and not problems:
        return Outcome(Verdict.DONE, said, after=values)
    if lost:
        problems = [*problems, f"Not restored: {wording.list_of(lost, 'and')}."]
    return Outcome(Verdict.PARTLY, f"{said} {' '.join(problems)}", after=values)


def opening(uri: str, title: str) -> Verb:
    """The verb that has a player open something."""

    async def open_it(order: Order) -> Outcome:
        if not order.can(Feature.OPEN):
            return order.unable(Feature.OPEN)
        before = order.before
        await order.player.open(uri)
        await _start(order)

        def another(state: PlayerState) -> bool:
            changed = not same_track(state.track, before.track)
            return plays(state) and (changed or not plays(before))

        def restarted(state: PlayerState) -> bool:
            return plays(state) and (order.now(state) or 0.0) < (
                order.now(before) or 0.0
            )

        # mpv is at the beginning for a moment before it names another track
        after, held = await order.until(another, RESTART_CERTAIN)
        if not held:
            after, held = await order.until(
                lambda state: another(state) or restarted(state),
                track_within(order.player.id),
            )
        if not held:
            return Outcome(
                Verdict.REFUSED,
                f"{order.name} was given it, but does not play it. It may be gone, or"
                " of a kind that the player does not know.",
            )
        return Outcome(
            Verdict.DONE,
            f"{order.name} plays {title or wording.track_name(after.track)}.",
            wording.track_name(before.track),
            title or wording.track_name(after.track),
            order.changed(after, Aspect.TRACK, Aspect.POSITION),
        )

    return open_it


def or_beside(verb: Verb, step: int) -> Verb:
    """The verb that goes to another track: where the player has none, to another file.

    From a file that was opened so it goes on to the file beside at once, or nowhere:
    VLC puts what it opens behind what it had, and begins that anew behind it.

    Args:
        verb: Has the player go there.
        step: 1 for the next one, -1 for the one before.
    """

    async def go(order: Order) -> Outcome:
        known, id_ = order.memory.beside, order.player.id
        url, able = order.before.track.url, order.can(Feature.OPEN)
        if able and url in known.get(id_, ()):
            outcome = _none(order, step)
        else:
            known.pop(id_, None)
            outcome = await verb(order)
        if outcome.verdict is Verdict.DONE or not able:
            return outcome
        looking = on_its_own_thread(partial(file_beside, url, step), "lumen-beside")
        await asyncio.wait([looking], timeout=LOOKS_WITHIN)
        if not looking.done():
            return Outcome(Verdict.REFUSED, _FOLDER_SILENT)
        beside = looking.result()
        if beside is None:
            return outcome
        opened = await opening(beside.uri, beside.title)(order)
        if opened.change is not None:
            known.setdefault(id_, set()).update((url, opened.change.after.track.url))
        return opened

    return go


def _none(order: Order, step: int) -> Outcome:
    which = "next" if step > 0 else "previous"
    return Outcome(Verdict.REFUSED, f"There is no {which} one in {order.name}.")


async def _start(order: Order) -> None:
    """Have it play what it opened: mpv that was paused stays paused."""

    def settled(state: PlayerState) -> bool:
        return plays(state) or _another(order, state)

    if plays(order.before):
        return
    after, _ = await order.until(settled, RESTART_CERTAIN)
    loaded = after.status is PlaybackStatus.PAUSED or _another(order, after)
    if loaded and not plays(after) and order.can(Feature.PLAY):
        await order.player.play()


def _another(order: Order, state: PlayerState) -> bool:
    """Whether something else is loaded now."""
    loaded = state.track != NO_TRACK
    return loaded and not same_track(state.track, order.before.track)
