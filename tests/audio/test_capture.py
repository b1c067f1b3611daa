"""Capture on a microphone that hears when told: every moment is known."""

from __future__ import annotations

import queue
import threading

import numpy as np
import pytest

from audio.cards import FakeCards, device
from audio.sounds import delay_of, noise
from fakes import ManualClock
from lumen.audio import capture as capture_module
from lumen.audio.blocks import BlockCutter
from lumen.audio.capture import Capture
from lumen.audio.echo import EchoPath, EchoReference, NullCanceller
from lumen.audio.timing import FrameClock
from lumen.core.audio import BLOCK_FRAMES, BLOCK_SECONDS, SPEECH_RATE_HZ
from lumen.core.errors import AudioDeviceError
from lumen.core.events import DeviceChanged, DeviceLost, DeviceRole
from lumen.core.units import SILENCE_DBFS, Seconds

MIC = DeviceRole.MICROPHONE
A = device("a", MIC, default=True)
B = device("b", MIC, rate_hz=44_100)


class Counts:
    def __init__(self) -> None:
        self.counted = []

    def mark(self, turn, mark, at) -> None: ...

    def count(self, name, by=1) -> None:
        self.counted.append((name, by))


class Stage:
    def __init__(self, *devices, reference=None, cancel_echo=True) -> None:
        self.clock = ManualClock()
        self.cards = FakeCards(self.clock, *devices)
        self.posts = []
        self.blocks = []
        self.counts = Counts()
        self.capture = Capture(
            self.cards,
            self.clock,
            self.posts.append,
            metrics=self.counts,
            reference=reference,
            cancel_echo=cancel_echo,
        )
        self.capture._on_block = self.blocks.append
        self.capture._tick()

    def hear(self, samples, *, step: float = 0.01, late=lambda k: 0.0) -> None:
        rate = self.cards.stream.rate_hz
        size = round(step * rate)
        for k, at in enumerate(range(0, len(samples), size)):
            frames = samples[at : at + size]
            delay = late(k)
            self.clock.advance(len(frames) / rate + delay)
            self.cards.stream.hear(frames, late=delay)
            self.clock.advance(0.0)
            self.clock._at -= delay
            self.capture._tick()

    def idle(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.capture._tick()

    def names(self):
        return [
            f"{type(e).__name__} {e.name} {getattr(e, 'reason', '')}".strip()
            for e in self.posts
        ]


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_every_block_has_the_moment_of_its_last_frame(rate):
    stage = Stage(device("m", MIC, default=True, rate_hz=rate))
    begin = stage.clock.now()
    speech = noise(2.0, rate)
    stage.hear(speech)
    assert len(stage.blocks) >= 60
    for k, block in enumerate(stage.blocks, 1):
        assert block.at - begin == pytest.approx(k * BLOCK_SECONDS, abs=1e-4)
        assert block.samples.shape == (BLOCK_FRAMES,)
        assert block.samples.dtype == np.float32
    import soxr

    mine = soxr.resample(speech, rate, SPEECH_RATE_HZ)
    heard = np.concatenate([block.samples for block in stage.blocks])
    at, alike = delay_of(mine[1600:16_000], heard)
    assert at == pytest.approx(1600, abs=1)
    assert alike > 0.98
    stage.capture.close()
    assert stage.cards.closed


def test_callbacks_that_come_late_do_not_move_the_moments():
    stage = Stage(A)
    begin = stage.clock.now()
    stage.hear(noise(2.0), late=lambda k: 0.03 if k % 4 == 1 else 0.0)
    steps = [b.at - begin - k * BLOCK_SECONDS for k, b in enumerate(stage.blocks, 1)]
    assert max(abs(step) for step in steps) < 0.002
    assert all(
        a.at < b.at for a, b in zip(stage.blocks, stage.blocks[1:], strict=False)
    )


def test_the_level_is_that_of_the_last_block():
    stage = Stage(A)
    assert stage.capture.level_dbfs == SILENCE_DBFS
    stage.hear(np.full(48_000, 0.1, np.float32))
    assert stage.capture.level_dbfs == pytest.approx(-20.0, abs=0.2)


def test_a_stream_that_stops_is_lost_and_comes_back():
    stage = Stage(A, B)
    stage.hear(noise(0.2))
    stage.cards.stream.lost = True
    stage.idle(0.01)
    assert stage.cards.streams[0].closed
    stage.idle(0.01)
    stage.hear(noise(0.2))
    assert stage.names() == [
        "DeviceChanged a opened",
        "DeviceLost a",
        "DeviceChanged a restored",
    ]
    assert all(
        x.at <= y.at for x, y in zip(stage.blocks, stage.blocks[1:], strict=False)
    )


def test_a_stream_that_gives_nothing_is_lost():
    stage = Stage(A, B)
    stage.hear(noise(0.2))
    stage.cards.present.remove(A)
    stage.idle(1.2)
    stage.idle(0.01)
    assert stage.names()[1:] == ["DeviceLost a", "DeviceChanged b replaced"]
    stage.hear(noise(0.2, 44_100))
    assert len(stage.blocks) > 8


def test_without_a_microphone_it_keeps_trying():
    stage = Stage()
    assert stage.names() == ["DeviceLost default"]
    for _ in range(5):
        stage.idle(0.5)
    assert stage.names() == ["DeviceLost default"]
    stage.cards.present.append(A)
    stage.idle(2.0)
    assert stage.names()[-1] == "DeviceChanged a restored"


def test_a_microphone_that_cannot_be_opened_is_tried_again():
    stage = Stage(A)
    stage.cards.stream.lost = True
    stage.cards.devices = lambda: (A,)
    stage.cards.present.clear()
    stage.idle(0.01)
    stage.idle(0.01)
    stage.idle(3.0)
    stage.cards.present.append(A)
    stage.idle(3.0)
    assert stage.names() == [
        "DeviceChanged a opened",
        "DeviceLost a",
        "DeviceChanged a restored",
    ]


def test_a_rescued_stream_is_told_and_brought_home():
    stage = Stage(A, B)
    stage.hear(noise(0.1))
    stage.cards.present.remove(A)
    stage.cards.placed = "b"
    stage.hear(noise(1.2))
    assert stage.names()[1:] == ["DeviceLost a", "DeviceChanged b replaced"]
    stage.cards.present.append(A)
    stage.hear(noise(1.2))
    assert stage.names()[-1] == "DeviceChanged a restored"


def test_choosing_a_device_opens_it_pinned():
    stage = Stage(A, B)
    stage.capture.set_device("b")
    stage.idle(0.01)
    assert stage.names()[-1] == "DeviceChanged b opened"
    assert stage.cards.pins == [False, True]
    assert stage.cards.streams[0].closed


def test_lost_frames_are_counted():
    stage = Stage(A)
    stage.cards.stream.hear(noise(5.0))
    stage.idle(0.01)
    assert stage.counts.counted == [("capture.overflow", 48_000)]


def test_a_microphone_hears_on_its_own_thread_until_it_is_stopped():
    clock = ManualClock()
    cards = FakeCards(clock, A)
    opened, heard = threading.Event(), threading.Event()
    capture = Capture(cards, clock, lambda event: opened.set())
    names = []

    def on_block(block) -> None:
        names.append(threading.current_thread().name)
        capture.stop()
        heard.set()

    capture.start(on_block)
    assert opened.wait(5)
    clock.advance(0.1)
    cards.stream.hear(noise(0.1))
    capture._wake.set()
    assert heard.wait(5)
    assert names == ["lumen-capture"]
    capture.close()
    assert cards.streams[0].closed or not capture._session


@pytest.mark.parametrize(("on", "name"), [(True, "webrtc"), (False, "none")])
def test_blocks_tell_whether_lumen_was_audible(on, name):
    reference = EchoReference(SPEECH_RATE_HZ)
    stage = Stage(A, reference=reference, cancel_echo=on)
    assert stage.capture.canceller == name
    begin = stage.clock.now()
    reference.write(begin, np.full(16_000, 0.1, np.float32))
    stage.hear(noise(1.5))
    assert stage.blocks[10].playing
    assert stage.blocks[10].learning == on
    assert (stage.blocks[10].residue is not None) == on
    assert not stage.blocks[-1].playing
    assert not stage.blocks[-1].learning
    assert stage.blocks[-1].residue is None


def test_blocks_without_echo_path_are_what_was_fed():
    moments = FrameClock(SPEECH_RATE_HZ)
    moments.note(0, 5.0)
    cutter = BlockCutter(SPEECH_RATE_HZ, EchoPath(None, NullCanceller()))
    samples = noise(0.1, SPEECH_RATE_HZ)
    blocks = [
        block
        for at in range(0, 1600, 7)
        for block in cutter.feed(samples[at : at + 7], moments)
    ]
    out = np.concatenate([block.samples for block in blocks])
    assert out.tolist() == samples[: len(out)].tolist()
    assert [round(b.at, 3) for b in blocks] == [5.032, 5.064, 5.096]


def test_a_changed_name_is_told_by_type():
    stage = Stage(A)
    assert isinstance(stage.posts[0], DeviceChanged)
    assert not [e for e in stage.posts if isinstance(e, DeviceLost)]


class Live:
    """Capture with its thread; events and blocks can be awaited."""

    def __init__(self, *devices) -> None:
        self.clock = ManualClock()
        self.cards = FakeCards(self.clock, *devices)
        self.posts: queue.Queue = queue.Queue()
        self.capture = Capture(self.cards, self.clock, self.posts.put)

    def told(self):
        event = self.posts.get(timeout=10)
        return f"{type(event).__name__} {event.name}"

    def hear(self) -> None:
        self.clock.advance(0.1)
        self.cards.stream.hear(noise(0.1))
        self.capture._wake.set()


@pytest.fixture
def live():
    made = Live(A)
    yield made
    made.capture.close()


def test_every_start_without_a_microphone_is_told(live):
    live.cards.present.clear()
    for _ in range(3):
        live.capture.start(lambda block: None)
        assert live.told() == "DeviceLost default"
        live.capture.stop()
    assert live.posts.empty()


def test_a_start_while_it_tries_in_vain_is_told_too(live):
    live.cards.present.clear()
    live.capture.start(lambda block: None)
    assert live.told() == "DeviceLost default"
    live.capture.start(lambda block: None)
    assert live.told() == "DeviceLost default"


def test_choosing_the_device_in_use_changes_nothing():
    stage = Stage(A, B)
    stage.capture.set_device("")
    stage.idle(0.01)
    stage.capture.set_device("b")
    stage.idle(0.01)
    stage.capture.set_device("b")
    stage.idle(0.01)
    assert len(stage.cards.streams) == 2
    assert stage.names() == ["DeviceChanged a opened", "DeviceChanged b opened"]


class UnexpectedError(Exception):
    """Its message must never be logged."""


def test_capture_survives_what_its_listener_raises(live, caplog):
    heard = threading.Event()
    results = iter([UnexpectedError("what was said")])

    def on_block(block) -> None:
        for result in results:
            raise result
        heard.set()

    live.capture.start(on_block)
    assert live.told() == "DeviceChanged a"
    live.hear()
    assert live.told() == "DeviceLost a"
    assert live.cards.streams[0].closed
    live.clock.advance(0.1)
    live.capture._wake.set()
    assert live.told() == "DeviceChanged a"
    live.hear()
    assert heard.wait(10)
    assert [r.getMessage() for r in caplog.records] == [
        "capture failed: UnexpectedError"
    ]
    caplog.clear()


def test_capture_survives_hosts_and_listeners_of_events_that_raise(live, caplog):
    broken = threading.Event()

    def devices():
        broken.set()
        raise UnexpectedError

    real, live.cards.devices = live.cards.devices, devices
    live.capture.start(lambda block: None)
    assert broken.wait(10)
    assert live.told() == "DeviceLost default"
    live.cards.devices = real
    live.clock.advance(0.1)
    live.capture._wake.set()
    assert live.told() == "DeviceChanged a"
    assert "UnexpectedError" in caplog.text
    caplog.clear()


def test_capture_backs_off_even_when_its_failure_cannot_be_told(caplog):
    stage = Stage(A)

    def post(event) -> None:
        raise UnexpectedError

    def tick() -> Seconds:
        raise ValueError

    watch = stage.capture._watch
    watch._post = post
    assert watch.guard(tick, lambda: None) is None
    assert watch.patience > 0.0
    assert [r.getMessage() for r in caplog.records] == [
        "capture failed: ValueError",
        "capture failed: UnexpectedError",
    ]
    caplog.clear()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_start_after_the_thread_died_starts_a_new_one(live):
    dying, heard = threading.Event(), threading.Event()

    def die(block) -> None:
        dying.set()
        raise SystemExit

    live.capture.start(die)
    assert live.told() == "DeviceChanged a"
    thread = live.capture._thread
    live.hear()
    assert dying.wait(10)
    thread.join(10)
    assert live.cards.stream.closed
    live.capture.start(lambda block: heard.set())
    while not live.cards.stream.running:
        live.capture._wake.set()
    live.hear()
    assert heard.wait(10)


def test_a_driver_that_hangs_is_told_each_time_until_it_lets_go(live, monkeypatch):
    monkeypatch.setattr(capture_module, "_CLOSING_SECONDS", 0.01)
    hanging, go = threading.Event(), threading.Event()

    def devices():
        hanging.set()
        assert go.wait(10)
        return (A,)

    monkeypatch.setattr(live.cards, "devices", devices)
    live.capture.start(lambda _: None)
    assert hanging.wait(10)
    for _ in range(2):
        with pytest.raises(AudioDeviceError):
            live.capture.stop()
    go.set()
    monkeypatch.setattr(capture_module, "_CLOSING_SECONDS", 10.0)
    live.capture.stop()
