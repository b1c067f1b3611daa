"""The embedded voice: every language, cancelling midway, and Piper beside it."""

from __future__ import annotations

import espeakng_loader
import numpy as np
import pytest

from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, SynthesisError
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.speech import espeak
from lumen.speech.clips import active_level
from lumen.speech.espeak import LANGUAGES, EspeakSynthesizer
from lumen.speech.piper import PiperSynthesizer
from models.random_piper import build_voice


def say(text: str, style: SpeechStyle | None = None) -> Clip:
    return EspeakSynthesizer().synthesize(
        Sentence(0, text, text), style or SpeechStyle(), CancellationToken()
    )


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_offered_is_spoken(language: str) -> None:
    clip = say("Lumen 3.", SpeechStyle(language))
    assert clip.duration > 0.4
    assert active_level(clip.samples, clip.rate_hz) == pytest.approx(-20.0, abs=1.5)


def test_languages_sound_different() -> None:
    sounds = {
        say("Zwei Tiere.", SpeechStyle(tag)).duration for tag in ("en", "de", "fr")
    }
    assert len(sounds) == 3


def test_a_language_it_does_not_know_is_read_as_english() -> None:
    assert say("Hello.", SpeechStyle("tlh")).duration == say("Hello.").duration


def test_chinese_words_are_timed_one_by_one() -> None:
    clip = say("你好，世界。", SpeechStyle("zh"))
    assert [(w.begin, w.end) for w in clip.words] == [(0, 1), (1, 2), (3, 4), (4, 5)]


def test_the_first_sound_comes_at_once() -> None:
    clip = say("Aha, yes.")
    assert np.flatnonzero(np.abs(clip.samples) > 0.01)[0] / clip.rate_hz < 0.03


def test_a_question_is_followed_by_a_longer_pause_than_a_clause() -> None:
    def tail(text: str) -> float:
        clip = say(text)
        return clip.duration - clip.words[-1].stop

    assert tail("Well now?") > tail("Well now,") > tail("Well now")


def test_cancelled_midway_it_stops_within_one_buffer() -> None:
    class StopsLater(CancellationToken):
        asked = 0

        @property
        def cancelled(self) -> bool:
            self.asked += 1
            return self.asked > 3

    token = StopsLater()
    text = "One two three four five six seven eight nine ten. " * 20
    with pytest.raises(Cancelled):
        EspeakSynthesizer().synthesize(Sentence(0, text, text), SpeechStyle(), token)
    assert token.asked == 4
    assert say("Still there.").words


def test_text_it_has_no_letters_for_is_a_short_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = espeak._library()
    nothing = espeak._Heard(lambda: False)
    monkeypatch.setattr(library, "speak", lambda *_: nothing)
    monkeypatch.setattr(espeak, "_library", lambda: library)
    clip = say("ᚠᚢᚦ")
    assert [span.viseme for span in clip.visemes] == [Viseme.SIL]


def test_a_library_that_cannot_be_loaded_is_our_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: "/nowhere.so")
    with pytest.raises(SynthesisError) as caught:
        espeak._Library()
    assert "make run" in caught.value.advice


def test_data_that_is_missing_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> str:
        raise RuntimeError("data path not exists")

    monkeypatch.setattr(espeakng_loader, "get_data_path", gone)
    with pytest.raises(SynthesisError):
        espeak._Library()


def test_a_voice_file_that_is_missing_is_our_error() -> None:
    setting = espeak._Setting("no-such-voice", 160, 50, 50)
    with pytest.raises(SynthesisError) as caught:
        espeak._library().speak("a", setting, lambda: False)
    assert "language" in caught.value.what


def test_nothing_is_written_after_the_call_has_ended() -> None:
    assert espeak._library()._on_audio(None, 0, None) == 1


def assert_same_mouth(one: Clip, other: Clip) -> None:
    """The same shapes; espeak's breath noise may move a border by a few frames."""
    assert [s.viseme for s in one.visemes] == [s.viseme for s in other.visemes]
    ends = [span.end for span in other.visemes]
    assert [span.end for span in one.visemes] == pytest.approx(ends, abs=0.005)


def test_pipers_own_espeak_does_not_disturb_it(tmp_path) -> None:
    """Both copies keep their language while the other speaks another one."""
    build_voice(tmp_path, "de_DE-nano-medium", language=("de_DE", "de"))
    piper = PiperSynthesizer(tmp_path)
    german, text = SpeechStyle("de"), "Ich bin ein Berliner, wirklich."

    def piper_says() -> Clip:
        return piper.synthesize(Sentence(0, text, text), german, CancellationToken())

    own, others = say("Where are you going?"), piper_says()
    for _ in range(3):
        assert say("Où allez-vous ?", SpeechStyle("fr")).words
        again, others_again = say("Where are you going?"), piper_says()
        assert_same_mouth(again, own)
        assert_same_mouth(others_again, others)
        assert [(w.begin, w.end) for w in again.words] == [
            (w.begin, w.end) for w in own.words
        ]
