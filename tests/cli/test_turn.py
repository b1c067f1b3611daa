"""Whole spoken turns from a file to a file, by what needs no download."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fake_ollama import FakeOllama, Fault
from lumen.__main__ import main
from lumen.cli.files import beside, check_question, check_target
from lumen.cli.turn import SOUNDS, patience
from lumen.core.errors import InputError
from lumen.ui.avatar_film import render_film

Record = Callable[[str], Path]


def sound_of(path: Path) -> tuple[float, float]:
    """Seconds and loudest sample, 0 to 1, of a WAV."""
    with wave.open(str(path)) as file:
        frames, rate_hz = file.getnframes(), file.getframerate()
        samples = np.frombuffer(file.readframes(frames), "<i2")
    return frames / rate_hz, float(np.abs(samples).max(initial=0)) / 32_768


def test_a_question_is_answered_aloud(
    spoken: Record, tmp_path: Path, capsys: pytest.CaptureFixture
):
    reply = tmp_path / "reply.wav"
    question = spoken("tell me a joke")
    assert main(["turn", "--audio", str(question), "--out", str(reply)]) == 0
    shown = capsys.readouterr()
    assert "You:    tell me a joke\nLumen:  " in shown.out
    assert f"        Written: {reply}\n" in shown.out
    assert "\nRecognised by embedded, answered by essential, spoken by " in shown.out
    assert "end_of_utterance_delay" in shown.out
    assert shown.err == ""
    seconds, loudest = sound_of(reply)
    assert seconds > 1.0
    assert loudest > 0.05


def test_json_tells_everything(spoken: Record, capsys: pytest.CaptureFixture):
    assert main(["turn", "--audio", str(spoken("what time is it")), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["transcript"] == "what time is it"
    assert told["confidence"] > 0.5
    assert (told["rejected"], told["problems"]) == (False, [])
    assert (told["recognizer"], told["provider"]) == ("embedded", "essential")
    assert told["synthesizer"] in {"flite", "espeak"}
    assert told["language"] == "en"
    assert told["reply"]
    assert (told["out"], told["video"]) == (None, None)
    assert {"end_of_utterance_delay", "transcription_delay", "ttft", "ttfa"} <= set(
        told["seconds"]
    )
    assert all(seconds >= 0 for seconds in told["seconds"].values())


def test_words_that_are_not_known_are_owned_up_to(
    spoken: Record, capsys: pytest.CaptureFixture
):
    question = spoken("the parliament of owls convened beneath a violet moon")
    assert main(["turn", "--audio", str(question)]) == 0
    shown = capsys.readouterr().out
    assert "You:    (words that I do not know)" in shown
    assert "Lumen:  (nothing)" not in shown


@pytest.mark.parametrize("option", ["", "--out", "--video"])
def test_silence_is_told_and_fails(
    option: str, spoken: Record, tmp_path: Path, capsys: pytest.CaptureFixture
):
    target = tmp_path / ("film.mp4" if option == "--video" else "reply.wav")
    question = spoken("")
    more = [option, str(target)] if option else []
    assert main(["turn", "--audio", str(question), *more]) == 1
    shown = capsys.readouterr()
    assert shown.out == "You:    (no words)\nLumen:  (nothing)\n"
    assert "There is no speech in “silence.wav”" in shown.err
    assert "dBFS" in shown.err
    assert "talk key" not in shown.err
    assert ("was not written: nothing was said aloud" in shown.err) == bool(option)
    assert sorted(tmp_path.glob("*.*")) == [question]


def test_without_a_reply_an_earlier_file_stays(
    spoken: Record, tmp_path: Path, capsys: pytest.CaptureFixture
):
    earlier = tmp_path / "reply.wav"
    earlier.write_bytes(b"earlier")
    words = ["--audio", str(spoken("")), "--out", str(earlier), "--json"]
    assert main(["turn", *words]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["out"] is None
    assert any("unchanged" in problem for problem in told["problems"])
    assert earlier.read_bytes() == b"earlier"


def test_a_link_to_a_file_stays_a_link(spoken: Record, tmp_path: Path):
    (tmp_path / "replies").mkdir()
    link = tmp_path / "reply.wav"
    link.symlink_to(tmp_path / "replies" / "first.wav")
    question = spoken("tell me a joke")
    assert main(["turn", "--audio", str(question), "--out", str(link)]) == 0
    assert link.is_symlink()
    assert sound_of(tmp_path / "replies" / "first.wav")[0] > 1.0
    assert len(list((tmp_path / "replies").iterdir())) == 1


def test_a_recording_without_a_single_sample_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture
):
    empty = tmp_path / "empty.wav"
    with wave.open(str(empty), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
    assert main(["turn", "--audio", str(empty), "--json"]) == 1
    shown = capsys.readouterr()
    said = shown.out + shown.err
    assert "There is no speech" in said or "cannot be read" in said


@pytest.mark.parametrize("content", [b"", b"these are words, not sound" * 99])
def test_what_is_no_recording_is_told(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture
):
    path = tmp_path / "question.wav"
    path.write_bytes(content)
    assert main(["turn", "--audio", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("lumen: “question.wav” cannot be read as a sound file: ")
    assert "Error" not in told
    assert "Check the path" in told


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (nothing, "There is no file"),
        (a_folder, "is a folder"),
        (a_pipe, "not a regular file"),
    ],
)
def test_what_cannot_be_a_question_is_told_at_once(
    make: Callable[[Path], None],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
    never: None,
):
    path = tmp_path / "question.wav"
    make(path)
    assert main(["turn", "--audio", str(path)]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert str(path) in told
    assert "Error" not in told


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may have been begun."""

    def begun(*_arguments: object, **_more: object) -> None:
        pytest.fail("the turn was begun")

    monkeypatch.setattr("lumen.bootstrap.lay_foundation", begun)


