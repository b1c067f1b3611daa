"""A private PipeWire with a virtual loudspeaker, for programs of PulseAudio and its own.

Needs no rights and no desktop; the session bus that WirePlumber looks for is the
stage's own. Its interface is that of `SoundCard`, as far as players need it.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Mapping

from integration.sound_card import SoundCard

_PROGRAMS = ("pipewire", "wireplumber", "pipewire-pulse")
_PATIENCE = 30.0


def missing() -> str:
    """Why no card can be made here; empty when one can."""
    for program in (*_PROGRAMS, "pactl", "parec"):
        if shutil.which(program) is None:
            return f"{program} is not installed (see packaging/apt-pipewire.txt)"
    return ""


class PipeWireCard(SoundCard):
    """See the module.

    Args:
        session: Environment of a session with a bus, and a folder for its sockets.
    """

    def __init__(self, session: Mapping[str, str]) -> None:
        super().__init__()
        run = str(self.folder / "run")
        self._session = dict(session) | {
            "HOME": run,
            "XDG_RUNTIME_DIR": run,
            "XDG_CONFIG_HOME": run,
            "XDG_STATE_HOME": run,
        }
        self.socket = self.folder / "run" / "pulse" / "native"
        self._programs: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to find this card and no other."""
        own = {"PIPEWIRE_RUNTIME_DIR": str(self.folder / "run")}
        return super().environment | own

    def start(self) -> None:
        for program in _PROGRAMS:
            self._programs.append(
                subprocess.Popen(
                    [program], env=self._session, stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )
            )  # fmt: skip
            if program == "pipewire":
                self._await((self.folder / "run" / "pipewire-0").exists)
        self._await(lambda: "PipeWire" in self._try_pactl("info"))
        self.pactl("load-module", "module-null-sink", "sink_name=vspk")
        self._await(lambda: "vspk" in self._try_pactl("list", "short", "sinks"))
        self.pactl("set-default-sink", "vspk")

    def kill(self) -> None:
        """The server dies without a word."""
        for process in reversed(self._programs):
            process.kill()
            process.wait(_PATIENCE)
        self._programs.clear()
        for left in ("pipewire-0", "pipewire-0.lock", "pulse/native"):
            (self.folder / "run" / left).unlink(missing_ok=True)

    @staticmethod
    def _await(happened) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not happened():
            assert time.monotonic() < deadline, "PipeWire does not start"
            time.sleep(0.02)
