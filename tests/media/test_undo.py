"""Undo restores what a command changed, whatever the command was."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import FakePlayer, FakePlayers, ManualClock, Waiting
from lumen.core.events import CommandReported, Event, UndoingChanged
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import (
    CommandReport,
    Feature,
    Hindrance,
    PlaybackStatus,
    PlayerState,
    RepeatMode,
    Track,
    Verdict,
)
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.media.commands import PlainLoudness
from lumen.media.desk import MediaDesk
from lumen.media.readback import same_track
from lumen.media.slots import number, yes_or_no

TURN = TurnId(1)


@dataclass(frozen=True)
class Snapshot:
    track: str
    position: float
    volume: float
    speed: float
    shuffle: bool
    repeat: RepeatMode
    status: PlaybackStatus


class Stage:
    """A desk and two players on a clock that waiting moves."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.player = FakePlayer(self.clock, "VLC", "vlc")
        self.other = FakePlayer(self.clock, "mpv", "mpv")
        self.other.status = PlaybackStatus.PAUSED
        self.other.changed()
        self.events: list[Event] = []
        self.desk = MediaDesk(
            FakePlayers(self.player, self.other),
            self.clock,
            self.events.append,
            sleep=self.sleep,
            later=Waiting,
        )

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await asyncio.sleep(0)

    async def do(self, name: str, **slots: SlotValue) -> CommandReport:
        await self.desk.do(TURN, [Intent(name, slots)])
        return self.report

    @property
    def report(self) -> CommandReport:
        event = [e for e in self.events if isinstance(e, CommandReported)][-1]
        return event.report

    @property
    def hindered(self) -> list[tuple[Hindrance, ...]]:
        """What was told of it, the latest last."""
        told = [e.hindered for e in self.events if isinstance(e, UndoingChanged)]
        return told or [()]

    def look(self, player: FakePlayer) -> Snapshot:
        return Snapshot(
            player.tracks[player.index].title,
            player._here(),
            player.volume,
            player.speed,
            player.shuffle,
            player.repeat,
            player.status,
        )


def assert_same(one: Snapshot, other: Snapshot) -> None:
    assert replace(one, position=0) == replace(other, position=0)
    assert one.position == pytest.approx(other.position, abs=2.5)


@pytest.fixture
def stage() -> Stage:
    return Stage()


class TestEach:
    @pytest.mark.parametrize(
        ("name", "slots"),
        [
            ("pause_playback", {}),
            ("adjust_volume", {"volume_level": 100}),
            ("adjust_volume", {"mute": "on"}),
            ("seek_content", {"seek_offset": 60}),
            ("adjust_speed", {"playback_speed": 2}),
            ("next_episode", {}),
            ("previous_episode", {}),
            ("shuffle", {}),
            ("repeat", {"mode": "one"}),
        ],
    )
    async def test_there_and_back_and_there(self, stage: Stage, name, slots) -> None:
        before = stage.look(stage.player)
        await stage.do(name, **slots)
        after = stage.look(stage.player)
        assert before != after
        report = await stage.do("undo")
        assert report.verdict is Verdict.DONE
        assert_same(stage.look(stage.player), before)
        assert report.redo
        report = await stage.do("redo")
        assert report.verdict is Verdict.DONE
        assert not report.redo
        assert_same(stage.look(stage.player), after)
        report = await stage.do("undo")  # to and fro, as often as it is wanted
        assert report.verdict is Verdict.DONE
        assert_same(stage.look(stage.player), before)

    async def test_a_volume_beyond_full(self, stage: Stage) -> None:
        stage.player.loudest = 1.3
        stage.player.volume = 1.2
        stage.player.changed()
        await stage.do("adjust_volume", volume_level=40)
        assert (await stage.do("undo")).verdict is Verdict.DONE
        assert stage.player.volume == 1.2

    async def test_resume(self, stage: Stage) -> None:
        stage.player.status = PlaybackStatus.PAUSED
        stage.player.changed()
        await stage.do("resume_playback")
        await stage.do("undo")
        assert stage.player.status is PlaybackStatus.PAUSED

    async def test_a_start_from_stopped(self, stage: Stage) -> None:
        stage.player.status = PlaybackStatus.STOPPED
        stage.player.changed()
        await stage.do("resume_playback", player="vlc")
        assert stage.player.status is PlaybackStatus.PLAYING
        await stage.do("undo")
        assert stage.player.status is PlaybackStatus.STOPPED

    async def test_a_paused_player_that_plays_the_next_one(self, stage: Stage) -> None:
        stage.player.status = PlaybackStatus.PAUSED
        stage.player.changed()
        real = stage.player.next

        async def next_() -> None:
            await real()
            await stage.player.play()

        stage.player.next = next_  # type: ignore[method-assign]  # as most do
        await stage.do("next_episode", player="vlc")
        await stage.do("undo")
        assert stage.player.index == 1
        assert stage.player.status is PlaybackStatus.PAUSED
        assert stage.player.position == pytest.approx(30, abs=0.1)


