"""A companion on the desktop for tests: real window, scripted surroundings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion, QWindow

from fakes import ManualClock, ToneSynthesizer
from lumen.core.cancellation import CancellationToken
from lumen.core.speech import Heard, Sentence, SpeechStyle
from lumen.core.units import Seconds


@dataclass
class FakeSurroundings:
    """Says what a test wants."""

    glass: bool = True
    filled: QRect | None = None
    held: bool = False
    closed: bool = False
    apart: int = 0
    lifted: bool = False

    def composited(self) -> bool:
        return self.glass

    def full_screen(self) -> QRect | None:
        return self.filled

    def button_held(self) -> bool:
        return self.held

    def set_apart(self, window: int) -> None:
        self.apart = window

    def lift(self, window: int, *, over_full_screen: bool) -> None:
        self.lifted = over_full_screen

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeClicks:
    """Notes what each window takes: a region, everything (None), or nothing (False)."""

    taken: dict[str, QRegion | bool | None] = field(default_factory=dict)
    closed: bool = False

    def take(self, window: QWindow, where: QRegion) -> None:
        self.taken[window.title()] = None if where.isEmpty() else QRegion(where)

    def let_pass(self, window: QWindow) -> None:
        self.taken[window.title()] = False

    def close(self) -> None:
        self.closed = True


@dataclass
class Deeds:
    """Notes what was wanted."""

    done: list[object] = field(default_factory=list)

    def note(self, what: str):
        def call(*given: object) -> None:
            self.done.append((what, *given))

        return call


@dataclass
class Speaker:
    """A clock and a loudspeaker that plays what a test says."""

    clock: ManualClock = field(default_factory=ManualClock)
    heard: Heard | None = None

    def say(self, text: str, position: float = 0.0) -> None:
        sentence = Sentence(0, text, text)
        clip = ToneSynthesizer().synthesize(
            sentence, SpeechStyle(), CancellationToken()
        )
        self.heard = Heard(clip, Seconds(position))


def memory_file(folder: Path) -> Path:
    return folder / "state" / "overlay.json"
