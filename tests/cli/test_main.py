"""What every command shares: usage, exit statuses, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lumen import __version__
from lumen.__main__ import main
from lumen.cli.screen import program_name, why_no_screen
from lumen.core.errors import LumenError

COMMANDS = ("window", "turn", "chat", "say", "models", "devices", "avatar")


def test_help_names_every_command_and_exit_status(capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    for word in (*COMMANDS, "130  interrupted", "3    no screen", "2    wrong usage"):
        assert word in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"usage: lumen {command}" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"lumen {__version__}\n"


@pytest.mark.parametrize("words", [["dance"], ["turn"], ["chat", "--loudly"]])
def test_wrong_usage_is_status_2(words: list[str], capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: lumen" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["window"]])
def test_without_a_screen_it_names_what_works(
    words: list[str], capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(words) == 3
    told = capsys.readouterr()
    assert told.out == ""
    for command in ("lumen chat", "lumen turn", "lumen models", "lumen devices"):
        assert command in told.err


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_with_a_screen_the_window_opens(variable: str, monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "some")
    monkeypatch.setattr("lumen.cli.screen._x_answers", lambda: True)
    monkeypatch.setattr("lumen.desktop.run_desktop", lambda: 7)
    assert main([]) == 7


@pytest.mark.parametrize("display", [":4711", "nonsense"])
def test_a_screen_that_does_not_answer_is_told(
    display: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert main([]) == 3
    told = capsys.readouterr().err
    assert f"DISPLAY names ({display})" in told
    assert "lumen chat" in told


def test_without_the_library_of_x_qt_is_left_to_tell(monkeypatch: pytest.MonkeyPatch):
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":4711")

    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("lumen.cli.screen.ctypes.CDLL", missing)
    assert why_no_screen() == ""


def test_the_commands_are_named_as_they_can_be_typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    program = tmp_path / ".venv" / "bin" / "lumen"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(program.with_name("python")))
    assert program_name() == ".venv/bin/lumen"
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert program_name() == "lumen"
    program.unlink()
    assert program_name() == "python -m lumen"


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Callable[[], int]:
    def fail(_arguments: object) -> int:
        raise error

    monkeypatch.setattr("lumen.cli.chat.run", fail)
    return lambda: main(["chat"])


def test_our_errors_are_two_lines_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    run = failing(monkeypatch, LumenError("The lamp is out.", "Light it."))
    assert run() == 1
    assert capsys.readouterr().err == "lumen: The lamp is out.\n       Light it.\n"


def test_ctrl_c_is_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    assert failing(monkeypatch, KeyboardInterrupt())() == 130
    assert capsys.readouterr().err == ""


def test_a_fault_of_our_own_is_told_without_a_traceback_and_its_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    assert failing(monkeypatch, ValueError("what the person said"))() == 1
    told = capsys.readouterr().err
    assert told.startswith("lumen: A fault in Lumen itself ended this (ValueError).\n")
    assert "__main__" in told
    assert "what the person said" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("words", "status"), [("devices --json", {0, 1}), ("chat --forget", {0})]
)
def test_streams_that_were_closed_are_no_error(words: str, status: set[int]):
    command = f"exec '{sys.executable}' -m lumen {words} <&- >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], timeout=60, check=False)
    assert done.returncode in status


@pytest.mark.parametrize(
    "command",
    ["turn", "chat", "say", "models", "models download", "devices", "avatar sheet"],
)
def test_every_command_tells_its_exit_statuses(
    command: str, capsys: pytest.CaptureFixture
):
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    assert "exit status:\n  0  " in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--help"], ["models", "--json"], ["models"]])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_reader_that_went_away_is_no_error(words: list[str], buffered: str):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "lumen", *words],
        env=os.environ | {"PYTHONUNBUFFERED": buffered},
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "busy",
    [
        "",
        "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start();",
    ],
)
@pytest.mark.parametrize(("words", "status"), [("['window']", 3), ("['dance']", 2)])
def test_the_program_ends_although_something_still_computes(
    busy: str, words: str, status: int
):
    code = f"import sys; sys.argv[1:] = {words}; {busy} import lumen.__main__ as m; m.program()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            k: v
            for k, v in os.environ.items()
            if "DISPLAY" not in k and k != "QT_QPA_PLATFORM"
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == status
    assert "Traceback" not in done.stderr