class TestTracks:
    async def test_what_stands_still_between_two_tracks_is_waited_for(
        self, stage: Stage
    ) -> None:
        player, clock = stage.player, stage.clock
        real_previous, real_read, since = player.previous, player.read, 0.0

        async def previous() -> None:
            nonlocal since
            await real_previous()
            player.status, since = PlaybackStatus.STOPPED, clock.now()
            player.changed()

        async def read() -> PlayerState:
            if player.status is PlaybackStatus.STOPPED and clock.now() > since + 0.5:
                player.status = PlaybackStatus.PLAYING
                player.changed()
            return await real_read()

        await stage.do("next_episode")
        player.previous = previous  # type: ignore[method-assign]  # as VLC does
        player.read = read  # type: ignore[method-assign]
        assert (await stage.do("undo")).verdict is Verdict.DONE
        assert player.status is PlaybackStatus.PLAYING

    async def test_a_first_press_that_only_restarts(self, stage: Stage) -> None:
        await stage.do("next_episode")
        stage.clock.advance(10)
        real = stage.player.previous

        async def previous() -> None:
            if stage.player._here() > 3:
                await stage.player.seek_to(Seconds(0))
            else:
                await real()

        stage.player.previous = previous  # type: ignore[method-assign]  # as most do
        report = await stage.do("undo")
        assert report.verdict is Verdict.DONE
        assert stage.player.index == 1
        assert stage.player._here() == pytest.approx(30, abs=1)

    async def test_it_went_on_by_itself_since(self, stage: Stage) -> None:
        await stage.do("previous_episode")
        stage.player.tracks = (*stage.player.tracks, Track(title="Another"))
        stage.player.index = 3
        stage.player.changed()
        report = await stage.do("undo")
        assert report.verdict is Verdict.REFUSED
        assert stage.player.index == 3

    async def test_a_place_in_a_track_that_is_over(self, stage: Stage) -> None:
        await stage.do("seek_content", seek_position=110)
        stage.player.index = 2
        stage.player.changed()
        report = await stage.do("undo")
        assert report.verdict is Verdict.REFUSED
        assert "gone on since" in report.text

    @pytest.mark.parametrize("direction", ["next_episode", "previous_episode"])
    async def test_the_way_back_is_shut(self, stage: Stage, direction) -> None:
        await stage.do(direction)
        both = frozenset({Feature.NEXT, Feature.PREVIOUS})
        stage.player.abilities -= both
        report = await stage.do("undo")
        assert report.verdict is Verdict.REFUSED

    async def test_a_way_back_that_leads_elsewhere(self, stage: Stage) -> None:
        await stage.do("previous_episode")
        stage.player.lies = frozenset({Feature.NEXT})
        report = await stage.do("undo")
        assert report.verdict is Verdict.REFUSED

    async def test_constant_ids_are_not_trusted(self, stage: Stage) -> None:
        stage.player.tracks = tuple(
            replace(track, id="/0", url="") for track in stage.player.tracks
        )
        await stage.do("next_episode")
        await stage.do("undo")
        assert stage.player.index == 1

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            (Track("1", "A", url="file:///a"), Track("2", "B", url="file:///a"), True),
            (Track("1", "A", url="file:///a"), Track("1", "A", url="file:///b"), False),
            (Track("1", "A"), Track("2", "A"), True),
            (Track("1", "A"), Track("1", "B"), False),
            (Track("1", "A", ("X",)), Track("1", "A", ("Y",)), False),
            (Track("1"), Track("1"), True),
            (Track("1"), Track("2"), False),
            (Track(), Track(), True),
            (Track(), Track("1"), False),
        ],
    )
    def test_same_track(self, one: Track, other: Track, same: bool) -> None:
        assert same_track(one, other) is same


