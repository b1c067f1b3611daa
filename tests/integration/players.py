"""Real players on a private session bus: mpv, VLC, audacious, Chromium."""

from __future__ import annotations

import asyncio
import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pytest

from integration.pipewire_card import PipeWireCard
from integration.requirements import fail_or_skip
from integration.secret_service import SessionBus
from integration.sound_card import SoundCard
from integration.x_server import private_x_server
from lumen.core.clock import MonotonicClock
from lumen.core.media import PlayerState
from lumen.core.units import Seconds
from lumen.media.mpris import MprisPlayers
from lumen.media.mpris_player import MprisPlayer
from lumen.media.player import PlayerError
from lumen.media.readback import rests
from lumen.media.streams import StreamVolumes

_MPV_SCRIPT = Path("/usr/lib/mpv-mpris/mpris.so")
_PATIENCE = 30.0
_SLOW_START = 3.0
_INSTANCE_BYTES = 152
_IPC_RMID = 0
_LENGTH = 120

_PAGE = """\
<!doctype html><title>A page</title><audio id=a src=song1.flac loop></audio><script>
const a = document.getElementById('a');
const songs = ['song1.flac', 'song2.flac', 'song3.flac'];
let at = 0;
function go(step) {
  at = at + step; a.src = songs[at]; tell(); a.play();
}
function tell() {
  const session = navigator.mediaSession;
  session.metadata = new MediaMetadata({title: 'Song ' + (at + 1), artist: 'Artist'});
  const set = (name, able, act) => session.setActionHandler(name, able ? act : null);
  set('nexttrack', at + 1 < songs.length, () => go(1));
  set('previoustrack', at > 0, () => go(-1));
  set('seekto', true, d => { a.currentTime = d.seekTime; });
  set('play', true, () => a.play());
  set('pause', true, () => a.pause());
}
setInterval(() => navigator.mediaSession.setPositionState(
  {duration: a.duration || 0, position: a.currentTime, playbackRate: 1}), 300);
tell(); a.play();
</script>
"""
EXECUTABLES = {"firefox": "firefox-esr"}
"""Programs whose name is another one than that of the player."""

_STAYS_WITH = {"Rhythmbox": "Song 1"}
"""It begins to play each that it is given, and the last one in the end, mostly."""

_NO_DESKTOP = {"GSETTINGS_BACKEND": "memory", "GIO_USE_VFS": "local"}
"""Else Rhythmbox waits for services of the desktop before it is on the bus."""

_FIREFOX = """\
user_pref("media.autoplay.default", 0);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("app.update.enabled", false);
"""


def need(*programs: str) -> None:
    """Skip a test whose programs are missing; fail it where none may be (see make)."""
    if reason := missing(*programs):
        fail_or_skip(reason)


def missing(*programs: str) -> str:
    """Why players cannot be started here; empty when they can."""
    for program in ("dbus-daemon", "ffmpeg", *programs):
        if shutil.which(program) is None:
            return f"{program} is not installed (see packaging/apt-*.txt)"
    if "mpv" in programs and not _MPV_SCRIPT.exists():
        return "mpv-mpris is not installed (see packaging/apt-test.txt)"
    return ""


