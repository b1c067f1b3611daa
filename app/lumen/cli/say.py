"""`lumen say`: one command for the players of this desktop, without a window."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lumen.cli.say_report import (
    SKIPPED,
    UNKNOWN,
    Command,
    Outcome,
    print_json,
    print_report,
)
from lumen.core import events as ev
from lumen.core.errors import InputError, MediaError
from lumen.core.intent import Intent
from lumen.core.media import CommandReport, MediaItem, Verdict

if TYPE_CHECKING:
    from lumen.visit import Visit

_TELLING = frozenset({"what_is_playing", "content_info"})
_NEED_LUMEN = frozenset(
    {
        "set_timer",
        "cancel_timer",
        "list_timers",
        "like",
        "undo",
        "redo",
        "choose",
        "turn_results",
    }
)
"""What lasts longer than this command, or goes back to what was said before it."""

_WANT_LIBRARY = frozenset(
    {
        "play_content", "search_content", "browse_category", "get_recommendation",
        "select_channel",
    }
)  # fmt: skip
_GOING_ON = frozenset({"resume_playback", "seek_content"})
"""With a title that no player holds, they mean to play it."""

_PLAYING = frozenset({"play_content", "select_channel"}) | _GOING_ON
_REPORTED_AS = {
    "play_content": ("play_content", "resume_playback"),
    "resume_playback": ("resume_playback", "play_content"),
    "seek_content": ("seek_content", "play_content"),
}
"""Names that a command may have in its report, where there are several."""

_READY_SECONDS = 30.0
_CLOSING_SECONDS = 3.0


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "say",
        help="one command for the players of this desktop",
        description="Does what a sentence asks for on the players of this desktop, and "
        "prints what was understood, which player did it, what changed, and how long "
        "it took. No window opens, and nothing is heard or kept. What is more than one "
        "moment's work needs a running Lumen: timers, commands for later, likes, "
        "undoing.",
        epilog="examples:\n"
        '  lumen say "go back a minute and a half"\n'
        '  lumen say --player vlc "pause and turn it down"\n'
        '  lumen say --json "what is playing"\n\n'
        "exit status:\n"
        "  0    done, also as far as the player goes\n"
        "  1    failed, such as without a session bus; why is on standard error\n"
        "  4    refused: the player cannot, none is running, or nothing was found\n"
        "  5    not understood, or not clear which player or title is meant",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("text", nargs="+", help="the sentence")
    parser.add_argument(
        "--player", default="", metavar="NAME", help="the player that is meant"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what a sentence asks for, and print what came of it.

    Returns:
        The exit status, see the epilog above.

    Raises:
        InputError: There is no sentence.
        MediaError: There is no session bus.
        StorageError: The library cannot be read.
    """
    text = " ".join(arguments.text).strip()
    if not text:
        raise InputError(
            "There is nothing to do.", 'Say what, such as: lumen say "pause"'
        )
    outcome = _say(text, arguments.player.strip())
    show = print_json if arguments.json else print_report
    show(text, outcome)
    return outcome.exit_status


def _say(text: str, player: str) -> Outcome:
    import asyncio

    from lumen.core.clock import MonotonicClock
    from lumen.core.loop import LoopThread
    from lumen.media.mpris import MprisPlayers

    began = time.perf_counter()
    lost: list[str] = []
    events: list[ev.Event] = []
    clock, loop = MonotonicClock(), LoopThread()
    players = MprisPlayers(clock, on_notice=lost.append)
    loop.start(events.append)
    meeting = loop.run(players.start())  # while the rest is being loaded
    try:
        from lumen.understanding import understand
        from lumen.visit import Visit

        understand(text)  # its grammar is compiled by the sentence that needs it

        async def visit() -> Outcome:
            async with asyncio.timeout(_READY_SECONDS):
                await asyncio.wrap_future(meeting)
            one = Visit(players, clock, loop.post)
            try:
                return await _take(one, text, player, events, began)
            finally:
                await one.close()

        outcome = loop.run(visit()).result()
    finally:
        loop.run(players.close()).exception(_CLOSING_SECONDS)
        loop.stop()
    if lost and outcome.status == Verdict.NO_PLAYER.value:
        what, _, advice = lost[0].partition(". ")
        raise MediaError(f"{what}.", advice)
    return outcome


async def _take(
    visit: Visit, text: str, player: str, events: list[ev.Event], began: float
) -> Outcome:
    """Understand the sentence and do it; on the loop."""
    from lumen.media.describing import describe_wish
    from lumen.media.doubt import SURE

    found, took = _understand(visit, text)
    if not found or any(map(_wants_library, found)):
        from lumen.storage.paths import find_places

        await visit.open_library(find_places())  # it knows titles, and answers
        found, took = _understand(visit, text)
    ready_ms = (time.perf_counter() - began) * 1e3 - took
    found = tuple(_aimed(intent, player) for intent in found)
    if not found or not all(_is_ours(visit, intent) for intent in found):
        return Outcome(_not_ours(found), _NOT_A_COMMAND, (), ready_ms, took)
    if any(map(_needs_lumen, found)):
        return Outcome(_needing(found), _NEEDS, (), ready_ms, took)
    if any(intent.confidence < SURE for intent in found):
        meant = " and ".join(describe_wish(intent) for intent in found)
        asked = f"Perhaps you want me to {meant}. Say it in plainer words."
        return Outcome(_all(found, Verdict.UNCLEAR, asked), asked, (), ready_ms, took)
    outcome = await _do(visit, found, events)
    return replace(outcome, ready_ms=ready_ms, understanding_ms=took)


