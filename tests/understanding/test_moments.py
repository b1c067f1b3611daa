"""Questions about time and date that no closed wording fits."""

from __future__ import annotations

import pytest

from lumen.understanding.moments import moment_asked
from lumen.understanding.utterance import hear


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("would you have the time on you", {"question": "time"}),
        ("how late does the clock say it is", {"question": "time"}),
        ("what is the time in the morning", {"question": "time"}),
        ("could I have today's date in full", {"question": "date"}),
        ("which month of the year are we in", {"question": "date"}),
        ("what will the date be tomorrow", {"question": "another day", "days": 1.0}),
        ("the day after tomorrow is what day", {"question": "another day", "days": 2.0}),
        ("yesterday was what day", {"question": "another day", "days": -1.0}),
        ("what day was the day before yesterday", {"question": "another day", "days": -2.0}),
        ("what date will it be in ten days", {"question": "another day", "days": 10.0}),
        ("what day was it three days ago", {"question": "another day", "days": -3.0}),
        ("what date falls on the third sunday in autumn", {"question": "another day"}),
        ("what weekday is the tenth of march", {"question": "another day"}),
        ("the twenty first falls on what day", {"question": "another day"}),
        ("would you check the time in London", {"question": "elsewhere", "place": "London"}),
        ("what time might it be in New York now", {"question": "elsewhere", "place": "New York"}),
        ("look at Boston's current time", {"question": "elsewhere", "place": "Boston"}),
        ("read me new york's time", {"question": "elsewhere", "place": "new york"}),
        ("what would that be in pacific time", {"question": "elsewhere", "place": "pacific"}),
        ("what time was the talk on thursday", {"question": "time"}),
    ],
)  # fmt: skip
def test_which_moment(text: str, slots: dict[str, object]) -> None:
    assert moment_asked(hear(text)) == slots
