"""What recognising one utterance with Whisper costs, in a short window and a full one.

The models have random weights and their true size, so time and memory are the real ones.

Run: python -m pytest -s tests/benchmarks/bench_whisper.py
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from lumen.core.cancellation import CancellationToken
from lumen.speech.whisper import WhisperRecognizer, WhisperSettings
from models.random_whisper import cached_whisper

_SAYS = "What is the weather going to be like tomorrow?"


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_bench_whisper(capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["size  language audio  window    p50   p95 (ms, 15 runs)"]
    rng = np.random.default_rng(0)
    for size in ("tiny", "base"):
        folder = cached_whisper(size, _SAYS)
        for language in ("en", None):
            for window in ("short", "full"):
                settings = WhisperSettings(language=language)
                if window == "full":
                    settings = replace(settings, min_window_seconds=30.0)
                recognizer = WhisperRecognizer(folder, size, settings)
                recognizer.warm_up()
                for seconds in (2, 5):
                    samples = rng.standard_normal(16000 * seconds).astype(np.float32)
                    samples *= 0.05
                    samples[:4000] *= 0.01
                    spent = []
                    for _ in range(15):
                        began = time.perf_counter()
                        heard = recognizer.transcribe(samples, CancellationToken())
                        spent.append(time.perf_counter() - began)
                        assert heard.text == _SAYS
                    p50, p95 = np.percentile(spent, [50, 95]) * 1000
                    rows.append(
                        f"{size:<5} {language or 'detect':<8} {seconds:3} s  "
                        f"{window:<6} {p50:6.0f} {p95:5.0f}"
                    )
    with capsys.disabled():
        print("\n" + "\n".join(rows))
