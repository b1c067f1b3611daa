from __future__ import annotations

import argparse
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fake_hub import Corrupt, FakeHub, Stall
from lumen.cli import models
from lumen.models.shelf import DownloadHandle

FILES = {"model.bin": b"m" * 300_000, "config.json": b"{}", "tokenizer.json": b"t"}


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    monkeypatch.setenv("LUMEN_HOME", str(tmp_path / "home"))
    with FakeHub() as running:
        running.add("whisper-tiny", FILES)
        running.add("whisper-base", FILES)
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        yield running


@pytest.fixture
def lumen() -> Callable[..., int]:
    parser = argparse.ArgumentParser()
    models.register(parser.add_subparsers())

    def call(*words: str) -> int:
        arguments = parser.parse_args(["models", *words])
        return arguments.func(arguments)

    return call


def test_the_list_names_every_model_and_its_state(
    hub: FakeHub, lumen: Callable[..., int], capsys: pytest.CaptureFixture
) -> None:
    assert lumen() == 0
    shown = capsys.readouterr().out
    for word in (
        "whisper-base",
        "148 MB",
        "1.6 GB",
        "en_US-lessac-medium",
        "many",
        "de-DE",
    ):
        assert word in shown
    assert "here" not in shown
    assert lumen("download", "tiny") == 0
    capsys.readouterr()
    assert lumen("list") == 0
    assert "here" in capsys.readouterr().out


def test_downloads_say_where_the_model_is(
    hub: FakeHub,
    lumen: Callable[..., int],
    capsys: pytest.CaptureFixture,
    tmp_path: Path,
) -> None:
    assert lumen("download", "tiny", "base", "whisper-tiny") == 0
    told = capsys.readouterr().err.replace("\n", "")
    assert f"whisper-tiny is here: {tmp_path}" in told
    assert "whisper-base is here" in told
    assert (tmp_path / "home/data/models/recognition/whisper-tiny/model.bin").exists()


def test_json_is_for_programs(
    hub: FakeHub, lumen: Callable[..., int], capsys: pytest.CaptureFixture
) -> None:
    assert lumen("download", "--json", "tiny") == 0
    captured = capsys.readouterr()
    (result,) = json.loads(captured.out)
    assert Path(result["path"]).is_dir()
    assert captured.err == ""
    assert lumen("list", "--json") == 0
    printed = capsys.readouterr().out
    assert lumen("--json") == 0
    assert capsys.readouterr().out == printed
    listed = {item["name"]: item for item in json.loads(printed)}
    assert listed["whisper-tiny"]["installed"]
    assert listed["whisper-tiny"]["path"] == result["path"]
    assert listed["whisper-base"]["path"] is None
    assert lumen("remove", "--json", "tiny") == 0
    assert json.loads(capsys.readouterr().out)[0]["freed_bytes"] > 300_000


def test_removing_says_how_much_was_freed(
    hub: FakeHub, lumen: Callable[..., int], capsys: pytest.CaptureFixture
) -> None:
    lumen("download", "tiny")
    assert lumen("remove", "tiny", "base") == 0
    shown = capsys.readouterr().out
    assert "whisper-tiny: 300 kB freed" in shown
    assert "whisper-base: it was not here" in shown


def test_a_failure_is_told_and_the_others_are_still_fetched(
    hub: FakeHub, lumen: Callable[..., int], capsys: pytest.CaptureFixture
) -> None:
    hub.script("model.bin", Corrupt())
    assert lumen("download", "--json", "tiny", "base") == 1
    captured = capsys.readouterr()
    failed, done = json.loads(captured.out)
    assert failed["error"]
    assert done["path"]
    assert "lumen: What the server sent" in captured.err


def test_no_server_is_told_at_once(
    hub: FakeHub,
    lumen: Callable[..., int],
    capsys: pytest.CaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert lumen("download", "tiny") == 1
    assert "cannot be reached" in capsys.readouterr().err


def test_an_unknown_name_is_wrong_usage(
    hub: FakeHub, lumen: Callable[..., int], capsys: pytest.CaptureFixture
) -> None:
    for action in ("download", "remove"):
        assert lumen(action, "tiny", "hugo") == 2
        assert "no model of that name" in capsys.readouterr().err
    assert hub.requests == []
    with pytest.raises(SystemExit) as caught:
        lumen("download")
    assert caught.value.code == 2


def test_a_folder_that_cannot_be_used_is_told(
    hub: FakeHub,
    lumen: Callable[..., int],
    capsys: pytest.CaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lumen("download", "tiny")

    def fail(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("shutil.rmtree", fail)
    assert lumen("remove", "tiny") == 1
    assert "Permission denied" in capsys.readouterr().err


def test_ctrl_c_keeps_the_part_and_says_how_to_go_on(
    hub: FakeHub,
    lumen: Callable[..., int],
    capsys: pytest.CaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub.script("model.bin", Stall(after=200_000))
    show = models._show

    def show_and_press(handle: DownloadHandle, *shown: object) -> None:
        show(handle, *shown)
        if handle.progress.received_bytes:
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as pressing:
        pressing.setattr(models, "_show", show_and_press)
        assert lumen("download", "tiny", "base") == 130
    told = capsys.readouterr().err
    assert "Cancelled." in told
    assert "lumen models download whisper-tiny" in told
    assert not hub.asked("tokenizer.json")
    lumen("list")
    assert "begun" in capsys.readouterr().out
    assert lumen("download", "tiny") == 0
    assert hub.asked("model.bin")[-1].range != ""


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_500, "1.5 kB"),
        (148e6, "148 MB"),
        (1.62e9, "1.6 GB"),
    ],
)
def test_sizes_are_said_in_words(count: float, words: str) -> None:
    assert models.size_in_words(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min 01 s")]
)
def test_times_are_said_in_words(seconds: float, words: str) -> None:
    assert models._time_in_words(seconds) == words
