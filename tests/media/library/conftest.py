from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the media files lie that the tests copy and tag."""
    return tmp_path_factory.mktemp("seeds")
