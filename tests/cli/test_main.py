"""What every command shares: usage, exit statuses, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from lumen import __version__
from lumen.__main__ import main
from lumen.core.errors import LumenError

COMMANDS = ("window", "turn", "chat", "models", "devices", "avatar")


def test_help_names_every_command_and_exit_status(capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    for word in (*COMMANDS, "130 interrupted", "no screen"):
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
    monkeypatch.setattr("lumen.desktop.run_desktop", lambda: 7)
    assert main([]) == 7


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
