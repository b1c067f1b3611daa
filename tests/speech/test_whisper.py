from __future__ import annotations

import shutil
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, ModelMissingError, RecognitionError
from lumen.speech.plausibility import PlausibilitySettings
from lumen.speech.whisper import WhisperRecognizer, WhisperSettings
from models.random_whisper import cached_whisper

SETTINGS = WhisperSettings(cpu_threads=1)


def speech(seconds: float) -> Pcm:
    """Noise that comes and goes, so that it is not as level as noise."""
    rng = np.random.default_rng(0)
    samples = rng.standard_normal(int(16000 * seconds)) * 0.05
    samples[: len(samples) // 4] *= 0.01
    return samples.astype(np.float32)


class Watch:
    """Notes what the encoder and the decoder are asked for."""

    def __init__(
        self, recognizer: WhisperRecognizer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        model = recognizer._load()
        self.windows: list[int] = []
        self.beams: list[int] = []
        encode, generate = model.encode, model.model.generate

        def watched_encode(features: Any) -> Any:
            self.windows.append(features.shape[-1])
            return encode(features)

        inside = model.model

        class Watched:
            def __getattr__(self, name: str) -> Any:
                return getattr(inside, name)

        def watched_generate(*args: Any, **options: Any) -> Any:
            self.beams.append(options["beam_size"])
            return generate(*args, **options)

        watched = Watched()
        watched.generate = watched_generate  # type: ignore[attr-defined] # on purpose
        monkeypatch.setattr(model, "encode", watched_encode)
        monkeypatch.setattr(model, "model", watched)


def test_it_hears_in_a_short_window(
    whisper_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer = WhisperRecognizer(whisper_folder, "nano", SETTINGS)
    watch = Watch(recognizer, monkeypatch)
    transcript = recognizer.transcribe(speech(3.33), CancellationToken())
    assert transcript.text == "what time is it"
    assert transcript.confidence > 0.9
    assert (transcript.language, transcript.engine) == ("en", "whisper-nano")
    assert watch.windows == [450]  # 3.33 s and one second, rounded up to half seconds
    assert watch.beams == [1]


@pytest.mark.parametrize(
    ("seconds", "window"), [(0.3, 200), (28.0, 2900), (29.9, 3000)]
)
def test_the_window_fits_the_audio(
    whisper_folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, window: int
) -> None:
    recognizer = WhisperRecognizer(whisper_folder, "nano", SETTINGS)
    watch = Watch(recognizer, monkeypatch)
    recognizer.transcribe(speech(seconds), CancellationToken())
    assert watch.windows == [window]


def test_the_encoder_meets_few_lengths_whatever_is_said(whisper_folder: Path) -> None:
    """It keeps what it compiled for each."""
    recognizer = WhisperRecognizer(whisper_folder, "nano", SETTINGS)
    lengths = range(0, 30 * 16_000, 997)
    windows = {recognizer._window(length) for length in lengths}
    assert len(windows) <= 60
    for length in lengths:
        assert recognizer._window(length) >= min(3000, length / 160 + 100)


def test_a_loop_is_tried_again_in_the_full_window_and_then_rejected(
    looping_whisper_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer = WhisperRecognizer(looping_whisper_folder, "nano", SETTINGS)
    watch = Watch(recognizer, monkeypatch)
    transcript = recognizer.transcribe(speech(2), CancellationToken())
    assert watch.windows == [300, 3000]
    assert watch.beams[0] == 1
    assert watch.beams[-1] == 5
    assert transcript.rejected
    assert transcript.text == ""


def test_what_is_unlikely_is_rejected(unsure_whisper_folder: Path) -> None:
    recognizer = WhisperRecognizer(unsure_whisper_folder, "nano", SETTINGS)
    transcript = recognizer.transcribe(speech(2), CancellationToken())
    assert transcript.rejected
    assert transcript.confidence == 0


def test_the_full_window_may_mend_what_the_short_one_spoilt(
    whisper_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer = WhisperRecognizer(whisper_folder, "nano", SETTINGS)
    watch = Watch(recognizer, monkeypatch)
    trust = iter([False, True])
    monkeypatch.setattr("lumen.speech.whisper.trusted", lambda *_: next(trust))
    transcript = recognizer.transcribe(speech(2), CancellationToken())
    assert transcript.text == "what time is it"
    assert watch.windows == [300, 3000]
    assert watch.beams == [1, 1]


def test_an_invention_over_quiet_noise_is_silence() -> None:
    folder = cached_whisper(says="Thank you.")
    recognizer = WhisperRecognizer(folder, "nano", SETTINGS)
    faint = speech(2) * 0.01
    assert recognizer.transcribe(faint, CancellationToken()).silent
    loud = recognizer.transcribe(speech(2), CancellationToken())
    assert loud.text == "Thank you."


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        (WhisperSettings(), "de"),
        (WhisperSettings(languages=("en", "de")), "de"),
        (WhisperSettings(languages=("fr",)), "fr"),
        (WhisperSettings(language="it"), "it"),
        (WhisperSettings(language="pt-BR"), "pt"),
    ],
)
def test_the_language_is_detected_within_the_set_or_fixed(
    settings: WhisperSettings, language: str
) -> None:
    folder = cached_whisper(says="wie spät ist es", language="de")
    recognizer = WhisperRecognizer(folder, "nano", settings)
    transcript = recognizer.transcribe(speech(2), CancellationToken())
    assert transcript.language == language


def test_detection_never_leaves_the_set() -> None:
    folder = cached_whisper(says="wie spät ist es", language="de")
    settings = replace(SETTINGS, languages=("en", "fr"))
    recognizer = WhisperRecognizer(folder, "nano", settings)
    heard = recognizer.transcribe(speech(2), CancellationToken())
    assert heard.language in {"en", "fr"}


@pytest.mark.parametrize("step", [1, 2, 3, 100])
def test_decoding_in_steps_changes_nothing(step: int) -> None:
    says = "one two three four five six seven eight"
    folder = cached_whisper(says=says)
    settings = replace(SETTINGS, tokens_per_step=step)
    recognizer = WhisperRecognizer(folder, "nano", settings)
    transcript = recognizer.transcribe(speech(2), CancellationToken())
    assert transcript.text == says
    assert transcript.confidence == pytest.approx(1.0, abs=1e-3)


def test_a_realistic_number_of_tokens_can_be_asked_for(
    looping_whisper_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anything = PlausibilitySettings(
        min_log_probability=-99,
        doubtful_log_probability=-99,
        max_compression_ratio=99,
        max_letters_per_second=999,
    )
    settings = replace(SETTINGS, max_new_tokens=4, plausibility=anything)
    recognizer = WhisperRecognizer(looping_whisper_folder, "nano", settings)
    watch = Watch(recognizer, monkeypatch)
    transcript = recognizer.transcribe(speech(2), CancellationToken())
    assert len(transcript.text.split()) == 4
    assert watch.windows == [300]


class CancelledAfter(CancellationToken):
    """Is cancelled while it is being looked at for the so-manieth time."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks
        self.looks = 0

    def check(self) -> None:
        self.looks += 1
        if self.looks == self.left:
            self.cancel()
        super().check()


def test_cancelling_stops_between_steps(looping_whisper_folder: Path) -> None:
    settings = replace(SETTINGS, tokens_per_step=1)
    recognizer = WhisperRecognizer(looping_whisper_folder, "nano", settings)
    whole = CancelledAfter(10_000)
    recognizer.transcribe(speech(2), whole)
    with pytest.raises(Cancelled):
        recognizer.transcribe(speech(2), CancelledAfter(5))
    assert whole.looks > 5 + 3  # it was cut between two steps, not before the first


def test_what_is_longer_than_the_window_is_heard_in_parts(whisper_folder: Path) -> None:
    recognizer = WhisperRecognizer(whisper_folder, "nano", SETTINGS)
    transcript = recognizer.transcribe(speech(40), CancellationToken())
    assert transcript.text == "what time is it what time is it"


# ---- models that are not as they should be ------------------------------------------------


@pytest.mark.parametrize("missing", ["model.bin", "config.json", "tokenizer.json"])
def test_an_incomplete_model_is_missing_and_the_network_is_not_asked(
    whisper_folder: Path,
    tmp_path: Path,
    missing: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_network(*_: Any) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    folder = tmp_path / "model"
    shutil.copytree(whisper_folder, folder)
    (folder / missing).unlink()
    with pytest.raises(ModelMissingError) as caught:
        WhisperRecognizer(folder, "base").warm_up()
    assert caught.value.model == "whisper-base"
    assert missing in caught.value.what
    assert "lumen models" in caught.value.advice


def test_no_model_at_all_is_missing(tmp_path: Path) -> None:
    recognizer = WhisperRecognizer(tmp_path / "nothing", "tiny")
    with pytest.raises(ModelMissingError):
        recognizer.transcribe(speech(1), CancellationToken())


@pytest.mark.parametrize("damaged", ["model.bin", "config.json", "tokenizer.json"])
def test_a_damaged_model_is_said(
    whisper_folder: Path, tmp_path: Path, damaged: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(whisper_folder, folder)
    content = (folder / damaged).read_bytes()
    (folder / damaged).write_bytes(content[: len(content) // 3])
    with pytest.raises(RecognitionError) as caught:
        WhisperRecognizer(folder, "base").warm_up()
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.advice


def test_a_failing_engine_raises_ours(
    whisper_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer = WhisperRecognizer(whisper_folder, "nano", SETTINGS)
    model = recognizer._load()

    def fail(_: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(model, "encode", fail)
    with pytest.raises(RecognitionError) as caught:
        recognizer.transcribe(speech(1), CancellationToken())
    assert "secret" not in str(caught.value)


def test_warming_up_runs_the_model(
    whisper_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer = WhisperRecognizer(whisper_folder, "nano", SETTINGS)
    watch = Watch(recognizer, monkeypatch)
    recognizer.warm_up()
    assert watch.windows == [300]
    assert watch.beams == [1]
