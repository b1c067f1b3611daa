from __future__ import annotations

import numpy as np
import pytest

import speaking
from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, RecognitionError
from lumen.core.speech import Transcript
from lumen.speech import embedded
from lumen.speech.embedded import EmbeddedRecognizer

PHRASES = [
    "what (time|day) is it",
    "what is the date [today]",
    "tell me (a|another) joke",
    "[please] stop",
    "be quiet",
    "louder",
    "quieter",
    "repeat that",
    "good (morning|evening|night)",
    "hello [lumen]",
    "what can you do",
    "how are you",
    "help me",
]
needs_a_voice = pytest.mark.skipif(
    not speaking.can_speak(), reason="libflite1 is not installed"
)


@pytest.fixture(scope="module")
def recognizer() -> EmbeddedRecognizer:
    built = EmbeddedRecognizer(PHRASES)
    built.warm_up()
    return built


def hear(recognizer: EmbeddedRecognizer, samples: Pcm) -> Transcript:
    return recognizer.transcribe(samples, CancellationToken())


@needs_a_voice
@pytest.mark.parametrize("voice", ["slt", "rms"])
@pytest.mark.parametrize(
    "phrase",
    [
        "what time is it",
        "tell me another joke",
        "what is the date today",
        "repeat that",
        "hello lumen",
        "good morning",
    ],
)
def test_phrases_are_understood(
    recognizer: EmbeddedRecognizer, phrase: str, voice: str
) -> None:
    transcript = hear(recognizer, speaking.say(phrase, voice))
    assert transcript.text == phrase
    assert transcript.confidence >= 0.5
    assert not transcript.rejected


@needs_a_voice
@pytest.mark.parametrize("voice", ["slt", "rms"])
@pytest.mark.parametrize(
    "sentence",
    [
        "I would rather walk along the river before the rain comes.",
        "My grandmother planted three apple trees behind the house.",
        "seventeen purple elephants",
        "banana",
        "Could you order some flowers for her birthday next Saturday?",
    ],
)
def test_anything_else_is_rejected(
    recognizer: EmbeddedRecognizer, sentence: str, voice: str
) -> None:
    transcript = hear(recognizer, speaking.say(sentence, voice))
    assert transcript.rejected
    assert transcript.text == ""
    assert transcript.confidence < 0.5


@needs_a_voice
def test_what_nearly_fits_is_offered() -> None:
    strict = EmbeddedRecognizer(PHRASES, min_confidence=0.9999)
    transcript = hear(strict, speaking.say("tell me another joke"))
    assert transcript.rejected
    assert transcript.suggestions == ("tell me another joke",)


@needs_a_voice
def test_a_beginning_offers_what_begins_so(recognizer: EmbeddedRecognizer) -> None:
    assert recognizer._suggest("tell me") == ("tell me a joke", "tell me another joke")
    assert recognizer._suggest("") == ()


def test_noise_is_not_understood(recognizer: EmbeddedRecognizer) -> None:
    rng = np.random.default_rng(0)
    for level in (0.003, 0.03, 0.3):
        noise = (rng.standard_normal(32000) * level).astype(np.float32)
        assert hear(recognizer, noise).text == ""


def test_a_speech_is_rejected_without_decoding(
    recognizer: EmbeddedRecognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognizer, "_search", lambda *_: pytest.fail("it was decoded"))
    tone = np.sin(np.arange(16000 * 12) * 0.1).astype(np.float32) * 0.3
    assert hear(recognizer, tone).rejected


def test_words_that_nobody_can_pronounce_are_left_out() -> None:
    recognizer = EmbeddedRecognizer(["play zqxv", "stop", "hello lumen"])
    assert recognizer.left_out == ()
    recognizer.warm_up()
    assert recognizer.left_out == ("play zqxv",)


@needs_a_voice
def test_a_pronunciation_can_be_given() -> None:
    recognizer = EmbeddedRecognizer(
        ["open zqxv", "stop"], pronunciations={"zqxv": "B AH N AE N AH"}
    )
    assert hear(recognizer, speaking.say("open banana")).text == "open zqxv"
    assert recognizer.left_out == ()


def test_without_a_single_phrase_it_says_so() -> None:
    with pytest.raises(RecognitionError, match="knows no phrases"):
        EmbeddedRecognizer(["zqxv"]).warm_up()


def test_a_malformed_template_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="bracket"):
        EmbeddedRecognizer(["tell me (a joke"])


def test_a_bad_pronunciation_is_said() -> None:
    recognizer = EmbeddedRecognizer(["zqxv"], pronunciations={"zqxv": "NO SUCH"})
    with pytest.raises(RecognitionError) as caught:
        recognizer.warm_up()
    assert caught.value.advice


def test_cancelling_between_the_two_searches(
    recognizer: EmbeddedRecognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = CancellationToken()
    search = recognizer._search
    searches: list[str] = []

    def cancelling(decoder: object, name: str, pcm: bytes) -> tuple[str, float]:
        searches.append(name)
        token.cancel()
        return search(decoder, name, pcm)

    monkeypatch.setattr(recognizer, "_search", cancelling)
    noise = np.random.default_rng(0).standard_normal(16000).astype(np.float32) * 0.05
    with pytest.raises(Cancelled):
        recognizer.transcribe(noise, token)
    assert searches == [embedded._PHRASES]


def test_a_failing_decoder_is_said_and_replaced(
    recognizer: EmbeddedRecognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def activate_search(self, name: str) -> None:
            raise RuntimeError("secret")

    noise = np.random.default_rng(0).standard_normal(16000).astype(np.float32) * 0.05
    monkeypatch.setattr(recognizer, "_decoder", Failing())
    with pytest.raises(RecognitionError) as caught:
        hear(recognizer, noise)
    assert "secret" not in str(caught.value)
    assert hear(recognizer, noise).text == ""
