"""Players grow quiet while somebody speaks, and come back exactly."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import FakePlayer, FakePlayers, ManualClock
from lumen.core.intent import Intent
from lumen.core.media import Feature, PlaybackStatus, PlayerId
from lumen.core.turn import TurnId
from lumen.media.desk import MediaDesk
from lumen.media.ducking import STEPS, Ducking
from lumen.media.ducking_record import Lowered, Record


class Room:
    """Players, a clock that waiting moves, and a fader."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.clock = ManualClock()
        self.fakes = [FakePlayer(self.clock, name, name) for name in names]
        for fake in self.fakes:
            fake.volume = 0.73
            fake.changed()
        self.players = FakePlayers(*self.fakes)
        self.file = folder / "lowered.json"
        self.steps: list[float] = []
        self.hook = lambda: None
        self.ducking = Ducking(self.players, self.file, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.steps.append(seconds)
        self.clock.advance(seconds)
        self.hook()
        await asyncio.sleep(0)

    def restarted(self) -> Ducking:
        """Lumen crashed and starts again."""
        return Ducking(self.players, self.file, sleep=self.sleep)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path, "VLC")


async def duck(room: Room) -> FakePlayer:
    room.ducking.begin("voice")
    await room.ducking.settled()
    return room.fakes[0]


