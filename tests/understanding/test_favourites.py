"""What is asked of the person's favourites, and what only sounds like it."""

from __future__ import annotations

import pytest

from lumen.core.intent import Intent
from lumen.understanding import understand

# One line per meaning; slots follow the intent, sentences are parted by "|".
WORDINGS = """
play_content favourites=on: play my favourites | play my favorites please | hey lumen, play my favourites | play some of my favourites | play my likes | play what I like | put on my favourites | I want to hear my favourites | play everything I like
play_content favourites=on kind=song: play the songs I like | play songs I like | play my favourite songs | play my liked songs | play all the songs that I love | play one of my favourite songs
play_content favourites=on kind=movie: play my favourite films
play_content favourites=on shuffle=on: shuffle my favourites | play my favourites on shuffle
play_content favourites=on kind=song shuffle=on: shuffle the songs I like
browse_category favourites=on category=favourites: show my favourites | show me my favourites | list my favourites | what are my favourites | what do I like? | show me what I like | what's in my favourites | open my favourites
browse_category favourites=on category=favourites kind=song: which songs do I like | what are my favourite songs | list my liked songs | show me the songs I like
like like=off: I don't like this any more | I don't like this anymore | I no longer like this song | unlike | unlike this | unlike this song | remove this from my favourites | take this off my favourites | I stopped liking this | this is not my favourite any more
"""

OTHERS = """
I don't like this | what do you like | play my favourite podcast of the week by Ada | my favourites are all from the eighties | what do I like about it | I like the songs he plays | play the likes of us | play songs | show me songs | I like this | he does not like this any more | do you like my favourites | which songs do you like | what are your favourites
"""


def told(line: str) -> tuple[str, dict[str, str], list[str]]:
    head, _, sentences = line.partition(": ")
    name, *slots = head.split()
    wanted = dict(slot.split("=") for slot in slots)
    return name, wanted, [sentence.strip() for sentence in sentences.split("|")]


LINES = [
    (sentence, name, slots)
    for name, slots, sentences in map(told, WORDINGS.strip().splitlines())
    for sentence in sentences
]


@pytest.mark.parametrize(("sentence", "name", "slots"), LINES)
def test_what_is_meant(sentence: str, name: str, slots: dict[str, str]) -> None:
    (found,) = understand(sentence)
    assert (found.name, dict(found.slots)) == (name, slots)
    assert found.confidence >= 0.85


@pytest.mark.parametrize("sentence", [s.strip() for s in OTHERS.split("|")])
def test_what_is_not(sentence: str) -> None:
    def of_favourites(intent: Intent) -> bool:
        return "favourites" in intent.slots or intent.slots.get("like") == "off"

    assert not any(map(of_favourites, understand(sentence)))


def test_a_mark_is_taken_away_among_commands() -> None:
    found = understand("unlike this and skip")
    assert [(one.name, dict(one.slots)) for one in found] == [
        ("like", {"like": "off"}),
        ("next_episode", {}),
    ]
