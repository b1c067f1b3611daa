"""What the window asks for, taken from the parts that have it; see `ui.parts`."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel

from lumen.core.errors import Cancelled, InputError, LumenError, ModelMissingError
from lumen.core.events import DeviceRole
from lumen.core.units import Seconds
from lumen.models.catalogue import ModelKind
from lumen.storage.settings_model import Settings, ThinkingSettings
from lumen.ui.parts import (
    Choice,
    Choices,
    Download,
    LanguageModelState,
    ShelfItem,
    Transfer,
)

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from lumen.dialogue.ollama import OllamaGenerator
    from lumen.models.shelf import DownloadHandle, ModelShelf
    from lumen.speech.synthesis import Voice

DEFAULT_MODEL = "llama3.2"
"""What is offered to a person who has no model: small, fast, speaks many languages."""

_KINDS = {ModelKind.RECOGNITION: "Recognition", ModelKind.VOICE: "Voice"}
_CHECK_SECONDS = 10.0
_CANCELLED = "Cancelled; Ollama keeps what was received."


class SettingsOwner(Protocol):
    """Holds the settings in use; `preferences.Preferences` does."""

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        ...

    def save(self, settings: Settings) -> None:
        """Use these settings from now on and write them."""
        ...


class SettingsSource:
    """The settings, as `SettingsPort`."""

    def __init__(self, owner: SettingsOwner) -> None:
        self._owner = owner

    def load(self) -> BaseModel:
        """See `SettingsPort.load`."""
        return self._owner.settings

    def save(self, settings: BaseModel) -> None:
        """See `SettingsPort.save`."""
        if not isinstance(settings, Settings):
            raise InputError("These are no settings of Lumen.", "Reset them.")
        self._owner.save(settings)


class ShelfDownload:
    """A model on its way, as `Download`."""

    def __init__(self, handle: DownloadHandle, on_done: Callable[[], None]) -> None:
        self._handle = handle
        self._on_done: Callable[[], None] | None = on_done

    def transfer(self) -> Transfer:
        """See `Download.transfer`."""
        progress, error = self._handle.progress, ""
        done = self._handle.done
        if done:
            error = self._error()
            if not error and self._on_done is not None:
                self._on_done()
            self._on_done = None
        return Transfer(
            progress.received_bytes,
            progress.total_bytes,
            progress.rate_bytes_per_second,
            progress.remaining,
            done,
            error,
        )

    def cancel(self) -> None:
        """See `Download.cancel`."""
        self._handle.cancel()

    def _error(self) -> str:
        try:
            self._handle.result(Seconds(0.0))
        except LumenError as error:
            return str(error)
        except Cancelled:
            return "Cancelled; what was received is kept for the next try."
        return ""


class ShelfSource:
    """The models, as `ShelfPort`.

    Args:
        shelf: The models.
        changed: Called on the UI thread when one has arrived, on another when removed.
    """

    def __init__(self, shelf: ModelShelf, changed: Callable[[], None]) -> None:
        self._shelf = shelf
        self._changed = changed

    def items(self) -> Sequence[ShelfItem]:
        """See `ShelfPort.items`."""
        return [
            ShelfItem(
                name=state.entry.name,
                title=state.entry.title,
                kind=_KINDS[state.entry.kind],
                size_bytes=state.bytes_here
                if state.installed
                else state.entry.bytes_about,
                installed=state.installed,
                note=_note(state.entry.note, state.entry.licence, state.partial),
            )
            for state in self._shelf.list()
        ]

    def download(self, name: str) -> Download:
        """See `ShelfPort.download`."""
        return ShelfDownload(self._shelf.download(name), self._changed)

    def remove(self, name: str) -> None:
        """See `ShelfPort.remove`."""
        self._shelf.remove(name)
        self._changed()


def _note(note: str, licence: str, partial: bool) -> str:
    begun = "begun, goes on where it stopped" if partial else ""
    return "; ".join(part for part in (note, licence, begun) if part)


class LanguageModelSource:
    """Connecting a language model, as `LanguageModelPort`.

    Args:
        settings: The settings in use.
        make: Makes a generator for them.
        run: Runs a coroutine on the loop.
        connected: Called when a model has arrived.
    """

    def __init__(
        self,
        settings: Callable[[], ThinkingSettings],
        make: Callable[[ThinkingSettings], OllamaGenerator],
        run: Callable[[Coroutine[Any, Any, None]], Future[None]],
        connected: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._make = make
        self._run = run
        self._connected = connected

    def check(self) -> LanguageModelState:
        """See `LanguageModelPort.check`."""
        settings = self._settings()
        error: list[LumenError] = []
        try:
            self._run(self._ask(settings, error)).result(_CHECK_SECONDS)
        except (TimeoutError, CancelledError):
            error.append(LumenError("Ollama does not answer.", "Try again."))
        wanted = settings.ollama_model or DEFAULT_MODEL
        missing = bool(error) and isinstance(error[0], ModelMissingError)
        return LanguageModelState(
            reachable=not error or missing,
            address=settings.ollama_host,
            model=wanted,
            present=not error,
            detail=str(error[0]) if error else "",
        )

    async def _ask(self, settings: ThinkingSettings, found: list[LumenError]) -> None:
        generator = self._make(settings)
        try:
            await generator.check()
        except LumenError as error:
            found.append(error)
        else:
            self._connected()
        finally:
            await generator.close()

    def pull(self) -> Download:
        """See `LanguageModelPort.pull`."""
        settings = self._settings()
        pulling = _Pulling()
        generator = self._make(settings)
        model = settings.ollama_model or DEFAULT_MODEL
        pulling.task = self._run(pulling.run(generator, model, self._connected))
        return pulling


class _Pulling:
    """A model that Ollama fetches, as `Download`."""

    def __init__(self) -> None:
        self.task: Future[None] | None = None
        self._lock = threading.Lock()
        self._transfer = Transfer()

    async def run(
        self, generator: OllamaGenerator, model: str, connected: Callable[[], None]
    ) -> None:
        """Fetch; on the loop."""
        error = ""
        try:
            async with contextlib.aclosing(generator.pull(model)) as steps:
                async for step in steps:
                    self._set(
                        Transfer(
                            step.completed_bytes,
                            step.total_bytes,
                            step.rate,
                            step.remaining,
                        )
                    )
        except LumenError as failure:
            error = str(failure)
        except asyncio.CancelledError:
            error = _CANCELLED
            raise
        else:
            connected()
        finally:
            last = self.transfer()
            self._set(
                Transfer(last.received_bytes, last.total_bytes, done=True, error=error)
            )
            await generator.close()

    def transfer(self) -> Transfer:
        """See `Download.transfer`."""
        with self._lock:
            transfer = self._transfer
        if self.task is not None and self.task.cancelled() and not transfer.done:
            return replace(transfer, done=True, error=_CANCELLED)  # it never began
        return transfer

    def cancel(self) -> None:
        """See `Download.cancel`."""
        if self.task is not None:
            self.task.cancel()

    def _set(self, transfer: Transfer) -> None:
        with self._lock:
            self._transfer = transfer


def device_choices(role: DeviceRole) -> Choices:
    """Devices of a role, for the settings."""

    def choices() -> Sequence[Choice]:
        from lumen.audio.devices import list_devices

        return [
            Choice("", "The system's default"),
            *(Choice(d.name, d.title) for d in list_devices() if d.role is role),
        ]

    return choices


def voice_choices(voices: Callable[[], Sequence[Voice]]) -> Choices:
    """Voices of all engines, for the settings."""

    def choices() -> Sequence[Choice]:
        return [
            Choice("", "The best for the language"),
            *(Choice(voice.name, voice.title) for voice in voices()),
        ]

    return choices