class TestFading:
    async def test_down_and_exactly_back(self, room: Room) -> None:
        fake = await duck(room)
        assert fake.volume == pytest.approx(0.73 * 0.35)
        assert sum(room.steps) == pytest.approx(0.15, abs=0.03)
        room.steps.clear()
        room.ducking.end("voice")
        await room.ducking.settled()
        assert fake.volume == 0.73
        assert sum(room.steps) == pytest.approx(0.4, abs=0.06)
        assert not room.file.exists()

    async def test_beyond_full_and_exactly_back(self, room: Room) -> None:
        room.fakes[0].loudest = 1.3
        room.fakes[0].volume = 1.28
        room.fakes[0].changed()
        fake = await duck(room)
        assert fake.volume == pytest.approx(1.28 * 0.35)
        again = room.restarted()  # the file tells of it, too
        await again.recover()
        assert fake.volume == 1.28
        room.ducking.end("voice")
        await room.ducking.settled()
        assert fake.volume == 1.28

    async def test_in_steps_without_a_jump(self, room: Room) -> None:
        await duck(room)
        room.ducking.end("voice")
        await room.ducking.settled()
        set_ = [a[1] for a in room.fakes[0].asked if a[0] == "set_volume"]
        assert len(set_) == 2 * STEPS
        down, up = set_[:STEPS], set_[STEPS:]
        assert down == sorted(down, reverse=True)
        assert up == sorted(up)

    async def test_reasons_are_counted(self, room: Room) -> None:
        fake = await duck(room)
        room.ducking.begin("voice")
        room.ducking.begin("reply")
        room.ducking.end("voice")
        await room.ducking.settled()
        assert fake.volume < 0.3
        room.ducking.end("voice")
        room.ducking.end("reply")
        room.ducking.end("never begun")
        await room.ducking.settled()
        assert fake.volume == 0.73

    async def test_turns_round_in_the_middle(self, room: Room) -> None:
        def stop() -> None:
            if len(room.steps) == 3:
                room.ducking.end("voice")

        room.hook = stop
        fake = await duck(room)
        assert fake.volume == 0.73
        lowest = min(a[1] for a in fake.asked if a[0] == "set_volume")
        assert lowest > 0.4

    async def test_paused_players_are_left_alone(self, room: Room) -> None:
        fake = room.fakes[0]
        fake.status = PlaybackStatus.PAUSED
        fake.changed()
        await duck(room)
        assert fake.volume == 0.73
        assert not room.file.exists()

    async def test_silent_ones_too(self, room: Room) -> None:
        room.fakes[0].volume = 0.0
        await duck(room)
        assert room.fakes[0].volume == 0.0

    async def test_players_without_a_volume_too(self, room: Room) -> None:
        room.fakes[0].abilities -= {Feature.VOLUME}
        room.fakes[0].changed()
        await duck(room)
        assert all(asked[0] != "set_volume" for asked in room.fakes[0].asked)

    async def test_switched_off(self, room: Room) -> None:
        room.ducking.configure(enabled=False, fraction=0.35)
        assert (await duck(room)).volume == 0.73

    async def test_switched_off_meanwhile(self, room: Room) -> None:
        fake = await duck(room)
        room.ducking.configure(enabled=False, fraction=0.35)
        await room.ducking.settled()
        assert fake.volume == 0.73

    async def test_another_fraction(self, room: Room) -> None:
        room.ducking.configure(enabled=True, fraction=0.0)
        assert (await duck(room)).volume == 0.0

    async def test_several(self, tmp_path: Path) -> None:
        room = Room(tmp_path, "VLC", "mpv")
        await duck(room)
        assert [f.volume < 0.3 for f in room.fakes] == [True, True]
        await room.ducking.close()
        assert [f.volume for f in room.fakes] == [0.73, 0.73]
        room.ducking.begin("voice")
        await room.ducking.settled()
        assert [f.volume for f in room.fakes] == [0.73, 0.73]

    async def test_one_that_begins_to_play_meanwhile(self, tmp_path: Path) -> None:
        room = Room(tmp_path, "VLC", "mpv")
        late = room.fakes[1]
        late.status = PlaybackStatus.PAUSED
        late.changed()
        await duck(room)
        late.status = PlaybackStatus.PLAYING
        late.changed()
        room.ducking.changed()
        await room.ducking.settled()
        assert late.volume < 0.3
        room.ducking.end("voice")
        await room.ducking.settled()
        assert late.volume == 0.73

    async def test_paused_meanwhile_comes_back_all_the_same(self, room: Room) -> None:
        fake = await duck(room)
        await fake.pause()
        room.ducking.end("voice")
        await room.ducking.settled()
        assert fake.volume == 0.73

    async def test_a_volume_set_by_hand_is_kept(self, room: Room) -> None:
        fake = await duck(room)
        fake.volume = 0.6
        fake.changed()
        assert room.ducking.undipped(fake.state).volume == 0.6
        room.ducking.end("voice")
        await room.ducking.settled()
        assert fake.volume == 0.6
        assert not room.file.exists()

    async def test_rounding_players_come_back(self, room: Room) -> None:
        fake = room.fakes[0]
        real = fake.set_volume

        async def rounded(volume: float) -> None:
            await real(round(volume * 64) / 64)

        fake.set_volume = rounded  # type: ignore[method-assign]  # as some do
        await duck(room)
        room.ducking.end("voice")
        await room.ducking.settled()
        assert fake.volume == pytest.approx(0.73, abs=1 / 128)


class TestTrouble:
    async def test_frozen_in_the_middle(self, tmp_path: Path) -> None:
        room = Room(tmp_path, "VLC", "mpv")

        def freeze() -> None:
            room.fakes[0].frozen = True

        room.hook = freeze
        await duck(room)
        assert room.fakes[1].volume < 0.3
        room.hook = lambda: None
        room.fakes[0].frozen = False
        room.ducking.end("voice")
        room.ducking.changed()
        await room.ducking.settled()
        assert [f.volume for f in room.fakes] == [0.73, 0.73]
        assert not room.file.exists()

    async def test_frozen_before(self, room: Room) -> None:
        room.fakes[0].frozen = True
        await duck(room)
        assert not room.file.exists()

    async def test_closed_while_lowered_and_started_again(self, room: Room) -> None:
        fake = await duck(room)
        fake.vanish()
        room.ducking.changed()
        await room.ducking.settled()
        assert room.file.exists()
        again = FakePlayer(room.clock, "VLC", "VLC")
        again.volume = fake.volume  # VLC keeps its volume over a restart
        again.changed()
        room.ducking.end("voice")
        room.players.add(again)
        room.ducking.changed()
        await room.ducking.settled()
        assert again.volume == 0.73
        assert not room.file.exists()

    async def test_a_disk_that_takes_nothing(self, tmp_path: Path, caplog) -> None:
        room = Room(tmp_path / "missing", "VLC")
        fake = await duck(room)
        assert fake.volume < 0.3
        await room.ducking.close()
        assert fake.volume == 0.73
        assert "could not be written" in caplog.text