class TestPartly:
    async def test_some_of_it(self, stage: Stage) -> None:
        await stage.desk.do(
            TURN,
            [
                Intent("adjust_volume", {"volume_level": 10}),
                Intent("adjust_speed", {"playback_speed": 2}),
            ],
        )
        stage.player.refuses = frozenset({Feature.SPEED})
        report = await stage.do("undo")
        assert report.verdict is Verdict.PARTLY
        assert "Not restored: speed 1x." in report.text
        assert stage.player.volume == 0.5

    async def test_what_two_players_did_is_told_by_their_names(
        self, stage: Stage
    ) -> None:
        await stage.desk.do(
            TURN,
            [
                Intent("adjust_volume", {"volume_level": 10}),
                Intent("adjust_volume", {"volume_level": 10, "player": "mpv"}),
            ],
        )
        report = await stage.do("undo")
        assert report.verdict is Verdict.DONE
        assert "in VLC" in report.text
        assert "in mpv" in report.text
        assert (report.before, report.after) == ("", "")

    async def test_one_of_two_players_is_gone(self, stage: Stage) -> None:
        await stage.desk.do(
            TURN,
            [
                Intent("adjust_volume", {"volume_level": 10}),
                Intent("adjust_volume", {"volume_level": 10, "player": "mpv"}),
            ],
        )
        stage.other.vanish()
        report = await stage.do("undo")
        assert report.verdict is Verdict.PARTLY
        assert "mpv was closed since." in report.text
        assert stage.player.volume == 0.5

    @pytest.mark.parametrize("feature", [Feature.SHUFFLE, Feature.REPEAT])
    async def test_what_the_player_no_longer_has(self, stage: Stage, feature) -> None:
        name = feature.value
        await stage.do(name, shuffle="on", mode="all")
        stage.player.abilities -= {feature}
        assert (await stage.do("undo")).verdict is Verdict.REFUSED

    async def test_an_amplified_volume_comes_back_as_full(self, stage: Stage) -> None:
        stage.player.volume = 1.3
        await stage.do("adjust_volume", volume_level=50)
        await stage.do("undo")
        assert stage.player.volume == 1.0


COMMANDS = st.sampled_from(
    [
        ("pause_playback", {}),
        ("resume_playback", {}),
        ("next_episode", {}),
        ("previous_episode", {}),
        ("shuffle", {"shuffle": "on"}),
        ("shuffle", {"shuffle": "off"}),
        ("repeat", {"mode": "one"}),
        ("repeat", {"mode": "off"}),
        ("adjust_volume", {"mute": "on"}),
        ("adjust_volume", {"mute": "off"}),
        ("adjust_volume", {}),
        ("adjust_speed", {}),
        ("seek_content", {}),
    ]
) | st.one_of(
    st.floats(-500, 500).map(lambda v: ("adjust_volume", {"volume_adjustment": v})),
    st.floats(-500, 500).map(lambda v: ("adjust_volume", {"volume_level": v})),
    st.floats(-500, 500).map(lambda v: ("seek_content", {"seek_offset": v})),
    st.floats(-50, 500).map(lambda v: ("seek_content", {"seek_position": v})),
    st.floats(-5, 9).map(lambda v: ("adjust_speed", {"playback_speed": v})),
    st.floats(-5, 9).map(lambda v: ("adjust_speed", {"speed_adjustment": v})),
)


