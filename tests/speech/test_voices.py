"""Which engines there are, and which one speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes import ManualClock
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import SynthesisError
from lumen.core.speech import Sentence, SpeechStyle
from lumen.speech import flite, voices
from lumen.speech.voices import (
    all_voices,
    available_synthesizers,
    choose_synthesizer,
)
from models.random_piper import build_voice

HELLO = Sentence(0, "Hello there.", "Hello there.")
needs_flite = pytest.mark.skipif(
    not flite.flite_speakers(), reason="libflite1 is missing"
)


def speaks(folder: Path, style: SpeechStyle, engine: str = "auto") -> str:
    voice = choose_synthesizer(available_synthesizers(folder), ManualClock(), engine)
    voice.synthesize(HELLO, style, CancellationToken())
    return voice.name


@pytest.fixture
def without_flite(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise SynthesisError("flite is not on this machine.", "Install it.")

    monkeypatch.setattr(voices, "FliteSynthesizer", missing)


def test_a_neural_voice_of_the_language_speaks(tmp_path: Path) -> None:
    build_voice(tmp_path)
    assert speaks(tmp_path, SpeechStyle("en-us")) == "piper"
    assert speaks(tmp_path, SpeechStyle("de")) == "espeak"


@needs_flite
def test_without_one_flite_speaks_english(tmp_path: Path) -> None:
    assert speaks(tmp_path, SpeechStyle("en-gb")) == "flite"
    assert speaks(tmp_path, SpeechStyle("en-us")) == "flite"
    assert speaks(tmp_path, SpeechStyle("fr")) == "espeak"


def test_without_both_the_embedded_voice_speaks(
    tmp_path: Path, without_flite: None
) -> None:
    names = [engine.name for engine in available_synthesizers(tmp_path)]
    assert names == ["piper", "espeak"]
    assert speaks(tmp_path, SpeechStyle("en-us")) == "espeak"


def test_an_engine_that_was_chosen_speaks(tmp_path: Path) -> None:
    build_voice(tmp_path)
    assert speaks(tmp_path, SpeechStyle("en-us"), "espeak") == "espeak"
    assert speaks(tmp_path, SpeechStyle("en-us"), "nonsense") == "piper"


def test_a_broken_neural_voice_is_no_silence(tmp_path: Path) -> None:
    model = build_voice(tmp_path)
    model.write_bytes(b"not a network")
    assert speaks(tmp_path, SpeechStyle("en-us")) in {"flite", "espeak"}


def test_all_voices_are_listed_best_engine_first(tmp_path: Path) -> None:
    build_voice(tmp_path)
    listed = all_voices(available_synthesizers(tmp_path))
    assert listed[0].name == "en_US-nano-medium"
    assert listed[0].title == "Nano (en_US, Piper)"
    assert listed[-1].name.startswith("espeak-")
    assert len({voice.name for voice in listed}) == len(listed)
