"""`Capture` through a real sound server, with everything people do to microphones."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from audio.sounds import clip_of, delay_of, noise
from integration.events import Posts, undisturbed
from integration.sound_card import SoundCard
from lumen.audio.capture import Capture
from lumen.audio.echo import EchoReference
from lumen.audio.host import PortAudioHost
from lumen.audio.playback import Playback
from lumen.core.audio import BLOCK_SECONDS, SPEECH_RATE_HZ
from lumen.core.clock import MonotonicClock
from lumen.core.events import DeviceChanged, DeviceLost, PlaybackFinished
from lumen.core.units import SILENCE_DBFS

pytestmark = pytest.mark.integration


class Ear:
    """Keeps blocks; awaits sound."""

    def __init__(self) -> None:
        self.blocks = []
        self._loud = threading.Event()
        self._any = threading.Event()

    def __call__(self, block) -> None:
        self.blocks.append(block)
        self._any.set()
        if block.level_dbfs > -40:
            self._loud.set()

    def await_block(self, timeout: float = 5.0) -> None:
        self._any.clear()
        assert self._any.wait(timeout)

    def await_sound(self, timeout: float = 5.0) -> None:
        self._loud.clear()
        assert self._loud.wait(timeout)

    @property
    def samples(self):
        return np.concatenate([block.samples for block in self.blocks])


@pytest.fixture
def posts() -> Posts:
    return Posts()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def capture(sound_card: SoundCard, posts: Posts):
    microphone = Capture(PortAudioHost(), MonotonicClock(), posts)
    yield microphone
    microphone.close()


def test_what_was_spoken_is_heard_at_the_right_moment(sound_card, capture, posts):
    def attempt(_turn) -> None:
        ear = Ear()
        begin = time.perf_counter()
        capture.start(ear)
        ear.await_block()
        print(f"first block after {(time.perf_counter() - begin) * 1e3:.0f} ms")
        speech = noise(1.5, SPEECH_RATE_HZ)
        spoken = time.monotonic()
        sound_card.speak(speech, SPEECH_RATE_HZ).wait()
        ear.await_block()
        capture.stop()
        at, alike = delay_of(speech, ear.samples)
        assert alike > 0.95
        heard = ear.blocks[0].at - BLOCK_SECONDS + at / SPEECH_RATE_HZ
        print(f"heard {(heard - spoken) * 1e3:.0f} ms after paplay was started")
        assert 0.0 < heard - spoken < 0.5
        steps = np.diff([block.at for block in ear.blocks])
        print(f"block steps {steps.min() * 1e3:.2f} to {steps.max() * 1e3:.2f} ms")
        assert steps.min() > 0
        assert np.median(steps) == pytest.approx(BLOCK_SECONDS, abs=0.001)

    undisturbed(attempt)
    opened = posts.until(DeviceChanged)
    assert (opened.name, opened.reason) == ("vmic", "opened")
    assert capture.level_dbfs == SILENCE_DBFS


def test_no_block_comes_after_stop(sound_card, capture, ear):
    capture.start(ear)
    ear.await_block()
    capture.stop()
    count = len(ear.blocks)
    capture.start(lambda block: None)
    capture.stop()
    assert len(ear.blocks) == count


def test_an_unplugged_microphone_is_replaced_and_comes_back(
    sound_card, capture, posts, ear
):
    capture.start(ear)
    posts.until(DeviceChanged)
    sound_card.unplug()
    assert posts.until(DeviceLost).name == "vmic"
    assert posts.until(DeviceChanged).reason == "replaced"
    sound_card.replug()
    changed = posts.until(DeviceChanged)
    assert (changed.name, changed.reason) == ("vmic", "restored")
    speech = sound_card.speak(noise(1.0))
    ear.await_sound()
    speech.wait()


def test_a_killed_and_restarted_server_is_survived(sound_card, capture, posts, ear):
    capture.start(ear)
    posts.until(DeviceChanged)
    ear.await_block()
    sound_card.kill()
    assert posts.until(DeviceLost).name == "vmic"
    sound_card.start()
    changed = posts.until(DeviceChanged)
    assert changed.reason in {"restored", "replaced"}
    if changed.name != "vmic":
        assert posts.until(DeviceChanged).name == "vmic"
    speech = sound_card.speak(noise(1.0))
    ear.await_sound()
    speech.wait()


def test_a_stream_moved_by_hand_is_named_and_accepted(sound_card, capture, posts, ear):
    capture.start(ear)
    posts.until(DeviceChanged)
    ear.await_block()
    sound_card.move_capture("vmic2")
    changed = posts.until(DeviceChanged)
    assert (changed.name, changed.reason) == ("vmic2", "moved")
    speech = sound_card.speak(noise(1.0), into="vmic2_in")
    ear.await_sound()
    speech.wait()


def test_a_chosen_microphone_is_heard_and_returned_to(sound_card, capture, posts, ear):
    capture.start(ear)
    posts.until(DeviceChanged)
    capture.set_device("vmic2")
    changed = posts.until(DeviceChanged)
    assert (changed.name, changed.reason) == ("vmic2", "opened")
    speech = sound_card.speak(noise(1.0), into="vmic2_in")
    ear.await_sound()
    speech.wait()
    sound_card.unplug("vmic2")
    assert posts.until(DeviceLost).name == "vmic2"
    assert posts.until(DeviceChanged).reason == "replaced"
    sound_card.replug("vmic2", default=False)
    changed = posts.until(DeviceChanged)
    assert (changed.name, changed.reason) == ("vmic2", "restored")


def test_lumen_does_not_hear_itself(sound_card, posts):
    sound_card.echo()
    clock, reference = MonotonicClock(), EchoReference()
    microphone = Capture(PortAudioHost(), clock, posts, reference=reference)
    speaker = Playback(PortAudioHost(), clock, posts, reference=reference)
    speaker.start()

    def attempt(turn) -> None:
        ear = Ear()
        microphone.start(ear)
        ear.await_block()
        speaker.play(turn, clip_of(noise(5.0, gain=0.5)))
        posts.until(PlaybackFinished)
        microphone.stop()
        playing = [block for block in ear.blocks if block.playing][60:]
        assert len(playing) > 60
        left = np.mean([np.mean(np.square(block.samples)) for block in playing])
        came = np.mean([10 ** (block.level_dbfs / 10) for block in playing])
        erle = 10 * np.log10(came / max(left, 1e-12))
        print(f"echo {10 * np.log10(came):.1f} dBFS, less by {erle:.1f} dB")
        assert came > 1e-4
        assert erle > 12

    try:
        undisturbed(attempt)
    finally:
        microphone.close()
        speaker.close()
