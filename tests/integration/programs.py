"""Programs that tests write, run with Lumen's code in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]


def run_well(environment: dict[str, str], program: str) -> None:
    """Run a program that prints ``well`` when it comes to its end, and nothing else.

    Args:
        environment: What it runs in; the tests and Lumen can be imported there.
        program: Its text; a warning is an error.
    """
    paths = os.pathsep.join((str(TESTS), str(TESTS.parent / "app")))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=environment | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.stderr, done.stdout.strip(), done.returncode) == ("", "well", 0)
