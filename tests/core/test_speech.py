from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.audio import Utterance
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, LumenError
from lumen.core.speech import Clip, Sentence, Transcript, WordTime
from lumen.core.turn import TurnIds
from lumen.core.units import (
    SILENCE_DBFS,
    Dbfs,
    Seconds,
    amplitude_to_dbfs,
    dbfs_to_amplitude,
)

PRICE = Sentence(
    0,
    "It costs **$5** now.",
    "It costs five dollars now.",
    anchors=((0, 0), (9, 9), (21, 15), (26, 20)),
)


def words_of(text: str) -> tuple[WordTime, ...]:
    """A word a second."""
    times, offset = [], 0
    for number, word in enumerate(text.split()):
        begin = text.index(word, offset)
        offset = begin + len(word)
        start = Seconds(float(number))
        times.append(WordTime(begin, offset, start, Seconds(number + 1.0)))
    return tuple(times)


def clip_of(sentence: Sentence, *, timed: bool = True) -> Clip:
    times = words_of(sentence.spoken) if timed else ()
    seconds = len(sentence.spoken.split())
    return Clip(sentence, [0.0] * seconds * 10, 10, (), times)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("position", "heard"),
    [
        (0.0, ""),
        (0.9, ""),
        (1.0, "It"),
        (2.5, "It costs"),
        (4.0, "It costs **$5**"),
        (5.0, "It costs **$5** now."),
        (99.0, "It costs **$5** now."),
    ],
)
def test_heard_text_ends_with_the_last_whole_word(position, heard):
    assert clip_of(PRICE).heard_text(Seconds(position)) == heard


@pytest.mark.parametrize(
    ("position", "heard"),
    [(0.0, ""), (1.4, "One"), (2.0, "One two"), (4.0, "One two three four")],
)
def test_heard_text_without_word_times_is_a_share(position, heard):
    plain = Sentence(0, "One two three four", "One two three four")
    assert clip_of(plain, timed=False).heard_text(Seconds(position)) == heard


@given(st.integers(-5, 60))
def test_display_offset_never_leaves_the_text(offset):
    assert 0 <= PRICE.display_offset(offset) <= len(PRICE.display)


def test_display_offset_of_plain_text_is_the_same():
    plain = Sentence(0, "Hello there.", "Hello there.")
    assert [plain.display_offset(n) for n in (-1, 0, 5, 12, 99)] == [0, 0, 5, 12, 12]


def test_silent_means_neither_words_nor_rejected_speech():
    assert Transcript("", 0.0, "en", "x").silent
    assert not Transcript("", 0.0, "en", "x", rejected=True).silent
    assert not Transcript("hi", 0.9, "en", "x").silent


def test_texts_stay_out_of_representations():
    assert "secret" not in repr(Transcript("secret", 0.9, "en", "x"))
    assert "secret" not in repr(Sentence(0, "secret", "secret"))


def test_utterance_duration():
    samples = [0.0] * 8000
    heard = Utterance(samples, Seconds(0), Seconds(0), Seconds(0))  # type: ignore[arg-type]
    assert heard.duration == 0.5


def test_cancellation():
    token = CancellationToken()
    token.check()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


def test_error_says_what_and_what_next():
    error = LumenError("The microphone is gone.", "Plug it in.")
    assert str(error) == "The microphone is gone. Plug it in."


def test_turn_numbers_ascend():
    turns = TurnIds()
    assert [turns.next() for _ in range(3)] == [1, 2, 3]


def test_levels():
    assert amplitude_to_dbfs(1.0) == 0.0
    assert amplitude_to_dbfs(0.0) == SILENCE_DBFS
    assert dbfs_to_amplitude(Dbfs(-20.0)) == pytest.approx(0.1)
