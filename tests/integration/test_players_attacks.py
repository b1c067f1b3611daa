"""Players that crowd, flap, pose as others and leave in the middle of a command."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest
from dbus_fast import Variant

from integration.players import Stage, playing, until
from integration.players import watching as watching_stage
from integration.scripted_player import ScriptedPlayer, scripted
from lumen.core.clock import MonotonicClock
from lumen.core.events import CommandReported, Event
from lumen.core.intent import Intent, SlotValue
from lumen.core.media import CommandReport, PlayerId, Verdict
from lumen.core.turn import TurnId
from lumen.core.units import NO_TIME, Seconds
from lumen.media import commands_run, mpris
from lumen.media.desk import MediaDesk
from lumen.media.mpris import MprisPlayers
from lumen.media.mpris_values import parse_state
from lumen.media.quirks import DEFAULT

pytestmark = pytest.mark.integration


class Talk:
    """A desk on a bus, and what it reported."""

    def __init__(self, players: MprisPlayers) -> None:
        self.players = players
        self.events: list[Event] = []
        self.desk = MediaDesk(players, MonotonicClock(), self.events.append)

    async def say(self, name: str, **slots: SlotValue) -> CommandReport:
        await self.desk.do(TurnId(1), [Intent(name, slots)])
        return [e.report for e in self.events if isinstance(e, CommandReported)][-1]


@asynccontextmanager
async def talking(address: str, patience: float = 0.3) -> AsyncIterator[Talk]:
    players = MprisPlayers(
        MonotonicClock(), address=address, patience=Seconds(patience)
    )
    await players.start()
    talk = Talk(players)
    try:
        yield talk
    finally:
        await talk.desk.close()
        await players.close()


async def test_one_program_cannot_crowd_out_the_others(stage: Stage) -> None:
    async with AsyncExitStack() as crowd:
        for number in range(150):
            await crowd.enter_async_context(scripted(stage.address, f"a{number}"))
        stage.mpv()
        async with watching_stage(stage) as players:
            await playing(players, "mpv")
            assert len(players.all()) <= 17
            async with scripted(stage.address, "one_more_of_them"):
                await asyncio.sleep(0.1)
                assert len(players.all()) <= 17
            stage.mpv()
            await until(lambda: _called(players, "mpv") == 2)


async def test_who_comes_while_a_crowd_is_being_met_is_not_lost(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is known whose they are, a crowd takes every place there is."""
    plain, known = MprisPlayers._process_of, asyncio.Event()

    async def held(players: MprisPlayers, owner: str) -> int:
        await known.wait()
        return await plain(players, owner)

    monkeypatch.setattr(MprisPlayers, "_process_of", held)
    async with AsyncExitStack() as crowd:
        for number in range(150):
            await crowd.enter_async_context(scripted(stage.address, f"a{number}"))
        players = MprisPlayers(MonotonicClock(), address=stage.address)
        starting = asyncio.ensure_future(players.start())
        try:
            await until(lambda: len(players._players) >= mpris._MOST_PLAYERS)
            stage.mpv()
            while not await _on_the_bus(players, "mpv"):  # noqa: ASYNC110 - another process names itself
                await asyncio.sleep(0.02)
            known.set()
            await starting
            await playing(players, "mpv")
            assert len(players.all()) <= 17
        finally:
            known.set()
            await players.close()


async def _on_the_bus(players: MprisPlayers, name: str) -> bool:
    assert players._bus is not None
    (names,) = await players._bus.ask_daemon("ListNames")
    return any(name in other for other in names)


async def test_thousands_of_names_do_not_hide_a_known_player(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mpris, "_MOST_NAMES", 20)
    async with scripted(stage.address, *(f"a{n}" for n in range(100))):
        stage.mpv()
        async with watching_stage(stage) as players:
            await playing(players, "mpv")


def _called(players: MprisPlayers, name: str) -> int:
    return sum(player.state.name == name for player in players.all())


async def test_a_hundred_players_are_listed_and_one_of_them_paused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mpris, "_MOST_OF_A_PROCESS", 1_000)
    async with AsyncExitStack() as crowd:
        many = [
            await crowd.enter_async_context(scripted(address, f"p{number}"))
            for number in range(100)
        ]
        for number, player in enumerate(many):
            player.root["Identity"] = Variant("s", f"Player {number}")
        begin = time.perf_counter()
        async with talking(address, patience=1.5) as talk:
            met = time.perf_counter() - begin
            assert len(talk.players.all()) == 100
            report = await talk.say("pause_playback", player="player 71")
            assert report.text == "Paused Player 71."
            asked = [n for n, one in enumerate(many) if one.asked("Pause")]
            assert asked == [71]
        print(f"100 players: met in {met * 1e3:.0f} ms, {report.took * 1e3:.0f} ms")