@settings(max_examples=120, deadline=None)
@given(
    sentences=st.lists(st.lists(COMMANDS, min_size=1, max_size=3), max_size=6),
    volume=st.floats(0, 1),
)
def test_undo_after_any_sentence(sentences, volume: float) -> None:
    async def walk() -> None:
        stage = Stage()
        stage.player.volume = volume
        stage.player.changed()
        for sentence in sentences:
            before = [stage.look(p) for p in (stage.player, stage.other)]
            stage.events.clear()
            await stage.desk.do(TURN, [Intent(n, s) for n, s in sentence])
            reports = [e.report for e in stage.events if isinstance(e, CommandReported)]
            assert len(reports) == len(sentence)
            for player, was in zip((stage.player, stage.other), before, strict=True):
                named = any("volume_level" in s or "mute" in s for _, s in sentence)
                assert 0 <= player.volume <= 1
                assert named or player.volume <= was.volume + 0.3 + 1e-6
            if not any(report.undo_until for report in reports):
                continue
            undone = await stage.do("undo")
            assert undone.verdict is Verdict.DONE, undone.text
            for player, was in zip((stage.player, stage.other), before, strict=True):
                now = stage.look(player)
                assert now.volume == pytest.approx(was.volume)
                assert replace(now, position=0, volume=0) == (
                    replace(was, position=0, volume=0)
                )
                moved = {"seek_content", "next_episode", "previous_episode"}
                if moved & {r.intent for r in reports if r.player == player.id}:
                    assert now.position == pytest.approx(was.position, abs=2.5)
            again = await stage.do("redo")
            assert again.verdict is Verdict.DONE, again.text

    asyncio.run(walk())


class TestSlots:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (5, 5.0),
            ("7.5", 7.5),
            (None, None),
            ("x", None),
            ("inf", None),
            ({"year": 1999}, None),
            (float("nan"), None),
            (10**400, None),
        ],
    )
    def test_numbers(self, value, expected) -> None:
        assert number({} if value is None else {"n": value}, "n") == expected

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("on", True),
            ("Off", False),
            ("maybe", None),
            (None, None),
            (1.0, True),
            (0, False),
            (True, True),
        ],
    )
    def test_switches(self, value, expected) -> None:
        assert yes_or_no({} if value is None else {"n": value}, "n") is expected


async def test_plain_loudness_is_plain(stage: Stage) -> None:
    plain = PlainLoudness()
    state = stage.player.state
    assert plain.undipped(state) is state
    assert plain.shown(state.player, 0.4) == 0.4
    await plain.set_volume(stage.player, 0.4)
    assert stage.player.volume == 0.4


FAULTS = st.sampled_from(
    ["freeze", "thaw", "lie", "refuse", "obey", "late", "close", "start", "forget"]
)
SLOTS = st.dictionaries(
    st.sampled_from(
        [
            "volume_level",
            "mute",
            "seek_offset",
            "seek_position",
            "playback_speed",
            "number",
            "player",
            "app",
            "title",
            "mode",
            "shuffle",
            "question",
            "filters",
        ]
    ),
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=8)
    | st.dictionaries(st.text(max_size=3), st.floats()),
    max_size=3,
)
ANYTHING = st.tuples(
    st.sampled_from(
        [
            "pause_playback",
            "resume_playback",
            "adjust_volume",
            "seek_content",
            "adjust_speed",
            "next_episode",
            "previous_episode",
            "shuffle",
            "repeat",
            "undo",
            "choose",
            "like",
            "content_info",
            "what_is_playing",
            "open_app",
            "play_content",
            "search_content",
            "select_channel",
            "show_player",
        ]
    ),
    SLOTS,
)


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(FAULTS | st.lists(ANYTHING, min_size=1, max_size=3), max_size=8))
def test_nothing_escapes_whatever_players_do(steps) -> None:
    async def walk() -> None:
        stage = Stage()
        for step in steps:
            if isinstance(step, str):
                fault(stage, step)
                continue
            stage.clock.advance(1)
            done = await stage.desk.do(TURN, [Intent(n, s) for n, s in step])
            assert done.text
            for player in (stage.player, stage.other):
                assert 0 <= player.volume <= 1
                assert 0.25 <= player.speed <= 4

    asyncio.run(walk())