class Stage:
    """A private session bus and home, songs, and the players that are started on it.

    Args:
        songs: Folder with ``song1.flac`` to ``song3.flac`` and ``another.flac``.
    """

    def __init__(self, songs: Path) -> None:
        self.songs = songs
        self.bus = SessionBus()
        self.sound: SoundCard | None = None
        self.display = ""
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        return self.bus.environment["DBUS_SESSION_BUS_ADDRESS"]

    @property
    def server(self) -> str:
        """Address of the sound server."""
        return "" if self.sound is None else f"unix:{self.sound.socket}"

    def song(self, number: int) -> Path:
        return self.songs / f"song{number}.flac"

    @property
    def another(self) -> str:
        """A URI to open."""
        return (self.songs / "another.flac").as_uri()

    def add_sound(self) -> None:
        self.sound = SoundCard()
        self.sound.start()

    def add_pipewire(self) -> None:
        """A sound server of the other kind."""
        self.sound = PipeWireCard(self.bus.environment)
        self.sound.start()

    def mpv(
        self, *options: str, first: int = 1, songs: tuple[int, ...] = (1, 2, 3)
    ) -> subprocess.Popen[bytes]:
        """Play the three songs, from the second (1) on."""
        return self.run(
            "mpv", "--no-config", f"--script={_MPV_SCRIPT}", "--vo=null",
            f"--ao={'pulse' if self.sound else 'null'}", "--idle=yes",
            "--no-terminal", f"--playlist-start={first}", *options,
            *(str(self.song(n)) for n in songs),
        )  # fmt: skip

    def idle_mpv(self) -> subprocess.Popen[bytes]:
        """mpv that has nothing to play yet."""
        return self.run(
            "mpv", "--no-config", f"--script={_MPV_SCRIPT}", "--vo=null",
            f"--ao={'pulse' if self.sound else 'null'}", "--idle=yes", "--no-terminal",
        )  # fmt: skip

    def vlc(
        self, *options: str, songs: tuple[int, ...] = (1, 2, 3)
    ) -> subprocess.Popen[bytes]:
        program = shutil.which("vlc")
        assert program
        if os.geteuid() == 0:  # it refuses to run as root: a copy asks something else
            copy = self.bus.home / "vlc"
            patched = Path(program).read_bytes().replace(b"geteuid", b"getppid")
            copy.write_bytes(patched)
            copy.chmod(0o755)
            program = str(copy)
        return self.run(
            program, "-I", "dummy", f"--aout={'pulse' if self.sound else 'dummy'}",
            "--vout=dummy", "--no-video-title-show", "--no-one-instance", *options,
            *(str(self.song(n)) for n in songs),
        )  # fmt: skip

    def audacious(self) -> subprocess.Popen[bytes]:
        songs = (str(self.song(n)) for n in (1, 2, 3))
        return self.run("audacious", "-H", *songs, "-p")

    def chromium(self) -> subprocess.Popen[bytes]:
        page = self.songs / "page.html"
        page.write_text(_PAGE)
        profile = self.bus.home / f"chromium{len(self._processes)}"
        return self.run(
            "chromium", "--no-sandbox", "--disable-gpu", "--no-first-run",
            f"--user-data-dir={profile}",
            "--autoplay-policy=no-user-gesture-required",
            "--allow-file-access-from-files", "--password-store=basic",
            "--disable-background-networking", "--disable-component-update",
            page.as_uri(),
        )  # fmt: skip

    def strawberry(self) -> subprocess.Popen[bytes]:
        forget_dead_instances()
        return self.run("strawberry", "--play", *(str(self.song(n)) for n in (1, 2, 3)))

    def rhythmbox(self) -> subprocess.Popen[bytes]:
        # it plays the last one, and sorts them by artist
        return self.run("rhythmbox", *(str(self.song(n)) for n in (2, 3, 1)))

    def celluloid(self) -> subprocess.Popen[bytes]:
        return self.run("celluloid", *(str(self.song(n)) for n in (1, 2, 3)))

    def firefox(self) -> subprocess.Popen[bytes]:
        page = self.songs / "page.html"
        page.write_text(_PAGE)
        profile = self.bus.home / f"firefox{len(self._processes)}"
        profile.mkdir()
        (profile / "user.js").write_text(_FIREFOX)
        return self.run(
            "firefox-esr", "--no-remote", "--profile", str(profile), page.as_uri()
        )

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        environment = self.bus.environment | _NO_DESKTOP
        environment["TMPDIR"] = str(self.bus.home)  # Strawberry is there once
        if self.sound is not None:
            environment |= self.sound.environment
        if self.display:
            environment["DISPLAY"] = self.display
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self._processes.append(process)
        return process

    def stop(self) -> None:
        for process in self._processes:
            kill(process)
        if self.sound is not None:
            self.sound.stop()
        # Chromium's helpers write into the home for a moment after it was killed
        shutil.rmtree(self.bus.home, ignore_errors=True)
        self.bus.home.mkdir(exist_ok=True)
        self.bus.stop()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a player and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(_PATIENCE)


def forget_dead_instances() -> None:
    """Remove the shared memory by which a killed Strawberry would seem to run still.

    Its key is made of the lowest bits of an inode, so that a later one may meet it in
    another home: it would then leave at once, in favour of the dead one.
    """
    for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]:
        fields = [int(field) for field in line.split()]
        number, size, creator, attached, owner = (fields[n] for n in (1, 3, 4, 6, 7))
        alive = attached > 0 or Path(f"/proc/{creator}").exists()
        if size == _INSTANCE_BYTES and owner == os.geteuid() and not alive:
            ctypes.CDLL(None).shmctl(number, _IPC_RMID, None)


def freeze(pid: int) -> None:
    """Stop a process; returns when each of its threads stands still."""
    os.kill(pid, signal.SIGSTOP)
    tasks = Path(f"/proc/{pid}/task")
    deadline = time.monotonic() + _PATIENCE
    while not all(_stands(task) for task in tasks.iterdir()):
        assert time.monotonic() < deadline, "it goes on"
        time.sleep(0.001)


def _stands(task: Path) -> bool:
    try:
        return (task / "stat").read_text().rpartition(")")[2].split()[0] in "tTZX"
    except OSError:  # it ended
        return True


def thaw(pid: int) -> None:
    """Let a frozen process go on."""
    os.kill(pid, signal.SIGCONT)


def await_listening(path: Path) -> None:
    """Wait until a socket that is there also listens."""
    for _ in range(1_000):
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.01)
    raise AssertionError(f"nobody listens at {path}")


