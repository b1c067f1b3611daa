"""When the microphone is open."""

from __future__ import annotations

import asyncio

import pytest

from lumen import ears as ears_module
from lumen.core.errors import AudioDeviceError
from lumen.core.units import SILENCE_DBFS
from lumen.core.worker import WorkerBusyError
from lumen.ears import Ears


class Microphone:
    """Notes what is done to it; its blocks reach the listener while it is open."""

    level_dbfs = SILENCE_DBFS

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def start(self, on_block) -> None:
        self.log.append("open")

    def stop(self) -> None:
        self.log.append("close")

    def set_device(self, name: str) -> None:
        self.log.append(name)


class Listener:
    """Notes what it is told; like the real one it acts with a block or an interrupt."""

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def hear(self, block) -> None:
        self.log.append("block")

    def set_hands_free(self, on: bool) -> None:
        self.log.append(f"hands-free {on}")

    def interrupt(self) -> None:
        self.log.append("interrupt")


@pytest.fixture
def log():
    return []


@pytest.fixture
def ears(log, monkeypatch):
    monkeypatch.setattr(ears_module, "LINGER_SECONDS", 0.02)
    made = Ears(Microphone(log), Listener(log))
    yield made
    made.end()


async def settle(ears: Ears) -> None:
    await asyncio.wrap_future(ears._worker.call(lambda: None))


async def test_after_push_to_talk_the_microphone_closes_by_itself(ears, log):
    ears.open()
    ears.rest()
    while "interrupt" not in log:
        await asyncio.sleep(0.005)
        await settle(ears)
    assert log == ["open", "close", "interrupt"]


async def test_a_second_press_keeps_it_open(ears, log):
    ears.open()
    ears.rest()
    ears.open()
    await asyncio.sleep(0.05)
    await settle(ears)
    assert log == ["open", "open"]


async def test_hands_free_keeps_it_open(ears, log):
    ears.listen_always(True)
    ears.rest()
    await asyncio.sleep(0.05)
    await settle(ears)
    assert log == ["hands-free True", "open"]


async def test_hands_free_off_closes_at_once(ears, log):
    ears.listen_always(True)
    ears.listen_always(False)
    await settle(ears)
    assert log == [
        "hands-free True",
        "hands-free False",
        "open",
        "close",
        "interrupt",
    ]


async def test_hands_free_off_leaves_a_held_recording_alone(ears, log):
    ears.listen_always(True)
    ears.listen_always(False, held=True)
    await settle(ears)
    assert log == ["hands-free True", "hands-free False", "open"]


async def test_privacy_closes_at_once_and_keeps_closed(ears, log):
    ears.listen_always(True)
    await settle(ears)
    log.clear()
    closed = ears.set_private(True)
    ears.open()
    ears.rest()
    await asyncio.wrap_future(closed)
    assert log == ["hands-free False", "close", "interrupt"]
    await asyncio.sleep(0.05)
    await settle(ears)
    assert log == ["hands-free False", "close", "interrupt"]
    assert (ears.private, ears.always) == (True, True)


async def test_after_privacy_it_hears_as_before(ears, log):
    ears.listen_always(True)
    ears.set_private(True)
    await settle(ears)
    log.clear()
    ears.set_private(False)
    await settle(ears)
    assert log == ["hands-free True", "open"]


async def test_after_privacy_without_hands_free_it_waits_for_the_key(ears, log):
    ears.set_private(True)
    await settle(ears)
    log.clear()
    ears.set_private(False)
    await settle(ears)
    assert log == ["hands-free False"]
    ears.open()
    await settle(ears)
    assert log[-1] == "open"


async def test_hands_free_that_was_wanted_in_privacy_begins_after_it(ears, log):
    ears.set_private(True)
    ears.listen_always(True)
    await settle(ears)
    assert "open" not in log
    assert "hands-free True" not in log
    ears.set_private(False)
    await settle(ears)
    assert log[-2:] == ["hands-free True", "open"]


async def test_a_microphone_that_hangs_is_told_and_what_it_heard_is_over(ears, log):
    def hang() -> None:
        raise AudioDeviceError("The microphone does not close.", "Unplug it.")

    stop, ears._microphone.stop = ears._microphone.stop, hang
    closed = ears.set_private(True)
    with pytest.raises(AudioDeviceError):
        await asyncio.wrap_future(closed)
    assert log == ["hands-free False", "interrupt"]
    ears._microphone.stop = stop


async def test_privacy_that_cannot_close_at_once_keeps_closed_all_the_same(ears, log):
    ears.end()
    log.clear()
    closed = ears.set_private(True)
    assert isinstance(closed.exception(), WorkerBusyError)
    ears.open()
    assert log == ["hands-free False"]


async def test_the_end_closes_for_good(ears, log):
    ears.open()
    await settle(ears)
    ears.end()
    assert log == ["open", "close"]
