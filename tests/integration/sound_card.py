"""A private PulseAudio with a virtual loudspeaker and two virtual microphones.

Needs no kernel module, no rights and no desktop; any number may run side by side.

* ``vspk`` is the default sink: what Lumen plays; `SoundCard.record` hears it.
* ``vmic`` is the default source: `SoundCard.speak` speaks into it.
* ``vmic2`` is another source, for what may be moved or chosen.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

RATE_HZ = 48_000

_PULSE = """\
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=vspk norewinds=1 rate=48000 channels=2 sink_properties=device.description=VirtualSpeaker
load-module module-null-sink sink_name=vmic_in norewinds=1 rate=48000 channels=1 sink_properties=device.description=VirtualMicInput
load-module module-null-sink sink_name=vmic2_in norewinds=1 rate=48000 channels=1 sink_properties=device.description=VirtualMic2Input
load-module module-remap-source source_name=vmic master=vmic_in.monitor source_properties=device.description=VirtualMic
load-module module-remap-source source_name=vmic2 master=vmic2_in.monitor source_properties=device.description=VirtualMic2
load-module module-rescue-streams
set-default-sink vspk
set-default-source vmic
"""

_ALSA = """\
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse hint { show on description "default" } }
ctl.!default { type pulse }
"""


def missing() -> str:
    """Why no sound card can be made here; empty when one can."""
    for program in ("pulseaudio", "pactl", "paplay", "parec"):
        if shutil.which(program) is None:
            return f"{program} is not installed (apt: pulseaudio pulseaudio-utils)"
    return ""


class SoundCard:
    """See the module; `start` it, `use` it, `stop` it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lumen-sound-"))
        self.socket = self.folder / "native"
        self._server: subprocess.Popen[bytes] | None = None
        (self.folder / "pulse.pa").write_text(_PULSE.format(socket=self.socket))
        (self.folder / "alsa.conf").write_text(_ALSA)
        (self.folder / "run").mkdir(mode=0o700)

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to find this card and no other."""
        return {
            "PULSE_SERVER": f"unix:{self.socket}",
            "ALSA_CONFIG_PATH": str(self.folder / "alsa.conf"),
        }

    # ---- the server ----------------------------------------------------------------

    def start(self) -> None:
        env = {
            key: value
            for key, value in os.environ.items()
            if key not in {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "PULSE_SERVER"}
        }
        run = str(self.folder / "run")
        env |= {"HOME": run, "XDG_RUNTIME_DIR": run, "PULSE_RUNTIME_PATH": run}
        env |= {"PULSE_STATE_PATH": run}
        self.socket.unlink(missing_ok=True)
        self._server = subprocess.Popen(
            [
                "pulseaudio", "-n", "-F", str(self.folder / "pulse.pa"),
                "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                "--disable-shm=yes", "--realtime=no", "--high-priority=no",
                f"--log-target=file:{self.folder / 'pulse.log'}",
            ],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(200):
            if self.socket.exists() and "vmic2" in self._try_pactl("list", "sources"):
                self.pactl("set-default-source", "vmic")
                return
            time.sleep(0.02)
        raise RuntimeError((self.folder / "pulse.log").read_text())

    def kill(self) -> None:
        """The server dies without a word."""
        if self._server is not None:
            self._server.send_signal(signal.SIGKILL)
            self._server.wait()
            self._server = None

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def use(self) -> Iterator[None]:
        """This process's PortAudio knows this card and no other."""
        before = {key: os.environ.get(key) for key in self.environment}
        os.environ.update(self.environment)
        _rescan()
        try:
            yield
        finally:
            for key, value in before.items():
                if value is None:
                    os.environ.pop(key, None)
                else:
                    os.environ[key] = value
            _rescan()

    def pactl(self, *arguments: str) -> str:
        return subprocess.run(
            ["pactl", *arguments], check=True, capture_output=True, text=True,
            env=os.environ | self.environment,
        ).stdout  # fmt: skip

    def _try_pactl(self, *arguments: str) -> str:
        try:
            return self.pactl(*arguments)
        except subprocess.CalledProcessError:
            return ""

    # ---- what a person does to a sound card --------------------------------------------

    def unplug(self, source: str = "vmic") -> None:
        """Pull a microphone out."""
        for line in self.pactl("list", "short", "modules").splitlines():
            if f"source_name={source} " in line:
                self.pactl("unload-module", line.split("\t")[0])

    def replug(self, source: str = "vmic", *, default: bool = True) -> None:
        """Plug it in again."""
        self.pactl(
            "load-module", "module-remap-source", f"source_name={source}",
            f"master={source}_in.monitor",
        )  # fmt: skip
        if default:
            self.pactl("set-default-source", source)

    def unplug_speaker(self) -> None:
        for line in self.pactl("list", "short", "modules").splitlines():
            if "sink_name=vspk " in line:
                self.pactl("unload-module", line.split("\t")[0])

    def move_capture(self, source: str) -> None:
        """Move this process's microphone stream, as in a volume control."""
        pid = f'application.process.id = "{os.getpid()}"'
        for part in self.pactl("list", "source-outputs").split("Source Output #")[1:]:
            if pid in part:
                self.pactl("move-source-output", part.split("\n")[0], source)

    def echo(self, latency_ms: int = 30) -> None:
        """Let the microphone hear the loudspeaker."""
        self.pactl(
            "load-module", "module-loopback", "source=vspk.monitor", "sink=vmic_in",
            f"latency_msec={latency_ms}",
        )  # fmt: skip

    # ---- sound ---------------------------------------------------------------------

    def speak(
        self, samples: np.ndarray, rate_hz: int = RATE_HZ, *, into: str = "vmic_in"
    ) -> subprocess.Popen[bytes]:
        """Speak into a microphone; `wait` on what is returned to await the end."""
        path = self.folder / f"speak-{time.monotonic_ns()}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate_hz)
            file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
        return subprocess.Popen(
            ["paplay", f"--device={into}", "--latency-msec=20", str(path)],
            env=os.environ | self.environment,
        )

    @contextmanager
    def record(self, source: str = "vspk.monitor") -> Iterator[Recording]:
        """Record what the loudspeaker plays while the context lasts."""
        recording = Recording(self, source)
        try:
            yield recording
        finally:
            recording.stop()


class Recording:
    """What a source gave; `samples` after it was stopped."""

    def __init__(self, card: SoundCard, source: str) -> None:
        self._path = card.folder / f"record-{time.monotonic_ns()}.f32"
        self._file = self._path.open("wb")
        self._process = subprocess.Popen(
            [
                "parec", f"--device={source}", f"--rate={RATE_HZ}", "--channels=1",
                "--format=float32le", "--raw", "--latency-msec=10",
            ],
            stdout=self._file, env=os.environ | card.environment,
        )  # fmt: skip
        while self._path.stat().st_size == 0:
            time.sleep(0.005)

    @property
    def length(self) -> int:
        """Frames so far."""
        return self._path.stat().st_size // 4

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._file.close()
        self.samples: np.ndarray = np.fromfile(self._path, "<f4")


def _rescan() -> None:
    from lumen.audio.host import PortAudioHost

    PortAudioHost().refresh()