@contextmanager
def a_bus() -> Iterator[SessionBus]:
    """A bus that listens, for stand-ins of what a desktop has."""
    need()
    session = SessionBus()
    try:
        session.start()
        await_listening(session.home / "bus")
        yield session
    finally:
        session.stop()


@contextmanager
def a_stage(songs: Path) -> Iterator[Stage]:
    stage = Stage(songs)
    try:
        stage.bus.start()
        await_listening(stage.bus.home / "bus")
        yield stage
    finally:
        stage.stop()


@pytest.fixture(scope="session")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tagged songs of two minutes, and another one."""
    return make_songs(tmp_path_factory.getbasetemp() / "songs")


def make_songs(folder: Path) -> Path:
    """Make the songs, or find them made."""
    if (folder / "another.flac").exists():
        return folder
    need()
    folder.mkdir()
    for number, name in enumerate(("song1", "song2", "song3", "another"), 1):
        subprocess.run(
            [
                "ffmpeg", "-v", "error", "-f", "lavfi",
                "-i", f"sine={200 + 100 * number}:d={_LENGTH}:r=44100",
                "-metadata", f"title=Song {number}",
                "-metadata", f"artist=Artist {number}",
                "-c:a", "flac", str(folder / f"{name}.flac"),
            ],
            check=True,
        )  # fmt: skip
    return folder


@pytest.fixture
def stage(songs: Path) -> Iterator[Stage]:
    """A stage for mpv."""
    need("mpv")
    with a_stage(songs) as built:
        yield built


@pytest.fixture
def stage_with_sound(stage: Stage) -> Stage:
    """The same, with a sound server."""
    stage.add_sound()
    return stage


@pytest.fixture
def stage_with_screen(stage_with_sound: Stage) -> Iterator[Stage]:
    """The same, with an X server too."""
    with private_x_server("800x600") as environment:
        stage_with_sound.display = environment["DISPLAY"]
        yield stage_with_sound


@pytest.fixture
async def players(stage: Stage) -> AsyncIterator[MprisPlayers]:
    """Lumen's view of the stage."""
    async with watching(stage) as found:
        yield found


@asynccontextmanager
async def watching(stage: Stage) -> AsyncIterator[MprisPlayers]:
    """Lumen's view of a stage while the context lasts."""
    found = MprisPlayers(
        MonotonicClock(),
        streams=StreamVolumes(stage.server),
        address=stage.address,
        delays=(0.05,),
    )
    await found.start()
    try:
        yield found
    finally:
        await found.close()


async def until(condition: Callable[[], object], patience: float = _PATIENCE) -> float:
    """Wait until something is so.

    Returns:
        Seconds that it took.
    """
    start = time.perf_counter()
    while not condition():
        assert time.perf_counter() - start < patience, "it did not happen"
        await asyncio.sleep(0.002)
    return time.perf_counter() - start


async def playing(players: MprisPlayers, name: str) -> MprisPlayer:
    """Wait for a player of that name that plays a song with a known title.

    On a busy machine Celluloid and Strawberry now and then start without playing what
    they were given: after a while they are told to.
    """
    start = told = time.perf_counter()
    while True:
        for player in players.all():
            state = player.state
            if state.name != name or not state.track.title:
                continue
            if state.track.title != _STAYS_WITH.get(name, state.track.title):
                continue
            assert isinstance(player, MprisPlayer)
            if (await player.read()).position:  # seeks before that are lost
                return player
        now = time.perf_counter()
        assert now - start < _PATIENCE, f"it does not play: {_told(players)}"
        if now - told > _SLOW_START:
            told = now
            await _wake(players, name)
        await asyncio.sleep(0.005)


def _told(players: MprisPlayers) -> list[tuple[str, str, str]]:
    known = [player.state for player in (*players.all(), *players.frozen)]
    return [(state.name, state.status.value, state.track.title) for state in known]


async def _wake(players: MprisPlayers, name: str) -> None:
    for player in players.all():
        if player.state.name != name:
            continue
        with suppress(PlayerError):
            if rests(player.state):
                await player.play()
            else:
                await player.open(re.sub(r"song\d", "song1", player.state.track.url))


async def reads(
    player: MprisPlayer, condition: Callable[[PlayerState], object], patience: float = 5
) -> PlayerState:
    """Read a player until its state is as wanted."""
    deadline = time.perf_counter() + patience
    while not condition(state := await player.read()):
        assert time.perf_counter() < deadline, state
        await asyncio.sleep(0.02)
    return state


async def until_it_sounds(streams: StreamVolumes, process: int) -> None:
    """Wait until a player has a stream on the sound server."""
    deadline = time.perf_counter() + _PATIENCE
    while await streams.get(process) is None:
        assert time.perf_counter() < deadline, "it makes no sound"
        await asyncio.sleep(0.02)


def position(state: PlayerState) -> float:
    """Where it is now."""
    found = state.position_at(Seconds(time.monotonic()))
    assert found is not None
    return found
