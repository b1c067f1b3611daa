"""flite, where it is installed: voices, letters, long text, memory."""

from __future__ import annotations

import ctypes

import psutil
import pytest

from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, SynthesisError
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.speech import flite
from lumen.speech.flite import FliteSynthesizer, flite_speakers

needs_flite = pytest.mark.skipif(not flite_speakers(), reason="libflite1 is missing")


def say(text: str, voice: str = "") -> Clip:
    return FliteSynthesizer().synthesize(
        Sentence(0, text, text), SpeechStyle(voice=voice), CancellationToken()
    )


@needs_flite
def test_the_clear_voice_comes_first() -> None:
    assert FliteSynthesizer().voices()[0].name == "flite-slt"


@needs_flite
def test_voices_differ() -> None:
    voices = FliteSynthesizer().voices()
    lengths = {len(say("Good morning to you.", voice.name).samples) for voice in voices}
    assert len(lengths) == len(voices)


@needs_flite
def test_accents_and_signs_become_english_letters() -> None:
    text = "Café Søren: 20€ & 5%."
    clip = say(text)
    words = [text[word.begin : word.end] for word in clip.words]
    assert words == ["Café", "Søren", "20€", "&", "5%"]
    twenty, five = clip.words[2], clip.words[4]
    assert twenty.stop - twenty.start > 0.5  # "twenty euros"
    assert five.stop > five.start


@needs_flite
@pytest.mark.parametrize("text", ["Привет, мир", "你好 世界", "שלום לכולם"])
def test_other_scripts_are_left_to_other_engines(text: str) -> None:
    with pytest.raises(SynthesisError) as caught:
        say(text)
    assert "Latin" in caught.value.what


@needs_flite
def test_one_foreign_word_is_left_out() -> None:
    text = "My good old friend Иван is here."
    clip = say(text)
    words = [text[word.begin : word.end] for word in clip.words]
    assert words == ["My", "good", "old", "friend", "is", "here"]


@needs_flite
def test_the_token_is_checked_between_stretches() -> None:
    class StopsLater(CancellationToken):
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked > 3:
                raise Cancelled

    text = "one two three four five six seven eight nine ten, " * 40
    with pytest.raises(Cancelled):
        FliteSynthesizer().synthesize(
            Sentence(0, text, text), SpeechStyle(), StopsLater()
        )


@needs_flite
def test_utterances_are_freed() -> None:
    engine = FliteSynthesizer()
    text = "The quick brown fox jumps over the lazy dog near the river bank today."
    sentence, token = Sentence(0, text, text), CancellationToken()
    process = psutil.Process()
    for _ in range(5):
        engine.synthesize(sentence, SpeechStyle(), token)
    before = process.memory_info().rss
    for _ in range(20):
        engine.synthesize(sentence, SpeechStyle(), token)
    assert process.memory_info().rss - before < 3_000_000


@needs_flite
def test_sound_that_is_missing_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    library = flite._library("slt")
    monkeypatch.setattr(library._lib, "utt_wave", lambda _: None)
    with pytest.raises(SynthesisError):
        say("Hello there.")


@needs_flite
def test_a_failing_synthesis_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    library = flite._library("slt")
    monkeypatch.setattr(library._lib, "utt_synth", lambda _: None)
    with pytest.raises(SynthesisError):
        say("Hello there.")


@needs_flite
def test_relations_that_are_missing_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    library = flite._library("slt")
    monkeypatch.setattr(library._lib, "utt_relation_present", lambda *_: 0)
    clip = say("Hello there.")
    assert clip.words == ()


def test_without_the_library_it_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: object, **_named: object) -> None:
        raise OSError("no such library")

    monkeypatch.setattr(ctypes, "CDLL", gone)
    monkeypatch.setattr(flite, "_library", flite._Library)
    assert flite_speakers() == ()
    with pytest.raises(SynthesisError) as caught:
        FliteSynthesizer()
    assert "libflite1" in caught.value.advice


@needs_flite
def test_a_voice_that_does_not_register_is_not_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Library:
        def __init__(self, name: str, **_named: object) -> None:
            self._name = name

        def __getattr__(self, name: str) -> object:
            def nothing(*_args: object) -> None:
                return None

            return nothing

    monkeypatch.setattr(ctypes, "CDLL", Library)
    with pytest.raises(SynthesisError):
        flite._Library("slt")
