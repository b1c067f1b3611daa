"""`packaging/setup` where something is missing: it says what, and goes no further."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("cat", "cksum", "dirname", "id", "rm", "sed", "sh")


class Folder:
    """A copy of what the script reads, and a PATH of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder / "lumen", folder / "bin"
        shutil.copytree(ROOT / "packaging", self.folder / "packaging")
        for name in ("pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.folder)
        self.bin.mkdir()
        for name in TOOLS:
            tool = shutil.which(name)
            assert tool is not None
            (self.bin / name).symlink_to(tool)

    def program(self, name: str, script: str) -> None:
        """Put a program into the PATH."""
        path = self.bin / name
        path.unlink(missing_ok=True)  # never write through a link to the real one
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def set_up(self) -> subprocess.CompletedProcess[str]:
        """Run the script, without Debian's `dpkg`."""
        return subprocess.run(
            [self.folder / "packaging" / "setup", "run"],
            env={"PATH": str(self.bin)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def fresh(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


OLD = 'echo "old python" ; exit 1'  # what it answers when it is asked for 3.11


@pytest.mark.parametrize("names", [(), ("python3",), ("python3", "python3.12")])
def test_without_a_new_enough_python_it_says_so_and_stops(
    names: tuple[str, ...], fresh: Folder
):
    for name in names:
        fresh.program(name, OLD)
    done = fresh.set_up()
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Lumen needs Python 3.11 or newer")
    assert "Permission denied" not in done.stderr
    assert "Creating" not in done.stderr
    assert not (fresh.folder / ".venv").exists()


def test_a_python_that_cannot_make_a_venv_is_told(fresh: Folder):
    fresh.program("python3", OLD)
    fresh.program("python3.12", '[ "$1" = -c ] || { echo "no ensurepip" >&2; exit 1; }')
    done = fresh.set_up()
    assert done.returncode == 1
    assert "no ensurepip" in done.stderr
    assert "python3-venv" in done.stderr
    assert "Installing Lumen" not in done.stderr


@pytest.mark.parametrize(
    ("kind", "asked"), [("run", False), ("test", False), ("test-all", True)]
)
def test_only_all_the_tests_need_all_the_players(kind: str, asked: bool, fresh: Folder):
    for name in ("run", "test", "pipewire"):
        (fresh.folder / "packaging" / f"apt-{name}.txt").write_text("# none\n")
    players = fresh.folder / "packaging" / "apt-players.txt"
    players.write_text("# one\nno-such-player\n")
    fresh.program("dpkg", "exit 0")
    fresh.program("id", "echo 1000")
    result = subprocess.run(
        [fresh.folder / "packaging" / "setup", kind],
        env={"PATH": str(fresh.bin)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode != 0  # no Python, or no way to install the player
    assert ("--no-install-recommends no-such-player" in result.stderr) is asked
