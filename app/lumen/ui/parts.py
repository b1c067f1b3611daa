"""What the window is made of: everything it needs, handed in by the bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lumen.core.metrics import Measure
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.ui.media_port import MediaPort
from lumen.ui.port import CompanionPort

if TYPE_CHECKING:
    from pydantic import BaseModel
    from PySide6.QtWidgets import QWidget

    from lumen.storage.settings_model import Settings
    from lumen.ui.hotkey_portal import Run
    from lumen.ui.overlay_face import OverlayFace
    from lumen.ui.theme import Theme


class Span(Protocol):
    """One stretch of a turn's waterfall; times on the companion's clock."""

    @property
    def name(self) -> str:
        """What went on, such as ``recognition``."""
        ...

    @property
    def start(self) -> Seconds:
        """When it began."""
        ...

    @property
    def end(self) -> Seconds:
        """When it ended."""
        ...


class Spread(Protocol):
    """How a measure spreads over the turns that have it."""

    @property
    def turns(self) -> int:
        """How many have it."""
        ...

    @property
    def p50(self) -> Seconds:
        """Half of them took so long at most."""
        ...

    @property
    def p95(self) -> Seconds:
        """Nineteen of twenty took so long at most."""
        ...


class Times(Protocol):
    """Where the times of turns are asked for; quick, from the UI thread."""

    def turns(self) -> Sequence[TurnId]:
        """The turns that are known, oldest first."""
        ...

    def waterfall(self, turn: TurnId) -> Sequence[Span]:
        """The spans of a turn in their order; empty when it is not known."""
        ...

    def summary(self) -> Mapping[Measure, Spread]:
        """How each measure spreads over this session's last turns."""
        ...


class SettingsPort(Protocol):
    """Reads and writes the settings; called off the UI thread."""

    def load(self) -> BaseModel:
        """The settings in use: a model of sections, each a model of fields.

        Raises:
            StorageError: The file cannot be read.
        """
        ...

    def save(self, settings: BaseModel) -> None:
        """Write and apply them.

        Raises:
            StorageError: The file cannot be written.
        """
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen for a setting.

    Attributes:
        value: As it is kept in the settings.
        title: As a person reads it.
    """

    value: str
    title: str


Choices = Callable[[], Sequence[Choice]]
"""Called off the UI thread, since asking for devices or voices may wait."""


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """A model that is here or can be fetched.

    Attributes:
        name: Stable name.
        title: As a person reads it.
        kind: What it is for, such as ``Recognition``.
        size_bytes: On disk, or to be fetched.
        installed: Whether it is on this machine.
        note: Language, quality, licence: one short line.
    """

    name: str
    title: str
    kind: str
    size_bytes: int
    installed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far a download is.

    Attributes:
        received_bytes: So far.
        total_bytes: 0 when unknown.
        rate_bytes_per_second: Lately.
        remaining: Seconds to go; None when unknown.
        done: Whether it ended, well or not.
        error: What went wrong, and what to do; empty when nothing did.
    """

    received_bytes: int = 0
    total_bytes: int = 0
    rate_bytes_per_second: float = 0.0
    remaining: Seconds | None = None
    done: bool = False
    error: str = ""


class Download(Protocol):
    """A running download; asked five times a second from the UI thread."""

    def transfer(self) -> Transfer:
        """How far it is; never blocks."""
        ...

    def cancel(self) -> None:
        """End it, keeping what was received; never blocks."""
        ...


class ShelfPort(Protocol):
    """The models; all but `download` are called off the UI thread."""

    def items(self) -> Sequence[ShelfItem]:
        """All models that are here or can be fetched.

        Raises:
            LumenError: They cannot be listed.
        """
        ...

    def download(self, name: str) -> Download:
        """Begin to fetch a model; returns at once."""
        ...

    def remove(self, name: str) -> None:
        """Delete a model from this machine.

        Raises:
            LumenError: It cannot be deleted.
        """
        ...


@dataclass(frozen=True, slots=True)
class LanguageModelState:
    """What is known of the language model.

    Attributes:
        reachable: Whether the provider answers.
        address: Where it was looked for.
        model: The model that is wanted.
        present: Whether the provider has it.
        detail: What is wrong and what to do; empty when all is well.
    """

    reachable: bool
    address: str
    model: str
    present: bool
    detail: str = ""


class LanguageModelPort(Protocol):
    """Connecting a language model."""

    def check(self) -> LanguageModelState:
        """Ask the provider; called off the UI thread, may wait for seconds."""
        ...

    def pull(self) -> Download:
        """Begin to fetch the wanted model through the provider; returns at once."""
        ...


@dataclass(frozen=True, slots=True)
class OverlayParts:
    """Everything the companion on the desktop needs.

    Attributes:
        face: Makes its face; called each time it is shown.
        settings: The settings in use.
        change: Changes and writes a field of the section ``overlay``; called off the UI
            thread.
        memory_file: Where it keeps where it stood.
        restart: Has Lumen start anew once its window has closed.
        run: Runs a coroutine on the loop's thread; None: there is none.
    """

    face: Callable[[Theme], OverlayFace]
    settings: Callable[[], Settings]
    change: Callable[[str, object], None]
    memory_file: Path
    restart: Callable[[], None] = lambda: None
    run: Run | None = None


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Everything the main window needs.

    Attributes:
        port: The companion.
        avatar: Makes the avatar's widget; called once, after the theme is set.
        metrics: Times of turns.
        settings: Reads and writes the settings.
        shelf: The models.
        language_model: Connecting one.
        choices: For fields of the settings (``"section.field"``): what to offer.
        talk_key: Name of the talk key in the window, as Qt writes it: ``Space``.
        hands_free: Whether hands-free listening is on at the start.
        theme: ``system``, ``light`` or ``dark``.
        system_dark: Whether the desktop asks for dark windows; None: it is not known
            yet, or it does not care.
        motion: Reduced motion: ``system``, ``on`` or ``off``.
        doze_minutes: After so long without anybody Lumen dozes; 0: never.
        version: Lumen's version, for the about dialog.
        announce: Called with the settings after they were saved in the dialog.
        media: Players, lists and timers; None: nothing is shown of them.
        overlay: The companion on the desktop; None: there is none.
    """

    port: CompanionPort
    avatar: Callable[[Theme], QWidget]
    metrics: Times
    settings: SettingsPort
    shelf: ShelfPort
    language_model: LanguageModelPort
    choices: Mapping[str, Choices] = field(default_factory=dict)
    talk_key: str = "Space"
    hands_free: bool = False
    theme: str = "system"
    system_dark: bool | None = None
    motion: str = "system"
    doze_minutes: int = 10
    version: str = ""
    announce: Callable[[BaseModel], None] = lambda _settings: None
    media: MediaPort | None = None
    overlay: OverlayParts | None = None
