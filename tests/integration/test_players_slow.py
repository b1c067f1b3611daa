"""Players that take their time: an answer within 400 ms, and the truth when it is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from dbus_fast import Variant

from integration.players import until
from integration.scripted_player import ScriptedPlayer, scripted
from lumen.core.clock import MonotonicClock
from lumen.core.events import CommandReported, Event
from lumen.core.intent import Intent
from lumen.core.media import CommandReport, Verdict
from lumen.core.turn import TurnId
from lumen.media.desk import MediaDesk
from lumen.media.mpris import MprisPlayers

pytestmark = pytest.mark.integration


class Slow:
    """A player that obeys after a while, and what the desk tells about it."""

    def __init__(self, player: ScriptedPlayer, desk: MediaDesk) -> None:
        self.player = player
        self.desk = desk
        self.events: list[Event] = []

    @property
    def reports(self) -> list[CommandReport]:
        return [e.report for e in self.events if isinstance(e, CommandReported)]

    def after(self, seconds: float, **properties: Variant) -> None:
        """Show this so long after now."""
        loop = asyncio.get_running_loop()
        loop.call_later(seconds, self.player.properties.update, properties)

    async def say(self, *intents: Intent) -> str:
        return (await self.desk.do(TurnId(3), intents)).text


@asynccontextmanager
async def slow(address: str) -> AsyncIterator[Slow]:
    players = MprisPlayers(MonotonicClock(), address=address)
    async with scripted(address, "slow") as player:
        player.properties["CanGoNext"] = Variant("b", True)
        await players.start()
        await until(players.all)
        told = Slow(player, MediaDesk(players, MonotonicClock(), lambda _: None))
        told.desk._errands.post = told.events.append
        try:
            yield told
        finally:
            await told.desk.close()
            await players.close()


def song(title: str) -> Variant:
    return Variant("a{sv}", {"xesam:title": Variant("s", title)})


async def test_a_track_that_comes_late_is_told_twice(address: str) -> None:
    async with slow(address) as one:
        one.after(0.6, Metadata=song("Another"))
        assert await one.say(Intent("next_episode")) == "Scripted plays Another."
        asked, done = one.reports
        assert asked.verdict is Verdict.ASKED
        assert asked.text == "Waiting for Scripted to play the next one."
        assert 0.39 <= asked.took <= 0.6  # the loop may be busy
        assert (done.verdict, done.id) == (Verdict.DONE, asked.id)
        assert (done.before, done.after) == ("A title", "Another")


async def test_what_was_said_behind_it_meets_what_came(address: str) -> None:
    async with slow(address) as one:
        one.after(0.6, Metadata=song("Another"))
        louder = Intent("adjust_volume", {"volume_adjustment": 10})
        await one.say(Intent("next_episode"), louder)
        verdicts = [(report.intent, report.verdict) for report in one.reports]
        assert verdicts == [
            ("next_episode", Verdict.ASKED),
            ("next_episode", Verdict.DONE),
            ("adjust_volume", Verdict.DONE),
        ]
        orders = [name for name, _ in one.player.calls if name in ("Next", "Set")]
        assert orders == ["Next", "Set"]
        assert one.player.properties["Volume"].value == pytest.approx(0.6)


async def test_a_player_that_falls_silent_is_told_in_time(address: str) -> None:
    async with slow(address) as one:
        one.player.mute = True
        saying = asyncio.create_task(one.say(Intent("pause_playback")))
        await until(lambda: one.reports)
        assert one.reports[0].verdict is Verdict.ASKED
        assert one.reports[0].took <= 0.6
        assert "does not answer" in await saying
        assert one.reports[1].verdict is Verdict.REFUSED


async def test_a_player_that_closes_while_it_is_waited_for(address: str) -> None:
    async with slow(address) as one:
        saying = asyncio.create_task(one.say(Intent("next_episode")))
        await until(lambda: one.reports)
        one.player.bus.disconnect()
        assert await saying == "Scripted was closed. Start it again."
        assert [r.verdict for r in one.reports] == [Verdict.ASKED, Verdict.NO_PLAYER]
