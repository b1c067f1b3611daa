"""The models that tests and benchmarks build are real ones to faster-whisper."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel

from models.random_whisper import build_tokenizer, build_whisper, cached_whisper


@pytest.mark.parametrize(
    "text", ["what time is it", " What's up, naïve café?", "今何時ですか", "\n  tabs\t"]
)
def test_the_tokenizer_gives_back_what_it_was_given(text: str) -> None:
    tokenizer = build_tokenizer()
    assert tokenizer.get_vocab_size() == 51865
    assert tokenizer.token_to_id("<|endoftext|>") == 50257
    assert tokenizer.token_to_id("<|startoftranscript|>") == 50258
    assert tokenizer.token_to_id("<|notimestamps|>") == 50363
    assert tokenizer.decode(tokenizer.encode(text).ids) == text


def test_faster_whisper_runs_it_with_words_and_probabilities() -> None:
    folder = cached_whisper(says="tell me a joke", language="en")
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    noise = np.random.default_rng(0).standard_normal(16000).astype(np.float32) * 0.05
    segments, info = model.transcribe(
        noise, beam_size=1, temperature=0, word_timestamps=True, without_timestamps=True
    )
    first = next(iter(segments))
    assert info.language == "en"
    assert first.text.strip() == "tell me a joke"
    assert first.avg_logprob > -0.01
    assert first.no_speech_prob < 0.01
    assert [word.word for word in first.words or ()] == [" tell", " me", " a", " joke"]


def test_a_cached_model_is_built_once() -> None:
    first = cached_whisper(says="stop")
    before = (first / "model.bin").stat().st_mtime_ns
    assert cached_whisper(says="stop") == first
    assert (first / "model.bin").stat().st_mtime_ns == before
    assert cached_whisper(says="go on") != first


def test_the_same_seed_builds_the_same_model(tmp_path: Path) -> None:
    one = build_whisper(tmp_path / "one")
    two = build_whisper(tmp_path / "two")
    other = build_whisper(tmp_path / "other", seed=1)
    assert (one / "model.bin").read_bytes() == (two / "model.bin").read_bytes()
    assert (one / "model.bin").read_bytes() != (other / "model.bin").read_bytes()
