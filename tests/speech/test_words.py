"""Words: cleaned for engines, cut into stretches, matched with what was spoken."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.speech.words import (
    SoundGroup,
    join,
    stretches,
    word_times,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Hello, world!", "Hello, world!"),
        ("  a\n\nb\tc ", "a b c"),
        ("“Quoted” (text) – yes…", "Quoted text, yes."),
        (
            "it’s Jane's well-known 3.5 e.g. this",
            "it's Jane's well-known 3.5 e.g. this",
        ),
        ("wait . . . what", "wait. what"),
        ("nice 🎉 day 👩‍👧", "nice day"),
        ("`code` **bold** _under_", "code bold under"),
        ("5% & 20€ @ home #1", "5% & 20€ @ home #1"),
        ("[[h@loU]] <b>", "h@loU b"),
        ("a\x00b \u202ec", "ab c"),
        ("one!two?three", "one two three"),
        ("你好，世界。", "你好, 世界."),
        ("مرحبا، بكم؟", "مرحبا, بكم?"),
        ("हिन्दी में", "हिन्दी में"),
        ("- item", "item"),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_an_engine_is_given(text: str, spoken: str) -> None:
    assert join(words_of(text))[0] == spoken


def test_offsets_point_into_the_sentence() -> None:
    text = "“Well,” she (Ann) said: go!"
    words = words_of(text)
    found = [text[word.begin : word.end] for word in words]
    assert found == ["Well", "she", "Ann", "said", "go"]
    assert [word.stop for word in words] == [",", "", "", ":", "!"]
    joined, starts = join(words)
    assert [joined[at:].split()[0][:2] for at in starts] == [
        "We",
        "sh",
        "An",
        "sa",
        "go",
    ]


def test_words_that_are_none_are_cut() -> None:
    words = words_of("x" * 130)
    assert [len(word.text) for word in words] == [60, 60, 10]


@given(st.text())
def test_any_text_has_ascending_words(text: str) -> None:
    words = words_of(text)
    at = 0
    for word in words:
        assert at <= word.begin < word.end <= len(text)
        assert any(
            c.isalnum() or unicodedata.category(c)[0] in "MS" or c in "%&@#"
            for c in word.text
        )
        at = word.end
    joined, starts = join(words)
    assert len(starts) == len(words)
    assert all(joined.startswith(w.text, s) for w, s in zip(words, starts, strict=True))


def test_stretches_are_cut_at_punctuation() -> None:
    text = "one two three four, five six seven eight nine ten. eleven twelve"
    parts = stretches(words_of(text), 30)
    assert [join(part)[0] for part in parts] == [
        "one two three four,",
        "five six seven eight nine ten.",
        "eleven twelve",
    ]


@given(st.text(alphabet="ab ,.", max_size=300), st.integers(1, 50))
def test_stretches_hold_all_words(text: str, longest: int) -> None:
    words = words_of(text)
    parts = stretches(words, longest)
    assert tuple(word for part in parts for word in part) == words
    assert all(parts)


def groups(*sizes: int) -> list[SoundGroup]:
    at, found = 0.0, []
    for size in sizes:
        found.append(SoundGroup(at, at + 0.1 * size, size))
        at += 0.1 * size + 0.05
    return found


def times(text: str, *sizes: int) -> list[tuple[str, float, float]]:
    return [
        (text[w.begin : w.end], round(w.start, 3), round(w.stop, 3))
        for w in word_times(words_of(text), groups(*sizes), len)
    ]


def test_one_group_for_each_word() -> None:
    assert times("ab, abc", 2, 3) == [("ab", 0.0, 0.2), ("abc", 0.25, 0.55)]


def test_words_run_together_share_the_time_of_their_group() -> None:
    assert times("one of the best", 3, 5, 4) == [
        ("one", 0.0, 0.3),
        ("of", 0.35, 0.55),
        ("the", 0.55, 0.85),
        ("best", 0.9, 1.3),
    ]


def test_a_word_of_several_groups_has_all_their_time() -> None:
    spoken = words_of("on 42 on")
    found = word_times(spoken, groups(2, 5, 3, 2), lambda w: {"42": 8}.get(w, 2))
    assert [(round(w.start, 2), round(w.stop, 2)) for w in found] == [
        (0.0, 0.2),
        (0.25, 1.1),
        (1.15, 1.35),
    ]


def test_groups_that_cannot_be_matched_share_all_time() -> None:
    found = times("a b c d e f g h i j k l", 30)
    assert len(found) == 12
    assert found[0][1] == 0.0
    assert found[-1][2] == 3.0
    assert times("abc", *[1] * 30)[0][1:] == (0.0, pytest.approx(4.45))


def test_nothing_spoken_has_no_times() -> None:
    assert word_times((), groups(2), len) == ()
    assert word_times(words_of("a"), [], len) == ()


@given(
    st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=12),
    st.lists(st.integers(1, 12), min_size=1, max_size=12),
)
def test_times_are_ascending_whatever_was_spoken(
    names: list[str], sizes: list[int]
) -> None:
    spoken = words_of(" ".join(names))
    found = word_times(spoken, groups(*sizes), len)
    assert len(found) == len(spoken)
    at = 0.0
    for word in found:
        assert at <= word.start + 1e-9
        assert word.start <= word.stop
        at = word.stop
