"""Times and dates, here and elsewhere, today and on other days."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.dialogue.essential import moments
from lumen.dialogue.essential.places import zone_of

NOW = datetime(2026, 11, 21, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("tokyo", "In Tokyo it is 12:10 in the afternoon."),
        ("New York", "In New York it is 10:10 at night on Friday."),
        ("la", "In LA it is 7:10 in the evening on Friday."),
        ("rio de janeiro", "In Rio de Janeiro it is 12:10 in the morning."),
        ("the uk", "In the UK it is 3:10 in the morning."),
        ("india", "In India it is 8:40 in the morning."),
        ("buenos aires", "In Buenos Aires it is 12:10 in the morning."),
        ("london time", "In London it is 3:10 in the morning."),
    ],
)
def test_elsewhere(place: str, said: str) -> None:
    assert moments.say_elsewhere(NOW, place) == said


@pytest.mark.parametrize(
    "place", ["", "atlantis", "../../etc/passwd", "/etc/localtime", "x" * 500, "\0"]
)
def test_an_unknown_place_is_not_given_our_time(place: str) -> None:
    assert zone_of(place) is None
    said = moments.say_elsewhere(NOW, place)
    assert said.startswith("I do not know what time it is in ")
    assert said.endswith("Here it is 3:10 in the morning.")


@given(st.text(max_size=60))
def test_any_text_for_a_place(place: str) -> None:
    zone = zone_of(place)
    assert zone is None or NOW.astimezone(zone).utcoffset() is not None


@pytest.mark.parametrize(
    ("days", "language", "said"),
    [
        (1.0, "en", "Tomorrow is Sunday, November 22, 2026."),
        (2.0, "en-GB", "The day after tomorrow is Monday, 23 November 2026."),
        (-1.0, "de", "Yesterday was Friday, 20 November 2026."),
        (-2.0, "en", "The day before yesterday was Thursday, November 19, 2026."),
        (10.0, "en", "It is Tuesday, December 1, 2026."),
        (None, "en", "I only know today: it is Saturday, November 21, 2026."),
        (1e9, "en", "I only know today: it is Saturday, November 21, 2026."),
        (float("nan"), "en", "I only know today: it is Saturday, November 21, 2026."),
    ],
)
def test_another_day(days: object, language: str, said: str) -> None:
    assert moments.say_another_day(NOW, days, language) == said


def test_who_counts_the_hours_to_24_is_told_so() -> None:
    moment = datetime(2026, 11, 20, 0, 5, tzinfo=UTC)
    assert moments.say_time(moment, hours_24=True) == "00:05"
    said = moments.say_elsewhere(moment, "nowhere at all", hours_24=True)
    assert said.endswith("Here it is 00:05.")