class TestCrash:
    async def test_restored_at_the_next_start(self, room: Room) -> None:
        fake = await duck(room)
        again = room.restarted()
        await again.recover()
        assert fake.volume == 0.73
        assert not room.file.exists()

    async def test_written_before_anything_is_lowered(self, room: Room) -> None:
        seen: list[bool] = []
        real = room.fakes[0].set_volume

        async def set_volume(volume: float) -> None:
            seen.append(room.file.exists())
            await real(volume)

        room.fakes[0].set_volume = set_volume  # type: ignore[method-assign]  # looks
        await duck(room)
        assert seen
        assert all(seen)

    @pytest.mark.parametrize("after", range(1, STEPS))
    async def test_in_the_middle_of_a_fade(self, room: Room, after: int) -> None:
        class CrashError(Exception):
            pass

        def crash() -> None:
            if len(room.steps) == after:
                raise CrashError

        room.hook = crash
        room.ducking.begin("voice")
        with pytest.raises(CrashError):
            await room.ducking.settled()
        assert room.fakes[0].volume < 0.73
        room.hook = lambda: None
        await room.restarted().recover()
        assert room.fakes[0].volume == 0.73

    async def test_a_volume_set_since_is_kept(self, room: Room) -> None:
        fake = await duck(room)
        fake.volume = 0.9
        await room.restarted().recover()
        assert fake.volume == 0.9
        assert not room.file.exists()

    async def test_speaking_again_before_it_is_restored(self, room: Room) -> None:
        fake = await duck(room)
        again = room.restarted()
        again.begin("voice")
        await again.settled()
        again.end("voice")
        await again.settled()
        assert fake.volume == 0.73

    async def test_a_player_that_comes_later(self, room: Room) -> None:
        fake = await duck(room)
        room.players._players.clear()
        again = room.restarted()
        await again.recover()
        assert room.file.exists()
        room.players.add(fake)
        again.changed()
        await again.settled()
        assert fake.volume == 0.73
        assert not room.file.exists()

    async def test_another_lumen_beside_it_touches_nothing(self, room: Room) -> None:
        fake = await duck(room)
        beside = room.restarted()
        beside.changed()
        await beside.close()
        assert fake.volume < 0.3
        assert room.file.exists()
        await room.ducking.close()
        assert fake.volume == 0.73

    async def test_nothing_to_restore(self, room: Room) -> None:
        await room.ducking.recover()
        assert room.fakes[0].volume == 0.73


class TestVolumeCommandsMeanwhile:
    async def do(self, room: Room, name: str, **slots: float | str) -> str:
        desk = MediaDesk(
            room.players,
            room.clock,
            lambda _: None,
            loudness=room.ducking,
            sleep=room.sleep,
        )
        return (await desk.do(TurnId(1), [Intent(name, slots)])).text

    async def test_change_the_base(self, room: Room) -> None:
        fake = await duck(room)
        assert await self.do(room, "adjust_volume", volume_level=40) == (
            "VLC is at 40 %."
        )
        assert fake.volume == pytest.approx(0.4 * 0.35)
        room.ducking.end("voice")
        await room.ducking.settled()
        assert fake.volume == 0.4

    async def test_are_relative_to_the_base(self, room: Room) -> None:
        fake = await duck(room)
        assert await self.do(room, "adjust_volume", volume_adjustment=5) == (
            "VLC is at 78 %."
        )
        await room.ducking.close()
        assert fake.volume == pytest.approx(0.78)

    async def test_survive_a_crash(self, room: Room) -> None:
        fake = await duck(room)
        await self.do(room, "adjust_volume", volume_level=40)
        await room.restarted().recover()
        assert fake.volume == 0.4

    async def test_undo_meanwhile(self, room: Room) -> None:
        fake = await duck(room)
        desk = MediaDesk(
            room.players,
            room.clock,
            lambda _: None,
            loudness=room.ducking,
            sleep=room.sleep,
        )
        await desk.do(TurnId(1), [Intent("adjust_volume", {"volume_level": 40})])
        await desk.do(TurnId(2), [Intent("undo")])
        await room.ducking.close()
        assert fake.volume == 0.73

    async def test_the_window_sees_the_base(self, room: Room) -> None:
        fake = await duck(room)
        assert fake.state.volume == pytest.approx(0.73 * 0.35)
        assert room.ducking.undipped(fake.state).volume == 0.73
        assert room.ducking.shown(fake.id, 1.0) == pytest.approx(0.35)
        assert room.ducking.shown(PlayerId("other"), 1.0) == 1.0


