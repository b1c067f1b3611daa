from __future__ import annotations

import json
import logging
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lumen.understanding.commands as commands_module
from lumen.core.assets import asset
from lumen.understanding import Context, parse, parse_all, understand
from lumen.understanding.classifier import (
    MAGIC,
    load_classifier,
    read_classifier,
    shipped_classifier,
)
from lumen.understanding.compounds import splits
from lumen.understanding.features import BUCKET_BITS, MOST_WORDS, features
from lumen.understanding.utterance import LONGEST_CHARS, hear

WORDS = st.sampled_from(
    "play pause the next and then song volume up down to by five ten minutes half a "  # noqa: SIM905 - a table of words
    "quarter go back skip don't is what who of % 1:20 1.5x , . ' § @player @place "
    "repeat shuffle timer for channel turn it off".split(),
)


@given(st.text(max_size=500))
@settings(max_examples=300, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    for one in parse_all(text, Context(choices=3, just_acted=True)):
        assert set(one) == {"intent", "entities", "confidence"}
        assert 0.0 < float(str(one["confidence"])) <= 1.0
        json.dumps(one)


@given(st.lists(WORDS, max_size=25).map(" ".join))
@settings(max_examples=500, deadline=None)
def test_any_order_of_commands_words_is_survived(text: str) -> None:
    for intent in understand(text, Context(playing=True, choices=2)):
        assert 0.5 <= intent.confidence <= 1.0
        level = intent.slots.get("volume_level", 0.0)
        assert isinstance(level, float)
        assert 0.0 <= level <= 100.0


@pytest.mark.parametrize(
    "text",
    [
        "play " * 30_000, "the " * 30_000, "and " * 50_000, "a" * 100_000,
        "1 " * 60_000, "half a " * 20_000, "turn it up " * 10_000, "\x00" * 100_000,
        "ﷺ" * 100_000, "go back " + "one hundred " * 9_000, "§d" * 50_000,
    ],
)  # fmt: skip
def test_only_the_beginning_of_a_long_text_is_looked_at(text: str) -> None:
    assert len(hear(text).original) <= LONGEST_CHARS * 20  # ligatures grow
    assert len(features(text)) <= 20 * MOST_WORDS + LONGEST_CHARS
    parse(text)


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_there_are_few_ways_to_part_a_sentence(text: str) -> None:
    assert sum(1 for _ in splits(hear(text))) <= 15


@pytest.mark.parametrize("text", ["", " ", "...", "\n", "🎵", "?!", "'", "lumen"])
def test_nothing_is_asked_for_by_nothing(text: str) -> None:
    assert understand(text) in ((), *[(i,) for i in understand(text)])
    assert parse(text)["intent"] in ("unknown", "greeting")


# ---- weights -----------------------------------------------------------------------


@pytest.fixture
def weights() -> bytes:
    return asset("understanding", "intents.bin").read_bytes()


def sealed(body: bytes, rest: bytes) -> bytes:
    payload = body + rest
    return MAGIC + struct.pack("<II", len(body), zlib.crc32(payload)) + payload


def head(**changes: object) -> bytes:
    made = {"bits": BUCKET_BITS, "labels": ["a", "b"], "bias": [0, 0], "scale": [1, 1]}
    return json.dumps(made | changes).encode()


def test_the_shipped_weights_are_small_and_sound(weights: bytes) -> None:
    assert len(weights) < 2_000_000
    classifier = read_classifier(weights)
    assert "conversation" in classifier.labels
    guess = classifier.guess("what is the name of this song")
    assert guess.label == "what_is_playing"
    assert guess.probability > 0.9
    assert sum(classifier.probabilities("").values()) == pytest.approx(1.0)
    assert classifier.guess("I think the game was great").conversation > 0.9


@pytest.mark.parametrize(
    "data",
    [
        b"", b"PK\x03\x04", MAGIC, MAGIC + b"\xff" * 8,
        sealed(b"{}", b""), sealed(b"[]", b""), sealed(b"{", b""), sealed(b"\xff", b""),
        sealed(head(bits=3), bytes(2 << BUCKET_BITS)),
        sealed(head(), bytes(5)),
        sealed(head(labels=[]), b""),
        sealed(head(bias=[0]), bytes(2 << BUCKET_BITS)),
        sealed(head(scale="x"), bytes(2 << BUCKET_BITS)),
        sealed(head(bias=[1e400, 0]), bytes(2 << BUCKET_BITS)),
        sealed(head(bias=[{}, 0]), bytes(2 << BUCKET_BITS)),
        sealed(b"[" * 90_000, b""),
    ],
)  # fmt: skip
def test_damaged_weights_are_refused_with_a_line_in_the_log(
    data: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "intents.bin"
    path.write_bytes(data)
    with caplog.at_level(logging.WARNING):
        assert load_classifier(path) is None
    assert "grammar alone" in caplog.text
    assert str(tmp_path) not in caplog.text


def test_one_flipped_bit_is_noticed(weights: bytes) -> None:
    broken = bytearray(weights)
    broken[-1000] ^= 1
    with pytest.raises(ValueError, match="damaged"):
        read_classifier(bytes(broken))


def test_huge_and_absent_weights_are_refused(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(MAGIC + bytes(3_000_000))
    assert load_classifier(large) is None
    assert load_classifier(tmp_path / "absent.bin") is None
    assert load_classifier(tmp_path) is None
    assert len(caplog.records) == 3


@pytest.fixture
def without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands_module, "shipped_classifier", lambda: None)


@pytest.mark.usefixtures("without_weights")
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("pause", "pause_playback"),
        ("go back ten seconds", "seek_content"),
        ("play thriller", "play_content"),
        ("find movies with tom hanks", "search_content"),
        ("what song is this", "what_is_playing"),
        ("the weather is nice today", "unknown"),
        ("he told me to turn it down", "unknown"),
    ],
)
def test_the_grammar_works_without_weights(text: str, intent: str) -> None:
    assert parse(text)["intent"] == intent


def test_the_weights_are_read_once() -> None:
    assert shipped_classifier() is shipped_classifier()
