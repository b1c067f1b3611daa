"""A private session bus, with a real gnome-keyring on it, or none, or a stuck one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_PASSWORD = b"test-password"
_PROMPTER = Path("/usr/libexec/gcr-prompter")
_PATIENCE = 20.0

_BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

_KEPT = ("PATH", "LANG", "VIRTUAL_ENV", "PYTHONPATH")
"""The path of Python as well: programs run the Lumen of this tree, not the installed."""


def missing() -> str:
    """Why it cannot be started here; empty when it can."""
    for program in ("dbus-daemon", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return ""


def missing_prompter() -> str:
    """Why a keyring cannot ask on a screen here; empty when it can."""
    if not _PROMPTER.exists():
        return f"{_PROMPTER} is not installed (apt: gcr)"
    if shutil.which("xdotool") is None:
        return "xdotool is not installed"
    return ""


class SessionBus:
    """A private bus in a private home; `start_keyring` puts a Secret Service on it."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="lumen-bus-"))  # short: sockets
        self._processes: list[subprocess.Popen[bytes]] = []
        self._services = self.home / "services"
        self._services.mkdir()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a session on this bus; no display, so no prompts."""
        kept = {k: v for k, v in os.environ.items() if k in _KEPT}
        return kept | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "LUMEN_HOME": str(self.home / "lumen"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.home}/bus",
        }

    def start(self) -> None:
        """Start the bus."""
        config = self.home / "bus.conf"
        config.write_text(
            _BUS.format(socket=self.home / "bus", services=self._services)
        )
        self._run(["dbus-daemon", f"--config-file={config}", "--nofork"])
        self._wait_for((self.home / "bus").exists)

    def start_keyring(self, *, unlocked: bool = True) -> None:
        """Put a gnome-keyring on the bus.

        Args:
            unlocked: With a keyring that is open; else as after a login without a
                password, when there is none yet or it is locked.
        """
        command = ["gnome-keyring-daemon", "--components=secrets", "--foreground"]
        if unlocked:
            command.append("--unlock")
        keyring = self._run(command, stdin=subprocess.PIPE)
        assert keyring.stdin is not None
        if unlocked:
            keyring.stdin.write(_PASSWORD)  # a newline would belong to it
        keyring.stdin.close()
        self._wait_for(self._has_keyring)

    def ask_on(self, display: str) -> None:
        """Let the keyring show its questions on this X server."""
        service = self._services / "org.gnome.keyring.SystemPrompter.service"
        program = shutil.which("env")
        service.write_text(
            "[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\n"
            f"Exec={program} DISPLAY={display} GDK_BACKEND=x11 {_PROMPTER}\n"
        )

    def hold_keyring(self) -> None:
        """Let the keyring hang: there, but without an answer."""
        self._processes[-1].send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let the keyring go on after `hold_keyring`."""
        self._processes[-1].send_signal(signal.SIGCONT)

    def stop_keyring(self) -> None:
        """Take the keyring off the bus; its file stays."""
        self._end(self._processes.pop())

    def stop_bus(self) -> None:
        """End the bus; its address leads nowhere from now on."""
        self._end(self._processes.pop(0))

    def get_stuck(self) -> None:
        """Let the bus wait for a Secret Service that never comes."""
        service = self._services / "org.freedesktop.secrets.service"
        service.write_text(
            "[D-BUS Service]\nName=org.freedesktop.secrets\n"
            f"Exec={shutil.which('sleep')} 60\n"
        )

    def stop(self) -> None:
        """End everything, and remove the home."""
        while self._processes:
            self._end(self._processes.pop())
        shutil.rmtree(self.home)

    def _run(
        self, command: list[str], stdin: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        process.send_signal(signal.SIGCONT)  # one that hangs cannot end
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _has_keyring(self) -> bool:
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            reply = bus.send_and_get_reply(
                message_bus.NameHasOwner("org.freedesktop.secrets")
            )
        return bool(reply.body[0])

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < deadline, "the session bus did not start"
            time.sleep(0.02)