class TestRecord:
    ROW = Lowered(PlayerId("vlc"), "VLC", 0.7, (0.2, 0.3))

    def test_round_trip(self, tmp_path: Path) -> None:
        file = tmp_path / "x.json"
        Record(file).save([self.ROW])
        assert Record(file).load() == (self.ROW,)
        assert file.stat().st_mode & 0o077 == 0
        assert [p.name for p in tmp_path.iterdir()] == ["x.json"]
        record = Record(file)
        record.load()
        record.save([])
        assert not file.exists()

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "nonsense",
            "{}x",
            "5",
            "null",
            "[1]",
            "[{}]",
            '[{"player": "a", "name": "b", "base": 70, "steps": []}]',
            '[{"player": "a", "name": "b", "base": true, "steps": []}]',
            '[{"player": "a", "name": "b", "base": "0.5", "steps": []}]',
            '[{"player": "a", "name": "b", "base": NaN, "steps": []}]',
            '[{"player": "a", "name": "b", "base": 0.5, "steps": 3}]',
            "[" * 50_000,
            "x" * 100_000,
        ],
    )
    def test_a_damaged_file_is_nothing(self, tmp_path: Path, content: str) -> None:
        file = tmp_path / "x.json"
        file.write_text(content)
        assert Record(file).load() == ()

    def test_bytes_that_are_no_text(self, tmp_path: Path) -> None:
        file = tmp_path / "x.json"
        file.write_bytes(b"\xff\xfe\x00")
        assert Record(file).load() == ()

    @settings(max_examples=40, deadline=None)
    @given(
        content=st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        )
    )
    def test_any_json(self, content, tmp_path_factory) -> None:
        file = tmp_path_factory.mktemp("record") / "x.json"
        file.write_text(json.dumps(content))
        assert Record(file).load() == ()


@settings(max_examples=40, deadline=None)
@given(
    moves=st.lists(
        st.sampled_from(["begin a", "begin b", "end a", "end b", "pause", "play"])
        | st.floats(0.05, 1).map(lambda v: f"level {v}"),
        max_size=12,
    ),
    hurry=st.booleans(),
)
def test_whatever_happens_it_comes_back(moves, hurry, tmp_path_factory) -> None:
    async def walk() -> None:
        room = Room(tmp_path_factory.mktemp("walk"), "VLC")
        fake, base = room.fakes[0], 0.73
        for move in moves:
            word, _, value = move.partition(" ")
            match word:
                case "begin":
                    room.ducking.begin(value)
                case "end":
                    room.ducking.end(value)
                case "level":
                    base = float(value)
                    await room.ducking.set_volume(fake, base)
                case "pause":
                    await fake.pause()
                case _:
                    await fake.play()
            room.ducking.changed()
            if not hurry:
                await room.ducking.settled()
            else:
                await asyncio.sleep(0)
            assert 0 <= fake.volume <= 1
        await room.ducking.close()
        assert fake.volume == pytest.approx(base)
        assert not room.file.exists()

    asyncio.run(walk())
