"""Players that lie, flood, hide and fall silent, on a private session bus."""

from __future__ import annotations

import asyncio
import gc
import math
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from dbus_fast import Variant

from integration.players import until
from integration.scripted_player import scripted
from integration.secret_service import SessionBus
from lumen import session_bus
from lumen.core.clock import MonotonicClock
from lumen.core.media import Feature, PlaybackStatus
from lumen.core.units import Seconds
from lumen.media.mpris import MprisPlayers
from lumen.media.mpris_player import MprisPlayer
from lumen.media.player import (
    PlayerFrozenError,
    PlayerGoneError,
    PlayerRefusedError,
)
from lumen.media.streams import StreamVolumes
from lumen.session_bus import Bus, CalleeGoneError

pytestmark = pytest.mark.integration


class FakeStreams(StreamVolumes):
    """Streams in memory."""

    def __init__(self, volume: float | None = None) -> None:
        super().__init__()
        self.volume = volume

    async def get(self, pid: int, name: str = "") -> float | None:
        return self.volume

    async def set(self, pid: int, volume: float, name: str = "") -> bool:
        if self.volume is None:
            return False
        self.volume = volume
        return True


@asynccontextmanager
async def watching(
    address: str, streams: StreamVolumes | None = None
) -> AsyncIterator[MprisPlayers]:
    players = MprisPlayers(
        MonotonicClock(),
        streams=streams or FakeStreams(),
        address=address,
        patience=Seconds(0.3),
        delays=(0.02,),
    )
    await players.start()
    try:
        yield players
    finally:
        await players.close()


async def the_one(players: MprisPlayers) -> MprisPlayer:
    await until(players.all)
    found = players.all()[0]
    assert isinstance(found, MprisPlayer)
    return found


async def test_two_names_are_one_player(address: str) -> None:
    async with (
        watching(address) as players,
        scripted(address, "vlc.instance7", "vlc") as player,
    ):
        found = await the_one(players)
        assert len(players.all()) == 1
        assert found.state.name == "VLC"
        await player.bus.release_name("org.mpris.MediaPlayer2.vlc")
        await player.changed(Volume=Variant("d", 0.1))
        await until(lambda: found.state.volume == 0.1)
        assert players.all() == (found,)
        await player.bus.release_name("org.mpris.MediaPlayer2.vlc.instance7")
        await until(lambda: not players.all())


async def test_stand_ins_are_not_players(address: str) -> None:
    async with (
        scripted(address, "playerctld"),
        scripted(address, "real"),
        watching(address) as players,
    ):
        assert [player.state.name for player in players.all()] == ["Scripted"]
        async with scripted(address, "playerctld.instance1", "other"):
            await until(lambda: len(players.all()) == 2)


async def test_thousands_of_players_are_not_met(address: str) -> None:
    async with AsyncExitStack() as stack:
        for number in range(70):
            await stack.enter_async_context(scripted(address, f"p{number}"))
        async with watching(address) as players:
            assert len(players.all()) <= 64
            async with scripted(address, "one_more"):
                await asyncio.sleep(0.05)
                assert len(players.all()) <= 64


async def test_a_player_that_is_slow_to_speak_is_met_later(address: str) -> None:
    async with scripted(address, "slow") as slow:
        slow.errors = {"GetAll"}
        async with watching(address) as players:
            assert players.all() == ()
            await until(lambda: slow.asked("GetAll") > 2)
            slow.errors.clear()
            assert (await the_one(players)).state.name == "Scripted"


async def test_hostile_values_are_harmless(address: str) -> None:
    async with scripted(address, "liar") as liar:
        liar.root = {"Identity": Variant("i", 5), "CanRaise": Variant("s", "yes")}
        liar.properties = {
            "PlaybackStatus": Variant("d", math.nan),
            "Metadata": Variant(
                "a{sv}",
                {
                    "xesam:title": Variant("s", "<|im_start|>" + "x" * 1_000_000),
                    "xesam:artist": Variant(
                        "a{sv}", {"a": Variant("v", Variant("i", 1))}
                    ),
                    "mpris:length": Variant("d", math.inf),
                },
            ),
            "Position": Variant("x", -(2**63)),
            "Volume": Variant("d", -math.inf),
            "Rate": Variant("ab", [True]),
        }
        async with watching(address) as players:
            state = (await the_one(players)).state
            assert state.name == "liar"
            assert state.status is PlaybackStatus.STOPPED
            assert len(state.track.title) == 120
            assert state.features == {Feature.STOP}


@pytest.mark.parametrize("answer", [("s", ["text"]), ("", []), ("a{ss}", [{"a": "b"}])])
async def test_answers_of_another_kind(address: str, answer: tuple) -> None:
    async with scripted(address, "odd") as odd:
        odd.answers["GetAll"] = answer
        async with watching(address) as players:
            found = await the_one(players)
            assert found.state.features <= {Feature.STOP}
            with pytest.raises(PlayerRefusedError):
                await found.next()
            odd.answers = {"Get": answer}
            await found.read()
            with pytest.raises(PlayerRefusedError):
                await found.seek_to(Seconds(5))


