"""What happens when a timer has run down, or the time of a command has come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from fakes import FakePlayer, FakePlayers, ManualClock, Noticeboard
from lumen.core.events import AnnouncementDue, CommandReported, Event, TimerFired
from lumen.core.intent import Intent
from lumen.core.media import CommandReport, PlaybackStatus, Timer, Verdict
from lumen.core.turn import NO_TURN, TurnIds
from lumen.core.units import Seconds
from lumen.due import Due
from lumen.media.desk import MediaDesk

PAUSE = Intent("pause_playback")
TEA = Timer(1, "tea", Seconds(60), 0.0)
LATE = Timer(2, "sleep", Seconds(60), 0.0, PAUSE)


class Scene:
    """A desk with players, and what is due there."""

    def __init__(self, *names: str) -> None:
        self.clock = ManualClock()
        self.events: list[Event] = []
        self.fakes = {name: FakePlayer(self.clock, name, name) for name in names}
        self.players = FakePlayers()
        self.desk = MediaDesk(self.players, self.clock, self.events.append)
        self.board = Noticeboard()
        self.aloud = False
        self.tasks: list[asyncio.Task[Any]] = []
        self.due = Due(
            self.desk, self.players, self.meet, self.clock, TurnIds(),
            self.events.append, self.spawn, lambda: self.aloud, self.board,
        )  # fmt: skip

    async def meet(self) -> None:
        """Players are known a while after the start."""
        for fake in self.fakes.values():
            self.players.add(fake)

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        self.tasks.append(asyncio.ensure_future(work))

    async def has(self, happen: Callable[[], None]) -> None:
        happen()
        await asyncio.gather(*self.tasks)

    @property
    def reports(self) -> list[CommandReport]:
        return [e.report for e in self.events if isinstance(e, CommandReported)]

    @property
    def announced(self) -> list[AnnouncementDue]:
        return [e for e in self.events if isinstance(e, AnnouncementDue)]


async def test_a_timer_rings_with_words_and_a_notification() -> None:
    scene = Scene()
    fired = TimerFired(NO_TURN, scene.clock.now(), TEA, Seconds(0))
    await scene.has(lambda: scene.due.tell(fired))
    (due,) = scene.announced
    assert (due.text, due.sound) == ("Your tea timer is done.", "timer")
    assert due.turn != NO_TURN
    assert scene.board.shown == [("Timer", due.text)]


async def test_a_missed_command_is_told_as_a_missed_timer_and_not_done() -> None:
    scene = Scene("vlc")
    fired = TimerFired(NO_TURN, scene.clock.now(), LATE, Seconds(725))
    await scene.has(lambda: scene.due.tell(fired))
    (due,) = scene.announced
    assert (
        due.text
        == "I was to pause 12 minutes ago, while I was closed or this computer slept."
    )
    assert scene.board.shown == [("Not done", due.text)]
    assert scene.fakes["vlc"].status is PlaybackStatus.PLAYING


async def test_a_command_is_done_quietly_and_can_be_undone() -> None:
    scene = Scene("vlc")
    await scene.has(lambda: scene.due.carry_out([PAUSE]))
    assert scene.fakes["vlc"].status is PlaybackStatus.PAUSED
    (report,) = scene.reports
    assert report.verdict is Verdict.DONE
    assert report.undo_until is not None
    assert not scene.announced
    assert not scene.board.shown
    await scene.desk.do(NO_TURN, [Intent("undo")])
    assert scene.fakes["vlc"].status is PlaybackStatus.PLAYING


async def test_what_was_done_is_spoken_when_that_is_wanted() -> None:
    scene = Scene("vlc")
    scene.aloud = True
    await scene.has(lambda: scene.due.carry_out([PAUSE]))
    (due,) = scene.announced
    assert (due.text, due.sound) == ("Paused vlc.", "")


@pytest.mark.parametrize(
    ("names", "verdict", "said"),
    [((), Verdict.NO_PLAYER, "No player"), (("vlc",), Verdict.DONE, "not playing")],
)
async def test_that_there_was_nothing_to_pause_is_only_on_the_card(
    names: tuple[str, ...], verdict: Verdict, said: str
) -> None:
    scene = Scene(*names)
    for fake in scene.fakes.values():
        fake.status = PlaybackStatus.PAUSED
        fake.changed()
    await scene.has(lambda: scene.due.carry_out([PAUSE]))
    (report,) = scene.reports
    assert report.verdict is verdict
    assert said in report.text
    assert report.undo_until is None
    assert not scene.announced


async def test_of_several_that_play_all_are_paused_and_undone_as_one() -> None:
    scene = Scene("vlc", "mpv")
    await scene.has(lambda: scene.due.carry_out([PAUSE]))
    assert {f.status for f in scene.fakes.values()} == {PlaybackStatus.PAUSED}
    await scene.desk.do(NO_TURN, [Intent("undo")])
    assert {f.status for f in scene.fakes.values()} == {PlaybackStatus.PLAYING}


@pytest.mark.parametrize("first", [0, 1])
async def test_of_several_that_play_all_are_muted_and_paused_unasked(
    first: int,
) -> None:
    scene = Scene("vlc", "mpv")
    commands = [PAUSE, Intent("adjust_volume", {"mute": True})]
    await scene.has(lambda: scene.due.carry_out(commands[first:] + commands[:first]))
    assert {f.status for f in scene.fakes.values()} == {PlaybackStatus.PAUSED}
    assert {f.volume for f in scene.fakes.values()} == {0.0}
    assert {report.verdict for report in scene.reports} == {Verdict.DONE}


async def test_silence_comes_also_where_it_is_unclear_what_else_is_meant() -> None:
    scene = Scene("vlc", "mpv")
    commands = [Intent("next_episode"), PAUSE]
    await scene.has(lambda: scene.due.carry_out(commands))
    assert {f.status for f in scene.fakes.values()} == {PlaybackStatus.PAUSED}


async def test_of_several_only_the_one_that_was_named_is_paused() -> None:
    scene = Scene("vlc", "mpv")
    named = Intent("pause_playback", {"player": "mpv"})
    await scene.has(lambda: scene.due.carry_out([named]))
    assert scene.fakes["mpv"].status is PlaybackStatus.PAUSED
    assert scene.fakes["vlc"].status is PlaybackStatus.PLAYING
