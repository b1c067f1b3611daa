"""Small real media files with real tags, made by ffmpeg once per test run."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import mutagen


@cache
def _made(folder: Path, ending: str, seconds: float) -> Path:
    path = folder / f"seed{seconds}{ending}"
    subprocess.run(
        [
            shutil.which("ffmpeg") or "ffmpeg", "-v", "error", "-y", "-f", "lavfi",
            "-i", f"sine=440:duration={seconds}", "-b:a", "32k", str(path),
        ],
        check=True,
    )  # fmt: skip
    return path


def song(seeds: Path, path: Path, seconds: float = 1.0, **tags: str) -> Path:
    """A file that plays, of the format that its ending names, with these tags."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_made(seeds, path.suffix, seconds), path)
    file = mutagen.File(path, easy=True)
    if file.tags is None:
        file.add_tags()
    for name, value in tags.items():
        file[name] = value
    file.save()
    return path
