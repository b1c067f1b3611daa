"""Expressions are heard: in the table, and in the sound that comes out."""

from __future__ import annotations

import numpy as np
import pytest

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import SynthesisError
from lumen.core.expression import Expression
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.speech.clips import active_level
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.flite import FliteSynthesizer
from lumen.speech.piper import PiperSynthesizer
from lumen.speech.prosody import FULL, Prosody, prosody_of
from lumen.speech.synthesis import Synthesizer
from models.random_piper import build_voice

TEXT = "We were away a year ago, you know, and now we are all well again."


def test_every_expression_is_in_the_table() -> None:
    assert set(FULL) == set(Expression)


@pytest.mark.parametrize("expression", list(Expression))
def test_without_intensity_nothing_changes(expression: Expression) -> None:
    assert prosody_of(expression, 0.0) == Prosody()
    assert prosody_of(expression, -1.0) == Prosody()
    assert prosody_of(expression, 1.0) == prosody_of(expression, 7.0)
    assert prosody_of(expression, 1.0) == FULL[expression]


def test_half_intensity_lies_between() -> None:
    half = prosody_of(Expression.SAD, 0.5)
    full = FULL[Expression.SAD]
    assert full.rate < half.rate < 1.0
    assert full.semitones < half.semitones < 0.0
    assert full.pause > half.pause > 1.0


def test_pace_stays_within_what_can_be_understood() -> None:
    assert FULL[Expression.HAPPY].pace(2.0) == 2.2
    assert FULL[Expression.SAD].pace(0.5) == 0.5
    assert Prosody().pace(1.3) == 1.3


@pytest.fixture(scope="module", params=["espeak", "flite", "piper"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Synthesizer:
    if request.param == "espeak":
        return EspeakSynthesizer()
    if request.param == "piper":
        folder = tmp_path_factory.mktemp("voices")
        build_voice(folder)
        return PiperSynthesizer(folder)
    try:
        return FliteSynthesizer()
    except SynthesisError as error:
        pytest.skip(error.what)


def say(engine: Synthesizer, expression: Expression, **style: float) -> Clip:
    sentence = Sentence(0, TEXT, TEXT, expression=expression)
    return engine.synthesize(
        sentence, SpeechStyle(intensity=1.0, **style), CancellationToken()
    )


def pitch(samples: Pcm, rate_hz: int) -> float:
    """Median fundamental frequency of the voiced frames, by autocorrelation."""
    size = int(0.04 * rate_hz)
    low, high = int(rate_hz / 420), int(rate_hz / 70)
    loud = np.mean(samples**2) * 0.3
    found = []
    for start in range(0, len(samples) - size, size // 2):
        frame = samples[start : start + size] * np.hanning(size)
        if np.mean(frame**2) < loud:
            continue
        power = np.abs(np.fft.rfft(frame, 4 * size)) ** 2
        lags = np.fft.irfft(power)[:size]
        lag = low + int(np.argmax(lags[low:high]))
        if lags[lag] > 0.5 * lags[0]:
            found.append(rate_hz / lag)
    assert len(found) > 10
    return float(np.median(found))


def speaking_time(clip: Clip) -> float:
    return clip.words[-1].stop - clip.words[0].start


def test_happy_is_faster_higher_and_louder_than_sad(engine: Synthesizer) -> None:
    happy, sad = say(engine, Expression.HAPPY), say(engine, Expression.SAD)
    assert speaking_time(happy) < 0.85 * speaking_time(sad)
    high, low = pitch(happy.samples, happy.rate_hz), pitch(sad.samples, sad.rate_hz)
    assert high > 1.05 * low
    louder = active_level(happy.samples, happy.rate_hz)
    assert louder > active_level(sad.samples, sad.rate_hz) + 2.0


def test_neutral_lies_between(engine: Synthesizer) -> None:
    fast, plain, slow = (
        speaking_time(say(engine, e))
        for e in (Expression.HAPPY, Expression.NEUTRAL, Expression.SAD)
    )
    assert fast < plain < slow


def test_the_persons_pace_is_followed(engine: Synthesizer) -> None:
    plain = speaking_time(say(engine, Expression.NEUTRAL))
    slow = speaking_time(say(engine, Expression.NEUTRAL, rate=0.7))
    fast = speaking_time(say(engine, Expression.NEUTRAL, rate=1.4))
    assert slow / plain == pytest.approx(1 / 0.7, rel=0.15)
    assert fast / plain == pytest.approx(1 / 1.4, rel=0.15)


def test_sad_pauses_longer_behind_a_sentence(engine: Synthesizer) -> None:
    def tail(expression: Expression) -> float:
        clip = say(engine, expression)
        heard = np.flatnonzero(clip.samples)[-1] / clip.rate_hz
        return clip.duration - heard

    assert tail(Expression.SAD) > tail(Expression.HAPPY)
