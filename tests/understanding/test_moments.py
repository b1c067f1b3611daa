"""Questions about time and date that no closed wording fits."""

from __future__ import annotations

import pytest

from lumen.understanding.moments import moment_asked
from lumen.understanding.utterance import hear


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("have you the time", {"question": "time"}),
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
        ("what date is the third friday of this month", {"question": "another day"}),
        ("what weekday is the tenth of march", {"question": "another day"}),
        ("the twenty second is on what day", {"question": "another day"}),
        ("may I know the time in London", {"question": "elsewhere", "place": "London"}),
        ("what time would it be in New York right now", {"question": "elsewhere", "place": "New York"}),
        ("show me Boston's current time", {"question": "elsewhere", "place": "Boston"}),
        ("give me new york's time", {"question": "elsewhere", "place": "new york"}),
        ("what time is it now pacific time", {"question": "elsewhere", "place": "pacific"}),
        ("what time is my haircut on wednesday", {"question": "time"}),
    ],
)  # fmt: skip
def test_which_moment(text: str, slots: dict[str, object]) -> None:
    assert moment_asked(hear(text)) == slots
