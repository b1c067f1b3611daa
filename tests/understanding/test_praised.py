"""Wishes that praise what is wanted."""

from __future__ import annotations

import pytest

from lumen.understanding import parse, understand


@pytest.mark.parametrize(
    ("said", "intent", "slots"),
    [
        ("a bit of fado would be lovely", "play_content", {"title": "fado"}),
        ("ska would be good", "play_content", {"title": "ska"}),
        (
            "a bit of fleetwood mac wouldn't go amiss",
            "play_content",
            {"title": "fleetwood mac"},
        ),
        ("more volume wouldn't hurt", "adjust_volume", {"volume_adjustment": 5.0}),
        (
            "a volume of 12 would suit me better",
            "adjust_volume",
            {"volume_level": 12.0},
        ),
        (
            "half speed would make this video easier to follow",
            "adjust_speed",
            {"playback_speed": 0.5},
        ),
        ("a ten minute timer would be handy", "set_timer", {"duration": 600.0}),
        (
            "Teardrop by José González is what I want in my ears.",
            "play_content",
            {"title": "Teardrop", "artist": "José González"},
        ),
        (
            "nothing would hit the spot like some bossa nova",
            "play_content",
            {"title": "bossa nova"},
        ),
    ],
)
def test_what_is_praised_is_wanted(
    said: str, intent: str, slots: dict[str, object]
) -> None:
    (found,) = understand(said)
    assert (found.name, dict(found.slots)) == (intent, slots)
    assert found.confidence >= 0.85


@pytest.mark.parametrize(
    "said",
    [
        "a sequel would be great",
        "some help would be nice",
        "a cup of tea would be lovely",
        "some fresh air would do me good",
        "that would be great",
        "it would be nice to see you",
        "a better actor would have helped",
        "the movie would be better without him",
        "some people would be glad",
        "a holiday by the sea would be lovely",
        "more time would help",
        "a bit of sun would be nice",
        "a bit of rain would be lovely",
        "some peace would be nice",
    ],
)
def test_what_is_only_talk_is_left_alone(said: str) -> None:
    found = parse(said)
    assert found["intent"] in ("unknown", "small_talk", "greeting"), found
