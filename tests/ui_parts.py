"""What the window is handed in tests: working stand-ins without disk or network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fakes import FakeCompanion
from lumen.core.errors import LumenError
from lumen.core.intent import Intent
from lumen.core.media import PlayerId
from lumen.core.metrics import Measure
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.observe.metrics import Summary
from lumen.storage.settings_model import Settings
from lumen.ui.parts import (
    Choice,
    LanguageModelState,
    ShelfItem,
    Transfer,
    WindowParts,
)

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True)
class FakeSpan:
    name: str
    start: Seconds
    end: Seconds


ONE_TURN = (
    FakeSpan("hearing", Seconds(10.0), Seconds(10.24)),
    FakeSpan("recognition", Seconds(10.18), Seconds(10.31)),
    FakeSpan("thinking", Seconds(10.31), Seconds(10.53)),
    FakeSpan("voice", Seconds(10.53), Seconds(10.6)),
    FakeSpan("playback", Seconds(10.6), Seconds(10.62)),
)


class FakeWaterfalls:
    def __init__(self) -> None:
        self.spans: dict[TurnId, Sequence[FakeSpan]] = {}

        self.measured: dict[Measure, Summary] = {}

    def turns(self) -> Sequence[TurnId]:
        return tuple(self.spans)

    def waterfall(self, turn: TurnId) -> Sequence[FakeSpan]:
        return self.spans.get(turn, ())

    def summary(self) -> Mapping[Measure, Summary]:
        return self.measured


class FakeDownload:
    def __init__(self, *transfers: Transfer) -> None:
        self.transfers = list(transfers) or [Transfer()]
        self.cancelled = False

    def transfer(self) -> Transfer:
        if self.cancelled:
            return replace(self.transfers[0], done=True)
        return self.transfers.pop(0) if len(self.transfers) > 1 else self.transfers[0]

    def cancel(self) -> None:
        self.cancelled = True


SHELF = (
    ShelfItem("whisper-base", "Whisper base", "Recognition", 145_000_000, True, "99 languages, MIT licence"),
    ShelfItem("whisper-small", "Whisper small", "Recognition", 484_000_000, False, "Understands better, answers a little later, MIT licence"),
    ShelfItem("en_US-amy-medium", "Amy", "Voice", 63_200_000, False, "English (United States), warm and clear"),
)  # fmt: skip


class FakeShelf:
    def __init__(self, items: Sequence[ShelfItem] = SHELF) -> None:
        self.list = list(items)
        self.next = FakeDownload(Transfer(1_000_000, 484_000_000, 2e6, Seconds(240.0)))
        self.problem: LumenError | None = None
        self.removed: list[str] = []

    def items(self) -> Sequence[ShelfItem]:
        if self.problem is not None:
            raise self.problem
        return tuple(self.list)

    def download(self, name: str) -> FakeDownload:
        del name
        return self.next

    def remove(self, name: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.removed.append(name)
        self.list = [
            replace(item, installed=False) if item.name == name else item
            for item in self.list
        ]


class FakeLanguageModel:
    def __init__(self) -> None:
        self.state = LanguageModelState(
            reachable=False,
            address="http://127.0.0.1:11434",
            model="llama3.2",
            present=False,
        )
        self.next = FakeDownload(Transfer(1, 4))

    def check(self) -> LanguageModelState:
        return self.state

    def pull(self) -> FakeDownload:
        return self.next


class FakeSettings:
    def __init__(self) -> None:
        self.settings: BaseModel = Settings()
        self.saved: list[BaseModel] = []
        self.problem: LumenError | None = None

    def load(self) -> BaseModel:
        if self.problem is not None:
            raise self.problem
        return self.settings

    def save(self, settings: BaseModel) -> None:
        if self.problem is not None:
            raise self.problem
        self.settings = settings
        self.saved.append(settings)


@dataclass
class Stage:
    """Everything a window test looks at."""

    companion: FakeCompanion = field(default_factory=FakeCompanion)
    waterfalls: FakeWaterfalls = field(default_factory=FakeWaterfalls)
    settings: FakeSettings = field(default_factory=FakeSettings)
    shelf: FakeShelf = field(default_factory=FakeShelf)
    language_model: FakeLanguageModel = field(default_factory=FakeLanguageModel)
    announced: list[BaseModel] = field(default_factory=list)

    def parts(self) -> WindowParts:
        return WindowParts(
            port=self.companion,
            avatar=lambda _theme: QWidget(),
            metrics=self.waterfalls,
            settings=self.settings,
            shelf=self.shelf,
            language_model=self.language_model,
            choices={
                "hearing.microphone": lambda: [
                    Choice("", "System default"),
                    Choice("Yeti", "Yeti Stereo Microphone"),
                ],
                "speaking.speaker": lambda: [Choice("", "System default")],
                "speaking.voice": lambda: [
                    Choice("", "The best there is"),
                    Choice("en_US-amy-medium", "Amy (English)"),
                ],
            },
            version="0.1.0",
            announce=self.announced.append,
        )


class FakeMedia:
    """A `MediaPort` that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.surveyed: list[tuple[tuple[str, ...], str]] = []

    def order(self, intent: Intent) -> None:
        self.asked.append((intent.name, dict(intent.slots)))

    def undo(self, report: int) -> None:
        self.asked.append(("undo", report))

    def prefer(self, player: PlayerId) -> None:
        self.asked.append(("prefer", player))

    def choose(self, number: int) -> None:
        self.asked.append(("choose", number))

    def close_results(self) -> None:
        self.asked.append(("close_results",))

    def cancel_timer(self, number: int) -> None:
        self.asked.append(("cancel_timer", number))

    def rescan_library(self) -> None:
        self.asked.append(("rescan_library",))

    def survey_library(self, folders: Sequence[str], channel_list: str) -> None:
        self.surveyed.append((tuple(folders), channel_list))

    def cancel_scan(self) -> None:
        self.asked.append(("cancel_scan",))
