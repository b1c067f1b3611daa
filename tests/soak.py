"""A long mixed conversation on a running Lumen, and what it leaves behind.

Turns are spoken, typed, interrupted, stopped and asked again, while microphones are
pulled out, the sound server dies, the language model's streams break and its model is
gone. Whatever happens, each turn must end, and nothing may pile up.
"""

from __future__ import annotations

import gc
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from fake_ollama import FakeOllama, Fault, Model
from integration.sound_card import SoundCard
from live import Chronicle, Live
from lumen.core import events as ev
from lumen.core.turn import Phase
from speaking import say

SAID = "tell me about the mountains"
HEARD = "no listen"
"""What the random Whisper understands whatever is said: short enough to be plausible
also for the beginning of an utterance."""

SHORT = "All right."
LONG = " ".join(f"This is sentence number {n} about the sea." for n in range(30))
_MB = 1e6
_FAULTS = (Fault.RESET, Fault.CLOSE, Fault.NO_FINAL)
_MALFORMED = (Fault.GARBAGE, Fault.ODD, Fault.ERROR_LINE)
_BORROWED = ("asyncio_", "pymonitor")
"""Threads of pools that fill up to a bound and stay."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """What the process has at a moment of rest.

    Attributes:
        threads: Names of Python's threads, without those of bounded pools.
        native: Number of all native threads.
        descriptors: Open files, pipes and sockets by kind.
        rss_mb: Resident memory in megabytes.
    """

    threads: tuple[str, ...]
    native: int
    descriptors: Counter[str]
    rss_mb: float


def belongings() -> Belongings:
    """Look at this process."""
    gc.collect()
    names = (thread.name for thread in threading.enumerate())
    kinds: Counter[str] = Counter()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = descriptor.readlink()
        except OSError:  # the one that lists the folder
            continue
        kinds[str(target).partition(":[")[0]] += 1
    return Belongings(
        tuple(sorted(name for name in names if not name.startswith(_BORROWED))),
        psutil.Process().num_threads(),
        kinds,
        psutil.Process().memory_info().rss / _MB,
    )


@dataclass
class Soak:
    """Takes turns of every kind, one after the other.

    Args:
        live: Listens hands-free.
        server: What it thinks with.
        stuck: Kinds of turns that did not end as they should, with the reason.
    """

    live: Live
    server: FakeOllama
    done: Counter[str] = field(default_factory=Counter)
    stuck: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._number = 0
        self._kinds: tuple[Callable[[], None], ...] = (
            self.speech,
            self.text,
            self.dropped_stream,
            self.barge_in,
            self.stop,
            self.missing_model,
            self.regenerate,
            self.push_to_talk,
            self.malformed_stream,
            self.microphone,
            self.text,
            self.sound_server,
        )

    @property
    def kinds(self) -> int:
        """After so many turns everything has happened once."""
        return len(self._kinds)

    @property
    def told(self) -> Chronicle:
        return self.live.told

    @property
    def card(self) -> SoundCard:
        return self.live.card

    def take(self) -> None:
        """Take the next turn."""
        kind = self._kinds[self._number % len(self._kinds)]
        self._number += 1
        self.server._script.clear()
        self._rest()
        self.told.events.clear()  # clips and utterances are large
        self.server.requests.clear()  # and so are prompts
        try:
            kind()
        except AssertionError as error:
            self.stuck.append(f"{self._number} {kind.__name__}: {error}")
            self.live.base.controls.stop()
        self.done[kind.__name__] += 1

    def settle(self) -> Belongings:
        """Come to rest, then look at what there is."""
        self._rest()
        self.server.wait_idle()
        self.told.events.clear()
        found, same = belongings(), 0
        for _ in range(60):  # devices are opened and closed behind a turn
            time.sleep(0.1)
            now = belongings()
            equal = (now.threads, now.native, now.descriptors) == (
                found.threads, found.native, found.descriptors,
            )  # fmt: skip
            found, same = now, same + 1 if equal else 0
            if same == 8:
                break
        return found

    def _rest(self) -> None:
        deadline = time.monotonic() + 20.0
        quiet = 0
        while quiet < 6 and time.monotonic() < deadline:
            quiet = quiet + 1 if self.told.phase in (Phase.IDLE, Phase.ERROR) else 0
            time.sleep(0.05)
        if self.told.phase is Phase.ERROR:
            self.live.base.controls.dismiss_problem()

    # ---- the kinds of turns ----------------------------------------------------------

    def _ask(self, text: str = "tell me about the sea") -> None:
        self.live.base.controls.submit_text(text)
        self.told.wait_for(ev.UserMessageAdded)

    def _say(self) -> None:
        self.card.speak(say(SAID), 16_000).wait()

    def text(self) -> None:
        self.server.say(SHORT)
        self._ask()
        self.told.wait_idle()
        self.told.wait_for(ev.ReplyMessageAdded, timeout=1.0)

    def speech(self) -> None:
        self.server.say(SHORT)
        self._say()
        self.told.wait_for(ev.PlaybackStarted, timeout=8.0)
        self.told.wait_idle()

    def barge_in(self) -> None:
        self.server.say(LONG)
        self.server.say(SHORT)
        self._ask()
        self.told.wait_for(ev.PlaybackStarted)
        time.sleep(0.4)
        speaking = self.card.speak(say(SAID), 16_000)
        self.told.wait_for(ev.PlaybackStopped, timeout=8.0)
        speaking.wait()
        since = self.told.now
        self.told.wait_idle(since)

    def stop(self) -> None:
        self.server.say(LONG)
        self._ask()
        self.told.wait_for(ev.PlaybackStarted)
        self.live.base.controls.stop()
        self.told.wait_for(ev.PlaybackStopped, timeout=5.0)
        self.told.wait_idle()

    def regenerate(self) -> None:
        self.text()
        since = self.told.now
        self.server.say("Another answer, then.")
        self.live.base.controls.regenerate()
        self.told.wait_for(ev.ReplyMessageAdded, since)
        self.told.wait_idle(since)

    def push_to_talk(self) -> None:
        self.server.say(SHORT)
        self.live.base.controls.press_to_talk()
        self._say()
        self.live.base.controls.release_to_talk()
        self.told.wait_idle()

    def dropped_stream(self) -> None:
        fault = _FAULTS[self.done["dropped_stream"] % len(_FAULTS)]
        self.server.say(f"{SHORT} And so on.", fault=fault, after=3)
        self._ask()
        self.told.wait_idle()

    def malformed_stream(self) -> None:
        fault = _MALFORMED[self.done["malformed_stream"] % len(_MALFORMED)]
        self.server.say(LONG, fault=fault, after=2)
        self._ask()
        self.told.wait_idle()

    def missing_model(self) -> None:
        installed, self.server.installed = (
            self.server.installed,
            [Model("other:latest")],
        )
        try:
            self._ask()
            self.told.wait_for(ev.ReplyEnded)  # without the model, politely
            self.live.base.controls.stop()
            self.told.wait_idle()
        finally:
            self.server.installed = installed

    def microphone(self) -> None:
        self.card.unplug()
        self._wait_device(ev.DeviceRole.MICROPHONE)
        since = self.told.now
        self.card.replug()
        self._wait_device(ev.DeviceRole.MICROPHONE, since)
        time.sleep(0.5)
        self.speech()

    def sound_server(self) -> None:
        self.card.kill()
        self.told.wait_for(ev.DeviceLost)
        since = self.told.now
        self.card.start()
        self._wait_device(ev.DeviceRole.MICROPHONE, since)
        self.text()

    def _wait_device(self, role: ev.DeviceRole, since: int = 0) -> None:
        """Until sound goes through some device of that kind."""
        self.told.wait(
            lambda e: isinstance(e, ev.DeviceChanged) and e.role is role, since, 15.0
        )
