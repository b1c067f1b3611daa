"""Talking by typing, through a pipe."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import queue
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
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


def test_what_was_found_is_listed_with_the_numbers_that_choose(
    typed: Typed,
    keyring: MemorySecrets,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
):
    monkeypatch.setenv("LUMEN_MEDIA__FOLDERS", json.dumps([str(library)]))
    typed("what songs do I have", "what is two plus three")
    assert main(["chat"]) == 0
    found, counted = capsys.readouterr().out.split("Lumen: ")[1:]
    assert found.splitlines()[1:] == [
        "  1. Blue Monday",
        "  2. Blue Sunday",
        "  3. Karma Police",
    ]
    assert "Blue" not in counted


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


def test_ctrl_c_while_a_pipe_is_waited_for_ends_the_chat(
    keyring: MemorySecrets,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
):
    def pressed(_prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", pressed)
    assert main(["chat"]) == 130
    assert capsys.readouterr().err == ""


# ---- commands ------------------------------------------------------------------------


def test_help_lists_every_command(
    typed: Typed, keyring: MemorySecrets, capsys: pytest.CaptureFixture
):
    typed("/help", "/HELP", "/?")
    assert main(["chat"]) == 0
    shown = capsys.readouterr().out
    for command in ("/help", "/again", "/stop", "/forget", "/quit"):
        assert shown.count(f"  {command} ") == 3
    assert "Lumen:" not in shown


@pytest.mark.parametrize("command", ["/quit", "/exit", "/bye", "/Quit "])
def test_quit_ends_the_chat(
    command: str, typed: Typed, keyring: MemorySecrets, capsys: pytest.CaptureFixture
):
    typed(command, "what is two plus three")
    assert main(["chat"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["/dance", "/", "/help me"])
def test_a_command_that_is_none_is_told_and_not_sent(
    command: str, typed: Typed, keyring: MemorySecrets, capsys: pytest.CaptureFixture
):
    typed(command, "/stop")
    assert main(["chat"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "  (There is no such command; /help lists them.)\n"


def test_again_answers_once_more(
    typed: Typed, keyring: MemorySecrets, capsys: pytest.CaptureFixture
):
    typed("/again", "what is two plus three", "/again")
    assert main(["chat"]) == 0
    shown = capsys.readouterr()
    assert shown.out.count("Lumen: ") == 2
    assert shown.out.count("5") == 2
    assert "Nothing was said yet" in shown.err


def test_forget_removes_the_conversation(
    typed: Typed, keyring: MemorySecrets, capsys: pytest.CaptureFixture
):
    typed("what is two plus three", "/forget", "/again")
    assert main(["chat"]) == 0
    shown = capsys.readouterr()
    assert "The conversation is removed." in shown.err
    assert "Nothing was said yet" in shown.err
    assert kept(keyring) == ()


# ---- a terminal ----------------------------------------------------------------------


_ON_ITS_TERMINAL = """
import fcntl, termios
from lumen.__main__ import program
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches it
program()
"""


class Terminal:
    """`lumen chat` on a terminal of its own."""

    def __init__(self, **environment: str) -> None:
        self._ours, theirs = pty.openpty()
        attributes = termios.tcgetattr(theirs)
        attributes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, attributes)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _ON_ITS_TERMINAL, "chat"],
            env=os.environ | {"TERM": "dumb"} | environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._shown = ""

    def expect(self, text: str) -> str:
        """Wait until this is shown; gives all up to it."""
        while text not in self._shown:
            ready, _, _ = select.select([self._ours], [], [], 60.0)
            assert ready, self._shown
            self._shown += os.read(self._ours, 4096).decode()
        before, _, self._shown = self._shown.partition(text)
        return before

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, once it waits for what is typed.

        One that comes while readline is about to wait is noticed with the next one.
        """
        deadline, before, same = time.monotonic() + 60.0, ("", ""), 0
        while same < 5:
            assert time.monotonic() < deadline, before
            time.sleep(0.01)
            now = self._main_thread()
            same = same + 1 if now == before and now[0].startswith("S") else 0
            before = now
        self.type("\x03")

    def _main_thread(self) -> tuple[str, str]:
        """What it does, and how often it has waited; the same while it waits."""
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/status")
        told = dict(line.split(":", 1) for line in task.read_text().splitlines())
        return told["State"].strip(), told["voluntary_ctxt_switches"].strip()

    def ends(self) -> int:
        with contextlib.suppress(OSError):  # the terminal hangs up
            while os.read(self._ours, 4096):
                pass
        return self.process.wait(60)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(**environment: str) -> Terminal:
        opened.append(Terminal(**environment))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_lines_are_edited_and_found_again(terminal: Callable[..., Terminal]):
    chat = terminal()
    chat.expect("/help lists")
    chat.expect("You:")
    chat.type("what is two plus thre\x7fee\n")  # with one letter mended
    chat.expect("Lumen: 2 + 3 = 5")
    chat.expect("You:")
    chat.type("\x10\n")  # Ctrl-P, the line before
    chat.expect("Lumen: 2 + 3 = 5")
    chat.expect("You:")
    chat.type("/he\t\n")
    chat.expect("/again")
    chat.expect("You:")
    chat.type("\x04")
    assert chat.ends() == 0


def test_ctrl_c_twice_at_the_prompt_ends_the_chat(terminal: Callable[..., Terminal]):
    chat = terminal()
    chat.expect("You:")
    chat.type("half a sent")
    chat.interrupt()
    chat.expect("Ctrl-C again")
    chat.expect("You:")
    chat.type("what is two plus three\n")
    chat.expect("Lumen: 2 + 3 = 5")
    chat.expect("You:")
    chat.interrupt()
    chat.expect("You:")
    chat.interrupt()
    assert chat.ends() == 130


def test_a_reply_can_be_stopped_by_typing(terminal: Callable[..., Terminal]):
    with FakeOllama() as server:
        server.say("It was a dark", fault=Fault.STALL, after=2)
        server.say("Of course.")
        chat = terminal(
            LUMEN_THINKING__PROVIDER="ollama", LUMEN_THINKING__OLLAMA_HOST=server.url
        )
        chat.expect("You:")
        chat.type("tell me of the sea\n")
        chat.expect("Lumen: It")
        chat.type("go on\n")  # waits until the reply has ended
        chat.type("/stop\n")
        chat.expect("Lumen: Of course.")
        server.wait_idle()
        assert [asked.cancelled for asked in server.asked("/api/chat")] == [True, False]
        chat.expect("You:")
        chat.type("/forget\n")
        chat.expect("Type yes")
        chat.expect("You:")
        chat.type("no\n")
        chat.expect("still here")
        chat.type("/quit\n")
        assert chat.ends() == 0


def test_a_reader_that_went_away_ends_the_chat(home: Path):
    reader, writer = os.pipe()
    running = subprocess.Popen(
        [sys.executable, "-m", "lumen", "chat", "--forget"],
        stdin=subprocess.PIPE,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writer)
    assert running.stdin is not None
    running.stdin.write("what is two plus three\n")
    running.stdin.flush()
    assert os.read(reader, 7) == b"Lumen: "
    os.close(reader)
    running.stdin.write("what is two plus four\n" * 3)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, "")


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