async def test_names_that_come_and_go_are_no_storm(address: str) -> None:
    async with talking(address) as talk, scripted(address, "steady") as flapping:
        await until(talk.players.all)
        told = 0

        def count() -> None:
            nonlocal told
            told += 1

        talk.players.subscribe(count)
        begin = time.perf_counter()
        for _ in range(150):
            await flapping.bus.release_name("org.mpris.MediaPlayer2.steady")
            await flapping.bus.request_name("org.mpris.MediaPlayer2.steady")
            await asyncio.sleep(0.002)
        await until(talk.players.all)
        assert told <= (time.perf_counter() - begin) / 0.05 + 3


async def test_a_player_that_was_mute_for_long_is_met_when_it_speaks(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mpris, "_MEETING_PAUSES", (0.01,))
    async with scripted(address, "late") as late:
        late.errors = {"GetAll"}
        async with talking(address) as talk:
            await until(lambda: late.asked("GetAll") >= 2)
            await asyncio.sleep(0.1)
            assert talk.players.all() == ()
            late.errors.clear()
            await late.changed(Volume=Variant("d", 0.3))
            await until(talk.players.all)


async def test_who_poses_as_another_is_told_from_it(address: str) -> None:
    async with scripted(address, "evil") as evil, scripted(address, "vlc") as real:
        evil.root["Identity"] = Variant("s", "VLC")
        async with talking(address) as talk:
            names = {player.state.name for player in talk.players.all()}
            assert names == {"VLC", "VLC (evil)"}
            await talk.say("pause_playback", player="vlc")
            assert (real.asked("Pause") > 0, evil.asked("Pause")) == (True, 0)


def test_a_stranger_stays_one_when_its_stream_is_used() -> None:
    learnt = replace(DEFAULT, stream_volume=True)
    state = parse_state(PlayerId("evil:1.2"), learnt, {"Identity": "VLC"}, {}, NO_TIME)
    assert state.name == "VLC (evil)"


@pytest.mark.parametrize(
    ("member", "intent", "slots"),
    [
        ("GetAll", "pause_playback", {}),
        ("Pause", "pause_playback", {}),
        ("Set", "adjust_volume", {"volume_level": 80}),
        ("Get", "adjust_volume", {"volume_level": 80}),
        ("Get", "seek_content", {"seek_offset": 10}),
        ("Seek", "seek_content", {"seek_offset": 10}),
        ("Next", "next_episode", {}),
    ],
)
async def test_who_leaves_in_the_middle_was_closed(
    address: str, member: str, intent: str, slots: dict[str, SlotValue]
) -> None:
    async with scripted(address, "shy") as shy, talking(address) as talk:
        shy.properties["CanGoNext"] = Variant("b", True)
        await talk.players.all()[0].read()
        shy.leaves_on = member
        report = await talk.say(intent, **slots)
        assert report.verdict is Verdict.NO_PLAYER
        assert report.text == "Scripted was closed. Start it again."
        assert talk.players.all() == ()


