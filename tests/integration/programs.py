"""Programs beside a test: written by it, or of the desktop."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
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


@contextlib.contextmanager
def beside(environment: dict[str, str], *command: str) -> Iterator[None]:
    """Have a program of the desktop run meanwhile, without a word.

    Args:
        environment: What it runs in.
        command: Its name and arguments.
    """
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program; a window manager that waits for a grab hears no signal."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
