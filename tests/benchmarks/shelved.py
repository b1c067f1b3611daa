"""Models of true size where the program itself looks for those it has downloaded."""

from __future__ import annotations

from pathlib import Path

from models.random_piper import build_voice
from models.random_whisper import cached_whisper

VOICE = "en_US-lessac-medium"


def put_models(home: Path, hears: str) -> None:
    """Put Whisper base and a medium Piper voice into a profile.

    Args:
        home: The profile's ``LUMEN_HOME``.
        hears: What Whisper understands, whatever is said.
    """
    models = home / "data" / "models"
    (models / "recognition").mkdir(parents=True)
    whisper = cached_whisper("base", says=hears)
    (models / "recognition" / "whisper-base").symlink_to(whisper)
    build_voice(models / "voice" / VOICE, VOICE, "medium")
