from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.units import SILENCE_DBFS, Dbfs, Seconds
from lumen.speech.plausibility import (
    Evidence,
    Loudness,
    PlausibilitySettings,
    Verdict,
    clean,
    compression_ratio,
    judge,
    measure_loudness,
    repeats_itself,
    trusted,
)

SETTINGS = PlausibilitySettings()
SURE = Evidence(log_probability=-0.2, no_speech=0.01, finished=True)
LOUD = Loudness(Dbfs(-22.0), 35.0, Seconds(2.0))


@pytest.mark.parametrize(
    "text",
    [
        "What time is it?",
        "Thank you.",  # heard well
        "No, no, no!",
        "Ha ha ha ha",
        "It was very, very, very good.",
        "wie spät ist es",
        "今何時ですか",
        "Order 3 subtitles for me",
    ],
)
def test_what_can_have_been_said_is_believed(text: str) -> None:
    assert judge(text, SURE, LOUD, SETTINGS) is Verdict.BELIEVED


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ... ",
        "Subtitles by the Amara.org community",
        "Untertitel im Auftrag des ZDF für funk, 2017",
        "Sous-titres réalisés par la communauté d'Amara.org",
        "ご視聴ありがとうございました",
        "Don't forget to like and subscribe!",
    ],
)
def test_what_nobody_says_is_silence(text: str) -> None:
    assert judge(text, SURE, LOUD, SETTINGS) is Verdict.SILENT


@pytest.mark.parametrize(
    ("evidence", "loudness"),
    [
        (Evidence(-0.7, 0.01, True), LOUD),
        (Evidence(-0.2, 0.4, True), LOUD),
        (SURE, Loudness(Dbfs(-55.0), 35.0, Seconds(1.0))),
        (SURE, Loudness(Dbfs(-30.0), 4.0, Seconds(1.0))),
    ],
    ids=["unsure", "no speech", "faint", "level noise"],
)
@pytest.mark.parametrize(
    "text", ["Thank you.", "Thanks for watching!", "you", "Danke."]
)
def test_the_usual_inventions_need_to_be_heard_well(
    text: str, evidence: Evidence, loudness: Loudness
) -> None:
    assert judge(text, evidence, loudness, SETTINGS) is Verdict.SILENT
    said = "Thank you for the music you played"
    assert judge(said, evidence, loudness, SETTINGS) is Verdict.BELIEVED


def test_unlikely_words_where_speech_is_unlikely_are_silence() -> None:
    doubtful = Evidence(log_probability=-1.2, no_speech=0.8, finished=True)
    assert judge("the weather", doubtful, LOUD, SETTINGS) is Verdict.SILENT
    heard = Evidence(log_probability=-1.2, no_speech=0.1, finished=True)
    assert judge("the weather", heard, LOUD, SETTINGS) is Verdict.BELIEVED


@pytest.mark.parametrize(
    ("text", "evidence", "voiced"),
    [
        ("the weather", Evidence(-1.8, 0.1, True), 2.0),
        ("go " * 8, SURE, 2.0),
        ("and then he said " * 4, SURE, 4.0),
        ("ab" * 200, SURE, 20.0),
        ("all of these words cannot be said in this little time", SURE, 0.5),
        ("これは長すぎてこの短い時間では言えません", SURE, 0.6),
    ],
    ids=["unlikely", "word", "phrase", "letters", "too fast", "too fast in Japanese"],
)
def test_what_cannot_be_it_is_garbled(
    text: str, evidence: Evidence, voiced: float
) -> None:
    loudness = Loudness(Dbfs(-22.0), 35.0, Seconds(voiced))
    assert judge(text, evidence, loudness, SETTINGS) is Verdict.GARBLED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("no no no no", False),
        ("no no no no no", True),
        ("one two one two one two", False),
        ("one two one two one two one two", True),
        ("we said a b c d e f a b c d e f a b c d e f a b c d e f", True),
        ("a b c d e f g a b c d e f g", False),
        ("No, no. NO! no? no", True),
    ],
)
def test_repetition(text: str, expected: bool) -> None:
    assert repeats_itself(text) is expected


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4),
    st.integers(min_value=6, max_value=20),
)
def test_whatever_is_said_six_times_repeats_itself(
    words: list[str], times: int
) -> None:
    assert repeats_itself(" ".join(words * times))


@pytest.mark.parametrize(
    ("text", "evidence", "expected"),
    [
        ("hello there", SURE, True),
        ("hello there", Evidence(-1.1, 0.0, True), False),
        ("hello there", Evidence(-0.1, 0.0, False), False),
        ("go go go go go go", SURE, False),
        ("ab" * 100, SURE, False),
    ],
)
def test_a_second_look_is_taken_with_reason(
    text: str, evidence: Evidence, expected: bool
) -> None:
    assert trusted(text, evidence, SETTINGS) is expected


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (" What  time\nis it? ", "What time is it?"),
        ("[Music] hello (applause)", "hello"),
        ("♪ la la ♪", "la la"),
        ("*sighs*", ""),
    ],
)
def test_annotations_are_removed(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_compression_ratio_tells_loops() -> None:
    assert compression_ratio("") == 0
    assert compression_ratio("What is the weather like today?") < 1.2
    assert compression_ratio("What is the weather like? " * 10) > 5


def test_loudness_of_speech_like_audio() -> None:
    rng = np.random.default_rng(0)
    samples = rng.standard_normal(32000).astype(np.float32) * 1e-4
    samples[8000:24000] *= 500
    loudness = measure_loudness(samples)
    assert loudness.level_dbfs == pytest.approx(-26, abs=1)
    assert loudness.contrast_db == pytest.approx(54, abs=2)
    assert loudness.voiced == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("frames", [0, 100, 16000])
def test_loudness_of_nothing(frames: int) -> None:
    loudness = measure_loudness(np.zeros(frames, np.float32))
    assert loudness.level_dbfs == SILENCE_DBFS
    assert loudness.contrast_db == 0


@given(
    st.text(max_size=200),
    st.floats(-20, 0),
    st.floats(0, 1),
    st.booleans(),
    st.floats(-120, 0),
)
def test_any_text_gets_a_verdict(
    text: str, log_probability: float, no_speech: float, finished: bool, level: float
) -> None:
    evidence = Evidence(log_probability, no_speech, finished)
    loudness = Loudness(Dbfs(level), 20.0, Seconds(1.0))
    verdict = judge(clean(text), evidence, loudness, SETTINGS)
    if verdict is Verdict.BELIEVED:
        assert any(letter.isalnum() for letter in text)
