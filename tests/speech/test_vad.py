from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import speaking
from fakes import ScriptedDetector
from lumen.core.audio import BLOCK_FRAMES, Pcm
from lumen.core.errors import RecognitionError
from lumen.speech import vad
from lumen.speech.vad import SileroDetector, VoiceDetector, silero_model


@pytest.fixture(scope="module")
def silero() -> SileroDetector:
    return SileroDetector()


def probabilities(detector: VoiceDetector, samples: Pcm) -> list[float]:
    whole = len(samples) // BLOCK_FRAMES * BLOCK_FRAMES
    blocks = samples[:whole].reshape(-1, BLOCK_FRAMES)
    return [detector.probability(block) for block in blocks]


def noise(seconds: float, level: float) -> Pcm:
    samples = np.random.default_rng(1).standard_normal(int(16000 * seconds)) * level
    return samples.astype(np.float32)


@pytest.mark.parametrize("detector", [SileroDetector, ScriptedDetector])
def test_contract_of_voice_detectors(detector: type[VoiceDetector]) -> None:
    tested = detector()
    for probability in probabilities(tested, np.clip(noise(0.5, 0.1), 0, 1)):
        assert 0 <= probability <= 1
    tested.reset()
    assert 0 <= tested.probability(np.zeros(BLOCK_FRAMES, np.float32)) <= 1


def test_noise_is_no_speech(silero: SileroDetector) -> None:
    silero.reset()
    assert max(probabilities(silero, noise(3, 0.02))) < 0.5


@pytest.mark.skipif(not speaking.can_speak(), reason="libflite1 is not installed")
def test_speech_is_told_from_the_silence_around_it(silero: SileroDetector) -> None:
    silero.reset()
    spoken = speaking.say("Tell me another joke, please.")
    heard = probabilities(silero, np.concatenate([spoken, noise(1, 3e-4)]))
    assert np.mean(np.array(heard[12:-45]) > 0.5) > 0.7
    assert max(heard[:8]) < 0.35
    assert max(heard[-10:]) < 0.35


@pytest.mark.skipif(not speaking.can_speak(), reason="libflite1 is not installed")
def test_after_a_reset_the_same_audio_gives_the_same(silero: SileroDetector) -> None:
    spoken = speaking.say("Hello.")
    silero.reset()
    first = probabilities(silero, spoken)
    silero.reset()
    assert probabilities(silero, spoken) == first


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_a_broken_block_does_not_spoil_the_ones_behind_it(
    silero: SileroDetector, broken: float
) -> None:
    silero.reset()
    block = noise(0.032, 0.01)
    block[100] = broken
    assert silero.probability(block) == 0
    assert max(probabilities(silero, noise(0.5, 0.01))) < 0.5


def test_the_model_is_found_without_loading_ctranslate2() -> None:
    code = (
        "import sys; from lumen.speech.vad import SileroDetector; SileroDetector();"
        "assert 'ctranslate2' not in sys.modules and 'faster_whisper' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vad.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RecognitionError) as caught:
        silero_model()
    assert "Install" in caught.value.advice
    with pytest.raises(RecognitionError, match="missing"):
        SileroDetector()


def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    damaged = tmp_path / "silero.onnx"
    damaged.write_bytes(b"not a model")
    with pytest.raises(RecognitionError, match="could not be loaded"):
        SileroDetector(damaged)


def test_the_detector_tells_nobody_that_it_was_loaded(tmp_path: Path) -> None:
    """ONNX Runtime's telemetry keeps a number of the machine, and events to be sent."""
    environment = {k: v for k, v in os.environ.items() if "TELEMETRY" not in k}
    environment |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    load = "from lumen.speech.vad import SileroDetector; SileroDetector()"
    subprocess.run([sys.executable, "-c", load], check=True, env=environment)
    assert [f for f in tmp_path.rglob("*") if f.is_file()] == []
