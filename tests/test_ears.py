"""When the microphone is open."""

from __future__ import annotations

import asyncio

import pytest

from lumen import ears as ears_module
from lumen.core.units import SILENCE_DBFS
from lumen.ears import Ears


class Door:
    """A microphone and a listener that note what is done to them."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.level_dbfs = SILENCE_DBFS

    def start(self, on_block) -> None:
        self.log.append("open")

    def stop(self) -> None:
        self.log.append("close")

    def set_device(self, name: str) -> None:
        self.log.append(name)

    def hear(self, block) -> None:
        self.log.append("block")

    def set_hands_free(self, on: bool) -> None:
        self.log.append(f"hands-free {on}")


@pytest.fixture
def door():
    return Door()


@pytest.fixture
def ears(door, monkeypatch):
    monkeypatch.setattr(ears_module, "LINGER_SECONDS", 0.02)
    made = Ears(door, door)
    yield made
    made.end()


async def settle(ears: Ears) -> None:
    await asyncio.wrap_future(ears._worker.call(lambda: None))


async def test_after_push_to_talk_the_microphone_closes_by_itself(ears, door):
    ears.open()
    ears.rest()
    while "close" not in door.log:
        await asyncio.sleep(0.005)
        await settle(ears)
    assert door.log == ["open", "close"]


async def test_a_second_press_keeps_it_open(ears, door):
    ears.open()
    ears.rest()
    ears.open()
    await asyncio.sleep(0.05)
    await settle(ears)
    assert door.log == ["open", "open"]


async def test_hands_free_keeps_it_open(ears, door):
    ears.listen_always(True)
    ears.rest()
    await asyncio.sleep(0.05)
    await settle(ears)
    assert door.log == ["hands-free True", "open"]


async def test_hands_free_off_closes_at_once(ears, door):
    ears.listen_always(True)
    ears.listen_always(False)
    await settle(ears)
    assert door.log == ["hands-free True", "hands-free False", "open", "close"]


async def test_the_end_closes_for_good(ears, door):
    ears.open()
    await settle(ears)
    ears.end()
    assert door.log == ["open", "close"]
