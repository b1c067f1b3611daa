"""What every recogniser promises, the fake one included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fakes import ScriptedRecognizer
from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled
from lumen.speech.embedded import EmbeddedRecognizer
from lumen.speech.recognition import Recognizer
from lumen.speech.whisper import WhisperRecognizer

Build = Callable[[], Recognizer]


def scripted(_: Path) -> Recognizer:
    return ScriptedRecognizer("")


def whisper(folder: Path) -> Recognizer:
    return WhisperRecognizer(folder, "nano")


def embedded(_: Path) -> Recognizer:
    return EmbeddedRecognizer(["what time is it", "stop", "tell me a joke"])


@pytest.fixture(params=[scripted, whisper, embedded])
def recognizer(request: pytest.FixtureRequest, whisper_folder: Path) -> Recognizer:
    built: Recognizer = request.param(whisper_folder)
    return built


def noise(seconds: float, level: float = 0.05) -> Pcm:
    samples = np.random.default_rng(3).standard_normal(int(16000 * seconds)) * level
    return samples.astype(np.float32)


def test_it_has_a_name_and_warms_up_twice(recognizer: Recognizer) -> None:
    assert recognizer.name
    recognizer.warm_up()
    recognizer.warm_up()


@pytest.mark.parametrize(
    "samples",
    [
        noise(2),
        noise(0.01),
        np.zeros(0, np.float32),
        np.zeros(16000, np.float32),
        np.full(16000, np.nan, np.float32),
        np.full(16000, 1e9, np.float32),
        noise(31),
    ],
    ids=["noise", "short", "empty", "silence", "nan", "huge", "long"],
)
def test_anything_gives_a_transcript(recognizer: Recognizer, samples: Pcm) -> None:
    before = samples.copy()
    transcript = recognizer.transcribe(samples, CancellationToken())
    assert 0 <= transcript.confidence <= 1
    assert transcript.engine == recognizer.name
    assert transcript.language
    assert not (transcript.text and transcript.rejected)
    assert transcript.text == transcript.text.strip()
    np.testing.assert_array_equal(samples, before)


@pytest.mark.parametrize("frames", [0, 1600, 16000])
def test_silence_is_silent(recognizer: Recognizer, frames: int) -> None:
    samples = np.zeros(frames, np.float32)
    assert recognizer.transcribe(samples, CancellationToken()).silent


def test_a_cancelled_transcription_gives_nothing(recognizer: Recognizer) -> None:
    token = CancellationToken()
    token.cancel()
    with pytest.raises(Cancelled):
        recognizer.transcribe(noise(1), token)
    # and the engine is fit for the next
    recognizer.transcribe(noise(1), CancellationToken())