@pytest.mark.parametrize(
    ("option", "name", "words"),
    [
        ("--out", "nowhere/reply.wav", "nowhere” is not there"),
        ("--video", "nowhere/reply.mp4", "nowhere” is not there"),
        ("--out", ".", "is a folder"),
        ("--video", ".", "is a folder"),
        ("--out", "reply.mp3", "ends in .wav"),
        ("--out", "reply", "has no ending"),
        ("--video", "a.xyz", "ends in .mp4, .webm, .mkv, .mov or .m4v"),
        ("--out", "pipe.wav", "not a regular file"),
        ("--out", "silence.wav", "overwrite"),
        ("--out", "other/../silence.wav", "overwrite"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_runs(
    option: str,
    name: str,
    words: str,
    spoken: Record,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
    never: None,
):
    question = spoken("")
    before = question.read_bytes()
    (tmp_path / "other").mkdir()
    os.mkfifo(tmp_path / "pipe.wav")
    target = f"{tmp_path}/{name}"
    assert main(["turn", "--audio", str(question), option, target]) == 1
    told = capsys.readouterr()
    assert told.err.startswith(f"lumen: {option}: ")
    assert words in told.err
    assert told.out == ""
    assert question.read_bytes() == before


def test_a_folder_of_others_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lumen.cli.files.os.access", lambda *_: False)
    with pytest.raises(InputError) as caught:
        check_target("--out", tmp_path / "reply.wav", SOUNDS)
    assert "may not write" in caught.value.what
    question = tmp_path / "question.wav"
    question.touch()
    with pytest.raises(InputError) as caught:
        check_question(question)
    assert "may not be read" in caught.value.what


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(**_arguments: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("lumen.cli.files.tempfile.mkdtemp", full)
    with pytest.raises(InputError) as caught, beside(tmp_path / "reply.wav"):
        pytest.fail("there is no place")
    assert "No space left" in caught.value.what


def test_a_language_model_answers(
    spoken: Record,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
):
    reply = tmp_path / "reply.wav"
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    with FakeOllama() as server:
        server.say("[happy] Nothing weighs less than a joke.")
        monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", server.url)
        question = spoken("tell me a joke")
        words = ["--audio", str(question), "--out", str(reply), "--json"]
        assert main(["turn", *words]) == 0
        (asked,) = [r for r in server.asked("/api/chat") if r.body.get("messages")]
    told = json.loads(capsys.readouterr().out)
    assert told["reply"] == "Nothing weighs less than a joke."
    assert told["provider"].startswith("ollama")
    assert told["problems"] == []
    assert sound_of(reply)[1] > 0.05
    assert not asked.cancelled


def test_a_model_that_breaks_off_is_told(
    spoken: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    with FakeOllama() as server:
        server.say("This is the first sentence. Here", fault=Fault.RESET, after=6)
        monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", server.url)
        question = spoken("tell me a joke")
        main(["turn", "--audio", str(question), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert len(told["problems"]) == 1
    assert told["reply"].startswith("This is")


def test_a_server_that_is_not_there_is_told_and_done_without(
    spoken: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", "http://127.0.0.1:9")
    assert main(["turn", "--audio", str(spoken("tell me a joke"))]) == 0
    shown = capsys.readouterr()
    assert "127.0.0.1" in shown.err
    assert "essential" in shown.out


def test_the_answer_is_filmed(
    spoken: Record,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
):
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    film, timelines = tmp_path / "film.mp4", []

    def small(path: Path, timeline: object, **more: object) -> object:
        timelines.append(timeline)
        return render_film(path, timeline, size=(96, 128), fps=5, **more)

    monkeypatch.setattr("lumen.cli.film.render_film", small)
    question = spoken("what time is it")
    words = ["turn", "--audio", str(question), "--video", str(film), "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["video"] == str(film)
    probed = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_streams", str(film)],
        capture_output=True,
        text=True,
        check=True,
    )
    kinds = {s["codec_type"]: s for s in json.loads(probed.stdout)["streams"]}
    assert set(kinds) == {"video", "audio"}
    (timeline,) = timelines
    assert float(kinds["video"]["duration"]) == pytest.approx(timeline.length, abs=0.5)
    assert np.abs(timeline.samples).max() > 0.05
    before, after = timeline.samples[:12_000], timeline.samples[-12_000:]
    assert not before.any()
    assert not after.any()


def test_there_is_no_film_of_silence(tmp_path: Path):
    from lumen.cli.film import film_turn

    with pytest.raises(InputError) as caught:
        film_turn(tmp_path / "film.mp4", [], [])
    assert "nothing was said" in caught.value.what


def test_a_turn_without_an_end_is_given_up(
    spoken: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setattr("lumen.cli.turn._TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr("lumen.cli.turn._TIMEOUT_FACTOR", 0.0)
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "ollama")
    with FakeOllama() as server:
        server.say("Late.", ttft=30.0)
        monkeypatch.setenv("LUMEN_THINKING__OLLAMA_HOST", server.url)
        question = spoken("tell me a joke")
        assert main(["turn", "--audio", str(question)]) == 1
    assert "did not come to its end" in capsys.readouterr().err
    assert "lumen-loop" not in {thread.name for thread in threading.enumerate()}


def test_longer_questions_are_given_longer():
    assert patience(0.0) == 180.0
    assert patience(600.0) > 3_600.0


@pytest.mark.parametrize("film", [False, True])
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_ends_it_and_leaves_no_half_file(
    number: signal.Signals,
    status: int,
    film: bool,
    spoken: Record,
    tmp_path: Path,
    home: Path,
):
    if film and shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    folder = tmp_path / "replies"
    folder.mkdir()
    question = spoken("tell me a joke")
    words = ["--audio", str(question), "--out", str(folder / "reply.wav")]
    if film:
        words += ["--video", str(folder / "film.mp4")]
    with FakeOllama() as server:
        server.say("This is a reply.", ttft=0.0 if film else 60.0)
        running = subprocess.Popen(
            [sys.executable, "-m", "lumen", "turn", *words],
            env=os.environ
            | {
                "LUMEN_THINKING__PROVIDER": "ollama",
                "LUMEN_THINKING__OLLAMA_HOST": server.url,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        if film:
            while not list(folder.glob(".film.unfinished*")):
                assert running.poll() is None
                time.sleep(0.01)
        else:
            server.wait_asked("/api/chat", 1)
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (status, "", "")
    assert [path.name for path in folder.iterdir()] == (["reply.wav"] if film else [])


def test_a_reply_that_cannot_be_written_at_the_end_is_told(
    spoken: Record, tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch
):
    writes = iter([True])

    def full(*_arguments: object) -> None:
        if not next(writes, False):  # the empty file at the beginning still fits
            raise InputError("The disk is full.", "Make room.")

    monkeypatch.setattr("lumen.audio.wave._write", full)
    question = spoken("")
    arguments = ["turn", "--audio", str(question), "--out", str(tmp_path / "a.wav")]
    assert main(arguments) == 1
    assert "The disk is full." in capsys.readouterr().err
