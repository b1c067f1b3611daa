"""What every `Synthesizer` promises, checked on the fake and on the real engines."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import ManualClock, ToneSynthesizer
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, SynthesisError
from lumen.core.expression import Expression, Viseme
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.flite import FliteSynthesizer
from lumen.speech.piper import PiperSynthesizer
from lumen.speech.synthesis import FallbackSynthesizer, Synthesizer
from models.random_piper import build_voice

EN = SpeechStyle()
TEXT = "Please, buy seven maps of Rome: now."
LONG = ("We went up the hill, and looked at the bay for a while. " * 40)[:2000]


def say(text: str, expression: Expression = Expression.NEUTRAL) -> Sentence:
    return Sentence(0, text, text, expression=expression)


@pytest.fixture(scope="module")
def piper_folder(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("voices")
    build_voice(folder)
    return folder


@pytest.fixture(scope="module", params=["tone", "espeak", "flite", "piper", "chain"])
def engine(request: pytest.FixtureRequest, piper_folder) -> Synthesizer:
    def flite() -> Synthesizer:
        try:
            return FliteSynthesizer()
        except SynthesisError as error:
            pytest.skip(error.what)

    make: dict[str, Callable[[], Synthesizer]] = {
        "tone": ToneSynthesizer,
        "espeak": EspeakSynthesizer,
        "flite": flite,
        "piper": lambda: PiperSynthesizer(piper_folder),
        "chain": lambda: FallbackSynthesizer([EspeakSynthesizer()], ManualClock()),
    }
    return make[request.param]()


def check(clip: Clip) -> None:
    assert clip.samples.dtype == np.float32
    assert clip.samples.ndim == 1
    assert len(clip.samples) > 0
    assert np.isfinite(clip.samples).all()
    assert np.abs(clip.samples).max() <= 1.0
    assert 8_000 <= clip.rate_hz <= 48_000
    assert clip.visemes[0].start == 0.0
    assert clip.visemes[-1].end == pytest.approx(clip.duration)
    for span, following in zip(clip.visemes, clip.visemes[1:], strict=False):
        assert span.end == following.start
    assert all(span.end > span.start for span in clip.visemes)
    assert all(0.0 < span.weight <= 1.0 for span in clip.visemes)
    assert sum(s.end - s.start for s in clip.visemes) == pytest.approx(clip.duration)
    last_end, last_start = 0, 0.0
    for word in clip.words:
        assert last_end <= word.begin < word.end <= len(clip.sentence.spoken)
        assert last_start <= word.start <= word.stop <= clip.duration + 1e-6
        last_end, last_start = word.end, word.start


def speak(engine: Synthesizer, text: str, style: SpeechStyle = EN) -> Clip:
    clip = engine.synthesize(say(text), style, CancellationToken())
    check(clip)
    return clip


def test_it_has_a_name_and_voices(engine: Synthesizer) -> None:
    assert engine.name
    voices = engine.voices()
    assert voices
    assert len({voice.name for voice in voices}) == len(voices)
    assert all(voice.title and voice.language for voice in voices)


def test_it_warms_up_any_number_of_times(engine: Synthesizer) -> None:
    engine.warm_up(EN)
    engine.warm_up(EN)


def test_a_sentence_becomes_sound_mouth_and_words(engine: Synthesizer) -> None:
    clip = speak(engine, TEXT)
    assert np.abs(clip.samples).max() > 0.05
    assert len({span.viseme for span in clip.visemes}) > 1
    said = [TEXT[word.begin : word.end] for word in clip.words]
    assert said == ["Please", "buy", "seven", "maps", "of", "Rome", "now"]


def test_what_was_heard_ends_at_a_word(engine: Synthesizer) -> None:
    clip = speak(engine, TEXT)
    cut = clip.words[3]
    assert clip.heard_text(cut.stop) == "Please, buy seven maps"
    just_before = cut.stop - 0.4 * (cut.stop - cut.start)
    assert clip.heard_text(just_before) == "Please, buy seven"
    assert clip.heard_text(clip.duration) == TEXT


def test_cancelled_before_it_begins(engine: Synthesizer) -> None:
    cancel = CancellationToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        engine.synthesize(say(LONG), EN, cancel)
    speak(engine, "Still there.")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "...", "🎉", "\u202e\u200b", "—"])
def test_nothing_to_say_is_a_short_silence(engine: Synthesizer, text: str) -> None:
    clip = speak(engine, text)
    assert not clip.samples.any()
    assert [span.viseme for span in clip.visemes] == [Viseme.SIL]
    assert clip.words == ()
    assert clip.duration <= 0.2


def test_two_thousand_characters(engine: Synthesizer) -> None:
    clip = speak(engine, LONG)
    assert len(clip.words) > 400
    assert clip.heard_text(clip.words[99].stop).count(" ") == 99


@pytest.mark.parametrize(
    "text",
    [
        "Nice 🎉 party 👩‍👩‍👧 now",
        "<b>bold</b> & [[link]] `code` **stars**",
        "a\x00b\x07c \x1b[31mred\x1b[0m \ufffd \ufeff",
        "\u202bשלום hello\u202c world, my good friend and all of you here",
        "x" * 150,
        "café naïve Øre straße £5 10€",
        "e\u0301\u0301\u0301 zalgo\u0336\u0337 text",
        "one.two.three!four?five",
        "'quoted' and it's \"fine\" (really) — yes…",
        "%&@#",
        "\ud800 alone",
    ],
)
def test_odd_text_is_spoken_all_the_same(engine: Synthesizer, text: str) -> None:
    speak(engine, text)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=60))
def test_any_text_becomes_a_clip_or_our_error(engine: Synthesizer, text: str) -> None:
    try:
        speak(engine, text)
    except SynthesisError as error:
        assert error.advice  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("rate", [0.5, 2.0])
@pytest.mark.parametrize("expression", list(Expression))
def test_every_style_gives_a_sound_clip(
    engine: Synthesizer, rate: float, expression: Expression
) -> None:
    style = SpeechStyle(rate=rate, intensity=1.0)
    clip = engine.synthesize(say(TEXT, expression), style, CancellationToken())
    check(clip)


def test_volume_is_a_linear_gain(engine: Synthesizer) -> None:
    loud = speak(engine, TEXT).samples
    soft = speak(engine, TEXT, SpeechStyle(volume=0.5)).samples
    ratio = np.sqrt(np.mean(soft**2)) / np.sqrt(np.mean(loud**2))
    assert ratio == pytest.approx(0.5, abs=0.05)
    assert not speak(engine, TEXT, SpeechStyle(volume=0.0)).samples.any()
