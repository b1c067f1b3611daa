"""`lumen avatar`: a picture of every face, a film of a sentence, numbers of a life."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import wave
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from lumen.__main__ import main
from lumen.core.assets import asset
from lumen.core.expression import Viseme
from lumen.core.turn import Phase
from lumen.ui.avatar_film import Film, FilmTimeline, render_film


def test_a_sheet_of_every_face(qapp, tmp_path: Path, capsys):
    out = tmp_path / "faces.png"
    assert main(["avatar", "sheet", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert QImage(str(out)).width() > 1000


def test_a_sheet_of_chosen_parts(qapp, tmp_path: Path):
    out = tmp_path / "faces.png"
    chosen = ["--parts", "visemes,wardrobe", "--side", "40", "--theme", "dark"]
    worn = ["--palette", "Moon", "--hair", "long", "--sight", "grey"]
    assert main(["avatar", "sheet", str(out), *chosen, *worn]) == 0
    picture = QImage(str(out))
    assert picture.width() == 800  # four palettes, as wide as a bust at least
    assert picture.height() == 3 * 40 + 2 * 266 + 2 * 22  # and a title for each


@pytest.mark.parametrize(
    "wrong",
    [
        ["--parts", "visemes,feet"], ["--side", "4"], ["--side", "9999"],
        ["--palette", "Plaid"], ["--hair", "beehive"], ["--outfit", "armour"],
    ],
)  # fmt: skip
def test_a_sheet_of_what_is_not_there(wrong, qapp, tmp_path: Path, capsys):
    out = tmp_path / "faces.png"
    assert main(["avatar", "sheet", str(out), *wrong]) == 1
    assert "Choose --" in capsys.readouterr().err
    assert not out.exists()


def test_a_sheet_that_cannot_be_written(
    qapp, tmp_path: Path, capsys: pytest.CaptureFixture
):
    assert main(["avatar", "sheet", str(tmp_path / "no" / "faces.png")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_picture_for_which_there_is_no_room_leaves_the_one_before(
    qapp, tmp_path: Path, capsys: pytest.CaptureFixture
):
    out = tmp_path / "faces.png"
    out.write_bytes(b"the one before")
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, allowed[1]))
    try:
        small = ["--parts", "heads", "--side", "40"]
        assert main(["avatar", "sheet", str(out), *small]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
        signal.signal(signal.SIGXFSZ, ignored)
    assert "disk with room" in capsys.readouterr().err
    assert [f.read_bytes() for f in tmp_path.glob("faces*")] == [b"the one before"]


def frames_of(path: Path) -> tuple[set[str], int]:
    """Kinds of streams in a film, and how many pictures it has."""
    found = subprocess.run(
        [
            *("ffprobe", "-v", "error", "-count_frames", "-show_entries"),
            "stream=codec_type,nb_read_frames",
            *("-of", "json", str(path)),
        ],
        check=True,
        capture_output=True,
    )
    streams = json.loads(found.stdout)["streams"]
    kinds = {stream["codec_type"]: int(stream["nb_read_frames"]) for stream in streams}
    return set(kinds), kinds["video"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[FilmTimeline]:
    """Films of small pictures, and the timelines they were made of."""
    made: list[FilmTimeline] = []

    def render(path: Path, timeline: FilmTimeline, **options) -> Film:
        made.append(timeline)
        return render_film(path, timeline, size=(64, 64), fps=10, **options)

    monkeypatch.setattr("lumen.cli.film.render_film", render)
    return made


SAY = ["avatar", "render", "--say", "Peter bought a big blue boat"]


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_a_film_of_a_sentence_has_pictures_and_sound(
    qapp, small: list[FilmTimeline], tmp_path: Path, capsys: pytest.CaptureFixture
):
    out = tmp_path / "clip.mp4"
    assert main([*SAY, "--expression", "happy", "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    kinds, frames = frames_of(out)
    assert kinds == {"video", "audio"}
    assert frames == pytest.approx(10 * small[0].length, abs=2)
    (start, clip), (at, felt, _) = small[0].clips[0], small[0].expressions[0]
    assert felt == "happy"
    assert at < start
    assert [phase for _, phase in small[0].phases] == [Phase.SPEAKING, Phase.IDLE]
    assert Viseme.PP in {span.viseme for span in clip.visemes}


def test_without_ffmpeg_it_is_pictures_beside_the_sound(
    qapp,
    small: list[FilmTimeline],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
):
    monkeypatch.setattr("lumen.ui.avatar_film.shutil.which", lambda _name: None)
    out = tmp_path / "clip.mp4"
    options = ["--expression", "curious", "--rate", "1.4", "--by-ear"]
    assert main([*SAY, *options, "--out", str(out)]) == 0
    folder = tmp_path / "clip_frames"
    assert len(list(folder.glob("*.png"))) > 10
    with wave.open(str(folder / "reply.wav")) as sound:
        assert sound.getnframes() > sound.getframerate()
    assert small[0].clips[0][1].visemes == ()
    assert "ffmpeg is not installed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--expression", "grumpy", "--out", "OUT/a.mp4"], "curious"),
        (["--rate", "9", "--out", "OUT/a.mp4"], "0.5 to 2"),
        (["--rate", "nan", "--out", "OUT/a.mp4"], "0.5 to 2"),
        (["--say", "  ", "--out", "OUT/a.mp4"], "nothing to say"),
        (["--say", "long " * 200, "--out", "OUT/a.mp4"], "too long"),
        (["--out", "OUT/no/a.mp4"], "not there"),
        (["--out", "OUT/a.txt"], ".mp4"),
    ],
)
def test_what_makes_no_film_is_said(
    qapp,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
    options: list[str],
    named: str,
):
    given = [option.replace("OUT", str(tmp_path)) for option in options]
    assert main([*SAY, *given]) == 1
    assert named in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_numbers_of_a_life(capsys: pytest.CaptureFixture):
    code = main(["avatar", "stats", "--minutes", "0.5"])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("idle       blinks") for line in lines)
    assert any("Carpenter" in line for line in lines)
    assert code == (1 if any(" OUT " in line for line in lines) else 0)


def test_the_numbers_of_a_life_as_json(capsys: pytest.CaptureFixture):
    code = main(["avatar", "stats", "--minutes", "0.2", "--seed", "3", "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert {"name", "activity", "value", "unit", "low", "high", "met"} <= set(rows[0])
    assert code == (0 if all(row["met"] for row in rows) else 1)


def test_another_character_is_a_folder(
    qapp, small: list[FilmTimeline], tmp_path: Path, capsys: pytest.CaptureFixture
):
    folder = tmp_path / "nox"
    folder.mkdir()
    own = asset("characters", "lumen")
    for file in own.iterdir():
        text = file.read_text("utf-8").replace("[extras.proud]", "[extras.smug]")
        (folder / file.name).write_text(text, "utf-8")
    options = ["--character", str(folder), "--expression", "smug"]
    assert main([*SAY, *options, "--out", str(tmp_path / "clip.mp4")]) == 0
    assert small[0].expressions[0][1] == "smug"
    main(["avatar", "stats", "--minutes", "0.1", "--character", str(folder)])
    (folder / "rig.toml").write_text("name = 3", "utf-8")
    capsys.readouterr()
    assert main(["avatar", "stats", "--character", str(folder)]) == 1
    assert "rig" in capsys.readouterr().err


@pytest.mark.parametrize("minutes", ["0", "-1", "nan", "1e9"])
def test_no_such_length_of_life(capsys: pytest.CaptureFixture, minutes: str):
    assert main(["avatar", "stats", f"--minutes={minutes}"]) == 1
    assert "--minutes" in capsys.readouterr().err
