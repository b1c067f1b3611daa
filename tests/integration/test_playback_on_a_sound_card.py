"""`Playback` through a real sound server: what is measured is what was recorded."""

from __future__ import annotations

import time

import numpy as np
import pytest

from audio.sounds import clip_of, delay_of, noise, tone
from integration.events import Posts, undisturbed
from integration.sound_card import RATE_HZ, SoundCard
from lumen.audio.echo import EchoReference
from lumen.audio.host import PortAudioHost
from lumen.audio.playback import DUCKED, Playback
from lumen.core.clock import MonotonicClock
from lumen.core.events import (
    DeviceChanged,
    DeviceLost,
    PlaybackFinished,
    PlaybackStarted,
)
from lumen.core.turn import TurnId

pytestmark = pytest.mark.integration
TURN = TurnId(1)


@pytest.fixture
def posts() -> Posts:
    return Posts()


@pytest.fixture
def playback(sound_card: SoundCard, posts: Posts):
    clock = MonotonicClock()
    speaker = Playback(PortAudioHost(), clock, posts, reference=EchoReference())
    speaker.start()
    yield speaker
    speaker.close()


def level(samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0


def test_clips_follow_one_another_without_a_gap(sound_card, playback, posts):
    def attempt(turn) -> None:
        whole = tone(1.2, 440.0, 22_050)
        first, second = whole[:13_230], whole[13_230:]
        with sound_card.record() as recording:
            playback.play(turn, clip_of(first, 0, 22_050))
            playback.play(turn, clip_of(second, 1, 22_050))
            posts.until(PlaybackFinished)
            posts.until(PlaybackFinished)
            time.sleep(0.15)
        heard = recording.samples
        sounding = np.flatnonzero(np.abs(heard) > 1e-3)
        gap = int(np.diff(sounding).max())
        assert gap < RATE_HZ // 1000
        length = (sounding[-1] - sounding[0]) / RATE_HZ
        assert length == pytest.approx(1.2, abs=0.002)
        middle = heard[sounding[0] + 480 : sounding[-1] - 480]
        assert level(middle) == pytest.approx(0.3 / np.sqrt(2), rel=0.02)
        pitch = np.argmax(np.abs(np.fft.rfft(middle))) * RATE_HZ / len(middle)
        assert pitch == pytest.approx(440.0, abs=1.5)
        told = [e for e in posts.all if getattr(e, "turn", None) == turn]
        indices = [(type(e).__name__, e.index) for e in told]
        assert indices == [
            ("PlaybackStarted", 0),
            ("PlaybackFinished", 0),
            ("PlaybackStarted", 1),
            ("PlaybackFinished", 1),
        ]

    undisturbed(attempt)


def test_what_counts_as_heard_is_what_was_recorded(sound_card, playback, posts):
    def attempt(turn) -> None:
        speech = noise(2.0)
        clip = clip_of(speech, text="a b c d e f g h i j k l m n o p q r s t")
        with sound_card.record() as recording:
            playback.play(turn, clip)
            posts.until(PlaybackStarted)
            time.sleep(0.6)
            heard = playback.heard()
            text = playback.flush(turn)
            time.sleep(0.3)
        assert heard is not None
        assert heard.clip is clip
        at, alike = delay_of(speech[:4800], recording.samples)
        assert alike > 0.9
        sounding = np.flatnonzero(np.abs(recording.samples) > 1e-3)
        length = (sounding[-1] - at) / RATE_HZ
        print(f"heard {heard.position:.4f} s, recorded {length:.4f} s, told {text!r}")
        assert length == pytest.approx(heard.position + 0.005, abs=0.03)
        assert text == clip.heard_text(heard.position) or len(text) // 2 == int(
            length * 10
        )
        assert not playback.playing or playback.heard() is None

    undisturbed(attempt)


def test_a_flush_silences_what_waits_in_the_buffer(sound_card, playback, posts):
    def attempt(turn) -> None:
        with sound_card.record() as recording:
            playback.play(turn, clip_of(tone(3.0)))
            posts.until(PlaybackStarted)
            time.sleep(0.5)
            before = playback.heard()
            start = time.perf_counter()
            playback.flush(turn)
            took = time.perf_counter() - start
            time.sleep(0.3)
        sounding = np.flatnonzero(np.abs(recording.samples) > 1e-3)
        length = (sounding[-1] - sounding[0]) / RATE_HZ
        assert before is not None
        late = length - before.position
        print(
            f"flush returned after {took * 1e3:.1f} ms, silent after {late * 1e3:.1f} ms"
        )
        assert late < 0.06  # the buffer alone is 80 ms
        assert np.diff(sounding).max() < RATE_HZ * 0.02

    undisturbed(attempt)


