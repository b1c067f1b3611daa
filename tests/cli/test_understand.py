from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from lumen.__main__ import main
from lumen.cli.understand import answer_lines


def test_a_sentence_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", "pause and turn it down"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["intent"] for one in found] == ["pause_playback", "adjust_volume"]


def test_conversation_is_told_by_the_exit_status(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["understand", "let's pause and think about life"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["intent"] == "unknown"


@pytest.mark.parametrize("given", [[], [" "]])
def test_no_sentence_gets_a_clear_message(
    given: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(["understand", *given]) == 1
    said = capsys.readouterr()
    assert (said.out, "nothing to understand" in said.err) == ("", True)


@pytest.mark.parametrize(
    "line",
    [
        "{", "[1, 2]", '{"text": 5}', '{"txt": "pause"}', "null", "pause",
        "[" * 100_000, '{"text": "' + "a" * 1_100_000 + '"}',
    ],
)  # fmt: skip
def test_a_bad_line_gets_an_error_and_the_next_is_answered(line: str) -> None:
    out = io.StringIO()
    answer_lines([line + "\n", "\n", '{"text": "mute"}\n'], out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert set(first) == {"error"}
    assert second == {
        "intent": "adjust_volume", "entities": {"mute": True}, "confidence": 0.97,
    }  # fmt: skip


def test_all_commands_of_a_line() -> None:
    out = io.StringIO()
    answer_lines(['{"text": "go back 10 seconds and mute"}'], out, every=True)
    found = json.loads(out.getvalue())
    assert [one["intent"] for one in found] == ["seek_content", "adjust_volume"]


def test_the_process_answers_each_line_before_the_next_is_sent() -> None:
    command = [sys.executable, "-m", "lumen", "understand", "--jsonl"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for text, intent in (
            ("nächstes", "unknown"),
            ("next song", "next_episode"),
            ("\ud83d\ude00 \x00", "unknown"),
            ("louder", "adjust_volume"),
        ):
            process.stdin.write(json.dumps({"text": text}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["intent"] == intent
        process.stdin.write("no json\n")
        process.stdin.flush()
        assert "error" in json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == ""
