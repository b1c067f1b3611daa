"""Files in place of a sound card, and a clock that skips the waiting."""

from __future__ import annotations

import queue
import threading
import wave

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.sounds import clip_of, delay_of, noise, tone
from fakes import ManualClock
from lumen.audio.wave import SkippingClock, WavMicrophone, WavSpeaker, read_speech
from lumen.core.audio import BLOCK_SECONDS, SPEECH_RATE_HZ
from lumen.core.errors import InputError
from lumen.core.events import PlaybackFinished, PlaybackStarted
from lumen.core.turn import TurnId
from lumen.core.units import SILENCE_DBFS, Seconds

ONE = TurnId(1)


def write(path, samples, rate=16_000, channels=1, width=2):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        wide = np.repeat(samples, channels)
        if width == 1:
            file.writeframes((wide * 127 + 128).astype(np.uint8).tobytes())
        else:
            file.writeframes((wide * 32_767).astype("<i2").tobytes())


@pytest.mark.parametrize(
    ("rate", "channels", "width"),
    [(16_000, 1, 2), (8_000, 1, 1), (44_100, 2, 2), (48_000, 6, 2), (96_000, 1, 2)],
)
def test_any_wav_is_read(tmp_path, rate, channels, width):
    path = tmp_path / "speech.wav"
    write(path, tone(1.0, 300.0, rate), rate, channels, width)
    samples = read_speech(path)
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(SPEECH_RATE_HZ, abs=64)
    _at, alike = delay_of(tone(0.5, 300.0, SPEECH_RATE_HZ), samples)
    assert abs(alike) > 0.98


@pytest.mark.parametrize("kind", ["flac", "ogg", "mp3"])
def test_compressed_files_are_read(tmp_path, kind):
    import av

    path = tmp_path / f"speech.{kind}"
    with av.open(str(path), "w") as container:
        codec = {"flac": "flac", "ogg": "libopus", "mp3": "libmp3lame"}[kind]
        stream = container.add_stream(codec, rate=48_000)
        frame = av.AudioFrame.from_ndarray(
            tone(1.0, 300.0, 48_000)[None, :], format="fltp", layout="mono"
        )
        frame.sample_rate = 48_000
        resampler = av.AudioResampler(stream.format, stream.layout, 48_000)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    samples = read_speech(path)
    assert len(samples) / SPEECH_RATE_HZ == pytest.approx(1.0, abs=0.1)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.21, abs=0.03)


def test_what_is_no_recording_is_refused_with_advice(tmp_path):
    text = tmp_path / "a.wav"
    text.write_text("this is no sound")
    empty = tmp_path / "b.wav"
    empty.touch()
    for path in (text, empty, tmp_path / "gone.wav", tmp_path):
        with pytest.raises(InputError) as caught:
            read_speech(path)
        assert caught.value.advice


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 60))
def test_a_hostile_file_is_read_or_refused(tmp_path_factory, junk, keep):
    path = tmp_path_factory.getbasetemp() / "hostile.wav"
    write(path, tone(0.05))
    head = path.read_bytes()[:keep]
    path.write_bytes(head + junk)
    try:
        samples = read_speech(path)
    except InputError:
        return
    assert np.all(np.abs(samples) <= 1.0)


def test_a_picture_and_a_film_without_sound_are_refused(tmp_path):
    import av

    path = tmp_path / "film.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8))
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(InputError, match="no sound"):
        read_speech(path)


def test_more_than_ten_minutes_are_refused(tmp_path):
    path = tmp_path / "long.wav"
    write(path, np.zeros(8_000 * 601, np.float32), 8_000, width=1)
    with pytest.raises(InputError, match="ten minutes"):
        read_speech(path)


def test_the_clock_skips_forward_only():
    base = ManualClock(5.0)
    clock = SkippingClock(base)
    clock.skip_to(Seconds(9.0))
    assert clock.now() == 9.0
    clock.skip_to(Seconds(7.0))
    base.advance(1.0)
    assert clock.now() == 10.0