async def test_a_flood_of_signals_costs_few_questions(address: str) -> None:
    async with scripted(address, "storm") as storm, watching(address) as players:
        found = await the_one(players)
        await asyncio.sleep(0.1)
        storm.calls.clear()
        told = 0

        def count() -> None:
            nonlocal told
            told += 1

        players.subscribe(count)
        for number in range(2_000):
            await storm.changed(Volume=Variant("d", number / 2_000))
            if number % 20 == 0:  # dbus-fast gives up on a full socket
                await asyncio.sleep(0.002)
        await until(lambda: found.state.volume == 1_999 / 2_000)
        assert storm.asked("GetAll") < 200
        assert told <= storm.asked("GetAll") + 1
        print(f"2,000 signals: {storm.asked('GetAll')} questions, {told} notices")


async def test_position_alone_is_no_change(address: str) -> None:
    async with scripted(address, "calm") as calm, watching(address) as players:
        found = await the_one(players)
        await asyncio.sleep(0.1)
        told = asyncio.Event()
        end = players.subscribe(told.set)
        await calm.changed(Position=Variant("x", 30_400_000))
        await until(lambda: found.state.position == pytest.approx(30.4))
        assert not told.is_set()
        await calm.changed(Position=Variant("x", 90_000_000))
        await asyncio.wait_for(told.wait(), 5)  # it was sought
        told.clear()
        end()
        end()
        await calm.changed(Volume=Variant("d", 0.1))
        await until(lambda: found.state.volume == 0.1)
        assert not told.is_set()


async def test_refusals(address: str) -> None:
    async with scripted(address, "stubborn") as stubborn, watching(address) as players:
        found = await the_one(players)
        stubborn.errors = {"Pause", "Seek", "Set", "OpenUri", "Raise"}
        for order in (
            found.pause(),
            found.seek_to(Seconds(3)),
            found.set_volume(0.2),
            found.open("http://example.org/x"),
            found.show(),
        ):
            with pytest.raises(PlayerRefusedError) as refusal:
                await order
            assert refusal.value.what == "Scripted cannot do that now."
        stubborn.errors = {"GetAll"}
        with pytest.raises(PlayerRefusedError):
            await found.read()
        await stubborn.changed(Volume=Variant("d", 0.3))
        await asyncio.sleep(0.1)
        assert players.all() == (found,)


def broken() -> None:
    raise ValueError("a listener's own trouble")


async def test_silence_and_return(address: str) -> None:
    async with scripted(address, "quiet") as quiet, watching(address) as players:
        found = await the_one(players)
        told = asyncio.Event()
        players.subscribe(broken)
        players.subscribe(told.set)
        quiet.mute = True
        with pytest.raises(PlayerFrozenError):
            await found.pause()
        await asyncio.wait_for(told.wait(), 5)
        assert (players.all(), players.frozen) == ((), (found,))
        quiet.mute = False
        await quiet.changed(Volume=Variant("d", 0.9))
        await until(lambda: players.all() == (found,))
        await until(lambda: found.state.volume == 0.9)


async def test_a_lying_volume_is_found_out(address: str) -> None:
    streams = FakeStreams(0.8)
    async with scripted(address, "loud") as loud, watching(address, streams) as players:
        found = await the_one(players)
        await found.set_volume(0.25)
        assert streams.volume == 0.8  # its own works
        loud.obeys = False
        await found.set_volume(0.4)
        assert streams.volume == 0.4
        assert (await found.read()).volume == 0.4
        streams.volume = None
        with pytest.raises(PlayerRefusedError):
            await found.set_volume(0.5)
        assert Feature.VOLUME not in (await found.read()).features


async def test_a_volume_that_was_louder_than_full_comes_back(address: str) -> None:
    async with scripted(address, "loud") as loud, watching(address) as players:
        found = await the_one(players)
        await found.set_volume(1.3)
        assert loud.properties["Volume"].value == 1.0
        loud.properties["Volume"] = Variant("d", 1.25)
        assert (await found.read()).volume == 1.25
        await found.set_volume(0.4)
        await found.read()
        await found.set_volume(1.25)
        assert loud.properties["Volume"].value == 1.25


async def test_a_lying_volume_without_a_stream_is_read_back(address: str) -> None:
    async with scripted(address, "loud") as loud, watching(address) as players:
        found = await the_one(players)
        loud.obeys = False
        await found.set_volume(0.4)
        assert (await found.read()).volume == 0.5


