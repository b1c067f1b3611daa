"""One command for the players of the desktop, on players that are made up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes import FakePlayer, FakePlayers
from lumen.__main__ import main
from lumen.core.clock import MonotonicClock
from lumen.core.media import Feature, PlaybackStatus
from lumen.core.units import Seconds

Capture = pytest.CaptureFixture[str]
Desktop = Callable[..., list[FakePlayer]]


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """Have these players run, instead of those on the bus."""

    def start(*names: str) -> list[FakePlayer]:
        clock = MonotonicClock()
        made = [FakePlayer(clock, name, name.lower()) for name in names]
        players = FakePlayers(*made)
        monkeypatch.setattr(
            "lumen.media.mpris.MprisPlayers", lambda _clock, on_notice: players
        )
        return made

    return start


def say(capsys: Capture, *words: str) -> tuple[int, dict]:
    status = main(["say", "--json", *words])
    return status, json.loads(capsys.readouterr().out)


def test_a_command_is_done_and_told(desktop: Desktop, capsys: Capture):
    (player,) = desktop("VLC")
    player.position, player.status = Seconds(100), PlaybackStatus.PAUSED
    player.changed()
    status, told = say(capsys, "go back a minute and a half")
    assert status == 0
    assert player.position == 10
    assert list(told) == [
        "text", "status", "answer", "commands", "results", "milliseconds",
    ]  # fmt: skip
    assert told["text"] == "go back a minute and a half"
    assert told["status"] == "done"
    (command,) = told["commands"]
    assert list(command) == [
        "intent", "slots", "confidence", "verdict", "player", "before", "after",
        "text", "milliseconds",
    ]  # fmt: skip
    assert command["intent"] == "seek_content"
    assert command["slots"] == {"seek_offset": -90.0}
    assert command["confidence"] >= 0.85
    assert command["player"] == "VLC"
    assert (command["before"], command["after"]) == ("1:40", "0:10")
    assert command["text"]
    assert set(told["milliseconds"]) == {"getting_ready", "understanding", "doing"}


def test_it_is_printed_for_people(desktop: Desktop, capsys: Capture):
    desktop("VLC")
    assert main(["say", "set", "the", "volume", "to", "40", "percent"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "intent      adjust_volume"
    assert lines[1] == "slots       volume_level 40"
    assert lines[2].startswith("confidence  0.9")
    assert lines[3:6] == [
        "player      VLC",
        "before      50 %",
        "after       40 %",
    ]
    assert lines[6].startswith("result      done: ")
    assert lines[-1].startswith("ready in ")
    assert "understood in" in lines[-1]


def test_each_command_of_a_sentence_has_a_block(desktop: Desktop, capsys: Capture):
    (player,) = desktop("VLC")
    assert main(["say", "pause and mute"]) == 0
    shown = capsys.readouterr().out
    assert [
        line.split()[1] for line in shown.splitlines() if line.startswith("intent")
    ] == ["pause_playback", "adjust_volume"]
    assert "mute on" in shown
    assert player.status is PlaybackStatus.PAUSED
    assert player.volume == 0


def test_the_named_player_is_meant(desktop: Desktop, capsys: Capture):
    vlc, mpv = desktop("VLC", "mpv")
    status, told = say(capsys, "--player", "mpv", "pause and mute")
    assert status == 0
    assert {command["player"] for command in told["commands"]} == {"mpv"}
    assert vlc.status is PlaybackStatus.PLAYING
    assert mpv.status is PlaybackStatus.PAUSED


def test_a_name_in_the_sentence_goes_first(desktop: Desktop, capsys: Capture):
    vlc, mpv = desktop("VLC", "mpv")
    assert say(capsys, "--player", "mpv", "pause vlc")[0] == 0
    assert vlc.status is PlaybackStatus.PAUSED
    assert mpv.status is PlaybackStatus.PLAYING


def test_nobody_of_that_name(desktop: Desktop, capsys: Capture):
    desktop("VLC")
    status, told = say(capsys, "--player", "winamp", "pause")
    assert (status, told["status"]) == (4, "no_player")
    assert "VLC runs" in told["answer"]


def test_a_question_is_not_done_at_all(desktop: Desktop, capsys: Capture):
    players = desktop("VLC", "mpv")
    status, told = say(capsys, "pause and mute")
    assert (status, told["status"]) == (5, "unclear")
    assert [c["verdict"] for c in told["commands"]] == ["unclear", "skipped"]
    assert "VLC" in told["answer"]
    assert all(player.status is PlaybackStatus.PLAYING for player in players)


def test_partly_is_done(desktop: Desktop, capsys: Capture):
    desktop("VLC")
    status, told = say(capsys, "go back ten minutes")
    assert (status, told["status"]) == (0, "partly")


def test_what_the_player_cannot_is_refused(desktop: Desktop, capsys: Capture):
    (player,) = desktop("VLC")
    player.abilities -= {Feature.SPEED}
    player.changed()
    status, told = say(capsys, "double speed")
    assert (status, told["status"]) == (4, "refused")
    assert "VLC" in told["answer"]


@pytest.mark.parametrize("words", ["pause", "louder", "what is playing"])
def test_no_player(desktop: Desktop, capsys: Capture, words: str):
    desktop()
    status, told = say(capsys, words)
    assert (status, told["status"]) == (4, "no_player")
    assert "No player" in told["answer"]


def test_what_is_playing(desktop: Desktop, capsys: Capture):
    desktop("VLC")
    status, told = say(capsys, "what is playing")
    assert (status, told["status"]) == (0, "done")
    assert "Song 2" in told["answer"]
    assert told["commands"][0]["text"] == told["answer"]
    assert told["commands"][0]["player"] == "VLC"


def test_some_of_a_sentence_is_only_told(desktop: Desktop, capsys: Capture):
    desktop("VLC")
    assert main(["say", "pause and tell me what is playing"]) == 0
    assert "Song 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        "set a timer for ten minutes",
        "undo",
        "like this song",
        "pause and like this",
        "pause in ten minutes",
        "sleep timer for ten minutes",
        "turn it down and pause in ten minutes",
    ],
)
def test_what_lasts_needs_a_running_lumen(
    desktop: Desktop, capsys: Capture, words: str
):
    (player,) = desktop("VLC")
    status, told = say(capsys, words)
    assert (status, told["status"]) == (4, "refused")
    assert told["answer"] == (
        "Only a Lumen that keeps running can do that. Open it with “lumen”, and say it "
        "there."
    )
    assert player.status is PlaybackStatus.PLAYING


@pytest.mark.parametrize(
    "words", ["let's pause and think about life", "tell me a joke", "what time is it"]
)
def test_conversation_is_not_understood(desktop: Desktop, capsys: Capture, words: str):
    (player,) = desktop("VLC")
    status, told = say(capsys, words)
    assert (status, told["status"]) == (5, "unknown")
    assert "lumen chat" in told["answer"]
    assert [call for call in player.asked if call[0] != "read"] == []
    assert main(["say", words]) == 5


def test_what_is_doubtful_is_not_done(
    desktop: Desktop, capsys: Capture, monkeypatch: pytest.MonkeyPatch
):
    from lumen.core.intent import Intent

    (player,) = desktop("VLC")
    found = (Intent("pause_playback", confidence=0.6),)
    monkeypatch.setattr("lumen.understanding.understand", lambda *_: found)
    status, told = say(capsys, "a bit much")
    assert (status, told["status"]) == (5, "unclear")
    assert told["answer"].startswith("Perhaps you want me to pause.")
    assert player.status is PlaybackStatus.PLAYING


def test_nothing_in_the_library(desktop: Desktop, capsys: Capture):
    desktop("VLC")
    status, told = say(capsys, "play the album Dark Side of the Moon")
    assert (status, told["status"]) == (4, "refused")


def test_a_title_is_opened(desktop: Desktop, library: Path, capsys: Capture):
    (player,) = desktop("VLC")
    status, told = say(capsys, "play karma police")
    assert (status, told["status"]) == (0, "done")
    assert told["commands"][0]["player"] == "VLC"
    assert player.tracks[-1].url.endswith("Karma%20Police.mp3")


def test_a_title_to_go_on_with_is_opened(
    desktop: Desktop, library: Path, capsys: Capture
):
    (player,) = desktop("VLC")
    status, told = say(capsys, "resume karma police")
    assert (status, told["status"]) == (0, "done")
    assert told["commands"][0]["intent"] == "resume_playback"
    assert told["commands"][0]["player"] == "VLC"
    assert player.tracks[-1].url.endswith("Karma%20Police.mp3")


def test_several_titles_to_go_on_with_are_listed(
    desktop: Desktop, library: Path, capsys: Capture
):
    desktop("VLC")
    status, told = say(capsys, "resume blue and mute")
    assert (status, told["status"]) == (5, "unclear")
    assert [c["verdict"] for c in told["commands"]] == ["unclear", "done"]


def test_several_titles_are_listed_and_none_is_played(
    desktop: Desktop, library: Path, capsys: Capture
):
    (player,) = desktop("VLC")
    status, told = say(capsys, "play blue")
    assert (status, told["status"]) == (5, "unclear")
    titles = [result["title"] for result in told["results"]]
    assert sorted(titles) == ["Blue Monday", "Blue Sunday"]
    assert len(player.tracks) == 3


def test_what_was_found_is_listed(desktop: Desktop, library: Path, capsys: Capture):
    desktop("VLC")
    assert main(["say", "search for karma police"]) == 0
    assert "  1. Karma Police\n" in capsys.readouterr().out


def test_what_is_to_begin_later_begins_in_no_lumen(
    desktop: Desktop, library: Path, capsys: Capture
):
    (player,) = desktop("VLC")
    status, told = say(capsys, "play karma police in ten minutes")
    assert (status, told["status"]) == (4, "refused")
    assert told["answer"] == (
        "Later, I can only pause or change what plays. Ask me again in 10 minutes."
    )
    assert len(player.tracks) == 3


def test_favourites_are_those_of_the_running_lumen(desktop: Desktop, capsys: Capture):
    desktop("VLC")
    status, told = say(capsys, "play my favourites")
    assert (status, told["status"]) == (4, "refused")
    assert "Only a Lumen that keeps running" in told["answer"]


HEAVY = (
    "PySide6", "numpy", "onnxruntime", "keyring", "pydantic", "rapidfuzz", "mutagen",
    "cryptography", "ollama", "httpx", "platformdirs", "lumen.room", "lumen.companion",
    "lumen.bootstrap", "lumen.media.library.library", "lumen.cli.chat",
)  # fmt: skip


def test_a_plain_command_loads_nothing_that_it_does_not_need(tmp_path: Path):
    code = (
        "import sys; from lumen.__main__ import main; main(['say', 'pause']);"
        "print(*sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/no"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = ran.stdout.split()
    assert "lumen.media.desk" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_without_a_bus_it_says_so(capsys: Capture):
    assert main(["say", "pause"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "no session bus" in told.err


def test_without_a_bus_conversation_is_still_not_understood(capsys: Capture):
    assert main(["say", "tell me a joke"]) == 5


def test_nothing_said(capsys: Capture):
    assert main(["say", " "]) == 1
    assert 'lumen say "pause"' in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["say"])
    assert ended.value.code == 2


def test_nothing_is_kept(desktop: Desktop, home: Path, capsys: Capture):
    desktop("VLC")
    say(capsys, "pause")
    assert not list(home.rglob("history*"))
    assert not list(home.rglob("lowered*"))


def test_it_explains_itself(capsys: Capture):
    with pytest.raises(SystemExit) as ended:
        main(["say", "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "exit status:\n  0  " in shown
    for word in ("--player", "--json", "  4  ", "  5  ", "lumen say"):
        assert word in shown


def test_a_slow_refusal_is_told_once(desktop: Desktop, capsys: Capture):
    (player,) = desktop("VLC")
    player.lies = frozenset({Feature.PAUSE})
    status, told = say(capsys, "pause")
    assert status != 0
    (command,) = told["commands"]  # not also that it was waited for
    assert command["verdict"] == "refused"
    assert "did not do it" in command["text"]
