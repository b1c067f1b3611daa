"""The random voices are voices to Piper: loaded, patched, timed, of true size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from piper import PiperVoice

from models.random_piper import HOP, build_voice


@pytest.mark.parametrize("size", ["nano", "medium"])
def test_piper_speaks_with_it_and_tells_times(tmp_path: Path, size: str) -> None:
    model = build_voice(tmp_path, size=size)
    voice = PiperVoice.load(model, include_alignments=True)
    (chunk,) = voice.synthesize("Hello there.", include_alignments=True)
    assert np.isfinite(chunk.audio_float_array).all()
    assert np.abs(chunk.audio_float_array).max() > 0.01
    told = [one.num_samples for one in chunk.phoneme_alignments]
    assert sum(told) == len(chunk.audio_float_array)
    assert all(samples % HOP == 0 for samples in told)


def test_medium_is_as_large_as_a_real_one(tmp_path: Path) -> None:
    """Published medium voices have 60 to 64 MB; durations and posterior are left out."""
    network = onnx.load(str(build_voice(tmp_path, size="medium")))
    weights = sum(np.prod(one.dims) for one in network.graph.initializer)
    assert 14e6 < weights < 17e6


def test_the_same_voice_is_built_again(tmp_path: Path) -> None:
    one = build_voice(tmp_path / "one", size="nano").read_bytes()
    assert build_voice(tmp_path / "two", size="nano").read_bytes() == one
