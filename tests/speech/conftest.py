"""Whisper models of random weights, built once per machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.random_whisper import cached_whisper


@pytest.fixture(scope="session")
def whisper_folder() -> Path:
    """Always hears "what time is it"."""
    return cached_whisper(says="what time is it")


@pytest.fixture(scope="session")
def looping_whisper_folder() -> Path:
    """Repeats one word without end."""
    return cached_whisper()


@pytest.fixture(scope="session")
def unsure_whisper_folder() -> Path:
    """Hears something, but believes nothing of it."""
    return cached_whisper(says="what time is it", sure=False)
