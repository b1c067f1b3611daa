"""Films: right length, right size, with sound; pictures where ffmpeg is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from fakes import ToneSynthesizer
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, InputError
from lumen.core.expression import Expression
from lumen.core.speech import Sentence, SpeechStyle
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.ui import avatar_film
from lumen.ui.avatar_film import Film, FilmTimeline, render_film

SIZE = (72, 97)
needs_ffmpeg = pytest.mark.skipif(
    shutil.which("ffmpeg") is None, reason="ffmpeg is not installed"
)


def timeline(length: float = 1.0) -> FilmTimeline:
    clip = ToneSynthesizer().synthesize(
        Sentence(0, "one two", "one two"), SpeechStyle(), CancellationToken()
    )
    sound = np.zeros(int(length * clip.rate_hz), np.float32)
    start = int(0.5 * clip.rate_hz)
    sound[start : start + len(clip.samples)] = clip.samples
    return FilmTimeline(
        Seconds(length),
        clips=((Seconds(0.5), clip),),
        phases=((Seconds(0.0), Phase.THINKING), (Seconds(0.5), Phase.SPEAKING)),
        expressions=((Seconds(0.5), Expression.HAPPY, 0.8),),
        samples=sound,
        rate_hz=clip.rate_hz,
    )


def test_what_is_heard_when() -> None:
    film = timeline()
    assert film.heard(Seconds(0.4)) is None
    heard = film.heard(Seconds(0.6))
    assert heard is not None
    assert heard.position == pytest.approx(0.1)
    assert film.heard(Seconds(0.9)) is None


@needs_ffmpeg
@pytest.mark.parametrize("ending", [".mp4", ".mkv"])
def test_a_film_has_its_length_size_and_sound(tmp_path: Path, ending: str) -> None:
    told: list[float] = []
    out = tmp_path / "new" / f"turn{ending}"
    film = render_film(out, timeline(), size=SIZE, fps=10, on_progress=told.append)
    assert film == Film(out, 10, is_video=True)
    assert told == pytest.approx([0.1 * n for n in range(1, 11)])
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", out],
        capture_output=True,
        check=True,
    )
    found = json.loads(probe.stdout)
    kinds = {stream["codec_type"]: stream for stream in found["streams"]}
    assert (kinds["video"]["width"], kinds["video"]["height"]) == (72, 96)
    assert "audio" in kinds
    assert float(found["format"]["duration"]) == pytest.approx(1.0, abs=0.15)
    assert [path.name for path in out.parent.iterdir()] == [out.name]


@needs_ffmpeg
def test_a_film_without_sound(tmp_path: Path) -> None:
    silent = FilmTimeline(Seconds(0.3))
    film = render_film(tmp_path / "turn.mp4", silent, size=SIZE, fps=10)
    assert film.frames == 3
    assert film.path.stat().st_size > 500


@needs_ffmpeg
def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="could not be written") as caught:
        render_film(tmp_path / "turn.nothing", timeline(3.0), size=SIZE, fps=10)
    assert ".mp4" in caught.value.advice
    assert not list(tmp_path.iterdir())


@needs_ffmpeg
def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    cancel = CancellationToken()

    def stop(done: float) -> None:
        if done > 0.3:
            cancel.cancel()

    with pytest.raises(Cancelled):
        render_film(
            tmp_path / "turn.mp4", timeline(), size=SIZE, fps=10, on_progress=stop,
            cancel=cancel,
        )  # fmt: skip
    assert not list(tmp_path.iterdir())


@needs_ffmpeg
def test_a_program_that_hangs_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\ncat > /dev/null\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(avatar_film, "_ENDING", -2.9)
    monkeypatch.setattr(avatar_film.shutil, "which", lambda _name: str(slow))
    with pytest.raises(InputError, match="did not end"):
        render_film(tmp_path / "t.mp4", FilmTimeline(Seconds(0.3)), size=SIZE, fps=10)


class TestWithoutFfmpeg:
    @pytest.fixture(autouse=True)
    def nothing_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(avatar_film.shutil, "which", lambda _name: None)

    def test_single_pictures_and_the_sound_are_written(self, tmp_path: Path) -> None:
        film = render_film(tmp_path / "turn.mp4", timeline(), size=SIZE, fps=10)
        assert not film.is_video
        assert "ffmpeg" in film.note
        assert film.path == tmp_path / "turn_frames"
        assert len(list(film.path.glob("frame_*.png"))) == film.frames == 10
        with wave.open(str(film.path / "reply.wav")) as sound:
            assert sound.getnframes() == 8_000
            assert sound.getframerate() == 8_000

    def test_pictures_move(self, tmp_path: Path) -> None:
        film = render_film(tmp_path / "turn.mp4", timeline(), size=SIZE, fps=10)
        frames = {path.read_bytes() for path in film.path.glob("frame_*.png")}
        assert len(frames) > 4

    def test_cancelling_leaves_nothing(self, tmp_path: Path) -> None:
        cancel = CancellationToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            render_film(tmp_path / "t.mp4", timeline(), size=SIZE, cancel=cancel)
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_is_a_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "turn_frames").write_text("x")
        with pytest.raises(InputError, match="could not be written"):
            render_film(tmp_path / "turn.mp4", timeline(), size=SIZE, fps=10)

    def test_a_refused_picture_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(avatar_film.QImage, "save", lambda *_args: False)
        with pytest.raises(InputError, match="refused"):
            render_film(tmp_path / "turn.mp4", timeline(), size=SIZE, fps=10)


@pytest.mark.parametrize(
    ("size", "fps"), [((10, 500), 30), ((500, 9_000), 30), ((72, 96), 0)]
)
def test_films_that_make_no_sense_are_refused(
    tmp_path: Path, size: tuple[int, int], fps: int
) -> None:
    with pytest.raises(InputError):
        render_film(tmp_path / "turn.mp4", timeline(), size=size, fps=fps)
