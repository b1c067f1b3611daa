"""Liking what plays: marked, told, taken back, undone."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from fakes import FakeLikes, FakePlayer, FakePlayers, ManualClock
from lumen.core.events import (
    CommandReported,
    Event,
    PlayersChanged,
    ResultsShown,
    UndoingChanged,
)
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import (
    CommandReport,
    MediaItem,
    MediaKind,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    Track,
    Verdict,
)
from lumen.core.turn import TurnId
from lumen.media.desk import MediaDesk
from lumen.media.shelf import Finding, Shelf


class Stage:
    """A desk with two players, the first of which plays "Song 2"."""

    def __init__(self, likes: FakeLikes | None) -> None:
        self.clock = ManualClock()
        self.events: list[Event] = []
        self.player = FakePlayer(self.clock, "VLC", "vlc")
        self.other = FakePlayer(self.clock, "mpv", "mpv")
        self.other.status = PlaybackStatus.PAUSED
        self.other.tracks = (Track("/9", "Other song"),) * 3
        self.other.changed()
        players = FakePlayers(self.player, self.other)
        self.desk = MediaDesk(
            players, self.clock, self.events.append, likes=likes, sleep=self.sleep
        )

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await asyncio.sleep(0)

    async def say(self, name: str, **slots: SlotValue) -> str:
        return (await self.desk.do(TurnId(1), [Intent(name, slots)])).text

    @property
    def report(self) -> CommandReport:
        return [e.report for e in self.events if isinstance(e, CommandReported)][-1]

    @property
    def told(self) -> frozenset[PlayerId] | None:
        return [e.liked for e in self.events if isinstance(e, PlayersChanged)][-1]

    @property
    def shown(self) -> list[list[str]]:
        """The lists that were shown, by their titles."""
        shown = [e.items for e in self.events if isinstance(e, ResultsShown)]
        return [[item.title for item in items] for items in shown]

    @property
    def hindered(self) -> list[int]:
        told = [e.hindered for e in self.events if isinstance(e, UndoingChanged)]
        return [hindrance.report for hindrance in told[-1]] if told else []


@pytest.fixture
def likes() -> FakeLikes:
    return FakeLikes()


@pytest.fixture
def stage(likes: FakeLikes) -> Stage:
    return Stage(likes)


async def test_what_plays_is_liked_told_and_undone(stage: Stage, likes: FakeLikes):
    assert stage.told == frozenset()
    assert await stage.say("like") == "I will remember that you like Song 2."
    assert likes.titles == ["Song 2"]
    assert stage.told == {stage.player.id}
    assert stage.report.verdict is Verdict.DONE
    assert stage.report.player == stage.player.id
    assert stage.report.undo_until is not None
    assert await stage.say("undo") == "Undone: Song 2 is not a favourite."
    assert (stage.report.before, stage.report.after) == ("", "")  # the text says it
    assert likes.titles == []
    assert stage.told == frozenset()
    assert await stage.say("redo") == "Done again: Song 2 is a favourite."
    assert likes.titles == ["Song 2"]


async def test_liking_it_no_more_is_undone_too(stage: Stage, likes: FakeLikes):
    await stage.say("like")
    said = await stage.say("like", like="off")
    assert said == "Song 2 is no longer among your favourites."
    assert likes.titles == []
    await stage.desk.undo(stage.report.id)
    assert likes.titles == ["Song 2"]


async def test_the_older_of_two_changes_is_not_undone_first(stage: Stage):
    await stage.say("like")
    first = stage.report.id
    await stage.say("like", like="off")
    assert stage.hindered == [first]
    done = await stage.desk.undo(first)
    assert "newer change first" in done.text
    await stage.say("undo")
    assert stage.hindered == []


async def test_a_closed_player_keeps_nobody_from_undoing_it(
    stage: Stage, likes: FakeLikes
):
    await stage.say("like")
    stage.player.vanish()
    assert await stage.say("undo") == "Undone: Song 2 is not a favourite."
    assert likes.titles == []


async def test_the_heart_of_the_card_means_its_player(stage: Stage, likes: FakeLikes):
    await stage.say("like", player=str(stage.other.id))
    assert likes.titles == ["Other song"]
    assert stage.told == {stage.other.id}


async def test_a_list_of_favourites_that_is_open_follows(
    stage: Stage, likes: FakeLikes
):
    class Favourites:
        async def find(self, intent: Intent, now: PlayerState | None) -> Finding:
            items = tuple(MediaItem(MediaKind.SONG, name) for name in likes.titles)
            return Finding("These.", items=items, title="Your favourites")

        def takes(self, intent: Intent) -> bool:
            return True

    likes.add(Track(title="Older"))
    stage.desk.set_shelf(cast("Shelf", Favourites()))
    await stage.say("like")
    assert stage.shown == []
    await stage.say("browse_category", favourites="on")
    await stage.say("like", like="off")
    await stage.say("undo")
    await stage.desk.undo(1)
    await stage.say("pause_playback")
    assert stage.shown == [["Older", "Song 2"], ["Older"], ["Older", "Song 2"], ["Older"]]  # fmt: skip
    likes.remove(Track(title="Older"))
    await stage.say("redo")
    await stage.say("like", like="off")
    assert stage.shown[-1] == []  # it closes
    stage.desk.show_results(TurnId(1), "Songs", [MediaItem(MediaKind.SONG, "A")])
    await stage.say("like")
    assert stage.shown[-1] == ["A"]


async def test_what_was_liked_before_is_taken_off_before_it_is_known(
    stage: Stage, likes: FakeLikes
):
    likes.read = False
    said = await stage.say("like", like="off")
    assert said == "Song 2 is no longer among your favourites."


async def test_twice_changes_nothing(stage: Stage, likes: FakeLikes):
    said = await stage.say("like", like="off")
    assert said == "Song 2 is no favourite of yours."
    await stage.say("like")
    assert await stage.say("like") == "Song 2 is among your favourites already."
    assert stage.report.undo_until is None
    assert likes.titles == ["Song 2"]


async def test_what_is_only_known_for_now_says_so():
    stage = Stage(FakeLikes(lasting=False))
    said = await stage.say("like")
    assert said == "I will remember that you like Song 2 until I am closed."


async def test_what_has_no_name_no_list_or_no_player_cannot_be_liked(stage: Stage):
    without = Stage(None)
    assert "VLC cannot be told what you like" in await without.say("like")
    assert without.told is None
    stage.player.tracks = (Track(), Track(), Track())
    stage.player.changed()
    assert "does not tell what this is" in await stage.say("like")
    stage.player.vanish()
    stage.other.vanish()
    await stage.say("like")
    assert stage.report.verdict is Verdict.NO_PLAYER


async def test_a_sentence_of_several_is_undone_as_one(stage: Stage, likes: FakeLikes):
    intents = [Intent("like"), Intent("adjust_volume", {"volume_level": 20.0})]
    await stage.desk.do(TurnId(1), intents)
    assert stage.player.volume == pytest.approx(0.2)
    said = await stage.say("undo")
    assert said == "Undone: volume 50 % in VLC; Song 2 is not a favourite."
    assert stage.player.volume == pytest.approx(0.5)
    assert likes.titles == []
