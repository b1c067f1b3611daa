"""Without a sound server there are no streams, and nobody waits for one that hangs.

What is done to real streams is proved in `tests/integration/test_players_mpv.py`.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lumen.media import streams as module
from lumen.media.streams import StreamVolumes


async def test_without_a_server_there_are_no_streams(tmp_path: Path) -> None:
    streams = StreamVolumes(f"unix:{tmp_path / 'nobody'}")
    assert await streams.get(os.getpid()) is None
    assert await streams.set(os.getpid(), 0.5) is False
    await streams.close()
    await streams.close()


async def test_nobody_waits_twice_for_a_server_that_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    streams = StreamVolumes()
    gate = threading.Event()
    asked = 0

    def hang(pid: int, name: str) -> float:
        nonlocal asked
        asked += 1
        gate.wait(20)
        return 0.5

    monkeypatch.setattr(streams, "_get", hang)
    assert await streams.get(1) is None
    assert await streams.get(1) is None
    assert asked == 1
    gate.set()
    for _ in range(1_000):
        if await streams.get(1) == 0.5:
            break
        await asyncio.sleep(0.01)
    assert asked > 1
    await streams.close()


def stream(**properties: str) -> Any:
    proplist = {key.replace("__", "."): value for key, value in properties.items()}
    return SimpleNamespace(proplist=proplist)


@pytest.mark.parametrize(
    ("properties", "processes"),
    [
        ({"application__process__id": "42"}, [42]),
        ({"application__process__id": "42", "pipewire__sec__pid": "7"}, [42, 7]),
        ({"pipewire__sec__pid": "7"}, [7]),
        ({"application__process__id": "-42"}, []),
        ({"application__process__id": "4" * 40}, []),
        ({"application__process__id": "٤"}, []),
        ({}, []),
    ],
)
def test_the_processes_of_a_stream(
    properties: dict[str, str], processes: list[int]
) -> None:
    assert list(module._processes(stream(**properties))) == processes


def test_children_count_as_the_program() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE
    ) as child:
        assert module._started_by(child.pid, os.getpid())
        assert module._started_by(child.pid, os.getppid())
        assert not module._started_by(os.getpid(), child.pid)
        assert module._started_by(child.pid, child.pid)
        child.communicate(b"\n")
    assert not module._started_by(0, os.getpid())
    assert not module._started_by(1_999_999, os.getpid())
