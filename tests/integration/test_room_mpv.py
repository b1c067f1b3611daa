"""Sentences reach a real mpv: typed to a whole Lumen, and by `lumen say`."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from companions import Rig, companion
from integration.players import Stage, kill, need, reads, watching
from integration.players import playing as playing_on
from lumen.core import events as ev
from lumen.core.clock import Clock
from lumen.core.loop import LoopThread
from lumen.core.media import CommandReport, PlaybackStatus, PlayerState, Verdict
from lumen.core.turn import TurnIds
from lumen.media.mpris import MprisPlayers
from lumen.media.streams import StreamVolumes
from lumen.room import Room, RoomPlaces
from lumen.storage.keeper import Keeper
from lumen.storage.settings_model import MediaSettings

pytestmark = [pytest.mark.integration, pytest.mark.timeout(180)]

PATIENCE = 30.0

_LOWERING = """\
import sys
from lumen.bootstrap import build_room, lay_foundation
from lumen.core import events as ev
from lumen.core.turn import Phase, TurnId
from lumen.storage.paths import find_places

places = find_places()
places.create()
base = lay_foundation(places, keep_history=False)
room = build_room(base)
base.loop.start(room.on_event)

async def lower():
    room.start()
    await room.meet()
    room.on_event(ev.PhaseChanged(TurnId(1), base.clock.now(), Phase.SPEAKING))
    await room._ducking.settled()
    print("lowered", flush=True)

