from __future__ import annotations

from pathlib import Path

import pocketsphinx
import pytest

from lumen.understanding import Context, parse_all, phrases
from lumen.understanding import own_asking as parse
from lumen.understanding.asking import Asking
from lumen.understanding.media_phrases.spoken import SPOKEN
from lumen.understanding.phrases import FEATURES, askings


def dictionary() -> set[str]:
    path = Path(pocketsphinx.get_model_path()) / "en-us" / "cmudict-en-us.dict"
    with path.open(encoding="utf-8") as lines:
        return {line.split(maxsplit=1)[0] for line in lines if line.strip()}


def test_the_grammar_is_small_and_without_doubles() -> None:
    found = phrases()
    assert 60 <= len(found) < 350
    assert len(set(found)) == len(found)
    assert all(phrase == phrase.lower() for phrase in found)


def test_every_word_can_be_recognised() -> None:
    known = dictionary()
    unknown = {word for phrase in phrases() for word in phrase.split()} - known
    assert unknown == set()


@pytest.mark.parametrize("asking", askings(), ids=lambda asking: asking.intent)
def test_every_phrase_means_its_intent(asking: Asking) -> None:
    for phrase in asking.phrases:
        found = parse(phrase)
        assert found is not None
        assert found.name == asking.intent
        assert dict(found.slots) == dict(asking.slots)


@pytest.mark.parametrize(
    ("intent", "phrase"),
    [(intent, phrase) for intent, spoken in SPOKEN for phrase in spoken],
)
def test_every_media_phrase_means_its_intent(intent: str, phrase: str) -> None:
    found = parse_all(phrase, Context(choices=5 if intent == "choose" else 0))
    assert [one["intent"] for one in found] == [intent]
    assert float(str(found[0]["confidence"])) >= 0.85


def test_intents_are_the_closed_set() -> None:
    assert {asking.intent for feature in FEATURES for asking in feature} == {
        "greeting", "farewell", "thanks", "how_are_you", "time_date", "joke", "help",
        "stop", "louder", "quieter", "privacy", "repeat_that", "name_told", "name_asked",
        "who_are_you", "small_talk", "yes", "no",
    }  # fmt: skip
