"""What the window asks for, from the real parts that have it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fake_hub import Corrupt, FakeHub, Stall
from fake_ollama import FakeOllama
from lumen.audio.devices import AudioDevice
from lumen.core.errors import InputError
from lumen.core.events import DeviceRole
from lumen.core.loop import LoopThread
from lumen.core.units import Seconds
from lumen.engines import make_ollama
from lumen.models.shelf import ModelShelf
from lumen.preferences import Preferences
from lumen.speech.synthesis import Voice
from lumen.storage.settings_model import Settings, ThinkingSettings
from lumen.ui.parts import Choice, Download, ShelfItem, Transfer
from lumen.ui.sources import (
    DEFAULT_MODEL,
    LanguageModelSource,
    SettingsSource,
    ShelfSource,
    device_choices,
    voice_choices,
)

FILES = {"model.bin": b"m" * 300_000, "config.json": b"{}", "tokenizer.json": b"t"}


def begun(download: Download) -> None:
    deadline = time.monotonic() + 10.0
    while not download.transfer().received_bytes:
        assert time.monotonic() < deadline, "nothing was received"
        time.sleep(0.01)


def ended(download: Download) -> Transfer:
    deadline = time.monotonic() + 10.0
    while not (transfer := download.transfer()).done:
        assert time.monotonic() < deadline, "the download did not end"
        time.sleep(0.01)
    return transfer


# ---- settings ----------------------------------------------------------------------------


def test_settings_come_from_and_go_to_the_preferences(tmp_path: Path):
    preferences = Preferences(tmp_path / "settings.toml")
    source = SettingsSource(preferences)
    former = source.load()
    assert isinstance(former, Settings)
    heard: list[tuple[Settings, Settings]] = []
    preferences.on_change(lambda old, new: heard.append((old, new)))
    general = former.general.model_copy(update={"user_name": "Ada"})
    changed = former.model_copy(update={"general": general})
    source.save(changed)
    assert source.load() == changed
    assert heard == [(former, changed)]
    assert Preferences(tmp_path / "settings.toml").settings.general.user_name == "Ada"


def test_what_is_no_settings_is_refused(tmp_path: Path):
    source = SettingsSource(Preferences(tmp_path / "settings.toml"))
    with pytest.raises(InputError):
        source.save(ThinkingSettings())


# ---- models ------------------------------------------------------------------------------


class Shelf:
    def __init__(self, folder: Path, hub: FakeHub) -> None:
        self.changes = 0
        self.shelf = ModelShelf(folder, hub.address)
        self.source = ShelfSource(self.shelf, self._on_change)

    def _on_change(self) -> None:
        self.changes += 1

    def item(self, name: str) -> ShelfItem:
        return next(item for item in self.source.items() if item.name == name)


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with FakeHub() as hub:
        hub.add("whisper-tiny", FILES)
        yield hub


@pytest.fixture
def shelf(tmp_path: Path, hub: FakeHub) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "models", hub)
    yield shelf
    hub.release()
    shelf.shelf.close(Seconds(5.0))


def test_models_are_listed_for_a_person(shelf: Shelf):
    kinds = {item.kind for item in shelf.source.items()}
    assert kinds == {"Recognition", "Voice"}
    tiny = shelf.item("whisper-tiny")
    assert not tiny.installed
    assert tiny.size_bytes > 1_000_000
    assert tiny.note
    assert not tiny.note.startswith(";")


def test_a_model_is_fetched_told_once_and_removed(shelf: Shelf):
    download = shelf.source.download("whisper-tiny")
    transfer = ended(download)
    assert transfer.error == ""
    assert transfer.received_bytes == transfer.total_bytes > 300_000
    assert ended(download).error == ""
    assert shelf.changes == 1
    tiny = shelf.item("whisper-tiny")
    assert tiny.installed
    assert 300_000 < tiny.size_bytes < 400_000
    shelf.source.remove("whisper-tiny")
    assert shelf.changes == 2
    assert not shelf.item("whisper-tiny").installed


def test_a_download_that_fails_says_why(shelf: Shelf, hub: FakeHub):
    hub.script("model.bin", Corrupt())
    transfer = ended(shelf.source.download("whisper-tiny"))
    assert "What the server sent" in transfer.error
    assert shelf.changes == 0


def test_a_cancelled_download_is_kept_for_later(shelf: Shelf, hub: FakeHub):
    stall = Stall(after=200_000)
    hub.script("model.bin", stall)
    download = shelf.source.download("whisper-tiny")
    assert stall.reached.wait(10)
    begun(download)
    assert not download.transfer().done
    download.cancel()
    transfer = ended(download)
    assert transfer.error.startswith("Cancelled")
    assert shelf.changes == 0
    assert "goes on where it stopped" in shelf.item("whisper-tiny").note


# ---- the language model -------------------------------------------------------------------


class Model:
    """A language model source on a loop of its own."""

    def __init__(self, **settings: object) -> None:
        self.loop = LoopThread()
        self.loop.start(lambda _event: None)
        self.connected = threading.Event()
        self.settings = ThinkingSettings(**settings)
        self.source = LanguageModelSource(
            lambda: self.settings, make_ollama, self.loop.run, self.connected.set
        )


@pytest.fixture
def connect() -> Iterator[Callable[..., Model]]:
    made: list[Model] = []

    def make(server: FakeOllama | None = None, **settings: object) -> Model:
        host = server.url if server else "http://127.0.0.1:9"
        made.append(Model(ollama_host=host, **settings))
        return made[-1]

    yield make
    for model in made:
        assert model.loop.stop()


def test_a_model_that_is_there_is_connected(connect):
    with FakeOllama() as server:
        model = connect(server, ollama_model="tiny")
        state = model.source.check()
        assert (state.reachable, state.present, state.detail) == (True, True, "")
        assert (state.address, state.model) == (server.url, "tiny")
    assert model.connected.is_set()


def test_a_model_that_is_missing_is_told_apart_from_a_server_that_is(connect):
    with FakeOllama() as server:
        model = connect(server, ollama_model="llama3.2")
        state = model.source.check()
        assert (state.reachable, state.present) == (True, False)
        assert "llama3.2" in state.detail
    away = connect().source.check()
    assert (away.reachable, away.present) == (False, False)
    assert "Ollama" in away.detail
    assert away.model == DEFAULT_MODEL
    assert not model.connected.is_set()


def test_a_server_that_never_answers_is_given_up(connect, monkeypatch):
    monkeypatch.setattr("lumen.ui.sources._CHECK_SECONDS", 0.05)

    class Silent:
        async def check(self) -> None:
            await asyncio.sleep(3600)

        async def close(self) -> None:
            pass

    model = connect()
    model.source._make = lambda _settings: Silent()
    state = model.source.check()
    assert (state.reachable, state.detail) == (
        False,
        "Ollama does not answer. Try again.",
    )


def test_checking_after_the_end_is_no_crash(connect):
    model = connect()
    model.loop.stop()
    assert not model.source.check().reachable


def test_a_model_is_pulled_with_progress(connect):
    with FakeOllama(pull_step=0.02) as server:
        model = connect(server)
        pulling = model.source.pull()
        seen = {pulling.transfer().received_bytes}
        while not (transfer := pulling.transfer()).done:
            seen.add(transfer.received_bytes)
            time.sleep(0.005)
        assert transfer.error == ""
        assert transfer.received_bytes == 50_000_000
        assert len(seen) > 3
        assert model.connected.wait(5)
        assert model.source.check().present
        (asked,) = server.asked("/api/pull")
        assert asked.body["model"].startswith(DEFAULT_MODEL)


def test_a_pull_that_fails_says_why(connect):
    with FakeOllama(pull_error="no space left on device") as server:
        model = connect(server)
        transfer = ended(model.source.pull())
    assert transfer.error
    assert not model.connected.is_set()


def test_a_pull_is_cancelled(connect):
    with FakeOllama(pull_step=0.5) as server:
        model = connect(server)
        pulling = model.source.pull()
        server.wait_asked("/api/pull")
        pulling.cancel()
        assert ended(pulling).error.startswith("Cancelled")
        server.wait_idle()
    assert not model.connected.is_set()


def test_a_pull_that_is_cancelled_at_once_ends_too(connect):
    with FakeOllama(pull_step=0.5) as server:
        model = connect(server)
        for _ in range(20):
            pulling = model.source.pull()
            pulling.cancel()
            assert ended(pulling).error.startswith("Cancelled")
        server.wait_idle()


def test_a_pull_after_the_end_says_so(connect):
    model = connect()
    model.loop.stop()
    assert ended(model.source.pull()).error


# ---- choices -----------------------------------------------------------------------------


def test_devices_of_a_role_are_offered(monkeypatch):
    def device(name: str, role: DeviceRole) -> AudioDevice:
        return AudioDevice(name, role, False, 1, 48_000, name.title())

    monkeypatch.setattr(
        "lumen.audio.devices.list_devices",
        lambda: (
            device("yeti", DeviceRole.MICROPHONE),
            device("hall", DeviceRole.SPEAKER),
        ),
    )
    default, yeti = device_choices(DeviceRole.MICROPHONE)()
    assert default.value == ""
    assert yeti == Choice("yeti", "Yeti")


def test_voices_of_every_engine_are_offered():
    voices = [Voice("slt", "en-us", "Slt"), Voice("amy", "en-us", "Amy")]
    offered = voice_choices(lambda: voices)()
    assert [choice.value for choice in offered] == ["", "slt", "amy"]
    assert all(choice.title for choice in offered)