def test_ducking_is_a_smooth_ramp_within_60_ms(sound_card, playback, posts):
    def attempt(turn) -> None:
        with sound_card.record() as recording:
            playback.play(turn, clip_of(tone(2.0, 1000.0)))
            posts.until(PlaybackStarted)
            time.sleep(0.5)
            position = playback.heard().position
            playback.duck()
            time.sleep(0.4)
            restored = playback.heard()
            playback.restore()
            time.sleep(0.5)
        heard = recording.samples
        begin = np.flatnonzero(np.abs(heard) > 1e-3)[0]
        window = RATE_HZ // 200
        steps = heard[begin : begin + 1_300 * 48]
        curve = [
            level(steps[i : i + window]) for i in range(0, len(steps) - window, window)
        ]
        full = curve[20]
        low = next(i for i, value in enumerate(curve[20:], 20) if value < full * 0.2)
        took = low * 0.005 - position
        print(f"ducked after {took * 1e3:.0f} ms, curve {np.round(curve, 2)[90:]}")
        assert took < 0.1
        assert restored.gain == pytest.approx(DUCKED, rel=0.01)
        assert min(curve[low + 2 : low + 20]) == pytest.approx(full * DUCKED, rel=0.1)
        assert curve[-1] == pytest.approx(full, rel=0.05)

    undisturbed(attempt)


def test_a_killed_server_is_survived_and_the_clip_goes_on(sound_card, playback, posts):
    speech = noise(3.0)
    playback.play(TURN, clip_of(speech))
    posts.until(PlaybackStarted)
    time.sleep(0.4)
    sound_card.kill()
    lost = posts.until(DeviceLost)
    assert lost.name == "vspk"
    sound_card.start()
    with sound_card.record() as recording:
        changed = posts.until(DeviceChanged)
        assert (changed.name, changed.reason) == ("vspk", "restored")
        posts.until(PlaybackFinished)
        time.sleep(0.1)
    _at, alike = delay_of(recording.samples[9600:24_000], speech)
    assert alike > 0.9
    assert len(recording.samples) > 0


def test_a_server_that_died_in_a_pause_is_noticed(sound_card, playback, posts):
    playback.play(TURN, clip_of(tone(0.2)))
    posts.until(PlaybackFinished)
    time.sleep(0.2)  # the device rests, but is still open
    sound_card.kill()
    sound_card.start()
    with sound_card.record() as recording:
        playback.play(TURN, clip_of(tone(0.4), 1))
        assert posts.until(DeviceLost).name == "vspk"
        posts.until(PlaybackFinished)
        time.sleep(0.1)
    assert level(recording.samples) > 1e-3


def test_without_any_device_a_turn_ends_in_its_own_time(sound_card, playback, posts):
    sound_card.kill()
    playback.play(TURN, clip_of(tone(0.3)))
    assert posts.until(DeviceLost).name == "default"
    started = posts.until(PlaybackStarted)
    finished = posts.until(PlaybackFinished)
    assert finished.at - started.at == pytest.approx(0.3, abs=0.001)


def test_an_unplugged_loudspeaker_is_replaced(sound_card, playback, posts):
    playback.play(TURN, clip_of(tone(4.0)))
    posts.until(PlaybackStarted)
    sound_card.unplug_speaker()
    assert posts.until(DeviceLost).name == "vspk"
    changed = posts.until(DeviceChanged)
    assert changed.reason == "replaced"
    assert changed.name in {"vmic_in", "vmic2_in"}
    assert playback.flush(TURN) != ""


def test_another_loudspeaker_can_be_chosen_while_speaking(sound_card, playback, posts):
    with sound_card.record("vmic2_in.monitor") as recording:
        playback.play(TURN, clip_of(tone(1.5)))
        posts.until(PlaybackStarted)
        playback.set_device("vmic2_in")
        changed = posts.until(DeviceChanged)
        assert (changed.name, changed.reason) == ("vmic2_in", "opened")
        posts.until(PlaybackFinished)
        time.sleep(0.1)
    assert level(recording.samples) > 0.05