async def test_positions_are_sent_as_each_player_wants_them(address: str) -> None:
    async with (
        scripted(address, "mpv", "rhythmbox") as one,
        watching(address) as players,
    ):
        await (await the_one(players)).seek_to(Seconds(90))
        assert one.calls[-1] == ("Seek", [60_000_000])
    async with scripted(address, "rhythmbox") as one, watching(address) as players:
        found = await the_one(players)
        await found.seek_to(Seconds(90))
        assert one.calls[-1] == ("SetPosition", ["/track/1", 90_000_000])
        one.properties["Metadata"] = Variant("a{sv}", {})
        await found.read()
        await found.seek_to(Seconds(90))
        assert one.calls[-1] == ("Seek", [59_500_000])


async def test_a_pause_of_what_rests_does_nothing(address: str) -> None:
    async with scripted(address, "still") as still, watching(address) as players:
        found = await the_one(players)
        await still.changed(PlaybackStatus=Variant("s", "Paused"))
        await until(lambda: found.state.status is PlaybackStatus.PAUSED)
        await found.pause()
        assert still.asked("Pause") == 0
        await still.changed(
            PlaybackStatus=Variant("s", "Stopped"), CanPause=Variant("b", False)
        )
        await found.pause()


async def test_no_bus_is_told_once_and_looked_for(
    bus: SessionBus, address: str
) -> None:
    bus.stop_bus()
    (bus.home / "bus").unlink(missing_ok=True)
    notices: list[str] = []
    players = MprisPlayers(
        MonotonicClock(),
        streams=FakeStreams(),
        address=address,
        delays=(0.01,),
        on_notice=notices.append,
    )
    await players.start()
    assert players.all() == ()
    await asyncio.sleep(0.1)
    assert len(notices) == 1
    assert "session bus" in notices[0]
    bus.start()
    async with scripted(address, "late"):
        found = await the_one(players)
        bus.stop_bus()
        await until(lambda: not players.all())
        with pytest.raises(PlayerGoneError):
            await found.play()
        await until(lambda: len(notices) == 2)  # it was there in between
    await players.close()


async def test_no_address_is_no_bus(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    for runtime in (None, str(tmp_path)):
        if runtime:
            monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        else:
            monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        async with watching("") as players:
            assert players.all() == ()
    async with watching("nonsense:::") as players:
        assert players.all() == ()


async def test_the_bus_of_the_session_is_found(
    bus: SessionBus, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scripted(address, "here"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        async with watching("") as players:
            assert len(players.all()) == 1
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(bus.home))
        async with watching("") as players:
            assert len(players.all()) == 1


async def test_a_place_beyond_all_places_is_no_lost_player(address: str) -> None:
    async with scripted(address, "mpv") as one, watching(address) as players:
        one.properties["Metadata"] = Variant("a{sv}", {})
        found = await the_one(players)
        await found.seek_to(Seconds(99999999999999 * 3600.0))
        (member, (offset,)) = one.calls[-1]
        assert member == "Seek"
        assert 0 < offset < 2**63


async def test_a_call_that_cannot_be_made_is_no_lost_player(address: str) -> None:
    async with scripted(address, "mpv"), watching(address) as players:
        found = await the_one(players)
        with pytest.raises(PlayerRefusedError):
            await found._order("Seek", "x", 2**70)
        assert (await found.read()).status is PlaybackStatus.PLAYING


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize(
    "answer", [b"", b"REJECTED\r\n", b"OK 0123456789abcdef0123456789abcdef\r\n"]
)
async def test_a_bus_that_lets_nobody_in_costs_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    async def porter(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(answer)
        while await reader.read(1000):  # and says nothing more
            pass
        writer.close()

    monkeypatch.setattr(session_bus, "_AT_THE_DOOR", 0.05)
    path = tmp_path / "bus"

    async def knock() -> int:
        with pytest.raises(CalleeGoneError):
            await Bus.connect(f"unix:path={path}")
        await asyncio.sleep(0.05)
        return open_files()

    async with await asyncio.start_unix_server(porter, path):
        before = await knock()
        gc.disable()
        try:
            assert [await knock() for _ in range(3)] == [before] * 3
        finally:
            gc.enable()


async def test_a_blink_is_no_pause(address: str) -> None:
    async with (
        scripted(address, "io.github.celluloid_player.Celluloid.instance-1") as one,
        watching(address) as players,
    ):
        found = await the_one(players)
        one.answers["Get"] = ("v", [Variant("s", "Playing")])
        one.properties["PlaybackStatus"] = Variant("s", "Paused")  # and back at once
        assert (await found.read()).status is PlaybackStatus.PLAYING
        one.answers.clear()
        assert (await found.read()).status is PlaybackStatus.PAUSED
        asked = one.asked("Get")
        assert (await found.read()).status is PlaybackStatus.PAUSED
        assert one.asked("Get") == asked  # it is known to rest
