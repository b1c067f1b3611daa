"""Talking by typing, through a pipe."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fake_ollama import FakeOllama, Fault
from fakes import ManualClock, MemorySecrets
from lumen.__main__ import main
from lumen.core.conversation import Message
from lumen.core.events import HistoryOpened
from lumen.core.units import Seconds
from lumen.storage.keeper import Keeper
from lumen.storage.paths import find_places

Typed = Callable[..., None]
Aside = Callable[[Callable[[], object]], None]


def kept(secrets: MemorySecrets) -> tuple[Message, ...]:
    """What a later start finds in the history."""
    events: queue.Queue[object] = queue.Queue()
    places = find_places()
    places.create()
    keeper = Keeper(places.history_file, events.put, ManualClock(), secrets)
    keeper.open()
    opened = events.get(timeout=10)
    keeper.close(Seconds(5.0))
    assert isinstance(opened, HistoryOpened)
    return opened.messages


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_each_line_is_answered(
    typed: Typed, keyring: MemorySecrets, capsys: pytest.CaptureFixture
):
    typed("what is two plus three", "", "   ", "what is two plus four")
    assert main(["chat"]) == 0
    shown = capsys.readouterr()
    assert shown.out.count("Lumen: ") == 2
    first, second = shown.out.split("Lumen: ")[1:]
    assert "5" in first
    assert "6" in second
    assert "You:" not in shown.out  # nobody sees a prompt in a pipe
    assert shown.err == ""


@pytest.mark.parametrize(
    ("missing", "options"),
    [("onnxruntime", []), ("sounddevice", ["--aloud"]), ("pocketsphinx", [])],
)
def test_a_missing_library_does_not_keep_it_from_answering(
    typed: Typed,
    keyring: MemorySecrets,
    capsys: pytest.CaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
    options: list[str],
):
    monkeypatch.setattr("lumen.audio.host._library._sounddevice", None)
    monkeypatch.setitem(sys.modules, missing, None)  # its import fails
    typed("what is two plus three")
    assert main(["chat", *options]) == 0
    assert "5" in capsys.readouterr().out


def test_the_conversation_is_kept(
    typed: Typed, keyring: MemorySecrets, home: Path, capsys: pytest.CaptureFixture
):
    typed("what is two plus three")
    assert main(["chat"]) == 0
    asked, answered = kept(keyring)
    assert asked.text == "what is two plus three"
    assert answered.text in capsys.readouterr().out
    assert not answered.interrupted
    content = b"".join(f.read_bytes() for f in home.rglob("*") if f.is_file())
    assert b"two plus three" not in content
    assert answered.text.encode() not in content


def test_what_was_said_before_goes_into_the_prompt(
    typed: Typed, keyring: MemorySecrets, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    with FakeOllama() as server:
        monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", server.url)
        server.say("The sea is deep.")
        typed("tell me of the sea")
        assert main(["chat"]) == 0
        server.say("And cold.")
        typed("go on")
        assert main(["chat"]) == 0
        said = [m["content"] for m in server.asked("/api/chat")[-1].body["messages"]]
    assert any("tell me of the sea" in text for text in said)
    assert any("The sea is deep." in text for text in said)


def test_forget_keeps_nothing(typed: Typed, keyring: MemorySecrets):
    typed("what is two plus three")
    assert main(["chat", "--forget"]) == 0
    assert kept(keyring) == ()


def test_unreadable_settings_are_told_and_nothing_is_kept(
    typed: Typed, keyring: MemorySecrets, home: Path, capsys: pytest.CaptureFixture
):
    """The person may have wanted no history: the file cannot tell."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text("[keeping]\nhistory = false\n[gen\n")
    typed("what is two plus three")
    assert main(["chat"]) == 0
    assert "a setting cannot be used" in capsys.readouterr().err
    assert not (home / "data" / "history.sqlite3").exists()


def test_without_a_keyring_it_says_that_nothing_is_kept(
    typed: Typed, capsys: pytest.CaptureFixture
):
    typed("what is two plus three")
    assert main(["chat"]) == 0
    shown = capsys.readouterr()
    assert "This chat is not kept" in shown.err
    assert "5" in shown.out


def test_a_problem_goes_to_the_other_stream(
    typed: Typed,
    keyring: MemorySecrets,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
):
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    with FakeOllama() as server:
        monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", server.url)
        server.say("It was a dark and stormy night", fault=Fault.RESET, after=4)
        server.say("Once more.")
        typed("tell me of the sea", "and now")
        assert main(["chat"]) == 0
    shown = capsys.readouterr()
    begun, again = shown.out.split("Lumen: ")[1:]
    assert "It was a dark".startswith(begun.strip())
    assert begun.endswith("\n")  # the line was ended before the problem
    assert again.strip() == "Once more."
    (told,) = shown.err.splitlines()
    assert told.startswith("  (")
    assert told.endswith(")")


def test_ctrl_c_stops_a_reply_and_the_chat_goes_on(
    typed: Typed,
    keyring: MemorySecrets,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
    aside: Aside,
):
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    with FakeOllama() as server:
        monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", server.url)
        server.say("It was a dark", fault=Fault.STALL, after=2)
        server.say("Of course.")
        typed("tell me of the sea", "stop that and go on")

        def interrupt() -> None:
            server.wait_asked("/api/chat", 1)
            begun = server.asked("/api/chat")[0]
            while begun.tokens < 2:
                server.wait_asked("/api/chat", 1)
            press_ctrl_c()

        aside(interrupt)
        assert main(["chat"]) == 0
        server.wait_idle()
        first, second = server.asked("/api/chat")
        assert first.cancelled
        assert not second.cancelled
    shown = capsys.readouterr()
    assert shown.out.strip().endswith("Lumen: Of course.")
    assert shown.err == ""


def test_ctrl_c_at_the_prompt_ends_the_chat(
    keyring: MemorySecrets,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
):
    def pressed(_prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", pressed)
    assert main(["chat"]) == 0
    assert capsys.readouterr().err == ""


def test_bytes_that_are_no_text_are_no_crash(home: Path):
    done = subprocess.run(
        [sys.executable, "-m", "lumen", "chat", "--forget"],
        env=os.environ | {"PYTHONUTF8": "1"},
        input=b"\xff\xfe\x80 hello\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"Lumen: " in done.stdout


def test_a_reply_without_an_end_is_given_up(
    typed: Typed,
    keyring: MemorySecrets,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("lumen.cli.chat._TIMEOUT_SECONDS", 0.3)
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    with FakeOllama() as server:
        monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", server.url)
        server.say("Late.", ttft=30.0)
        typed("tell me of the sea")
        assert main(["chat"]) == 0
        server.wait_idle()
        assert server.asked("/api/chat")[0].cancelled