def fault(stage: Stage, kind: str) -> None:
    player = stage.player
    match kind:
        case "freeze" | "thaw":
            player.frozen = kind == "freeze"
        case "lie":
            player.lies = frozenset(Feature)
        case "refuse":
            player.refuses = frozenset(Feature)
        case "obey":
            player.lies = player.refuses = frozenset()
        case "late":
            player.late = 5
        case "close":
            player.vanish()
        case "start":
            stage.other.status = PlaybackStatus.PLAYING
            stage.other.changed()
        case _:
            player.tracks = (Track(), Track(), Track())
            player.changed()


class TestTheSameThingTwice:
    async def test_only_the_newest_change_is_undone(self, stage: Stage) -> None:
        older = await stage.do("adjust_volume", volume_level=40)
        newer = await stage.do("adjust_volume", volume_level=60)
        done = await stage.desk.undo(older.id)
        assert "newer change first" in done.text
        assert stage.report.verdict is Verdict.REFUSED
        assert stage.player.volume == pytest.approx(0.6)
        await stage.desk.undo(newer.id)
        assert stage.player.volume == pytest.approx(0.4)
        await stage.desk.undo(older.id)
        assert stage.player.volume == pytest.approx(0.5)

    async def test_it_is_told_which_command_cannot_be_undone_now_and_why(
        self, stage: Stage
    ) -> None:
        older = await stage.do("adjust_volume", volume_level=40)
        await stage.do("seek_content", seek_offset=60)
        assert stage.hindered == [()]  # nothing to tell yet
        newer = await stage.do("adjust_volume", volume_level=60)
        assert stage.hindered[-1] == (
            Hindrance(
                older.id,
                "That was changed again since. Undo the newer change first.",
            ),
        )
        await stage.desk.undo(newer.id)
        assert stage.hindered[-1] == ()
        await stage.do("redo")
        (hindrance,) = stage.hindered[-1]
        assert hindrance.report == older.id
        await stage.do("undo")
        assert stage.hindered[-1] == ()

    async def test_nothing_of_a_closed_player_can_be_undone(self, stage: Stage) -> None:
        report = await stage.do("adjust_volume", volume_level=40)
        stage.player.vanish()
        assert stage.hindered[-1] == (Hindrance(report.id, "VLC was closed since."),)

    async def test_what_was_done_again_counts(self, stage: Stage) -> None:
        older = await stage.do("adjust_volume", volume_level=40)
        await stage.do("adjust_volume", volume_level=60)
        await stage.do("undo")
        await stage.do("redo")
        assert stage.player.volume == pytest.approx(0.6)
        await stage.desk.undo(older.id)
        assert stage.report.verdict is Verdict.REFUSED
        assert stage.player.volume == pytest.approx(0.6)

    async def test_other_things_and_players_are_undone_in_any_order(
        self, stage: Stage
    ) -> None:
        older = await stage.do("adjust_volume", volume_level=40, player="vlc")
        await stage.do("adjust_speed", playback_speed=2, player="vlc")
        await stage.do("adjust_volume", volume_level=20, player="mpv")
        await stage.desk.undo(older.id)
        assert stage.report.verdict is Verdict.DONE
        assert stage.player.volume == pytest.approx(0.5)
        assert stage.player.speed == pytest.approx(2)
        assert stage.other.volume == pytest.approx(0.2)
