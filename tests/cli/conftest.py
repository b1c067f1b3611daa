"""The command line in this process, in a home of its own."""

from __future__ import annotations

import asyncio
import io
import threading
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fakes import MemorySecrets
from lumen.media.library.scanning import scan
from lumen.storage.paths import find_places
from speaking import can_speak, say


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty profile without screen, session bus or language model."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LUMEN_HOME", str(folder))
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "essential")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return folder


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemorySecrets:
    """A keyring that lasts as long as the test."""
    secrets = MemorySecrets()
    monkeypatch.setattr("lumen.bootstrap.KeyringSecrets", lambda _timeout: secrets)
    return secrets


@pytest.fixture
def library(home: Path, tmp_path: Path) -> Path:
    """An index of songs, as an earlier Lumen left it."""
    music = tmp_path / "music"
    music.mkdir()
    for name in ("Blue Monday", "Blue Sunday", "Karma Police"):
        (music / f"{name}.mp3").write_bytes(b"no sound")
    (home / "data").mkdir(parents=True)
    index = find_places().data / "library.sqlite3"
    asyncio.run(scan(index, [music], lambda _progress: None))
    return music


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Pipe these lines into the next command."""

    def pipe(*lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return pipe


@pytest.fixture
def spoken(tmp_path: Path) -> Callable[[str], Path]:
    """Record a sentence; without words: two seconds of silence."""

    def record(text: str = "") -> Path:
        if text and not can_speak():
            pytest.skip("libflite is not installed (apt: libflite1)")
        samples = say(text) if text else np.zeros(32_000, np.float32)
        path = tmp_path / f"{text.replace(' ', '-') or 'silence'}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes((samples * 32_767).astype("<i2").tobytes())
        return path

    return record


@pytest.fixture
def aside() -> Callable[[Callable[[], object]], None]:
    """Do something on another thread while a command runs; joined by the test's end."""
    threads: list[threading.Thread] = []

    def begin(act: Callable[[], object]) -> None:
        thread = threading.Thread(target=act, name="aside")
        threads.append(thread)
        thread.start()

    yield begin
    for thread in threads:
        thread.join(20)