base.loop.run(lower()).result()
sys.stdin.read()
"""


def look(
    stage: Stage,
    name: str = "mpv",
    condition: Callable[[PlayerState], object] = lambda _: True,
) -> PlayerState:
    """What a player shows to somebody else than Lumen, once it is as wanted."""

    async def wait() -> PlayerState:
        async with watching(stage) as players:
            return await reads(await playing_on(players, name), condition, PATIENCE)

    return asyncio.run(wait())


@dataclass
class Home:
    """A whole Lumen beside real players."""

    rig: Rig

    @property
    def room(self) -> Room:
        room = self.rig.stages.room
        assert room is not None
        return room

    def await_players(self, *names: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while sorted(self.room.context().players) != sorted(names):
            assert time.monotonic() < deadline, self.room.context().players
            time.sleep(0.01)

    def await_title(self, title: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.room.context().knows_title(title):
            assert time.monotonic() < deadline, "the library does not know it"
            time.sleep(0.02)

    def say(self, text: str) -> str:
        """Type a sentence; the reply."""
        since = self.rig.told.now
        turn = self.rig.controls.submit_text(text)
        reply = self.rig.told.wait(
            lambda e: isinstance(e, ev.ReplyMessageAdded) and e.turn == turn, since
        )
        self.rig.told.wait_idle(since)
        assert isinstance(reply, ev.ReplyMessageAdded)
        return reply.text

    @property
    def report(self) -> CommandReport:
        """The latest."""
        told = [e for e in self.rig.told.events if isinstance(e, ev.CommandReported)]
        return told[-1].report


@contextmanager
def at_home(stage: Stage, folder: Path, *folders: Path) -> Iterator[Home]:
    folder.mkdir(exist_ok=True)

    def build(keeper: Keeper, clock: Clock, turns: TurnIds, loop: LoopThread) -> Room:
        streams = StreamVolumes(stage.server)
        players = MprisPlayers(clock, streams=streams, address=stage.address)
        return Room(
            players,
            keeper,
            RoomPlaces(
                folder / "library.sqlite3",
                folder / "lists",
                folder / "lowered.json",
                folders,
            ),
            MediaSettings(library=bool(folders)),
            clock=clock,
            turns=turns,
            post=loop.post,
        )

    with companion(folder, room=build) as rig:
        yield Home(rig)


def program(stage: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Lumen's command line in the session of the players."""
    return subprocess.run(
        [sys.executable, "-m", "lumen", *words],
        env=stage.bus.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def make_film(folder: Path, title: str) -> Path:
    folder.mkdir()
    path = folder / f"{title}.flac"
    subprocess.run(
        [
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=300:d=60:r=44100",
            "-metadata", f"title={title}", "-metadata", "artist=New Order",
            "-c:a", "flac", str(path),
        ],
        check=True,
    )  # fmt: skip
    return path


# ---- typed -----------------------------------------------------------------------------


def test_typed_commands_move_a_real_player(stage: Stage, tmp_path: Path):
    stage.mpv("--start=60")
    look(stage, condition=lambda s: s.position and s.position > 50)
    with at_home(stage, tmp_path / "home") as home:
        home.await_players("mpv")
        home.say("pause")
        assert look(stage).status is PlaybackStatus.PAUSED
        home.say("go back twenty seconds and set the volume to 40 percent")
        state = look(stage)
        assert state.position == pytest.approx(41, abs=3)
        assert state.volume == pytest.approx(0.4)
        home.say("play it at one and a half")
        assert look(stage).speed == pytest.approx(1.5)
        assert home.report.verdict is Verdict.DONE
        assert (home.report.before, home.report.after) == ("1x", "1.5x")


def test_a_command_for_later_reaches_a_real_player_when_due_and_is_undone(
    stage: Stage, tmp_path: Path
):
    stage.mpv("--start=60")
    look(stage, condition=lambda s: s.position and s.position > 50)
    with at_home(stage, tmp_path / "home") as home:
        home.await_players("mpv")
        assert "I will pause in 1 second" in home.say("pause in one second")
        report = home.rig.told.wait_for(ev.CommandReported).report
        assert (report.intent, report.verdict) == ("pause_playback", Verdict.DONE)
        assert look(stage).status is PlaybackStatus.PAUSED
        home.say("undo")
        assert look(stage).status is PlaybackStatus.PLAYING
        assert not [e for e in home.rig.told.events if isinstance(e, ev.TimerFired)]


def test_a_typed_undo_brings_everything_back(stage: Stage, tmp_path: Path):
    stage.mpv("--start=60", "--pause")
    before = look(stage, condition=lambda s: s.position and s.position > 50)
    with at_home(stage, tmp_path / "home") as home:
        home.await_players("mpv")
        home.say("skip ahead thirty seconds and mute")
        changed = look(stage)
        assert changed.position == pytest.approx(before.position + 30, abs=2)
        assert changed.volume == 0
        home.say("undo")
        state = look(stage)
        assert state.position == pytest.approx(before.position, abs=2)
        assert state.volume == pytest.approx(before.volume)
        home.say("next song")
        assert look(stage).track.title == "Song 3"
        home.say("no, go back")
        assert look(stage).track.title == "Song 2"


def test_talk_of_pausing_moves_nothing(stage: Stage, tmp_path: Path):
    stage.mpv()
    look(stage)
    with at_home(stage, tmp_path / "home") as home:
        home.await_players("mpv")
        home.say("let's pause and think about life")
        assert look(stage).status is PlaybackStatus.PLAYING


@pytest.mark.slow
def test_two_players_and_the_question(stage: Stage, tmp_path: Path):
    need("vlc")
    stage.mpv()
    stage.vlc()
    look(stage)
    look(stage, "VLC")
    with at_home(stage, tmp_path / "home") as home:
        home.await_players("VLC", "mpv")
        assert home.say("pause") in ("mpv or VLC?", "VLC or mpv?")
        assert home.report.verdict is Verdict.UNCLEAR
        home.say("VLC")
        assert look(stage, "VLC").status is PlaybackStatus.PAUSED
        assert look(stage).status is PlaybackStatus.PLAYING
        home.say("pause mpv")
        assert look(stage).status is PlaybackStatus.PAUSED


# ---- lowered, and a crash --------------------------------------------------------------


@pytest.mark.slow
def test_a_killed_lumen_leaves_nobody_quiet(stage: Stage):
    stage.mpv("--volume=70")
    look(stage, condition=lambda s: s.volume == pytest.approx(0.7))
    doomed = subprocess.Popen(
        [sys.executable, "-c", _LOWERING],
        env=stage.bus.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert doomed.stdout is not None
        assert doomed.stdout.readline() == "lowered\n"
        assert look(stage).volume == pytest.approx(0.245, abs=0.01)
    finally:
        doomed.kill()
        doomed.communicate()
    assert look(stage).volume == pytest.approx(0.245, abs=0.01)
    said = program(stage, "say", "--json", "what is playing")
    assert said.returncode == 0
    assert look(stage).volume == pytest.approx(0.245, abs=0.01)  # not its business
    with subprocess.Popen(
        [sys.executable, "-m", "lumen", "chat", "--forget"],
        env=stage.bus.environment | {"LUMEN_THINKING__PROVIDER": "essential"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as next_one:
        try:
            look(stage, condition=lambda s: s.volume == pytest.approx(0.7))
        finally:
            next_one.communicate(timeout=30)
    assert look(stage).volume == pytest.approx(0.7)


# ---- the library -----------------------------------------------------------------------


@pytest.fixture
def fake_opener(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """An ``xdg-open`` that starts mpv, and notes what it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    note = tmp_path / "opened"
    opener = folder / "xdg-open"
    opener.write_text(
        "#!/bin/sh\n"
        f'echo "$1" >> "{note}"\n'
        f'echo $$ > "{tmp_path}/pid"\n'
        "exec mpv --no-config --script=/usr/lib/mpv-mpris/mpris.so --vo=null"
        ' --ao=null --idle=yes --no-terminal "$1"\n'
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    for name, value in stage.bus.environment.items():
        if name != "PATH":
            monkeypatch.setenv(name, value)
    yield note
    pid = tmp_path / "pid"
    if pid.exists():
        os.kill(int(pid.read_text()), signal.SIGKILL)


@pytest.mark.slow
def test_a_title_is_opened_in_the_running_player_or_by_the_desktop(
    stage: Stage, tmp_path: Path, fake_opener: Path
):
    music = tmp_path / "music"
    song = make_film(music, "Blue Monday")
    mpv = stage.mpv()
    look(stage)
    with at_home(stage, tmp_path / "home", music) as home:
        home.await_players("mpv")
        home.await_title("Blue Monday")
        home.say("play blue monday")
        state = look(stage, condition=lambda s: s.track.title == "Blue Monday")
        assert state.track.artists == ("New Order",)
        assert not fake_opener.exists()  # the running player took it
        home.say("undo")
        look(stage, condition=lambda s: s.track.title == "Song 2")
        kill(mpv)
        home.await_players()
        home.say("search for blue mondai")  # nobody spells well
        home.say("play it")
        assert home.report.verdict is Verdict.DONE, home.report.text
        look(stage, condition=lambda s: s.track.title == "Blue Monday")
        assert fake_opener.read_text().strip() == song.as_uri()


# ---- lumen say -------------------------------------------------------------------------


def test_say_commands_a_real_player(stage: Stage):
    stage.mpv("--start=100", "--pause")
    look(stage, condition=lambda s: s.position and s.position > 90)
    done = program(stage, "say", "--json", "go back a minute and a half")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    (command,) = told["commands"]
    assert (command["intent"], command["player"]) == ("seek_content", "mpv")
    assert (command["before"], command["after"]) == ("1:40", "0:10")
    assert look(stage).position == pytest.approx(10, abs=2)
    refused = program(stage, "say", "--player", "audacious", "pause")
    assert refused.returncode == 4
    assert program(stage, "say", "nice weather today").returncode == 5


@pytest.mark.slow
def test_say_asks_which_player_and_takes_its_name(stage: Stage):
    need("vlc")
    stage.mpv()
    stage.vlc()
    look(stage)
    look(stage, "VLC")
    asked = program(stage, "say", "--json", "pause")
    assert asked.returncode == 5
    assert json.loads(asked.stdout)["status"] == "unclear"
    assert program(stage, "say", "--player", "vlc", "pause").returncode == 0
    assert look(stage, "VLC").status is PlaybackStatus.PAUSED
    assert look(stage).status is PlaybackStatus.PLAYING