def listen(microphone, count):
    blocks, done = [], threading.Event()

    def on_block(block) -> None:
        blocks.append(block)
        if len(blocks) >= count:
            done.set()

    microphone.start(on_block)
    assert done.wait(10)
    return blocks


def test_a_recording_is_heard_faster_than_it_was_spoken():
    clock = SkippingClock(ManualClock(100.0))
    speech = noise(3.0, SPEECH_RATE_HZ)
    microphone = WavMicrophone(speech, clock, silence=Seconds(1.0))
    blocks = listen(microphone, 94 + 31)
    microphone.stop()
    assert microphone.finished
    assert microphone.level_dbfs == SILENCE_DBFS
    heard = np.concatenate([block.samples for block in blocks])
    assert heard[: len(speech)].tolist() == speech.tolist()
    assert not heard[len(speech) :].any()
    assert blocks[0].level_dbfs > -40
    ats = [block.at for block in blocks]
    assert ats == pytest.approx([100 + (k + 1) * BLOCK_SECONDS for k in range(125)])
    assert clock.now() == pytest.approx(ats[-1])


def test_on_a_plain_clock_blocks_come_when_they_are_due():
    clock = ManualClock()
    microphone = WavMicrophone(noise(0.1, SPEECH_RATE_HZ), clock, silence=Seconds(0.0))
    microphone.set_device("any")
    blocks = []
    microphone.start(blocks.append)
    microphone.start(blocks.append)
    clock.advance(BLOCK_SECONDS * 2.5)
    arrived = threading.Event()
    microphone.start(lambda block: (blocks.append(block), arrived.set()))
    clock.advance(BLOCK_SECONDS)
    assert arrived.wait(5)
    microphone.stop()
    assert 1 <= len(blocks) <= 3
    assert not microphone.finished


def speak(tmp_path, clock):
    posts: queue.Queue = queue.Queue()
    path = tmp_path / "reply.wav"
    speaker = WavSpeaker(clock, posts.put, path)
    speaker.start()
    return speaker, posts, path


def read(path):
    with wave.open(str(path)) as file:
        assert file.getnchannels() == 1
        rate = file.getframerate()
        return np.frombuffer(file.readframes(10**8), "<i2") / 32_767, rate


def test_what_is_said_is_in_the_file_without_gaps(tmp_path):
    speaker, posts, path = speak(tmp_path, SkippingClock(ManualClock()))
    whole = tone(1.0, 440.0, 24_000)
    speaker.play(ONE, clip_of(whole[:9_000], 0, 24_000))
    speaker.play(ONE, clip_of(whole[9_000:], 1, 24_000))
    events = [posts.get(timeout=5) for _ in range(4)]
    speaker.volume = 5.0
    assert speaker.volume == 1.0
    assert [type(e) for e in events] == [PlaybackStarted, PlaybackFinished] * 2
    assert events[1].at == events[2].at
    speaker.close()
    heard, rate = read(path)
    assert rate == 24_000
    assert heard == pytest.approx(whole, abs=1e-3)
    assert len(speaker.timeline) == 2


def test_a_flush_cuts_the_file_and_tells_whole_words(tmp_path):
    clock = ManualClock()
    speaker, posts, path = speak(tmp_path, clock)
    speaker.play(ONE, clip_of(tone(1.0, rate_hz=24_000), 0, 24_000, "a b c d e"))
    speaker.play(ONE, clip_of(tone(1.0, rate_hz=24_000), 1, 24_000, "never"))
    started = posts.get(timeout=5)
    clock.advance(started.at + 0.5 - clock.now())
    assert speaker.heard().position == pytest.approx(0.5)
    speaker.duck()
    assert speaker.heard().gain < 0.2
    speaker.restore()
    assert speaker.flush(ONE) == "a b"
    assert speaker.heard() is None
    speaker.set_device("any")
    speaker.close()
    heard, rate = read(path)
    assert len(heard) / rate == pytest.approx(0.5)
    assert posts.empty()


def test_a_file_that_cannot_be_written_is_refused_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        WavSpeaker(ManualClock(), print, tmp_path / "gone" / "reply.wav")
    assert "folder" in caught.value.advice
