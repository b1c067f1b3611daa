"""What a test needs of the machine: it is skipped without, where that is allowed."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def require(*programs: str) -> None:
    """Skip a test whose programs are missing; fail it where none may be (see make)."""
    for program in programs:
        if shutil.which(program) is None:
            fail_or_skip(f"{program} is not installed (see packaging/apt-*.txt)")


def fail_or_skip(reason: str) -> NoReturn:
    """Skip a test that cannot be run here; fail it where none may be skipped."""
    if os.environ.get("LUMEN_NO_SKIPS"):
        pytest.fail(reason)
    pytest.skip(reason)
