"""A film's mouth moves with its sound: both are read back from what was written."""

from __future__ import annotations

import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from lumen.__main__ import main
from lumen.ui import avatar_film
from lumen.ui.avatar_film import FPS, SIZE

pytestmark = pytest.mark.integration

SAY = ["--say", "Mama. Papa. Bob. Mama. Papa. Bob."]
MOUTH = (slice(325, 385), slice(195, 285))
DARK = 110
"""Grey below which something in the mouth's place is its inside."""

FARTHEST = 6


def late_by(opening: np.ndarray, loudness: np.ndarray) -> tuple[int, float]:
    """Frames by which the mouth is late, and how alike both are then."""
    inner = slice(FARTHEST, -FARTHEST)
    alike = {
        lag: float(np.corrcoef(np.roll(opening, -lag)[inner], loudness[inner])[0, 1])
        for lag in range(-FARTHEST, FARTHEST + 1)
    }
    best = max(alike, key=lambda lag: alike[lag])
    return best, alike[best]


def loudness_of(samples: np.ndarray, rate_hz: int, frames: int) -> np.ndarray:
    hop = rate_hz / FPS
    spans = (samples[int(i * hop) : int((i + 1) * hop)] for i in range(frames))
    return np.array([np.sqrt(np.mean(span**2)) if len(span) else 0.0 for span in spans])


def opening_of(frames: np.ndarray) -> np.ndarray:
    return (frames[:, *MOUTH] < DARK).mean(axis=(1, 2))


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_the_mouth_of_a_film_moves_with_its_sound(qapp, tmp_path: Path) -> None:
    out = tmp_path / "clip.mp4"
    assert main(["avatar", "render", *SAY, "--out", str(out)]) == 0

    def read(*options: str) -> bytes:
        command = ["ffmpeg", "-v", "error", "-i", str(out), *options, "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout

    width, height = SIZE
    grey = np.frombuffer(read("-f", "rawvideo", "-pix_fmt", "gray"), np.uint8)
    opening = opening_of(grey.reshape(-1, height, width))
    sound = np.frombuffer(read("-f", "s16le", "-ac", "1", "-ar", "24000"), "<i2")
    loudness = loudness_of(sound / 32_768.0, 24_000, len(opening))
    late, alike = late_by(opening, loudness)
    assert abs(late) <= 1
    assert alike > 0.45
    moved, _ = late_by(opening, np.roll(loudness, 4))
    assert abs(moved) > 1  # sound that is late would be noticed


def test_the_mouth_of_single_pictures_moves_with_their_sound(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(avatar_film.shutil, "which", lambda _name: None)
    out = str(tmp_path / "clip.mp4")
    assert main(["avatar", "render", "--say", "Mama. Papa.", "--out", out]) == 0
    folder = tmp_path / "clip_frames"
    files = sorted(folder.glob("frame_*.png"))
    pictures = [
        QImage(str(file)).convertToFormat(QImage.Format.Format_Grayscale8)
        for file in files
    ]
    grey = np.stack(
        [
            np.frombuffer(picture.constBits(), np.uint8).reshape(SIZE[1], -1)
            for picture in pictures
        ]
    )
    with wave.open(str(folder / "reply.wav"), "rb") as file:
        rate_hz, count = file.getframerate(), file.getnframes()
        sound = np.frombuffer(file.readframes(count), "<i2") / 32_768.0
    assert abs(count / rate_hz - len(files) / FPS) < 1.0 / FPS
    late, alike = late_by(opening_of(grey), loudness_of(sound, rate_hz, len(files)))
    assert abs(late) <= 1
    assert alike > 0.45