_NOT_A_COMMAND = (
    "That is no command for a player. Talk about other things with: lumen chat"
)
_NEEDS = (
    "Only a Lumen that keeps running can do that. Open it with “lumen”, and say it "
    "there."
)


def _needs_lumen(intent: Intent) -> bool:
    from lumen.media.later import is_later

    lasts = intent.name in _NEED_LUMEN or bool(intent.slots.get("favourites"))
    return lasts or is_later(intent)


def _wants_library(intent: Intent) -> bool:
    going_on = intent.name in _GOING_ON and bool(intent.slots.get("title"))
    return going_on or intent.name in _WANT_LIBRARY


def _understand(visit: Visit, text: str) -> tuple[tuple[Intent, ...], float]:
    """What the sentence asks players for, and the milliseconds that it took."""
    from lumen.understanding import understand

    context = visit.context()
    if not context.playing:  # "louder" is for players here, never for Lumen's voice
        context = replace(context, paused=True)
    began = time.perf_counter()
    found = understand(text, context)
    return found, (time.perf_counter() - began) * 1e3


def _aimed(intent: Intent, player: str) -> Intent:
    if not player or intent.slots.get("player"):
        return intent
    return replace(intent, slots={**intent.slots, "player": player})


def _is_ours(visit: Visit, intent: Intent) -> bool:
    taken = any(doer.takes(intent) for doer in visit.doers)
    return taken or intent.name in _NEED_LUMEN


def _all(
    found: Sequence[Intent], verdict: Verdict | str, text: str
) -> tuple[Command, ...]:
    return tuple(Command(intent, str(verdict), text) for intent in found)


def _not_ours(found: Sequence[Intent]) -> tuple[Command, ...]:
    return _all(found, UNKNOWN, _NOT_A_COMMAND)


def _needing(found: Sequence[Intent]) -> tuple[Command, ...]:
    """A sentence is done as a whole or not at all."""
    return tuple(
        Command(intent, Verdict.REFUSED.value, _NEEDS)
        if _needs_lumen(intent)
        else Command(intent, SKIPPED)
        for intent in found
    )


async def _do(
    visit: Visit, found: tuple[Intent, ...], events: list[ev.Event]
) -> Outcome:
    import asyncio

    from lumen.core.turn import NO_TURN
    from lumen.dialogue.doing import carry_out

    began = time.perf_counter()
    done = await carry_out(visit.doers, NO_TURN, found)
    doing_ms = (time.perf_counter() - began) * 1e3
    await asyncio.sleep(0)  # what was posted arrives
    answer = "" if done is None else done.text
    results: tuple[MediaItem, ...] = ()
    reports: list[CommandReport] = []  # a command that took long has two
    for event in events:
        if isinstance(event, ev.CommandReported):
            if event.report.verdict is not Verdict.ASKED:
                reports.append(event.report)
        elif isinstance(event, ev.ResultsShown):
            results = event.items
    told = next((e for e in reversed(events) if isinstance(e, ev.PlayersChanged)), None)
    names = {} if told is None else {p.player: p.name for p in told.players}
    meant = "" if told is None else names.get(told.current, "")
    commands = tuple(_paired(found, reports, results=bool(results), meant=meant))
    if len(commands) == 1:
        commands = (replace(commands[0], text=answer),)
    return Outcome(commands, answer, results, doing_ms=doing_ms)


def _paired(
    found: Sequence[Intent],
    reports: Sequence[CommandReport],
    *,
    results: bool,
    meant: str,
) -> Iterator[Command]:
    """Each command with its report; those that only tell something have none.

    Args:
        found: What was understood.
        reports: What was done.
        results: Whether a list was shown.
        meant: The player that is meant without a name; empty when there is none.
    """
    waiting, over = list(reports), False
    for intent in found:
        names = _REPORTED_AS.get(intent.name, (intent.name,))
        if waiting and waiting[0].intent in names:
            report = waiting.pop(0)
            over = report.verdict is Verdict.UNCLEAR
            yield Command(
                intent,
                report.verdict.value,
                report.text,
                report.player_name,
                report.before,
                report.after,
                report.took * 1e3,
            )
        elif over:
            yield Command(intent, SKIPPED)
        elif intent.name in _TELLING:
            told = "done" if meant else Verdict.NO_PLAYER.value
            named = str(intent.slots.get("player", ""))
            yield Command(intent, told, player=named or meant)
        elif results and intent.name in _PLAYING:
            yield Command(intent, Verdict.UNCLEAR.value)  # which of them?
        else:
            yield Command(intent, "done" if results else Verdict.REFUSED.value)