async def test_who_answers_each_question_late_is_given_up(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer is in time, and all of them together never end."""
    monkeypatch.setattr(commands_run, "GIVE_UP_AFTER", 0.8)
    async with scripted(address, "slow") as slow, talking(address) as talk:
        slow.delay = 0.25
        slow.obeys = False
        begin = time.perf_counter()
        report = await talk.say("adjust_volume", volume_level=80)
        assert time.perf_counter() - begin < 2
        assert report.verdict is Verdict.REFUSED
        assert "does not answer" in report.text
        slow.delay = 0
        slow.obeys = True
        report = await talk.say("adjust_volume", volume_level=60)
        assert report.verdict is Verdict.DONE


@pytest.mark.parametrize(
    "properties",
    [
        {"Volume": Variant("d", float("nan"))},
        {"Volume": Variant("d", float("inf"))},
        {"Volume": Variant("d", -1.0)},
        {"Volume": Variant("s", "loud")},
        {"Rate": Variant("d", 0.0)},
        {"Rate": Variant("d", -2.0), "MinimumRate": Variant("d", -3.0)},
        {"Position": Variant("x", 10**15)},
        {"Position": Variant("x", -(2**63))},
        {"Metadata": Variant("a{sv}", {"mpris:length": Variant("x", -5)})},
        {"Metadata": Variant("s", "none")},
        {"PlaybackStatus": Variant("s", "Exploding")},
    ],
)
async def test_no_command_stumbles_over_what_a_player_says(
    address: str, properties: dict[str, Variant]
) -> None:
    async with scripted(address, "liar") as liar:
        claims = ("CanGoNext", "CanGoPrevious")
        liar.properties |= {claim: Variant("b", True) for claim in claims}
        liar.properties |= {"Shuffle": Variant("b", False)}
        async with talking(address) as talk:
            liar.properties |= SPEEDS | properties  # from one question to the next
            for name, slots in COMMANDS[:8]:
                report = await asyncio.wait_for(talk.say(name, **slots), 5)
                assert report.verdict in Verdict
                assert report.text
            assert_in_range(liar)


COMMANDS: tuple[tuple[str, dict[str, SlotValue]], ...] = (
    ("adjust_volume", {"volume_adjustment": 10}),
    ("adjust_volume", {"mute": "on"}),
    ("adjust_volume", {"mute": "off"}),
    ("seek_content", {"seek_offset": 10}),
    ("seek_content", {"seek_fraction": 0.5}),
    ("adjust_speed", {"playback_speed": 2}),
    ("shuffle", {"shuffle": "on"}),
    ("repeat", {"mode": "one"}),
    ("next_episode", {}),
    ("previous_episode", {}),
    ("pause_playback", {}),
    ("resume_playback", {}),
    ("undo", {}),
)


SPEEDS = {"MinimumRate": Variant("d", 0.5), "MaximumRate": Variant("d", 4.0)}
WHIMS: dict[str, list[Variant]] = {
    "PlaybackStatus": [
        Variant("s", status) for status in ("Playing", "Paused", "Stopped", "?")
    ],
    "Position": [Variant("x", place) for place in (0, -1, 30_000_000, 10**15, 2**62)],
    "Volume": [
        Variant("d", volume)
        for volume in (0.5, -1.0, 1.5, 1e300, float("nan"), float("inf"))
    ],
    "Rate": [Variant("d", rate) for rate in (1.0, 0.0, -1.0, float("nan"))],
    "Shuffle": [Variant("b", True), Variant("b", False), Variant("s", "yes")],
    "LoopStatus": [Variant("s", mode) for mode in ("None", "Track", "Loop")],
    "CanSeek": [Variant("b", True), Variant("b", False)],
    "CanGoNext": [Variant("b", True), Variant("b", False)],
    "CanGoPrevious": [Variant("b", True), Variant("i", 5)],
    "Metadata": [
        Variant("a{sv}", {}),
        Variant("a{sv}", {"xesam:title": Variant("s", "One")}),
        Variant("a{sv}", {"xesam:title": Variant("s", "Two")}),
        Variant("a{sv}", {"mpris:length": Variant("x", -5)}),
        Variant("a{sv}", {"mpris:length": Variant("d", float("nan"))}),
    ],
}


@pytest.mark.parametrize("name", ["liar", "mpv", "firefox"])
async def test_nobody_stumbles_over_a_player_of_many_whims(
    address: str, name: str
) -> None:
    chance = random.Random(name)

    def whim() -> None:
        for what in chance.sample(sorted(WHIMS), 3):
            player.properties[what] = chance.choice(WHIMS[what])

    async with scripted(address, name) as player:
        player.properties |= SPEEDS
        async with talking(address) as talk:
            player.before_answering = whim
            for _ in range(10):
                intent, slots = chance.choice(COMMANDS)
                report = await asyncio.wait_for(talk.say(intent, **slots), 12)
                assert report.verdict in Verdict
                assert report.text
            assert_in_range(player)


def assert_in_range(player: ScriptedPlayer) -> None:
    """Whatever it said, it was told nothing that is out of all range."""
    for member, body in player.calls:
        if member == "Set" and body[1] == "Volume":
            assert 0 <= body[2].value <= 2  # undo may go back to what it claimed
        if member == "Set" and body[1] == "Rate":
            assert 0.01 <= body[2].value <= 100
        if member in ("Seek", "SetPosition"):
            assert abs(body[-1]) < 400 * 24 * 3600 * 10**6
