"""The reference on the clock's time line, and the canceller."""

from __future__ import annotations

import builtins

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.sounds import noise, tone
from lumen.audio.echo import (
    ECHO_FRAMES,
    EchoPath,
    EchoReference,
    NullCanceller,
    WebRtcCanceller,
    make_canceller,
)
from lumen.audio.residue import ResidueFilter

RATE = 16_000


def play(reference: EchoReference, samples, start: float, rate: int, jitter=None):
    """As callbacks do: 10 ms at a time, with moments that scatter."""
    step = rate // 100
    for k, at in enumerate(range(0, len(samples), step)):
        off = jitter[k % len(jitter)] if jitter else 0.0
        reference.write(start + at / rate + off, samples[at : at + step])


@settings(max_examples=25)
@given(
    st.floats(0.0, 0.5),
    st.integers(1, 2000),
    st.lists(st.floats(-0.004, 0.004), min_size=1, max_size=7),
)
def test_what_is_read_is_what_was_audible_then(offset, frames, jitter):
    reference = EchoReference(RATE)
    samples = noise(1.0, RATE)
    jitter[0] = 0.0
    play(reference, samples, 50.0, RATE, jitter)
    first = round(offset * RATE)
    out = reference.read(50.0 + first / RATE, frames)
    expected = np.zeros(frames, np.float32)
    part = samples[first : first + frames]
    expected[: len(part)] = part
    assert out.tolist() == expected.tolist()


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_another_rate_is_resampled_on_the_same_time_line(rate):
    reference = EchoReference(rate)
    play(reference, tone(1.0, 300.0, rate), 7.0, rate)
    expected = tone(1.0, 300.0, RATE)
    for at in (0.1, 0.1234, 0.5):
        first = round(at * RATE)
        heard = reference.read(7.0 + first / RATE, 512)
        assert np.abs(heard - expected[first : first + 512]).max() < 0.005


def test_nothing_was_played_before_after_and_at_first():
    reference = EchoReference(RATE)
    assert not reference.read(3.0, 100).any()
    assert not reference.audible(0.0, 99.0)
    reference.forget_after(1.0)
    play(reference, np.ones(1600, np.float32), 5.0, RATE)
    assert not reference.read(4.0, 1600).any()
    assert not reference.read(5.1, 1600).any()
    assert reference.read(4.95, 1600)[:800].tolist() == [0.0] * 800


def test_a_pause_is_silence():
    reference = EchoReference(RATE)
    play(reference, np.ones(1600, np.float32), 5.0, RATE)
    play(reference, np.ones(1600, np.float32), 5.5, RATE)
    out = reference.read(5.0, 9600)
    assert out.sum() == 3200
    assert not out[1600:8000].any()


def test_the_oldest_is_forgotten_and_a_long_pause_forgets_all():
    reference = EchoReference(RATE, seconds=0.5)
    play(reference, np.ones(RATE, np.float32), 5.0, RATE)
    assert not reference.read(5.2, 1600).any()
    assert reference.read(5.8, 1600).sum() == 1600
    play(reference, np.ones(160, np.float32), 60.0, RATE)
    assert reference.read(59.6, 6560).sum() == 160


def test_dropped_frames_are_overwritten():
    reference = EchoReference(RATE)
    play(reference, np.ones(3200, np.float32), 5.0, RATE)
    reference.forget_after(5.1)
    assert not reference.read(5.1, 1600).any()
    play(reference, np.full(800, 0.5, np.float32), 5.1, RATE)
    out = reference.read(5.0, 3200)
    assert out[:1600].tolist() == [1.0] * 1600
    assert out[1600:2400].tolist() == [0.5] * 800
    assert not out[2400:].any()


def test_lumen_counts_as_audible_while_it_sounds_and_a_little_longer():
    reference = EchoReference(RATE)
    play(reference, np.full(1600, 0.1, np.float32), 5.0, RATE)
    play(reference, np.zeros(1600, np.float32), 5.1, RATE)
    assert reference.audible(5.05, 5.08)
    assert reference.audible(5.12, 5.15)
    assert reference.audible(5.35, 5.38)  # a room's echo comes late and fades
    assert not reference.audible(5.42, 5.45)
    assert not reference.audible(4.8, 4.9)


def room(samples, delay: int = 640):
    random = np.random.default_rng(4)
    answer = random.standard_normal(1600) * 10 ** (-3 * np.arange(1600) / 1600)
    answer[0] = 3.0
    answer /= np.linalg.norm(answer)
    echo = np.convolve(samples, answer)[: len(samples)]
    return np.concatenate([np.zeros(delay), echo])[: len(samples)].astype(np.float32)


def test_an_echo_in_a_room_is_cancelled_and_a_voice_is_not():
    far = noise(6.0, RATE)
    reference = EchoReference(RATE, seconds=8.0)
    play(reference, far, 30.0, RATE)
    voice = np.zeros_like(far)
    voice[5 * RATE :] = tone(1.0, 700.0, RATE, 0.1)
    near = room(far) + voice
    path = EchoPath(reference, make_canceller())
    assert path.name == "webrtc"
    whole = len(near) // ECHO_FRAMES * ECHO_FRAMES
    out = np.concatenate(
        [
            path.separate(near[at : at + 480], 30.0 + at / RATE).clean
            for at in range(0, whole, 480)
        ]
    )
    quiet = slice(3 * RATE, 5 * RATE)
    erle = 10 * np.log10(np.mean(near[quiet] ** 2) / np.mean(out[quiet] ** 2))
    assert erle > 15
    assert np.sqrt(np.mean(out[int(5.5 * RATE) :] ** 2)) > 0.02
    assert path.playing(31.0, 31.1)
    path.reset()
    assert len(path.separate(near[:480], 30.0).clean) == 480


def test_another_loudspeaker_is_learned_afresh():
    reference = EchoReference(RATE, seconds=10.0)
    far = noise(7.0, RATE)
    play(reference, far, 30.0, RATE)
    path = EchoPath(reference, NullCanceller(), ResidueFilter())
    assert path.learning
    for at in range(0, len(far) - 480, 480):
        path.separate(far[at : at + 480] * 0.1, 30.0 + at / RATE)
    assert not path.learning
    reference.retune(48_000)
    path.separate(far[:480], 40.0)
    assert path.learning


def test_without_a_loudspeaker_nothing_is_changed():
    path = EchoPath(None, NullCanceller())
    near = noise(0.03, RATE)
    clean, residue = path.separate(near, 5.0)
    assert clean is near
    assert residue is None
    assert not path.learning
    assert not path.playing(5.0, 6.0)


def test_without_the_library_everything_is_heard_as_it_is(monkeypatch, caplog):
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "pywebrtc_audio":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    canceller = make_canceller()
    assert canceller.name == "none"
    near = noise(0.01, RATE)
    assert canceller.cancel(near, near) is near
    canceller.reset()
    assert "ImportError" in caplog.text
    with pytest.raises(ImportError):
        WebRtcCanceller()
