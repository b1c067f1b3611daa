"""Clips: loudness, trimming, fades, and times that move along."""

from __future__ import annotations

import numpy as np
import pytest

from lumen.core.errors import SynthesisError
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Sentence, WordTime
from lumen.core.units import Dbfs, Seconds
from lumen.speech.clips import (
    Finish,
    RawSpeech,
    active_level,
    finish_clip,
    join_speech,
    level,
    silent_clip,
)
from lumen.speech.prosody import Prosody
from lumen.speech.visemes import Alphabet, TimedPhoneme

RATE = 16_000
SENTENCE = Sentence(0, "aha", "aha")


def tone(seconds: float, amplitude: float = 0.3) -> np.ndarray:
    at = np.arange(int(seconds * RATE), dtype=np.float32)
    return (amplitude * np.sin(at * 0.2)).astype(np.float32)


def quiet(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE), dtype=np.float32)


def raw(first: str = "a", amplitude: float = 0.3) -> RawSpeech:
    """Half a second of silence, one of sound, one of silence."""
    samples = np.concatenate((quiet(0.5), tone(1.0, amplitude), quiet(1.0)))
    phonemes = (
        TimedPhoneme("", 0.0, 0.5),
        TimedPhoneme(first, 0.5, 1.0),
        TimedPhoneme("ɪ", 1.0, 1.5),
        TimedPhoneme("", 1.5, 2.5),
    )
    words = (WordTime(0, 3, Seconds(0.5), Seconds(1.5)),)
    return RawSpeech(samples, RATE, phonemes, words)


def finish(
    speech: RawSpeech,
    prosody: Prosody | None = None,
    volume: float = 1.0,
    pace: float = 1.0,
    stop: str = "",
) -> Clip:
    how = Finish(Alphabet.IPA, prosody or Prosody(), volume, pace, stop)
    return finish_clip(SENTENCE, speech, how)


def test_silence_around_the_speech_is_cut() -> None:
    clip = finish(raw())
    assert clip.duration == pytest.approx(1.0 + 0.01 + 0.03 + 0.05, abs=0.005)
    assert clip.words[0].start == pytest.approx(0.01, abs=0.002)
    assert clip.words[0].stop == pytest.approx(1.01, abs=0.002)
    assert [s.viseme for s in clip.visemes] == [
        Viseme.SIL,
        Viseme.AA,
        Viseme.IH,
        Viseme.SIL,
    ]


def test_lips_have_time_to_close_before_a_plosive() -> None:
    assert finish(raw("p")).words[0].start == pytest.approx(0.035, abs=0.002)


def test_arpabet_pauses_are_not_what_a_clip_starts_with() -> None:
    speech = raw("p")
    phonemes = (TimedPhoneme("pau", 0.0, 0.5), *speech.phonemes[1:3])
    speech = RawSpeech(speech.samples, RATE, phonemes, speech.words)
    how = Finish(Alphabet.ARPABET, Prosody(), 1.0)
    clip = finish_clip(SENTENCE, speech, how)
    assert clip.words[0].start == pytest.approx(0.035, abs=0.002)


@pytest.mark.parametrize("amplitude", [0.001, 0.05, 0.9])
def test_all_voices_are_equally_loud(amplitude: float) -> None:
    clip = finish(raw(amplitude=amplitude))
    assert active_level(clip.samples, RATE) == pytest.approx(-20.0, abs=0.3)


def test_pauses_do_not_count_as_quiet_speech() -> None:
    steady = active_level(tone(1.0), RATE)
    assert active_level(np.concatenate((tone(1.0), quiet(3.0))), RATE) == pytest.approx(
        steady, abs=0.2
    )


def test_loudness_is_given_up_before_clipping() -> None:
    clicks = tone(1.0, 0.01)
    clicks[::4000] = 0.5
    made = level(clicks, RATE, Dbfs(-3.0))
    assert np.abs(made).max() == pytest.approx(0.97, abs=0.001)
    assert made.dtype == np.float32


def test_levels_of_very_short_and_silent_sound() -> None:
    assert active_level(tone(0.01), RATE) < 0.0
    assert active_level(np.zeros(0, np.float32), RATE) == -120.0
    assert not level(quiet(0.1), RATE, Dbfs(-20.0)).any()


def test_both_ends_are_without_a_click() -> None:
    samples = np.full(RATE, 0.4, dtype=np.float32)
    samples[::2] *= -1.0
    clip = finish(RawSpeech(samples, RATE, (), ()))
    assert clip.samples[0] == 0.0
    heard = clip.samples[: RATE // 2]
    steps = np.abs(np.diff(np.abs(heard)))
    assert steps.max() < 0.02


def test_the_volume_and_the_gain_are_applied() -> None:
    plain = active_level(finish(raw()).samples, RATE)
    loud = active_level(finish(raw(), Prosody(gain_db=3.0)).samples, RATE)
    soft = active_level(finish(raw(), volume=0.5).samples, RATE)
    assert loud - plain == pytest.approx(3.0, abs=0.1)
    assert soft - plain == pytest.approx(-6.0, abs=0.1)
    assert not finish(raw(), volume=-1.0).samples.any()


@pytest.mark.parametrize(
    ("stop", "pace", "pause", "seconds"),
    [
        (".", 1.0, 1.0, 0.20),
        ("?", 2.0, 1.0, 0.10),
        (",", 1.0, 1.0, 0.10),
        ("", 1.0, 1.0, 0.05),
        (".", 1.0, 1.5, 0.30),
    ],
)
def test_the_pause_follows_punctuation_pace_and_expression(
    stop: str, pace: float, pause: float, seconds: float
) -> None:
    clip = finish(raw(), Prosody(pause=pause), pace=pace, stop=stop)
    assert clip.duration == pytest.approx(1.04 + seconds, abs=0.005)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.float32),
        np.zeros(100, np.float32),
        np.full(100, np.nan, np.float32),
        np.array([0.1, np.inf, 0.1], np.float32),
        np.array([0.1, np.nan, 0.1], np.float32),
    ],
)
def test_what_is_no_sound_is_our_error(samples: np.ndarray) -> None:
    with pytest.raises(SynthesisError):
        finish(RawSpeech(samples, RATE, (), ()))


def test_sound_without_end_is_our_error() -> None:
    with pytest.raises(SynthesisError):
        finish(RawSpeech(np.full(6001, 0.1, np.float32), 10, (), ()))


def test_a_sound_of_one_frame_is_a_clip() -> None:
    clip = finish(RawSpeech(np.array([0.5], np.float32), RATE, (), ()))
    assert np.isfinite(clip.samples).all()
    assert clip.visemes[-1].end == pytest.approx(clip.duration)


def test_parts_are_joined_on_one_time_line() -> None:
    one, two = raw(), raw("o")
    both = join_speech([one, two])
    assert len(both.samples) == 2 * len(one.samples)
    assert both.phonemes[5].start == pytest.approx(3.0)
    assert both.words[1].stop == pytest.approx(4.0)
    assert join_speech([one]) is one


def test_nothing_to_say_is_a_clip_too() -> None:
    clip = silent_clip(SENTENCE, RATE)
    assert clip.duration == pytest.approx(0.02)
    assert [s.viseme for s in clip.visemes] == [Viseme.SIL]
